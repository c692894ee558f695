import { existsSync, lstatSync, readlinkSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { withoutMark } from "../collectors/files/index.ts";
import type { CodeOwnersFile, Forge, OwnersInput } from "../engine/index.ts";
import { changeAuthor, inEvent, UNKNOWN_AUTHOR } from "./change-author.ts";
import { isRunBy } from "./ci-systems.ts";
import { commitOf, pathInRepository, prefixInRepository } from "./git.ts";
import { gitTree } from "./git-tree.ts";
import { inputText } from "./read-input.ts";
import { DISK, type FileTree } from "./rule-files.ts";
import { UsageError } from "./usage-error.ts";

type Env = Readonly<Record<string, string | undefined>>;

/**
 * What is known of the owners of files: CODEOWNERS of what the change is merged into (`ownersBase`, else the base that the pipeline names, else the
 * working folder), and the author of the change. `files` are named from the folder `base`.
 */
export function readOwners(
  { author, ownersBase }: { author: string | null; ownersBase: string | null },
  files: Iterable<string>,
  base: string,
  env: Env = process.env,
): OwnersInput {
  const read = codeOwnersOf(ownersBase, env);
  if ("why" in read) return { codeOwners: read, author: UNKNOWN_AUTHOR, paths: {} };
  const { file, text, forge, placesOf } = read;
  return {
    codeOwners: { file, text, forge },
    author: file === null ? UNKNOWN_AUTHOR : changeAuthor(author ?? undefined, env),
    paths: Object.fromEntries([...files].map((each) => [each, placesOf(resolve(base, each))])),
  };
}

/**
 * What the pipeline says that the change is merged into; null where it is no pipeline of a change. GitHub sets GITHUB_BASE_REF for pull requests; of a merge
 * queue the event file has it.
 * Sources: docs.github.com, "Variables reference" (GITHUB_BASE_REF, GITHUB_EVENT_NAME, GITHUB_EVENT_PATH) and "Webhook events and payloads", merge_group
 * (base_sha: the merge group's parent commit); docs.gitlab.com, "Predefined CI/CD variables".
 */
export function pipelineBase(env: Env): string | null {
  if (env.GITHUB_BASE_REF) return `origin/${env.GITHUB_BASE_REF}`;
  if (env.GITHUB_EVENT_NAME === "merge_group") return mergeGroupBase(env.GITHUB_EVENT_PATH) ?? UNKNOWN_MERGE_GROUP;
  return env.CI_MERGE_REQUEST_DIFF_BASE_SHA || null;
}

/** Names no commit: a merge group whose base is not known is judged by nothing of its own. */
const UNKNOWN_MERGE_GROUP = "merge_group.base_sha";

function mergeGroupBase(path: string | undefined): string | null {
  const sha = path ? inEvent(path, ["merge_group", "base_sha"]) : null;
  return sha !== null && /^[0-9a-f]{40,64}$/.test(sha) ? sha : null;
}

function codeOwnersOf(ownersBase: string | null, env: Env): CodeOwnersRead | { why: string } {
  if (ownersBase !== null) return readCodeOwners(commitOf(ownersBase, "--owners-base"), env);
  const base = pipelineBase(env);
  if (base === null) return prefixOrNull() === null ? { why: NO_REPOSITORY } : readCodeOwners(null, env);
  try {
    return readCodeOwners(commitOf(base, "CODEOWNERS"), env);
  } catch (error) {
    if (error instanceof UsageError)
      return { why: `CODEOWNERS of ${base}, into which the change is merged, cannot be read: fetch it, or name a commit with --owners-base` };
    throw error;
  }
}

/** A folder by itself does not say where its repository begins, and so not which CODEOWNERS counts. */
const NO_REPOSITORY = "the working folder is in no Git repository, whose CODEOWNERS would say who is responsible for it";

export interface CodeOwnersRead extends CodeOwnersFile {
  /** A path of the disk as the repository names it; null where it lies outside. */
  pathOf: (path: string) => string | null;
  /** What the repository holds of a path of the disk: the links on its way, and the file that they lead to. Empty where it lies outside. */
  placesOf: (path: string) => string[];
}

/** In the order in which the forges look; the first counts (docs.github.com, CODEOWNERS file location; docs.gitlab.com, Code Owners). */
const PLACES: Record<Forge, readonly string[]> = {
  github: [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"],
  gitlab: ["CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS", ".github/CODEOWNERS"],
};

/** GitHub loads no larger file; nor is a larger one loaded here. */
const MAX_CHARACTERS = 3 << 20;

/**
 * Finds and reads CODEOWNERS of the repository around the working folder, as it is on disk or, with `ref`, as the commit has it: a change that writes its
 * own owners must not be judged by them, so a gate names what the change is merged into. Without a repository or a file no one owns anything. The pattern
 * language is GitLab's in a GitLab job, and of `.gitlab/CODEOWNERS`; else GitHub's.
 */
export function readCodeOwners(ref: string | null, env: Env = process.env): CodeOwnersRead {
  const forge: Forge = isRunBy("GitLab CI", env) ? "gitlab" : "github";
  const prefix = ref === null ? prefixOrNull() : prefixInRepository("CODEOWNERS");
  if (prefix === null) return { file: null, text: "", forge, pathOf: () => null, placesOf: () => [] };
  const pathOf = (path: string): string | null => pathInRepository(path, prefix);
  const tree: FileTree = ref === null ? DISK : gitTree(ref, "CODEOWNERS");
  const top = resolve(
    process.cwd(),
    ...prefix
      .split("/")
      .filter(Boolean)
      .map(() => ".."),
  );
  const placesOf = (path: string): string[] => placesWithin(top, path, pathOf);
  const file = PLACES[forge].find((place) => tree.has(join(top, place))) ?? null;
  if (file === null) return { file, text: "", forge, pathOf, placesOf };
  const text = withoutMark(ref === null ? inputText(join(top, file), { authored: true }) : tree.read(join(top, file)).text);
  if (text.length > MAX_CHARACTERS) throw new UsageError(`${file} is larger than 3 MB: GitHub does not load it, so it makes no one an owner.`);
  return { file, text, forge: file.startsWith(".gitlab/") ? "gitlab" : forge, pathOf, placesOf };
}

const MOST_LINKS = 40;

/** Whoever may change a link chooses what is read behind it. */
function placesWithin(top: string, path: string, pathOf: CodeOwnersRead["pathOf"], left = MOST_LINKS): string[] {
  const steps = relative(top, path).split(sep);
  if (steps[0] === ".." || isAbsolute(relative(top, path)) || left === 0) return [];
  let at = top;
  for (const [index, step] of steps.entries()) {
    at = join(at, step);
    const found = lstatSync(at, { throwIfNoEntry: false });
    // A submodule: what lies in it is changed in another repository.
    if (found?.isDirectory() && at !== top && existsSync(join(at, ".git"))) return [];
    if (!found?.isSymbolicLink()) continue;
    const behind = placesWithin(top, join(resolve(dirname(at), readlinkSync(at)), ...steps.slice(index + 1)), pathOf, left - 1);
    return behind.length === 0 ? [] : [pathOf(at) ?? "", ...behind];
  }
  return [pathOf(path) ?? ""];
}

function prefixOrNull(): string | null {
  try {
    return prefixInRepository("CODEOWNERS");
  } catch (error) {
    if (error instanceof UsageError) return null;
    throw error;
  }
}
