import { hash } from "node:crypto";
import { withoutEnding } from "../../../document/text/index.ts";
import { type ResourceKind, type SchemaError, TABLE, validateRule } from "../../../schemas/index.ts";
import type { Range } from "../diagnostic.ts";
import { type CheckedRule, type RulePlaces, SEVERITIES, type Severity } from "../rule.ts";
import { checkAbsence } from "./absence.ts";
import { readBody } from "./body.ts";
import { readCondition } from "./conditions.ts";
import { readControls } from "./controls.ts";
import { readLets } from "./lets.ts";
import { readTest } from "./matchers.ts";
import { nearest } from "./nearest.ts";
import { nameOddCharacters } from "./odd-report.ts";
import { readParams, withUses } from "./params.ts";
import { resolvePath } from "./paths.ts";
import { readRemediation } from "./remediation.ts";
import { hasErrors, newReport, type Report, unreadFile } from "./report.ts";
import type { CheckScope } from "./scope.ts";
import { reportShape } from "./shape.ts";
import { readWhole } from "./size.ts";
import { itemsOf, type MapEntry, type MapNode, nodeAt, type SourceFile, type SourceNode, toData } from "./source.ts";
import { strayInFields } from "./stray-template.ts";
import { readEvidence, readTemplate } from "./templates.ts";
import { indented, type Unindented, unindented } from "./unindented.ts";
import { parseYaml } from "./yaml.ts";

/** An id that a file claims, present or former, and where. */
export interface Claim {
  id: string;
  at: Range;
}

export interface LoadedFile {
  rule: CheckedRule | null;
  report: Report;
  claims: Claim[];
}

const LIMITS = { length: 200_000, depth: 40, nodes: 20_000 };

/** Parts that this checker reads node by node: the schema's errors in them would only repeat its own. */
const OWN_PARTS = ["applies", "require", "match", "unless", "let"];

/** Parts of which the schema asks only that they are maps with something in them. */
const CONDITIONS = ["applies", "require", "match", "unless"];

/** What the schema checks. Conditions, which are most of a rule, are not made to data for that. */
function dataForSchema(root: MapNode): unknown {
  const entries = root.entries.map((entry) => {
    const { key, value } = entry;
    return CONDITIONS.includes(key) && value.kind === "map" ? { ...entry, value: { ...value, entries: value.entries.slice(0, 1).map(withoutValue) } } : entry;
  });
  return toData({ ...root, entries });
}

const withoutValue = (entry: MapEntry): MapEntry => ({ ...entry, value: { kind: "broken", at: entry.keyAt, text: "" } });

/** Reads one rule file. The rule is null when anything in it is wrong. */
export function readRuleFile(source: SourceFile): LoadedFile {
  const loaded = read(source);
  nameOddCharacters(source.text, loaded.report);
  return loaded;
}

function read({ file, text, unread }: SourceFile): LoadedFile {
  const report = newReport(file);
  if (unread !== undefined) {
    report.diagnostics.push(...unreadFile(file, unread));
    return { rule: null, report, claims: [] };
  }
  const root = parseYaml(text, LIMITS, report);
  if (!root || root.kind === "broken") return { rule: null, report, claims: [] };
  if (root.kind !== "map") {
    report.error("RV012", root.at, root.kind === "scalar" && root.empty ? "The file is empty." : "A rule is a map: id: …, title: …, and so on.");
    return { rule: null, report, claims: [] };
  }
  const validated = validateRule(dataForSchema(root));
  if (!validated.ok) {
    const shifted = unindented(root);
    if (shifted) reportUnindented(shifted, text, report);
    const astray = shifted?.entries.map(({ key }) => key) ?? [];
    const skip = (error: SchemaError): boolean =>
      OWN_PARTS.includes(error.path[0] ?? "") ||
      (error.path[0] === "raise" && error.path[2] === "when") ||
      (error.path.length === 0 && error.keyword === "additionalProperties" && astray.includes(String(error.params.additionalProperty)));
    reportShape(root, validated.errors, "rule", report, skip);
    if (shifted) return { rule: null, report, claims: claimsOf(root) };
  }
  checkId(root, file, report);
  if (text.includes("{{")) strayInFields(root, report);
  const kind = nodeAt(root, "resource");
  const meant = kind?.kind === "scalar" ? kindMeant(kind.value) : null;
  const draft = meant && readParts(root, meant, report);
  const claims = claimsOf(root);
  if (!validated.ok || !draft || hasErrors(report)) return { rule: null, report, claims };
  const { value } = validated;
  const { body, message } = draft;
  if (!body || !message) return { rule: null, report, claims };
  const rule: Omit<CheckedRule, keyof CheckedRule & symbol> = {
    ...draft,
    body,
    message,
    id: value.id,
    formerly: value.formerly ?? [],
    title: value.title,
    severity: value.severity,
    resource: value.resource,
    rationale: value.rationale,
    references: value.references ?? [],
    places: placesOf(root),
    file,
    sha256: hash("sha256", text),
  };
  return { rule: rule as CheckedRule, report, claims };
}

