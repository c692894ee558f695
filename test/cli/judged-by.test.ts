import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { ReeveResults } from "../../schemas/index.ts";
import { buildProgram, type Program, SNAPSHOT } from "./reeve.ts";

vi.setConfig({ testTimeout: 60_000 });

const WEAK = `packs: [iam-baseline]
params:
  user-access-key-rotation: { maxAge: 2000d }
  password-policy-min-length: { minimumLength: 7 }
  user-console-mfa: { exemptPaths: ["/", "/service/"] }
`;

describe("what was in force", () => {
  let reeve: Program;
  beforeAll(() => {
    reeve = buildProgram();
    writeFileSync(join(reeve.folder, "weak.yaml"), WEAK);
  }, 120_000);
  afterAll(() => reeve.remove());

  const check = (...args: string[]): string => reeve.run(["check", "--snapshot", SNAPSHOT, "--format", "json", ...args]).out;
  const results = (...args: string[]): ReeveResults => JSON.parse(check(...args)) as ReeveResults;

  it("stands in the results: version, configuration, rules and parameters", () => {
    const { tool, rules } = results("--config", "weak.yaml");
    const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
    expect(tool).toEqual({ version, configSha256: createHash("sha256").update(WEAK).digest("hex") });
    const rule = rules.find(({ id }) => id === "user-access-key-rotation");
    expect(rule?.params).toEqual({ maxAge: "2000d" });
    const text = readFileSync("rules/iam-baseline/user-access-key-rotation.yaml", "utf8");
    expect(rule?.sha256).toBe(createHash("sha256").update(text).digest("hex"));
  });

  it("is the same, byte by byte, of the same inputs", () => {
    expect(check("--config", "weak.yaml", "--evidence", "full")).toBe(check("--config", "weak.yaml", "--evidence", "full"));
  });

  it("has parameters of the command line too, and no configuration where there is none", () => {
    const { tool, rules } = results("--rule", "user-access-key-rotation", "--param", "user-access-key-rotation.maxAge=2000d");
    expect(tool?.configSha256).toBeNull();
    expect(rules[0]).toMatchObject({ params: { maxAge: "2000d" }, tailored: { "cis-aws-5.0": ["1.13"] } });
  });

  it("makes controls tailored that demand more", () => {
    const of = (args: string[]): string[] =>
      results(...args)
        .summary.controls.filter(({ framework, status }) => framework === "cis-aws-5.0" && status === "tailored")
        .map(({ id }) => id);
    expect(of(["--config", "weak.yaml"])).toEqual(["1.7", "1.9", "1.13"]);
    expect(of(["--pack", "iam-baseline"])).toEqual([]);
  });

  it("gives every result its evidence on request", () => {
    const without = (list: ReeveResults["results"]): string[] =>
      list.filter(({ status, evidence }) => status === "pass" && evidence.length === 0).map(({ rule }) => rule);
    expect(without(results("--pack", "iam-baseline").results).length).toBeGreaterThan(100);
    expect([...new Set(without(results("--pack", "iam-baseline", "--evidence", "full").results))]).toEqual([]);
  });
});
