import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { PRIVATE_MODE } from "../platform.ts";
import { buildProgram, type Program, SNAPSHOT } from "./reeve.ts";

const RULE = (title: string): string => `id: mine
title: ${title}
severity: low
resource: user
rationale: Users are told apart by their paths.
evidence: [user.path]
require:
  user.path: { is: / }
message: "{{user.name}} lies at {{user.path}}"
`;

describe("rules kept from one check to the next", () => {
  let reeve: Program;
  beforeAll(() => {
    reeve = buildProgram();
    mkdirSync(join(reeve.folder, "mine"));
  });
  afterAll(() => reeve.remove());

  const kept = (): string => join(reeve.folder, "cache/rules");
  const keptFile = (): string => join(kept(), readdirSync(kept())[0] ?? "");
  const check = (env: Record<string, string> = {}) => reeve.run(["check", "--snapshot", SNAPSHOT, "--rules", "mine", "--format", "json"], { env });
  beforeEach(() => {
    rmSync(kept(), { recursive: true, force: true });
    writeFileSync(join(reeve.folder, "mine/mine.yaml"), RULE("Users lie at the root"));
  });

  it("are readable by the user alone and judge as those just parsed do", () => {
    const first = check();
    expect(first.code).toBe(1);
    expect(statSync(keptFile()).mode & 0o777).toBe(PRIVATE_MODE);
    expect(check()).toEqual(first);
    expect(check({ REEVE_NO_CACHE: "1" })).toEqual(first);
  });

  it("count for nothing when the kept file was damaged", () => {
    const first = check();
    const path = keptFile();
    writeFileSync(path, readFileSync(path, "utf8").replaceAll("Users lie at the root", "Users lie"));
    expect(check()).toEqual(first);
    writeFileSync(path, "{");
    expect(check()).toEqual(first);
  });

  it("give way to a rule that was changed", () => {
    expect(check().out).toContain("Users lie at the root");
    writeFileSync(join(reeve.folder, "mine/mine.yaml"), RULE("Users are at the root"));
    expect(check().out).toContain("Users are at the root");
  });

  it("are none where a rule is broken", () => {
    writeFileSync(join(reeve.folder, "mine/mine.yaml"), `${RULE("Users lie at the root")}more: 1\n`);
    expect(check().code).toBe(2);
    expect(() => readdirSync(kept())).toThrow("ENOENT");
  });
});
