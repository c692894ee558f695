import { constants } from "node:buffer";
import { duplicateKeys } from "../../document/text/index.ts";
import { bytesOf } from "./bytes.ts";
import { unpacked } from "./compression.ts";
import { decoded } from "./encoding.ts";
import { type Refused, refused } from "./problem.ts";

/** A text of more bytes cannot be held. Source: Node.js documentation, `buffer.constants.MAX_STRING_LENGTH`. */
const MAX_TEXT_BYTES: number = constants.MAX_STRING_LENGTH;

/** Duplicate keys are looked for in texts up to this length: a longer one is written by a program, and the search takes as long as the parsing. */
export const SEARCHED_CHARACTERS = 16_777_216;

export interface InputOptions {
  /** What messages call it; the path where left out. */
  name?: string;
  /** What to do about content that is not of this kind, as a sentence: `Print the plan with terraform show -json.` */
  next?: string;
  /** Most bytes that are read, unpacked. */
  mostBytes?: number;
}

export interface TextOptions extends InputOptions {
  /** Texts that authors write: UTF-8 only, a byte order mark stays, never unpacked. */
  authored?: boolean;
  /** JSON in UTF-16 is known without a byte order mark. */
  isJson?: boolean;
}

export type TextInput = { ok: true; text: string } | Refused;

/** `warnings` are whole sentences: what was read all the same, though it is doubtful. */
export type JsonInput = { ok: true; json: unknown; warnings: string[] } | Refused;

/** The text of a file, pipe or device. Never throws. */
export function readText(path: string, options: TextOptions = {}): TextInput {
  const { name = path, mostBytes = MAX_TEXT_BYTES } = options;
  const read = bytesOf(path, name, mostBytes);
  return read.ok ? textOfBytes(read.bytes, { ...options, name }) : read;
}

/** The text of bytes that were read elsewhere. */
export function textOfBytes(bytes: Buffer, options: TextOptions & { name: string }): TextInput {
  const { name, mostBytes = MAX_TEXT_BYTES, authored = false, isJson = false, next = "" } = options;
  const plain = authored ? { ok: true as const, bytes } : unpacked(bytes, name, mostBytes);
  return plain.ok ? decoded(plain.bytes, name, { authored, isJson, next }) : plain;
}

/** The JSON of a file, pipe or device. Never throws. */
export function readJson(path: string, options: InputOptions = {}): JsonInput {
  const name = options.name ?? path;
  const read = readText(path, { ...options, isJson: true });
  return read.ok ? jsonOfText(read.text, { ...options, name }) : read;
}

/** The JSON of a text that was read elsewhere. */
export function jsonOfText(text: string, { name, next = "" }: InputOptions & { name: string }): JsonInput {
  try {
    return { ok: true, json: JSON.parse(text), warnings: duplicateWarnings(text, name) };
  } catch (error) {
    if (text.trim() === "") return refused("empty", name, "is empty", next || "Check the command that wrote it.");
    const why = error instanceof Error ? error.message : String(error);
    return refused("not-json", name, `is not JSON: ${why}`, next);
  }
}

/** One sentence for each key that stands twice in an object. */
export function duplicateWarnings(text: string, name: string): string[] {
  if (text.length > SEARCHED_CHARACTERS) return [];
  return duplicateKeys(text).map(
    ({ key, line, column }) => `${name}:${line}:${column}: the key "${key}" stands twice in one object; the last value counts. Remove one.`,
  );
}
