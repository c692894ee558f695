import { describe, expect, it } from "vitest";
import { predict } from "../../../engine/changes/index.ts";
import { exitCode } from "../../../engine/decide/exit.ts";
import { loadRules } from "../../../engine/index.ts";
import { type Plan, validateResults } from "../../../schemas/index.ts";
import { afterApply, known } from "../../../schemas/operation/value.ts";
import { documentOf, smallAccount } from "../../collectors/plan/small-account.ts";
import { evaluate } from "../../judged.ts";

const RULE = (require: string) => `id: roles-of-ours
title: Roles of ours have no inline policies
severity: high
resource: role
rationale: Inline policies are hard to review.
applies:
  role.name: { glob: "ours-*-deploy" }
require:
  ${require}
message: "{{role.name}}"
`;

function judged(require: string) {
  const { rules, diagnostics } = loadRules([{ file: "roles-of-ours.yaml", text: RULE(require) }]);
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const plan: Plan = {
    tool: "terraform",
    file: "plan.json",
    accounts: [],
    partition: "aws",
    operations: [
      {
        by: "aws_iam_role.r",
        kind: "create-role",
        name: afterApply("aws_iam_role.r.name", "ours-"),
        path: known("/"),
        boundaryArn: null,
        tags: known([]),
        trustPolicy: { status: "after-apply", scope: "x" },
      },
    ],
    resources: [],
    problems: [],
  };
  const outcome = evaluate(predict(documentOf(smallAccount([], [], [])), [plan]).document, rules);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors));
  return outcome.results;
}

describe("an unknown that is no finding whatever is missing", () => {
  it("is marked, and counts for nothing", async () => {
    const results = judged("role.inlinePolicies: { count: 0 }");
    const [unknown, ...others] = results.results.filter(({ status }) => status === "unknown");
    expect(others).toEqual([]);
    expect(unknown).toMatchObject({ cannotFail: true, resource: { id: "planned:aws_iam_role.r" } });
    expect(results.summary).toMatchObject({ status: { unknown: 0 }, coverage: { decided: 1, total: 1, gapsUnaccepted: [] } });
    expect(await validateResults(results)).toMatchObject({ ok: true });
  });

  it("is not one where the resource would fail if the rule applied", () => {
    const results = judged("role.inlinePolicies: { any: { name: { isNot: x } } }");
    const [unknown] = results.results.filter(({ status }) => status === "unknown");
    expect(unknown?.cannotFail).toBeUndefined();
    expect(results.summary.status.unknown).toBe(1);
    expect(exitCode(results, { failOn: "low", allowUnknown: false }).code).toBe(3);
  });
});
