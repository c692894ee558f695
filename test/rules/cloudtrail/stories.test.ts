import { describe, expect, it } from "vitest";
import { eventsOnly, judged, packRules, told, withSnapshot } from "./pack.ts";

const rules = packRules();
const fixture = (name: string): string => `test/fixtures/cloudtrail-rules/${name}.json`;
const PARAMS = {
  guardrailPolicies: ["arn:*:iam::*:policy/guardrails/*"],
  expectedActors: ["arn:aws:iam::111122223333:role/platform/PlatformDeploy"],
  breakGlass: ["arn:*:iam::*:role/break-glass/*"],
};

describe("an intruder with a developer's session", () => {
  it("is told step by step, from the records alone", async () => {
    expect(told(judged(await eventsOnly(fixture("intrusion")), rules, PARAMS))).toMatchInlineSnapshot(`
      [
        "02-refused guardrail-change-attempted: medium finding",
        "03-detach-group guardrail-weakened: critical finding",
        "03-detach-group unexpected-detach: high finding",
        "04-mfa-off mfa-device-deactivated: high finding",
        "05-password credentials-made-for-another: high finding",
        "06-sign-in console-sign-in-without-mfa: high finding",
        "07-admin admin-granted: high finding",
        "08-key credentials-made-for-another: high finding",
        "09-hidden admin-granted: high unknown",
        "09-hidden guardrail-change-unreadable: high unexcused",
        "09-hidden policy-content-weakened: high unexcused",
        "10-blind trail-stopped: critical finding",
      ]
    `);
  });

  it("is told with what the policy said and whom it frees, where a snapshot was taken before", () => {
    const document = withSnapshot(fixture("intrusion"), {
      policies: [{ arn: "arn:aws:iam::111122223333:policy/guardrails/RequireMfa", denies: true, requiresMfa: true, statements: [] }],
      groups: [{ name: "people", members: ["carol", "dave"] }],
      users: [{ name: "carol" }, { name: "dave" }],
    });
    const { results } = judged(document, rules, PARAMS);
    const detach = results.find(({ rule, occurrence }) => rule === "unexpected-detach" && occurrence === "03-detach-group");
    expect(Object.fromEntries((detach?.evidence ?? []).map(({ path, value }) => [path, value]))).toMatchObject({
      "actor.roleArn": "arn:aws:iam::111122223333:role/sandbox/Developer",
      "change.policyArn": "arn:aws:iam::111122223333:policy/guardrails/RequireMfa",
      "change.before.denies": true,
      "change.group.memberArns": ["arn:aws:iam::111122223333:user/carol", "arn:aws:iam::111122223333:user/dave"],
    });
  });
});

describe("a deployment by the pipeline", () => {
  it("is excused throughout, and the hand that imitates its tool is not", async () => {
    const results = judged(await eventsOnly(fixture("deployment")), rules, PARAMS);
    expect(told(results)).toMatchInlineSnapshot(`
      [
        "07-by-hand unexpected-detach: high finding",
      ]
    `);
    expect(results.counts.find(({ rule }) => rule === "unexpected-detach")).toMatchObject({ excused: 1, fail: 1 });
  });

  it("is told whole where nobody has named the pipeline", async () => {
    const { expectedActors: _, ...rest } = PARAMS;
    expect(told(judged(await eventsOnly(fixture("deployment")), rules, rest))).toMatchInlineSnapshot(`
      [
        "01-detach unexpected-detach: high finding",
        "02-attach admin-granted: high unknown",
        "02-attach permissions-granted: high finding",
        "04-version policy-content-weakened: high unexcused",
        "05-tag principal-identity-escaped: medium finding",
        "06-trust principal-identity-escaped: high unexcused",
        "07-by-hand unexpected-detach: high finding",
      ]
    `);
  });
});

describe("a user deleted in the console", () => {
  it("is told detach by detach: sequences are not told apart yet", async () => {
    expect(told(judged(await eventsOnly(fixture("console-delete-user")), rules, PARAMS))).toMatchInlineSnapshot(`
      [
        "01-detach unexpected-detach: high finding",
        "02-inline unexpected-detach: high finding",
        "03-leave group-protection-lost: high unexcused",
        "04-mfa mfa-device-deactivated: high finding",
      ]
    `);
  });
});

describe("a session of emergency access", () => {
  it("is told from its beginning, with every call that writes, and never excused", async () => {
    expect(told(judged(await eventsOnly(fixture("break-glass-session")), rules, { ...PARAMS, expectedActors: ["*"] }))).toMatchInlineSnapshot(`
      [
        "01-take break-glass-used: high finding",
        "03-detach break-glass-used: high finding",
        "03-detach guardrail-weakened: critical finding",
        "03-detach unexpected-detach: high finding",
        "04-restore admin-granted: high unknown",
        "04-restore break-glass-used: high finding",
        "04-restore permissions-granted: high finding",
      ]
    `);
  });
});

describe("the snapshot and what happened since", () => {
  it("speaks of the first detach, and no longer of a policy that was rewritten in between", () => {
    const allowOnly = {
      arn: "arn:aws:iam::111122223333:policy/guardrails/RequireMfa",
      denies: false,
      requiresMfa: false,
      statements: [],
      defaultVersionId: "v1",
      denyDigests: [],
      allowDigests: [],
    };
    const document = withSnapshot(fixture("same-group-twice"), { policies: [allowOnly], groups: [{ name: "people", members: [] }], users: [] });
    const detaches = told(judged(document, rules, {})).filter((line) => line.includes("unexpected-detach"));
    expect(detaches).toMatchInlineSnapshot(`
      [
        "01-first unexpected-detach: low finding",
        "04-again unexpected-detach: high finding",
      ]
    `);
  });
});
