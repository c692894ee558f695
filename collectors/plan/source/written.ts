/** An expression of a configuration that is a reference, a text, or a list or map of such. */
export interface WrittenExpression {
  isList: boolean;
  /** As the plan's configuration names them: `aws_iam_policy.p.arn`; `aws_iam_policy.p` where the index is that of the instance. */
  references: string[];
  /** Texts without templates. */
  constants: string[];
}

const REFERENCE = /^[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*|\[(?:\d+|"[^"\\]*"|each\.key|count\.index)\])+$/;
const OF_THE_INSTANCE = /\[(?:each\.key|count\.index)\].*$/;
const CONSTANT = /^"([^"\\$%]*)"$/;
/** All instances of one resource: `x.y[*].arn`, `values(x.y)[*].arn`, `[for y in x.y : y.arn]`, `{ for k, y in x.y : k => y.arn }`. */
const SPLAT = /^(?:values\(\s*([\w-]+\.[\w-]+)\s*\)|([\w-]+\.[\w-]+))\[\*\]\.(?:arn|id|name)$/;
const FOR = /^[[{]\s*for\s+(?:[\w-]+\s*,\s*)?([\w-]+)\s+in\s+([\w-]+\.[\w-]+)\s*:\s*(?:[\w-]+(?:\.[\w-]+)?\s*=>\s*)?\1\.(?:arn|id|name)\s*[\]}]$/;
const MAP = /^\{([\s\S]*)\}$/;
const KEYED = /^(?:[A-Za-z_][\w-]*|"[^"\\$%]*")\s*[=:]\s*/;
const LIST = /^(?:toset\(|tolist\()?\s*\[([\s\S]*)\]\s*\)?$/;

/** What an expression is made of; null for anything else, such as a call, a condition or a template. */
export function writtenExpression(text: string): WrittenExpression | null {
  const all = allInstances(text.trim());
  if (all !== null) return { isList: true, references: [all], constants: [] };
  const values = valuesOf(text.trim());
  if (values !== null) return writtenExpression(`[${values.join()}]`);
  const inner = LIST.exec(text.trim())?.[1];
  const isList = inner !== undefined;
  // An element with a bracket or comma of its own is no plain one, and is found to be none below.
  const parts = (isList ? inner.split(",") : [text]).map((part) => part.trim()).filter((part, at, all) => part !== "" || (isList && at < all.length - 1));
  const references: string[] = [];
  const constants: string[] = [];
  for (const part of parts) {
    const constant = CONSTANT.exec(part)?.[1];
    if (constant !== undefined) constants.push(constant);
    else if (REFERENCE.test(part)) references.push(part.replace(OF_THE_INSTANCE, ""));
    else return null;
  }
  return { isList, references, constants };
}

/** The resource all of whose instances an expression lists. */
function allInstances(text: string): string | null {
  const [, inValues, alone] = SPLAT.exec(text) ?? [];
  return inValues ?? alone ?? FOR.exec(text)?.[2] ?? null;
}

/** The values of a map that is written out; null for anything else. */
function valuesOf(text: string): string[] | null {
  const entries = MAP.exec(text)?.[1]
    ?.split(/[,\n]/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
  return entries?.every((entry) => KEYED.test(entry)) ? entries.map((entry) => entry.replace(KEYED, "")) : null;
}
