import { type ParamSpec, type ParamType, type ParamValue, parseDuration, parseParam } from "../../language/index.ts";

/**
 * A parameter of a condition that no rule declares: its type is what its text looks like. `true` and `false` are booleans, `90d` a duration, digits a
 * number, text with commas or a JSON array a list, all else text.
 */
export function givenParam(name: string, text: string): { ok: true; spec: ParamSpec; value: ParamValue } | { ok: false; message: string } {
  const type = typeOf(text);
  const items = type === "array" ? itemsOf(text) : null;
  const spec: ParamSpec = { name, type, items, enum: null, minimum: null, maximum: null, description: "" };
  const parsed = parseParam(spec, text);
  return parsed.ok ? { ok: true, spec, value: parsed.value } : parsed;
}

function typeOf(text: string): ParamType {
  if (text === "true" || text === "false") return "boolean";
  if (/^-?\d+$/.test(text) && Number.isSafeInteger(Number(text))) return "integer";
  if (/^-?\d+\.\d+$/.test(text)) return "number";
  if (parseDuration(text) !== null) return "duration";
  return text.trimStart().startsWith("[") || text.includes(",") ? "array" : "string";
}

function itemsOf(text: string): ParamSpec["items"] {
  const items = text.replaceAll(/[[\]\s]/g, "").split(",");
  return items.every((item) => /^-?\d+$/.test(item)) ? "integer" : "string";
}
