import type { Absent, CommentForge, Posted } from "./forge.ts";
import { HttpProblem } from "./http.ts";

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
