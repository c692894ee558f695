import type { CheckedRule } from "../../language/index.ts";
import { canonicalRule } from "./canonical.ts";
import { shownChange } from "./clause-id.ts";
import { defaultChanges } from "./families/defaults.ts";
import type { RuleChange } from "./families/family.ts";
import { FAMILIES } from "./families/index.ts";
import { readingChanges } from "./families/reading.ts";
import type { Mutant } from "./mutant.ts";
import { type ConditionPlace, conditionPlaces, parts, testPlaces } from "./places.ts";
import { bare, testText } from "./text.ts";

/**
 * All mutants of a rule, in the order of its parts. Left out are those that provably change nothing, and of several that provably mean the same all but
 * the first.
 */
export function mutantsOf(rule: CheckedRule): Mutant[] {
  const known = new Set([canonicalRule(rule)]);
  const ids = new Map<string, number>();
  const mutants: Mutant[] = [];
  for (const { family, part, at, before, after, change } of changesOf(rule)) {
    if (change.kind === "rule") {
      const meaning = canonicalRule(change.rule);
      if (known.has(meaning)) continue;
      known.add(meaning);
    }
    const shown = shownChange(before, after);
    const id = `${family} in ${part}: ${shown.before} → ${shown.after}${shown.digest ? ` #${shown.digest}` : ""}`;
    const times = (ids.get(id) ?? 0) + 1;
    ids.set(id, times);
    mutants.push({ id: times === 1 ? id : `${id} (${times})`, family, part, at, before, after, change });
  }
  return mutants;
}

function* changesOf(rule: CheckedRule): Generator<RuleChange, void, undefined> {
  for (const part of parts(rule)) for (const place of conditionPlaces(part)) yield* ofClause(place);
  yield* droppedParts(rule);
  yield* defaultChanges(rule);
  yield* readingChanges(rule);
}

function* ofClause(place: ConditionPlace): Generator<RuleChange, void, undefined> {
  const { part, condition, replace } = place;
  for (const { name: family, tests, conditions } of FAMILIES) {
    for (const { by, dropped } of conditions?.(condition) ?? []) {
      const changeText = dropped ? { before: bare(dropped), after: "(dropped)" } : { before: bare(condition), after: bare(by) };
      yield { family, part, at: (dropped ?? condition).at, ...changeText, change: { kind: "rule", rule: replace(by) } };
    }
    if (!tests) continue;
    for (const { at, subject, type, test, replace: put } of testPlaces(place)) {
      for (const by of tests(test, type)) {
        yield { family, part, at, before: testText(subject, test), after: testText(subject, by), change: { kind: "rule", rule: put(by) } };
      }
    }
  }
}

/** A rule without its `applies` or `unless`, or without one of its raises. */
function droppedParts(rule: CheckedRule): RuleChange[] {
  const { body } = rule;
  const optional = body.kind === "event" ? body.unless : body.applies;
  const without: CheckedRule["body"] = body.kind === "event" ? { ...body, unless: null } : { ...body, applies: null };
  const changes: RuleChange[] = rule.raise.map(({ when, to }, at) => ({
    ...dropped(`raise to ${to}`, bare(when)),
    at: when.at,
    change: { kind: "rule", rule: { ...rule, raise: rule.raise.toSpliced(at, 1) } },
  }));
  if (optional) {
    const part = body.kind === "event" ? "unless" : "applies";
    changes.unshift({ ...dropped(part, bare(optional)), at: optional.at, change: { kind: "rule", rule: { ...rule, body: without } } });
  }
  return changes;
}

const dropped = (part: string, before: string): Pick<RuleChange, "family" | "part" | "before" | "after"> => ({
  family: "dropped",
  part,
  before,
  after: "(dropped)",
});
