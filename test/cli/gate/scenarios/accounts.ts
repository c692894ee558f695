import type { Scenario } from "../run.ts";
import { ACCOUNT, arn, attachment, denied, newUser, OTHER, plan, policy, snapshot, user } from "../world.ts";

const READ = arn("policy", "read");
const HERE = snapshot({ users: [user("ann")], policies: [policy("read")] });
const THERE = snapshot({ users: [user("ann", {}, OTHER), user("bob", { mfaActive: false }, OTHER)] }, OTHER);
const HALF = snapshot(
  { users: [user("ann", {}, OTHER), user("bob", { mfaActive: { $unknown: "g1" } }, OTHER)], gaps: { g1: denied("iam:GenerateCredentialReport") } },
  OTHER,
);
const FILES = { [`s/${ACCOUNT}.json`]: HERE, [`s/${OTHER}.json`]: THERE };
const args = (...more: string[]): string[] => ["--snapshots", "{dir}/s/{account}.json", "--pack", "people", ...more];

const assuming = (account: string) => ({ assume_role: [{ role_arn: { constant_value: `arn:aws:iam::${account}:role/deploy` } }] });
const configured = (type: string, name: string, key: string) => ({ mode: "managed", type, name, provider_config_key: key, expressions: {} });
/** Resources called `there` are of the other account. */
const TWO_PROVIDERS = {
  configuration: {
    provider_config: { aws: { name: "aws", expressions: assuming(ACCOUNT) }, "aws.there": { name: "aws", expressions: assuming(OTHER) } },
    root_module: {
      resources: [
        configured("aws_iam_user_policy_attachment", "there", "aws.there"),
        configured("aws_iam_user_policy_attachment", "ann", "aws"),
        configured("aws_iam_user", "cat", "aws"),
      ],
    },
  },
};

