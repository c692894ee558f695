import { FIELDS, type SchemaError } from "../../../schemas/index.ts";
import { parseDuration } from "../condition/duration.ts";
import type { Range } from "../diagnostic.ts";
import { booleanAdvice, booleanMeant } from "./boolean-form.ts";
import { correction, didYouMean, nearest } from "./nearest.ts";
import { callsMeant } from "./remediation-call.ts";
import type { Report } from "./report.ts";
import { type MapEntry, nodeAt, type SourceNode, typeWord } from "./source.ts";

/** Where a schema error points: the node, the entry that holds it, and the nearest node there is above it. */
interface Place {
  node: SourceNode | null;
  entry: MapEntry | null;
  above: SourceNode;
}

/** Faults of shape that are told of one file: nobody reads on, and each one's place has to be found. */
const MAX_FAULTS = 500;

/** Turns a schema's errors to diagnostics, one for each fault, with the place in the file, the nearest names and the values expected. */
export function reportShape(root: SourceNode, errors: SchemaError[], file: keyof typeof FIELDS, report: Report, skip: (error: SchemaError) => boolean): void {
  const reportedKeys = new Set<string>();
  for (const error of errors) {
    if (skip(error)) continue;
    const place = find(root, error.path);
    if (!place) continue;
    const key =
      error.keyword === "required" || error.keyword === "additionalProperties" ? JSON.stringify([error.path, error.params]) : JSON.stringify(error.path);
    const isNameOfKey = error.keyword === "propertyNames" || (error.keyword === "pattern" && place.node?.kind === "map");
    if (isNameOfKey || reportedKeys.has(key)) continue;
    if (reportedKeys.size >= MAX_FAULTS) break;
    reportedKeys.add(key);
    one(error, place, file, report);
  }
  for (const error of errors) if (error.keyword === "propertyNames" && !skip(error)) badName(root, error, report);
}

function one(error: SchemaError, place: Place, file: keyof typeof FIELDS, report: Report): void {
  const { node, entry, above } = place;
  const at = node?.at ?? entry?.keyAt ?? above.at;
  const name = error.path.length === 0 ? "The file" : `\`${written(error.path)}\``;
  switch (error.keyword) {
    case "required": {
      const missing = String(error.params.missingProperty);
      report.error("RV010", entry?.keyAt ?? startOf(at), `${name} lacks \`${missing}\`.`);
      return;
    }
    case "additionalProperties":
      unknownField(error, place, file, report);
      return;
    case "type":
      wrongType(error, place, name, file, report);
      return;
    case "enum": {
      const values = [error.params.allowedValues].flat().map(String);
      const alias = node?.kind === "scalar" && values.includes("array") ? PARAM_TYPES[String(node.value).toLowerCase()] : undefined;
      const close = alias !== undefined ? [alias] : node?.kind === "scalar" ? nearest(String(node.value), values) : [];
      report.error(
        "RV012",
        at,
        `${name} is one of ${values.join(", ")}.${didYouMean(close)}`,
        alias ?? (node?.kind === "scalar" ? correction(String(node.value), values) : undefined),
      );
      return;
    }
    case "pattern":
      badPattern(error, at, name, node, report);
      return;
    case "minLength":
    case "minItems":
    case "minProperties":
      report.error("RV020", at, `${name} is empty.`);
      return;
    default:
      report.error("RV012", at, `${name} ${error.message}.`);
  }
}

/** What other languages call the types of parameters. */
const PARAM_TYPES: Readonly<Record<string, string | undefined>> = {
  list: "array",
  text: "string",
  str: "string",
  int: "integer",
  bool: "boolean",
  float: "number",
  days: "duration",
};

function unknownField(error: SchemaError, place: Place, file: keyof typeof FIELDS, report: Report): void {
  const field = String(error.params.additionalProperty);
  const owner = place.node ?? place.above;
  const entry = owner.kind === "map" ? owner.entries.find(({ key }) => key === field) : undefined;
  const fields = FIELDS[file][error.path.map((step) => (/^\d+$/.test(step) ? "*" : step)).join("/")] ?? FIELDS[file][starred(error.path, file)] ?? [];
  const known = file === "rule" && error.path.length === 0 ? partsOfKind(owner, fields) : fields;
  const close = nearest(field, known);
  const isSplit = entry?.value.kind === "scalar" && entry.value.empty && owner.text.startsWith("{");
  const isOfRecords = file === "rule" && error.path.length === 0 && RECORDS.includes(field);
  const hint = isOfRecords ? ONE_RECORD : isSplit ? " A comma ends a value in { … }: quote text that holds one." : didYouMean(close, known);
  report.error("RV011", entry?.keyAt ?? owner.at, `\`${field}\` is not a field here.${hint}`, isSplit || isOfRecords ? undefined : correction(field, known));
}

