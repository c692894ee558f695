import { COMPARISONS, caseless, orDefault, partText } from "../../language/index.ts";

/** What Reeve needs of json-logic-js. The engine takes it as a value: the library is loaded only where a cross-check was requested. */
export interface Referee {
  add_operation: (name: string, code: (...values: unknown[]) => unknown) => void;
  apply: (logic: never, data: unknown) => unknown;
}

/**
 * Reeve's own operations as data, to be registered with json-logic-js before it runs lowered conditions. Its `<` takes null to be smaller than
 * 90 and its `in` searches strings, which is why these have other names.
 */
export function ownOperations(clockMs: () => number): Record<string, (...values: unknown[]) => unknown> {
  const own = COMPARISONS.map(({ name, twin = name, holds }) => [twin, (value: unknown, operand: unknown) => holds(value, operand, clockMs())] as const);
  return {
    ...Object.fromEntries(own),
    orDefault: (value: unknown, fallback: unknown) => orDefault(value, fallback, true),
    partText,
    lowerCase: (value: unknown) => caseless(value),
  };
}
