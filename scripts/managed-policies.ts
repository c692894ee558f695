/**
 * Makes engine/remediate/permissions/managed-policies.ts: which of the actions that Reeve needs some AWS managed policies allow. Source: the table of their
 * content in document/managed-policies/. `npm run generate` runs it; with --check it fails when what is committed differs.
 */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { readOwnTable } from "../collectors/files/index.ts";
import { SOURCES } from "../collectors/sources.ts";
import type { ManagedPolicyTable } from "../document/index.ts";

/** Paths and names. */
const NAMES = [
  "/SecurityAudit",
  "/ReadOnlyAccess",
  "/job-function/ViewOnlyAccess",
  "/IAMReadOnlyAccess",
  "/AWSCloudTrail_ReadOnlyAccess",
  "/IAMAccessAnalyzerReadOnlyAccess",
  "/AWSAccountManagementReadOnlyAccess",
  "/AWSOrganizationsReadOnlyAccess",
];
const FILE = new URL("../engine/remediate/permissions/managed-policies.ts", import.meta.url);

interface Statement {
  Effect: string;
  Action?: string | string[];
  Condition?: unknown;
  Resource?: string | string[];
}
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

const { source, policies } = readOwnTable("document/managed-policies/table.json.br") as ManagedPolicyTable;
const actions = [...new Set(SOURCES.flatMap((each) => each.permissions))].sort();
const entries = NAMES.map((key) => {
  const row = policies[key];
  if (!row) throw new Error(`${key}: the table holds no such policy`);
  const [version, , updatedAt, document] = row;
  const { Statement: statements } = document as { Statement: Statement[] };
  const at = key.lastIndexOf("/") + 1;
  const allowed = actions.filter((action) => allows(statements, action));
  return `  {
    name: ${JSON.stringify(key.slice(at))},
    path: ${JSON.stringify(key.slice(0, at))},
    version: ${JSON.stringify(version)},
    updated: ${JSON.stringify(updatedAt.slice(0, 10))},
    allows: [${allowed.map((action) => `\n      ${JSON.stringify(action)},`).join("")}${allowed.length > 0 ? "\n    " : ""}],
  },`;
});
const unformatted = `// Made by scripts/managed-policies.ts from ${source}. Do not edit: run \`npm run generate\`.

/** An AWS managed policy and which of the actions that Reeve needs it allows. */
export interface ManagedPolicy {
  name: string;
  /** Path of the policy's ARN, / at the least. */
  path: string;
  version: string;
  /** Day on which AWS last changed it, as far as the source knows. */
  updated: string;
  allows: readonly string[];
}

/** Where the facts come from. */
export const MANAGED_POLICIES_SOURCE = "${source}";

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
