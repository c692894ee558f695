import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { loadRules } from "../../../engine/index.ts";
import { sourceChoice } from "../../../engine/language/index.ts";
import { type Field, type ReeveDocument, TABLE, type ValueType } from "../../../schemas/index.ts";
import { evaluate } from "../../judged.ts";

const TIDELINE = JSON.parse(gunzipSync(readFileSync("samples/tideline.snapshot.json.gz")).toString("utf8")) as ReeveDocument;
const REPORT_AT = "2026-11-16T03:00:00.000Z";
const USER = "arn:aws:iam::444455556666:user/ana";
const PASSWORD = "iam:GetCredentialReport password_enabled; iam:GetLoginProfile for users newer than the report";
const LAST_USE = "iam:GetAccessKeyLastUsed for users with two keys, else iam:GetCredentialReport access_key_N_last_used_date";

interface Parts {
  userMadeAt?: string;
  keysMadeAt?: string[];
  /** Answers of iam:GetAccessKeyLastUsed. */
  answers?: number;
  certificates?: unknown;
  keyIds?: (ids: string[]) => unknown;
  reportAt?: string | null;
}

function documentOf({ userMadeAt = "2026-01-01T00:00:00.000Z", keysMadeAt = ["2026-01-02T00:00:00.000Z"], answers = 0, ...parts }: Parts): ReeveDocument {
  const { certificates = [], keyIds = (ids) => ids, reportAt = REPORT_AT } = parts;
  const mark = { $unknown: "g" };
  const [user] = TIDELINE.users as unknown as Record<string, unknown>[];
  const [key] = TIDELINE.accessKeys as unknown as Record<string, unknown>[];
  const keys = keysMadeAt.map((createdAt, at) => ({ ...key, id: `AKIAEXAMPLE00000000${at}`, userArn: USER, userName: "ana", createdAt, lastUsedAt: null }));
  const fields = {
    arn: USER,
    name: "ana",
    createdAt: userMadeAt,
    passwordEnabled: true,
    signingCertificates: certificates === "unknown" ? mark : certificates,
  };
  return {
    ...TIDELINE,
    users: [{ ...user, ...fields, accessKeyIds: keyIds(keys.map(({ id }) => id)) }],
    accessKeys: keys,
    gaps: { ...TIDELINE.gaps, g: { source: "iam:GetCredentialReport", reason: "NotReady", deniedBy: null, permission: null, scope: "x", message: "x" } },
    collection: {
      ...TIDELINE.collection,
      sources: reportAt === null ? [] : [{ source: "iam:GetCredentialReport", at: reportAt }],
      calls: answers === 0 ? [] : [{ api: "iam:GetAccessKeyLastUsed", count: answers, retryCount: 0 }],
    },
  } as unknown as ReeveDocument;
}

/** Source and age, in hours, of what a rule reads. */
function evidenceOf(document: ReeveDocument, kind: string, require: string) {
  const text = `id: a-rule\ntitle: T\nseverity: low\nresource: ${kind}\nrationale: R\nmessage: m\nrequire:\n  ${require}\n`;
  const { rules, diagnostics } = loadRules([{ file: "a-rule.yaml", text }]);
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const judged = evaluate(document, rules);
  if (!judged.ok) throw new Error(JSON.stringify(judged.errors));
  const own = judged.results.results.flatMap(({ evidence }) => evidence).filter(({ path }) => /lastUsedAt|passwordEnabled/.test(path));
  expect(own.length).toBeGreaterThan(0);
  return [...new Set(own.map(({ source, ageMs }) => `${source} ${ageMs === null ? null : ageMs / 3_600_000}`))];
}

const NEW = "2026-11-16T05:00:00.000Z";
const OLD = "2026-01-02T00:00:00.000Z";
const BY_REPORT = "iam:GetCredentialReport access_key_N_last_used_date 3";
const SINGLY = "iam:GetAccessKeyLastUsed 0";

describe("evidence of a field that one of two calls gives names, with its age,", () => {
  it.each<[what: string, parts: Parts, source: string]>([
    ["the report for a user's only key", {}, BY_REPORT],
    ["the single answers for two keys", { keysMadeAt: [OLD, OLD] }, SINGLY],
    ["the single answers for two keys, where more may be missing", { keysMadeAt: [OLD, OLD], keyIds: (ids) => [...ids, { $unknown: "g" }] }, SINGLY],
    ["the single answer for a key newer than the report", { keysMadeAt: [NEW] }, SINGLY],
    ["both for a key beside which there may be another", { keyIds: (ids) => [...ids, { $unknown: "g" }] }, `${LAST_USE} 3`],
    ["both for an only key where more single answers came than keys explain", { answers: 1 }, `${LAST_USE} 3`],
    ["both where the time of the report is not known", { reportAt: null }, `${LAST_USE} 0`],
  ])("%s", (_, parts, source) => {
    const document = documentOf(parts);
    expect(evidenceOf(document, "accessKey", "accessKey.lastUsedAt: { newerThan: 90d }")).toEqual([source]);
    // The same by way of the user, element by element.
    expect(evidenceOf(document, "user", "user.accessKeys: { count: { gte: 1 }, every: { lastUsedAt: { newerThan: 90d } } }")).toEqual([source]);
  });

  it.each<[what: string, parts: Parts, source: string]>([
    ["the report for a user in it", {}, "iam:GetCredentialReport password_enabled 3"],
    ["the login profile for a user newer than it", { userMadeAt: NEW, certificates: "unknown" }, "iam:GetLoginProfile 0"],
    ["both for a user that it may not hold yet", { userMadeAt: "2026-11-16T02:55:00.000Z", certificates: "unknown" }, `${PASSWORD} 3`],
    ["both where the time of the report is not known", { reportAt: null }, `${PASSWORD} 0`],
  ])("%s", (_, parts, source) => {
    const document = documentOf(parts);
    expect(evidenceOf(document, "user", "user.passwordEnabled: false")).toEqual([source]);
    expect(evidenceOf(document, "accessKey", "accessKey.user.passwordEnabled: false")).toEqual([source]);
  });
});

it("the words of every source that names a call for some users only are understood", () => {
  const worded = new Set<string>();
  const visit = (fields: Record<string, Field>): void => {
    for (const { source, value } of Object.values(fields)) {
      if (source?.includes("for users")) worded.add(source);
      descend(value);
    }
  };
  const descend = (type: ValueType): void => {
    if (type.type === "object") visit(type.fields);
    if (type.type === "list") descend(type.element);
  };
  for (const { fields } of Object.values(TABLE.kinds)) visit(fields);
  expect([...worded].sort()).toEqual([LAST_USE, PASSWORD].sort());
  expect([...worded].filter((source) => sourceChoice(source) === null)).toEqual([]);
});
