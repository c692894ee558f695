import { SEVERITIES } from "../../language/index.ts";
import { misspelt, type Selected, type SelectionProblem } from "./problem.ts";

/** Which rules to evaluate, as it was typed. */
export interface RuleChoice {
  pack: readonly string[];
  rule: readonly string[];
  exclude: readonly string[];
  control: readonly string[];
  severity: readonly string[];
  /** `rule.name=value`. */
  param: readonly string[];
}

/** What the choice depends on of a rule. */
export interface Candidate {
  id: string;
  formerly: readonly string[];
  pack: string;
  /** Severities that its results may have: its own and those it may raise to. */
  severities: readonly string[];
  controls: Readonly<Record<string, readonly string[]>>;
}

/**
 * The ids that a choice leaves of the candidates. A name that nothing has, and a choice that leaves nothing, are problems: never a silent green.
 * `mayBeEmpty`: for a state of the rules that another is compared with.
 */
export function select(candidates: readonly Candidate[], choice: RuleChoice, mayBeEmpty = false): Selected<string[]> {
  const problem = unknownName(candidates, choice);
  if (problem) return { ok: false, problem };
  const idsOf = (names: readonly string[]): Set<string | undefined> => new Set(names.map((name) => ruleNamed(candidates, name)?.id));
  const [only, not] = [idsOf(choice.rule), idsOf(choice.exclude)];
  const controls = choice.control.map(controlOf);
  const chosen = candidates.filter(
    (rule) =>
      (only.size === 0 || only.has(rule.id)) &&
      !not.has(rule.id) &&
      (controls.length === 0 || controls.some(({ framework, id }) => answers(rule, framework, id))) &&
      (choice.severity.length === 0 || rule.severities.some((severity) => choice.severity.includes(severity))),
  );
  if (chosen.length === 0 && !mayBeEmpty) return { ok: false, problem: { text: emptyText(candidates.length, choice) } };
  return { ok: true, value: chosen.map(({ id }) => id) };
}

/** The rule of a name, or the one that had it once. */
export const ruleNamed = <R extends Pick<Candidate, "id" | "formerly">>(rules: readonly R[], name: string): R | undefined =>
  rules.find(({ id }) => id === name) ?? rules.find(({ formerly }) => formerly.includes(name));

/** What is set for rules, by their ids: also where a former id was written. Where both are, the id counts. */
export function byCurrentId<T>(values: Readonly<Record<string, T>> | undefined, rules: readonly Pick<Candidate, "id" | "formerly">[]): Record<string, T> {
  const known = Object.entries(values ?? {});
  const current = known.map(([name, value]): [string, T, boolean] => {
    const id = ruleNamed(rules, name)?.id ?? name;
    return [id, value, id === name];
  });
  return Object.fromEntries(current.sort((one, other) => Number(one[2]) - Number(other[2])).map(([id, value]) => [id, value]));
}

/** The first name that nothing has. */
function unknownName(candidates: readonly Candidate[], choice: RuleChoice): SelectionProblem | null {
  const ids = candidates.map(({ id }) => id);
  const typed = [...choice.rule.map((name) => ["--rule", name] as const), ...choice.exclude.map((name) => ["--exclude", name] as const)];
  const noRule = typed.find(([, name]) => !ruleNamed(candidates, name));
  if (noRule) return misspelt(`${noRule.join(" ")}: no such rule.`, noRule[1], ids, " reeve rules list shows all.");
  for (const control of choice.control) {
    const problem = unknownControl(control, candidates);
    if (problem) return problem;
  }
  const severity = choice.severity.find((name) => !SEVERITIES.some((each) => each === name));
  return severity === undefined ? null : misspelt(`--severity ${severity}: severities are ${SEVERITIES.join(", ")}.`, severity, SEVERITIES);
}

const answers = (rule: Candidate, framework: string, id: string | null): boolean =>
  Object.hasOwn(rule.controls, framework) && (id === null || (rule.controls[framework] ?? []).includes(id));

/** `framework:id`, or only a framework. */
function controlOf(typed: string): { framework: string; id: string | null } {
  const colon = typed.indexOf(":");
  return colon < 0 ? { framework: typed, id: null } : { framework: typed.slice(0, colon), id: typed.slice(colon + 1) };
}

function unknownControl(typed: string, candidates: readonly Candidate[]): SelectionProblem | null {
  const { framework, id } = controlOf(typed);
  const frameworks = new Set(candidates.flatMap(({ controls }) => Object.keys(controls)));
  if (!frameworks.has(framework)) {
    const all = ` Frameworks: ${[...frameworks].sort().join(", ")}.`;
    return misspelt(`--control ${typed}: no rule answers to ${framework}.`, framework, frameworks, all);
  }
  if (id === null) return null;
  const known = new Set(candidates.flatMap(({ controls }) => (Object.hasOwn(controls, framework) ? (controls[framework] ?? []) : [])));
  return known.has(id) ? null : misspelt(`--control ${typed}: no chosen rule answers ${id} of ${framework}.`, id, known);
}

function emptyText(count: number, choice: RuleChoice): string {
  if (count === 0) return "no rule was found: nothing would be judged. Name a folder that holds rules with --rules, or a pack with --pack.";
  const used = (["pack", "rule", "exclude", "control", "severity"] as const).filter((name) => choice[name].length > 0).map((name) => `--${name}`);
  return `${used.join(" and ")} together leave no rule of ${count}: nothing would be judged. reeve rules list with the same flags shows what each leaves.`;
}
