import { describe, expect, it } from "vitest";
import { normalizeRecords } from "../../collectors/normalize/cloudtrail/event-set.ts";
import { mutateRule } from "../../engine/author/mutation/index.ts";
import { PACKS, rulesOf, testOf } from "./shipped.ts";

/** Every small mistake that could have been made in a shipped rule fails one of its cases, or its test file says why none can tell. */
describe.each(PACKS)("the cases of pack $id", (pack) => {
  it.each(rulesOf(pack).map((rule) => ({ id: rule.id, rule })))("notice every mutant of $id", ({ id, rule }) => {
    const { test } = testOf(pack, id);
    if (!test) throw new Error(`${id} has no cases`);
    const { failing, survivors, stale, mutants } = mutateRule(rule, test, { normalizeRecords });
    expect(failing).toEqual([]);
    expect(mutants).toBeGreaterThan(0);
    expect(survivors.filter(({ reason }) => reason === null).map(({ mutant }) => mutant.id)).toEqual([]);
    expect(stale).toEqual([]);
  });
});
