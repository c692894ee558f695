import { describe, expect, it } from "vitest";
import { gate, loadRules, mergeResults } from "../../../../engine/index.ts";
import { type ReeveDocument, type ReeveResults, validateResults } from "../../../../schemas/index.ts";
import { POLICY_ADMIN, USER_DIRECT, USER_MFA } from "../../../cli/gate/policy-files.ts";
import { ACCOUNT, arn, denied, OTHER, policy, snapshot, user } from "../../../cli/gate/world.ts";
import { evaluate } from "../../../judged.ts";

const { rules } = loadRules([USER_MFA, USER_DIRECT, POLICY_ADMIN].map((text) => ({ file: `rules/${/^id: (.*)$/m.exec(text)?.[1]}.yaml`, text })));

function judged(document: ReeveDocument, which: "all" | "open" = "all"): ReeveResults {
  const outcome = evaluate(document, rules, { packs: [{ id: "people", sha256: "0".repeat(64), ruleIds: ["user-mfa"] }] }, which);
  if (!outcome.ok) throw new Error("refused");
  return outcome.results;
}

const GAPS = { g1: denied("iam:GenerateCredentialReport") };
const HERE = snapshot({
  users: [user("ann", { attachedPolicyArns: [arn("policy", "all")] }), user("bob", { mfaActive: { $unknown: "g1" } })],
  policies: [policy("all", { admin: true })],
  gaps: GAPS,
});
const THERE = {
  ...snapshot({ users: [user("eve", { mfaActive: { $unknown: "g1" } }, OTHER)], gaps: { g1: denied("iam:ListUsers") } }, OTHER),
  collectedAt: "2026-02-01T00:00:00.000Z",
};
const parts = (which?: "all" | "open") => [
  { name: ACCOUNT, results: judged(HERE, which) },
  { name: OTHER, results: judged(THERE, which) },
];

describe("results of several accounts as one", () => {
  it("follow their schema", async () => {
    expect(await validateResults(JSON.parse(JSON.stringify(mergeResults(parts()))))).toMatchObject({ ok: true });
  });

  it("keep every finding and unknown with its fingerprint and message, with or without the passes", () => {
    const told = ({ results }: ReeveResults) =>
      results
        .filter(({ status }) => status === "fail" || status === "unknown")
        .map(({ rule, fingerprint, message, severity }) => [rule, fingerprint, message, severity]);
    const apart = parts().flatMap(({ results }) => told(results));
    expect(apart.length).toBe(4);
    expect(told(mergeResults(parts()))).toEqual(apart);
    expect(told(mergeResults(parts("open")))).toEqual(apart);
  });

  it("tell the gaps of accounts apart, in results, evidence and summary", () => {
    const { gaps, results, summary } = mergeResults(parts());
    expect(Object.entries(gaps).map(([id, { source }]) => [id, source])).toEqual([
      [`${ACCOUNT}:g1`, "iam:GenerateCredentialReport"],
      [`${OTHER}:g1`, "iam:ListUsers"],
    ]);
    const unknown = results.filter(({ status }) => status === "unknown");
    expect(unknown.map((result) => result.gaps)).toEqual([[`${ACCOUNT}:g1`], [`${OTHER}:g1`]]);
    expect(JSON.stringify(unknown.map(({ evidence }) => evidence))).toContain(`{"$unknown":"${OTHER}:g1"}`);
    expect(summary.coverage.gapsUnaccepted).toEqual([`${ACCOUNT}:g1`, `${OTHER}:g1`]);
  });

  it("add up counts and summary, and take the worst status of a control and the oldest clock", () => {
    const merged = mergeResults(parts());
    const all = parts().map(({ results }) => results);
    for (const status of ["pass", "fail", "unknown", "not-applicable"] as const) {
      expect(merged.summary.status[status]).toBe(all.reduce((sum, { summary }) => sum + summary.status[status], 0));
    }
    expect(merged.counts.map(({ rule }) => rule)).toEqual(["policy-admin", "user-direct", "user-mfa"]);
    expect(merged.counts.reduce((sum, { judged: count }) => sum + count, 0)).toBe(merged.results.length);
    expect(merged.document).toMatchObject({ collectedAt: "2026-02-01T00:00:00.000Z", accounts: [ACCOUNT, OTHER] });
  });

  it("of one account stay as they are", () => {
    const [only] = parts();
    expect(mergeResults([only!])).toBe(only!.results);
  });

  it("of the same account twice share no gap id", () => {
    const [one] = parts();
    expect(Object.keys(mergeResults([one!, one!]).gaps)).toEqual([`${ACCOUNT}:g1`, `${ACCOUNT}#2:g1`]);
  });
});

describe("the gate", () => {
  const options = {
    bindings: [],
    failOn: "low" as const,
    ouPathOf: () => undefined,
    allowUnknown: false,
    needsEveryAccount: false,
    ownedByAnother: () => ({ ok: true as const }),
    collectionTimes: [],
    maxAge: null,
    problems: [],
    planned: [],
  };

  it("does not change the results that it is given, and gives results that their schema accepts", async () => {
    const [before, after] = [judged(snapshot({ users: [user("ann")] }), "open"), judged(HERE, "open")];
    const kept = JSON.stringify([before, after]);
    const decided = gate(after, { ...options, comparison: { kind: "plan", before, names: ({ resource }) => resource.name === "ann" } });
    expect(JSON.stringify([before, after])).toBe(kept);
    expect(decided.gate).toMatchObject({ decision: "blocked", counts: { introduced: 1, affected: 1, newlyUnknown: 1 } });
    expect(await validateResults(JSON.parse(JSON.stringify(decided)))).toMatchObject({ ok: true });
  });

  it("names its pack at each rule that was chosen from one", () => {
    expect(judged(HERE).rules.map(({ id, pack }) => [id, pack])).toEqual([
      ["policy-admin", undefined],
      ["user-direct", undefined],
      ["user-mfa", "people"],
    ]);
  });
});
