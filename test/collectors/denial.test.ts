import { IAM } from "@aws-sdk/client-iam";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { collectAccount, openSession, type Session, type SessionOptions, SOURCES, sourcesFor } from "../../collectors/index.ts";
import { exitCode } from "../../engine/index.ts";
import { type Gap, isUnknown, type ReeveDocument, type ReeveResults, validateDocument } from "../../schemas/index.ts";
import { useEndpoint } from "../aws/environment.ts";
import { FAULTS, type Fault, faultReply, vanished } from "../aws/faults.ts";
import { type Front, type Reply, startFront } from "../aws/front.ts";
import { type Moto, startMoto } from "../aws/moto.ts";
import { corrected } from "../aws/moto-faults.ts";
import { inTwoPages, PAGED, withoutMadeMarker } from "../aws/paging.ts";
import { buildAccount, buildTrail } from "../aws/sample-account.ts";
import { stubs } from "../aws/stubs.ts";
import { hasExtra } from "../extras.ts";
import { knowsMore } from "./knows-less.ts";
import { decidedOtherwise, judgedBy, shippedRules } from "./shipped-rules.ts";

const found = hasExtra("moto_server", "the denial matrix");

/** Calls that need an organization or a user newer than the report, which the sample account has none of; the event history has its own suite. */
const NOT_REACHED = new Set([
  "organizations:ListParents",
  "organizations:ListTagsForResource",
  "iam:GetLoginProfile",
  "iam:GetUser",
  "cloudtrail:LookupEvents",
]);
const APIS = SOURCES.map((source) => source.api).filter((api) => !api.startsWith("sts:") && !NOT_REACHED.has(api));

/** HTML and truncated answers take turns, but for the calls that most rests on, which meet both. */
const halved = (fault: Fault): boolean => fault === "html" || fault === "truncated";
const applies = (fault: Fault, api: string): boolean => api in PAGED || (fault !== "endless-pages" && fault !== "empty-lists");

/** Small enough to be reached soon; a sound call that a slow machine keeps longer than this becomes a gap too, which the matrix allows. */
const LIMITS: Partial<Record<Fault, SessionOptions["limits"]>> = {
  hang: { requestMs: 250 },
  drip: { operationMs: 250 },
  "endless-body": { answerBytes: 16_777_216 },
  "endless-pages": { pages: 3 },
  "empty-lists": { pages: 3 },
};
const PATIENT: Partial<Record<Fault, SessionOptions["limits"]>> = { hang: { requestMs: 3_000 }, drip: { operationMs: 3_000 } };
const REASONS: Record<Fault, Gap["reason"]> = {
  denied: "AccessDenied",
  throttled: "Throttled",
  html: "Unparseable",
  truncated: "Unparseable",
  hang: "Unreachable",
  drip: "Unreachable",
  "endless-body": "Unparseable",
  "endless-pages": "Unparseable",
  "empty-lists": "Unparseable",
};
const CORE = new Set(["iam:GetAccountAuthorizationDetails", "iam:GetCredentialReport", "iam:ListAccessKeys", "iam:GetAccountSummary"]);

