import { describe, expect, it } from "vitest";
import { columns, numbered, REPORTERS, type ReportOptions } from "../../reporters/index.ts";
import type { ReeveResults } from "../../schemas/index.ts";
import { evidence, mixed, result, results, user } from "./fixture.ts";

const OPTIONS: ReportOptions = { width: 100, color: false, by: "severity", all: false, remediationTextOf: () => null };
const text = (of: ReeveResults, options: Partial<ReportOptions> = {}): string => [...REPORTERS.text(of, { ...OPTIONS, ...options })].join("");
const many = (count: number) =>
  results(Array.from({ length: count }, (_, index) => result({ rule: "user-console-mfa", resource: user(`user${String(index).padStart(4, "0")}`) })));

describe("the text report", () => {
  it("goes from the worst severity to the least", () => {
    const report = text(mixed());
    const places = ["CRITICAL", "HIGH", "MEDIUM", "UNKNOWN"].map((word) => report.indexOf(`\n${word} `));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);
  });

  it("names no remediation of a rule that has none", () => {
    const ruleAt = () => ({ file: "rules/a.yaml", line: 1, shipped: false, hasRemediation: false });
    expect(text(mixed(), { ruleAt })).not.toContain("reeve remediate");
    expect(text(mixed(), { ruleAt: (id) => ({ ...ruleAt(), hasRemediation: id === "root-no-access-keys" }) })).toContain("reeve remediate");
    expect(text(mixed())).toContain("reeve remediate 1");
  });

  it("tells what, where, why with source and age, and the remediation of a single finding", () => {
    const report = text(mixed(), { remediationTextOf: ({ rule }) => (rule === "root-no-access-keys" ? "Delete the key of the root user" : null) });
    expect(report).toContain("  1  The root user has 1 active access key");
    expect(report).toContain("where root user, arn:aws:iam::444455556666:root");
    expect(report).toContain("why   root.activeKeyCount = 1 (iam:GetAccountSummary, at collection)");
    expect(report).toContain("fix   Delete the key of the root user (reeve remediate 1)");
  });

  it("writes every command on a number with what it takes beside the number", () => {
    const report = text(mixed(), { numberFlags: " --config a.yaml", width: 200 });
    const commands = report.match(/reeve (?:remediate|explain) \d+.{0,16}/g) ?? [];
    expect(commands.length).toBeGreaterThan(1);
    for (const command of commands) expect(command).toMatch(/\d --config a\.yaml/);
  });

  it("prints the values of each finding where they differ, and their source once", () => {
    const report = text(mixed());
    expect(report).toContain("accessKey.createdAt = 2026-01-16");
    expect(report).toContain("why   from iam:ListAccessKeys, at collection");
  });

  it("folds many findings of one rule and says how to see them", () => {
    const report = text(many(500));
    expect(report).toContain("… and 490 more (11–500)");
    expect(report.split("\n").length).toBeLessThan(30);
  });

  it("lists every finding when asked", () => {
    expect(text(many(500), { all: true })).toContain("user0499");
  });

  it.each([40, 60, 100, 160])("keeps to %i columns", (width) => {
    const long = text(mixed(), { width })
      .split("\n")
      .filter((line) => columns(line) > width && !/^\s*(\S+ +)?\S+$/.test(line));
    expect(long).toEqual([]);
  });

  it("groups unknowns by what is missing and names the permission to grant", () => {
    const report = text(mixed());
    expect(report).toContain("iam:ListMFADevices is denied");
    expect(report).toContain("hides 3 results: user-no-sms-mfa (17–19)");
    expect(report).toContain("Grant iam:ListMFADevices to the collecting role");
  });

  it("groups event files that were not read for the same reason, and names the reason and the files", () => {
    const gap = (file: string, message: string) => ({
      source: file,
      reason: "FileBroken" as const,
      deniedBy: null,
      permission: null,
      scope: file,
      message,
    });
    const unknown = result({ rule: "trail-stopped", status: "unknown", gaps: ["g1", "g2", "g3"] });
    const gaps = { g1: gap("a.json", "the file is empty"), g2: gap("b.json", "the file is empty"), g3: gap("c.zst", "it is packed with zstd") };
    const report = text(results([unknown], { gaps }));
    expect(report).toMatch(/\? {2}Event file was not read in full: the file is empty\n {5}scope a\.json; b\.json\n/);
    expect(report).toMatch(/\? {2}Event file was not read in full: it is packed with zstd\n {5}scope c\.zst\n/);
    expect(report.match(/the file is empty/g)).toHaveLength(1);
  });

  it("prints a value that two conditions read once", () => {
    const twice = [evidence("user.attachedPolicyArns[arn:x]", "arn:x"), evidence("user.attachedPolicyArns", ["arn:x"])];
    const report = text(results([result({ rule: "direct-policies", evidence: twice })]));
    expect(report.match(/user\.attachedPolicyArns = arn:x/g)).toHaveLength(1);
  });

  it("does not advise a grant where an organization's policy denies", () => {
    const unknown = result({ rule: "org-root", status: "unknown", gaps: ["g1"] });
    const gap = {
      source: "iam:ListOrganizationsFeatures",
      reason: "AccessDenied",
      deniedBy: "scp",
      permission: "iam:ListOrganizationsFeatures",
      scope: "",
      message: "",
    } as const;
    const report = text(results([unknown], { gaps: { g1: gap } }));
    expect(report).toContain("denied by a service control policy");
    expect(report).not.toMatch(/Grant/);
  });

  it("shows accepted gaps as such, still unknown, with the reason and the last day of the acceptance", () => {
    expect(text(mixed()).replaceAll(/\s+/g, " ")).toContain("(accepted in reeve.yaml until 2027-01-31: the organization denies it to its members)");
  });

  it("is never green when nothing was judged", () => {
    const report = text(results([]), { color: true });
    expect(report).toContain("Nothing was judged");
    expect(report).not.toContain("\u001b[32m");
  });

  it("is never green when all that was judged is not applicable", () => {
    const report = text(results([result({ rule: "user-console-mfa", status: "not-applicable" })]), { color: true });
    expect(report).toContain("nothing was decided");
    expect(report).not.toContain("\u001b[32m");
  });

  it("says so when there is no finding and all evidence was there", () => {
    expect(text(results([result({ rule: "user-console-mfa", status: "pass" })]), { color: true })).toContain("\u001b[32mNo finding.");
  });

  it("closes with counts and evidence coverage", () => {
    const report = text(mixed());
    expect(report).toContain("16 findings (1 critical, 13 high, 2 medium) · 6 unknown · 1 passed · 0 not applicable");
    expect(report).toContain("Evidence: 73.9 % (17 of 23 decided), 2 gaps open");
  });

  it("lets no name, message, value or gap move the cursor", () => {
    const bad = "\u001b]0;x\u0007\u001b[2J\u202eevil\n";
    const finding = result({ rule: "user-console-mfa", resource: user(bad), message: bad, evidence: [evidence(bad, [bad, { [bad]: bad }], bad)] });
    const unknown = result({ rule: "user-other", status: "unknown", gaps: ["g1"], reason: bad, message: bad });
    const gap = { source: bad, reason: "FileBroken", deniedBy: bad, permission: bad, scope: bad, message: bad } as const;
    const hostile = results([finding, unknown, result({ rule: bad, resource: user("two") })], {
      gaps: { g1: gap },
      accepted: [{ gap: "g1", reason: bad, expires: bad }],
    });
    for (const by of ["severity", "control"] as const) expect(text(hostile, { by, remediationTextOf: () => bad })).not.toMatch(/[^\P{C}\n]/u);
  });

  it("leaves no colour where none is wanted", () => {
    expect(text(mixed())).not.toContain("\u001b");
  });

  it("gives the same numbers whatever the order of the results", () => {
    const one = mixed();
    const other = { ...one, results: [...one.results].reverse() };
    expect(numbered(other)).toEqual(numbered(one));
  });
});

