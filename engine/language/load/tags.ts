import type { ValueType } from "../../../schemas/index.ts";
import type { Range } from "../diagnostic.ts";
import { matcherNamed } from "../matchers/registry.ts";
import type { SourceNode } from "./source.ts";
import { span } from "./source.ts";

/** An element that is a key with its value, such as a tag. */
export const isPair = (type: ValueType): boolean => {
  if (type.type !== "object") return false;
  const names = Object.keys(type.fields);
  return names.length === 2 && names.includes("key") && names.includes("value");
};

export const isListOfPairs = (type: ValueType): boolean => type.type === "list" && isPair(type.element);

/** The field of a pair that names below a list of pairs are, rather than a key: `user.tags.key`, and `Key` as AWS's APIs have it. Null for a key. */
export function pairFieldOf(names: readonly string[]): string | null {
  const [only = "", second] = names;
  return second === undefined && /^(?:key|value)$/i.test(only) ? only.toLowerCase() : null;
}

/** How a pair is looked for in a list: `{ any: { key: owner } }`. */
export const pairTest = (key: string): string => `{ any: ${pairOf(key)} }`;

/** The condition on a pair, by what its key and its value are called: `{ key: owner }`, `{ tagKey: owner, tagValue: … }`. */
export const pairOf = (key: string, names: { key: string; value?: string } = { key: "key" }): string =>
  `{ ${names.key}: ${plain(key)}${names.value === undefined ? "" : `, ${names.value}: …`} }`;

/** What elements of requests call their key and their value, where they are pairs such as tags: `key` and `value`, or `tagKey` and `tagValue`. */
export function pairNames(members: Iterable<string>): { key: string; value: string } | null {
  const [key, value, ...others] = [...members].sort();
  const [, prefix, word] = /^(\w*)(key)$/i.exec(key ?? "") ?? [];
  const isPair = prefix !== undefined && word !== undefined && others.length === 0 && value?.toLowerCase() === `${prefix}value`.toLowerCase();
  return isPair && key !== undefined && value !== undefined ? { key, value } : null;
}

const plain = (text: string): string => (/^[A-Za-z][\w.-]*$/.test(text) && !/^(?:true|false|null|yes|no|on|off)$/i.test(text) ? text : JSON.stringify(text));

/**
 * The whole test that was meant by `user.tags.owner: x`, with its range; null where what stands right of the path leaves more than one reading, as
 * `isNot` does: no such tag, or another value.
 */
export function pairCorrection(list: string, key: string, at: Range, value: SourceNode | undefined): { at: Range; text: string; isAbsence: boolean } | null {
  if (value === undefined || value.text.includes("\n")) return null;
  const test = meant(key, value);
  return test === null ? null : { at: span(at, value.at), text: `${list}: ${test}`, isAbsence: test.startsWith("{ none:") };
}

/** `0.key` behind a list: an index, or a `*`, and the field of the element. */
export function indexedField(names: string): string | null {
  const [, field = ""] = /^(?:\d{1,4}|\*)(?:\.(.+))?$/.exec(names) ?? [];
  return /^(?:\d{1,4}|\*)(?:\.|$)/.test(names) ? field : null;
}

/**
 * What the value right of a path is in a test that was meant, with its range; null where it may be several things, as `isNot` and a map of several tests
 * are when they come to stand within `any`.
 */
export function movedValue(at: Range, value: SourceNode | undefined): { at: Range; text: string } | null {
  if (value === undefined || value.text.includes("\n")) return null;
  const [only, second] = value.kind === "map" ? value.entries : [];
  const matcher = only && !second ? matcherNamed(only.key) : undefined;
  const isPlain = (value.kind === "scalar" && !value.empty && value.value !== null) || (value.kind === "list" && value.text.startsWith("["));
  const isMatcher = matcher?.kind === "comparison" && !matcher.complementOf && value.text.startsWith("{");
  return isPlain || isMatcher ? { at: span(at, value.at), text: value.text } : null;
}

function meant(key: string, value: SourceNode): string | null {
  const named = plain(key);
  const withValue = (text: string): string => `{ any: { key: ${named}, value: ${text} } }`;
  // `exists` is a matcher, and as a bare word it is meant as one.
  if (value.kind === "scalar" && value.value === "exists") return `{ any: { key: ${named} } }`;
  if (value.kind === "scalar") return value.value === null ? (value.empty ? null : `{ none: { key: ${named} } }`) : withValue(value.text);
  if (value.kind === "list") return value.text.startsWith("[") ? withValue(value.text) : null;
  if (value.kind !== "map" || !value.text.startsWith("{")) return null;
  const [only, second] = value.entries;
  if (only?.key === "exists" && !second && only.value.kind === "scalar") return `{ ${only.value.value === false ? "none" : "any"}: { key: ${named} } }`;
  const matcher = only && !second ? matcherNamed(only.key) : undefined;
  return matcher?.kind === "comparison" && !matcher.complementOf ? withValue(value.text) : null;
}
