import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DOCS_MARK } from "../../reporters/index.ts";
import { ROOT, SNAPSHOT } from "./reeve.ts";

/** A command that writes a file, in a folder of its own. */
export interface OutputWriter {
  name: string;
  /** What must be there: texts by path, within the folder. */
  files?: Record<string, string>;
  /** Commands that come before, such as the check whose findings are waived. */
  before?: string[][];
  /** The file that it writes. */
  path: string;
  args: string[];
  /** Exit code where all is well; of MAKERS, where something has the name. */
  code: number;
  /** What stands in the file afterwards, and not before. */
  wrote: RegExp;
}

const RULE = "user-console-mfa";
const NOW = ["--now", "2026-11-16"];
const CHECK = ["check", "--snapshot", SNAPSHOT, "--rule", RULE, ...NOW];
const SAID = ["--kind", "accepted-risk", "--reason", "Known", "--owner", "dana", "--expires", "30d"];
const CONFIG = { "reeve.yaml": "packs: [iam-baseline]\n" };
const UNTIDY = `{ id: a-rule, title: A title, severity: hgh, resource: user, rationale: Why, require: { user.mfaActive: true }, message: "{{user.name}}" }\n`;
const shipped = (file: string): string => readFileSync(join(ROOT, "rules/iam-baseline", file), "utf8");
const GONE = {
  fingerprint: `v1:${"0".repeat(64)}`,
  rule: RULE,
  account: "444455556666",
  resource: "arn:aws:iam::444455556666:user/gone",
  severity: "high",
  since: "2026-01-01",
};
const BASELINE = JSON.stringify({ schema: "reeve/baseline@1", entries: [GONE] });
const SAMPLE = `id: sample
title: Console users sign in with MFA
severity: medium
resource: user
rationale: A password without MFA can be phished
applies:
  user.passwordEnabled: true
require:
  user.mfaActive: true
message: "{{user.name}} has no MFA"
`;
const CASES = `cases:
  - name: with and without
    given:
      users:
        - { name: ana, passwordEnabled: true, mfaActive: true }
        - { name: ben, passwordEnabled: true, mfaActive: false }
        - { name: cai, passwordEnabled: true, mfaActive: { $unknown: AccessDenied } }
    expect: { pass: [ana], fail: [ben], unknown: [cai] }
`;

/** Commands that write what they made to a file that the user names. */
export const OUTPUTS: OutputWriter[] = [
  { name: "check --format json=", path: "out.json", args: [...CHECK, "--format", "json=out.json"], code: 1, wrote: /^\{"schema":"reeve\/results@1"/ },
  {
    name: "gate --format json=",
    path: "out.json",
    args: ["gate", "--snapshot", SNAPSHOT, "--plan", join(ROOT, "samples/plan.json"), ...NOW, "--format", "json=out.json"],
    code: 1,
    wrote: /^\{"schema":"reeve\/results@1"/,
  },
  { name: "demo --format csv=", path: "out.csv", args: ["demo", "--format", "csv=out.csv"], code: 0, wrote: /^[a-z_]+,[a-z_]+,/i },
  { name: "collect --out", path: "account.json", args: ["collect", "--out", "account.json"], code: 0, wrote: /"schema":"reeve\/document@1"/ },
];

/** Commands that read a file and write it again. */
export const REWRITES: OutputWriter[] = [
  {
    name: "baseline write --force",
    files: { ...CONFIG, "baseline.json": BASELINE },
    path: "baseline.json",
    args: ["baseline", "write", "--force", "--snapshot", SNAPSHOT, ...NOW],
    code: 0,
    wrote: /"rule":"access-analyzer/,
  },
  {
    name: "baseline update",
    files: { ...CONFIG, "baseline.json": BASELINE },
    path: "baseline.json",
    args: ["baseline", "update", "--snapshot", SNAPSHOT, ...NOW],
    // There are findings that the baseline does not hold.
    code: 1,
    wrote: /"entries":\[\n\]/,
  },
  {
    name: "waivers add",
    files: { ...CONFIG, [`waivers/${RULE}.yaml`]: "waivers: []\n" },
    before: [CHECK],
    path: `waivers/${RULE}.yaml`,
    args: ["waivers", "add", "1", ...SAID, ...NOW],
    code: 0,
    wrote: /owner: dana/,
  },
  { name: "rules fmt", files: { "a-rule.yaml": UNTIDY }, path: "a-rule.yaml", args: ["rules", "fmt", "a-rule.yaml"], code: 0, wrote: /^id: a-rule\n/ },
  {
    name: "rules validate --fix",
    files: { "a-rule.yaml": UNTIDY },
    path: "a-rule.yaml",
    args: ["rules", "validate", "--fix", "a-rule.yaml"],
    code: 0,
    wrote: /severity: high/,
  },
  {
    name: "rules fixture --write",
    files: { [`own/${RULE}.yaml`]: shipped(`${RULE}.yaml`), [`own/${RULE}.test.yaml`]: shipped(`${RULE}.test.yaml`) },
    path: `own/${RULE}.test.yaml`,
    args: ["rules", "fixture", "--from", SNAPSHOT, "--resource", "dmitri.volkov", "--rule", RULE, "--rules", "own", "--write"],
    code: 0,
    wrote: /name: .*user-1 is a finding/,
  },
  {
    name: "rules test --mutate --write",
    files: { "sample.yaml": SAMPLE, "sample.test.yaml": CASES },
    path: "sample.test.yaml",
    args: ["rules", "test", "--mutate", "--write", "."],
    code: 0,
    wrote: /is not judged where/,
  },
  {
    name: "rules docs --out",
    files: { [`pages/rules/${RULE}.md`]: `${DOCS_MARK}\nof an earlier run\n` },
    path: `pages/rules/${RULE}.md`,
    args: ["rules", "docs", "--rule", RULE, "--out", "pages"],
    code: 0,
    wrote: /user-console-mfa/,
  },
];

/** Commands that make a file where nothing has its name, and leave alone what does. */
export const MAKERS: OutputWriter[] = [
  {
    name: "rules new",
    path: "rules/new-rule.yaml",
    args: [
      "rules",
      "new",
      "new-rule",
      "--resource",
      "user",
      "--require",
      "user.mfaActive: true",
      "--severity",
      "high",
      "--title",
      "Users have MFA",
      "--rationale",
      "Why",
    ],
    code: 2,
    wrote: /^id: new-rule$/m,
  },
  { name: "init", path: "reeve.yaml", args: ["init"], code: 0, wrote: /packs:/ },
  {
    name: "baseline write",
    files: CONFIG,
    path: "baseline.json",
    args: ["baseline", "write", "--snapshot", SNAPSHOT, ...NOW],
    code: 2,
    wrote: /"rule":"access-analyzer/,
  },
];
