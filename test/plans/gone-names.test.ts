import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ReeveResults } from "../../schemas/index.ts";
import { inProcess } from "../cli/gate/run.ts";
import { ACCOUNT } from "../cli/gate/world.ts";
import { planText, type TerraformChange } from "../collectors/plan/plan-text.ts";
import { accountWith, gated } from "./gated.ts";

const arn = (rest: string): string => `arn:aws:iam::${ACCOUNT}:${rest}`;
const GUARDRAIL = arn("policy/guardrails/limits");
const DENY = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Deny", Action: "ec2:*", Resource: "*" }] });
const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ec2.amazonaws.com" } }],
});

/** Held by a group and a role, and by another group, so that it stays in use. */
const account = accountWith([
  { address: "aws_iam_policy.g", after: { name: "limits", path: "/guardrails/", policy: DENY }, unknown: { arn: true, id: true } },
  ...["devs", "others"].flatMap((group): TerraformChange[] => [
    { address: `aws_iam_group.${group}`, after: { name: group, path: "/" }, unknown: { arn: true, id: true } },
    { address: `aws_iam_group_policy_attachment.${group}`, after: { group, policy_arn: GUARDRAIL } },
  ]),
  { address: "aws_iam_role.app", after: { name: "app", path: "/", assume_role_policy: TRUST, tags_all: {} }, unknown: { arn: true, id: true } },
  { address: "aws_iam_role_policy_attachment.app", after: { role: "app", policy_arn: GUARDRAIL } },
]);

const update = (address: string, before: Record<string, unknown>, more: Record<string, unknown>): TerraformChange => ({
  address,
  actions: ["update"],
  before,
  after: { ...before, ...more },
});
const GROUP = { name: "devs", path: "/", arn: arn("group/devs") };
const rename = update("aws_iam_group.devs", GROUP, { name: "staff" });
const move = update("aws_iam_group.devs", GROUP, { path: "/team/" });
const detach: TerraformChange = {
  address: "aws_iam_group_policy_attachment.devs",
  actions: ["delete"],
  before: { group: "devs", policy_arn: GUARDRAIL, id: "x" },
};

describe("a user, group or role that a parameter names by its ARN", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "reeve-gone-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function outcome(targets: readonly string[], ...changes: TerraformChange[]) {
    const config = join(folder, "reeve.yaml");
    const params = { "iam-baseline": { guardrailPolicies: ["arn:*:iam::*:policy/guardrails/*"], guardrailTargets: targets } };
    writeFileSync(config, JSON.stringify({ packs: ["iam-baseline"], params }));
    const { code, results, gate } = await gated(account, planText(changes), ["--config", config, "--allow-unknown"]);
    const absent = results.filter(({ rule }) => rule === "guardrail-absent").map(({ status }) => status);
    return { code, absent, problems: gate.problems.map((problem) => `${problem.code} ${problem.address}`) };
  }

  it.each([
    ["renames", rename],
    ["moves", move],
  ])("stays the same where a plan %s it and takes its guardrail away", async (_, change) => {
    expect(await outcome([arn("group/devs")], change, detach)).toMatchObject({ code: 1, absent: ["fail"] });
  });

  it.each([
    ["renames", rename],
    ["moves", move],
  ])("is a problem where a plan only %s it, because the parameter names nothing then", async (_, change) => {
    expect(await outcome([arn("group/devs")], change)).toEqual({ code: 3, absent: ["pass"], problems: ["name-in-parameter aws_iam_group.devs"] });
  });

  it("is a problem where a plan deletes it", async () => {
    const role = { name: "app", path: "/", arn: arn("role/app"), assume_role_policy: TRUST };
    const changes = [{ address: "aws_iam_role.app", actions: ["delete"], before: role }];
    expect(await outcome([arn("role/app")], ...changes)).toEqual({ code: 3, absent: ["pass"], problems: ["name-in-parameter aws_iam_role.app"] });
    expect(await outcome([arn("group/others")], ...changes)).toEqual({ code: 0, absent: ["pass"], problems: [] });
  });

  it("is none where the parameter has the new name too, or a glob that fits both", async () => {
    expect(await outcome([arn("group/devs"), arn("group/staff")], rename)).toMatchObject({ code: 0, problems: [] });
    expect(await outcome([arn("group/*")], rename)).toMatchObject({ code: 0, problems: [] });
    expect(await outcome([arn("group/*")], rename, detach)).toMatchObject({ code: 1, absent: ["fail"] });
  });
});

