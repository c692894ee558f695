import { once } from "node:events";
import { createServer } from "node:http";

/**
 * Stands in for IAM Access Analyzer, which moto does not have: keeps what CreateAnalyzer makes, by Region.
 * Source: IAM Access Analyzer API Reference, CreateAnalyzer (PUT /analyzer; 409 ConflictException where the name is taken).
 */
export async function startAnalyzers(): Promise<{ url: string; made: Map<string, object>; stop: () => void }> {
  const made = new Map<string, object>();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const region = /Credential=[^/]+\/\d+\/([^/]+)\//.exec(request.headers.authorization ?? "")?.[1] ?? "none";
    const isNew = request.method === "PUT" && request.url === "/analyzer" && !made.has(region);
    if (isNew) made.set(region, JSON.parse(Buffer.concat(chunks).toString()) as object);
    response.writeHead(isNew ? 200 : 409, { "content-type": "application/json", ...(isNew ? {} : { "x-amzn-errortype": "ConflictException" }) });
    response.end(JSON.stringify(isNew ? { arn: `arn:aws:access-analyzer:${region}:123456789012:analyzer/a` } : { message: "taken" }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("no port");
  return { url: `http://127.0.0.1:${address.port}`, made, stop: () => server.close() };
}
