import { readJson } from "../../collectors/files/index.ts";
import { api, HttpProblem, isRecord } from "./http.ts";
import type { Absent, CommentForge } from "./post.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The pull request of a workflow run: its number from the event, the token from GITHUB_TOKEN. Source: GitHub REST API, "Issue comments"; a pull request's
 * conversation is an issue's.
 */
export function github(env: Environment, signal: AbortSignal): CommentForge | Absent {
  const { GITHUB_TOKEN: token, GITHUB_REPOSITORY: repository, GITHUB_API_URL: base } = env;
  const number = pullRequestOf(env.GITHUB_EVENT_PATH);
  if (number === null) return { absent: "this run is not of a pull request" };
  if (!token) return { absent: "there is no token (GITHUB_TOKEN)" };
  if (!repository || !/^[\w.-]+\/[\w.-]+$/.test(repository)) return { absent: "GITHUB_REPOSITORY does not name the repository" };
  const headers = { authorization: `Bearer ${token}`, accept: "application/vnd.github+json", "x-github-api-version": "2022-11-28" };
  const { get, send, list } = api(base || "https://api.github.com", headers, signal);
  return {
    request: `pull request ${number}`,
    permission: "pull-requests: write, which runs for forks never have",
    notes: async function* () {
      const login = await loginOf(get);
      for await (const { id, body, user } of list(`/repos/${repository}/issues/${number}/comments`)) {
        if (!isRecord(user) || typeof body !== "string") continue;
        yield { id: String(id), body, own: login === null ? user.type === "Bot" : user.login === login };
      }
    },
    create: async (body) => void (await send("POST", `/repos/${repository}/issues/${number}/comments`, { body })),
    update: async (id, body) => void (await send("PATCH", `/repos/${repository}/issues/comments/${id}`, { body })),
  };
}

/** Whose token it is; null for that of a workflow or app, which may not ask: it writes as a bot. */
async function loginOf(get: (path: string) => Promise<unknown>): Promise<string | null> {
  try {
    const user = await get("/user");
    return isRecord(user) && typeof user.login === "string" ? user.login : null;
  } catch (error) {
    if (error instanceof HttpProblem && (error.status === 403 || error.status === 404)) return null;
    throw error;
  }
}

/** Source: GitHub Docs, "Webhook events and payloads", pull_request. A comment's event names the pull request as an issue. */
function pullRequestOf(path: string | undefined): number | null {
  if (!path) return null;
  const read = readJson(path);
  if (!read.ok || !isRecord(read.json)) return null;
  const { pull_request: pull, issue } = read.json;
  const of = isRecord(pull) ? pull : isRecord(issue) && isRecord(issue.pull_request) ? issue : null;
  return of !== null && Number.isSafeInteger(of.number) ? Number(of.number) : null;
}
