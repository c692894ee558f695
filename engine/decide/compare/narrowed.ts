import { type AllowsNoMore, allowsNoMore, type CompactStatement, UNKNOWN_READING } from "../../../document/index.ts";
import { type Fact, NESTED, statementPlace } from "../../evaluate/index.ts";
import { hashOf } from "./fact-key.ts";

/** What a policy says by a statement: the statement, and the Deny statements of the same policy. */
interface Said {
  statement: CompactStatement;
  denies: CompactStatement[];
}

/** How the same statement is read otherwise than before: under another Version of its policy, or perhaps, because a side does not know the Version. */
export type VersionTurn = "changed" | "unknown-before" | "unknown-now";

/** What became of a policy or a statement by what it says; `version` where the Version of the policy has a part in it. */
export interface SaidTurn<Verdict extends string> {
  verdict: Verdict;
  version: VersionTurn | null;
}

/** What became of a test on a statement, as far as what the statement says decides it. */
export interface StatementTurns {
  /**
   * Of a test that did not fail before: the earlier one whose statement allows no less, or perhaps no less; `added` where the statement is a Deny that takes
   * no other's place. Worse, with no earlier one, where neither is so.
   */
  ofNew: (fact: Fact) => (SaidTurn<"better" | "open" | "worse"> & { wider: Fact | null }) | "added";
  /** Of a statement that is as it was: whether a Deny statement of its policy is gone or denies less. */
  ofDenies: (before: Fact, after: Fact) => SaidTurn<"worse" | "open" | "same">;
}

/** Value of a test that a statement is a Deny, as it is and as it is kept: adding one is what such a rule is about. */
const DENY: ReadonlySet<unknown> = new Set(["Deny", hashOf("Deny")]);

/** Compares the statements that facts are about. One that allows no more than an earlier one is not worse. */
export function statementTurns(before: readonly Fact[], after: readonly Fact[]): StatementTurns {
  const [was, is] = [saidBy(before), saidBy(after)];
  const aboutDeny = new Set(after.flatMap(({ element, value }) => (DENY.has(value) ? (statementPlace(element) ?? []) : [])));
  return {
    ofNew: (fact) => {
      const now = saidOf(fact, is);
      if (!now) return { verdict: "worse", wider: null, version: null };
      const earlier = before.filter((each) => isOnSameList(each, fact));
      const certainties = earlier.map((each): AllowsNoMore => {
        const said = saidOf(each, was);
        return said === undefined ? "no" : every([allowsNoMore(now.statement, said.statement), deniesNoLess(now, said)]);
      });
      for (const [certainty, verdict] of [["yes", "better"] as const, ["open", "open"] as const]) {
        const wider = earlier[certainties.indexOf(certainty)];
        if (wider) return { verdict, wider, version: verdict === "open" ? versionTurn(allOf(saidOf(wider, was)), allOf(now)) : null };
      }
      const isOther = earlier.some((each) => saidOf(each, was)?.statement.effect !== "Allow" && !is.has(statementPlace(each.element) ?? ""));
      if (now.statement.effect === "Deny" && !aboutDeny.has(statementPlace(fact.element) ?? "") && !isOther) return "added";
      const said = earlier.flatMap((each) => saidOf(each, was)?.statement ?? []);
      return { verdict: "worse", wider: null, version: versionTurn(said, [now.statement]) };
    },
    ofDenies: (one, other) => {
      const [said, now] = [saidOf(one, was), saidOf(other, is)];
      const certainty = said === undefined || now === undefined ? "yes" : deniesNoLess(now, said);
      return certainty === "yes" ? SAME : { verdict: VERDICTS[certainty], version: versionTurn(allOf(said), allOf(now)) };
    },
  };
}

const SAME = { verdict: "same", version: null } as const;
const VERDICTS = { no: "worse", open: "open" } as const;

const allOf = (said: Said | undefined): CompactStatement[] => (said ? [said.statement, ...said.denies] : []);

/** How the first statement that both sides have is read otherwise; null where none is. */
function versionTurn(was: readonly CompactStatement[], is: readonly CompactStatement[]): VersionTurn | null {
  const text = ({ reading: _, ...rest }: CompactStatement): string => JSON.stringify(rest);
  for (const statement of is) {
    const earlier = was.find((each) => text(each) === text(statement) && each.reading !== statement.reading);
    if (earlier) return earlier.reading === UNKNOWN_READING ? "unknown-before" : statement.reading === UNKNOWN_READING ? "unknown-now" : "changed";
  }
  return null;
}

/** The least of what is certain. */
const every = (all: readonly AllowsNoMore[]): AllowsNoMore => (all.includes("no") ? "no" : all.includes("open") ? "open" : "yes");

/** The most of what is certain. */
const some = (any: readonly AllowsNoMore[]): AllowsNoMore => (any.includes("yes") ? "yes" : any.includes("open") ? "open" : "no");

/** What became of a policy of which the test says the same as before, by all that it says; `same` where a side does not say it. */
export function policyTurn(before: Fact, after: Fact): SaidTurn<"worse" | "open" | "better" | "same"> {
  const [was, is] = [wholePolicy(before), wholePolicy(after)];
  if (!was || statementPlace(after.element) !== null) return SAME;
  if (!is) return { verdict: "open", version: null };
  const certainty = saysNoMore(is, was);
  if (certainty !== "yes") return { verdict: VERDICTS[certainty], version: versionTurn(was, is) };
  return saysNoMore(was, is) === "yes" ? SAME : { verdict: "better", version: null };
}

const wholePolicy = ({ element, statements }: Fact): readonly CompactStatement[] | null => (statementPlace(element) === null ? (statements ?? null) : null);

/** Whether a policy allows nothing that the other does not, as far as each statement on its own shows it. */
function saysNoMore(one: readonly CompactStatement[], other: readonly CompactStatement[]): AllowsNoMore {
  const of = (effect: CompactStatement["effect"], said: readonly CompactStatement[]): CompactStatement[] => said.filter((each) => each.effect === effect);
  const allows = of("Allow", one).map((each) => some(of("Allow", other).map((wider) => allowsNoMore(each, wider))));
  const denies = of("Deny", other).map((each) => some(of("Deny", one).map((now) => allowsNoMore(now, each))));
  return every([...allows, ...denies]);
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

const deniesNoLess = (is: Said, was: Said): AllowsNoMore => every(was.denies.map((denied) => some(is.denies.map((now) => allowsNoMore(now, denied)))));

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
