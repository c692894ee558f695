import { isAuthoredName, isJsonName } from "../document/text/index.ts";
import { commitOf, git, pathInRepository, prefixInRepository } from "./git.ts";
import { DISK, type FileTree, named, type RuleText } from "./rule-files.ts";
import { UsageError } from "./usage-error.ts";

/** Bytes of YAML that one folder may hold. */
const MOST_BYTES = 64 << 20;
/** JSON that other programs wrote can be long, and no rule is. */
const MOST_JSON_BYTES = 1 << 20;

interface Entry {
  mode: string;
  hash: string;
  bytes: number;
  /** As the repository names it. */
  path: string;
}

/**
 * The files of a commit, read without a checkout. Paths are those of the disk; what lies outside the repository is read from the disk, for no commit
 * holds it. Links and submodules are left out: a rule that the disk holds behind a link counts as new beside the commit.
 */
export function gitTree(ref: string, flag: string): FileTree {
  const commit = commitOf(ref, flag);
  const prefix = prefixInRepository(flag);
  const texts = new Map<string, string>();
  const folders = new Map<string, Map<string, boolean>>();
  const inside = (path: string): string | null => pathInRepository(path, prefix);

  const kindOf = (path: string): "file" | "folder" | null => {
    const at = inside(path);
    if (at === null) return DISK.kindOf(path);
    const kind = at === "" ? "folder" : kindAt(commit, at);
    if (kind === "folder") fill(commit, at, folders, texts);
    return kind;
  };

  return {
    kindOf,
    has: (path) => {
      const at = inside(path);
      return at === null ? DISK.has(path) : at !== "" && kindAt(commit, at) === "file";
    },
    list: (folder) => {
      const at = inside(folder);
      if (at === null) return DISK.list(folder);
      return [...(folders.get(at) ?? [])].map(([name, isFolder]) => ({ name, kind: isFolder ? "folder" : "file" }));
    },
    read: (path): RuleText => {
      const at = inside(path);
      if (at === null) return DISK.read(path);
      return { file: named(path), text: texts.get(at) ?? readOne(commit, at, ref) };
    },
  };
}

function kindAt(commit: string, path: string): "file" | "folder" | null {
  const [entry] = entriesOf(["-z", "-l", "--full-tree", commit, "--", path]);
  if (entry?.path !== path) return null;
  return entry.mode.startsWith("100") ? "file" : entry.mode === "040000" ? "folder" : null;
}

/** Lists all that lies beneath a folder, and reads its YAML in one go. */
function fill(commit: string, folder: string, folders: Map<string, Map<string, boolean>>, texts: Map<string, string>): void {
  const below = entriesOf(["-r", "-z", "-l", "--full-tree", commit, ...(folder === "" ? [] : ["--", folder])]).filter(({ mode }) => mode.startsWith("100"));
  for (const { path } of below) {
    const parts = path.split("/");
    for (let at = parts.length; at > 0; at -= 1) {
      const above = parts.slice(0, at - 1).join("/");
      const entries = folders.get(above) ?? new Map<string, boolean>();
      folders.set(above, entries.set(parts[at - 1] ?? "", at < parts.length));
    }
  }
  const wanted = below.filter(({ path, bytes }) => isAuthoredName(path) && (!isJsonName(path) || bytes <= MOST_JSON_BYTES));
  if (wanted.reduce((sum, { bytes }) => sum + bytes, 0) > MOST_BYTES) throw new UsageError(`${folder || "the repository"} holds more than 64 MB of YAML.`);
  contents(wanted.map(({ hash }) => hash)).forEach((text, at) => {
    texts.set(wanted[at]?.path ?? "", text);
  });
}

/** `git ls-tree`: mode, type, hash, size and, after a tab, the path; a zero byte ends each. */
function entriesOf(args: readonly string[]): Entry[] {
  return git(["ls-tree", ...args])
    .toString("utf8")
    .split("\0")
    .flatMap((line) => {
      const found = /^(\d{6}) [a-z]+ ([0-9a-f]+) +(\d+|-)\t(.+)$/s.exec(line);
      return found ? [{ mode: found[1] ?? "", hash: found[2] ?? "", bytes: Number(found[3]) || 0, path: found[4] ?? "" }] : [];
    });
}

/** `git cat-file --batch`: for each hash a line that ends in the size, the bytes, and a newline. */
function contents(hashes: readonly string[]): string[] {
  if (hashes.length === 0) return [];
  const all = git(["cat-file", "--batch"], `${hashes.join("\n")}\n`);
  let at = 0;
  return hashes.map((hash) => {
    const end = all.indexOf(10, at);
    const head = all.toString("latin1", at, end);
    const bytes = Number(/ blob (\d+)$/.exec(head)?.[1] ?? Number.NaN);
    if (!head.startsWith(hash) || Number.isNaN(bytes)) throw new UsageError(`git could not read ${hash}: ${head}`);
    at = end + 1 + bytes + 1;
    return all.toString("utf8", end + 1, end + 1 + bytes);
  });
}

function readOne(commit: string, path: string, ref: string): string {
  const [entry] = entriesOf(["-z", "-l", "--full-tree", commit, "--", path]);
  if (entry?.path !== path || !entry.mode.startsWith("100")) throw new UsageError(`${ref} holds no file ${path}.`);
  if (entry.bytes > MOST_BYTES) throw new UsageError(`${ref}:${path} is larger than 64 MB.`);
  return contents([entry.hash])[0] ?? "";
}
