import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { calls, iamPage } from "../../collectors/aws/calls.ts";
import { AWS_LIMITS, type AwsLimits, limitReached } from "../../collectors/aws/limits.ts";
import { collectAccount, openSession } from "../../collectors/index.ts";
import { gapRegister } from "../../document/gap-register.ts";
import { validateDocument } from "../../schemas/index.ts";
import { useEndpoint } from "../aws/environment.ts";
import { FAULTS, type Fault, faultReply } from "../aws/faults.ts";
import { type Front, type Reply, startFront } from "../aws/front.ts";

const CALLER: Reply = {
  status: 200,
  contentType: "text/xml",
  body: '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/auditor</Arn><UserId>AIDAAUDITOR</UserId><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>',
};

/** Small enough to be reached soon, and large enough that a slow machine reaches no other. */
const SMALL: Partial<Record<Fault, Partial<AwsLimits>>> = {
  hang: { requestMs: 2_000 },
  drip: { operationMs: 2_000 },
  "endless-body": { answerBytes: 1_048_576 },
};

const recordOf = (id: number) => ({
  eventVersion: "1.08",
  eventID: `e${id}`,
  eventTime: "2026-01-01T00:00:00Z",
  eventSource: "iam.amazonaws.com",
  eventName: "ListUsers",
});

