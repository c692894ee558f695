import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { columns } from "../../reporters/index.ts";
import { buildProgram, EVENTS, type Program, SNAPSHOT } from "./reeve.ts";

vi.setConfig({ testTimeout: 60_000 });

describe("eval", () => {
  let reeve: Program;
  beforeAll(() => {
    reeve = buildProgram();
  }, 120_000);
  afterAll(() => reeve.remove());
  const data = (...args: string[]) => JSON.parse(reeve.run(["eval", "--format", "json", ...args]).out);

  it("asks the bundled sample where there was no check, and says so", () => {
    const { code, out } = reeve.run(["eval", "user.mfaActive: false"]);
    expect(code).toBe(0);
    expect(out).toContain("Asked of the bundled sample account");
    expect(out).toMatch(/true {4}8 of 22 users[\s\S]*dmitri\.volkov[\s\S]*false {3}14 of 22 users[\s\S]*and 4 more[\s\S]*unknown 0 of 22/);
  });

  it("asks the document of the last check where there is one", () => {
    reeve.run(["check", "--snapshot", SNAPSHOT, "--rule", "user-console-mfa"]);
    expect(reeve.run(["eval", "user.mfaActive: false"]).out).toMatch(/Asked of the last check \(account \d{12}, [^)]+\),\s+as of/);
  });

  it("lists everything with --all", () => {
    const { out } = reeve.run(["eval", "user.mfaActive: false", "--snapshot", SNAPSHOT, "--all"]);
    expect(out).not.toContain("more (--all)");
    expect(out.match(/user\.mfaActive = true/g)?.length).toBe(14);
  });

  it("gives every resource with its values as JSON", () => {
    const { counts, results } = data("user.mfaActive: false", "--snapshot", SNAPSHOT);
    expect(counts).toEqual({ true: 8, false: 14, unknown: 0 });
    expect(results.length).toBe(22);
    expect(results[0]).toMatchObject({ truth: "false", deciding: ["user.mfaActive"], values: [{ path: "user.mfaActive", value: true }] });
  });

  it("says where there may be more than was asked, and what would show it", () => {
    const { out } = reeve.run(["eval", "mfaDevice.type: virtual", "--snapshot", SNAPSHOT]);
    expect(out).toContain("there may be more MFA devices than could be read");
    expect(out).toMatch(/gap iam:ListVirtualMFADevices/);
  });

  it("asks records of files", () => {
    expect(data("event.eventName: DetachGroupPolicy", "--events", EVENTS).counts.true).toBe(2);
  });

  it("refuses a wrong condition with code, caret and the nearest name", () => {
    const { code, out, err } = reeve.run(["eval", "user.mfaActve: false"]);
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err).toMatch(/condition:1:1 error RV030[\s\S]*mfaActive[\s\S]*\^\^\^/);
  });

  it("gives the diagnostics as JSON where JSON is asked for", () => {
    const { code, out } = reeve.run(["eval", "user.mfaActve: false", "--format", "json"]);
    expect(code).toBe(2);
    expect(JSON.parse(out).diagnostics[0]).toMatchObject({ code: "RV030", line: 1, column: 1 });
  });

  it.each([
    [["foo: bar"], /say what the condition is about/],
    [["user.path: /", "--resource", "usr"], /Did you mean user/],
    [["user.path: /", "--param", "x"], /name=value/],
    [["user.path: /", "--snapshot", "nowhere.json"], /nowhere\.json/],
  ])("exits 2 with a sentence: %j", (args, message) => {
    const { code, err } = reeve.run(["eval", ...args]);
    expect(code).toBe(2);
    expect(err).toMatch(message);
    expect(err).not.toContain("error of Reeve itself");
  });

  it("keeps to a narrow terminal", () => {
    const { out } = reeve.run(["eval", "user.mfaActive: false"], { env: { COLUMNS: "60" } });
    const wide = out.split("\n").filter((line) => columns(line) > 60);
    expect(wide).toEqual([]);
  });
});
