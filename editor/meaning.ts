import { matcherWords } from "../engine/index.ts";
import { FIELDS, TABLE, type ValueType } from "../schemas/index.ts";
import type { RuleNames } from "./names.ts";
import type { YamlStep } from "./spot.ts";
import { type EditorScope, isScalar, resolve } from "./types.ts";

/** What is written at a place of a rule. */
export type Meaning =
  /** Paths with matchers, and, or, not; `let` where a lookup or a path may stand as well. */
  | { kind: "condition"; scope: EditorScope; isLet: boolean }
  /** Right of a path: matchers, a bare value or a bare list. */
  | { kind: "matchers"; scope: EditorScope; path: string; type: ValueType }
  /** Right of a matcher. */
  | { kind: "operand"; scope: EditorScope; matcher: string; path: string; type: ValueType }
  /** A path as a value: evidence, var. */
  | { kind: "path"; scope: EditorScope }
  /** Text with {{path}} in it. */
  | { kind: "template"; scope: EditorScope }
  /** Fields of an object of the file, by its place in FIELDS. */
  | { kind: "fields"; place: string }
  | { kind: "choice"; values: readonly string[] };

export const SEVERITIES = ["critical", "high", "medium", "low", "info"] as const;
const CONDITIONS = ["applies", "require", "match", "unless"];
const LOOKUPS = ["user", "group", "role", "policy", "trail", "accessKey"];
const SIGNS = /^(!|!==?|===?|<=?|>=?|var)$/;

const isMatcher = (step: YamlStep | undefined): step is string => typeof step === "string" && matcherWords(step) !== null;

/** What the map or value beneath these steps is. For a key ask without the key itself. */
export function meaningOf(steps: readonly YamlStep[], names: RuleNames): Meaning | null {
  const [first, ...rest] = steps;
  const scope: EditorScope = { names, elements: [] };
  if (first === undefined) return { kind: "fields", place: "" };
  if (typeof first === "number") return null;
  if (CONDITIONS.includes(first)) return condition(rest, scope);
  switch (first) {
    case "severity":
      return rest.length === 0 ? { kind: "choice", values: SEVERITIES } : null;
    case "resource":
      return rest.length === 0 ? { kind: "choice", values: Object.keys(TABLE.kinds) } : null;
    case "raise":
      if (rest[1] === "when") return condition(rest.slice(2), scope);
      return rest[1] === "to" ? { kind: "choice", values: SEVERITIES } : rest.length === 1 ? { kind: "fields", place: "raise/*" } : null;
    case "let":
      return rest.length === 0 ? null : bound(rest.slice(1), scope);
    case "evidence":
      return { kind: "path", scope };
    case "message":
      return { kind: "template", scope };
    case "params":
      return param(rest.slice(1), rest.length);
    case "remediation": {
      // Where a sentence or step applies is a condition; parameters of a call are not.
      const when = steps.includes("with") ? -1 : steps.indexOf("when");
      if (when >= 0) return condition(steps.slice(when + 1), scope);
      const place = steps.map((step) => (typeof step === "number" ? "*" : step)).join("/");
      return Object.hasOwn(FIELDS.rule, place) ? { kind: "fields", place } : { kind: "template", scope };
    }
    default:
      return null;
  }
}

function param(steps: readonly YamlStep[], depth: number): Meaning | null {
  if (depth === 0) return null;
  if (steps.length === 0) return { kind: "fields", place: "params/*" };
  if (steps[0] === "type") return { kind: "choice", values: ["string", "integer", "number", "boolean", "duration", "array"] };
  if (steps[0] !== "items") return null;
  return steps[1] === "type" ? { kind: "choice", values: ["string", "integer", "number"] } : { kind: "fields", place: "params/*/items" };
}

function bound(steps: readonly YamlStep[], scope: EditorScope): Meaning | null {
  if (steps.length === 0) return { kind: "condition", scope, isLet: true };
  if (steps[0] === "var") return { kind: "path", scope };
  if (steps[0] !== "lookup") return condition(steps, scope);
  if (steps[1] === 0) return { kind: "choice", values: LOOKUPS };
  if (steps[2] === "text") return { kind: "template", scope };
  return steps[2] === "var" ? { kind: "path", scope } : null;
}

function condition(steps: readonly YamlStep[], scope: EditorScope): Meaning | null {
  const [first, ...rest] = steps;
  if (first === undefined) return { kind: "condition", scope, isLet: false };
  if (typeof first === "number") return null;
  if (first === "and" || first === "or") return typeof rest[0] === "number" ? condition(rest.slice(1), scope) : null;
  if (first === "not") return condition(rest, scope);
  const element = scope.elements.at(-1);
  if (SIGNS.test(first) || (!element && isMatcher(first))) {
    if (steps.at(-1) === "text") return { kind: "template", scope };
    return steps.includes("var") ? { kind: "path", scope } : null;
  }
  if (element && isMatcher(first) && (isScalar(element) || element.type === "dynamic")) return matchers(steps, "item", element, scope);
  const named = resolve(first, scope);
  return named && matchers(rest, first, named.type, scope);
}

function matchers(steps: readonly YamlStep[], path: string, type: ValueType, scope: EditorScope): Meaning | null {
  const [first, ...rest] = steps;
  if (first === undefined) return { kind: "matchers", scope, path, type };
  if (typeof first === "number") return rest.at(-1) === "text" ? { kind: "template", scope } : { kind: "operand", scope, matcher: "in", path, type };
  const inner: EditorScope = { ...scope, elements: [...scope.elements, elementOf(type)] };
  if (matcherWords(first)?.kind === "quantifier") return condition(rest, inner);
  if (first === "count" && rest[0] === "where") return condition(rest.slice(1), inner);
  if (!isMatcher(first)) return null;
  if (rest.at(-1) === "text") return { kind: "template", scope };
  return rest.includes("var") ? { kind: "path", scope } : { kind: "operand", scope, matcher: first, path, type };
}

const elementOf = (type: ValueType): ValueType => (type.type === "list" ? type.element : { type: "dynamic", nullable: true, unknown: true });
