import type { AccountResults } from "../engine/index.ts";
import { short, visible } from "../reporters/index.ts";
import { type ReeveResults, validateResults } from "../schemas/index.ts";
import type { ResultsFileFlags } from "./flags.ts";
import { projectOf } from "./folders.ts";
import { trustInput } from "./input.ts";
import type { Io } from "./io.ts";
import { type LastCheck, lastCheckOf, otherChecks } from "./last-check-store.ts";
import { type DocumentFiles, readDocument } from "./load-document.ts";
import { inputJson } from "./read-input.ts";
import type { RuleSelection } from "./selection/sources.ts";
import { UsageError } from "./usage-error.ts";

/** Results of an earlier check, and the files that they are of. */
export interface ResultsFile {
  file: string;
  /** Null: a check that is kept has the document. */
  document: DocumentFiles | null;
}

export function resultsFileInput({ results, snapshot, events, ...flags }: ResultsFileFlags): ResultsFile | null {
  const trust = trustInput(flags, snapshot !== undefined);
  const document = snapshot === undefined && events === undefined ? null : { snapshot: snapshot ?? null, events: events ?? null, trust };
  if (results !== undefined) return { file: results, document };
  if (document === null) return null;
  throw new UsageError("--snapshot and --events name what --results FILE is of: give --results too, or run reeve check on them.");
}

/** The check whose results a file holds. Its document is that of the named files, or of a kept check of the same document. */
export async function checkOfFile({ file, document: files }: ResultsFile, selection: RuleSelection, io: Io): Promise<LastCheck> {
  const [part] = await readResults([file]);
  if (!part) throw new UsageError(`--results ${visible(file)}: no results.`);
  const { results } = part;
  const project = projectOf(selection.config);
  const origin = { selection, project, source: `results ${visible(file)}`, checkedAt: results.document.collectedAt };
  if (files !== null) {
    const document = await readDocument(files, io);
    return { ...origin, results, document: () => document, unprinted: () => ({ marked: [], isAccountMadeUp: false }) };
  }
  const own = lastCheckOf(project);
  const { sha256 } = results.document;
  const same = [...(own ? [own] : []), ...otherChecks(project)].find((check) => sha256 !== null && check.results.document.sha256 === sha256);
  if (same) return { ...origin, results, checkedAt: same.checkedAt, document: same.document, unprinted: same.unprinted };
  throw new UsageError(`--results ${visible(file)}: the account that they are of is needed too: give --snapshot FILE, and --events where events were judged.`);
}

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
