import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** LaidFiles by name; null takes one away. */
export type LaidFiles = Readonly<Record<string, string | null>>;

/** A git repository of a test. */
export interface Repository {
  git: (...args: string[]) => string;
  lay: (files: LaidFiles) => void;
  commit: (message: string) => void;
  /** Back to the first commit, which `origin/main` names too. */
  reset: () => void;
}

/** Makes a repository whose first commit holds these files. */
export function repositoryOf(folder: string, files: LaidFiles): Repository {
  mkdirSync(folder, { recursive: true });
  const git = (...args: string[]): string => {
    const identity = ["-c", "user.name=ann", "-c", "user.email=ann@example.com", "-c", "commit.gpgsign=false"];
    const { status, stdout, stderr } = spawnSync("git", ["--no-pager", ...identity, ...args], { cwd: folder, encoding: "utf8" });
    if (status !== 0) throw new Error(stderr);
    return stdout.trim();
  };
  const lay = (laid: LaidFiles): void => {
    for (const [name, text] of Object.entries(laid)) {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      if (text === null) rmSync(path, { recursive: true });
      else writeFileSync(path, text);
    }
  };
  const commit = (message: string): void => {
    git("add", "--all");
    git("commit", "--quiet", "--allow-empty", "--message", message);
  };
  const toRemote = (): string => git("update-ref", "refs/remotes/origin/main", "HEAD");
  git("init", "--quiet", "--initial-branch=main");
  lay(files);
  commit("Start");
  git("tag", "start");
  toRemote();
  return {
    git,
    lay,
    commit,
    reset: () => {
      git("reset", "--quiet", "--hard", "start");
      toRemote();
      git("clean", "--quiet", "--force", "-d");
    },
  };
}
