import { allowsNoMore, type CompactStatement } from "../../../document/index.ts";
import { type Fact, NESTED, statementPlace } from "../../evaluate/index.ts";
import { hashOf } from "./fact-key.ts";

/** What a policy says by a statement: the statement, and the Deny statements of the same policy. */
interface Said {
  statement: CompactStatement;
  denies: CompactStatement[];
}

/** What became of a test on a statement, as far as what the statement says decides it. */
export interface StatementTurns {
  /**
   * Of a test that did not fail before: the earlier one whose statement allows no less; `added` where the statement is a Deny that takes no other's place.
   * Null where neither is so, or is not known.
   */
  narrowerThan: (fact: Fact) => Fact | "added" | null;
  /** Whether a statement is as it was, and a Deny statement of its policy is gone or denies less. */
  isDeniedLess: (before: Fact, after: Fact) => boolean;
}

/** Value of a test that a statement is a Deny, as it is and as it is kept: adding one is what such a rule is about. */
const DENY: ReadonlySet<unknown> = new Set(["Deny", hashOf("Deny")]);

/** Compares the statements that facts are about. One that allows no more than an earlier one is not worse. */
export function statementTurns(before: readonly Fact[], after: readonly Fact[]): StatementTurns {
  const [was, is] = [saidBy(before), saidBy(after)];
  const aboutDeny = new Set(after.flatMap(({ element, value }) => (DENY.has(value) ? (statementPlace(element) ?? []) : [])));
  return {
    narrowerThan: (fact) => {
      const now = saidOf(fact, is);
      if (!now) return null;
      const earlier = before.filter((each) => isOnSameList(each, fact));
      const wider = earlier.find((each) => {
        const said = saidOf(each, was);
        return said !== undefined && allowsNoMore(now.statement, said.statement) && deniesNoLess(now, said);
      });
      if (wider) return wider;
      if (now.statement.effect !== "Deny" || aboutDeny.has(statementPlace(fact.element) ?? "")) return null;
      const isOther = earlier.some((each) => saidOf(each, was)?.statement.effect !== "Allow" && !is.has(statementPlace(each.element) ?? ""));
      return isOther ? null : "added";
    },
    isDeniedLess: (one, other) => {
      const [said, now] = [saidOf(one, was), saidOf(other, is)];
      return said !== undefined && now !== undefined && !deniesNoLess(now, said);
    },
  };
}

/** What became of a policy of which the test says the same as before, by all that it says; `same` where a side does not say it. */
export function policyTurn(before: Fact, after: Fact): "worse" | "open" | "better" | "same" {
  const [was, is] = [wholePolicy(before), wholePolicy(after)];
  if (!was || statementPlace(after.element) !== null) return "same";
  if (!is) return "open";
  if (!saysNoMore(is, was)) return "worse";
  return saysNoMore(was, is) ? "same" : "better";
}

const wholePolicy = ({ element, statements }: Fact): readonly CompactStatement[] | null => (statementPlace(element) === null ? (statements ?? null) : null);

/** Whether a policy allows nothing that the other does not, as far as each statement on its own shows it. */
function saysNoMore(one: readonly CompactStatement[], other: readonly CompactStatement[]): boolean {
  const of = (effect: CompactStatement["effect"], said: readonly CompactStatement[]): CompactStatement[] => said.filter((each) => each.effect === effect);
  const isWithin = (each: CompactStatement, among: readonly CompactStatement[]): boolean => among.some((wider) => allowsNoMore(each, wider));
  return of("Allow", one).every((each) => isWithin(each, of("Allow", other))) && of("Deny", other).every((each) => isWithin(each, of("Deny", one)));
}

function saidBy(facts: readonly Fact[]): Map<string, Said> {
  const said = new Map<string, Said>();
  for (const { element, statements } of facts) {
    const place = statementPlace(element);
    const [statement, ...denies] = statements ?? [];
    if (place !== null && statement) said.set(place, { statement, denies });
  }
  return said;
}

const saidOf = ({ element }: Fact, said: ReadonlyMap<string, Said>): Said | undefined => said.get(statementPlace(element) ?? "");

const deniesNoLess = (is: Said, was: Said): boolean => was.denies.every((denied) => is.denies.some((now) => allowsNoMore(now, denied)));

/** Whether two facts are about statements that one test of the rule looks through. */
function isOnSameList(one: Fact, other: Fact): boolean {
  const [mine, yours] = [placeOnList(one), placeOnList(other)];
  return mine !== null && yours !== null && mine.clause === yours.clause && mine.holder === yours.holder;
}

function placeOnList({ clause, element }: Fact): { clause: string; holder: string } | null {
  const place = statementPlace(element);
  if (place === null) return null;
  const parts = place.split(NESTED);
  return { clause: clause.split(".").slice(0, parts.length).join("."), holder: parts.slice(0, -1).join(NESTED) };
}
