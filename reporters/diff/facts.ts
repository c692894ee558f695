import type { DiffedResults } from "../../schemas/index.ts";
import { valueText } from "../values.ts";
import { short } from "../visible.ts";

type FactsTurn = NonNullable<DiffedResults["facts"]>[number];
type Fact = FactsTurn["added"][number];

/** Facts of one finding that are shown. */
const MAX_FACTS = 5;

/** Which tests came to fail, ceased to, or fail by another value, a line each; json lists them all. */
export function factLines({ added, removed, changed }: FactsTurn): string[] {
  const lines = [
    ...added.map((fact) => `now ${verb(fact)}: ${testText(fact)}, is ${value(fact)}`),
    ...removed.map((fact) => `no longer ${verb(fact)}: ${testText(fact)}, was ${value(fact)}`),
    ...changed.map(
      ({ before, after }) =>
        `still ${verb(after)}: ${testText(after)}, ${value(before) === value(after) ? "by other statements" : `was ${value(before)}, is ${value(after)}`}`,
    ),
  ];
  const more = lines.length - MAX_FACTS;
  return more > 1 ? [...lines.slice(0, MAX_FACTS), `and ${more} more tests`] : lines;
}

/** A test of `require` fails; one of `match` matches. */
const verb = ({ clause }: Fact): string => (clause.startsWith("match:") ? "matches" : "fails");

const testText = ({ element, operator, bound }: Fact): string =>
  [...(element === null ? [] : [short(element, 120)]), operator, ...(bound === null ? [] : [valueText(bound, 80)])].join(" ");

const value = (fact: Fact): string => valueText(fact.value, 80);
