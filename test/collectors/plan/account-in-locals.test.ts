import { describe, expect, it } from "vitest";
import { readPlan, terraformExpressions } from "../../../collectors/index.ts";
import { assumes, providerPlan, refers } from "./provider-plan.ts";

const A = "111122223333";

/** Accounts of a plan whose provider takes what is given from local values, with the text of the configuration. */
function accountsOf(provider: Record<string, unknown>, text: string): string[] {
  const source = terraformExpressions("/", { filesOf: () => [{ file: "/main.tf", text }], folderOf: () => null });
  const read = readPlan(providerPlan({ providers: { aws: provider }, roles: { x: "aws" }, variables: { account: A } }), "plan.json", source);
  if (!read.ok) throw new Error(read.problem.message);
  return read.plan.accounts;
}

const locals = (...lines: string[]): string => `locals {\n${lines.map((line) => `  ${line}\n`).join("")}}\n`;

describe("the account of a provider that is written in local values", () => {
  it.each([
    ["an id in the ARN of a role", assumes(refers("local.account")), locals(`account = "${A}"`)],
    ["the ARN of a role", assumes(refers("local.role")), locals(`role = "arn:aws:iam::${A}:role/deploy"`)],
    ["a local value of another", assumes(refers("local.account")), locals("account = local.id", `id = "${A}"`)],
    ["a variable", assumes(refers("local.account")), locals("account = var.account")],
    ["a list of allowed accounts", { allowed_account_ids: refers("local.allowed") }, locals(`allowed = ["${A}"]`)],
  ])("is read: %s", (_, provider, text) => expect(accountsOf(provider, text)).toEqual([A]));

  it("is not known where the value is made by a function", () => {
    expect(accountsOf(assumes(refers("local.account")), locals(`account = format("%s", "${A}")`))).toEqual([]);
  });
});
