import { waiver } from "../policy-files.ts";
import type { Scenario } from "../run.ts";
import { ACCOUNT, arn, attachment, denied, detachment, GUARD, group, groupDetachment, newUser, OTHER, plan, policy, snapshot, user } from "../world.ts";

const READ = arn("policy", "read");
const ALL = arn("policy", "all");
const CLEAN = snapshot({ users: [user("ann")], policies: [policy("read")] });
const KNOWN_BAD = snapshot({
  users: [user("ann"), user("bob", { mfaActive: false, attachedPolicyArns: [READ] })],
  policies: [policy("read", { attachedTo: [{ kind: "user", arn: arn("user", "bob"), name: "bob" }] })],
});
const GUARDED = snapshot({
  users: [user("ann", { groupArns: [arn("group", "developers")] }), user("eve", { groupArns: [arn("group", "developers")] })],
  groups: [group("developers", ["ann", "eve"], [GUARD])],
  policies: [policy("guard", { attachedTo: [{ kind: "group", arn: arn("group", "developers"), name: "developers" }] })],
});
const HALF = snapshot({
  users: [user("ann"), user("bob", { mfaActive: { $unknown: "g1" } })],
  policies: [policy("read")],
  gaps: { g1: denied("iam:GenerateCredentialReport") },
});
/** Users that could not be listed, so that the group's members are not known either. */
const BLIND = snapshot({
  users: { $unknown: "g1" },
  groups: [{ ...group("developers", [], [GUARD]), memberArns: { $unknown: "g1" } }],
  policies: [policy("guard", { attachedTo: [{ kind: "group", arn: arn("group", "developers"), name: "developers" }] })],
  gaps: { g1: denied("iam:GetAccountAuthorizationDetails") },
});
const ADMIN = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] });
const NEW_ADMIN = {
  address: "aws_iam_policy.wide",
  actions: ["create"],
  after: { name: "wide", path: "/", policy: ADMIN, description: null, tags: null },
  unknown: { arn: true, id: true, policy_id: true, attachment_count: true },
};
const args = (...more: string[]): string[] => ["--snapshot", "{dir}/s.json", "--plan", "{dir}/p.json", "--pack", "people", "--pack", "policies", ...more];

