import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { diffDocuments } from "../../../../engine/index.ts";
import type { ReeveDocument } from "../../../../schemas/index.ts";

const SAMPLE = JSON.parse(gunzipSync(readFileSync("samples/tideline.snapshot.json.gz")).toString("utf8")) as ReeveDocument;
type Bag = Record<string, unknown>;
type Lists = Record<"users" | "groups" | "roles" | "policies" | "trails" | "accessKeys" | "mfaDevices", Bag[]> & { account: Bag; root: Bag };
const GAP = { source: "iam:ListUsers", reason: "AccessDenied" as const, deniedBy: null, permission: null, scope: "account", message: "no" };
const copy = (change: (document: Lists) => void = () => {}): ReeveDocument => {
  const document = structuredClone(SAMPLE);
  document.gaps.gx = GAP;
  change(document as unknown as Lists);
  return document;
};
const named = (list: readonly Bag[], name: string): Bag => list.find((each) => each.name === name) ?? {};
const ARN = "arn:aws:iam::444455556666:";

/** Each change as `kind name code other`. */
const told = (before: ReeveDocument, after: ReeveDocument): string[] =>
  diffDocuments(before, after).changes.map(({ code, resource, details }) =>
    [resource.kind, resource.name, code, details.other ?? details.field ?? ""].join(" ").trim(),
  );

describe("what changed in an account", () => {
  const cases: [string, (document: Lists) => void, string[]][] = [
    ["nothing", () => {}, []],
    [
      "use and deliveries alone are no change",
      ({ users, trails }) =>
        [users[0], trails[0]].map((one) =>
          Object.assign(one ?? {}, { passwordLastUsedAt: "2026-11-16T00:00:00.000Z", latestDeliveryAt: "2026-11-16T00:00:00.000Z" }),
        ),
      [],
    ],
    ["order is no change", ({ users }) => users.reverse(), []],
    [
      "a user deleted",
      (document) => Object.assign(document, { users: document.users.filter(({ name }) => name !== "ana.ferreira") }),
      ["user ana.ferreira deleted"],
    ],
    [
      "a user made, with what it holds",
      ({ users }) => users.push({ ...structuredClone(named(users, "ana.ferreira")), name: "eve", id: "AIDAEVE", arn: `${ARN}user/eve` }),
      ["user eve made", "user eve password-set passwordEnabled", `user eve membership-added ${ARN}group/administrators`],
    ],
    ["a user made again under its ARN", ({ users }) => Object.assign(named(users, "ana.ferreira"), { id: "AIDAAGAIN" }), ["user ana.ferreira re-created"]],
    [
      "a group renamed: its members have not left it",
      ({ groups, users }) => {
        const group = named(groups, "administrators");
        for (const user of users) user.groupArns = (user.groupArns as string[]).map((arn) => (arn === group.arn ? `${ARN}group/admins` : arn));
        Object.assign(group, { name: "admins", arn: `${ARN}group/admins` });
      },
      ["group admins renamed"],
    ],
    [
      "a membership ended",
      ({ users }) => Object.assign(named(users, "ana.ferreira"), { groupArns: [] }),
      [`user ana.ferreira membership-removed ${ARN}group/administrators`],
    ],
    [
      "MFA lost, and a password changed",
      ({ users }) => Object.assign(named(users, "ana.ferreira"), { mfaActive: false, passwordLastChangedAt: "2026-11-16T00:00:00.000Z" }),
      ["user ana.ferreira password-changed passwordLastChangedAt", "user ana.ferreira mfa-lost mfaActive"],
    ],
    [
      "a password removed is not changed too",
      ({ users }) => Object.assign(named(users, "ana.ferreira"), { passwordEnabled: false, passwordLastChangedAt: null }),
      ["user ana.ferreira password-removed passwordEnabled"],
    ],
    [
      "a key rotated",
      ({ accessKeys }) => Object.assign(accessKeys[0] ?? {}, { id: "AKIANEW" }),
      [`accessKey ${(SAMPLE.accessKeys as unknown as Bag[])[0]?.userName} key-rotated`],
    ],
    [
      "a key deactivated",
      ({ accessKeys }) => Object.assign(accessKeys.find(({ active }) => active === true) ?? {}, { active: false }),
      [`accessKey ${(SAMPLE.accessKeys as unknown as Bag[]).find(({ active }) => active === true)?.userName} key-deactivated active`],
    ],
    [
      "a policy detached from a group",
      ({ groups }) => Object.assign(named(groups, "administrators"), { attachedPolicyArns: [`${ARN}policy/guardrails/RequireMfa`] }),
      ["group administrators policy-detached arn:aws:iam::aws:policy/AdministratorAccess"],
    ],
    [
      "a boundary set",
      ({ roles }) => Object.assign(named(roles, "app-checkout"), { permissionsBoundaryArn: `${ARN}policy/b` }),
      ["role app-checkout boundary-set permissionsBoundaryArn"],
    ],
    [
      "a trust policy changed",
      ({ roles }) => Object.assign(named(roles, "app-checkout").trustPolicy as Bag, { statements: [], documentSha256: "0" }),
      ["role app-checkout trust-policy-changed"],
    ],
    [
      "an inline policy made",
      ({ roles }) => Object.assign(named(roles, "app-checkout"), { inlinePolicies: [{ name: "x", admin: true, denyDigests: [], documentSha256: "0" }] }),
      [
        "role app-checkout inline-policy-made x",
        ...(named(SAMPLE.roles as unknown as Bag[], "app-checkout").inlinePolicies as Bag[]).map(
          ({ name }) => `role app-checkout inline-policy-deleted ${name}`,
        ),
      ],
    ],
    [
      "a trail stopped",
      ({ trails }) => Object.assign(named(trails, "tideline-main"), { isLogging: false, stopLoggingAt: "2026-11-16T00:00:00.000Z" }),
      ["trail tideline-main trail-stopped isLogging"],
    ],
    [
      "a trail stopped and started again",
      ({ trails }) => Object.assign(named(trails, "tideline-main"), { startLoggingAt: "2026-11-16T00:00:00.000Z" }),
      ["trail tideline-main trail-restarted startLoggingAt"],
    ],
    [
      "a setting of the password policy",
      ({ account }) => Object.assign(account.passwordPolicy as Bag, { minimumPasswordLength: 6 }),
      ["account tideline-production changed passwordPolicy.minimumPasswordLength"],
    ],
    ["no password policy any more", ({ account }) => Object.assign(account, { passwordPolicy: null }), ["account tideline-production password-policy-deleted"]],
    ["root without MFA", ({ root }) => Object.assign(root, { mfaActive: false }), ["root root mfa-lost mfaActive"]],
    [
      "an AWS managed policy that is attached no more is not deleted",
      (document) => Object.assign(document, { policies: document.policies.filter(({ awsManaged }) => awsManaged !== true) }),
      [],
    ],
  ];
  test.each(cases)("%s", (_, change, expected) => {
    expect(told(copy(), copy(change))).toEqual(expected);
  });

  test("a policy's new content, with what it came to grant and ceased to deny", () => {
    const statement = { sid: null, notActions: [], notResources: [], principals: [], notPrincipals: [], conditions: [], actions: ["*"], resources: ["*"] };
    const content = (effect: string, documentSha256: string) => ({ statements: [{ ...statement, effect }], documentSha256 });
    const before = copy(({ policies }) => Object.assign(named(policies, "backup-writer"), content("Deny", "1")));
    const after = copy(({ policies }) => Object.assign(named(policies, "backup-writer"), content("Allow", "0")));
    expect(diffDocuments(before, after).changes).toMatchObject([{ code: "policy-content-changed", details: { admin: "gained", denies: "lost" } }]);
  });
});

