import { fingerprint } from "../../../../engine/index.ts";
import { waiver } from "../policy-files.ts";
import type { Scenario } from "../run.ts";
import { ACCOUNT, arn, policy, snapshot, user } from "../world.ts";

const CLEAN = snapshot({ users: [user("ann")] });
const NO_MFA = snapshot({ users: [user("ann"), user("bob", { mfaActive: false })] });
const GRAVE = snapshot({ users: [user("bob", { mfaActive: false, attachedPolicyArns: [arn("policy", "all")] })], policies: [policy("all", { admin: true })] });
const SNAPSHOT = ["--snapshot", "{dir}/s.json"];
const PEOPLE = [...SNAPSHOT, "--pack", "people"];

/** What blocks, how much of it, and who accepted it. */
export const FINDINGS: Scenario[] = [
  { name: "nothing is found", files: { "s.json": CLEAN }, args: PEOPLE, code: 0, summary: "PASSED: no finding blocks" },
  {
    name: "a finding blocks",
    files: { "s.json": NO_MFA },
    args: PEOPLE,
    code: 1,
    summary: "BLOCKED: 1 finding (1 high)",
    says: ["1 FINDING\n", "    1  HIGH bob signs in without MFA", "Next: reeve explain 1"],
  },
  {
    name: "findings of several severities are counted gravest first",
    files: { "s.json": GRAVE },
    args: [...SNAPSHOT, "--pack", "people", "--pack", "policies"],
    code: 1,
    summary: "BLOCKED: 3 findings (1 critical, 1 high, 1 low)",
  },
  {
    name: "findings below failOn are shown and do not block",
    files: { "s.json": NO_MFA },
    args: [...PEOPLE, "--fail-on", "critical"],
    code: 0,
    summary: "PASSED: no finding blocks",
    says: ["bob signs in without MFA (does not block)"],
  },
  {
    name: "failOn of reeve.yaml counts",
    files: { "s.json": NO_MFA },
    config: "failOn: critical\n",
    args: PEOPLE,
    code: 0,
    summary: "PASSED: no finding blocks",
  },
  { name: "failOn none blocks nothing", files: { "s.json": GRAVE }, args: [...PEOPLE, "--fail-on", "none"], code: 0, summary: "PASSED: no finding blocks" },
  {
    name: "a severity that reeve.yaml sets takes the place of the rule's",
    files: { "s.json": NO_MFA },
    config: "severity: { user-mfa: critical }\n",
    args: [...PEOPLE, "--fail-on", "critical"],
    code: 1,
    summary: "BLOCKED: 1 finding (1 critical)",
  },
  {
    name: "a rule that is switched off blocks nothing",
    files: { "s.json": NO_MFA },
    config: "off: [{ rule: user-mfa, reason: Not yet }]\n",
    args: PEOPLE,
    code: 0,
    summary: "PASSED: no finding blocks",
  },
  {
    name: "an active waiver lets a finding pass, visibly",
    files: { "s.json": NO_MFA, "waivers/w.yaml": waiver("bob") },
    args: PEOPLE,
    code: 0,
    summary: "PASSED: no finding blocks",
    says: [
      "WAIVED 1",
      "bob signs in without MFA (high)",
      "in-progress: Gets a key on Friday · security@example.com · until 2026-03-20, 19 days left",
      "1 waived",
    ],
  },
  {
    name: "an expiring waiver still holds, and is named",
    files: { "s.json": NO_MFA, "waivers/w.yaml": waiver("bob", { expires: "2026-03-05" }) },
    args: PEOPLE,
    code: 0,
    summary: "PASSED: no finding blocks",
    says: ["4 days left", "expiring waivers/w.yaml:1 user-mfa"],
  },
  {
    name: "a waiver holds on its last day",
    files: { "s.json": NO_MFA, "waivers/w.yaml": waiver("bob", { expires: "2026-03-01" }) },
    args: PEOPLE,
    code: 0,
    summary: "PASSED: no finding blocks",
    says: ["its last day"],
  },
  {
    name: "an expired waiver lets nothing pass",
    files: { "s.json": NO_MFA, "waivers/w.yaml": waiver("bob", { expires: "2026-02-28" }) },
    args: PEOPLE,
    code: 1,
    summary: "BLOCKED: 1 finding (1 high)",
    says: ["expired waivers/w.yaml:1 user-mfa"],
  },
  {
    name: "a waiver that waives nothing is unused",
    files: { "s.json": CLEAN, "waivers/w.yaml": waiver("bob") },
    args: PEOPLE,
    code: 0,
    summary: "PASSED: no finding blocks",
    says: ["unused waivers/w.yaml:1 user-mfa"],
  },
  {
    name: "a waiver of more than its max lets nothing pass",
    files: {
      "s.json": snapshot({ users: [user("bob", { mfaActive: false }), user("bee", { mfaActive: false })] }),
      "waivers/w.yaml": waiver("b*", { max: 1 }),
    },
    args: PEOPLE,
    code: 1,
    summary: "BLOCKED: 2 findings (2 high)",
    says: ["too-broad waivers/w.yaml:1 user-mfa"],
  },
  {
    name: "a waiver whose finding has become worse lets nothing pass",
    files: { "s.json": NO_MFA, "waivers/w.yaml": waiver("bob", { severity: "medium" }) },
    args: PEOPLE,
    code: 1,
    summary: "BLOCKED: 1 finding (1 high)",
    says: ["outgrown waivers/w.yaml:1 user-mfa"],
  },
  {
    name: "a malformed waiver stops the gate",
    files: { "s.json": CLEAN, "waivers/w.yaml": waiver("bob", { owner: undefined }) },
    args: PEOPLE,
    code: 2,
    summary: "{dir}/waivers/w.yaml:1:13 error RV010",
  },
  {
    name: "a waiver with an unknown field stops the gate",
    files: { "s.json": CLEAN, "waivers/w.yaml": waiver("bob", { expire: "2026-03-20" }) },
    args: PEOPLE,
    code: 2,
    summary: "{dir}/waivers/w.yaml:1:187 error RV011",
  },
  {
    name: "a finding of the baseline passes",
    files: { "s.json": NO_MFA, "baseline.json": baseline() },
    args: PEOPLE,
    code: 0,
    summary: "PASSED: no finding blocks",
    says: ["1 in the baseline"],
  },
  {
    name: "--baseline names another file",
    files: { "s.json": NO_MFA, "known.json": baseline() },
    args: [...PEOPLE, "--baseline", "{dir}/known.json"],
    code: 0,
    summary: "PASSED: no finding blocks",
  },
  {
    name: "a baseline that is not there is a mistake",
    files: { "s.json": CLEAN },
    args: [...PEOPLE, "--baseline", "{dir}/none.json"],
    code: 2,
    summary: "--baseline {dir}/none.json: there is no such file. reeve baseline write makes one.",
  },
];

/** The baseline that knows bob's missing MFA. */
function baseline(): unknown {
  return {
    schema: "reeve/baseline@1",
    entries: [
      {
        fingerprint: fingerprint("user-mfa", ACCOUNT, "AIDABOB", null),
        rule: "user-mfa",
        account: ACCOUNT,
        resource: arn("user", "bob"),
        severity: "high",
        since: "2026-01-01",
      },
    ],
  };
}
