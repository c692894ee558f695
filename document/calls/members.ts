/** What the requests of calls hold, at every depth. The lists of most services are two megabytes, so that they are loaded apart. */

/** Services that most rules are about, by event source without .amazonaws.com. */
export const NEAR_SERVICES: readonly string[] = [
  "access-analyzer",
  "account",
  "cloudtrail",
  "iam",
  "identitystore",
  "kms",
  "organizations",
  "s3",
  "sso",
  "sts",
];

/** What a member of a request or an answer is: a list of so many levels (0: none) of structures, maps, or other values. */
export interface MemberShape {
  lists: number;
  of: "structure" | "map" | "scalar";
  /** Of a structure: its place in the service's table. */
  place: number;
}

/** Members of a structure. */
export type RequestMembers = ReadonlyMap<string, MemberShape>;

/** Which side of a call: what it takes, or what it gives. */
export type CallSide = "input" | "output";

/** Lines of the lists by event source; a source of several services has several. */
export const requestLines = (text: string): [source: string, line: string][] =>
  text.split("\n").flatMap((line) => {
    const bar = line.indexOf("|");
    return bar < 0
      ? []
      : line
          .slice(0, bar)
          .split(",")
          .map((source): [string, string] => [source, line.slice(bar + 1)]);
  });

interface Service {
  /** Places of each call's input and answer; of those that it lacks, or that are not kept, -1. */
  calls: ReadonlyMap<string, Record<CallSide, number>>;
  structures: readonly string[];
  read: Map<number, RequestMembers>;
}

const services = new Map<string, Service>();

function serviceIn(line: string): Service {
  const known = services.get(line);
  if (known) return known;
  const bar = line.indexOf("|");
  const calls = new Map(line.slice(0, bar).split(" ").map(callIn));
  const service: Service = { calls, structures: line.slice(bar + 1).split(";"), read: new Map([[NONE, new Map()]]) };
  services.set(line, service);
  return service;
}

const NONE = -1;

function callIn(text: string): [name: string, places: Record<CallSide, number>] {
  const [, name = "", input = NONE, output = NONE] = /^([^:>]+)(?::(\d+))?(?:>(\d+))?/.exec(text) ?? [];
  return [name, { input: Number(input), output: Number(output) }];
}

function memberIn(text: string): [name: string, shape: MemberShape] {
  const [, name = "", lists = "", map, place] = /^([^:*%]+)(\**)(%)?(?::(\d+))?/.exec(text) ?? [];
  const of = place !== undefined ? "structure" : map !== undefined ? "map" : "scalar";
  return [name, { lists: lists.length, of, place: Number(place ?? NONE) }];
}

/** Members of a call's request; null for a call that the line lacks, and where its answer is not kept. */
export function requestMembers(line: string, call: string, side: CallSide = "input"): RequestMembers | null {
  const place = serviceIn(line).calls.get(call)?.[side];
  return place === undefined || (side === "output" && place === NONE) ? null : structureMembers(line, place);
}

/** Members of a structure within a request or an answer, by its place. */
export function structureMembers(line: string, place: number): RequestMembers {
  const { structures, read } = serviceIn(line);
  const known = read.get(place);
  if (known) return known;
  const members = new Map((structures[place] ?? "").split(" ").filter(Boolean).map(memberIn));
  read.set(place, members);
  return members;
}
