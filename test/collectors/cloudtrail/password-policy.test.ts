import { describe, expect, it } from "vitest";
import { eventOf, fixtureRecords, record } from "./records.ts";

const [partial = {}, defaults = {}, refused = {}, deleted = {}] = fixtureRecords("password-policy");
const policyAfter = (value: Record<string, unknown>) => eventOf(value).change.passwordPolicyAfter;

/** AWS's own defaults: IAM API Reference, UpdateAccountPasswordPolicy. */
const DEFAULTS = {
  minimumPasswordLength: 6,
  requireSymbols: false,
  requireNumbers: false,
  requireUppercaseCharacters: false,
  requireLowercaseCharacters: false,
  allowUsersToChangePassword: false,
  expirePasswords: false,
  maxPasswordAge: null,
  passwordReusePrevention: null,
  hardExpiry: false,
};

describe("the password policy after a call", () => {
  it("has AWS's defaults for what the request leaves out", () => {
    expect(policyAfter(partial)).toEqual({ ...DEFAULTS, minimumPasswordLength: 14, requireSymbols: true, maxPasswordAge: 90, expirePasswords: true });
  });

  it("is all defaults after a request without parameters, whose record has none", () => {
    expect(policyAfter(defaults)).toEqual(DEFAULTS);
  });

  it("is unknown when the call was denied", () => {
    expect(policyAfter(refused)).toBe("unknown: NotInRecord");
  });

  it("is absent after DeleteAccountPasswordPolicy", () => {
    expect(eventOf(deleted).change).toMatchObject({ kind: "password-policy", passwordPolicyAfter: null, target: { kind: "account", name: "111122223333" } });
  });

  it("is unknown when the request was truncated", () => {
    expect(policyAfter(fixtureRecords("truncated")[3] ?? {})).toBe("unknown: Truncated");
  });

  it("reads numbers and flags that were written as text", () => {
    const texts = { minimumPasswordLength: "12", requireNumbers: "true", hardExpiry: "false" };
    expect(policyAfter(record("UpdateAccountPasswordPolicy", texts))).toMatchObject({ minimumPasswordLength: 12, requireNumbers: true, hardExpiry: false });
  });

  it("is unknown when a member is of a type that AWS does not send", () => {
    expect(policyAfter(record("UpdateAccountPasswordPolicy", { minimumPasswordLength: [8] }))).toBe("unknown: Unparseable");
  });
});
