import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { largeDocument } from "../../../../bench/large-document.ts";
import { exitCode, isActionable, type KeptDecisions, loadRules, type Waiver, waive } from "../../../../engine/index.ts";
import { validateResults } from "../../../../schemas/index.ts";
import { evaluate } from "../../../judged.ts";
import { result, user } from "../../../reporters/fixture.ts";
import { ACCOUNT, ALICE, attestations, BOB, judged, MANUAL, NOW, waivers } from "./given.ts";

const NOTHING: KeptDecisions = { waivers: [], attestations: [], baseline: null };
const apply = (of: ReturnType<typeof judged>, kept: Partial<KeptDecisions>, now = NOW) => waive(of, { ...NOTHING, ...kept }, { now });
const entry = {
  fingerprint: ALICE.fingerprint ?? "",
  rule: ALICE.rule,
  account: ACCOUNT,
  resource: null,
  severity: "high" as "critical" | "high" | "medium",
  since: "2026-11-01",
};
const baseline = (...more: Partial<typeof entry>[]) => ({ schema: "reeve/baseline@1" as const, entries: more.map((each) => ({ ...entry, ...each })) });

describe("an attestation", () => {
  it("turns a manual unknown into a pass, and the counts with it", () => {
    const of = judged(MANUAL, ALICE);
    const after = apply(of, { attestations: attestations() });
    expect(after.results[0]).toMatchObject({
      status: "pass",
      attestation: { by: "dana", at: "2026-11-01", evidence: "SEC-12", daysLeft: 350, file: "attestations/a.yaml" },
    });
    expect(after.results[0]).not.toHaveProperty("reason");
    expect(after.summary.status).toEqual({ pass: 1, fail: 1, unknown: 0, "not-applicable": 0 });
    expect(after.counts.find(({ rule }) => rule === MANUAL.rule)).toMatchObject({ judged: 1, pass: 1, unknown: 0 });
    expect(after.summary.coverage).toMatchObject({ decided: 2, total: 2 });
    expect(after.attestations).toMatchObject([{ of: "contacts-reviewed", state: "active", matches: 1, detail: null }]);
  });

  it("of a control passes that control", () => {
    const after = apply(judged(MANUAL), { attestations: attestations({ rule: undefined, control: "cis-aws-5.0:1.9" }) });
    expect(after.summary.controls).toMatchObject([{ framework: "cis-aws-5.0", id: "1.9", status: "pass" }, { framework: "securityhub" }]);
  });

  it("does nothing once it has expired, and is told", () => {
    const after = apply(judged(MANUAL), { attestations: attestations({ at: "2025-01-01", expires: "2026-11-15" }) });
    expect(after.results[0]).toEqual(MANUAL);
    expect(after.attestations).toMatchObject([{ state: "expired", detail: "expired yesterday: attest again" }]);
  });

  it("holds for its account alone", () => {
    const other = { ...MANUAL, account: "111122223333" };
    const after = apply(judged(MANUAL, other), { attestations: attestations({ account: "1111*" }) });
    expect(after.results.map(({ status }) => status)).toEqual(["unknown", "pass"]);
  });

  it("touches no unknown that a gap left", () => {
    const { reason: _, ...denied } = MANUAL;
    const after = apply(judged(denied), { attestations: attestations() });
    expect(after.results[0]).toEqual(denied);
    expect(after.attestations).toMatchObject([{ state: "unused" }]);
  });
});

describe("the baseline", () => {
  it("covers the finding that it names", () =>
    expect(apply(judged(ALICE, BOB), { baseline: baseline({}) }).results.map(({ baseline: of }) => of)).toEqual([{ since: "2026-11-01" }, undefined]));
  it("covers no finding that has become worse", () =>
    expect(apply(judged(ALICE), { baseline: baseline({ severity: "medium" }) }).results.filter(isActionable)).toHaveLength(1));
  it("covers one that has become less grave", () =>
    expect(apply(judged(ALICE), { baseline: baseline({ severity: "critical" }) }).results.filter(isActionable)).toHaveLength(0));
  it("covers no unknown", () =>
    expect(apply(judged({ ...ALICE, status: "unknown" }), { baseline: baseline({}) }).results.filter(isActionable)).toHaveLength(1));
  it("covers a finding whose rule was renamed since", () => {
    const of = judged({ ...ALICE, rule: "new-name" });
    of.rules = of.rules.map((rule) => ({ ...rule, formerly: [ALICE.rule] }));
    expect(apply(of, { baseline: baseline({}) }).results.filter(isActionable)).toHaveLength(0);
  });
  it("stands beside a waiver, so that either may end", () => {
    const [only] = apply(judged(ALICE), { baseline: baseline({}), waivers: waivers({}) }).results;
    expect(only).toMatchObject({ waiver: { owner: "dana" }, baseline: { since: "2026-11-01" } });
  });
});

describe("the exit code", () => {
  const options = { failOn: "low", allowUnknown: false } as const;
  const gap = { ...ALICE, status: "unknown" as const, gaps: ["g1"] };
  const GAPS = { gaps: { g1: { source: "iam:X", reason: "AccessDenied" as const, deniedBy: null, permission: null, scope: "", message: "" } } };

  it.each([
    ["is 1 for what counts", judged(ALICE, BOB), { waivers: waivers({}) }, 1],
    ["is 0 where all is waived or in the baseline", judged(ALICE, BOB), { waivers: waivers({ resource: "AIDAbob" }), baseline: baseline({}) }, 0],
    ["is 1 when a waiver has expired", judged(ALICE), { waivers: waivers({ expires: "2026-11-15" }) }, 1],
    ["is 3 for an unknown that a waiver does not say", { ...judged(gap, BOB), ...GAPS }, { waivers: waivers({}, { resource: "AIDAbob" }) }, 3],
    ["is 0 for one that it says", { ...judged(gap, BOB), ...GAPS }, { waivers: waivers({ unknown: true }, { resource: "AIDAbob" }) }, 0],
  ] as const)("%s", (_name, of, kept, code) => {
    const given = { ...of, summary: { ...of.summary, coverage: { ...of.summary.coverage, gapsUnaccepted: Object.keys(of.gaps) } } };
    expect(exitCode(apply(given, kept), options).code).toBe(code);
  });
});

