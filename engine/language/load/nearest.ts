import { meant, nearest as nearestOf, orList as plainList, SLIP, scoredNames } from "../../../document/index.ts";
import type { Correction } from "./report.ts";

export { nearest } from "../../../document/index.ts";

/**
 * The best of the nearest names, put into a text. It is certain when it is a slip of the keyboard away, and every other name is further: then nothing
 * else can have been meant.
 */
export function correction(name: string, candidates: Iterable<string>, textOf: (name: string) => string = (text) => text): Correction | undefined {
  const [best, next] = scoredNames(name, candidates);
  if (!best) return undefined;
  const isSole = best.score <= SLIP && (next === undefined || next.score > best.score);
  return isSole ? { certain: textOf(best.candidate) } : textOf(best.candidate);
}

/** A sentence that names the nearest, or the choices where they are few; with a leading space. */
export function didYouMean(names: readonly string[], choices: readonly string[] = []): string {
  return meant([...new Set(names)].map(quoted)) ?? (choices.length > 0 && choices.length <= 40 ? ` It may be ${orList([...new Set(choices)])}.` : "");
}

const LISTED = 12;
const LISTED_OF_MORE = 6;

/** Values in a sentence; of many a few, those first that are most like what was written. */
export function listed(values: readonly (string | number | boolean | null)[], written: unknown = null): string {
  if (values.length <= LISTED) return values.join(", ");
  const near = typeof written === "string" ? nearestOf(written, values.map(String)) : [];
  const shown = [...new Set([...near, ...values.map(String)])].slice(0, LISTED_OF_MORE);
  return `${shown.join(", ")} and ${values.length - shown.length} more`;
}

const orList = (names: readonly string[]): string => plainList(names.map(quoted));

const quoted = (name: string): string => `\`${name}\``;

/** What AWS's APIs, its reports and other tools call a field, in small letters; where a kind has the field, it is meant. */
const CALLED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    mfaActive: ["mfa", "mfaenabled", "hasmfa", "ismfaenabled"],
    passwordLastUsedAt: ["lastlogin", "lastsignin", "passwordlastused"],
    trustPolicy: ["assumerolepolicydocument", "assumerolepolicy"],
    active: ["status", "enabled", "isactive"],
    createdAt: ["createdate", "creationdate"],
  }).flatMap(([field, called]) => called.map((one): [string, string] => [one, field])),
);

/** The field that a common name of another tool stands for; null where these fields have none such. */
export function fieldCalled(written: string, fields: readonly string[]): string | null {
  const field = CALLED.get(written.toLowerCase().replaceAll("_", ""));
  return field !== undefined && fields.includes(field) ? field : null;
}
