/** The fields of a rule, in the order in which the language's guide shows them. */
const FIELDS: readonly string[] = [
  ...["id", "formerly", "title", "severity", "resource", "rationale", "params", "let", "applies", "require", "manual", "match", "unless", "raise"],
  ...["evidence", "message", "controls", "informs", "references", "remediation"],
];

/** Sorts the fields of a rule; what no rule has comes last. The fields of other files keep their order. */
export function inOrder<T>(fields: readonly T[], nameOf: (field: T) => string): T[] {
  const names = fields.map(nameOf);
  if (!names.includes("id") || !names.includes("resource")) return [...fields];
  const rank = (field: T): number => {
    const index = FIELDS.indexOf(nameOf(field));
    return index < 0 ? FIELDS.length : index;
  };
  return [...fields].sort((one, other) => rank(one) - rank(other));
}
