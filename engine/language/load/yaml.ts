import type { Range } from "../diagnostic.ts";
import { numberFault, numberMeant, quoteAdvice } from "./numbers.ts";
import type { Report } from "./report.ts";
import type { MapEntry, SourceNode } from "./source.ts";
import { SPACE_AFTER_COLON, syntaxError } from "./syntax-error.ts";
import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, parseNodes } from "./yaml-package.ts";

export interface YamlLimits {
  /** UTF-16 units of the text. */
  length: number;
  depth: number;
  /** Nodes, counting what an alias repeats. */
  nodes: number;
  /** Whether to make what can be made of a text with syntax errors, as editors need of one that is half typed. */
  tolerant?: true;
}

/**
 * Parses one YAML document to nodes with places. Reports syntax errors (the first: the rest follow from it), tags, aliases that were meant as text,
 * duplicate and odd keys, numbers that lose digits. Null when nothing can be made of the text.
 */
export function parseYaml(text: string, limits: YamlLimits, report: Report): SourceNode | null {
  const place = placer(text);
  if (text.length > limits.length) return report.error("RV002", place(0, 0), `The file is longer than ${limits.length} characters.`);
  if (text.includes("\0")) {
    const isUtf16 = /^\ufffd|^\0.|^.\0/s.test(text);
    const message = isUtf16 ? "The file is UTF-16. Save it as UTF-8." : "The file holds a NUL character (U+0000) and is not text. Save it as UTF-8.";
    return report.error("RV001", place(0, 0), message);
  }
  const cr = loneCarriageReturn(text);
  if (cr >= 0) {
    const message = "A line ends in CR (U+000D) without LF. Programs differ on where the line ends: save the file with the line ends LF or CRLF.";
    return report.error("RV001", place(cr, cr + 1), message);
  }
  if (opensMoreThan(OPEN, text)) return report.error("RV002", place(0, 0), "The file is nested too deeply.");
  const document = parseNodes(text);
  if (!document) return report.error("RV002", place(0, 0), "The file is nested too deeply.");
  const [error] = document.errors;
  if (error && !limits.tolerant) return syntaxError(error, text, place, report);
  for (const warning of document.warnings) {
    const tag = text.slice(warning.pos[0], warning.pos[1]);
    const name = tag.replace(/:$/, "");
    const suggestion = `"${name}"${tag.endsWith(":") ? ":" : ""}`;
    if (warning.code === "TAG_RESOLVE_FAILED") {
      report.error("RV004", place(warning.pos[0], warning.pos[1]), `YAML reads \`${tag}\` as a tag. Quote it: ${suggestion}.`, { certain: suggestion });
    } else report.error("RV001", place(warning.pos[0], warning.pos[1]), `${warning.message}.`);
  }
  const anchors = new Map<string, { node: SourceNode; size: number; at: Range }>();
  let size = 0;
  let overflow = false;
  /** The field of the file that is being read. */
  let within = "";
  /** Where there is one, an alias may be a misspelt name of it. */
  const hasAnchor = text.includes("&") && ANCHOR.test(text);
  const sought = new Set<string>();

  function convert(node: Node | null, depth: number, fallback: number): SourceNode {
    const start = node?.range?.[0] ?? fallback;
    const raw = written(node, start);
    const at = place(start, start + raw.length);
    size += 1;
    if (size > limits.nodes || depth > limits.depth) {
      if (!overflow) report.error("RV002", at, depth > limits.depth ? `Nested deeper than ${limits.depth} levels.` : `More than ${limits.nodes} values.`);
      overflow = true;
      return { kind: "broken", at, text: raw };
    }
    if (node === null) return { kind: "scalar", value: null, quoted: false, empty: true, at, text: "" };
    if (isAlias(node)) {
      const anchor = anchors.get(node.source);
      sought.add(node.source);
      if (!anchor) {
        const suggestion = JSON.stringify(raw);
        report.error(
          "RV005",
          at,
          `YAML reads \`${raw}\` as an alias of an anchor that is not there. Quote it: ${suggestion}.`,
          hasAnchor ? suggestion : { certain: suggestion },
        );
        return { kind: "broken", at, text: raw };
      }
      size += anchor.size;
      return anchor.node;
    }
    const before = size;
    const converted = node.tag === undefined ? content(node, depth, at, raw) : tagged(node.tag, start, { kind: "broken", at, text: raw });
    const { anchor } = node as { anchor?: string };
    if (anchor !== undefined) anchors.set(anchor, { node: converted, size: size - before, at });
    return converted;
  }

  /** Tags that YAML does not know have been reported as warnings. `!`, `!!str` and the like are known, and stand before the value. */
  function tagged(tag: string, start: number, broken: SourceNode): SourceNode {
    if (tag !== "!" && !tag.startsWith("tag:")) return broken;
    const [written = "", name = ""] = /(!\S*)\s*$/.exec(text.slice(Math.max(0, start - 200), start)) ?? [];
    const at = place(start - written.length, start - written.length + name.length);
    report.error(
      "RV004",
      at,
      `YAML reads \`${name}\` as a tag, and tags are not used here. Quote text that begins with !.`,
      name === "!" && /^\s*:/.test(text.slice(start, start + 200)) ? { certain: '"!"' } : undefined,
    );
    return broken;
  }

  function content(node: Node, depth: number, at: Range, raw: string): SourceNode {
    if (isSeq(node)) return { kind: "list", at, text: raw, items: node.items.map((item) => convert(item as Node | null, depth + 1, node.range?.[0] ?? 0)) };
    if (isMap(node)) {
      const entries = mapEntries(node.items as Pair<Node | null, Node | null>[], depth);
      return entries ? { kind: "map", at, text: raw, entries } : { kind: "broken", at, text: raw };
    }
    if (!isScalar(node)) return { kind: "broken", at, text: raw };
    const quoted = node.type !== "PLAIN";
    const value = node.value as string | number | boolean | null;
    const fault = quoted ? null : numberFault(value, raw);
    if (fault !== null) {
      const suggestion = JSON.stringify(raw);
      const number = numberMeant(value, raw);
      const hint = number === null ? "" : `, or write ${number} if a number is meant`;
      report.error("RV007", at, `${fault}${quoteAdvice(raw)}${hint}.`, isText(raw, within) ? { certain: suggestion } : suggestion);
      return { kind: "broken", at, text: raw };
    }
    return { kind: "scalar", value, quoted, empty: !quoted && raw === "", at, text: raw };
  }

  /** Null when a key is no text: then nobody knows what the map was meant to be. */
  function mapEntries(pairs: Pair<Node | null, Node | null>[], depth: number): MapEntry[] | null {
    const entries: MapEntry[] = [];
    // To look through a short map is faster than to make a set of each.
    const seen = pairs.length > SHORT_MAP ? new Set<string>() : null;
    let sound = true;
    for (const { key, value } of pairs) {
      const start = key?.range?.[0] ?? 0;
      const raw = written(key, start);
      const end = start + raw.length;
      const keyAt = place(start, end);
      if (!isScalar(key) || key.tag !== undefined) {
        if (key && !isAlias(key) && key.tag !== undefined) tagged(key.tag, start, { kind: "broken", at: keyAt, text: raw });
        else flowKey(key, raw, keyAt);
        sound = false;
        continue;
      }
      if (typeof key.value !== "string") {
        if (raw === "") report.error("RV008", keyAt, "A key is missing before the colon.");
        else report.error("RV008", keyAt, `The key \`${raw}\` is not text. Quote it: ${JSON.stringify(raw)}.`, JSON.stringify(raw));
        sound = false;
        continue;
      }
      const name = key.value;
      if (depth === 0) within = name;
      const split = value === null && key.type === "PLAIN" ? SPACE_BEFORE_COLON.exec(raw) : null;
      if (split) {
        const [, path, given] = split;
        report.error("RV001", keyAt, SPACE_AFTER_COLON, { certain: `${path}: ${given}` });
        sound = false;
        continue;
      }
      const isTwice = seen ? seen.has(name) : entries.some((entry) => entry.key === name);
      if (isTwice) report.error("RV003", keyAt, `\`${name}\` is written twice in this map.`);
      const converted = convert(value, depth + 1, end);
      if (!isTwice) entries.push({ key: name, keyAt, value: converted });
      seen?.add(name);
    }
    return sound ? entries : null;
  }

  function flowKey(key: Node | null, raw: string, at: Range): void {
    if (isAlias(key)) {
      report.error("RV005", at, `YAML reads \`${raw}\` as an alias. Quote it: ${JSON.stringify(raw)}.`, { certain: JSON.stringify(raw) });
      return;
    }
    const start = key?.range?.[0] ?? 0;
    const end = start + raw.length;
    const whole = text.slice(start - 1, end + 1);
    if (/^\{\{[^{}]*\}\}$/.test(whole)) {
      const operand = operandFor(whole, text.slice(0, start - 1), within);
      const hint = operand === null ? "Quote the whole value." : `Conditions take no template. Write ${operand}.`;
      report.error("RV006", place(start - 1, end + 1), `YAML reads \`${whole}\` as a map, not as text. ${hint}`, { certain: operand ?? JSON.stringify(whole) });
    } else report.error("RV006", at, `YAML reads \`${raw}\` as a key that is itself a map or list. Quote text, and write a key before a value.`);
  }

  const root = convert(document.contents as Node | null, 0, text.length);
  if (overflow) return null;
  for (const [name, anchor] of anchors) {
    if (sought.has(name) || anchor.node.kind === "broken") continue;
    report.error("RV005", anchor.at, `YAML reads \`&${name}\` as an anchor, and nothing refers to it. Quote the text that begins with &.`);
    return null;
  }
  return root;

  /** The text of a node, without the blanks that the parser counts to it. */
  function written(node: Node | null, start: number): string {
    return text.slice(start, node?.range?.[1] ?? start).trimEnd();
  }
}

