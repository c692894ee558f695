import type { Scalar } from "../condition/ast.ts";
import { durationMeant, parseDuration } from "../condition/duration.ts";
import { aroundNumbers } from "../condition/number-range.ts";
import type { CheckedRule, ParamSpec, ParamType, ParamValue } from "../rule.ts";
import { booleanAdvice, booleanMeant } from "./boolean-form.ts";
import { didYouMean, listed, nearest } from "./nearest.ts";
import { builtFault, formOfUses, meantByUses, patternOfUses, rangeOfUses } from "./param-uses.ts";
import type { Report } from "./report.ts";
import type { CheckScope } from "./scope.ts";
import { entryOf, itemsOf, type MapEntry, nodeAt, type SourceNode, toData } from "./source.ts";
import { hasPath, hasPathIn } from "./stray-template.ts";
import { asYaml } from "./text-form.ts";

const TYPES: readonly string[] = ["string", "integer", "number", "boolean", "duration", "array"];
const ITEMS: readonly string[] = ["string", "integer", "number"];

const isType = (value: unknown): value is ParamType => typeof value === "string" && TYPES.includes(value);
const isItems = (value: unknown): value is NonNullable<ParamSpec["items"]> => typeof value === "string" && ITEMS.includes(value);
const isScalar = (value: unknown): value is Scalar => value === null || ["string", "number", "boolean"].includes(typeof value);
const isNumeric = (spec: { type: ParamType; items: ParamSpec["items"] }): boolean =>
  ["integer", "number"].includes((spec.type === "array" ? spec.items : spec.type) ?? "");

/** Reads the params of a rule. A name maps to null when its definition was refused. */
export function readParams(node: SourceNode | undefined, report: Report): Map<string, ParamSpec | null> {
  const specs = new Map<string, ParamSpec | null>();
  if (node?.kind === "map") for (const entry of node.entries) specs.set(entry.key, readParam(entry, report));
  return specs;
}

/** Faults of mere shape are the schema's to tell: here null and silence. */
function readParam(entry: MapEntry, report: Report): ParamSpec | null {
  const { key: name, value: node } = entry;
  const data = (field: string): unknown => {
    const value = nodeAt(node, field);
    return value && value.kind !== "broken" ? toData(value) : undefined;
  };
  const type = data("type");
  if (node.kind !== "map" || !isType(type)) return null;
  const items = nodeAt(nodeAt(node, "items"), "type");
  const itemType = items ? toData(items) : null;
  const typeAt = nodeAt(node, "type")?.at ?? entry.keyAt;
  if (type === "array" && !items) return report.error("RV070", typeAt, `\`${name}\` is a list: say of what, as in items: { type: string }.`);
  if (type !== "array" && items) return report.error("RV070", items.at, `\`items\` belongs to type array, and \`${name}\` is ${type}.`);
  if (items && !isItems(itemType)) return null;
  const spec: ParamSpec = {
    name,
    type,
    items: isItems(itemType) ? itemType : null,
    enum: null,
    minimum: numberOr(data("minimum")),
    maximum: numberOr(data("maximum")),
    description: String(data("description") ?? ""),
  };
  for (const bound of ["minimum", "maximum"]) {
    const at = entryOf(node, bound)?.keyAt;
    if (at && !isNumeric(spec)) return report.error("RV070", at, `\`${bound}\` belongs to numbers, and \`${name}\` is ${type}.`);
  }
  if (spec.minimum !== null && spec.maximum !== null && spec.minimum > spec.maximum) {
    return report.error("RV070", nodeAt(node, "minimum")?.at ?? entry.keyAt, `The minimum of \`${name}\` lies above its maximum.`);
  }
  return withEnum(spec, node, report) && withDefault(spec, node, report);
}

const numberOr = (value: unknown): number | null => (typeof value === "number" ? value : null);

