import { type CallSide, type MemberShape, type RequestMembers, requestMembers, SLIP, scoredNames, structureMembers } from "../../../../document/index.ts";
import { type EventCatalogue, fieldsOf, withoutVersion } from "./events.ts";

/** Services whose records were seen to hold the members of requests exactly as their API has them, with a small initial. */
const EXACT = ["cloudtrail", "iam", "kms", "sts"].map((service) => `${service}.amazonaws.com`);

/**
 * Services whose records begin the names of a request with a small letter, as their public records and the examples of their guides do ("Logging … with AWS
 * CloudTrail"): of Auto Scaling autoScalingGroupName, of CloudFormation stackName, of AWS Config deliveryChannelName, of Elastic Load Balancing loadBalancerName,
 * of Organizations accountId, of SNS topicArn and subscriptionArn, where their APIs have capitals. The protocol of an API says nothing of it: records of Cost
 * Explorer, CloudShell, Security Hub and Resource Explorer were seen with capitals, as the API has them, and so were single members of EC2 and S3. A service is
 * listed where its guide or public records show it.
 */
const SMALL_INITIAL: ReadonlySet<string> = new Set(
  [
    ...["autoscaling", "bedrock", "cloudformation", "config", "dynamodb", "ecr", "eks", "elasticloadbalancing", "guardduty", "lambda", "logs"],
    ...["organizations", "rds", "rolesanywhere", "secretsmanager", "sns", "ssm"],
  ].map((service) => `${service}.amazonaws.com`),
);

/** Services whose requests are XML: their records need not have a list where the API has one. */
const XML = ["s3", "s3-control", "s3express", "cloudfront", "route53"].map((service) => `${service}.amazonaws.com`);

/** What stands in requests of records beside what the API takes. Source: Amazon S3 User Guide, "Amazon S3 CloudTrail log file entries". */
const BESIDE: Readonly<Record<string, readonly string[]>> = { "s3.amazonaws.com": ["bucketName", "Host", "key"] };

/**
 * The same of single calls: what the assertion of a sign-in by SAML says stands in the request. Source: IAM User Guide, "Logging IAM and AWS STS API calls
 * with AWS CloudTrail", example of AssumeRoleWithSAML.
 */
const BESIDE_IN_CALLS: Readonly<Record<string, readonly string[]>> = {
  "sts.amazonaws.com AssumeRoleWithSAML": ["sAMLAssertionID", "roleSessionName", "sourceIdentity", "principalTags", "transitiveTagKeys"],
};

/** Names of members that records have in place of the API's. Source: the same page; all public records of buckets. */
const RENAMED: Readonly<Record<string, Readonly<Record<string, string>>>> = { "s3.amazonaws.com": { bucket: "bucketName" } };

/** Services whose calls are recorded under the source of another too, under names of their own: they say nothing of calls that the other has itself. */
const SECOND: Readonly<Record<string, string>> = { "s3.amazonaws.com": "s3-control.amazonaws.com" };

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
  /**
   * unknown: there is no such member. list, structure, value: it is that, and the path or the test takes it for something else. items: it is an object that
   * holds the list as `items`.
   */
  is: "unknown" | "list" | "structure" | "value" | "items";
  /** Names that may have been meant, best first. */
  close: string[];
  /** Members of the structure that lacks the name, or that is not looked into; null where any name may be one. */
  members: string[] | null;
}

/** The side of a call that a part of its record holds. */
export const sideOf = (part: "requestParameters" | "responseElements"): CallSide => (part === "requestParameters" ? "input" : "output");

/** A path below a side of a call. */
export interface CallPath {
  side: CallSide;
  names: readonly string[];
  use: UseOfValue;
}

/** What a call has at a path: a fault, the shape of the member there (null: any may be there), or `unknown`. */
type Found = { fault: RequestFault } | { shape: MemberShape | null } | "unknown";

/** A call and the source that records it. */
export interface CallOfSource {
  source: string;
  name: string;
}

/**
 * The first name of a path that none of the calls has so; null where one may have it, or where nothing is known. Of most services only a slip of a known name
 * is one, and a list that is not taken for one: their records may hold members that no model has.
 */
