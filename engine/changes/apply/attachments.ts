import { isAwsManaged } from "../../../document/index.ts";
import { isUnknown, type PlannedMembers, type Principal, type Reference, type Unknown } from "../../../schemas/index.ts";
import { contentFields } from "../../access/index.ts";
import { iamArn, placeholderId } from "./arns.ts";
import { counted, type Growth } from "./counts.ts";
import { endOf, findPolicy, findPrincipal, kindName, reportMissing } from "./find.ts";
import { changedList, knownOf, type ListChange, markOf } from "./lists.ts";
import { knownAfterApplyMark, type Model, type OperationStep, type PrincipalType, principalStore } from "./model.ts";
import type { Opening } from "./opening.ts";
import { bringIn } from "./policies.ts";
import { type AnyEnd, type RelationChange, type RelationEnd, relation, type SideChange, sideWithAll } from "./relation.ts";
import type { WorkingAttachment, WorkingPolicy, WorkingPrincipal } from "./working.ts";

const TYPES = ["user", "group", "role"] as const;

/** Works all attachments of managed policies into both sides: what the principals have, and what the policies are attached to. */
export function resolveAttachments(model: Model, steps: readonly OperationStep[]): void {
  const marks = new Map(steps.map((step) => [step.who, knownAfterApplyMark(model, step.plan, step.operation.by)]));
  const [first] = steps;
  const [mark] = marks.values();
  if (!first || !mark) return;
  const edges = relation((who) => marks.get(who) ?? mark);
  const uncounted = new Map<string, Unknown>();
  const used = new Set<string>();
  const surelyHeld: SurelyHeld = new Map();
  let any = false;
  for (const step of steps) any = claim(step) || any;
  if (!any) return;
  const change = edges.settle(
    (arn) => knownOf(principalAt(model, arn)?.attachedPolicyArns ?? []),
    (arn) => knownOf(model.policies.get(arn)?.attachedTo ?? []).map((attachment) => attachment.arn),
  );
  for (const [arn, side] of change.right) if ([...side.edges.values()].some((effect) => effect !== "absent")) used.add(arn);
  for (const { opens } of change.allLeft.values()) for (const arn of opens?.members ?? []) used.add(arn);
  for (const { opens } of change.left.values()) for (const arn of opens?.members ?? []) used.add(arn);
  for (const arn of used) bringIn(model, arn);
  if (model.isCautious) countPerhapsAttached(model, change);
  changePolicies(model, change, uncounted, surelyHeld);
  changePrincipals(model, change);

  function claim(step: OperationStep): boolean {
    const { operation, who } = step;
    switch (operation.kind) {
      case "attach":
      case "detach":
        one(step, operation.principal, operation.policyArn, operation.kind === "attach" ? "present" : "absent");
        return true;
      case "set-attached-policies": {
        const left = principalEnd(step, operation.principal, "present");
        const rights = policyEnds(step, operation.policyArns);
        if (left) edges.onlyRights(who, left, rights, restsOf(step, operation.policyArns));
        for (const right of rights) noteHeld(step, operation.principal, right);
        return true;
      }
      case "set-policy-attachments": {
        const right = endOf(findPolicy(model, step, operation.arn), true);
        const lists: [PrincipalType, PlannedMembers][] = [
          ["user", operation.users],
          ["group", operation.groups],
          ["role", operation.roles],
        ];
        const lefts = lists.flatMap(([type, list]) => list.members.flatMap((name) => principalEnd(step, { type, name }, "present") ?? []));
        edges.onlyLefts(
          who,
          right,
          lefts,
          lists.flatMap(([type, list]) => restsOf(step, list, type)),
        );
        return true;
      }
      default:
        return false;
    }
  }

  function one(step: OperationStep, principal: Principal, policyArn: Reference, effect: "present" | "absent"): void {
    const right = policyEnd(step, policyArn, effect);
    const left = principalEnd(step, principal, effect, right);
    if (left) edges.claim(step.who, left, right, effect);
    if (effect === "present") noteHeld(step, principal, right);
  }

  function noteHeld(step: OperationStep, principal: Principal, right: RelationEnd): void {
    const isOne = principal.name.status === "after-apply" && principal.name.isOne === true;
    const key = right.status === "at" || right.status === "unlisted" ? right.key : null;
    if (isOne && key !== null) surelyHeld.set(key, [...(surelyHeld.get(key) ?? []), { step, principal }]);
  }

  /** Null where there is nothing to change: what is deleted, or not in the document, has no edge there to lose. */
  function principalEnd(step: OperationStep, principal: Principal, effect: "present" | "absent", right?: RelationEnd): RelationEnd | null {
    const found = findPrincipal(model, step, principal);
    if (found.status === "any") return { ...found, among: principal.type };
    if (found.status !== "unlisted") return found;
    const deleted = model.deleted[principal.type].has(found.text);
    const complete = principalStore(model, principal.type).isComplete();
    if (!deleted) reportMissing(model, step, `${kindName[principal.type]} ${found.text}`, complete);
    if (effect === "present") return endOf(found, false);
    if (!deleted && right?.status === "at") uncounted.set(right.key, knownAfterApplyMark(model, step.plan, step.operation.by));
    return null;
  }

  function policyEnds(step: OperationStep, { members }: PlannedMembers): RelationEnd[] {
    return members.map((reference) => policyEnd(step, reference, "present"));
  }

  /** A policy of AWS may be one that nothing uses yet; every other one is in a whole snapshot, or cannot be attached here. */
  function policyEnd(step: OperationStep, reference: Reference, effect: "present" | "absent"): RelationEnd {
    const found = findPolicy(model, step, reference);
    if (found.status === "unlisted" && effect === "present" && !isAwsManaged(found.text))
      reportMissing(model, step, `the policy ${found.text}`, model.policies.isComplete());
    return endOf(found, true);
  }

  function restsOf(step: OperationStep, { rest }: PlannedMembers, among = ""): AnyEnd[] {
    return rest === null ? [] : [{ status: "any", mark: knownAfterApplyMark(model, step.plan, rest, "list"), among }];
  }
}