function withEnum(spec: ParamSpec, node: SourceNode, report: Report): ParamSpec | null {
  const list = nodeAt(node, "enum");
  if (list?.kind !== "list") return spec;
  for (const item of itemsOf(list)) {
    if (item.kind !== "scalar") return null;
    const fault = scalarFault(item.value, spec.type === "array" ? (spec.items ?? "string") : spec.type);
    if (fault !== null) return report.error("RV070", item.at, `\`${item.text}\` in the enum of \`${spec.name}\` ${fault}.`);
  }
  spec.enum = itemsOf(list).map((item) => (item.kind === "scalar" ? item.value : null));
  return spec;
}

function withDefault(spec: ParamSpec, node: SourceNode, report: Report): ParamSpec | null {
  const entry = entryOf(node, "default");
  if (!entry) return spec;
  const { value } = entry;
  // What cannot be read, such as a number of twelve digits, has been reported.
  if ([value, ...itemsOf(value)].some(({ kind }) => kind === "broken")) return null;
  if (value.kind === "scalar" && value.empty) return report.error("RV020", entry.keyAt, `The default of \`${spec.name}\` has no value.`);
  const data = toData(value);
  if ([value, ...itemsOf(value)].some((one) => one.kind === "scalar" && hasPath(one))) {
    const message = `The default of \`${spec.name}\` is a constant: {{…}} is not filled in. Leave the value out, and compare with { var: … } or { text: … } in the condition.`;
    return report.error("RV063", value.at, message);
  }
  const faults = valueFaults(spec, data);
  for (const { index, text, meant } of faults) report.error("RV071", memberAt(value, index).at, `The default of \`${spec.name}\` ${text}.`, meant ?? undefined);
  if (faults.length > 0) return null;
  spec.default = data as ParamValue;
  return spec;
}

/** Why a value does not fit a parameter, as the end of a sentence (`must be …`), with what was meant. `index`: which member of the list it is. */
export interface ValueFault {
  index: number | null;
  text: string;
  meant: string | null;
}

/** Every fault of a value: of a list, one for each member that does not fit. Never throws. */
export function valueFaults(spec: ParamSpec, value: unknown): ValueFault[] {
  const meant = (): string | null => meantValue(spec, value);
  if (spec.type !== "array") {
    const text = isScalar(value) ? memberFault(spec, value, spec.type) : `must be ${TYPE_WORDS[spec.type]}`;
    return text === null ? [] : [{ index: null, text, meant: meant() }];
  }
  const items = spec.items ?? "string";
  if (!Array.isArray(value)) return [{ index: null, text: `must be a list of ${PLURALS[items]}`, meant: meant() }];
  return value.flatMap((item, index) => {
    const fault = isScalar(item) ? memberFault(spec, item, items) : `must be ${TYPE_WORDS[items]}`;
    return fault === null ? [] : [{ index, text: `has a member (${index + 1}) that ${fault}`, meant: meantValue(itemSpec(spec), item) }];
  });
}

/** The member of a list that has a fault, or the value itself. */
export const memberAt = (node: SourceNode, index: number | null): SourceNode =>
  (node.kind === "list" && index !== null ? node.items[index] : undefined) ?? node;

/** The first fault of a value, or null. */
const valueFault = (spec: ParamSpec, value: unknown): string | null => valueFaults(spec, value)[0]?.text ?? null;

/** The parameter as each member of its list is one. */
const itemSpec = (spec: ParamSpec): ParamSpec => (spec.type === "array" ? { ...spec, type: spec.items ?? "string", items: null } : spec);

/** What was meant by a value that does not fit a parameter, as YAML has it; null where no value is the likely one. */
function meantValue(spec: ParamSpec, value: unknown): string | null {
  if (spec.type === "duration") return durationMeant(value);
  if (spec.type === "boolean") return booleanMeant(value);
  const text = String(value);
  if (typeof value === "string") {
    if (spec.type === "integer" || spec.type === "number") return /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text) ? text : null;
    const [meant, other] = spec.enum ? nearest(text, spec.enum.map(String)) : (meantByUses(spec, text) ?? []);
    return meant === undefined || other !== undefined ? null : asYaml(meant);
  }
  return spec.type === "string" && (typeof value === "number" || typeof value === "boolean") ? JSON.stringify(text) : null;
}

