/** Access keys of users, and the steps about them. */
import { instantOf } from "../../document/index.ts";
import type { ReadyStep } from "./plan.ts";

export const CREATE = "iam:CreateAccessKey";
export const DELETE = "iam:DeleteAccessKey";
export const KEY = "AccessKeyId";

/** A key of the user whose key is rotated, as the document has it. Times are ISO instants; "unknown" could not be read. */
export interface UserKey {
  id: string;
  active: boolean | "unknown";
  createdAt: string | null;
  lastUsedAt: string | null | "unknown";
}

export interface RotationContext {
  /** All keys of a user; null where they are not known. */
  keysOf: (userName: string) => readonly UserKey[] | null;
  /** Whether a key is known to be inactive. */
  isInactive: (keyId: string) => boolean;
  /** Whether a key is to be rotated too. */
  isDue: (keyId: string) => boolean;
  /** Rules with findings of the key that are fixed together with this one: those that retire it without a new one, and those that replace it. */
  retiredBy: (keyId: string) => string[];
  replacedBy: (keyId: string) => string[];
  /** Rules of which findings that are not fixed here retire the key. */
  unusedBy: (keyId: string) => string[];
}

/** The key that was used less recently, and whether that is known; else the older one. */
export function idler(one: UserKey, other: UserKey): [key: UserKey, isKnown: boolean] {
  if (one.lastUsedAt !== "unknown" && other.lastUsedAt !== "unknown") {
    const [used, otherUsed] = [at(one.lastUsedAt), at(other.lastUsedAt)];
    if (used !== otherUsed) return [used < otherUsed ? one : other, true];
  }
  const [made, otherMade] = [at(one.createdAt), at(other.createdAt)];
  return [made < otherMade || (made === otherMade && one.id < other.id) ? one : other, false];
}

const at = (time: string | null): number => (time === null ? Number.NEGATIVE_INFINITY : (instantOf(time) ?? Number.NEGATIVE_INFINITY));

/** Takes a key away from its user. */
export const retires = (step: ReadyStep): boolean =>
  step.call === DELETE || (step.call === "iam:UpdateAccessKey" && textOfMember(step, "Status") === "Inactive");

/** Whose key a step is about: a name or a placeholder. */
export const userOf = (step: ReadyStep): string => JSON.stringify(step.with.find(({ name }) => name === "UserName")?.argument ?? null);

export const userName = (step: ReadyStep): string | null => textOfMember(step, "UserName");

/** Which key a step is about: an id or a placeholder. */
export const keyArgument = (step: ReadyStep): string => JSON.stringify(step.with.find(({ name }) => name === KEY)?.argument ?? null);

export const keyOf = (step: ReadyStep): string | null => textOfMember(step, KEY);

function textOfMember(step: ReadyStep, name: string): string | null {
  const argument = step.with.find((member) => member.name === name)?.argument;
  return argument?.kind === "value" ? String(argument.value) : null;
}
