/**
 * Forms of the document's texts, by the name that `x-format` of document.schema.json gives. Data for whoever reads what authors write (literals,
 * parameters, fixtures) and for normalizers. Collected data is never refused for its form.
 */
export interface StringFormat {
  /** What such a text is, for messages. */
  description: string;
  /** ECMAScript regular expression of the whole text, Unicode mode; null when any text is possible. */
  pattern: string | null;
  /** Whether AWS compares two such texts with regard to letter case. */
  compared: "exactly" | "without-case";
  /** Case in which the document holds them; null for as AWS writes them. */
  storedIn: "lower-case" | null;
  /** Regular expression of the texts that AWS gives out, where the documented pattern allows more: what a rule matches must meet one. */
  inUse?: string;
  /** Regular expression of how a part begins, where AWS makes up the rest: a word without it is a name that someone gave. */
  begins?: string;
  /** Regular expression of those that AWS documents today: a rule that meets none of them draws a warning. */
  usual?: string;
  /** What to say beside a message on a text that `of` takes: the field where such texts stand. */
  elsewhere?: { of: string; says: string };
  /** `*` and `?` stand in such texts themselves, as wildcards of AWS. Elsewhere a text with one is a pattern that was meant. */
  wildcards?: true;
  /** The texts that AWS documents today, to which it may add others of the pattern. */
  known?: readonly string[];
  /** A text of this form; for fixtures. */
  example: string;
  /** Page that says so. */
  source: string;
}

/** Page on the forms of ARNs. */
export const ARNS = "IAM User Guide, Identify AWS resources with Amazon Resource Names (ARNs)";
