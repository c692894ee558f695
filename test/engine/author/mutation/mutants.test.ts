import { describe, expect, it } from "vitest";
import { mutantsOf } from "../../../../engine/author/mutation/index.ts";
import { ruleOf, sampleRule } from "./sample.ts";

/** `family: before → after` of every mutant of one family. */
function of(family: string, parts: string): string[] {
  return mutantsOf(ruleOf(parts)).flatMap((mutant) => (mutant.family === family ? [`${mutant.before} → ${mutant.after}`] : []));
}

const RULE = "require: { user.mfaActive: true }\n";

const CASES: { family: string; parts: string; mutants: string[] }[] = [
  {
    family: "operator",
    parts: "require:\n  user.groups: { count: { lt: 3 } }\n",
    mutants: ["count of user.groups: { lt: 3 } → count of user.groups: { lte: 3 }", "count of user.groups: { lt: 3 } → count of user.groups: { gte: 3 }"],
  },
  {
    family: "operator",
    parts: "require:\n  user.groups: { any: { path: /a/ } }\n",
    mutants: [
      "user.groups: { any: { path: /a/ } } → user.groups: { every: { path: /a/ } }",
      "user.groups: { any: { path: /a/ } } → user.groups: { none: { path: /a/ } }",
      "path: /a/ → path: { isNot: /a/ }",
    ].map((text) => text.replaceAll("/a/", '"/a/"')),
  },
  {
    family: "operator",
    parts: "require:\n  or: [{ user.mfaActive: true }, { user.passwordEnabled: false }]\n",
    mutants: [
      "or: [{ user.mfaActive: true }, { user.passwordEnabled: false }] → user.mfaActive: true, user.passwordEnabled: false",
      "user.mfaActive: true → user.mfaActive: { isNot: true }",
      "user.passwordEnabled: false → user.passwordEnabled: { isNot: false }",
    ],
  },
  {
    family: "boundary",
    parts: "require:\n  user.createdAt: { newerThan: 90d }\n",
    mutants: ["89d", "91d", "90h"].map((other) => `user.createdAt: { newerThan: "90d" } → user.createdAt: { newerThan: "${other}" }`),
  },
  {
    family: "boundary",
    parts: "require:\n  user.groups: { count: { gte: 4 } }\n",
    // gte 5 is gt 4, which the swapped operator has already made.
    mutants: ["count of user.groups: { gte: 4 } → count of user.groups: { gte: 3 }"],
  },
  {
    family: "dropped",
    parts: "applies: { user.passwordEnabled: true }\nrequire: { user.mfaActive: true, user.path: /a/ }\nraise:\n  - { when: { user.path: /b/ }, to: high }\n",
    mutants: ["user.mfaActive: true → (dropped)", 'user.path: "/a/" → (dropped)', "user.passwordEnabled: true → (dropped)", 'user.path: "/b/" → (dropped)'],
  },
  {
    family: "dropped",
    parts: "require:\n  user.groups: { count: { where: { path: /a/ }, lt: 2 } }\n",
    mutants: ['user.groups: { count: { where: { path: "/a/" }, lt: 2 } } → user.groups: { count: { lt: 2 } }'],
  },
  {
    family: "member",
    parts: "require:\n  user.path: [/a/, /b/]\n",
    mutants: ['user.path: ["/a/", "/b/"] → user.path: ["/b/"]', 'user.path: ["/a/", "/b/"] → user.path: ["/a/"]'],
  },
  // A glob that another takes in is missed by nobody.
  {
    family: "member",
    parts: "require:\n  user.path: { glob: ['/a*', '/ab*'] }\n",
    mutants: ['user.path: { glob: ["/a*", "/ab*"] } → user.path: { glob: ["/ab*"] }'],
  },
  {
    family: "absence",
    parts: "require:\n  user.permissionsBoundaryArn: { exists: true }\n",
    mutants: ["user.permissionsBoundaryArn: { exists: true } → user.permissionsBoundaryArn: { exists: false }"],
  },
  {
    family: "absence",
    parts: 'require:\n  account.name: { default: "x", isNot: "x" }\n',
    mutants: ["account.name: { default: x, isNot: x } → account.name: { isNot: x }"],
  },
  // What absence gives anyway, nobody can miss.
  { family: "absence", parts: 'require:\n  account.name: { default: "y", is: "x" }\n', mutants: [] },
  {
    family: "effect",
    parts: "require:\n  user.inlinePolicies: { none: { statements: { any: { effect: Allow } } } }\n",
    mutants: ["effect: Allow → effect: Deny"],
  },
  {
    family: "wildcard",
    parts: "require:\n  user.path: { glob: '/team-*/x/' }\n",
    mutants: ["/team-/x/", "*/team-*/x/", "/team-*/x/*"].map(
      (other) => `user.path: { glob: "/team-*/x/" } → user.path: { glob: ${other === "/team-/x/" ? '"/team-/x/"' : `"${other}"`} }`,
    ),
  },
  {
    family: "wildcard",
    parts: "require:\n  user.path: { matches: '^/a/$' }\n",
    mutants: ['user.path: { matches: "^/a/$" } → user.path: { matches: "/a/$" }', 'user.path: { matches: "^/a/$" } → user.path: { matches: "^/a/" }'],
  },
  { family: "letters", parts: "require:\n  user.path: /Team/\n", mutants: ['user.path: "/Team/" → user.path: "/team/"'] },
  { family: "letters", parts: "require:\n  user.path: { matches: '(?i)team' }\n", mutants: [] },
  { family: "negated", parts: "require:\n  account.name: { glob: 'a*' }\n", mutants: [] },
  {
    family: "negated",
    parts: "require:\n  user.passwordLastUsedAt: { newerThan: 9d }\n",
    mutants: ['user.passwordLastUsedAt: { newerThan: "9d" } → not: { user.passwordLastUsedAt: { newerThan: "9d" } }'],
  },
  {
    family: "default",
    parts:
      "params:\n  most: { type: duration, default: 9d, description: d }\n  idle: { type: integer, default: 1, description: d }\nrequire:\n  user.createdAt: { newerThan: { var: params.most } }\n",
    mutants: ["8d", "10d", "9h"].map((other) => `most: "9d" → most: "${other}"`),
  },
  { family: "unknown", parts: RULE, mutants: ["user.mfaActive unknown → (absent)"] },
  { family: "unknown", parts: "require: { user.groups: { none: { path: /a/ } } }\n", mutants: ["user.groupArns unknown → (empty)"] },
  { family: "open list", parts: "require: { user.groups: { none: { path: /a/ } } }\n", mutants: ["user.groupArns open → (closed)"] },
];

describe("mutants of a rule", () => {
  it.each(CASES)("of family $family: $parts", ({ family, parts, mutants }) => {
    expect(of(family, parts)).toEqual(mutants);
  });

  it("have ids that do not change when the rule moves in its file", () => {
    const ids = (text: string): string[] => mutantsOf(ruleOf(text)).map(({ id }) => id);
    expect(ids(`# a comment\n\n${RULE}`)).toEqual(ids(RULE));
  });

  it("have ids of their own where a clause is written twice", () => {
    const ids = mutantsOf(sampleRule("or: [{ user.path: /a/, user.mfaActive: true }, { user.path: /a/, user.passwordEnabled: false }]")).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain('dropped in require: user.path: "/a/" → (dropped) (2)');
  });

  it("tell where the clause stands", () => {
    const [first] = mutantsOf(ruleOf("require:\n  user.mfaActive: true\n"));
    expect(first?.at).toMatchObject({ line: 8, column: 3 });
  });
});
