import { MODELLED, OPERATIONS } from "./generated/operations.ts";

/** What a member of a call's input is; any: a time, a blob or the like, which can be written in several ways. */
export type InputType = "text" | "number" | "boolean" | "list" | "structure" | "map" | "any";

/** What stands behind a member's name in the list of operations. */
export const TYPE_MARKS: Readonly<Record<InputType, string>> = { text: "", number: "#", boolean: "?", list: "*", structure: "+", map: "%", any: "~" };

/** The type of each mark. */
export const TYPE_OF_MARK: ReadonlyMap<string, InputType> = new Map(Object.entries(TYPE_MARKS).map(([type, mark]) => [mark, type as InputType]));

/** An operation of the SDK's models: members as CloudTrail records spell them. */
export interface ApiOperation {
  service: string;
  name: string;
  input: readonly string[];
  /** Those of the input that AWS requires. */
  required: readonly string[];
  output: readonly string[];
  /** Of a member of the input. */
  typeOf: (member: string) => InputType;
}

let read: Map<string, ApiOperation> | null = null;

function all(): Map<string, ApiOperation> {
  if (read) return read;
  read = new Map();
  for (const line of OPERATIONS.split("\n")) {
    const [, service = "", name = "", input = "", output = ""] = /^(\S+) (\S+): ?(.*?) ?>(.*)$/.exec(line) ?? [];
    if (service === "") continue;
    const members = input.split(" ").filter(Boolean);
    const bare = (member: string): string => member.replace(/[^A-Za-z0-9_]+$/, "");
    read.set(`${service} ${name}`, {
      service,
      name,
      input: members.map(bare),
      required: members.filter((member) => member.endsWith("!")).map(bare),
      output: output.split(" ").filter(Boolean),
      typeOf: (member) => {
        const written = members.find((one) => bare(one) === member) ?? member;
        return TYPE_OF_MARK.get(written.slice(member.length).replace("!", "")) ?? "any";
      },
    });
  }
  return read;
}

/** Services whose operations the SDK's models give, by event source without .amazonaws.com. */
export const modelledServices: readonly string[] = MODELLED;

/** Every operation of those services. */
export const apiOperations = (): readonly ApiOperation[] => [...all().values()];

/** One of them; null where there is none. */
export const apiOperation = (service: string, name: string): ApiOperation | null => all().get(`${service} ${name}`) ?? null;
