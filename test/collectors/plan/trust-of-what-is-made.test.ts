import { describe, expect, it } from "vitest";
import { readPlan } from "../../../collectors/index.ts";
import { predict } from "../../../engine/index.ts";
import { type document, isUnknown } from "../../../schemas/index.ts";
import { planText, type TerraformChange } from "./plan-text.ts";
import { documentOf, smallAccount } from "./small-account.ts";

const ACCOUNT = "123456789012";
const LATER = { arn: true, id: true, unique_id: true };

const SERVICE = JSON.stringify({ Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }] });
const oidc = (more: Record<string, unknown> = { url: "https://ci.example.com/acme" }, unknown: Record<string, unknown> = {}): TerraformChange => ({
  address: "aws_iam_openid_connect_provider.p",
  after: { client_id_list: ["a"], thumbprint_list: [], ...more },
  unknown: { ...LATER, ...unknown },
});
const saml: TerraformChange = { address: "aws_iam_saml_provider.p", after: { name: "idp", saml_metadata_document: "<x/>" }, unknown: LATER };
const role: TerraformChange = {
  address: "aws_iam_role.p",
  after: { name: "caller", path: "/ci/", assume_role_policy: SERVICE, tags_all: {} },
  unknown: LATER,
};
const unnamed: TerraformChange = {
  address: "aws_iam_role.p",
  after: { name_prefix: "caller-", path: "/", assume_role_policy: SERVICE, tags_all: {} },
  unknown: { ...LATER, name: true },
};

/** A trust policy of a data source on a role; its identifiers, or some of them, are known only after the apply. */
function trusting(references: string[], identifiers: (string | null)[] = [null], type = "Federated", blocks = 1): TerraformChange[] {
  const principal = { type, identifiers };
  return [
    {
      address: "data.aws_iam_policy_document.t",
      mode: "data",
      actions: ["read"],
      after: { statement: [{ actions: ["sts:AssumeRole"], principals: [principal] }] },
      unknown: { json: true, statement: [{ principals: [{ identifiers: identifiers.map((one) => one === null) }] }] },
      refers: { statement: Array.from({ length: blocks }, () => ({ principals: [{ identifiers: { references } }] })) } as never,
    },
    {
      address: "aws_iam_role.r",
      after: { name: "r", path: "/", tags_all: {} },
      unknown: { ...LATER, assume_role_policy: true },
      refers: { assume_role_policy: { references: ["data.aws_iam_policy_document.t.json", "data.aws_iam_policy_document.t"] } },
    },
  ];
}

/** The principals that the role's trust policy has; null where they are not known. */
function principals(changes: readonly TerraformChange[]): unknown {
  const read = readPlan(planText(changes), "plan.json");
  if (!read.ok) throw new Error(read.problem.message);
  const { document, problems } = predict(documentOf(smallAccount([], [], [])), [read.plan]);
  expect(problems).toEqual([]);
  const roles = document.roles as document.Role[];
  const statements = roles.find(({ name }) => name === "r")?.trustPolicy.statements;
  const [statement] = Array.isArray(statements) ? statements : [];
  if (statement === undefined || isUnknown(statement) || isUnknown(statement.principals)) return null;
  return statement.principals.map((one) => (isUnknown(one) ? one : one.value));
}

const OIDC = ["aws_iam_openid_connect_provider.p.arn", "aws_iam_openid_connect_provider.p"];
const SAML = ["aws_iam_saml_provider.p.arn", "aws_iam_saml_provider.p"];
const ROLE = ["aws_iam_role.p.arn", "aws_iam_role.p"];

describe("a trust policy that names what the same plan makes", () => {
  it.each<[string, TerraformChange[], string[]]>([
    ["an OIDC provider", [oidc(), ...trusting(OIDC)], [`arn:aws:iam::${ACCOUNT}:oidc-provider/ci.example.com/acme`]],
    ["an OIDC provider that stands later in the plan", [...trusting(OIDC), oidc()], [`arn:aws:iam::${ACCOUNT}:oidc-provider/ci.example.com/acme`]],
    ["a SAML provider", [saml, ...trusting(SAML)], [`arn:aws:iam::${ACCOUNT}:saml-provider/idp`]],
    ["a role with a path", [role, ...trusting(ROLE, [null], "AWS")], [`arn:aws:iam::${ACCOUNT}:role/ci/caller`]],
    [
      "a role beside a known principal",
      [role, ...trusting(ROLE, ["arn:aws:iam::999988887777:root", null], "AWS")],
      ["arn:aws:iam::999988887777:root", `arn:aws:iam::${ACCOUNT}:role/ci/caller`],
    ],
  ])("is read: %s", (_what, changes, expected) => {
    expect(principals(changes)).toEqual(expected);
  });

  it("is of one principal that is no wildcard: a role without a name", () => {
    expect(principals([unnamed, ...trusting(ROLE, [null], "AWS")])).toEqual([expect.objectContaining({ id: "planned:aws_iam_role.p", restWithout: "*?$" })]);
  });

  it.each<[string, TerraformChange[]]>([
    ["a provider whose URL is known only after the apply", [oidc({}, { url: true }), ...trusting(OIDC)]],
    ["the name of a role", [role, ...trusting(["aws_iam_role.p.name", "aws_iam_role.p"], [null], "AWS")]],
    ["a choice between a role and something else", [role, ...trusting([...ROLE, "each.value"], [null], "AWS")]],
    ["a variable beside a role", [role, ...trusting([...ROLE, "var.extra"], [null], "AWS")]],
    ["more identifiers than references", [role, ...trusting(ROLE, [null, null], "AWS")]],
    ["blocks that the configuration makes in another number", [role, ...trusting(ROLE, [null], "AWS", 2)]],
    ["a resource that the plan does not make", trusting(["data.aws_iam_role.other.arn", "data.aws_iam_role.other"], [null], "AWS")],
    ["no reference", [role, ...trusting([], [null], "AWS")]],
  ])("is unknown: %s", (_what, changes) => {
    expect(principals(changes)).toBeNull();
  });
});
