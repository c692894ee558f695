import { UNSAFE_ALL } from "../../schemas/index.ts";

/** Whether a text shows nothing: blanks, and characters that no one sees. */
export const isBlank = (text: string): boolean => text.replace(UNSAFE_ALL, "").trim() === "";

/** What programs write where there is no value. */
const NO_VALUE = /^(null|none|nil|undefined|nan|n\/a)$/i;

/** Whether a text stands where a name should, and names nothing: it is blank, has neither a letter nor a digit, or is what programs write for no value. */
export const namesNothing = (text: string): boolean => isBlank(text) || !/[\p{L}\p{N}]/u.test(text) || NO_VALUE.test(text.trim());
