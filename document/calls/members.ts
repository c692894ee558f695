/** What the requests of calls hold, at every depth. The lists of most services are two megabytes, so that they are loaded apart. */

import { type InputType, TYPE_OF_MARK } from "./operations.ts";

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
  /** Of other values: what records have there; any where it is not known. */
  type: Extract<InputType, "text" | "number" | "boolean" | "any">;
  /** Of numbers: not only whole ones. */
  fraction: boolean;
  /** The texts that the model lists; null where it lists none. */
  values: readonly string[] | null;
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
  values: readonly string[];
  read: Map<number, RequestMembers>;
}

const services = new Map<string, Service>();

function serviceIn(line: string): Service {
  const known = services.get(line);
  if (known) return known;
  const [calls = "", structures = "", values = ""] = line.split("|");
  const service: Service = {
    calls: new Map(calls.split(" ").map(callIn)),
    structures: structures.split(";"),
    values: values.split(";"),
    read: new Map([[NONE, new Map()]]),
  };
  services.set(line, service);
  return service;
}

const NONE = -1;

/** The mark of numbers that need not be whole. */
const FRACTION = "^";

function callIn(text: string): [name: string, places: Record<CallSide, number>] {
  const [, name = "", input = NONE, output = NONE] = /^([^:>]+)(?::(\d+))?(?:>(\d+))?/.exec(text) ?? [];
  return [name, { input: Number(input), output: Number(output) }];
}

const memberIn =
  (values: readonly string[]) =>
  (text: string): [name: string, shape: MemberShape] => {
    const [, name = "", lists = "", mark = "", place, listed] = /^(\w+)(\**)([%?#~^])?(?::(\d+))?(?:=(\d+))?/.exec(text) ?? [];
    const fraction = mark === FRACTION;
    const type = fraction ? "number" : TYPE_OF_MARK.get(mark);
    return [
      name,
      {
        lists: lists.length,
        of: place !== undefined ? "structure" : type === "map" ? "map" : "scalar",
        type: type === "text" || type === "number" || type === "boolean" ? type : "any",
        fraction,
        values: listed === undefined ? null : (values[Number(listed)]?.split(",") ?? null),
        place: Number(place ?? NONE),
      },
    ];
  };

/** Members of a call's request; null for a call that the line lacks, and where its answer is not kept. */
export function requestMembers(line: string, call: string, side: CallSide = "input"): RequestMembers | null {
  const place = serviceIn(line).calls.get(call)?.[side];
  return place === undefined || (side === "output" && place === NONE) ? null : structureMembers(line, place);
}

/** Members of a structure within a request or an answer, by its place. */
export function structureMembers(line: string, place: number): RequestMembers {
  const { structures, values, read } = serviceIn(line);
  const known = read.get(place);
  if (known) return known;
  const members = new Map((structures[place] ?? "").split(" ").filter(Boolean).map(memberIn(values)));
  read.set(place, members);
  return members;
}
