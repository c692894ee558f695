import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { REPORTERS, type ReportOptions } from "../../reporters/index.ts";
import type { ReeveResults } from "../../schemas/index.ts";
import { mixed, result, results, user } from "./fixture.ts";
import { pullRequest } from "./gate-results.ts";
import { hostile } from "./hostile.ts";

const OPTIONS: ReportOptions = { width: 100, color: false, by: "severity", all: true, remediationTextOf: () => "Assign an MFA device" };

interface Entry {
  description: string;
  check_name: string;
  fingerprint: string;
  severity: string;
  location: { path: string; lines: { begin: number } };
}

const write = (given: ReeveResults): Entry[] => JSON.parse([...REPORTERS.gitlab(given, OPTIONS)].join(""));

/** The table of "Code Quality report format" in GitLab's documentation: every member is required there, and other members are ignored. */
const FORMAT = {
  type: "array",
  items: {
    type: "object",
    additionalProperties: false,
    required: ["description", "check_name", "fingerprint", "severity", "location"],
    properties: {
      description: { type: "string", minLength: 1 },
      check_name: { type: "string", minLength: 1 },
      fingerprint: { type: "string", minLength: 1 },
      severity: { enum: ["info", "minor", "major", "critical", "blocker"] },
      location: {
        type: "object",
        required: ["path", "lines"],
        properties: {
          path: { type: "string", pattern: "^(?!\\./|/)" },
          lines: { type: "object", required: ["begin"], properties: { begin: { type: "integer", minimum: 1 } } },
        },
      },
    },
  },
};

describe("GitLab code quality", () => {
  it.each([
    ["a check", mixed()],
    ["a gate", pullRequest()],
    ["nothing", results([])],
    ["hostile text", hostile()],
  ])("has the documented form for %s", (_what, given) => {
    const validate = new Ajv().compile(FORMAT);
    validate(write(given));
    expect(validate.errors ?? []).toEqual([]);
  });

  it("lists findings and unknowns, and nothing that a change fixes", () => {
    expect(write(pullRequest()).map(({ check_name, severity }) => `${check_name} ${severity}`)).toEqual([
      "user-console-mfa critical",
      "user-outside-guardrail blocker",
      "access-key-rotated info",
      "user-console-mfa info",
      "user-owner-tag info",
      "user-owner-tag info",
      "role-trust-bounded critical",
      "user-no-sms-mfa critical",
    ]);
  });

  it("says of what is waived or in the baseline that it is, and of what is not decided why", () => {
    const [, , changed, unchanged, waived, kept, unknown] = write(pullRequest());
    expect(changed?.description).toMatch(/^Not worse by this change · The key of carol/);
    expect(unchanged?.description).toMatch(/^Unchanged by this change · /);
    expect(waived?.description).toMatch(/^Waived \(accepted-risk\) by payments@example\.com until 2026-12-31/);
    expect(kept?.description).toMatch(/^In the baseline since 2026-09-01/);
    expect(unknown?.description).toMatch(/^Not decided: Whom deploy trusts .* is known only after apply/);
  });

  it("stands at the plan's line where there is one", () => {
    expect(write(pullRequest())[0]?.location).toEqual({ path: "iam/users.tf", lines: { begin: 12 } });
  });

  it("gives no two entries one fingerprint, for GitLab keeps one of each", () => {
    const same = Array.from({ length: 4 }, () => result({ rule: "a-rule", resource: user("alice"), fingerprint: "v1:same" }));
    expect(write(results(same)).map(({ fingerprint }) => fingerprint)).toEqual(["v1:same", "v1:same-2", "v1:same-3", "v1:same-4"]);
  });

  it("names no folder outside the repository", () => {
    const given = mixed();
    given.rules = given.rules.map((rule) => ({ ...rule, file: `/srv/rules-of-ours/${rule.id}.yaml` }));
    expect(write(given).every(({ location }) => /^[a-z-]+\.yaml$/.test(location.path))).toBe(true);
  });
});
