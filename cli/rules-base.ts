import type { SelectionFlags } from "./flags.ts";
import { gitTree } from "./git-tree.ts";
import { type Chosen, choose } from "./selection/choose.ts";
import { UsageError } from "./usage-error.ts";

/**
 * The rules as a git ref has them, chosen by the same flags: what `reeve check` would have judged by there. Reads rule files, pack.yaml and reeve.yaml of
 * the commit without a checkout; shipped packs, and folders outside the repository, are the same in both. A rule, pack or control that the ref lacks is
 * no mistake, nor is a ref without any rule; rules that are invalid there come back as diagnostics whose files begin with the ref, for `refuse`.
 * `now`: the rules of the working folder, which have been checked before.
 */
export function chooseAt(ref: string, flags: SelectionFlags, now: Pick<Chosen, "rules">): Chosen {
  const tree = gitTree(ref, "--rules-base");
  const at = (file: string): string => `${ref}:${file}`;
  try {
    const chosen = choose(flags, { tree, now: now.rules });
    return {
      ...chosen,
      diagnostics: chosen.diagnostics.map((diagnostic) => ({ ...diagnostic, file: at(diagnostic.file) })),
      sourceOf: (file) => chosen.sourceOf(file.startsWith(at("")) ? file.slice(at("").length) : file),
    };
  } catch (error) {
    if (error instanceof UsageError) throw new UsageError(`--rules-base ${ref}: ${error.message}`);
    throw error;
  }
}
