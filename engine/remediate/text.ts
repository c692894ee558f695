/** Text from a document or a log, made harmless for comments, terminals and source code. */

/**
 * Control characters, line and paragraph separators, and what is invisible or turns the direction of text (Unicode categories Cc, Cf, Zl, Zp, Cs):
 * they could break out of a comment, steer a terminal, or show other code than what runs.
 */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

const escaped = (found: string): string =>
  Array.from({ length: found.length }, (_, index) => `\\u${found.charCodeAt(index).toString(16).padStart(4, "0")}`).join("");

/** Sentences as one line: each ends as a sentence does. */
export const sentences = (parts: readonly string[]): string =>
  parts.map((part, at) => (at < parts.length - 1 && !/[.?!:]$/.test(part) ? `${part}.` : part)).join(" ");

/** Whether a text is safe to print as it is. */
export function isPlain(text: string): boolean {
  return text.search(UNSAFE) === -1;
}

/** One line for a person: unsafe characters become \u escapes that show what was there. */
export function visible(text: string): string {
  return text.replace(UNSAFE, escaped);
}

/** A string literal that JSON and TypeScript read alike, with nothing invisible in it. */
export function quoted(text: string): string {
  return JSON.stringify(text).replace(UNSAFE, escaped);
}

/** The same for Python, which takes a surrogate pair for two characters and wants \U for what lies above U+FFFF. */
export function pythonQuoted(text: string): string {
  return JSON.stringify(text).replace(UNSAFE, (found) =>
    found.length > 1 ? `\\U${(found.codePointAt(0) ?? 0).toString(16).padStart(8, "0")}` : escaped(found),
  );
}
