import { readFileSync } from "node:fs";
import { normalizeRecords } from "../../../collectors/index.ts";
import { derive } from "../../../engine/evaluate/index.ts";
import { type document, isUnknown, type ReeveDocument } from "../../../schemas/index.ts";

export type JsonRecord = Record<string, unknown>;

/** Records of a fixture of ours, built from the pages that it names. */
export function fixtureRecords(name: string): JsonRecord[] {
  const file = new URL(`../../fixtures/cloudtrail/${name}.json`, import.meta.url);
  return (JSON.parse(readFileSync(file, "utf8")) as { Records: JsonRecord[] }).Records;
}

/** A record of a call by a role's session; `parts` replace members. */
export const record = (eventName: string, requestParameters: unknown, parts: JsonRecord = {}): JsonRecord => ({
  ...fixtureRecords("detach-group-policy")[0],
  eventName,
  requestParameters,
  ...parts,
});

/** A call that IAM denied, as CloudTrail records it. */
export const denied = (eventName: string, resource: string, parts: JsonRecord = {}): JsonRecord =>
  record(eventName, null, {
    errorCode: "AccessDenied",
    errorMessage: `User: arn:aws:iam::111122223333:user/anaya is not authorized to perform: iam:${eventName} on resource: ${resource} because no identity-based policy allows the iam:${eventName} action`,
    ...parts,
  });

export type DerivedEvent = Required<document.Event>;

/** Events as rules see them, and their gaps. */
export function derivedEvents(records: readonly unknown[]): { events: (DerivedEvent | document.Unknown)[]; gaps: Record<string, document.Gap> } {
  const { events, gaps } = derive(normalizeRecords(records) as unknown as ReeveDocument, ["event", "event.change.after"]);
  return { events: events as (DerivedEvent | document.Unknown)[], gaps };
}

/** The one event of a record, marks shown as `unknown: reason`, so that a test can name it whole. */
export function eventOf(value: JsonRecord): DerivedEvent {
  const { events, gaps } = derivedEvents([value]);
  const [event] = events;
  if (!event || isUnknown(event)) throw new Error("not a record");
  const { record: verbatim, ...derived } = event;
  return { ...(shown(derived, gaps) as Omit<DerivedEvent, "record">), record: verbatim };
}

function shown(value: unknown, gaps: Record<string, { reason: string }>): unknown {
  if (isUnknown(value)) return `unknown: ${gaps[value.$unknown]?.reason}`;
  if (Array.isArray(value)) return value.map((element) => shown(element, gaps));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shown(inner, gaps)]));
}