/** Several accounts, and results judged elsewhere. */
export const ACCOUNTS: Scenario[] = [
  {
    name: "snapshots of several accounts are one gate",
    files: FILES,
    args: args(),
    code: 1,
    summary: "BLOCKED: 1 finding (1 high)",
    says: [`Accounts ${ACCOUNT}, ${OTHER}`],
  },
  {
    name: "what looks like a snapshot and does not fit the pattern is listed",
    files: { ...FILES, "s/11112222333.json": THERE, [`s/${ACCOUNT}.json.gz`]: "x", "s/notes.txt": "x" },
    args: args(),
    code: 1,
    summary: "BLOCKED: 1 finding (1 high)",
    says: [`Not read: 2 entries of the folders given: {dir}/s/11112222333.json (snapshots), {dir}/s/${ACCOUNT}.json.gz (snapshots)`],
    never: ["notes.txt"],
  },
  {
    name: "--snapshot may be repeated",
    files: FILES,
    args: ["--snapshot", `{dir}/s/${ACCOUNT}.json`, "--snapshot", `{dir}/s/${OTHER}.json`, "--pack", "people"],
    code: 1,
    summary: "BLOCKED: 1 finding (1 high)",
  },
  {
    name: "a gap of one account is its own",
    files: { [`s/${ACCOUNT}.json`]: HERE, [`s/${OTHER}.json`]: HALF },
    args: args(),
    code: 3,
    summary: "INCOMPLETE: 1 result unknown (--allow-unknown accepts it)",
  },
  {
    name: "bindings tell accounts apart",
    files: FILES,
    config: `bindings: [{ pack: "*", accounts: ["${OTHER}"], enforcement: advisory }, { pack: "*", enforcement: mandatory }]\n`,
    args: args(),
    code: 0,
    summary: "PASSED: no finding blocks",
  },
  ...[args(), ["--snapshot", `{dir}/s/${ACCOUNT}.json`, "--pack", "people"]].map(
    (given, at): Scenario => ({
      name: `an account that a binding names and no file covers makes the gate incomplete (${at})`,
      files: { [`s/${ACCOUNT}.json`]: HERE },
      config: `bindings: [{ pack: "*", accounts: ["${OTHER}", "${ACCOUNT}"], enforcement: mandatory }, { pack: "*", enforcement: mandatory }]\n`,
      args: given,
      code: 3,
      summary: `INCOMPLETE: 1 account that bindings of reeve.yaml name was not judged, because no file given covers it: ${OTHER}`,
      says: ["give the snapshots of those accounts too"],
    }),
  ),
  {
    name: "a change to one account needs no snapshot of the others",
    files: { "s.json": HERE, "p.json": plan([]) },
    config: `bindings: [{ pack: "*", accounts: ["${OTHER}", "${ACCOUNT}"], enforcement: mandatory }]\n`,
    args: ["--snapshot", "{dir}/s.json", "--plan", "{dir}/p.json", "--pack", "people"],
    code: 0,
    summary: "PASSED: the change makes nothing worse",
  },
  {
    name: "a plan is for the account that it names",
    files: { ...FILES, "p.json": plan([attachment("ann", READ)]) },
    args: args("--plan", `${ACCOUNT}={dir}/p.json`),
    code: 1,
    summary: "BLOCKED: the change introduces 1 finding (1 low)",
    says: ["1 finding unchanged"],
  },
  {
    name: "a plan that tells its account need not be told",
    files: {
      ...FILES,
      "p.json": plan([{ address: "aws_iam_user.x", actions: ["delete"], before: { name: "ann", path: "/", arn: arn("user", "ann"), id: "ann" } }]),
    },
    args: args("--plan", "{dir}/p.json"),
    code: 0,
    summary: "PASSED: the change makes nothing worse",
  },
  {
    name: "a plan that tells no account must be told it, with several snapshots",
    files: { ...FILES, "p.json": plan([newUser("cat")]) },
    args: args("--plan", "{dir}/p.json"),
    code: 2,
    summary: "--plan {dir}/p.json: there are several snapshots, and the plan does not name its account. Name it: --plan 111122223333={dir}/p.json",
  },
  {
    name: "a plan for an account whose snapshot is missing is refused",
    files: { ...FILES, "p.json": plan([newUser("cat")]) },
    args: args("--plan", "777788889999={dir}/p.json"),
    code: 2,
    summary: "{dir}/p.json (provider aws) is a plan for account 777788889999, and no snapshot of it was given: give that account's snapshot.",
  },
  {
    name: "one of two plans for an account whose snapshot is missing is a problem",
    files: { ...FILES, "p.json": plan([newUser("cat")]), "q.json": plan([newUser("dog")]) },
    args: args("--plan", "777788889999={dir}/p.json", "--plan", `${ACCOUNT}={dir}/q.json`),
    code: 3,
    summary: "INCOMPLETE: 1 part of the planned changes could not be judged",
    says: ["777788889999"],
  },
  {
    name: "a plan for two accounts is judged in both, as its providers say",
    files: {
      ...FILES,
      "p.json": plan(
        [attachment("ann", READ), { ...attachment("bob", "arn:aws:iam::aws:policy/SecurityAudit"), address: "aws_iam_user_policy_attachment.there" }],
        TWO_PROVIDERS,
      ),
    },
    args: args("--plan", "{dir}/p.json"),
    code: 1,
    summary: "BLOCKED: the change introduces 2 findings (2 low)",
    says: [`Accounts ${ACCOUNT}, ${OTHER}`, "ann holds policies directly", "bob holds policies directly"],
  },
  {
    name: "a plan for two accounts with the snapshot of one is judged in that one, and the other is a problem",
    files: { "s.json": HERE, "p.json": plan([newUser("cat"), { ...attachment("bob", READ), address: "aws_iam_user_policy_attachment.there" }], TWO_PROVIDERS) },
    args: ["--snapshot", "{dir}/s.json", "--plan", "{dir}/p.json", "--pack", "people", "--allow-unknown"],
    code: 3,
    summary: "INCOMPLETE: 1 part of the planned changes could not be judged",
    says: [OTHER, "aws.there"],
  },
  {
    name: "two snapshots of one account are a mistake",
    files: { "a.json": HERE, "b.json": HERE },
    args: ["--snapshot", "{dir}/a.json", "--snapshot", "{dir}/b.json"],
    code: 2,
    summary: "two snapshots are of account 111122223333: give one.",
  },
  {
    name: "a snapshot under another account's name is a mistake",
    files: { [`s/${OTHER}.json`]: HERE },
    args: args(),
    code: 2,
    summary: "the snapshot {dir}/s/444455556666.json is of account 111122223333, and not of 444455556666.",
  },
  {
    name: "a pattern that fits no file is a mistake",
    files: { "s/readme.txt": "x" },
    args: args(),
    code: 2,
    summary: "--snapshots {dir}/s/{account}.json: no file of {dir}/s fits: nothing would be judged.",
  },
  {
    name: "a pattern without {account} is a mistake",
    files: FILES,
    args: ["--snapshots", "{dir}/s/*.json"],
    code: 2,
    summary: "--snapshots {dir}/s/*.json: write {account} once where the account's id stands, such as 'snapshots/{account}.json.gz'",
  },
];

