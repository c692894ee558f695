import { describe, expect, it } from "vitest";
import { type KeySlot, parseCredentialReport, type ReportRow } from "../../../collectors/normalize/credential-report.ts";
import { csvRows } from "../../../collectors/normalize/csv.ts";
import { showsHiding, slotOfOnlyKey, useFromSlot, useUnknown } from "../../../collectors/normalize/key-use.ts";
import { normalizeRoot } from "../../../collectors/normalize/root.ts";
import { credentialsFromReport, credentialsLive, credentialsUnknown, type LiveCredentials, timeOr } from "../../../collectors/normalize/user.ts";

const USER = "arn:aws:iam::123456789012:user/a";
const ROOT = "arn:aws:iam::123456789012:root";
const [EARLY, LATE] = ["2020-01-02T03:04:05.000Z", "2025-06-07T08:09:10.000Z"];

/** Columns of the report, and what a user without anything has in them. Source: IAM User Guide, "Get credential reports": format of the report. */
const EMPTY: Record<string, string> = {
  ...{ user: "a", arn: USER, user_creation_time: EARLY, password_enabled: "false", password_last_used: "N/A", password_last_changed: "N/A" },
  ...{
    password_next_rotation: "N/A",
    mfa_active: "false",
    cert_1_active: "false",
    cert_1_last_rotated: "N/A",
    cert_2_active: "false",
    cert_2_last_rotated: "N/A",
  },
  ...Object.fromEntries(
    [1, 2].flatMap((slot) => [
      [`access_key_${slot}_active`, "false"],
      ...["last_rotated", "last_used_date", "last_used_region", "last_used_service"].map((name) => [`access_key_${slot}_${name}`, "N/A"]),
    ]),
  ),
};

type Cells = Record<string, string | undefined>;

function rowOf(cells: Cells = {}): ReportRow {
  const entries = Object.entries({ ...EMPTY, ...cells }).filter(([, text]) => text !== undefined);
  const report = parseCredentialReport(`${entries.map(([name]) => name).join()}\n${entries.map(([, text]) => text).join()}`);
  const row = report?.root ?? report?.users.get(USER);
  if (!row) throw new Error("no row");
  return row;
}

const notReported = (column: string) => ({ $unknown: column });
const key = (slot: 1 | 2, cells: Cells): Cells => Object.fromEntries(Object.entries(cells).map(([name, text]) => [`access_key_${slot}_${name}`, text]));
const slotOf = (more: Partial<KeySlot> = {}): KeySlot => ({
  ...{ slot: 1, active: true, lastRotatedAt: EARLY, lastUsedAt: LATE, lastUsedRegion: "eu-west-1", lastUsedService: "s3", ...more },
});

