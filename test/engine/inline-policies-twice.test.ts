import { describe, expect, it } from "vitest";
import { readPlan } from "../../collectors/index.ts";
import { predict } from "../../engine/index.ts";
import { changeSet } from "../collectors/plan/cloudformation/change-set.ts";
import { planText, type TerraformChange } from "../collectors/plan/plan-text.ts";
import { documentOf, smallAccount, textOf } from "../collectors/plan/small-account.ts";

/** Users a and b, groups a and b, role a; the lists are whole. */
const ACCOUNT = documentOf(smallAccount([], [], []));

function problemsOf(text: string): { code: string; address: string | null; message: string }[] {
  const read = readPlan(text, "plan.json");
  if (!read.ok) throw new Error(read.problem.message);
  return predict(ACCOUNT, [read.plan]).problems;
}

const POLICY = textOf("read");
const ADMIN = JSON.stringify({ Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] });
const TRUST = textOf("trust");

const put = (type: string, label: string, name: string, policy: string, holder = "a"): TerraformChange => ({
  address: `aws_iam_${type}_policy.${label}`,
  after: { [type]: holder, name, policy },
});

describe("two inline policies of one name on one principal", () => {
  it.each(["user", "group", "role"])("of a %s are made twice, and the problem names both addresses", (type) => {
    expect(problemsOf(planText([put(type, "x", "p", POLICY), put(type, "y", "P", ADMIN)]))).toEqual([
      {
        code: "created-twice",
        address: `aws_iam_${type}_policy.y`,
        message: `aws_iam_${type}_policy.y creates the inline policy P of the ${type} a, and so does aws_iam_${type}_policy.x: either may come last. Give one of the two another name, or leave it out.`,
      },
    ]);
  });

  it("of which an address changes one are changed twice", () => {
    const changed = { ...put("role", "y", "p", ADMIN), actions: ["update"], before: { role: "a", name: "p", policy: POLICY } };
    expect(problemsOf(planText([put("role", "x", "p", POLICY), changed])).map(({ code }) => code)).toEqual(["changed-twice"]);
  });

  it("in blocks of one role, and in a resource beside it, are made twice", () => {
    const role = (names: string[]): TerraformChange => ({
      address: "aws_iam_role.new",
      after: { name: "new", path: "/", assume_role_policy: TRUST, inline_policy: names.map((name, at) => ({ name, policy: at === 0 ? ADMIN : POLICY })) },
      unknown: { arn: true },
    });
    expect(problemsOf(planText([role(["p", "p"])])).map(({ message }) => message)).toEqual([
      expect.stringContaining("aws_iam_role.new creates the inline policy p of the role aws_iam_role.new twice: either may come last."),
    ]);
    expect(problemsOf(planText([role(["p", "q"]), put("role", "x", "q", ADMIN, "new")])).map(({ code, address }) => `${code} ${address}`)).toEqual([
      "created-twice aws_iam_role_policy.x",
    ]);
    expect(problemsOf(planText([role(["p", "q"])]))).toEqual([]);
  });

  it("of a change set are made twice", () => {
    const policy = (id: string, text: string) => ({
      id,
      type: "AWS::IAM::RolePolicy",
      after: { RoleName: "a", PolicyName: "p", PolicyDocument: JSON.parse(text) as unknown },
    });
    expect(problemsOf(changeSet([policy("One", POLICY), policy("Two", ADMIN)])).map(({ code, address }) => `${code} ${address}`)).toEqual([
      "created-twice Two",
    ]);
  });

  it("are no problem where both are the same", () => {
    expect(problemsOf(planText([put("user", "x", "p", POLICY), put("user", "y", "p", POLICY)]))).toEqual([]);
  });

  it("are no problem on two principals, or under two names", () => {
    expect(problemsOf(planText([put("user", "x", "p", POLICY), put("user", "y", "p", ADMIN, "b"), put("user", "z", "q", ADMIN)]))).toEqual([]);
  });
});
