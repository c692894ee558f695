import type { Result } from "../schemas/index.ts";
import { number } from "./layout.ts";
import { valueText } from "./values.ts";
import { short } from "./visible.ts";

type Compared = NonNullable<Result["compared"]>;
type ComparedFact = Compared["facts"][number];

const NAMES = 5;
const VALUES = 3;

const WITH: Record<Compared["with"], string> = { before: "than before", baseline: "than in the baseline", waiver: "than what was waived" };

/** What became of an existing finding, in a phrase each: which elements are new, which values moved; what cannot be known. Null where nothing did. */
export function comparedText({ compared, account }: Pick<Result, "compared" | "account">): string[] {
  if (!compared) return [];
  const of = (verdict: ComparedFact["verdict"]): ComparedFact[] => compared.facts.filter((fact) => fact.verdict === verdict);
  const [worse, open, other] = [of("worse"), of("open"), of("other")];
  return [
    ...phrase(`worse ${WITH[compared.with]}`, worse, account),
    ...phrase("perhaps worse, which cannot be known", open, account),
    ...phrase("another value", other, account),
  ];
}

function phrase(what: string, facts: readonly ComparedFact[], account: string | null): string[] {
  if (facts.length === 0) return [];
  const names = [
    ...new Set(facts.filter((fact) => !("before" in fact)).flatMap(({ name, element }) => (name === null ? [] : [nameText(name, element, account)]))),
  ];
  const values = facts.flatMap((fact) => ("before" in fact && "after" in fact && !isHash(fact.before) ? [valuesText(fact, account)] : []));
  const more = names.length - NAMES;
  const parts = [
    ...(names.length > 0 ? [`${names.slice(0, NAMES).join(", ")}${more > 0 ? ` and ${number(more)} more` : ""}`] : []),
    ...[...new Set(values)].slice(0, VALUES),
  ];
  return [parts.length > 0 ? `${what}: ${parts.join("; ")}` : what];
}

/** The digest of a statement names nothing to a reader. */
const nameText = (name: string, element: string | null, account: string | null): string =>
  element?.startsWith("sha256:") ? "a statement" : ownArn(short(name, 120), account);

function valuesText({ operator, bound, before, after }: ComparedFact, account: string | null): string {
  const limit = bound === null || bound === undefined ? "" : ` (${operator} ${valueText(bound, 60)})`;
  return ownArn(`${valueText(before, 60)} before, ${valueText(after, 60)} now${limit}`, account);
}

/** ARNs of the account judged lose what they share. */
const ownArn = (text: string, account: string | null): string =>
  account === null ? text : text.replaceAll(new RegExp(`arn:[a-z-]+:iam::${account}:`, "g"), "…:");

const isHash = (value: unknown): boolean => typeof value === "string" && /^[0-9a-f]{16}$/.test(value);