/**
 * What one address attaches and another detaches counts as attached where the policy only allows. Of several policies of which one is attached, the first
 * counts as attached where all of them give administrator permissions; else none does.
 */
function countPerhapsAttached(model: Model, change: RelationChange): void {
  const chosen = new Set(change.choices.flatMap(({ left, rights }) => rights.map((right) => JSON.stringify([left, right]))));
  const attach = (holder: string, arn: string): void => {
    change.right.get(arn)?.edges.set(holder, "present");
    change.left.get(holder)?.edges.set(arn, "present");
  };
  for (const [arn, side] of change.right) {
    if (!onlyAllows(model.policies.get(arn))) continue;
    for (const [holder, effect] of side.edges) {
      if (effect === "maybe" && !chosen.has(JSON.stringify([holder, arn]))) attach(holder, arn);
    }
  }
  for (const { left, rights } of change.choices) {
    const policies = rights.map((right) => model.policies.get(right));
    const isCertain = policies.every((policy) => policy !== undefined && isAdministrator(policy));
    const isSettled = rights.some((right) => change.left.get(left)?.edges.get(right) === "present");
    const [first] = rights;
    if (first !== undefined && isCertain && !isSettled) attach(left, first);
  }
}

const onlyAllows = (policy: WorkingPolicy | undefined): boolean =>
  policy !== undefined && !isUnknown(policy.statements) && policy.statements.every((statement) => !isUnknown(statement) && statement.effect === "Allow");

function principalAt(model: Model, arn: string): WorkingPrincipal | undefined {
  for (const type of TYPES) {
    const found = principalStore(model, type).get(arn);
    if (found) return found;
  }
  return undefined;
}

function attachmentOf(model: Model, arn: string): WorkingAttachment[] {
  for (const kind of TYPES) {
    const found = principalStore(model, kind).get(arn);
    if (found) return [{ kind, arn, name: found.name }];
  }
  return [];
}

/** Policies that are attached to one principal at least, which is not known, with the operations that say so. */
type SurelyHeld = Map<string, { step: OperationStep; principal: Principal }[]>;

/**
 * A holder of which only its kind is known. A merge counts it as one more: that it holds the policy already would be the exception. Of an administrator
 * policy it is none that an exemption spells out: it is not excused by a name that no one sees.
 */
function unnamedAttachment(
  model: Model,
  { step, principal: { type, name } }: { step: OperationStep; principal: Principal },
  isAdmin: boolean,
): WorkingAttachment {
  const key = `holder ${type} ${step.who}${isAdmin ? " of an administrator policy" : ""}`;
  const mark = knownAfterApplyMark(model, step.plan, name.status === "after-apply" ? name.scope : step.operation.by);
  const named = model.gaps.partly(mark, { id: placeholderId(step.operation.by) });
  const unlike = isAdmin ? { startsWith: iamArn(model, type, "/", ""), restWithout: NAME_CHARACTERS } : {};
  model.unknownNames.set(key, { arn: model.gaps.partly(named, unlike), name: named, path: mark });
  return { kind: type, arn: key, name: key };
}

/** All that a path and a name may hold. Source: IAM User Guide, "IAM and AWS STS quotas", name requirements. */
const NAME_CHARACTERS = "/:ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+=,.@-";

const isAdministrator = (policy: WorkingPolicy): boolean => contentFields(policy, ["admin"]).admin === true;

