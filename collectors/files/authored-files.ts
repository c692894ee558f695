import { existsSync, realpathSync } from "node:fs";
import { join, sep } from "node:path";
import { isAuthoredName } from "../../document/text/index.ts";
import { folderEntries } from "./folder-entries.ts";

/** What a folder of waivers or attestations holds. */
export interface AuthoredFiles {
  /** Paths of what is read, sorted: files by their ending, and links that lead nowhere under such a name, so that to read them is an error. */
  files: string[];
  /** Pipes, sockets and devices under such a name: to read them could wait for ever. */
  refused: string[];
  /** Paths of what else is there and not read: files under other names, pipes and the like, hidden entries. */
  unread: string[];
}

/**
 * Finds what people wrote in a folder and those below it. Links are followed, as Kubernetes mounts files; hidden folders, which hold what such links lead
 * to, are not searched, and not listed where a file that is read lies in them.
 *
 * @throws the error of the system, where a folder cannot be listed.
 */
export function authoredFiles(folder: string): AuthoredFiles {
  const files: string[] = [];
  const refused: string[] = [];
  const unread: string[] = [];
  const hidden: string[] = [];
  walk(folder, new Set());
  return { files: files.sort(), refused, unread: [...unread, ...withoutHolders(hidden, files, realOf)].sort() };

  /** `walked`: the real paths of the folders so far, so that links in a circle end. */
  function walk(here: string, walked: Set<string>): void {
    const real = realpathSync(here);
    if (walked.has(real)) return;
    walked.add(real);
    for (const { name, kind } of folderEntries(here)) {
      const path = join(here, name);
      if (name.startsWith(".")) hidden.push(path);
      else if (kind === "folder") walk(path, walked);
      else if (!isAuthoredName(name)) unread.push(path);
      else if (kind === "other") refused.push(path);
      else files.push(path);
    }
  }
}

/** Hidden entries, without those in which a file lies that was read through a link. `realOf`: a path without its links. */
export function withoutHolders(hidden: readonly string[], read: readonly string[], realOf: (path: string) => string): string[] {
  if (hidden.length === 0) return [];
  const files = read.map(realOf);
  return hidden.filter((path) => {
    const real = realOf(path);
    return !files.some((file) => file === real || file.startsWith(`${real}${sep}`));
  });
}

const realOf = (path: string): string => (existsSync(path) ? realpathSync(path) : path);
