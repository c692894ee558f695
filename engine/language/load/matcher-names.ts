import type { Range } from "../diagnostic.ts";
import { textOf } from "./operands.ts";
import type { CheckScope, Subject } from "./scope.ts";
import { typeName } from "./types.ts";

/** Every matcher, in the order of the language's table. */
export const MATCHERS = [
  "is",
  "isNot",
  "in",
  "notIn",
  "lt",
  "lte",
  "gt",
  "gte",
  "contains",
  "glob",
  "notGlob",
  "matches",
  "cidr",
  "olderThan",
  "newerThan",
  "exists",
  "default",
  "any",
  "every",
  "none",
  "count",
] as const;

export type Matcher = (typeof MATCHERS)[number];

export const isMatcher = (name: string): name is Matcher => (MATCHERS as readonly string[]).includes(name);

export function notFor(op: Matcher, at: Range, subject: Subject, scope: CheckScope, hint = ""): null {
  return scope.report.error("RV041", at, `\`${op}\` does not apply to \`${textOf(subject)}\`, which is ${typeName(subject.type)}.${hint}`);
}
