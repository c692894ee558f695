import { visible } from "../../reporters/index.ts";
import { nearest } from "../nearest.ts";
import { UsageError } from "../usage-error.ts";
import type { Suite } from "./suites.ts";

/** The cases whose rule or name holds the text, in any case; all cases of a rule whose id holds it. Nothing left is a usage error: never a silent green. */
export function filtered(suites: readonly Suite[], text: string): Suite[] {
  const wanted = text.toLowerCase();
  const has = (name: string): boolean => name.toLowerCase().includes(wanted);
  const left = suites.flatMap((suite): Suite[] => {
    if (has(suite.rule.id)) return [suite];
    const { test, places } = suite;
    if (!test) return [];
    const [first, ...more] = test.cases.filter(({ name }) => has(name));
    if (!first) return [];
    return [{ ...suite, test: { ...test, cases: [first, ...more] }, places: places.filter((_, at) => has(test.cases[at]?.name ?? "")) }];
  });
  if (left.length === 0)
    throw new UsageError(`--filter ${visible(text)}: no rule and no case has this in its name: nothing was tested.${near(wanted, suites)}`);
  return left;
}

/** Names most like the text: rules, cases, else words of them. */
function near(wanted: string, suites: readonly Suite[]): string {
  const ids = suites.map(({ rule }) => rule.id);
  const names = suites.flatMap(({ test }) => (test?.cases ?? []).map(({ name }) => name));
  const words = new Set([...ids, ...names].flatMap((name) => name.toLowerCase().split(/[^\p{L}\p{N}]+/u)).filter((word) => word.length >= 4));
  const found = [ids, names, words].map((known) => nearest(wanted, known)).find((close) => close.length > 0) ?? [];
  if (found.length > 0) return ` Did you mean ${found.map((name) => visible(name)).join(" or ")}?`;
  const [some = "", ...more] = ids;
  return ids.length <= 6 ? ` Rules: ${[some, ...more].join(", ")}.` : " reeve rules list shows the rules.";
}
