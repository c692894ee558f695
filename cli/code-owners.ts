import { join, resolve } from "node:path";
import { type Forge, parseCodeOwners } from "../engine/index.ts";
import type { ChangeAuthor } from "./change-author.ts";
import { pathInRepository, prefixInRepository } from "./git.ts";
import { gitTree } from "./git-tree.ts";
import { DISK, type FileTree } from "./rule-files.ts";
import { UsageError } from "./usage-error.ts";

/**
 * Who a file belongs to, against the change's author: `another` must approve a change of it; `author-alone` and `unowned` tell that nobody else must;
 * `cannot-tell` that author and owners are named in different ways, one by login and the other by e-mail address.
 */
export type Ownership = "another" | "author-alone" | "unowned" | "cannot-tell";

export interface CodeOwners {
  /** The file, as the repository names it; null where there is none. */
  file: string | null;
  /** Owners of a path of the disk; none where it lies outside the repository. */
  ownersOf: (path: string) => string[];
  ownership: (path: string, author: ChangeAuthor) => Ownership;
  /** Whether the file is owned by somebody else than the author. A team or a role counts as somebody else, even one whose only member is the author. */
  ownedByAnother: (path: string, author: ChangeAuthor) => boolean;
}

/** In the order in which the forges look; the first counts (docs.github.com, CODEOWNERS file location; docs.gitlab.com, Code Owners). */
const PLACES: Record<Forge, readonly string[]> = {
  github: [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"],
  gitlab: ["CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS", ".github/CODEOWNERS"],
};

/** GitHub loads no larger file; nor is a larger one loaded here. */
const MOST_CHARACTERS = 3 << 20;

/**
 * Finds and reads CODEOWNERS of the repository around the working folder, as it is on disk or, with `ref`, as the commit has it: a change that writes its
 * own owners must not be judged by them, so a gate names what the change is merged into. Without a repository or a file nobody owns anything. The pattern
 * language is GitLab's in a GitLab job, and of `.gitlab/CODEOWNERS`; else GitHub's.
 */
export function codeOwners(ref: string | null, env: Readonly<Record<string, string | undefined>> = process.env): CodeOwners {
  const forge: Forge = env.GITLAB_CI === "true" ? "gitlab" : "github";
  const prefix = ref === null ? prefixOrNull() : prefixInRepository("CODEOWNERS");
  if (prefix === null) return owners(null, () => []);
  const tree: FileTree = ref === null ? DISK : gitTree(ref, "CODEOWNERS");
  const top = resolve(
    process.cwd(),
    ...prefix
      .split("/")
      .filter(Boolean)
      .map(() => ".."),
  );
  const file = PLACES[forge].find((place) => tree.has(join(top, place))) ?? null;
  if (file === null) return owners(null, () => []);
  const { text } = tree.read(join(top, file));
  if (text.length > MOST_CHARACTERS) throw new UsageError(`${file} is larger than 3 MB: GitHub loads no such file, so nobody owns anything by it.`);
  const byPath = parseCodeOwners(text, file.startsWith(".gitlab/") ? "gitlab" : forge);
  return owners(file, (path) => {
    const inside = pathInRepository(path, prefix);
    return inside === null || inside === "" ? [] : byPath(inside);
  });
}

function prefixOrNull(): string | null {
  try {
    return prefixInRepository("CODEOWNERS");
  } catch (error) {
    if (error instanceof UsageError) return null;
    throw error;
  }
}

function owners(file: string | null, ownersOf: CodeOwners["ownersOf"]): CodeOwners {
  const ownership = (path: string, author: ChangeAuthor): Ownership => ownershipOf(ownersOf(path), author);
  return { file, ownersOf, ownership, ownedByAnother: (path, author) => ownership(path, author) === "another" };
}

/** Logins and addresses are compared without regard to case, as the forges do. */
export function ownershipOf(owned: readonly string[], { names }: Pick<ChangeAuthor, "names">): Ownership {
  if (owned.length === 0) return "unowned";
  const known = names.map((name) => name.replace(/^@/, "").toLowerCase());
  const states = owned.map((owner): Ownership => {
    const name = owner.replace(/^@/, "").toLowerCase();
    if (owner.startsWith("@") && /[@/]/.test(name)) return "another";
    if (known.includes(name)) return "author-alone";
    return known.some((one) => one.includes("@") === name.includes("@")) ? "another" : "cannot-tell";
  });
  return states.includes("another") ? "another" : states.includes("cannot-tell") ? "cannot-tell" : "author-alone";
}
