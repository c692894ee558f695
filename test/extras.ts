import { spawnSync } from "node:child_process";

const PROBES: Record<string, { command: string; args: string[]; get: string }> = {
  moto_server: { command: "moto_server", args: ["--help"], get: "pip install 'moto[server]==5.2.1'" },
  aws: { command: "aws", args: ["--version"], get: "pip install awscli" },
  python3: { command: "python3", args: ["--version"], get: "your system's package manager" },
  botocore: { command: "python3", args: ["-c", "import botocore, boto3"], get: "pip install boto3" },
  awscli: { command: "python3", args: ["-c", "import awscli.clidriver, botocore"], get: "pip install awscli" },
  hcl2: { command: "python3", args: ["-c", "import hcl2"], get: "pip install python-hcl2" },
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
