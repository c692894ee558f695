import { randomUUID } from "node:crypto";
import { open, readFile, rename, rm } from "node:fs/promises";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { member } from "../document/index.ts";
import { type ReeveDocument, validateDocument } from "../schemas/index.ts";
import { documentFaults, isSound } from "./snapshot-checks.ts";

const SCHEMA = "reeve/document@1";

/** Largest snapshot that is read, unpacked. */
const MAX_BYTES = 2 ** 31 - 1;

export interface SnapshotProblem {
  /** unreadable: no such file, or no right to it; not-json; wrong-version: another schema; invalid: it breaks the schema or its rules. */
  code: "unreadable" | "not-json" | "wrong-version" | "invalid";
  /** One plain sentence. */
  sentence: string;
  /** The faults found, at most twenty. */
  details: string[];
}

export type SnapshotResult = { ok: true; document: ReeveDocument } | { ok: false; problem: SnapshotProblem };

/**
 * Writes a document, gzipped where the name ends in .gz, readable by its owner alone; the file appears whole or not at all,
 * and not at all once `signal` has aborted.
 */
export async function writeSnapshot(path: string, document: ReeveDocument, signal?: AbortSignal): Promise<void> {
  const text = `${JSON.stringify(document)}\n`;
  const bytes = path.endsWith(".gz") ? await promisify(gzip)(text) : Buffer.from(text);
  signal?.throwIfAborted();
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    const file = await open(temporary, "wx", 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    signal?.throwIfAborted();
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Reads a snapshot and checks it in full; never rejects. */
export async function readSnapshot(path: string): Promise<SnapshotResult> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) bytes = await promisify(gunzip)(bytes, { maxOutputLength: MAX_BYTES });
  } catch (error) {
    return problem("unreadable", `The snapshot ${path} cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
  return parseSnapshot(bytes.toString("utf8"), path);
}

/** As readSnapshot, of text already read; `name` is what the sentences call it. */
export async function parseSnapshot(text: string, name: string): Promise<SnapshotResult> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return problem("not-json", `The snapshot ${name} is not JSON: ${error instanceof Error ? error.message : String(error)}.`);
  }
  const schema = member(value, "schema");
  if (typeof schema !== "string" || !schema.startsWith("reeve/document@")) return problem("invalid", `${name} is not a snapshot made by Reeve.`);
  if (schema !== SCHEMA) {
    return problem(
      "wrong-version",
      `The snapshot ${name} has the format ${schema}; this Reeve reads ${SCHEMA}. Collect it again, or use the Reeve that made it.`,
    );
  }
  if (await isSound(value)) return { ok: true, document: value as ReeveDocument };
  const validated = await validateDocument(value);
  if (!validated.ok) {
    const details = validated.errors.slice(0, 20).map((error) => `${error.path.join(".") || "document"}: ${error.message}`);
    return problem("invalid", `The snapshot ${name} does not follow ${SCHEMA}.`, details);
  }
  const faults = documentFaults(validated.value);
  if (faults.length > 0) return problem("invalid", `The snapshot ${name} contradicts itself.`, faults.slice(0, 20));
  return { ok: true, document: validated.value };
}

const problem = (code: SnapshotProblem["code"], sentence: string, details: string[] = []): SnapshotResult => ({
  ok: false,
  problem: { code, sentence, details },
});
