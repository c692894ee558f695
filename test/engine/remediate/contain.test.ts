import { describe, expect, it } from "vitest";
import { readySteps } from "../../../engine/remediate/outline.ts";
import { remediate } from "../../../engine/remediate/remediate.ts";
import { CALLERS } from "./callers.ts";
import { byCaller, findingsOf } from "./findings.ts";
import { plain } from "./samples.ts";
import { shippedRules } from "./shipped.ts";

const RULES = shippedRules();
const RULE = RULES.find(({ id }) => id === "unexpected-detach")!;
const FINDING = findingsOf(RULE)[0]!;

/** Callers that the calls of `contain` stop, and what its console steps begin with beside the two that every call has. */
function contained(userIdentity: object | null): { calls: string[]; console: string[] } {
  const { result, results, document, params } = byCaller(FINDING, userIdentity);
  const { parts } = remediate(RULE, result, document, { rules: RULES, results, params });
  const part = parts.find(({ kind }) => kind === "contain")!;
  const calls = readySteps([part]).map((step) => {
    const { RoleName, UserName, AccessKeyId } = plain(step.with);
    return [step.call.slice(4), RoleName ?? UserName, ...(AccessKeyId ? [AccessKeyId] : [])].join(" ");
  });
  return { calls, console: part.console.slice(2).map((line) => line.slice(0, 32)) };
}

const CASES: [caller: keyof typeof CALLERS, calls: string[], console: string[]][] = [
  ["root", [], ["Sign in as root of account 11112"]],
  ["AssumeRoot session", [], ["The session was made by AssumeRo"]],
  ["IAM user with a key", ["PutUserPolicy carol", "UpdateAccessKey carol AKIAIOSFODNN7EXAMPLE"], ["Open IAM, Users, carol, Security"]],
  ["IAM user in the console", ["PutUserPolicy carol"], ["Open IAM, Users, carol, Security"]],
  ["role session", ["PutRolePolicy Developer"], ["Open IAM, Roles, Developer, Revo", "Then close the way by which the "]],
  ["role session without its issuer", [], ["Which of the other steps apply d"]],
  ["role session of another account", [], ["Ask the owner of account 4444555"]],
  ["Identity Center role", [], ["The role is of permission set Ad"]],
  ["service-linked role", [], ["Role AWSServiceRoleForSupport is"]],
  ["federated user of a user", ["PutUserPolicy carol"], ["User carol made the session by G"]],
  ["federated user of root", [], ["Sign in as root of account 11112"]],
  ["AWS service", [], ["An AWS service made the call, an"]],
  ["Identity Center user", [], ["In IAM Identity Center disable u"]],
  ["principal of another account", [], ["Ask the owner of account 4444555"]],
  ["SAML user", [], ["Disable user dora at the identit"]],
  ["web identity user", [], ["Disable user 1 at the identity p"]],
  ["unknown type", [], ["The record names no caller that "]],
  ["no caller in the record", [], ["The record names no caller that "]],
  ["left out of the record", [], ["Which of the other steps apply d"]],
];

describe("what stops the caller", () => {
  it.each(CASES)("%s", (caller, calls, console) => {
    expect(contained(CALLERS[caller]!)).toEqual({ calls, console });
  });

  it("is known for every kind of caller", () => {
    expect(CASES.map(([caller]) => caller)).toEqual(Object.keys(CALLERS));
  });
});
