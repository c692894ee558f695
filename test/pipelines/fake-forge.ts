import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * A loopback fake of what GitHub's and GitLab's REST APIs do with comments; no real one can be had here. It keeps to the pages "Issue comments",
 * "Get the authenticated user" (GitHub) and "Notes API" (GitLab): paths, methods, pages of at most 100, status codes, and whose comment it is.
 */
export interface FakeForge {
  url: string;
  comments: FakeComment[];
  /** `GET /user`, in order. */
  calls: string[];
  /** What each request bore as its token. */
  tokens: (string | undefined)[];
  close: () => Promise<void>;
}

export interface FakeComment {
  id: number;
  body: string;
  author: { id: number; login: string; type: "Bot" | "User" };
}

export interface Tokens {
  /** The token of a workflow run: it writes as a bot and may not ask who it is. */
  workflow: string;
  /** A person's. */
  personal: string;
  /** May read, not write: a run for a fork. */
  reading: string;
}

export const TOKENS: Tokens = { workflow: "workflow-token", personal: "personal-token", reading: "reading-token" };
export const BOT: FakeComment["author"] = { id: 41898282, login: "github-actions[bot]", type: "Bot" };
export const PERSON: FakeComment["author"] = { id: 7, login: "ana", type: "User" };
const LONGEST = 65_536;

export async function fakeForge(start: Omit<FakeComment, "id">[] = []): Promise<FakeForge> {
  const comments: FakeComment[] = start.map((comment, index) => ({ id: 100 + index, ...comment }));
  const calls: string[] = [];
  const tokens: (string | undefined)[] = [];
  const server = createServer((request, response) => void answer(request, response));
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(request);
    const url = new URL(request.url ?? "/", "http://localhost");
    calls.push(`${request.method} ${url.pathname}`);
    const gitlab = request.headers["private-token"] as string | undefined;
    const token = gitlab ?? request.headers.authorization?.replace(/^Bearer /, "");
    tokens.push(token);
    const say = (status: number, value: unknown): void => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
    };
    const known = Object.values(TOKENS).includes(token ?? "");
    if (!known) return say(401, { message: "Bad credentials" });
    const shown = ({ id, body, author }: FakeComment): unknown =>
      gitlab === undefined ? { id, body, user: { login: author.login, type: author.type } } : { id, body, author: { id: author.id } };
    const may = token !== TOKENS.reading;
    const me = token === TOKENS.personal || gitlab !== undefined ? PERSON : BOT;
    const items = /^(\/repos\/[^/]+\/[^/]+\/issues\/\d+\/comments|\/projects\/\d+\/merge_requests\/\d+\/notes)$/.test(url.pathname);
    const one = /^(?:\/repos\/[^/]+\/[^/]+\/issues\/comments|\/projects\/\d+\/merge_requests\/\d+\/notes)\/(\d+)$/.exec(url.pathname);
    if (request.method === "GET" && url.pathname === "/user") {
      if (me === BOT) return say(403, { message: "Resource not accessible by integration" });
      return say(200, { id: me.id, login: me.login });
    }
    if (request.method === "GET" && items) {
      const page = Number(url.searchParams.get("page") ?? 1);
      const size = Math.min(100, Number(url.searchParams.get("per_page") ?? 30));
      return say(200, comments.slice((page - 1) * size, page * size).map(shown));
    }
    if (!may) return say(403, { message: "Resource not accessible by integration" });
    const text = (body as { body?: unknown } | null)?.body;
    if (typeof text !== "string") return say(422, { message: "Validation Failed" });
    if ([...text].length > LONGEST) return say(422, { message: "Body is too long (maximum is 65536 characters)" });
    if (request.method === "POST" && items) {
      const comment = { id: 1000 + comments.length, body: text, author: me };
      comments.push(comment);
      return say(201, shown(comment));
    }
    if (request.method === (gitlab === undefined ? "PATCH" : "PUT") && one) {
      const comment = comments.find(({ id }) => id === Number(one[1]));
      if (!comment) return say(404, { message: "Not Found" });
      comment.body = text;
      return say(200, shown(comment));
    }
    say(404, { message: "Not Found" });
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    comments,
    calls,
    tokens,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return pieces.length === 0 ? null : JSON.parse(Buffer.concat(pieces).toString("utf8"));
}
