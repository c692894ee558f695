import type { AccountResults } from "../engine/index.ts";
import { short, visible } from "../reporters/index.ts";
import { type ReeveResults, validateResults } from "../schemas/index.ts";
import { inputJson } from "./read-input.ts";
import { UsageError } from "./usage-error.ts";

const FAULTS = 5;
const RESULTS_AGAIN = "Write the results again: reeve check --format json=FILE.";

/** Results that were evaluated before, by account or file. */
export const readResults = (files: readonly string[]): Promise<AccountResults[]> =>
  Promise.all(
    files.map(async (file) => {
      const results = await resultsIn(file);
      return { name: results.document.accounts[0] ?? file, results };
    }),
  );

async function resultsIn(file: string): Promise<ReeveResults> {
  const named = `--results ${visible(file)}`;
  const value = inputJson(file, { name: `--results ${file}`, next: RESULTS_AGAIN });
  const checked = await validateResults(value);
  if (checked.ok) return checked.value;
  const faults = checked.errors.slice(0, FAULTS).map(({ path, message }) => `  ${short(path.join(".") || "results", 120)}: ${short(message, 200)}`);
  throw new UsageError([`${named}: these are no results as reeve check --format json writes them.`, ...faults].join("\n"));
}
