import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { policyContent } from "../../../../document/index.ts";
import { compareFacts, narrowedStatements } from "../../../../engine/decide/compare/index.ts";
import { type Fact, facts, judge, loadRules, tapeOf } from "../../../../engine/index.ts";
import { tideline } from "../../../../samples/tideline/document.ts";
import type { document, ReeveDocument } from "../../../../schemas/index.ts";

const file = "rules/iam-baseline/role-trust-policy-not-public.yaml";
const { rules } = loadRules([{ file, text: readFileSync(file, "utf8") }]);

const PUBLIC = { Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" };
const EXTERNAL = { StringEquals: { "sts:ExternalId": "7" } };
const SOURCE = { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } };

/** The sample whose open role is trusted so. */
function trusted(...statements: object[]): ReeveDocument {
  const made = tideline();
  const trustPolicy = policyContent(JSON.stringify({ Version: "2012-10-17", Statement: statements }), "json", { $unknown: "-" });
  const roles = (made.roles as document.Role[]).map((role) => (role.name === "open-door" ? { ...role, trustPolicy } : role));
  return { ...made, roles };
}

function factsOfRole(of: ReeveDocument): Fact[] {
  const judged = judge(of, tapeOf(of), rules);
  if (!judged.ok) throw new Error(JSON.stringify(judged.errors));
  const found = judged.results.results.find(({ status, resource }) => status === "fail" && resource.name === "open-door");
  return (found && facts(of, rules, found)) ?? [];
}

const became = (before: ReeveDocument, after: ReeveDocument): string => {
  const [was, is] = [factsOfRole(before), factsOfRole(after)];
  expect([was.length > 0, is.length > 0]).toEqual([true, true]);
  return compareFacts(was, is, { narrows: narrowedStatements([after, before]) }).verdict;
};

describe("a statement of a trust policy that is a finding", () => {
  it.each<[what: string, before: object[], after: object[], verdict: string]>([
    ["with everyone in another spelling", [PUBLIC], [{ ...PUBLIC, Principal: { AWS: "*" } }], "same"],
    ["with a condition added", [PUBLIC], [{ ...PUBLIC, Condition: EXTERNAL }], "better"],
    ["with both", [PUBLIC], [{ ...PUBLIC, Principal: { AWS: ["*"] }, Condition: EXTERNAL }], "better"],
    ["with one more condition", [{ ...PUBLIC, Condition: EXTERNAL }], [{ ...PUBLIC, Condition: { ...EXTERNAL, ...SOURCE } }], "better"],
    ["without its condition", [{ ...PUBLIC, Condition: EXTERNAL }], [PUBLIC], "worse"],
    ["with another condition", [{ ...PUBLIC, Condition: EXTERNAL }], [{ ...PUBLIC, Condition: SOURCE }], "worse"],
    ["with a condition and another action", [PUBLIC], [{ ...PUBLIC, Action: "sts:*", Condition: EXTERNAL }], "worse"],
    [
      "with a condition, beside a new one",
      [PUBLIC],
      [
        { ...PUBLIC, Condition: EXTERNAL },
        { ...PUBLIC, Action: "sts:TagSession" },
      ],
      "worse",
    ],
  ])("%s is as it should be", (_, before, after, verdict) => {
    expect(became(trusted(...before), trusted(...after))).toBe(verdict);
  });
});
