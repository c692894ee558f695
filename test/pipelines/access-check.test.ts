import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { buildProgram, type Program, ROOT } from "../cli/reeve.ts";
import { type Github, github } from "./action-parser.ts";

const FILE = "templates/github/access-check.yml";
const TEXT = readFileSync(join(ROOT, FILE), "utf8");

describe("the workflow that checks policies", () => {
  let actions: Github;
  let reeve: Program;
  beforeAll(() => {
    actions = github();
    reeve = buildProgram();
  }, 120_000);
  afterAll(() => reeve.remove());

  it("keeps GitHub's schema of workflows", async () => {
    expect(await actions.workflowErrors("access-check.yml", TEXT, (path) => readFileSync(join(ROOT, path), "utf8"))).toEqual([]);
  });

  it("runs a command that fails for a policy beyond a limit, and passes for others", () => {
    const { jobs } = parse(TEXT) as { jobs: Record<string, { steps: { run?: string }[] }> };
    const command = jobs.limits?.steps.at(-1)?.run ?? "";
    const [, written = ""] = /^npx --no-install reeve (.*)$/.exec(command) ?? [];
    const folder = join(reeve.folder, "policies");
    mkdirSync(folder);
    const file = join(folder, "app.json");
    const args = [...written.matchAll(/"([^"]*)"|(\S+)/g)]
      .map(([, quoted, plain = ""]) => quoted ?? plain)
      .map((arg) => (arg === "policies/*.json" ? file : arg));
    const codeFor = (Action: string): number | null => {
      writeFileSync(file, JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource: "*" }] }));
      return reeve.run(args).code;
    };
    expect(args.slice(0, 2)).toEqual(["access", "check"]);
    expect(["s3:GetObject", "iam:*", "iam:CreatePolicyVersion"].map(codeFor)).toEqual([0, 1, 1]);
  });
});
