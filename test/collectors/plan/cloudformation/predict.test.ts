import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { documentFaults } from "../../../../collectors/index.ts";

import { derive } from "../../../../engine/evaluate/index.ts";

import { isUnknown, type ReeveDocument, validateDocument } from "../../../../schemas/index.ts";
import { evaluate } from "../../../judged.ts";
import { decidedOtherwise, judgedBy, shippedRules } from "../../shipped-rules.ts";
import { moreKnown } from "../any-legal-value.ts";
import { account, iam, statement } from "./account.ts";
import { ACCOUNT, type ChangeSetChange, LATER, predicted, STACK } from "./change-set.ts";

interface Case {
  name: string;
  changes: ChangeSetChange[];
  /** Path in the document → value; `unknown` for a mark, `open` for a list that may hold more. */
  facts: Record<string, unknown>;
  problems?: string[];
}

const unknown = expect.objectContaining({ $unknown: expect.any(String) });
const open = (...known: unknown[]) => [...known, unknown];
const role = (name: string): Record<string, unknown> => ({ RoleName: name, AssumeRolePolicyDocument: { Statement: [] } });
const trust = { Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } }] };
const made = (type: string, after: Record<string, unknown>, id = "X"): ChangeSetChange => ({ id, type: `AWS::IAM::${type}`, after });
const gone = (type: string, physicalId: string, before: Record<string, unknown>, policyAction = "Delete"): ChangeSetChange => ({
  id: "X",
  type: `AWS::IAM::${type}`,
  physicalId,
  before,
  policyAction,
});
const edited = (
  type: string,
  physicalId: string,
  before: Record<string, unknown>,
  after: Record<string, unknown>,
  more: Partial<ChangeSetChange> = {},
): ChangeSetChange => ({
  id: "X",
  type: `AWS::IAM::${type}`,
  physicalId,
  before,
  after,
  ...more,
});

const staff = iam("group", "staff");
const [guard, extra, drift] = [iam("policy", "Guard"), iam("policy", "Extra"), iam("policy", "Drift")];

