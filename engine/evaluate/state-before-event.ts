import { instantOf, isUnknownMark, type UnknownMark } from "../../document/index.ts";
import { type document, type Gap, isUnknown, type ReeveDocument, type ResourceKind, TABLE } from "../../schemas/index.ts";
import type { Resource, StateBefore } from "../language/index.ts";
import type { EvaluationGaps } from "./evaluation-gaps.ts";
import { WHOLE, withMarks } from "./fields-unknown.ts";
import { readingSpans } from "./reading-spans.ts";
import { type Stale, staleSince } from "./stale.ts";
import { keysOf, listKey, PRESENCE } from "./touch-keys.ts";
import { unseenFields } from "./unseen.ts";

/** Gaps that hide records: of files or regions that could not be read, and of a list that may hold more. */
export function hidingGaps(document: ReeveDocument): string[] {
  const { events } = document;
  if (isUnknown(events)) return [events.$unknown];
  const last = events.at(-1);
  const ids = Object.entries(document.gaps).flatMap(([id, gap]) => (hidesRecords(gap) ? [id] : []));
  return isUnknown(last) ? [...new Set([...ids, last.$unknown])] : ids;
}

/**
 * A part that CloudTrail cut off a record hides no record; a file longer than was read does. Records of one eventID that differ show that the log is not as
 * CloudTrail wrote it, so that others may be missing.
 */
const hidesRecords = ({ source, reason }: Gap): boolean =>
  source === "cloudtrail:LookupEvents" || reason === "FileBroken" || reason === (source === "CloudTrail record" ? "Inconsistent" : "Truncated");

/** Makes the gate of each event: what the snapshot may say of the moment before it. */
export function stateBeforeEvents(
  reeveDocument: ReeveDocument,
  events: readonly document.Event[],
  gaps: EvaluationGaps,
): (event: document.Event) => StateBefore {
  const { account, collectedAt } = reeveDocument;
  const collectedMs = instantOf(collectedAt) ?? Number.POSITIVE_INFINITY;
  // Only these record what changes the state of IAM and of trails: a gap that does not hide them hides no change.
  const hiding = hidingGaps(reeveDocument).find((id) => !STATE_SOURCES.every((source) => reeveDocument.gaps[id]?.covers?.includes(source)));
  const hidden: UnknownMark | null = hiding === undefined ? null : { $unknown: hiding };
  const unseen = unseenFields(reeveDocument, hidingGaps(reeveDocument));
  let stale: Stale | null = null;

  return (event) => {
    const atMs = instantOf(event.at) ?? Number.NEGATIVE_INFINITY;
    const foreign = foreignMark(event.accountId);
    const closed = foreign ?? (collectedMs > atMs ? snapshotNewer() : hidden);
    const sinceSnapshot = (): Stale => {
      stale ??= staleSince(events, isUnknown(account) ? "" : account.id, readingSpans(reeveDocument));
      return stale;
    };
    const staleAt = (keys: readonly string[], holder: unknown): ReadonlySet<string> | "all" => sinceSnapshot().fields(keys, atMs, event.id, holder);
    const asOf = (kind: ResourceKind, resource: Resource): Resource | UnknownMark => {
      // What only an apply will name is in no record by a name, and none that is there can be said to be about it.
      if (!isSingle(kind) && (isUnknownMark(resource.name) || isUnknownMark(resource.arn))) return changedSince(`${kind} ${nameOf(resource)}`);
      const hiddenHere = unseen.get(kind);
      const seen = hiddenHere ? withMarks(resource, hiddenHere) : resource;
      if (isUnknownMark(seen)) return seen;
      const fields = staleAt(keysOf(kind, resource), resource);
      if (fields !== "all" && fields.size === 0) return seen;
      const mark = changedSince(`${kind} ${nameOf(resource)}`);
      return fields === "all" ? mark : withMarks(seen, new Map([...fields].map((field) => [field, mark])));
    };
    const presence = (kind: ResourceKind, resource: Resource): UnknownMark | null => {
      const fields = staleAt(keysOf(kind, resource), resource);
      return fields !== "all" && fields.has(PRESENCE) ? changedSince(`${kind} ${nameOf(resource)}`) : null;
    };
    return {
      foreign,
      closed,
      asOf,
      presence,
      listAsOf: (list, values) => {
        const kind = TABLE.lists[list];
        if (kind === undefined || isUnknownMark(values) || !(unseen.has(kind) || sinceSnapshot().kinds.has(kind))) return values;
        const hiddenList = unseen.get(kind)?.get(WHOLE);
        if (hiddenList) return hiddenList;
        const known = values.map((value) => (isUnknownMark(value) ? value : asOf(kind, value as Resource)));
        if (staleAt([listKey(kind)], values) !== "all") return known;
        // What may be there no more is one of those that the list may hold besides.
        const sure = known.filter((value, at) => !isUnknownMark(value) && presence(kind, values[at] as Resource) === null);
        const mark = changedSince(list);
        return sure.length === 0 ? mark : [...sure, mark];
      },
    };
  };

  function foreignMark(recipient: string | null): UnknownMark | null {
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

  function snapshotNewer(): UnknownMark {
    return gaps.note(SNAPSHOT_NEWER, {
      source: "document",
      reason: "SnapshotNewer",
      deniedBy: null,
      permission: null,
      scope: `state before ${collectedAt}`,
      message: "the snapshot is newer than the event; one taken before it would show this",
    });
  }

  function changedSince(what: string): UnknownMark {
    return gaps.note(`changed-since:${what}`, {
      source: "document",
      reason: "ChangedSince",
      deniedBy: null,
      permission: null,
      scope: what,
      message: "a call changed it between its reading and the event, or while it was being read; a snapshot taken between the two shows it",
    });
  }
}

const STATE_SOURCES = ["eventSource=iam.amazonaws.com", "eventSource=cloudtrail.amazonaws.com"];

export const SNAPSHOT_NEWER = "snapshot-newer-than-event";

/** Kinds of which there is one: no call needs its name to be about it. */
const isSingle = (kind: ResourceKind): boolean => kind === "account" || kind === "root";

const nameOf = (resource: Resource): string => String([resource.name, resource.arn, resource.id].find((text) => typeof text === "string") ?? "");
