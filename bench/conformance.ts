/**
 * The public JsonLogic cases. Classic mode is json-logic-js itself, the referee of our meaning; the cases that lie in the rules' fragment also run
 * on the compiled evaluator, through a bridge from raw JsonLogic to the checked form. `node --import tsx bench/conformance.ts` prints the figures.
 */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { isDeepStrictEqual } from "node:util";
import jsonLogic from "json-logic-js";
import type { Condition, Operand, PathOperand, Scalar, Test } from "../engine/language/condition/ast.ts";
import { compiler } from "../engine/language/logic/compile.ts";
import type { DocumentIndex, EvaluationFrame } from "../engine/language/logic/document-index.ts";
import type { ValueType } from "../schemas/index.ts";

export const SUITES = fileURLToPath(new URL("../../shared/jsonlogic/suites/", import.meta.url));
export const haveSuites = (): boolean => existsSync(`${SUITES}index.json`);

export interface ConformanceCase {
  suite: string;
  description: string;
  rule: unknown;
  data: unknown;
  /** Undefined where an error is expected. */
  result: unknown;
}

export function casesOf(suite: string): ConformanceCase[] {
  const entries = JSON.parse(readFileSync(`${SUITES}${suite}`, "utf8")) as unknown[];
  return entries.flatMap((entry) => {
    if (typeof entry !== "object" || entry === null) return [];
    const { description, rule, data, result, error } = entry as Record<string, unknown>;
    return [{ suite, description: String(description), rule, data: data ?? null, result: error === undefined ? (result ?? null) : undefined }];
  });
}

export const allSuites = (): string[] => JSON.parse(readFileSync(`${SUITES}index.json`, "utf8")) as string[];

/** Whether json-logic-js gives what the case expects. */
export function passesClassic(one: ConformanceCase): boolean {
  try {
    const result = jsonLogic.apply(one.rule as never, one.data) as unknown;
    return one.result !== undefined && isDeepStrictEqual(result ?? null, one.result);
  } catch {
    return one.result === undefined;
  }
}

/** What the compiled evaluator says of a case; null where the rule lies outside the rules' fragment. */
export function compiledResult(one: ConformanceCase): boolean | null {
  const condition = typeof one.result === "boolean" ? bridge(one.rule, 0) : null;
  if (!condition) return null;
  const frame: EvaluationFrame = {
    index: {} as DocumentIndex,
    resource: { record: one.data, unknownPaths: [] },
    clockMs: 0,
    stateBefore: null,
    items: [],
    lets: [],
  };
  return compiler({ params: {}, lets: [] }).condition(condition)(frame) === 1;
}

const AT = { line: 1, column: 1, endLine: 1, endColumn: 2 };
const DYNAMIC: ValueType = { type: "dynamic", nullable: true, unknown: true };
const COMPARISONS: Record<string, Extract<Test, { operand: Operand }>["op"]> = { "===": "is", "!==": "isNot", "<": "lt", "<=": "lte", ">": "gt", ">=": "gte" };

/** Raw JsonLogic as the loader would check it, with verbatim data in the place of a record; null for what rules refuse. */
function bridge(rule: unknown, depth: number): Condition | null {
  if (typeof rule !== "object" || rule === null || Array.isArray(rule) || Object.keys(rule).length !== 1) return null;
  const [[name, raw]] = Object.entries(rule) as [[string, unknown]];
  const values = Array.isArray(raw) ? (raw as unknown[]) : [raw];
  if (name === "and" || name === "or") {
    const conditions = values.map((value) => bridge(value, depth));
    const sound = conditions.filter((condition) => condition !== null);
    return sound.length === values.length && values.length > 0 ? { kind: name, conditions: sound, at: AT } : null;
  }
  if (name === "!") {
    const condition = values.length === 1 ? bridge(values[0], depth) : null;
    return condition && { kind: "not", condition, at: AT };
  }
  if (name === "some" || name === "all" || name === "none") return iteration(name, values, depth);
  const op = Object.hasOwn(COMPARISONS, name) ? COMPARISONS[name] : name === "in" ? "in" : undefined;
  const [left, right] = values.map((value) => operandOf(value, depth));
  if (!op || values.length !== 2 || !left || !right || left.kind === "text" || left.kind === "list") return null;
  if (op === "in" && !(right.kind === "literal" && Array.isArray(right.value))) return null;
  if (["lt", "lte", "gt", "gte"].includes(op) && [left, right].some((side) => side.kind === "literal" && typeof side.value !== "number")) return null;
  return { kind: "test", subject: left, test: { op, operand: right } as Test, at: AT };
}

function iteration(name: "some" | "all" | "none", [list, rule]: unknown[], depth: number): Condition | null {
  const subject = operandOf(list, depth);
  const where = bridge(rule, depth + 1);
  if (!subject || !where || subject.kind !== "path") return null;
  const op = name === "some" ? "any" : name === "all" ? "every" : "none";
  const quantified: Condition = { kind: "test", subject, test: { op, where }, at: AT };
  const one: Operand = { kind: "literal", value: 0, type: { type: "integer", nullable: false, unknown: false } };
  const held: Condition = { kind: "test", subject, test: { op: "count", where: null, test: { op: "gt", operand: one } }, at: AT };
  return name === "all" ? { kind: "and", conditions: [held, quantified], at: AT } : quantified;
}

function operandOf(value: unknown, depth: number): Operand | null {
  if (value === null || typeof value !== "object") return { kind: "literal", value: value as Scalar, type: DYNAMIC };
  if (Array.isArray(value)) return value.every((one) => typeof one !== "object") ? { kind: "literal", value: value as Scalar[], type: DYNAMIC } : null;
  const entries = Object.entries(value);
  const [[name, path] = []] = entries;
  const text = Array.isArray(path) && path.length === 1 ? path[0] : path;
  if (entries.length !== 1 || name !== "var" || typeof text !== "string") return null;
  const names = text === "" ? [] : text.split(".");
  if (depth === 0 && names.length === 0) return null;
  const steps: PathOperand["steps"] = names.map((step) => ({ kind: "dynamic", name: step }));
  return { kind: "path", root: depth > 0 ? { kind: "item", depth: 0 } : { kind: "event" }, steps, type: DYNAMIC, text };
}

function report(): void {
  if (!haveSuites()) {
    process.stderr.write(`SKIPPED conformance: the JsonLogic suites are not at ${SUITES}\n`);
    return;
  }
  const classic = casesOf("compatible.json");
  const all = allSuites().flatMap(casesOf);
  const bridged = all.filter((one) => compiledResult(one) !== null);
  const agreed = bridged.filter((one) => compiledResult(one) === one.result);
  process.stdout.write(`classic mode: ${classic.filter(passesClassic).length} of the ${classic.length} classic cases\n`);
  process.stdout.write(`classic mode: ${all.filter(passesClassic).length} of all ${all.length} cases\n`);
  process.stdout.write(`compiled: ${agreed.length} of the ${bridged.length} cases that lie in the rules' fragment\n`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) report();
