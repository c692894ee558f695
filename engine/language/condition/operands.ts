import type { ListOperand, Operand, SimpleOperand, Template, TextOperand } from "./ast.ts";

/** The paths, parameters and literals that an operand is made of: itself, or those within a text or a list. */
export function leavesOf(operand: Operand): readonly SimpleOperand[] {
  if (operand.kind === "text") return partsOf(operand);
  if (operand.kind === "list") return operand.items.flatMap((item) => (item.kind === "text" ? partsOf(item) : [item]));
  return [operand];
}

const partsOf = ({ parts }: TextOperand): SimpleOperand[] => parts.filter((part) => typeof part !== "string");

/** Whether an operand is put together when it is read. */
export const isBuilt = (operand: Operand): operand is TextOperand | ListOperand => operand.kind === "text" || operand.kind === "list";

/** A template as its author wrote it. */
export const templateText = (template: Template): string =>
  template.map((part) => (typeof part === "string" ? part : `{{${part.kind === "param" ? `params.${part.name}` : part.text}}}`)).join("");

/** A built operand as its author wrote it: `{ text: "…" }`, or a list of values and texts. */
export function builtText(operand: TextOperand | ListOperand): string {
  if (operand.kind === "text") return `{ text: ${JSON.stringify(templateText(operand.parts))} }`;
  return `[${operand.items.map((item) => (item.kind === "text" ? builtText(item) : JSON.stringify(item.value))).join(", ")}]`;
}

/** What stands in a text for a value: text, a number, true or false. Null for all else: then there is no text. */
export const partText = (value: unknown): string | null =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : null;
