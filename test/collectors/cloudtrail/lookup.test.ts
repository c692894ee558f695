import { describe, expect, it } from "vitest";
import { calls } from "../../../collectors/aws/calls.ts";
import { type LookupOptions, lookUpEvents } from "../../../collectors/cloudtrail/lookup.ts";
import { lookupPlan } from "../../../collectors/cloudtrail/lookup-plan.ts";
import type { CollectContext } from "../../../collectors/context.ts";
import { plainGap } from "../../../document/gap.ts";
import { gapRegister } from "../../../document/gap-register.ts";
import { isUnknown } from "../../../schemas/index.ts";
import { type JsonRecord, record } from "./records.ts";

interface Request {
  region: string;
  startedAt: number;
  input: JsonRecord;
}
type Answer = (request: Request, index: number) => JsonRecord;

const UNTIL = new Date("2026-01-15T00:00:00Z");
const SINCE = "2025-10-17T00:00:00.000Z";
const entry = (id: string, day: number): JsonRecord => {
  const at = new Date(UNTIL.getTime() - day * 86_400_000);
  return {
    EventId: id,
    EventTime: at,
    CloudTrailEvent: JSON.stringify(record("DeleteGroup", { groupName: "g" }, { eventID: id, eventTime: at.toISOString() })),
  };
};
const denial = (): never => {
  throw Object.assign(
    new Error("User: arn:aws:iam::1:user/a is not authorized to perform: cloudtrail:LookupEvents because no identity-based policy allows it"),
    {
      name: "AccessDeniedException",
    },
  );
};

/** A stub in the place of CloudTrail's client, which serves recorded pages; the real client is tested against an emulator. */
async function lookUp(answer: Answer, options: Partial<LookupOptions> = {}, regions = ["us-east-1"], wanted = true) {
  const requests: Request[] = [];
  const gaps = gapRegister();
  const context = {
    identity: { accountId: "111122223333", partition: "aws", callerArn: "", globalRegion: "us-east-1", region: "us-east-1" },
    gaps,
    regions: { names: regions, mark: null },
    wants: () => wanted,
    notCollected: (api: string) => gaps.mark(plainGap(api, "NotCollected", "account", "It was not asked for.")),
    ...calls({ gaps, concurrency: 8, now: () => new Date(0) }),
    clients: {
      cloudTrail: async (region: string) => ({
        lookupEvents: async (input: JsonRecord) => {
          const request = { region, startedAt: performance.now(), input };
          requests.push(request);
          return answer(request, requests.filter((other) => other.region === region).length - 1);
        },
      }),
    },
  } as unknown as CollectContext;
  const looked = await lookUpEvents(context, { until: UNTIL, eventSources: [], intervalMs: 0, ...options });
  return { requests, sources: looked.sources, ...looked.finish() };
}

const idsOf = ({ events }: { events: unknown }): unknown[] =>
  Array.isArray(events) ? events.map((event) => (isUnknown(event) ? "mark" : event.id)) : ["all unknown"];
const historyGaps = ({ gaps }: Awaited<ReturnType<typeof lookUp>>) => Object.values(gaps).filter(({ source }) => source === "cloudtrail:LookupEvents");
/** What failed, apart from the calls that nobody asked for. */
const gapsOf = (read: Awaited<ReturnType<typeof lookUp>>) => historyGaps(read).filter(({ covers }) => covers === undefined);

