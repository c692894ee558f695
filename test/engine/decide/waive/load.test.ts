import { describe, expect, it } from "vitest";
import { loadAttestations, loadBaseline, loadRules, loadWaivers } from "../../../../engine/index.ts";
import { marked } from "../../language/load/harness.ts";
import { FINGERPRINT, NOW, waiversFile } from "./given.ts";

const load = (text: string, maxDays = {}) => loadWaivers([{ file: "waivers/a.yaml", text }], { now: NOW, maxDays });
const GOOD = `waivers:
  - rule: a-rule
    resource: AIDAX
    kind: accepted-risk
    reason: Because
    owner: dana
`;

describe("a good file of waivers loads", () => {
  it("with what is left out", () => {
    expect(load(`# yaml-language-server: $schema=x\n${GOOD}    expires: 2026-12-01\n`)).toEqual({
      diagnostics: [],
      waivers: [
        {
          file: "waivers/a.yaml",
          line: 3,
          rule: "a-rule",
          subject: { by: "resource", pattern: "AIDAX" },
          account: null,
          ou: null,
          kind: "accepted-risk",
          reason: "Because",
          owner: "dana",
          ticket: null,
          expires: "2026-12-01",
          severity: null,
          evidence: null,
          facts: null,
          ruleSha256: null,
          max: 1,
          unknown: false,
        },
      ],
    });
  });

  it("when it is empty of waivers", () => expect(load("waivers: []\n")).toEqual({ waivers: [], diagnostics: [] }));

  it("when its waivers have expired: that is a state, not a fault", () => expect(load(`${GOOD}    expires: 2020-01-01\n`).diagnostics).toEqual([]));

  it("named as results name it", () => {
    const { waivers } = loadWaivers([{ file: "/deep/waivers/a.yaml", name: "waivers/a.yaml", text: `${GOOD}    expires: 2026-12-01\n` }], { now: NOW });
    expect(waivers[0]?.file).toBe("waivers/a.yaml");
  });
});

it.each([
  ...["AKIATIDE00301EXAMPLE", '"444455556666"', "planned:aws_iam_user.x", "planned:arn:aws:iam::444455556666:user/x", FINGERPRINT],
  ...['"*"', '"*:user/legacy/*"', '"arn:*:user/x"', '"arn:aws:iam::4444*:user/x"', '"arn:aws:iam::44445555????:user/x"', '"*x"'],
  ...["arn:aws:iam::aws:policy/AdministratorAccess", "arn:aws:s3:::logs", "arn:aws:cloudtrail:eu-west-1:444455556666:trail/main"],
])("a waiver may name %s", (resource) => {
  expect(load(`${GOOD.replace("AIDAX", resource)}    max: 9\n    expires: 2026-12-01\n`).diagnostics).toEqual([]);
});

