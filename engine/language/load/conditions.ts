import type { Condition } from "../condition/ast.ts";
import type { Range } from "../diagnostic.ts";
import { isMatcher } from "../matchers/registry.ts";
import type { Code } from "./codes.ts";
import { direct, directPart, isDirect } from "./elements.ts";
import { finished } from "./finish.ts";
import { isOperatorName, JSON_LOGIC, operation, operatorMeant } from "./json-logic.ts";
import { didYouMean, nearest } from "./nearest.ts";
import { missing } from "./operands.ts";
import { resolvePath } from "./paths.ts";
import type { Correction } from "./report.ts";
import { type CheckScope, isRoot } from "./scope.ts";
import { type MapEntry, type MapNode, type SourceNode, span } from "./source.ts";
import { SPACE_AFTER_COLON } from "./syntax-error.ts";
import { fieldOf, fieldsOf } from "./types.ts";

/** Reads one condition, in field form or JsonLogic; null when anything in it was refused. */
export function readCondition(node: SourceNode, scope: CheckScope): Condition | null {
  const { report } = scope;
  if (node.kind === "broken") return null;
  if (node.kind === "scalar" && node.empty) return report.error("RV020", node.at, "A condition is missing here.");
  const split = node.kind === "scalar" ? withBlank(node.text) : null;
  if (split !== null) return report.error("RV021", node.at, SPACE_AFTER_COLON, { certain: split });
  const [, left, sign = "", right = ""] = node.kind === "scalar" ? (/^([A-Za-z]\w*(?:\.\w+)+)\s*(===?|=|!==?)\s*([^\s=].*)$/.exec(node.text) ?? []) : [];
  if (left !== undefined) {
    const meant = sign.startsWith("!") ? `${left}: { isNot: ${right} }` : `${left}: ${right}`;
    return report.error("RV021", node.at, `\`${sign}\` compares nothing here. Write ${meant}.`, { certain: meant });
  }
  if (node.kind === "scalar") return report.error("RV021", node.at, `\`${node.text}\` is not a condition: write { path: value }.`);
  if (node.kind === "list")
    return report.error("RV021", node.at, "A list is not a condition: write and: or or: before it.", isFlow(node) ? `{ and: ${node.text} }` : undefined);
  if (node.entries.length === 0) return report.error("RV020", node.at, "An empty condition holds for everything.");
  const element = scope.elements.at(-1);
  if (element && isDirect(node, scope)) return direct(node, element, scope);
  const operator = node.entries.find((entry) => isOperator(entry, scope));
  if (operator && node.entries.length > 1) {
    const message = `The operator \`${operator.key}\` stands beside other keys. Put each in its own item of and: or or: (a forgotten dash?).`;
    return report.error("RV023", operator.keyAt, message);
  }
  if (operator) return operation(operator, scope);
  const part = element ? directPart(node, scope) : null;
  const conditions = (part?.others ?? node.entries).map((entry) => entryCondition(entry, scope));
  if (part && element) conditions.push(direct(part.matchers, element, scope));
  const sound = conditions.filter((condition) => condition !== null);
  if (sound.length < conditions.length) return null;
  const [only] = sound;
  return only && sound.length === 1 ? only : { kind: "and", conditions: sound, at: node.at };
}

/** `user.mfaActive:true`, or with a blank that is none to YAML, as a key and a value; null for everything else. */
function withBlank(text: string): string | null {
  const [, path, value] = /^([A-Za-z][\w.]*) *:[\u00a0\u2000-\u200b\u3000]*([^\s:][^:]*)$/.exec(text) ?? [];
  return path !== undefined && value !== undefined && path.includes(".") ? `${path}: ${value}` : null;
}

const isFlow = (node: SourceNode): boolean => node.text.startsWith("[");

/** Operators made of signs always are operators; words only where no path could begin with them. */
function isOperator({ key, value }: MapEntry, scope: CheckScope): boolean {
  if (key === "and" || key === "or" || key === "not") return false;
  if (!isOperatorName(key)) return false;
  if (!/^[a-z_]+$/.test(key)) return true;
  if (isRoot(scope, key)) return false;
  const element = scope.elements.at(-1);
  const fields = element ? fieldsOf(element) : null;
  if (fields && fieldOf(fields, key)) return false;
  return value.kind === "list" || JSON_LOGIC.includes(key) || element?.type !== "dynamic";
}

