import type { CheckedRule } from "../../engine/index.ts";
import type { SelectionFlags } from "../flags.ts";
import type { Candidate } from "./select.ts";

/** Rules of two states of a repository: the names that a rule bears in one of them. */
type Named = Pick<CheckedRule, "id" | "formerly">;

/**
 * The flags as far as an earlier state of the rules can know them; null where they name only what it lacks, so that they leave no rule. A rule that was
 * renamed since is meant by its new name too. What is misspelt has been refused by the state as it is now.
 */
export function fittedFlags(
  flags: SelectionFlags,
  earlier: readonly (Candidate & Pick<CheckedRule, "params">)[],
  now: readonly Named[],
): SelectionFlags | null {
  if (earlier.length === 0) return null;
  const namesOf = (typed: string): string[] => {
    const rule = now.find(({ id, formerly }) => id === typed || formerly.includes(typed));
    return rule ? [typed, rule.id, ...rule.formerly] : [typed];
  };
  const known = (typed: string): string[] => {
    const names = namesOf(typed);
    const rule = earlier.find(({ id, formerly }) => [id, ...formerly].some((name) => names.includes(name)));
    return rule ? [rule.id] : [];
  };
  const answered = (control: string): boolean => {
    const [framework = "", ...rest] = control.split(":");
    const id = rest.join(":");
    return earlier.some(({ controls }) => Object.hasOwn(controls, framework) && (rest.length === 0 || (controls[framework] ?? []).includes(id)));
  };
  const rule = flags.rule.flatMap(known);
  const control = flags.control.filter(answered);
  if ((flags.rule.length > 0 && rule.length === 0) || (flags.control.length > 0 && control.length === 0)) return null;
  const param = flags.param.flatMap((flag) => {
    const [, typed = "", name = "", value = ""] = /^([^.=]*)\.([^=]*)=(.*)$/s.exec(flag) ?? [];
    const [id] = known(typed);
    const declares = earlier.find((each) => each.id === id)?.params.some((each) => each.name === name);
    return declares ? [`${id}.${name}=${value}`] : [];
  });
  return { ...flags, rule, exclude: flags.exclude.flatMap(known), control, param };
}
