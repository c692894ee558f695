import fc from "fast-check";
import { expect, test } from "vitest";
import { type CheckedRule, SEVERITIES } from "../../../engine/language/rule.ts";
import type { ReeveDocument, ReeveResults, ResourceKind, Result } from "../../../schemas/index.ts";
import { validateResults } from "../../../schemas/index.ts";
import { evaluate } from "../../judged.ts";
import { type Draw, degrade, drawCondition, drawDocument, drawing, drawLets, PARAMS } from "../language/logic/generate.ts";
import { paramOf, ruleOf } from "./rules.ts";

const RUNS = { numRuns: Number(process.env.REEVE_RUNS ?? 700) };
const KINDS: readonly ResourceKind[] = ["user", "account", "root", "policy", "trail", "event", "event"];

function drawRule(draw: Draw, id: string): CheckedRule {
  const resource = draw.of(KINDS);
  const kind = resource === "account" || resource === "root" ? "user" : resource;
  const lets = resource === kind ? drawLets(draw, kind) : [];
  const words = { kind, lets, items: [], fragment: false };
  // Account and root rules read no resource but their own: conditions over paths that begin elsewhere serve for both.
  const condition = () => (resource === kind ? drawCondition(draw, words, 2) : sharedCondition(draw));
  const body =
    resource === "event"
      ? { kind: "event" as const, match: condition(), unless: draw.chance(60) ? condition() : null }
      : { kind: "state" as const, applies: draw.chance(60) ? condition() : null, require: condition() };
  const raise = Array.from({ length: draw.int(2) }, () => ({ when: condition(), to: draw.of(SEVERITIES) }));
  const params = Object.entries(PARAMS).map(([name, value]) => paramOf(name, value));
  return ruleOf({ id, resource, body, lets, raise, params, severity: draw.of(SEVERITIES) });
}

function sharedCondition(draw: Draw) {
  for (;;) {
    const condition = drawCondition(draw, { kind: "user", lets: [], items: [], fragment: false }, 2);
    if (!JSON.stringify(condition).includes('"kind":"resource"')) return condition;
  }
}

function judged(document: ReeveDocument, rules: CheckedRule[]): ReeveResults {
  // Documents are drawn field by field: what they state of derived fields follows from nothing.
  const outcome = evaluate(document, rules, { stated: "kept" });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors));
  return outcome.results;
}

const nameOf = ({ rule, resource, occurrence }: Result): string => JSON.stringify([rule, occurrence ?? [resource.kind, resource.id ?? resource.arn]]);
const ofKind = ({ rule, resource, occurrence }: Result): string | null => (occurrence === undefined && resource.name === null ? rule : null);
const rank = ({ severity }: Result): number => SEVERITIES.length - SEVERITIES.indexOf(severity);

test("what is known less of is never judged otherwise: the guarantee's four sentences hold of whole runs", async () => {
  const seen = { decided: 0, lost: 0, blurred: 0, findings: 0 };
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const draw = drawing(seed);
      const rules = Array.from({ length: 3 }, (_, at) => drawRule(draw, `rule${at}`));
      const whole = drawDocument(draw);
      const more = draw.chance(50) ? whole : degrade(draw, whole, 4);
      const [before, after] = [judged(more, rules), judged(degrade(draw, more, 8), rules)];
      const later = new Map(after.results.map((result) => [nameOf(result), result]));
      const earlier = new Map(before.results.map((result) => [nameOf(result), result]));
      const kinds = new Map(after.results.flatMap((result) => (ofKind(result) !== null && result.status === "unknown" ? [[result.rule, result]] : [])));
      for (const result of before.results) {
        const now = later.get(nameOf(result)) ?? kinds.get(result.rule);
        const note = JSON.stringify({ seed, result, now });
        expect(now, note).toBeDefined();
        if (result.status === "unknown") expect(now!.status, note).toBe("unknown");
        else expect([result.status, "unknown"], note).toContain(now!.status);
        if (ofKind(result) === null || result.status === "unknown") expect(rank(now!), note).toBeGreaterThanOrEqual(rank(result));
        seen.decided += 1;
        if (now!.status === "unknown" && result.status !== "unknown") seen.blurred += 1;
        if (!later.has(nameOf(result))) seen.lost += 1;
        if (result.status === "fail" && result.occurrence) seen.findings += 1;
      }
      for (const result of after.results)
        if (result.status !== "unknown") expect(earlier.get(nameOf(result))?.status, JSON.stringify({ seed, result })).toBe(result.status);
    }),
    RUNS,
  );
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(RUNS.numRuns / 30);
});

test("every run gives results that their schema accepts, the same ones each time", async () => {
  for (let seed = 0; seed < 60; seed += 1) {
    const draw = drawing(seed);
    const rules = Array.from({ length: 3 }, (_, at) => drawRule(draw, `rule${at}`));
    const document = degrade(draw, drawDocument(draw));
    const results = judged(document, rules);
    expect(await validateResults(structuredClone(results)), `seed ${seed}`).toMatchObject({ ok: true });
    expect(JSON.stringify(judged(structuredClone(document), [...rules].reverse()))).toBe(JSON.stringify(results));
  }
});
