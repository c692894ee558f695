import { instantOf, type Mark } from "../../document/index.ts";
import { type document, type Gap, isUnknown, type ReeveDocument, TABLE } from "../../schemas/index.ts";
import type { Gate, Resource } from "../language/index.ts";
import type { GapBook } from "./gap-book.ts";
import { keysOf, touchesOf } from "./touches.ts";

interface Touch {
  atMs: number;
  eventId: string;
  /** The fields it may have changed; null for all. */
  fields: readonly string[] | null;
}

/** Gaps that hide records: of files or regions that could not be read, and of a list that may hold more. */
export function hidingGaps(document: ReeveDocument): string[] {
  const { events } = document;
  if (isUnknown(events)) return [events.$unknown];
  const last = events.at(-1);
  const ids = Object.entries(document.gaps).flatMap(([id, gap]) => (hidesRecords(gap) ? [id] : []));
  return isUnknown(last) ? [...new Set([...ids, last.$unknown])] : ids;
}

/** A part that CloudTrail cut off a record hides no record; a file longer than was read does. */
const hidesRecords = ({ source, reason }: Gap): boolean =>
  source === "cloudtrail:LookupEvents" || reason === "FileBroken" || (reason === "Truncated" && source !== "CloudTrail record");

/** Makes the gate of each event: what the snapshot may say of the moment before it. */
export function gates(reeveDocument: ReeveDocument, events: readonly document.Event[], gaps: GapBook): (event: document.Event) => Gate {
  const { account, collectedAt } = reeveDocument;
  const collectedMs = instantOf(collectedAt) ?? Number.POSITIVE_INFINITY;
  // What changes the state of IAM and of trails is recorded by these alone: a gap that does not hide them hides no change.
  const hiding = hidingGaps(reeveDocument).find((id) => !STATE_SOURCES.every((source) => reeveDocument.gaps[id]?.covers?.includes(source)));
  const hidden: Mark | null = hiding === undefined ? null : { $unknown: hiding };
  let touches: Map<string, Touch[]> | null = null;

  return (event) => {
    const atMs = instantOf(event.at) ?? Number.NEGATIVE_INFINITY;
    const foreign = foreignMark(event.accountId);
    const closed = foreign ?? (collectedMs > atMs ? snapshotNewer() : hidden);
    const touchesBefore = (keys: readonly string[]): Touch[] => {
      touches ??= touchesSince(events, collectedMs);
      const found: Touch[] = [];
      for (const key of keys) for (const touch of touches.get(key) ?? []) if (touch.atMs <= atMs && touch.eventId !== event.id) found.push(touch);
      return found;
    };
    return {
      foreign,
      closed,
      asOf: (kind, resource) => {
        const found = touchesBefore(keysOf(kind, resource));
        if (found.length === 0) return resource;
        const mark = changedSince(`${kind} ${nameOf(resource)}`);
        return found.some((touch) => touch.fields === null) ? mark : withoutFields(resource, new Set(found.flatMap((touch) => touch.fields ?? [])), mark);
      },
      listTouched: (list) => {
        touches ??= touchesSince(events, collectedMs);
        const kind = TABLE.lists[list];
        const keys = [...touches.keys()].filter((key) => (kind === "trail" ? key.startsWith("trail:") : key.startsWith(`${kind}:`) || key === "iam:*"));
        return touchesBefore(keys).length > 0 ? changedSince(list) : null;
      },
    };
  };

  function foreignMark(recipient: string | null): Mark | null {
    if (isUnknown(account)) return account;
    if (recipient === account.id) return null;
    return gaps.note(`other-account:${recipient ?? "unknown"}`, {
      source: "document",
      reason: "NotCollected",
      deniedBy: null,
      permission: null,
      scope: `account ${recipient ?? "unknown"}`,
      message: `the snapshot is of account ${account.id}, the record of ${recipient ?? "an account it does not name"}`,
    });
  }

  function snapshotNewer(): Mark {
    return gaps.note(SNAPSHOT_NEWER, {
      source: "document",
      reason: "SnapshotNewer",
      deniedBy: null,
      permission: null,
      scope: `state before ${collectedAt}`,
      message: "the snapshot is newer than the event; one taken before it would tell",
    });
  }

  function changedSince(what: string): Mark {
    return gaps.note(`changed-since:${what}`, {
      source: "document",
      reason: "ChangedSince",
      deniedBy: null,
      permission: null,
      scope: what,
      message: "a call between the snapshot and the event touched it; a snapshot taken between the two would tell",
    });
  }
}

const STATE_SOURCES = ["eventSource=iam.amazonaws.com", "eventSource=cloudtrail.amazonaws.com"];

export const SNAPSHOT_NEWER = "snapshot-newer-than-event";

/** The resource with some of its fields no longer known. */
const withoutFields = (resource: Resource, fields: ReadonlySet<string>, mark: Mark): Resource =>
  Object.fromEntries(Object.entries(resource).map(([name, value]) => [name, fields.has(name) ? mark : value]));

const nameOf = (resource: Resource): string => String(resource.name ?? resource.arn ?? resource.id ?? "");

function touchesSince(events: readonly document.Event[], sinceMs: number): Map<string, Touch[]> {
  const touches = new Map<string, Touch[]>();
  for (const event of events) {
    const atMs = instantOf(event.at) ?? Number.POSITIVE_INFINITY;
    if (atMs < sinceMs) continue;
    for (const { key, fields } of touchesOf(event)) {
      const known = touches.get(key);
      const touch = { atMs, eventId: event.id, fields };
      if (known) known.push(touch);
      else touches.set(key, [touch]);
    }
  }
  return touches;
}
