import { isMap, isScalar, type Node, type Pair, Scalar, visit, type YAMLMap, type YAMLSeq, type YamlDocument } from "../load/yaml-package.ts";

/** Stands for a scalar while the document is laid out. No scalar that somebody wrote looks so: a text that holds one is not formatted. */
export const STAND_IN = /RV(\d+)VR/g;

/**
 * Puts a stand-in in the place of every scalar, and of every list and map that stays on its line, so that laying the document out touches none of them:
 * quotes, escapes and folded lines stay as they were written. Returns what was written, by the stand-ins' numbers.
 */
export function takeScalars(document: YamlDocument, text: string): string[] {
  const written: string[] = [];
  const take = (source: string): string => `RV${written.push(source) - 1}VR`;
  visit(document, {
    Collection: (_key, node) => (node.flow ? standIn(node, take(onLine(node, text))) : undefined),
    Scalar: (_key, node) => {
      const source = node.range ? sourceOf(node, text) : "";
      if (source === "") return;
      node.value = take(source);
      node.type = "PLAIN";
      delete node.source;
    },
  });
  return written;
}

/** A scalar where a collection stood, with the comments of its place. */
function standIn(node: YAMLMap | YAMLSeq, value: string): Scalar {
  const scalar = new Scalar<unknown>(value);
  if (node.comment) scalar.comment = node.comment;
  if (node.commentBefore) scalar.commentBefore = node.commentBefore;
  if (node.spaceBefore) scalar.spaceBefore = true;
  if (node.anchor !== undefined) scalar.anchor = node.anchor;
  return scalar;
}

function onLine(node: YAMLMap | YAMLSeq, text: string): string {
  if (isMap(node)) {
    const pairs = (node.items as Pair<Node, Node>[]).map(({ key, value }) => `${sourceOf(key, text)}: ${value ? sourceOf(value, text) : ""}`);
    return pairs.length === 0 ? "{}" : `{ ${pairs.join(", ")} }`;
  }
  return `[${(node.items as Node[]).map((item) => (isMap(item) ? onLine(item, text) : sourceOf(item, text))).join(", ")}]`;
}

/** A scalar as it is written, without what follows it. */
export function sourceOf(node: Node, text: string): string {
  const [start, end] = node.range ?? [0, 0];
  const raw = text.slice(start, end);
  return isScalar(node) && isBlock(node) ? raw.replace(/\n+$/, keeps(raw) ? "$&" : "") : raw.trimEnd();
}

const isBlock = (node: Scalar): boolean => node.type === "BLOCK_FOLDED" || node.type === "BLOCK_LITERAL";
const keeps = (raw: string): boolean => /^[|>][-\d]*\+/.test(raw);

/** Puts what was written back, lines after the first indented beneath the key or dash that they belong to. */
export function putScalars(laidOut: string, written: readonly string[]): string {
  const lines = laidOut.split("\n").map((line) => {
    const stands = [...line.matchAll(STAND_IN)];
    if (stands.length === 0) return line;
    const indent = indentOf(line);
    const last = written[Number(stands.at(-1)?.[1])] ?? "";
    const filled = line.replace(STAND_IN, (_, index: string) => firstLine(written[Number(index)] ?? ""));
    const [, ...more] = last.split("\n");
    if (more.length === 0) return filled;
    return [filled, ...(isBlockText(last) ? blockLines(more, last, indent) : flowLines(more, indent))].join("\n");
  });
  return lines.join("\n");
}

const firstLine = (text: string): string => (text.split("\n", 1)[0] ?? "").trimEnd();
const isBlockText = (text: string): boolean => /^[|>]/.test(text);

/** The column of what a line says, past its dashes, and one step on. */
const indentOf = (line: string): string => " ".repeat((/^\s*(?:- )*/.exec(line)?.[0] ?? "").length + 2);

/** Lines of a quoted or plain text that goes over several: blanks before them mean nothing. */
const flowLines = (lines: readonly string[], indent: string): string[] => lines.map((line) => (line.trim() === "" ? "" : indent + line.trim()));

/** Lines of a block text keep their indentation among themselves. */
function blockLines(lines: readonly string[], whole: string, indent: string): string[] {
  const indentDigit = /^[|>][-+]?(\d)/.exec(whole)?.[1];
  const filled = lines.filter((line) => line.trim() !== "");
  const least = Math.min(...filled.map((line) => line.length - line.trimStart().length));
  if (indentDigit !== undefined || !Number.isFinite(least)) return [...lines];
  return lines.map((line) => (line.trim() === "" ? "" : indent + line.slice(least)));
}
