/** What other versions of YAML and other languages write for a boolean. */
const WORDS: ReadonlyMap<string, "true" | "false"> = new Map([
  ...["true", "yes", "y", "on", "1"].map((word) => [word, "true"] as const),
  ...["false", "no", "n", "off", "0"].map((word) => [word, "false"] as const),
]);

/** The boolean that a text or a number stands for; null where it stands for none. A comma behind it is one of JSON. */
export const booleanMeant = (value: unknown): "true" | "false" | null =>
  (typeof value === "string" || typeof value === "number" ? WORDS.get(String(value).replace(/,$/, "").toLowerCase()) : null) ?? null;

/**
 * What to write where true or false is needed, after "write": `false (YAML 1.2: no is text)`; null where the value stands for neither. The words are those of
 * YAML 1.1. Source: YAML 1.1, "Boolean Language-Independent Type", and YAML 1.2, 10.3.2 "Tag Resolution", whose booleans are true and false in three cases.
 */
export function booleanAdvice(value: unknown): string | null {
  const meant = booleanMeant(value);
  if (meant === null || typeof value !== "string") return meant;
  if (/^(?:yes|no|on|off|y|n)$/i.test(value)) return `${meant} (YAML 1.2: ${value} is text)`;
  return /^(?:true|false)$/i.test(value) ? `${meant}, without quotes` : meant;
}