function changePolicies(model: Model, change: RelationChange, uncounted: ReadonlyMap<string, Unknown>, surelyHeld: SurelyHeld): void {
  const arns = new Set([...(change.allRight.size > 0 ? [...model.policies.all()].map(({ arn }) => arn) : []), ...change.right.keys(), ...uncounted.keys()]);
  for (const arn of arns) {
    const policy = model.policies.edit(arn);
    if (!policy) continue;
    const side = sideWithAll(change.right.get(arn), change.allRight);
    const { opens, loses } = side;
    const growth = growthOf(model, policy, side);
    if (uncounted.has(arn)) growth.least = Number.NEGATIVE_INFINITY;
    policy.attachedTo = changedList(
      model,
      policy.attachedTo,
      listChange(side, (key) => attachmentOf(model, key)),
      (attachment) => attachment.arn,
    );
    const holders = surelyHeld.get(arn) ?? [];
    const isAdmin = model.isCautious && holders.length > 0 && isAdministrator(policy);
    const isHeld = holders.length > 0 && (isAdmin || (!loses && [...side.edges.values()].every((effect) => effect === "present")));
    if (isHeld && model.isCautious && (isAdmin || !isUnknown(policy.attachedTo))) {
      const unnamed = holders.map((each) => unnamedAttachment(model, each, isAdmin));
      policy.attachedTo = [...unnamed, ...[policy.attachedTo].flat()];
    }
    const held = Math.max(knownOf(policy.attachedTo).length, isHeld ? 1 : 0);
    if (side.exact && !opens && !loses) policy.attachmentCount = held;
    else {
      const mark =
        opens?.mark ?? loses?.mark ?? uncounted.get(arn) ?? (isUnknown(policy.attachmentCount) ? policy.attachmentCount : uncountable(policy, model));
      policy.attachmentCount = counted(model, policy.attachmentCount, growth, held, mark);
    }
  }
}

/** Marks a count that cannot be carried on: the snapshot does not tell whether an edge was there before. */
function uncountable(policy: WorkingPolicy, model: Model): Unknown {
  return (
    markOf(policy.attachedTo) ??
    model.gaps.mark({
      source: "iam:GetAccountAuthorizationDetails",
      reason: "Inconsistent",
      deniedBy: null,
      permission: null,
      scope: policy.arn,
      message: "The snapshot does not tell what the policy was attached to.",
    })
  );
}

/** How many attachments more the policy has. Where the snapshot does not show whether one was there before, or the outcome is open, the least and the most. */
function growthOf(model: Model, policy: WorkingPolicy, { edges, opens, loses }: SideChange): Growth {
  const growth: Growth = { least: -mostOf(loses, "present"), most: mostOf(opens, "absent") };
  for (const [left, effect] of edges) {
    const before = wasAttached(model, policy, left);
    if (effect !== "present" && before !== false) growth.least -= 1;
    if (effect !== "absent" && before !== true) growth.most += 1;
    if (effect === "present" && before === false) growth.least += 1;
    if (effect === "absent" && before === true) growth.most -= 1;
  }
  return growth;

  /** How many edges an opening changes at the most: those that are surely `from` by now, or were so and are not named. */
  function mostOf(opening: Opening | null, from: "present" | "absent"): number {
    if (opening === null) return 0;
    const changes = (left: string): boolean => (edges.has(left) ? edges.get(left) === from : wasAttached(model, policy, left) !== (from === "absent"));
    return opening.members?.filter(changes).length ?? Number.POSITIVE_INFINITY;
  }
}

function wasAttached(model: Model, policy: WorkingPolicy, left: string): boolean | null {
  const principal = principalAt(model, left);
  if (principal && knownOf(principal.attachedPolicyArns).includes(policy.arn)) return true;
  if (knownOf(policy.attachedTo).some(({ arn }) => arn === left)) return true;
  return (principal && markOf(principal.attachedPolicyArns) === null) || markOf(policy.attachedTo) === null ? false : null;
}

function changePrincipals(model: Model, change: RelationChange): void {
  for (const type of TYPES) {
    const store = principalStore(model, type);
    const arns = change.allLeft.has(type) || change.allLeft.has("") ? [...store.all()].map(({ arn }) => arn) : [...change.left.keys()];
    for (const arn of arns) {
      if (!store.get(arn)) continue;
      const item = store.edit(arn);
      if (!item) continue;
      const side = sideWithAll(change.left.get(arn), change.allLeft, type);
      const { opens } = side;
      // What comes may be a policy of AWS that nothing used so far, so that the snapshot does not hold it.
      if (opens && (opens.members === null || opens.members.some((key) => model.policies.get(key) === undefined))) model.policies.open(opens.mark);
      item.attachedPolicyArns = changedList(
        model,
        item.attachedPolicyArns,
        listChange(side, (key) => [key]),
        (key) => key,
      );
    }
  }
}

/** What one side's edges make of its list. */
export function listChange<T>({ edges, opens, loses, exact }: SideChange, itemsOf: (key: string) => T[]): ListChange<T> {
  const of = (wanted: string): string[] => [...edges].filter(([, effect]) => effect === wanted).map(([key]) => key);
  const opening = (side: Opening | null): Opening<T> | null => side && { mark: side.mark, members: side.members?.flatMap(itemsOf) ?? null };
  return {
    add: of("present").flatMap(itemsOf),
    remove: new Set(of("absent")),
    maybe: new Set(of("maybe")),
    opens: opening(opens),
    loses: opening(loses),
    exact,
  };
}
