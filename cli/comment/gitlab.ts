import { api, isRecord } from "./http.ts";
import type { Absent, CommentForge } from "./post.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The merge request of a pipeline. The job's own token may not write notes: GITLAB_TOKEN is a project access token with the scope api. Source: GitLab Docs,
 * "Notes API", "CI/CD job token", "Predefined CI/CD variables".
 */
export function gitlab(env: Environment, signal: AbortSignal): CommentForge | Absent {
  const { GITLAB_TOKEN: token, CI_API_V4_URL: base, CI_PROJECT_ID: project, CI_MERGE_REQUEST_IID: number } = env;
  if (!number) return { absent: "this pipeline is not of a merge request" };
  if (!token) return { absent: "there is no token (GITLAB_TOKEN, a project access token with the scope api)" };
  if (!base || !project || !/^\d+$/.test(project) || !/^\d+$/.test(number))
    return { absent: "CI_API_V4_URL, CI_PROJECT_ID or CI_MERGE_REQUEST_IID is missing" };
  const { get, send, list } = api(base, { "private-token": token }, signal);
  const notes = `/projects/${project}/merge_requests/${number}/notes`;
  return {
    request: `merge request ${number}`,
    permission: "the scope api and the role Reporter or above",
    notes: async function* () {
      const me = await get("/user");
      for await (const { id, body, author } of list(`${notes}?sort=asc&order_by=created_at`)) {
        if (isRecord(author) && typeof body === "string") yield { id: String(id), body, own: isRecord(me) && author.id === me.id };
      }
    },
    create: async (body) => void (await send("POST", notes, { body })),
    update: async (id, body) => void (await send("PUT", `${notes}/${id}`, { body })),
  };
}