describe("the view by control", () => {
  it("gives each control its worst status and the numbers of its findings", () => {
    const report = text(mixed(), { by: "control" });
    expect(report).toMatch(/fail {5}1\.14 {2}Title of user-console-mfa \(see 2–14\)/);
    expect(report).toMatch(/unknown {2}1\.15 {2}Title of user-no-sms-mfa \(unknown 17–19\)/);
  });

  it("names what is tailored, and what only informs", () => {
    const results = mixed();
    const [first, second] = results.summary.controls;
    results.summary.controls = [
      { ...first!, status: "tailored", tailored: first!.rules },
      { ...second!, status: "not-covered", rules: [], informs: second!.rules },
    ];
    const report = text(results, { by: "control" });
    expect(report).toMatch(/2 controls: 0 failed, 0 unknown, 1 tailored, 0 passed, 0 not applicable, 1 not covered/);
    expect(report).toMatch(/^ {2}tailored {2}1\.\d+ +Title of .*\(weaker parameters[;)]/m);
    expect(report).toMatch(/^ {2}- {9}1\.\d+ +Title of .*\(informs, does not decide[;)]/m);
  });

  it("names the rules that did not run, those of one reason together", () => {
    const results = mixed();
    const [first, second] = results.summary.controls;
    results.summary.controls = [
      { ...first!, status: "not-evaluated", notEvaluated: [{ rule: "one", why: "off" }] },
      { ...second!, status: "not-evaluated", notEvaluated: [..."ab"].map((rule) => ({ rule, why: "not-selected" as const })) },
    ];
    const report = text(results, { by: "control" });
    expect(report).toMatch(/2 controls: 0 failed, 0 unknown, 2 not evaluated, 0 passed/);
    expect(report).toContain("not evaluated: rule one is off");
    expect(report).toContain("not evaluated: rules a, b were left out by flags");
  });

  it("begins with a table of the frameworks, within the width, and shows the controls that were asked for only", () => {
    const results = mixed();
    const [first, second] = results.summary.controls;
    results.summary.controls = [first!, second!, { ...first!, framework: "acme-2026", id: "A.1", status: "pass" }];
    const report = text(results, { by: "control", width: 80 });
    expect(report).toMatch(/CONTROLS\n {2}framework +failed +unknown +passed\n.*\n? {2}acme-2026 +· +· +1\n/);
    expect(Math.max(...report.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
    const one = text(results, { by: "control", controls: [`acme-2026:A.1`] });
    expect(one).not.toContain("CONTROLS");
    expect(one).toContain("A.1");
    expect(one).not.toContain("1.14");
    expect(text(results, { by: "control", controls: ["acme-2026"] })).toContain("A.1");
  });

  it("says how many items of a framework are not listed, or that it is not known", () => {
    const results = mixed();
    const { controls } = results.summary;
    const report = text(results, { by: "control" });
    expect(report).toContain(`${63 - controls.length} of its 63 items are not listed: no rule that was run has to do with them.`);
    results.summary.controls = controls.map((control) => ({ ...control, framework: "acme" }));
    expect(text(results, { by: "control" })).toContain("Items that no rule answers are not counted:");
  });

  it("puts 1.9 before 1.10", () => {
    const report = text(mixed(), { by: "control" });
    expect(report.indexOf(" 1.9 ")).toBeLessThan(report.indexOf(" 1.10 "));
  });
});
