import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { normalizeRecords } from "../../../collectors/index.ts";
import { loadRules } from "../../../engine/index.ts";
import { briefSource, sourceText } from "../../../reporters/evidence.ts";
import { type Field, type ReeveDocument, TABLE, type ValueType } from "../../../schemas/index.ts";
import { evaluate } from "../../judged.ts";
import { shippedRules } from "../remediate/shipped.ts";

const SNAPSHOT = JSON.parse(gunzipSync(readFileSync("samples/tideline.snapshot.json.gz")).toString("utf8")) as ReeveDocument;
/** A call of AWS, or a record. */
const ORIGIN = /^([a-z0-9-]+:[A-Z][A-Za-z0-9]*|CloudTrail record)/;

function evidenceOf(document: ReeveDocument, rules = shippedRules()) {
  const judged = evaluate(document, rules);
  if (!judged.ok) throw new Error(JSON.stringify(judged.errors));
  return judged.results.results.flatMap(({ evidence }) => evidence);
}

const inTheYear = (at: string): ReeveDocument => ({
  ...SNAPSHOT,
  collection: { ...SNAPSHOT.collection, sources: [{ source: "iam:GetCredentialReport", at }] },
});

describe("the source of evidence", () => {
  it("is a call of AWS or a record, in every result of the shipped rules", () => {
    const evidence = evidenceOf(SNAPSHOT);
    expect(evidence.length).toBeGreaterThan(100);
    const sources = [...new Set(evidence.flatMap(({ source, value }) => (source === null || value === null ? [] : [source])))];
    expect(sources.filter((source) => !ORIGIN.test(source))).toEqual([]);
  });

  it("is declared for every field by a call, a record, a part of a policy document, a plan, or what it is derived from", () => {
    const wrong: string[] = [];
    const visit = (path: string, fields: Record<string, Field>): void => {
      for (const [name, field] of Object.entries(fields)) {
        const source = field.source ?? null;
        if (source !== null && !/^(.*[a-z0-9-]+:[A-Z]|CloudTrail record|policy document|Tags|derived|planned changes)/.test(source))
          wrong.push(`${path}.${name}: ${source}`);
        descend(`${path}.${name}`, field.value);
      }
    };
    const descend = (path: string, type: ValueType): void => {
      if (type.type === "object") visit(path, type.fields);
      if (type.type === "list") descend(`${path}[]`, type.element);
    };
    for (const [kind, { fields }] of Object.entries(TABLE.kinds)) visit(kind, fields);
    expect(wrong).toEqual([]);
  });

  it("names the call that returned a policy document, whatever lists stand between", () => {
    const { rules } = loadRules([
      {
        file: "no-star.yaml",
        text: 'id: no-star\ntitle: No principal is a star\nseverity: low\nresource: role\nrationale: Anyone may assume it.\nrequire:\n  role.trustPolicy.statements: { none: { principals: { any: { value: "*" } } } }\nmessage: "{{role.name}}"\n',
      },
    ]);
    const own = evidenceOf(SNAPSHOT, rules).filter(({ path }) => path.includes("principals"));
    expect(own.length).toBeGreaterThan(0);
    expect(new Set(own.map((each) => briefSource({ ...each, ageMs: null })))).toEqual(new Set(["iam:GetAccountAuthorizationDetails"]));
  });

  it.each([
    ["2026-11-16T03:00:00.000Z", /3 h old/],
    ["2026-11-16T06:00:07.000Z", /, at collection$/],
  ])("read at %s is %s, and never of a negative age", (at, text) => {
    const own = evidenceOf(inTheYear(at)).filter(({ source }) => source?.startsWith("iam:GetCredentialReport mfa_active"));
    expect(own.length).toBeGreaterThan(0);
    for (const each of own) {
      expect(each.ageMs).toBeGreaterThanOrEqual(0);
      expect(sourceText(each)).toMatch(text);
    }
  });

  it("gives a record no age: it does not get old", () => {
    expect(sourceText({ source: "CloudTrail record eventName", ageMs: null })).toBe("CloudTrail record eventName");
    const records = evidenceOf(SNAPSHOT).filter(({ source }) => source?.startsWith("CloudTrail record"));
    expect(records.every(({ ageMs }) => ageMs === null)).toBe(true);
  });

  it("writes times of messages and of evidence in one form", () => {
    const judged = evaluate(SNAPSHOT, shippedRules());
    if (!judged.ok) throw new Error("refused");
    expect(judged.results.results.filter(({ message }) => /T\d\d:\d\d:\d\d\.\d+Z/.test(message)).map(({ message }) => message)).toEqual([]);
  });

  it("is the call of the snapshot, with its age, for what a record names, and the record for what it says itself", () => {
    const { rules } = loadRules([
      {
        file: "left.yaml",
        text: "id: left\ntitle: A policy leaves a group\nseverity: low\nresource: event\nrationale: A test.\nmatch: { event.eventName: DetachGroupPolicy }\nevidence: [change.groupName, change.group.memberArns, change.group.attachedPolicyArns, change.before.statements, change.kind, actor.ip]\nmessage: m\n",
      },
    ]);
    const { events, gaps } = normalizeRecords([
      {
        eventVersion: "1.11",
        eventTime: "2026-11-16T11:06:00Z",
        eventSource: "iam.amazonaws.com",
        eventName: "DetachGroupPolicy",
        eventID: "left",
        recipientAccountId: "444455556666",
        sourceIPAddress: "198.51.100.77",
        userIdentity: { type: "IAMUser", userName: "otto", arn: "arn:aws:iam::444455556666:user/otto", accountId: "444455556666" },
        requestParameters: { groupName: "developers", policyArn: "arn:aws:iam::444455556666:policy/guardrails/RequireMfa" },
        responseElements: null,
      },
    ]);
    const document = { ...SNAPSHOT, events, gaps: { ...SNAPSHOT.gaps, ...gaps } };
    const sources = new Map(evidenceOf(document, rules).map((each) => [each.path, [briefSource({ ...each, ageMs: null }), each.ageMs !== null]]));
    const record = ["CloudTrail record", false];
    const snapshot = ["iam:GetAccountAuthorizationDetails", true];
    expect(Object.fromEntries(sources)).toEqual({
      "event.eventName": record,
      "change.groupName": record,
      "change.group.memberArns": snapshot,
      "change.group.attachedPolicyArns": snapshot,
      "change.before.statements": snapshot,
      "change.kind": record,
      "actor.ip": record,
    });
  });
});
