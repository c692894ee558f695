import type { PlannedMembers, Reference, Unknown } from "../../../schemas/index.ts";
import { listChange } from "./attachments.ts";
import { endOf, findPrincipal, kindName, reportMissing } from "./find.ts";
import { changedList, knownOf } from "./lists.ts";
import { knownAfterApplyMark, type Model, type OperationStep, principalStore } from "./model.ts";
import { type AnyEnd, type RelationEnd, relation, type SideChange, sideWithAll } from "./relation.ts";

/** Works all memberships into both sides: the users' groups and the groups' members. */
export function resolveMemberships(model: Model, steps: readonly OperationStep[]): void {
  const marks = new Map(steps.map((step) => [step.who, knownAfterApplyMark(model, step.plan, step.operation.by)]));
  const [first] = marks.values();
  if (!first) return;
  const edges = relation((who) => marks.get(who) ?? first);
  for (const step of steps) claim(step);
  const change = edges.settle(
    (arn) => knownOf(model.users.get(arn)?.groupArns ?? []),
    (arn) => knownOf(model.groups.get(arn)?.memberArns ?? []),
  );
  for (const arn of change.allLeft.size > 0 ? [...model.users.all()].map((user) => user.arn) : [...change.left.keys()]) {
    const user = model.users.edit(arn);
    if (user) user.groupArns = after(model, user.groupArns, sideWithAll(change.left.get(arn), change.allLeft));
  }
  for (const arn of change.allRight.size > 0 ? [...model.groups.all()].map((group) => group.arn) : [...change.right.keys()]) {
    const group = model.groups.edit(arn);
    if (group) group.memberArns = after(model, group.memberArns, sideWithAll(change.right.get(arn), change.allRight));
  }

  function claim(step: OperationStep): void {
    const { operation, who } = step;
    if (operation.kind === "add-member" || operation.kind === "remove-member") {
      const effect = operation.kind === "add-member" ? "present" : "absent";
      const user = endAt(step, "user", operation.user, effect);
      const group = endAt(step, "group", operation.group, effect);
      if (user && group) edges.claim(who, user, group, effect);
    }
    if (operation.kind === "set-members") {
      const group = endAt(step, "group", operation.group, "present");
      const users = operation.users.members.flatMap((name) => endAt(step, "user", name, "present") ?? []);
      if (group) edges.onlyLefts(who, group, users, restsOf(step, operation.users));
    }
  }

  function endAt(step: OperationStep, type: "user" | "group", name: Reference, effect: "present" | "absent"): RelationEnd | null {
    const found = findPrincipal(model, step, { type, name });
    if (found.status !== "unlisted") return found;
    if (!model.deleted[type].has(found.text)) reportMissing(model, step, `${kindName[type]} ${found.text}`, principalStore(model, type).isComplete());
    return effect === "present" ? endOf(found, false) : null;
  }

  function restsOf(step: OperationStep, { rest }: PlannedMembers): AnyEnd[] {
    return rest === null ? [] : [{ status: "any", mark: knownAfterApplyMark(model, step.plan, rest, "list") }];
  }
}

const after = (model: Model, list: (string | Unknown)[] | Unknown, side: SideChange) =>
  changedList(
    model,
    list,
    listChange(side, (key) => [key]),
    (key) => key,
  );
