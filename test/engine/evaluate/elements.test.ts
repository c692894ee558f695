import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { normalizeRecords } from "../../../collectors/index.ts";
import { derive } from "../../../engine/evaluate/index.ts";
import { type CheckedRule, loadRules, runRuleTests } from "../../../engine/index.ts";
import { type document, isUnknown, type ReeveDocument, type RuleTestFile } from "../../../schemas/index.ts";
import { evaluate } from "../../judged.ts";
import { SHIPPED } from "../../rules/shipped.ts";

const read = (file: string): ReeveDocument => JSON.parse(gunzipSync(readFileSync(file)).toString()) as ReeveDocument;

/** A snapshot of a version of Reeve that kept neither, and the same account of today. */
const OLD = read("test/fixtures/snapshots/with-derived-fields.json.gz");
const SAMPLE = read("samples/tideline.snapshot.json.gz");

const rule = (resource: string, require: string): string => `id: language-version
title: Policies say their version
severity: low
resource: ${resource}
rationale: A probe.
require: ${require}
message: "{{account.id}} says no current version"
`;

function loaded(resource: string, require: string): CheckedRule[] {
  const { rules, diagnostics } = loadRules([{ file: "language-version.yaml", text: rule(resource, require) }]);
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return [...rules];
}

function resultsOf(of: ReeveDocument, rules: readonly CheckedRule[]) {
  const evaluated = evaluate(of, rules);
  if (!evaluated.ok) throw new Error("refused");
  return evaluated.results;
}

const RULES: [resource: string, require: string][] = [
  ["policy", '{ policy.languageVersion: "2012-10-17" }'],
  ["policy", "{ policy.documentId: null }"],
  ["role", '{ role.trustPolicy.languageVersion: "2012-10-17" }'],
  ["user", '{ user.inlinePolicies: { exists: true, every: { languageVersion: "2012-10-17" } } }'],
];

describe("a snapshot without Version and Id of policies", () => {
  it.each(RULES)("leaves a rule on %s open that reads them: %s", (resource, require) => {
    const rules = loaded(resource, require);
    const [was, is] = [OLD, SAMPLE].map((of) => resultsOf(of, rules));
    const open = was?.results.filter(({ status }) => status === "unknown") ?? [];
    expect(open.length).toBeGreaterThan(0);
    for (const { gaps } of open) expect(gaps).toEqual(["policy-elements-not-kept"]);
    expect(was?.gaps["policy-elements-not-kept"]).toMatchObject({ reason: "NotCollected", message: expect.stringMatching(/collect it anew/) });
    expect(is?.results.filter(({ status }) => status === "unknown")).toEqual([]);
    expect(is?.results.filter(({ status }) => status === "pass").length).toBeGreaterThan(0);
  });

  it("changes nothing for the other rules", () => {
    const results = resultsOf(OLD, SHIPPED.rules);
    expect(Object.keys(results.gaps)).toEqual(Object.keys(resultsOf(SAMPLE, SHIPPED.rules).gaps));
    expect(JSON.stringify(results)).not.toContain("policy-elements-not-kept");
    expect(derive(OLD, ["role.trustPolicy", "policy.statements"]).gaps).toBe(OLD.gaps);
  });

  it("shares what is filled between two documents, and what lacks nothing with the document given", () => {
    const [one, other] = [OLD, { ...OLD }].map((of) => derive(of, ["policy.languageVersion"]));
    const [filled, again] = [one, other].map((of) => of?.policies as document.Policy[]);
    expect(filled?.[0]).toMatchObject({ languageVersion: { $unknown: "policy-elements-not-kept" } });
    expect(again?.[0]).toBe(filled?.[0]);
    expect(one?.roles).toBe(OLD.roles);
    expect(derive(SAMPLE, ["policy.languageVersion"])).toBe(SAMPLE);
  });

  it("keeps the reason for which nothing of a policy is known", () => {
    const mark = { $unknown: "g1" };
    const [policy] = OLD.policies as document.Policy[];
    const { policies } = derive({ ...OLD, policies: [{ ...(policy as document.Policy), statements: mark }] }, ["policy.documentId"]);
    expect(policies).toMatchObject([{ languageVersion: mark, documentId: mark }]);
  });

  it("is no matter of what a record says: that is read anew", () => {
    const policyDocument = JSON.stringify({ Version: "2008-10-17", Statement: [{ Effect: "Deny", Action: "*", Resource: "*" }] });
    const { events, gaps } = normalizeRecords([
      {
        eventTime: "2026-01-10T10:00:00Z",
        eventSource: "iam.amazonaws.com",
        eventName: "PutRolePolicy",
        requestParameters: { roleName: "r", policyName: "p", policyDocument },
        userIdentity: {},
      },
    ]);
    const [event] = derive({ ...OLD, events, gaps: { ...OLD.gaps, ...gaps } }, ["event"]).events as (document.Event | document.Unknown)[];
    if (!event || isUnknown(event)) throw new Error("no event");
    expect(event.change?.after).toMatchObject({ languageVersion: "2008-10-17", documentId: null });
  });
});

describe("a case of a rule test", () => {
  const statement = { effect: "Allow", actions: ["s3:getobject"], resources: ["*"] };
  const passes = (policy: object, require: string): boolean => {
    const [only] = loaded("policy", require);
    if (!only) throw new Error("no rule");
    const testFile = { cases: [{ name: "one", given: { policies: [{ name: "p", ...policy }] }, expect: { pass: ["p"] } }] };
    return runRuleTests(only, testFile as unknown as RuleTestFile, { normalizeRecords }).passed;
  };

  it("that gives statements has neither Version nor Id, unless it says so", () => {
    expect(passes({ statements: [statement] }, "{ policy.languageVersion: null, policy.documentId: null }")).toBe(true);
    expect(passes({ statements: [statement], languageVersion: "2012-10-17" }, '{ policy.languageVersion: "2012-10-17" }')).toBe(true);
    expect(passes({ statements: [statement], documentId: "x" }, "{ policy.documentId: null }")).toBe(false);
  });

  it("that leaves statements out leaves them out too, and does not pass on it", () => {
    expect(passes({}, "{ policy.languageVersion: null }")).toBe(false);
  });
});

describe("the content before a call", () => {
  it("is open where the snapshot did not keep its Version", () => {
    const { rules, diagnostics } = loadRules([
      {
        file: "old-language.yaml",
        text: `id: old-language
title: A policy of the old language was rewritten
severity: low
resource: event
rationale: A probe.
match: { change.kind: content, change.before.languageVersion: "2012-10-17" }
message: "{{event.eventName}}"
`,
      },
    ]);
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    const [policy] = (SAMPLE.policies as document.Policy[]).filter(({ awsManaged }) => !awsManaged);
    const { events, gaps } = normalizeRecords([
      {
        eventID: "1",
        eventTime: "2026-11-16T23:00:00Z",
        eventSource: "iam.amazonaws.com",
        eventName: "CreatePolicyVersion",
        recipientAccountId: "444455556666",
        requestParameters: { policyArn: policy?.arn, setAsDefault: true, policyDocument: '{"Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}' },
        userIdentity: {},
      },
    ]);
    const statuses = [OLD, SAMPLE].map((of) =>
      resultsOf({ ...of, events, gaps: { ...of.gaps, ...gaps } } as ReeveDocument, rules)
        .results.filter(({ status }) => status === "fail" || status === "unknown")
        .map(({ status, gaps: named }) => [status, ...named]),
    );
    expect(statuses).toEqual([[["unknown", "policy-elements-not-kept"]], [["fail"]]]);
  });
});
