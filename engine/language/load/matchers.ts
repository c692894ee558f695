import type { Test } from "../condition/ast.ts";
import type { Range } from "../diagnostic.ts";
import { every } from "../matchers/every.ts";
import { MATCHERS } from "../matchers/index.ts";
import { isMatcher, MATCHER_NAMES, matcherNamed } from "../matchers/registry.ts";
import { booleanAdvice, booleanMeant } from "./boolean-form.ts";
import { comparisonTest } from "./comparison.ts";
import { elementTest } from "./elements.ts";
import { nearTest, ownTest, ownWords, shownTest, testOf, topList } from "./meant-test.ts";
import { correction, didYouMean, nearest } from "./nearest.ts";
import { notFor } from "./not-for.ts";
import { called, type Literal, listOperand, literal, missing, textOf, varNode } from "./operands.ts";
import { declaredType } from "./record.ts";
import type { Correction } from "./report.ts";
import { type CheckScope, type MatcherSubject, standingIn } from "./scope.ts";
import type { MapEntry, SourceNode } from "./source.ts";
import { reportStray } from "./stray-template.ts";
import { isListOfPairs, pairTest } from "./tags.ts";
import { textNode } from "./text.ts";
import { elementType, fieldsOf, typeName } from "./types.ts";

/** What stands right of a path: a bare value (is), a bare list (in), or a map of matchers, all of which must hold. */
export function readTest(node: SourceNode, subject: MatcherSubject, scope: CheckScope): Test | null {
  if (node.kind === "broken") return null;
  if (node.kind === "scalar" && !node.empty && reportStray(node, scope, (operand) => `{ ${isOfList(operand, scope) ? "in" : "is"}: ${operand} }`)) return null;
  if (node.kind === "scalar") return node.empty ? missing(node, scope) : matcherTest("is", node, node.at, subject, scope);
  if (node.kind === "list") return matcherTest("in", node, node.at, subject, scope);
  const { entries } = node;
  if (entries.length === 0) return scope.report.error("RV020", node.at, `Say what ${called(subject)} must be.`);
  if (varNode(node) || textNode(node))
    return scope.report.error("RV040", node.at, `A ${varNode(node) ? "path" : "text"} on the right needs a matcher.`, {
      certain: node.text.startsWith("{") ? `{ is: ${node.text} }` : `is: { ${node.text} }`,
    });
  const preset = entries.find((entry) => entry.key === "default");
  const others = entries.filter((entry) => entry !== preset);
  const inner = standingIn(preset?.value.kind === "scalar" ? preset.value.value : null, scope);
  const tests = others.map((entry) => oneMatcher(entry, subject, inner, node.text.startsWith("{")));
  const value = preset ? defaultValue(preset, others, subject, scope) : undefined;
  const sound = tests.filter((test) => test !== null);
  if (sound.length < tests.length || value === null) return null;
  const [only] = sound;
  const test: Test = only && sound.length === 1 ? only : { op: "all", tests: sound };
  return value === undefined ? test : { op: "default", value: value.value, test };
}

/** Whether `{ var: params.names }` names a parameter that is a list. */
const isOfList = (operand: string, { params }: CheckScope): boolean => params.get(/^\{ var: params\.(\w+) \}$/.exec(operand)?.[1] ?? "")?.type === "array";

