import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { member } from "../document/index.ts";
import { jsonText, type ReeveDocument, validateDocument } from "../schemas/index.ts";
import { jsonOfText, readText, writeOutput } from "./files/index.ts";
import { documentFaults, isSound, schemaFaults } from "./snapshot-checks.ts";

const SCHEMA = "reeve/document@1";

const NEXT = "Collect it again: reeve collect --out FILE.";

export interface SnapshotProblem {
  /**
   * unreadable: no such file, or no right to it; not-json; wrong-version: another schema; invalid: it breaks the schema or its rules; modified: it is not what
   * was collected, or not the one that is expected.
   */
  code: "unreadable" | "not-json" | "wrong-version" | "invalid" | "modified";
  /** One plain sentence. */
  sentence: string;
  /** The faults found, at most twenty. */
  details: string[];
}

/** What is demanded of a snapshot. */
export interface SnapshotTrust {
  /** Whether one that was changed since it was collected is read all the same; its document has no `sha256` then. */
  allowModified: boolean;
  /** The hashes of which a snapshot must have one; empty: any. */
  expected: readonly string[];
}

/** A snapshot is what was collected, whichever it is. */
const UNCHANGED: SnapshotTrust = { allowModified: false, expected: [] };

/** Whatever a snapshot is: for commands that judge nothing. */
export const ANY_SNAPSHOT: SnapshotTrust = { allowModified: true, expected: [] };

/** `isModified`: the document is not what was collected, and was to be read all the same. */
export type SnapshotResult = { ok: true; document: ReeveDocument; isModified?: true } | { ok: false; problem: SnapshotProblem };

/** A document as the text of a snapshot, which ends in the SHA-256 (hex) of the JSON before it, and that hash. */
export function snapshotText(document: ReeveDocument): { text: string; sha256: string } {
  const { sha256: _, ...collected } = document;
  const json = jsonText(collected);
  const sha256 = sha256Of(json);
  return { text: `${json.slice(0, -1)},"sha256":"${sha256}"}\n`, sha256 };
}

const sha256Of = (...parts: readonly string[]): string => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest("hex");

/**
 * Writes a document, gzipped where the name ends in .gz, readable by its owner alone, and gives the snapshot's hash; the file appears whole or not at all,
 * and not at all once `signal` has aborted. Devices, fifos and links are written through, as `writeOutput` says, whose errors these are.
 */
export async function writeSnapshot(path: string, document: ReeveDocument, signal?: AbortSignal): Promise<string> {
  const { text, sha256 } = snapshotText(document);
  const bytes = path.endsWith(".gz") ? await promisify(gzip)(text) : Buffer.from(text);
  signal?.throwIfAborted();
  await writeOutput(path, [bytes], { private: true, durable: true, signal });
  return sha256;
}

/** Reads a snapshot and checks it in full, by default also that it is what was collected; never rejects. */
export async function readSnapshot(path: string, trust: SnapshotTrust = UNCHANGED): Promise<SnapshotResult> {
  const name = `The snapshot ${path}`;
  const read = readText(path, { name, isJson: true, next: NEXT });
  return read.ok ? parseSnapshot(read.text, path, trust) : problem("unreadable", read.problem.message);
}

/** As readSnapshot, of text already read; `name` is what the sentences call it. */
export async function parseSnapshot(text: string, name: string, trust: SnapshotTrust = UNCHANGED): Promise<SnapshotResult> {
  const read = jsonOfText(text, { name: `The snapshot ${name}`, next: NEXT });
  if (!read.ok) return problem(read.problem.code === "repeated-key" ? "invalid" : "not-json", read.problem.message);
  const { json: value } = read;
  const schema = member(value, "schema");
  if (typeof schema !== "string" || !schema.startsWith("reeve/document@")) return problem("invalid", `${name} is not a snapshot made by Reeve.`);
  if (schema !== SCHEMA) {
    return problem(
      "wrong-version",
      `The snapshot ${name} has the format ${schema}; this Reeve reads ${SCHEMA}. Collect it again, or use the Reeve that made it.`,
    );
  }
  const sound = await soundDocument(value, name);
  if (!sound.ok) return sound;
  const { sha256, ...rest } = sound.document;
  const isModified = sha256 !== undefined && !isWhole(text, sha256, rest);
  const differs = isModified ? !trust.allowModified || trust.expected.length > 0 : trust.expected.length > 0 && !trust.expected.includes(sha256 ?? "");
  if (differs) return problem("modified", modifiedSentence(name, sha256, isModified, trust));
  return isModified ? { ok: true, document: rest, isModified } : sound;
}

/** The document of a snapshot's JSON, checked in full. */
async function soundDocument(value: unknown, name: string): Promise<SnapshotResult> {
  if (await isSound(value)) return { ok: true, document: value as ReeveDocument };
  const validated = await validateDocument(value);
  if (!validated.ok) {
    const [first = "", ...more] = schemaFaults(validated.errors);
    return problem("invalid", `The snapshot ${name} does not follow ${SCHEMA}: ${first}.`, more.slice(0, 20));
  }
  const faults = documentFaults(validated.value);
  if (faults.length > 0) return problem("invalid", `The snapshot ${name} contradicts itself: ${faults[0]}.`, faults.slice(1, 21));
  return { ok: true, document: validated.value };
}

const ENDING = /,"sha256":"[0-9a-f]{64}"\}\s*$/;
const ENDING_LENGTH = 200;

/** Whether the JSON without the hash has it: the text as it was written, else (indented by some tool) its members in their order. */
function isWhole(text: string, sha256: string, rest: unknown): boolean {
  const tail = text.slice(-ENDING_LENGTH);
  const at = tail.search(ENDING);
  if (at >= 0 && sha256Of(text.slice(0, text.length - tail.length + at), "}") === sha256) return true;
  return sha256Of(jsonText(rest)) === sha256;
}

function modifiedSentence(name: string, sha256: string | undefined, isModified: boolean, { expected }: SnapshotTrust): string {
  if (isModified)
    return `The snapshot ${name} was changed since it was collected: it does not have the SHA-256 that stands in it. ${NEXT} To read it all the same: --allow-modified.`;
  const wanted = expected.join(" or ");
  if (sha256 === undefined) return `The snapshot ${name} holds no SHA-256, and ${wanted} is expected. ${NEXT}`;
  return `The snapshot ${name} has the SHA-256 ${sha256}, and ${wanted} is expected.`;
}

const problem = (code: SnapshotProblem["code"], sentence: string, details: string[] = []): SnapshotResult => ({
  ok: false,
  problem: { code, sentence, details },
});
