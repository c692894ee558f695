import { once } from "node:events";
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { operationOf, type RequestedOperation } from "./operation.ts";

/** What the front gives back instead of, or made of, moto's answer. */
export interface Reply {
  status: number;
  contentType: string;
  body: string;
  /** How the answer is sent, where not at once and whole: not at all, byte by byte without an end, or on and on as fast as it is read. */
  delivery?: "hang" | "drip" | "endless";
}

/** A rule of the front: what to answer to an operation instead of asking moto; undefined to let it pass. */
export type Instead = (operation: RequestedOperation) => Reply | undefined;

/** A change of moto's own answer. */
export type Garble = (operation: RequestedOperation, reply: Reply) => Reply;

/** A change of what is asked, on the way to moto: the body that it is to see. */
export type Rewrite = (operation: RequestedOperation) => string;

/** A loopback HTTP server that stands between Reeve and moto, passes requests on and interferes where a test asks for it. */
export interface Front {
  url: string;
  /** Operations seen since the last reset, in order. */
  seen: string[];
  interfere(how: { instead?: Instead; garble?: Garble; rewrite?: Rewrite }): void;
  reset(): void;
  stop(): Promise<void>;
}

/** Starts a front before moto; `stubs` answers for APIs that moto lacks. */
export async function startFront(motoUrl: string, stubs: Instead): Promise<Front> {
  let instead: Instead = () => undefined;
  let garble: Garble = (_, reply) => reply;
  let rewrite: Rewrite | undefined;
  const seen: string[] = [];
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const operation = operationOf(request, body);
    seen.push(operation.api);
    const reply =
      instead(operation) ?? garble(operation, stubs(operation) ?? (await forward(motoUrl, request, rewrite ? Buffer.from(rewrite(operation)) : body)));
    await deliver(response, reply);
  });
  // An idle connection closed under a client's hands would look like a fault of the network.
  server.keepAliveTimeout = 120_000;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    seen,
    interfere(how) {
      instead = how.instead ?? (() => undefined);
      garble = how.garble ?? ((_, reply) => reply);
      rewrite = how.rewrite;
    },
    reset() {
      instead = () => undefined;
      garble = (_, reply) => reply;
      rewrite = undefined;
      seen.length = 0;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

async function deliver(response: ServerResponse, { status, contentType, body, delivery }: Reply): Promise<void> {
  if (delivery === "hang") return;
  response.writeHead(status, { "content-type": contentType });
  if (delivery === undefined) {
    response.end(body);
    return;
  }
  // Ends when the client closes the connection, and only then.
  await pipeline(parts(delivery), response).catch(() => undefined);
}

async function* parts(delivery: "drip" | "endless"): AsyncGenerator<string> {
  for (;;) {
    yield delivery === "drip" ? " " : " ".repeat(65_536);
    if (delivery === "drip") await new Promise((next) => setTimeout(next, 5));
  }
}

async function forward(motoUrl: string, request: IncomingMessage, body: Buffer): Promise<Reply> {
  const { host, port } = new URL(motoUrl);
  const length = request.headers["content-length"] === undefined ? {} : { "content-length": String(body.length) };
  const onward = httpRequest({ host: "127.0.0.1", port, method: request.method, path: request.url, headers: { ...request.headers, host, ...length } });
  onward.end(body);
  const [answer] = (await once(onward, "response")) as [IncomingMessage];
  const text = (await bodyOf(answer)).toString("utf8");
  return { status: answer.statusCode ?? 500, contentType: answer.headers["content-type"] ?? "text/plain", body: text };
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
