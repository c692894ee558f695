import { describe, expect, it, test } from "vitest";
import type { Result } from "../../../../schemas/index.ts";
import { evidence, result, user } from "../../../reporters/fixture.ts";
import { ACCOUNT, ALICE, BOB, counted, FINGERPRINT, judged, waived, waivers } from "./given.ts";

type Case = [name: string, fields: Record<string, unknown>, open: Result[], state: string, detail: string | null, daysLeft?: number];

const critical = result({ rule: "user-console-mfa", severity: "critical" });
const unknown = result({ rule: "user-console-mfa", status: "unknown" });
const low = result({ rule: "user-console-mfa", severity: "low" });

const CASES: Case[] = [
  ["active", {}, [ALICE, BOB], "active", null, 24],
  ["expiring from 14 days on", { expires: "2026-11-30" }, [ALICE], "expiring", null, 14],
  ["expiring on its last day", { expires: "2026-11-16" }, [ALICE], "expiring", null, 0],
  ["active at 15 days", { expires: "2026-12-01" }, [ALICE], "active", null, 15],
  ["expired the day after", { expires: "2026-11-15" }, [ALICE], "expired", "expired yesterday", -1],
  ["expired before too broad", { expires: "2026-11-01", resource: "arn:*", max: 1 }, [ALICE, BOB], "expired", "expired 15 days ago", -15],
  ["too broad", { resource: "arn:*", max: 1 }, [ALICE, BOB], "too-broad", "matches 2 results, and may match 1"],
  ["too broad with an exact name that two results bear", { max: undefined }, [ALICE, { ...ALICE, fingerprint: "v1:b" }], "too-broad", "may match 1"],
  ["too broad before outgrown", { resource: "arn:*", max: 1 }, [critical, BOB], "too-broad", "matches 2"],
  ["outgrown by a severity above the rule's own", {}, [critical], "outgrown", "alice is critical, and high is waived"],
  ["outgrown by a severity above the one it names", { severity: "low" }, [ALICE], "outgrown", "alice is high, and low is waived"],
  ["active for a severity that it names", { severity: "critical" }, [critical], "active", null],
  ["active for a severity that has fallen", {}, [low], "active", null],
  ["outgrown by a date that its severity does not allow", { expires: "2027-03-01" }, [ALICE], "outgrown", "write expires: 2027-02-14 or earlier"],
  ["active with that date for a severity that does", { expires: "2027-03-01", severity: "low" }, [low], "active", null],
  ["outgrown by one of those it names", { resource: "arn:*", max: 5 }, [BOB, critical], "outgrown", "alice is critical"],
  ["unused when nothing that it names is open", {}, [BOB], "unused", "nothing that it names is open"],
  ["not unused before the apply of what a plan makes", { resource: "planned:aws_iam_role.app" }, [ALICE], "active", "no such plan was judged this time"],
  ["not unused while what it names is unknown", {}, [unknown], "active", "it does not say unknown: true"],
  ["active for an unknown that it says", { unknown: true }, [unknown], "active", null],
  ["not unused when its rule was not run", { rule: "root-mfa" }, [BOB], "active", "its rule was not run this time"],
  ["not unused when its account was not judged", { account: "111122223333" }, [ALICE], "active", "its account was not judged this time"],
  ["not unused when its ARN is of an account that was not judged", { resource: "arn:aws:iam::111122223333:user/x" }, [ALICE], "active", "not judged"],
];

test.each(CASES)("a waiver is %s", (_name, fields, open, state, detail, daysLeft) => {
  const after = waived(judged(...open), waivers(fields));
  const [only] = after.waivers ?? [];
  expect(only).toMatchObject({ state, file: "waivers/team.yaml", line: 2, ...(daysLeft === undefined ? {} : { daysLeft }) });
  if (detail === null) expect(only?.detail).toBeNull();
  else expect(only?.detail).toContain(detail);
  const waives = detail === null && (state === "active" || state === "expiring");
  expect(after.results.some(({ waiver }) => waiver !== undefined)).toBe(waives);
});