describe("a parameter that names by its ARN what the account does not have", () => {
  const NOWHERE = arn("group/gone");
  const ROLE = arn("role/nowhere");

  it.each<[string, string, string]>([
    ["group", NOWHERE, NOWHERE],
    ["user", arn("user/a/gone"), arn("user/a/gone")],
    ["role of another path", arn("role/app/app"), arn("role/app/app")],
    ["group and a role", `${NOWHERE},${ROLE},${arn("group/devs")}`, `${NOWHERE}, ${ROLE}`],
  ])("is incomplete evidence in a check and a gate, which name it: a %s", async (_, targets, named) => {
    for (const command of ["check", "gate"]) {
      const { code, reasons } = await judged(command, { guardrailTargets: targets });
      expect(code).toBe(3);
      expect(reasons).toEqual([
        expect.stringMatching(/^name-in-parameter: the parameter guardrailTargets of guardrail-absent names .*: the account has no such resource/),
      ]);
      expect(reasons[0]).toContain(`names ${named}:`);
    }
  });

  it("is incomplete evidence where it names a guardrail", async () => {
    const { code, reasons } = await judged("check", { guardrailPolicies: `${GUARDRAIL},${arn("policy/guardrails/gone")}` });
    expect([code, reasons]).toEqual([3, [expect.stringContaining("policy/guardrails/gone:")]]);
  });

  it.each([
    ["a pattern", arn("group/gone*")],
    ["of another account", "arn:aws:iam::999988887777:group/gone"],
    ["in another case", arn("group/DEVS")],
  ])("is none where it is %s", async (_, targets) => {
    expect(await judged("check", { guardrailTargets: targets })).toEqual({ code: 0, reasons: [] });
  });

  it("is none where it is a policy of AWS", async () => {
    expect(await judged("check", { guardrailPolicies: `${GUARDRAIL},arn:aws:iam::aws:policy/Gone` })).toEqual({ code: 0, reasons: [] });
  });

  it("is none where the account's list is not whole", async () => {
    const open = { ...account, groups: [...(Array.isArray(account.groups) ? account.groups : []), { $unknown: "g1" }] } as typeof account;
    const gaps = {
      ...account.gaps,
      g1: { source: "iam:GetAccountAuthorizationDetails", reason: "Truncated", deniedBy: null, permission: null, scope: "groups", message: "x" },
    } as unknown as typeof account.gaps;
    const { reasons } = await judged("check", { guardrailTargets: NOWHERE }, { ...open, gaps });
    expect(reasons.filter((reason) => reason.startsWith("name-in-parameter"))).toEqual([]);
  });

  it("does not count for a plan that leaves it as it is", async () => {
    const args = ["--param", `guardrail-absent.guardrailPolicies=${GUARDRAIL}`, "--param", `guardrail-absent.guardrailTargets=${NOWHERE}`];
    const { code, gate } = await gated(account, planText([{ address: "aws_iam_group.more", after: { name: "more", path: "/" } }]), args);
    expect([code, gate.problems]).toEqual([0, []]);
  });

  async function judged(command: string, params: Readonly<Record<string, string>>, document = account): Promise<{ code: number; reasons: string[] }> {
    const folder = mkdtempSync(join(tmpdir(), "reeve-gone-"));
    try {
      const snapshot = join(folder, "account.json");
      writeFileSync(snapshot, JSON.stringify(document));
      const set = Object.entries({ guardrailPolicies: GUARDRAIL, ...params }).flatMap(([name, value]) => ["--param", `guardrail-absent.${name}=${value}`]);
      const given = ["--snapshot", snapshot, "--rule", "guardrail-absent", ...set];
      const { code, out } = await inProcess([command, ...given, "--now", "2026-03-01T12:00:00Z", "--format", "json"]);
      const { decision, gate } = JSON.parse(out) as ReeveResults;
      return { code, reasons: (decision ?? gate)?.reasons.map((reason) => `${reason.code}: ${reason.text}`) ?? [] };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
});
