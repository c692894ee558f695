/**
 * An access key that a rule finds unused. One that is to be rotated too, both findings named together, is retired and not replaced, because nothing uses it.
 * Of two unused keys of a user one goes now. A user who has another key keeps a working one: the scripts look it up as they run.
 */
import type { CheckedRule } from "../language/index.ts";
import { CREATE, DELETE, idler, keyOf, type RotationContext, retires, userName, userOf } from "./keys.ts";
import type { PlannedStep, ReadyStep } from "./plan.ts";

/** Whether a rule's steps replace an access key, retire it without a replacement, or neither. */
export function keyFixOf({ remediation }: CheckedRule): "replaces" | "retires" | null {
  const calls = remediation?.steps.map(({ call }) => call) ?? [];
  if (calls.includes(CREATE)) return "replaces";
  return calls.includes("iam:UpdateAccessKey") || calls.includes(DELETE) ? "retires" : null;
}

/** The steps where such findings are named together; null where they are not. */
export function planUnused(steps: readonly PlannedStep[], context: RotationContext): PlannedStep[] | null {
  const ready = steps.filter((step): step is ReadyStep => step.status === "ready");
  const retiring = ready.filter(retires);
  const [key, ...others] = new Set(retiring.map(keyOf).filter((id) => id !== null));
  if (!key || others.length > 0) return null;
  const create = ready.find(({ call }) => call === CREATE);
  const rules = create ? context.retiredBy(key) : context.replacedBy(key);
  const step = create ?? retiring[0];
  const user = step && userName(step);
  const keys = user ? context.keysOf(user) : null;
  const other = keys?.find(({ id, active }) => id !== key && active !== false) ?? null;
  const own = keys?.find(({ id }) => id === key);
  const areBothUnused = !create && own && own.active !== false && other && context.retiredBy(other.id).length > 0;
  if (areBothUnused && idler(own, other)[0] === other)
    return retiring.slice(0, 1).map(({ call }) => ({ call, human: null, status: "withheld", because: { code: "last-key", key, other: other.id } }));
  if (rules.length === 0) return areBothUnused ? steps.map((each) => (each.status === "ready" && retires(each) ? { ...each, keepsAKey: true } : each)) : null;
  // Where a user has no other key that may work, none is kept.
  const keeps = keys !== null && other === null ? {} : { rotates: step ? [userOf(step)] : [] };
  if (create) return [{ call: CREATE, human: null, status: "withheld", because: { code: "key-unused", key, rules }, ...keeps }];
  const isLast = keys !== null && other === null;
  let said = false;
  return steps.map((each) => {
    if (each.status !== "ready" || !retires(each)) return each;
    if (isLast && each.call === DELETE) return { call: DELETE, human: null, status: "withheld", because: { code: "after-waiting", key } };
    const notes = said ? each.notes : [...each.notes, { code: "retired" as const, key, rules }];
    said = true;
    return { ...each, notes };
  });
}
