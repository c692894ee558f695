import type { ValueType } from "../../../schemas/index.ts";
import type { Range } from "../diagnostic.ts";
import { elementsAdvice } from "./meant-test.ts";
import { correction, didYouMean, nearest } from "./nearest.ts";
import { isIndex } from "./plain-step.ts";
import { declaredType, membersNamed, slipOf } from "./record.ts";
import type { Correction } from "./report.ts";
import type { CheckScope } from "./scope.ts";
import { DYNAMIC, typeName } from "./types.ts";

/** A name in a path of the record, and what stands around it. */
export interface RecordName {
  name: string;
  at: Range;
  /** The path up to the name; empty in an element. */
  before: string;
  /** The names after it. */
  after: readonly string[];
  /** The whole path with another name in its place. */
  withName: (name: string) => string;
}

/** Type of a member of verbatim JSON, which AWS's documentation declares or leaves open; null after a report of what no record has. */
export function recordStep(type: ValueType, written: RecordName, scope: CheckScope): ValueType | null {
  const declared = declaredType(type);
  const { name, at, before } = written;
  const place = before === "" ? "The element" : `\`${before}\``;
  if (declared.type === "object") {
    const names = Object.keys(declared.fields);
    if (!declared.open) return unknownMember(names, written, scope);
    const meant = names.length > 0 ? slipOf(name, names) : null;
    if (meant !== null)
      return scope.report.error("RV030", at, `${place} of a CloudTrail record has \`${meant}\`, not \`${name}\`.`, { certain: written.withName(meant) });
  } else if (declared.type !== "dynamic" && (declared.type !== "list" || !isIndex(name))) {
    const hint = declared.type === "list" ? elementsAdvice(before, type, [name, ...written.after], scope) : "";
    return scope.report.error("RV032", at, `${place} is ${typeName(declared)} and has no field \`${name}\`.${hint}`);
  }
  if (isIndex(name)) return notAName(declared, written, place, scope);
  return DYNAMIC;
}

function notAName(type: ValueType, written: RecordName, place: string, scope: CheckScope): null {
  const { name, at } = written;
  const isOfMember = /^.+?\[/.test(name);
  // Members of an object are no elements: no test goes over all of them.
  if (type.type === "object" && !isOfMember)
    return scope.report.error("RV032", at, `A path has no \`${name}\`: ${lower(place)} is an object, and a path names one of its members.`);
  const message = `A path has no \`${name}\`: an index of a list says where an element stands, not which it is.`;
  if (type.type === "list") return scope.report.error("RV032", at, `${message}${elementsAdvice(written.before, type, [name, ...written.after], scope)}`);
  return scope.report.error("RV032", at, `${message} Ask about the elements of the list: ${elementsOf(written)}.`);
}

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

function elementsOf({ name, before, after }: RecordName): string {
  const own = /^(.+?)\[/.exec(name)?.[1];
  const list = [before, own ?? ""].filter(Boolean).join(".");
  const rest = [...(isIndex(name) ? [] : [name]), ...after].join(".");
  return `\`${list === "" ? "" : `${list}: `}{ any: ${rest === "" ? "…" : `{ ${rest}: … }`} }\``;
}

function unknownMember(names: readonly string[], { name, at, before, after, withName }: RecordName, scope: CheckScope): null {
  const isRecord = before === "event";
  const where = isRecord || before === "" ? "" : ` in \`${before}\``;
  const message = `A CloudTrail record has no field \`${name}\`${where}.`;
  if (isRecord && name === "detail") return inEnvelope(message, { at, after }, names, scope);
  const called = isRecord ? CALLED.get(name.toLowerCase()) : undefined;
  if (called !== undefined) {
    const meant = ["event", called, ...after].join(".");
    return scope.report.error("RV030", at, `${message}${didYouMean([meant])}`, meant);
  }
  const elsewhere = membersNamed(name).filter((path) => !path.startsWith(`${before}.${name}`) || before === "");
  const isSlip = slipOf(name, names) !== null;
  const [first] = elsewhere;
  if (first !== undefined && !isSlip) return scope.report.error("RV030", at, `${message}${didYouMean(elsewhere)}`, [first, ...after].join("."));
  const close = nearest(name, names);
  // A word of several names says of none that it was meant.
  const holding = close.filter((one) => one.toLowerCase().includes(name.toLowerCase()));
  const suggestion: Correction | undefined = holding.length > 1 ? undefined : correction(name, names, withName);
  return scope.report.error("RV030", at, `${message}${didYouMean(close, isRecord ? [] : names)}`, suggestion);
}

/**
 * What EventBridge, OCSF and people call members of a record, in small letters. Source: Amazon EventBridge User Guide, "Structure of an event":
 * https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html
 */
const CALLED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    eventSource: ["source"],
    eventTime: ["time"],
    eventName: ["name", "action", "operation"],
    eventID: ["id"],
    awsRegion: ["region"],
    recipientAccountId: ["account"],
    sourceIPAddress: ["ip", "ipaddress", "sourceip", "clientip"],
    errorCode: ["error"],
    requestParameters: ["request", "params", "parameters"],
    responseElements: ["response"],
    userIdentity: ["identity", "caller", "principal"],
    "userIdentity.userName": ["user"],
  }).flatMap(([field, called]) => called.map((one): [string, string] => [one, field])),
);

/** A path of EventBridge's event, in which the record is `detail`. */
function inEnvelope(message: string, { at, after }: Pick<RecordName, "at" | "after">, names: readonly string[], scope: CheckScope): null {
  const [first = ""] = after;
  const why = " A rule reads the record itself, which EventBridge has under `detail`.";
  const meant = names.includes(first) ? ["event", ...after].join(".") : null;
  return scope.report.error("RV030", at, `${message}${why}${meant === null ? "" : didYouMean([meant])}`, meant === null ? undefined : { certain: meant });
}
