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
