import type { TextOperand } from "../condition/ast.ts";
import type { CheckScope } from "./scope.ts";
import type { SourceNode } from "./source.ts";
import { readTemplate } from "./templates.ts";
import { isScalarType, STRING, typeName } from "./types.ts";

/** The template of `{ text: "…" }`, or undefined when the node is something else. */
export function textNode(node: SourceNode): SourceNode | undefined {
  const [only, second] = node.kind === "map" ? node.entries : [];
  return only?.key === "text" && !second ? only.value : undefined;
}

/** Reads the template of `{ text: "…" }`: fixed text, and paths and parameters of one plain value each. */
export function readText(node: SourceNode, scope: CheckScope): TextOperand | null {
  const { report } = scope;
  if (node.kind === "broken") return null;
  if (node.kind !== "scalar" || typeof node.value !== "string")
    return report.error("RV042", node.at, '`text` takes text with paths in it: { text: "arn:aws:iam::{{account.id}}:*" }.');
  const parts = readTemplate(node, scope);
  if (!parts) return null;
  for (const part of parts) {
    if (typeof part === "string") continue;
    const name = part.kind === "path" ? part.text : `params.${part.name}`;
    const isDuration = part.kind === "param" && scope.params.get(part.name)?.type === "duration";
    if (isDuration || !(isScalarType(part.type) || part.type.type === "dynamic"))
      return report.error("RV061", node.at, `\`${name}\` is ${isDuration ? "a duration" : typeName(part.type)}: a text is built of plain values.`);
  }
  if (parts.every((part) => typeof part === "string")) return report.error("RV060", node.at, "No {{path}} stands in this text: write it without `text`.");
  const paths = parts.filter((part) => typeof part !== "string");
  const type = { ...STRING, nullable: paths.some((part) => part.type.nullable), unknown: paths.some((part) => part.type.unknown) };
  return { kind: "text", parts, type };
}
