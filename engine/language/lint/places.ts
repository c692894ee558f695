import type { Range } from "../diagnostic.ts";
import { textOf } from "../load/operands.ts";
import type { Test } from "../logic/ast.ts";
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

const isWord = (sign: string | undefined): boolean => sign !== undefined && /[\w.]/.test(sign);

/** The place of a clause: of its matcher alone, where its path has several. */
export function placeOf({ condition, test }: Origin, lines: readonly string[]): Range {
  return (test && findText(lines, condition.at, test.op)) ?? condition.at;
}

/** A clause in a few words: its path and matcher, or where it stands. */
export function wordsOf(clause: Clause, lines: readonly string[]): string {
  const { condition, test } = clause.origin;
  if (condition.kind === "let") return `\`${condition.name}\``;
  if (condition.kind === "test" && (test || condition.test.op !== "all")) return `\`${textOf(condition.subject)}: ${testWords(test ?? condition.test)}\``;
  const { at } = condition;
  const line = lines[at.line - 1];
  if (line !== undefined && at.line === at.endLine && at.endColumn - at.column <= LONGEST) return `\`${line.slice(at.column - 1, at.endColumn - 1)}\``;
  return `the \`${condition.kind === "test" ? textOf(condition.subject) : condition.kind}\` of line ${at.line}`;
}

const LONGEST = 80;

function testWords(test: Test): string {
  if (test.op === "exists") return `{ exists: ${test.value} }`;
  if (test.op === "default") return `{ default: ${shown(test.value)}, … }`;
  if (!("operand" in test)) return `{ ${test.op === "all" ? "…" : `${test.op}: …`} }`;
  const { operand } = test;
  if (operand.kind !== "literal") return `{ ${test.op}: { var: ${textOf(operand)} } }`;
  return test.op === "is" || test.op === "in" ? shown(operand.value) : `{ ${test.op}: ${shown(operand.value)} }`;
}

function shown(value: unknown): string {
  const text = Array.isArray(value)
    ? `[${value.map(shown).join(", ")}]`
    : typeof value === "string" && /^[\w/.-]+$/.test(value)
      ? value
      : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** The place of a top-level part of the file, from its key to the next. */
export function sectionOf(lines: readonly string[], key: string): Range | null {
  const first = lines.findIndex((line) => line.startsWith(`${key}:`));
  if (first < 0) return null;
  let last = first;
  while (last + 1 < lines.length && /^(\s|#|-|$)/.test(lines[last + 1] ?? "")) last += 1;
  return { line: first + 1, column: 1, endLine: last + 1, endColumn: (lines[last] ?? "").length + 1 };
}
