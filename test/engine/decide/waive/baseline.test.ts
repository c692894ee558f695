import { describe, expect, it, test } from "vitest";
import {
  baselineOf,
  loadWaivers,
  newWaiversText,
  recordedEvidence,
  type ShrunkBaseline,
  shrinkBaseline,
  type WaiverEntry,
  waive,
  withWaiver,
} from "../../../../engine/index.ts";
import type { ReeveResults, Result } from "../../../../schemas/index.ts";
import { evidence, result } from "../../../reporters/fixture.ts";
import { ACCOUNT, ALICE, BOB, judged, NOW, waivers } from "./given.ts";

const written = baselineOf(judged(BOB, ALICE), "2026-11-01", null);
const turned = (of: ReeveResults, kept = waivers, rules: Parameters<typeof shrinkBaseline>[2] = null, fields: Record<string, unknown>[] = []): ShrunkBaseline =>
  shrinkBaseline(written, waive(of, { waivers: fields.length > 0 ? kept(...fields) : [], attestations: [], baseline: written }, { now: NOW }), rules);
const names = (entries: readonly { resource: string | null }[]): string[] => entries.map(({ resource }) => resource?.split("/").at(-1) ?? "");
const changed = (of: ReeveResults, change: Partial<ReeveResults>): ReeveResults => ({ ...of, ...change });

describe("a baseline that is written", () => {
  it("holds findings alone, sorted, without those that a waiver accepts", () => {
    const of = waive(
      judged(BOB, ALICE, result({ rule: "b-rule", status: "unknown" })),
      { waivers: waivers({}), attestations: [], baseline: null },
      { now: NOW },
    );
    expect(baselineOf(of, "2026-11-16", null).entries).toEqual([
      {
        fingerprint: BOB.fingerprint,
        rule: "user-console-mfa",
        account: ACCOUNT,
        resource: `arn:aws:iam::${ACCOUNT}:user/bob`,
        severity: "high",
        since: "2026-11-16",
      },
    ]);
    expect(names(written.entries)).toEqual(["alice", "bob"]);
  });

  it("keeps the day of what was in it before", () => {
    expect(baselineOf(judged(ALICE), "2026-11-16", written).entries[0]?.since).toBe("2026-11-01");
  });
});

describe("an update", () => {
  const kind = (part: Partial<Result>): Result =>
    result({ rule: ALICE.rule, status: "unknown", resource: { kind: "user", arn: null, id: null, name: null }, ...part });
  const pass: Result = { ...BOB, status: "pass" };
  const CASES: [string, ReeveResults, string[], string[], string[]][] = [
    ["keeps what is still found", judged(ALICE, BOB), ["alice", "bob"], [], []],
    ["drops what is fixed", judged(ALICE, pass), ["alice"], ["bob"], []],
    ["keeps what is unknown now", judged(ALICE, { ...BOB, status: "unknown" }), ["alice", "bob"], [], []],
    ["keeps what an open list may hide", judged(ALICE, kind({})), ["alice", "bob"], [], ["bob"]],
    ["drops it where another account's list is open", judged(ALICE, kind({ account: "111122223333" })), ["alice"], ["bob"], []],
    ["keeps all of a rule that did not run", judged(result({ rule: "other" })), ["alice", "bob"], [], ["alice", "bob"]],
    [
      "keeps all of an account that was not judged",
      changed(judged(pass), { document: { sha256: "", collectedAt: NOW, accounts: ["111122223333"] } }),
      ["alice", "bob"],
      [],
      ["alice", "bob"],
    ],
  ];

  it.each(CASES)("%s", (_name, of, kept, dropped, unjudged) => {
    const update = turned(of);
    expect([names(update.baseline.entries), names(update.dropped), names(update.unjudged)]).toEqual([kept, dropped, unjudged]);
  });

  it("drops the findings of a rule that is no more", () => {
    expect(names(turned(judged(result({ rule: "other" })), waivers, [{ id: "other", controls: {} }]).dropped)).toEqual(["alice", "bob"]);
  });

  it("adds no finding, and names those that are new", () => {
    const update = turned(judged(ALICE, BOB, result({ rule: "b-rule" })));
    expect(update.baseline).toEqual(written);
    expect(update.fresh.map(({ rule }) => rule)).toEqual(["b-rule"]);
  });

  it("takes a waived one for no new finding", () => {
    expect(turned(judged(ALICE, BOB, result({ rule: "b-rule" })), waivers, null, [{ rule: "b-rule" }]).fresh).toEqual([]);
  });

  it("names one that has become worse, and holds one to what is less grave", () => {
    expect(turned(judged({ ...ALICE, severity: "critical" }, BOB)).fresh).toHaveLength(1);
    const eased = turned(judged({ ...ALICE, severity: "low" }, BOB)).baseline;
    expect(eased.entries.map(({ severity }) => severity)).toEqual(["low", "high"]);
  });
});

describe("a waiver that is written", () => {
  const entry: WaiverEntry = {
    rule: "a-rule",
    resource: "AIDAX",
    account: "012345678901",
    kind: "accepted-risk",
    reason: 'Colon: and "quotes" # no comment',
    owner: "yes",
    expires: "2026-12-01",
    severity: "high",
    evidence: { "user.accessKeys[AKIA].active": true, "user.groupArns": ["a", "b"], n: 1 },
  };
  const read = (text: string) => loadWaivers([{ file: "a.yaml", text }], { now: NOW });

  it("reads back as it was", () => {
    const { waivers: back, diagnostics } = read(newWaiversText(entry, "arn:aws:iam::1:user/x\nowner: me", "../s.json"));
    expect(diagnostics).toEqual([]);
    const { resource, ...rest } = entry;
    expect(back).toMatchObject([{ ...rest, subject: { by: "resource", pattern: resource }, line: 3 }]);
  });

  it.each([
    [
      "a block list",
      "# mine\nwaivers:\n  # first\n  - rule: b\n    resource: X\n    kind: in-progress\n    reason: R # why\n    owner: o\n    expires: 2026-12-01\n\n\n",
    ],
    ["a list without indentation", "waivers:\n- rule: b\n  resource: X\n  kind: in-progress\n  reason: R\n  owner: o\n  expires: 2026-12-01"],
    ["an empty list", "# mine\nwaivers: []\n"],
  ])("goes to the end of %s, whose text stays", (_name, text) => {
    const after = withWaiver(text, entry, null) ?? "";
    const { waivers: back, diagnostics } = read(after);
    expect(diagnostics).toEqual([]);
    expect(back.at(-1)).toMatchObject({ rule: "a-rule", reason: entry.reason });
    if (!text.includes("[]")) expect(after.startsWith(text.trimEnd())).toBe(true);
  });

  it("is refused in a list of one line", () => expect(withWaiver("waivers: [{ rule: b }]\n", entry, null)).toBeNull());
});

test("what is held of the evidence is no time, nothing unknown and no name of the resource", () => {
  const finding = {
    ...ALICE,
    evidence: [
      evidence("a", true),
      evidence("t", "2026-01-01T00:00:00Z"),
      evidence("usedAt", null),
      evidence("boundary", null),
      evidence("u", { $unknown: "g1" }),
      evidence("id", "AIDAalice"),
      evidence("l", ["x"]),
      evidence("m", ["x", { $unknown: "g" }]),
    ],
  };
  expect(recordedEvidence(finding)).toEqual({ a: true, boundary: null, l: ["x"] });
});
