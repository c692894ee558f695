import type { Decisions } from "../../engine/index.ts";
import { wrap } from "../../reporters/index.ts";
import type { ReeveConfig } from "../../schemas/index.ts";
import { pipelineBase } from "../code-owners.ts";
import { decisionsAt, type LoadedDecisions } from "../decisions/load-decisions.ts";
import { prefixInRepository } from "../git.ts";
import { gitTree } from "../git-tree.ts";
import type { Io } from "../io.ts";
import type { FileTree } from "../rule-files.ts";
import type { SelectedRules } from "../selection/choose.ts";
import { configIn, type RuleSelection } from "../selection/sources.ts";
import { UsageError } from "../usage-error.ts";

/** What decides of reeve.yaml as the change's base has it. */
export type BaseSettings =
  /** No base is known: the working folder's decides. */
  { kind: "own" } | { kind: "base"; ref: string; config: ReeveConfig; baseline: Decisions["baseline"] } | { kind: "unread"; why: string };

/**
 * Reads reeve.yaml and the baseline of what the change is merged into (`--owners-base`, else the base that the pipeline names), so that a change does not
 * decide on itself. Outside a pipeline of a change, and outside a repository, those of the working folder decide.
 */
export function baseSettings(
  { ownersBase, selection, now }: { ownersBase: string | null; selection: Pick<RuleSelection, "config">; now: string },
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
  return { kind: "base", ref, config, baseline: decisionsAt(ref, selection, { config }, now).baseline };
}

/** That the settings of the base decide, where the change has others. */
export async function reportOther({ ref, config, baseline }: Extract<BaseSettings, { kind: "base" }>, chosen: SelectedRules, kept: LoadedDecisions, io: Io) {
  const decisive = ({ bindings, failOn, allowUnknown, maxAge, acceptedGaps }: SelectedRules["config"], known: LoadedDecisions["baseline"]): string =>
    JSON.stringify([bindings ?? [], failOn ?? null, allowUnknown ?? false, maxAge ?? null, acceptedGaps ?? [], known]);
  if (decisive(config, baseline) === decisive(chosen.config, kept.baseline)) return;
  const text = `reeve.yaml and baseline of ${ref} decide: bindings, failOn, allowUnknown, maxAge, accepted gaps and baseline of this change do not decide on itself.`;
  await io.err.write(`${wrap(text, io.err.width).join("\n")}\n`);
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