function reportUnindented({ part, entries }: Unindented, text: string, report: Report): void {
  const [first] = entries;
  if (!first) return;
  const moved = indented(entries, text.split("\n"));
  const lines = entries.length === 1 ? "this line" : `these ${entries.length} keys`;
  report.error(
    "RV020",
    moved?.at ?? first.keyAt,
    `\`${part.key}:\` is empty, and the condition below it stands at the margin. Indent ${lines} by two spaces.`,
    moved?.text,
  );
}

function placesOf(root: MapNode): RulePlaces {
  const at = (field: string): Range => nodeAt(root, field)?.at ?? root.at;
  const params = nodeAt(root, "params");
  const names = params?.kind === "map" ? params.entries.map(({ key, keyAt }): [string, Range] => [key, keyAt]) : [];
  return { id: at("id"), rationale: at("rationale"), params: Object.fromEntries(names) };
}

const isKind = (value: unknown): value is ResourceKind => typeof value === "string" && Object.hasOwn(TABLE.kinds, value);

/** The kind of resource that a rule is on; where it is misspelt the nearest, so that the rest of the file is read all the same. */
function kindMeant(written: unknown): ResourceKind | null {
  const name = typeof written === "string" && !isKind(written) ? nearest(written, Object.keys(TABLE.kinds))[0] : written;
  return isKind(name) ? name : null;
}

/** A scope without params and lets: where every rule begins. */
export function newScope(kind: ResourceKind, report: Report): CheckScope {
  const read = { condition: readCondition, test: readTest, value: resolvePath };
  return {
    kind,
    params: new Map(),
    lets: new Map(),
    elements: [],
    listName: "",
    report,
    nullableUpTo: new Map(),
    spots: new Map(),
    uses: new Map(),
    patterns: new Map(),
    read,
  };
}

function readParts(root: MapNode, kind: ResourceKind, report: Report) {
  const params = readParams(nodeAt(root, "params"), report);
  const outer: CheckScope = { ...newScope(kind, report), params };
  const lets = readLets(nodeAt(root, "let"), outer);
  const scope: CheckScope = { ...outer, lets };
  const evidence = itemsOf(nodeAt(root, "evidence")).map((node) => readEvidence(node, scope));
  const body = readBody(root, scope);
  const raise = readRaise(root, scope);
  return {
    ...readControls(root, params, report),
    params: withUses(params, scope, nodeAt(root, "params"), report),
    lets: [...lets.values()].filter((bound) => bound !== null).map((bound) => bound.binding),
    body,
    raise,
    message: readTemplate(nodeAt(root, "message"), scope),
    evidence: evidence.filter((path) => path !== null),
    remediation: readRemediation(nodeAt(root, "remediation"), scope),
  };
}

const isSeverity = (value: unknown): value is Severity => SEVERITIES.some((severity) => severity === value);

function readRaise(root: MapNode, scope: CheckScope): CheckedRule["raise"] {
  const raises: CheckedRule["raise"] = [];
  const severity = nodeAt(root, "severity");
  const base = severity?.kind === "scalar" && isSeverity(severity.value) ? severity.value : null;
  for (const item of itemsOf(nodeAt(root, "raise"))) {
    const to = nodeAt(item, "to");
    const when = nodeAt(item, "when");
    const raised = to?.kind === "scalar" && isSeverity(to.value) ? to.value : null;
    if (to && base && raised && SEVERITIES.indexOf(raised) > SEVERITIES.indexOf(base)) {
      scope.report.error("RV016", to.at, `The rule's severity is ${base}: ${raised} would lower it.`);
    }
    const condition = when ? readWhole(when, scope) : null;
    if (!condition) continue;
    checkAbsence(condition, "raise", scope);
    if (raised) raises.push({ when: condition, to: raised });
  }
  return raises;
}

const KEBAB = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

function checkId(root: MapNode, file: string, report: Report): void {
  const id = nodeAt(root, "id");
  const name = withoutEnding(file.split(/[\\/]/).at(-1) ?? "");
  if (id?.kind !== "scalar" || typeof id.value !== "string" || id.value === name || !KEBAB.test(id.value)) return;
  report.error(
    "RV013",
    id.at,
    `The id is \`${id.value}\` and the file \`${name}.yaml\`: they must be the same. Change the id, or rename the file to ${id.value}.yaml.`,
    KEBAB.test(name) ? name : undefined,
  );
}

function claimsOf(root: MapNode): Claim[] {
  const nodes: (SourceNode | undefined)[] = [nodeAt(root, "id"), ...itemsOf(nodeAt(root, "formerly"))];
  return nodes.flatMap((node) => (node?.kind === "scalar" && typeof node.value === "string" ? [{ id: node.value, at: node.at }] : []));
}
