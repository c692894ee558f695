import { excludes, implies } from "../reason/implies.ts";
import { type Lint, partNamed } from "../subject.ts";

/** RV082: an excuse for nothing or for everything; a requirement that all to which it applies meet, or none. */
export const partsApart: Lint = (linted) => {
  const { report, budget } = linted;
  const [match, unless] = [partNamed(linted, "match"), partNamed(linted, "unless")];
  if (match && unless) {
    const { at } = unless.condition;
    if (excludes(match.clause, unless.clause, budget)) report.error("RV082", at, "`unless` never holds of what `match` holds of: it excuses nothing.");
    else if (implies(match.clause, unless.clause, budget))
      report.error("RV082", at, "`unless` holds of all that `match` holds of: the rule never finds anything.");
  }
  const [applies, require] = [partNamed(linted, "applies"), partNamed(linted, "require")];
  if (applies && require) {
    const { at } = require.condition;
    if (implies(applies.clause, require.clause, budget)) report.error("RV082", at, "`require` holds of all that the rule applies to: it never fails.");
    else if (excludes(applies.clause, require.clause, budget))
      report.warning("RV082", at, "`require` holds of nothing that the rule applies to: it never passes.");
  }
};
