import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as createSilent, type Server } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { buildProgram, type Program, type ProgramOutcome } from "./reeve.ts";

const ROLE = "arn:aws:iam::123456789012:role/audit";
const CONFIG = `[profile corp]
sso_session = corp
sso_account_id = 123456789012
sso_role_name = Audit
region = eu-west-1
[sso-session corp]
sso_start_url = https://corp.example.com/start
sso_region = eu-west-1
[profile bare]
region = eu-west-1
[profile guarded]
role_arn = ${ROLE}
source_profile = base
mfa_serial = arn:aws:iam::123456789012:mfa/me
[profile chained]
role_arn = ${ROLE}
source_profile = base
[profile base]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = x
`;

/** The error that STS answers with, and to which action; null: it answers. */
type Refusal = { code: string; message: string; action: string } | null;
const refusing = (code: string, message: string, action = "GetCallerIdentity"): Refusal => ({ code, message, action });

interface Case {
  what: string;
  args?: string[];
  env?: Record<string, string>;
  refusal?: Refusal;
  code?: number;
  err: RegExp;
}

const NOBODY = { AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "" };
const CASES: Case[] = [
  { what: "no credentials at all", env: NOBODY, err: /^reeve: There are no AWS credentials\.\nSet AWS_PROFILE or pass --profile/ },
  {
    what: "expired keys",
    refusal: refusing("ExpiredToken", "The security token included in the request is expired"),
    err: /^reeve: The AWS credentials have expired\.\nRenew AWS_ACCESS_KEY_ID/,
  },
  {
    what: "deleted keys",
    refusal: refusing("InvalidClientTokenId", "The security token included in the request is invalid."),
    err: /^reeve: AWS in us-east-1 does not accept these credentials.*\nCheck them with: aws sts get-caller-identity/s,
  },
  {
    what: "a region that is none",
    env: { AWS_REGION: "mars-1" },
    refusal: refusing("SignatureDoesNotMatch", "Credential should be scoped to a valid region."),
    err: /^reeve: mars-1 is not an AWS region.*\nSet AWS_REGION/,
  },
  { what: "a region that cannot be a name", env: { AWS_REGION: "us east 1" }, err: /^reeve: us east 1 is not an AWS region/ },
  {
    what: "no network",
    env: { AWS_ENDPOINT_URL: "http://127.0.0.1:9" },
    err: /^reeve: AWS did not answer: connect ECONNREFUSED 127\.0\.0\.1:9\.\nCheck the network/,
  },
  {
    what: "another account than expected",
    args: ["--expect-account", "999999999999"],
    err: /^reeve: These credentials belong to account 123456789012 \(arn:aws:iam::123456789012:user\/auditor\),\s+not to 999999999999\.\nChoose another --profile/,
  },
  { what: "an account id that is none", args: ["--expect-account", "acme"], code: 2, err: /^reeve: --expect-account acme: an account id has 12 digits/ },
  {
    what: "a role that may not be assumed",
    args: ["--assume-role", ROLE],
    refusal: refusing(
      "AccessDenied",
      `User: arn:aws:iam::123456789012:user/auditor is not authorized to perform: sts:AssumeRole on resource: ${ROLE}`,
      "AssumeRole",
    ),
    err: /^reeve: The role arn:aws:iam::123456789012:role\/audit could not be assumed.*\nCheck that the caller may call sts:AssumeRole/s,
  },
  {
    what: "a profile whose role may not be assumed",
    args: ["--profile", "chained"],
    refusal: refusing(
      "AccessDenied",
      `User: arn:aws:iam::123456789012:user/auditor is not authorized to perform: sts:AssumeRole on resource: ${ROLE}`,
      "AssumeRole",
    ),
    err: /^reeve: The role of the profile chained could not be assumed: .*\nCheck that the caller may call sts:AssumeRole/s,
  },
  { what: "a role that is no ARN", args: ["--assume-role", "audit"], code: 2, err: /^reeve: --assume-role audit: it must be a role's ARN/ },
  { what: "a region to read that is none", args: ["--regions", "eu-west-1,us-est"], code: 2, err: /^reeve: --regions us-est: it must be a region's name/ },
  {
    what: "a profile that does not exist",
    args: ["--profile", "crop"],
    code: 2,
    err: /^reeve: --profile crop: There is no AWS profile crop.*Profiles: bare, base, chained, corp, guarded\./,
  },
  {
    what: "AWS_PROFILE of a profile that does not exist",
    env: { ...NOBODY, AWS_PROFILE: "crop" },
    err: /^reeve: There is no AWS profile crop.*\nProfiles: bare/,
  },
  {
    what: "an SSO profile without a sign-in",
    args: ["--profile", "corp"],
    err: /^reeve: There is no valid SSO sign-in for the profile corp\.\nSign in with: aws sso login --profile corp/,
  },
  {
    what: "a profile that holds no credentials",
    args: ["--profile", "bare"],
    err: /^reeve: The profile bare gives no AWS credentials\.\nCheck the profile with/,
  },
  {
    what: "a profile that asks for an MFA code where nobody can be asked",
    args: ["--profile", "guarded"],
    err: /^reeve: There is nobody to ask for an MFA code.*mfa\/me/s,
  },
];

vi.setConfig({ testTimeout: 90_000 });

describe("a check that cannot begin says why in one sentence and what to do, without a stack trace:", () => {
  let reeve: Program;
  let url: string;
  let silent: Server;
  /** Connections to the metadata service that never answers. */
  let asked = 0;
  let refusal: Refusal = null;
  /** A stub of STS alone. */
  const sts = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const action = new URLSearchParams(body).get("Action");
    response.setHeader("content-type", "text/xml");
    if (refusal && refusal.action === action) {
      response.statusCode = 403;
      response.end(`<ErrorResponse><Error><Type>Sender</Type><Code>${refusal.code}</Code><Message>${refusal.message}</Message></Error></ErrorResponse>`);
    } else response.end(CALLER);
  });

  beforeAll(async () => {
    reeve = buildProgram();
    mkdirSync(join(reeve.folder, ".aws"));
    writeFileSync(join(reeve.folder, ".aws/config"), CONFIG);
    url = await listening(sts);
    silent = createSilent((socket) => {
      asked++;
      socket.on("error", () => {});
    });
  }, 120_000);
  afterAll(async () => {
    sts.closeAllConnections();
    sts.close();
    silent.close();
    reeve.remove();
  });

  async function run(args: string[], env: Record<string, string>): Promise<ProgramOutcome> {
    const keys = { AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE", AWS_SECRET_ACCESS_KEY: "x", AWS_REGION: "us-east-1", AWS_ENDPOINT_URL: url };
    const child = reeve.start(args, { env: { ...keys, AWS_MAX_ATTEMPTS: "1", ...env } });
    const outcome: ProgramOutcome = { code: null, out: "", err: "" };
    child.stdout?.on("data", (chunk: Buffer) => {
      outcome.out += chunk.toString("utf8");
    });
    child.stderr?.on("data", (chunk: Buffer) => {
      outcome.err += chunk.toString("utf8");
    });
    [outcome.code] = (await once(child, "close")) as [number | null];
    return outcome;
  }

  it.each(CASES)("$what", async ({ args = [], env = {}, refusal: refused = null, code = 3, err }) => {
    refusal = refused;
    const outcome = await run(["check", ...args], env);
    expect({ code: outcome.code, out: outcome.out }).toEqual({ code, out: "" });
    expect(outcome.err).toMatch(err);
    expect(outcome.err).not.toMatch(/\n\s+at |Error:|WARNING/);
    expect(outcome.err.trimEnd().split("\n").length).toBeLessThanOrEqual(6);
  });

  it("collect fails as check does", async () => {
    refusal = refusing("ExpiredToken", "The security token included in the request is expired");
    expect(await run(["collect"], {})).toMatchObject({ code: 3, out: "", err: expect.stringMatching(/^reeve: The AWS credentials have expired/) });
  });

  it("no credentials, on a machine whose metadata service never answers, after few requests", async () => {
    const metadata = await listening(silent);
    const usual = await run(["check"], NOBODY);
    const waiting = await run(["check"], { ...NOBODY, AWS_EC2_METADATA_DISABLED: "", AWS_EC2_METADATA_SERVICE_ENDPOINT: metadata });
    expect(waiting).toMatchObject({ code: 3, err: usual.err });
    // The SDK gives the service a second for each request.
    expect(asked).toBeGreaterThan(0);
    expect(asked).toBeLessThanOrEqual(3);
  });

  it("says whose account it is before anything else where it can begin, and nothing of the SDK's own", async () => {
    refusal = null;
    const { err } = await run(["check", "--rule", "password-policy-exists", "--expect-account", "123456789012"], { AWS_PROFILE: "corp" });
    expect(err).toMatch(/^Account 123456789012, as arn:aws:iam::123456789012:user\/auditor\n/);
    expect(err).not.toContain("WARNING");
  });
});

async function listening(server: Server): Promise<string> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("no port");
  return `http://127.0.0.1:${address.port}`;
}

const CALLER =
  "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/auditor</Arn><UserId>AIDA</UserId><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>";
