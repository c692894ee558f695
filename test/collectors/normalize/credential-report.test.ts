import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCredentialReport } from "../../../collectors/normalize/credential-report.ts";

const HEADER =
  "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated";
const NONE = "false,N/A,N/A,N/A,N/A";
const CERTS = "false,N/A,false,N/A";
const ARN = "arn:aws:iam::123456789012:user/a";

const row = (credentials: string, keys = `${NONE},${NONE}`): string => `a,${ARN},2020-01-02T03:04:05+00:00,${credentials},${keys},${CERTS}`;
const parse = (...lines: string[]) => parseCredentialReport([HEADER, ...lines].join("\n"));

describe("the credential report", () => {
  it("reads both spellings of UTC and of booleans", () => {
    const report = parse(row("TRUE,2021-01-01T00:00:00Z,2020-06-01T00:00:00+00:00,N/A,false"));
    expect(report?.users.get(ARN)).toMatchObject({
      createdAt: "2020-01-02T03:04:05.000Z",
      passwordEnabled: true,
      passwordLastUsedAt: "2021-01-01T00:00:00.000Z",
      passwordLastChangedAt: "2020-06-01T00:00:00.000Z",
      passwordNextRotationAt: null,
      mfaActive: false,
    });
  });

  it("reads no_information and N/A as known not to be there, not_supported as not told", () => {
    const report = parse(row("true,no_information,N/A,not_supported,false"));
    expect(report?.users.get(ARN)).toMatchObject({ passwordLastUsedAt: null, passwordLastChangedAt: null, passwordNextRotationAt: "not-supported" });
  });

  it("shows a key slot that is active, or inactive with its dates, and none that was never used", () => {
    const inactive = "false,2020-02-02T00:00:00+00:00,2020-03-03T00:00:00+00:00,us-east-1,s3";
    const report = parse(row("false,N/A,N/A,N/A,false", `${inactive},${NONE}`));
    expect(report?.users.get(ARN)?.keys).toEqual([
      {
        slot: 1,
        active: false,
        lastRotatedAt: "2020-02-02T00:00:00.000Z",
        lastUsedAt: "2020-03-03T00:00:00.000Z",
        lastUsedRegion: "us-east-1",
        lastUsedService: "s3",
      },
    ]);
  });

  it("keeps root apart from users", () => {
    const report = parse(row("true,N/A,N/A,N/A,true").replace(`a,${ARN}`, "<root_account>,arn:aws:iam::123456789012:root"));
    expect(report?.root?.mfaActive).toBe(true);
    expect(report?.users.size).toBe(0);
  });

  it("reads by column name: another order, more columns and quoted cells do no harm", () => {
    const report = parseCredentialReport(`extra,mfa_active,arn,user\n"a ""b"", c\nd",true,${ARN},a\n`);
    expect(report?.users.get(ARN)).toMatchObject({ mfaActive: true, passwordEnabled: undefined, keys: undefined });
  });

  it("tells a word it does not know from an absence", () => {
    expect(parse(row("maybe,soon,N/A,N/A,false"))?.users.get(ARN)).toMatchObject({ passwordEnabled: undefined, passwordLastUsedAt: undefined });
  });

  it("refuses text that is no report", () => {
    expect(parseCredentialReport("<html></html>")).toBeNull();
    expect(parseCredentialReport("")).toBeNull();
  });

  it("never throws, whatever it is given", () => {
    fc.assert(
      fc.property(fc.string(), fc.boolean(), (text, headed) => {
        const report = parseCredentialReport(headed ? `${HEADER}\n${text}` : text);
        expect(report === null || report.users instanceof Map).toBe(true);
      }),
    );
  });
});
