import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalizeRecords } from "../../../../collectors/normalize/cloudtrail/event-set.ts";
import { completeDocument } from "../../../../engine/author/testing/complete.ts";
import { derive } from "../../../../engine/evaluate/index.ts";

const NOT_GIVEN = { $unknown: "not-given" };
const EXTERNAL = { name: "a", type: "ACCOUNT", status: "ACTIVE" };

/** The completed document as plain JSON, for looking into it. */
function completed(given: Record<string, unknown>) {
  const { document, problems } = completeDocument(given, normalizeRecords);
  return { document: JSON.parse(JSON.stringify(document)), problems };
}

describe("a completed document", () => {
  it("has a fixed account, partition and time", () => {
    const { document } = completed({});
    expect(document.collectedAt).toBe("2026-01-15T12:00:00.000Z");
    expect(document.account).toMatchObject({ id: "111122223333", partition: "aws", arn: "arn:aws:iam::111122223333:root" });
    expect(document.root.arn).toBe("arn:aws:iam::111122223333:root");
  });

  it.each(["yesterday", "2026-02-30T00:00:00Z", "", 5, null])("is refused a time that is none: %j", (collectedAt) => {
    expect(completed({ collectedAt }).problems).toMatchObject([{ path: "given.collectedAt" }]);
  });

  it.each([
    ["users", "a b"],
    ["groups", "admins/all"],
    ["policies", "read only"],
    ["samlProviders", "two words"],
  ])("is refused a name that no collector gives, as a rule is: %s named %j", (list, name) => {
    expect(completed({ [list]: [{ name }] }).problems.map(({ path }) => path)).toContain(`given.${list}[0].name`);
  });

  it("holds what is left out as unknown, lists and fields alike", () => {
    const { document } = completed({ users: [{ name: "ana" }] });
    expect(document.roles).toEqual(NOT_GIVEN);
    expect(document.account.passwordPolicy).toEqual(NOT_GIVEN);
    expect(document.users[0].mfaActive).toEqual(NOT_GIVEN);
    expect(document.users[0].createdAt).toEqual(NOT_GIVEN);
    expect(document.gaps["not-given"]).toMatchObject({ reason: "NotCollected" });
  });

  it("works out ARN, path and unique id from a name, and the name from an ARN", () => {
    const { document } = completed({
      account: { partition: "aws-cn", id: "444455556666" },
      users: [{ name: "ana", path: "/team/" }],
      policies: [{ arn: "arn:aws-cn:iam::aws:policy/job-function/Billing" }],
      trails: [{ name: "all", homeRegion: "cn-north-1" }, { arn: "arn:aws-cn:cloudtrail:cn-north-1:777788889999:trail/org" }],
    });
    expect(document.users[0]).toMatchObject({ arn: "arn:aws-cn:iam::444455556666:user/team/ana", id: "AIDAANA" });
    expect(document.policies[0]).toMatchObject({ name: "Billing", path: "/job-function/", awsManaged: true });
    expect(document.trails[0]).toMatchObject({ arn: "arn:aws-cn:cloudtrail:cn-north-1:444455556666:trail/all", ownedByAccount: true });
    expect(document.trails[1]).toMatchObject({ name: "org", homeRegion: "cn-north-1", ownedByAccount: false });
  });

  it("knows a service-linked role by its path", () => {
    const { document } = completed({ roles: [{ name: "a", path: "/aws-service-role/x.amazonaws.com/" }, { name: "b" }] });
    expect(document.roles.map(({ serviceLinked }: { serviceLinked: boolean }) => serviceLinked)).toEqual([true, false]);
  });

  it("fills in the other side of a reference", () => {
    const { document } = completed({
      users: [{ name: "ana" }, { name: "ben" }],
      groups: [{ name: "devs", members: ["ana"] }],
      roles: [],
      accessKeys: [{ id: "AKIA1", user: "ana" }],
      mfaDevices: [],
      policies: [{ name: "p", attachedTo: [{ kind: "group", name: "devs" }] }],
    });
    const [ana, ben] = document.users;
    expect(ana).toMatchObject({ groupArns: ["arn:aws:iam::111122223333:group/devs"], accessKeyIds: ["AKIA1"], mfaDeviceIds: [], attachedPolicyArns: [] });
    expect(ben).toMatchObject({ groupArns: [], accessKeyIds: [] });
    expect(document.groups[0].attachedPolicyArns).toEqual(["arn:aws:iam::111122223333:policy/p"]);
    expect(document.policies[0].attachmentCount).toBe(1);
    expect(document.accessKeys[0]).toMatchObject({ userArn: "arn:aws:iam::111122223333:user/ana", userName: "ana" });
  });

  it("gathers the principals of a policy from their own lists when all three are given", () => {
    const { document } = completed({
      users: [],
      groups: [],
      roles: [{ name: "deploy", attachedPolicies: ["p"] }],
      policies: [{ name: "p" }],
    });
    expect(document.policies[0]).toMatchObject({
      attachedTo: [{ kind: "role", name: "deploy", arn: "arn:aws:iam::111122223333:role/deploy" }],
      attachmentCount: 1,
    });
  });

  it.each([
    ["a region with an active one of external access, once", [EXTERNAL, { ...EXTERNAL, name: "b", type: "ORGANIZATION" }], ["us-east-1"]],
    [
      "none for another type or status",
      [
        { ...EXTERNAL, type: "ACCOUNT_UNUSED_ACCESS" },
        { ...EXTERNAL, name: "b", status: "CREATING" },
      ],
      [],
    ],
    ["an open list where theirs is open", [EXTERNAL, { $unknown: "Throttled" }], ["us-east-1", { $unknown: "Throttled" }]],
    ["unknown where they are", { $unknown: "Throttled" }, { $unknown: "Throttled" }],
    ["an open list where one does not tell its status", [{ name: "a", type: "ACCOUNT" }], [NOT_GIVEN]],
    ["unknown where they are not given", undefined, NOT_GIVEN],
  ])("takes from the analyzers where external access is analysed: %s", (_, analyzers, regions) => {
    const { account } = derive(completed(analyzers === undefined ? {} : { analyzers }).document, undefined, "kept");
    expect(account).toMatchObject({ externalAnalyzerRegions: regions });
  });

  it("leaves a reverse side open where the given side may hold more", () => {
    const { document } = completed({ users: [{ name: "ana" }], accessKeys: [{ id: "AKIA1", user: "ana" }, { $unknown: "Throttled" }] });
    expect(document.users[0].accessKeyIds).toEqual(["AKIA1", { $unknown: "Throttled" }]);
  });

  it("leaves a reverse side open where a given resource does not tell its own", () => {
    const { document } = completed({ users: [{ name: "ana" }], groups: [{ name: "devs" }] });
    expect(document.users[0].groupArns).toEqual([NOT_GIVEN]);
  });

  it("makes a gap of each unknown, with the reason its name tells or the case gives", () => {
    const { document } = completed({
      account: { passwordPolicy: { $unknown: "Throttled" }, summary: { $unknown: "g1" } },
      gaps: { g1: { source: "iam:GetAccountSummary", deniedBy: "scp" } },
    });
    expect(document.gaps.Throttled).toMatchObject({ reason: "Throttled" });
    expect(document.gaps.g1).toMatchObject({ reason: "AccessDenied", source: "iam:GetAccountSummary", deniedBy: "scp" });
  });

  it("leaves a record as it is, and makes an event of it", () => {
    const record = {
      eventID: "e1",
      eventTime: "2026-01-15T11:00:00Z",
      eventName: "GetUser",
      eventSource: "iam.amazonaws.com",
      requestParameters: { $unknown: "x" },
    };
    const { document } = completed({ events: [record] });
    expect(document.events[0]).toMatchObject({ id: "e1", record });
  });

  it.each([
    [{ usres: [] }, "given.usres"],
    [{ users: [{ name: "ana", mfaActiv: true }] }, "given.users[0].mfaActiv"],
    [{ users: [{ name: "ana", mfaActive: "true" }] }, "given.users[0].mfaActive"],
    [{ users: [{ name: "ana", createdAt: "long ago" }] }, "given.users[0].createdAt"],
    [{ users: [{ name: "ana", createdAt: null }] }, "given.users[0].createdAt"],
    [{ users: [{ id: { $unknown: "g1" } }] }, "given.users[0].id"],
    [{ users: [{ $unknown: "g1" }, { name: "ana" }] }, "given.users"],
    [{ mfaDevices: [{ id: "m", type: "card" }] }, "given.mfaDevices[0].type"],
    [{ account: { passwordPolicy: { minimumPasswordLength: 14.5 } } }, "given.account.passwordPolicy.minimumPasswordLength"],
  ])("refuses %j", (given, path) => {
    expect(completed(given).problems.map((problem) => problem.path)).toContain(path);
  });

  it("never throws, whatever a case gives", () => {
    const lists = fc.constantFrom("users", "accessKeys", "groups", "roles", "policies", "trails", "account", "root", "events", "gaps", "collectedAt");
    fc.assert(
      fc.property(fc.dictionary(lists, fc.oneof(fc.jsonValue(), fc.array(fc.jsonValue()))), (given) => void completed(given as Record<string, unknown>)),
    );
  });
});
