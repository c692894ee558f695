import type { Diagnostic } from "../diagnostic.ts";
import { newReport, unreadFile } from "../load/report.ts";
import type { SourceFile, SourceNode } from "../load/source.ts";
import { parseYaml } from "../load/yaml.ts";
import { parseNodes, visit, type YamlDocument } from "../load/yaml-package.ts";
import { layOut } from "./layout.ts";
import { putScalars, STAND_IN, takeScalars } from "./verbatim.ts";

export type Formatted = { ok: true; text: string } | { ok: false; diagnostics: Diagnostic[] };

const LIMITS = { length: 2_000_000, depth: 60, nodes: 200_000 };
const BOM = "\ufeff";

/**
 * The file in block style, two blanks a step, a rule's fields in the order of the guide. Scalars and comments stay as they are written; what is
 * formatted already comes back unchanged. A text whose YAML is refused is not formatted. One that would not mean the same comes back as it was.
 */
export function format({ file, text, unread }: SourceFile): Formatted {
  if (unread !== undefined) return { ok: false, diagnostics: unreadFile(file, unread) };
  const bare = text.startsWith(BOM) ? text.slice(1) : text;
  const plain = bare.replaceAll("\r\n", "\n");
  const report = newReport(file);
  const meant = parseYaml(plain, LIMITS, report);
  if (report.diagnostics.length > 0) return { ok: false, diagnostics: report.diagnostics };
  if (!meant || (meant.kind === "scalar" && meant.empty) || plain.search(STAND_IN) >= 0) return { ok: true, text };
  const formatted = settled(plain, true, meant) ?? settled(plain, false, meant) ?? plain;
  return { ok: true, text: bare.includes("\r\n") ? formatted.replaceAll("\n", "\r\n") : formatted };
}

/** Laying out may move a comment to where the next laying out moves it on: done again until nothing moves. */
function settled(text: string, sorted: boolean, meant: SourceNode): string | null {
  let current = text;
  for (let round = 0; round < ROUNDS; round += 1) {
    const next = laidOut(current, sorted, meant);
    if (next === null || next === current) return next;
    current = next;
  }
  return null;
}

const ROUNDS = 6;

/** Null where the text would not mean the same, or a comment would be lost. Sorting may bring an alias before its anchor. */
function laidOut(text: string, sorted: boolean, meant: SourceNode): string | null {
  const document = parseNodes(text);
  if (!document) return null;
  const comments = commentsOf(document);
  layOut(document, text, sorted);
  const written = takeScalars(document, text);
  const out = putScalars(document.toString({ lineWidth: 0, flowCollectionPadding: true, indentSeq: true }), written);
  const report = newReport("");
  const after = parseYaml(out, LIMITS, report);
  const again = after && report.diagnostics.length === 0 ? parseNodes(out) : null;
  return after && again && meaningOf(meant, true) === meaningOf(after, true) && JSON.stringify(comments) === JSON.stringify(commentsOf(again)) ? out : null;
}

/** What a node says, as text to compare: a value that was left out is another than a null. The order of keys does not count at the top (`sorted`). */
function meaningOf(node: SourceNode, sorted = false): string {
  if (node.kind === "scalar") return node.empty ? "" : JSON.stringify(node.value);
  if (node.kind === "list") return `[${node.items.map((item) => meaningOf(item)).join()}]`;
  if (node.kind === "broken") return "?";
  const entries = node.entries.map(({ key, value }) => `${JSON.stringify(key)}:${meaningOf(value)}`);
  return `{${(sorted ? entries.sort() : entries).join()}}`;
}

/** The comments of a document, line by line, in one order. */
function commentsOf(document: YamlDocument): string[] {
  const found: (string | null | undefined)[] = [document.commentBefore, document.comment];
  visit(document, (_key, node) => {
    const { commentBefore, comment } = (node ?? {}) as { commentBefore?: string | null; comment?: string | null };
    found.push(commentBefore, comment);
  });
  const lines = found.flatMap((comment) => (comment ?? "").split("\n"));
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .sort();
}
