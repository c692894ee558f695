import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { normalizeRecords } from "../../collectors/index.ts";
import { type ClauseCoverage, runRuleTests } from "../../engine/index.ts";
import { PACKS, rulesOf, testOf } from "./shipped.ts";

/** Clauses that can never decide by one of their truths, and why they stand there all the same. */
const NEVER: Readonly<Record<string, string>> = {
  "guardrail-change-unreadable 15 false": "CloudTrail's word that it left something out makes the value unknown: the rule tells by an unknown alone",
  "guardrail-change-unreadable 16 false": "the same",
  "group-protection-lost 49 false": "both calls that end a membership must name the group; the checker asks what its absence would mean",
};

describe.each(PACKS)("the cases of pack $id", (pack) => {
  it.each(rulesOf(pack).map((rule) => ({ id: rule.id, rule })))("show each clause of $id deciding by being true and by being false", ({ id, rule }) => {
    const { test } = testOf(pack, id);
    if (!test) throw new Error(`${id} has no cases`);
    const lines = readFileSync(rule.file, "utf8").split("\n");
    const { coverage } = runRuleTests(rule, test, { normalizeRecords, coverage: true });
    expect((coverage ?? []).flatMap((clause) => openOf(id, clause, lines))).toEqual([]);
  });
});

const openOf = (id: string, { at, decided }: ClauseCoverage, lines: readonly string[]): string[] =>
  (["true", "false"] as const)
    .filter((truth) => decided[truth] === null && NEVER[`${id} ${at.line} ${truth}`] === undefined)
    .map((truth) => `${at.line}:${at.column} never decides by being ${truth}: ${lines[at.line - 1]?.slice(at.column - 1)}`);
