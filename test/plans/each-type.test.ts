import { describe, expect, it } from "vitest";
import { readPlan } from "../../collectors/index.ts";
import { READERS } from "../../collectors/plan/terraform/readers.ts";
import { predict } from "../../engine/index.ts";
import type { document, ReeveDocument } from "../../schemas/index.ts";
import { ACCOUNT, group, policy, snapshot, user } from "../cli/gate/world.ts";
import { planText, type TerraformChange } from "../collectors/plan/plan-text.ts";
import { cleanAccount } from "./clean-account.ts";

type Values = Record<string, unknown>;
type Outcome = string | null;

const arn = (rest: string): string => `arn:aws:iam::${ACCOUNT}:${rest}`;
const inRegion = (service: string, rest: string): string => `arn:aws:${service}:us-east-1:${ACCOUNT}:${rest}`;
const TEXT = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }] });
const POLICY = arn("policy/read");

/** Of each type: what is there already, what is not, and what of it a deletion says that the account lacks it. */
interface Row {
  /** Values of one that the account holds. */
  held: Values;
  /** Values of one that it lacks. */
  absent: Values;
  /** Problem of the deletion of what is absent; null: it takes nothing away that a snapshot could lack. */
  deleted?: Outcome;
  /** Problem of an update of what is absent, where an update writes anything. */
  updated?: { to: Values; is: Outcome };
  /** Problem of the creation of what is held; null: the call overwrites it, or does nothing again. */
  made?: Outcome;
  /** Problem of two creations of what is absent. */
  twice?: Outcome;
}

const LACKS = "not-in-snapshot";
const TAKEN = "already-exists";
const TWICE = "created-twice";
const CHANGED = "changed-twice";

/** AttachUserPolicy, AddUserToGroup, PutUserPolicy and their like do the same again without an error. Source: IAM API Reference. */
const AGAIN = { made: null, twice: null } as const;
/** Exclusive sets are taken out of the state, and nothing in AWS changes. Source: documentation of the provider's resources. */
const EXCLUSIVE = { deleted: null, ...AGAIN } as const;

