import type { SelectionFlags } from "../flags.ts";
import { didYouMean } from "../nearest.ts";
import { UsageError } from "../usage-error.ts";

/** What selection asks of a rule. */
export interface Candidate {
  id: string;
  formerly: readonly string[];
  pack: string;
  /** Severities that its results may have: its own and those it may raise to. */
  severities: readonly string[];
  controls: Record<string, string[]>;
}

const SEVERITIES = ["critical", "high", "medium", "low", "info"];

/**
 * The ids that the flags leave of the candidates. A name that nothing bears, and a selection that is empty, are usage errors: never a silent green.
 * `mayBeEmpty`: for a state of the rules that another is held against.
 */
export function select(candidates: readonly Candidate[], flags: SelectionFlags, mayBeEmpty = false): Set<string> {
  const ids = candidates.map(({ id }) => id);
  const idOf = (typed: string, flag: string): string => {
    const found = candidates.find(({ id, formerly }) => id === typed || formerly.includes(typed));
    if (!found) throw new UsageError(`${flag} ${typed}: no such rule.${didYouMean(typed, ids, " reeve rules list shows all.")}`);
    return found.id;
  };
  const only = new Set(flags.rule.map((typed) => idOf(typed, "--rule")));
  const not = new Set(flags.exclude.map((typed) => idOf(typed, "--exclude")));
  const controls = flags.control.map((typed) => controlOf(typed, candidates));
  for (const severity of flags.severity) {
    if (!SEVERITIES.includes(severity))
      throw new UsageError(`--severity ${severity}: severities are ${SEVERITIES.join(", ")}.${didYouMean(severity, SEVERITIES)}`);
  }
  const chosen = candidates.filter(
    (rule) =>
      (only.size === 0 || only.has(rule.id)) &&
      !not.has(rule.id) &&
      (controls.length === 0 || controls.some(({ framework, id }) => answers(rule, framework, id))) &&
      (flags.severity.length === 0 || rule.severities.some((severity) => flags.severity.includes(severity))),
  );
  if (chosen.length === 0 && !mayBeEmpty) throw new UsageError(emptyText(candidates.length, flags));
  return new Set(chosen.map(({ id }) => id));
}

const answers = (rule: Candidate, framework: string, id: string | null): boolean =>
  Object.hasOwn(rule.controls, framework) && (id === null || (rule.controls[framework] ?? []).includes(id));

/** `framework:id`, or a framework alone. */
function controlOf(typed: string, candidates: readonly Candidate[]): { framework: string; id: string | null } {
  const colon = typed.indexOf(":");
  const framework = colon < 0 ? typed : typed.slice(0, colon);
  const id = colon < 0 ? null : typed.slice(colon + 1);
  const frameworks = new Set(candidates.flatMap(({ controls }) => Object.keys(controls)));
  if (!frameworks.has(framework)) {
    throw new UsageError(
      `--control ${typed}: no rule answers to ${framework}.${didYouMean(framework, frameworks, ` Frameworks: ${[...frameworks].sort().join(", ")}.`)}`,
    );
  }
  if (id === null) return { framework, id };
  const known = new Set(candidates.flatMap(({ controls }) => (Object.hasOwn(controls, framework) ? (controls[framework] ?? []) : [])));
  if (!known.has(id)) throw new UsageError(`--control ${typed}: no chosen rule answers ${id} of ${framework}.${didYouMean(id, known)}`);
  return { framework, id };
}

function emptyText(count: number, flags: SelectionFlags): string {
  if (count === 0) return "no rule was found: nothing would be judged. Name a folder that holds rules with --rules, or a pack with --pack.";
  const used = (["pack", "rule", "exclude", "control", "severity"] as const).filter((name) => flags[name].length > 0).map((name) => `--${name}`);
  return `${used.join(" and ")} together leave no rule of ${count}: nothing would be judged. reeve rules list with the same flags shows what each leaves.`;
}
