import { isComparison } from "../../condition/fold.ts";
import type { Clause, Leaf } from "../reason/clause.ts";
import { holds } from "../reason/values.ts";

export const SOURCE = "event.eventSource";
export const NAME = "event.eventName";

/** What a clause says of records by their source and name. */
export interface Said {
  /** The same for clauses that say the same of source and name, whatever else they say. */
  key: string;
  /** Null where it depends on more than source and name; a name of null is not known. */
  answer: (event: { source: string; name: string | null }) => boolean | null;
}

/** What a clause says of source and name; null where it says nothing of them. */
export function saidOf(clause: Clause): Said | null {
  const known = SAID.get(clause);
  if (known !== undefined) return known;
  const said =
    clause.kind === "test" ? ofLeaf(clause) : clause.kind === "not" ? negated(saidOf(clause.clause)) : joined(clause.kind, clause.clauses.map(saidOf));
  SAID.set(clause, said);
  return said;
}

const SAID = new WeakMap<Clause, Said | null>();

function ofLeaf(leaf: Leaf): Said | null {
  const part = leaf.path === SOURCE ? "source" : leaf.path === NAME ? "name" : null;
  const inForce = part === null ? null : withPreset(leaf);
  if (part === null || inForce === null) return null;
  const answers = new Map<string, boolean>();
  return {
    key: leaf.key,
    answer: (event) => {
      const value = event[part];
      if (value === null) return null;
      const known = answers.get(value);
      if (known !== undefined) return known;
      const answer = holds({ leaf: inForce, negated: false }, value);
      answers.set(value, answer);
      return answer;
    },
  };
}

/** The leaf with what it compares with as literals: the default in the place of a parameter. Null where that is not known. */
function withPreset(leaf: Leaf): Leaf | null {
  const { compared, test } = leaf;
  if (compared?.literals) return leaf;
  if (!compared || compared.preset === null || !isComparison(test)) return null;
  const operand = { kind: "literal" as const, value: compared.preset, type: compared.operand.type };
  return { ...leaf, test: { ...test, operand } };
}

function negated(said: Said | null): Said | null {
  return (
    said && {
      key: `not(${said.key})`,
      answer: (event) => {
        const answer = said.answer(event);
        return answer === null ? null : !answer;
      },
    }
  );
}

function joined(kind: "and" | "or", all: readonly (Said | null)[]): Said | null {
  const said = all.filter((one) => one !== null);
  if (said.length === 0) return null;
  const isOpen = said.length < all.length;
  const decides = kind === "or";
  return {
    key: `${kind}(${[...said.map(({ key }) => key), ...(isOpen ? ["?"] : [])].join(",")})`,
    answer: (event) => {
      let isUnknown = isOpen;
      for (const { answer } of said) {
        const one = answer(event);
        if (one === decides) return decides;
        isUnknown ||= one === null;
      }
      return isUnknown ? null : !decides;
    },
  };
}
