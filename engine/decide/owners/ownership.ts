import type { Ownership } from "../gate/verdict.ts";
import { parseCodeOwners } from "./parse.ts";
import type { Forge } from "./pattern.ts";

/** Who made the change, as far as it is known. */
export interface ChangeAuthor {
  /** Logins and e-mail addresses of this one person; empty where the author is not known. */
  names: string[];
  /** Where they were taken from, in words. */
  from: string;
}

/** CODEOWNERS of what the change is merged into. */
export interface CodeOwnersFile {
  /** As the repository names it; null where there is none. */
  file: string | null;
  text: string;
  /** Whose pattern language it is written in. */
  forge: Forge;
}

/** What decides whether a person other than the change's author is responsible for the file of a waiver. */
export interface OwnersInput {
  /** `why`: it could not be read, in words. */
  codeOwners: CodeOwnersFile | { why: string };
  author: ChangeAuthor;
  /**
   * Path in the repository of each waiver's file, by the name that the waiver has it, and of the links that lead to it: who can change one of them decides what is
   * read. Empty where it lies outside.
   */
  paths: Readonly<Record<string, readonly string[]>>;
}

/** For each waiver's file, whether a person other than the change's author is responsible for it, per CODEOWNERS. */
export function ownershipBy({ codeOwners, author, paths }: OwnersInput): (file: string) => Ownership {
  if ("why" in codeOwners) return () => ({ ok: false, why: codeOwners.why });
  const { file: source, text, forge } = codeOwners;
  if (source === null) return () => ({ ok: false, why: "there is no CODEOWNERS file, so only the author answers for it" });
  const [name] = author.names;
  if (name === undefined) return () => ({ ok: false, why: "the author of the change is not known: name them with --author" });
  const ownersOf = parseCodeOwners(text, forge);
  return (file) => {
    const places = Object.hasOwn(paths, file) ? (paths[file] ?? []) : [];
    const states = places.map((path) => ownershipOf(path === "" ? [] : ownersOf(path), author));
    const at = states.findIndex((state) => state !== "another");
    // Through links the file that counts may be another than the one that is named.
    const through = at < 0 || places.length === 1 ? "" : ` (${places[at]})`;
    switch (at < 0 ? (states[0] ?? "unowned") : states[at]) {
      case "another":
        return { ok: true };
      case "author-alone":
        return { ok: false, why: `per ${source} it${through} is owned by ${name} alone, who made the change` };
      case "cannot-tell":
        return { ok: false, why: `${source} and the change name people differently (${name}, from ${author.from}): use --author` };
      default:
        return { ok: false, why: `${source} names no owner of it${through}` };
    }
  };
}

/**
 * Who a file belongs to, compared with the change's author: `another` must approve a change of it; with `author-alone` and `unowned` no one else must;
 * `cannot-tell`: author and owners are named in different ways, one by login and the other by e-mail address.
 */
export type OwnerState = "another" | "author-alone" | "unowned" | "cannot-tell";

/**
 * Logins and addresses are compared without regard to case, as the forges do. A team or a role counts as another, even one whose only member is the
 * author.
 */
export function ownershipOf(owned: readonly string[], { names }: Pick<ChangeAuthor, "names">): OwnerState {
  if (owned.length === 0) return "unowned";
  const known = names.map((name) => name.replace(/^@/, "").toLowerCase());
  const states = owned.map((owner): OwnerState => {
    const name = owner.replace(/^@/, "").toLowerCase();
    if (owner.startsWith("@") && /[@/]/.test(name)) return "another";
    if (known.includes(name)) return "author-alone";
    return known.some((one) => one.includes("@") === name.includes("@")) ? "another" : "cannot-tell";
  });
  return states.includes("another") ? "another" : states.includes("cannot-tell") ? "cannot-tell" : "author-alone";
}