function oneMatcher(entry: MapEntry, subject: MatcherSubject, scope: CheckScope, isFlow: boolean): Test | null {
  const { key, keyAt, value } = entry;
  if (isMatcher(key)) return matcherTest(key, value, keyAt, subject, scope);
  if (value.kind === "broken") return null;
  const [, matcher = "", rest = ""] = value.kind === "scalar" && value.empty ? (/^(\w+):(.+)$/.exec(key) ?? []) : [];
  if (isMatcher(matcher)) return scope.report.error("RV040", keyAt, "A space is missing after the colon.", { certain: `${matcher}: ${rest}` });
  if (isListOfPairs(subject.type)) {
    const message = `\`${key}\` is not a matcher, and ${called(subject)} is a list of keys with values. Look for the key: ${pairTest(key)}.`;
    return scope.report.error("RV040", keyAt, message);
  }
  const pattern = PATTERN_OF[key.toLowerCase()];
  const texts = value.kind === "list" ? value.items : [value];
  if (pattern !== undefined && texts.length > 0 && texts.every((one) => one.kind === "scalar" && typeof one.value === "string")) {
    const written = texts.map((one) => (one.kind === "scalar" ? String(one.value) : ""));
    const globs = written.map((one) => JSON.stringify(pattern.replace("…", () => one).replace(/\*{2,}/g, "*")));
    const glob = `glob: ${value.kind === "list" ? `[${globs.join(", ")}]` : globs[0]}`;
    const at = { ...keyAt, endLine: value.at.endLine, endColumn: value.at.endColumn };
    return scope.report.error("RV040", at, `\`${key}\` is not a matcher. Write \`${glob}\`.`, written.some((one) => /[*?]/.test(one)) ? undefined : glob);
  }
  const close = nearest(key, MATCHER_NAMES);
  const synonym = SYNONYMS.get(key);
  if (synonym?.name === every.name && elementType(subject.type)) {
    // Of an empty list every is true, and all is false in most tools.
    const both = `count: { gte: 1 }${isFlow ? ", " : `\n${" ".repeat(keyAt.column - 1)}`}${every.name}`;
    const message = `\`${key}\` is not a matcher. Write \`${every.name}\`, which is true of an empty list, with \`count: { gte: 1 }\` if there must be an element.`;
    return scope.report.error("RV040", keyAt, message, both);
  }
  if (synonym) return scope.report.error("RV040", keyAt, `\`${key}\` is not a matcher. Write \`${synonym.name}\`.`, asWord(synonym));
  const below = fieldAdvice(key, subject, scope);
  if (below !== null) return scope.report.error("RV040", keyAt, `\`${key}\` is not a matcher.${below}`);
  return scope.report.error("RV040", keyAt, `\`${key}\` is not a matcher.${didYouMean(close, MATCHER_NAMES)}`, correction(key, MATCHER_NAMES));
}

/** What to write of a name that is a field of what stands left, or of its elements; null where it is of neither. With a leading space. */
function fieldAdvice(key: string, subject: MatcherSubject, scope: CheckScope): string | null {
  const type = declaredType(subject.type);
  const path = textOf(subject);
  const names = key.split(".");
  if (type.type === "list" && fieldsOf(declaredType(type.element))) {
    const own = subject.kind === "path" ? ownTest(topList(subject.root, scope) ?? "", names, scope) : null;
    const meant = own ?? testOf(path, type, names, scope);
    return meant && (own ? ownWords(path, own, scope) : ` \`${path}\` is ${typeName(type)}: write \`${shownTest(meant)}\`.`);
  }
  if (!fieldsOf(type)) return null;
  const meant = testOf(path, type, names, scope) ?? nearTest(path, type, names, scope);
  if (meant) return ` For a field write its whole path: \`${shownTest(meant)}\`.`;
  return ` A field has its whole path left of the colon. \`${path}\` has ${Object.keys(fieldsOf(type) ?? {})
    .map((name) => `\`${name}\``)
    .join(", ")}.`;
}

/** Matchers of other tools that a glob says, by their names in lower case. */
const PATTERN_OF: Readonly<Record<string, string>> = Object.assign(Object.create(null), {
  startswith: "…*",
  prefix: "…*",
  beginswith: "…*",
  endswith: "*…",
  suffix: "*…",
});

/** Words that other tools understand a little differently are offered, not put in: like takes % for *, and JsonLogic's all is false of an empty list. */
const asWord = ({ name, certain }: { name: string; certain: boolean }): Correction => (certain ? { certain: name } : name);

const SYNONYMS: ReadonlyMap<string, { name: string; certain: boolean }> = new Map(
  MATCHERS.flatMap(({ name, synonyms = {} }) => Object.entries(synonyms).map(([word, how]) => [word, { name, certain: how === "certain" }] as const)),
);

function defaultValue(preset: MapEntry, others: MapEntry[], subject: MatcherSubject, scope: CheckScope): Literal | null {
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

function matcherTest(op: string, node: SourceNode, keyAt: Range, subject: MatcherSubject, scope: CheckScope): Test | null {
  if (node.kind === "scalar" && node.empty) return missing({ ...node, at: keyAt }, scope);
  const matcher = matcherNamed(op);
  if (matcher?.kind === "comparison") return comparisonTest(matcher, node, keyAt, subject, scope);
  if (matcher?.kind === "quantifier" || matcher?.name === "count") return elementTest(matcher, node, keyAt, subject, scope);
  return matcher?.name === "exists" ? presence(node, scope) : null;
}

function presence(node: SourceNode, scope: CheckScope): Test | null {
  if (node.kind === "broken") return null;
  if (node.kind === "scalar" && typeof node.value === "boolean") return { op: "exists", value: node.value };
  const value = node.kind === "scalar" ? node.value : null;
  const meant = booleanMeant(value);
  const message = `\`exists\` takes true or false.${meant === null ? "" : ` Write ${booleanAdvice(value)}.`}`;
  return scope.report.error("RV042", node.at, message, meant === null ? undefined : { certain: meant });
}
