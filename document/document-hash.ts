import { createHash } from "node:crypto";
import type { ReeveDocument } from "../schemas/index.ts";

const CHUNK = 1 << 16;

/**
 * SHA-256 (hex) of a document in normal form: JSON without white space, keys sorted by UTF-16 unit, `collection` and the snapshot's own
 * hash left out. Two collections of an unchanged account differ by `collectedAt` alone.
 */
export function documentSha256(document: ReeveDocument): string {
  const { collection: _, sha256: __, ...rest } = document;
  const hash = createHash("sha256");
  let pending = "";
  write(rest);
  return hash.update(pending).digest("hex");

  function emit(text: string): void {
    pending += text;
    if (pending.length < CHUNK) return;
    hash.update(pending);
    pending = "";
  }

  function write(value: unknown): void {
    if (typeof value === "string") emit(quoted(value));
    else if (typeof value !== "object" || value === null) emit(String(value ?? null));
    else if (Array.isArray(value)) writeList(value);
    else writeObject(value as Record<string, unknown>);
  }

  function writeList(list: readonly unknown[]): void {
    let before = "[";
    for (const element of list) {
      emit(before);
      write(element);
      before = ",";
    }
    emit(before === "[" ? "[]" : "]");
  }

  function writeObject(object: Record<string, unknown>): void {
    let before = "{";
    for (const key of sortedKeys(object)) {
      emit(`${before}${quoted(key)}:`);
      write(object[key]);
      before = ",";
    }
    emit(before === "{" ? "{}" : "}");
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON escapes these, quotes and backslashes, and lone surrogates.
const NEEDS_ESCAPE = /[\u0000-\u001f"\\\ud800-\udfff]/;

const quoted = (text: string): string => (NEEDS_ESCAPE.test(text) ? JSON.stringify(text) : `"${text}"`);

function sortedKeys(object: Record<string, unknown>): string[] {
  const keys = Object.keys(object);
  for (let at = 1; at < keys.length; at += 1) if ((keys[at - 1] ?? "") > (keys[at] ?? "")) return keys.sort();
  return keys;
}
