import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildProgram, type Program } from "../cli/reeve.ts";

const KEY_ID = "ASIAHOSTILEANSWER123";
const SECRET = "wJalrXUtnFEMI/K7MDENG+hostile/answer";
const TOKEN = "IQoJb3JpZ2luX2VjEHOSTILE//////////wEaCXVzLWVhc3QtMSJIMEYCIQ+/token==";

let program: Program;
let server: Server;
let folder: string;
let seen: string[];
beforeAll(async () => {
  program = buildProgram();
  folder = mkdtempSync(join(program.folder, "credentials-"));
  server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
}, 60_000);
afterAll(() => {
  program?.remove();
  server?.close();
});

/** Repeats what it was sent, in the message of an error or, for the caller, in the names that it gives. */
function answer(request: IncomingMessage, response: ServerResponse): void {
  let body = "";
  request.on("data", (chunk: Buffer) => {
    body += chunk.toString();
  });
  request.on("end", () => {
    const headers = JSON.stringify(request.headers);
    seen.push(headers);
    const echo = headers.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "'");
    if (body.includes("GetCallerIdentity") && seen.length > 1) {
      response.writeHead(200, { "content-type": "text/xml" });
      response.end(
        `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:sts::123456789012:assumed-role/audit/x</Arn><UserId>AROAX:${request.headers["x-amz-security-token"]}</UserId><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`,
      );
      return;
    }
    response.writeHead(403, { "content-type": "text/xml" });
    response.end(`<ErrorResponse><Error><Code>AccessDenied</Code><Message>${echo}</Message></Error></ErrorResponse>`);
  });
}

/** Every file below a folder, unpacked where it is packed. */
function filesIn(place: string): string[] {
  return (readdirSync(place, { recursive: true, withFileTypes: true }) as { isFile: () => boolean; parentPath: string; name: string }[])
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => {
      const bytes = readFileSync(join(parentPath, name));
      return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes).toString() : bytes.toString();
    });
}

const run = async (args: string[], env: Record<string, string> = {}) => {
  const { port } = server.address() as AddressInfo;
  const child = program.start(args, {
    cwd: folder,
    env: {
      AWS_ACCESS_KEY_ID: KEY_ID,
      AWS_SECRET_ACCESS_KEY: SECRET,
      AWS_SESSION_TOKEN: TOKEN,
      AWS_REGION: "eu-central-1",
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
      AWS_MAX_ATTEMPTS: "1",
      ...env,
    },
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => {
      text += chunk.toString();
    });
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, text };
};

describe("the credentials of a run whose answers repeat them", () => {
  it.each<[what: string, args: string[], isCallerKnown: boolean, env?: Record<string, string>]>([
    ["the caller is refused", ["collect"], false],
    ["the caller is refused, with the stack", ["collect"], false, { REEVE_DEBUG: "1" }],
    ["collect to a file", ["collect", "--out", "s.json.gz", "--events"], true],
    ["collect to stdout", ["collect"], true],
    ["check as text", ["check", "--all"], true],
    ["check in files", ["check", "--format", "json=r.json", "--format", "sarif=r.sarif", "--format", "junit=r.xml", "--format", "csv=r.csv"], true],
    ["check with the stack", ["check", "--format", "github"], true, { REEVE_DEBUG: "1" }],
    ["explain of the last check", ["explain", "1"], true],
  ])(
    "stand in no output, cache, snapshot or error: %s",
    async (_what, args, isCallerKnown, env) => {
      seen = isCallerKnown ? ["known"] : [];
      const { code, text } = await run(args, env);
      if (args[0] !== "explain") expect(seen.join()).toContain(TOKEN);
      expect(code).not.toBe(null);
      const written = [text, ...filesIn(folder), ...filesIn(join(program.folder))];
      for (const one of written) {
        for (const secret of [KEY_ID, SECRET, TOKEN, TOKEN.replaceAll("/", "\\/"), encodeURIComponent(TOKEN)])
          expect(one.includes(secret), one.slice(0, 300)).toBe(false);
      }
    },
    60_000,
  );
});
