import type { Result } from "../schemas/index.ts";
import { NESTED } from "./evidence.ts";
import { number, plural } from "./layout.ts";
import { valueText } from "./values.ts";
import { short } from "./visible.ts";

type Compared = NonNullable<Result["compared"]>;
type ComparedFact = Compared["facts"][number];

/** What the name of a statement ends in. */
const STATEMENT = "a statement";
const NAMES = 5;
const VALUES = 3;

const WITH: Record<Compared["with"], string> = { before: "than before", baseline: "than in the baseline", waiver: "than what was waived" };

/** What became of an existing finding, in a phrase each: which elements are new, which values moved; what cannot be known. Null where nothing did. */
export function comparedText(result: Pick<Result, "compared" | "account" | "resource">): string[] {
  const { compared } = result;
  if (!compared) return [];
  const of = (verdict: ComparedFact["verdict"]): ComparedFact[] => compared.facts.filter((fact) => fact.verdict === verdict);
  const [worse, open, other] = [of("worse"), of("open"), of("other")];
  return [
    ...phrase(`worse ${WITH[compared.with]}`, worse, result),
    ...phrase("perhaps worse, which cannot be known", open, result),
    ...phrase("another value", other, result),
  ];
}

/** How the Version of a policy has a part in it. */
const VERSIONS: Record<NonNullable<ComparedFact["version"]>, string> = {
  changed: "the Version of the policy changed, and with it what ${…} in its statements means",
  "unknown-before": "the Version of the policy before is not known, and what ${…} in its statements meant depends on it",
  "unknown-now": "the Version of the policy now is not known, and what ${…} in its statements means depends on it",
};

function phrase(what: string, facts: readonly ComparedFact[], { account, resource }: Pick<Result, "account" | "resource">): string[] {
  if (facts.length === 0) return [];
  const names = newNames(
    facts.filter((fact) => !("before" in fact) && fact.version === undefined),
    resource.name ?? resource.arn ?? resource.kind,
  ).map((name) => ownArn(short(name, 120), account));
  const values = facts.flatMap((fact) =>
    "before" in fact && "after" in fact && fact.version === undefined && !isHash(fact.before) ? [valuesText(fact, account)] : [],
  );
  // A test that did not fail before, on the resource itself.
  const tests = facts.flatMap((fact) => (fact.name === null && !("before" in fact) && "after" in fact ? [valuesText(fact, account)] : []));
  const versions = [...new Set(facts.flatMap(({ version }) => (version ? [VERSIONS[version]] : [])))];
  const more = names.length - NAMES;
  const parts = [
    ...(names.length > 0 ? [`${names.slice(0, NAMES).join(", ")}${more > 0 ? ` and ${number(more)} more` : ""}`] : []),
    ...[...new Set([...values, ...tests])].slice(0, VALUES),
    ...versions,
  ];
  return [parts.length > 0 ? `${what}: ${parts.join("; ")}` : what];
}

/**
 * New elements by their names; statements, which have none, by their number and whose they are. Other entries without a name, as who may assume a role by a
 * statement, follow from what is named, and are counted where nothing is.
 */
function newNames(facts: readonly ComparedFact[], whose: string): string[] {
  const statements = new Map<string, Set<string>>();
  const entries = new Map<string, Set<string>>();
  const names = new Set<string>();
  for (const { name, element } of facts) {
    if (name === null || element === null) continue;
    const digest = /(?:^| > )(sha256:[0-9a-f]+)/.exec(element)?.[1];
    if (digest === undefined) names.add(name);
    else {
      const holder = name.includes(NESTED) ? name.slice(0, name.lastIndexOf(NESTED)) : "";
      const of = holder === "" ? whose : `${holder} of ${whose}`;
      const among = name.endsWith(STATEMENT) ? statements : entries;
      among.set(of, (among.get(of) ?? new Set()).add(digest));
    }
  }
  const named = [...names, ...[...statements].map(([of, { size }]) => `${plural(size, "new statement")} in ${of}`)];
  return named.length > 0 ? named : [...entries].map(([of, { size }]) => `${plural(size, "new entry", "new entries")} in ${of}`);
}

function valuesText(fact: ComparedFact, account: string | null): string {
  const { operator, bound, before, after, name } = fact;
  // The same answer, by what a policy says.
  if ("before" in fact && JSON.stringify(before) === JSON.stringify(after))
    return ownArn(`${name === null ? "the policy" : short(name, 120)} ${fact.verdict === "worse" ? "allows more" : "says something else"}`, account);
  const limit = bound === null || bound === undefined ? "" : ` (${operator} ${valueText(bound, 60)})`;
  return ownArn(`${"before" in fact ? `${valueText(before, 60)} before, ` : ""}${valueText(after, 60)} now${limit}`, account);
}

/** ARNs of the account judged lose what they share. */
const ownArn = (text: string, account: string | null): string =>
  account === null ? text : text.replaceAll(new RegExp(`arn:[a-z-]+:iam::${account}:`, "g"), "…:");

const isHash = (value: unknown): boolean => typeof value === "string" && /^[0-9a-f]{16}$/.test(value);
