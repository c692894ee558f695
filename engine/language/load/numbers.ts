const LONGEST_INFINITY = "-.inf".length;

/** Why a plain scalar is not the number its author wrote, or null. Account ids are text; so is what would change on the way through a number. */
export function numberFault(value: unknown, text: string): string | null {
  if (text.length <= LONGEST_INFINITY && /^[-+]?\.(inf|nan)$/i.test(text)) return `\`${text}\` has no meaning in JSON.`;
  if (typeof value !== "number") return null;
  if (/^\d{12}$/.test(text)) return `\`${text}\` looks like an account id, which is text.`;
  if (String(value) !== text) return `YAML reads \`${text}\` as the number ${value}.`;
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) return `\`${text}\` is too large for an exact number.`;
  return null;
}

/** The number that YAML reads in a plain scalar, in its usual form; null where the text is an id or begins with a zero, or no number is exact. */
export const numberMeant = (value: unknown, text: string): string | null => (Number.isSafeInteger(value) && !/^\d{12}$|^0\d/.test(text) ? String(value) : null);

/** A plain scalar that is a number to YAML, written as text. */
export const quoteAdvice = (text: string): string => ` Quote it: ${JSON.stringify(text)}`;
