/** Text from a document or a log, made harmless for comments, terminals and source code. */

import { CI_COMMAND_ANYWHERE, jsonText, UNSAFE, UNSAFE_ALL, unitEscapes } from "../../schemas/index.ts";

/** Sentences as one line: each ends as a sentence does. */
export const sentences = (parts: readonly string[]): string =>
  parts.map((part, at) => (at < parts.length - 1 && !/[.?!:]$/.test(part) ? `${part}.` : part)).join(" ");

/** Whether a text is safe to print as it is. */
export function isPlain(text: string): boolean {
  return !UNSAFE.test(text) && text.search(CI_COMMAND_ANYWHERE) === -1;
}

/** One line for a person: unsafe characters become \u escapes that show what was there. */
export function visible(text: string): string {
  return text.replace(UNSAFE_ALL, unitEscapes).replace(CI_COMMAND_ANYWHERE, unitEscapes);
}

/** A string literal that JSON and TypeScript read alike, with nothing invisible in it. */
export function quoted(text: string): string {
  return jsonText(text);
}

/** The same for Python, which takes a surrogate pair for two characters and wants \U for what lies above U+FFFF. */
export function pythonQuoted(text: string): string {
  return JSON.stringify(text)
    .replace(UNSAFE_ALL, (found) => (found.length > 1 ? `\\U${(found.codePointAt(0) ?? 0).toString(16).padStart(8, "0")}` : unitEscapes(found)))
    .replace(CI_COMMAND_ANYWHERE, unitEscapes);
}
