import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { normalizeRecords } from "../../../collectors/index.ts";
import { loadRules } from "../../../engine/index.ts";
import type { document, ReeveDocument } from "../../../schemas/index.ts";
import { evaluate } from "../../judged.ts";

/**
 * The time that a collection takes: what a record in it changes may be read before or after that. The sample's collection began at 06:00:00; its credential
 * report is of 03:00:00.
 */
const SNAPSHOT = JSON.parse(gunzipSync(readFileSync("samples/tideline.snapshot.json.gz")).toString("utf8")) as ReeveDocument;
const ACCOUNT = "444455556666";
for (const user of SNAPSHOT.users as unknown as Json[]) if (user.name === "emergency-1") user.tags = [{ key: "break-glass", value: "true" }];
const iam = (path: string): string => `arn:aws:iam::${ACCOUNT}:${path}`;

type Json = Record<string, unknown>;

const BULK = "iam:GetAccountAuthorizationDetails";

/** A call at a time of the morning of the snapshot. */
function at(time: string, eventName: string, requestParameters: Json, parts: Json = {}): Json {
  return {
    eventVersion: "1.11",
    eventTime: `2026-11-16T${time}Z`,
    eventSource: "iam.amazonaws.com",
    eventName,
    awsRegion: "us-east-1",
    eventID: `${eventName} ${time}`,
    recipientAccountId: ACCOUNT,
    userIdentity: { type: "AssumedRole", arn: `arn:aws:sts::${ACCOUNT}:assumed-role/PlatformDeploy/x`, accountId: ACCOUNT },
    requestParameters,
    responseElements: null,
    ...parts,
  };
}

const detach = (time: string, parts: Json = {}): Json =>
  at(time, "DetachGroupPolicy", { groupName: "administrators", policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" }, parts);
const probe = (time: string): Json => at(time, "GetUser", { userName: "ana.ferreira" }, { eventID: "probe", readOnly: true });
const mfaOff = (time: string, parts: Json = {}): Json =>
  at(time, "DeactivateMFADevice", { userName: "ana.ferreira", serialNumber: iam("u2f/ana.ferreira") }, parts);

const ATTACHED = "team.attachedPolicyArns: { exists: true, count: { gte: 1 } }";
const MFA = "ana.mfaActive: { exists: true, is: true }";

type Collection = Partial<document.Collection>;

/** fail (the condition holds of the snapshot) or unknown, for the record `probe`. */
function verdict(records: readonly Json[], condition: string, collection: Collection = {}): string {
  const text = `id: probe\ntitle: Probe\nseverity: low\nresource: event\nrationale: Probes.\nmatch:\n  event.eventID: probe\n  ${condition}
let:
  ana: { lookup: [user, ana.ferreira] }
  team: { lookup: [group, administrators] }
  bruno: { lookup: [user, bruno.costa] }
  ivan: { lookup: [user, ivan.petrov] }
  spare: { lookup: [user, emergency-1] }
  search: { lookup: [role, app-search] }
  writer: { lookup: [policy, "arn:aws:iam::${ACCOUNT}:policy/backup-writer"] }
  key: { lookup: [accessKey, AKIATIDE00301EXAMPLE] }
  boss: { lookup: [policy, "arn:aws:iam::aws:policy/AdministratorAccess"] }
  trail: { lookup: [trail, "arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/tideline-main"] }
message: Probe\n`;
  const { rules, diagnostics } = loadRules([{ file: "probe.yaml", text }]);
  if (rules.length === 0) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  const { events, gaps } = normalizeRecords(records);
  const outcome = evaluate({ ...SNAPSHOT, collection: { ...SNAPSHOT.collection, ...collection }, events, gaps: { ...SNAPSHOT.gaps, ...gaps } }, rules);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors));
  return outcome.results.results.find(({ occurrence }) => occurrence === "probe")?.status ?? "none";
}

/** A collection of five minutes whose bulk call was answered at this time. */
const readAt = (time: string): Collection => ({ durationMs: 300_000, calls: [{ api: BULK, count: 4, retryCount: 0, lastAt: `2026-11-16T${time}.000Z` }] });
const OWN = { eventID: "probe" };

