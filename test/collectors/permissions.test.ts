import { CloudTrail } from "@aws-sdk/client-cloudtrail";
import { IAM } from "@aws-sdk/client-iam";
import { Organizations } from "@aws-sdk/client-organizations";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Io, Stream } from "../../cli/io.ts";
import { parse } from "../../cli/program.ts";
import { choose } from "../../cli/selection/choose.ts";
import { ALL_RULES } from "../../cli/selection/sources.ts";
import { collectAccount, openSession, type Session, SOURCES, sourcesFor } from "../../collectors/index.ts";
import { sourcesRead } from "../../engine/index.ts";
import type { Gap, ReeveDocument } from "../../schemas/index.ts";
import { useEndpoint } from "../aws/environment.ts";
import { faultReply } from "../aws/faults.ts";
import { type Front, type Garble, startFront } from "../aws/front.ts";
import { type Moto, startMoto } from "../aws/moto.ts";
import { corrected } from "../aws/moto-faults.ts";
import { buildAccount, buildTrail } from "../aws/sample-account.ts";
import { stubs } from "../aws/stubs.ts";
import { hasExtra } from "../extras.ts";

const found = hasExtra("moto_server", "the printed policy against what is called");

/**
 * What AWS asks for before it answers an operation, from the Service Authorization Reference ("Actions, resources, and condition keys for" IAM, Account
 * Management, Organizations, IAM Access Analyzer, CloudTrail) and not from Reeve's own table. GetCallerIdentity needs no permission (STS API Reference).
 */
const NEEDED = new Map<string, string | null>([
  ["sts:GetCallerIdentity", null],
  ...[
    ...["DescribeTrails", "GetEventSelectors", "GetTrailStatus", "LookupEvents"].map((name) => `cloudtrail:${name}`),
    ...["GetAccountInformation", "GetAlternateContact", "ListRegions"].map((name) => `account:${name}`),
    ...["DescribeOrganization", "ListParents", "ListTagsForResource"].map((name) => `organizations:${name}`),
    "access-analyzer:ListAnalyzers",
    ...[
      ...["GenerateCredentialReport", "GetAccessKeyLastUsed", "GetAccountAuthorizationDetails", "GetAccountPasswordPolicy", "GetAccountSummary"],
      ...["GetCredentialReport", "GetLoginProfile", "GetOpenIDConnectProvider", "GetUser", "ListAccessKeys", "ListAccountAliases", "ListMFADevices"],
      ...["ListOpenIDConnectProviders", "ListOrganizationsFeatures", "ListSAMLProviders", "ListServerCertificates", "ListVirtualMFADevices"],
    ].map((name) => `iam:${name}`),
  ].map((name): [string, string] => [name, name]),
]);

/** Gaps that no permission causes: what moto answers wrongly (moto-faults.ts), and what only a later credential report tells of a user newer than it. */
const FENCED = new Set([
  "iam:GetAccountAuthorizationDetails Unparseable PermissionsBoundaryUsageCount of policies",
  "iam:GetAccountSummary NotVisible AccountPasswordPresent of root",
  "iam:GetCredentialReport NotVisible column password_next_rotation",
  "iam:GetCredentialReport NotVisible the row of root",
  "iam:GetCredentialReport NotReady users newer than the credential report",
]);
const sourcesOf = (pack: string[]): string[] => [...sourcesFor(sourcesRead(choose({ ...ALL_RULES, pack }).rules))];
const CASES: [name: string, args: string[], sources: string[], whole: boolean][] = [
  ["all packs", [], sourcesOf([]), false],
  ["iam-baseline alone", ["--pack", "iam-baseline"], sourcesOf(["iam-baseline"]), false],
  ["cloudtrail-detections alone", ["--pack", "cloudtrail-detections"], sourcesOf(["cloudtrail-detections"]), false],
  ["reeve collect", ["--collect"], SOURCES.map(({ api }) => api), true],
];
const HISTORY = "cloudtrail:LookupEvents";

