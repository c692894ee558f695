import { nameKey } from "../../../document/index.ts";
import type { PlannedMembers, Principal, Unknown } from "../../../schemas/index.ts";
import { plannedContent } from "./content.ts";
import { findPrincipal, kindName, likelyPrincipals, reportMissing } from "./find.ts";
import { type InlineChanges, policiesAfter } from "./inline-changes.ts";
import { addressOf, knownAfterApplyMark, type Model, type OperationStep, type PrincipalType, principalStore } from "./model.ts";
import { reportPutTwice } from "./put-twice.ts";

/** Works the inline policies that are put, deleted and kept into users, groups and roles. */
export function resolveInlinePolicies(model: Model, steps: readonly OperationStep[]): void {
  const changes = new Map<string, { type: PrincipalType; changes: InlineChanges }>();
  for (const [at, step] of steps.entries()) {
    const { operation, who } = step;
    if (operation.kind !== "put-inline-policy" && operation.kind !== "delete-inline-policy" && operation.kind !== "keep-inline-policies") continue;
    for (const one of concerned(step, operation.principal)) {
      const mark = knownAfterApplyMark(model, step.plan, operation.by);
      if (operation.kind === "keep-inline-policies") {
        one.keeps.push({ who, at, ...namesOf(step, operation.names), mark });
      } else if (operation.name.status === "known") {
        const name = operation.name.value;
        const byWho = one.byName.get(nameKey(name)) ?? new Map();
        one.byName.set(nameKey(name), byWho);
        const content = operation.kind === "put-inline-policy" ? plannedContent(model, step, operation.content) : null;
        // One address that puts two of one name, in blocks of which none comes first, claims twice.
        const isSecond = content !== null && (byWho.get(who)?.content ?? null) !== null;
        byWho.set(isSecond ? `${who}\u0000${at}` : who, { step, name, content, mark, at });
      } else {
        const unnamed = knownAfterApplyMark(model, step.plan, operation.name.scope);
        if (operation.kind === "delete-inline-policy") one.loses ??= unnamed;
        else {
          const name = model.gaps.partly(unnamed, { startsWith: operation.name.startsWith ?? "", restWithout: ":/" });
          one.unnamed.push({ who, policy: { name, ...plannedContent(model, step, operation.content) }, mark });
          if (!operation.generated) one.replaces ??= unnamed;
        }
      }
    }
  }
  for (const [arn, { type, changes: change }] of changes) {
    for (const byWho of change.byName.values()) reportPutTwice(model, [...byWho.values()]);
    const item = principalStore(model, type).edit(arn);
    if (item) item.inlinePolicies = policiesAfter(model, item.inlinePolicies, change, model.isCautious);
  }

  function concerned(step: OperationStep, principal: Principal): InlineChanges[] {
    const found = findPrincipal(model, step, principal);
    const store = principalStore(model, principal.type);
    if (found.status === "at") return [changesOf(principal.type, found.key)];
    if (found.status === "any") {
      perhapsAt(step, principal, found.mark);
      return [];
    }
    if (found.status === "unlisted" && !model.deleted[principal.type].has(found.text)) {
      reportMissing(model, step, `${kindName[principal.type]} ${found.text}`, store.isComplete());
    }
    return [];
  }

  /** What is done to one of a kind, whichever that is. */
  function perhapsAt(step: OperationStep, principal: Principal, mark: Unknown): void {
    const { operation } = step;
    const all = [...principalStore(model, principal.type).all()].map(({ arn }) => arn);
    if (operation.kind === "put-inline-policy") {
      const name = operation.name.status === "known" ? operation.name.value : knownAfterApplyMark(model, step.plan, operation.name.scope);
      const policy = { name, ...plannedContent(model, step, operation.content) };
      const likely = new Set(likelyPrincipals(model, principal));
      for (const arn of all) {
        const one = changesOf(principal.type, arn);
        one.perhaps.push({ policy, mark, isLikely: likely.has(arn) });
        // A name that the provider makes up is that of no other policy.
        if (operation.generated !== true) one.overwritten.set(operation.name.status === "known" ? nameKey(operation.name.value) : null, mark);
      }
    } else {
      for (const arn of all) {
        const one = changesOf(principal.type, arn);
        if (operation.kind === "delete-inline-policy" && operation.name.status === "known") one.perhapsDeleted.set(nameKey(operation.name.value), mark);
        else one.loses ??= mark;
      }
    }
  }

  function changesOf(type: PrincipalType, arn: string): InlineChanges {
    const found = changes.get(arn) ?? {
      type,
      changes: { byName: new Map(), unnamed: [], perhaps: [], perhapsDeleted: new Map(), keeps: [], loses: null, replaces: null, overwritten: new Map() },
    };
    changes.set(arn, found);
    return found.changes;
  }

  function namesOf(step: OperationStep, { members, rest }: PlannedMembers): { names: Set<string>; keptBy: Set<string>; rest: Unknown | null } {
    const names = new Set(members.flatMap((member) => (member.status === "known" ? [nameKey(member.value)] : [])));
    const keptBy = new Set(members.flatMap((member) => (member.status === "created" ? [addressOf(step.plan, member.by)] : [])));
    const scope = rest ?? (members.some(({ status }) => status === "after-apply") ? step.operation.by : null);
    return { names, keptBy, rest: scope === null ? null : knownAfterApplyMark(model, step.plan, scope, rest === null ? undefined : "list") };
  }
}