const CASES: Case[] = [
  {
    name: "a user with group, password and inline policy",
    changes: [
      made("User", {
        UserName: "eve",
        Groups: ["staff"],
        LoginProfile: { Password: "****" },
        Policies: [{ PolicyName: "all", PolicyDocument: statement("Allow", "*") }],
        Tags: [{ Key: "team", Value: "red" }],
      }),
    ],
    facts: {
      "users.eve.groupArns": [staff],
      "users.eve.passwordEnabled": true,
      "users.eve.inlinePolicies.all.admin": true,
      "users.eve.accessKeyIds": [],
      "users.eve.tags.0": { key: "team", value: "red" },
      "users.eve.tags.1": unknown,
      "groups.staff.memberArns": [iam("user", "ann"), iam("user", "bob"), iam("user", "eve")],
    },
  },
  {
    name: "a user whose name CloudFormation makes up",
    changes: [made("User", {})],
    facts: { users: 3, "users.ann.groupArns": [staff], "users.2": expect.objectContaining({ id: "planned:X", arn: unknown, name: unknown, groupArns: [] }) },
  },
  { name: "a user's removal", changes: [gone("User", "ann", { UserName: "ann" })], facts: { users: 1, "groups.staff.memberArns": [iam("user", "bob")] } },
  { name: "a removal that retains", changes: [gone("User", "ann", { UserName: "ann" }, "Retain")], facts: { users: 2 } },
  {
    name: "a group that leaves the user's Groups",
    changes: [edited("User", "ann", { Groups: ["staff"] }, {})],
    facts: { "users.ann.groupArns": [], "groups.staff.memberArns": [iam("user", "bob")] },
  },
  {
    name: "a policy that leaves ManagedPolicyArns; what others attached stays",
    changes: [edited("Group", "staff", { ManagedPolicyArns: [guard, extra] }, { ManagedPolicyArns: [extra] })],
    facts: { "groups.staff.attachedPolicyArns": [drift, extra], "policies.Guard.attachedTo": [] },
  },
  {
    name: "a policy that is exchanged for one known after the apply: either may be there",
    changes: [edited("Group", "staff", { ManagedPolicyArns: [guard] }, { ManagedPolicyArns: [LATER] })],
    facts: { "groups.staff.attachedPolicyArns": open(drift, extra) },
  },
  {
    name: "an inline policy of a role; another's stays",
    changes: [edited("Role", "deploy", { Policies: [{ PolicyName: "own", PolicyDocument: statement("Allow", "s3:PutObject") }] }, { Policies: [] })],
    facts: { "roles.deploy.inlinePolicies": [expect.objectContaining({ name: "drift" })] },
  },
  {
    name: "a role's trust",
    changes: [edited("Role", "deploy", { AssumeRolePolicyDocument: {} }, { AssumeRolePolicyDocument: trust })],
    facts: { "roles.deploy.trustPolicy.statements": [expect.objectContaining({ principals: [{ type: "Service", value: "lambda.amazonaws.com" }] })] },
  },
  {
    name: "a boundary set and a tag changed: others' tags are not told",
    changes: [edited("Role", "deploy", {}, { PermissionsBoundary: guard, Tags: [{ Key: "a", Value: "b" }] })],
    facts: { "roles.deploy.permissionsBoundaryArn": guard, "roles.deploy.tags": unknown },
  },
  {
    name: "a managed policy for a group",
    changes: [made("ManagedPolicy", { ManagedPolicyName: "New", PolicyDocument: statement("Allow", "*"), Groups: ["staff"] })],
    facts: {
      "policies.New.admin": true,
      "policies.New.attachedTo": [{ kind: "group", arn: staff, name: "staff" }],
      "groups.staff.attachedPolicyArns": [drift, extra, guard, iam("policy", "New")],
    },
  },
  {
    name: "a managed policy whose resource is known after the apply may grant its action",
    changes: [edited("ManagedPolicy", guard, { PolicyDocument: statement("Deny", "iam:*") }, { PolicyDocument: statement("Allow", ["iam:PassRole"], LATER) })],
    facts: {
      "policies.Guard.denies": false,
      "policies.Guard.admin": false,
      "policies.Guard.grants": [unknown],
      "policies.Guard.documentSha256": unknown,
    },
  },
  {
    name: "a managed policy's removal",
    changes: [gone("ManagedPolicy", guard, { PolicyDocument: {}, Groups: ["staff"] })],
    facts: { policies: 2, "groups.staff.attachedPolicyArns": [drift, extra] },
  },
  {
    name: "an inline policy by AWS::IAM::Policy moved from one principal to another",
    changes: [
      edited(
        "Policy",
        "team-X-1ABC",
        { PolicyName: "own", PolicyDocument: statement("Allow", "s3:PutObject"), Roles: ["deploy"] },
        { PolicyName: "own", PolicyDocument: statement("Allow", "s3:PutObject"), Groups: ["staff"] },
      ),
    ],
    facts: { "roles.deploy.inlinePolicies": [expect.objectContaining({ name: "drift" })], "groups.staff.inlinePolicies.own.admin": false },
  },
  {
    name: "an inline policy of one user",
    changes: [made("UserPolicy", { UserName: "bob", PolicyName: "p", PolicyDocument: JSON.stringify(statement("Allow", "*")) })],
    facts: { "users.bob.inlinePolicies.p.admin": true },
  },
  {
    name: "an addition of users to a group, shortened",
    changes: [edited("UserToGroupAddition", "team-X-1", { GroupName: "staff", Users: ["ann", "bob"] }, { GroupName: "staff", Users: ["bob"] })],
    facts: { "groups.staff.memberArns": [iam("user", "bob")], "users.ann.groupArns": [] },
  },
  {
    name: "a key",
    changes: [made("AccessKey", { UserName: "ann", Status: "Inactive" })],
    facts: { "users.ann.accessKeyIds": ["planned:X"], "accessKeys.0.active": false },
  },
  {
    name: "a role's instance profile",
    changes: [made("InstanceProfile", { InstanceProfileName: "box", Path: "/", Roles: ["deploy"] })],
    facts: { "roles.deploy.instanceProfileArns": [iam("instance-profile", "box")] },
  },
  {
    name: "an OpenID provider without thumbprints",
    changes: [made("OIDCProvider", { Url: "https://x.example", ClientIdList: ["a"] })],
    facts: { "oidcProviders.0.clientIds": ["a"], "oidcProviders.0.thumbprints": unknown },
  },
  {
    name: "a trail that stops",
    changes: [{ id: "T", type: "AWS::CloudTrail::Trail", physicalId: "audit", before: { IsLogging: true }, after: { IsLogging: false } }],
    facts: { "trails.audit.isLogging": false, "trails.audit.isMultiRegion": true },
  },
  {
    name: "a trail that is made; what the documentation gives no default is unknown",
    changes: [
      {
        id: "T",
        type: "AWS::CloudTrail::Trail",
        after: { TrailName: "new", IsLogging: true, S3BucketName: "logs", IncludeGlobalServiceEvents: true, EventSelectors: [{ ReadWriteType: "WriteOnly" }] },
      },
    ],
    facts: {
      "trails.new.isLogging": true,
      "trails.new.isMultiRegion": false,
      "trails.new.managementEvents": { reads: false, writes: true, excludedSources: [], narrowed: false },
    },
  },
  {
    name: "an analyzer in the stack's region",
    changes: [{ id: "A", type: "AWS::AccessAnalyzer::Analyzer", after: { AnalyzerName: "external", Type: "ACCOUNT" } }],
    facts: { "analyzers.0.region": "eu-west-1", "account.externalAnalyzerRegions": ["eu-west-1"] },
  },
  {
    name: "a replacement: the new one has nothing of the old",
    changes: [edited("Role", "deploy", role("deploy"), role("deploy2"), { replacement: "True", policyAction: "ReplaceAndDelete" })],
    facts: { roles: 1, "roles.deploy2.inlinePolicies": [] },
  },
  {
    name: "a replacement that retains",
    changes: [edited("Role", "deploy", role("deploy"), role("deploy2"), { replacement: "True", policyAction: "ReplaceAndRetain" })],
    facts: { roles: 2 },
  },
  {
    name: "a replacement on condition: nothing of it is known",
    changes: [edited("Group", "staff", { GroupName: "staff" }, { GroupName: LATER }, { replacement: "Conditional" })],
    facts: {
      groups: [expect.objectContaining({ id: "AGPASTAFF", arn: unknown })],
      "users.bob.groupArns": [expect.objectContaining({ members: [expect.objectContaining({ id: "AGPASTAFF" })] })],
    },
    problems: ["unsure-action"],
  },
  {
    name: "a reference to what the same change set makes, told by the details",
    changes: [
      { id: "New", type: "AWS::IAM::Role", after: { AssumeRolePolicyDocument: trust } },
      edited(
        "Policy",
        "team-X-1",
        { PolicyName: "q", PolicyDocument: statement("Allow", "*"), Roles: [] },
        { PolicyName: "q", PolicyDocument: statement("Allow", "*"), Roles: [LATER] },
        { details: [{ Target: { Path: "/Properties/Roles/0" }, ChangeSource: "ResourceReference", CausingEntity: "New" }] },
      ),
    ],
    facts: { "roles.deploy.inlinePolicies": [expect.objectContaining({ name: "drift" }), expect.objectContaining({ name: "own" })] },
  },
  {
    name: "an import, and metadata alone",
    changes: [
      { ...made("User", { UserName: "bob" }), action: "Import", physicalId: "bob" },
      { ...edited("User", "ann", {}, { Groups: ["x"] }), id: "Y", action: "SyncWithActual" },
    ],
    facts: { users: 2, "users.ann.groupArns": [staff] },
  },
  {
    name: "an action that is not told",
    changes: [{ ...edited("User", "ann", {}, {}), action: "Dynamic" }],
    facts: { "users.0": expect.objectContaining({ id: "AIDAANN", arn: unknown }), "users.1.name": "bob" },
    problems: ["unsure-action"],
  },
];

