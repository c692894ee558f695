import { addressBlock, timeOf } from "../../../document/index.ts";
import { isUnknown, type Unknown } from "../../../schemas/index.ts";
import { arnPattern, matches } from "../text/pattern.ts";
import { type Lookup, patternOf, type TextTemplate } from "../text/template.ts";
import type { Operator } from "./operator.ts";

/** Whether one value of a request matches one value of a policy, negation apart. A variable without a value matches nothing. */
export function valueMatches(operator: Operator, value: string, template: TextTemplate, lookup: Lookup): boolean | Unknown {
  switch (operator.family) {
    case "string":
    case "like":
    case "caseless":
    case "arn":
    case "binary":
      return textMatches(operator.family, value, template, lookup);
    case "number":
      return ordered(numberOf(value), numberOf(textOf(template)), operator);
    case "date":
      return ordered(dateOf(value), dateOf(textOf(template)), operator);
    case "bool":
      return value.toLowerCase() === textOf(template).toLowerCase();
    case "address":
      return inBlock(textOf(template), value);
    case "null":
      return false;
  }
}

function textMatches(family: "string" | "like" | "caseless" | "arn" | "binary", value: string, template: TextTemplate, lookup: Lookup): boolean | Unknown {
  const wildcards = family === "like" || family === "arn";
  const pattern = patternOf(family === "caseless" ? template.map(lowered) : template, lookup, wildcards);
  if (isUnknown(pattern)) return pattern;
  if (pattern === null) return false;
  if (family !== "arn") return matches(pattern, family === "caseless" ? value.toLowerCase() : value);
  const parts = arnPattern(pattern);
  return parts !== null && matches(parts, value);
}

const lowered = (part: TextTemplate[number]): TextTemplate[number] => (typeof part === "string" ? part.toLowerCase() : part);

/** Whether an address lies in a block; false where the text is no block. */
export function inBlock(text: string, address: string): boolean {
  const block = addressBlock(text);
  return block.ok && block.test(address);
}

/** Variables stand in values of String and Arn operators only: elsewhere they are text, which matches nothing. */
const textOf = (template: TextTemplate): string => template.map((part) => (typeof part === "string" ? part : "$")).join("");

function ordered(value: number, bound: number, { order }: Operator): boolean {
  if (Number.isNaN(value) || Number.isNaN(bound)) return false;
  return order.includes(value < bound ? -1 : value > bound ? 1 : 0);
}

/** A number as IAM reads it: an integer or a decimal. NaN for anything else. */
export const numberOf = (text: string): number => (/^[+-]?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : Number.NaN);

/**
 * A date in ISO 8601 form or as epoch seconds, in milliseconds. NaN for anything else.
 * Source: IAM User Guide, "IAM JSON policy elements: Condition operators", Date: a W3C implementation of ISO 8601, or epoch (UNIX) time.
 */
export function dateOf(text: string): number {
  return /^-?\d+$/.test(text) ? Number(text) * 1000 : (timeOf(text) ?? Number.NaN);
}
