import { execFileSync } from "node:child_process";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { UsageError } from "./usage-error.ts";

/** What git may say at once: more than a repository of rules ever holds. */
const MOST_BYTES = 256 << 20;

/**
 * Runs git on the repository of the working folder, without a shell, and returns what it says. Only commands that read are given to it. Paths are taken
 * as they are, never as patterns. A usage error where git is missing or refuses, with its own last line.
 */
export function git(args: readonly string[], input = ""): Buffer {
  try {
    const env = { ...process.env, LC_ALL: "C", GIT_LITERAL_PATHSPECS: "1", GIT_OPTIONAL_LOCKS: "0", GIT_TERMINAL_PROMPT: "0" };
    return execFileSync("git", args, { cwd: process.cwd(), input, env, maxBuffer: MOST_BYTES, stdio: ["pipe", "pipe", "pipe"] });
  } catch (error) {
    const { code, stderr } = error as NodeJS.ErrnoException & { stderr?: Buffer };
    if (code === "ENOENT") throw new UsageError("git was not found: install it, or leave out what needs it.");
    const lastErrorLine = stderr?.toString("utf8").trim().split("\n").at(-1);
    throw new UsageError(lastErrorLine ? `git says: ${lastErrorLine}` : `git ${args[0]} failed.`);
  }
}

/** A ref as somebody typed it: never an option, and without what no ref holds. */
const REF = /^[^\s\p{Cc}-][^\s\p{Cc}]{0,255}$/u;

/** The commit of a ref, as its hash; `flag` names who asks. A ref that the clone does not hold is a usage error that says how to get it. */
export function commitOf(ref: string, flag: string): string {
  if (!REF.test(ref)) throw new UsageError(`${flag}: ${JSON.stringify(ref)} is no git ref. Write a branch, tag or commit, such as origin/main.`);
  const hash = (() => {
    try {
      return git(["rev-parse", "--verify", "--quiet", `${ref}^{commit}`])
        .toString("utf8")
        .trim();
    } catch (error) {
      prefixInRepository(flag);
      if (error instanceof UsageError && error.message.startsWith("git was not found")) throw error;
      return "";
    }
  })();
  if (!/^[0-9a-f]{40,64}$/.test(hash))
    throw new UsageError(
      `${flag} ${ref}: this clone holds no such commit. Fetch it first (git fetch origin ${ref.replace(/^origin\//, "")}), or name another.`,
    );
  return hash;
}

/** Where the working folder lies in its repository, with a slash at the end; empty at the top. */
export function prefixInRepository(flag: string): string {
  try {
    return git(["rev-parse", "--show-prefix"]).toString("utf8").replace(/\n$/, "");
  } catch (error) {
    throw new UsageError(`${flag} needs a git repository around the working folder: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** A path as the repository names it, empty for its top; null where it lies outside. */
export function pathInRepository(path: string, prefix: string): string | null {
  const inside = join(prefix, relative(process.cwd(), resolve(path)));
  if (isAbsolute(inside) || inside === ".." || inside.startsWith(`..${sep}`)) return null;
  return inside
    .split(sep)
    .filter((part) => part !== "." && part !== "")
    .join("/");
}
