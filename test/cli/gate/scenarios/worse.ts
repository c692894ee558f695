import { fingerprint } from "../../../../engine/index.ts";
import type { document } from "../../../../schemas/index.ts";
import { USER_MFA, waiver } from "../policy-files.ts";
import type { Scenario } from "../run.ts";
import { ACCOUNT, arn, attachment, denied, detachment, group, plan, policy, snapshot, user } from "../world.ts";

const [READ, MORE] = [arn("policy", "read"), arn("policy", "more")];
const held = { kind: "user", arn: arn("user", "bob"), name: "bob" };
const ACCOUNT_NOW = snapshot({
  users: [user("bob", { attachedPolicyArns: [READ], groupArns: [arn("group", "staff")] })],
  groups: [group("staff", ["bob"]), group("guests", [])],
  policies: [policy("read", { attachedTo: [held] as never }), policy("more")],
});
const SECOND = plan([attachment("bob", MORE)]);
const files = (change: unknown, more: Record<string, unknown> = {}): Record<string, unknown> => ({ "s.json": ACCOUNT_NOW, "p.json": change, ...more });
const args = ["--snapshot", "{dir}/s.json", "--plan", "{dir}/p.json", "--pack", "people"];
const entry = {
  fingerprint: fingerprint("user-direct", ACCOUNT, "AIDABOB", null),
  rule: "user-direct",
  account: ACCOUNT,
  resource: arn("user", "bob"),
  severity: "low",
  since: "2026-01-01",
};
const old = JSON.stringify({ schema: "reeve/baseline@1", entries: [entry] });
const ROOT = snapshot().root as document.Root;
const ROOT_MFA = USER_MFA.replace("id: user-mfa", "id: root-mfa")
  .replace("resource: user", "resource: root")
  .replace(/applies:[\s\S]*require:\n {2}user.mfaActive: true/, "require:\n  root.mfaActive: true")
  .replace("{{user.name}} signs", "root signs");
const OUTGROWN = "does not apply here: the change makes it worse than what was waived";

/** Findings that were there before the change. */
export const WORSE: Scenario[] = [
  {
    name: "a setting of the account does not hide what is unknown of its root user",
    files: {
      "s.json": snapshot({ users: [user("ann")], root: { ...ROOT, mfaActive: { $unknown: "g1" } }, gaps: { g1: denied("iam:GetAccountSummary") } }),
      "rules/people/root-mfa.yaml": ROOT_MFA,
      "p.json": plan([
        {
          address: "aws_iam_account_password_policy.p",
          actions: ["create"],
          after: { minimum_password_length: 20, require_symbols: true },
          unknown: { id: true },
        },
      ]),
    },
    args,
    code: 0,
    summary: "PASSED: the change makes nothing worse",
    says: ["1 unknown unchanged"],
  },
  {
    name: "an element more is worse, is named, and blocks",
    files: files(SECOND),
    args,
    code: 1,
    summary: "BLOCKED: the change makes 1 finding worse (1 low)",
    says: ["WORSE 1", "now   worse than before: …:policy/more; 1 before, 2 now (count is 0)", "1 finding unchanged"],
  },
  {
    name: "an element less blocks nothing",
    files: {
      "s.json": snapshot({
        users: [user("bob", { attachedPolicyArns: [READ, MORE] })],
        policies: [policy("read", { attachedTo: [held] as never }), policy("more", { attachedTo: [held] as never })],
      }),
      "p.json": plan([detachment("bob", MORE)]),
    },
    args,
    code: 0,
    summary: "PASSED: the change makes nothing worse",
    says: ["1 changed, not worse"],
  },
  {
    name: "one more group without what one of them must have is no worse",
    files: files(
      plan([
        {
          address: "aws_iam_user_group_membership.bob",
          actions: ["create"],
          after: { user: "bob", groups: ["guests"] },
          unknown: { id: true },
        },
      ]),
    ),
    args,
    code: 0,
    summary: "PASSED: the change makes nothing worse",
    says: ["2 findings unchanged"],
  },
  {
    name: "what only the apply shows may make an existing finding worse: incomplete",
    files: files(plan([attachment("bob", null)])),
    args: [...args, "--rule", "user-direct"],
    code: 3,
    summary: "INCOMPLETE: 1 finding perhaps worse, which cannot be known (--allow-unknown accepts it)",
    says: ["PERHAPS WORSE 1", "now   perhaps worse, which cannot be known"],
  },
  {
    name: "and --allow-unknown accepts that",
    files: files(plan([attachment("bob", null)])),
    args: [...args, "--rule", "user-direct", "--allow-unknown"],
    code: 0,
    summary: "PASSED: the change makes nothing worse",
  },
  ...["", 'bindings: [{ pack: "*", enforcement: soft }]\n'].map(
    (config): Scenario => ({
      name: `a waiver that the change outgrows does not hold (${config === "" ? "no bindings" : "soft"})`,
      files: files(SECOND, { "waivers/w.yaml": waiver("bob", { rule: "user-direct" }), CODEOWNERS: "* @someone\n" }),
      config,
      args,
      code: 1,
      summary: `BLOCKED: the change makes 1 finding worse (1 low); the waiver in waivers/w.yaml of 1 result ${OUTGROWN}`,
    }),
  ),
  {
    name: "a waiver that recorded what the change makes holds",
    files: files(SECOND, {
      "waivers/w.yaml": waiver("bob", {
        rule: "user-direct",
        facts: [
          { clause: "require:0", operator: "count is", bound: 0, value: 2 },
          { clause: "require:0", operator: "counted", element: "3bc6cebcc1d5dead", value: true },
          { clause: "require:0", operator: "counted", element: "a73feb642bcef533", value: true },
        ],
      }),
    }),
    args,
    code: 0,
    summary: "PASSED: nothing of what the change brings blocks",
  },
  {
    name: "an entry of the baseline does not cover what the change makes worse",
    files: files(SECOND, { "baseline.json": old }),
    args,
    code: 1,
    summary: "BLOCKED: the change makes 1 finding worse (1 low)",
  },
  {
    name: "and covers what is unchanged",
    files: files(plan([]), { "baseline.json": old }),
    args,
    code: 0,
    summary: "PASSED: the change makes nothing worse",
    says: ["1 in the baseline"],
  },
];
