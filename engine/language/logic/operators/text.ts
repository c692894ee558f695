import { type PatternLanguage, patternTest } from "../patterns.ts";
import { listOf, type Operator, type Predicate } from "./operator.ts";

function matchesAny(language: PatternLanguage, value: unknown, operand: unknown): boolean {
  if (typeof value !== "string") return false;
  return listOf(operand).some((pattern) => typeof pattern === "string" && patternTest(language, pattern)(value));
}

function prepareAny(language: PatternLanguage, operand: unknown): Predicate {
  const tests = listOf(operand).flatMap((pattern) => (typeof pattern === "string" ? [patternTest(language, pattern)] : []));
  const [only] = tests;
  if (!only) return () => false;
  if (tests.length === 1) return (value) => typeof value === "string" && only(value);
  return (value) => {
    if (typeof value !== "string") return false;
    for (const test of tests) if (test(value)) return true;
    return false;
  };
}

function positive(name: PatternLanguage, operand: string, meaning: string): Operator {
  return {
    name,
    subject: "string",
    operand,
    onNull: "false",
    meaning,
    openDecides: true,
    openSide: "operand",
    holds: (value, patterns) => matchesAny(name, value, patterns),
    prepare: (patterns) => prepareAny(name, patterns),
  };
}

export const TEXT: readonly Operator[] = [
  positive("glob", "glob or list of globs", "the whole text matches any of them; * crosses / and :, ? is one character, case counts"),
  positive("matches", "RE2 expression or list of them", "any of them is found in the text"),
  positive("cidr", "block, address, or list of them", "the address lies in any of them"),
  {
    name: "notGlob",
    subject: "string",
    operand: "glob or list of globs",
    onNull: "true",
    meaning: "complement of glob",
    openDecides: false,
    openSide: "operand",
    holds: (value, patterns) => !matchesAny("glob", value, patterns),
    prepare: (patterns) => {
      const matched = prepareAny("glob", patterns);
      return (value, clockMs) => !matched(value, clockMs);
    },
  },
];
