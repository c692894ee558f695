import type { TruthNode } from "../engine/index.ts";
import { type Paint, short, valueText, visible, wrap } from "../reporters/index.ts";

const ELEMENTS_SHOWN = 8;

/** A condition's truth, test by test, indented; what decided and what it read. */
export function* truthText(node: TruthNode, width: number, paint: Paint, depth = 1): Iterable<string> {
  const indent = "  ".repeat(depth);
  const mark = markOf(node.truth, paint);
  const line = (text: string): string => `${wrap(text, width, `${indent}${mark} `).join("\n")}\n`;
  switch (node.kind) {
    case "and":
    case "or":
      if (node.children.length === 1 && node.children[0]) {
        yield* truthText(node.children[0], width, paint, depth);
        return;
      }
      yield line(node.kind === "and" ? "all of" : "any of");
      for (const child of node.children) yield* truthText(child, width, paint, depth + 1);
      return;
    case "not":
      yield line("not");
      yield* truthText(node.child, width, paint, depth + 1);
      return;
    case "let":
      yield line(visible(node.name));
      yield* truthText(node.child, width, paint, depth + 1);
      return;
    case "test": {
      const operand =
        node.operand === null
          ? ""
          : ` ${node.operand.isPath ? `${visible(node.operand.text)} (${valueText(node.operand.value)})` : valueText(node.operand.value)}`;
      const source = node.subject.source ? paint.dim(` from ${visible(node.subject.source)}`) : "";
      const value = node.subject.isPath && node.elements.length === 0 ? ` = ${valueText(node.subject.value)}` : "";
      const count =
        node.count === null ? "" : ` (${node.count.least === node.count.most ? node.count.least : `${node.count.least} to ${node.count.most ?? "?"}`})`;
      yield line(`${visible(node.subject.text)}${paint.bold(value)} ${node.op}${operand}${count}${source}`);
      for (const part of node.parts) yield* truthText(part, width, paint, depth + 1);
      for (const element of node.elements.slice(0, ELEMENTS_SHOWN)) {
        yield `${wrap(short(element.label, 200), width, `${indent}  ${markOf(element.truth, paint)} `).join("\n")}\n`;
        if (element.node) yield* truthText(element.node, width, paint, depth + 2);
      }
      if (node.elements.length > ELEMENTS_SHOWN) yield `${indent}  … and ${node.elements.length - ELEMENTS_SHOWN} more\n`;
    }
  }
}

/** Words, not colours alone: colours say nothing in a pipe. */
function markOf(truth: TruthNode["truth"], paint: Paint): string {
  if (truth === "true") return paint.bold("yes");
  if (truth === "false") return paint.bold("no ");
  return paint.yellow("?  ");
}
