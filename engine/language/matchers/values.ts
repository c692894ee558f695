import { isUnknownMark } from "../../../document/index.ts";
import type { ValueType } from "../../../schemas/index.ts";
import type { Operand, Scalar } from "../condition/ast.ts";

/** A value where a scalar is needed: objects and lists (which only verbatim JSON can put there) behave as null. */
export const scalar = (value: unknown): unknown => (typeof value === "object" || value === undefined ? null : value);

/** A list where one is needed: a text stands for itself, anything else for nothing. */
export function listOf(operand: unknown): readonly unknown[] {
  if (Array.isArray(operand)) return operand;
  return typeof operand === "string" ? [operand] : [];
}

export const lowerCase = (text: string): string => text.toLowerCase();

/** A value with its texts, and those of a list, in lower case or as `turn` has them. */
export function caseless(value: unknown, turn: (text: string) => string = lowerCase): unknown {
  if (typeof value === "string") return turn(value);
  if (isUnknownMark(value)) {
    const { startsWith, restWithout, members } = value;
    return {
      ...value,
      ...(startsWith === undefined ? {} : { startsWith: turn(startsWith) }),
      ...(restWithout === undefined ? {} : { restWithout: turn(restWithout) }),
      ...(members === undefined ? {} : { members: members.map((member) => caseless(member, turn)) }),
    };
  }
  return Array.isArray(value) ? value.map((one: unknown) => (typeof one === "string" || isUnknownMark(one) ? caseless(one, turn) : one)) : value;
}

/** The values of a literal operand; null for parameters and paths. */
export function literalsOf(operand: Operand): readonly Scalar[] | null {
  if (operand.kind !== "literal") return null;
  // Lints call this for each pair of clauses, where `[value].flat()` takes a measurable share.
  return Array.isArray(operand.value) ? operand.value : [operand.value];
}

export const absent = (type: ValueType): unknown[] => (type.nullable ? [null] : []);

/** The text in small letters; in capitals where it has no capital; itself where it has no letter. */
export const otherCase = (text: string): string => (text === text.toLowerCase() ? text.toUpperCase() : text.toLowerCase());

/** A text's other case, as a mistake. */
export const otherLetters = (value: Scalar): Scalar[] => changedText(value, otherCase);

/** A text as `turn` makes it; nothing where that is the same. */
export function changedText(value: Scalar, turn: (text: string) => string): Scalar[] {
  if (typeof value !== "string") return [];
  const other = turn(value);
  return other === value ? [] : [other];
}

/** `Owner` for `owner`, `owner` for `Owner`. */
export function swapCase(text: string): string {
  const first = text.search(/\p{L}/u);
  const letter = text.charAt(first);
  const other = letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
  return first < 0 ? text : text.slice(0, first) + other + text.slice(first + 1);
}
