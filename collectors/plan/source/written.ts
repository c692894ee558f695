import { choiceIn, splitAt, type WrittenChoice } from "./choice.ts";

/** An expression of a configuration that is a reference, a text, or a list or map of such. */
export interface WrittenExpression {
  isList: boolean;
  /** As the plan's configuration names them: `aws_iam_policy.p.arn`; `aws_iam_policy.p` where the index is that of the instance. */
  references: string[];
  /** Texts without templates. */
  constants: string[];
  /** Members of which each is one of several references; `first`: the first that is there; `orNone`: or nothing. */
  choices: { takes: WrittenChoice["takes"]; references: string[]; orNone: boolean }[];
}

const REFERENCE = /^[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*|\[(?:\d+|"[^"\\]*"|each\.key|count\.index)\])+$/;
const OF_THE_INSTANCE = /\[(?:each\.key|count\.index)\].*$/;
const CONSTANT = /^"([^"\\$%]*)"$/;
/** All instances of one resource: `x.y[*].arn`, `values(x.y)[*].arn`, `[for y in x.y : y.arn]`, `{ for k, y in x.y : k => y.arn }`. */
const ONLY = /^one\(([\s\S]*)\)$/;
const SPLAT = /^(?:values\(\s*([\w-]+\.[\w-]+)\s*\)|([\w-]+\.[\w-]+))\[\*\]\.(?:arn|id|name)$/;
const FOR = /^[[{]\s*for\s+(?:[\w-]+\s*,\s*)?([\w-]+)\s+in\s+([\w-]+\.[\w-]+)\s*:\s*(?:[\w-]+(?:\.[\w-]+)?\s*=>\s*)?\1\.(?:arn|id|name)\s*[\]}]$/;
const MAP = /^\{([\s\S]*)\}$/;
const KEYED = /^(?:[A-Za-z_][\w-]*|"[^"\\$%]*")\s*[=:]\s*/;
const LIST = /^\[([\s\S]*)\]$/;
/** Functions that give a list with the members that it has, but for those that are not set. Source: Terraform documentation, "Built-in Functions". */
const WRAPPED = /^(?:toset|tolist|compact|distinct|flatten|sort)\(([\s\S]*)\)$/;
const JOINED = /^(?:concat|setunion)\(([\s\S]*)\)$/;

/** What an expression is made of; null for anything else, such as a call, a condition or a template. */
export function writtenExpression(text: string): WrittenExpression | null {
  const all = allInstances(text.trim());
  if (all !== null) return { isList: true, references: [all], constants: [], choices: [] };
  const values = valuesOf(text.trim());
  if (values !== null) return writtenExpression(`[${values.join()}]`);
  const wrapped = WRAPPED.exec(text.trim())?.[1];
  if (wrapped !== undefined && splitAt(wrapped, ",").length === 1) return listIn(wrapped);
  const joined = JOINED.exec(text.trim())?.[1];
  if (joined !== undefined) return joinedLists(splitAt(joined, ",").filter((part) => part !== ""));
  const lists = oneOfLists(text.trim());
  if (lists !== null) return writtenExpression(lists);
  const inner = splitAt(text.trim(), "[").length > 1 ? undefined : LIST.exec(text.trim())?.[1];
  const isList = inner !== undefined;
  const parts = (isList ? splitAt(inner, ",") : [text.trim()]).filter((part, at, all) => part !== "" || (isList && at < all.length - 1));
  const references: string[] = [];
  const constants: string[] = [];
  const choices: WrittenExpression["choices"] = [];
  for (const part of parts) {
    const constant = CONSTANT.exec(part)?.[1];
    if (constant !== undefined) constants.push(constant);
    else {
      const reference = referenceIn(part);
      const choice = reference === null ? referencesChosen(part) : null;
      if (reference !== null) references.push(reference);
      else if (choice !== null) choices.push(choice);
      else return null;
    }
  }
  return { isList, references, constants, choices };
}

/** A reference as the plan names it; `one(x.y[*].arn)` is one to the only instance. */
function referenceIn(part: string): string | null {
  if (REFERENCE.test(part)) return part.replace(OF_THE_INSTANCE, "");
  const only = ONLY.exec(part)?.[1];
  return only === undefined ? null : allInstances(only.trim());
}

/** What a member that is one of several refers to; null where one of these is no plain reference. What is not set is none of them. */
function referencesChosen(part: string): WrittenExpression["choices"][number] | null {
  const choice = choiceIn(part);
  const references = choice?.alternatives.filter((each) => each !== "null").map(referenceIn);
  if (!choice || !references?.every((each) => each !== null)) return null;
  return { takes: choice.takes, references, orNone: references.length < choice.alternatives.length };
}

/** An expression that is a list; null for any other. */
function listIn(text: string): WrittenExpression | null {
  const written = writtenExpression(text);
  return written?.isList ? written : null;
}

function joinedLists(texts: readonly string[]): WrittenExpression | null {
  const lists = texts.map(listIn);
  if (lists.includes(null)) return null;
  const all = lists.flatMap((list) => list ?? []);
  return {
    isList: true,
    references: all.flatMap(({ references }) => references),
    constants: all.flatMap(({ constants }) => constants),
    choices: all.flatMap(({ choices }) => choices),
  };
}

/** `c ? [a] : [b]` as `[c ? a : b]`; null for anything else. */
function oneOfLists(text: string): string | null {
  const [condition = "", ...branches] = splitAt(text, "?");
  const [one, other, ...more] = splitAt(branches.join("?"), ":").map((branch) => LIST.exec(branch)?.[1]?.trim());
  if (one === undefined || other === undefined || more.length > 0 || splitAt(one, ",").length > 1 || splitAt(other, ",").length > 1) return null;
  return `[${condition} ? ${one || "null"} : ${other || "null"}]`;
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
