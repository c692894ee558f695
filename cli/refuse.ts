import { basename } from "node:path";
import { isConfigName } from "../document/text/index.ts";
import { type Check, checkOf as checkByName, type Diagnostic, PARAM_FLAG, withSoundCorrections } from "../engine/index.ts";
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

/** What the files with errors are: settings are no rule files. */
function placesOf(errors: readonly Diagnostic[], files: string): string {
  const settings = errors.filter(({ file }) => file === PARAM_FLAG || isConfigName(basename(file))).length;
  return settings === 0 ? files : settings === errors.length ? "settings" : `${files} and settings`;
}

/** Prints what is wrong with the rule files, or others, and with values that are set for their parameters; true when there is an error and nothing may be judged. */
export async function refuse({ diagnostics: ofFiles, sourceOf, checkOf = checkByName(), settings }: Refusable, io: Io, files = "rule files"): Promise<boolean> {
  const faults = settings && !ofFiles.some(isError) ? await settingFaults(settings) : null;
  const diagnostics = [...ofFiles, ...(faults?.diagnostics ?? [])];
  const shown = withSoundCorrections(diagnostics, sourceOf, (file) => faults?.checkOf(file) ?? checkOf(file));
  for (const text of diagnosticText(shown, sourceOf, io.err)) await io.err.write(`${text}\n`);
  const errors = diagnostics.filter(isError);
  if (errors.length > 0) await io.err.write(`reeve: ${tally(diagnostics)} in ${placesOf(errors, files)}: nothing was judged.\n`);
  return errors.length > 0;
}
