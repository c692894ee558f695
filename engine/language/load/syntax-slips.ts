import type { Range } from "../diagnostic.ts";
import type { Correction } from "./report.ts";
import type { YAMLError } from "./yaml-package.ts";

/** A text that YAML does not read, and where the parser gave up. */
export interface Unread {
  text: string;
  error: YAMLError;
  lines: readonly string[];
  /** Index of the line where the parser gave up. */
  line: number;
  place: (start: number, end: number) => Range;
}

export interface Explained {
  code: "RV001" | "RV006" | "RV009";
  at: Range;
  message: string;
  correction?: Correction | undefined;
}

export const rangeAt = (line: number, from: number, to: number): Range => ({ line: line + 1, column: from + 1, endLine: line + 1, endColumn: to + 1 });

const indentOf = (line: string): number => /^ */.exec(line)?.[0].length ?? 0;
const isBlank = (line: string): boolean => /^\s*(?:#.*)?$/.test(line);
const isItem = (line: string): boolean => /^ *-(?: |$)/.test(line);
const plainLine = (lines: readonly string[], line: number): string => (lines[line] ?? "").replace(/\r$/, "").trimEnd();

/** `// a note`, as other languages write it. */
function otherComment({ lines, line }: Unread): Explained | null {
  const written = plainLine(lines, line);
  const [, lead = "", rest] = /^(\s*)\/\/\s*(.*)$/.exec(written) ?? [];
  if (rest === undefined) return null;
  return {
    code: "RV001",
    at: rangeAt(line, lead.length, written.length),
    message: "A comment begins with #, not with //.",
    correction: { certain: `# ${rest}`.trimEnd() },
  };
}

/** A word by itself, where what follows belongs to it. */
function keyWithoutColon({ error, lines, line }: Unread): Explained | null {
  if (error.code !== "MULTILINE_IMPLICIT_KEY") return null;
  const written = plainLine(lines, line);
  const [, lead = "", key] = /^(\s*(?:- +)?)([\w.$-]+)$/.exec(written) ?? [];
  if (key === undefined) return null;
  const next = lines.slice(line + 1).find((each) => !isBlank(each)) ?? "";
  const isAbove = indentOf(next) > indentOf(written) || (isItem(next) && indentOf(next) === indentOf(written));
  return {
    code: "RV001",
    at: rangeAt(line, lead.length, written.length),
    message: `A colon is missing after \`${key}\`.`,
    correction: isAbove ? { certain: `${key}:` } : `${key}:`,
  };
}

/** Text that begins with a bracket, which YAML reads as a map or a list and not as text. */
function textBehindBracket({ error, lines, line }: Unread): Explained | null {
  if (error.code !== "UNEXPECTED_TOKEN") return null;
  const [, lead = "", key = "", value] = /^(\s*(?:- +)?(?:([\w.-]+):\s+)?)([{[].*[}\]]\s*[^\s,}\]].*)$/.exec(plainLine(lines, line)) ?? [];
  if (value === undefined || value.includes(" #")) return null;
  const isMap = value.startsWith("{");
  const message = `YAML reads ${isMap ? "{ at the start of a value as a map" : "[ at the start of a value as a list"}, and more follows behind its end. Quote the whole value.`;
  const inBraces = key === "message" ? value.replace(/(?<!\{)\{([\w.]+)\}(?!\})/g, "{{$1}}") : value;
  return { code: "RV001", at: rangeAt(line, lead.length, lead.length + value.length), message, correction: JSON.stringify(inBraces) };
}

/** A colon with a space behind it in unquoted text within braces. */
function colonInBraces({ error, lines, line, place }: Unread): Explained | null {
  if (error.code !== "BLOCK_IN_FLOW") return null;
  const { column, line: at } = place(error.pos[0], error.pos[0]);
  const [text = ""] = /^[^,{}[\]]*/.exec((lines[line] ?? "").slice(column - 1)) ?? [];
  const value = text.trimEnd();
  if (at !== line + 1 || !/^[^\s"'][^"]*:\s/.test(value)) return null;
  const message = "A colon with a space behind it stands within unquoted text. Quote the text.";
  return { code: "RV001", at: rangeAt(line, column - 1, column - 1 + value.length), message, correction: JSON.stringify(value) };
}

