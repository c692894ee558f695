import { createHash } from "node:crypto";
import type { ReeveDocument } from "../../schemas/index.ts";

const CHUNK = 1 << 16;

/**
 * SHA-256 (hex) of a document in normal form: JSON without white space, keys sorted by UTF-16 unit, `collection` left out. Two collections of
 * an unchanged account differ by `collectedAt` alone.
 */
export function documentSha256(document: ReeveDocument): string {
  const { collection: _, ...rest } = document;
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
    if (typeof value !== "object" || value === null) {
      emit(JSON.stringify(value) ?? "null");
      return;
    }
    if (Array.isArray(value)) {
      let before = "[";
      for (const element of value) {
        emit(before);
        write(element);
        before = ",";
      }
      emit(before === "[" ? "[]" : "]");
      return;
    }
    let before = "{";
    for (const key of Object.keys(value).sort()) {
      emit(`${before}${JSON.stringify(key)}:`);
      write((value as Record<string, unknown>)[key]);
      before = ",";
    }
    emit(before === "{" ? "{}" : "}");
  }
}