const ROWS: Readonly<Record<string, Row>> = {
  aws_iam_user: { held: { name: "ana", path: "/" }, absent: { name: "eve", path: "/" }, updated: { to: { path: "/new/" }, is: LACKS } },
  aws_iam_group: { held: { name: "team", path: "/" }, absent: { name: "eve", path: "/" }, updated: { to: { path: "/new/" }, is: LACKS } },
  aws_iam_role: {
    held: { name: "app", path: "/", assume_role_policy: TEXT },
    absent: { name: "eve", path: "/", assume_role_policy: TEXT },
    updated: { to: { permissions_boundary: POLICY }, is: LACKS },
  },
  aws_iam_policy: {
    held: { name: "read", path: "/", arn: POLICY, policy: TEXT },
    absent: { name: "eve", path: "/", arn: arn("policy/eve"), policy: TEXT },
    updated: { to: { policy: "{}" }, is: LACKS },
  },
  aws_iam_user_policy: { held: { user: "ana", name: "own", policy: TEXT }, absent: { user: "ana", name: "eve", policy: TEXT }, ...AGAIN },
  aws_iam_group_policy: { held: { group: "team", name: "own", policy: TEXT }, absent: { group: "team", name: "eve", policy: TEXT }, ...AGAIN },
  aws_iam_role_policy: { held: { role: "app", name: "own", policy: TEXT }, absent: { role: "app", name: "eve", policy: TEXT }, ...AGAIN },
  aws_iam_user_policy_attachment: { held: { user: "ana", policy_arn: POLICY }, absent: { user: "ben", policy_arn: POLICY }, ...AGAIN },
  aws_iam_group_policy_attachment: { held: { group: "team", policy_arn: POLICY }, absent: { group: "rest", policy_arn: POLICY }, ...AGAIN },
  aws_iam_role_policy_attachment: { held: { role: "app", policy_arn: POLICY }, absent: { role: "idle", policy_arn: POLICY }, ...AGAIN },
  aws_iam_policy_attachment: { held: { name: "x", users: ["ana"], policy_arn: POLICY }, absent: { name: "x", users: ["ben"], policy_arn: POLICY }, ...AGAIN },
  aws_iam_user_policy_attachments_exclusive: { held: { user_name: "ana", policy_arns: [POLICY] }, absent: { user_name: "ben", policy_arns: [] }, ...EXCLUSIVE },
  aws_iam_group_policy_attachments_exclusive: {
    held: { group_name: "team", policy_arns: [POLICY] },
    absent: { group_name: "rest", policy_arns: [] },
    ...EXCLUSIVE,
  },
  aws_iam_role_policy_attachments_exclusive: {
    held: { role_name: "app", policy_arns: [POLICY] },
    absent: { role_name: "idle", policy_arns: [] },
    ...EXCLUSIVE,
  },
  aws_iam_user_policies_exclusive: { held: { user_name: "ana", policy_names: ["own"] }, absent: { user_name: "ben", policy_names: [] }, ...EXCLUSIVE },
  aws_iam_group_policies_exclusive: { held: { group_name: "team", policy_names: ["own"] }, absent: { group_name: "rest", policy_names: [] }, ...EXCLUSIVE },
  aws_iam_role_policies_exclusive: { held: { role_name: "app", policy_names: ["own"] }, absent: { role_name: "idle", policy_names: [] }, ...EXCLUSIVE },
  aws_iam_group_membership: { held: { name: "x", group: "team", users: ["ana"] }, absent: { name: "x", group: "team", users: ["ben"] }, ...AGAIN },
  aws_iam_user_group_membership: { held: { user: "ana", groups: ["team"] }, absent: { user: "ana", groups: ["rest"] }, ...AGAIN },
  // A user may have two keys, and AWS makes up their ids.
  aws_iam_access_key: {
    held: { user: "ana", id: "AKIAANA", status: "Active" },
    absent: { user: "ana", id: "AKIAEVE", status: "Active" },
    ...AGAIN,
    updated: { to: { status: "Inactive" }, is: LACKS },
  },
  aws_iam_user_login_profile: { held: { user: "ana" }, absent: { user: "ben" } },
  aws_iam_virtual_mfa_device: {
    held: { virtual_mfa_device_name: "ana", path: "/", arn: arn("mfa/ana") },
    absent: { virtual_mfa_device_name: "eve", path: "/", arn: arn("mfa/eve") },
  },
  // Certificates of users have no names.
  aws_iam_signing_certificate: { held: { user_name: "ana", status: "Active" }, absent: { user_name: "ben", status: "Active" }, ...AGAIN },
  // UpdateAccountPasswordPolicy replaces the policy; which of two comes last is not known.
  aws_iam_account_password_policy: { held: {}, absent: {}, deleted: LACKS, made: null, twice: CHANGED },
  aws_iam_account_alias: { held: { account_alias: "acme" }, absent: { account_alias: "eve" }, made: null, twice: CHANGED },
  aws_account_alternate_contact: {
    held: { alternate_contact_type: "SECURITY", name: "a", title: "b", email_address: "c", phone_number: "d" },
    absent: { alternate_contact_type: "BILLING", name: "a", title: "b", email_address: "c", phone_number: "d" },
    made: null,
    twice: CHANGED,
  },
  aws_iam_organizations_features: { held: { enabled_features: ["RootSessions"] }, absent: { enabled_features: [] }, deleted: null, made: null, twice: CHANGED },
  aws_iam_instance_profile: {
    held: { name: "app", path: "/", arn: arn("instance-profile/app"), role: "app" },
    absent: { name: "eve", path: "/", arn: arn("instance-profile/eve"), role: "app" },
  },
  aws_iam_saml_provider: {
    held: { name: "idp", arn: arn("saml-provider/idp") },
    absent: { name: "eve", arn: arn("saml-provider/eve") },
    updated: { to: { saml_metadata_document: "x" }, is: LACKS },
  },
  aws_iam_openid_connect_provider: {
    held: { url: "https://idp.example", arn: arn("oidc-provider/idp.example"), client_id_list: [], thumbprint_list: [] },
    absent: { url: "https://eve.example", arn: arn("oidc-provider/eve.example"), client_id_list: [], thumbprint_list: [] },
    updated: { to: { client_id_list: ["x"] }, is: LACKS },
  },
  aws_iam_server_certificate: {
    held: { name: "web", path: "/", arn: arn("server-certificate/web") },
    absent: { name: "eve", path: "/", arn: arn("server-certificate/eve") },
    updated: { to: { path: "/new/" }, is: LACKS },
  },
  aws_iam_service_linked_role: {
    held: { aws_service_name: "spot.amazonaws.com", name: "AWSServiceRoleForEC2Spot", path: "/aws-service-role/spot.amazonaws.com/" },
    absent: { aws_service_name: "ecs.amazonaws.com", name: "AWSServiceRoleForECS", path: "/aws-service-role/ecs.amazonaws.com/" },
  },
  aws_cloudtrail: {
    held: { name: "main", arn: inRegion("cloudtrail", "trail/main"), s3_bucket_name: "b", region: "us-east-1" },
    absent: { name: "eve", arn: inRegion("cloudtrail", "trail/eve"), s3_bucket_name: "b", region: "us-east-1" },
    updated: { to: { enable_log_file_validation: false }, is: LACKS },
  },
  aws_accessanalyzer_analyzer: {
    held: { analyzer_name: "external", arn: inRegion("access-analyzer", "analyzer/external"), type: "ACCOUNT", region: "us-east-1" },
    absent: { analyzer_name: "eve", arn: inRegion("access-analyzer", "analyzer/eve"), type: "ACCOUNT", region: "us-east-1" },
  },
};

