/** A quoted text of a file: where it opens, and just behind where it closes; null where it never does. */
export interface Quoted {
  from: number;
  to: number | null;
}

/** What may stand before a quote that opens a text. */
const BEFORE = /(?:^|[\s,[{(:-])$/;

/** The quoted texts of a file, as far as it can be read without understanding it: comments and block texts are passed over. */
function quotedTexts(text: string): Quoted[] {
  const found: Quoted[] = [];
  let at = 0;
  while (at < text.length) {
    const sign = text[at];
    const before = text[at - 1] ?? "\n";
    if (sign === "#" && /\s/.test(before)) at = endOfLine(text, at);
    else if ((sign === "|" || sign === ">") && /[:-]\s+$/.test(text.slice(Math.max(0, at - 8), at)) && /^[|>][-+\d]*[ \t]*(?:#.*)?$/.test(lineFrom(text, at)))
      at = endOfBlock(text, at);
    else if ((sign === '"' || sign === "'") && BEFORE.test(before)) {
      const to = closing(text, at, sign);
      found.push({ from: at, to });
      at = to ?? text.length;
    } else at += 1;
  }
  return found;
}

/**
 * The quote that keeps the text from being read: one that never closes, or closes where more text follows. `sameLine`: it closes in the line where it
 * opens, so that a quote within the text was taken for its end.
 */
export function brokenQuote(text: string): { from: number; sameLine: boolean; to: number | null } | null {
  for (const { from, to } of quotedTexts(text)) {
    if (to === null) return { from, to, sameLine: false };
    const rest = lineFrom(text, to);
    if (/^\s*(?:$|[,\]}]|:(?:\s|$)|\s#)/.test(rest)) continue;
    return { from, to, sameLine: !text.slice(from, to).includes("\n") };
  }
  return null;
}

function closing(text: string, from: number, sign: string): number | null {
  for (let at = from + 1; at < text.length; at += 1) {
    if (sign === '"' && text[at] === "\\") at += 1;
    else if (text[at] === sign) {
      if (sign === "'" && text[at + 1] === "'") at += 1;
      else return at + 1;
    }
  }
  return null;
}

const endOfLine = (text: string, at: number): number => {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
};

const lineFrom = (text: string, at: number): string => text.slice(at, endOfLine(text, at)).replace(/\r$/, "");

/** Behind the lines that are indented further than the line at hand. */
function endOfBlock(text: string, at: number): number {
  const start = text.lastIndexOf("\n", at) + 1;
  const indent = /^ */.exec(text.slice(start))?.[0].length ?? 0;
  let end = endOfLine(text, at);
  while (end < text.length) {
    const next = text.slice(end + 1, endOfLine(text, end + 1));
    if (next.trim() !== "" && (/^ */.exec(next)?.[0].length ?? 0) <= indent) break;
    end = endOfLine(text, end + 1);
  }
  return end;
}
