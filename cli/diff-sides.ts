import { closeSync, openSync, readFileSync, readSync } from "node:fs";
import { constants, gunzipSync } from "node:zlib";
import { readSnapshot } from "../collectors/index.ts";
import type { DiffSides } from "../engine/index.ts";
import { short, visible } from "../reporters/index.ts";
import { type ReeveDocument, type ReeveResults, validateResults } from "../schemas/index.ts";
import { reasonOf } from "./files.ts";
import { UsageError } from "./usage-error.ts";

/** Both sides, read and checked. Files of two kinds are a usage error. */
export async function readSides([first, second]: readonly [string, string]): Promise<DiffSides> {
  const [kind, other] = [kindOf(first), kindOf(second)];
  if (kind !== other) throw new UsageError(`${visible(first)} holds ${named(kind)} and ${visible(second)} ${named(other)}: compare two of one kind.`);
  if (kind === "results") {
    const [before, after] = await Promise.all([resultsIn(first), resultsIn(second)]);
    return { kind, before: { file: first, results: before }, after: { file: second, results: after } };
  }
  const [before, after] = await Promise.all([snapshotIn(first), snapshotIn(second)]);
  return { kind, before: { file: first, document: before }, after: { file: second, document: after } };
}

const named = (kind: DiffSides["kind"]): string => (kind === "results" ? "results" : "a snapshot");

/** How far into a file its `schema` is looked for. */
const HEAD_BYTES = 64 << 10;
/** Results larger than this cannot be held as one text. */
const MOST_BYTES = 512 << 20;

function kindOf(file: string): DiffSides["kind"] {
  const found = /"schema"\s*:\s*"reeve\/(document|results)@\d+"/.exec(headOf(file));
  if (found) return found[1] === "results" ? "results" : "snapshot";
  throw new UsageError(`${visible(file)} is neither results (reeve check --format json=…) nor a snapshot (reeve collect --out …).`);
}

function headOf(file: string): string {
  try {
    const descriptor = openSync(file, "r");
    try {
      const bytes = Buffer.alloc(HEAD_BYTES);
      const head = bytes.subarray(0, readSync(descriptor, bytes, 0, HEAD_BYTES, 0));
      return isPacked(head)
        ? gunzipSync(head, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 64 << 20 }).toString("utf8", 0, HEAD_BYTES)
        : head.toString("utf8");
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw new UsageError(`cannot read ${visible(file)}: ${visible(reasonOf(error))}`);
  }
}

const isPacked = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

async function snapshotIn(file: string): Promise<ReeveDocument> {
  const read = await readSnapshot(file);
  if (read.ok) return read.document;
  const { sentence, details } = read.problem;
  throw new UsageError([visible(sentence), ...details.map((detail) => `  ${short(detail, 300)}`)].join("\n"));
}

async function resultsIn(file: string): Promise<ReeveResults> {
  let value: unknown;
  try {
    const bytes = readFileSync(file);
    value = JSON.parse((isPacked(bytes) ? gunzipSync(bytes, { maxOutputLength: MOST_BYTES }) : bytes).toString("utf8"));
  } catch (error) {
    throw new UsageError(
      error instanceof SyntaxError ? `${visible(file)} is not JSON: ${short(error.message, 200)}` : `cannot read ${visible(file)}: ${visible(reasonOf(error))}`,
    );
  }
  const checked = await validateResults(value);
  if (checked.ok) return checked.value;
  const faults = checked.errors.slice(0, 5).map(({ path, message }) => `  ${short(path.join(".") || "results", 120)}: ${short(message, 200)}`);
  throw new UsageError([`${visible(file)}: these are no results as reeve check --format json writes them.`, ...faults].join("\n"));
}
