import type { ReeveResults } from "../schemas/index.ts";
import { wrap } from "./layout.ts";
import type { Paint } from "./paint.ts";
import { visible } from "./visible.ts";

/** Rules that did not run because a parameter is not set, each with the names of its parameters. */
export const notConfiguredNames = (rules: ReeveResults["rules"]): string[] =>
  rules.flatMap(({ id, notConfigured }) => (notConfigured === undefined ? [] : `${visible(id)} (${notConfigured.map(visible).join(", ")})`));

/** Those rules, once, and how to set what they need. */
export function notConfiguredLines(rules: ReeveResults["rules"], width: number, paint: Paint): string[] {
  const names = notConfiguredNames(rules);
  if (names.length === 0) return [];
  return wrap(paint.dim(`not configured: ${names.join(", ")}. ${HOW_TO_SET}`), width);
}

/** The three ways to set a parameter. */
const HOW_TO_SET = "Set them in reeve.yaml (params), in the pack.yaml of a pack of your own (params), or with --param rule.name=value.";
