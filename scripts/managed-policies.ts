/**
 * Makes engine/remediate/permissions/managed-policies.ts: which of the actions that Reeve needs some AWS managed policies allow.
 * Source: the policy documents bundled with moto (Apache-2.0), which its maintainers fetch from AWS. Run: npx tsx scripts/managed-policies.ts [--check]
 */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { SOURCES } from "../collectors/sources.ts";

const NAMES = [
  "SecurityAudit",
  "ReadOnlyAccess",
  "ViewOnlyAccess",
  "IAMReadOnlyAccess",
  "AWSCloudTrail_ReadOnlyAccess",
  "IAMAccessAnalyzerReadOnlyAccess",
  "AWSAccountManagementReadOnlyAccess",
  "AWSOrganizationsReadOnlyAccess",
];
const FILE = new URL("../engine/remediate/permissions/managed-policies.ts", import.meta.url);

interface Statement {
  Effect: string;
  Action?: string | string[];
  Condition?: unknown;
  Resource?: string | string[];
}
interface Bundled {
  name: string;
  version: string;
  updated: string;
  path: string;
  statements: Statement[];
}

const PYTHON = `
import json, sys, moto
from moto.iam.aws_managed_policies import aws_managed_policies_data
data = json.loads(aws_managed_policies_data)
print(json.dumps({"moto": moto.__version__, "policies": [{"name": n, "version": data[n]["DefaultVersionId"], "updated": data[n]["UpdateDate"], "path": data[n]["Path"],
  "statements": data[n]["Document"]["Statement"]} for n in sys.argv[1:] if n in data]}))
`;

const list = (value: string | string[] | undefined): string[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

function matches(pattern: string, action: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, "i").test(action);
}

/** Allowed on everything, without conditions, and nowhere denied. */
function allows(statements: readonly Statement[], action: string): boolean {
  const named = (statement: Statement): boolean => list(statement.Action).some((pattern) => matches(pattern, action));
  if (statements.some((statement) => statement.Effect === "Deny" && named(statement))) return false;
  return statements.some((statement) => statement.Effect === "Allow" && !statement.Condition && list(statement.Resource).includes("*") && named(statement));
}

const answer = spawnSync("python3", ["-c", PYTHON, ...NAMES], { encoding: "utf8", maxBuffer: 1e8 });
if (answer.status !== 0) throw new Error(`moto is needed: pip install moto\n${answer.stderr}`);
const { moto, policies } = JSON.parse(answer.stdout) as { moto: string; policies: Bundled[] };
const actions = [...new Set(SOURCES.flatMap((source) => source.permissions))].sort();
const entries = policies.map(({ name, version, updated, path, statements }) => {
  const allowed = actions.filter((action) => allows(statements, action));
  return `  {
    name: ${JSON.stringify(name)},
    path: ${JSON.stringify(path)},
    version: ${JSON.stringify(version)},
    updated: ${JSON.stringify(updated.slice(0, 10))},
    allows: [${allowed.map((action) => `\n      ${JSON.stringify(action)},`).join("")}${allowed.length > 0 ? "\n    " : ""}],
  },`;
});
const unformatted = `// Made by scripts/managed-policies.ts from the AWS managed policies bundled with moto ${moto}. Do not edit: run npx tsx scripts/managed-policies.ts.

/** An AWS managed policy and which of the actions that Reeve needs it allows. */
export interface ManagedPolicy {
  name: string;
  /** Path of the policy's ARN, / at the least. */
  path: string;
  version: string;
  /** Day on which AWS last changed it. */
  updated: string;
  allows: readonly string[];
}

/** Where the facts come from. */
export const MANAGED_POLICIES_SOURCE = "moto ${moto}";

export const MANAGED_POLICIES: readonly ManagedPolicy[] = [
${entries.join("\n")}
];
`;
const formatted = spawnSync("npx", ["biome", "format", "--stdin-file-path=managed-policies.ts"], { input: unformatted, encoding: "utf8" });
if (formatted.status !== 0) throw new Error(formatted.stderr);
const text = formatted.stdout;
if (process.argv.includes("--check")) {
  if (readFileSync(FILE, "utf8") !== text) {
    process.stderr.write("engine/remediate/permissions/managed-policies.ts is not what scripts/managed-policies.ts makes\n");
    process.exitCode = 1;
  }
} else writeFileSync(FILE, text);