/** What other languages call the records that a rule is about. */
const RECORDS: readonly string[] = ["events", "event", "records", "sequence", "correlate", "correlation"];
const ONE_RECORD = " An event rule judges one record at a time: write what the record holds under `match`, as in match: { event.eventName: DeleteTrail }.";

/** The fields of a rule without those of the other sort of rule: they turn its meaning round. */
function partsOfKind(root: SourceNode, fields: readonly string[]): string[] {
  const kind = nodeAt(root, "resource");
  const others = kind?.kind === "scalar" && kind.value === "event" ? ["require", "applies", "manual"] : ["match", "unless"];
  return fields.filter((field) => !others.includes(field));
}

/** The place's pattern where a map's free keys stand for `*`. */
function starred(path: string[], file: keyof typeof FIELDS): string {
  const patterns = Object.keys(FIELDS[file]).map((pattern) => pattern.split("/"));
  const match = patterns.find((pattern) => pattern.length === path.length && pattern.every((step, index) => step === "*" || step === path[index]));
  return match?.join("/") ?? "";
}

function wrongType(error: SchemaError, place: Place, name: string, file: keyof typeof FIELDS, report: Report): void {
  const { node, entry } = place;
  const at = node?.at ?? place.above.at;
  const wanted = [error.params.type].flat().map((type) => TYPE_WORDS[String(type)] ?? String(type));
  if (node?.kind === "scalar" && node.empty) {
    report.error("RV020", entry?.keyAt ?? at, `${name} has no value.`);
    return;
  }
  if (node?.kind === "scalar" && wanted.includes("text")) {
    const code = typeof node.value === "number" ? "RV007" : "RV012";
    const suggestion = JSON.stringify(node.text);
    report.error(code, at, `${name} is text, and YAML reads ${node.text} as ${typeWord(node)}. Quote it: ${suggestion}.`, { certain: suggestion });
    return;
  }
  const value = node?.kind === "scalar" && wanted.includes(TYPE_WORDS.boolean ?? "") ? node.value : null;
  const meant = booleanMeant(value) ?? (node?.kind === "scalar" && wanted.includes("a list") ? `[${node.text}]` : null);
  const hint = booleanMeant(value) === null ? paramHint(error.path, node, file) + offHint(error.path, node, file) : ` Write ${booleanAdvice(value)}.`;
  const says = `${name} must be ${wanted.join(" or ")}, not ${node ? typeWord(node) : "this"}.${hint}`;
  report.error("RV012", at, says, meant === null ? undefined : { certain: meant });
}

/** What to write for a rule that is switched off by its id only. */
function offHint([head, index, ...deeper]: readonly string[], node: SourceNode | null, file: keyof typeof FIELDS): string {
  if (file !== "config" || head !== "off" || deeper.length > 0 || !node) return "";
  const id = node.kind === "scalar" ? node.text : node.kind === "map" ? (node.entries[0]?.key ?? "rule-id") : "rule-id";
  return ` Write the rule and the reason: ${index === undefined ? `off: [{ rule: ${id}, reason: … }]` : `{ rule: ${id}, reason: … }`}.`;
}

/** What to write for a parameter of which only the value stands: its declaration in a rule, and in reeve.yaml its name below the rule. */
function paramHint(path: readonly string[], node: SourceNode | null, file: keyof typeof FIELDS): string {
  const [head, owner = "", ...deeper] = path;
  if (head !== "params" || deeper.length > 0 || !node || node.kind === "map") return "";
  if (owner === "") return file === "config" ? " Write the rule, and below it its parameter: { rule-id: { name: … } }." : "";
  const value = node.text.includes("\n") ? "…" : node.text;
  if (file === "config") {
    const dot = owner.indexOf(".");
    return dot < 0 ? ` Write the parameter's name: ${owner}: { name: ${value} }.` : ` Write ${owner.slice(0, dot)}: { ${owner.slice(dot + 1)}: ${value} }.`;
  }
  const type = file !== "rule" ? null : node.kind === "list" ? "array, items: { type: string }" : valueType(node);
  return type === null ? "" : ` Declare it: { type: ${type}, default: ${value}, description: … }.`;
}

function valueType(node: SourceNode): string | null {
  if (node.kind !== "scalar" || node.value === null) return null;
  if (typeof node.value === "string") return parseDuration(node.value) === null ? "string" : "duration";
  return typeof node.value === "number" ? (Number.isInteger(node.value) ? "integer" : "number") : "boolean";
}

