import type { ValueType } from "../../../schemas/index.ts";
import type { Range } from "../diagnostic.ts";
import type { Operand, Test } from "../logic/ast.ts";
import { parseDuration } from "../logic/duration.ts";
import { elementTest } from "./elements.ts";
import { isMatcher, MATCHERS, type Matcher, notFor } from "./matcher-names.ts";
import { correction, didYouMean, nearest } from "./nearest.ts";
import { type Literal, listOperand, literal, missing, resolveVar, scalarOperand, textOf, varNode } from "./operands.ts";
import { patternOperand } from "./patterns.ts";
import type { Correction } from "./report.ts";
import type { CheckScope, Subject } from "./scope.ts";
import type { MapEntry, SourceNode } from "./source.ts";
import { isScalarType, STRING, TIMESTAMP } from "./types.ts";

/** What stands right of a path: a bare value (is), a bare list (in), or a map of matchers, all of which must hold. */
export function readTest(node: SourceNode, subject: Subject, scope: CheckScope): Test | null {
  if (node.kind === "broken") return null;
  if (node.kind === "scalar") return node.empty ? missing(node, scope) : matcherTest("is", node, node.at, subject, scope);
  if (node.kind === "list") return matcherTest("in", node, node.at, subject, scope);
  const { entries } = node;
  if (entries.length === 0) return scope.report.error("RV020", node.at, `Say what \`${textOf(subject)}\` must be.`);
  if (varNode(node))
    return scope.report.error("RV040", node.at, "A path on the right needs a matcher.", {
      certain: node.text.startsWith("{") ? `{ is: ${node.text} }` : `is: { ${node.text} }`,
    });
  const preset = entries.find((entry) => entry.key === "default");
  const others = entries.filter((entry) => entry !== preset);
  const tests = others.map((entry) => oneMatcher(entry, subject, scope));
  const value = preset ? defaultValue(preset, others, subject, scope) : undefined;
  const sound = tests.filter((test) => test !== null);
  if (sound.length < tests.length || value === null) return null;
  const [only] = sound;
  const test: Test = only && sound.length === 1 ? only : { op: "all", tests: sound };
  return value === undefined ? test : { op: "default", value: value.value, test };
}

function oneMatcher(entry: MapEntry, subject: Subject, scope: CheckScope): Test | null {
  const { key, keyAt, value } = entry;
  if (isMatcher(key)) return matcherTest(key, value, keyAt, subject, scope);
  if (value.kind === "broken") return null;
  const close = nearest(key, MATCHERS);
  const synonym = SYNONYMS[key];
  const path = textOf(subject);
  const fields = subject.type.type === "object" || subject.type.type === "resource";
  const hint = synonym ? ` Write \`${synonym}\`.` : fields ? ` For a field write its whole path: \`${path}.${key}\`.` : didYouMean(close, MATCHERS);
  return scope.report.error(
    "RV040",
    keyAt,
    `\`${key}\` is not a matcher.${hint}`,
    synonym ? asWord(key, synonym) : fields ? undefined : correction(key, MATCHERS),
  );
}

/** Words that other tools understand a little differently are offered, not put in: like takes % for *, and JsonLogic's all is false of an empty list. */
const asWord = (key: string, synonym: Matcher): Correction => (key === "like" || key === "all" ? synonym : { certain: synonym });

const SYNONYMS: Record<string, Matcher> = Object.assign(Object.create(null), {
  "===": "is",
  equals: "is",
  eq: "is",
  "!==": "isNot",
  not: "isNot",
  ne: "isNot",
  "<": "lt",
  "<=": "lte",
  ">": "gt",
  ">=": "gte",
  regex: "matches",
  like: "glob",
  all: "every",
  some: "any",
  present: "exists",
});

function defaultValue(preset: MapEntry, others: MapEntry[], subject: Subject, scope: CheckScope): Literal | null {
  const { type } = subject;
  const { value: node, keyAt } = preset;
  if (others.length === 0) return scope.report.error("RV020", keyAt, "`default` stands in for null: put the matcher that tests it beside it.");
  if (type.type === "object" || type.type === "resource") return notFor("default", keyAt, subject, scope, " Give the field that is tested a default.");
  if (node.kind === "broken") return null;
  if (type.type === "list" || (type.type === "dynamic" && node.kind === "list")) {
    if (node.kind === "list" && node.items.length === 0) return { kind: "literal", value: [], type };
    const list = listOperand(node, type.type === "list" ? type.element : type, subject, scope);
    return list?.kind === "literal" ? list : list && scope.report.error("RV042", node.at, "The default of a list is a list of plain values.");
  }
  if (node.kind !== "scalar") return scope.report.error("RV042", node.at, "A default is a plain value.");
  if (node.empty) return missing(node, scope);
  if (node.value === null) return scope.report.error("RV051", node.at, "null as a default changes nothing.");
  return literal(node, type, subject, scope);
}

