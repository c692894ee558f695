import type { CheckedRule, Scalar } from "../../../language/index.ts";

/** Values on which a rule or its mutant may turn. */
export interface Hints {
  texts: readonly string[];
  numbers: readonly number[];
  durations: readonly string[];
}

const DURATION = /^\d{1,6}[mhd]$/;

/** The literals of conditions and parameters, patterns as texts that they match, numbers with their neighbours. */
export function hintsOf(rules: readonly CheckedRule[]): Hints {
  const texts = new Set<string>();
  const numbers = new Set<number>();
  const durations = new Set<string>();
  const take = (value: unknown): void => {
    if (typeof value === "number") for (const near of [value, value - 1, value + 1]) numbers.add(near);
    else if (typeof value === "string" && DURATION.test(value)) durations.add(value);
    else if (typeof value === "string") for (const text of textsOf(value)) texts.add(text);
    else if (Array.isArray(value)) value.forEach(take);
  };
  for (const rule of rules) {
    JSON.stringify([rule.body, rule.raise, rule.lets], (key, value: unknown) => {
      if (key === "at" || key === "type") return undefined;
      if (isLiteral(value)) take(value.value);
      return value;
    });
    for (const { default: value, enum: values } of rule.params) take([value ?? null, ...(values ?? [])]);
  }
  return { texts: [...texts], numbers: [...numbers], durations: [...durations] };
}

const isLiteral = (value: unknown): value is { value: Scalar | Scalar[] } =>
  typeof value === "object" && value !== null && ((value as { kind?: unknown }).kind === "literal" || (value as { op?: unknown }).op === "default");

/** A text itself; of a glob, texts that it matches and some that lie next to them; of a plain regular expression, what it finds. */
function textsOf(pattern: string): string[] {
  const common = pattern.replace(/arn:\*:/, "arn:aws:").replace(/:iam::\*:/, ":iam::111122223333:");
  const fill = (by: string): string => common.replaceAll("*", by).replaceAll("?", "x");
  const found = pattern
    .replace(/^\^|\$$|^\(\?i\)\^?/g, "")
    .replaceAll("\\.", ".")
    .replaceAll(".*", "x");
  const plain = pattern.replaceAll("*", "x").replaceAll("?", "x");
  const odd = /[\^$()|[\]\\]/.test(pattern) ? [found, ...alternatives(found)] : [];
  return [
    ...new Set([fill("x"), ...odd, `${fill("x")}-other`, `other-${fill("x")}`, fill(""), plain, common.replaceAll("?", ""), pattern.replaceAll("*", "")]),
  ];
}

/** `(one|two)`: each with what stands around it. */
function alternatives(pattern: string): string[] {
  const [whole, inner] = /\(([^()]*\|[^()]*)\)/.exec(pattern) ?? [];
  if (whole === undefined || inner === undefined) return [];
  return inner.split("|").map((one) => pattern.replace(whole, one).replaceAll(/\([^()]*\)\??/g, ""));
}
