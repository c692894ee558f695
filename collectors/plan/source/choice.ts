import { type Cursor, readString, skipQuiet, step } from "./hcl.ts";

/** An expression that gives one of several: the texts of what it may give. `first`: the first of them that is there. */
export interface WrittenChoice {
  takes: "first" | "any";
  alternatives: string[];
}

const FIRST = /^(?:try|coalesce)\(([\s\S]*)\)$/;
const MEMBER = /^(?:element\(\s*\[([\s\S]*)\]\s*,[^\]]*\)|\[([\s\S]*)\]\s*\[[^\][]*\])$/;

/** Anything that chooses among what an expression refers to. Source: Terraform documentation, "Conditional Expressions", "Built-in Functions". */
const CHOOSES = /\?|\b(?:try|coalesce|coalescelist|element|lookup|slice|setintersection|setsubtract|matchkeys)\s*\(|\]\s*\[|\bif\b/;

/** A reference to what is no value of the plan's making: a resource, or an output of a module. */
const OF_RESOURCE = /(?<![\w.-])(?!(?:var|local|each|count|path|terraform|data)\.)[A-Za-z_][\w-]*\.[A-Za-z_]/;

/** Counts are known when a plan is made. */
const LENGTH = /\blength\([^()]*\)/g;

/** What an expression chooses from, by a condition, an index, `try` or `coalesce`; null for anything else. */
export function choiceIn(text: string): WrittenChoice | null {
  const branches = branchesOf(text);
  if (branches !== null) return isOpenCondition(branches.condition) ? null : { takes: "any", alternatives: branches.alternatives };
  const first = FIRST.exec(text)?.[1];
  if (first !== undefined) return { takes: "first", alternatives: splitAt(first, ",") };
  const [, ofCall, ofIndex] = MEMBER.exec(text) ?? [];
  const list = ofCall ?? ofIndex;
  return list === undefined ? null : { takes: "any", alternatives: splitAt(list, ",") };
}

/** Whether an expression may leave out some of what it refers to. */
export const chooses = (text: string): boolean => CHOOSES.test(withoutStrings(text));

/** Whether what an expression gives depends on a value that only the apply will show: then it may be a constant too. */
export function hasOpenCondition(text: string): boolean {
  const branches = branchesOf(text.trim().replace(/^\(([\s\S]*)\)$/, "$1"));
  return branches !== null && (isOpenCondition(branches.condition) || branches.alternatives.some(hasOpenCondition));
}

const isOpenCondition = (condition: string): boolean => OF_RESOURCE.test(withoutStrings(condition).replace(LENGTH, ""));

function branchesOf(text: string): { condition: string; alternatives: string[] } | null {
  const [condition = "", ...rest] = splitAt(text, "?");
  if (rest.length === 0) return null;
  const parts = splitAt(rest.join("?"), ":");
  const [one, ...others] = parts;
  return one === undefined || others.length === 0 ? null : { condition, alternatives: [one, others.join(":")] };
}

/** The parts of a text between separators that stand outside of brackets and strings. */
export function splitAt(text: string, separator: string): string[] {
  const cursor: Cursor = { text, at: 0, line: 1 };
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  while (cursor.at < text.length) {
    const character = text[cursor.at] ?? "";
    if (character === '"') readString(cursor);
    else if (!skipQuiet(cursor)) {
      if ("([{".includes(character)) depth++;
      if (")]}".includes(character)) depth--;
      if (depth === 0 && character === separator) {
        parts.push(text.slice(from, cursor.at).trim());
        from = cursor.at + 1;
      }
      step(cursor);
    }
  }
  return [...parts, text.slice(from).trim()];
}

function withoutStrings(text: string): string {
  const cursor: Cursor = { text, at: 0, line: 1 };
  let rest = "";
  while (cursor.at < text.length) {
    const from = cursor.at;
    if (text[from] === '"') readString(cursor);
    else if (!skipQuiet(cursor)) {
      rest += text[from] ?? "";
      step(cursor);
    }
  }
  return rest;
}
