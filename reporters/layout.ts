/** Text in columns: how wide it is, and how it wraps. All functions take text that `visible` has made safe, with or without colours of ours. */

export { number, plural, wordFor } from "../schemas/index.ts";

// biome-ignore lint/suspicious/noControlCharactersInRegex: the colours that we add ourselves
const COLOUR = /\u001b\[[0-9;]*m/g;
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;
const ZERO = /\p{Mn}/u;

/** Number of terminal columns that the text takes. */
export function columns(text: string): number {
  const bare = text.includes("\u001b") ? text.replace(COLOUR, "") : text;
  if (/^[\x20-\x7e]*$/.test(bare)) return bare.length;
  let total = 0;
  for (const character of bare) total += ZERO.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return total;
}

/** Pads on the right to `width` columns. */
export const padEnd = (text: string, width: number): string => text + " ".repeat(Math.max(0, width - columns(text)));
export const padStart = (text: string, width: number): string => " ".repeat(Math.max(0, width - columns(text))) + text;

/**
 * Wraps at spaces. The first line begins with `first`, the others with as many blanks. A word longer than the line (an ARN) is never broken:
 * it is copied from the terminal more often than it is read.
 */
export function wrap(text: string, width: number, first = ""): string[] {
  const margin = columns(first);
  const room = Math.max(20, width - margin);
  const lines: string[] = [];
  let line = "";
  let used = 0;
  for (const word of text.split(" ")) {
    const size = columns(word);
    if (used > 0 && used + 1 + size > room) {
      lines.push(line);
      line = word;
      used = size;
    } else if (used > 0) {
      line += ` ${word}`;
      used += 1 + size;
    } else {
      line = word;
      used = size;
    }
  }
  lines.push(line);
  return lines.map((each, index) => ((index === 0 ? first : " ".repeat(margin)) + each).trimEnd());
}

/** Numbers as ranges: 1–3, 7. */
export function ranges(numbers: number[]): string {
  const parts: string[] = [];
  for (let start = 0; start < numbers.length; ) {
    let end = start;
    while (end + 1 < numbers.length && numbers[end + 1] === (numbers[end] ?? 0) + 1) end++;
    parts.push(end === start ? `${numbers[start]}` : `${numbers[start]}–${numbers[end]}`);
    start = end + 1;
  }
  return parts.length > 6 ? `${parts.slice(0, 6).join(", ")} …` : parts.join(", ");
}

/** The text with a capital at its start. */
export const sentenceStart = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
