import { byOf, type Model, type OperationStep } from "./model.ts";

/**
 * Says that the plan makes something under a name that is taken: by what the snapshot holds, or by another resource that the plan makes.
 * `key` is the key of what has the name.
 */
export function reportTaken(model: Model, step: OperationStep, what: string, key: string): void {
  const other = [...model.creations].find(([who, creation]) => who !== step.who && creation.key === key);
  if (other) reportTwice(model, step, what, other[0]);
  else reportHeld(model, step, what);
}

/** Says that another operation of the plan makes the same. */
export function reportTwice(model: Model, { operation: { by } }: OperationStep, what: string, other: string): void {
  const message = `${by} creates ${what}, and so does ${byOf(other)}: the plan makes it twice. The apply would fail; give one of the two another name.`;
  model.problem("created-twice", by, message);
}

/** Says that the snapshot holds what the plan makes. */
export function reportHeld(model: Model, { operation: { by } }: OperationStep, what: string): void {
  const message = `${by} creates ${what}, which the snapshot holds already. The apply would fail; import it into the state first.`;
  model.problem("already-exists", by, message);
}

/** Says that the plan renames something to a name that another has. Where the plan renames that one too, nothing says that it does so first. */
export function reportRenamedOnto(model: Model, { operation: { by } }: OperationStep, what: string, other: string): void {
  model.problem("already-exists", by, `${by} gives ${what} the name of ${other}, which exists. The apply may fail; choose another name.`);
}
