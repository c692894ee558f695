import { diagnosticText, tally } from "../reporters/index.ts";
import type { Io } from "./io.ts";
import type { SelectedRules } from "./selection/choose.ts";

/** Prints what is wrong with the rule files, or others; true when there is an error and nothing may be judged. */
export async function refuse({ diagnostics, sourceOf }: Pick<SelectedRules, "diagnostics" | "sourceOf">, io: Io, files = "rule files"): Promise<boolean> {
  for (const text of diagnosticText(diagnostics, sourceOf, io.err)) await io.err.write(`${text}\n`);
  const refused = diagnostics.some(({ severity }) => severity === "error");
  if (refused) await io.err.write(`reeve: ${tally(diagnostics)} in ${files}: nothing was judged.\n`);
  return refused;
}