export function requestFault(catalogue: EventCatalogue, calls: readonly CallOfSource[], path: CallPath): RequestFault | null {
  const faults: RequestFault[] = [];
  let isCertain = true;
  for (const call of calls) {
    const found = foundIn(catalogue, call, path);
    if (found === "unknown") isCertain = false;
    else if ("fault" in found) faults.push(found.fault);
    else return null;
  }
  const [first] = faults;
  if (!first || (calls.length === 1 && isCertain)) return first ?? null;
  if (first.is !== "unknown") return isCertain ? first : null;
  const known = new Set(faults.flatMap(({ at, members }) => (at === first.at ? (members ?? []) : [])));
  const close = scoredNames(first.name, known);
  // What one call is known to lack another, of which less is known, may have, unless it is a slip.
  if (!isCertain && !close.some(({ candidate }) => isSlip(first.name, candidate, calls.length > FEW))) return null;
  return { ...first, close: close.slice(0, 3).map(({ candidate }) => candidate), members: calls.length > 1 ? [] : first.members };
}

/** What the calls have at a path, each of those that have it; null where one may have anything there. */
export function shapesAt(catalogue: EventCatalogue, calls: readonly CallOfSource[], path: CallPath): readonly MemberShape[] | null {
  const shapes: MemberShape[] = [];
  for (const call of calls) {
    const found = foundIn(catalogue, call, path);
    if (found === "unknown") return null;
    if ("fault" in found) continue;
    if (found.shape === null) return null;
    shapes.push(found.shape);
  }
  return shapes;
}

/** Names of so many calls are close to many a text. */
const FEW = 20;

/** Whether a name is a slip of another. `strict`: in its letters' case, or one letter of a long name that is no plural. */
function isSlip(name: string, known: string, strict: boolean): boolean {
  const [scored] = scoredNames(name, [known]);
  if (!scored || scored.score > (strict ? 1 : SLIP)) return false;
  return !strict || scored.score === 0 || (name.length >= MIN_STRICT_CHARACTERS && !isPluralOf(name, known) && !isPluralOf(known, name));
}

const MIN_STRICT_CHARACTERS = 7;
const isPluralOf = (one: string, other: string): boolean => one.toLowerCase() === `${other.toLowerCase()}s`;

function foundIn(catalogue: EventCatalogue, { source, name }: CallOfSource, path: CallPath): Found {
  const call = withoutVersion(name);
  // A source of several services has a line of each: a path that one of them takes is right.
  const found = linesOf(catalogue, source, call, path.side).map((line) => foundInLine(line, source, call, path, topFields(catalogue, source, call, path)));
  const taken = found.find((one) => one !== "unknown" && "shape" in one);
  return taken ?? found.find((one) => one !== "unknown") ?? topFault(catalogue, source, call, path) ?? "unknown";
}

const requestsOf = ({ requests }: EventCatalogue, source: string): readonly string[] => (Object.hasOwn(requests, source) ? (requests[source] ?? []) : []);

/** A line of a source, and whether it is of the service itself. */
interface ServiceLine {
  line: string;
  isOwn: boolean;
}

function linesOf(catalogue: EventCatalogue, source: string, call: string, side: CallSide): readonly ServiceLine[] {
  const second = SECOND[source];
  const theirs = second === undefined ? [] : requestsOf(catalogue, second);
  const lines = requestsOf(catalogue, source).flatMap((line) => (requestMembers(line, call, side) === null ? [] : [{ line, isOwn: !theirs.includes(line) }]));
  const own = lines.filter(({ isOwn }) => isOwn);
  return own.length > 0 ? own : lines;
}

/** What the top of requests and answers holds is known of some services, beside their members. */
const topFields = (catalogue: EventCatalogue, source: string, call: string, { side }: CallPath): readonly string[] | null =>
  fieldsOf(catalogue, source, call, side === "input" ? "requestParameters" : "responseElements");

function topFault(catalogue: EventCatalogue, source: string, call: string, path: CallPath): Found | null {
  const fields = topFields(catalogue, source, call, path);
  const [name = ""] = path.names;
  if (fields === null) return null;
  return fields.some((one) => one === name || isCapitals(name, one)) ? { shape: null } : missing(0, name, fields, nearest(name, fields));
}

const missing = (at: number, name: string, members: readonly string[], close: readonly string[]): Found => ({
  fault: { at, name, is: "unknown", close: close.slice(0, 3), members: members.filter((one) => !EVERYWHERE.includes(one)) },
});

const nearest = (name: string, known: Iterable<string>): string[] => scoredNames(name, known).map(({ candidate }) => candidate);

