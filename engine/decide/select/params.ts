import {
  type CheckedRule,
  checkParams,
  type Diagnostic,
  newReport,
  type ParamSpec,
  type ParamValue,
  paramOfRules,
  parseParam,
  type Range,
  readParamText,
  type Setting,
} from "../../language/index.ts";
import { misspelt, type Selected, type SelectionProblem } from "./problem.ts";
import { ruleNamed } from "./select.ts";

/** Values of parameters, by rule id and name. */
export type ParamValues = Record<string, Record<string, ParamValue>>;
type WithParams = Pick<CheckedRule, "id" | "formerly" | "params">;

/** `--param rule.name=value`, read by the parameter's type: lists by commas or as a JSON array, numbers as numbers. */
export function paramFlags(flags: readonly string[], rules: readonly WithParams[]): Selected<ParamValues> {
  const values: ParamValues = Object.create(null);
  for (const flag of flags) {
    const read = paramOf(flag, rules);
    if (!read.ok) return read;
    const { id, name, value } = read.value;
    const earlier = values[id]?.[name];
    if (earlier !== undefined)
      return {
        ok: false,
        problem: { text: `--param ${flag}: ${id}.${name} is given twice, and holds one value: ${[earlier].flat().join(",")} is the other.` },
      };
    values[id] = { ...values[id], [name]: value };
  }
  return { ok: true, value: values };
}

/** The flag that sets parameters, as the file of its settings: each is a line. */
export const PARAM_FLAG = "--param";

/** The same values with their places in the flags. Flags with a fault are left out: `paramFlags` says what is wrong. */
export const flagSettings = (flags: readonly string[], rules: readonly CheckedRule[]): Setting[] =>
  flags.flatMap((flag, index) => {
    const read = paramOf(flag, rules);
    const rule = read.ok ? rules.find(({ id }) => id === read.value.id) : undefined;
    if (!read.ok || !rule) return [];
    const { name, value } = read.value;
    const values = placed(flag, index, [value].flat());
    return [{ file: PARAM_FLAG, rule, param: name, value, values }];
  });

/** Values that do not fit their parameter, each at its place in the flags. Flags with another fault are left out: `paramFlags` says what is wrong. */
export function flagFaults(flags: readonly string[], rules: readonly WithParams[]): Diagnostic[] {
  const report = newReport(PARAM_FLAG);
  for (const [index, flag] of flags.entries()) {
    const named = namedIn(flag, rules);
    if (!named.ok) continue;
    const { id, name, text, spec } = named.value;
    const { value, faults } = readParamText(spec, text);
    const whole = wholeOf(flag, index);
    const places = Array.isArray(value) ? placed(flag, index, value).map(({ at }) => at) : [];
    for (const { index: member, text: says, meant } of faults) {
      const at = (member === null ? undefined : places[member]) ?? whole;
      // In a flag a text stands without quotes, but in JSON.
      const isText = meant?.startsWith('"') && !(text.trimStart().startsWith("[") && flag[at.column - 2] !== '"');
      report.error("RV071", at, `${paramOfRules(name, [id])} ${says}.`, isText && meant ? String(JSON.parse(meant)) : (meant ?? undefined));
    }
  }
  return report.diagnostics;
}

/** The value that a flag sets. */
function wholeOf(flag: string, index: number): Range {
  const from = flag.indexOf("=") + 1;
  return { line: index + 1, column: from + 1, endLine: index + 1, endColumn: Math.max(flag.length, from) + 1 };
}

/** Values with their places in a flag, in their order. */
function placed<T>(flag: string, index: number, values: readonly T[]): { value: T; at: Range }[] {
  let from = flag.indexOf("=") + 1;
  return values.map((value) => {
    const text = String(value);
    const at = Math.max(from, flag.indexOf(text, from));
    from = at + text.length;
    return { value, at: { line: index + 1, column: at + 1, endLine: index + 1, endColumn: from + 1 } };
  });
}

interface NamedParam {
  id: string;
  name: string;
  /** What stands behind the equals sign. */
  text: string;
  spec: ParamSpec;
}

function paramOf(flag: string, rules: readonly WithParams[]): Selected<{ id: string; name: string; value: ParamValue }> {
  const named = namedIn(flag, rules);
  if (!named.ok) return named;
  const { id, name, text, spec } = named.value;
  const parsed = parseParam(spec, text);
  return parsed.ok ? { ok: true, value: { id, name, value: parsed.value } } : { ok: false, problem: { text: `--param ${flag}: ${parsed.message}` } };
}

/** The parameter that a flag names. */
function namedIn(flag: string, rules: readonly WithParams[]): Selected<NamedParam> {
  const fail = (problem: SelectionProblem): { ok: false; problem: SelectionProblem } => ({ ok: false, problem });
  const found = /^([A-Za-z][A-Za-z0-9-]*)\.([A-Za-z][A-Za-z0-9]*)=(.*)$/s.exec(flag);
  if (!found) return fail({ text: `--param ${flag}: write it as rule.name=value, for example user-access-key-rotation.maxAge=60d` });
  const [, id = "", name = "", text = ""] = found;
  const rule = ruleNamed(rules, id);
  if (!rule) {
    const ids = rules.map((each) => each.id);
    return fail(misspelt(`--param ${flag}: no chosen rule is called ${id}.`, id, ids));
  }
  const spec = rule.params.find((each) => each.name === name);
  if (!spec) {
    const names = rule.params.map((each) => each.name);
    const none = names.length === 0 ? ` ${id} has no parameters.` : ` Its parameters: ${names.join(", ")}.`;
    return fail(misspelt(`--param ${flag}: ${id} has no parameter ${name}.`, name, names, none));
  }
  return { ok: true, value: { id: rule.id, name, text, spec } };
}

/** Values of a pack or of reeve.yaml for one rule; a value that does not fit, or a name that the rule lacks, is a problem. */
export function checkedParams(
  rule: WithParams,
  values: Readonly<Record<string, unknown>>,
  where: string,
  ignoreUnknown: boolean,
): Selected<Record<string, ParamValue>> {
  const [fault] = checkParams(rule, values, { ignoreUnknown });
  if (fault !== undefined) return { ok: false, problem: { text: `${where}: ${fault}` } };
  const declared = new Set(rule.params.map(({ name }) => name));
  return { ok: true, value: Object.fromEntries(Object.entries(values).filter(([name]) => declared.has(name))) as Record<string, ParamValue> };
}