function memberFault(spec: ParamSpec, value: Scalar, type: Exclude<ParamType, "array">): string | null {
  const fault = scalarFault(value, type);
  if (fault !== null) return fault;
  if (typeof value === "string" && hasPathIn(value))
    return `must be a constant: {{…}} is not filled in, and ${JSON.stringify(value)} is compared letter by letter`;
  if (spec.enum && !spec.enum.includes(value)) return `must be one of ${listed(spec.enum, value)}`;
  const pattern = typeof value === "string" ? patternOfUses(spec, value) : null;
  if (pattern !== null) return pattern;
  const form = typeof value === "string" ? formOfUses(spec, value) : null;
  if (form !== null) return form;
  const built = builtFault(spec, value);
  if (built !== null) return built;
  if (spec.minimum !== null && typeof value === "number" && value < spec.minimum) return `must be at least ${spec.minimum}`;
  if (spec.maximum !== null && typeof value === "number" && value > spec.maximum) return `must be at most ${spec.maximum}`;
  return typeof value === "number" ? rangeOfUses(spec, value) : null;
}

/** The parameters with what they are compared with, and the check of their defaults that needs it. */
export function withUses(
  specs: ReadonlyMap<string, ParamSpec | null>,
  { uses, patterns }: Pick<CheckScope, "uses" | "patterns">,
  node: SourceNode | undefined,
  report: Report,
): ParamSpec[] {
  return [...specs.values()].flatMap((spec) => {
    if (spec === null) return [];
    const read = [...(patterns.get(spec.name) ?? [])].sort();
    const own: ParamSpec = read.length === 0 ? spec : { ...spec, patterns: read };
    const all = uses.get(spec.name) ?? [];
    const found = all.filter(({ within }) => within === undefined);
    if (found.length === 0 && all.length > 0 && all.every(({ type }) => type !== null)) return [{ ...own, builds: all }];
    if (found.length === 0 || found.some(({ type, numbers }) => type === null && numbers === undefined)) return [own];
    const used: ParamSpec = { ...own, uses: found };
    const written = nodeAt(node, spec.name);
    const faultIn = (item: SourceNode): string | null => {
      const value = item.kind === "scalar" ? item.value : null;
      return typeof value === "string" ? formOfUses(used, value) : typeof value === "number" ? rangeOfUses(used, value) : null;
    };
    const value = nodeAt(written, "default");
    for (const item of value?.kind === "list" ? value.items : value ? [value] : []) {
      const fault = faultIn(item);
      const written = item.kind === "scalar" && typeof item.value === "string" ? meantValue(itemSpec(used), item.value) : null;
      if (fault !== null) report.error("RV071", item.at, `The default of \`${spec.name}\` ${fault}.`, written ?? undefined);
    }
    for (const item of itemsOf(nodeAt(written, "enum"))) {
      const fault = item.kind === "scalar" && typeof item.value === "number" ? faultIn(item) : null;
      if (fault !== null) report.error("RV070", item.at, `A value of \`${spec.name}\` ${fault}.`);
    }
    const bound = nodeAt(written, "minimum") ?? nodeAt(written, "maximum");
    const fault = bound ? boundsFault(used) : null;
    if (bound && fault !== null) report.error("RV070", bound.at, `Between the bounds of \`${spec.name}\` no value does anything: it ${fault}.`);
    return [used];
  });
}

/** Why no number between the bounds of a parameter does anything where it is compared. */
function boundsFault(spec: ParamSpec): string | null {
  const { minimum, maximum, uses = [] } = spec;
  const bounds = { ...(minimum === null ? {} : { minimum }), ...(maximum === null ? {} : { maximum }) };
  const turns = uses.flatMap(({ numbers }) => [numbers?.range.minimum, numbers?.range.maximum]).filter((end) => end !== undefined);
  const faults = aroundNumbers(turns, true, bounds).map((value) => rangeOfUses(spec, value));
  return faults.includes(null) ? null : (faults[0] ?? null);
}

