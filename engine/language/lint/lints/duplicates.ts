import { type Clause, joined, negation } from "../reason/clause.ts";
import { type Budget, budget, implies } from "../reason/implies.ts";
import { type Linted, partNamed } from "../subject.ts";

interface Found {
  linted: Linted;
  finding: Clause;
  /** What all must hold of for a finding. */
  parts: readonly Clause[];
  keys: ReadonlySet<string>;
  paths: ReadonlySet<string>;
  /** Each control that it answers. */
  controls: ReadonlySet<string>;
}

/** Steps that all comparisons of pairs may take together: a folder of thousands of rules alike must not take minutes. */
const MOST_STEPS = 100_000;

/** RV083 and RV084: rules that ask the same, and rules whose every finding another rule has too, at the same severity and for the same controls. */
export function duplicates(all: readonly Linted[]): void {
  const found = all.flatMap(foundBy);
  const first = new Map<string, Found>();
  const single: Found[] = [];
  for (const one of found) {
    const key = `${one.linted.rule.resource} ${one.finding.key}`;
    const before = first.get(key);
    if (before) {
      const { rule, report } = one.linted;
      report.warning(
        "RV083",
        rule.places.id,
        `\`${rule.id}\` asks the same as \`${before.linted.rule.id}\` in ${before.linted.rule.file}: one fault gives two findings.`,
      );
    } else {
      first.set(key, one);
      single.push(one);
    }
  }
  shadowed(single);
}

/** A rule is within another only where it asks of every path that the other asks of: the rarest path of each leads to the few that can be. */
function shadowed(found: readonly Found[]): void {
  const byPath = new Map<string, Found[]>();
  for (const one of found) {
    for (const path of one.paths) {
      const same = byPath.get(path);
      if (same) same.push(one);
      else byPath.set(path, [one]);
    }
  }
  const left = budget(MOST_STEPS);
  const reportedPairs = new Set<Found>();
  for (const wide of found) {
    let candidates: readonly Found[] = found;
    for (const path of wide.paths) {
      const same = byPath.get(path) ?? [];
      if (same.length < candidates.length) candidates = same;
    }
    for (const narrow of candidates) {
      if (narrow === wide || reportedPairs.has(narrow) || !comparable(narrow, wide)) continue;
      if (left.left <= 0) return;
      if (!within(narrow, wide, left)) continue;
      reportedPairs.add(narrow);
      const { rule, report } = narrow.linted;
      report.warning("RV084", rule.places.id, `Every finding of \`${rule.id}\` is one of \`${wide.linted.rule.id}\` too, at the same severity.`);
    }
  }
}

/** What both ask in the same words needs no proof, and is most of what rules that resemble each other ask. */
function within(narrow: Found, wide: Found, left: Budget): boolean {
  return wide.parts.every((part) => narrow.keys.has(part.key) || implies(narrow.finding, part, left));
}

function comparable(narrow: Found, wide: Found): boolean {
  const [one, other] = [narrow.linted.rule, wide.linted.rule];
  if (one.resource !== other.resource || one.severity !== other.severity || one.raise.length > 0) return false;
  if ((wide.finding.mask & ~narrow.finding.mask) !== 0) return false;
  return isWithin(narrow.controls, wide.controls) && isWithin(wide.paths, narrow.paths);
}

function isWithin(some: ReadonlySet<string>, all: ReadonlySet<string>): boolean {
  if (some.size > all.size) return false;
  for (const one of some) if (!all.has(one)) return false;
  return true;
}

/** What makes a finding; nothing for questions to a person. */
function foundBy(linted: Linted): Found[] {
  const [match, unless] = [partNamed(linted, "match"), partNamed(linted, "unless")];
  const [applies, require] = [partNamed(linted, "applies"), partNamed(linted, "require")];
  const asked = match ?? require;
  if (!asked) return [];
  const not = match ? unless : require;
  const holds = match ?? applies;
  const clauses = [...(holds ? [holds.clause] : []), ...(not ? [negation(not.clause, not.clause.origin)] : [])];
  const finding = joined("and", clauses, asked.clause.origin);
  const paths = new Set<string>();
  gather(finding, paths);
  const parts = finding.kind === "and" ? finding.clauses : [finding];
  const related = [...Object.entries(linted.rule.controls), ...Object.entries(linted.rule.informs ?? {})];
  const controls = new Set(related.flatMap(([framework, ids]) => ids.map((id) => `${framework} ${id}`)));
  return [{ linted, finding, parts, keys: new Set(parts.map(({ key }) => key)), paths, controls }];
}

function gather(clause: Clause, paths: Set<string>): void {
  if (clause.kind === "test") paths.add(clause.path);
  else if (clause.kind === "not") gather(clause.clause, paths);
  else for (const one of clause.clauses) gather(one, paths);
}
