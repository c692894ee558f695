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

/** Members of a structure, each with the place of its own structure in the service's table; null for a member that has none. */
export type RequestMembers = ReadonlyMap<string, number | null>;

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
  /** Place of each call's input; -1 for a call that takes nothing. */
  calls: ReadonlyMap<string, number>;
  structures: readonly string[];
  read: Map<number, RequestMembers>;
}

const services = new Map<string, Service>();

function serviceIn(line: string): Service {
  const known = services.get(line);
  if (known) return known;
  const bar = line.indexOf("|");
  const calls = new Map(line.slice(0, bar).split(" ").map(placed));
  const service: Service = { calls, structures: line.slice(bar + 1).split(";"), read: new Map([[NO_INPUT, new Map()]]) };
  services.set(line, service);
  return service;
}

const NO_INPUT = -1;

function placed(text: string): [name: string, place: number] {
  const colon = text.indexOf(":");
  return colon < 0 ? [text, NO_INPUT] : [text.slice(0, colon), Number(text.slice(colon + 1))];
}

/** Members of a call's request, or of a structure within it by its place; null for a call that the line lacks. */
export function requestMembers(line: string, call: string, within?: number): RequestMembers | null {
  const { calls, structures, read } = serviceIn(line);
  const place = within ?? calls.get(call);
  if (place === undefined) return null;
  const known = read.get(place);
  if (known) return known;
  const members = new Map(
    (structures[place] ?? "")
      .split(" ")
      .filter(Boolean)
      .map(placed)
      .map(([name, at]) => [name, at === NO_INPUT ? null : at] as const),
  );
  read.set(place, members);
  return members;
}
