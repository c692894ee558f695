import { realpathSync, statSync } from "node:fs";
import { basename, dirname } from "node:path";
import { duplicateKeys, isAuthoredName, mayRepeatKeys } from "../../document/text/index.ts";
import { isWithin } from "./boundary.ts";
import { bytesOf } from "./bytes.ts";
import { unpacked } from "./compression.ts";
import { decoded } from "./encoding.ts";
import { FILE_LIMITS } from "./limits.ts";
import { type Refused, refused } from "./problem.ts";

export interface InputOptions {
  /** What messages call it; the path where left out. */
  name?: string;
  /** What to do about content that is not of this kind, as a sentence: `Print the plan with terraform show -json.` */
  next?: string;
  /** What to do about a ZIP archive, as a sentence, where that is something else. */
  archive?: string;
  /** Most bytes that are read, unpacked; where left out, that of `FILE_LIMITS`. */
  mostBytes?: number;
}

export interface TextOptions extends InputOptions {
  /** Texts that authors write: UTF-8 only, a byte order mark stays, never unpacked. */
  authored?: boolean;
  /** Rules, packs, waivers and settings: only from a file whose own name, behind links, ends as YAML or JSON does. No other text is ever quoted. */
  isYaml?: boolean;
  /** JSON, or text that begins with an ASCII character as JSON does: UTF-16 is known without a byte order mark. */
  isJson?: boolean;
}

export type TextInput = { ok: true; text: string } | Refused;

export type JsonInput = { ok: true; json: unknown } | Refused;

/** The text of a file, of a pipe that a shell opened, or of standard input (`-`). Never throws. */
export function readText(path: string, options: TextOptions = {}): TextInput {
  const { name = path, mostBytes = options.authored || options.isYaml ? FILE_LIMITS.authoredBytes : FILE_LIMITS.textBytes } = options;
  const read = bytesOf(path, name, mostBytes);
  if (read.ok && options.isYaml && isOtherFile(path))
    return refused("no-file", name, "is no YAML by its name", "Name a file that ends in .yaml, .yml or .json.");
  return read.ok ? textOfBytes(read.bytes, { ...options, name, mostBytes }) : read;
}

/** Whether a path leads to a file whose name has another ending than YAML and JSON have. What a shell opened has no name. */
function isOtherFile(path: string): boolean {
  try {
    const real = realpathSync(path);
    if (!statSync(real).isFile() || isAuthoredName(basename(real))) return false;
    // Kubernetes mounts files through links within their folder, and what these lead to may have any name.
    return !isAuthoredName(basename(path)) || !isWithin(realpathSync(dirname(path)), real);
  } catch {
    return false;
  }
}

/** The text of bytes that were read elsewhere. */
export function textOfBytes(bytes: Buffer, options: TextOptions & { name: string }): TextInput {
  const { name, mostBytes = FILE_LIMITS.textBytes, authored = false, isJson = false, next = "", archive = "" } = options;
  const plain = authored ? { ok: true as const, bytes } : unpacked(bytes, name, mostBytes);
  return plain.ok ? decoded(plain.bytes, name, { authored, isJson, next, archive }) : plain;
}

/** The JSON of a file, pipe or device, or of standard input (`-`). Never throws. */
export function readJson(path: string, options: InputOptions = {}): JsonInput {
  const name = options.name ?? path;
  const read = readText(path, { ...options, isJson: true });
  return read.ok ? jsonOfText(read.text, { ...options, name }) : read;
}

/** The JSON of a text that was read elsewhere. A key that stands twice in one object is refused: nothing says which of its values was meant. */
export function jsonOfText(text: string, { name, next = "" }: InputOptions & { name: string }): JsonInput {
  try {
    const json: unknown = JSON.parse(text);
    return repeatedKey(text, json, name) ?? { ok: true, json };
  } catch (error) {
    if (text.trim() === "") return refused("empty", name, "is empty", next || "Check the command that wrote it.");
    const why = error instanceof Error ? error.message : String(error);
    return refused("not-json", name, `is not JSON: ${why}`, next);
  }
}

/** Refuses a text with a key that stands twice in one object; `json` is what JSON.parse made of it. Null where no key does. */
function repeatedKey(text: string, json: unknown, name: string): Refused | null {
  if (!mayRepeatKeys(text, json)) return null;
  const [first] = duplicateKeys(text, 1);
  if (!first) return null;
  const { path, line, column } = first;
  return refused("repeated-key", name, `holds the key \`${path}\` twice in one object (line ${line}, column ${column})`, "Remove one of the two.");
}
