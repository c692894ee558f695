import { type CheckedRule, checkParams, type ParamValue, parseParam } from "../../engine/index.ts";
import { didYouMean } from "../nearest.ts";
import { UsageError } from "../usage-error.ts";

export type ParamValues = Record<string, Record<string, ParamValue>>;
type WithParams = Pick<CheckedRule, "id" | "params">;

/** `--param rule.name=value`, read by the parameter's type: lists by commas or as a JSON array, numbers as numbers. */
export function paramFlags(flags: readonly string[], rules: readonly WithParams[]): ParamValues {
  const values: ParamValues = Object.create(null);
  for (const flag of flags) {
    const found = /^([a-z][a-z0-9-]*)\.([A-Za-z][A-Za-z0-9]*)=(.*)$/s.exec(flag);
    if (!found) throw new UsageError(`--param ${flag}: write it as rule.name=value, for example access-key-rotated.maxAge=60d`);
    const [, id = "", name = "", text = ""] = found;
    const rule = rules.find((each) => each.id === id);
    if (!rule) {
      const ids = rules.map((each) => each.id);
      throw new UsageError(`--param ${flag}: no chosen rule is called ${id}.${didYouMean(id, ids)}`);
    }
    const spec = rule.params.find((each) => each.name === name);
    if (!spec) {
      const names = rule.params.map((each) => each.name);
      const none = names.length === 0 ? ` ${id} has no parameters.` : ` Its parameters: ${names.join(", ")}.`;
      throw new UsageError(`--param ${flag}: ${id} has no parameter ${name}.${didYouMean(name, names, none)}`);
    }
    const parsed = parseParam(spec, text);
    if (!parsed.ok) throw new UsageError(`--param ${flag}: ${parsed.message}`);
    values[id] = { ...values[id], [name]: parsed.value };
  }
  return values;
}

/** Values of a pack or of reeve.yaml for one rule; a value that does not fit, or a name that the rule lacks, is a usage error. */
export function checkedParams(rule: WithParams, values: Readonly<Record<string, unknown>>, where: string, ignoreUnknown: boolean): Record<string, ParamValue> {
  const [fault] = checkParams(rule, values, { ignoreUnknown });
  if (fault !== undefined) throw new UsageError(`${where}: ${fault}`);
  const declared = new Set(rule.params.map(({ name }) => name));
  return Object.fromEntries(Object.entries(values).filter(([name]) => declared.has(name))) as Record<string, ParamValue>;
}
