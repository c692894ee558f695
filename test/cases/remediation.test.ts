import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildProgram, type Program, ROOT } from "../cli/reeve.ts";

/** Remediations that were unsafe at some time, through the real program. */
const FOLDER = resolve(ROOT, "../shared/cases/remediation");
const present = existsSync(FOLDER);
if (!present) process.stderr.write("\nSKIPPED remediations that were unsafe: ../shared/cases/remediation is not there\n");

describe.runIf(present)("an account whose passwords do not expire, with hard expiry on", () => {
  let reeve: Program;
  beforeAll(() => {
    reeve = buildProgram();
    reeve.run(["check", "--snapshot", resolve(FOLDER, "hard-expiry-snapshot.json")]);
  }, 120_000);
  afterAll(() => reeve?.remove());

  const script = (...rules: string[]): string => {
    const { code, out, err } = reeve.run(["remediate", ...rules, "--as", "cli"]);
    expect(code, err).toBe(0);
    return out;
  };

  it.each(["min-length", "number", "uppercase", "lowercase", "reuse-prevention"])("gets no expiry by the script of password-policy-%s", (rule) => {
    const out = script(`password-policy-${rule}`);
    expect(out).toContain("--hard-expiry");
    expect(out).not.toContain("--max-password-age");
    expect(out).toMatch(/Not part of this call: .*password-policy-max-age/);
  });

  it.each([[["max-age"]], [["min-length", "max-age"]], [["max-age", "min-length"]]])("gets it by that of %s, after a question", (rules) => {
    const out = script(...rules.map((rule) => `password-policy-${rule}`));
    expect(out).toContain("--max-password-age 90");
    expect(out).toMatch(/^if confirm '[^\n]*older than 90 days cannot sign in/m);
    expect(out.match(/aws iam update-account-password-policy/g)).toHaveLength(1);
  });

  it("names a finding that the check does not have", () => {
    expect(reeve.run(["remediate", "password-policy-min-length", "9999", "--as", "cli"])).toMatchObject({ code: 2, out: "" });
    expect(reeve.run(["remediate", "password-policy-min-length", "cloudtrail-enabld", "--as", "cli"])).toMatchObject({ code: 2, out: "" });
  });
});
