import { jsonOfText, parseSnapshot, type SnapshotTrust } from "../collectors/index.ts";
import type { DiffSides } from "../engine/index.ts";
import { short, visible } from "../reporters/index.ts";
import { type ReeveDocument, type ReeveResults, validateResults } from "../schemas/index.ts";
import type { Io } from "./io.ts";
import { documentIn } from "./load-document.ts";
import { inputText } from "./read-input.ts";
import { UsageError } from "./usage-error.ts";

/** Both sides, read and checked. Files of two kinds are a usage error. */
export async function readSides([first, second]: readonly [string, string], trust: SnapshotTrust, io: Io): Promise<DiffSides> {
  const [one, other] = [textIn(first), textIn(second)];
  const { kind } = one;
  if (kind !== other.kind) throw new UsageError(`${visible(first)} holds ${named(kind)} and ${visible(second)} ${named(other.kind)}: compare two of one kind.`);
  if (kind === "results") {
    const [before, after] = [await resultsIn(one), await resultsIn(other)];
    return { kind, before: { file: first, results: before }, after: { file: second, results: after } };
  }
  const [before, after] = [await snapshotIn(one, trust, io), await snapshotIn(other, trust, io)];
  return { kind, before: { file: first, document: before }, after: { file: second, document: after } };
}

const named = (kind: DiffSides["kind"]): string => (kind === "results" ? "results" : "a snapshot");

/** How far into a text its `schema` is looked for, in characters. */
const HEAD = 64 << 10;

interface SideText {
  kind: DiffSides["kind"];
  file: string;
  text: string;
}

function textIn(file: string): SideText {
  const text = inputText(file, { isJson: true });
  const found = /"schema"\s*:\s*"reeve\/(document|results)@\d+"/.exec(text.slice(0, HEAD));
  if (found) return { kind: found[1] === "results" ? "results" : "snapshot", file, text };
  throw new UsageError(`${visible(file)} is neither results (reeve check --format json=…) nor a snapshot (reeve collect --out …).`);
}

const snapshotIn = async ({ file, text }: SideText, trust: SnapshotTrust, io: Io): Promise<ReeveDocument> =>
  documentIn(await parseSnapshot(text, file, trust), file, io);

async function resultsIn({ file, text }: SideText): Promise<ReeveResults> {
  const read = jsonOfText(text, { name: file, next: "Write the results again: reeve check --format json=FILE." });
  if (!read.ok) throw new UsageError(visible(read.problem.message));
  const checked = await validateResults(read.json);
  if (checked.ok) return checked.value;
  const faults = checked.errors.slice(0, 5).map(({ path, message }) => `  ${short(path.join(".") || "results", 120)}: ${short(message, 200)}`);
  throw new UsageError([`${visible(file)}: these are no results as reeve check --format json writes them.`, ...faults].join("\n"));
}
