import type { Result } from "../../../schemas/index.ts";
import { addressOf, DIGEST, type Fact, NESTED, statementPlace } from "../../evaluate/index.ts";
import type { FactsComparison } from "./compare-facts.ts";

/** What became of a finding, as its result carries it. */
export type Compared = NonNullable<Result["compared"]>;

/** The name of a resource by its unique id; null where nothing is known by it. */
export type NameOf = (id: string) => string | null;

/** The turns of a comparison in the form of results, with the names of elements that are known by an id only. */
export function namedTurns({ verdict, turns }: FactsComparison, than: Compared["with"], nameOf: NameOf): Compared | null {
  if (verdict === "same") return null;
  const statements = statementsOf(turns.flatMap(({ before, after }) => [before, after].filter((fact) => fact !== null)));
  const facts = turns.flatMap(({ verdict: of, before, after, version = null }): Compared["facts"] => {
    const fact = after ?? before;
    if (!fact) return [];
    const { clause, element, operator, bound } = fact;
    return [
      {
        verdict: of,
        clause,
        element,
        name: element === null ? null : elementName(element, nameOf, statements),
        operator,
        bound,
        ...(before ? { before: before.value } : {}),
        ...(after ? { after: after.value } : {}),
        ...(version ? { version } : {}),
      },
    ];
  });
  return { with: than, verdict, facts };
}

/** The elements that are statements of policies: what they say stands at a fact of theirs. Other elements without a name have a digest for an id too. */
const statementsOf = (facts: readonly Fact[]): Set<string> =>
  new Set(facts.flatMap(({ element, statements }) => (statements ? [statementPlace(element) ?? ""] : [])));

/** Names in place of ids, down to a statement or another entry that has none: what stands in it is printed with it. */
function elementName(element: string, nameOf: NameOf, statements: ReadonlySet<string>): string {
  const parts = element.split(NESTED);
  const digest = parts.findIndex((part) => part.startsWith(DIGEST));
  const named = (digest < 0 ? parts : parts.slice(0, digest)).map((id) => nameOf(id) ?? addressOf(id) ?? id);
  return [...named, ...(digest < 0 ? [] : [statements.has(statementPlace(element) ?? "") ? STATEMENT : ENTRY])].join(NESTED);
}

const STATEMENT = "a statement";
const ENTRY = "an entry";

/** Whether an accepted finding is accepted no longer: it is worse, or may be, because its policies are read by a Version that a side does not know. */
export const fitsNoLonger = ({ verdict, facts }: Compared): boolean =>
  verdict === "worse" || facts.some(({ verdict, version }) => verdict === "open" && version !== undefined);

const NAMES = 3;

const VERSIONS: Record<NonNullable<Compared["facts"][number]["version"]>, string> = {
  changed: "the Version of its policy changed",
  "unknown-before": "the Version of its policy was not known then",
  "unknown-now": "the Version of its policy is not known now",
};

/** The elements that are worse, and what the Version of a policy has to do with it, for a sentence; empty where it is neither. */
export function worseBy({ facts }: Compared): string {
  const all = [...new Set(facts.flatMap(({ verdict, name, version }) => (verdict === "worse" && name !== null && !version ? [name] : [])))];
  // An entry follows from what is named, as from a statement.
  const others = all.filter((name) => name !== ENTRY);
  const names = others.length > 0 ? others : all;
  const more = names.length - NAMES;
  const versions = [...new Set(facts.flatMap(({ version }) => (version ? [VERSIONS[version]] : [])))];
  return [...(names.length > 0 ? [`new: ${names.slice(0, NAMES).join(", ")}${more > 0 ? ` and ${more} more` : ""}`] : []), ...versions].join("; ");
}