/** Flags that contradict each other, and files that are not what they should be. */
export const INPUTS: Scenario[] = [
  {
    name: "nothing to judge is a mistake",
    files: {},
    args: [],
    code: 2,
    summary: "nothing to judge: name --snapshot, --snapshots, --results, --events or --plan. reeve gate --help shows how.",
  },
  {
    name: "a snapshot that is not there is bad input",
    files: {},
    args: ["--snapshot", "{dir}/none.json"],
    code: 2,
    summary: "The snapshot {dir}/none.json cannot be read: no such file or folder. Check the path.",
  },
  {
    name: "a snapshot that is none is bad input",
    files: { "s.json": { hello: 1 } },
    args: ["--snapshot", "{dir}/s.json"],
    code: 2,
    summary: "{dir}/s.json is not a snapshot made by Reeve.",
  },
  {
    name: "results that are none are bad input",
    files: { "r.json": { results: [] } },
    args: ["--results", "{dir}/r.json"],
    code: 2,
    summary: "--results {dir}/r.json: these are no results as reeve check --format json writes them.",
  },
  {
    name: "a plan and other rules are compared with different things",
    files: { "s.json": HERE, "p.json": plan([]) },
    args: ["--snapshot", "{dir}/s.json", "--plan", "{dir}/p.json", "--rules-base", "HEAD"],
    code: 2,
    summary: "--plan and --rules-base compare with different states, the account before and the rules before: run reeve gate once for each.",
  },
  {
    name: "a choice of rules does nothing to results",
    files: { "r.json": {} },
    args: ["--results", "{dir}/r.json", "--rule", "user-mfa"],
    code: 2,
    summary: "--results are judged already: --rule does nothing with them.",
  },
  {
    name: "a snapshot does nothing to results",
    files: { "r.json": {} },
    args: ["--results", "{dir}/r.json", "--snapshot", "{dir}/s.json"],
    code: 2,
    summary: "--results are judged already: --snapshot does nothing with them. Give the snapshot instead of its results.",
  },
  {
    name: "a maximum age that is no duration is a mistake",
    files: { "s.json": HERE },
    args: ["--snapshot", "{dir}/s.json", "--max-age", "yesterday"],
    code: 2,
    summary: "--max-age yesterday: write it in minutes, hours or days, such as 24h",
  },
  {
    name: "a profile does nothing with files",
    files: { "s.json": HERE },
    args: ["--snapshot", "{dir}/s.json", "--profile", "audit"],
    code: 2,
    summary: "--profile does nothing here: AWS is only called for --snapshots s3://…",
  },
  {
    name: "an account id of eleven digits is a mistake",
    files: { "s.json": HERE, "p.json": plan([]) },
    args: ["--snapshot", "{dir}/s.json", "--plan", "11112222333={dir}/p.json"],
    code: 2,
    summary: "--plan 11112222333={dir}/p.json: an account id has 12 digits, such as 123456789012=plan.json",
  },
  {
    name: "an invalid rule stops the gate",
    files: { "s.json": HERE, "rules/people/user-mfa.yaml": "id: user-mfa\n" },
    args: ["--snapshot", "{dir}/s.json"],
    code: 2,
    summary: "{dir}/rules/people/user-mfa.yaml:1:1 error RV010",
  },
];