test("with nothing kept, the results are the very same", () => {
  const of = judged(ALICE);
  expect(apply(of, {})).toBe(of);
});

test("a waiver is written into a copy of the finding, and what it says stays", () => {
  const { rules } = loadRules([
    {
      file: "no-user.yaml",
      text: 'id: no-user\ntitle: T\nseverity: low\nresource: user\nrationale: Because.\nmessage: "{{user.name}} is there"\nrequire: { user.name: nobody }\n',
    },
  ]);
  const outcome = evaluate(largeDocument(3, 1), rules, {}, "open");
  if (!outcome.ok) throw new Error("refused");
  const [first] = outcome.results.results;
  const [kept] = waivers({ rule: "no-user", resource: first?.resource.id ?? "" });
  const after = apply(outcome.results, { waivers: kept ? [kept] : [] }).results[0];
  expect(first).not.toHaveProperty("waiver");
  expect(after?.waiver?.owner).toBe("dana");
  expect([after?.message, after?.fingerprint, after?.evidence]).toEqual([first?.message, first?.fingerprint, first?.evidence]);
});

const names = fc.constantFrom("alice", "bob", "carol", "dave");
const anyResult = fc.record({
  name: names,
  status: fc.constantFrom("pass", "fail", "unknown", "not-applicable"),
  severity: fc.constantFrom("critical", "high", "medium", "low", "info"),
  manual: fc.boolean(),
  rule: fc.constantFrom("user-console-mfa", "contacts-reviewed", "user-keys"),
});
const anyWaiver = fc.record({
  rule: fc.constantFrom("user-console-mfa", "user-*", "*", "contacts-reviewed"),
  resource: fc.oneof(
    names.map((name) => `AIDA${name}`),
    fc.constantFrom("arn:*", "*", "AIDA*"),
  ),
  expires: fc.constantFrom("2026-11-01", "2026-11-16", "2026-12-10", "2027-03-01", "2027-10-01"),
  severity: fc.option(fc.constantFrom("critical", "high", "low"), { nil: undefined }),
  unknown: fc.boolean(),
  max: fc.integer({ min: 1, max: 4 }),
});

test("whatever is kept, no result is dropped, no status changes but an attested one's, and only a waiver that holds waives", () => {
  fc.assert(
    fc.property(
      fc.array(anyResult, { maxLength: 8 }),
      fc.array(anyWaiver, { maxLength: 4 }),
      fc.boolean(),
      fc.constantFrom("critical", "low"),
      (made, written, attested, severity) => {
        const list = made.map(({ name, manual, ...part }) =>
          result({ ...part, resource: user(name), ...(manual && part.status === "unknown" ? { reason: "manual" } : {}) } as never),
        );
        const of = judged(...list);
        const before = structuredClone(of);
        const kept: KeptDecisions = {
          waivers: waiversOf(written),
          attestations: attested ? attestations() : [],
          baseline: { schema: "reeve/baseline@1", entries: [{ ...entry, severity: severity as never }] },
        };
        const after = waive(of, kept, { now: NOW });
        expect(of).toEqual(before);
        expect(after.results).toHaveLength(of.results.length);
        for (const [at, { waiver, attestation, baseline: known, ...rest }] of after.results.entries()) {
          const was = of.results[at];
          if (attestation) {
            expect(was).toMatchObject({ status: "unknown", reason: "manual" });
            expect(rest.status).toBe("pass");
          } else expect(rest).toEqual(was);
          if (known) expect(was?.status).toBe("fail");
          if (!waiver) continue;
          const state = after.waivers?.find(({ line }) => line === waiver.line);
          const meant = kept.waivers.find(({ line }) => line === waiver.line);
          expect(["active", "expiring"]).toContain(state?.state);
          expect(waiver.daysLeft).toBeGreaterThanOrEqual(0);
          expect(rest.status === "fail" || (rest.status === "unknown" && meant?.unknown)).toBe(true);
          expect(state?.matches).toBeLessThanOrEqual(meant?.max ?? 0);
        }
        const count = (status: string) => after.results.filter((each) => each.status === status).length;
        expect(after.summary.status).toEqual({
          pass: count("pass"),
          fail: count("fail"),
          unknown: count("unknown"),
          "not-applicable": count("not-applicable"),
        });
        expect(waive(after, kept, { now: NOW })).toEqual(after);
        expect(waive(after, NOTHING, { now: NOW }).results).toEqual(of.results);
      },
    ),
    { numRuns: 300 },
  );
});

function waiversOf(written: Record<string, unknown>[]): Waiver[] {
  return written.length === 0 ? [] : waivers(...written);
}

test("results with all that may be said of them fit their schema", async () => {
  const after = apply(judged(MANUAL, ALICE, BOB), { waivers: waivers({}), attestations: attestations(), baseline: baseline({}) });
  expect(await validateResults(JSON.parse(JSON.stringify(after)))).toMatchObject({ ok: true });
});
