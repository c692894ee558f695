import { HttpProblem } from "./http.ts";

/** A comment that stands in the request already. */
export interface ForgeComment {
  id: string;
  body: string;
  /** Whether the token's owner wrote it: what another wrote is never overwritten, whatever it begins with. */
  own: boolean;
}

/** A place that keeps pull or merge requests, as far as one comment goes. */
export interface CommentForge {
  /** The request, for people: `pull request 7`. */
  request: string;
  /** What the token must be allowed, named when it is not. */
  permission: string;
  notes: () => AsyncIterable<ForgeComment>;
  create: (body: string) => Promise<void>;
  update: (id: string, body: string) => Promise<void>;
}

/** Why there is nothing to comment on, in words: no request, no token. */
export interface Absent {
  absent: string;
}

export type Posted = { done: "created" | "updated" } | { skipped: string } | { failed: string };

/** Statuses by which GitHub and GitLab say that the token may not: 404 hides what it may not even see. */
const REFUSED = new Set([401, 403, 404]);

/** Makes the comment, or replaces our own of before. A token that may not comment is no failure: the gate has decided without it. */
export async function post(forge: CommentForge | Absent, body: string): Promise<Posted> {
  if ("absent" in forge) return { skipped: forge.absent };
  const marker = body.slice(0, body.indexOf("\n"));
  try {
    for await (const note of forge.notes()) {
      if (!note.own || note.body.split(/\r?\n/, 1)[0] !== marker) continue;
      await forge.update(note.id, body);
      return { done: "updated" };
    }
    await forge.create(body);
    return { done: "created" };
  } catch (error) {
    if (!(error instanceof HttpProblem)) throw error;
    if (error.status !== null && REFUSED.has(error.status)) return { skipped: `the token may not (${error.message}); it takes ${forge.permission}` };
    return { failed: error.message };
  }
}