describe("a file of waivers is refused at its place when", () => {
  it.each([
    ["a field is misspelt", `${GOOD}    expires: 2026-12-01\n    ▸tickt: X\n`, "RV011", "ticket"],
    ["the file is empty", "▸", "RV012", undefined],
    ["another key stands beside waivers", "waivers: []\n▸rules: []\n", "RV011", undefined],
    ["expires is missing", GOOD.replace("- rule", "▸- rule").replace("▸- ", "- ▸"), "RV010", undefined],
    ["expires is no day of the calendar", `${GOOD}    expires: ▸2026-02-30\n`, "RV012", undefined],
    ["expires is no day", `${GOOD}    expires: ▸soon\n`, "RV012", undefined],
    ["expires is later than any severity allows", `${GOOD}    expires: ▸2027-11-17\n`, "RV012", "2027-11-16"],
    ["expires is later than its severity allows", `${GOOD}    severity: critical\n    expires: ▸2026-12-17\n`, "RV012", "2026-12-16"],
    ["an account id is not quoted", `${GOOD}    expires: 2026-12-01\n    account: ▸012345678901\n`, "RV007", '"012345678901"'],
    ["a glob of resources has no max", `${GOOD.replace("resource: AIDAX", '▸resource: "arn:*"')}    expires: 2026-12-01\n`, "RV010", undefined],
    ["a glob of rules has no max", `${GOOD.replace("rule: a-rule", '▸rule: "a-*"')}    expires: 2026-12-01\n`, "RV010", undefined],
    ["max is 0", `${GOOD}    expires: 2026-12-01\n    max: ▸0\n`, "RV012", undefined],
    ["account and ou stand side by side", `${GOOD}    expires: 2026-12-01\n    account: "444455556666"\n    ▸ou: o-x/*\n`, "RV012", undefined],
    ["an account has eleven digits", `${GOOD}    expires: 2026-12-01\n    account: ▸"44445555666"\n`, "RV012", undefined],
    ["the resource is a name", `${GOOD.replace("AIDAX", "▸dmitri.volkov")}    expires: 2026-12-01\n`, "RV012", undefined],
    ["an ARN has an account of eleven digits", `${GOOD.replace("AIDAX", "▸arn:aws:iam::44445555666:user/x")}    expires: 2026-12-01\n`, "RV012", undefined],
    ["an ARN lacks a colon", `${GOOD.replace("AIDAX", "▸arn:aws:iam:444455556666:user/x")}    expires: 2026-12-01\n`, "RV012", undefined],
    ["an ARN lacks its beginning", `${GOOD.replace("AIDAX", "▸iam::444455556666:user/x")}    expires: 2026-12-01\n`, "RV012", undefined],
    [
      "an ARN has a partition that AWS has not",
      `${GOOD.replace("AIDAX", "▸arn:aws-gov:iam::444455556666:user/x")}    expires: 2026-12-01\n`,
      "RV012",
      "arn:aws-us-gov:iam::444455556666:user/x",
    ],
    [
      "the ARN of an actor names a type of another service",
      `${GOOD.replace("resource: AIDAX", "actor: ▸arn:aws:iam::444455556666:assumed-role/x/y")}    expires: 2026-12-01\n`,
      "RV012",
      "arn:aws:sts::444455556666:assumed-role/x/y",
    ],
    ["a glob of ARNs meets none", `${GOOD.replace("AIDAX", '▸"arn:aws:iam::44445555666:user/*"')}    max: 3\n    expires: 2026-12-01\n`, "RV012", undefined],
    ["an organizational unit is no path", `${GOOD}    expires: 2026-12-01\n    ou: ▸prod\n`, "RV012", undefined],
    ["resource and actor stand side by side", `${GOOD}    ▸actor: x\n    expires: 2026-12-01\n`, "RV012", undefined],
    ["it names no resource", `${GOOD.replace("    resource: AIDAX\n", "").replace("- rule", "- ▸rule")}    expires: 2026-12-01\n`, "RV010", undefined],
    ["the reason is empty", `${GOOD.replace("reason: Because", 'reason: ▸""')}    expires: 2026-12-01\n`, "RV020", undefined],
    ["a fingerprint is cut short", `${GOOD.replace("AIDAX", "▸v1:abc")}    expires: 2026-12-01\n`, "RV012", undefined],
    ["the kind is none", `${GOOD.replace("accepted-risk", "▸accepted-rsk")}    expires: 2026-12-01\n`, "RV012", "accepted-risk"],
  ])("%s", (_name, written, code, suggestion) => {
    const { text, line, column } = marked(written);
    const { waivers, diagnostics } = load(text);
    expect(waivers).toEqual([]);
    expect(diagnostics).toMatchObject([{ code, severity: "error", line, column, file: "waivers/a.yaml" }]);
    expect(diagnostics[0]?.suggestion).toBe(suggestion);
  });
});

it("the latest day that a waiver may hold follows reeve.yaml", () => {
  expect(load(waiversFile({ severity: "high", expires: "2026-11-24" }), { high: 7 }).diagnostics[0]?.message).toContain("until 2026-11-23");
  expect(load(waiversFile({ severity: "high", expires: "2027-06-01" }), { high: 365 }).diagnostics).toEqual([]);
});

