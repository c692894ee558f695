import type { document } from "../../schemas/index.ts";
import { callRow } from "../calls/index.ts";
import { textOf } from "../raw.ts";
import { actorOf } from "./actor.ts";
import { changeOf } from "./change.ts";
import { deniedResource } from "./denied-resource.ts";
import type { RecordGaps } from "./event-gaps.ts";
import { outcomeOf } from "./outcome.ts";
import { recordReader } from "./reader.ts";
import { requiredMembers } from "./required-members.ts";
import { type CallContext, targetOf } from "./target.ts";

/** The fields of an event that follow from its record. */
export type RecordFields = Required<Pick<document.Event, "actor" | "target" | "change" | "outcome" | "unknownPaths">>;

/**
 * What follows from a CloudTrail record that has eventSource and eventName. Never throws, whatever the JSON.
 *
 * @param id the event's id, which the scopes of gaps name.
 * @param gaps takes what the record does not say.
 * @param unknown parts of the record that are known to be unreadable, beside those that it shows itself.
 */
export function recordFields(record: Record<string, unknown>, id: string, gaps: RecordGaps, unknown: readonly document.UnknownPath[] = []): RecordFields {
  const eventSource = textOf(record, "eventSource") ?? "";
  const eventName = textOf(record, "eventName") ?? "";
  const reader = recordReader(record, id, gaps, unknown);
  const outcome = outcomeOf(reader, eventName);
  const row = callRow(eventSource, eventName);
  // AWS refuses a call without them: the record of one that succeeded lost them.
  if (row && outcome === "success") reader.require(requiredMembers(row));
  const message = outcome === "denied" ? textOf(record, "errorMessage") : null;
  const accountId = textOf(record, "recipientAccountId");
  const region = textOf(record, "awsRegion");
  const context: CallContext = { reader, eventSource, row, accountId, region, denied: deniedResource(message, eventName) };
  return {
    actor: actorOf(reader),
    target: targetOf(context),
    change: changeOf(context, outcome),
    outcome,
    unknownPaths: reader.unknownPaths,
  };
}
