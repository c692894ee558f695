import { isRaw, member, type Raw } from "../../../document/index.ts";
import { afterApply, known, type Reference, type Value } from "../../../schemas/index.ts";
import type { ChangeSet } from "./change-set.ts";
import { KNOWN_AFTER_APPLY } from "./change-set.ts";

/** A resource of a change set, before or after the change. */
export interface ChangeSetSide {
  logicalId: string;
  /** Null before it is made. */
  physicalId: string | null;
  properties: Raw;
  set: ChangeSet;
  /** The resource made by this change set whose name or ARN the value at a path is; null where the change set does not show it. */
  madeBy: (path: string, value: unknown, scope: string) => Reference | null;
}

/**
 * A text that is not the value itself: `{{changeSet:KNOWN_AFTER_APPLY}}`, which stands for a value that only the execution will show (source: AWS's own
 * answers of DescribeChangeSet with IncludePropertyValues; the CDK and LocalStack read and write the same text), a dynamic reference that CloudFormation resolves when it executes the change set
 * (User Guide, "Get values stored in other services using dynamic references"), or a NoEcho parameter, which is shown as asterisks (User Guide,
 * "Parameters").
 */
export const isLaterText = (text: string): boolean => text.includes("{{changeSet:") || text.includes("{{resolve:") || /^\*{4,}$/.test(text);

/** Whether any part of a value is not known. */
export function containsUnknown(value: unknown): boolean {
  if (typeof value === "string") return isLaterText(value);
  if (Array.isArray(value)) return value.some(containsUnknown);
  return isRaw(value) && Object.entries(value).some(([key, each]) => isLaterText(key) || containsUnknown(each));
}

export const scopeOf = (side: ChangeSetSide, property: string): string => `${side.logicalId}.${property}`;

export const propertyOf = (side: ChangeSetSide, property: string): unknown => member(side.properties, property) ?? null;

export const isKnownAfterApply = (side: ChangeSetSide, property: string): boolean => containsUnknown(propertyOf(side, property));

const later = (side: ChangeSetSide, property: string) => afterApply(scopeOf(side, property));

/** A property as `read` understands it; CloudFormation shows what an intrinsic function made as text, numbers and booleans too. */
function read<T>(side: ChangeSetSide, property: string, understand: (value: unknown) => T): Value<T> {
  return isKnownAfterApply(side, property) ? later(side, property) : known(understand(propertyOf(side, property)));
}

export const text = (side: ChangeSetSide, property: string, fallback: string): Value<string> =>
  read(side, property, (value) => (typeof value === "string" && value !== "" ? value : fallback));

/** A text that only the execution will show is there all the same where it has a known part, or is an id or ARN. */
export function textOrNull(side: ChangeSetSide, property: string): Value<string | null> {
  const value = propertyOf(side, property);
  if (!isKnownAfterApply(side, property)) return known(typeof value === "string" && value !== "" ? value : null);
  if (typeof value !== "string" || !value.includes(KNOWN_AFTER_APPLY) || (value === KNOWN_AFTER_APPLY && !side.set.givesIdsOnly)) return later(side, property);
  const [beginning = ""] = value.split(/\{\{|\*{4}/, 1);
  return afterApply(scopeOf(side, property), beginning);
}

/** What an intrinsic function made, a parameter for one, is text. What is neither true nor false in it may be either. */
export function flag(side: ChangeSetSide, property: string, fallback: boolean): Value<boolean> {
  const value = propertyOf(side, property);
  if (typeof value !== "string" || value === "") return read(side, property, (given) => (typeof given === "boolean" ? given : fallback));
  const word = value.toLowerCase();
  return word === "true" || word === "false" ? known(word === "true") : later(side, property);
}

export const texts = (side: ChangeSetSide, property: string): Value<string[]> => read(side, property, (value) => textsIn(value));

const textsIn = (value: unknown): string[] => (Array.isArray(value) ? value : [value]).filter((each) => typeof each === "string");

/**
 * A name that CloudFormation makes up where it is not given: `stack-logicalId-random`. Source: User Guide, "Name type"; Template Reference,
 * AWS::IAM::Group, Return values (`mystack-mygroup-1DZETITOWEKVO`).
 */
export const givenName = (side: ChangeSetSide, property: string): Value<string> => {
  const value = textOrNull(side, property);
  if (value.status !== "known") return later(side, property);
  return value.value === null ? afterApply(scopeOf(side, property), madeUpBeginning(side)) : known(value.value);
};

/** The longest name of a user or role. Source: IAM User Guide, "IAM and AWS STS quotas". */
const LONGEST_NAME = 64;

/** Room for what is random: 12 or 13 characters in the examples. */
const RANDOM_LENGTH = 13;

/** How a made-up name begins; of a long one no part is sure, because CloudFormation shortens it. */
function madeUpBeginning({ set, logicalId }: ChangeSetSide): string | undefined {
  const beginning = `${set.stackName}-${logicalId}-`;
  return beginning.length + RANDOM_LENGTH <= LONGEST_NAME ? beginning : undefined;
}

/** Whom or what a property names; null where it is not set. */
export function optionalReference(side: ChangeSetSide, property: string): Reference | null {
  const value = propertyOf(side, property);
  if (value === null || value === "") return null;
  return referenceTo(side, property, value);
}

export function reference(side: ChangeSetSide, property: string): Reference {
  const found = optionalReference(side, property) ?? later(side, property);
  return found.status === "after-apply" ? { ...found, isOne: true } : found;
}

function referenceTo(side: ChangeSetSide, path: string, value: unknown): Reference {
  if (typeof value === "string" && !containsUnknown(value)) return known(value);
  return side.madeBy(path, value, scopeOf(side, path)) ?? later(side, path);
}

/** The members of a list of names or ARNs; a list that is not known as a whole is one member that is not known. */
export function references(side: ChangeSetSide, property: string): Reference[] {
  const value = propertyOf(side, property);
  if (value === null) return [];
  const list = Array.isArray(value) ? value : [value];
  return list
    .filter((each) => each !== "")
    .map((each, index) => {
      if (!Array.isArray(value)) return referenceTo(side, property, each);
      const member = referenceTo(side, `${property}/${index}`, each);
      return member.status === "after-apply" ? { ...member, isOne: true } : member;
    });
}

/** Whether a change changes a property, as far as the change set tells. */
export const isChanged = (before: ChangeSetSide, after: ChangeSetSide, property: string): boolean =>
  isKnownAfterApply(after, property) ||
  isKnownAfterApply(before, property) ||
  JSON.stringify(propertyOf(before, property)) !== JSON.stringify(propertyOf(after, property));

/** What a list gains and loses. Members that are not known are gained: one of them may be what seems lost, which an open list leaves open. */
export function difference(before: readonly Reference[], after: readonly Reference[]): { gained: Reference[]; lost: Reference[] } {
  const key = (each: Reference): string => JSON.stringify(each);
  const had = new Set(before.map(key));
  const has = new Set(after.map(key));
  return {
    gained: after.filter((each) => each.status === "after-apply" || !had.has(key(each))),
    lost: before.filter((each) => each.status === "after-apply" || !has.has(key(each))),
  };
}
