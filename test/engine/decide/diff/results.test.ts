import { describe, expect, test } from "vitest";
import { diffResults, type ResultsDiff } from "../../../../engine/index.ts";
import type { ReeveResults } from "../../../../schemas/index.ts";
import { account, MFA, rule, run, UNKNOWN } from "./judged.ts";

/** Who stands in which list; empty lists are left out. */
function who(diff: ResultsDiff): Record<string, unknown[]> {
  const named = {
    new: diff.new.map(({ resource }) => resource.name),
    fixed: diff.fixed.map(({ resource }) => resource.name),
    changed: diff.changed.map(({ after }) => after.resource.name),
    newlyUnknown: diff.newlyUnknown.map(({ resource }) => resource.name),
    unchanged: diff.unchanged.map(({ resource }) => resource.name),
    resolved: diff.resolved.map(({ resource }) => resource.name),
    unjudged: diff.unjudged.map(({ result, reason }) => `${result.resource.name} ${reason}`),
  };
  return Object.fromEntries(Object.entries(named).filter(([, list]) => list.length > 0));
}

/** The account with MFA as given, user by user; undefined takes the user away. */
const mfa = (...states: (boolean | typeof UNKNOWN | undefined)[]): ReeveResults =>
  run(
    account((document, users) => {
      for (const [at, state] of states.entries()) Object.assign(users[at] ?? {}, { mfaActive: state });
      document.users = users.slice(0, states.length).filter((_, at) => states[at] !== undefined) as never;
    }),
    [MFA],
  );
const name = (at: number): string => `user-00000${at}`;

describe("of two runs", () => {
  const turns: [string, ReeveResults, ReeveResults, Record<string, unknown[]>][] = [
    ["what was none before is new", mfa(true, false), mfa(false, false), { new: [name(0)], unchanged: [name(1)] }],
    ["what is on a resource made since is new", mfa(true), mfa(true, false), { new: [name(1)] }],
    ["what was unknown and is a finding is new", mfa(UNKNOWN), mfa(false), { new: [name(0)] }],
    ["what passes now is fixed", mfa(false), mfa(true), { fixed: [name(0)] }],
    ["what was about a resource that is gone is fixed", mfa(true, false), mfa(true), { fixed: [name(1)] }],
    ["what was decided and is unknown is newly unknown", mfa(false, true), mfa(UNKNOWN, UNKNOWN), { newlyUnknown: [name(0), name(1)] }],
    ["what is unknown on a resource made since is newly unknown", mfa(true), mfa(true, UNKNOWN), { newlyUnknown: [name(1)] }],
    ["what stays unknown is unchanged", mfa(UNKNOWN), mfa(UNKNOWN), { unchanged: [name(0)] }],
    ["what was unknown and passes is resolved", mfa(UNKNOWN), mfa(true), { resolved: [name(0)] }],
  ];
  test.each(turns)("%s", (_, before, after, expected) => {
    expect(who(diffResults(before, after))).toEqual(expected);
  });

  test("the same finding by other evidence is changed, whatever the ages and the numbers of gaps", () => {
    const quiet = rule("quiet", "resource: user\nrequire: { user.name: { in: [nobody] } }\nevidence: [user.tags, user.mfaActive]\nmessage: m");
    const tagged = (key: string, gap: string, at: string): ReeveResults =>
      run(
        account((document, users) => {
          document.collection.sources.push({ source: "iam:GetCredentialReport", at });
          document.users = users.slice(0, 1) as never;
          Object.assign(users[0] ?? {}, { tags: [{ key, value: "" }], mfaActive: { $unknown: gap } });
        }),
        [quiet],
      );
    const before = tagged("one", "g1", "2024-05-31T23:00:00.000Z");
    expect(who(diffResults(before, tagged("one", "g2", "2024-05-31T20:00:00.000Z")))).toEqual({ unchanged: [name(0)] });
    expect(who(diffResults(before, tagged("two", "g1", "2024-05-31T23:00:00.000Z")))).toEqual({ changed: [name(0)] });
  });

  test("the same finding at another severity is changed", () => {
    const other = run(account(), [MFA], { severity: { "user-mfa": "critical" } });
    const before = run(account(), [MFA]);
    expect(diffResults(before, other).changed).toHaveLength(before.summary.status.fail);
  });
});

describe("a finding that is missing is not fixed", () => {
  const before = mfa(false);
  const list = (change: (document: Parameters<Parameters<typeof account>[0] & object>[0]) => void): ReeveResults => run(account(change), [MFA]);
  const cases: [string, ReeveResults, string[]][] = [
    ["where its rule was not run", run(account(), []), ["rule-absent"]],
    ["where its rule is off", run(account(), [MFA], { off: [{ rule: "user-mfa", reason: "later" }] }), ["rule-off"]],
    ["where the list could not be read", list((document) => Object.assign(document, { users: UNKNOWN })), ["list-unread"]],
    ["where the list is open", list((document) => Object.assign(document, { users: [UNKNOWN] })), ["list-unread"]],
    [
      "where another account was judged",
      list((document) => Object.assign(document, { account: { ...(document.account as object), id: "999988887777" } })),
      ["account-absent"],
    ],
  ];
  test.each(cases)("%s", (_, after, reasons) => {
    const diff = diffResults(before, after);
    expect(diff.fixed).toEqual([]);
    expect(diff.unjudged.map(({ reason }) => reason)).toEqual(reasons);
  });

  test("and the gap that hides it is named", () => {
    expect(
      diffResults(
        before,
        list((document) => Object.assign(document, { users: [UNKNOWN] })),
      ).unjudged[0]?.gaps,
    ).toEqual(["g1"]);
  });

  test("but where a list is open and the resource passes by name, it is fixed", () => {
    const after = list((document) => Object.assign(document, { users: [{ ...(document.users as object[])[0], mfaActive: true }, UNKNOWN] }));
    expect(who(diffResults(before, after))).toEqual({ fixed: [name(0)], newlyUnknown: [null] });
  });
});

describe("a rule that was renamed", () => {
  const renamed = rule("user-has-mfa", "formerly: [user-mfa]\nresource: user\nrequire: { user.mfaActive: true }\nmessage: m");
  test("keeps its findings", () => {
    const before = run(account(), [MFA]);
    const diff = diffResults(before, run(account(), [renamed]));
    expect(diff.unchanged).toHaveLength(before.summary.status.fail);
    expect(diff.new).toEqual([]);
  });

  test("fixes the findings it had under its old name", () => {
    const all = account((_, users) => users.map((user) => Object.assign(user, { mfaActive: true })));
    const diff = diffResults(mfa(false), run(all, [renamed]));
    expect(who(diff)).toEqual({ fixed: [name(0)] });
  });
});
