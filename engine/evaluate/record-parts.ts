import { member, objectOf, type Raw } from "../../document/index.ts";
import type { document } from "../../schemas/index.ts";

/** Texts of a record's request and answer: null where there is none, undefined where the record leaves out what would hold it. */
export interface RecordParts {
  requested: (parameter: string) => string | null | undefined;
  /** By a dotted path below responseElements. */
  answered: (path: string) => string | null | undefined;
  /** A list of the request as it stands; undefined where there is none or the record leaves out part of it. */
  requestedList: (parameter: string) => readonly unknown[] | undefined;
}

export function recordParts({ record, unknownPaths }: document.Event): RecordParts {
  const parts = new Map<string, Raw | null | undefined>();
  const part = (name: string): Raw | null | undefined => {
    if (!parts.has(name)) parts.set(name, objectOf(member(record, name)));
    return parts.get(name);
  };
  const find = (name: string, path: string): unknown => {
    const whole = `${name}.${path}`;
    if (unknownPaths.some((unknown) => whole === unknown.path || whole.startsWith(`${unknown.path}.`))) return undefined;
    const object = part(name);
    return object === undefined ? undefined : (path.split(".").reduce<unknown>(member, object) ?? null);
  };
  const read = (name: string, path: string): string | null | undefined => {
    const found = find(name, path);
    if (found === null || found === "") return null;
    return typeof found === "string" ? found : undefined;
  };
  return {
    requested: (parameter) => read("requestParameters", parameter),
    answered: (path) => read("responseElements", path),
    requestedList: (parameter) => {
      const below = `requestParameters.${parameter}.`;
      const found = unknownPaths.some(({ path }) => path.startsWith(below)) ? undefined : find("requestParameters", parameter);
      return Array.isArray(found) ? found : undefined;
    },
  };
}
