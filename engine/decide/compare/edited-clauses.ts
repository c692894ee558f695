import { type ClauseText, clauseTexts, type Fact } from "../../evaluate/index.ts";
import type { CheckedRule } from "../../language/index.ts";

/** Facts as an edited rule names the tests; those whose test it has no more are left out. */
export type InEditedClauses = (facts: readonly Fact[]) => Fact[];

/** By what each test says, then by what it is put to: a test that is added or removed moves the places of those behind it. */
export function inEditedClauses(was: CheckedRule, is: CheckedRule): InEditedClauses {
  const renamed = new Map<string, string>();
  const pair = (keyOf: (text: ClauseText) => string, before: readonly ClauseText[], after: readonly ClauseText[]): void => {
    const later = new Map<string, string[]>();
    for (const text of after) later.set(keyOf(text), [...(later.get(keyOf(text)) ?? []), text.clause]);
    for (const text of before) {
      const now = later.get(keyOf(text))?.shift();
      if (now !== undefined) renamed.set(text.clause, now);
    }
  };
  const [before, after] = [textsOf(was), textsOf(is)];
  pair(({ about, bound }) => JSON.stringify([about, bound]), before, after);
  const paired = new Set(renamed.values());
  pair(
    ({ about }) => about,
    before.filter(({ clause }) => !renamed.has(clause)),
    after.filter(({ clause }) => !paired.has(clause)),
  );
  return (facts) =>
    facts.flatMap(({ clause, among, ...fact }) => {
      const [now, around] = [renamed.get(clause), among === undefined ? undefined : renamed.get(among)];
      if (now === undefined || (among !== undefined && around === undefined)) return [];
      return [{ ...fact, clause: now, ...(around === undefined ? {} : { among: around }) }];
    });
}

function textsOf(rule: CheckedRule): ClauseText[] {
  const { body, lets } = rule;
  const scope = { params: {}, lets };
  if (body.kind === "state") return clauseTexts("require", body.require, scope);
  return body.kind === "event" ? clauseTexts("match", body.match, scope) : [];
}
