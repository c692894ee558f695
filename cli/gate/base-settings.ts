import { wrap } from "../../reporters/index.ts";
import type { ReeveConfig } from "../../schemas/index.ts";
import { pipelineBase } from "../code-owners.ts";
import { decisionsAt, type LoadedDecisions } from "../decisions/load-decisions.ts";
import { prefixInRepository } from "../git.ts";
import { gitTree } from "../git-tree.ts";
import type { Io } from "../io.ts";
import type { FileTree } from "../rule-files.ts";
import { chooseAt, type SelectedRules } from "../selection/choose.ts";
import { configIn, type RuleSelection } from "../selection/sources.ts";
import { UsageError } from "../usage-error.ts";

/** What decides of reeve.yaml as the change's base has it. */
export type BaseSettings =
  /** No base is known: the working folder's decides. */
  | { kind: "own" }
  /** `kept`: waivers, attestations and baseline; `rules`: those of the base, by which the change is not judged but compared; null where they are invalid. */
  | { kind: "base"; ref: string; config: ReeveConfig; kept: ReturnType<typeof decisionsAt>; rules: SelectedRules | null }
  | { kind: "unread"; why: string };

/**
 * Reads reeve.yaml, the rules and the baseline of what the change is merged into (`--owners-base`, else the base that the pipeline names), so that a change does not
 * decide on itself. Outside a pipeline of a change, and outside a repository, those of the working folder decide.
 */
export function baseSettings(
  { ownersBase, selection, now }: { ownersBase: string | null; selection: RuleSelection; now: string },
  chosen: Pick<SelectedRules, "rules">,
  env: Readonly<Record<string, string | undefined>> = process.env,
): BaseSettings {
  const ref = ownersBase ?? pipelineBase(env);
  if (ref === null || !isInRepository()) return { kind: "own" };
  const unread = (what: string): BaseSettings => ({
    kind: "unread",
    why: `reeve.yaml of ${ref}, into which the change is merged, ${what}`,
  });
  let tree: FileTree;
  try {
    tree = gitTree(ref, "--owners-base");
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    if (ownersBase !== null) throw error;
    return unread("cannot be read: fetch it, or name a commit with --owners-base");
  }
  const { config, diagnostics } = configIn(tree, selection.config);
  if (diagnostics.some(({ severity }) => severity === "error")) return unread("is invalid: correct it there first");
  return { kind: "base", ref, config, kept: decisionsAt(ref, selection, { config }, now), rules: rulesAt(ref, selection, chosen) };
}

/** Null where they are invalid there: then nothing of the base was judged by them either. */
function rulesAt(ref: string, selection: RuleSelection, chosen: Pick<SelectedRules, "rules">): SelectedRules | null {
  try {
    const rules = chooseAt(ref, selection, chosen, "--owners-base");
    return rules.diagnostics.some(({ severity }) => severity === "error") ? null : rules;
  } catch (error) {
    if (error instanceof UsageError) return null;
    throw error;
  }
}

/** That the settings of the base decide, where the change has others. */
export async function reportOther(
  { ref, config, kept: before }: Extract<BaseSettings, { kind: "base" }>,
  chosen: SelectedRules,
  kept: LoadedDecisions,
  io: Io,
) {
  const say = async (text: string): Promise<void> => {
    await io.err.write(`${wrap(text, io.err.width).join("\n")}\n`);
  };
  const decisive = ({ bindings, failOn, allowUnknown, maxAge, acceptedGaps }: SelectedRules["config"], known: LoadedDecisions["baseline"]): string =>
    JSON.stringify([bindings ?? [], failOn ?? null, allowUnknown ?? false, maxAge ?? null, acceptedGaps ?? [], known]);
  if (decisive(config, before.baseline) === decisive(chosen.config, kept.baseline)) return;
  await say(
    `reeve.yaml and baseline of ${ref} decide: bindings, failOn, allowUnknown, maxAge, accepted gaps and baseline of this change do not decide on itself.`,
  );
}

function isInRepository(): boolean {
  try {
    prefixInRepository("--owners-base");
    return true;
  } catch (error) {
    if (error instanceof UsageError) return false;
    throw error;
  }
}
