import { EXTRA_EVENTS, EXTRA_FIELDS, EXTRA_RESPONSE_FIELDS } from "./extra-events.ts";
import { EVENT_NAMES_SOURCE, FIELDS, NAMES } from "./generated/names.ts";
import { apiOperations } from "./operations.ts";

/** The names of all calls that AWS records, by event source without .amazonaws.com. The lists are long: loaded by `loadCallNames` and not before. */
export interface CallNames {
  /** Where and when the names were taken, for messages. */
  origin: string;
  /** Lists of names parted by blanks, of each source. */
  lists: ReadonlyMap<string, readonly string[]>;
  /** Fields of a call's parameters and of its answer; null where they are not known well enough to say. */
  fields: (source: string, name: string) => { requestParameters: ReadonlySet<string>; responseElements: ReadonlySet<string> } | null;
}

/** Services whose records were seen to hold their members' names with a small first letter, and nothing else. */
const WITH_FIELDS = new Set(["cloudtrail", "iam", "kms", "sts"]);

export function callNames(): CallNames {
  const lists = new Map<string, string[]>();
  const add = (source: string, names: string): void => {
    const known = lists.get(source);
    if (known) known.push(names);
    else lists.set(source, [names]);
  };
  for (const { service, name } of apiOperations()) add(service, name);
  for (const line of `${NAMES}${EXTRA_EVENTS}`.split("\n")) {
    const colon = line.indexOf(": ");
    if (colon > 0) for (const source of line.slice(0, colon).split(",")) add(source, line.slice(colon + 2));
  }
  let members: Map<string, [input: readonly string[], output: readonly string[]]> | null = null;
  return {
    origin: `the API models of the AWS SDK and of botocore ${EVENT_NAMES_SOURCE.botocore}, taken on ${EVENT_NAMES_SOURCE.madeOn}`,
    lists,
    fields: (source, name) => {
      if (!WITH_FIELDS.has(source)) return null;
      members ??= allMembers();
      const own = members.get(`${source} ${name}`);
      if (!own) return null;
      const [input, output] = own;
      return {
        requestParameters: new Set([...input, ...EXTRA_FIELDS]),
        responseElements: new Set([...output, ...EXTRA_FIELDS, ...(EXTRA_RESPONSE_FIELDS[source] ?? [])]),
      };
    },
  };
}

function allMembers(): Map<string, [readonly string[], readonly string[]]> {
  const members = new Map<string, [readonly string[], readonly string[]]>();
  for (const { service, name, input, output } of apiOperations()) members.set(`${service} ${name}`, [input, output]);
  for (const line of FIELDS.split("\n")) {
    const [, service = "", name = "", input = "", output = ""] = /^(\S+) (\S+): ?(.*?) ?>(.*)$/.exec(line) ?? [];
    if (service !== "") members.set(`${service} ${name}`, [input.split(" ").filter(Boolean), output.split(" ").filter(Boolean)]);
  }
  return members;
}
