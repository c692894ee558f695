import { everyList, type ReeveDocument } from "../../schemas/index.ts";

/** A document of nothing: every list is empty, account and root are unknown. */
export const emptyDocument = (): ReeveDocument => {
  const unknown = { $unknown: "g1" };
  return {
    schema: "reeve/document@1",
    collectedAt: "2026-01-01T00:00:00.000Z",
    collection: {
      tool: "test",
      startedAt: null,
      durationMs: null,
      callerArn: null,
      calls: [],
      sources: [],
      eventSources: [],
      eventsFrom: null,
      eventsTo: null,
    },
    account: unknown,
    root: unknown,
    ...everyList([]),
    gaps: { g1: { source: "iam:X", reason: "NotCollected", deniedBy: null, permission: null, scope: "account", message: "x" } },
  };
};