describe.runIf(found)("the policy that reeve permissions prints", () => {
  let moto: Moto;
  let front: Front;
  let restore: () => void;
  let session: Session;
  const withoutRow = leavingOut("user-011", corrected(new Date(Date.now() + 60_000)));

  beforeAll(async () => {
    moto = await startMoto();
    front = await startFront(moto.url, stubs);
    restore = useEndpoint(front.url);
    await buildAccount(new IAM({ endpoint: moto.url }), 12);
    await buildTrail(moto.url);
    await new CloudTrail({ endpoint: moto.url, region: "us-east-1" }).putEventSelectors({
      TrailName: "all",
      EventSelectors: [{ ReadWriteType: "All", IncludeManagementEvents: true }],
    });
    await new Organizations({ endpoint: moto.url }).createOrganization({ FeatureSet: "ALL" });
    const opened = await openSession();
    if (!opened.ok) throw new Error(opened.problem.sentence);
    ({ session } = opened);
  }, 60_000);
  afterEach(() => front.reset());
  afterAll(async () => {
    restore?.();
    await front?.stop();
    await moto?.stop();
  });

  /** A front that answers what the actions allow, and denies all else: what is not in the table above as well. */
  function allowOnly(actions: ReadonlySet<string>): void {
    front.reset();
    front.interfere({
      garble: (operation, reply) => {
        const needed = NEEDED.get(operation.api);
        const whole = withoutRow(operation, reply);
        return needed === null || (needed !== undefined && actions.has(needed)) ? whole : faultReply("denied", operation, whole);
      },
    });
  }

  const denied = ({ gaps }: ReeveDocument): Gap[] => Object.values(gaps).filter(({ reason }) => reason === "AccessDenied");

  it.each(CASES)("lets all be collected without a gap, for %s", async (_, args, sources, whole) => {
    const actions = await printed(args);
    allowOnly(new Set(actions));
    const document = await collectAccount(session, { sources });
    expect(denied(document)).toEqual([]);
    const others = Object.values(document.gaps).filter(({ reason }) => reason !== "NotCollected");
    const names = others.map(({ source, reason, scope }) => `${source} ${reason} ${scope}`);
    expect(names.filter((name) => !FENCED.has(name))).toEqual([]);
    if (whole) expect([...FENCED].filter((name) => !names.includes(name))).toEqual([]);
    expect(front.seen.filter((api) => !NEEDED.has(api))).toEqual([]);
    const called = new Set(front.seen.flatMap((api) => NEEDED.get(api) ?? []));
    expect(
      actions.filter((action) => !called.has(action)),
      "printed, but not needed",
    ).toEqual([]);
  });

  it.each(CASES)("holds nothing that could be left out: without any one action there is a gap that names it, for %s", async (_, args, sources) => {
    const actions = await printed(args);
    for (const action of actions) {
      allowOnly(new Set(actions.filter((other) => other !== action)));
      // The event history takes seconds, so it is read only where it is the one denied.
      const asked = sources.filter((api) => api !== HISTORY || action === HISTORY);
      const gaps = denied(await collectAccount(session, { sources: asked }));
      expect([...new Set(gaps.map(({ permission }) => permission))], action).toEqual([action]);
    }
  });
});

/** The actions of the policy that the command prints. */
async function printed(args: string[]): Promise<string[]> {
  const { io, out } = ioOf();
  expect(await parse(["permissions", ...args], io)).toBe(0);
  const policy = JSON.parse(out.join("")) as { Statement: { Effect: string; Action: string[]; Resource: string }[] };
  expect(policy.Statement.every(({ Effect, Resource }) => Effect === "Allow" && Resource === "*")).toBe(true);
  return policy.Statement.flatMap(({ Action }) => Action);
}

function ioOf(): { io: Io; out: string[] } {
  const out: string[] = [];
  const stream = (lines: string[]): Stream => ({
    write: async (text) => void lines.push(text),
    writeExact: async (text) => void lines.push(text),
    width: 100,
    color: false,
    tty: false,
    closed: () => false,
  });
  return { io: { out: stream(out), err: stream([]), signal: new AbortController().signal }, out };
}

/** The credential report without the row of one user, who thus looks newer than it and is read one by one. */
function leavingOut(user: string, before: Garble): Garble {
  return (operation, reply) => {
    const whole = before(operation, reply);
    if (operation.api !== "iam:GetCredentialReport") return whole;
    const body = whole.body.replace(/<Content>([^<]*)<\/Content>/, (_, content: string) => {
      const rows = Buffer.from(content, "base64").toString("utf8").split("\n");
      const left = rows.filter((row) => !row.startsWith(`${user},`));
      return `<Content>${Buffer.from(left.join("\n")).toString("base64")}</Content>`;
    });
    return { ...whole, body };
  };
}
