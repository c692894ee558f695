import { type RequestMembers, requestMembers, SLIP, scoredNames } from "../../../../document/index.ts";
import { type EventCatalogue, withoutVersion } from "./events.ts";

/** Services whose records were seen to hold the members of requests exactly as their API has them, with a small initial. */
const EXACT = ["cloudtrail", "iam", "kms", "sts"].map((service) => `${service}.amazonaws.com`);

/** What stands in requests of records beside what the API takes. Source: Amazon S3 User Guide, "Amazon S3 CloudTrail log file entries". */
const BESIDE: Readonly<Record<string, readonly string[]>> = { "s3.amazonaws.com": ["bucketName", "Host", "key"] };
const EVERYWHERE = ["omitted", "originalSize", "reason", "page", "items"];

/** A name in a path of requestParameters that the call does not take. */
export interface RequestFault {
  /** Its place in the path. */
  at: number;
  name: string;
  /** Names that may have been meant, best first. */
  close: string[];
}

/**
 * The first name of a path that the request of a call does not have; null where there is none, or where nothing is known. Of most services only a slip of
 * a known name is one: their records may hold members that no model has.
 */
export function requestFault(catalogue: EventCatalogue, source: string, event: string, path: readonly string[]): RequestFault | null {
  // What the top of these services' requests holds is checked with what their answers hold.
  if (path.length < 2 && EXACT.includes(source)) return null;
  const lines = Object.hasOwn(catalogue.requests, source) ? (catalogue.requests[source] ?? []) : [];
  // A source of several services has a line of each: a path that one of them takes is right.
  const found = lines.map((line) => faultIn(line, source, withoutVersion(event), path));
  return found.includes("taken") ? null : (found.find((one) => typeof one === "object") ?? null);
}

function faultIn(line: string, source: string, call: string, path: readonly string[]): RequestFault | "taken" | "unknown" {
  const isExact = EXACT.includes(source);
  let members: RequestMembers | null = requestMembers(line, call);
  if (!members) return "unknown";
  for (const [at, name] of path.entries()) {
    const known: string[] = [...members.keys(), ...(at === 0 ? (BESIDE[source] ?? []) : [])];
    const meant: string | undefined = known.find((one) => one === name) ?? (isExact ? undefined : known.find((one) => isSpelling(name, one)));
    if (meant === undefined) {
      if (EVERYWHERE.includes(name) || known.length === 0) return "unknown";
      const close = scoredNames(name, known).filter(({ score }) => isExact || score <= SLIP);
      const isOpen = isExact ? at === 0 : close.length === 0;
      return isOpen ? "unknown" : { at, name, close: close.slice(0, 3).map(({ candidate }) => candidate) };
    }
    const place: number | null = members.get(meant) ?? null;
    if (place === null) return "taken";
    members = requestMembers(line, call, place) ?? new Map();
  }
  return "taken";
}

/** Whether records may spell a member so: its initial in either case, and of a name that begins with several capitals any letter. */
function isSpelling(name: string, member: string): boolean {
  if (name.toLowerCase() !== member.toLowerCase()) return false;
  return name.slice(1) === member.slice(1) || /^[a-z][A-Z]/.test(member);
}
