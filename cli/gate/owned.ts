import { resolve } from "node:path";
import type { Ownership } from "../../engine/index.ts";
import { changeAuthor } from "../change-author.ts";
import { type CodeOwners, codeOwners } from "../code-owners.ts";
import { commitOf } from "../git.ts";
import { UsageError } from "../usage-error.ts";

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Whether somebody else than the change's author answers for a waiver's file, per CODEOWNERS of what the change is merged into: `--owners-base`, else the
 * base that the pipeline names, else the working folder. Nothing is read before somebody asks. `base`: the folder that files are named from.
 */
export function ownedByAnother(
  flags: { author?: string | undefined; ownersBase?: string | undefined },
  base: string,
  env: Env = process.env,
): (file: string) => Ownership {
  let read: { owners: CodeOwners } | { why: string } | null = null;
  return (file) => {
    read ??= ownersOf(flags.ownersBase, env);
    if ("why" in read) return { ok: false, why: read.why };
    const { owners } = read;
    if (owners.file === null) return { ok: false, why: "there is no CODEOWNERS file, so nobody but the author answers for it" };
    const author = changeAuthor(flags.author, env);
    const name = author.names[0];
    if (name === undefined) return { ok: false, why: "nobody knows who made the change: name them with --author" };
    switch (owners.ownership(resolve(base, file), author)) {
      case "another":
        return { ok: true };
      case "author-alone":
        return { ok: false, why: `per ${owners.file} it is owned by ${name} alone, who made the change` };
      case "unowned":
        return { ok: false, why: `${owners.file} names no owner of it` };
      case "cannot-tell":
        return { ok: false, why: `${owners.file} and the change name people differently (${name}, from ${author.from}): use --author` };
    }
  };
}

function ownersOf(flag: string | undefined, env: Env): { owners: CodeOwners } | { why: string } {
  if (flag !== undefined) return { owners: codeOwners(commitOf(flag, "--owners-base"), env) };
  const base = env.GITHUB_BASE_REF ? `origin/${env.GITHUB_BASE_REF}` : env.CI_MERGE_REQUEST_DIFF_BASE_SHA || null;
  if (base === null) return { owners: codeOwners(null, env) };
  try {
    return { owners: codeOwners(commitOf(base, "CODEOWNERS"), env) };
  } catch (error) {
    if (error instanceof UsageError)
      return { why: `CODEOWNERS of ${base}, into which the change is merged, cannot be read: fetch it, or name a commit with --owners-base` };
    throw error;
  }
}
