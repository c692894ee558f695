import { isUnknownMark } from "../../../document/index.ts";
import type { NumberRange, ValueType } from "../../../schemas/index.ts";
import type { Scalar } from "./ast.ts";

/** Whether a number is one that a path with these bounds may hold. */
export const inRange = (value: number, { minimum = -Infinity, maximum = Infinity }: NumberRange): boolean => value >= minimum && value <= maximum;

/** Whether a number or a list lies within the bounds of a type; true of every other value, whose type is another check. */
export function withinBounds(type: ValueType, value: unknown): boolean {
  if (type.type === "integer") return typeof value !== "number" || inRange(value, type);
  if (type.type !== "list" || type.maxItems === undefined || !Array.isArray(value)) return true;
  return value.filter((element) => !isUnknownMark(element)).length <= type.maxItems;
}

/** The type of the number of a list's elements. */
export const countType = (list: ValueType): ValueType & { type: "integer" } => ({
  type: "integer",
  nullable: false,
  unknown: false,
  minimum: 0,
  ...(list.type === "list" && list.maxItems !== undefined ? { maximum: list.maxItems } : {}),
});

/** Bounds as a message says them: `6 to 128`, `0 or more`. */
export function rangeText({ minimum, maximum }: NumberRange): string {
  if (minimum === undefined) return maximum === undefined ? "a number" : `${maximum} or less`;
  return maximum === undefined ? `${minimum} or more` : `${minimum} to ${maximum}`;
}

/** Numbers that stand for all within the bounds, as far as comparisons with these literals distinguish them. */
export function aroundNumbers(literals: readonly Scalar[], whole: boolean, range: NumberRange = {}): number[] {
  const { minimum, maximum } = range;
  const numbers = [...new Set(literals.filter((value) => typeof value === "number"))].sort((one, other) => one - other);
  const around = numbers.flatMap((value, index) => {
    const next = numbers[index + 1];
    const nearby = whole ? [Math.floor(value) - 1, Math.floor(value), Math.ceil(value), Math.ceil(value) + 1] : [value - 1, value, value + 1];
    return next === undefined || whole ? nearby : [...nearby, (value + next) / 2];
  });
  const ends = [minimum, maximum].filter((value) => value !== undefined);
  const within = [...(around.length === 0 && ends.length === 0 ? [0] : around), ...ends].filter((value) => inRange(value, range));
  // Where no literal lies in it and one end is open, numbers far out are like that end.
  return [...new Set(within)];
}
