import type { Condition, Test } from "../condition/ast.ts";
import { type ConditionFold, foldCondition, foldTest, type TestFold } from "../condition/fold.ts";
import { builtText, isBuilt } from "../condition/operands.ts";
import type { Range } from "../diagnostic.ts";
import { textOf } from "../load/operands.ts";
import { comparisonOf } from "../matchers/registry.ts";
import type { Clause, Origin } from "./reason/clause.ts";

/** Where a text first stands within a range, apart from longer words; null when it does not. */
export function findText(lines: readonly string[], within: Range, text: string): Range | null {
  if (text === "") return null;
  for (let line = within.line; line <= within.endLine; line += 1) {
    const whole = lines[line - 1] ?? "";
    const end = line === within.endLine ? within.endColumn - 1 : whole.length;
    let from = line === within.line ? within.column - 1 : 0;
    for (;;) {
      const at = whole.indexOf(text, from);
      if (at < 0 || at + text.length > end) break;
      if (!isWord(whole[at - 1]) && !isWord(whole[at + text.length])) return { line, column: at + 1, endLine: line, endColumn: at + text.length + 1 };
      from = at + 1;
    }
  }
  return null;
}

/** Where a value stands that a rule may write in other letters than it is compared in, as actions are. */
export const findWritten = (lines: readonly string[], within: Range, text: string): Range | null =>
  findText(lines, within, text) ??
  findText(
    lines.map((line) => line.toLowerCase()),
    within,
    text.toLowerCase(),
  );

const isWord = (sign: string | undefined): boolean => sign !== undefined && /[\w.]/.test(sign);

/** The place of a clause: of its matcher alone, where its path has several. */
export function placeOf({ condition, test }: Origin, lines: readonly string[]): Range {
  return (test && findText(lines, condition.at, test.op)) ?? condition.at;
}

/** A clause in a few words: its path and matcher, or where it stands. */
export function wordsOf(clause: Clause, lines: readonly string[]): string {
  const { condition, test } = clause.origin;
  return foldCondition(CONDITION_TEXT, condition, { test, lines });
}

interface Written {
  /** The one matcher that the clause stands for. */
  test: Test | null;
  lines: readonly string[];
}

const CONDITION_TEXT: ConditionFold<Written, string> = {
  let: ({ name }) => `\`${name}\``,
  test: (condition, { test, lines }) => {
    const words = foldTest(TEST_WORDS, test ?? condition.test, null);
    return words === null ? asWritten(condition, textOf(condition.subject), lines) : `\`${textOf(condition.subject)}: ${words}\``;
  },
  junction: (condition, { lines }) => asWritten(condition, condition.kind, lines),
  not: (condition, { lines }) => asWritten(condition, condition.kind, lines),
};

/** The condition as it stands in the file, where it is short; else its name and line. */
function asWritten({ at }: Condition, name: string, lines: readonly string[]): string {
  const line = lines[at.line - 1];
  if (line !== undefined && at.line === at.endLine && at.endColumn - at.column <= MAX_CLAUSE_CHARACTERS)
    return `\`${line.slice(at.column - 1, at.endColumn - 1)}\``;
  return `the \`${name}\` of line ${at.line}`;
}

const MAX_CLAUSE_CHARACTERS = 80;

/** A test in a few words; null for several matchers on one path. */
const TEST_WORDS: TestFold<null, string | null> = {
  all: () => null,
  exists: ({ value }) => `{ exists: ${value} }`,
  default: ({ value }) => `{ default: ${shown(value)}, … }`,
  quantifier: ({ op }) => `{ ${op}: … }`,
  count: ({ op }) => `{ ${op}: … }`,
  comparison: ({ op, operand }) => {
    if (isBuilt(operand)) return `{ ${op}: ${builtText(operand)} }`;
    if (operand.kind !== "literal") return `{ ${op}: { var: ${textOf(operand)} } }`;
    return comparisonOf({ op }).listsValues ? shown(operand.value) : `{ ${op}: ${shown(operand.value)} }`;
  },
};

function shown(value: unknown): string {
  const text = Array.isArray(value)
    ? `[${value.map(shown).join(", ")}]`
    : typeof value === "string" && /^[\w/.-]+$/.test(value)
      ? value
      : JSON.stringify(value);
  return text.length > MAX_CLAUSE_CHARACTERS ? `${text.slice(0, MAX_CLAUSE_CHARACTERS)}…` : text;
}

/** The place of a top-level part of the file, from its key to the next. */
export function sectionOf(lines: readonly string[], key: string): Range | null {
  const first = lines.findIndex((line) => line.startsWith(`${key}:`));
  if (first < 0) return null;
  let last = first;
  while (last + 1 < lines.length && /^(\s|#|-|$)/.test(lines[last + 1] ?? "")) last += 1;
  return { line: first + 1, column: 1, endLine: last + 1, endColumn: (lines[last] ?? "").length + 1 };
}