function foundInLine({ line, isOwn }: ServiceLine, source: string, call: string, { side, names, use }: CallPath, top: readonly string[] | null): Found {
  const isExact = EXACT.includes(source);
  const renamed = side === "input" && isOwn ? (RENAMED[source] ?? {}) : {};
  let members: RequestMembers | null = requestMembers(line, call, side);
  if (!members) return "unknown";
  for (let at = 0; at < names.length; ) {
    const name = names[at] ?? "";
    const beside = at > 0 ? [] : [...(side === "input" ? [...(BESIDE[source] ?? []), ...(BESIDE_IN_CALLS[`${source} ${call}`] ?? [])] : []), ...(top ?? [])];
    const known: string[] = [...[...members.keys()].map((one) => (at === 0 ? (renamed[one] ?? one) : one)), ...beside];
    const isSpelt = isExact && at > 0 ? () => false : (one: string) => isSpelling(name, one);
    const isSmall = at === 0 && (isExact || (side === "input" && SMALL_INITIAL.has(source)));
    const meant: string | undefined = known.find((one) => one === name) ?? known.find(isSmall ? (one) => isCapitals(name, one) : isSpelt);
    if (meant === undefined) {
      if (EVERYWHERE.includes(name)) return { shape: null };
      const isHeld = names[at + 1] === ELEMENT || (at + 1 === names.length && use === "elements");
      if (source === EC2 && at === 0 && /[a-z]Set$/.test(name) && isHeld) return { fault: { at, name, is: "items", close: [], members: null } };
      if (known.length === 0) return "unknown";
      const inPlace = at === 0 && members.has(name) ? renamed[name] : undefined;
      if (inPlace !== undefined) return missing(at, name, known, [inPlace]);
      const isPluralHere = (one: string): boolean => at > 0 && isPluralOf(name, one) && members?.get(one)?.of === "scalar";
      const close = isExact ? nearest(name, known) : nearest(name, known).filter((one) => isSlip(name, one, source === EC2) || isPluralHere(one));
      return !isExact && close.length === 0 ? "unknown" : missing(at, name, known, close);
    }
    const shape = members.get(meant);
    if (shape === undefined) return { shape: null };
    const first = at + (source === EC2 && shape.lists > 0 && names[at + 1] === "items" ? 2 : 1);
    let next = first;
    while (names[next] === ELEMENT) next += 1;
    const isLast = next === names.length;
    const depth = next - first + (isLast && use === "elements" ? 1 : 0);
    const within = shape.of === "map" ? null : shape.of === "structure" ? [...structureMembers(line, shape.place).keys()] : [];
    const fault = (is: RequestFault["is"]): Found => ({ fault: { at, name, is, close: [], members: within } });
    if (source === EC2 && shape.lists > 0 && first === at + 1 && (depth > 0 || !isLast) && !EVERYWHERE.includes(names[next] ?? "")) return fault("items");
    if (depth < shape.lists && (!isLast || use === "compared")) return XML.includes(source) || source === EC2 ? "unknown" : fault("list");
    if (shape.of === "map") return { shape: isLast ? shape : null };
    if (isExact && depth > shape.lists) return fault(shape.of === "structure" ? "structure" : "value");
    if (isExact && shape.of === "scalar" && !isLast) return fault("value");
    if (isExact && shape.of === "structure" && isLast && use === "compared") return fault("structure");
    if (shape.of === "scalar" || isLast) return { shape: isLast ? shape : null };
    members = structureMembers(line, shape.place);
    at = next;
  }
  return { shape: null };
}

/**
 * Its records have lists as `{ items: … }`, and some members under names of their own. Source: Amazon EC2 API Reference, "Log Amazon EC2 API calls using AWS
 * CloudTrail", and all public records.
 */
const EC2 = "ec2.amazonaws.com";

/** Of a name that begins with several capitals records were seen with any of its letters small. */
const isCapitals = (name: string, member: string): boolean => name.toLowerCase() === member.toLowerCase() && /^[a-z][A-Z]/.test(member);

/** Whether records may spell a member so: its initial in either case, and of a name that begins with several capitals any letter. */
function isSpelling(name: string, member: string): boolean {
  return (name.slice(1) === member.slice(1) && name.toLowerCase() === member.toLowerCase()) || isCapitals(name, member);
}
