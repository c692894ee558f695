import { isUnknownMark, member, nameKey, objectOf, type Postcondition, sameName } from "../../document/index.ts";
import type { document } from "../../schemas/index.ts";
import type { Resource } from "../language/index.ts";
import type { RecordParts } from "./record-parts.ts";
import { isNamed, namedValue, type Trace } from "./trace-values.ts";

/** Of what the event's change says of a policy or the password policy. */
export function traceOfContent({ field, value, content }: Postcondition, { event, parts }: { event: document.Event; parts: RecordParts }): Trace | null {
  const [, name = ""] = field.split(".");
  const after = (event.change as unknown as Resource)[(content ?? value).slice("change.".length)];
  if (typeof after !== "object" || after === null) return null;
  const hasIt = isPolicyContent(after) ? (found: unknown): boolean => isSameContent(found, after) : (found: unknown): boolean => isSameObject(found, after);
  if (content === undefined) return { part: "", isShownBy: (holder) => hasIt(contentIn(holder, name)) };
  const named = namedValue(value, parts);
  if (typeof named !== "string") return null;
  const isShownBy = (holder: unknown): boolean => {
    const list: unknown = (holder as Resource)[name];
    return Array.isArray(list) && list.some((member) => isNamed(member, named) && hasIt(member));
  };
  return { part: ` ${nameKey(named)}`, isShownBy };
}

/** The object in a field, else the holder itself, which has the fields of a policy's content. */
function contentIn(holder: unknown, name: string): unknown {
  const found: unknown = (holder as Resource)[name];
  return typeof found === "object" && found !== null && !Array.isArray(found) ? found : holder;
}

const isPolicyContent = (value: object): value is Pick<document.PolicyContent, "documentSha256"> => Object.hasOwn(value, "documentSha256");

/** Two policies of one hash have the same document, white space and the order of members apart. */
const isSameContent = (found: unknown, { documentSha256 }: Pick<document.PolicyContent, "documentSha256">): boolean =>
  typeof documentSha256 === "string" && typeof found === "object" && found !== null && (found as Resource).documentSha256 === documentSha256;

/** What is null is off: the API leaves it out. */
const isSameObject = (found: unknown, after: object): boolean =>
  typeof found === "object" &&
  found !== null &&
  Object.entries(after).every(([name, value]) => !isUnknownMark(value) && ((found as Resource)[name] || null) === (value || null));

/** Of each tag that the request sets or removes; null where one is not known. A key in another case counts as the one that is removed, not as the one that is set. */
export function tracesOfTags({ state, field, value }: Postcondition, parts: RecordParts): Trace[] | null {
  const [, name = ""] = field.split(".");
  const asked = parts.requestedList(value);
  if (asked === undefined) return null;
  const traces = asked.map((each): Trace | null => {
    const [key, text]: unknown[] = state === "lacks" ? [each] : [member(objectOf(each), "key"), member(objectOf(each), "value")];
    if (typeof key !== "string" || (state !== "lacks" && typeof text !== "string")) return null;
    const isShownBy = (holder: unknown): boolean => {
      const tags: unknown = (holder as Resource)[name];
      if (!Array.isArray(tags) || tags.some(isUnknownMark)) return false;
      if (state === "lacks") return !tags.some((tag) => sameName(String((tag as Resource).key), key));
      return tags.some((tag) => (tag as Resource).key === key && (tag as Resource).value === text);
    };
    return { part: key, isShownBy };
  });
  return traces.every((trace) => trace !== null) ? traces : null;
}