describe("a record within the time in which a field was read", () => {
  it.each<[what: string, records: Json[], collection: Collection, expected: string]>([
    ["makes what it changes unknown for itself", [detach("06:00:30", OWN)], readAt("06:01:00"), "unknown"],
    ["makes it unknown for a later record", [detach("06:00:30"), probe("06:30:00")], readAt("06:01:00"), "unknown"],
    ["makes it unknown for an earlier record", [probe("06:00:10"), detach("06:00:30")], readAt("06:01:00"), "unknown"],
    ["does so for a minute after the answer", [detach("06:01:59", OWN)], readAt("06:01:00"), "unknown"],
    ["does so no longer after that", [detach("06:02:01", OWN)], readAt("06:01:00"), "fail"],
    ["leaves the state before a record after that known", [probe("06:00:10"), detach("06:02:01")], readAt("06:01:00"), "fail"],
    ["leaves what it does not change known", [mfaOff("06:00:30"), probe("06:00:40")], readAt("06:01:00"), "fail"],
  ])("%s", (_, records, collection, expected) => {
    expect(verdict(records, ATTACHED, collection)).toBe(expected);
  });

  it.each<[what: string, time: string, collection: Collection, expected: string]>([
    ["the end of the collection counts, where the call's answer is not dated", "06:04:30", { durationMs: 300_000, calls: [] }, "unknown"],
    ["and no more after that", "06:06:01", { durationMs: 300_000, calls: [{ api: BULK, count: 4, retryCount: 0 }] }, "fail"],
    ["the answer of another call does not", "06:01:30", { ...readAt("06:01:00"), durationMs: 60_000 }, "unknown"],
    ["fifteen minutes count, where the snapshot does not say how long it took", "06:15:59", { durationMs: null }, "unknown"],
    ["and no more after them", "06:16:01", { durationMs: null }, "fail"],
  ])("%s", (_, time, collection, expected) => {
    expect(verdict([detach(time, OWN)], ATTACHED, collection)).toBe(expected);
  });

  it("is not within the time of a field of another source", () => {
    const calls = [
      { api: BULK, count: 4, retryCount: 0, lastAt: "2026-11-16T06:00:10.000Z" },
      { api: "iam:GetCredentialReport", count: 1, retryCount: 0, lastAt: "2026-11-16T06:04:00.000Z" },
    ];
    expect(verdict([detach("06:02:00", OWN)], ATTACHED, { durationMs: 300_000, calls })).toBe("fail");
    expect(verdict([mfaOff("06:02:00", OWN)], MFA, { durationMs: 300_000, calls })).toBe("unknown");
  });
});

/** A change half a minute after the start of the collection, whose bulk call was answered half a minute later. */
const early = (name: string, parameters: Json, parts: Json = {}): Json => at("06:00:30", name, parameters, parts);
const ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess";
const READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess";
const team = (policyArn: string): Json => ({ groupName: "administrators", policyArn });
const made = (id: string): Json => ({ responseElements: { user: { userName: "ana.ferreira", userId: id } } });
const GONE = "users: { none: { name: gone.user } }";
const ANY = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] });
const text = (...Statement: Json[]): string => JSON.stringify({ Version: "2012-10-17", Statement });
const inline = (statement: Json, time = "06:00:30"): Json =>
  at(time, "PutUserPolicy", { userName: "emergency-1", policyName: "emergency-access", policyDocument: text(statement) });
const INLINE = "spare.inlinePolicies: { exists: true, count: { gte: 1 } }";
const trust = (service: string): Json =>
  early("UpdateAssumeRolePolicy", {
    roleName: "app-search",
    policyDocument: text({ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: service } }),
  });
const TRUST = "search.trustPolicy.statements: { exists: true, count: { gte: 1 } }";
const version = (statement: Json, parameters: Json = {}): Json =>
  early("CreatePolicyVersion", {
    policyArn: iam("policy/backup-writer"),
    policyDocument: text({ Effect: "Allow", Resource: ["arn:aws:s3:::tideline-backup", "arn:aws:s3:::tideline-backup/*"], ...statement }),
    setAsDefault: true,
    ...parameters,
  });
const VERSION = "writer.statements: { exists: true, count: { gte: 1 } }";
const PASSWORDS = {
  minimumPasswordLength: 8,
  requireSymbols: true,
  requireNumbers: true,
  requireUppercaseCharacters: true,
  requireLowercaseCharacters: true,
  allowUsersToChangePassword: true,
};
const passwords = (policy: Json): Json => early("UpdateAccountPasswordPolicy", policy);
const LENGTH = "account.passwordPolicy.minimumPasswordLength: { exists: true, is: 8 }";
const tag = (userName: string, one: Json, time = "06:00:30"): Json => at(time, "TagUser", { userName, tags: [one] });
const TAGS = "spare.tags: { exists: true, any: { item.key: break-glass, value: 'true' } }";
const trailCall = (name: string): Json => early(name, { name: "tideline-main" }, { eventSource: "cloudtrail.amazonaws.com", awsRegion: "eu-west-1" });

