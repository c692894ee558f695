import { describe, expect, test } from "vitest";
import { largeDocument } from "../../../bench/large-document.ts";
import { type EvaluateOptions, loadRules } from "../../../engine/index.ts";
import type { ReeveDocument, ReeveResults, document as records } from "../../../schemas/index.ts";
import { evaluate } from "../../judged.ts";

const POLICY = "arn:aws:iam::111122223333:policy/policy-000007";
const BEFORE = "2024-05-31T00:00:00.000Z";
const AFTER = "2024-06-02T00:00:00.000Z";

/** A DetachUserPolicy call as the collectors normalize it. Source: IAM API Reference, DetachUserPolicy. */
function detach(change: { [K in keyof records.Event]?: records.Event[K] } = {}): records.Event {
  const target = { kind: "user" as const, name: "user-000000", arn: "arn:aws:iam::111122223333:user/user-000000" };
  const unset = { groupName: null, roleName: null, inlineName: null, policyName: "P", after: null, passwordPolicyAfter: null };
  const record = { eventName: "DetachUserPolicy", eventSource: "iam.amazonaws.com", requestParameters: { userName: "user-000000", policyArn: POLICY } };
  const actor = {
    type: "AssumedRole",
    arn: "arn:aws:sts::111122223333:assumed-role/ci/x",
    name: "ci",
    principalId: "AROA:x",
    roleArn: "arn:aws:iam::111122223333:role/ci",
  };
  const rest = { permissionSet: null, sessionName: "x", sourceIdentity: null, accountId: "111122223333", isRoot: false, assumedRoot: false };
  return {
    id: "e1",
    accountId: "111122223333",
    at: AFTER,
    region: "us-east-1",
    record,
    actor: {
      ...actor,
      ...rest,
      label: "arn:aws:iam::111122223333:user/ana",
      onBehalfOf: null,
      mfa: null,
      viaService: null,
      accessKeyId: null,
      longTermKeyId: null,
      ip: null,
    },
    target,
    change: { kind: "detach", target, userName: "user-000000", policyArn: POLICY, ...unset },
    outcome: "success",
    unknownPaths: [],
    ...change,
  };
}

const rules = (body: string) => {
  const text = `id: detached\ntitle: Nothing is detached\nseverity: medium\nresource: event\nrationale: Because.\n${body}\nmessage: "{{actor.name}} detached {{change.policyArn}}"`;
  const { rules: loaded, diagnostics } = loadRules([{ file: "rules/x/detached.yaml", text }]);
  if (loaded.length === 0) throw new Error(diagnostics.map((one) => one.message).join("\n"));
  return loaded;
};

function run(body: string, events: unknown[], change: (document: ReeveDocument) => void = () => {}, options: EvaluateOptions = {}): ReeveResults {
  const document = { ...structuredClone(largeDocument(2, 1)), events } as ReeveDocument;
  change(document);
  const outcome = evaluate(document, rules(body), { stated: "kept", ...options });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors));
  return outcome.results;
}

const DENIES = "match: { event.eventName: DetachUserPolicy, change.policy.denies: { default: false, is: true } }";
const ANY = "match: { event.eventName: DetachUserPolicy }";

