import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { fingerprint } from "../../../engine/index.ts";
import type { ReeveResults } from "../../../schemas/index.ts";
import { buildProgram, type Program } from "../reeve.ts";
import { CONFIG, RULES, waiver } from "./policy-files.ts";
import { type LaidFiles, type Repository, repositoryOf } from "./repository.ts";
import { ACCOUNT, arn, group, snapshot, user } from "./world.ts";

type Weakening = NonNullable<NonNullable<ReeveResults["gate"]>["weakenings"]>[number];

const [MFA, DIRECT] = [RULES["rules/people/user-mfa.yaml"] ?? "", RULES["rules/people/user-direct.yaml"] ?? ""];
const DETACHED = RULES["rules/records/group-detached.yaml"] ?? "";
const TWO = MFA.replace("user.mfaActive: true", "user.mfaActive: true\n  user.name: { isNot: x }");
const KEYS: LaidFiles = {
  "rules/people/few-keys.yaml": `id: few-keys
title: Users have few keys
severity: low
rationale: It is what this scenario is about.
resource: user
params:
  mostKeys: { type: integer, default: 1, description: Groups. }
  paths: { type: array, items: { type: string }, default: [/x/], description: Paths. }
applies: { user.path: { notIn: { var: params.paths } } }
require: { user.groupArns: { count: { lte: { var: params.mostKeys } } } }
message: "{{user.name}} has many keys"
controls: { acme: { "1": { answers: full, when: { mostKeys: "<= 1" } } } }
`,
};
const ATTESTED = (expires: string): string =>
  `attestations:\n  - rule: account-reviewed\n    by: ann\n    at: 2026-02-01\n    evidence: Asked\n    expires: ${expires}\n`;
const bindings = (...lines: string[]): string => `bindings:\n${lines.map((line) => `  - ${line}\n`).join("")}`;
const MANDATORY = bindings('{ pack: "*", severity: low, enforcement: mandatory }');
const TEAM = "* @acme/security\n";
const ENTRY = {
  fingerprint: fingerprint("user-mfa", ACCOUNT, "AIDAEVE", null),
  ...{ rule: "user-mfa", account: ACCOUNT, resource: arn("user", "eve"), severity: "high", since: "2026-02-01" },
};
const FACTS = [{ clause: "require:0", operator: "is", value: false }];
const baselineOf = (...entries: unknown[]): string => JSON.stringify({ schema: "reeve/baseline@1", entries });
const gap = (expires: string): string => `acceptedGaps: [{ source: "iam:*", reason: Not ours, expires: ${expires} }]\n`;

