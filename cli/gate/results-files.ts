import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { mergeResults } from "../../engine/index.ts";
import { short, visible } from "../../reporters/index.ts";
import { type ReeveResults, validateResults } from "../../schemas/index.ts";
import { reasonOf } from "../files.ts";
import { UsageError } from "../usage-error.ts";

const FAULTS = 5;

/** Results that were judged before, as one; what an earlier gate made of them is forgotten, and what was decided about them `waive` forgets. */
export async function resultsOf(files: readonly string[]): Promise<{ results: ReeveResults; taken: { name: string; collectedAt: string }[] }> {
  const parts = await Promise.all(
    files.map(async (file) => {
      const results = await resultsIn(file);
      const [account] = results.document.accounts;
      return { name: account ?? file, results: { ...results, results: results.results.map(uncompared) } };
    }),
  );
  const { gate: _, ...results } = mergeResults(parts);
  return { results, taken: parts.map((part) => ({ name: part.name, collectedAt: part.results.document.collectedAt })) };
}

function uncompared(result: ReeveResults["results"][number]): typeof result {
  const { delta: _, ...rest } = result;
  return rest;
}

async function resultsIn(file: string): Promise<ReeveResults> {
  const named = `--results ${visible(file)}`;
  let value: unknown;
  try {
    const bytes = readFileSync(file);
    value = JSON.parse((bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString("utf8"));
  } catch (error) {
    throw new UsageError(
      error instanceof SyntaxError ? `${named}: it is not JSON: ${short(error.message, 200)}` : `${named}: cannot be read: ${reasonOf(error)}`,
    );
  }
  const checked = await validateResults(value);
  if (checked.ok) return checked.value;
  const faults = checked.errors.slice(0, FAULTS).map(({ path, message }) => `  ${short(path.join(".") || "results", 120)}: ${short(message, 200)}`);
  throw new UsageError([`${named}: these are no results as reeve check --format json writes them.`, ...faults].join("\n"));
}