describe("a misspelt rule", () => {
  it("is told with the nearest where all rules are known", () => {
    const rules = [{ id: "user-console-mfa", controls: {} }];
    const [state] = waived(judged(BOB), waivers({ rule: "user-consle-mfa" }), { rules }).waivers ?? [];
    expect(state).toMatchObject({ state: "unused", detail: "no rule is called user-consle-mfa. Did you mean `user-console-mfa`?" });
  });

  it("is not told where the run chose some rules alone", () => {
    const [state] = waived(judged(BOB), waivers({ rule: "user-consle-mfa" })).waivers ?? [];
    expect(state?.state).toBe("active");
  });
});

describe("recorded evidence", () => {
  const with_ = (...evidences: Result["evidence"]): Result => ({ ...ALICE, evidence: evidences });
  const CHANGES: [string, Record<string, unknown>, Result, string | null][] = [
    ["holds while it is the same", { a: false, b: ["x", "y"] }, with_(evidence("a", false), evidence("b", ["x", "y"])), null],
    ["holds when a list loses elements", { b: ["x", "y"] }, with_(evidence("b", ["y"])), null],
    ["is outgrown when a list gains one", { b: ["x"] }, with_(evidence("b", ["x", "z"])), "another b"],
    ["is outgrown by another value", { a: 2 }, with_(evidence("a", 3)), "another a"],
    ["is outgrown by a value that decides no longer", { a: 2 }, with_(evidence("c", 3)), "another a"],
    ["holds what is unknown now", { a: 2 }, with_(evidence("a", { $unknown: "g1" })), null],
    ["holds when an element is gone", { "k[A].on": true, "k[B].on": true }, with_(evidence("k[A].on", true)), null],
    ["is outgrown by an element more", { "k[A].on": true }, with_(evidence("k[A].on", true), evidence("k[C].on", true)), "another k[C].on"],
    ["holds other fields of an element that was there", { "k[A].on": true }, with_(evidence("k[A].on", true), evidence("k[A].at", 1)), null],
    ["says nothing of paths that it does not name", { a: 1 }, with_(evidence("a", 1), evidence("z", 9)), null],
  ];

  it.each(CHANGES)("%s", (_name, recorded, finding, detail) => {
    const [state] = waived(judged(finding), waivers({ evidence: recorded })).waivers ?? [];
    expect(state?.state).toBe(detail === null ? "active" : "outgrown");
    if (detail !== null) expect(state?.detail).toContain(detail);
  });
});

