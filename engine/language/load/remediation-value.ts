import { type ApiOperation, type InputType, inputShape, inputValues } from "../../../document/index.ts";
import { booleanAdvice } from "./boolean-form.ts";
import { listedFault, TYPE_WORDS, typeOfValue, valueWords } from "./member-type.ts";
import { correction, didYouMean, nearest } from "./nearest.ts";
import type { CheckScope } from "./scope.ts";
import type { MapNode, ScalarNode, SourceNode } from "./source.ts";

/** Where a value stands in the input of a call. */
interface InputPlace {
  call: ApiOperation;
  /** `Tags[].Key`. */
  path: string;
  type: InputType;
}

/** Reports a value of another type than the call takes, and a member, at any depth, that the API does not have or that is missing. */
export function checkValue(place: InputPlace, value: SourceNode, scope: CheckScope): void {
  const { call, path, type } = place;
  if (!fits(value, type)) {
    const advice = type === "boolean" && value.kind === "scalar" ? booleanAdvice(value.value) : null;
    const write = advice === null ? "" : ` Write ${advice}.`;
    scope.report.error("RV064", value.at, `\`${path}\` of ${call.service}:${call.name} is ${TYPE_WORDS[type]}, and this is ${wordOf(value)}.${write}`);
    return;
  }
  if (value.kind === "scalar" && typeof value.value === "number" && !Number.isInteger(value.value) && type === "number") {
    scope.report.error("RV064", value.at, `\`${path}\` of ${call.service}:${call.name} is a whole number, and ${value.text} is not.`);
    return;
  }
  if (value.kind === "scalar" && typeof value.value === "string") checkListed(place, value.value, value, scope);
  if (type === "list" && value.kind === "list") {
    const shape = inputShape(call.service, call.name, `${path}[]`);
    if (shape === null) return;
    for (const element of value.items) checkValue({ call, path: `${path}[]`, type: "element" in shape ? shape.element : "structure" }, element, scope);
  }
  if (type === "structure" && value.kind === "map") checkStructure(place, value, scope);
}

/** Of values that AWS lists, a slip is an error; it may add others, which are doubted. */
function checkListed({ call, path }: InputPlace, text: string, { at }: ScalarNode, scope: CheckScope): void {
  const values = inputValues(call.service, call.name, path);
  const fault = values === null || STANDS_FOR_ANY.test(text) ? null : listedFault(values, text);
  if (!fault) return;
  const of = `\`${path}\` of ${call.service}:${call.name}`;
  const [meant] = fault.meant;
  if (meant !== undefined) scope.report.error("RV064", at, `${of} is never \`${text}\`: AWS writes \`${meant}\`.`, { certain: meant });
  else scope.report.warning("RV064", at, `AWS documents no \`${text}\` for ${of}.${didYouMean([], values ?? [])}`);
}

function checkStructure({ call, path }: InputPlace, value: MapNode, scope: CheckScope): void {
  const shape = inputShape(call.service, call.name, path);
  if (shape === null || "element" in shape) return;
  const names = shape.members.map(({ name }) => name);
  const of = `\`${path}\` of ${call.service}:${call.name}`;
  for (const { key, keyAt, value: inner } of value.entries) {
    const member = shape.members.find(({ name }) => name === key);
    if (member) checkValue({ call, path: `${path}.${key}`, type: member.type }, inner, scope);
    else scope.report.error("RV064", keyAt, `${of} has no member \`${key}\`.${didYouMean(nearest(key, names), names)}`, correction(key, names));
  }
  const given = value.entries.map(({ key }) => key);
  const missing = shape.members.filter(({ name, required }) => required && !given.includes(name));
  // A misspelt member is reported as such, and not a second time as missing.
  if (missing.length > 0 && given.every((key) => names.includes(key)))
    scope.report.error("RV064", value.at, `${of} requires ${missing.map(({ name }) => `\`${name}\``).join(" and ")}.`);
}

/** A template, or `<what a person supplies>`, may stand for any value. */
const STANDS_FOR_ANY = /\{\{|^<.+>$/;

function fits(value: SourceNode, wanted: InputType): boolean {
  if (value.kind === "broken" || wanted === "any") return true;
  if (value.kind === "list") return wanted === "list";
  // An object for a text is written as its JSON, as policy documents are.
  if (value.kind === "map") return wanted === "structure" || wanted === "map" || wanted === "text";
  if (value.empty || (typeof value.value === "string" && STANDS_FOR_ANY.test(value.value))) return true;
  return typeOfValue(value.value) === wanted;
}

function wordOf(value: SourceNode): string {
  if (value.kind !== "scalar") return value.kind === "list" ? "a list" : "an object";
  return valueWords(value.value, value.text);
}
