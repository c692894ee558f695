import { RE2JS } from "re2js";
import type { TextTest } from "./glob.ts";

export type CompiledPattern = { ok: true; test: TextTest } | { ok: false; message: string };

/** Characters a pattern may have, and instructions its program may have: no rule can hang a run or fill its memory. */
const LONGEST_PATTERN = 1_000;
const LARGEST_PROGRAM = 2_000;

const LITERAL = /^(\^?)([\w /:@=,<>#%&~"'`;!-]*)(\$?)$/;

/** An RE2 expression that searches a text (anchor it with ^ and $). Refuses what RE2 has not, and programs above a bound. */
export function compileRegex(pattern: string): CompiledPattern {
  if (pattern.length > LONGEST_PATTERN) return { ok: false, message: `the expression is longer than ${LONGEST_PATTERN} characters` };
  const literal = LITERAL.exec(pattern);
  if (literal) return { ok: true, test: literalTest(literal[2] ?? "", literal[1] === "^", literal[3] === "$") };
  try {
    const compiled = RE2JS.compile(pattern);
    if (compiled.programSize() > LARGEST_PROGRAM) return { ok: false, message: `the expression compiles to more than ${LARGEST_PROGRAM} instructions` };
    return { ok: true, test: (text) => compiled.test(text) };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}

function literalTest(text: string, fromStart: boolean, toEnd: boolean): TextTest {
  if (fromStart && toEnd) return (subject) => subject === text;
  if (fromStart) return (subject) => subject.startsWith(text);
  if (toEnd) return (subject) => subject.endsWith(text);
  return (subject) => subject.includes(text);
}
