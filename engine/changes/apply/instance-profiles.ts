import { sameName } from "../../../document/index.ts";
import type { AccountOperation, Reference } from "../../../schemas/index.ts";
import { iamArn } from "./arns.ts";
import { findPrincipal, reportMissing } from "./find.ts";
import { changedList, knownOf, type ListChange } from "./lists.ts";
import { addressOf, knownAfterApplyMark, type Model, type OperationStep } from "./model.ts";
import { reportTaken } from "./taken.ts";
import { nameLater, plannedKey } from "./unknown-names.ts";

type Of<K extends AccountOperation["kind"]> = Extract<AccountOperation, { kind: K }>;

/** The document holds instance profiles as the roles' own lists alone; a profile carries one role. Source: IAM API Reference, AddRoleToInstanceProfile. */
export function changeInstanceProfile(
  model: Model,
  step: OperationStep,
  operation: Of<"create-instance-profile" | "update-instance-profile" | "delete-instance-profile">,
): void {
  const arn = arnOf(model, step, operation);
  const mark = knownAfterApplyMark(model, step.plan, step.operation.by);
  if (operation.kind === "create-instance-profile") {
    reportTakenProfile(model, step, arn);
    model.creations.set(step.who, { kind: "instance-profile", key: arn, mark });
  } else if (arn !== null) takeAway(model, arn);
  if (operation.kind !== "delete-instance-profile" && operation.role) give(model, step, operation.role, arn);
}

/** A name of instance profiles is one in the account, whatever the path. Source: IAM User Guide, "IAM identifiers". */
function reportTakenProfile(model: Model, step: OperationStep, arn: string | null): void {
  if (arn === null || model.unknownNames.has(arn)) return;
  const isSame = (other: string | null): boolean => other !== null && sameName(nameIn(other), nameIn(arn));
  const made = [...model.creations].find(([who, { kind, key }]) => who !== step.who && kind === "instance-profile" && isSame(key))?.[1].key;
  const held = [...model.roles.all()].flatMap((role) => knownOf(role.instanceProfileArns)).find(isSame);
  const taken = made ?? held;
  if (taken !== undefined && taken !== null) reportTaken(model, step, `the instance profile ${nameIn(arn)}`, taken);
}

const nameIn = (arn: string): string => arn.slice(arn.lastIndexOf("/") + 1);

function arnOf(
  model: Model,
  step: OperationStep,
  operation: Of<"create-instance-profile" | "update-instance-profile" | "delete-instance-profile">,
): string | null {
  if (operation.kind !== "create-instance-profile") {
    const { arn } = operation;
    if (arn.status === "created") return model.creations.get(addressOf(step.plan, arn.by))?.key ?? null;
    return arn.status === "known" ? arn.value : null;
  }
  const { name, path } = operation;
  if (name.status === "known" && path.status === "known") return iamArn(model, "instance-profile", path.value, name.value);
  const key = plannedKey(model, step);
  nameLater(model, step, key, { arnBefore: iamArn(model, "instance-profile", "", ""), name, path });
  return key;
}

const change = (part: Partial<ListChange<string>>): ListChange<string> => ({
  add: [],
  remove: new Set(),
  maybe: new Set(),
  opens: null,
  loses: null,
  exact: false,
  ...part,
});

/** From every role that has it: the plan need not say which that is. */
function takeAway(model: Model, arn: string): void {
  for (const role of [...model.roles.all()]) {
    const held = knownOf(role.instanceProfileArns).filter((profile) => sameName(profile, arn));
    const edited = held.length > 0 ? model.roles.edit(role.arn) : undefined;
    if (edited) edited.instanceProfileArns = changedList(model, edited.instanceProfileArns, change({ remove: new Set(held) }), (profile) => profile);
  }
}

function give(model: Model, step: OperationStep, role: Reference, arn: string | null): void {
  const found = findPrincipal(model, step, { type: "role", name: role });
  const mark = knownAfterApplyMark(model, step.plan, step.operation.by);
  if (found.status === "unlisted") reportMissing(model, step, `the role ${found.text}`, model.roles.isComplete());
  const keys = found.status === "at" ? [found.key] : found.status === "any" ? [...model.roles.all()].map((one) => one.arn) : [];
  for (const key of keys) {
    const edited = model.roles.edit(key);
    if (!edited) continue;
    const sure = found.status === "at" && arn !== null;
    const gained = sure ? change({ add: [arn] }) : change({ opens: { mark, members: arn === null ? null : [arn] } });
    edited.instanceProfileArns = changedList(model, edited.instanceProfileArns, gained, (profile) => profile);
  }
}
