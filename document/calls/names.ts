import { EXTRA_EVENTS, EXTRA_FIELDS, EXTRA_RESPONSE_FIELDS } from "./extra-events.ts";
import { MEMBERS_NEAR } from "./generated/members-near.ts";
import { EVENT_NAMES_SOURCE, FIELDS, NAMES } from "./generated/names.ts";
import { PERMISSIONS } from "./generated/permissions.ts";
import { requestLines } from "./members.ts";
import { apiOperations } from "./operations.ts";

/** Members of a call's parameters and of its answer, as records write them. */
export interface CallFields {
  requestParameters: string[];
  responseElements: string[];
}

/** The names of all calls that AWS records, as far as they are known, by event source without .amazonaws.com. The lists are long: loaded by `loadCallNames` and not before. */
export interface CallNames {
  /** Where and when the names were taken, for messages. */
  origin: string;
  /** Names of the calls of each source; `*` stands among them where others are recorded too. */
  names: Record<string, string[]>;
  /** By source and by name; a call that is not among them has fields that are not known well enough to say. */
  fields: Record<string, Record<string, CallFields>>;
  /** What requests hold at every depth, by source: lines that `requestMembers` reads. */
  requests: Record<string, string[]>;
}

/** Services whose records were seen to hold their members' names with a small first letter, and nothing else. */
const WITH_FIELDS = ["cloudtrail", "iam", "kms", "sts"];

/** `far`: the lists of the services that few rules are about. */
export function callNames(far = ""): CallNames {
  const names = new Map<string, string[]>();
  const add = (source: string, more: readonly string[]): void => {
    const known = names.get(source);
    if (known) known.push(...more);
    else names.set(source, [...more]);
  };
  for (const { service, name } of apiOperations()) add(service, [name]);
  for (const line of `${NAMES}${EXTRA_EVENTS}${PERMISSIONS}`.split("\n")) {
    const colon = line.indexOf(": ");
    if (colon > 0) for (const source of line.slice(0, colon).split(",")) add(source, line.slice(colon + 2).split(" "));
  }
  return {
    origin: `API models of AWS, the Service Authorization Reference and documented events, as of ${EVENT_NAMES_SOURCE.madeOn}`,
    names: Object.fromEntries(names),
    fields: knownFields(),
    requests: requestsIn(`${MEMBERS_NEAR}${far}`),
  };
}

function requestsIn(text: string): CallNames["requests"] {
  const requests = new Map<string, string[]>();
  for (const [source, line] of requestLines(text)) requests.set(source, [...(requests.get(source) ?? []), line]);
  return Object.fromEntries(requests);
}

function knownFields(): CallNames["fields"] {
  const fields = new Map<string, Record<string, CallFields>>(WITH_FIELDS.map((source) => [source, {}]));
  const set = (source: string, name: string, input: readonly string[], output: readonly string[]): void => {
    const calls = fields.get(source);
    if (!calls) return;
    calls[name] = {
      requestParameters: [...new Set([...input, ...EXTRA_FIELDS])],
      responseElements: [...new Set([...output, ...EXTRA_FIELDS, ...(EXTRA_RESPONSE_FIELDS[source] ?? [])])],
    };
  };
  for (const { service, name, input, output } of apiOperations()) set(service, name, input, output);
  for (const line of FIELDS.split("\n")) {
    const [, service = "", name = "", input = "", output = ""] = /^(\S+) (\S+): ?(.*?) ?>(.*)$/.exec(line) ?? [];
    if (service !== "") set(service, name, input.split(" ").filter(Boolean), output.split(" ").filter(Boolean));
  }
  return Object.fromEntries(fields);
}
