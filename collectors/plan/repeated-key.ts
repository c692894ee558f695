import { duplicateKeys, mayRepeatKeys } from "../../document/text/index.ts";

/** A key that stands twice in an object of a plan: nothing says which of its values was meant. */
export interface RepeatedKey {
  path: string;
  line: number;
  column: number;
  /** Where the text of the policy lies that holds it; null for the plan itself. */
  policyAt: string | null;
}

/** The first key that stands twice: in the text of a plan, or in the text of a policy that its values hold. `objects`: what the text says. */
export function repeatedKey(text: string, objects: readonly unknown[]): RepeatedKey | null {
  const own = mayRepeatKeys(text, objects) ? duplicateKeys(text, 1)[0] : undefined;
  if (own) return { ...own, policyAt: null };
  for (const object of objects) {
    const found = inPolicies(object, "", 0);
    if (found) return found;
  }
  return null;
}

const MAX_DEPTH = 50;

function inPolicies(value: unknown, at: string, depth: number): RepeatedKey | null {
  if (typeof value === "string") return inPolicy(value, at);
  if (typeof value !== "object" || value === null || depth > MAX_DEPTH) return null;
  for (const [name, member] of Object.entries(value)) {
    const found = inPolicies(member, Array.isArray(value) ? `${at}[${name}]` : at === "" ? name : `${at}.${name}`, depth + 1);
    if (found) return found;
  }
  return null;
}

function inPolicy(text: string, at: string): RepeatedKey | null {
  if (!text.trimStart().startsWith("{") || !text.includes('"Statement"')) return null;
  try {
    const [first] = mayRepeatKeys(text, JSON.parse(text)) ? duplicateKeys(text, 1) : [];
    return first ? { ...first, policyAt: at } : null;
  } catch {
    return null;
  }
}
