import { describe, expect, it } from "vitest";
import { demandingParams, loadRules } from "../../../engine/language/index.ts";

function demanding(resource: string, clauses: Record<string, unknown>): string[] {
  const params = { names: { type: "array", items: { type: "string" }, default: [], description: "ARNs" } };
  const rule = { id: "sample", title: "Sample", severity: "low", resource, rationale: "A sample.", params, message: "sample", ...clauses };
  const loaded = loadRules([{ file: "rules/sample.yaml", text: JSON.stringify(rule) }]);
  const [checked] = loaded.rules;
  if (!checked) throw new Error(JSON.stringify(loaded.diagnostics));
  return [...demandingParams(checked)];
}

const NAMES = { var: "params.names" };

describe("a parameter that demands", () => {
  it.each<[string, string, Record<string, unknown>]>([
    ["names whom a rule on the account looks for", "account", { require: { users: { none: { arn: { glob: NAMES }, mfaActive: false } } } }],
    [
      "names what each element must be beside",
      "account",
      { require: { users: { exists: true, every: { or: [{ arn: { notIn: NAMES } }, { mfaActive: true }] } } } },
    ],
    ["is within a negation", "account", { require: { not: { users: { any: { arn: { in: NAMES }, mfaActive: false } } } } }],
    ["says which resources a rule is about", "user", { applies: { "user.arn": { in: NAMES } }, require: { "user.mfaActive": true } }],
    ["is counted", "account", { require: { roles: { count: { where: { arn: { glob: NAMES } }, gte: 1 } } } }],
    [
      "is within what `let` names",
      "user",
      { let: { named: { "user.arn": { in: NAMES } } }, require: { or: [{ not: { named: true } }, { "user.mfaActive": true }] } },
    ],
  ])("%s", (_, resource, clauses) => {
    expect(demanding(resource, clauses)).toEqual(["names"]);
  });

  it.each<[string, string, Record<string, unknown>]>([
    ["names elements that may be otherwise", "account", { require: { users: { exists: true, every: { or: [{ arn: { in: NAMES } }, { mfaActive: true }] } } } }],
    ["names elements that are not looked for", "account", { require: { users: { none: { arn: { notGlob: NAMES }, mfaActive: false } } } }],
    ["says which resources a rule is not about", "user", { applies: { "user.arn": { notIn: NAMES } }, require: { "user.mfaActive": true } }],
    ["names what the account must have one of, so that it is missed", "account", { require: { roles: { any: { arn: { in: NAMES } } } } }],
    ["says what a resource may be", "user", { require: { or: [{ "user.arn": { glob: NAMES } }, { "user.mfaActive": true }] } }],
  ])("is none that %s", (_, resource, clauses) => {
    expect(demanding(resource, clauses)).toEqual([]);
  });
});