const CREATED = "2025-01-01T00:00:00.000Z";
const CLEAN = cleanAccount();
const [ROLE] = CLEAN.roles as document.Role[];
const role = (name: string, parts: Partial<document.Role> = {}): document.Role => ({
  ...(ROLE as document.Role),
  name,
  id: `AROA${name}`,
  arn: arn(`role/${name}`),
  ...parts,
});
const OWN = { name: "own", statements: [], documentSha256: "0".repeat(64), languageVersion: null, documentId: null } as unknown as document.InlinePolicy;
const HELD = [POLICY];

const FULL: ReeveDocument = {
  ...snapshot(),
  account: { ...(CLEAN.account as document.Account), aliases: ["acme"] },
  users: [
    user("ana", {
      groupArns: [arn("group/team")],
      attachedPolicyArns: HELD,
      inlinePolicies: [OWN],
      signingCertificates: [{ slot: 1, active: true, lastRotatedAt: null }],
      accessKeyIds: ["AKIAANA"],
      mfaDeviceIds: [arn("mfa/ana")],
    }),
    user("ben", { passwordEnabled: false, signingCertificates: [] }),
  ],
  groups: [{ ...group("team", ["ana"], HELD), inlinePolicies: [OWN] }, group("rest", [])],
  roles: [
    role("app", { attachedPolicyArns: HELD, inlinePolicies: [OWN], instanceProfileArns: [arn("instance-profile/app")] }),
    role("idle"),
    role("AWSServiceRoleForEC2Spot", {
      path: "/aws-service-role/spot.amazonaws.com/",
      arn: arn("role/aws-service-role/spot.amazonaws.com/AWSServiceRoleForEC2Spot"),
    }),
  ],
  policies: [
    policy("read", {
      attachmentCount: 3,
      attachedTo: [
        { kind: "group", arn: arn("group/team"), name: "team" },
        { kind: "role", arn: arn("role/app"), name: "app" },
        { kind: "user", arn: arn("user/ana"), name: "ana" },
      ],
    }),
  ],
  accessKeys: [
    {
      id: "AKIAANA",
      userArn: arn("user/ana"),
      userName: "ana",
      active: true,
      createdAt: CREATED,
      lastUsedAt: null,
      lastUsedService: null,
      lastUsedRegion: null,
    },
  ],
  mfaDevices: [{ id: arn("mfa/ana"), type: "virtual", userArn: arn("user/ana"), enabledAt: CREATED }],
  trails: CLEAN.trails,
  analyzers: CLEAN.analyzers,
  samlProviders: [{ arn: arn("saml-provider/idp"), name: "idp", createdAt: CREATED, expiresAt: null }],
  oidcProviders: [{ arn: arn("oidc-provider/idp.example"), name: "idp.example", createdAt: CREATED, clientIds: [], thumbprints: [] }],
  serverCertificates: [{ arn: arn("server-certificate/web"), id: "ASCAWEB", name: "web", path: "/", uploadedAt: CREATED, expiresAt: null }],
};
const NO_POLICY: ReeveDocument = { ...FULL, account: { ...(FULL.account as document.Account), passwordPolicy: null } };

const problemsOf = (changes: TerraformChange[], before: ReeveDocument = FULL): string[] => {
  const read = readPlan(planText(changes), "plan.json");
  if (!read.ok) throw new Error(read.problem.message);
  return predict(before, [read.plan]).problems.map(({ code, address }) => `${code} ${address}`);
};
const expected = (outcome: Outcome | undefined, fallback: string, address: string): string[] => (outcome === null ? [] : [`${outcome ?? fallback} ${address}`]);

