import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { policyContent } from "../../document/index.ts";
import { statementId } from "../../engine/evaluate/index.ts";
import type { document } from "../../schemas/index.ts";
import { type GateRun, inProcess } from "./gate/run.ts";
import { policy, snapshot } from "./gate/world.ts";

const RULE = `id: no-iam
title: Policies do not change IAM
severity: high
rationale: It is what this scenario is about.
resource: policy
require: { policy.statements: { none: { effect: Allow, actions: { any: { item: { glob: "iam:*" } } } } } }
message: "{{policy.name}} changes IAM"
`;

const saying = (...Statement: object[]): unknown =>
  snapshot({ policies: [policy("team", policyContent(JSON.stringify({ Version: "2012-10-17", Statement }), "json", { $unknown: "-" }))] });

const ALLOW = { Effect: "Allow", Action: "iam:*", Resource: "*", Condition: { StringEquals: { "aws:PrincipalTag/team": "secret-name" } } };
const ACCOUNTS: Record<string, unknown> = {
  "before.json": saying(ALLOW),
  "narrower.json": saying({ ...ALLOW, Action: ["iam:CreateUser", "iam:TagUser"], Resource: "arn:aws:iam::111122223333:user/*" }),
  "denied.json": saying(ALLOW, { Effect: "Deny", Action: "iam:PassRole", Resource: "*" }),
  "wider.json": saying({ ...ALLOW, Condition: {} }),
  "other.json": saying(ALLOW, { ...ALLOW, Condition: {} }),
};

/** A baseline or a waiver of a finding on a statement, and a policy that says less or more since. */
describe("an accepted statement of a policy", () => {
  let folder = "";
  const path = (name: string): string => join(folder, name);
  const write = (name: string, content: unknown): void => {
    mkdirSync(dirname(path(name)), { recursive: true });
    writeFileSync(path(name), typeof content === "string" ? content : JSON.stringify(content));
  };
  const reeve = (...args: string[]): Promise<GateRun> => inProcess([...args, "--config", path("reeve.yaml"), "--now", "2026-03-01"]);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "reeve-narrowed-"));
    process.env.REEVE_CACHE_DIR = path("cache");
    write("reeve.yaml", "rules: [rules]\n");
    write("rules/no-iam.yaml", RULE);
    for (const [name, account] of Object.entries(ACCOUNTS)) write(name, account);
  });
  afterEach(() => {
    delete process.env.REEVE_CACHE_DIR;
    rmSync(folder, { recursive: true, force: true });
  });

  const EXPECTED: [account: string, code: number][] = [
    ["before.json", 0],
    ["narrower.json", 0],
    ["denied.json", 0],
    ["wider.json", 1],
    ["other.json", 1],
  ];

  it("is in the baseline while it allows no more, and the baseline has no value of its conditions", async () => {
    expect((await reeve("baseline", "write", "--snapshot", path("before.json"))).code).toBe(0);
    expect(readFileSync(path("baseline.json"), "utf8")).not.toContain("secret-name");
    for (const [name, code] of EXPECTED) expect([name, (await reeve("gate", "--snapshot", path(name))).code]).toEqual([name, code]);
  });

  it("is held to the narrower statement by baseline update", async () => {
    await reeve("baseline", "write", "--snapshot", path("before.json"));
    expect((await reeve("baseline", "update", "--snapshot", path("narrower.json"))).code).toBe(0);
    expect((await reeve("gate", "--snapshot", path("narrower.json"))).code).toBe(0);
    expect((await reeve("gate", "--snapshot", path("before.json"))).code).toBe(1);
  });

  it("has an entry of an older version recorded anew by baseline update, which then knows a narrower statement", async () => {
    await reeve("baseline", "write", "--snapshot", path("before.json"));
    type Kept = { entries: { facts: { element?: string; statements?: unknown }[] }[] };
    const file = JSON.parse(readFileSync(path("baseline.json"), "utf8")) as Kept;
    const [found] = (ACCOUNTS["before.json"] as { policies: document.Policy[] }).policies;
    const [statement] = (found?.statements ?? []) as document.PolicyStatement[];
    if (!statement) throw new Error("no statement");
    const older = createHash("sha256").update(statementId(statement, "2012-10-17")).digest("hex").slice(0, 16);
    for (const { facts } of file.entries)
      for (const fact of facts) {
        delete fact.statements;
        if (fact.element !== undefined) fact.element = fact.element.replace(/sha256:[0-9a-f]{16}/, older);
      }
    write("baseline.json", file);
    const codes = async (): Promise<number[]> => {
      const ran = [];
      for (const name of ["before.json", "narrower.json", "wider.json"]) ran.push((await reeve("gate", "--snapshot", path(name))).code);
      return ran;
    };
    expect(await codes()).toEqual([0, 1, 1]);
    expect((await reeve("baseline", "update", "--snapshot", path("before.json"))).code).toBe(0);
    expect(await codes()).toEqual([0, 0, 1]);
  });

  it("stays waived while it allows no more", async () => {
    await reeve("check", "--snapshot", path("before.json"));
    const given = ["--kind", "in-progress", "--reason", "Moves", "--owner", "ann", "--expires", "2026-03-20"];
    const added = await reeve("waivers", "add", "1", ...given);
    expect(added.code, added.err).toBe(0);
    for (const [name, code] of EXPECTED) expect([name, (await reeve("gate", "--snapshot", path(name))).code]).toEqual([name, code]);
  });

  it("is compared the same from results that another run wrote", async () => {
    await reeve("baseline", "write", "--snapshot", path("before.json"));
    for (const [name, code] of EXPECTED) {
      await reeve("check", "--snapshot", path(name), "--format", `json=${path("results.json")}`);
      expect([name, (await reeve("gate", "--results", path("results.json"))).code]).toEqual([name, code]);
    }
  });
});