/** Names, ARNs and ids are unique in an account, which the generator does not know. */
function isLegal(document: ReeveDocument): boolean {
  const outcome = evaluate(document, []);
  return outcome.ok || !outcome.errors.every(({ keyword }) => keyword === "uniqueLookupKey");
}

function at(document: ReeveDocument, path: string): unknown {
  let found: unknown = document;
  for (const name of path.split(".")) {
    if (Array.isArray(found)) found = found.find((each, index) => String(index) === name || (!isUnknown(each) && (each as { name?: string }).name === name));
    else found = (found as Record<string, unknown> | undefined)?.[name];
  }
  return found;
}

describe("a snapshot after a change set", () => {
  it.each(CASES)("has $name", ({ changes, facts, problems }) => {
    const { document: stored, problems: told } = predicted(account(), changes);
    const document = derive(stored);
    expect(told.map(({ code }) => code)).toEqual(problems ?? []);
    for (const [path, value] of Object.entries(facts)) {
      const found = at(document, path);
      if (typeof value === "number") expect([path, (found as unknown[]).filter((each) => !isUnknown(each)).length]).toEqual([path, value]);
      else expect([path, found]).toEqual([path, value]);
    }
  });

  it("is a document without any fault, with and without a snapshot", async () => {
    for (const { name, changes } of CASES) {
      for (const before of [account(), null]) {
        const { document } = predicted(before, changes);
        const validated = await validateDocument(document);
        expect(validated.ok ? documentFaults(document) : validated.errors, name).toEqual([]);
      }
    }
  });

  it("names what the change set touches", () => {
    const { touched, planned } = predicted(account(), [gone("ManagedPolicy", guard, { Groups: ["staff"] })]);
    expect([...touched]).toEqual(expect.arrayContaining([guard, staff]));
    expect(planned).toEqual([{ address: "X", type: "AWS::IAM::ManagedPolicy", action: "delete", arn: guard }]);
  });

  it("decides nothing that a value known only after the execution could decide otherwise", () => {
    const rules = shippedRules().filter((rule) => rule.resource !== "event");
    const later = CASES.flatMap(({ name, changes }) => {
      const { document } = predicted(account(), changes);
      return Object.values(document.gaps).some(({ reason }) => reason === "KnownAfterApply") ? [{ name, document }] : [];
    });
    expect(later.length).toBeGreaterThan(5);
    for (const { name, document } of later) {
      const less = judgedBy(rules, document);
      fc.assert(
        fc.property(moreKnown(document, "KnownAfterApply").filter(isLegal), (more) => {
          expect(decidedOtherwise(less, judgedBy(rules, more)), name).toEqual([]);
        }),
        { numRuns: 5 },
      );
    }
  });

  it("is left as it is by a change set of another account, which is a problem", () => {
    const { document, problems } = predicted(account(), CASES[0]?.changes ?? [], { StackId: STACK.replace(ACCOUNT, "999999999999") });
    expect(problems.map(({ code }) => code)).toEqual(["other-account"]);
    expect(document.users).toHaveLength(2);
  });
});
