import { CI_COMMAND_ANYWHERE } from "./ci-commands.ts";

/**
 * What no text may hold that is printed: control characters (C0, DEL, C1: escape sequences, backspace, newline), line separators, bidirectional and invisible
 * format characters (Unicode Cc, Cf, Zl, Zp: https://www.unicode.org/reports/tr36/), whatever else shows nothing (Default_Ignorable_Code_Point: the combining
 * grapheme joiner, variation selectors, fillers, tags), halves of surrogate pairs, and code points that are no characters.
 */
export const UNSAFE: RegExp = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{NChar}\p{DI}]/u;
export const UNSAFE_ALL: RegExp = new RegExp(UNSAFE.source, "gu");

/** JSON.stringify leaves line ends between the parts; inside of texts it escapes them itself. */
const UNSAFE_IN_JSON = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{NChar}\p{DI}]/gu;

/** Each UTF-16 unit of a text as JSON and programming languages escape it. */
export const unitEscapes = (text: string): string =>
  Array.from({ length: text.length }, (_, index) => `\\u${text.charCodeAt(index).toString(16).padStart(4, "0")}`).join("");

/** A value as JSON.stringify writes it, with nothing in it that a terminal obeys, a reader does not see, or a CI system takes for a command. */
export const jsonText = (value: unknown, indent?: number): string =>
  JSON.stringify(value, null, indent).replace(UNSAFE_IN_JSON, unitEscapes).replace(CI_COMMAND_ANYWHERE, unitEscapes);
