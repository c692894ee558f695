import { orDefault } from "../engine/language/condition/presence.ts";
import { COMPARISONS } from "../engine/language/matchers/registry.ts";

/**
 * Our own operations as data, to be registered with a json-logic-js instance before it runs lowered conditions. Its `<` calls null smaller than
 * 90 and its `in` searches strings, which is why ours bear other names.
 */
export function jsonLogicTwins(clockMs: number): Record<string, (...values: unknown[]) => unknown> {
  const twins = COMPARISONS.map(({ name, twin = name, holds }) => [twin, (value: unknown, operand: unknown) => holds(value, operand, clockMs)] as const);
  return { ...Object.fromEntries(twins), orDefault: (value: unknown, fallback: unknown) => orDefault(value, fallback, true) };
}