describe("the event history", () => {
  it("is read page by page, with the same parameters but the token", async () => {
    const pages = [{ Events: [entry("c", 1)], NextToken: "1" }, { Events: [entry("b", 2)], NextToken: "2" }, { Events: [entry("a", 3)] }];
    const read = await lookUp((_, index) => pages[index] ?? {});
    expect(idsOf(read)).toEqual(["a", "b", "c", "mark"]);
    expect(gapsOf(read)).toEqual([]);
    const [first, second, third] = read.requests.map(({ input }) => input);
    expect(first).toEqual({
      LookupAttributes: [{ AttributeKey: "Username", AttributeValue: "root" }],
      StartTime: new Date(SINCE),
      EndTime: UNTIL,
      MaxResults: 50,
    });
    expect(second).toEqual({ ...first, NextToken: "1" });
    expect(third).toEqual({ ...first, NextToken: "2" });
    expect([read.from, read.to]).toEqual(["2026-01-12T00:00:00.000Z", "2026-01-14T00:00:00.000Z"]);
  });

  it("says which calls it was not asked for, and which records are there all the same", async () => {
    const read = await lookUp(() => ({ Events: [entry("a", 1)] }), { eventSources: ["iam.amazonaws.com", "signin.amazonaws.com"] });
    expect(historyGaps(read)).toEqual([
      expect.objectContaining({
        reason: "NotCollected",
        scope: "calls to other services",
        covers: ["eventSource=iam.amazonaws.com", "eventSource=signin.amazonaws.com", "isRoot"],
      }),
    ]);
  });

  it("reaches back to the time asked for, and no further than 90 days", async () => {
    const starts = [new Date("2026-01-01T00:00:00Z"), new Date("2020-01-01T00:00:00Z")].map(
      async (since) => (await lookUp(() => ({ Events: [] }), { since })).requests[0]?.input.StartTime,
    );
    expect(await Promise.all(starts)).toEqual([new Date("2026-01-01T00:00:00Z"), new Date(SINCE)]);
  });

  it("is asked for no more often than the pace allows, each region for itself", async () => {
    const begunAt = performance.now();
    const { requests } = await lookUp(() => ({ Events: [] }), { eventSources: ["a", "b", "c"], intervalMs: 40 }, ["eu-west-1", "us-east-1"]);
    for (const region of ["eu-west-1", "us-east-1"]) {
      const starts = requests.filter((request) => request.region === region).map(({ startedAt }) => startedAt - begunAt);
      expect(starts).toHaveLength(4);
      expect(starts.every((start, index) => start >= index * 40 - 2)).toBe(true);
    }
  });

  it("is a list with a mark where a later page fails, and the gap tells the part that is missing", async () => {
    const read = await lookUp((_, index) => (index === 0 ? { Events: [entry("c", 1)], NextToken: "1" } : denial()));
    expect(idsOf(read)).toEqual(["c", "mark"]);
    expect(gapsOf(read)).toEqual([
      expect.objectContaining({
        reason: "AccessDenied",
        permission: "cloudtrail:LookupEvents",
        scope: "us-east-1, Username root, the older part of 90 days",
      }),
    ]);
  });

  it("is unknown where nothing could be read, after one call and not one for each query", async () => {
    const read = await lookUp(denial, { eventSources: ["iam.amazonaws.com", "signin.amazonaws.com"] });
    expect(idsOf(read)).toEqual(["all unknown"]);
    expect(read.requests).toHaveLength(1);
    expect(gapsOf(read).map(({ scope }) => scope)).toEqual([
      "us-east-1, EventSource iam.amazonaws.com, EventSource signin.amazonaws.com, Username root, 90 days",
    ]);
  });

  it.each([
    ["2026-01-14T06:00:00Z", "18 hours"],
    ["2026-01-14T23:50:00Z", "10 minutes"],
    ["2026-01-07T23:59:57Z", "7 days"],
    ["2020-01-01T00:00:00Z", "90 days"],
  ])("names in its gaps the span since %s, no instant of the collection", async (since, span) => {
    const read = await lookUp(denial, { since: new Date(since) });
    expect(gapsOf(read).map(({ scope }) => scope)).toEqual([`us-east-1, Username root, ${span}`]);
  });

  it.each<[string, Answer]>([
    ["refused", denial],
    ["cut short", (_, index) => (index === 0 ? { Events: [entry("c", 1)], NextToken: "1" } : denial())],
    ["without a list", () => ({})],
  ])("has the same gaps in a later collection, where the reading was %s", async (_, answer) => {
    const [first, later] = await Promise.all([lookUp(answer), lookUp(answer, { until: new Date("2026-01-15T01:02:03.456Z") })]);
    expect(later.gaps).toEqual(first.gaps);
  });

  it("has a gap for one region that fails beside others", async () => {
    const read = await lookUp(({ region }) => (region === "eu-west-1" ? denial() : { Events: [entry("a", 1)] }), {}, ["eu-west-1", "us-east-1"]);
    expect(idsOf(read)).toEqual(["a", "mark"]);
    expect(gapsOf(read).map(({ scope }) => scope)).toEqual([expect.stringContaining("eu-west-1")]);
  });

  it("ends after the pages allowed, and the gap tells the part that is missing", async () => {
    const read = await lookUp((_, index) => ({ Events: [entry(`e${index}`, index + 1)], NextToken: `${index}` }), { maxPages: 2 });
    expect(idsOf(read)).toEqual(["e1", "e0", "mark"]);
    expect(gapsOf(read)).toEqual([expect.objectContaining({ reason: "Truncated", scope: "us-east-1, Username root, the older part of 90 days" })]);
  });

  it.each([
    ["an answer without a list", () => ({}), ["all unknown"]],
    ["a token that comes again and again", () => ({ Events: [entry("a", 1)], NextToken: "1" }), ["a", "mark"]],
    ["an entry without a record", () => ({ Events: [entry("a", 1), { EventId: "x" }] }), ["a", "mark"]],
    ["an entry whose record is no JSON", () => ({ Events: [entry("a", 1), { EventId: "x", CloudTrailEvent: "{" }] }), ["a", "mark"]],
  ])("has a gap for %s", async (_, answer, ids) => {
    const read = await lookUp(answer);
    expect(idsOf(read)).toEqual(ids);
    expect(gapsOf(read).map(({ reason }) => reason)).toEqual(["Unparseable"]);
  });

  it("is not asked for where no rule reads it", async () => {
    const read = await lookUp(denial, {}, ["us-east-1"], false);
    expect(read.requests).toEqual([]);
    expect(gapsOf(read).map(({ reason }) => reason)).toEqual(["NotCollected"]);
    expect(idsOf(read)).toEqual(["all unknown"]);
  });

  it("tells how far it has come", async () => {
    const told: unknown[] = [];
    await lookUp((_, index) => ({ Events: [entry(`e${index}`, 1)], ...(index === 0 ? { NextToken: "1" } : {}) }), {
      onProgress: (progress) => told.push(progress),
    });
    expect(told).toEqual([
      { region: "us-east-1", events: 1, pages: 1 },
      { region: "us-east-1", events: 2, pages: 2 },
    ]);
  });
});

describe("the plan of what to look up where", () => {
  it("asks for global services in the global region, for the others in every region", () => {
    const plan = lookupPlan(["cn-northwest-1"], "cn-north-1");
    const values = new Map(plan.map(({ region, queries }) => [region, queries.map(({ value }) => value)]));
    expect(values.get("cn-north-1")).toEqual(["iam.amazonaws.com", "signin.amazonaws.com", "cloudtrail.amazonaws.com", "root"]);
    expect(values.get("cn-northwest-1")).toEqual(["signin.amazonaws.com", "cloudtrail.amazonaws.com", "root"]);
  });
});
