import { isRaw, listIn, member } from "../../../document/index.ts";
import type { PlanFile } from "./plan-file.ts";

/** How many modules deep a variable is followed. */
const MAX_MODULE_DEPTH = 20;

/** Values that an expression is made from. */
export interface ExpressionValues {
  values: unknown[];
  /** Whether it is made from nothing else. */
  complete: boolean;
}

const NONE: ExpressionValues = { values: [], complete: false };

/**
 * The values that an expression of a module's configuration is made from, as far as the plan has them: the constant that it is, or the values of the
 * variables that it refers to. What an expression does with them is not in the plan, and values of `locals` are only in the text of the
 * configuration.
 * Source: Terraform documentation, "JSON output format", expression representation.
 */
export function valuesIn(file: PlanFile, module: string, expression: unknown, depth = 0): ExpressionValues {
  const constant = member(expression, "constant_value");
  if (constant !== undefined) return { values: [constant], complete: true };
  if (depth > MAX_MODULE_DEPTH) return NONE;
  const references = listIn(expression, "references").filter((entry) => typeof entry === "string");
  // Each reference stands beside its own beginnings: var.x.y, var.x.
  const longest = references.filter((one) => !references.some((other) => other !== one && (other.startsWith(`${one}.`) || other.startsWith(`${one}[`))));
  const parts = longest.map((reference): ExpressionValues => {
    const local = /^local\.([^.[]+)$/.exec(reference)?.[1];
    if (local !== undefined) return localValues(file, module, local, depth);
    const [, name, rest = ""] = /^var\.([^.[]+)(.*)$/s.exec(reference) ?? [];
    if (name === undefined) return NONE;
    const { values, complete } = variableValues(file, module, name, depth);
    const found = values.map((value) => at(value, rest));
    return { values: found.filter((value) => value !== undefined), complete: complete && !found.includes(undefined) };
  });
  return { values: parts.flatMap(({ values }) => values), complete: parts.length > 0 && parts.every(({ complete }) => complete) };
}

/** Values of `locals` are read from the text of the configuration. */
function localValues(file: PlanFile, module: string, name: string, depth: number): ExpressionValues {
  const written = file.local?.(module, name) ?? null;
  if (written === null || written.choices.length > 0) return NONE;
  const referred = written.references.length === 0 ? { values: [], complete: true } : valuesIn(file, module, { references: written.references }, depth + 1);
  const values: unknown[] = [...written.constants, ...referred.values];
  return { values: written.isList ? [values] : values, complete: referred.complete };
}

function variableValues(file: PlanFile, module: string, name: string, depth: number): ExpressionValues {
  const path = module === "" ? [] : module.split(".").filter((_, index) => index % 2 === 1);
  if (path.length === 0) {
    const given = member(member(file.variables, name), "value");
    const fallback = member(member(member(member(file.configuration, "root_module"), "variables"), name), "default");
    const value = given ?? fallback;
    return value === undefined ? NONE : { values: [value], complete: true };
  }
  const call = path
    .slice(0, -1)
    .reduce<unknown>((here, step) => member(member(member(here, "module_calls"), step), "module"), member(file.configuration, "root_module"));
  const own = member(member(call, "module_calls"), path.at(-1) ?? "");
  const given = member(member(own, "expressions"), name);
  const parent = path
    .slice(0, -1)
    .map((step) => `module.${step}`)
    .join(".");
  if (given !== undefined) return valuesIn(file, parent, given, depth + 1);
  const fallback = member(member(member(member(own, "module"), "variables"), name), "default");
  return fallback === undefined ? NONE : { values: [fallback], complete: true };
}

/** What a path such as `.prod["id"]` or `[0]` leads to in a value; the value itself for no path. */
function at(value: unknown, path: string): unknown {
  let here = value;
  for (const [, attribute, index, key] of path.matchAll(/\.([^.[]+)|\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]/g)) {
    if (Array.isArray(here)) here = here[Number(index ?? attribute)];
    else if (isRaw(here)) here = member(here, attribute ?? key ?? index ?? "");
    else return undefined;
  }
  return here;
}
