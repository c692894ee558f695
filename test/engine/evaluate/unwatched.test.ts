import { describe, expect, it } from "vitest";
import { normalizeRecords } from "../../../collectors/index.ts";
import { unwatchedCalls } from "../../../engine/evaluate/index.ts";
import { type CheckedRule, loadRules } from "../../../engine/index.ts";
import { packRules } from "../../rules/cloudtrail/pack.ts";

type Json = Record<string, unknown>;

function record(call: string, parts: Json = {}): Json {
  const [service = "", eventName = ""] = call.split(":");
  return {
    eventVersion: "1.11",
    eventTime: "2026-03-02T10:00:00Z",
    eventSource: `${service}.amazonaws.com`,
    eventName,
    awsRegion: "us-east-1",
    eventID: call,
    recipientAccountId: "204060801012",
    readOnly: false,
    userIdentity: { type: "AssumedRole", arn: "arn:aws:sts::204060801012:assumed-role/Ops/rosa", accountId: "204060801012" },
    requestParameters: {},
    responseElements: null,
    ...parts,
  };
}

/** One rule on records with this match, as YAML in one line. */
function rules(match: string, more = ""): CheckedRule[] {
  const text = `id: probe\ntitle: Probe\nseverity: low\nresource: event\nrationale: Probes.\n${more}match: ${match}\nmessage: Probe\n`;
  const loaded = loadRules([{ file: "probe.yaml", text }]);
  if (loaded.rules.length === 0) throw new Error(loaded.diagnostics.map(({ message }) => message).join("\n"));
  return [...loaded.rules];
}

function unwatched(records: readonly Json[], by: readonly CheckedRule[], options: Parameters<typeof unwatchedCalls>[2] = {}): string[] {
  const { events } = normalizeRecords([...records]);
  return unwatchedCalls({ events }, by, options).map(({ source, name, count }) => `${source.split(".")[0]}:${name} ${count}`);
}

