import { clausesOf, mayHold, worldSetsOf } from "../aws/world-sets.ts";
import { truthIn } from "../aws/worlds.ts";
import type { Clause } from "../reason/clause.ts";
import { excludes, implies } from "../reason/implies.ts";
import { type Lint, type Linted, partNamed } from "../subject.ts";

/** RV082: an excuse for nothing or for everything; a requirement that all to which it applies meet, or none; a severity that is always raised, or never. */
export const partsApart: Lint = (linted) => {
  const { report, budget } = linted;
  const [match, unless] = [partNamed(linted, "match"), partNamed(linted, "unless")];
  if (match && unless) {
    const { at } = unless.condition;
    const outcome = outcomeOf(unless.clause, match.clause, linted);
    if (outcome === "never") report.error("RV082", at, "`unless` never holds of what `match` holds of: it excuses nothing.");
    if (outcome === "always") report.error("RV082", at, "`unless` holds of all that `match` holds of: the rule never finds anything.");
  }
  const [applies, require] = [partNamed(linted, "applies"), partNamed(linted, "require")];
  if (applies && require) {
    const { at } = require.condition;
    if (implies(applies.clause, require.clause, budget)) report.error("RV082", at, "`require` holds of all that the rule applies to: it never fails.");
    else if (excludes(applies.clause, require.clause, budget))
      report.warning("RV082", at, "`require` holds of nothing that the rule applies to: it never passes.");
  }
  const first = match ?? applies;
  for (const { name, clause, condition } of first ? linted.parts : []) {
    // Of several clauses RV080 and RV081 say which.
    const judge = clause.kind === "and" || clause.kind === "or" ? outcomeInWorlds : outcomeOf;
    const outcome = name === "raise" && first ? judge(clause, first.clause, linted) : null;
    if (outcome === "never") report.error("RV082", condition.at, `This \`when\` never holds of what \`${first?.name}\` holds of: it raises nothing.`);
    if (outcome === "always")
      report.error("RV082", condition.at, `This \`when\` holds of all that \`${first?.name}\` holds of: write its severity as that of the rule.`);
  }
};

type Outcome = "always" | "never" | null;

/** Whether a part holds of all that another holds of, or of nothing of it; null where neither is certain. */
function outcomeOf(part: Clause, given: Clause, linted: Linted): Outcome {
  if (excludes(given, part, linted.budget)) return "never";
  return implies(given, part, linted.budget) ? "always" : outcomeInWorlds(part, given, linted);
}

/** The same, by fields that follow from each other or from the event. */
function outcomeInWorlds(part: Clause, given: Clause, { context }: Linted): Outcome {
  const [before, own] = [clausesOf(given), clausesOf(part)];
  for (const { worlds, named } of worldSetsOf([...before, ...own], context.events)) {
    const left = worlds.filter((world) => mayHold(before, world));
    const isOwnFault = named === null ? !worlds.some((world) => mayHold(own, world)) : !before.includes(named);
    if (left.length === 0 || isOwnFault) continue;
    if (!left.some((world) => mayHold(own, world))) return "never";
    if (left.every((world) => truthIn(part, world) === true)) return "always";
  }
  return null;
}
