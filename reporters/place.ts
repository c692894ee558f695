import type { Result } from "../schemas/index.ts";
import { number } from "./layout.ts";
import type { ReportOptions, RulePlace } from "./options.ts";
import type { RuleOf } from "./values.ts";
import { short } from "./visible.ts";

/** Where a rule is written, by the command line or, of results that were saved, by what they say of it; null where neither knows a file. */
export function rulePlace(id: string, ruleOf: RuleOf, options: Pick<ReportOptions, "ruleAt">): RulePlace | null {
  const rulePlace = options.ruleAt?.(id);
  if (rulePlace) return rulePlace;
  const rule = ruleOf(id);
  if (!rule?.file) return null;
  const file = rule.file.replaceAll("\\", "/");
  const shipped = new RegExp(`(^|/)(rules/[^/]+/${escaped(id)}\\.ya?ml)$`).exec(file)?.[2];
  const elsewhere = /^(\/|[A-Za-z]:\/)|(^|\/)node_modules\//.test(file);
  return elsewhere && shipped !== undefined ? { file: shipped, line: 1, shipped: true } : { file, line: 1, shipped: false };
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Where the change is written that bears on a result; null where only the account is known. */
export function planPlace({ location }: Result): { file: string; line: number } | null {
  if (!location || location.file === null) return null;
  return { file: location.file.replaceAll("\\", "/"), line: location.line ?? 1 };
}

const OTHERS = 3;

/** Other changes of the plan that affect the same resource, in a phrase; empty where there are none. */
export function alsoChangedText({ location }: Pick<Result, "location">): string[] {
  const others = location?.alsoChangedBy ?? [];
  if (others.length === 0) return [];
  const more = others.length - OTHERS;
  const named = others.slice(0, OTHERS).map((address) => short(address, 120));
  return [`also changed by ${named.join(", ")}${more > 0 ? ` and ${number(more)} more` : ""}`];
}