describe("an event rule", () => {
  test("gives a finding the tests of match that it meets as facts, and none to what is unknown", () => {
    const body =
      "match: { and: [{ event.eventName: DetachUserPolicy }, { or: [{ outcome: success }, { actor.name: nobody }] }] }\nunless: { actor.name: break-glass }";
    const [result] = run(body, [detach()]).results;
    expect(result?.facts).toEqual([
      { clause: "match:0", element: null, operator: "is", bound: "DetachUserPolicy", value: "DetachUserPolicy" },
      { clause: "match:1", element: null, operator: "is", bound: "success", value: "success" },
    ]);
    const [unknown] = run(DENIES, [detach({ at: "2019-01-01T00:00:00.000Z" })]).results;
    expect([unknown?.status, unknown?.facts]).toEqual(["unknown", undefined]);
  });

  test("lists findings about the target, by the record's own account and time", () => {
    expect(run(ANY, [detach()]).results).toMatchObject([
      {
        status: "fail",
        occurrence: "e1",
        at: AFTER,
        account: "111122223333",
        region: "us-east-1",
        resource: { kind: "user", name: "user-000000" },
        message: `ci detached ${POLICY}`,
      },
    ]);
  });

  test("counts what does not match and what is excused", () => {
    const results = run(`${ANY}\nunless: { actor.name: ci }`, [detach(), detach({ id: "e2", record: { eventName: "GetUser" } })]);
    expect(results.results).toEqual([]);
    expect(results.counts).toMatchObject([{ judged: 2, noMatch: 1, excused: 1, fail: 0 }]);
  });

  test("whose excuse cannot be judged leaves the match unexcused", () => {
    const event = detach();
    const unread = { ...event, actor: { ...event.actor, name: { $unknown: "g1" } } };
    expect(run(`${ANY}\nunless: { actor.name: ci }`, [unread]).results).toMatchObject([{ status: "unknown", reason: "unexcused", gaps: ["g1"] }]);
  });

  test("over no records is not applicable, and says once that records are hidden", () => {
    expect(run(ANY, []).results).toMatchObject([{ status: "not-applicable", resource: { name: null } }]);
    const hidden = run(ANY, [detach(), { $unknown: "g1" }]);
    expect(hidden.results.map((result) => [result.status, result.reason])).toEqual([
      ["fail", undefined],
      ["unknown", "open-list"],
    ]);
  });

  const gap = { deniedBy: null, permission: null, scope: "x", message: "x" };
  const COVERING = { ...gap, source: "cloudtrail:LookupEvents", reason: "NotCollected" as const, covers: ["eventSource=iam.amazonaws.com"] };
  test.each([
    ["a file longer than was read", { ...gap, source: "logs/a.json.gz", reason: "Truncated" as const }, [["unknown", ["g91"]]]],
    ["a broken file", { ...gap, source: "logs/a.json.gz", reason: "FileBroken" as const }, [["unknown", ["g91"]]]],
    ["nothing, where a part of one record was cut off", { ...gap, source: "CloudTrail record", reason: "Truncated" as const }, []],
  ])("says once that records are hidden by %s, beside a history that was asked for all that the rule matches", (_, other, expected) => {
    const events = [detach({ record: { eventName: "GetUser" } }), { $unknown: "g90" }];
    const match = "match: { event.eventSource: iam.amazonaws.com, event.eventName: DetachUserPolicy }";
    const { results } = run(match, events, (document) => Object.assign(document.gaps, { g90: COVERING, g91: other }));
    expect(results.map((result) => [result.status, result.gaps])).toEqual(expected);
  });

  test("judges a record that holds marks and prototypes as it judges any other", () => {
    const hostile = JSON.parse('{"userName":{"$unknown":"g1"},"__proto__":{"policyArn":"x"},"constructor":"y","list":[{"$unknown":"g1"}]}');
    const event = detach({ record: { eventName: "DetachUserPolicy", requestParameters: hostile } });
    const exists = (path: string) => run(`match: { event.eventName: DetachUserPolicy, event.requestParameters.${path}: { exists: true } }`, [event]).counts[0];
    expect(exists("userName")).toMatchObject({ fail: 1, unknown: 0 });
    expect(exists("policyArn")).toMatchObject({ noMatch: 1, unknown: 0 });
    expect(exists("toString")).toMatchObject({ noMatch: 1, unknown: 0 });
    expect(exists("list")).toMatchObject({ fail: 1, unknown: 0 });
  });

  test("knows nothing of a part of the record that was cut off", () => {
    const cut = detach({ unknownPaths: [{ path: "requestParameters", gap: "g1" }] });
    expect(run("match: { event.requestParameters.userName: user-000000 }", [cut]).results).toMatchObject([{ status: "unknown", gaps: ["g1"] }]);
  });
});

