import { fingerprint } from "../../../../engine/index.ts";
import { waiver } from "../policy-files.ts";
import type { Scenario } from "../run.ts";
import { ACCOUNT, arn, OTHER, policy, snapshot, user } from "../world.ts";

const NO_MFA = snapshot({ users: [user("bob", { mfaActive: false })] });
const IN_PROD = snapshot({ users: [user("bob", { mfaActive: false })] }, ACCOUNT, { organizationId: "o-example", ouPath: "o-example/r-ab12/ou-ab12-prod/" });
const OU_DENIED = snapshot(
  {
    users: [user("bob", { mfaActive: false })],
    gaps: {
      g1: {
        source: "organizations:ListParents",
        reason: "AccessDenied",
        deniedBy: null,
        permission: "organizations:ListParents",
        scope: "account",
        message: "denied",
      },
    },
  },
  ACCOUNT,
  { organizationId: "o-example", ouPath: { $unknown: "g1" } },
);
const TWO_PACKS = snapshot({ users: [user("bob", { mfaActive: false })], policies: [policy("all", { admin: true })] });
const PEOPLE = ["--snapshot", "{dir}/s.json", "--pack", "people"];
const BOTH = [...PEOPLE, "--pack", "policies"];
const bindings = (...lines: string[]): string => `bindings:\n${lines.map((line) => `  - ${line}\n`).join("")}`;

