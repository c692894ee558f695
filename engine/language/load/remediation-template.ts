import { apiOperation, type InputType } from "../../../document/index.ts";
import type { Template } from "../condition/ast.ts";
import type { StepValue } from "../rule.ts";
import { declaredType } from "./record.ts";
import type { CheckScope } from "./scope.ts";
import { nodeAt, type SourceNode } from "./source.ts";
import { typeName } from "./types.ts";

/** Reports a template whose text, or value, is of another type than the member of the call that it fills. A template of exactly one path keeps the value's type. */
export function checkTemplates(call: string, parameters: SourceNode, members: Readonly<Record<string, StepValue>>, scope: CheckScope): void {
  const colon = call.indexOf(":");
  const operation = apiOperation(call.slice(0, colon), call.slice(colon + 1));
  if (!operation) return;
  for (const [name, value] of Object.entries(members)) {
    const given = value.kind === "template" ? typeOf(value.template) : null;
    if (given === null) continue;
    const wanted = operation.typeOf(name.charAt(0).toLowerCase() + name.slice(1));
    const at = nodeAt(parameters, name)?.at;
    if (!at || !TYPED.includes(wanted) || given.type === wanted) continue;
    scope.report.error("RV064", at, `\`${name}\` of ${call} is ${WORDS[wanted]}, and this is ${given.words}.`);
  }
}

/** Anything can be written as text, and an object as its JSON. */
const TYPED: readonly InputType[] = ["number", "boolean", "list"];
const WORDS: Readonly<Partial<Record<InputType, string>>> = { number: "a number", boolean: "true or false", list: "a list" };

/** What a template makes; null where that is not known. */
function typeOf(template: Template): { type: InputType; words: string } | null {
  const [only, second] = template;
  if (only === undefined) return null;
  if (second !== undefined || typeof only === "string") return { type: "text", words: "a text" };
  const type = declaredType(only.type);
  const made = MADE[type.type];
  return made === undefined ? null : { type: made, words: typeName(type) };
}

const MADE: Readonly<Partial<Record<string, InputType>>> = { string: "text", timestamp: "text", integer: "number", boolean: "boolean", list: "list" };
