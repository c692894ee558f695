import { describe, expect, it } from "vitest";
import { columns, REPORTERS, type ReportOptions } from "../../reporters/index.ts";
import type { ReeveResults, Result } from "../../schemas/index.ts";
import { result, results, user } from "./fixture.ts";

const OPTIONS: ReportOptions = { width: 100, color: false, by: "severity", all: false, remediationTextOf: () => null };
const text = (of: ReeveResults, options: Partial<ReportOptions> = {}): string => [...REPORTERS.text(of, { ...OPTIONS, ...options })].join("");

const waiver = (part: Partial<NonNullable<Result["waiver"]>> = {}): NonNullable<Result["waiver"]> => ({
  file: "waivers/a.yaml",
  line: 3,
  kind: "accepted-risk",
  reason: "Break glass",
  owner: "dana",
  ticket: "SEC-1",
  expires: "2026-12-31",
  daysLeft: 45,
  ...part,
});
const waived = result({ rule: "a-rule", waiver: waiver() });
const known = (name: string): Result => result({ rule: "b-rule", resource: user(name), baseline: { since: "2026-11-01" }, message: `${name} is known` });
const attested = result({
  rule: "c-rule",
  status: "pass",
  message: "Are they right?",
  attestation: { file: "attestations/a.yaml", line: 2, by: "dana", at: "2026-11-01", evidence: "SEC-2", expires: "2027-01-01", daysLeft: 46 },
});
const state = (part: Partial<NonNullable<ReeveResults["waivers"]>[number]>): NonNullable<ReeveResults["waivers"]>[number] => {
  const { file, line, kind, reason, owner, ticket, expires, daysLeft } = waiver();
  return { file, line, kind, reason, owner, ticket, expires, daysLeft, rule: "a-rule", state: "active", matches: 1, detail: null, ...part };
};
const MIXED = results([waived, known("bob"), known("carol"), attested, result({ rule: "d-rule" })], {
  waivers: [state({}), state({ state: "expired", daysLeft: -3, detail: "expired 3 days ago" }), state({ state: "expiring", daysLeft: 2 })],
});

it("the JSON report carries waivers and attestations with their states", () => {
  const { file, line, by, at, expires, daysLeft } = attested.attestation ?? { file: "", line: 0, by: "", at: "", expires: "", daysLeft: 0 };
  const of = { ...MIXED, attestations: [{ of: "c-rule", state: "active" as const, matches: 1, detail: null, file, line, by, at, expires, daysLeft }] };
  const parsed = JSON.parse([...REPORTERS.json(of, OPTIONS)].join("")) as ReeveResults;
  expect([parsed.waivers, parsed.attestations, parsed.results]).toEqual([of.waivers, of.attestations, of.results]);
});

describe("the text report of what is accepted", () => {
  it("shows a waived finding with reason, owner, days left and file, apart from those that count", () => {
    const report = text(MIXED);
    expect(report).toContain("\nWAIVED 1 result\n\n  1  alice can sign in to the console with a password only\n");
    expect(report).toContain("Waived (accepted-risk) by dana until 2026-12-31 (45 days left, SEC-1): Break glass");
    expect(report).toContain("a-rule · waivers/a.yaml:3");
    expect(report).toContain("\nHIGH 1 finding\n");
  });

  it("shows the baseline by rule and number, and each finding when asked", () => {
    expect(text(MIXED)).toContain("BASELINE 2 findings known before\n\n     b-rule: 2 (2–3) since 2026-11-01");
    expect(text(MIXED, { all: true })).toContain("  3  carol is known since 2026-11-01");
  });

  it("shows a pass that rests on somebody's word", () => {
    expect(text(MIXED)).toContain("Attested by dana on 2026-11-01 until 2027-01-01 (46 days left): SEC-2");
  });

  it("counts what is waived, in the baseline and attested", () => {
    expect(text(MIXED, { width: 120 })).toContain("\n1 finding (1 high) · 0 unknown · 1 more waived · 2 more in the baseline · ");
    expect(text(MIXED, { width: 120 })).toContain(" not applicable · 1 attested");
  });

  it("names the first finding that counts as the next one to look at", () => {
    expect(text(MIXED)).toContain("Next: reeve explain 4 · reeve remediate 4");
  });

  it("tells at the end which waivers do not hold, and which soon will not", () => {
    const report = text(MIXED);
    expect(report).toContain("WAIVERS 1 expired, 1 expiring of 3 waivers");
    expect(report).toContain("expired  a-rule: expired 3 days ago (dana; waivers/a.yaml:3)");
    expect(report).toContain("expiring  a-rule: 2 days left (dana; waivers/a.yaml:3)");
  });

  it("says nothing of waivers where all hold", () => {
    expect(text(results([waived], { waivers: [state({})] }))).not.toContain("WAIVERS");
  });

  it("marks them by control too", () => {
    expect(text(MIXED, { by: "control" })).toContain("(waived 1)");
    expect(text(MIXED, { by: "control" })).toContain("(in baseline 2–3)");
  });

  it("lists a waived unknown among what is waived, not among what is missing", () => {
    const report = text(results([result({ rule: "a-rule", status: "unknown", reason: "param-not-set", waiver: waiver() })]));
    expect(report).not.toContain("UNKNOWN");
    expect(report).toContain("WAIVED 1 result");
  });

  it("lets no reason or owner move the cursor", () => {
    const report = text(
      results([result({ rule: "a-rule", waiver: waiver({ reason: "x\u001b[2Jy\nz", owner: "o\u202e" }) })], {
        waivers: [state({ state: "unused", owner: "\u001b[1A", detail: "\u0007" })],
      }),
    );
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there.
    expect(report).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  });

  it.each([40, 60, 100])("keeps to %i columns", (width) => {
    const long = text(MIXED, { width })
      .split("\n")
      .filter((line) => columns(line) > width && !/^\s*(\S+ +)?\S+$/.test(line));
    expect(long).toEqual([]);
  });
});
