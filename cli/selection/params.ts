import { didYouMean } from "../nearest.ts";
import { UsageError } from "../usage-error.ts";

type Scalar = string | number | boolean;

interface Spec {
  name: string;
  type: string;
  items: string | null;
}

interface WithParams {
  id: string;
  params: readonly Spec[];
}

export type ParamValues = Record<string, Record<string, unknown>>;

/** `--param rule.name=value`, read by the parameter's type: lists by commas, numbers as numbers. */
export function paramFlags(flags: readonly string[], rules: readonly WithParams[]): ParamValues {
  const values: ParamValues = Object.create(null);
  for (const flag of flags) {
    const found = /^([a-z0-9-]+)\.([A-Za-z][A-Za-z0-9]*)=(.*)$/s.exec(flag);
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
    values[id] = { ...values[id], [name]: paramValue(text, spec, flag) };
  }
  return values;
}

function paramValue(text: string, spec: Spec, flag: string): Scalar | Scalar[] {
  if (spec.type !== "array") return scalarOf(text, spec.type, flag);
  return text === "" ? [] : text.split(",").map((item) => scalarOf(item.trim(), spec.items ?? "string", flag));
}

function scalarOf(text: string, type: string, flag: string): Scalar {
  if (type === "boolean") {
    if (text === "true" || text === "false") return text === "true";
    throw new UsageError(`--param ${flag}: true or false is wanted`);
  }
  if (type !== "integer" && type !== "number") return text;
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value) || (type === "integer" && !Number.isInteger(value))) {
    throw new UsageError(`--param ${flag}: ${type === "integer" ? "a whole number" : "a number"} is wanted`);
  }
  return value;
}
