import { type ChangeSetChange, page } from "../../../collectors/plan/cloudformation/change-set.ts";
import type { Scenario } from "../run.ts";
import { ACCOUNT, arn, OTHER, policy, snapshot, user } from "../world.ts";

const READ = arn("policy", "read");
const CLEAN = snapshot({ users: [user("ann")], policies: [policy("read")] });
const HOLDS_DIRECTLY = snapshot({
  users: [user("ann", { attachedPolicyArns: [READ] })],
  policies: [policy("read", { attachmentCount: 1, attachedTo: [{ kind: "user", arn: arn("user", "ann"), name: "ann" }] })],
});
const ARGS = ["--snapshot", "{dir}/s.json", "--change-set", "{dir}/c.json", "--pack", "people", "--pack", "policies"];

const set = (changes: readonly ChangeSetChange[], account = ACCOUNT): Record<string, unknown> =>
  page(changes, { StackId: `arn:aws:cloudformation:eu-west-1:${account}:stack/team/8d3a2c10-0000-0000-0000-000000000000` });

const attaches: ChangeSetChange = {
  id: "Ann",
  type: "AWS::IAM::User",
  physicalId: "ann",
  before: { UserName: "ann" },
  after: { UserName: "ann", ManagedPolicyArns: [READ] },
};
const detaches: ChangeSetChange = { ...attaches, before: attaches.after ?? {}, after: attaches.before ?? {} };

/** Changes that CloudFormation plans. */
export const CHANGE_SETS: Scenario[] = [
  {
    name: "a change set that introduces a finding is blocked, and its logical id told",
    files: { "s.json": CLEAN, "c.json": set([attaches]) },
    args: ARGS,
    code: 1,
    summary: "BLOCKED: the change introduces 1 finding (1 low)",
    says: ["LOW ann holds policies directly", "user-direct · Ann"],
  },
  {
    name: "a change set that fixes a finding passes",
    files: { "s.json": HOLDS_DIRECTLY, "c.json": set([detaches]) },
    args: ARGS,
    code: 0,
    summary: "PASSED: the change makes nothing worse",
    says: ["FIXED 1"],
  },
  {
    name: "a change set for another account is not judged against this one",
    files: { "s.json": CLEAN, "c.json": set([attaches], OTHER) },
    args: ARGS,
    code: 2,
    summary: `{dir}/c.json is a plan for account ${OTHER}, and no snapshot of it was given: give that account's snapshot.`,
  },
  {
    name: "a change set without property values cannot be judged, and says how to get them",
    files: {
      "s.json": CLEAN,
      "c.json": { ...set([]), Changes: [{ Type: "Resource", ResourceChange: { Action: "Add", LogicalResourceId: "Eve", ResourceType: "AWS::IAM::User" } }] },
    },
    args: ARGS,
    code: 3,
    summary: "INCOMPLETE: 1 part of the planned changes could not be judged",
    says: ["--include-property-values"],
  },
  {
    name: "a custom resource may change anything, and is not skipped in silence",
    files: { "s.json": CLEAN, "c.json": set([{ id: "Run", type: "Custom::Grants", after: { ServiceToken: "arn:aws:lambda:eu-west-1:1:function:x" } }]) },
    args: [...ARGS, "--allow-unknown"],
    code: 3,
    summary: "INCOMPLETE: 1 part of the planned changes could not be judged",
    says: ["Custom::Grants"],
  },
];