const SHORT_MAP = 16;

/** `key :value`, which YAML reads as a key without a value. */
const SPACE_BEFORE_COLON = /^([A-Za-z][\w.$-]*) +:([^\s:].*)$/;

/** Where a CR stands that no LF follows; -1 where none does. The parser takes it for text, and what follows a comment would be lost. */
const loneCarriageReturn = (text: string): number => (text.includes("\r") ? text.search(/\r(?!\n)/) : -1);

const CONDITIONS = ["require", "applies", "match", "unless", "raise", "let"];

/** What compares with the value of a path in a condition; null where a template stands in its right place. A key with a dot is a path and needs a matcher. */
function operandFor(template: string, before: string, field: string): string | null {
  const [, path] = /^\{\{\s*([\w.]+)\s*\}\}$/.exec(template) ?? [];
  if (path === undefined || !CONDITIONS.includes(field)) return null;
  return /[\w]\.[\w.]+:\s*$/.test(before) ? `{ is: { var: ${path} } }` : `{ var: ${path} }`;
}

/** The parser's time grows with the square of this depth, and text in quotes counts too: well above what any file may nest. */
const OPEN = 1_000;

function count(sign: string, text: string): number {
  let found = 0;
  for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1)) found += 1;
  return found;
}

function opensMoreThan(limit: number, text: string): boolean {
  if (count("[", text) + count("{", text) <= limit) return false;
  let open = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0x5b || code === 0x7b) open += 1;
    else if ((code === 0x5d || code === 0x7d) && open > 0) open -= 1;
    if (open > limit) return true;
  }
  return false;
}

const ANCHOR = /(?:^|[\s,[{])&[^\s,[\]{}]/;

/** Account ids and what begins with a zero are text wherever they stand, and the numbers of controls are. A version and a measure look alike. */
const isText = (raw: string, field: string): boolean => /^\d{12}$/.test(raw) || /^0\d+$/.test(raw) || field === "controls";

/** Offsets to lines and columns. */
function placer(text: string): (start: number, end: number) => Range {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  /** Nodes come in the order of the text: the line sought is mostly the last one found, or a neighbour of it. */
  let index = 0;
  const startOf = (line: number): number => starts[line] ?? Number.POSITIVE_INFINITY;
  const seek = (offset: number): void => {
    while (index > 0 && startOf(index) > offset) index -= 1;
    while (startOf(index + 1) <= offset) index += 1;
  };
  return (start, end) => {
    seek(start);
    const line = index + 1;
    const column = start - startOf(index) + 1;
    seek(end);
    return { line, column, endLine: index + 1, endColumn: end - startOf(index) + 1 };
  };
}