describe("a record while a field was read, for a later record", () => {
  it.each<[what: string, records: Json[], condition: string]>([
    ["a detached policy that the snapshot does not list", [early("DetachGroupPolicy", team(READ_ONLY))], ATTACHED],
    ["an attached policy that it lists", [early("AttachGroupPolicy", team(ADMIN))], ATTACHED],
    ["one named in another case", [early("AttachGroupPolicy", { groupName: "Administrators", policyArn: ADMIN })], ATTACHED],
    ["attached again after a detach", [early("DetachGroupPolicy", team(ADMIN)), at("06:00:40", "AttachGroupPolicy", team(ADMIN))], ATTACHED],
    ["an attached policy that lists the group", [early("AttachGroupPolicy", team(ADMIN))], "boss.attachedTo: { exists: true, any: { name: administrators } }"],
    ["an attached policy of AWS, which is there", [early("AttachGroupPolicy", team(ADMIN))], "boss: { exists: true }"],
    ["a detached policy of AWS that is in use nowhere", [early("DetachGroupPolicy", team(READ_ONLY))], `policies: { none: { arn: "${READ_ONLY}" } }`],
    [
      "a member of the group",
      [early("AddUserToGroup", { groupName: "administrators", userName: "ana.ferreira" })],
      "team.memberArns: { exists: true, count: { gte: 1 } }",
    ],
    [
      "a group of the user",
      [early("AddUserToGroup", { groupName: "administrators", userName: "ana.ferreira" })],
      "ana.groupArns: { exists: true, count: { gte: 1 } }",
    ],
    [
      "a former member",
      [early("RemoveUserFromGroup", { groupName: "administrators", userName: "wen.li" })],
      "team.memberArns: { exists: true, count: { gte: 1 } }",
    ],
    [
      "a deleted inline policy",
      [early("DeleteUserPolicy", { userName: "emergency-1", policyName: "old" })],
      "spare.inlinePolicies: { exists: true, count: { gte: 1 } }",
    ],
    [
      "a deleted key",
      [early("DeleteAccessKey", { userName: "bruno.costa", accessKeyId: "AKIAOTHER" })],
      "bruno.accessKeyIds: { exists: true, count: { gte: 1 } }",
    ],
    [
      "a key made active",
      [early("UpdateAccessKey", { userName: "bruno.costa", accessKeyId: "AKIATIDE00301EXAMPLE", status: "Active" })],
      "key.active: { exists: true, is: true }",
    ],
    ["a new password", [early("CreateLoginProfile", { userName: "ana.ferreira" })], "ana.passwordEnabled: { exists: true, is: true }"],
    [
      "a removed boundary",
      [early("DeleteUserPermissionsBoundary", { userName: "ana.ferreira" })],
      "ana: { exists: true }\n  ana.permissionsBoundaryArn: { exists: false }",
    ],
    ["an alias of the account", [early("CreateAccountAlias", { accountAlias: "tideline" })], "account.aliases: { count: { gte: 1 } }"],
    ["a trail that logs", [trailCall("StartLogging")], "trail.isLogging: { exists: true, is: true }"],
    ["a deleted user that the snapshot lacks", [early("DeleteUser", { userName: "gone.user" })], GONE],
    ["the very user that was made", [early("CreateUser", { userName: "ana.ferreira" }, made("AIDATIDELINE01EXAMPLE"))], "ana: { exists: true }"],
    ["its fields", [early("CreateUser", { userName: "ana.ferreira" }, made("AIDATIDELINE01EXAMPLE"))], "ana.passwordEnabled: { exists: true, is: true }"],
    ["the list with it", [early("CreateUser", { userName: "ana.ferreira" }, made("AIDATIDELINE01EXAMPLE"))], GONE],
    [
      "a user made anew under its name",
      [early("DeleteUser", { userName: "ana.ferreira" }), at("06:00:40", "CreateUser", { userName: "ana.ferreira" }, made("AIDATIDELINE01EXAMPLE"))],
      "ana: { exists: true }",
    ],
    ["an inline policy written with the text that it has", [inline({ Effect: "Allow", Action: "*", Resource: "*" })], INLINE],
    [
      "one that was deleted and written again",
      [
        early("DeleteUserPolicy", { userName: "emergency-1", policyName: "emergency-access" }),
        inline({ Effect: "Allow", Action: "*", Resource: "*" }, "06:00:40"),
      ],
      INLINE,
    ],
    ["a trust policy that it has", [trust("ecs-tasks.amazonaws.com")], TRUST],
    ["a default version with the text that it has", [version({ Action: ["s3:PutObject", "s3:ListBucket"] })], VERSION],
    ["what follows from that text", [version({ Action: ["s3:PutObject", "s3:ListBucket"] })], "writer.admin: { exists: true, is: false }"],
    ["the password policy that it has", [passwords(PASSWORDS)], LENGTH],
    ["a device of a user that has one", [early("EnableMFADevice", { userName: "ana.ferreira", serialNumber: "any" })], MFA],
    ["a tag that it has", [tag("emergency-1", { key: "break-glass", value: "true" })], TAGS],
    ["a removed tag that it lacks", [early("UntagUser", { userName: "emergency-1", tagKeys: ["other"] })], TAGS],
    [
      "a tag set to another value and back",
      [tag("emergency-1", { key: "break-glass", value: "no" }), tag("emergency-1", { key: "break-glass", value: "true" }, "06:00:40")],
      TAGS,
    ],
  ])("leaves known %s", (_, records, condition) => {
    expect(verdict([...records, probe("06:30:00")], condition, readAt("06:01:00"))).toBe("fail");
    const own = records.map((record, index) => (index === records.length - 1 ? { ...record, ...OWN } : record));
    // Of the time before the record itself the two orders disagree.
    expect(verdict(own, condition, readAt("06:01:00"))).toBe("unknown");
  });

  it.each<[what: string, records: Json[], condition: string]>([
    ["a detached policy that the snapshot lists", [early("DetachGroupPolicy", team(ADMIN))], ATTACHED],
    ["an attached policy that it does not list", [early("AttachGroupPolicy", team(READ_ONLY))], ATTACHED],
    ["detached again after an attach", [early("AttachGroupPolicy", team(ADMIN)), at("06:00:40", "DetachGroupPolicy", team(ADMIN))], ATTACHED],
    ["attached and detached in one second", [early("AttachGroupPolicy", team(ADMIN)), early("DetachGroupPolicy", team(ADMIN))], ATTACHED],
    ["attached, before a detach whose outcome is open", [early("AttachGroupPolicy", { ...team(ADMIN), policyArn: null })], ATTACHED],
    ["attached, and another attached that is not listed", [early("AttachGroupPolicy", team(ADMIN)), early("AttachGroupPolicy", team(READ_ONLY))], ATTACHED],
    ["attached, and changed after the reading", [early("AttachGroupPolicy", team(ADMIN)), at("06:10:00", "DetachGroupPolicy", team(ADMIN))], ATTACHED],
    [
      "attached, and the group renamed",
      [early("AttachGroupPolicy", team(ADMIN)), early("UpdateGroup", { groupName: "administrators", newGroupName: "x" })],
      ATTACHED,
    ],
    ["a policy of AWS that was detached from one group", [early("DetachGroupPolicy", { groupName: "support", policyArn: ADMIN })], "boss: { exists: true }"],
    ["an inline policy written with another text", [inline({ Effect: "Allow", Action: "s3:*", Resource: "*" })], INLINE],
    [
      "an inline policy whose text is not known",
      [early("PutUserPolicy", { userName: "emergency-1", policyName: "emergency-access", policyDocument: "{}" })],
      INLINE,
    ],
    ["an inline policy of another name", [early("PutUserPolicy", { userName: "emergency-1", policyName: "x", policyDocument: ANY })], INLINE],
    ["a trust policy that it has not", [trust("ec2.amazonaws.com")], TRUST],
    ["a default version with another text", [version({ Action: "s3:PutObject" })], VERSION],
    ["a password policy that it has not", [passwords({ ...PASSWORDS, minimumPasswordLength: 14 })], LENGTH],
    ["the password policy, which was removed", [early("DeleteAccountPasswordPolicy", {})], LENGTH],
    ["a tag with another value", [tag("emergency-1", { key: "break-glass", value: "no" })], TAGS],
    [
      "two tags of which it has one",
      [
        early("TagUser", {
          userName: "emergency-1",
          tags: [
            { key: "break-glass", value: "true" },
            { key: "x", value: "y" },
          ],
        }),
      ],
      TAGS,
    ],
    ["a tag whose key it has in another case", [tag("emergency-1", { key: "Break-Glass", value: "true" })], TAGS],
    ["a removed tag that it has", [early("UntagUser", { userName: "emergency-1", tagKeys: ["BREAK-GLASS"] })], TAGS],
    ["tags that the record does not list", [early("TagUser", { userName: "emergency-1" })], TAGS],
    [
      "a key made inactive",
      [early("UpdateAccessKey", { userName: "bruno.costa", accessKeyId: "AKIATIDE00301EXAMPLE", status: "Inactive" })],
      "key.active: { exists: true, is: true }",
    ],
    ["a user made with another id", [early("CreateUser", { userName: "ana.ferreira" }, made("AIDAOTHER"))], "ana: { exists: true }"],
    [
      "a user made, by an answer that does not say which",
      [early("CreateUser", { userName: "ana.ferreira" })],
      "ana.passwordEnabled: { exists: true, is: true }",
    ],
    ["a user that was made and is not listed", [early("CreateUser", { userName: "gone.user" }, { responseElements: { user: { userId: "AIDAGONE" } } })], GONE],
    ["a user deleted while it is listed", [early("DeleteUser", { userName: "ana.ferreira" })], "ana.passwordEnabled: { exists: true, is: true }"],
    [
      "a user deleted after it was made",
      [early("CreateUser", { userName: "ana.ferreira" }, made("AIDATIDELINE01EXAMPLE")), at("06:00:40", "DeleteUser", { userName: "ana.ferreira" })],
      "ana: { exists: true }",
    ],
  ])("leaves unknown %s", (_, records, condition) => {
    expect(verdict([...records, probe("06:30:00")], condition, readAt("06:01:00"))).toBe("unknown");
  });

  it("leaves known a policy of which a version was made that is no default", () => {
    const made = (setAsDefault?: boolean): Json[] => [version({ Action: "s3:PutObject" }, { setAsDefault }), probe("06:30:00")];
    expect([made(), made(false), made(true)].map((records) => verdict(records, VERSION, readAt("06:01:00")))).toEqual(["fail", "fail", "unknown"]);
  });

  it("leaves unknown what comes before it, or in the same second", () => {
    const attach = early("AttachGroupPolicy", team(ADMIN));
    expect(verdict([attach, probe("06:00:10")], ATTACHED, readAt("06:01:00"))).toBe("unknown");
    expect(verdict([attach, probe("06:00:30")], ATTACHED, readAt("06:01:00"))).toBe("unknown");
    expect(verdict([attach, probe("06:00:31")], ATTACHED, readAt("06:01:00"))).toBe("fail");
  });
});