/** Edits of rules and settings, compared with the commit before them. */
describe("an edit that enforces less", () => {
  let reeve: Program;
  let repository = "";
  let repo: Repository;
  const gate = (before: LaidFiles, edit: LaidFiles): { code: number | null; weakenings: Weakening[]; out: string; err: string; results: ReeveResults } => {
    repo.lay(before);
    repo.commit("Before");
    repo.lay(edit);
    const args = [
      "gate",
      "--snapshot",
      "account.json",
      "--rules-base",
      "HEAD",
      "--now",
      "2026-03-01",
      "--author",
      "ann",
      "--format",
      "json",
      "--format",
      "text=out.txt",
    ];
    const { code, out, err } = reeve.run(args, { cwd: repository });
    const results = out.startsWith("{") ? (JSON.parse(out) as ReeveResults) : ({} as ReeveResults);
    return { code, weakenings: results.gate?.weakenings ?? [], out, err, results };
  };

  beforeAll(() => {
    reeve = buildProgram();
    repository = join(reeve.folder, "weakened");
    const people = [user("ann"), user("eve", { mfaActive: false })];
    repo = repositoryOf(repository, {
      ...RULES,
      "reeve.yaml": `${CONFIG}${MANDATORY}`,
      CODEOWNERS: TEAM,
      "account.json": JSON.stringify(snapshot({ users: people, groups: [group("staff", [])] })),
    });
  }, 60_000);
  afterEach(() => repo.reset());
  afterAll(() => reeve?.remove());

  const config = (...parts: string[]): LaidFiles => ({ "reeve.yaml": CONFIG + parts.join("") });
  const SHOWN: [name: string, before: LaidFiles, edit: LaidFiles, code: Weakening["code"], text: RegExp][] = [
    [
      "a rule that finds less",
      {},
      { "rules/people/user-mfa.yaml": MFA.replace("passwordEnabled: true", "passwordEnabled: false") },
      "unflagged",
      /user-mfa no longer flags 1 finding \(1 high\)/,
    ],
    ["a rule that is removed", {}, { "rules/people/user-direct.yaml": null }, "rule-removed", /^rule user-direct is removed$/],
    [
      "a rule that is switched off",
      {},
      config(MANDATORY, "off: [{ rule: user-mfa, reason: Not yet }]\n"),
      "rule-off",
      /switched off \(Not yet\); it flagged 1 finding/,
    ],
    [
      "a lower severity in reeve.yaml",
      {},
      config(MANDATORY, "severity: { user-mfa: low }\n"),
      "severity-lowered",
      /user-mfa has severity low in place of high/,
    ],
    [
      "a lower severity in the rule",
      {},
      { "rules/people/user-direct.yaml": DIRECT.replace("severity: low", "severity: info") },
      "severity-lowered",
      /severity info/,
    ],
    [
      "a pack that is removed",
      {},
      { "reeve.yaml": `${CONFIG.replace("rules/policies, ", "")}${MANDATORY}` },
      "pack-removed",
      /^pack policies is removed, with 1 rule$/,
    ],
    ["failOn", config("failOn: low\n"), config("failOn: high\n"), "fail-on", /failOn is high in place of low/],
    ["failOn that is taken away", config("failOn: info\n"), config(), "fail-on", /failOn is low in place of info/],
    ["allowUnknown", {}, config(MANDATORY, "allowUnknown: true\n"), "allow-unknown", /allowUnknown/],
    ["maxAge", config(MANDATORY, "maxAge: 24h\n"), config(MANDATORY, "maxAge: 9d\n"), "max-age", /maxAge is 9d in place of 24h/],
    [
      "a looser enforcement",
      {},
      config(bindings('{ pack: "*", severity: low, enforcement: advisory }')),
      "binding",
      /enforcement advisory in place of mandatory/,
    ],
    [
      "a higher severity of a binding",
      {},
      config(bindings('{ pack: "*", severity: high, enforcement: mandatory }')),
      "binding",
      /severity high in place of low/,
    ],
    ["a binding that is removed", {}, config(), "binding", /the binding of pack \* is removed/],
    ["bindings where everything was enforced", config(), config(bindings("{ pack: people, enforcement: soft }")), "binding", /bindings are added/],
    [
      "another binding before it",
      {},
      config(bindings("{ pack: people, enforcement: advisory }", '{ pack: "*", severity: low, enforcement: mandatory }')),
      "binding",
      /stands before/,
    ],
    [
      "a first binding from a higher severity than failOn",
      config(),
      config(bindings('{ pack: "*", severity: critical, enforcement: soft }')),
      "binding",
      /the binding of pack \* is added, with severity critical in place of low/,
    ],
    [
      "a first binding that lets edits weaken",
      config(),
      config(bindings('{ pack: "*", enforcement: mandatory, weakening: allow }')),
      "binding",
      /the binding of pack \* is added, with weakening allow in place of owner/,
    ],
    [
      "a first binding that enforces nothing in one account",
      config(),
      config(bindings('{ pack: people, accounts: ["9*"], enforcement: advisory }', '{ pack: "*", enforcement: soft }')),
      "binding",
      /the binding of pack people in 9\* is added, with enforcement advisory in place of findings that block/,
    ],
    [
      "a binding of a higher severity before it",
      {},
      config(bindings("{ pack: people, severity: high, enforcement: mandatory }", '{ pack: "*", severity: low, enforcement: mandatory }')),
      "binding",
      /another binding stands before the binding of pack \*/,
    ],
    [
      "a binding with weakening: allow before it",
      {},
      config(bindings("{ pack: people, severity: low, enforcement: mandatory, weakening: allow }", '{ pack: "*", severity: low, enforcement: mandatory }')),
      "binding",
      /another binding stands before the binding of pack \*/,
    ],
    ["a gap that is accepted", {}, config(MANDATORY, gap("2026-12-31")), "accepted-gap", /the gap iam:\* is accepted until 2026-12-31/],
    ["a gap that is accepted longer", config(MANDATORY, gap("2026-12-31")), config(MANDATORY, gap("2027-12-31")), "accepted-gap", /in place of 2026-12-31/],
    [
      "an entry of the baseline with a higher severity",
      { "baseline.json": baselineOf({ ...ENTRY, severity: "low" }) },
      { "baseline.json": baselineOf(ENTRY) },
      "baseline",
      /1 entry of the baseline accepts more/,
    ],
    [
      "an entry of the baseline without its facts",
      { "baseline.json": baselineOf({ ...ENTRY, facts: FACTS }) },
      { "baseline.json": baselineOf(ENTRY) },
      "baseline",
      /1 entry of the baseline accepts more/,
    ],
    [
      "an entry of the baseline with one more fact",
      { "baseline.json": baselineOf({ ...ENTRY, facts: FACTS }) },
      { "baseline.json": baselineOf({ ...ENTRY, facts: [...FACTS, { clause: "require:0", element: "0123456789abcdef", operator: "is", value: true }] }) },
      "baseline",
      /1 entry of the baseline accepts more/,
    ],
    [
      "a condition of a rule that is relaxed, though no finding goes away",
      { "rules/people/user-mfa.yaml": TWO },
      { "rules/people/user-mfa.yaml": MFA },
      "rule-changed",
      /^rule user-mfa is changed: `require` demands less$/,
    ],
    [
      "a rule that looks at less",
      {},
      { "rules/people/user-mfa.yaml": MFA.replace("  user.passwordEnabled: true\n", '  user.passwordEnabled: true\n  user.path: "/"\n') },
      "rule-changed",
      /`applies` is narrower/,
    ],
    [
      "a rule on records that matches less",
      {},
      { "rules/records/group-detached.yaml": DETACHED.replace(/match:\n/, "match:\n  event.awsRegion: us-east-1\n") },
      "rule-changed",
      /`match` is narrower/,
    ],
    [
      "an excuse that is added",
      { "rules/records/group-detached.yaml": DETACHED.replace(/unless:\n.*\n/, "") },
      { "rules/records/group-detached.yaml": DETACHED },
      "rule-changed",
      /`unless` is added/,
    ],
    [
      "a condition that is another",
      { "rules/people/user-mfa.yaml": MFA.replace("user.mfaActive: true", "user.name: { isNot: x }") },
      { "rules/people/user-mfa.yaml": MFA.replace("user.mfaActive: true", "user.name: { isNot: y }") },
      "rule-changed",
      /`require` is changed/,
    ],
    [
      "a weaker parameter, by what a control demands",
      KEYS,
      config(MANDATORY, "params: { few-keys: { mostKeys: 3 } }\n"),
      "parameter",
      /mostKeys of rule few-keys is 3 in place of 1, which is weaker$/,
    ],
    [
      "a parameter of which no control says what is weaker",
      KEYS,
      config(MANDATORY, "params: { few-keys: { paths: [/a/] } }\n"),
      "parameter",
      /paths of rule few-keys is \[\/a\/\] in place of \[\/x\/\]$/,
    ],
    [
      "an attestation",
      { CODEOWNERS: "* @ann\n" },
      { "attestations/a.yaml": ATTESTED("2026-06-01") },
      "attestation",
      /an attestation of account-reviewed by ann is added, until 2026-06-01/,
    ],
    [
      "an attestation that holds longer",
      { CODEOWNERS: "* @ann\n", "attestations/a.yaml": ATTESTED("2026-06-01") },
      { "attestations/a.yaml": ATTESTED("2026-08-01") },
      "attestation",
      /expires 2026-08-01 in place of 2026-06-01/,
    ],
    ["waivers that may hold longer", {}, config(MANDATORY, "waivers: { maxDays: { high: 900 } }\n"), "waiver", /maxDays is 900 days for high in place of 90/],
    ["a baseline that grows", {}, { "baseline.json": JSON.stringify({ schema: "reeve/baseline@1", entries: [ENTRY] }) }, "baseline", /1 finding more/],
  ];

  /** A rule with one requirement before the edit and after it. */
  const demanding = (before: string, after: string): [before: LaidFiles, edit: LaidFiles] => {
    const of = (require: string): LaidFiles => ({ "rules/people/user-mfa.yaml": MFA.replace("user.mfaActive: true", `user.mfaActive: true\n  ${require}`) });
    return [of(before), of(after)];
  };
  const LOOSER: [name: string, before: string, after: string, text: RegExp][] = [
    ["a higher number that is allowed", "user.attachedPolicyArns: { count: { lte: 3 } }", "user.attachedPolicyArns: { count: { lte: 5 } }", /demands less/],
    ["a longer list that is accepted", "user.path: { in: [/] }", "user.path: { in: [/, /x/] }", /demands less/],
    ["another list that is accepted", "user.path: { in: [/, /x/] }", "user.path: { in: [/, /y/] }", /`require` is changed/],
    ["a pattern that forbids less", 'user.name: { notGlob: "z*" }', 'user.name: { notGlob: "zed*" }', /demands less/],
    ["an older password that is allowed", "user.createdAt: { newerThan: 9000d }", "user.createdAt: { newerThan: 9999d }", /demands less/],
  ];
  it.each(LOOSER)("is shown and blocks: %s", (_, was, is, text) => {
    const ran = gate(...demanding(was, is));
    expect(
      ran.weakenings.map((each) => [each.code, each.decision]),
      ran.err,
    ).toEqual([["rule-changed", "blocks"]]);
    expect(ran.weakenings[0]?.text).toMatch(text);
    // The other way round it demands more, or is another.
    repo.git("reset", "--quiet", "--hard", "start");
    const back = gate(...demanding(is, was)).weakenings.map((each) => each.text);
    expect(back).toEqual(text.source.includes("less") ? [] : ["rule user-mfa is changed: `require` is changed, and could be weaker"]);
  });

  const LISTED = "user.attachedPolicyArns";
  const HELD = `${LISTED}: { none: { item: { glob: "arn:*:policy/*" } } }`;
  /** An edit of a rule by which eve, who holds two policies, is found before and after it. */
  const DIRECTIONS: [name: string, before: string, after: string, expected: string[]][] = [
    [
      "an alternative more in require",
      `require: { or: [{ user.mfaActive: true }, { ${HELD} }] }`,
      `require: { or: [{ user.path: /x/ }, { user.mfaActive: true }, { ${HELD} }] }`,
      ["`require` demands less"],
    ],
    [
      "an alternative less in require",
      `require: { or: [{ user.path: /x/ }, { user.mfaActive: true }, { ${HELD} }] }`,
      `require: { or: [{ user.mfaActive: true }, { ${HELD} }] }`,
      [],
    ],
    ["a demand more in require", `require: { user.mfaActive: true, ${HELD} }`, `require: { user.path: /x/, user.mfaActive: true, ${HELD} }`, []],
    [
      "an alternative more under not in require",
      `require: { not: { or: [{ user.mfaActive: false }, { ${LISTED}: { count: { gt: 0 } } }] } }`,
      `require: { not: { or: [{ user.path: / }, { user.mfaActive: false }, { ${LISTED}: { count: { gt: 0 } } }] } }`,
      [],
    ],
    [
      "an alternative less under not in require",
      `require: { not: { or: [{ user.path: / }, { user.mfaActive: false }] } }`,
      `require: { not: { user.mfaActive: false } }`,
      ["`require` demands less"],
    ],
    [
      "an alternative more of none",
      `require: { ${LISTED}: { none: { item: { glob: "*/a" } } } }`,
      `require: { ${LISTED}: { none: { or: [{ item: { glob: "*/b" } }, { item: { glob: "*/a" } }] } } }`,
      [],
    ],
    [
      "an alternative less of none",
      `require: { ${LISTED}: { none: { or: [{ item: { glob: "*/b" } }, { item: { glob: "*/a" } }] } } }`,
      `require: { ${LISTED}: { none: { item: { glob: "*/a" } } } }`,
      ["`require` demands less"],
    ],
    [
      "an alternative more of what applies",
      `applies: { user.name: eve }\nrequire: { ${HELD} }`,
      `applies: { or: [{ user.name: zoe }, { user.name: eve }] }\nrequire: { ${HELD} }`,
      [],
    ],
    [
      "a let of require that demands more",
      `let: { fine: { user.mfaActive: true } }\nrequire: { fine: true }`,
      `let: { fine: { user.mfaActive: true, user.path: /x/ } }\nrequire: { fine: true }`,
      [],
    ],
    [
      "a let of require that demands less",
      `let: { fine: { user.mfaActive: true, user.path: /x/ } }\nrequire: { fine: true }`,
      `let: { fine: { user.mfaActive: true } }\nrequire: { fine: true }`,
      ["`require` demands less"],
    ],
    [
      "a let of what applies that is wider",
      `let: { those: { user.name: eve } }\napplies: { those: true }\nrequire: { ${HELD} }`,
      `let: { those: { user.name: [eve, zoe] } }\napplies: { those: true }\nrequire: { ${HELD} }`,
      [],
    ],
    [
      "a let of what applies that is narrower",
      `let: { those: { user.name: [eve, zoe] } }\napplies: { those: true }\nrequire: { ${HELD} }`,
      `let: { those: { user.name: eve } }\napplies: { those: true }\nrequire: { ${HELD} }`,
      ["`applies` is narrower"],
    ],
    [
      "a let under not that is wider",
      `let: { bad: { user.mfaActive: false } }\nrequire: { not: { bad: true } }`,
      `let: { bad: { or: [{ user.path: / }, { user.mfaActive: false }] } }\nrequire: { not: { bad: true } }`,
      [],
    ],
    ["a let of a path", `let: { held: { var: ${LISTED} } }\nrequire: { held: { count: 0 } }`, `require: { ${LISTED}: { count: 0 } }`, []],
    ["a let that nothing uses any more", `let: { fine: { user.mfaActive: true } }\nrequire: { fine: true }`, `require: { user.mfaActive: true }`, []],
    ["another test", `require: { user.path: /x/ }`, `require: { user.path: /y/ }`, ["`require` is changed, and could be weaker"]],
    ["a raise more", `require: { ${HELD} }`, `require: { ${HELD} }\nraise: [{ when: { user.name: zoe }, to: critical }]`, []],
    [
      "a raise that applies to more",
      `require: { ${HELD} }\nraise: [{ when: { user.name: zoe }, to: critical }]`,
      `require: { ${HELD} }\nraise: [{ when: { user.name: [ann, zoe] }, to: critical }]`,
      [],
    ],
    [
      "a raise that applies to less",
      `require: { ${HELD} }\nraise: [{ when: { user.name: [ann, zoe] }, to: critical }]`,
      `require: { ${HELD} }\nraise: [{ when: { user.name: zoe }, to: critical }]`,
      ["`raise` raises less"],
    ],
    ["a raise that is gone", `require: { ${HELD} }\nraise: [{ when: { user.name: zoe }, to: critical }]`, `require: { ${HELD} }`, ["`raise` is removed"]],
    [
      "another raise",
      `require: { ${HELD} }\nraise: [{ when: { user.name: zoe }, to: critical }]`,
      `require: { ${HELD} }\nraise: [{ when: { user.path: /z/ }, to: critical }]`,
      ["`raise` is changed, and could be weaker"],
    ],
  ];
  it.each(DIRECTIONS)("is reported once, in its direction: %s", (_, was, is, expected) => {
    const of = (body: string): LaidFiles => ({
      "rules/people/user-holds.yaml": `id: user-holds\ntitle: Users hold little\nseverity: high\nrationale: It is what this scenario is about.\nresource: user\n${body}\nmessage: m\n`,
      "account.json": JSON.stringify(snapshot({ users: [user("eve", { mfaActive: false, attachedPolicyArns: [arn("policy", "a"), arn("policy", "b")] })] })),
    });
    const ran = gate(of(was), of(is));
    expect(
      ran.weakenings.map(({ text }) => text.replace(/^rule user-holds (is changed: )?/, "")),
      ran.err,
    ).toEqual(expected);
    const found = ran.results.results.find(({ rule }) => rule === "user-holds");
    expect([found?.status, found?.delta], ran.err).toEqual(["fail", "unchanged"]);
    expect(ran.results.gate?.reasons.map(({ code }) => code)).toEqual(expected.length > 0 ? ["weakening"] : []);
  });

  const DIRECTIONS_OF_EVENTS: [name: string, before: string, after: string, text: string | null][] = [
    ["an alternative more in match", "match:\n  event.awsRegion: us-east-1", "match:\n  event.awsRegion: [eu-west-1, us-east-1]", null],
    ["an alternative less in match", "match:\n  event.awsRegion: [eu-west-1, us-east-1]", "match:\n  event.awsRegion: us-east-1", "`match` is narrower"],
    [
      "an alternative more in unless",
      "unless: { group.path: { in: [/sandbox/] } }",
      "unless: { group.path: { in: [/sandbox/, /lab/] } }",
      "`unless` excuses more",
    ],
    ["an alternative less in unless", "unless: { group.path: { in: [/sandbox/, /lab/] } }", "unless: { group.path: { in: [/sandbox/] } }", null],
  ];
  it.each(DIRECTIONS_OF_EVENTS)("is reported once, in its direction, of a rule on records: %s", (_, was, is, text) => {
    const of = (part: string): LaidFiles => ({
      "rules/records/group-detached.yaml": part.startsWith("match") ? DETACHED.replace(/match:/, part) : DETACHED.replace(/unless:.*\n( .*\n)*/, `${part}\n`),
    });
    const ran = gate(of(was), of(is));
    expect(
      ran.weakenings.map((each) => each.text),
      ran.err,
    ).toEqual(text === null ? [] : [`rule group-detached is changed: ${text}`]);
  });

  it.each(SHOWN)("is shown and blocks: %s", (_, before, edit, code, text) => {
    const ran = gate(before, edit);
    expect(
      ran.weakenings.map((each) => [each.code, each.decision]),
      ran.err,
    ).toEqual([[code, "blocks"]]);
    expect(ran.weakenings[0]?.text).toMatch(text);
    expect(ran.code).toBe(1);
  });

  const STRICTER: [name: string, before: LaidFiles, edit: LaidFiles][] = [
    ["nothing", {}, {}],
    [
      "a lower failOn and a stricter binding",
      config("failOn: high\n", bindings("{ pack: people, enforcement: soft }")),
      config("failOn: low\n", bindings("{ pack: people, severity: low, enforcement: mandatory }")),
    ],
    [
      "first bindings that enforce all that was enforced",
      config("failOn: high\n"),
      config("failOn: high\n", bindings("{ pack: people, severity: low, enforcement: mandatory }", '{ pack: "*", enforcement: soft }')),
    ],
    [
      "a stricter binding before another",
      config("failOn: high\n", bindings('{ pack: "*", enforcement: soft }')),
      config("failOn: high\n", bindings("{ pack: people, severity: medium, enforcement: mandatory, weakening: block }", '{ pack: "*", enforcement: soft }')),
    ],
    ["a binding behind all others", {}, config(MANDATORY, "  - { pack: people, severity: none, enforcement: advisory }\n")],
    ["a condition that demands more", {}, { "rules/people/user-mfa.yaml": TWO }],
    [
      "a rule that looks at more",
      { "rules/people/user-mfa.yaml": MFA.replace("  user.passwordEnabled: true\n", '  user.passwordEnabled: true\n  user.path: "/"\n') },
      { "rules/people/user-mfa.yaml": MFA },
    ],
    [
      "a rule that looks at more by a longer list",
      { "rules/people/user-mfa.yaml": MFA.replace("  user.passwordEnabled: true\n", "  user.path: { in: [/] }\n") },
      { "rules/people/user-mfa.yaml": MFA.replace("  user.passwordEnabled: true\n", "  user.path: { in: [/, /x/] }\n") },
    ],
    ["a rule that moves in its file, and another message", {}, { "rules/people/user-mfa.yaml": `# A note.\n\n${MFA.replace("signs in without", "has no")}` }],
    [
      "a stricter parameter",
      { ...KEYS, ...config(MANDATORY, "params: { few-keys: { mostKeys: 3 } }\n") },
      config(MANDATORY, "params: { few-keys: { mostKeys: 2 } }\n"),
    ],
    ["a shorter waiver", { "waivers/w.yaml": waiver("eve") }, { "waivers/w.yaml": waiver("eve", { expires: "2026-03-10" }) }],
    [
      "a rename with formerly",
      {},
      { "rules/people/user-mfa.yaml": null, "rules/people/console-mfa.yaml": MFA.replace("id: user-mfa", "id: console-mfa\nformerly: [user-mfa]") },
    ],
  ];
  it.each(STRICTER)("is not: %s", (_, before, edit) => {
    const ran = gate(before, edit);
    expect([ran.code, ran.weakenings], ran.err).toEqual([0, []]);
  });

  const OFF: LaidFiles = config(MANDATORY, "off: [{ rule: user-mfa, reason: Not yet }]\n");
  const waivedBy = (print: string, parts: Record<string, unknown> = {}): LaidFiles => ({ "waivers/off.yaml": waiver("eve", { resource: print, ...parts }) });

  it("passes by a waiver that names it and that another owns", () => {
    const [found] = gate({}, OFF).weakenings;
    repo.git("reset", "--quiet", "--hard", "start");
    const ran = gate({}, { ...OFF, ...waivedBy(found?.fingerprint ?? "") });
    expect(ran.weakenings.map(({ code, decision }) => [code, decision])).toEqual([
      ["rule-off", "waived"],
      ["waiver", "waived"],
    ]);
    expect(ran.code, ran.err).toBe(0);
    expect(ran.results.waivers?.map(({ state }) => state)).toEqual(["active"]);
  });

  it.each([
    ["the author owns", "* @ann\n", {}],
    ["has expired", TEAM, { expires: "2026-02-01" }],
    ["names another rule", TEAM, { rule: "user-direct" }],
  ])("does not pass by a waiver that %s", (_, owners, parts) => {
    const [found] = gate({}, OFF).weakenings;
    repo.git("reset", "--quiet", "--hard", "start");
    const ran = gate({ CODEOWNERS: owners }, { ...OFF, ...waivedBy(found?.fingerprint ?? "", parts) });
    expect(ran.weakenings[0]?.decision).toBe("blocks");
    expect(ran.code, ran.err).toBe(1);
  });

  it("passes as a new attestation whose file another owns", () => {
    const ran = gate({}, { "attestations/a.yaml": ATTESTED("2026-06-01") });
    expect([ran.code, ran.weakenings.map(({ code, decision }) => [code, decision])], ran.err).toEqual([0, [["attestation", "waived"]]]);
  });

  it("counts several ways in the headline, with the first of them", () => {
    const ran = gate({}, { "rules/people/user-direct.yaml": null, ...config(MANDATORY, "off: [{ rule: user-mfa, reason: Not yet }]\n") });
    expect(ran.results.gate?.reasons[0]?.text).toBe("the edit weakens what is enforced in 2 ways, the first: rule user-direct is removed");
  });

  it("is blocked by weakening: block, whoever waives it, and shown by weakening: allow", () => {
    const bound = (weakening: string): string => bindings(`{ pack: "*", severity: low, enforcement: mandatory, weakening: ${weakening} }`);
    const off = (weakening: string): LaidFiles => config(bound(weakening), "off: [{ rule: user-mfa, reason: Not yet }]\n");
    const [found] = gate(config(bound("block")), off("block")).weakenings;
    const blocked = gate(config(bound("block")), { ...off("block"), ...waivedBy(found?.fingerprint ?? "") });
    expect([blocked.code, blocked.weakenings[0]?.why]).toEqual([1, "a binding says weakening: block"]);
    repo.git("reset", "--quiet", "--hard", "start");
    const allowed = gate(config(bound("allow")), off("allow"));
    expect([allowed.code, allowed.weakenings.map(({ decision }) => decision)], allowed.err).toEqual([0, ["allowed"]]);
  });

  it("does not decide on itself: bindings, failOn and the baseline are those of the base", () => {
    const stricter = { "rules/people/user-mfa.yaml": MFA.replace("user.mfaActive: true", "user.mfaActive: false") };
    const own = { ...config("failOn: none\n", bindings('{ pack: "*", severity: none, enforcement: advisory, weakening: allow }')) };
    const ran = gate({}, { ...stricter, ...own });
    expect(ran.code, ran.err).toBe(1);
    expect(ran.results.gate?.reasons.map(({ code }) => code)).toEqual(["introduced", "weakening"]);
    expect(ran.results.gate?.bindings[0]?.enforcement).toBe("mandatory");
  });
});
