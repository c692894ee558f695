import { setTimeout as wait } from "node:timers/promises";
import { CloudTrail } from "@aws-sdk/client-cloudtrail";
import { IAM } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { collectAccount, documentFaults, openSession } from "../../../collectors/index.ts";
import { derive } from "../../../engine/evaluate/derive/index.ts";
import { type document, isUnknown, type ReeveDocument, validateDocument } from "../../../schemas/index.ts";
import { useEndpoint } from "../../aws/environment.ts";
import { type Front, type Instead, startFront } from "../../aws/front.ts";
import { stubs } from "../../aws/stubs.ts";
import { hasExtra } from "../../extras.ts";
import { type LocalEmu, startLocalEmu } from "./localemu.ts";

/** LocalEmu 1.3's STS does not start on every Python (it is written in a newer one's syntax): a recorded answer stands for it. */
const withSts: Instead = (operation) =>
  operation.api === "sts:GetCallerIdentity"
    ? {
        status: 200,
        contentType: "text/xml",
        body: '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:iam::000000000000:user/test</Arn><UserId>AIDACKCEVSQ6C2EXAMPLE</UserId><Account>000000000000</Account></GetCallerIdentityResult></GetCallerIdentityResponse>',
      }
    : operation.api === "account:ListRegions"
      ? stubs(operation)
      : undefined;

const found = hasExtra("localemu", "LookupEvents of calls that were really made");

describe.runIf(found)("the event history of calls made to an emulator", () => {
  let emulator: LocalEmu;
  let front: Front;
  let restore: () => void;
  let collected: ReeveDocument;
  let policyArn: string;

  beforeAll(async () => {
    emulator = await startLocalEmu();
    front = await startFront(emulator.url, withSts);
    restore = useEndpoint(front.url);
    const iam = new IAM({ endpoint: emulator.url });
    await iam.createGroup({ GroupName: "operators" });
    const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Deny", Action: "iam:*", Resource: "*" } });
    policyArn = (await iam.createPolicy({ PolicyName: "Guard", Path: "/guardrails/", PolicyDocument })).Policy?.Arn ?? "";
    await iam.attachGroupPolicy({ GroupName: "operators", PolicyArn: policyArn });
    await iam.detachGroupPolicy({ GroupName: "operators", PolicyArn: policyArn });
    await iam.updateAccountPasswordPolicy({ MinimumPasswordLength: 8, RequireNumbers: true });
    for (let index = 0; index < 60; index++) await iam.createUser({ UserName: `user-${index}` });
    await written();
    const opened = await openSession({ maxAttempts: 1 });
    if (!opened.ok) throw new Error(opened.problem.sentence);
    collected = await collectAccount(opened.session, { sources: ["cloudtrail:LookupEvents"], now: () => new Date(Date.now() + 60_000) });
  }, 120_000);

  /** LocalEmu writes calls down behind their answers: waits for the last one. */
  async function written(): Promise<void> {
    const trail = new CloudTrail({ endpoint: emulator.url });
    for (let tries = 0; tries < 100; tries++) {
      const { Events = [] } = await trail.lookupEvents({ LookupAttributes: [{ AttributeKey: "EventName", AttributeValue: "CreateUser" }], MaxResults: 1 });
      if (Events.some(({ CloudTrailEvent = "" }) => CloudTrailEvent.includes('"user-59"'))) return;
      await wait(200);
    }
    throw new Error("LocalEmu has not written the calls down within 20 seconds");
  }

  afterAll(async () => {
    restore?.();
    await front?.stop();
    await emulator?.stop();
  });

  const named = (eventName: string): document.Event[] => {
    const { events } = derive(collected);
    return isUnknown(events)
      ? []
      : events.filter((event): event is document.Event => !isUnknown(event) && (event.record as { eventName?: unknown }).eventName === eventName);
  };

  it("is read whole, over several pages and regions, each call once", async () => {
    expect(Object.values(collected.gaps).filter(({ source, covers }) => source === "cloudtrail:LookupEvents" && covers === undefined)).toEqual([]);
    const marks = (isUnknown(collected.events) ? [collected.events] : collected.events).filter(isUnknown);
    expect(marks.map((mark) => collected.gaps[mark.$unknown]?.scope)).toEqual(["calls to other services"]);
    expect(named("CreateUser")).toHaveLength(60);
    expect(front.seen.filter((api) => api === "cloudtrail:LookupEvents").length).toBeGreaterThan(7);
    const checked = await validateDocument(collected);
    expect(checked.ok ? [] : checked.errors).toEqual([]);
    expect(documentFaults(collected)).toEqual([]);
  });

  it("holds the detachment of a policy from a group", () => {
    expect(named("DetachGroupPolicy")).toMatchObject([
      { outcome: "success", change: { kind: "detach", groupName: "operators", policyArn, target: { kind: "group", name: "operators" } } },
    ]);
  });

  it("holds the change of the password policy, completed with the defaults", () => {
    expect(named("UpdateAccountPasswordPolicy")).toMatchObject([
      {
        change: {
          kind: "password-policy",
          passwordPolicyAfter: { minimumPasswordLength: 8, requireNumbers: true, requireSymbols: false, maxPasswordAge: null },
        },
      },
    ]);
  });
});
