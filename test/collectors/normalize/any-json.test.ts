import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalizeContact, normalizePasswordPolicy, normalizeSummary, summaryFlag } from "../../../collectors/normalize/account.ts";
import { mfaType, normalizeAccessKey, normalizeLastUse, normalizeMfaDevice } from "../../../collectors/normalize/credential.ts";
import { normalizeGroup } from "../../../collectors/normalize/group.ts";
import { isInUse, normalizePolicy } from "../../../collectors/normalize/managed-policy.ts";
import { normalizeAnalyzer, normalizeOidcProvider } from "../../../collectors/normalize/provider.ts";
import { normalizeRole } from "../../../collectors/normalize/role.ts";
import { normalizeSamlProvider } from "../../../collectors/normalize/saml-provider.ts";
import { normalizeServerCertificate } from "../../../collectors/normalize/server-certificate.ts";
import { normalizeUser } from "../../../collectors/normalize/user.ts";
import { gapRegister } from "../../../document/gap-register.ts";
import { validateDocument } from "../../../schemas/index.ts";
import { emptyDocument } from "../empty-document.ts";

const MARK = { $unknown: "g1" };
const unreadable = () => MARK;
const credentials = {
  passwordEnabled: MARK,
  passwordLastUsedAt: MARK,
  passwordLastChangedAt: MARK,
  passwordNextRotationAt: MARK,
  mfaActive: MARK,
  signingCertificates: MARK,
};
const owner = { arn: "arn:aws:iam::123456789012:user/a", name: "a" };

const NORMALIZERS: Record<string, (raw: unknown) => unknown> = {
  user: (raw) => normalizeUser(raw, { groupArns: [], mfaDeviceIds: [], accessKeyIds: [], credentials }, unreadable),
  group: (raw) => normalizeGroup(raw, [], unreadable),
  role: (raw) => normalizeRole(raw, unreadable),
  policy: (raw) => normalizePolicy(raw, [], unreadable),
  policyInUse: (raw) => isInUse(raw, new Set()),
  accessKey: (raw) => normalizeAccessKey(raw, owner),
  lastUse: normalizeLastUse,
  mfaDevice: (raw) => normalizeMfaDevice(raw, null),
  passwordPolicy: normalizePasswordPolicy,
  summary: normalizeSummary,
  flag: (raw) => summaryFlag(raw, "AccountMFAEnabled"),
  contact: normalizeContact,
  samlProvider: normalizeSamlProvider,
  oidcProvider: (raw) => normalizeOidcProvider("arn:aws:iam::1:oidc-provider/x", { raw }),
  serverCertificate: normalizeServerCertificate,
  analyzer: (raw) => normalizeAnalyzer(raw, "us-east-1"),
};

/** JSON that looks like an answer now and then: member names as AWS has them, values of any kind. */
const NAMES = ["Arn", "UserId", "GroupId", "RoleId", "PolicyId", "UserName", "CreateDate", "Path", "Tags", "Key", "Value", "SerialNumber", "Status"];
const MORE = ["AttachedManagedPolicies", "PolicyArn", "UserPolicyList", "PolicyName", "PolicyDocument", "PermissionsBoundary", "RoleLastUsed"];
const REST = ["PolicyVersionList", "DefaultVersionId", "SummaryMap", "PasswordPolicy", "AlternateContact", "MinimumPasswordLength", "__proto__"];
const { answer } = fc.letrec((tie) => ({
  leaf: fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.constantFrom("arn:aws:iam::1:user/a", "v1", "2020-01-01T00:00:00Z"), fc.date()),
  answer: fc.oneof(
    { maxDepth: 4 },
    tie("leaf"),
    fc.array(tie("answer"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...NAMES, ...MORE, ...REST), tie("answer"), { maxKeys: 10 }),
  ),
}));

describe("normalizers", () => {
  for (const [name, normalize] of Object.entries(NORMALIZERS)) {
    it(`never throw on arbitrary answers: ${name}`, () => {
      fc.assert(
        fc.property(answer, (raw) => {
          const result = normalize(raw);
          expect(result === undefined).toBe(false);
        }),
      );
    });
  }

  it("give a resource that follows the schema, whatever else the answer holds", async () => {
    const named = { Arn: "arn:aws:iam::1:user/a", UserId: "AIDA1", UserName: "a", CreateDate: "2020-01-01T00:00:00Z" };
    const base = emptyDocument();
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.constantFrom(...MORE, "Tags", "Path"), answer), async (rest) => {
        const user = NORMALIZERS.user?.({ ...rest, ...named });
        expect(await validateDocument({ ...base, users: [user], gaps: { g1: GAP } })).toMatchObject({ ok: true });
      }),
      { numRuns: 60 },
    );
  });
});

const GAP = { source: "iam:X", reason: "Unparseable", deniedBy: null, permission: null, scope: "x", message: "x" } as const;

describe("the kind of an MFA device", () => {
  const kinds: [serial: string, type: string][] = [
    ["arn:aws:iam::123456789012:mfa/alice", "virtual"],
    ["arn:aws-us-gov:iam::123456789012:mfa/alice", "virtual"],
    ["arn:aws:iam::123456789012:u2f/user/alice/key", "passkey-or-security-key"],
    ["arn:aws:iam::123456789012:sms-mfa/alice", "sms"],
    ["GAHT12345678", "hardware-totp"],
  ];
  for (const [serial, type] of kinds) {
    it(`is ${type} for ${serial}`, () => {
      expect(mfaType(serial)).toBe(type);
    });
  }
});

describe("the gap register", () => {
  it("numbers gaps by their content, not by the order in which they were found", () => {
    const other = { ...GAP, source: "iam:A" };
    const numbered = [
      [GAP, other],
      [other, GAP],
    ].map((order) => {
      const register = gapRegister();
      const marks = order.map((gap) => register.mark(gap));
      return { gaps: register.number(), ofGap: marks[order.indexOf(GAP)]?.$unknown };
    });
    expect(numbered[0]).toEqual(numbered[1]);
    expect(numbered[0]).toEqual({ gaps: { g1: other, g2: GAP }, ofGap: "g2" });
  });

  it("gives one mark for the same gap told twice", () => {
    const register = gapRegister();
    expect(register.mark(GAP)).toBe(register.mark({ ...GAP }));
    expect(Object.keys(register.number())).toEqual(["g1"]);
  });
});
