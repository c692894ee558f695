import { matcherWords, type TestNode, type TruthNode } from "../engine/index.ts";
import { type Paint, short, valueText, visible, wrap } from "../reporters/index.ts";

const ELEMENTS_SHOWN = 8;

/** What more is said of a test, at the end of its line. */
export type NoteOf = (node: TestNode) => string;

/** A condition's truth, test by test, indented; what decided and what it read. */
export function* truthText(node: TruthNode, width: number, paint: Paint, depth = 1, noteOf: NoteOf = () => ""): Iterable<string> {
  const indent = "  ".repeat(depth);
  const mark = markOf(node.truth, paint);
  const line = (text: string): string => `${wrap(text, width, `${indent}${mark} `).join("\n")}\n`;
  switch (node.kind) {
    case "and":
    case "or":
      if (node.children.length === 1 && node.children[0]) {
        yield* truthText(node.children[0], width, paint, depth, noteOf);
        return;
      }
      yield line(node.kind === "and" ? "all of" : "any of");
      for (const child of node.children) yield* truthText(child, width, paint, depth + 1, noteOf);
      return;
    case "not":
      yield line("not");
      yield* truthText(node.child, width, paint, depth + 1, noteOf);
      return;
    case "let":
      yield line(visible(node.name));
      yield* truthText(node.child, width, paint, depth + 1, noteOf);
      return;
    case "test": {
      yield line(`${visible(node.subject.text)} ${testText(node)}${noteOf(node)}`);
      for (const part of node.parts) yield* truthText(part, width, paint, depth + 1, noteOf);
      for (const element of node.elements.slice(0, ELEMENTS_SHOWN)) {
        yield `${wrap(short(element.label, 200), width, `${indent}  ${markOf(element.truth, paint)} `).join("\n")}\n`;
        if (element.node) yield* truthText(element.node, width, paint, depth + 2, noteOf);
      }
      if (node.elements.length > ELEMENTS_SHOWN) yield `${indent}  … and ${node.elements.length - ELEMENTS_SHOWN} more\n`;
    }
  }
}

/** The test in words, and after the arrow what was there. */
function testText(node: TestNode): string {
  const operand = node.operand === null ? "" : ` ${valueText(node.operand.value)}`;
  const named = node.operand?.isPath ? ` (${visible(node.operand.text)})` : "";
  const words = wordsOf(node.op);
  if (node.count !== null) {
    const { least, most } = node.count;
    return `${words}${operand} → ${least === most ? least : `${least} to ${most ?? "any number"}`}`;
  }
  const found = node.subject.isPath && node.elements.length === 0 ? ` → ${valueText(node.subject.value)}` : "";
  return `${words}${operand}${named}${found}`;
}

/** Several matchers on one path have no name. */
const wordsOf = (op: string): string => (op === "all" ? "fits all of" : (matcherWords(op)?.words.explained ?? visible(op)));

/** Words, not colours alone: colours say nothing in a pipe. */
function markOf(truth: TruthNode["truth"], paint: Paint): string {
  if (truth === "true") return paint.bold("yes");
  if (truth === "false") return paint.bold("no ");
  return paint.yellow("?  ");
}