describe("what one side does not know is never a change", () => {
  const UNKNOWN = { $unknown: "gx" };
  const baseline = diffDocuments(copy(), copy()).incomparable;
  const cases: [string, (document: Lists) => void, object][] = [
    ["a list that could not be read", (document) => Object.assign(document, { users: UNKNOWN }), { kind: "user", field: null, count: 0 }],
    ["a list that may hold more", (document) => Object.assign(document, { users: [UNKNOWN] }), { kind: "user", field: null, count: 0 }],
    ["a field of several", ({ users }) => users.map((user) => Object.assign(user, { mfaActive: UNKNOWN })), { kind: "user", field: "mfaActive", count: 22 }],
    [
      "a list of attachments that may hold more",
      ({ groups }) => Object.assign(groups[0] ?? {}, { attachedPolicyArns: [UNKNOWN] }),
      { kind: "group", field: "attachedPolicyArns", count: 1 },
    ],
    [
      "a trust policy",
      ({ roles }) => Object.assign(roles[0]?.trustPolicy as Bag, { statements: UNKNOWN, documentSha256: UNKNOWN }),
      { kind: "role", field: "trustPolicy", count: 1 },
    ],
    ["the password policy", ({ account }) => Object.assign(account, { passwordPolicy: UNKNOWN }), { kind: "account", field: "passwordPolicy", count: 1 }],
  ];
  test.each(cases)("%s, on either side", (_, change, expected) => {
    for (const side of ["before", "after"] as const) {
      const [before, after] = side === "before" ? [copy(change), copy()] : [copy(), copy(change)];
      const { changes, incomparable } = diffDocuments(before, after);
      expect(changes).toEqual([]);
      const added = incomparable.filter((one) => !baseline.some((other) => JSON.stringify(other) === JSON.stringify(one)));
      expect(added).toEqual([{ ...expected, side, gap: { source: GAP.source, reason: GAP.reason, scope: GAP.scope, permission: null, message: "no" } }]);
    }
  });
});