describe("a waiver names", () => {
  const event = result({
    rule: "trail-stopped",
    occurrence: "e1",
    at: "2026-11-16T11:00:00Z",
    actor: `arn:aws:sts::${ACCOUNT}:assumed-role/deploy/run-7`,
    actorRole: `arn:aws:iam::${ACCOUNT}:role/ci/deploy`,
    resource: { kind: "trail", arn: `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/main`, id: null, name: "main" },
  });
  const noTarget = result({ ...event, resource: { kind: "role", arn: event.actor ?? "", id: "AROAX:run-7", name: "deploy" } });
  const kind = result({ rule: "user-console-mfa", resource: { kind: "user", arn: null, id: null, name: null } });
  const renamed = judged(ALICE);
  renamed.rules = renamed.rules.map((rule) => ({ ...rule, formerly: ["console-mfa"] }));
  const ou = (path: string | null) => ({ ouPathOf: (id: string) => (id === ACCOUNT ? path : null) });
  const elsewhere = result({ rule: "user-console-mfa", account: null });

  it.each([
    ["a unique id", { resource: "AIDAalice" }, judged(ALICE), {}, true],
    ["an ARN", { resource: `arn:aws:iam::${ACCOUNT}:user/alice` }, judged(ALICE), {}, true],
    ["a part of an ARN not", { resource: `arn:aws:iam::${ACCOUNT}:user/ali` }, judged(ALICE), {}, false],
    ["a glob of ARNs", { resource: "arn:aws:iam::*:user/al?ce", max: 1 }, judged(ALICE), {}, true],
    ["a fingerprint", { resource: ALICE.fingerprint }, judged(ALICE), {}, true],
    ["another fingerprint", { resource: FINGERPRINT }, judged(ALICE), {}, false],
    ["the kind's own result with a star", { resource: "*", max: 1 }, judged(kind), {}, true],
    ["the kind's own result not with a glob of ARNs", { resource: "arn:*", max: 1 }, judged(kind), {}, false],
    ["rules by a glob", { rule: "user-*", max: 1 }, judged(ALICE), {}, true],
    ["a rule by an earlier id", { rule: "console-mfa" }, renamed, {}, true],
    ["an account", { account: ACCOUNT }, judged(ALICE), {}, true],
    ["accounts by a glob", { account: "4444*" }, judged(ALICE), {}, true],
    ["no account that nobody knows", { account: "*" }, judged(elsewhere), {}, false],
    ["an organizational unit by its path", { ou: "o-x/r-1/ou-sandbox/*" }, judged(ALICE), ou("o-x/r-1/ou-sandbox/ou-a"), true],
    ["another unit", { ou: "o-x/r-1/ou-prod*" }, judged(ALICE), ou("o-x/r-1/ou-sandbox"), false],
    ["no account whose unit is not known", { ou: "*" }, judged(ALICE), ou(null), false],
    ["an event's target", { rule: "trail-stopped", resource: undefined, target: "arn:aws:cloudtrail:*:trail/main", max: 1 }, judged(event), {}, true],
    ["an event's target as its resource", { rule: "trail-stopped", resource: "arn:aws:cloudtrail:*:trail/main", max: 1 }, judged(event), {}, true],
    ["an event's actor", { rule: "trail-stopped", resource: undefined, actor: "arn:aws:sts::*:assumed-role/deploy/*", max: 1 }, judged(event), {}, true],
    ["an event's actor by its role", { rule: "trail-stopped", resource: undefined, actor: `arn:aws:iam::${ACCOUNT}:role/ci/deploy` }, judged(event), {}, true],
    ["another actor", { rule: "trail-stopped", resource: undefined, actor: "arn:aws:sts::*:assumed-role/admin/*", max: 1 }, judged(event), {}, false],
    ["no target where the record has none", { rule: "trail-stopped", resource: undefined, target: "*", max: 1 }, judged(noTarget), {}, false],
    [
      "the actor as the resource where there is no target",
      { rule: "trail-stopped", resource: "arn:aws:sts::*:assumed-role/deploy/*", max: 1 },
      judged(noTarget),
      {},
      true,
    ],
    ["no target of a state rule", { resource: undefined, target: "*", max: 5 }, judged(ALICE), {}, false],
  ] as const)("%s", (_name, fields, of, context, matches) => {
    const after = waived(of, waivers(fields), context);
    expect(after.results.some(({ waiver }) => waiver !== undefined)).toBe(matches);
  });
});

test("of two waivers that hold, a result shows the first", () => {
  const [first] = waived(judged(ALICE), waivers({ reason: "one" }, { reason: "two" })).results;
  expect(first?.waiver?.reason).toBe("one");
});

test("a waiver that does not hold leaves the result to the next", () => {
  const after = waived(judged(ALICE), waivers({ expires: "2026-11-01" }, { reason: "two" }));
  expect(after.results[0]?.waiver).toMatchObject({ reason: "two", line: 8, daysLeft: 24, ticket: null });
  expect(counted(after)).toEqual([]);
});

test("limits of reeve.yaml take the place of ours", () => {
  const [state] = waived(judged(ALICE), waivers({}), { maxDays: { high: 7 } }).waivers ?? [];
  expect(state).toMatchObject({ state: "outgrown" });
  expect(waived(judged(ALICE), waivers({}), { expiringDays: 60 }).waivers?.[0]?.state).toBe("expiring");
});

test("a result is waived in one account and not in another", () => {
  const other = { ...ALICE, account: "111122223333", resource: user("alice") };
  const after = waived(judged(ALICE, other), waivers({ account: ACCOUNT }));
  expect(after.results.map(({ waiver }) => waiver !== undefined)).toEqual([true, false]);
});