describe.runIf(found)("a collection in which something fails", () => {
  let moto: Moto;
  let front: Front;
  let restore: () => void;
  let session: Session;
  let full: ReeveDocument;
  let results: ReeveResults;
  let calls: string[];
  const rules = shippedRules();
  const correct = corrected(new Date(Date.now() + 60_000));

  beforeAll(async () => {
    moto = await startMoto();
    front = await startFront(moto.url, stubs);
    restore = useEndpoint(front.url);
    await buildAccount(new IAM({ endpoint: moto.url }), 12);
    await buildTrail(moto.url);
    front.reset();
    front.interfere({ garble: correct });
    session = await bounded(undefined);
    full = await collect();
    results = judgedBy(rules, full);
    calls = [...new Set(front.seen)];
  }, 60_000);

  afterEach(() => front.reset());

  afterAll(async () => {
    restore?.();
    await front?.stop();
    await moto?.stop();
  });

  const bounded = async (limits: SessionOptions["limits"]): Promise<Session> => {
    const opened = await openSession({ maxAttempts: 1, limits });
    if (!opened.ok) throw new Error(opened.problem.sentence);
    return opened.session;
  };

  const collect = (bounds = session): Promise<ReeveDocument> =>
    collectAccount(bounds, { sources: SOURCES.map((source) => source.api).filter((api) => api !== "cloudtrail:LookupEvents") });

  /** Fails the calls chosen, in place of the answer that would have come. */
  const fail = (fault: Fault, chosen: (api: string, form: URLSearchParams) => boolean, before = correct): void =>
    front.interfere({
      rewrite: withoutMadeMarker,
      garble: (operation, reply): Reply => {
        const whole = before(operation, reply);
        return chosen(operation.api, operation.form) ? faultReply(fault, operation, whole) : whole;
      },
    });

  /** Of the document and of all shipped rules over it. */
  const breaks = (less: ReeveDocument): string[] => [...knowsMore(less, full), ...decidedOtherwise(judgedBy(rules, less), results)];

  it("decides something of every status when nothing fails", () => {
    expect(new Set(results.results.map((result) => result.status))).toEqual(new Set(["pass", "fail", "unknown", "not-applicable"]));
  });

  it("reaches every call of the table of sources when nothing fails", () => {
    expect(APIS.filter((api) => !calls.includes(api))).toEqual([]);
  });

  for (const fault of FAULTS) {
    describe(fault, () => {
      let bounds: Session;
      /** For the tests in which a call other than the one chosen must succeed, on a loaded machine too. */
      let patient: Session;
      beforeAll(async () => {
        [bounds, patient] = await Promise.all([bounded(LIMITS[fault]), bounded(PATIENT[fault] ?? LIMITS[fault])]);
      });

      for (const api of APIS.filter((api, index) => applies(fault, api) && (!halved(fault) || CORE.has(api) || index % 2 === (fault === "html" ? 0 : 1)))) {
        it(`knows less and nothing else: ${api}`, async () => {
          fail(fault, (one) => one === api);
          const less = await collect(bounds);
          expect(breaks(less)).toEqual([]);
          expect(await validateDocument(less)).toMatchObject({ ok: true });
          const reason = REASONS[fault];
          const gaps = Object.values(less.gaps).filter((gap) => gap.source === api && gap.reason === reason);
          expect(gaps.length, `${api} has no gap of reason ${reason}: ${JSON.stringify(less.gaps)}`).toBeGreaterThan(0);
          if (LIMITS[fault]) expect(gaps.map(({ message }) => message).join()).toMatch(new RegExp(`\\b${api.split(":")[1]}\\b.*\\blimit\\b`));
          if (fault === "denied") expect(gaps[0]).toMatchObject({ deniedBy: "identity", permission: api });
        });
      }

      it("opens lists when page two of the bulk call fails", async () => {
        for (const first of [
          ["UserDetailList", "RoleDetailList"],
          ["GroupDetailList", "Policies"],
        ] as const) {
          fail(fault, (api, form) => api === "iam:GetAccountAuthorizationDetails" && form.get("Marker") === "page-two", composed(inTwoPages(first)));
          const less = await collect(patient);
          expect(breaks(less)).toEqual([]);
          for (const list of [less.users, less.groups, less.roles, less.policies]) {
            expect(Array.isArray(list) && isUnknown(list.at(-1))).toBe(true);
          }
        }
      });

      it("knows less and nothing else when one user's calls fail", async () => {
        fail(fault, (_, form) => form.get("UserName") === "user-001");
        const less = await collect(bounds);
        expect(breaks(less)).toEqual([]);
        expect(knowsMore(full, less)).not.toEqual([]);
      });
    });
  }

  const composed =
    (page: ReturnType<typeof inTwoPages>): typeof correct =>
    (operation, reply) =>
      page(operation, correct(operation, reply));

  it("gives the same document whether the bulk call has one page or two", async () => {
    front.interfere({ garble: composed(inTwoPages(["UserDetailList", "Policies"])) });
    const paged = await collect();
    expect([...knowsMore(paged, full), ...knowsMore(full, paged)]).toEqual([]);
  });

  it("knows nothing when everything is denied", async () => {
    fail("denied", (api) => !api.startsWith("sts:"));
    const nothing = await collect();
    const { schema: _, collectedAt: __, collection: ___, gaps, account, root, ...lists } = nothing;
    for (const [name, list] of Object.entries(lists)) expect(isUnknown(list), name).toBe(true);
    if (isUnknown(account) || isUnknown(root)) throw new Error("account and root have their ARNs");
    const { id: _id, arn: _arn, partition: _partition, alternateContacts, ...facts } = account;
    const { arn: _rootArn, ...rootFacts } = root;
    for (const [name, value] of Object.entries({ ...facts, ...alternateContacts, ...rootFacts })) expect(isUnknown(value), name).toBe(true);
    expect(
      Object.values(gaps)
        .filter((gap) => gap.source !== "cloudtrail:LookupEvents")
        .every((gap) => gap.reason === "AccessDenied"),
    ).toBe(true);
    expect(await validateDocument(nothing)).toMatchObject({ ok: true });
    const judged = judgedBy(rules, nothing);
    expect(judged.results.filter((result) => result.status !== "unknown").map((result) => `${result.rule}: ${result.status}`)).toEqual([]);
    expect(decidedOtherwise(judged, results)).toEqual([]);
    expect(exitCode(judged, { failOn: "low", allowUnknown: false }).code).toBe(3);
  });

  it("goes on when a user vanishes in mid-run", async () => {
    front.interfere({ garble: correct, instead: ({ api, form }) => (form.get("UserName") === "user-001" ? vanished(api) : undefined) });
    const less = await collect();
    expect(breaks(less)).toEqual([]);
    expect(
      Object.values(less.gaps)
        .filter((gap) => gap.reason === "Inconsistent")
        .map((gap) => gap.source),
    ).toEqual(["iam:ListAccessKeys"]);
  });

  it("makes no call that the table of sources does not hold", () => {
    const known = new Set(SOURCES.map((source) => source.api));
    expect(calls.filter((api) => !known.has(api))).toEqual([]);
  });

  const statuses = ({ accessKeys }: ReeveDocument) =>
    Array.isArray(accessKeys) ? accessKeys.map((key) => (isUnknown(key) ? "open" : `${key.id} ${String(key.active)}`)) : [];

  it("makes only the calls that the paths asked for need, and they suffice", async () => {
    const sources = sourcesFor(["user.accessKeys.active", "user.mfaDevices.type", "account.passwordPolicy"]);
    fail("denied", (api) => !sources.has(api));
    const less = await collectAccount(session, { sources });
    expect(Object.values(less.gaps).filter((gap) => gap.reason === "AccessDenied")).toEqual([]);
    expect(front.seen.filter((api) => !sources.has(api))).toEqual([]);
    expect(statuses(less)).toEqual(statuses(full));
    expect(statuses(less).length).toBeGreaterThan(5);
    expect(knowsMore(less, full)).toEqual([]);
  });

  it("makes no call per user when the credential report is denied", async () => {
    fail("denied", (api) => api === "iam:GetCredentialReport");
    await collect();
    expect(front.seen.filter((api) => /ListAccessKeys|ListMFADevices|GetLoginProfile|GetUser|GetAccessKeyLastUsed/.test(api))).toEqual([]);
  });
});
