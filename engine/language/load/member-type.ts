import type { FormFault, InputType } from "../../../document/index.ts";
import { textFault } from "./text-form.ts";

/** What values of members of calls are, in words. */
export const TYPE_WORDS: Readonly<Record<InputType, string>> = {
  text: "text",
  number: "a number",
  boolean: "true or false",
  list: "a list",
  structure: "an object",
  map: "an object",
  any: "any value",
};

const TYPES_OF_VALUES: Readonly<Record<string, InputType>> = { string: "text", number: "number", boolean: "boolean" };

/** The type of a value as a file has it; null for null. */
export const typeOfValue = (value: unknown): InputType | null => TYPES_OF_VALUES[typeof value] ?? null;

/** A value with its type, for messages. */
export const valueWords = (value: unknown, written: string): string =>
  value === null ? "null" : `the ${typeof value === "boolean" ? "value" : typeOfValue(value)} ${written}`;

/** What is wrong with a text where an API lists values: a slip of one is never there; AWS may add others. */
export const listedFault = (values: readonly string[], text: string): FormFault | null => textFault({ known: [...values], ofCall: true }, "value", text);