describe("a field of the credential report", () => {
  it("is as old as the report", () => {
    expect(verdict([mfaOff("04:00:00"), probe("07:00:00")], MFA)).toBe("unknown");
    expect(verdict([mfaOff("02:59:30"), probe("07:00:00")], MFA)).toBe("unknown");
    expect(verdict([mfaOff("02:58:59"), probe("07:00:00")], MFA)).toBe("fail");
  });

  it("ages no other field", () => {
    expect(verdict([detach("04:00:00"), probe("07:00:00")], ATTACHED)).toBe("fail");
  });

  it("is as of the collection's start where the report has no date", () => {
    expect(verdict([mfaOff("04:00:00"), probe("07:00:00")], MFA, { sources: [] })).toBe("fail");
  });
});

describe("a change less than a minute before the collection", () => {
  const attach = (time: string, parts: Json = {}): Json =>
    at(time, "AttachUserPolicy", { userName: "bruno.costa", policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" }, parts);
  const LACKS = "bruno.attachedPolicyArns: { exists: true, none: { is: arn:aws:iam::aws:policy/AdministratorAccess } }";

  it("leaves unknown what the snapshot does not show of it", () => {
    expect(verdict([attach("05:59:30"), probe("07:00:00")], LACKS)).toBe("unknown");
    expect(verdict([attach("05:59:59"), probe("07:00:00")], LACKS)).toBe("unknown");
    expect(verdict([attach("05:58:59"), probe("07:00:00")], LACKS)).toBe("fail");
  });

  it("leaves known what the snapshot shows of it", () => {
    const detached = at("05:59:30", "DetachUserPolicy", { userName: "bruno.costa", policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" });
    expect(verdict([detached, probe("07:00:00")], LACKS)).toBe("fail");
  });
});

describe("a call that the table of calls has", () => {
  it.each([true, "true", "True", "yes"])("hides what it may change where its record says that it only reads: %j", (readOnly) => {
    expect(verdict([detach("07:00:00", { readOnly }), probe("07:30:00")], ATTACHED)).toBe("unknown");
  });
});