describe("the state before an event", () => {
  const touch = detach({
    id: "e0",
    at: "2024-06-01T12:00:00.000Z",
    record: { eventName: "CreatePolicyVersion", eventSource: "iam.amazonaws.com", requestParameters: { policyArn: POLICY } },
  });
  const read = { ...touch, record: { ...touch.record, eventName: "GetPolicy", readOnly: true } };
  const denied = { ...touch, outcome: "denied" as const };
  const attached = { ...touch, record: { ...touch.record, eventName: "AttachGroupPolicy", requestParameters: { policyArn: POLICY, groupName: "other" } } };
  const elsewhere = { ...touch, record: { ...touch.record, requestParameters: { policyArn: "arn:other" } } };

  test.each<[string, unknown[], string, string]>([
    ["is what an older snapshot says", [detach()], "fail", ""],
    ["is unknown to a snapshot newer than the event", [detach({ at: BEFORE })], "unknown", "snapshot-newer-than-event"],
    ["is unknown of another account's record", [detach({ accountId: "999988887777" })], "unknown", "other-account:999988887777"],
    ["is unknown once a call has changed it since", [touch, detach()], "unknown", "changed-since:policy policy-000007"],
    ["is known although the policy was attached elsewhere since", [attached, detach()], "fail", ""],
    ["is known although somebody read it since", [read, detach()], "fail", ""],
    ["is known although a change was refused since", [denied, detach()], "fail", ""],
    ["is known although another policy was changed since", [elsewhere, detach()], "fail", ""],
  ])("%s", (_, events, status, gap) => {
    const found = run(DENIES, events).results.filter((result) => result.occurrence === "e1");
    expect(found).toMatchObject([{ status, gaps: gap === "" ? [] : [gap] }]);
  });

  test("is unknown of the fields alone that a call since then may have changed", () => {
    const before = { ...touch, record: { ...touch.record, eventName: "AttachGroupPolicy", requestParameters: { policyArn: POLICY, groupName: "other" } } };
    const count = "match: { change.policy.attachmentCount: { gte: 1, default: 1 } }";
    const found = run(count, [before, detach()]).results.filter((result) => result.occurrence === "e1");
    expect(found).toMatchObject([{ status: "unknown", gaps: ["changed-since:policy policy-000007"] }]);
  });

  test("is unknown where records are hidden", () => {
    const results = run(DENIES, [detach(), { $unknown: "g1" }]).results;
    expect(results.map((result) => result.status)).toEqual(["unknown", "unknown"]);
  });

  test("is unknown of a resource that the snapshot does not hold, for it may be younger", () => {
    const results = run(DENIES, [detach()], (document) => Object.assign(document, { policies: [] }));
    expect(results.results).toMatchObject([{ status: "unknown", gaps: [`missing:policy:${POLICY}`] }]);
  });

  test("never hides when a resource was made", () => {
    const results = run("match: { event.eventName: DetachUserPolicy, change.user.createdAt: { exists: true, olderThan: 1d } }", [detach({ at: BEFORE })]);
    expect(results.results).toMatchObject([{ status: "fail" }]);
  });

  test("finds a user by name whatever the letter case", () => {
    const event = detach();
    const shouted = { ...event, change: { ...event.change, userName: "USER-000000" } };
    expect(run("match: { event.eventName: DetachUserPolicy, change.user.path: /break-glass/ }", [shouted]).results).toMatchObject([{ status: "fail" }]);
  });

  test("includes what the detached policy said", () => {
    expect(run("match: { event.eventName: DetachUserPolicy, change.before.denies: { default: false, is: true } }", [detach()]).results).toMatchObject([
      { status: "fail" },
    ]);
  });
});