/** Planned changes. */
export const PLANS: Scenario[] = [
  {
    name: "a plan that changes nothing passes, whatever the account holds",
    files: { "s.json": KNOWN_BAD, "p.json": plan([]) },
    args: args(),
    code: 0,
    summary: "PASSED: the change makes nothing worse",
    says: ["Compared with the account before the planned changes: none that affects it", "2 findings unchanged"],
    never: ["bob signs in"],
  },
  {
    name: "a plan that introduces a finding is blocked",
    files: { "s.json": CLEAN, "p.json": plan([attachment("ann", READ)]) },
    args: args(),
    code: 1,
    summary: "BLOCKED: the change introduces 1 finding (1 low)",
    says: ["INTRODUCED 1", "LOW ann holds policies directly", "Compared with the account before the planned changes: 1 to create"],
  },
  {
    name: "what was there before does not block with it",
    files: { "s.json": KNOWN_BAD, "p.json": plan([attachment("ann", READ)]) },
    args: args(),
    code: 1,
    summary: "BLOCKED: the change introduces 1 finding (1 low)",
    says: ["2 findings unchanged"],
  },
  {
    name: "a finding on what the plan creates tells its address",
    files: { "s.json": CLEAN, "p.json": plan([NEW_ADMIN]) },
    args: args(),
    code: 1,
    summary: "BLOCKED: the change introduces 1 finding (1 critical)",
    says: ["CRITICAL wide allows everything", "policy-admin · aws_iam_policy.wide"],
  },
  {
    name: "a finding tells the line of what brings it, be it an attachment",
    files: {
      "s.json": CLEAN,
      "p.json": plan([attachment("ann", READ)]),
      "main.tf": 'resource "aws_iam_policy" "other" {}\n\nresource "aws_iam_user_policy_attachment" "ann" {\n  user = "ann"\n}\n',
    },
    args: args("--plan-source", "{dir}"),
    code: 1,
    summary: "BLOCKED: the change introduces 1 finding (1 low)",
    says: ["user-direct · aws_iam_user_policy_attachment.ann ({dir}/main.tf:3)"],
  },
  {
    name: "a source that is not there is a mistake",
    files: { "s.json": CLEAN, "p.json": plan([]) },
    args: args("--plan-source", "{dir}/nowhere"),
    code: 2,
    summary: "--plan-source {dir}/nowhere: no such file or folder. Name the folder of the .tf files, or the CloudFormation template.",
  },
  {
    name: "a plan that fixes a finding passes and says what it fixes",
    files: { "s.json": KNOWN_BAD, "p.json": plan([detachment("bob", READ)]) },
    args: args(),
    code: 0,
    summary: "PASSED: the change makes nothing worse",
    says: ["FIXED 1", "bob holds policies directly", "1 finding unchanged"],
  },
  {
    name: "members of a group that loses its guardrail are affected, and named as such",
    files: { "s.json": GUARDED, "p.json": plan([groupDetachment("developers", GUARD)]) },
    args: args(),
    code: 1,
    summary: "BLOCKED: the change causes 2 findings on resources not in the plan (2 medium)",
    says: ["ann is under no guardrail (not in the plan, affected by it)", "eve is under no guardrail (not in the plan, affected by it)"],
  },
  {
    name: "what only the apply will tell is unknown, newly, and incomplete evidence",
    files: { "s.json": GUARDED, "p.json": plan([{ ...attachment("ann", null), address: "aws_iam_user_policy_attachment.ann" }]) },
    args: args(),
    code: 3,
    summary: "INCOMPLETE: 2 results newly unknown (--allow-unknown accepts it)",
    says: ["Known only after apply: aws_iam_user_policy_attachment.ann.policy_arn", "ann: Users hold no policy directly"],
  },
  {
    name: "what was unknown before and is not named by the plan is a count",
    files: { "s.json": HALF, "p.json": plan([newUser("cat")]) },
    args: args(),
    code: 0,
    summary: "PASSED: the change makes nothing worse",
  },
  {
    name: "what was unknown before on what the plan names is incomplete evidence",
    files: { "s.json": HALF, "p.json": plan([attachment("bob", READ)]) },
    args: args("--exclude", "user-direct"),
    code: 3,
    summary: "INCOMPLETE: 1 result unknown (--allow-unknown accepts it)",
  },
  {
    name: "users that nobody could list may be members of a group that loses its guardrail: incomplete evidence",
    files: { "s.json": BLIND, "p.json": plan([groupDetachment("developers", GUARD)]) },
    args: args("--rule", "user-guarded,policy-admin"),
    code: 3,
    summary: "INCOMPLETE: 1 result unknown (--allow-unknown accepts it)",
  },
  {
    name: "of a rule that reads no group the same users are a count",
    files: { "s.json": BLIND, "p.json": plan([groupDetachment("developers", GUARD)]) },
    args: args("--rule", "user-mfa,policy-admin"),
    code: 0,
    summary: "PASSED: the change makes nothing worse",
    says: ["1 unknown unchanged"],
  },
  {
    name: "a finding that the plan introduces can be waived",
    files: { "s.json": CLEAN, "p.json": plan([attachment("ann", READ)]), "waivers/w.yaml": waiver("ann", { rule: "user-direct" }) },
    args: args(),
    code: 0,
    summary: "PASSED: nothing of what the change brings blocks",
    says: ["WAIVED 1"],
  },
  {
    name: "failOn holds for what a plan introduces",
    files: { "s.json": CLEAN, "p.json": plan([attachment("ann", READ)]) },
    args: args("--fail-on", "high"),
    code: 0,
    summary: "PASSED: nothing of what the change brings blocks",
    says: ["ann holds policies directly (does not block)"],
  },
  {
    name: "advisory shows what a plan introduces",
    files: { "s.json": CLEAN, "p.json": plan([attachment("ann", READ)]) },
    config: 'bindings: [{ pack: "*", enforcement: advisory }]\n',
    args: args(),
    code: 0,
    summary: "PASSED: nothing of what the change brings blocks",
  },
  {
    name: "a plan for another account is refused",
    files: { "s.json": CLEAN, "p.json": plan([attachment("ann", READ)]) },
    args: ["--snapshot", "{dir}/s.json", "--plan", `${OTHER}={dir}/p.json`, "--pack", "people"],
    code: 2,
    summary: `{dir}/p.json (provider aws) is a plan for account ${OTHER}, and no snapshot of it was given: give that account's snapshot.`,
  },
  {
    name: "a plan whose own ARNs are of another account is refused",
    files: {
      "s.json": CLEAN,
      "p.json": plan([{ address: "aws_iam_user.x", actions: ["delete"], before: { name: "x", path: "/", arn: arn("user", "x", OTHER), id: "x" } }]),
    },
    args: args("--allow-unknown"),
    code: 2,
    summary: `{dir}/p.json (provider aws) is a plan for account ${OTHER}, and no snapshot of it was given: give that account's snapshot.`,
  },
  {
    name: "a plan of an unknown format version is a problem, and --allow-unknown does not accept it",
    files: { "s.json": CLEAN, "p.json": plan([attachment("ann", READ)], { format_version: "9.0" }) },
    args: args("--allow-unknown"),
    code: 3,
    summary: "INCOMPLETE: 1 part of the planned changes could not be judged",
  },
  {
    name: "an unsupported type that bears IAM meaning is a problem, and --allow-unknown does not accept it",
    files: { "s.json": CLEAN, "p.json": plan([{ address: "aws_iam_brand_new.x", actions: ["create"], after: { name: "x" } }]) },
    args: args("--allow-unknown"),
    code: 3,
    summary: "INCOMPLETE: 1 part of the planned changes could not be judged",
    says: ["aws_iam_brand_new"],
  },
  {
    name: "a plan that errored is a problem",
    files: { "s.json": CLEAN, "p.json": plan([], { errored: true }) },
    args: args(),
    code: 3,
    summary: "INCOMPLETE: 1 part of the planned changes could not be judged",
  },
  {
    name: "what is no plan is bad input",
    files: { "s.json": CLEAN, "p.json": "terraform will perform" },
    args: args(),
    code: 2,
    summary:
      "--plan {dir}/p.json is not JSON: Unexpected token 'e', \"terraform w\"... is not valid JSON. Print the plan as JSON: `terraform show -json PLAN > plan.json`.",
  },
  {
    name: "a plan that is not there is bad input",
    files: { "s.json": CLEAN },
    args: args(),
    code: 2,
    summary: "--plan {dir}/p.json cannot be read: no such file or folder. Check the path.",
  },
  {
    name: "a plan without a snapshot is judged by what it makes",
    files: { "p.json": plan([NEW_ADMIN]) },
    args: ["--plan", `${ACCOUNT}={dir}/p.json`, "--pack", "policies"],
    code: 1,
    summary: "BLOCKED: the change introduces 1 finding (1 critical)",
  },
  {
    name: "a plan without a snapshot that makes nothing bad passes",
    files: { "p.json": plan([newUser("cat")]) },
    args: ["--plan", `${ACCOUNT}={dir}/p.json`, "--pack", "people"],
    code: 0,
    summary: "PASSED: the change makes nothing worse",
  },
  {
    name: "two plans of one account are applied together",
    files: { "s.json": CLEAN, "p.json": plan([attachment("ann", READ)]), "q.json": plan([NEW_ADMIN]) },
    args: args("--plan", "{dir}/q.json"),
    code: 1,
    summary: "BLOCKED: the change introduces 2 findings (1 critical, 1 low)",
  },
  {
    name: "a plan that takes away what another finding rests on fixes and introduces",
    files: {
      "s.json": { ...KNOWN_BAD, policies: [...(KNOWN_BAD.policies as unknown[]), policy("all")] },
      "p.json": plan([detachment("bob", READ), attachment("ann", ALL)]),
    },
    args: args(),
    code: 1,
    summary: "BLOCKED: the change introduces 1 finding (1 low)",
    says: ["FIXED 1", "INTRODUCED 1"],
  },
];
