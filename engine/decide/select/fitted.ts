import type { CheckedRule } from "../../language/index.ts";
import type { Candidate, RuleChoice } from "./select.ts";

/** The names of a rule in one of two states of a repository. */
type NamesOfRule = Pick<CheckedRule, "id" | "formerly">;

/**
 * The choice as far as an earlier state of the rules can know them; null where they name only what it lacks, so that they leave no rule. A rule that was
 * renamed since is meant by its new name too. What is misspelt has been refused by the state as it is now.
 */
export function fittedChoice(
  choice: RuleChoice,
  earlier: readonly (Candidate & Pick<CheckedRule, "params">)[],
  now: readonly NamesOfRule[],
): RuleChoice | null {
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
  const rule = choice.rule.flatMap(known);
  const control = choice.control.filter(answered);
  if ((choice.rule.length > 0 && rule.length === 0) || (choice.control.length > 0 && control.length === 0)) return null;
  const param = choice.param.flatMap((flag) => {
    const [, typed = "", name = "", value = ""] = /^([^.=]*)\.([^=]*)=(.*)$/s.exec(flag) ?? [];
    const [id] = known(typed);
    const declares = earlier.find((each) => each.id === id)?.params.some((each) => each.name === name);
    return declares ? [`${id}.${name}=${value}`] : [];
  });
  return { ...choice, rule, exclude: choice.exclude.flatMap(known), control, param };
}