describe.each(Object.entries(ROWS))("%s", (type, { held, absent, deleted, updated, made, twice }) => {
  const address = `${type}.x`;
  const change = (rest: Partial<TerraformChange>): TerraformChange => ({ address, ...rest });
  const ofNew = (values: Values, index?: number): TerraformChange => {
    const { arn: _, id: __, ...after } = values;
    const at = index === undefined ? {} : { address: `${address}[${index}]`, index };
    return change({ ...at, after, unknown: { arn: true, id: true, unique_id: true } });
  };

  it("is deleted where the snapshot holds it", () => expect(problemsOf([change({ actions: ["delete"], before: held })])).toEqual([]));

  it("is not in the snapshot where it is deleted and absent", () =>
    expect(problemsOf([change({ actions: ["delete"], before: absent })], NO_POLICY)).toEqual(expected(deleted, LACKS, address)));

  it("is not in the snapshot where it is changed and absent", () => {
    if (updated)
      expect(problemsOf([change({ actions: ["update"], before: absent, after: { ...absent, ...updated.to } })])).toEqual(expected(updated.is, LACKS, address));
  });

  it("is made where the snapshot lacks it", () => expect(problemsOf([ofNew(absent)], NO_POLICY)).toEqual([]));

  it("exists already where it is made and held", () => expect(problemsOf([ofNew(held)])).toEqual(expected(made, TAKEN, address)));

  it("is made twice where two resources make it", () =>
    expect(problemsOf([ofNew(absent, 0), ofNew(absent, 1)], NO_POLICY)).toEqual(expected(twice, TWICE, `${address}[1]`)));

  it("is no problem where it is replaced", () => {
    const { arn: _, id: __, ...after } = held;
    expect(problemsOf([change({ actions: ["delete", "create"], before: held, after, unknown: { arn: true, id: true } })])).toEqual([]);
  });

  it("is no problem where the snapshot may hold it or may not", () => {
    const mark = { $unknown: "g1" };
    const open = Object.fromEntries(Object.entries(FULL).map(([name, value]) => [name, Array.isArray(value) || name === "account" ? mark : value]));
    expect(problemsOf([change({ actions: ["delete"], before: absent })], open as unknown as ReeveDocument)).toEqual([]);
  });
});

describe("the table of types", () => {
  it("has every type that is read", () => expect(Object.keys(ROWS).sort()).toEqual(Object.keys(READERS).sort()));
});

describe("an instance profile", () => {
  const profile = (values: Values, actions: string[]): TerraformChange => ({ address: "aws_iam_instance_profile.x", actions, before: values, after: values });

  it("of a role that the snapshot lacks is not in it", () =>
    expect(problemsOf([profile({ name: "p", path: "/", arn: arn("instance-profile/p"), role: "gone" }, ["delete"])])).toEqual([
      "not-in-snapshot aws_iam_instance_profile.x",
    ]));

  it("may go with its role", () => {
    const goes = { address: "aws_iam_role.x", actions: ["delete"], before: { name: "app", path: "/", assume_role_policy: TEXT } };
    expect(problemsOf([goes, profile({ name: "app", path: "/", arn: arn("instance-profile/app"), role: "app" }, ["delete"])])).toEqual([]);
  });

  it("of the same name at another path exists already", () => {
    const at = { address: "aws_iam_instance_profile.x", after: { name: "APP", path: "/other/", role: "idle" }, unknown: { arn: true } };
    expect(problemsOf([at])).toEqual(["already-exists aws_iam_instance_profile.x"]);
  });
});

describe("what two addresses set as a whole", () => {
  const policyOf = (address: string, actions: string[], length: number): TerraformChange => ({
    address: `aws_iam_account_password_policy.${address}`,
    actions,
    before: { minimum_password_length: 8 },
    after: { minimum_password_length: length },
  });

  it.each([
    ["made and made", ["create"], ["create"]],
    ["changed and made", ["update"], ["create"]],
    ["deleted and made", ["delete"], ["create"]],
    ["changed and changed", ["update"], ["update"]],
  ])("is a problem where it is %s", (_, one, other) =>
    expect(problemsOf([policyOf("a", one, 6), policyOf("b", other, 14)])).toEqual(["changed-twice aws_iam_account_password_policy.b"]),
  );

  it("is a problem where two addresses changed one role, as after two imports", () => {
    const trust = (address: string, after: string): TerraformChange => ({
      address: `aws_iam_role.${address}`,
      actions: ["update"],
      before: { name: "app", path: "/", arn: arn("role/app"), assume_role_policy: TEXT },
      after: { name: "app", path: "/", arn: arn("role/app"), assume_role_policy: after },
    });
    expect(problemsOf([trust("a", "{}"), trust("b", TEXT.replace("s3:GetObject", "s3:PutObject"))])).toEqual(["changed-twice aws_iam_role.b"]);
  });
});
