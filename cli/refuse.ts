import { type Check, checkOf as checkByName, withSoundCorrections } from "../engine/index.ts";
import { diagnosticText, tally } from "../reporters/index.ts";
import type { Io } from "./io.ts";
import type { SelectedRules } from "./selection/choose.ts";

type Refusable = Pick<SelectedRules, "diagnostics" | "sourceOf"> & {
  /** The check of a file, where its name does not say what it is. */
  checkOf?: (file: string) => Check;
};

/** Prints what is wrong with the rule files, or others; true when there is an error and nothing may be judged. */
export async function refuse({ diagnostics, sourceOf, checkOf = checkByName() }: Refusable, io: Io, files = "rule files"): Promise<boolean> {
  const shown = withSoundCorrections(diagnostics, sourceOf, checkOf);
  for (const text of diagnosticText(shown, sourceOf, io.err)) await io.err.write(`${text}\n`);
  const refused = diagnostics.some(({ severity }) => severity === "error");
  if (refused) await io.err.write(`reeve: ${tally(diagnostics)} in ${files}: nothing was judged.\n`);
  return refused;
}
