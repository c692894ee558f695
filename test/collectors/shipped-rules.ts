import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type CheckedRule, loadRules, SEVERITIES } from "../../engine/index.ts";
import type { ReeveDocument, ReeveResults, Result } from "../../schemas/index.ts";
import { evaluate } from "../judged.ts";

const FOLDER = fileURLToPath(new URL("../../rules/", import.meta.url));

/** All rules that ship. */
export function shippedRules(): CheckedRule[] {
  const names = readdirSync(FOLDER, { recursive: true, encoding: "utf8" }).filter((name) => /\.yaml$/.test(name) && !/(\.test|pack)\.yaml$/.test(name));
  const { rules, diagnostics } = loadRules(names.map((file) => ({ file, text: readFileSync(`${FOLDER}${file}`, "utf8") })));
  if (diagnostics.some((diagnostic) => JSON.stringify(diagnostic).includes('"error"'))) throw new Error(JSON.stringify(diagnostics.slice(0, 3)));
  return rules;
}

export function judgedBy(rules: CheckedRule[], document: ReeveDocument): ReeveResults {
  const outcome = evaluate(document, rules);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors));
  return outcome.results;
}

/** Breaks of the guarantee between the results of a document and those of one that knows less of the same account. */
export function decidedOtherwise(less: ReeveResults, full: ReeveResults): string[] {
  const faults: string[] = [];
  const later = new Map(less.results.map((result) => [nameOf(result), result]));
  const earlier = new Map(full.results.map((result) => [nameOf(result), result]));
  const kinds = new Map(less.results.filter((result) => isOfKind(result) && result.status === "unknown").map((result) => [result.rule, result]));
  for (const result of full.results) {
    const now = later.get(nameOf(result)) ?? kinds.get(result.rule);
    const name = `${result.rule} of ${result.resource.arn ?? result.resource.id ?? result.resource.kind}`;
    if (!now) faults.push(`${name}: missing, and its kind is not unknown`);
    else if (now.status !== "unknown" && now.status !== result.status) faults.push(`${name}: ${now.status} instead of ${result.status}`);
    else if ((!isOfKind(result) || result.status === "unknown") && rank(now) < rank(result)) faults.push(`${name}: its severity fell`);
  }
  for (const result of less.results) {
    if (result.status !== "unknown" && !earlier.has(nameOf(result))) faults.push(`${nameOf(result)}: decided only where less is known`);
  }
  return faults;
}

const nameOf = ({ rule, resource, occurrence }: Result): string => JSON.stringify([rule, occurrence ?? [resource.kind, keyOf(resource)]]);

/** What only the apply will name has no ARN yet, and keeps its id. */
const keyOf = ({ arn, id }: Result["resource"]): string | null => id ?? arn;

const isOfKind = ({ resource, occurrence }: Result): boolean => occurrence === undefined && resource.name === null;

const rank = ({ severity }: Result): number => SEVERITIES.length - SEVERITIES.indexOf(severity);
