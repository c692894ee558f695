import { join, relative, resolve } from "node:path";
import { type FolderEntry, followLinks } from "../collectors/files/index.ts";
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

/** What lies in a folder of the commit, by name. */
type Folder = Map<string, "file" | "folder" | "link">;

/**
 * The files of a commit, read without a checkout. Paths are those of the disk. Links are followed, as on disk. What lies outside the repository is read from
 * the disk, for no commit holds it; submodules are left out.
 */
export function gitTree(ref: string, flag: string): FileTree {
  const commit = commitOf(ref, flag);
  const prefix = prefixInRepository(flag);
  const texts = new Map<string, string>();
  const folders = new Map<string, Folder>();
  let links: Map<string, string> | null = null;
  let submodules: string[] | null = null;

  /** Null where the path leads out of the repository, or nowhere. */
  const inside = (path: string): string | null => {
    const at = pathInRepository(real(path), prefix);
    return at !== null && at !== "" && linkAt(at) !== null ? null : at;
  };

  const linkAt = (path: string): string | null => {
    links ??= linksOf(commit);
    return links.get(path) ?? null;
  };

  function real(path: string): string {
    const at = pathInRepository(path, prefix);
    if (at === null || at === "") return path;
    const to = followLinks(at, linkAt);
    if (to === null) return path;
    return "inside" in to ? onDisk(to.inside, prefix) : resolve(onDisk("", prefix), to.outside);
  }

  const kindOf = (path: string): "file" | "folder" | null => {
    const at = inside(path);
    if (at === null) return DISK.has(real(path)) ? DISK.kindOf(real(path)) : null;
    const kind = at === "" ? "folder" : kindAt(commit, at);
    if (kind === "folder" && !folders.has(at)) fill(commit, at, folders, texts);
    return kind === "link" ? null : kind;
  };

  return {
    submoduleIn: (path) => {
      const at = inside(path);
      if (at === null) return null;
      submodules ??= entriesOf(["-r", "-z", "-l", "--full-tree", commit]).flatMap(({ mode, path: each }) => (mode === "160000" ? [each] : []));
      return submodules.find((each) => `${at}/`.startsWith(`${each}/`) || isWalked(each, at)) ?? null;
    },
    kindOf,
    real,
    has: (path) => {
      const at = inside(path);
      return at === null ? DISK.has(real(path)) : at !== "" && kindAt(commit, at) === "file";
    },
    list: (folder) => {
      kindOf(folder);
      const at = inside(folder);
      if (at === null) return DISK.list(real(folder));
      return [...(folders.get(at) ?? [])].sort(byName).map(([name, kind]): FolderEntry => {
        if (kind !== "link") return { name, kind };
        const path = join(onDisk(at, prefix), name);
        const behind = kindOf(path);
        return behind === null ? { name, kind: "dangling" } : { name, kind: behind, target: real(path) };
      });
    },
    read: (path): RuleText => {
      const at = inside(path);
      const text = at === null ? undefined : texts.get(at);
      if (text !== undefined) return { file: named(path), text };
      if (kindOf(path) === null) throw new UsageError(`${ref}:${named(path)} cannot be read: the commit has no such file, or a link there leads nowhere.`);
      if (at === null) return { ...DISK.read(real(path)), file: named(path) };
      return { file: named(path), text: readOne(commit, at, ref) };
    },
  };
}

/** Whether what lies at a path is read with the rules of a folder above it. */
const isWalked = (path: string, folder: string): boolean =>
  (folder === "" || path.startsWith(`${folder}/`)) &&
  !path
    .slice(folder === "" ? 0 : folder.length + 1)
    .split("/")
    .some((step) => step.startsWith(".") || step === "node_modules");

const byName = ([one]: [string, unknown], [other]: [string, unknown]): number => (one < other ? -1 : 1);

/** Where the disk has what the repository names so. */
const onDisk = (at: string, prefix: string): string => resolve(process.cwd(), relative(join("/", prefix), join("/", at)));

/** The links of a commit: where each leads, as it is written. */
function linksOf(commit: string): Map<string, string> {
  const links = entriesOf(["-r", "-z", "-l", "--full-tree", commit]).filter(({ mode }) => mode === "120000");
  const targets = contents(links.map(({ hash }) => hash));
  return new Map(links.map(({ path }, at) => [path, targets[at] ?? ""]));
}

function kindAt(commit: string, path: string): "file" | "folder" | "link" | null {
  if (path === "") return "folder";
  const [entry] = entriesOf(["-z", "-l", "--full-tree", commit, "--", path]);
  return entry?.path === path ? kindOfMode(entry.mode) : null;
}

const kindOfMode = (mode: string): "file" | "folder" | "link" | null =>
  mode.startsWith("100") ? "file" : mode === "040000" ? "folder" : mode === "120000" ? "link" : null;

/** Lists all that lies beneath a folder, and reads its YAML in one go. */
function fill(commit: string, folder: string, folders: Map<string, Folder>, texts: Map<string, string>): void {
  const below = entriesOf(["-r", "-z", "-l", "--full-tree", commit, ...(folder === "" ? [] : ["--", folder])]).filter(({ mode }) => kindOfMode(mode));
  for (const { path, mode } of below) {
    const parts = path.split("/");
    for (let at = parts.length; at > 0; at -= 1) {
      const above = parts.slice(0, at - 1).join("/");
      const entries: Folder = folders.get(above) ?? new Map();
      folders.set(above, entries.set(parts[at - 1] ?? "", at < parts.length ? "folder" : (kindOfMode(mode) ?? "file")));
    }
  }
  const wanted = below.filter(({ path, mode, bytes }) => mode !== "120000" && isAuthoredName(path) && (!isJsonName(path) || bytes <= MOST_JSON_BYTES));
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
