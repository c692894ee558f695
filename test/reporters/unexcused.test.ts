import { describe, expect, it } from "vitest";
import { DIFF_REPORTERS, REPORTERS } from "../../reporters/index.ts";
import type { ReeveDiff, ReeveResults } from "../../schemas/index.ts";
import { result, results } from "./fixture.ts";

/** A record that a rule matches, while missing evidence decides whether it is excused, is shown as a finding in every format. */
const ACTOR = "arn:aws:sts::444455556666:assumed-role/Ops/rosa";
const MESSAGE = "somebody opened the trust policy of role app";
const ADVICE = "Collect the account (reeve collect --out account.json.gz) and give that file with --snapshot.";

const GAP = {
  source: "the account",
  reason: "NotCollected",
  deniedBy: null,
  permission: null,
  scope: "account",
  message: "Only events were given",
} as unknown as ReeveResults["gaps"][string];

const MATCH = result({
  rule: "trust-policy-opened",
  status: "unknown",
  reason: "unexcused",
  severity: "high",
  actor: ACTOR,
  occurrence: "e1",
  at: "2026-11-16T10:00:00Z",
  message: MESSAGE,
  resource: { kind: "role", arn: "arn:aws:iam::444455556666:role/app", id: null, name: "app" },
  evidence: [],
  gaps: ["g1"],
});
const UNKNOWN = result({
  rule: "other",
  status: "unknown",
  severity: "critical",
  message: "not decided",
  resource: { ...MATCH.resource, name: "bob" },
  gaps: ["g1"],
});

const shown = (format: keyof typeof REPORTERS, list = [MATCH]): string =>
  [...REPORTERS[format](results(list, { gaps: { g1: GAP } }), { width: 400, color: false, by: "severity", all: false, remediationTextOf: () => null })].join(
    "",
  );

describe("a match that may be excused", () => {
  it.each(Object.keys(REPORTERS) as (keyof typeof REPORTERS)[])("is shown with message, actor, resource and severity: %s", (format) => {
    const text = shown(format);
    for (const part of [MESSAGE, ACTOR, "app"]) expect(text).toContain(part);
    expect(text).not.toMatch(/hides \d+ result|Not decided/);
  });

  it.each((Object.keys(REPORTERS) as (keyof typeof REPORTERS)[]).filter((format) => format !== "json"))("says what would decide it: %s", (format) => {
    expect(shown(format)).toContain(ADVICE);
  });

  it("names what a record lacks, and not the record as missing from itself", () => {
    const gap = { ...GAP, source: "CloudTrail record", reason: "NotInRecord", message: "Records of IAM calls give the name, not the path" };
    const gaps = { g1: gap } as unknown as ReeveResults["gaps"];
    const text = [...REPORTERS.text(results([MATCH], { gaps }), { width: 400, color: false, by: "severity", all: false, remediationTextOf: () => null })].join(
      "",
    );
    expect(text).toContain("CloudTrail record lacks it: Records of IAM calls give the name, not the path.");
    expect(text).not.toContain("record is not in the record");
  });

  it("stands under its severity, before what is unknown, in text", () => {
    const text = shown("text", [UNKNOWN, MATCH]);
    expect(text).toMatch(/HIGH 1 match that may be excused\n\n\s+1 {2}somebody opened/);
    expect(text.indexOf("HIGH")).toBeLessThan(text.indexOf("UNKNOWN 1 result"));
    expect(text).toContain("0 findings · 1 match that may be excused · 1 unknown");
  });

  it("fails in SARIF, JUnit and annotations", () => {
    const sarif = JSON.parse(shown("sarif")) as { runs: { results: object[] }[] };
    expect(sarif.runs[0]?.results).toMatchObject([{ kind: "fail", level: "error", properties: { status: "unknown", reason: "unexcused" } }]);
    expect(shown("junit")).toContain('<failure message="somebody opened the trust policy of role app" type="high">');
    expect(shown("github")).toMatch(/^::error title=high/);
    expect(shown("gitlab")).toContain('"severity":"critical"');
  });
});

describe("a difference of such a match", () => {
  const side = { file: "a.json", sha256: "", collectedAt: "2026-11-16T00:00:00Z", accounts: [] };
  const { fingerprint = "", rule, severity, account, resource, occurrence = "", actor, message, gaps } = MATCH;
  const differs = { fingerprint, rule, status: "unknown" as const, severity, account, resource, occurrence, actor: actor ?? "", message, evidence: [], gaps };
  const none = { new: [], fixed: [], changed: [], resolved: [], unjudged: [], unchanged: [], gaps: {}, facts: [] };
  const shownDiff = (format: "text" | "markdown", text = MESSAGE): string =>
    [
      ...DIFF_REPORTERS[format](
        {
          schema: "reeve/diff@1",
          of: "results",
          before: side,
          after: side,
          account: null,
          results: { ...none, newlyUnknown: [{ ...differs, message: text }] },
        } as ReeveDiff,
        { width: 400, color: false },
      ),
    ].join("");

  it.each(["text", "markdown"] as const)("names the actor: %s", (format) => {
    expect(shownDiff(format)).toContain(`by ${ACTOR}`);
    expect(shownDiff(format, `${ACTOR} did`).split(ACTOR).length).toBe(2);
  });
});
