import { createHash } from "node:crypto";
import { isUnknown } from "../../../schemas/index.ts";
import { type Fact, NESTED } from "../../evaluate/index.ts";

/**
 * Facts of one test that fails because no element is as it demands, as one fact: which elements there are decides nothing. An unknown one says that the
 * test itself is not known.
 */
export function collapsed(facts: readonly Fact[]): Fact[] {
  const whole = new Map<string, Fact>();
  const rest: Fact[] = [];
  for (const fact of facts) {
    const { among } = fact;
    if (among === undefined) {
      rest.push(fact);
      continue;
    }
    const element = elementAround(fact.element, among);
    const uniqueId = elementAround(fact.uniqueId ?? null, among);
    const key = JSON.stringify([among, element]);
    const isTestUnknown = fact.clause === among && isUnknown(fact.value);
    if (isTestUnknown || !whole.has(key))
      whole.set(key, {
        clause: among,
        element,
        ...(uniqueId === null ? {} : { uniqueId }),
        operator: "any",
        bound: NONE,
        value: isTestUnknown ? fact.value : NONE,
      });
  }
  return whole.size === 0 ? rest : [...rest, ...whole.values()];
}

const NONE = null as unknown as Fact["value"];

/** The element that holds the list of a test within tests on elements; null for the resource's own list. */
function elementAround(element: string | null, among: string): string | null {
  const depth = among.split(".").length - 1;
  return depth === 0 || element === null ? null : element.split(NESTED).slice(0, depth).join(NESTED);
}

/** What names a fact among those of one finding. */
const keyOf = ({ clause, element, operator }: Fact): string => JSON.stringify([clause, element, operator]);

/** Facts by clause, element and operator; a second one of the same is named by its value too. */
export function byKey(facts: readonly Fact[]): Map<string, Fact> {
  const keyed = new Map<string, Fact>();
  for (const fact of facts) {
    const key = keyOf(fact);
    keyed.set(keyed.has(key) ? `${key}${JSON.stringify(fact.value)}` : key, fact);
  }
  return keyed;
}

/** Whether what an unknown fact leaves open could hold another fact: the same test, one within it, or an element of its list. */
export function couldHold(unknown: Fact, { clause, element }: Fact): boolean {
  if (clause !== unknown.clause && !clause.startsWith(`${unknown.clause}.`)) return false;
  return unknown.element === null || element === unknown.element || (element?.startsWith(`${unknown.element}${NESTED}`) ?? false);
}

/** A text as baselines and waivers keep it. */
export const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 16);
