import { AsyncLocalStorage } from "node:async_hooks";
import { Readable } from "node:stream";
import { errorNames, messageOf } from "./failure.ts";
import { type AwsLimits, LimitReached, limitReached } from "./limits.ts";
import { withoutToken } from "./without-token.ts";

/** One call with all its attempts. */
interface Operation {
  name: string;
  /** Time that AWS has taken so far, in milliseconds. */
  waitedMs: number;
}

type Answer = { response: { body?: unknown } };
/** Of a request: the session token that it is signed with, where there is one. */
type Signed = { headers?: { "x-amz-security-token"?: string } };
type SendOptions = { requestTimeout?: number };

/** The part of an SDK's request handler that is bounded. */
interface Handler {
  handle(request: never, options?: SendOptions): Promise<Answer>;
}

/** The part of an SDK's client that is bounded. */
interface Client {
  config: { requestHandler: unknown };
  middlewareStack: { add(middleware: never, options: { step: "initialize"; name: string }): void };
}

/** The SDK's settings of a client that `bounded` is to bound. */
export const requestHandlerOf = ({ connectionMs, requestMs }: AwsLimits) => ({
  requestHandler: { connectionTimeout: connectionMs, requestTimeout: requestMs, throwOnRequestTimeout: true },
});

/** Bytes of a list so far: of all calls that `inOneList` makes. */
const listUnderWay = new AsyncLocalStorage<{ bytes: number }>();

/** Runs what reads the pages of one list, so that their bytes are counted together. */
export const inOneList = <T>(read: () => Promise<T>): Promise<T> => listUnderWay.run({ bytes: 0 }, read);

const underWay = new AsyncLocalStorage<Operation>();

/** Keeps every call of a client, made with `requestHandlerOf`, within the limits: what exceeds one ends with a LimitReached. Gives the client back. */
export function bounded<C extends Client>(client: C, limits: AwsLimits): C {
  const name = ({ commandName }: { commandName?: string }): string => commandName?.replace(/Command$/, "") ?? "the call";
  const remember = (next: (given: unknown) => Promise<unknown>, context: { commandName?: string }) => (given: unknown) =>
    underWay.run({ name: name(context), waitedMs: 0 }, () => next(given));
  client.middlewareStack.add(remember as never, { step: "initialize", name: "rememberOperation" });
  const handler = client.config.requestHandler as Handler;
  const send = handler.handle.bind(handler);
  handler.handle = async (request, options) => {
    // What the SDK asks for credentials goes through such a handler too, and counts to the call that needs them, if one does.
    const operation = underWay.getStore() ?? { name: "the request", waitedMs: 0 };
    const leftMs = limits.operationMs - operation.waitedMs;
    if (leftMs <= 0) throw limitReached("operationMs", limits, operation.name);
    const startedAt = performance.now();
    try {
      const answer = await send(request, { ...options, requestTimeout: Math.ceil(Math.min(limits.requestMs, leftMs)) });
      const { body } = answer.response;
      if (body instanceof Readable) {
        const counted = boundedBody(body, operation, limits, listUnderWay.getStore());
        const token = (request as Signed).headers?.["x-amz-security-token"];
        answer.response.body = Readable.from(token ? withoutToken(counted, token) : counted, { objectMode: false });
      }
      return answer;
    } catch (error) {
      throw inOurWords(error, operation, limits, leftMs);
    } finally {
      operation.waitedMs += performance.now() - startedAt;
    }
  };
  return client;
}

/** The chunks of an answer; ends with a LimitReached where they are too many or come too slowly, and closes the connection. */
async function* boundedBody(body: Readable, operation: Operation, limits: AwsLimits, list = { bytes: 0 }): AsyncGenerator<Uint8Array> {
  const startedAt = performance.now();
  const leftMs = Math.max(1, limits.operationMs - operation.waitedMs);
  const timer = setTimeout(() => body.destroy(limitReached("operationMs", limits, operation.name)), leftMs);
  let bytes = 0;
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      bytes += chunk.length;
      if (bytes > limits.answerBytes) throw limitReached("answerBytes", limits, operation.name);
      list.bytes += chunk.length;
      if (list.bytes > limits.listBytes) throw limitReached("listBytes", limits, operation.name);
      yield chunk;
    }
  } finally {
    clearTimeout(timer);
    operation.waitedMs += performance.now() - startedAt;
  }
}

/** The handler's own time-outs have no code, or ETIMEDOUT, and a message of its name; errors of the network pass. */
function inOurWords(error: unknown, operation: Operation, limits: AwsLimits, leftMs: number): unknown {
  if (error instanceof LimitReached || !errorNames(error).includes("TimeoutError")) return error;
  const message = messageOf(error);
  if (/did not establish a connection/.test(message)) return limitReached("connectionMs", limits, operation.name);
  if (!/exceeded the configured/.test(message)) return error;
  return limitReached(leftMs <= limits.requestMs ? "operationMs" : "requestMs", limits, operation.name);
}
