import { plural } from "../../../../schemas/index.ts";
import { type CheckedRule, SEVERITIES, type Severity } from "../../../language/index.ts";
import { type Configured, looserParts, targetsOf, termsOf, termsUnbound } from "./bindings.ts";
import { type EnforcedSide, type Weakening, weakeningPrint } from "./weakening.ts";

/** A rule that is in another pack after an edit. */
export interface MovedRule {
  rule: CheckedRule;
  severity: Severity;
  from: string;
  to: string;
}

/** Rules that an edit moves to packs for which the bindings of before enforce less; those that move alike are one. */
export function movedRules(moved: readonly MovedRule[], config: EnforcedSide["config"]): Weakening[] {
  const groups = new Map<string, MovedRule[]>();
  for (const each of moved) {
    const key = JSON.stringify([each.from, each.to]);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()].flatMap((group): Weakening[] => {
    const [first] = group;
    if (!first || !isBoundLooser(config, first.from, first.to)) return [];
    const ids = group.map(({ rule }) => rule.id).sort();
    const single = group.length === 1 ? first.rule.id : null;
    const whose = single === null ? `${plural(group.length, "rule")} of pack ${first.from}` : `rule ${single} of pack ${first.from}`;
    const text = `${whose} ${single === null ? "move" : "moves"} to pack ${first.to}, for which bindings enforce less`;
    const severity = SEVERITIES.find((each) => group.some((one) => one.severity === each)) ?? first.severity;
    return [
      {
        code: "pack-changed",
        rule: single,
        pack: first.from,
        severity,
        text,
        file: null,
        fingerprint: weakeningPrint("pack-changed", single, [first.to, ids]),
      },
    ];
  });
}

/** Whether what holds for one pack is looser for another, in any account. */
function isBoundLooser(config: EnforcedSide["config"], from: string, to: string): boolean {
  const [was, is] = [reachable(config, from), reachable(config, to)];
  return was.some((binding) => {
    const [terms, targets] = [termsOf(binding, config), targetsOf(binding)];
    const until = is.findIndex((each) => isForAll(each) || targetsOf(each) === targets);
    const candidates = until < 0 ? is : is.slice(0, until + 1);
    // Where nothing is sure to name the account, nothing is enforced in it.
    return until < 0 ? looserParts(terms, termsUnbound).length > 0 : candidates.some((each) => looserParts(terms, termsOf(each, config)).length > 0);
  });
}

const isForAll = ({ accounts, ous }: Configured): boolean => accounts === undefined && ous === undefined;

/** Bindings that can decide on a rule of a pack: none behind the first that names all accounts. */
function reachable({ bindings }: EnforcedSide["config"], pack: string): Configured[] {
  const named = (bindings ?? []).filter((binding) => binding.pack === "*" || binding.pack === pack);
  const last = named.findIndex(isForAll);
  return last < 0 ? named : named.slice(0, last + 1);
}
