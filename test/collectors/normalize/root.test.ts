import { describe, expect, it } from "vitest";
import { parseCredentialReport } from "../../../collectors/normalize/credential-report.ts";
import { normalizeRoot, type RootFacts } from "../../../collectors/normalize/root.ts";

const HEADER =
  "user,arn,password_enabled,password_last_used,password_last_changed,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated";
const ARN = "arn:aws:iam::123456789012:root";
const UNTOLD = { $unknown: "notReported" };
const FAILED = { $unknown: "failed" };

function root({ row = "", summary = {}, ...rest }: { row?: string; summary?: Record<string, number> } & Partial<Omit<RootFacts, "row" | "summary">> = {}) {
  const cells = row || "not_supported,2026-01-01T00:00:00Z,not_supported,true,false,N/A,N/A,false,N/A,N/A,false,N/A,false,N/A";
  const read = parseCredentialReport(`${HEADER}\n<root_account>,${ARN},${cells}`)?.root;
  if (!read) throw new Error("no row");
  const counts = { AccountMFAEnabled: 1, AccountPasswordPresent: 1, AccountAccessKeysPresent: 0, AccountSigningCertificatesPresent: 0, ...summary };
  const facts = { row: { value: read }, summary: { value: { SummaryMap: counts } }, virtualDevices: { items: [], mark: null }, notReported: () => UNTOLD };
  return normalizeRoot(ARN, { ...facts, ...rest });
}

const virtual = (owner: string | null) => ({ SerialNumber: "arn:aws:iam::123456789012:mfa/any-name", ...(owner ? { User: { Arn: owner } } : {}) });

describe("the root user", () => {
  it("takes MFA, password and keys from the summary", () => {
    expect(root()).toMatchObject({ mfaActive: true, passwordPresent: true, accessKeysPresent: false, signingCertificatesPresent: false, accessKeys: [] });
  });

  it("has a virtual device where one of any name belongs to it", () => {
    expect(root({ virtualDevices: { items: [virtual(null), virtual(ARN)], mark: null } }).virtualMfaActive).toBe(true);
  });

  it("has none only where the whole list was read", () => {
    expect(root({ virtualDevices: { items: [virtual("arn:aws:iam::1:user/a")], mark: null } }).virtualMfaActive).toBe(false);
    expect(root({ virtualDevices: { items: [virtual("arn:aws:iam::1:user/a")], mark: FAILED } }).virtualMfaActive).toBe(FAILED);
    expect(root({ virtualDevices: { items: [virtual(ARN)], mark: FAILED } }).virtualMfaActive).toBe(true);
  });

  it("was last used when its password or a key was, whichever came later", () => {
    const key = "true,2020-01-01T00:00:00Z,2026-05-01T00:00:00Z";
    const used = root({ row: `true,2026-01-01T00:00:00Z,N/A,true,${key},false,N/A,N/A,false,N/A,false,N/A`, summary: { AccountAccessKeysPresent: 1 } });
    expect(used.lastUsedAt).toBe("2026-05-01T00:00:00.000Z");
    expect(used.accessKeys).toMatchObject([{ slot: 1, active: true }]);
  });

  it("was never used where the report says so", () => {
    expect(root({ row: "false,no_information,N/A,false,false,N/A,N/A,false,N/A,N/A,false,N/A,false,N/A" }).lastUsedAt).toBeNull();
  });

  it("may have a key that the report hides where the summary counts one", () => {
    expect(root({ summary: { AccountAccessKeysPresent: 1 } }).accessKeys).toEqual([UNTOLD]);
  });

  it("is unknown in what the summary would tell, and in what the report would, when both failed", () => {
    const failed = normalizeRoot(ARN, {
      row: { mark: FAILED },
      summary: { mark: UNTOLD },
      virtualDevices: { items: [], mark: null },
      notReported: () => UNTOLD,
    });
    expect(failed).toMatchObject({ mfaActive: UNTOLD, passwordPresent: UNTOLD, accessKeys: FAILED, lastUsedAt: FAILED, virtualMfaActive: false });
  });

  it("is unknown in a flag that the summary lacks", () => {
    const { passwordPresent } = root({ summary: { AccountPasswordPresent: undefined as unknown as number } });
    expect(passwordPresent).toBe(UNTOLD);
  });
});
