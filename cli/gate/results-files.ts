import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { Part } from "../../engine/index.ts";
import { short, visible } from "../../reporters/index.ts";
import { type ReeveResults, validateResults } from "../../schemas/index.ts";
import { reasonOf } from "../files.ts";
import { UsageError } from "../usage-error.ts";

const FAULTS = 5;

/** Results that were evaluated before, by account or file. */
export const readResults = (files: readonly string[]): Promise<Part[]> =>
  Promise.all(
    files.map(async (file) => {
      const results = await resultsIn(file);
      return { name: results.document.accounts[0] ?? file, results };
    }),
  );

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