describe("comma-separated text", () => {
  it.each<[string, string[][]]>([
    ["", []],
    ["\n\n", []],
    ["a", [["a"]]],
    [
      "a,b\nc,d",
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    [
      "a,b\r\nc,d\r\n",
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    [",", [["", ""]]],
    [
      ",\n,",
      [
        ["", ""],
        ["", ""],
      ],
    ],
    ['"a,b",c', [["a,b", "c"]]],
    ['"a ""b"" c",d', [['a "b" c', "d"]]],
    ['"a\nb\r\n",c', [["a\nb\r\n", "c"]]],
    ['"","x"', [["", "x"]]],
    ['"a"b,c', [["ab", "c"]]],
    ['x\n""\ny', [["x"], ["y"]]],
  ])("%j", (text, rows) => {
    expect(csvRows(text)).toEqual(rows);
  });
});

describe("cells of the credential report", () => {
  it("are none for a user without anything", () => {
    expect(rowOf()).toEqual({
      ...{ user: "a", arn: USER, createdAt: EARLY, passwordEnabled: false, passwordLastUsedAt: null, passwordLastChangedAt: null },
      ...{ passwordNextRotationAt: null, mfaActive: false, keys: [], certificates: [] },
    });
  });

  it("hold keys in either slot, with dates or without", () => {
    const used = { active: "TRUE", last_rotated: EARLY, last_used_date: LATE, last_used_region: "eu-west-1", last_used_service: "s3" };
    expect(rowOf(key(1, used)).keys).toEqual([slotOf()]);
    expect(rowOf(key(2, used)).keys).toEqual([slotOf({ slot: 2 })]);
    expect(rowOf({ ...key(1, used), ...key(2, { active: "true" }) }).keys).toEqual([
      slotOf(),
      { slot: 2, active: true, lastRotatedAt: null, lastUsedAt: null, lastUsedRegion: null, lastUsedService: null },
    ]);
    expect(rowOf(key(1, { last_rotated: EARLY })).keys).toMatchObject([{ active: false, lastRotatedAt: EARLY, lastUsedAt: null }]);
    expect(rowOf(key(1, { last_used_date: LATE })).keys).toMatchObject([{ active: false, lastRotatedAt: null, lastUsedAt: LATE }]);
  });

  it("are undefined where a column is missing or holds another text", () => {
    expect(rowOf(key(1, { active: undefined })).keys).toBeUndefined();
    expect(rowOf(key(2, { active: "maybe" })).keys).toBeUndefined();
    expect(rowOf(key(1, { last_rotated: undefined })).keys).toBeUndefined();
    expect(rowOf(key(2, { last_rotated: "soon" })).keys).toBeUndefined();
    expect(
      rowOf({ ...key(1, { active: "true", last_used_date: "soon", last_used_region: undefined, last_used_service: "not_supported" }) }).keys,
    ).toMatchObject([{ lastUsedAt: undefined, lastUsedRegion: undefined, lastUsedService: null }]);
    expect(
      rowOf({ mfa_active: "yes", password_enabled: undefined, password_next_rotation: "NOT_SUPPORTED", password_last_used: "No_Information" }),
    ).toMatchObject({
      ...{ mfaActive: undefined, passwordEnabled: undefined, passwordNextRotationAt: "not-supported", passwordLastUsedAt: null },
    });
    expect(rowOf({ password_last_used: "" }).passwordLastUsedAt).toBeNull();
  });

  it("hold certificates that are active or have a date", () => {
    expect(rowOf({ cert_1_active: "true", cert_2_last_rotated: LATE }).certificates).toEqual([
      { slot: 1, active: true, lastRotatedAt: null },
      { slot: 2, active: false, lastRotatedAt: LATE },
    ]);
    expect(rowOf({ cert_1_active: undefined }).certificates).toBeUndefined();
    expect(rowOf({ cert_2_last_rotated: "soon" }).certificates).toBeUndefined();
  });

  it("are read by the names of the header, whatever their case and the blanks around them, behind a byte order mark", () => {
    const report = parseCredentialReport(`\uFEFFuser,arn, MFA_Active \na, ${USER} , true `);
    expect(report?.users.get(USER)?.mfaActive).toBe(true);
  });

  it("make no row without a user or an ARN, and no report without their columns", () => {
    expect(parseCredentialReport(`user,arn\n,${USER}\na,\n`)).toEqual({ root: null, users: new Map() });
    expect(parseCredentialReport("user,name\na,b")).toBeNull();
    expect(parseCredentialReport("arn,name\na,b")).toBeNull();
    expect(parseCredentialReport("a\nuser,arn\n")).toBeNull();
  });
});

describe("credentials of a user", () => {
  it("are those of its row", () => {
    const certificates = { cert_1_active: "true", cert_1_last_rotated: EARLY };
    const cells = {
      password_enabled: "true",
      password_last_used: LATE,
      password_last_changed: EARLY,
      password_next_rotation: LATE,
      mfa_active: "true",
      ...certificates,
    };
    expect(credentialsFromReport(rowOf(cells), notReported)).toEqual({
      ...{ passwordEnabled: true, passwordLastUsedAt: LATE, passwordLastChangedAt: EARLY, passwordNextRotationAt: LATE, mfaActive: true },
      signingCertificates: [{ slot: 1, active: true, lastRotatedAt: EARLY }],
    });
  });

  it("have no dates of a password that is not there", () => {
    const dates = { password_last_used: LATE, password_last_changed: EARLY, password_next_rotation: LATE };
    expect(credentialsFromReport(rowOf(dates), notReported)).toMatchObject({
      ...{ passwordEnabled: false, passwordLastUsedAt: null, passwordLastChangedAt: null, passwordNextRotationAt: null },
    });
  });

  it("name each column without a value", () => {
    const lost = {
      password_enabled: "?",
      password_last_used: "?",
      password_last_changed: "?",
      password_next_rotation: "?",
      mfa_active: "?",
      cert_1_active: "?",
    };
    expect(credentialsFromReport(rowOf(lost), notReported)).toEqual({
      ...{
        passwordEnabled: notReported("password_enabled"),
        passwordLastUsedAt: notReported("password_last_used"),
        passwordLastChangedAt: notReported("password_last_changed"),
      },
      ...{
        passwordNextRotationAt: notReported("password_next_rotation"),
        mfaActive: notReported("mfa_active"),
        signingCertificates: notReported("cert_1_active"),
      },
    });
  });

  it("are all unknown without a report", () => {
    const mark = notReported("denied");
    expect(credentialsUnknown(mark)).toEqual({
      ...{
        passwordEnabled: mark,
        passwordLastUsedAt: mark,
        passwordLastChangedAt: mark,
        passwordNextRotationAt: mark,
        mfaActive: mark,
        signingCertificates: mark,
      },
    });
  });

  it("of a user newer than the report are asked one by one", () => {
    const untilReport = notReported("next report");
    const live = (more: Partial<LiveCredentials>) =>
      credentialsLive({ passwordEnabled: true, passwordLastUsedAt: LATE, mfaDeviceIds: ["x"], untilReport, ...more });
    const later = { passwordLastChangedAt: untilReport, passwordNextRotationAt: untilReport, signingCertificates: untilReport };
    expect(live({})).toEqual({ passwordEnabled: true, passwordLastUsedAt: LATE, mfaActive: true, ...later });
    const none = { passwordLastUsedAt: null, passwordLastChangedAt: null, passwordNextRotationAt: null };
    expect(live({ passwordEnabled: false, mfaDeviceIds: [] })).toEqual({ passwordEnabled: false, ...none, mfaActive: false, signingCertificates: untilReport });
    const denied = notReported("denied");
    const open = { passwordEnabled: denied, passwordLastUsedAt: denied, passwordLastChangedAt: denied, passwordNextRotationAt: denied };
    expect(live({ passwordEnabled: denied, mfaDeviceIds: denied })).toEqual({ ...open, mfaActive: denied, signingCertificates: untilReport });
    expect(live({ mfaDeviceIds: ["x", denied] }).mfaActive).toBe(true);
    expect(live({ mfaDeviceIds: [denied] }).mfaActive).toBe(denied);
  });

  it("a time is reported, absent, or not reported", () => {
    const not = () => notReported("x");
    expect([timeOr(LATE, not), timeOr(null, not), timeOr("not-supported", not), timeOr(undefined, not)]).toEqual([
      LATE,
      null,
      notReported("x"),
      notReported("x"),
    ]);
  });
});

describe("the use of a key", () => {
  const older = { createdAt: "2024-01-01T00:00:00.000Z" };
  const row = (keys: KeySlot[] | undefined): ReportRow => ({ ...rowOf(), keys });

  it("is that of the only slot, where the user has one key that the report is newer than", () => {
    expect(slotOfOnlyKey([older], row([slotOf()]), LATE)).toEqual(slotOf());
    expect(slotOfOnlyKey([older], row([slotOf()]), older.createdAt)).toEqual(slotOf());
    expect(slotOfOnlyKey([older], row([slotOf()]), "2023-01-01T00:00:00.000Z")).toBeNull();
    expect(slotOfOnlyKey([older, older], row([slotOf()]), LATE)).toBeNull();
    expect(slotOfOnlyKey([older], row([slotOf(), slotOf({ slot: 2 })]), LATE)).toBeNull();
    expect(slotOfOnlyKey([], row([slotOf()]), LATE)).toBeNull();
    expect(slotOfOnlyKey([older], row([]), LATE)).toBeNull();
    expect(slotOfOnlyKey([older], row(undefined), LATE)).toBeNull();
    expect(slotOfOnlyKey([older], undefined, LATE)).toBeNull();
  });

  it("is read from the slot, and names each column without a value", () => {
    expect(useFromSlot(slotOf(), notReported)).toEqual({ lastUsedAt: LATE, lastUsedService: "s3", lastUsedRegion: "eu-west-1" });
    expect(useFromSlot(slotOf({ lastUsedAt: null, lastUsedService: null, lastUsedRegion: null }), notReported)).toEqual({
      ...{ lastUsedAt: null, lastUsedService: null, lastUsedRegion: null },
    });
    const lost = slotOf({ slot: 2, lastUsedAt: undefined, lastUsedService: undefined, lastUsedRegion: undefined });
    expect(useFromSlot(lost, notReported)).toEqual({
      ...{ lastUsedAt: notReported("access_key_2_last_used_date"), lastUsedService: notReported("access_key_2_last_used_service") },
      lastUsedRegion: notReported("access_key_2_last_used_region"),
    });
    expect(useFromSlot(slotOf({ lastUsedAt: "not-supported" }), notReported).lastUsedAt).toEqual(notReported("access_key_1_last_used_date"));
    const mark = notReported("denied");
    expect(useUnknown(mark)).toEqual({ lastUsedAt: mark, lastUsedService: mark, lastUsedRegion: mark });
  });

  it("is hidden where the report shows fewer keys than are older than it, an inactive one among them", () => {
    const active = { ...older, active: true };
    const idle = { ...older, active: false };
    const newer = { createdAt: "2026-01-01T00:00:00.000Z", active: false };
    expect(showsHiding([active, idle], row([slotOf()]), LATE)).toBe(true);
    expect(showsHiding([idle], row([]), LATE)).toBe(true);
    expect(showsHiding([{ ...idle, createdAt: LATE }], row([]), LATE)).toBe(true);
    expect(showsHiding([active], row([]), LATE)).toBe(false);
    expect(showsHiding([idle], row([slotOf()]), LATE)).toBe(false);
    expect(showsHiding([newer], row([]), LATE)).toBe(false);
    expect(showsHiding([active, newer], row([]), LATE)).toBe(false);
    expect(showsHiding([idle], row(undefined), LATE)).toBe(false);
    expect(showsHiding([idle], undefined, LATE)).toBe(false);
  });
});

describe("the root user of the report", () => {
  const asked: string[] = [];
  const recordAsked = (source: string, name: string) => {
    asked.push(`${source} ${name}`);
    return notReported(name);
  };
  const flags = { AccountMFAEnabled: 1, AccountPasswordPresent: 0, AccountAccessKeysPresent: 0, AccountSigningCertificatesPresent: 1 };
  const rootOf = (cells: Cells = {}, SummaryMap: object = flags) =>
    normalizeRoot(ROOT, {
      row: { value: rowOf({ user: "<root_account>", arn: ROOT, ...cells }) },
      summary: { value: { SummaryMap } },
      virtualDevices: { items: [{}, { User: {} }, { User: { Arn: USER } }], mark: null },
      notReported: recordAsked,
    });

  it("has each of its fields", () => {
    expect(rootOf({ password_last_used: LATE, password_last_changed: EARLY })).toEqual({
      ...{ arn: ROOT, passwordPresent: false, passwordLastUsedAt: LATE, passwordLastChangedAt: EARLY, mfaActive: true, virtualMfaActive: false },
      ...{ accessKeysPresent: false, accessKeys: [], signingCertificatesPresent: true, lastUsedAt: LATE },
    });
    // AWS does not support the date of its password's change.
    expect(rootOf({ password_last_changed: "not_supported" }).passwordLastChangedAt).toBeNull();
  });

  it("was used when its password or a key was used last", () => {
    expect(rootOf().lastUsedAt).toBeNull();
    const later = key(1, { active: "true", last_rotated: EARLY, last_used_date: LATE });
    expect(rootOf({ ...later, password_last_used: EARLY })).toMatchObject({
      lastUsedAt: LATE,
      accessKeys: [{ slot: 1, active: true, lastRotatedAt: EARLY, lastUsedAt: LATE }],
    });
    expect(rootOf({ ...later, ...key(2, { active: "true", last_used_date: EARLY }) }).lastUsedAt).toBe(LATE);
  });

  it("names each column and count without a value", () => {
    const lost = { password_last_used: "?", password_last_changed: "?", ...key(1, { active: "?" }) };
    expect(rootOf(lost, {})).toMatchObject({
      ...{
        passwordPresent: notReported("AccountPasswordPresent"),
        mfaActive: notReported("AccountMFAEnabled"),
        accessKeysPresent: notReported("AccountAccessKeysPresent"),
      },
      ...{ signingCertificatesPresent: notReported("AccountSigningCertificatesPresent"), passwordLastUsedAt: notReported("password_last_used") },
      ...{ passwordLastChangedAt: notReported("password_last_changed"), accessKeys: notReported("access_key_1_active") },
      lastUsedAt: notReported("password_last_used, access_key_N_last_used_date"),
    });
    expect(rootOf(key(2, { active: "true", last_used_date: "?" }))).toMatchObject({
      ...{ accessKeys: notReported("access_key_2_last_used_date"), lastUsedAt: notReported("password_last_used, access_key_N_last_used_date") },
    });
    expect(rootOf(key(1, { active: "?" })).lastUsedAt).toEqual(notReported("password_last_used, access_key_N_last_used_date"));
    expect(new Set(asked.map((text) => text.split(" ")[0]))).toEqual(new Set(["iam:GetAccountSummary", "iam:GetCredentialReport"]));
    expect(asked).toContain("iam:GetAccountSummary AccountMFAEnabled");
    expect(asked).toContain("iam:GetCredentialReport password_last_used");
  });

  it("has a key that the report hides where the summary counts one that no slot shows", () => {
    const hidden = notReported("root's inactive access key");
    expect(rootOf({}, { ...flags, AccountAccessKeysPresent: 1 }).accessKeys).toEqual([hidden]);
    expect(asked).toContain("iam:GetCredentialReport root's inactive access key");
    const shown = key(1, { active: "true" });
    expect(rootOf(shown, { ...flags, AccountAccessKeysPresent: 1 }).accessKeys).toHaveLength(1);
    expect(rootOf(shown, {}).accessKeys).toMatchObject([{ slot: 1 }, notReported("AccountAccessKeysPresent")]);
  });
});
