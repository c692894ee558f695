import { isRaw, member, type Raw } from "../../../document/index.ts";
import { afterApply, known, type PlannedMembers, type Reference, type Value } from "../../../schemas/index.ts";
import type { References } from "./reference-types.ts";

/** A resource of a plan before or after the change, with what is not known of it. */
export interface PlanSide {
  address: string;
  values: Raw;
  unknown: unknown;
  /** What its configuration refers to. */
  references: References;
}

export const scopeOf = (side: PlanSide, attribute: string): string => `${side.address}.${attribute}`;

/** Whether an attribute, or any part of it, is not known. */
export const isKnownAfterApply = (side: PlanSide, attribute: string): boolean => holdsTrue(member(side.unknown, attribute));

/** Whether a part of `after_unknown` says of anything in it that it is not known. */
export const holdsTrue = (unknown: unknown): boolean =>
  unknown === true || (Array.isArray(unknown) && unknown.some(holdsTrue)) || (isRaw(unknown) && Object.values(unknown).some(holdsTrue));

/** An attribute as it is; Terraform writes what is not set as null. */
export function attributeOf(side: PlanSide, attribute: string): Value<unknown> {
  return isKnownAfterApply(side, attribute) ? afterApply(scopeOf(side, attribute)) : known(member(side.values, attribute) ?? null);
}

/** A text; what is not a text is the fallback. */
export function text(side: PlanSide, attribute: string, fallback: string): Value<string> {
  const value = attributeOf(side, attribute);
  if (value.status === "after-apply") return value;
  return known(typeof value.value === "string" && value.value !== "" ? value.value : fallback);
}

/** A name; where the provider makes it up, what it begins with. Source: Terraform documentation of aws_iam_role and its like, name_prefix. */
export function nameOrPrefix(side: PlanSide): Value<string> {
  const name = text(side, "name", "");
  const prefix = attributeOf(side, "name_prefix");
  const isMadeUp = name.status === "after-apply" && prefix.status === "known" && typeof prefix.value === "string" && prefix.value !== "";
  return isMadeUp ? afterApply(scopeOf(side, "name"), prefix.value as string) : name;
}

/** A text, null where it is not set or empty: the provider does not distinguish the two. What refers to a resource that this plan makes will be a text. */
export function textOrNull(side: PlanSide, attribute: string): Value<string | null> {
  const value = attributeOf(side, attribute);
  if (value.status === "after-apply") return side.references.one(attribute) === null ? value : afterApply(value.scope, "");
  return known(typeof value.value === "string" && value.value !== "" ? value.value : null);
}

export function flag(side: PlanSide, attribute: string, fallback: boolean): Value<boolean> {
  const value = attributeOf(side, attribute);
  if (value.status === "after-apply") return value;
  return known(typeof value.value === "boolean" ? value.value : fallback);
}

export function texts(side: PlanSide, attribute: string): Value<string[]> {
  const value = attributeOf(side, attribute);
  if (value.status === "after-apply") return value;
  return known(Array.isArray(value.value) ? value.value.filter((entry) => typeof entry === "string") : []);
}

/** Whom or what a required attribute names; where only the apply tells, the resource that the configuration refers to, if it is made by this plan. */
export function reference(side: PlanSide, attribute: string): Reference {
  const value = attributeOf(side, attribute);
  if (value.status === "after-apply") return side.references.one(attribute) ?? { ...value, isOne: true };
  return known(typeof value.value === "string" ? value.value : "");
}

/** As `reference`, null where the attribute is not set. */
export function optionalReference(side: PlanSide, attribute: string): Reference | null {
  const value = attributeOf(side, attribute);
  if (value.status === "after-apply") return side.references.one(attribute) ?? value;
  return typeof value.value === "string" && value.value !== "" ? known(value.value) : null;
}

/** The members of a set of names or ARNs; those that are not known by reference where each has one, else as a rest. */
export function members(side: PlanSide, attribute: string): PlannedMembers {
  const unknown = member(side.unknown, attribute);
  const list = member(side.values, attribute);
  const entries = Array.isArray(list) ? list : [];
  if (!holdsTrue(unknown)) return { members: textsIn(entries).map(known), rest: null };
  const scope = scopeOf(side, attribute);
  const written = side.references.written(attribute);
  if (written) return { members: written, rest: null };
  // Terraform shows nothing of a set of which one member is not known: constants may stand beside those that are referred to.
  if (!Array.isArray(unknown)) return { members: side.references.some(attribute), rest: scope };
  const missing = unknown.filter((entry) => entry === true).length;
  const named = side.references.all(attribute);
  const sure = textsIn(entries.filter((_, index) => unknown[index] !== true)).map((entry): Reference => known(entry));
  return named && named.length === missing ? { members: [...sure, ...named], rest: null } : { members: sure, rest: scope };
}

const textsIn = (list: readonly unknown[]): string[] => list.filter((entry) => typeof entry === "string");

/** Whether an update changes an attribute, as far as the plan tells. */
export const isChanged = (before: PlanSide, after: PlanSide, attribute: string): boolean =>
  isKnownAfterApply(after, attribute) || JSON.stringify(member(before.values, attribute) ?? null) !== JSON.stringify(member(after.values, attribute) ?? null);
