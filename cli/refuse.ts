import { type Check, checkOf as checkByName, type Diagnostic, withSoundCorrections } from "../engine/index.ts";
import { diagnosticText, tally } from "../reporters/index.ts";
import type { Io } from "./io.ts";
import type { SelectedRules } from "./selection/choose.ts";
import { type SettingSources, settingFaults } from "./selection/config-names.ts";

type Refusable = Pick<SelectedRules, "diagnostics" | "sourceOf"> & {
  /** The check of a file, where its name does not say what it is. */
  checkOf?: (file: string) => Check;
  /** What sets values for parameters; left out where nothing does. */
  settings?: SettingSources;
};

const isError = ({ severity }: Diagnostic): boolean => severity === "error";

/** Prints what is wrong with the rule files, or others, and with values that are set for their parameters; true when there is an error and nothing may be judged. */
export async function refuse({ diagnostics: ofFiles, sourceOf, checkOf = checkByName(), settings }: Refusable, io: Io, files = "rule files"): Promise<boolean> {
  const faults = settings && !ofFiles.some(isError) ? await settingFaults(settings) : null;
  const diagnostics = [...ofFiles, ...(faults?.diagnostics ?? [])];
  const shown = withSoundCorrections(diagnostics, sourceOf, (file) => faults?.checkOf(file) ?? checkOf(file));
  for (const text of diagnosticText(shown, sourceOf, io.err)) await io.err.write(`${text}\n`);
  const refused = diagnostics.some(isError);
  if (refused) await io.err.write(`reeve: ${tally(diagnostics)} in ${files}: nothing was judged.\n`);
  return refused;
}
