import { arnParts, type document } from "../schemas/index.ts";
import { compareText } from "./canonical.ts";
import { booleanOf, listIn, textOf } from "./raw.ts";

type Management = document.ManagementEvents;
type Data = document.DataEvents;

/** What a trail records. */
export interface RecordedEvents {
  managementEvents: Management | null;
  allManagementEvents: boolean;
  dataEvents: Data[];
}

/** One selector of management events. A trail records an event when any one of its selectors takes it. */
interface ManagementSelector {
  reads: boolean;
  writes: boolean;
  excluded: string[];
  /** Whether it takes only some of these events, by name, user, session or source. */
  narrowed: boolean;
}

/**
 * Basic and advanced selectors reduced to one meaning; null when the answer holds neither, or what it holds cannot be understood.
 * Source: CloudTrail API Reference, EventSelector, AdvancedEventSelector, AdvancedFieldSelector.
 */
export function recordedBy(answer: unknown): RecordedEvents | null {
  const basic = listIn(answer, "EventSelectors");
  const advanced = listIn(answer, "AdvancedEventSelectors");
  if (basic.length > 0 === advanced.length > 0) return null;
  const management = basic.length > 0 ? basic.flatMap(basicManagement) : advanced.flatMap(advancedManagement);
  const data = basic.length > 0 ? basic.flatMap(basicData) : advanced.flatMap(advancedData);
  if (basic.length === 0 && !advanced.every((selector) => listIn(selector, "FieldSelectors").length > 0)) return null;
  const managementEvents = together(management);
  return { managementEvents, allManagementEvents: managementEvents !== null && isAll(managementEvents), dataEvents: merged(data) };
}

const isAll = ({ reads, writes, excludedSources, narrowed }: Management): boolean => reads && writes && excludedSources.length === 0 && !narrowed;

function basicManagement(selector: unknown): ManagementSelector[] {
  // Left out, it is true. Source: CloudTrail API Reference, EventSelector, IncludeManagementEvents.
  if (booleanOf(selector, "IncludeManagementEvents") === false) return [];
  return [{ ...readsAndWrites(selector), excluded: texts(listIn(selector, "ExcludeManagementEventSources")), narrowed: false }];
}

function readsAndWrites(selector: unknown): { reads: boolean; writes: boolean } {
  const type = textOf(selector, "ReadWriteType") ?? "All";
  return { reads: type !== "WriteOnly", writes: type !== "ReadOnly" };
}

/** A field of an advanced selector, with the values of its operators. */
interface FieldSelector {
  field: string;
  equals: string[];
  /** Values of NotEquals where that is the only operator; null otherwise. */
  notEquals: string[] | null;
}

function fieldsOf(selector: unknown): FieldSelector[] {
  return listIn(selector, "FieldSelectors").map((entry) => {
    const others = ["Equals", "StartsWith", "EndsWith", "NotStartsWith", "NotEndsWith"].some((operator) => listIn(entry, operator).length > 0);
    const notEquals = texts(listIn(entry, "NotEquals"));
    return { field: textOf(entry, "Field") ?? "", equals: texts(listIn(entry, "Equals")), notEquals: !others && notEquals.length > 0 ? notEquals : null };
  });
}

const isOf = (fields: FieldSelector[], category: string): boolean => fields.some(({ field, equals }) => field === "eventCategory" && equals.includes(category));

function byReadOnly(fields: FieldSelector[]): { reads: boolean; writes: boolean } {
  const values = fields.filter(({ field }) => field === "readOnly").map(({ equals }) => equals);
  return { reads: values.every((equals) => equals.includes("true")), writes: values.every((equals) => equals.includes("false")) };
}

function advancedManagement(selector: unknown): ManagementSelector[] {
  const fields = fieldsOf(selector);
  if (!isOf(fields, "Management")) return [];
  const others = fields.filter(({ field }) => field !== "eventCategory" && field !== "readOnly");
  const excluding = others.filter(({ field, notEquals }) => field === "eventSource" && notEquals !== null);
  return [{ ...byReadOnly(fields), excluded: excluding.flatMap(({ notEquals }) => notEquals ?? []), narrowed: others.length > excluding.length }];
}

function together(selectors: ManagementSelector[]): Management | null {
  const reads = covering(selectors.filter((selector) => selector.reads));
  const writes = covering(selectors.filter((selector) => selector.writes));
  if (!reads && !writes) return null;
  const excluded = [...(reads?.excluded ?? []), ...(writes?.excluded ?? [])];
  return {
    reads: reads !== null,
    writes: writes !== null,
    excludedSources: [...new Set(excluded)].sort(compareText),
    narrowed: Boolean(reads?.narrowed || writes?.narrowed),
  };
}

/** What several selectors leave out together: a source is left out when every one leaves it out. */
function covering(selectors: ManagementSelector[]): { excluded: string[]; narrowed: boolean } | null {
  const wide = selectors.filter((selector) => !selector.narrowed);
  const counted = wide.length > 0 ? wide : selectors;
  const [first, ...rest] = counted;
  if (!first) return null;
  return { excluded: first.excluded.filter((source) => rest.every((selector) => selector.excluded.includes(source))), narrowed: wide.length === 0 };
}

/** Whether a value of basic selectors is all resources of a type: the service's prefix. Source: CloudTrail API Reference, DataResource, Values; arn:aws:s3::: is seen too. */
function isEveryResourceOfType(value: string): boolean {
  const arn = arnParts(value);
  return arn !== null && arn.partition !== "" && ["s3", "lambda", "dynamodb"].includes(arn.service) && arn.region + arn.accountId + arn.resource === "";
}

function basicData(selector: unknown): Data[] {
  return listIn(selector, "DataResources").flatMap((resource) => {
    const values = texts(listIn(resource, "Values"));
    const resourceType = textOf(resource, "Type");
    if (resourceType === null || values.length === 0) return [];
    return [{ resourceType, ...readsAndWrites(selector), allResources: values.some((value) => isEveryResourceOfType(value)) }];
  });
}

function advancedData(selector: unknown): Data[] {
  const fields = fieldsOf(selector);
  if (!isOf(fields, "Data")) return [];
  const plain = new Set(["eventCategory", "readOnly", "resources.type"]);
  const allResources = fields.every(({ field }) => plain.has(field));
  const types = fields.filter(({ field }) => field === "resources.type").flatMap(({ equals }) => equals);
  return types.map((resourceType) => ({ resourceType, ...byReadOnly(fields), allResources }));
}

/** One entry for each type and reach: what covers all resources is kept apart from what covers some. */
function merged(entries: Data[]): Data[] {
  const byKey = new Map<string, Data>();
  for (const entry of entries) {
    const key = `${entry.resourceType} ${entry.allResources ? 0 : 1}`;
    const earlier = byKey.get(key);
    byKey.set(key, { ...entry, reads: entry.reads || Boolean(earlier?.reads), writes: entry.writes || Boolean(earlier?.writes) });
  }
  return [...byKey].sort(([a], [b]) => compareText(a, b)).map(([, entry]) => entry);
}

const texts = (values: unknown[]): string[] => values.filter((value) => typeof value === "string");
