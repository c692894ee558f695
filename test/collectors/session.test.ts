import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sessionProblem } from "../../collectors/aws/session-problem.ts";
import { openSession } from "../../collectors/index.ts";
import { useEndpoint } from "../aws/environment.ts";

/** A stub of STS alone: it answers GetCallerIdentity and AssumeRole, or refuses. */
describe("opening a session against a stub of STS", () => {
  let url: string;
  let refuse: { code: string; message: string; action: string } | null = null;
  let restore: () => void;
  const authorizations: string[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const action = new URLSearchParams(body).get("Action") ?? "";
    authorizations.push(`${action} ${request.headers.authorization}`);
    response.setHeader("content-type", "text/xml");
    if (refuse?.action === action) {
      response.statusCode = 403;
      response.end(`<ErrorResponse><Error><Type>Sender</Type><Code>${refuse.code}</Code><Message>${refuse.message}</Message></Error></ErrorResponse>`);
    } else response.end(action === "AssumeRole" ? ASSUMED : CALLER);
  });

  beforeAll(async () => {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (typeof address === "object" && address) url = `http://127.0.0.1:${address.port}`;
  });
  beforeEach(() => {
    restore = useEndpoint(url);
    refuse = null;
    authorizations.length = 0;
  });
  afterEach(() => restore());
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it("learns the account, the partition and its global region from the caller's ARN", async () => {
    process.env.AWS_REGION = "us-gov-east-1";
    expect(await openSession()).toMatchObject({
      ok: true,
      session: { identity: { accountId: "123456789012", partition: "aws-us-gov", globalRegion: "us-gov-west-1", region: "us-gov-east-1" } },
    });
  });

  it("prefers the endpoint of the service to the general one", async () => {
    process.env.AWS_ENDPOINT_URL = "http://127.0.0.1:9";
    process.env.AWS_ENDPOINT_URL_STS = url;
    const opened = await openSession();
    delete process.env.AWS_ENDPOINT_URL_STS;
    expect(opened.ok).toBe(true);
  });

  it("refuses an account that was not expected", async () => {
    expect(await openSession({ expectAccount: "999999999999" })).toMatchObject({
      ok: false,
      problem: { code: "wrong-account", sentence: expect.stringContaining("123456789012") },
    });
  });

  it("assumes a role where asked and calls with its credentials", async () => {
    expect((await openSession({ assumeRole: "arn:aws:iam::123456789012:role/audit" })).ok).toBe(true);
    expect(authorizations.map((line) => line.split(" ")[0])).toEqual(["AssumeRole", "GetCallerIdentity"]);
    expect(authorizations[1]).toContain("ASIAEXAMPLEEXAMPLE01");
  });

  it("reads the credentials and the region of a profile", async () => {
    const folder = await mkdtemp(join(tmpdir(), "reeve-"));
    await writeFile(join(folder, "config"), `[profile audit]\nregion = eu-west-1\naws_access_key_id = AKIAPROFILE00000000\naws_secret_access_key = x\n`);
    process.env.AWS_CONFIG_FILE = join(folder, "config");
    for (const name of ["AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]) delete process.env[name];
    const opened = await openSession({ profile: "audit" });
    await rm(folder, { recursive: true });
    expect(opened).toMatchObject({ ok: true, session: { identity: { region: "eu-west-1" } } });
    expect(authorizations[0]).toContain("AKIAPROFILE00000000");
  });

  it("takes keys of the environment before AWS_PROFILE, and a profile that was asked for before them", async () => {
    const folder = await mkdtemp(join(tmpdir(), "reeve-"));
    await writeFile(join(folder, "credentials"), "[audit]\naws_access_key_id = AKIAPROFILE00000000\naws_secret_access_key = x\n");
    process.env.AWS_SHARED_CREDENTIALS_FILE = join(folder, "credentials");
    process.env.AWS_PROFILE = "audit";
    await openSession();
    await openSession({ profile: "audit" });
    await rm(folder, { recursive: true });
    expect(authorizations.map((line) => /Credential=(\w+)/.exec(line)?.[1])).toEqual(["AKIAIOSFODNN7EXAMPLE", "AKIAPROFILE00000000"]);
  });

  const refusals: [code: string, message: string, problem: string][] = [
    ["ExpiredToken", "The security token included in the request is expired", "expired-credentials"],
    ["InvalidClientTokenId", "The security token included in the request is invalid.", "refused-credentials"],
    ["SignatureDoesNotMatch", "The request signature we calculated does not match", "refused-credentials"],
  ];
  for (const [code, message, problem] of refusals) {
    it(`says ${problem} when STS answers ${code}`, async () => {
      refuse = { code, message, action: "GetCallerIdentity" };
      expect(await openSession({ maxAttempts: 1 })).toMatchObject({ ok: false, problem: { code: problem } });
    });
  }

  it("says which role could not be assumed", async () => {
    refuse = { code: "AccessDenied", message: "not authorized to perform: sts:AssumeRole", action: "AssumeRole" };
    const opened = await openSession({ assumeRole: "arn:aws:iam::123456789012:role/audit" });
    expect(opened).toMatchObject({ ok: false, problem: { code: "role-not-assumed", sentence: expect.stringContaining("role/audit") } });
  });

  it("says that there are no credentials", async () => {
    delete process.env.AWS_ACCESS_KEY_ID;
    delete process.env.AWS_SECRET_ACCESS_KEY;
    expect(await openSession()).toMatchObject({ ok: false, problem: { code: "no-credentials" } });
  });

  it("says that a profile is not there", async () => {
    expect(await openSession({ profile: "nobody" })).toMatchObject({
      ok: false,
      problem: { code: "no-such-profile", sentence: expect.stringContaining("nobody") },
    });
  });

  it("says that AWS did not answer", async () => {
    process.env.AWS_ENDPOINT_URL = "http://127.0.0.1:9";
    expect(await openSession({ maxAttempts: 1 })).toMatchObject({ ok: false, problem: { code: "no-network" } });
  });
});

describe("a problem before the first call", () => {
  const attempt = { profile: undefined, fromEnvironment: false, region: "us-est-1", assumeRole: undefined, networkWorks: true };
  const notFound = Object.assign(new Error("getaddrinfo ENOTFOUND sts.us-est-1.amazonaws.com"), { code: "ENOTFOUND" });

  it("is a wrong region where other names can be resolved", () => {
    expect(sessionProblem(notFound, attempt).code).toBe("wrong-region");
  });

  it("is a missing network where none can", () => {
    expect(sessionProblem(notFound, { ...attempt, networkWorks: false }).code).toBe("no-network");
  });

  it("is a wrong region where its name is not one, network or none", () => {
    expect(sessionProblem(notFound, { ...attempt, region: "not a region", networkWorks: false }).code).toBe("wrong-region");
  });

  it("is an expired sign-in where SSO says so", () => {
    const expired = Object.assign(new Error("The SSO session associated with this profile has expired."), { name: "CredentialsProviderError" });
    expect(sessionProblem(expired, { ...attempt, profile: "dev" })).toMatchObject({
      code: "expired-credentials",
      nextStep: expect.stringContaining("aws sso login --profile dev"),
    });
  });

  it("is told in one line without a stack", () => {
    for (const error of [notFound, new Error("a\n    at b (c.js:1)"), "x", undefined]) {
      const { sentence, nextStep } = sessionProblem(error, attempt);
      expect(`${sentence} ${nextStep}`).not.toMatch(/\n/);
    }
  });
});

const CALLER =
  "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws-us-gov:iam::123456789012:user/auditor</Arn><UserId>AIDA</UserId><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>";
const ASSUMED =
  "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIAEXAMPLEEXAMPLE01</AccessKeyId><SecretAccessKey>x</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials><AssumedRoleUser><Arn>a</Arn><AssumedRoleId>b</AssumedRoleId></AssumedRoleUser></AssumeRoleResult></AssumeRoleResponse>";
