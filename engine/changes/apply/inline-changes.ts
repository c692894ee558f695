import { compareText, nameKey, sameContent, unknownContent } from "../../../document/index.ts";
import { type document, isUnknown, type Unknown } from "../../../schemas/index.ts";
import { knownOf, markOf } from "./lists.ts";
import type { Model, OperationStep } from "./model.ts";
import { joined, openingOf, openMarkOf } from "./opening.ts";

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
export interface InlineChanges {
  /** Key of the name → who → what becomes of it. */
  byName: Map<string, Map<string, Claim>>;
  /** Put under names that are not known: they are surely there. */
  unnamed: { who: string; policy: document.InlinePolicy; mark: Unknown }[];
  /** Put on a principal that is not known, which may be this one; `isLikely`: most likely it is. */
  perhaps: { policy: document.InlinePolicy; mark: Unknown; isLikely: boolean }[];
  /** Keys of names that may be deleted. */
  perhapsDeleted: Map<string, Unknown>;
  keeps: Keep[];
  loses: Unknown | null;
  /** Set where one of those that were there may be replaced by one whose name is not known. */
  replaces: Unknown | null;
  /** Keys of names that may be overwritten; null stands for every name. */
  overwritten: Map<string | null, Unknown>;
}

/** A principal's inline policies after the operations. `isCautious`: see `PredictOptions`. */
export function policiesAfter(
  model: Pick<Model, "gaps">,
  list: document.User["inlinePolicies"],
  changes: InlineChanges,
  isCautious: boolean,
): document.User["inlinePolicies"] {
  const { byName, unnamed, perhaps, perhapsDeleted, keeps, loses, replaces, overwritten } = changes;
  if (loses) return loses;
  const exact = keeps.some(({ rest }) => rest === null);
  let opening = openingOf<document.InlinePolicy>(exact ? null : markOf(list));
  /** Leaves the list open: for these policies, or for any. */
  const open = (mark: Unknown, members: readonly document.InlinePolicy[] | null = null): void => {
    opening = joined(opening, { mark, members });
  };
  for (const { policy, mark } of perhaps) open(mark, [policy]);
  const policies = new Map(
    knownOf(list).flatMap((policy) => (isUnknown(policy.name) ? [] : [[nameKey(policy.name), { ...policy, name: policy.name }] as const])),
  );
  if (replaces && policies.size > 0) {
    // Any one of them, or none. Two resources of the plan are taken to put two policies.
    const any = [...policies.values()];
    policies.clear();
    open(replaces, any);
  }
  for (const [key, byWho] of byName) {
    const claims = [...byWho.values()];
    const contents = claims.flatMap(({ content }) => content ?? []);
    const [only] = contents;
    const [claim] = claims;
    if (!claim) continue;
    // Of several addresses that write the same policy, or take it away, the one that comes last wins, and the plan does not say which that is.
    const allowed = isCautious ? allowedBy(contents, claim.mark) : null;
    if (only && contents.length === claims.length) {
      const same = contents.every((content) => sameContent(content, only) === true);
      policies.set(key, { name: policies.get(key)?.name ?? claim.name, ...(same ? only : (allowed ?? unknownContent(claim.mark))) });
    } else {
      policies.delete(key);
      if (only) open(claim.mark);
      if (allowed) policies.set(key, { name: claim.name, ...allowed });
    }
  }
  for (const [key, { name }] of policies) {
    const mark = overwritten.get(key) ?? overwritten.get(null);
    if (mark) policies.set(key, { name, ...unknownContent(mark) });
  }
  for (const [key, mark] of perhapsDeleted) {
    const there = policies.get(key);
    if (!there) continue;
    policies.delete(key);
    open(mark, [there]);
  }
  for (const { who, at, names, rest, mark } of keeps) {
    for (const key of [...policies.keys()]) {
      const claims = byName.get(key);
      // Put again by the same resource afterwards, it stays; put by another, that one may come first or last.
      if (names.has(key) || (claims?.get(who)?.at ?? -1) > at) continue;
      const puts = [...(claims ?? [])].filter(([other, { content }]) => other !== who && content !== null);
      const there = policies.get(key);
      policies.delete(key);
      if (puts.length > 0 || rest) open(rest ?? mark);
      const allowed = isCautious && puts.length > 0 && there ? allowedBy([there], mark) : null;
      if (allowed && there) policies.set(key, { name: there.name, ...allowed });
    }
  }
  const sure = unnamed.filter(({ who, mark }) => {
    const dropping = keeps.find(({ keptBy }) => !keptBy.has(who));
    if (dropping) open(dropping.rest ?? mark);
    return dropping === undefined;
  });
  const counted = isCautious ? [...unnamed.filter((one) => !sure.includes(one)), ...perhaps.filter(({ isLikely }) => isLikely)] : [];
  const named: document.InlinePolicy[] = [...policies.values()].sort((a, b) => compareText(a.name, b.name));
  const allowing = counted.flatMap(({ policy, mark }) => {
    const allowed = allowedBy([policy], mark);
    return allowed ? [{ name: policy.name, ...allowed }] : [];
  });
  const sorted = [...named, ...sure.map(({ policy }) => policy), ...allowing];
  const mark = opening && openMarkOf(model, opening);
  if (sorted.length === 0 && mark !== null && mark === list) return list;
  return mark ? [...sorted, mark] : sorted;
}

/**
 * A policy that one address puts and another puts otherwise or takes away, or that may be another's: what any of them allows counts as there, what they deny
 * does not. Null where they surely allow nothing.
 */
function allowedBy(contents: readonly document.PolicyContent[], mark: Unknown): document.PolicyContent | null {
  const allowing = contents.flatMap(({ statements }) => knownOf(statements).filter(({ effect }) => effect === "Allow"));
  return allowing.length > 0 ? { ...unknownContent(mark), statements: allowing } : null;
}
