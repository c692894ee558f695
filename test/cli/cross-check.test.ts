import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Io } from "../../cli/io.ts";
import type { ReeveResults } from "../../schemas/index.ts";
import { buildProgram, type Program, SNAPSHOT } from "./reeve.ts";

vi.setConfig({ testTimeout: 60_000 });

describe("check --cross-check", () => {
  let reeve: Program;
  beforeAll(() => {
    reeve = buildProgram();
  }, 120_000);
  afterAll(() => reeve.remove());

  it("says how many conditions were confirmed, in the report and in JSON, and changes nothing else", () => {
    const args = ["check", "--snapshot", SNAPSHOT, "--rule", "user-console-mfa"];
    const [plain, checked] = [reeve.run([...args, "--format", "json"]), reeve.run([...args, "--cross-check", "--format", "json"])];
    const { crossCheck, ...results } = JSON.parse(checked.out) as ReeveResults;
    expect(crossCheck).toMatchObject({ conditions: 2, outside: 0 });
    expect(crossCheck?.confirmed).toBeGreaterThan(20);
    expect(results).toEqual(JSON.parse(plain.out));
    expect(checked.code).toBe(plain.code);
    expect(reeve.run([...args, "--cross-check"]).out).toMatch(/Cross-check: json-logic-js confirms \d+ evaluations of 2 conditions/);
  });

  it("works in the demo", () => {
    expect(reeve.run(["demo", "--cross-check"]).out).toMatch(/Cross-check: json-logic-js confirms/);
  });
});

describe("a disagreement", () => {
  // The library agrees with the evaluator, so a fault is planted in it: there is no other way to see what a disagreement prints.
  vi.doMock("json-logic-js", async (original) => {
    const { default: real } = await original<{ default: { apply: (...args: unknown[]) => unknown; add_operation: unknown } }>();
    return { default: { ...real, apply: (...args: unknown[]) => real.apply(...args) !== true } };
  });
  afterAll(() => vi.doUnmock("json-logic-js"));

  it("prints rule, condition, resource and both truths, and gives no results", async () => {
    const { withCrossCheck } = await import("../../cli/cross-check.ts");
    const { readSnapshotOnly } = await import("./cross-check-input.ts");
    const { subject, results } = readSnapshotOnly("user-console-mfa");
    const texts: string[] = [];
    const io = { err: { write: async (text: string) => texts.push(text), width: 100 } } as unknown as Io;
    expect(await withCrossCheck(results, true, subject, io)).toBeNull();
    const printed = texts.join("");
    expect(printed).toMatch(/json-logic-js evaluates 20 conditions differently/);
    expect(printed).toMatch(/user-console-mfa, require, arn:aws:iam::444455556666:user\/\S+: Reeve (true|false), json-logic-js (true|false)/);
  });
});