function matcherTest(op: Matcher, node: SourceNode, keyAt: Range, subject: Subject, scope: CheckScope): Test | null {
  const { type } = subject;
  if (node.kind === "scalar" && node.empty) return missing({ ...node, at: keyAt }, scope);
  switch (op) {
    case "is":
    case "isNot": {
      if (!isPlain(type)) return notFor(op, keyAt, subject, scope, plainHint(type, node));
      const operand = scalarOperand(node, type, subject, scope);
      return operand && { op, operand };
    }
    case "in":
    case "notIn": {
      if (!isPlain(type)) return notFor(op, keyAt, subject, scope, plainHint(type, node));
      const operand = listOperand(node, type, subject, scope);
      return operand && { op, operand };
    }
    case "lt":
    case "lte":
    case "gt":
    case "gte":
      return order(op, node, keyAt, subject, scope);
    case "contains":
      return contains(node, keyAt, subject, scope);
    case "glob":
    case "notGlob":
    case "matches":
    case "cidr": {
      if (type.type !== "string" && type.type !== "dynamic") return notFor(op, keyAt, subject, scope, plainHint(type, node));
      const operand = patternOperand(op, node, subject, scope);
      return operand && { op, operand };
    }
    case "olderThan":
    case "newerThan":
      return age(op, node, keyAt, subject, scope);
    case "exists":
      if (node.kind === "broken") return null;
      if (node.kind === "scalar" && typeof node.value === "boolean") return { op, value: node.value };
      return scope.report.error("RV042", node.at, "`exists` takes true or false.");
    case "default":
      return null;
    default:
      return elementTest(op, node, keyAt, subject, scope);
  }
}

const isPlain = (type: ValueType): boolean => isScalarType(type) || type.type === "dynamic";

/** The matcher that was probably meant on a list, object or reference. */
function plainHint(type: ValueType, node: SourceNode): string {
  if (node.kind === "scalar" && node.value === null) return " For absence write { exists: false }.";
  if (type.type === "list") return " Ask about its elements with any, every, none, count or contains.";
  return type.type === "object" || type.type === "resource" ? " Test one of its fields, or { exists: true }." : "";
}

function order(op: "lt" | "lte" | "gt" | "gte", node: SourceNode, keyAt: Range, subject: Subject, scope: CheckScope): Test | null {
  const { type } = subject;
  if (type.type === "dynamic") {
    const isTime = node.kind === "scalar" && typeof node.value === "string";
    const isOther = node.kind === "scalar" && (typeof node.value === "boolean" || node.value === null);
    if (isOther) return scope.report.error("RV042", node.at, `\`${op}\` compares numbers and times.`);
    const operand = scalarOperand(node, isTime ? { ...TIMESTAMP, nullable: true } : type, subject, scope);
    return operand && { op, operand };
  }
  if (type.type !== "integer" && type.type !== "timestamp") return notFor(op, keyAt, subject, scope, plainHint(type, node));
  if (node.kind === "scalar" && node.value === null)
    return scope.report.error("RV042", node.at, `\`${op}\` compares numbers and times; for absence write { exists: false }.`);
  const operand = scalarOperand(node, type, subject, scope);
  return operand && { op, operand };
}

function contains(node: SourceNode, keyAt: Range, subject: Subject, scope: CheckScope): Test | null {
  const { type } = subject;
  const element = type.type === "list" ? type.element : type.type === "string" ? STRING : type.type === "dynamic" ? type : null;
  if (!element || !isPlain(element)) return notFor("contains", keyAt, subject, scope, type.type === "list" ? " Write any: { field: value }." : "");
  if (node.kind === "scalar" && node.value === null) return scope.report.error("RV042", node.at, "null is in no list.");
  const operand: Operand | null = scalarOperand(node, element, subject, scope);
  if (!operand) return null;
  if (operand.kind === "literal" && typeof operand.value === "string" && /^[a-z0-9-]+:[A-Za-z]/.test(operand.value) && isActions(subject)) {
    const service = operand.value.split(":")[0];
    const message = `\`${service}:*\` and \`*\` grant ${operand.value} too, and contains does not see it. Use the derived \`grants\` or \`admin\` of the policy.`;
    scope.report.warning("RV052", node.at, message);
  }
  return { op: "contains", operand };
}

/** Whether a path names the actions of a policy statement. */
const isActions = (subject: Subject): boolean => subject.kind === "path" && /(^|\.)(actions|notActions)$/.test(subject.text);

function age(op: "olderThan" | "newerThan", node: SourceNode, keyAt: Range, subject: Subject, scope: CheckScope): Test | null {
  const { type } = subject;
  if (type.type !== "timestamp" && type.type !== "dynamic") return notFor(op, keyAt, subject, scope);
  const path = varNode(node);
  if (path) {
    const operand = resolveVar(path, scope);
    if (!operand) return null;
    if (operand.kind === "param" && scope.params.get(operand.name)?.type === "duration") return { op, operand };
    return scope.report.error("RV042", path.at, `\`${op}\` takes a duration, or a parameter of type duration.`);
  }
  if (node.kind === "broken") return null;
  if (node.kind === "scalar" && typeof node.value === "string" && parseDuration(node.value) !== null) {
    return { op, operand: { kind: "literal", value: node.value, type: STRING } };
  }
  const days = node.kind === "scalar" && typeof node.value === "number" && Number.isInteger(node.value) && node.value >= 0 ? `${node.value}d` : undefined;
  return scope.report.error("RV044", node.at, `\`${op}\` takes a duration: 30m, 12h or 90d.`, days);
}
