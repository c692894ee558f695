/**
 * Rotation of a user's access key. A user holds two keys at the most (IAM quotas), so with two the idle one goes before a new one is made, and the
 * other after it. A key is retired only while the user has another active one, which the scripts look up as they run: whatever is skipped, one is left.
 */
import { CREATE, DELETE, idler, KEY, keyArgument, keyOf, type RotationContext, retires, userName, userOf } from "./keys.ts";
import type { Member, PlannedStep, ReadyStep } from "./plan.ts";
import { planUnused } from "./unused-key.ts";

/** The steps with what the user's other key, and other findings of the key, make of them; steps that rotate no key stay as they are. */
export function planRotation(steps: readonly PlannedStep[], context: RotationContext): PlannedStep[] {
  return deletingInactive(keepingAKey(planUnused(steps, context) ?? arranged(warned(steps, context), context)), context);
}

/** A key that was inactive when it was collected may be at work again: it is deleted only where it still is inactive. */
const deletingInactive = (steps: readonly PlannedStep[], { isInactive }: RotationContext): PlannedStep[] =>
  steps.map((step) => {
    if (step.status !== "ready" || step.call !== DELETE || userName(step) === null) return step;
    const key = keyOf(step);
    return key !== null && isInactive(key) ? { ...step, onlyInactive: true } : step;
  });

/** Who makes a new key in the place of one that nothing uses is asked first. */
function warned(steps: readonly PlannedStep[], { unusedBy }: RotationContext): PlannedStep[] {
  const key = steps.map((step) => (step.status === "ready" && retires(step) ? keyOf(step) : null)).find((id) => id !== null);
  const rules = key ? unusedBy(key) : [];
  if (!key || rules.length === 0) return [...steps];
  return steps.map((step) =>
    step.status === "ready" && step.call === CREATE ? { ...step, notes: [...step.notes, { code: "unused-too", key, rules }] } : step,
  );
}

/**
 * Steps that retire keys keep an active one of a user where the same steps make a new one, or switch one off and retire another. A key that they switch off
 * first is deleted only where that was done.
 */
export function keepingAKey(steps: readonly PlannedStep[]): PlannedStep[] {
  const rotated = steps.filter(({ call }) => call === CREATE).flatMap((step) => (step.status === "ready" ? [userOf(step)] : (step.rotates ?? [])));
  const users = new Set([...rotated, ...losingSeveral(steps)]);
  return steps.map((step, index) => {
    if (step.status !== "ready" || !retires(step)) return step;
    const isSwitchedOff =
      step.call === DELETE && steps.slice(0, index).some((each) => each.status === "ready" && each.call !== DELETE && isOfSameKey(each, step));
    return { ...step, ...(users.has(userOf(step)) ? { keepsAKey: true as const } : {}), ...(isSwitchedOff ? { onlyInactive: true as const } : {}) };
  });
}

/** Whether a step retires the key of another step. */
const isOfSameKey = (step: ReadyStep, other: ReadyStep): boolean => retires(step) && keyArgument(step) === keyArgument(other);

/** Users who lose more than one key by the steps. Where all of those are inactive, none is lost: such keys are only deleted. */
function losingSeveral(steps: readonly PlannedStep[]): string[] {
  const retiring = steps.filter((step): step is ReadyStep => step.status === "ready" && retires(step));
  const users = new Set(retiring.filter(({ call }) => call !== DELETE).map(userOf));
  return [...users].filter((user) => new Set(retiring.filter((step) => userOf(step) === user).map(keyOf)).size > 1);
}

/** Whether steps make a new key for a user: they retire the other keys too, in an order that keeps one at work. */
export const isRotation = (steps: readonly PlannedStep[]): boolean => steps.some((step) => step.call === CREATE && step.status === "ready");

/** Steps of several findings without those that wait for another finding's new key, where it is among them. */
export function withoutWaiting(steps: readonly PlannedStep[]): PlannedStep[] {
  const made = new Set(steps.flatMap((step) => (step.call === CREATE && step.status === "ready" ? [userOf(step)] : [])));
  return steps.filter((step) => step.status === "ready" || !step.rotates?.some((user) => made.has(user)));
}

function arranged(steps: readonly PlannedStep[], { keysOf, isDue }: RotationContext): PlannedStep[] {
  const at = steps.findIndex((step) => step.call === CREATE && step.status === "ready");
  const create = steps[at];
  if (create?.status !== "ready") return [...steps];
  const user = userName(create);
  const retiring = steps.slice(at + 1).filter((step) => step.status === "ready" && userOrKey(step, create));
  const own = retiring.map((step) => (step.status === "ready" ? keyOf(step) : null)).find((id) => id !== null);
  const keys = user === null || own == null ? null : keysOf(user);
  const key = keys?.find(({ id }) => id === own);
  const other = keys?.find(({ id }) => id !== own);
  if (!key || !other) return [...steps];
  const without = (isOtherDue: boolean): PlannedStep[] => {
    const { call, human, about } = create;
    const because = { code: "key-exists" as const, key: other.id, createdAt: other.createdAt, isDue: isOtherDue };
    return steps.with(at, { call, human, ...(about === undefined ? {} : { about }), status: "withheld", because, rotates: [userOf(create)] });
  };
  if (other.active === false) return steps.toSpliced(at, 0, { ...removal(create, other.id), notes: [{ code: "first", key: other.id, why: "inactive" }] });
  if (!isDue(other.id)) return without(false);
  const [idle, isKnown] = idler(key, other);
  if (idle === key) return without(true);
  const first = retiring.flatMap((step) => (step.status === "ready" ? [ofKey(step, other.id)] : []));
  if (!first.some(({ call }) => call === DELETE)) first.push(removal(create, other.id));
  return steps.toSpliced(
    at,
    0,
    ...first.map((step, index): PlannedStep => {
      return index > 0 ? step : { ...step, notes: [{ code: "first", key: other.id, why: isKnown ? "idle" : "older" }, ...step.notes] };
    }),
  );
}

const userOrKey = (step: ReadyStep, create: ReadyStep): boolean =>
  keyOf(step) !== null && (!step.with.some(({ name }) => name === "UserName") || userOf(step) === userOf(create));

const ofKey = (step: ReadyStep, id: string): ReadyStep => ({
  ...step,
  with: step.with.map((member): Member => (member.name === KEY ? { name: KEY, argument: { kind: "value", value: id } } : member)),
});

const removal = (create: ReadyStep, id: string): ReadyStep => ({
  ...create,
  call: DELETE,
  human: null,
  with: [...create.with.filter(({ name }) => name === "UserName"), { name: KEY, argument: { kind: "value", value: id } }],
  notes: [],
});
