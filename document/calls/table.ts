import { OWN_ACCOUNT, READ_VERBS, ROWS } from "./generated/rows.ts";
import type { CallEffect, CallRow, ReplacedMember, RequestStyle, Restriction } from "./row.ts";

/** A row as it is kept: what most rows lack is left out. */
interface KeptRow {
  target?: { kind: NonNullable<CallRow["target"]>["kind"]; by?: string };
  impliedCaller?: true;
  about?: { parameter: string; services?: readonly string[] };
  successProves?: CallRow["successProves"];
  leaves?: CallRow["leaves"];
  mayChange?: (Omit<CallEffect, "which" | "fields" | "existence"> & Partial<Pick<CallEffect, "fields" | "existence">> & { which: KeptSelector })[];
  restriction?: Omit<Restriction, "names"> & Partial<Pick<Restriction, "names">>;
  document?: string;
  request?: Exclude<RequestStyle, Replaces> | (Omit<Replaces, "fields"> & { fields?: readonly ReplacedMember[] });
}
type Replaces = Extract<RequestStyle, { style: "replaces" }>;
type KeptSelector = Exclude<CallEffect["which"], { by: "parameter" }> | { by: "parameter"; parameter: string; optional?: true };

let kept: Map<string, Map<string, string | CallRow>> | null = null;

/** The rows by service and call. Each is JSON text until it is first read, because most are not. */
function table(): Map<string, Map<string, string | CallRow>> {
  if (kept) return kept;
  kept = new Map();
  for (const line of ROWS.split("\n")) {
    const [service = "", call = ""] = line.split(" ", 2);
    if (call === "") continue;
    const rows = kept.get(service) ?? new Map<string, string | CallRow>();
    rows.set(call, line.slice(service.length + call.length + 2));
    kept.set(service, rows);
  }
  return kept;
}

/** The service of an event source, as rows name it: without its domain, which in China has one label more. */
export const serviceOf = (eventSource: string): string => eventSource.replace(/\.amazonaws\.com(\.cn)?$/, "");

/** What a call does; null for one that has no row. */
export function callRow(eventSource: string, eventName: string): CallRow | null {
  const rows = table().get(serviceOf(eventSource));
  const row = rows?.get(eventName);
  if (rows === undefined || row === undefined) return null;
  if (typeof row !== "string") return row;
  const read = whole(JSON.parse(row) as KeptRow);
  rows.set(eventName, read);
  return read;
}

function whole({ target, impliedCaller, about, successProves, leaves, mayChange, restriction, document, request }: KeptRow): CallRow {
  return {
    target: target ? { kind: target.kind, by: target.by ?? null } : null,
    impliedCaller: impliedCaller ?? false,
    about: about ? { parameter: about.parameter, services: about.services ?? [] } : null,
    successProves: successProves ?? [],
    leaves: leaves ?? [],
    mayChange: (mayChange ?? []).map(({ kind, which, fields, existence, ...rest }) => ({
      kind,
      which: which.by === "parameter" ? { ...which, optional: which.optional ?? false } : which,
      fields: fields ?? null,
      existence: existence ?? null,
      ...rest,
    })),
    restriction: restriction ? { ...restriction, names: restriction.names ?? [] } : null,
    document: document ?? null,
    request: request?.style === "replaces" ? { ...request, fields: request.fields ?? [] } : (request ?? null),
  };
}

/**
 * Calls with rows that records rightly call read-only: those of STS and of sign-in, unless they change something, and queries of CloudTrail Lake, whose
 * statements can only read events, although the Service Authorization Reference gives both calls the access level Write.
 * Source: CloudTrail User Guide, "CloudTrail Lake SQL constraints":
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/query-limitations.html
 */
const RECORDED_AS_READS = /^(?:(?:sts|signin):|cloudtrail:(?:Start|Cancel)Query$)/;

/** Whether a call is known to change something, whatever a record says of it: by its row, or by its verb where the service has none. */
export function isWriteCall(eventSource: string, eventName: string): boolean {
  const service = serviceOf(eventSource);
  const row = callRow(eventSource, eventName);
  if (row && RECORDED_AS_READS.test(`${service}:${eventName}`)) return row.mayChange.length > 0;
  return row !== null || (!table().has(service) && !isReadCall(eventName));
}

/** Services that have rows, and the calls of one that have. */
export const servicesWithRows = (): string[] => [...table().keys()];
export const callsWithRows = (service: string): string[] => [...(table().get(service)?.keys() ?? [])];

const READ = new RegExp(`^(${READ_VERBS.join("|")})(?![a-z])`);

/** Whether a call changes nothing, by its verb: every other one of a service that has rows may, unless its row says what. */
export const isReadCall = (eventName: string): boolean => READ.test(eventName);

/** Whether calls of a service change nothing outside the account of their record. */
export const staysInAccount = (eventSource: string): boolean => OWN_ACCOUNT.includes(serviceOf(eventSource));

const everything = new Map<string, CallEffect[]>();

/** What all calls of a service together may change: what a write call without a row may have. None for a service without rows. */
export function everythingOf(eventSource: string): readonly CallEffect[] {
  const service = serviceOf(eventSource);
  const known = everything.get(service);
  if (known) return known;
  const fields = new Map<CallEffect["kind"], Set<string> | null>();
  const used = new Set<CallEffect["kind"]>();
  for (const call of callsWithRows(service)) {
    for (const effect of callRow(service, call)?.mayChange ?? []) {
      const sofar = fields.get(effect.kind);
      if (effect.existence === "used") used.add(effect.kind);
      if (effect.fields === null || sofar === null) fields.set(effect.kind, null);
      else fields.set(effect.kind, new Set([...(sofar ?? []), ...effect.fields]));
    }
  }
  const existence = (kind: CallEffect["kind"]): CallEffect["existence"] => (fields.get(kind) === null ? "either" : used.has(kind) ? "used" : null);
  const all = [...fields].map(([kind, some]): CallEffect => ({ kind, which: { by: "all" }, fields: some && [...some], existence: existence(kind) }));
  everything.set(service, all);
  return all;
}
