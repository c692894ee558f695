import { compareText, nameKey, sameContent, unknownContent } from "../../../document/index.ts";
import { type document, isUnknown, type PlannedMembers, type Principal, type Unknown } from "../../../schemas/index.ts";
import { plannedContent } from "./content.ts";
import { findPrincipal, kindName, reportMissing } from "./find.ts";
import { knownOf, markOf } from "./lists.ts";
import { addressOf, knownAfterApplyMark, type Model, type OperationStep, type PrincipalType, principalStore } from "./model.ts";
import { reportPutTwice } from "./put-twice.ts";

interface Keep {
  who: string;
  /** Its place among all steps. */
  at: number;
  names: Set<string>;
  /** Who puts those of them whose names are not known. */
  keptBy: Set<string>;
  /** Set where others may be kept too. */
  rest: Unknown | null;
  mark: Unknown;
}

interface Claim {
  step: OperationStep;
  name: string;
  /** Null for its deletion. */
  content: document.PolicyContent | null;
  mark: Unknown;
  /** Its place among all steps. */
  at: number;
}

/** What the operations do to one principal's inline policies. */
interface Changes {
  /** Key of the name → who → what becomes of it. */
  byName: Map<string, Map<string, Claim>>;
  /** Put under names that are not known: they are surely there. */
  unnamed: { who: string; policy: document.InlinePolicy; mark: Unknown }[];
  keeps: Keep[];
  opens: Unknown | null;
  loses: Unknown | null;
  /** Set where one of those that were there may be replaced by one whose name is not known. */
  replaces: Unknown | null;
  /** Keys of names that may be overwritten; null stands for every name. */
  overwritten: Map<string | null, Unknown>;
}

/** Works the inline policies that are put, deleted and kept into users, groups and roles. */
export function resolveInlinePolicies(model: Model, steps: readonly OperationStep[]): void {
  const changes = new Map<string, { type: PrincipalType; changes: Changes }>();
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
    if (item) item.inlinePolicies = after(item.inlinePolicies, change);
  }

  function concerned(step: OperationStep, principal: Principal): Changes[] {
    const found = findPrincipal(model, step, principal);
    const store = principalStore(model, principal.type);
    if (found.status === "at") return [changesOf(principal.type, found.key)];
    if (found.status === "any") {
      const all = [...store.all()].map(({ arn }) => changesOf(principal.type, arn));
      for (const one of all) {
        if (step.operation.kind === "put-inline-policy") {
          one.opens ??= found.mark;
          one.overwritten.set(step.operation.name.status === "known" ? nameKey(step.operation.name.value) : null, found.mark);
        } else one.loses ??= found.mark;
      }
      return [];
    }
    if (found.status === "unlisted" && !model.deleted[principal.type].has(found.text)) {
      reportMissing(model, step, `${kindName[principal.type]} ${found.text}`, store.isComplete());
    }
    return [];
  }

  function changesOf(type: PrincipalType, arn: string): Changes {
    const found = changes.get(arn) ?? {
      type,
      changes: { byName: new Map(), unnamed: [], keeps: [], opens: null, loses: null, replaces: null, overwritten: new Map() },
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

function after(list: document.User["inlinePolicies"], changes: Changes): document.User["inlinePolicies"] {
  const { byName, unnamed, keeps, opens, loses, replaces, overwritten } = changes;
  if (loses) return loses;
  const exact = keeps.some(({ rest }) => rest === null);
  let open = (exact ? null : markOf(list)) ?? opens;
  const policies = new Map(
    knownOf(list).flatMap((policy) => (isUnknown(policy.name) ? [] : [[nameKey(policy.name), { ...policy, name: policy.name }] as const])),
  );
  if (replaces && policies.size > 0) {
    // Any one of them, or none. Two resources of the plan are taken to put two policies.
    policies.clear();
    open ??= replaces;
  }
  for (const [key, byWho] of byName) {
    const claims = [...byWho.values()];
    const contents = claims.flatMap(({ content }) => content ?? []);
    const [only] = contents;
    const [claim] = claims;
    if (!claim) continue;
    if (only && contents.length === claims.length) {
      // Two resources that write the same policy: the one that comes last wins, and the plan does not say which that is.
      const same = contents.every((content) => sameContent(content, only) === true);
      policies.set(key, { name: policies.get(key)?.name ?? claim.name, ...(contents.length === 1 || same ? only : unknownContent(claim.mark)) });
    } else {
      policies.delete(key);
      if (only) open ??= claim.mark;
    }
  }
  for (const [key, { name }] of policies) {
    const mark = overwritten.get(key) ?? overwritten.get(null);
    if (mark) policies.set(key, { name, ...unknownContent(mark) });
  }
  for (const { who, at, names, rest, mark } of keeps) {
    for (const key of policies.keys()) {
      const claims = byName.get(key);
      // Put again by the same resource afterwards, it stays; put by another, that one may come first or last.
      if (names.has(key) || (claims?.get(who)?.at ?? -1) > at) continue;
      const put = [...(claims ?? [])].some(([other, { content }]) => other !== who && content !== null);
      policies.delete(key);
      if (put || rest) open ??= rest ?? mark;
    }
  }
  const sure = unnamed.filter(({ who, mark }) => {
    const dropping = keeps.find(({ keptBy }) => !keptBy.has(who));
    if (dropping) open ??= dropping.rest ?? mark;
    return dropping === undefined;
  });
  const named: document.InlinePolicy[] = [...policies.values()].sort((a, b) => compareText(a.name, b.name));
  const sorted = [...named, ...sure.map(({ policy }) => policy)];
  if (sorted.length === 0 && open !== null && open === list) return list;
  return open ? [...sorted, open] : sorted;
}
