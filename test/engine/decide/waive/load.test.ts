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

const named = (id: string, resource: string, condition: string) => ({
  file: `${id}.yaml`,
  text: rule(id, `${condition}\n`).replace("resource: account", `resource: ${resource}`),
});
const OF_KINDS = loadRules([
  named("role-a", "role", 'require: { role.path: "/" }'),
  named("role-b", "role", 'require: { role.path: "/" }'),
  named("user-a", "user", 'require: { user.path: "/" }'),
  named("key-a", "accessKey", "require: { accessKey.active: true }"),
  named("device-a", "mfaDevice", "require: { mfaDevice.user.name: ana }"),
  named("account-a", "account", 'require: { account.arn: { glob: "arn:*" } }'),
  named("trail-a", "trail", "require: { trail.isMultiRegion: true }"),
  named("event-a", "event", "match: { event.eventName: CreateUser }"),
]).rules;

describe("what a waiver names is of the kind that its rule judges", () => {
  const USER = "arn:aws:iam::444455556666:user/ana";
  const faults = (of: string, resource: string, field = "resource") =>
    loadWaivers(
      [
        {
          file: "a.yaml",
          text: `${GOOD.replace("a-rule", `"${of}"`).replace("resource: AIDAX", `${field}: "${resource}"`)}    max: 3\n    expires: 2026-12-01\n`,
        },
      ],
      {
        now: NOW,
        checkedRules: OF_KINDS,
      },
    ).diagnostics.map(({ severity, code, line, column, message }) => `${severity} ${code} ${line}:${column} ${message}`);

  it("has rules of each kind", () => expect(OF_KINDS).toHaveLength(8));

  it.each([
    ["role-a", USER, /rule role-a judges roles, and `arn:aws:iam::444455556666:user\/ana` matches none of them\. Such a text is `arn:[^`]*:role\//],
    ["role-*", "arn:aws:iam::*:user/*", /rules role-a and 1 more judge roles/],
    ["role-a", "planned:arn:aws:iam::444455556666:user/ana", /judges roles/],
    ["user-a", "arn:aws:iam::444455556666:role/x", /judges users/],
    ["key-a", USER, /judges accessKeys, .* Such a text is `A[A-Z0-9]+`/],
    ["account-a", USER, /judges account,/],
    ["trail-a", "arn:aws:iam::444455556666:role/x", /judges trails/],
  ])("%s is about no %s", (of, resource, says) => {
    const [fault, ...others] = faults(of, resource);
    expect(fault).toMatch(/^error RV012 3:15 `waivers\[0\]\.resource` names a resource of another kind: /);
    expect(fault).toMatch(says);
    expect(others).toEqual([]);
  });

  it.each(["target", "actor"])("a rule on state has no %s", (field) => {
    expect(faults("role-a", USER, field)).toEqual([
      expect.stringMatching(new RegExp(`^error RV012 3:\\d+ .*${field}. is of an event, and rule role-a judges no events`)),
    ]);
    expect(faults("event-a", USER, field)).toEqual([]);
  });

  it.each([
    ["role-a", "arn:aws:iam::444455556666:role/x"],
    ["role-a", "arn:aws:*"],
    ["role-a", "*"],
    ["role-a", "*x*"],
    ["role-a", "AROACKCEVSQ6C2EXAMPLE"],
    ["role-a", `v1:${"a".repeat(64)}`],
    ["role-a", "planned:aws_iam_role.x"],
    ["*-a", USER],
    ["event-a", USER],
    ["none-at-all", USER],
    ["device-a", "arn:aws:iam::444455556666:mfa/ana"],
    ["key-a", "AKIAIOSFODNN7EXAMPLE"],
    ["account-a", "444455556666"],
    ["account-a", "arn:aws:iam::444455556666:root"],
  ])("%s may be about %s", (of, resource) => expect(faults(of, resource)).toEqual([]));
});

describe("where every rule is known, as in an editor", () => {
  const limits = { now: NOW, checkedRules: OF_KINDS, rules: OF_KINDS, namesRules: true };
  const said = (of: { diagnostics: readonly { severity: string; line: number; column: number; message: string }[] }) =>
    of.diagnostics.map(({ severity, line, column, message }) => `${severity} ${line}:${column} ${message}`);
  const waiver = (name: string) => ({ file: "a.yaml", text: `${GOOD.replace("a-rule", name)}    expires: 2026-12-01\n` });
  const attestation = (of: string) => ({ file: "b.yaml", text: ATTESTED.replace("control: cis-aws-5.0:1.1", of) });

  it("a waiver that names no rule is a warning", () => {
    expect(said(loadWaivers([waiver("rolea")], limits))).toEqual(["warning 2:11 No rule is called rolea. Did you mean `role-a`?"]);
    expect(said(loadWaivers([waiver("user-a")], limits))).toEqual([]);
    expect(said(loadWaivers([waiver("rolea")], { now: NOW, checkedRules: OF_KINDS }))).toEqual([]);
  });

  it("an attestation that names no rule is a warning, and one of a rule that is not manual an error", () => {
    expect(said(loadAttestations([attestation("rule: rolea")], limits))).toEqual(["warning 2:11 No rule is called rolea, or answers to it."]);
    expect(said(loadAttestations([attestation("control: cis-aws-5.0:9.9")], limits))).toEqual([
      "warning 2:14 No rule is called cis-aws-5.0:9.9, or answers to it.",
    ]);
    expect(said(loadAttestations([attestation("rule: role-a")], limits))).toEqual([expect.stringMatching(/^error 2:11 The rule `role-a` is not manual/)]);
  });
});

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