describe("an endpoint that does not answer as it should", () => {
  let front: Front;
  let restore: () => void;
  beforeAll(async () => {
    front = await startFront("http://127.0.0.1:9", () => undefined);
    restore = useEndpoint(front.url);
  });
  afterEach(() => front.reset());
  afterAll(async () => {
    restore?.();
    await front?.stop();
  });

  const failing = (fault: Fault, spared: (api: string) => boolean = () => false): void =>
    front.interfere({ instead: (operation) => (spared(operation.api) ? CALLER : faultReply(fault, operation, CALLER)) });

  it.each<[Fault, Partial<AwsLimits>, string]>([
    ["hang", { requestMs: 100 }, "GetCallerIdentity got no answer within 0.1 s, the limit for one request"],
    ["drip", { operationMs: 100 }, "GetCallerIdentity got no complete answer within 0.1 s, the limit for one call with its retries"],
    ["endless-body", { answerBytes: 1_048_576 }, "the answer to GetCallerIdentity is larger than 1 MiB, the limit for one answer"],
  ])("opens no session, and the problem names the call and the limit: %s", async (fault, limits, message) => {
    failing(fault);
    const opened = await openSession({ maxAttempts: 1, limits });
    expect(opened).toMatchObject({ ok: false, problem: { code: "no-network", sentence: `AWS did not answer: ${message}.` } });
  });

  it.each(FAULTS)("opens no session and says why, whatever fails in GetCallerIdentity: %s", async (fault) => {
    failing(fault);
    const opened = await openSession({ maxAttempts: 1, limits: SMALL[fault] });
    // An answer that is whole but for markers, which GetCallerIdentity has none of, opens one.
    if (fault === "endless-pages" || fault === "empty-lists") expect(opened.ok).toBe(true);
    else expect(opened).toMatchObject({ ok: false, problem: { sentence: expect.stringMatching(/\.$/) } });
  });

  it.each<[Fault, string, RegExp]>([
    ["denied", "AccessDenied", /LookupEvents/],
    ["throttled", "Throttled", /Rate exceeded/],
    ["html", "Unparseable", /could not be read/],
    ["truncated", "Unparseable", /could not be read/],
    ["hang", "Unreachable", /LookupEvents got no answer within 2 s, the limit for one request|LookupEvents was not called: .* the limit for silence/],
    ["drip", "Unreachable", /LookupEvents got no complete answer within 2 s, the limit for one call/],
    ["endless-body", "Unparseable", /the answer to LookupEvents is larger than 1 MiB, the limit for one answer/],
    ["endless-pages", "Truncated", /LookupEvents gave 60 pages and more to come, the limit for one query/],
    ["empty-lists", "Truncated", /LookupEvents gave 50 pages in a row without an event and more to come, the limit for one query/],
  ])("hides the event history behind a gap that says why: %s", async (fault, reason, message) => {
    let page = 0;
    const events = (): Reply => ({
      status: 200,
      contentType: "application/x-amz-json-1.1",
      body: JSON.stringify({
        Events: fault === "empty-lists" ? [] : [{ EventId: `e${page}`, CloudTrailEvent: JSON.stringify(recordOf(page)) }],
        NextToken: `t${++page}`,
      }),
    });
    front.interfere({
      instead: (operation) => {
        if (operation.api === "sts:GetCallerIdentity") return CALLER;
        if (operation.api !== "cloudtrail:LookupEvents") return faultReply("denied", operation, CALLER);
        return fault === "endless-pages" || fault === "empty-lists" ? events() : faultReply(fault, operation, events());
      },
    });
    const opened = await openSession({ maxAttempts: 1, limits: SMALL[fault] });
    if (!opened.ok) throw new Error(opened.problem.sentence);
    const document = await collectAccount(opened.session, {
      regions: ["us-east-1"],
      sources: ["cloudtrail:LookupEvents"],
      eventLimits: { maxPages: 60, intervalMs: 0 },
    });
    expect(await validateDocument(document)).toMatchObject({ ok: true });
    const gaps = Object.values(document.gaps).filter(({ source }) => source === "cloudtrail:LookupEvents");
    expect(gaps).toContainEqual(expect.objectContaining({ reason, message: expect.stringMatching(message) }));
  });

  it("bounds the bytes of all pages of a list together", async () => {
    let page = 0;
    front.interfere({
      instead: ({ api }) => {
        if (api === "sts:GetCallerIdentity") return CALLER;
        const body = JSON.stringify({ Regions: [{ RegionName: `r-${page}`, padding: "x".repeat(400_000) }], NextToken: `t${++page}` });
        return { status: 200, contentType: "application/json", body };
      },
    });
    const opened = await openSession({ maxAttempts: 1, limits: { listBytes: 1_048_576 } });
    if (!opened.ok) throw new Error(opened.problem.sentence);
    const document = await collectAccount(opened.session, { sources: ["account:ListRegions", "cloudtrail:DescribeTrails"] });
    const gaps = Object.values(document.gaps).filter(({ source }) => source === "account:ListRegions");
    expect(gaps.map(({ message }) => message)).toContain("the pages of ListRegions are larger together than 1 MiB, the limit for one list");
    expect(page).toBeLessThan(6);
  });

  it("gives up a role that is never assumed", async () => {
    failing("hang");
    const opened = await openSession({ assumeRole: "arn:aws:iam::123456789012:role/audit", maxAttempts: 1, limits: { requestMs: 50, operationMs: 100 } });
    expect(opened).toMatchObject({ ok: false, problem: { code: "no-network" } });
    expect(new Set(front.seen)).toEqual(new Set(["sts:AssumeRole"]));
  });

  it("is not tried again once the call has had its time", async () => {
    failing("hang");
    await openSession({ maxAttempts: 3, limits: { requestMs: 200, operationMs: 300 } });
    expect(front.seen.length).toBeLessThanOrEqual(2);
    front.seen.length = 0;
    await openSession({ maxAttempts: 3, limits: { requestMs: 100, operationMs: 60_000 } });
    expect(front.seen.length).toBe(3);
  });

  it("is given up by a collection after two rounds of calls, with a gap for every call", async () => {
    failing("hang", (api) => api === "sts:GetCallerIdentity");
    const opened = await openSession({ maxAttempts: 1, limits: { requestMs: 300 } });
    if (!opened.ok) throw new Error(opened.problem.sentence);
    front.seen.length = 0;
    const document = await collectAccount(opened.session, { concurrency: 8 });
    expect(front.seen.length).toBeLessThanOrEqual(1 + 8);
    expect(await validateDocument(document)).toMatchObject({ ok: true });
    const gaps = Object.values(document.gaps);
    expect(new Set(gaps.filter(({ reason }) => reason !== "NotVisible").map(({ reason }) => reason))).toEqual(new Set(["Unreachable"]));
    for (const { source, message } of gaps.filter(({ reason }) => reason === "Unreachable")) {
      expect(message).toContain(source.split(":")[1]);
      expect(message).toContain("limit");
    }
  });
});

