import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cell } from "../../reporters/csv.ts";
import { REPORTERS, type ReportOptions } from "../../reporters/index.ts";
import type { ReeveResults } from "../../schemas/index.ts";
import { mixed, results } from "./fixture.ts";
import { pullRequest } from "./gate-results.ts";
import { HOSTILE, hostile } from "./hostile.ts";

/** A cell that a spreadsheet would run: an apostrophe before it makes it text. */
const FORMULA = /(^|;)[\s"`]*[=+\-@\uff1d]/;
const OPTIONS: ReportOptions = { width: 100, color: false, by: "severity", all: true, remediationTextOf: () => "Assign an MFA device" };

/** A reader by the letter of RFC 4180: rows by CR LF, quotes doubled within quotes. */
function parse(text: string): string[][] {
  const rows: string[][] = [];
  let at = 0;
  while (at < text.length) {
    const row: string[] = [];
    for (;;) {
      let value = "";
      if (text[at] === '"') {
        for (at++; ; at++) {
          if (text[at] !== '"') value += text[at];
          else if (text[at + 1] === '"') {
            value += '"';
            at++;
          } else break;
        }
        at++;
      } else {
        while (at < text.length && text[at] !== "," && text[at] !== "\r") value += text[at++];
      }
      row.push(value);
      if (text[at] !== ",") break;
      at++;
    }
    expect(text.slice(at, at + 2)).toBe("\r\n");
    at += 2;
    rows.push(row);
  }
  return rows;
}

function read(given: ReeveResults): Record<string, string>[] {
  const [header = [], ...rows] = parse([...REPORTERS.csv(given, OPTIONS)].join(""));
  for (const row of rows) expect(row).toHaveLength(header.length);
  return rows.map((row) => Object.fromEntries(header.map((name, index) => [name, row[index] ?? ""])));
}

describe("CSV", () => {
  it("has a line for each result, passes and what a change fixes included", () => {
    expect(read(mixed())).toHaveLength(mixed().results.length);
    const rows = read(pullRequest());
    expect(rows).toHaveLength(pullRequest().results.length + 1);
    expect(rows.at(-1)).toMatchObject({ status: "fixed", delta: "fixed", counts: "no" });
    expect(read(results([]))).toEqual([]);
  });

  it("says which results count", () => {
    expect(read(pullRequest()).map(({ resource_name, counts }) => `${resource_name} ${counts}`)).toEqual([
      ...["alice yes", "bob yes", "carol yes", "dave yes", "erin no", "frank no", "deploy yes", "grace yes"],
      ...[" no", "olivia no", "heidi no"],
    ]);
  });

  it("carries the whole of a waiver, the baseline and an attestation", () => {
    const rows = read(pullRequest());
    expect(rows.find(({ waiver_kind }) => waiver_kind !== "")).toMatchObject({
      waiver_kind: "accepted-risk",
      waiver_reason: "The vendor's console needs it until the contract ends",
      waiver_owner: "payments@example.com",
      waiver_ticket: "SEC-812",
      waiver_expires: "2026-12-31",
      waiver_days_left: "45",
      waiver_file: "waivers/vendors.yaml:3",
    });
    expect(rows.find(({ baseline_since }) => baseline_since !== "")).toMatchObject({ resource_name: "frank", baseline_since: "2026-09-01" });
    expect(rows.find(({ attested_by }) => attested_by !== "")).toMatchObject({
      status: "pass",
      attested_at: "2026-10-01",
      attestation_evidence: "Called the number",
    });
  });

  it("tells evidence, controls, cause and place", () => {
    const rows = read(pullRequest());
    expect(rows[0]).toMatchObject({
      evidence: "user.passwordEnabled = true; user.mfaActive = false",
      controls: "cis-aws-5.0:1.9 securityhub:IAM.5",
      file: "iam/users.tf",
      line: "12",
      plan_address: "aws_iam_user_login_profile.alice",
    });
    expect(rows.find(({ status }) => status === "unknown")?.reason).toBe("aws_iam_role.deploy.assume_role_policy is known only after apply");
  });

  it.each(Object.entries(HOSTILE))("runs nothing of %s in a spreadsheet", (_name, text) => {
    expect(parse(`${cell(text)}\r\n`)[0]?.[0]).not.toMatch(FORMULA);
  });

  it("is read back as one line a result, whatever the names are", () => {
    expect(read(hostile())).toHaveLength(hostile().results.length + 1);
  });

  it("never begins a cell with a formula, nor what follows a semicolon", () => {
    fc.assert(
      fc.property(
        fc.tuple(fc.stringMatching(/^[ "'`;]{0,4}$/), fc.constantFrom("=", "+", "-", "@", "\t=", "\r@", "\uff1d"), fc.stringMatching(/^[a-z;=+"' -]{0,6}$/)),
        (parts) => {
          const value = parse(`${cell(parts.join(""))}\r\n`)[0]?.[0] ?? "";
          return !FORMULA.test(value);
        },
      ),
    );
  });
});
