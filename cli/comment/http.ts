import { short } from "../../reporters/index.ts";

const TIMEOUT_MS = 20_000;
const PAGE = 100;
/** Comments looked through for our own: a request with more gets a second one rather than an endless search. */
const PAGES = 30;

/** An answer that is no success. */
export class HttpProblem extends Error {
  readonly status: number | null;
  constructor(status: number | null, message: string) {
    super(message);
    this.status = status;
  }
}

export interface Api {
  get: (path: string) => Promise<unknown>;
  send: (method: "POST" | "PATCH" | "PUT", path: string, body: unknown) => Promise<unknown>;
  /** The elements of a list, page by page. */
  list: (path: string) => AsyncIterable<Readonly<Record<string, unknown>>>;
}

/** JSON over HTTPS; plain HTTP only to this machine, for the headers carry a token. No redirect is followed. */
export function api(base: string, headers: Readonly<Record<string, string>>, signal: AbortSignal): Api {
  if (!isSafe(base)) throw new HttpProblem(null, `${short(base)} is not an https address: the token is not sent there`);
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    let response: Response;
    try {
      response = await fetch(`${base.replace(/\/+$/, "")}${path}`, {
        method,
        headers: { ...headers, "user-agent": "reeve", ...(body === undefined ? {} : { "content-type": "application/json" }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        redirect: "manual",
        signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
      });
    } catch (error) {
      const { cause, message } = error as Error;
      throw new HttpProblem(null, short(cause instanceof Error ? cause.message : message, 200));
    }
    const text = await response.text();
    if (!response.ok) throw new HttpProblem(response.status, `${response.status} ${short(messageOf(text), 200)}`.trim());
    return parsed(text);
  };
  return {
    get: (path) => call("GET", path),
    send: call,
    list: async function* (path) {
      for (let page = 1; page <= PAGES; page++) {
        const items = await call("GET", `${path}${path.includes("?") ? "&" : "?"}per_page=${PAGE}&page=${page}`);
        if (!Array.isArray(items)) return;
        yield* items.filter(isRecord);
        if (items.length < PAGE) return;
      }
    },
  };
}

function isSafe(base: string): boolean {
  if (!URL.canParse(base)) return false;
  const { protocol, hostname } = new URL(base);
  return protocol === "https:" || (protocol === "http:" && ["127.0.0.1", "localhost", "[::1]"].includes(hostname));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function messageOf(text: string): string {
  const answer = parsed(text);
  return isRecord(answer) && typeof answer.message === "string" ? answer.message : "";
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null && !Array.isArray(value);
