import { readJson } from "../collectors/files/index.ts";
import type { ChangeAuthor } from "../engine/index.ts";
import { git } from "./git.ts";
import { UsageError } from "./usage-error.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** An event of GitHub is some hundred kilobytes. */
const MOST_BYTES = 25 << 20;
const NAME = /^@?[^\s@\p{Cc}]{1,100}(@[^\s@\p{Cc}]{1,200})?$/u;

/**
 * The change's author: `--author`, else whom the pipeline names (GitHub: who opened the pull request, else who pushed; GitLab: who started the pipeline, and
 * the commit's author), else the author of the last commit in git. What the commit says its maker chose; what the pipeline says the forge vouches for.
 */
export function changeAuthor(flag: string | undefined, env: Env = process.env): ChangeAuthor {
  if (flag !== undefined) {
    if (!NAME.test(flag)) throw new UsageError(`--author ${JSON.stringify(flag)}: give one login (@ada) or e-mail address.`);
    return { names: [flag], from: "--author" };
  }
  return fromGitHub(env) ?? fromGitLab(env) ?? fromGit();
}

function fromGitHub(env: Env): ChangeAuthor | null {
  const opened = env.GITHUB_EVENT_PATH ? pullRequestAuthor(env.GITHUB_EVENT_PATH) : null;
  if (opened !== null) return { names: [opened], from: "the pull request (GITHUB_EVENT_PATH)" };
  return named([env.GITHUB_ACTOR], "GITHUB_ACTOR");
}

function fromGitLab(env: Env): ChangeAuthor | null {
  const address = /<([^<>]{1,300})>\s*$/.exec(env.CI_COMMIT_AUTHOR ?? "")?.[1];
  return named([env.GITLAB_USER_LOGIN, address], env.GITLAB_USER_LOGIN ? "GITLAB_USER_LOGIN and CI_COMMIT_AUTHOR" : "CI_COMMIT_AUTHOR");
}

function fromGit(): ChangeAuthor {
  try {
    return named([git(["log", "-1", "--format=%ae"]).toString("utf8").trim()], "git log") ?? UNKNOWN_AUTHOR;
  } catch (error) {
    if (error instanceof UsageError) return UNKNOWN_AUTHOR;
    throw error;
  }
}

/** Where nothing says who made the change. */
export const UNKNOWN_AUTHOR: ChangeAuthor = { names: [], from: "nowhere" };

function named(candidates: readonly (string | undefined)[], from: string): ChangeAuthor | null {
  const names = candidates.filter((name): name is string => name !== undefined && NAME.test(name));
  return names.length > 0 ? { names, from } : null;
}

/** `pull_request.user.login` of the event file; null where it holds none. */
function pullRequestAuthor(path: string): string | null {
  const login = inEvent(path, ["pull_request", "user", "login"]);
  return login !== null && NAME.test(login) ? login : null;
}

/** A text of GitHub's event file, by the names that lead to it; null where it holds none, or cannot be read. */
export function inEvent(path: string, names: readonly string[]): string | null {
  const read = readJson(path, { mostBytes: MOST_BYTES });
  if (!read.ok) return null;
  let value = read.json;
  for (const key of names) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return null;
    value = (value as Record<string, unknown>)[key];
  }
  return typeof value === "string" ? value : null;
}
