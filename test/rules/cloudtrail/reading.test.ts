import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { documentOfEvents, normalizeRecords } from "../../../collectors/index.ts";
import { derivedEvents, type JsonRecord } from "../../collectors/cloudtrail/records.ts";
import { judged, packRules } from "./pack.ts";

const FOLDER = resolve("../shared/cases/events");
const present = existsSync(FOLDER);
if (!present) process.stderr.write(`\nSKIPPED records that were read wrongly: ${FOLDER} is not there\n`);

const rules = packRules();
const PARAMS = { guardrailPolicies: ["arn:*:iam::*:policy/guardrails/*"], breakGlass: ["arn:*:iam::*:role/break-glass/*"] };
const recordsOf = (file: string): JsonRecord[] => (JSON.parse(readFileSync(resolve(FOLDER, file), "utf8")) as { Records: JsonRecord[] }).Records;

const resultsOf = (records: readonly JsonRecord[]) => {
  const document = documentOfEvents({ ...normalizeRecords(records), sources: ["records"], from: null, to: null }, "test");
  return judged(document, rules, PARAMS).results.filter(({ occurrence }) => occurrence !== undefined);
};
const messages = (file: string): (string | undefined)[] => resultsOf(recordsOf(file)).map(({ message }) => message);

/** A record with the objects that its members hold as text. */
const opened = (record: JsonRecord): JsonRecord =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, typeof value === "string" && value.startsWith("{") ? JSON.parse(value) : value]));

describe.runIf(present)("records that were read wrongly", () => {
  it.each(present ? readdirSync(resolve(FOLDER, "json-text")) : [])("json-text/%s gives what objects give", (file) => {
    const records = recordsOf(`json-text/${file}`);
    expect(records.map(opened)).not.toEqual(records);
    expect(resultsOf(records)).toEqual(resultsOf(records.map(opened)));
  });

  it("json-text: the grant and the key are findings, the sign-in with MFA is none", () => {
    expect(resultsOf(recordsOf("json-text/attach-admin.json")).map(({ rule }) => rule)).toContain("admin-granted");
    expect(resultsOf(recordsOf("json-text/key-for-another.json")).map(({ rule }) => rule)).toContain("credentials-made-for-another");
    expect(resultsOf(recordsOf("json-text/sign-in-with-mfa.json"))).toEqual([]);
  });

  it("no-arn: the caller is named", () => {
    const all = [...messages("no-arn/break-glass.json"), ...messages("no-arn/identity-center.json")];
    expect(all).toEqual(expect.arrayContaining(["Emergency access: AssumeRole by account 999900001111, principal AROAEXAMPLE000000001:kim from 198.51.100.7"]));
    expect(all.join("\n")).toMatch(/by kim@corp\.example from/);
    expect(all.join("\n")).toMatch(/by repo:acme-labs\/shop:ref:refs\/heads\/main from/);
    expect(all.join("\n")).toMatch(/Identity Center user 94482488-3041-7000-0000-000000000001 /);
    expect(all.join("\n")).toMatch(/cloudformation\.amazonaws\.com (took|changed)/);
    expect(all.filter((message) => / by -/.test(message ?? ""))).toEqual([]);
  });

  it("idc-signin: the failed verification is denied, and rosa is named", () => {
    const { events } = derivedEvents(recordsOf("idc-signin.json"));
    expect(events).toMatchObject([
      { id: "ic1", outcome: "denied", actor: { name: "rosa", label: "rosa", mfa: null } },
      { id: "ic2", outcome: "success", actor: { name: "rosa", mfa: true, onBehalfOf: { userId: "11112222-3333-4444-5555-666677778888" } } },
    ]);
  });

  it("mfa-session-sign-in: a sign-in inside a session with MFA is no finding", () => {
    expect(resultsOf(recordsOf("mfa-session-sign-in.json"))).toEqual([]);
  });
});
