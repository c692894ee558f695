import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { planText } from "../collectors/plan/plan-text.ts";
import { accountWith, gated } from "./gated.ts";

const documentOf = (...statements: unknown[]): string => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const ANYONE = documentOf({ Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" });
const LAMBDA = documentOf({ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" });
const role = (trust: string): Record<string, unknown> => ({ name_prefix: "app-", path: "/", assume_role_policy: trust, tags_all: {} });
const OPEN = { address: "aws_iam_role.r", after: role(ANYONE), unknown: { arn: true, id: true, unique_id: true, name: true } };

describe("what was accepted, in a gate with a plan", () => {
  let folder = "";
  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "reeve-accepted-"));
    mkdirSync(join(folder, "waivers"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const RULES = ["--rule", "role-trust-policy-not-public", "--rule", "role-inline-policy-no-admin"];

  it("is no unknown that only the apply will show, by an accepted gap of any source", async () => {
    const made = [
      {
        address: "aws_iam_role.r",
        after: { name: "app", path: "/", assume_role_policy: LAMBDA, tags_all: {} },
        unknown: { arn: true, id: true, unique_id: true },
      },
    ];
    const plan = planText([{ address: "aws_iam_role_policy.p", after: { name: "x", role: "app" }, unknown: { policy: true, id: true } }]);
    const config = write("reeve.yaml", 'packs: [iam-baseline]\nacceptedGaps: [{ source: "*", reason: All, expires: 2027-01-01 }]\n');
    const ran = await gated(accountWith(made), plan, ["--config", config, ...RULES]);
    expect([ran.code, ran.gate.reasons.map(({ code }) => code)], ran.out).toEqual([3, ["evidence-incomplete"]]);
  });

  it.each([
    ["alone", null],
    ["onto a snapshot", accountWith([])],
  ])("is a finding of a plan %s, by its fingerprint, and no other", async (_, account) => {
    const config = write("reeve.yaml", "packs: [iam-baseline]\n");
    const blocked = await gated(account, planText([OPEN]), ["--config", config, ...RULES]);
    const found = blocked.results.find(({ status }) => status === "fail");
    expect([blocked.code, found?.rule]).toEqual([1, "role-trust-policy-not-public"]);
    write(
      "waivers/w.yaml",
      JSON.stringify({
        waivers: [
          {
            rule: found?.rule,
            resource: found?.fingerprint,
            kind: "accepted-risk",
            severity: "critical",
            reason: "Open by design",
            owner: "ann",
            expires: "2026-03-20",
          },
        ],
      }),
    );
    expect((await gated(account, planText([OPEN]), ["--config", config, ...RULES])).code).toBe(0);
    // Of another plan it is not said that no one needs the waiver; of the account without a plan it is.
    const of = { ...OPEN, after: role(LAMBDA) };
    const elsewhere = await gated(account, planText([of]), ["--config", config, ...RULES]);
    expect([elsewhere.code, elsewhere.waivers?.map(({ state, detail }) => [state, detail])]).toEqual([
      0,
      [["active", "it names one finding, which may be of another plan"]],
    ]);
    const other = { ...OPEN, address: "aws_iam_role.other" };
    expect((await gated(account, planText([OPEN, other]), ["--config", config, ...RULES])).code).toBe(1);
  });
});