const DETACH = record("iam:DetachUserPolicy", { requestParameters: { userName: "lena", policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" } });

describe("a rule watches a call", () => {
  it.each<[what: string, match: string, watches: boolean]>([
    ["by its name", "{ event.eventName: DetachUserPolicy }", true],
    ["by another name", "{ event.eventName: AttachUserPolicy }", false],
    ["by names among others", "{ event.eventName: [AttachUserPolicy, DetachUserPolicy] }", true],
    ["by a pattern of names", '{ event.eventName: { glob: "Detach*" } }', true],
    ["by its service", "{ event.eventSource: iam.amazonaws.com }", true],
    ["by another service", "{ event.eventSource: sts.amazonaws.com }", false],
    ["by what it changes", "{ change.kind: detach }", true],
    ["by what it does not change", "{ change.kind: boundary }", false],
    ["by what it is made on", "{ target.kind: user }", true],
    ["by what it is not made on", "{ target.kind: trail }", false],
    ["by all names but some", "{ event.eventSource: iam.amazonaws.com, not: { event.eventName: DetachUserPolicy } }", false],
    ["by all names but others", "{ event.eventSource: iam.amazonaws.com, event.eventName: { notIn: [CreateUser] } }", true],
    ["by its name, whoever calls", '{ event.eventName: DetachUserPolicy, actor.arn: { glob: "arn:aws:iam::1*" } }', true],
    ["by its name, and a parameter", '{ event.eventName: DetachUserPolicy, event.requestParameters.userName: { glob: "a*" } }', true],
    ["by its name and another service", "{ event.eventName: DetachUserPolicy, event.eventSource: sts.amazonaws.com }", false],
    ["in one of several ways", "{ or: [{ actor.isRoot: true }, { event.eventName: DetachUserPolicy }] }", true],
    ["in none of several ways", "{ or: [{ actor.isRoot: true }, { event.eventName: CreateUser }] }", false],
    ["not by who calls", "{ actor.isRoot: true }", false],
    ["not by how calls end", "{ outcome: success }", false],
    ["when it succeeds", "{ event.eventName: DetachUserPolicy, outcome: success }", true],
    ["not when it only looks at denied calls", "{ event.eventName: DetachUserPolicy, outcome: denied }", false],
    ["not by one error", "{ event.eventName: DetachUserPolicy, event.errorCode: AccessDenied }", false],
    ["not by a pattern of errors", '{ event.eventName: DetachUserPolicy, event.errorCode: { glob: "*Denied*" } }', false],
    ["not by any error", "{ event.eventName: DetachUserPolicy, event.errorCode: { exists: true } }", false],
    ["not by a message of an error", "{ event.eventName: DetachUserPolicy, event.errorMessage: { exists: true } }", false],
    ["when it has no error", "{ event.eventName: DetachUserPolicy, event.errorCode: { exists: false } }", true],
    ["not by what only reads", "{ event.eventName: DetachUserPolicy, event.readOnly: true }", false],
    ["by what writes", "{ event.eventName: DetachUserPolicy, event.readOnly: false }", true],
  ])("%s: %s", (_, match, watches) => {
    expect(unwatched([DETACH], rules(match))).toEqual(watches ? [] : ["iam:DetachUserPolicy 1"]);
  });

  it.each(["iam:DetachUserPolicy", "organizations:AttachPolicy", "rolesanywhere:CreateTrustAnchor"])(
    "also where its record says that it only reads: %s",
    (call) => {
      for (const readOnly of [true, "true"]) expect(unwatched([record(call, { readOnly })], rules("{ event.eventName: CreateUser }"))).toEqual([`${call} 1`]);
    },
  );

  it.each(["iam:ListUsers", "sts:AssumeRole", "cloudtrail:StartQuery", "iam:NoSuchCall"])(
    "not where its record rightly says that it only reads: %s",
    (call) => {
      expect(unwatched([record(call, { readOnly: true })], rules("{ event.eventName: CreateUser }"))).toEqual([]);
    },
  );

  it("also where its name is written in other letters", () => {
    const small = record("iam:detachUserPolicy");
    expect(unwatched([small], rules("{ event.eventName: DetachUserPolicy }"))).toEqual([]);
    expect(unwatched([small], rules("{ event.eventName: CreateUser }"))).toEqual(["iam:DetachUserPolicy 1"]);
  });

  it("also where CloudTrail calls a session as root of a member account read-only", () => {
    const session = (name: string): Json => record(`sts:${name}`, { readOnly: true });
    expect(unwatched([session("AssumeRoot"), session("AssumeRole"), session("GetCallerIdentity")], [])).toEqual(["sts:AssumeRoot 1"]);
  });

  it("through a name that the rule gives to a condition", () => {
    const lets = "let:\n  taken: { change.kind: detach }\n";
    expect(unwatched([DETACH], rules("{ or: [{ taken: true }, { actor.isRoot: true }] }", lets))).toEqual([]);
  });

  it("not while a parameter that it needs is not set", () => {
    const by = rules("{ event.eventName: { in: { var: params.names } } }", "params:\n  names: { type: array, items: { type: string }, description: Names }\n");
    expect(unwatched([DETACH], by)).toHaveLength(1);
    expect(unwatched([DETACH], by, { params: { probe: { names: ["DetachUserPolicy"] } } })).toEqual([]);
  });

  it("not while it is switched off", () => {
    const by = rules("{ event.eventName: DetachUserPolicy }");
    expect(unwatched([DETACH], by, { off: [{ rule: "probe", reason: "Not used" }] })).toHaveLength(1);
  });

  it("with its outcome unknown, where the record was denied", () => {
    const denied = { ...DETACH, errorCode: "AccessDenied" };
    expect(unwatched([denied], rules("{ event.eventName: DetachUserPolicy, outcome: denied }"))).toEqual([]);
    expect(unwatched([denied], rules("{ event.eventName: DetachUserPolicy, outcome: success }"))).toEqual([]);
  });
});

describe("the calls that are listed", () => {
  const none = rules("{ event.eventName: CreateUser }");

  it("are write calls of the services that decide who may do what", () => {
    const listed = ["iam", "sts", "signin", "organizations", "sso", "sso-directory", "identitystore", "cloudtrail", "rolesanywhere"].map(
      (service) => `${service}:PutSomethingNew`,
    );
    const others = ["s3:PutObject", "ec2:RunInstances", "kms:DisableKey"];
    expect(
      unwatched(
        [...listed, ...others].map((call) => record(call)),
        none,
      ),
    ).toEqual(listed.map((call) => `${call} 1`).sort());
  });

  it("are of the service whatever the partition", () => {
    expect(unwatched([record("iam:DeleteRole", { eventSource: "iam.amazonaws.com.cn" })], none)).toEqual(["iam:DeleteRole 1"]);
  });

  it.each<[what: string, call: Json, listed: boolean]>([
    ["a call that says it reads", record("iam:PutSomething", { readOnly: true }), false],
    ["a call that says so in text", record("iam:PutSomething", { readOnly: "true" }), false],
    ["a call that says it writes, whatever its name", record("sts:GetFederationToken", { readOnly: false }), true],
    ["a call that does not say, by its name", record("iam:ListUsers", { readOnly: undefined }), false],
    ["another call that does not say", record("iam:DeleteRole", { readOnly: undefined }), true],
    ["a call whose record says that it is an insight", record("iam:DeleteRole", { eventCategory: "Insight" }), true],
  ])("%s", (_, call, listed) => {
    expect(unwatched([call], none)).toHaveLength(listed ? 1 : 0);
  });

  it("are counted by name, with the earliest record", () => {
    const calls = ["b", "a", "c"].map((id, at) => record("iam:DeleteRole", { eventID: id, eventTime: `2026-03-02T1${(at + 1) % 3}:00:00Z` }));
    const { events } = normalizeRecords(calls);
    expect(unwatchedCalls({ events }, none)).toEqual([
      { source: "iam.amazonaws.com", name: "DeleteRole", count: 3, first: { id: "c", at: expect.stringMatching(/^2026-03-02T10:00:00/) as string } },
    ]);
  });

  it("are none without records", () => {
    expect(unwatchedCalls({ events: { $unknown: "g1" } }, none)).toEqual([]);
    expect(unwatched([], none)).toEqual([]);
  });
});

describe("the shipped rules", () => {
  it("leave calls unwatched that open an account, and say so", () => {
    const calls = ["iam:AcceptDelegationRequest", "iam:AddRoleToInstanceProfile", "organizations:InviteAccountToOrganization", "sso:UpdateInstance"];
    const watched = [
      ...["iam:DetachGroupPolicy", "iam:CreateAccessKey", "cloudtrail:StopLogging", "cloudtrail:DeleteTrail"],
      ...["organizations:DetachPolicy", "organizations:DisablePolicyType", "sso:CreateAccountAssignment"],
    ];
    expect(
      unwatched(
        [...calls, ...watched].map((call) => record(call)),
        packRules(),
      ),
    ).toEqual(calls.map((call) => `${call} 1`).sort());
  });
});
