import { gapRegister, plainGap } from "../document/index.ts";
import type { ReeveDocument } from "../schemas/index.ts";
import { calls } from "./aws/calls.ts";
import type { Session } from "./aws/session.ts";
import { type LookupOptions, lookUpEvents } from "./cloudtrail/lookup.ts";
import { readTrails } from "./cloudtrail/trails.ts";
import type { CollectContext } from "./context.ts";
import { readAccount, readSummary } from "./iam/account.ts";
import { readAnalyzers } from "./iam/analyzers.ts";
import { readBulk } from "./iam/bulk.ts";
import { readCredentialReport } from "./iam/credential-report.ts";
import { readInventory } from "./iam/inventory.ts";
import { readOidcProviders } from "./iam/providers.ts";
import { allDevices, readVirtualDevices } from "./iam/virtual-devices.ts";
import { readListedKinds } from "./listed.ts";
import { normalizeRoot } from "./normalize/root.ts";
import { enabledRegions, regionsToRead } from "./regions.ts";
import { withNeeds } from "./sources.ts";

export interface CollectOptions {
  /** APIs to call, as `sourcesFor` gives them; all where it is not given. What is left out becomes a gap of reason NotCollected. */
  sources?: Iterable<string> | undefined;
  /** Regions to read trails and analyzers of; all enabled ones where it is not given. */
  regions?: readonly string[] | undefined;
  /** How far back to read the event history, in milliseconds before the start; 90 days, all that CloudTrail keeps, where it is not given. */
  eventSpanMs?: number | undefined;
  /** How the event history is read: pages of one query, and the pause between requests. */
  eventLimits?: Pick<LookupOptions, "maxPages" | "intervalMs"> | undefined;
  /** Calls under way at once; 8 where it is not given. */
  concurrency?: number | undefined;
  /** Told after every call how many have been made. */
  onProgress?: ((callsMade: number) => void) | undefined;
  /** Program and version, for `collection.tool`. */
  tool?: string | undefined;
  /** The clock. */
  now?: (() => Date) | undefined;
}

/** Reads an AWS account into a document. Never rejects on what AWS answers: what could not be read is a gap. */
export async function collectAccount(session: Session, options: CollectOptions = {}): Promise<ReeveDocument> {
  const now = options.now ?? (() => new Date());
  const startedAt = now();
  const gaps = gapRegister();
  const caller = calls({ gaps, concurrency: options.concurrency ?? 8, onCall: options.onProgress, now, limits: session.limits });
  const asked = options.sources === undefined ? null : withNeeds(options.sources);
  const wants = (api: string): boolean => asked === null || asked.has(api);
  const notCollected = (api: string, scope = "account") => gaps.mark(plainGap(api, "NotCollected", scope, "It was not asked for."));
  const base = { ...session, gaps, now, wants, notCollected, call: caller.call, pages: caller.pages };
  const enabled = await enabledRegions(base);
  const context: CollectContext = { ...base, enabledRegions: enabled, regions: regionsToRead(base, enabled, options.regions) };

  const [bulk, report, summary, virtual, kinds, oidcProviders, analyzers, trails, looked] = await Promise.all([
    readBulk(context),
    readCredentialReport(context),
    readSummary(context),
    readVirtualDevices(context),
    readListedKinds(context),
    readOidcProviders(context),
    readAnalyzers(context),
    readTrails(context),
    lookUpEvents(context, {
      ...options.eventLimits,
      until: startedAt,
      since: options.eventSpanMs === undefined ? undefined : new Date(startedAt.getTime() - options.eventSpanMs),
    }),
  ]);
  const [account, { devices, ...inventory }] = await Promise.all([readAccount(context, summary), readInventory(context, bulk, report)]);
  const notVisibleValue = (source: string, name: string) => gaps.mark(plainGap(source, "NotVisible", `${name} of root`, "The answer does not show it."));
  const root = normalizeRoot(account.arn, {
    row: "mark" in report ? report : report.report.root ? { value: report.report.root } : { mark: notVisibleValue("iam:GetCredentialReport", "the row") },
    summary,
    virtualDevices: virtual,
    notReported: notVisibleValue,
  });
  const mfaDevices = allDevices(context, devices, virtual);
  const { events, gaps: numbered, from, to } = looked.finish();
  const document: ReeveDocument = {
    schema: "reeve/document@1",
    collectedAt: startedAt.toISOString(),
    collection: {
      tool: options.tool ?? "reeve",
      startedAt: startedAt.toISOString(),
      durationMs: Math.max(0, now().getTime() - startedAt.getTime()),
      callerArn: session.identity.callerArn,
      calls: caller.counts(),
      sources: "mark" in report ? [] : [{ source: "iam:GetCredentialReport", at: report.generatedAt }],
      eventSources: looked.sources,
      eventsFrom: from,
      eventsTo: to,
    },
    account,
    root,
    ...inventory,
    mfaDevices,
    trails,
    analyzers,
    ...kinds,
    oidcProviders,
    events,
    gaps: numbered,
  };
  return document;
}
