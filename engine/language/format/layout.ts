import { isMap, isNode, isPair, isScalar, type Node, type Pair, visit, type YAMLMap, type YAMLSeq, type YamlDocument } from "../load/yaml-package.ts";
import { inOrder } from "./order.ts";
import { sourceOf } from "./verbatim.ts";

/** Characters of a list that may stay on one line. */
const SHORT = 80;

/** Opens what is written in braces and brackets, for editors complete in block style, and puts a rule's fields in their order. */
export function layOut(document: YamlDocument, text: string, sorted: boolean): void {
  visit(document, {
    Collection: (_key, node, parents) => {
      if (!node.flow || staysFlow(node, text)) return;
      node.flow = false;
      liftComment(node, parents.at(-1));
    },
  });
  const root = document.contents;
  if (sorted && isMap(root)) {
    // What stands above the first field speaks of the file, whichever field that is.
    const [first] = root.items;
    const head = isScalar(first?.key) ? first.key : null;
    if (head?.commentBefore) {
      root.commentBefore = [root.commentBefore, head.commentBefore].filter(Boolean).join("\n");
      head.commentBefore = null;
    }
    root.items = inOrder(root.items, (pair) => nameOf(pair as Pair<Node>));
  }
}

/** A comment beside what was one line goes above the lines that it becomes. */
function liftComment(node: YAMLMap | YAMLSeq, parent: unknown): void {
  const above = isPair(parent) ? parent.key : parent === undefined ? null : node;
  if (!node.comment || !isNode(above)) return;
  above.commentBefore = [above.commentBefore, node.comment].filter(Boolean).join("\n");
  node.comment = null;
}

const nameOf = ({ key }: Pair<Node>): string => (isScalar(key) ? String(key.value) : "");

/** Empty ones, short lists of plain values and of { var: path }, and { var: path } itself. */
function staysFlow(node: YAMLMap | YAMLSeq, text: string): boolean {
  if (node.items.length === 0) return !hasComment(node);
  if (isMap(node)) return isVariable(node);
  const written = text.slice(node.range?.[0] ?? 0, node.range?.[1] ?? 0);
  if (written.trim().length > SHORT || written.trim().includes("\n") || hasComment(node)) return false;
  return node.items.every((item) => isScalar(item) || (isMap(item) && isVariable(item)));

  function isVariable(map: YAMLMap): boolean {
    const [only, second] = map.items as Pair<Node, Node | null>[];
    if (!only || second || hasComment(map) || !isScalar(only.key) || !isScalar(only.value)) return false;
    return only.key.value === "var" && !sourceOf(only.value, text).includes("\n");
  }
}

function hasComment(node: Node): boolean {
  let found = false;
  visit(node, (_key, inner) => {
    const { commentBefore, comment } = (inner ?? {}) as { commentBefore?: string | null; comment?: string | null };
    if (commentBefore || (comment && inner !== node)) found = true;
    return found ? visit.BREAK : undefined;
  });
  return found;
}