/** A backslash in double quotes that begins no escape of YAML, as in regular expressions. */
function escapeSign({ error, lines, line, place }: Unread): Explained | null {
  if (error.code !== "BAD_DQ_ESCAPE") return null;
  const { column } = place(error.pos[0], error.pos[0]);
  const written = plainLine(lines, line);
  const sign = `\\${/\\(.)/.exec(written.slice(column - 1))?.[1] ?? ""}`;
  const message = `In double quotes ${sign} means nothing. Put the text in single quotes, where a backslash stands for itself, or write \\${sign}.`;
  const quoted = [...written.matchAll(/"(?:[^"\\]|\\.)*"/g)].find(({ index, 0: text }) => index < column && column <= index + text.length);
  if (!quoted) return { code: "RV001", at: rangeAt(line, column - 1, column - 1 + sign.length), message };
  const [text] = quoted;
  const inner = text.slice(1, -1).replace(/\\(["\\])/g, "$1");
  const single = `'${inner.replaceAll("'", "''")}'`;
  const isRegex = /matches:\s+(?:\[.*)?$/.test(written.slice(0, quoted.index));
  return { code: "RV001", at: rangeAt(line, quoted.index, quoted.index + text.length), message, correction: isRegex ? { certain: single } : single };
}

/** An item of a list that begins in another column than the one above. */
function itemAstray({ error, lines, line }: Unread): Explained | null {
  if (error.code !== "BAD_INDENT" && error.code !== "BLOCK_AS_IMPLICIT_KEY" && error.code !== "MISSING_CHAR") return null;
  const written = plainLine(lines, line);
  if (!isItem(written)) return null;
  const has = indentOf(written);
  let wanted: number | null = null;
  let isNext = true;
  for (let at = line - 1; at >= 0; at -= 1) {
    const above = lines[at] ?? "";
    if (isBlank(above)) continue;
    if (isItem(above) && indentOf(above) === has) return null;
    if (isItem(above)) wanted ??= indentOf(above);
    isNext &&= wanted !== null;
    if (indentOf(above) < has) break;
  }
  if (wanted === null) return null;
  return {
    code: "RV001",
    at: rangeAt(line, 0, written.length),
    message: `This item is indented by ${has} and the ${isNext ? "line" : "item"} above by ${wanted}. The items of a list begin in one column.`,
    correction: " ".repeat(wanted) + written.trim(),
  };
}

/** Items with a dash beside keys without one. */
function listBesideMap({ error, lines, line }: Unread): Explained | null {
  if (error.code !== "BAD_INDENT" && error.code !== "BLOCK_AS_IMPLICIT_KEY" && error.code !== "MISSING_CHAR" && error.code !== "UNEXPECTED_TOKEN") return null;
  const written = plainLine(lines, line);
  const above = lines.slice(0, line).findLast((each) => !isBlank(each) && indentOf(each) <= indentOf(written)) ?? "";
  if (isBlank(written) || indentOf(above) !== indentOf(written) || isItem(above) === isItem(written)) return null;
  const message = "An item with a dash and a key without one stand side by side. Write a list, with a dash before each, or a map, without any.";
  return { code: "RV001", at: rangeAt(line, indentOf(written), written.length), message };
}

/** What authors do, by slips of other languages or of the keyboard. */
export const SLIPS: readonly ((unread: Unread) => Explained | null)[] = [
  otherComment,
  keyWithoutColon,
  textBehindBracket,
  colonInBraces,
  escapeSign,
  itemAstray,
  listBesideMap,
];