/** Who enforces what, and where. */
export const BINDINGS: Scenario[] = [
  {
    name: "advisory shows and never blocks",
    files: { "s.json": NO_MFA },
    config: bindings('{ pack: "*", enforcement: advisory }'),
    args: PEOPLE,
    code: 0,
    summary: "PASSED: no finding blocks",
    says: ["bob signs in without MFA (does not block)"],
  },
  {
    name: "advisory does not block by what is unknown either",
    files: { "s.json": snapshot({ users: [user("bob", { mfaActive: { $unknown: "g1" } }), user("ann")], gaps: OU_DENIED.gaps }) },
    config: bindings('{ pack: "*", enforcement: advisory }'),
    args: PEOPLE,
    code: 0,
    summary: "PASSED: no finding blocks; 1 result unknown",
  },
  {
    name: "mandatory blocks",
    files: { "s.json": NO_MFA },
    config: bindings("{ pack: people, enforcement: mandatory }"),
    args: PEOPLE,
    code: 1,
    summary: "BLOCKED: 1 finding (1 high)",
  },
  {
    name: "no waiver lets mandatory pass",
    files: { "s.json": NO_MFA, "waivers/w.yaml": waiver("bob") },
    config: bindings("{ pack: people, enforcement: mandatory }"),
    args: PEOPLE,
    code: 1,
    summary: "BLOCKED: 1 finding (1 high); the waiver in waivers/w.yaml of 1 result does not apply here: no waiver lets a mandatory binding pass",
    never: ["WAIVED"],
  },
  {
    name: "the baseline lets mandatory pass",
    files: { "s.json": NO_MFA, "baseline.json": knowing("bob") },
    config: bindings("{ pack: people, enforcement: mandatory }"),
    args: PEOPLE,
    code: 0,
    summary: "PASSED: no finding blocks",
  },
  {
    name: "soft blocks without a waiver",
    files: { "s.json": NO_MFA },
    config: bindings("{ pack: people, enforcement: soft }"),
    args: PEOPLE,
    code: 1,
    summary: "BLOCKED: 1 finding (1 high)",
  },
  {
    name: "a binding's severity is the least that blocks",
    files: { "s.json": NO_MFA },
    config: bindings("{ pack: people, severity: critical, enforcement: mandatory }"),
    args: PEOPLE,
    code: 0,
    summary: "PASSED: no finding blocks",
  },
  {
    name: "a binding without a severity takes failOn",
    files: { "s.json": NO_MFA },
    config: `failOn: critical\n${bindings("{ pack: people, enforcement: mandatory }")}`,
    args: PEOPLE,
    code: 0,
    summary: "PASSED: no finding blocks",
  },
  {
    name: "the first binding that names the pack decides",
    files: { "s.json": NO_MFA },
    config: bindings("{ pack: people, enforcement: advisory }", '{ pack: "*", enforcement: mandatory }'),
    args: PEOPLE,
    code: 0,
    summary: "PASSED: no finding blocks",
  },
  {
    name: "each pack has its own binding",
    files: { "s.json": TWO_PACKS },
    config: bindings("{ pack: people, enforcement: advisory }", "{ pack: policies, enforcement: mandatory }"),
    args: BOTH,
    code: 1,
    summary: "BLOCKED: 1 finding (1 critical)",
  },
  {
    name: "a pack that no binding names is shown and not enforced",
    files: { "s.json": TWO_PACKS },
    config: bindings("{ pack: policies, severity: none, enforcement: mandatory }"),
    args: BOTH,
    code: 0,
    summary: "PASSED: no finding blocks",
    says: ["bob signs in without MFA (does not block)"],
  },
  {
    name: "a binding of this account holds",
    files: { "s.json": NO_MFA },
    config: bindings(`{ pack: "*", accounts: ["${ACCOUNT}"], enforcement: mandatory }`),
    args: PEOPLE,
    code: 1,
    summary: "BLOCKED: 1 finding (1 high)",
  },
  {
    name: "accounts are globs",
    files: { "s.json": NO_MFA },
    config: bindings('{ pack: "*", accounts: ["1111*"], enforcement: mandatory }'),
    args: PEOPLE,
    code: 1,
    summary: "BLOCKED: 1 finding (1 high)",
  },
  {
    name: "bindings of other accounts alone enforce nothing, and that is no pass",
    files: { "s.json": NO_MFA },
    config: bindings(`{ pack: "*", accounts: ["${OTHER}"], enforcement: mandatory }`),
    args: PEOPLE,
    code: 3,
    summary: "INCOMPLETE: no binding of reeve.yaml names what was judged",
  },
  {
    name: "a binding of the account's organizational unit holds",
    files: { "s.json": IN_PROD },
    config: bindings('{ pack: "*", ous: ["*/ou-ab12-prod/*"], enforcement: mandatory }', '{ pack: "*", enforcement: advisory }'),
    args: PEOPLE,
    code: 1,
    summary: "BLOCKED: 1 finding (1 high)",
  },
  {
    name: "a binding of another organizational unit does not",
    files: { "s.json": IN_PROD },
    config: bindings('{ pack: "*", ous: ["*/ou-ab12-test/*"], enforcement: mandatory }', '{ pack: "*", enforcement: advisory }'),
    args: PEOPLE,
    code: 0,
    summary: "PASSED: no finding blocks",
  },
  {
    name: "an account outside any organization is in no unit",
    files: { "s.json": NO_MFA },
    config: bindings('{ pack: "*", ous: ["*"], enforcement: mandatory }', '{ pack: "*", enforcement: advisory }'),
    args: PEOPLE,
    code: 0,
    summary: "PASSED: no finding blocks",
  },
  {
    name: "where the unit is unknown the binding is applied, and says so",
    files: { "s.json": OU_DENIED },
    config: bindings('{ pack: "*", ous: ["*/ou-ab12-test/*"], enforcement: mandatory }', '{ pack: "*", enforcement: advisory }'),
    args: PEOPLE,
    code: 1,
    summary: "BLOCKED: 1 finding (1 high); the account's organizational unit is unknown, so a binding that names units was applied",
  },
  {
    name: "accounts and units of one binding are both its targets",
    files: { "s.json": NO_MFA },
    config: bindings(`{ pack: "*", accounts: ["${ACCOUNT}"], ous: ["*/ou-ab12-test/*"], enforcement: mandatory }`),
    args: PEOPLE,
    code: 1,
    summary: "BLOCKED: 1 finding (1 high)",
  },
  {
    name: "a binding of a misspelt pack is a mistake",
    files: { "s.json": NO_MFA },
    config: bindings("{ pack: peopel, enforcement: mandatory }"),
    args: PEOPLE,
    code: 2,
    summary: "{dir}/reeve.yaml:3:13 error RV012",
  },
  {
    name: "a binding may name a pack that --pack leaves out",
    files: { "s.json": NO_MFA },
    config: bindings("{ pack: policies, enforcement: mandatory }", '{ pack: "*", enforcement: advisory }'),
    args: PEOPLE,
    code: 0,
    summary: "PASSED: no finding blocks",
  },
];

function knowing(name: string): unknown {
  const id = `AIDA${name.toUpperCase()}`;
  return {
    schema: "reeve/baseline@1",
    entries: [
      {
        fingerprint: fingerprint("user-mfa", ACCOUNT, id, null),
        rule: "user-mfa",
        account: ACCOUNT,
        resource: arn("user", name),
        severity: "high",
        since: "2026-01-01",
      },
    ],
  };
}
