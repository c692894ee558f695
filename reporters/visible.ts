/**
 * Makes untrusted text safe to print: names, tags and log fields are chosen by whoever may create a user or write a record; a terminal obeys
 * what it is sent, and a CI system what stands in a log. Every reporter and command passes untrusted text through here.
 */
import { CI_COMMAND_ANYWHERE, CI_COMMAND_AT_LINE_START, UNSAFE, UNSAFE_ALL } from "../schemas/index.ts";

/** The text with each unsafe character as a visible escape: `\n`, `\u{202e}`; so is the beginning of what a CI system takes for a command anywhere in a line. */
export function visible(text: string): string {
  const safe = UNSAFE.test(text) ? text.replace(UNSAFE_ALL, escapeOf) : text;
  return safe.includes("##") ? safe.replace(CI_COMMAND_ANYWHERE, escapeOf) : safe;
}

function escapeOf(character: string): string {
  if (character === "\n") return "\\n";
  if (character === "\t") return "\\t";
  if (character === "\r") return "\\r";
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/** `visible`, and at most `limit` characters of it. */
export function short(text: string, limit = 160): string {
  const head = text.length > limit * 2 ? text.slice(0, limit * 2) : text;
  const safe = visible(head);
  return safe.length <= limit ? safe : `${safe.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}

/** The colours that `paintOf` adds. Concealed and blinking text is none of them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the colours that we add ourselves
const OWN_COLOUR = /(\u001b\[(?:0|1|2|22|3[0-79]|9[0-7])m)/;

/**
 * Lines as they go to a terminal or a log: the last of all steps, whatever they were made of. Line ends and tabs stay, and our own colours where the stream has
 * them. No line begins with what a CI system takes for a command. `isLineStart`: whether the text before ended a line.
 */
export function printable(text: string, { color, isLineStart }: { color: boolean; isLineStart: boolean }): string {
  const parts = color ? text.split(OWN_COLOUR) : [text];
  const safe = parts.map((part, index) => (index % 2 === 1 ? part : safeLines(part))).join("");
  const escaped = safe.replace(CI_COMMAND_AT_LINE_START, (found: string, blanks: string, first: string, at: number) =>
    at === 0 && !isLineStart && !blanks.includes("\n") ? found : blanks + escapeOf(first),
  );
  return escaped;
}

const safeLines = (text: string): string =>
  UNSAFE_BUT_LINES.test(text) || text.includes("##")
    ? text
        .split(/([\n\t])/)
        .map((part, index) => (index % 2 === 1 ? part : visible(part)))
        .join("")
    : text;

const UNSAFE_BUT_LINES = new RegExp(`(?![\\n\\t])${UNSAFE.source}`, "u");