describe("the limits", () => {
  it("end a collection in which nothing answers within two minutes: the caller, the regions, and one round of calls", () => {
    expect(3 * AWS_LIMITS.operationMs).toBeLessThanOrEqual(120_000);
    expect(AWS_LIMITS.requestMs).toBeLessThan(AWS_LIMITS.operationMs);
    expect(AWS_LIMITS.connectionMs).toBeLessThan(AWS_LIMITS.requestMs);
  });

  const users = (page: unknown) => iamPage(page, "Users");
  const make = (limits: AwsLimits, now = () => new Date(0)) => {
    const gaps = gapRegister();
    return { gaps, ...calls({ gaps, concurrency: 1, now, limits }) };
  };

  it.each([[[1]], [[]]])("end a list whose markers never repeat and never end, of pages with %j", async (items) => {
    const { pages, gaps } = make({ ...AWS_LIMITS, pages: 4 });
    let sent = 0;
    const read = await pages({ api: "iam:ListUsers", scope: "account" }, async () => ({ Users: items, IsTruncated: true, Marker: `m${++sent}` }), users);
    expect(sent).toBe(4);
    expect(read.items).toEqual(items);
    expect(read.mark && gaps.gapOf(read.mark)).toMatchObject({
      source: "iam:ListUsers",
      reason: "Unparseable",
      message: "ListUsers gave 4 pages and more to come: 4 is the limit for one list",
    });
  });

  it("count once what two pages hold", async () => {
    const { pages } = make(AWS_LIMITS);
    const answers = [
      { Users: [{ id: 1 }, { id: 2 }], IsTruncated: true, Marker: "m" },
      { Users: [{ id: 2 }, { id: 3 }], IsTruncated: false },
    ];
    const read = await pages({ api: "iam:ListUsers", scope: "account" }, async (token) => answers[token ? 1 : 0], users);
    expect(read.items).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }]);
  });

  it("read a list to its end that has as many pages as may be", async () => {
    const { pages } = make({ ...AWS_LIMITS, pages: 2 });
    let sent = 0;
    const send = async () => (++sent === 1 ? { Users: [1], IsTruncated: true, Marker: "m" } : { Users: [2], IsTruncated: false });
    expect(await pages({ api: "iam:ListUsers", scope: "account" }, send, users)).toEqual({ items: [1, 2], mark: null, begun: true });
  });

  it("end a list whose pages come too slowly, by the clock that is given", async () => {
    let seconds = 0;
    const { pages, gaps } = make({ ...AWS_LIMITS, listMs: 9_500 }, () => new Date(1_000 * seconds++));
    let sent = 0;
    const read = await pages({ api: "iam:ListUsers", scope: "account" }, async () => ({ Users: [1], IsTruncated: true, Marker: `m${++sent}` }), users);
    expect(sent).toBeLessThan(10);
    expect(read.mark && gaps.gapOf(read.mark)).toMatchObject({
      reason: "Unreachable",
      message: "ListUsers had pages left after 9.5 s, the limit for one list",
    });
  });
});

describe("calls that get no answer in time", () => {
  const unanswered = (): Promise<never> => Promise.reject(limitReached("operationMs", AWS_LIMITS, "GetUser"));
  const make = () => {
    const gaps = gapRegister();
    const { call, counts } = calls({ gaps, concurrency: 1, now: () => new Date(0) });
    let sent = 0;
    const ask = async (api: string, send: () => Promise<unknown>) => {
      const answer = await call({ api, scope: "account" }, () => {
        sent++;
        return send();
      });
      return answer.kind === "failed" ? gaps.gapOf(answer.mark)?.message : answer.kind;
    };
    return { ask, counts, sent: () => sent };
  };

  it("are not made for every user: after three in a row the API is left alone, and others are called", async () => {
    const { ask, sent, counts } = make();
    for (let user = 0; user < 3; user++) expect(await ask("iam:GetUser", unanswered)).toMatch(/^GetUser got no complete answer within 40 s/);
    expect(await ask("iam:GetUser", unanswered)).toBe("GetUser was not called: 3 calls of it in a row got no answer in time, the limit for silence");
    expect(sent()).toBe(3);
    expect(counts()).toMatchObject([{ api: "iam:GetUser", count: 3 }]);
    expect(await ask("iam:ListUsers", async () => 1)).toBe("value");
  });

  it("are made again where an answer came in between, even an error of AWS", async () => {
    const { ask, sent } = make();
    for (let user = 0; user < 10; user++) {
      await ask("iam:GetUser", unanswered);
      await ask("iam:GetUser", () => Promise.reject(Object.assign(new Error("x"), { name: "AccessDenied" })));
    }
    expect(sent()).toBe(20);
  });

  it("are no more made at all after five APIs without an answer between them", async () => {
    const { ask, sent } = make();
    for (const api of ["a:A", "a:B", "a:C", "a:D", "a:E"]) await ask(api, unanswered);
    expect(await ask("b:F", async () => 1)).toBe("F was not called: calls of 5 APIs in a row got no answer in time, the limit for silence");
    expect(sent()).toBe(5);
  });
});
