import { type CallSide, type RequestMembers, requestMembers, SLIP, scoredNames, structureMembers } from "../../../../document/index.ts";
import { type EventCatalogue, withoutVersion } from "./events.ts";

/** Services whose records were seen to hold the members of requests exactly as their API has them, with a small initial. */
const EXACT = ["cloudtrail", "iam", "kms", "sts"].map((service) => `${service}.amazonaws.com`);

/** Services whose requests are XML: their records need not have a list where the API has one. */
const XML = ["s3", "s3-control", "s3express", "cloudfront", "route53"].map((service) => `${service}.amazonaws.com`);

/** What stands in requests of records beside what the API takes. Source: Amazon S3 User Guide, "Amazon S3 CloudTrail log file entries". */
const BESIDE: Readonly<Record<string, readonly string[]>> = { "s3.amazonaws.com": ["bucketName", "Host", "key"] };
const EVERYWHERE = ["omitted", "originalSize", "reason", "page", "items"];

/** Stands in a path for the elements of the list before it. */
export const ELEMENT = "[]";

/** What a test does with the value at the end of a path: compares it with values, or looks at its elements. */
export type UseOfValue = "compared" | "elements" | "other";

/** A name in a path of requestParameters or responseElements that is not there in that way. */
export interface RequestFault {
  /** Its place in the path. */
  at: number;
  name: string;
  /** unknown: there is no such member. list, structure, value: it is that, and the path or the test takes it for something else. */
  is: "unknown" | "list" | "structure" | "value";
  /** Names that may have been meant, best first. */
  close: string[];
  /** Members of the structure that lacks the name, or that is not looked into; null where any name may be one. */
  members: string[] | null;
}

/** A path below a side of a call. */
export interface CallPath {
  side: CallSide;
  names: readonly string[];
  use: UseOfValue;
}

/**
 * The first name of a path that a call does not have so; null where there is none, or where nothing is known. Of most services only a slip of a known name
 * is one, and a list that is not taken for one: their records may hold members that no model has.
 */
export function requestFault(catalogue: EventCatalogue, source: string, event: string, path: CallPath): RequestFault | null {
  const lines = Object.hasOwn(catalogue.requests, source) ? (catalogue.requests[source] ?? []) : [];
  // A source of several services has a line of each: a path that one of them takes is right.
  const found = lines.map((line) => faultIn(line, source, withoutVersion(event), path));
  return found.includes("taken") ? null : (found.find((one) => typeof one === "object") ?? null);
}

function faultIn(line: string, source: string, call: string, { side, names, use }: CallPath): RequestFault | "taken" | "unknown" {
  const isExact = EXACT.includes(source);
  let members: RequestMembers | null = requestMembers(line, call, side);
  if (!members) return "unknown";
  for (let at = 0; at < names.length; ) {
    const name = names[at] ?? "";
    const known: string[] = [...members.keys(), ...(at === 0 && side === "input" ? (BESIDE[source] ?? []) : [])];
    const meant: string | undefined = known.find((one) => one === name) ?? (isExact ? undefined : known.find((one) => isSpelling(name, one)));
    if (meant === undefined) {
      // What the top of these services' requests and answers holds is checked by the lists of fields.
      if ((isExact && at === 0) || EVERYWHERE.includes(name) || known.length === 0) return "unknown";
      const close = scoredNames(name, known).filter(({ score }) => isExact || score <= SLIP);
      return !isExact && close.length === 0
        ? "unknown"
        : { at, name, is: "unknown", close: close.slice(0, 3).map(({ candidate }) => candidate), members: known };
    }
    const shape = members.get(meant);
    if (shape === undefined) return "taken";
    let next = at + 1;
    while (names[next] === ELEMENT) next += 1;
    const isLast = next === names.length;
    const depth = next - at - 1 + (isLast && use === "elements" ? 1 : 0);
    const within = shape.of === "map" ? null : shape.of === "structure" ? [...structureMembers(line, shape.place).keys()] : [];
    const fault = (is: RequestFault["is"]): RequestFault => ({ at, name, is, close: [], members: within });
    if (depth < shape.lists && (!isLast || use === "compared")) return XML.includes(source) ? "unknown" : fault("list");
    if (shape.of === "map") return "taken";
    if (isExact && depth > shape.lists) return fault(shape.of === "structure" ? "structure" : "value");
    if (isExact && shape.of === "scalar" && !isLast) return fault("value");
    if (isExact && shape.of === "structure" && isLast && use === "compared") return fault("structure");
    if (shape.of === "scalar") return "taken";
    members = structureMembers(line, shape.place);
    at = next;
  }
  return "taken";
}

/** Whether records may spell a member so: its initial in either case, and of a name that begins with several capitals any letter. */
function isSpelling(name: string, member: string): boolean {
  if (name.toLowerCase() !== member.toLowerCase()) return false;
  return name.slice(1) === member.slice(1) || /^[a-z][A-Z]/.test(member);
}
