import { printable } from "../reporters/index.ts";

/** Members whose text is no one's to read: what replaces or finds what was typed, addresses, and what is sent back. */
const EXACT: ReadonlySet<string> = new Set(["newText", "filterText", "uri", "changes", "arguments", "data"]);

/** An answer as an editor may show it: names and values are chosen by whoever wrote the rule, or may make a user. Line ends stay, of which Markdown is made. */
export function shown<T>(answer: T): T {
  if (typeof answer === "string") return printable(answer, { color: false, isLineStart: true }) as T;
  if (Array.isArray(answer)) return answer.map(shown) as T;
  if (typeof answer !== "object" || answer === null) return answer;
  return Object.fromEntries(Object.entries(answer).map(([key, value]: [string, unknown]) => [key, EXACT.has(key) ? value : shown(value)])) as T;
}
