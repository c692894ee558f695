import { CloudTrail } from "@aws-sdk/client-cloudtrail";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { collectAccount, documentFaults, openSession } from "../../../collectors/index.ts";
import { type document, isUnknown, type ReeveDocument, validateDocument } from "../../../schemas/index.ts";
import { useEndpoint } from "../../aws/environment.ts";
import { faultReply } from "../../aws/faults.ts";
import { type Front, startFront } from "../../aws/front.ts";
import { type Moto, startMoto } from "../../aws/moto.ts";
import { stubs } from "../../aws/stubs.ts";
import { hasExtra } from "../../extras.ts";

const found = hasExtra("moto_server", "trails");
const APIS = ["cloudtrail:DescribeTrails", "cloudtrail:GetTrailStatus", "cloudtrail:GetEventSelectors"];

describe.runIf(found)("the trails of an account", () => {
  let moto: Moto;
  let front: Front;
  let restore: () => void;

  beforeAll(async () => {
    moto = await startMoto();
    front = await startFront(moto.url, stubs);
    restore = useEndpoint(front.url);
    await makeBucket();
    const [east, central] = ["us-east-1", "eu-central-1"].map((region) => new CloudTrail({ region, endpoint: moto.url }));
    await central?.createTrail({ Name: "main", S3BucketName: "logs", IsMultiRegionTrail: true, EnableLogFileValidation: true, S3KeyPrefix: "all" });
    await central?.startLogging({ Name: "main" });
    await central?.putEventSelectors({
      TrailName: "main",
      EventSelectors: [{ ReadWriteType: "All", IncludeManagementEvents: true, DataResources: [{ Type: "AWS::S3::Object", Values: ["arn:aws:s3"] }] }],
    });
    await east?.createTrail({ Name: "local", S3BucketName: "logs" });
    await east?.putEventSelectors({
      TrailName: "local",
      AdvancedEventSelectors: [
        {
          FieldSelectors: [
            { Field: "eventCategory", Equals: ["Management"] },
            { Field: "eventSource", NotEquals: ["kms.amazonaws.com"] },
          ],
        },
      ],
    });
  }, 60_000);

  afterEach(() => front.reset());

  afterAll(async () => {
    restore?.();
    await front?.stop();
    await moto?.stop();
  });

  /** Buckets are S3's, of which Reeve has no client: a request with S3 in its credential scope is enough for moto. */
  async function makeBucket(): Promise<void> {
    const authorization = "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0";
    const answer = await fetch(`${moto.url}/logs`, { method: "PUT", headers: { authorization } });
    if (!answer.ok) throw new Error(`moto made no bucket: ${answer.status}`);
  }

  async function collect(): Promise<ReeveDocument> {
    const opened = await openSession({ maxAttempts: 1 });
    if (!opened.ok) throw new Error(opened.problem.sentence);
    const collected = await collectAccount(opened.session, { sources: APIS });
    const checked = await validateDocument(collected);
    expect(checked.ok ? [] : checked.errors).toEqual([]);
    expect(documentFaults(collected)).toEqual([]);
    return collected;
  }

  const trailsOf = ({ trails }: ReeveDocument): document.Trail[] =>
    isUnknown(trails) ? [] : trails.filter((trail): trail is document.Trail => !isUnknown(trail));

  it("are each there once, with status and selectors of their home region", async () => {
    const trails = trailsOf(await collect());
    expect(trails).toMatchObject([
      {
        arn: "arn:aws:cloudtrail:eu-central-1:123456789012:trail/main",
        name: "main",
        homeRegion: "eu-central-1",
        isMultiRegion: true,
        ownedByAccount: true,
        logFileValidationEnabled: true,
        s3KeyPrefix: "all",
        kmsKeyId: null,
        isLogging: true,
        startLoggingAt: expect.stringMatching(/Z$/),
        allManagementEvents: true,
        dataEvents: [{ resourceType: "AWS::S3::Object", reads: true, writes: true, allResources: true }],
      },
      {
        name: "local",
        homeRegion: "us-east-1",
        isMultiRegion: false,
        isLogging: false,
        managementEvents: { reads: true, writes: true, excludedSources: ["kms.amazonaws.com"], narrowed: false },
        allManagementEvents: false,
        dataEvents: [],
      },
    ]);
  });

  it("are asked for once a region, and once each for status and selectors", async () => {
    await collect();
    expect(APIS.map((api) => front.seen.filter((seen) => seen === api).length)).toEqual([2, 2, 2]);
  });

  it("are an open list where a region could not be read", async () => {
    front.interfere({
      instead: (operation) =>
        operation.api === "cloudtrail:DescribeTrails" && operation.region === "us-east-1"
          ? faultReply("denied", operation, { status: 200, contentType: "", body: "" })
          : undefined,
    });
    const collected = await collect();
    expect(trailsOf(collected).map(({ name }) => name)).toEqual(["main"]);
    const last = isUnknown(collected.trails) ? null : collected.trails.at(-1);
    expect(isUnknown(last) && collected.gaps[last.$unknown]).toMatchObject({ source: "cloudtrail:DescribeTrails", reason: "AccessDenied", scope: "us-east-1" });
  });

  it("are unknown where no region could be read", async () => {
    front.interfere({ garble: (operation, reply) => (operation.api === "cloudtrail:DescribeTrails" ? faultReply("html", operation, reply) : reply) });
    const { trails, gaps } = await collect();
    expect(isUnknown(trails) && gaps[trails.$unknown]?.reason).toBe("Unparseable");
  });

  it.each([
    ["cloudtrail:GetTrailStatus", "isLogging", "allManagementEvents"],
    ["cloudtrail:GetEventSelectors", "allManagementEvents", "isLogging"],
  ] as const)("are there without what %s would have told", async (api, lost, kept) => {
    front.interfere({ garble: (operation, reply) => (operation.api === api ? faultReply("throttled", operation, reply) : reply) });
    const collected = await collect();
    for (const trail of trailsOf(collected)) {
      const mark = trail[lost];
      expect(isUnknown(mark) && collected.gaps[mark.$unknown]).toMatchObject({ source: api, reason: "Throttled", scope: trail.arn });
      expect(isUnknown(trail[kept])).toBe(false);
    }
  });

  it("of an organization are seen by a member, who is not told what they select", async () => {
    front.interfere({
      garble: (operation, reply) =>
        operation.api === "cloudtrail:DescribeTrails"
          ? { ...reply, body: reply.body.replaceAll(":123456789012:trail/main", ":999988887777:trail/main") }
          : reply,
    });
    const collected = await collect();
    const [trail] = trailsOf(collected);
    expect(trail).toMatchObject({ arn: "arn:aws:cloudtrail:eu-central-1:999988887777:trail/main", ownedByAccount: false });
    const mark = trail?.allManagementEvents;
    expect(isUnknown(mark) && collected.gaps[mark.$unknown]).toMatchObject({ reason: "NotVisible", permission: null });
    expect(front.seen.filter((seen) => seen === "cloudtrail:GetEventSelectors")).toHaveLength(1);
  });
});
