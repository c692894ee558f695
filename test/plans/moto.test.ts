import { CloudTrail } from "@aws-sdk/client-cloudtrail";
import { IAM } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useEndpoint } from "../aws/environment.ts";
import { type Moto, startMoto } from "../aws/moto.ts";
import { buildTrail } from "../aws/sample-account.ts";
import { hasExtra } from "../extras.ts";

const found = hasExtra("moto_server", "what moto gets wrong and the front puts right");

const TRAIL = "arn:aws:cloudtrail:us-east-1:123456789012:trail/all";
const POLICY = "arn:aws:iam::123456789012:policy/updated";
const CONTENT = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Deny", Action: "*", Resource: "*" }] });

/** Faults of moto 5.2 for which answerAsAws stands in besides MOTO_FAULTS, each with how it shows: what is answered well needs no correction. */
const FAULTS: Record<string, (iam: IAM, trails: CloudTrail) => Promise<boolean>> = {
  "PutUserPermissionsBoundary is not known": (iam) => fails(iam.putUserPermissionsBoundary({ UserName: "one", PermissionsBoundary: POLICY })),
  "DeleteUserPermissionsBoundary is not known": (iam) => fails(iam.deleteUserPermissionsBoundary({ UserName: "one" })),
  "ListServiceSpecificCredentials is not known": (iam) => fails(iam.listServiceSpecificCredentials({ UserName: "one" })),
  "ListMFADeviceTags is not known": (iam) => fails(iam.listMFADeviceTags({ SerialNumber: "arn:aws:iam::123456789012:mfa/one" })),
  "UpdateDate of a policy stays when a version is made": async (iam) => {
    await iam.createPolicyVersion({ PolicyArn: POLICY, PolicyDocument: CONTENT, SetAsDefault: true });
    const { Policies: policies = [] } = await iam.getAccountAuthorizationDetails({ Filter: ["LocalManagedPolicy"] });
    const [policy] = policies.filter(({ Arn }) => Arn === POLICY);
    const latest = policy?.PolicyVersionList?.map(({ CreateDate }) => CreateDate?.getTime() ?? 0).sort((a, b) => b - a)[0];
    return latest !== undefined && (policy?.UpdateDate?.getTime() ?? latest) < latest;
  },
  "AttachmentCount of a policy counts the calls that attach it": async (iam) => {
    for (const _ of ["first", "again"]) await iam.attachUserPolicy({ UserName: "one", PolicyArn: POLICY });
    const { Policies: policies = [] } = await iam.getAccountAuthorizationDetails({ Filter: ["LocalManagedPolicy"] });
    return policies.find(({ Arn }) => Arn === POLICY)?.AttachmentCount === 2;
  },
  "StartLogging by a trail's ARN fails": (_, trails) => fails(trails.startLogging({ Name: TRAIL })),
  "StopLogging by a trail's ARN fails": (_, trails) => fails(trails.stopLogging({ Name: TRAIL })),
  "DeleteTrail by a trail's ARN deletes nothing": async (_, trails) => {
    await trails.deleteTrail({ Name: TRAIL });
    return (await trails.describeTrails({})).trailList?.some(({ TrailARN }) => TrailARN === TRAIL) === true;
  },
  "DescribeTrails gives trails that were not asked for": async (_, trails) => {
    const { trailList = [] } = await trails.describeTrails({ trailNameList: ["another"] });
    return trailList.length > 0;
  },
  "GetEventSelectors tells no selector where none was chosen": async (_, trails) => {
    const { EventSelectors: basic = [] } = await trails.getEventSelectors({ TrailName: "all" });
    return basic.length === 0;
  },
  "GetTrailStatus tells a delivery at once": async (_, trails) => (await trails.getTrailStatus({ Name: "all" })).LatestDeliveryTime !== undefined,
};

const fails = (call: Promise<unknown>): Promise<boolean> =>
  call.then(
    () => false,
    () => true,
  );

describe.runIf(found)("what moto gets wrong and the front puts right", () => {
  let moto: Moto;
  let restore: () => void;
  let iam: IAM;
  let trails: CloudTrail;

  beforeAll(async () => {
    moto = await startMoto();
    restore = useEndpoint(moto.url);
    iam = new IAM({ endpoint: moto.url, maxAttempts: 1 });
    trails = new CloudTrail({ endpoint: moto.url, region: "us-east-1", maxAttempts: 1 });
    await iam.createUser({ UserName: "one" });
    await iam.createVirtualMFADevice({ VirtualMFADeviceName: "one" });
    await iam.createPolicy({ PolicyName: "updated", PolicyDocument: CONTENT });
    await buildTrail(moto.url);
  });

  afterAll(async () => {
    restore?.();
    await moto?.stop();
  });

  it.each(Object.keys(FAULTS))("still: %s", async (fault) => {
    expect(await FAULTS[fault]?.(iam, trails)).toBe(true);
  });
});
