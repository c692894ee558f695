/**
 * Makes untrusted text safe to print: names, tags and log fields are chosen by whoever may create a user or write a record, and a terminal obeys
 * what it is sent. Every reporter and command passes untrusted text through here and nowhere else.
 */

/** Control characters (C0, DEL, C1: escape sequences, OSC, backspace, newline), line separators, bidirectional and invisible format characters
 * (Unicode Cc, Cf, Zl, Zp: https://www.unicode.org/reports/tr36/), variation and tag characters, halves of surrogate pairs, and code
 * points that are no characters. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{NChar}\u{e0000}-\u{e007f}\u115f\u1160\u3164\uffa0]/u;
const UNSAFE_ALL = new RegExp(UNSAFE.source, "gu");

/** The text with each unsafe character as a visible escape: `\n`, `\u{202e}`. */
export function visible(text: string): string {
  return UNSAFE.test(text) ? text.replace(UNSAFE_ALL, escapeOf) : text;
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