const TYPE_WORDS: Record<ParamType, string> = {
  string: "text",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
  duration: "a duration such as 90d, 12h or 30m",
  array: "a list",
};
const PLURALS = { string: "text", integer: "whole numbers", number: "numbers" };

function scalarFault(value: Scalar, type: Exclude<ParamType, "array">): string | null {
  const fits =
    (type === "string" && typeof value === "string") ||
    (type === "integer" && Number.isSafeInteger(value)) ||
    (type === "number" && Number.isFinite(value)) ||
    (type === "boolean" && typeof value === "boolean") ||
    (type === "duration" && typeof value === "string" && parseDuration(value) !== null);
  const advice = type === "boolean" ? booleanAdvice(value) : null;
  return fits ? null : `must be ${TYPE_WORDS[type]}${advice === null ? "" : `: write ${advice}`}`;
}

/**
 * Checks values for a rule's parameters from a pack, the configuration, the command line or a test case. Returns one sentence for each fault:
 * a name that the rule does not declare (unless `ignoreUnknown`: packs set a name for all rules that declare it), or a value that does not fit.
 */
export function checkParams(
  rule: Pick<CheckedRule, "id" | "params">,
  values: Readonly<Record<string, unknown>>,
  options: { ignoreUnknown?: boolean } = {},
): string[] {
  const faults: string[] = [];
  for (const [name, value] of Object.entries(values)) {
    const spec = rule.params.find((param) => param.name === name);
    if (!spec) {
      const names = rule.params.map((param) => param.name);
      if (!options.ignoreUnknown) faults.push(`Rule ${rule.id} has no parameter \`${name}\`.${didYouMean(nearest(name, names), names)}`);
      continue;
    }
    const fault = valueFault(spec, value);
    if (fault !== null) faults.push(`${paramOfRules(name, [rule.id])} ${fault}.`);
  }
  return faults;
}

/** A parameter of one rule or of several, as messages call it. */
export function paramOfRules(name: string, ruleIds: readonly string[]): string {
  const [first, second, ...more] = ruleIds;
  const others = more.length > 0 ? `, ${second} and ${more.length} more` : second === undefined ? "" : ` and ${second}`;
  return `Parameter \`${name}\` of rule${second === undefined ? "" : "s"} ${first}${others}`;
}

export type ParsedParam = { ok: true; value: ParamValue } | { ok: false; message: string };

/** Reads the text of `--param rule.name=value`: lists by commas, or as a JSON array. */
export function parseParam(spec: ParamSpec, text: string): ParsedParam {
  const { value, faults } = readParamText(spec, text);
  const [fault] = faults;
  return fault === undefined ? { ok: true, value: value as ParamValue } : { ok: false, message: `Parameter \`${spec.name}\` ${fault.text}.` };
}

/** The value that the text of a flag gives, and every fault of it. */
export function readParamText(spec: ParamSpec, text: string): { value: unknown; faults: ValueFault[] } {
  const value = spec.type === "array" ? parseList(spec, text) : parseScalar(spec.type, text);
  // A flag is no YAML.
  return { value, faults: valueFaults(spec, value).map((fault) => ({ ...fault, text: fault.text.replace(/ \(YAML 1\.2: .*\)$/, "") })) };
}

function parseList(spec: ParamSpec, text: string): unknown {
  if (text.trim() === "") return [];
  if (!text.trimStart().startsWith("[")) return text.split(",").map((item) => parseScalar(spec.items ?? "string", item.trim()));
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function parseScalar(type: ParamType, text: string): Scalar {
  if (type === "boolean") return text === "true" ? true : text === "false" ? false : text;
  if (type !== "integer" && type !== "number") return text;
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}
