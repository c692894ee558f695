import { placeOf, wordsOf } from "../places.ts";
import type { Clause } from "../reason/clause.ts";
import { type ClauseEffect, effects } from "../reason/effect.ts";
import type { Lint, Linted, RulePart } from "../subject.ts";

/** RV080 and RV081: clauses that another clause decides, and clauses that make their condition constant. */
export const withoutEffect: Lint = (linted) => {
  for (const part of linted.parts) {
    for (const effect of effects(part.clause, givenFor(part, linted), linted.budget)) reportEffect(effect, linted);
  }
};

/**
 * What holds wherever a part is asked. A rule requires of what it applies to, and raises what matched. `unless` is given nothing: of a record whose match
 * is unknown an excuse must be known by itself.
 */
function givenFor(part: RulePart, linted: Linted): readonly Clause[] {
  if (part.name !== "require" && part.name !== "raise") return [];
  const first = linted.parts.find(({ name }) => name === "applies" || name === "match");
  if (!first) return [];
  return first.clause.kind === "and" ? first.clause.clauses : [first.clause];
}

/** Reports two clauses that are never both true. */
export function reportContradiction(clause: Clause, because: Clause, { lines, report }: Linted): void {
  const at = placeOf(clause.origin, lines);
  const line = because.origin.condition.at.line;
  const reason = `${wordsOf(because, lines)}${line === at.line ? "" : ` of line ${line}`}`;
  report.error("RV081", at, `${wordsOf(clause, lines)} and ${reason} never hold together, so the condition around them never holds.`);
}

function reportEffect({ kind, clause, because }: ClauseEffect, linted: Linted): void {
  const { lines, report } = linted;
  const at = placeOf(clause.origin, lines);
  const [words, reason] = [wordsOf(clause, lines), wordsOf(because, lines)];
  const line = because.origin.condition.at.line;
  const there = line === at.line ? "" : ` of line ${line}`;
  const same = clause.key === because.key;
  switch (kind) {
    case "implied":
      report.warning("RV080", at, same ? `${words} is said already, in line ${line}.` : `${words} adds nothing: ${reason}${there} holds only where it does.`);
      return;
    case "subsumed":
      report.warning(
        "RV080",
        at,
        same ? `This branch is written already, in line ${line}.` : `The branch ${words} adds nothing: where it holds, ${reason}${there} does too.`,
      );
      return;
    case "contradiction":
      reportContradiction(clause, because, linted);
      return;
    case "tautology":
      report.error("RV081", at, `Of ${words} and ${reason}${there} one always holds, so the \`or\` around them always holds.`);
  }
}