const ATTESTED = "attestations:\n  - control: cis-aws-5.0:1.1\n    by: dana\n    at: 2026-11-01\n    evidence: SEC-12\n    expires: 2027-05-01\n";
const rule = (id: string, body: string) =>
  `id: ${id}\ntitle: T\nseverity: low\nresource: account\nrationale: Because.\nmessage: found\ncontrols: { cis-aws-5.0: ["1.1"] }\n${body}`;
const RULES = [
  { file: "asked.yaml", text: rule("asked", "manual: Are they right?\n") },
  { file: "read.yaml", text: rule("read", 'require: { account.arn: { glob: "arn:*" } }\n').replace('"1.1"', '"1.2"') },
];

describe("a file of attestations", () => {
  const attest = (text: string) => loadAttestations([{ file: "attestations/a.yaml", text }], { now: NOW, rules: loadRules(RULES).rules });

  it("loads", () => {
    expect(attest(ATTESTED)).toMatchObject({
      diagnostics: [],
      attestations: [{ line: 2, of: { kind: "control", framework: "cis-aws-5.0", id: "1.1" }, account: null }],
    });
  });

  it.each([
    ["a day in the future", ATTESTED.replace("at: 2026-11-01", "at: ▸2026-11-17"), "lies in the future"],
    ["an end before its beginning", ATTESTED.replace("2027-05-01", "▸2026-10-31"), "expires before"],
    [
      "a control that no manual rule answers",
      ATTESTED.replace("cis-aws-5.0:1.1", "▸cis-aws-5.0:1.2"),
      "No manual rule answers `cis-aws-5.0:1.2`; read judges it",
    ],
    ["a rule that is not manual", ATTESTED.replace("control: cis-aws-5.0:1.1", "rule: ▸read"), "The rule `read` is not manual"],
    ["neither control nor rule", ATTESTED.replace("control: cis-aws-5.0:1.1\n    by", "▸by"), "lacks `control` or `rule`"],
    ["both control and rule", ATTESTED.replace("    by: dana", "    ▸rule: asked\n    by: dana"), "stands beside"],
    ["no evidence", ATTESTED.replace("    evidence: SEC-12\n", "").replace("control:", "▸control:"), "lacks `evidence`"],
    ["a misspelt field", ATTESTED.replace("by: dana", "▸bye: dana\n    by: dana"), "not a field"],
  ])("is refused at its place for %s", (_name, written, said) => {
    const { text, line, column } = marked(written);
    const { diagnostics, attestations } = attest(text);
    expect(attestations).toEqual([]);
    expect(diagnostics).toMatchObject([{ severity: "error", line, column }]);
    expect(diagnostics[0]?.message).toContain(said);
  });

  it("may name a rule that nobody chose this time", () => expect(attest(ATTESTED.replace("1.1", "9.9")).diagnostics).toEqual([]));
});

describe("a baseline", () => {
  const entry = { fingerprint: FINGERPRINT, rule: "a-rule", account: null, resource: null, severity: "low", since: "2026-11-01" };
  const text = (...entries: unknown[]) => JSON.stringify({ schema: "reeve/baseline@1", entries });
  const read = (written: string) => loadBaseline({ file: "baseline.json", text: written });

  it("loads", () => expect(read(text(entry))).toMatchObject({ diagnostics: [], baseline: { entries: [entry] } }));

  it.each([
    ["an unknown field", text({ ...entry, reason: "x" }), "not a field"],
    ["a fingerprint that is none", text({ ...entry, fingerprint: "v1:x" }), "fingerprint"],
    ["a fingerprint that stands twice", text(entry, entry), "named twice"],
    ["a schema of another version", text(entry).replace("@1", "@2"), "schema"],
    ["a list", "[]", "no baseline"],
    ["what is no JSON", "{", ""],
    ["nothing", "", "no baseline"],
  ])("is refused for %s", (_name, written, said) => {
    const { baseline, diagnostics } = read(written);
    expect(baseline).toBeNull();
    expect(diagnostics.length).toBeGreaterThan(0);
    expect(diagnostics[0]?.message).toContain(said);
  });
});
