import { plainGap } from "../../../document/index.ts";
import { type document, everyList, type Gap, type ReeveDocument, type Unknown } from "../../../schemas/index.ts";

/** A document of an account that no one collected: what a plan is judged on where there is no snapshot. Its clock is `at`. */
export function nothingKnown(at: string, place: { accountId: string; partition: string } | null): ReeveDocument {
  const mark: Unknown = { $unknown: "g1" };
  const message = "There is no snapshot: the plan alone is judged. Collect the account and give its snapshot to judge what depends on it.";
  const gap: Gap = plainGap("snapshot", "NotCollected", "account", message);
  return {
    schema: "reeve/document@1",
    collectedAt: at,
    collection: {
      tool: "reeve",
      startedAt: null,
      durationMs: null,
      callerArn: null,
      calls: [],
      sources: [],
      eventSources: [],
      eventsFrom: null,
      eventsTo: null,
    },
    account: place ? accountOf(place, mark) : mark,
    root: mark,
    ...everyList(mark),
    events: [],
    gaps: { g1: gap },
  };
}

const accountOf = ({ accountId, partition }: { accountId: string; partition: string }, mark: Unknown): document.Account => ({
  id: accountId,
  arn: `arn:${partition}:iam::${accountId}:root`,
  partition,
  name: mark,
  aliases: mark,
  organizationId: mark,
  managementAccountId: mark,
  ouPath: mark,
  tags: mark,
  passwordPolicy: mark,
  summary: mark,
  alternateContacts: { security: mark, billing: mark, operations: mark },
  organizationFeatures: mark,
  regions: mark,
  externalAnalyzerRegions: mark,
});
