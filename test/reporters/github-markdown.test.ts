import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { REPORTERS, type ReportOptions } from "../../reporters/index.ts";
import type { ReeveResults, Result } from "../../schemas/index.ts";
import { evidence, mixed, result, results, user } from "./fixture.ts";
import { gated, pullRequest, WAIVER } from "./gate-results.ts";

const OPTIONS: ReportOptions = { width: 100, color: false, by: "severity", all: false, remediationTextOf: () => null };
const comment = (of: ReeveResults, options: Partial<ReportOptions> = {}): string => [...REPORTERS["github-comment"](of, { ...OPTIONS, ...options })].join("");
const summary = (of: ReeveResults): string => [...REPORTERS["github-summary"](of, OPTIONS)].join("");
const headings = (text: string): string[] => [...text.matchAll(/^#### (.*)$/gm)].map(([, title = ""]) => title);

/** A wide pull request: `count` rules that each block on a user of their own. */
function wide(count: number, severityOf: (index: number) => Result["severity"] = () => "high"): ReeveResults {
  const list = Array.from({ length: count }, (_, index) =>
    result({
      rule: `rule-${String(index).padStart(5, "0")}`,
      severity: severityOf(index),
      resource: user(`user${index}`),
      message: `user${index} ${"is held by nothing ".repeat(8)}`,
      delta: "introduced",
    }),
  );
  return gated(list);
}

describe("the pull-request comment", () => {
  it("begins with the marker and the decision with its reasons", () => {
    const [marker, title, , kind, word, ...rest] = comment(pullRequest()).split("\n");
    expect([marker, title, kind, word]).toEqual(["<!-- reeve:gate -->", "### Reeve gate · account 444455556666", "> [!CAUTION]", "> **Blocked**"]);
    expect(rest.slice(0, 3)).toEqual([">", "> - 2 findings at or above high are new", "> - 1 part of the plan could not be judged"]);
  });

  it("has a section for each thing that the change does, in the order in which a reviewer asks", () => {
    expect(headings(comment(pullRequest()))).toEqual([
      "Introduced by the change (1)",
      "Affected, though the change does not name them (1)",
      "Changed (1)",
      "Could not be judged in the plan (1)",
      "Unknown (2)",
      "Fixed by the change (1)",
      "Waived (1)",
      "Waivers that let nothing pass (1)",
      "Passed on a person's word (1)",
    ]);
    expect(comment(pullRequest())).toContain("1 in the baseline · 1 unchanged · 2 passed");
  });

  it("tells where, why and the first step of the remediation, and that it blocks", () => {
    const text = comment(pullRequest(), { remediationTextOf: ({ rule }) => (rule === "user-console-mfa" ? "Open IAM, Users, alice" : null) });
    expect(text).toContain("<b>high</b> · alice can sign in to the console with a password only · <b>blocks</b>");
    expect(text).toContain("- Where: user `arn:aws:iam::444455556666:user/alice`, `iam/users.tf:12`, `aws_iam_user_login_profile.alice`");
    expect(text).toContain("- Why: `user.passwordEnabled = true`, `user.mfaActive = false` (iam:GetCredentialReport, 2 h old)");
    expect(text).toContain("- Fix: Open IAM, Users, alice\n");
  });

  it("tells of unknowns the permission to grant, or the attribute that is known after apply", () => {
    const text = comment(pullRequest());
    expect(text).toContain("aws_iam_role.deploy.assume_role_policy is known only after apply");
    expect(text).toContain("Grant iam:ListMFADevices to the collecting role");
  });

  it("tells of a waived finding why, who answers for it and how long it holds", () => {
    expect(comment(pullRequest())).toMatch(
      /erin has no tag owner: accepted-risk, The vendor's .*payments@&#8203;example\.com, SEC-812; until 2026-12-31, 45 days left/,
    );
  });

  it("tells which waiver has lapsed", () => {
    expect(comment(pullRequest())).toContain("- expired: `waivers/vendors.yaml:14`, rule `user-console-mfa`");
  });

  it("tells of a waiver that a mandatory binding does not heed", () => {
    const waived = result({ rule: "a", waiver: WAIVER, delta: "introduced" });
    const text = comment(gated([waived], { blocking: [waived.fingerprint ?? ""] }));
    expect(headings(text)).toEqual(["Introduced by the change (1)"]);
    expect(text).toContain("Waived in `waivers/vendors.yaml:3`, which does not let it pass here");
  });

  it("says what many findings of a rule have alike once", () => {
    const text = comment(mixed());
    expect(text).toContain("Title of user-console-mfa (13)");
    expect(text.match(/user\.mfaActive = false/g)).toHaveLength(1);
  });

  it.each([
    ["TIP", "Passed", gated([result({ rule: "a", status: "pass" })])],
    ["WARNING", "Incomplete: not enough is known to let it pass", gated([result({ rule: "a", status: "unknown" })], { decision: "incomplete", exitCode: 3 })],
    ["TIP", "No finding", results([result({ rule: "a", status: "pass" })])],
    ["CAUTION", "1 finding", results([result({ rule: "a" })])],
    ["WARNING", "Nothing was decided", results([])],
    ["WARNING", "No finding, but not all could be told", results([result({ rule: "a", status: "pass" }), result({ rule: "b", status: "unknown" })])],
  ])("shows a %s: %s", (kind, word, of) => {
    expect(comment(of)).toContain(`> [!${kind}]\n> **${word}**\n`);
  });

  it("does with the results of a plain check", () => {
    expect(headings(comment(mixed()))).toEqual(["Findings (16)", "Unknown (6)"]);
  });

  it.each([300, 1500])("stays under 65,536 characters with %i findings, and tells by severity what is left out", (count) => {
    const text = comment(wide(count, (index) => (index % 50 === 0 ? "critical" : index % 2 === 0 ? "high" : "low")));
    expect(text.length).toBeLessThan(65_536);
    expect(text.length).toBeGreaterThan(50_000);
    const shown = (severity: string): number => [...text.matchAll(new RegExp(`^(- \\*\\*|.*<b>)${severity}(\\*\\*|</b>)`, "gm"))].length;
    const [, left = ""] = /_Left out, because the text would be too long: (.*?)\./.exec(text) ?? [];
    const hidden = Object.fromEntries(left.split(", ").map((part) => part.split(" ").reverse())) as Record<string, string>;
    const total = ["critical", "high", "low"].reduce((sum, name) => sum + shown(name) + Number((hidden[name] ?? "0").replace(",", "")), 0);
    expect(total).toBe(count);
    expect(text).toContain(`Introduced by the change (${count === 1500 ? "1,500" : count})`);
  });

  it("cuts what is slight before what is grave, wherever it stands", () => {
    const low = wide(600, () => "low").results;
    const higher = result({ rule: "zz", severity: "critical", resource: user("zoe"), message: "zoe is higher", delta: "affected" });
    expect(comment(gated([...low, higher]))).toContain("zoe is higher");
    expect(comment(gated([...low, higher]))).toMatch(/Left out, because the text would be too long: \d+ low\./);
  });

  it("closes every element that it opens, however it is cut", () => {
    const text = comment(wide(400));
    const count = (part: string): number => text.split(part).length - 1;
    expect(count("<details>")).toBeGreaterThan(10);
    expect([count("</details>"), count("<summary>"), count("</summary>")]).toEqual([count("<details>"), count("<details>"), count("<details>")]);
  });

  const PIECES = [
    "<",
    ">",
    "</details>",
    "<img src=x>",
    "<!--",
    "-->",
    "@alice",
    "#12",
    "GH-3",
    "!4",
    "|",
    "`",
    "``",
    "[x](y)",
    "*",
    "_",
    "https://e.x",
    "www.e.x",
    "\n",
    "\r",
    "- ",
    "\u202e",
    "\\",
    "$",
    "~",
    "&#64;",
    " ",
    "x",
  ];
  it("shows no name, message, value, gap or waiver as markup, link, mention or reference", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...PIECES) }), (bad) => {
        const list = [
          result({
            rule: bad,
            message: bad,
            resource: user(bad),
            evidence: [evidence(bad, [bad], bad)],
            delta: "introduced",
            location: { address: bad, file: bad, line: 1 },
          }),
          result({ rule: "two", message: bad, resource: user("a"), delta: "affected" }),
          result({ rule: "two", message: bad, resource: user("b"), delta: "affected" }),
          result({ rule: "w", message: bad, waiver: { ...WAIVER, file: bad, reason: bad, owner: bad, ticket: bad } }),
          result({ rule: "u", status: "unknown", message: bad, gaps: ["g"], resource: user(bad) }),
        ];
        const gap = { source: bad, reason: "KnownAfterApply", deniedBy: bad, permission: bad, scope: bad, message: bad } as const;
        const more = {
          fixed: [result({ rule: bad, message: bad })],
          problems: [{ code: bad, address: bad, message: bad }],
          reasons: [{ code: "x", count: 1, text: bad }],
        };
        const waivers = [{ ...WAIVER, file: bad, rule: bad, owner: bad, state: "expired", matches: 0, detail: bad } as const];
        const text = comment(gated(list, more, { gaps: { g: gap }, waivers }), { remediationTextOf: () => bad });
        expect(faultsOf(text)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it("would notice what is not inert", () => {
    for (const bad of ["<img src=x>", "@alice", "see #12", "[x](y)", "https://e.x", "<!-- x -->", "GH-3", "**x**"])
      expect(faultsOf(`- ${bad}\n`), bad).not.toEqual([]);
  });
});

/** What a renderer would take for more than text: everything but our own tags, emphasis and code. */
function faultsOf(text: string): string[] {
  const own =
    /^<!-- reeve:gate -->$|<\/?(?:details|summary|b)>|^> \[!(?:TIP|WARNING|CAUTION)\]$|\*\*(?:critical|high|medium|low|info|blocks|Passed|Blocked)\*\*/g;
  return text.split("\n").flatMap((line) => {
    const html = line.startsWith("<details>");
    // In an HTML element Markdown is not read; elsewhere code is taken out, then what a backslash makes literal.
    const plain = html
      ? line.replaceAll(own, "")
      : withoutCode(line)
          .replaceAll(own, "")
          .replaceAll(/\\[\\`*_[\]<>|~$#+.)=-]/g, "");
    const faults = [
      /<(?=[a-z/!?])/i,
      /(?<![\w&])@(?=\w)/,
      /(?<![\w&])[#!]\d/,
      /\bGH-\d/i,
      /https?:\/\//i,
      /\bwww\.\w/i,
      /[\r\u202e]/,
      ...(html ? [] : [/\]\(/, /\*\S/, /`/, /(?<!\w)_\S.*_/, /(?<!\\)\|/]),
    ];
    return faults.filter((fault) => fault.test(plain)).map((fault) => `${fault}: ${line}`);
  });
}

/** Code spans as CommonMark 0.31 delimits them: a run of backticks up to the next run of the same length; backslashes escape outside of them alone. */
function withoutCode(line: string): string {
  let out = "";
  for (let at = 0; at < line.length; ) {
    const [run = ""] = /^`+/.exec(line.slice(at)) ?? [];
    if (line[at] === "\\") {
      out += line.slice(at, at + 2);
      at += 2;
    } else if (run === "") out += line[at++];
    else {
      const rest = line.slice(at + run.length);
      const close = [...rest.matchAll(/`+/g)].find(([end]) => end.length === run.length);
      at += close ? run.length + close.index + run.length : run.length;
      out += close ? "" : run;
    }
  }
  return out;
}

describe("the job summary", () => {
  it("is the comment without its marker", () => {
    expect(summary(pullRequest())).toBe(comment(pullRequest()).split("\n").slice(1).join("\n"));
  });

  it("stays under a mebibyte, counted in bytes", () => {
    const list = Array.from({ length: 1500 }, (_, index) =>
      result({ rule: `r${index}`, message: `${index}${"\u00e9\u6f22".repeat(140)}`, resource: user(`u${index}`) }),
    );
    const text = summary(results(list));
    const bytes = Buffer.byteLength(text);
    expect(bytes).toBeLessThan(1_048_576);
    expect(bytes).toBeGreaterThan(600_000);
    expect(text).toContain("_Left out, because the text would be too long: ");
  });
});
