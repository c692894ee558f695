import type { Argument, Member, StepNote, Withheld } from "./plan.ts";
import type { ReplacedField, ReplacingCall } from "./replaces.ts";

/** What one failing rule wants of an object. */
export interface Wish {
  rule: string;
  members: readonly Member[];
  /** What a person must know of it; null: nothing. */
  human: string | null;
  /** Named by the user, and not only failing too. */
  isNamed: boolean;
}

/** A request; `warnings`: what the steps that it carries beside its own say to people. */
export type Merged = { members: Member[]; notes: StepNote[]; warnings?: string[] } | Withheld;

/**
 * One request out of an object's present value and what failing rules want of it: the stricter of two wishes, and never less than the object
 * holds already. `current` null: there is none yet.
 */
export function mergeFields(
  call: ReplacingCall,
  fields: readonly ReplacedField[],
  current: Readonly<Record<string, unknown>> | null,
  wishes: readonly Wish[],
): Merged {
  const [own] = wishes;
  const known = new Set(fields.map((field) => field.member));
  const members: Member[] = [];
  const kept: string[] = [];
  const defaults: { name: string; value: string | number | boolean | null }[] = [];
  for (const field of fields) {
    const wanted = wishes.flatMap((wish) =>
      wish.members.filter((member) => member.name === field.member).map(({ argument }) => ({ rule: wish.rule, argument })),
    );
    const present = current === null ? null : asArgument(current[field.field]);
    if (wanted.length === 0) {
      if (present) {
        members.push({ name: field.member, argument: present });
        kept.push(field.member);
      } else if (current === null) {
        const initial = field.initial ?? null;
        if (initial !== null) members.push({ name: field.member, argument: { kind: "value", value: initial } });
        defaults.push({ name: field.member, value: initial ?? field.default });
      }
      continue;
    }
    const choice = strictest(
      field,
      wanted.map((wish) => wish.argument),
      present,
    );
    if (choice === null)
      return { code: "conflict", object: call.object(own?.members ?? []), member: field.member, rules: [...new Set(wanted.map((wish) => wish.rule))] };
    members.push({ name: field.member, argument: choice });
  }
  const fixed = (own?.members ?? []).filter((member) => !known.has(member.name));
  const others = [...new Set(wishes.map((wish) => wish.rule))].filter((rule) => rule !== own?.rule);
  const notes: StepNote[] = [];
  if (others.length > 0) notes.push({ code: "merged", rules: others });
  if (kept.length > 0) notes.push({ code: "kept", members: kept });
  if (defaults.length > 0) notes.push({ code: "defaults", members: defaults, source: call.source });
  return { members: [...fixed, ...members], notes };
}

function strictest(field: ReplacedField, wanted: readonly Argument[], present: Argument | null): Argument | null {
  const [first] = wanted;
  if (!first) return null;
  if (wanted.every((argument) => JSON.stringify(argument) === JSON.stringify(first)) && (field.stricter === "agree" || first.kind !== "value")) return first;
  const values = [...wanted, ...(present && field.stricter !== "agree" ? [present] : [])].map((argument) =>
    argument.kind === "value" ? argument.value : null,
  );
  if (field.stricter === "true" && values.every((value) => typeof value === "boolean")) return { kind: "value", value: values.includes(true) };
  if (field.stricter === "agree" || !values.every((value) => typeof value === "number")) return null;
  return { kind: "value", value: field.stricter === "greatest" ? Math.max(...values) : Math.min(...values) };
}

const asArgument = (value: unknown): Argument | null =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? { kind: "value", value } : null;