function entryCondition({ key, keyAt, value }: MapEntry, scope: CheckScope): Condition | null {
  const at = span(keyAt, value.at);
  if (key === "and" || key === "or") return junction(key, value, at, scope);
  if (key === "not") return negation(value, at, scope);
  if (!PLAIN_PATH.test(key) && isNoPath(key, keyAt, value, scope)) return null;
  const resolved = resolvePath(key, keyAt, scope, value);
  if (!resolved) return null;
  if (resolved.kind === "condition") return named(resolved.name, value, at, scope);
  const test = scope.read.test(value, resolved, scope);
  return test && finished(resolved, test, at, value, scope);
}

/** What nearly every key is, and no slip looks like. */
const PLAIN_PATH = /^[a-z]\w*(?:\.\w+)+$/;

/** Reports a key that was meant as an operator, a matcher or a template; false for every other. */
function isNoPath(key: string, keyAt: Range, value: SourceNode, scope: CheckScope): boolean {
  const refused = (code: Code, message: string, correction?: Correction): boolean => scope.report.error(code, keyAt, message, correction) === null;
  const split = value.kind === "scalar" && value.empty ? withBlank(key) : null;
  if (split !== null) return refused("RV021", SPACE_AFTER_COLON, { certain: split });
  if (key === "<<") return refused("RV022", "`<<` merges nothing here: YAML 1.2 has no merge. Write the conditions out, or name one in let.");
  if (key.startsWith("!") || /^[<>=]/.test(key)) return refused("RV022", `\`${key}\` is not an operator.${didYouMean(nearest(key, JSON_LOGIC), JSON_LOGIC)}`);
  if (isMatcher(key) && !scope.elements.length && !isRoot(scope, key)) {
    const operator = operatorMeant(key, value);
    if (operator !== null) return refused("RV040", `\`${key}\` asks about the elements of a list. For conditions write \`${operator}\`.`, operator);
    return refused("RV040", `The matcher \`${key}\` needs a path before it: { path: { ${key}: … } }.`);
  }
  const word = key.toLowerCase();
  if (key !== word && (word === "and" || word === "or" || word === "not"))
    return refused("RV022", `\`${key}\` is not an operator. Write \`${word}\`.`, { certain: word });
  const [, braced] = /^\{\{\s*([\w.]+)\s*\}\}$/.exec(key) ?? [];
  return braced !== undefined && refused("RV063", `A path stands without braces here. Write ${braced}.`, { certain: braced });
}

function junction(kind: "and" | "or", value: SourceNode, at: Range, scope: CheckScope): Condition | null {
  if (value.kind === "broken") return null;
  if (value.kind === "scalar" && value.empty) return missingConditions(kind, value, scope);
  if (value.kind !== "list") {
    const text = value.kind === "map" && value.text.startsWith("{") ? `[${value.text}]` : undefined;
    const isOne = value.kind === "map" && value.entries.length === 1;
    const message = `\`${kind}\` takes a list of conditions (a forgotten dash?).`;
    return scope.report.error("RV025", value.at, message, isOne && text !== undefined ? { certain: text } : text);
  }
  if (value.items.length === 0) return missingConditions(kind, value, scope);
  const conditions = value.items.map((item) => readCondition(item, scope)).filter((condition) => condition !== null);
  return conditions.length < value.items.length ? null : { kind, conditions, at };
}

const missingConditions = (kind: string, value: SourceNode, scope: CheckScope): null =>
  scope.report.error("RV020", value.at, `\`${kind}\` takes a list of at least one condition.`);

function negation(value: SourceNode, at: Range, scope: CheckScope): Condition | null {
  if (value.kind === "map" && value.entries.length > 1) {
    const message = "`not` takes one condition, and this map holds several: write not: { and: [...] } or not: { or: [...] }.";
    return scope.report.error("RV025", value.at, message, asAnd(value));
  }
  const condition = readCondition(value, scope);
  return condition && { kind: "not", condition, at };
}

const asAnd = (map: MapNode): string | undefined =>
  map.text.includes("\n") ? undefined : `{ and: [${map.entries.map(({ key, value }) => `{ ${key}: ${value.text} }`).join(", ")}] }`;

function named(name: string, value: SourceNode, at: Range, scope: CheckScope): Condition | null {
  if (value.kind === "broken") return null;
  const test = value.kind === "map" && value.entries.length === 1 ? value.entries[0] : undefined;
  const bareValue = test?.key === "is" ? test.value : value;
  if (bareValue.kind === "scalar" && bareValue.empty) return missing(bareValue, scope);
  if (bareValue.kind !== "scalar" || typeof bareValue.value !== "boolean") {
    return scope.report.error("RV034", value.at, `\`${name}\` is a condition of let: write ${name}: true or ${name}: false.`);
  }
  const use: Condition = { kind: "let", name, at };
  return bareValue.value ? use : { kind: "not", condition: use, at };
}
