import { isUnknownMark } from "../../../document/index.ts";

/**
 * `default: v`: absence becomes v; an unknown stays unknown. In verbatim JSON a wrong type is absence: an object always, a list or a scalar where
 * the default is of the other sort.
 */
export function orDefault(value: unknown, fallback: unknown, dynamic: boolean): unknown {
  if (value === null) return fallback;
  if (!dynamic || isUnknownMark(value)) return value;
  if (Array.isArray(value)) return Array.isArray(fallback) ? value : fallback;
  return typeof value === "object" || Array.isArray(fallback) ? fallback : value;
}
