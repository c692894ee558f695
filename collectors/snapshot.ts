import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { member } from "../document/index.ts";
import { type ReeveDocument, validateDocument } from "../schemas/index.ts";
import { interruptible, jsonOfText, readText, writeOutput } from "./files/index.ts";
import { documentFaults, isSound } from "./snapshot-checks.ts";

const SCHEMA = "reeve/document@1";

const NEXT = "Collect it again: reeve collect --out FILE.";

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
 * and not at all once `signal` has aborted. Devices, fifos and links are written through, as `writeOutput` says, whose errors these are.
 */
export async function writeSnapshot(path: string, document: ReeveDocument, signal?: AbortSignal): Promise<void> {
  const text = `${JSON.stringify(document)}\n`;
  const bytes = path.endsWith(".gz") ? await promisify(gzip)(text) : Buffer.from(text);
  signal?.throwIfAborted();
  await writeOutput(path, [bytes], { private: true, durable: true, signal });
}

/** Reads a snapshot and checks it in full; never rejects. */
export async function readSnapshot(path: string): Promise<SnapshotResult> {
  const name = `The snapshot ${path}`;
  const read = interruptible(() => readText(path, { name, isJson: true, next: NEXT }));
  return read.ok ? parseSnapshot(read.text, path) : problem("unreadable", read.problem.message);
}

/** As readSnapshot, of text already read; `name` is what the sentences call it. */
export const parseSnapshot = (text: string, name: string): Promise<SnapshotResult> => interruptible(() => parsed(text, name));

async function parsed(text: string, name: string): Promise<SnapshotResult> {
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