const TYPE_WORDS: Record<string, string> = {
  string: "text",
  array: "a list",
  object: "a map",
  boolean: "true or false",
  number: "a number",
  integer: "a whole number",
};

function badPattern(error: SchemaError, at: Range, name: string, node: SourceNode | null, report: Report): void {
  const pattern = String(error.params.pattern);
  const hint = PATTERN_WORDS[pattern] ?? `must match ${pattern}`;
  const value = node?.kind === "scalar" ? String(node.value) : "";
  const kebab = value
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+|-+$/g, "");
  const suggestion =
    pattern.startsWith("^[a-z][a-z0-9]*(-") && kebab !== ""
      ? kebab
      : pattern === "^https://" && value.startsWith("http:")
        ? value.replace(/^http:/, "https:")
        : undefined;
  if (pattern === CALL) {
    const calls = callsMeant(value);
    report.error("RV012", at, `${name} ${hint}.${didYouMean(calls)}`, correction(value, calls) ?? calls[0]);
    return;
  }
  report.error("RV012", at, `${name} ${hint}.`, suggestion);
}

/** The pattern of an API call in the schema of rules. */
const CALL = "^[a-z0-9-]+:[A-Z][A-Za-z0-9]*$";

/** What each pattern of the schemas of written files says, after the value's name. */
export const PATTERN_WORDS: Readonly<Record<string, string | undefined>> = {
  "^[a-z][a-z0-9]*(-[a-z0-9]+)*$": "is written in kebab-case: lower-case words with hyphens between",
  "^https://": "must begin with https://",
  [CALL]: "is written service:Operation, such as iam:DeleteAccessKey",
  "^[a-z][A-Za-z0-9]*$": "is written in camelCase",
  "^[a-z0-9][a-z0-9.-]*$": "is a framework's name in lower case, such as cis-aws-5.0",
  "^(full|part)$": "is full, part, or { answers: …, when: … }",
  "^\\d{4}-\\d{2}-\\d{2}$": "is a day, YYYY-MM-DD",
  "^[1-9]\\d*[mhd]$": "is a number of minutes, hours or days, such as 24h",
  "^(\\*|-|[a-z][a-z0-9]*(-[a-z0-9]+)*)$": "is the id of a pack, - for rules of no pack, or * for all",
  "^(\\d{12}|(?!(\\D*\\d){13})[\\d*?]*[*?][\\d*?]*)$": "is an account id of twelve digits, or a glob of such ids",
  "^(o-|[*?])": "is a glob of a whole path, which begins with the organization: o-example/r-ab12/ou-ab12-prod/*, or */ou-ab12-prod/*",
  "^[a-z0-9][a-z0-9.-]*:.+$": "is a framework and an item of it, such as cis-aws-7.0:2.18",
  "^v1:[0-9a-f]{64}$": "is the fingerprint of a finding, as results have it",
  "^[0-9a-f]{16}$": "is the hash of a rule, 16 hexadecimal digits",
};

function badName(root: SourceNode, error: SchemaError, report: Report): void {
  const place = find(root, error.path);
  const name = String(error.params.propertyName);
  const entry = place?.node?.kind === "map" ? place.node.entries.find(({ key }) => key === name) : undefined;
  if (!entry) return;
  const hint = error.path[0] === "controls" || error.path[0] === "informs" ? PATTERN_WORDS["^[a-z0-9][a-z0-9.-]*$"] : PATTERN_WORDS["^[a-z][A-Za-z0-9]*$"];
  report.error("RV012", entry.keyAt, `\`${name}\` ${hint}.`);
}

/** A place as people write it: `references[0]`. */
const written = (path: string[]): string => path.reduce((text, step) => (/^\d+$/.test(step) ? `${text}[${step}]` : text === "" ? step : `${text}.${step}`), "");

const startOf = (at: Range): Range => ({ ...at, endLine: at.line, endColumn: at.column });

/** Follows a path of keys and indexes; undefined where it meets a broken node, which has been reported. */
function find(root: SourceNode, path: string[]): Place | undefined {
  let above = root;
  let entry: MapEntry | null = null;
  let node: SourceNode | null = root;
  for (const step of path) {
    if (!node || node.kind === "broken") return undefined;
    above = node;
    entry = node.kind === "map" ? (node.entries.find(({ key }) => key === step) ?? null) : null;
    node = entry?.value ?? (node.kind === "list" ? (node.items[Number(step)] ?? null) : null);
  }
  return node?.kind === "broken" ? undefined : { node, entry, above };
}
