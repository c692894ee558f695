import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { columns } from "../../reporters/index.ts";
import { buildProgram, type Program, SNAPSHOT } from "./reeve.ts";

vi.setConfig({ testTimeout: 60_000 });

describe("explain", () => {
  let reeve: Program;
  beforeAll(() => {
    reeve = buildProgram();
  }, 120_000);
  afterAll(() => reeve.remove());

  const explained = (rule: string, ...args: string[]) => {
    reeve.run(["check", "--snapshot", SNAPSHOT, "--rule", rule, ...args]);
    return reeve.run(["explain", "1"]);
  };

  it("shows at each test the call that its value comes from, and how old it was", () => {
    expect(explained("user-console-mfa").out.replaceAll(/\s+/g, " ")).toMatch(
      /no user\.mfaActive is true → false \(iam:GetCredentialReport mfa_active, \d+ h old\)/,
    );
  });

  it("says the smallest change that would turn the finding", () => {
    const { out } = explained("user-console-mfa");
    expect(out).toMatch(/Smallest change\n {2}Would pass if user\.mfaActive were true\.\n {2}Would not be judged if user\.passwordEnabled were false\.\n/);
  });

  it("says where a change was not tried", () => {
    expect(explained("support-role-exists").out).toContain("(Not tried: no one value is certain.)");
  });

  it("says why and until when a gap is accepted", () => {
    const config = join(reeve.folder, "accepting.yaml");
    writeFileSync(config, 'packs: [iam-baseline]\nacceptedGaps: [{ source: "iam:ListVirtualMFADevices", reason: member account, expires: "2030-01-31" }]\n');
    const { out } = explained("root-hardware-mfa-enabled", "--config", config);
    expect(out.replaceAll(/\s+/g, " ")).toContain("accepted in reeve.yaml until 2030-01-31: member account");
  });

  it("reports accepted gaps that expired before the snapshot", () => {
    const config = join(reeve.folder, "expired.yaml");
    const gap = (day: string): string => `packs: [iam-baseline]\nacceptedGaps: [{ source: "iam:ListVirtualMFADevices", reason: Member, expires: "${day}" }]\n`;
    const said = (day: string): string => {
      writeFileSync(config, gap(day));
      return reeve.run(["check", "--snapshot", SNAPSHOT, "--config", config, "--rule", "user-console-mfa"]).err.replaceAll(/\s+/g, " ");
    };
    expect(said("2020-01-31")).toContain("acceptedGaps in reeve.yaml: iam:ListVirtualMFADevices (2020-01-31) expired before the snapshot, and accept nothing.");
    expect(said("2030-01-31")).not.toContain("acceptedGaps");
  });

  it.each([
    ["nonsense", /^reeve: nonsense is neither a number or fingerprint of the last check nor the id of a rule/],
    ["user-consol-mfa", /^reeve: user-consol-mfa is neither [\s\S]*Did you mean user-console-mfa\?/],
  ])("says of %s what was asked", (what, message) => {
    const { code, err } = reeve.run(["explain", what]);
    expect(code).toBe(2);
    expect(err).toMatch(message);
    expect(err).not.toContain("--rule");
  });

  it("keeps to a narrow terminal", () => {
    reeve.run(["check", "--snapshot", SNAPSHOT, "--rule", "user-console-mfa"]);
    const { out } = reeve.run(["explain", "1"], { env: { COLUMNS: "60" } });
    expect(out.split("\n").filter((line) => columns(line) > 60 && !line.includes("v1:"))).toEqual([]);
  });
});
