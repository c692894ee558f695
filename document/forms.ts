import { ARN_TYPE_SLIPS, type Arn, arnParts, type StringFormatName } from "../schemas/index.ts";
import { beforeResource, bucketArns, typeRespelt } from "./arn.ts";
import { callSpelt, isCallName } from "./calls/event-names.ts";
import { formatNamed, hasForm } from "./stored-form.ts";
import { SLIP, scoredNames } from "./text/index.ts";

/** What is wrong with a text that a person wrote where one of a format belongs. */
export interface FormFault {
  /** `never`: no such text can be there. `unfamiliar`: AWS documents none, but may add one. */
  kind: "never" | "unfamiliar";
  /** Texts of the format that were probably meant, best first. */
  meant: string[];
}

/** Null for a text of the format, as the document holds it. */
export function formFault(name: StringFormatName, text: string): FormFault | null {
  const { known } = formatNamed(name);
  if (!hasForm(name, text)) return { kind: "never", meant: corrections(name, text) };
  const ofPart = arnPartFault(name, text);
  if (ofPart) return ofPart;
  const call = name === "event-name" ? (callSpelt(text) ?? callBehind(text)) : null;
  if (call !== null) return { kind: "never", meant: [call] };
  if (!known || known.includes(text)) return null;
  const meant = nearMisses(name, text);
  return meant.length > 0 ? { kind: "never", meant } : { kind: "unfamiliar", meant: [] };
}

/**
 * What is wrong with the parts of an ARN, or of a glob of some: a partition or Region that is a near miss (`arn:aws-gov:…`), an account id of other than
 * twelve digits. Behind the first `*` of a glob nothing says which part a text is.
 */
export function arnPartFault(name: StringFormatName, text: string): FormFault | null {
  const arn = isArnFormat(name) || ARNS_AMONG_OTHERS.has(name) ? arnParts(text) : null;
  if (!arn) return null;
  const respelt = typeRespelt(text);
  if (respelt !== null) return { kind: "never", meant: [respelt] };
  const colons = text.replace(/[^:]/g, "").length;
  for (const [key, format] of ARN_PARTS) {
    const part = arn[key];
    if (part.includes("*")) return null;
    const fault = part === "" || part.includes("?") ? null : formFault(format, part);
    const meant = (fault?.meant ?? []).map((one) => arnText({ ...arn, [key]: one }, colons));
    const isNone = format === "account-id" ? /^[0-9-]+$/.test(part) : format === "partition" && fault?.kind === "never";
    if (meant.length > 0 || (fault && isNone)) return { kind: "never", meant };
  }
  return null;
}

/** Formats of which some texts are ARNs. */
const ARNS_AMONG_OTHERS: ReadonlySet<StringFormatName> = new Set(["principal-value", "mfa-device-id"]);

/** An ARN, or the beginning of one with fewer colons. */
function arnText({ partition, service, region, accountId, resource }: Arn, colons: number): string {
  const whole = `arn:${partition}:${service}:${region}:${accountId}:${resource}`;
  return colons < ARN_COLONS ? whole.slice(0, colons - ARN_COLONS) : whole;
}

const ARN_COLONS = 5;

const ARN_PARTS = [
  ["partition", "partition"],
  ["region", "region"],
  ["accountId", "account-id"],
] as const satisfies [keyof Arn, StringFormatName][];

const isArnFormat = (name: StringFormatName): boolean => formatNamed(name).pattern?.startsWith("^arn:") === true;

/** Known texts of a format that another text nearly is, or that people call so. */
export function nearMisses(name: StringFormatName, text: string): string[] {
  const called = name === "partition" ? partitionCalled(text) : [];
  return called.length > 0 ? called : nearKnown(text, formatNamed(name).known ?? []);
}

/** Whether a text is a pattern, or names several texts: none of one word is near it. */
export const isNoOneText = (text: string): boolean => /[*?|(]|[^,\s]\s*,\s*\S/.test(text);

/** The same, where one of several words is nothing either. A text with blanks in it may still be one without them. */
const isOneText = (text: string): boolean => !isNoOneText(text) && !/\S\s+\S+\s+\S/.test(text);

/** Documented values, to which AWS may add others, that a text nearly is: a slip of one, or one with a word left out. */
export function nearKnown(text: string, known: readonly string[]): string[] {
  if (known.includes(text)) return [];
  const meant = slips(text, known);
  if (meant.length > 0 || !isOneText(text)) return meant;
  const words = wordsOf(text);
  return known.filter((value) => lacksWords(words, wordsOf(value)));
}

/** What people call the partitions of China and of GovCloud. Source: IAM User Guide, "Identify AWS resources with Amazon Resource Names (ARNs)". */
const CALLED: ReadonlyMap<string, string> = new Map([
  ["china", "aws-cn"],
  ["cn", "aws-cn"],
  ["gov", "aws-us-gov"],
  ["govcloud", "aws-us-gov"],
  ["us-govcloud", "aws-us-gov"],
  ["us-gov", "aws-us-gov"],
]);

function partitionCalled(text: string): string[] {
  const called = CALLED.get(text.toLowerCase().replace(/^aws-/, ""));
  return called === undefined || called === text ? [] : [called];
}

/** Known texts that another text was meant to be: the same in another case, or one edit away. A digit that differs is no slip: AWS adds numbers. */
export function slips(text: string, known: readonly string[]): string[] {
  const same = known.filter((value) => value.toLowerCase() === text.toLowerCase());
  if (same.length > 0 || !isOneText(text)) return same;
  const numbered = withLetters(text, known).filter((value) => known.includes(value));
  if (numbered.length > 0 || text.length < MIN_SLIP_CHARACTERS) return numbered;
  const edited = scoredNames(text, known).filter(({ candidate, score }) => score === 1 && candidate.length >= MIN_SLIP_CHARACTERS);
  return edited.flatMap(({ candidate }) => (digitless(candidate) === digitless(text) ? [] : [candidate]));
}

/** A number, or a glob that begins with one, behind the letters that known texts have before theirs: `1.2` → `TLSv1.2`, `1.0` → `TLSv1`. */
export function withLetters(number: string, known: readonly string[]): string[] {
  const [, bare] = /^v?(\d.*)$/i.exec(number) ?? [];
  return bare === undefined
    ? []
    : [...new Set(known.flatMap((value) => /^[a-z]+(?=\d)/i.exec(value)?.[0] ?? []))].map((letters) => letters + bare.replace(/\.0$/, ""));
}

const MIN_SLIP_CHARACTERS = 3;
const digitless = (value: string): string => value.toLowerCase().replace(/\d/g, "0");

const wordsOf = (text: string): string[] => (text.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? []).map((word) => word.toLowerCase());

/** Whether the words stand in the others, in their order, and at least half of them. */
function lacksWords(words: readonly string[], others: readonly string[]): boolean {
  let from = 0;
  for (const word of words) {
    const at = others.indexOf(word, from);
    if (at < 0) return false;
    from = at + 1;
  }
  return words.length > 0 && words.length < others.length && words.length * 2 >= others.length;
}

/** Texts of the format that an author may have meant: each is one that AWS may have given out. What only blanks or capitals keep from it is no other text. */
function corrections(name: StringFormatName, text: string): string[] {
  const { known, wildcards } = formatNamed(name);
  if (!wildcards && isNoOneText(text)) return [];
  const isSound = (one: string): boolean => one !== text && hasForm(name, one) && isInUse(name, one) && formFault(name, one) === null;
  const same = [text.trim(), inLowerCase(name, text.trim())].filter(isSound);
  const [best, ...others] = known && isOneText(text) ? scoredNames(text, known) : [];
  const near = best && best.score <= SLIP ? [best, ...others.filter(({ score }) => score === best.score)].map(({ candidate }) => candidate) : [];
  return [...new Set([...(same.length > 0 ? same : (REWRITES[name]?.(text) ?? respeltIn(name, text))), ...near].filter(isSound))];
}

/** An ARN whose type of resource is respelt; none for a format that is not of ARNs. */
const respeltIn = (name: StringFormatName, text: string): string[] => (isArnFormat(name) ? [typeRespelt(text) ?? ""] : []);

const inUse = new Map<StringFormatName, RegExp | null>();

/** Whether AWS gives out such texts, where the documented pattern of a format allows more. */
function isInUse(name: StringFormatName, text: string): boolean {
  const known = inUse.get(name);
  if (known !== undefined) return known?.test(text) ?? true;
  const { inUse: pattern } = formatNamed(name);
  inUse.set(name, pattern === undefined ? null : new RegExp(pattern, "u"));
  return isInUse(name, text);
}

/** What AWS would have to have given out in place of a text that has the form and is none of those. */
export const inUseFault = (name: StringFormatName, text: string): FormFault | null =>
  hasForm(name, text) && !isInUse(name, text) ? { kind: "never", meant: corrections(name, text) } : null;

/** The same of a text that has the form, and is none of those that AWS documents today. */
export const usualFault = (name: StringFormatName, text: string): FormFault | null => {
  const { usual } = formatNamed(name);
  return usual === undefined || new RegExp(usual, "u").test(text) ? null : { kind: "unfamiliar", meant: [] };
};

/** What to say beside a message on a text: where texts such as this stand. Empty for most. */
export function elsewhereText(name: StringFormatName | undefined, text: string): string {
  const { elsewhere } = name === undefined ? {} : formatNamed(name);
  return elsewhere && new RegExp(elsewhere.of, "u").test(text) ? ` ${elsewhere.says}` : "";
}

/** In small letters, but for what an ARN ends in: names of resources keep their case. */
function inLowerCase(name: StringFormatName, text: string): string {
  if (!isArnFormat(name)) return text.toLowerCase();
  const [, prefix = "", rest = ""] = /^((?:[^:]*:){5}[^:/]*)(.*)$/s.exec(text) ?? [];
  return prefix === "" ? text : prefix.toLowerCase() + rest;
}

/** The call of `iam:DeleteUser` or `iam.DeleteUser`, in its own spelling; null for every other text. */
function callBehind(text: string): string | null {
  const [, bare] = /^[a-z0-9-]+(?:\.amazonaws\.com)?[:.]([A-Za-z0-9_]+)$/i.exec(text) ?? [];
  if (bare === undefined) return null;
  return callSpelt(bare) ?? (isCallName(bare) ? bare : null);
}

const nameInArn = (text: string): string[] => (text.startsWith("arn:") ? [text.slice(Math.max(text.lastIndexOf("/"), text.lastIndexOf(":")) + 1)] : []);
const withoutScheme = (text: string): string[] => [text.replace(/^https?:\/\//i, "").replace(/\/$/, "")];

/** `cloudformation` → `cloudformation.amazonaws.com`. */
function hostOfService(text: string): string[] {
  return /^[a-z][a-z0-9-]*$/i.test(text) ? [`${text.toLowerCase()}.amazonaws.com`] : [];
}

/** Text or pattern with the other of two services whose ARNs look alike: sessions of roles are of STS, roles of IAM. */
const withOtherService = (text: string): string | null => {
  const [, before = "", service = "", after = ""] = /^(\^?(?:arn:)?[^:]*:)(iam|sts)(:.*)$/s.exec(text) ?? [];
  return before === "" ? null : before + (service === "iam" ? "sts" : "iam") + after;
};

/** Text or pattern with the type of resource that a word in another number or in capitals stands for; null where none does. */
const withKnownType = (text: string): string | null => {
  const [, before = "", word = "", after = ""] = /^(.*:)([A-Za-z0-9-]+)((?:[/|$)*].*)?)$/s.exec(text) ?? [];
  const type = ARN_TYPE_SLIPS.get(word);
  return type === undefined ? null : before + type + after;
};

/** Text or pattern of IAM or STS without a Region, which their ARNs lack. */
const withoutRegion = (text: string): string | null => {
  const without = text.replace(/^(\^?(?:arn:)?[^:]*:(?:iam|sts):)[^:]+:(?=[^:]*:)/, "$1:");
  return without === text ? null : without;
};

/** ARNs, or patterns of them, that may have been meant by one of IAM or STS that none is. */
export const arnsOfIam = (text: string): string[] => {
  const placed = withoutRegion(text) ?? text;
  const typed = typeRespelt(placed) ?? withKnownType(placed) ?? placed;
  return [placed, typed, withOtherService(typed) ?? ""].filter((one) => one !== "" && one !== text);
};

const inCapitals = (text: string): string[] => [text.slice(0, 4).toUpperCase() + text.slice(4), text.trim().toUpperCase()];

/** What else a text of another form may have meant. */
const REWRITES: Readonly<Partial<Record<StringFormatName, (text: string) => string[]>>> = {
  arn: arnsOfIam,
  "caller-arn": arnsOfIam,
  "target-arn": arnsOfIam,
  "mfa-device-id": arnsOfIam,
  partition: partitionCalled,
  "account-id": (text) => [text.replace(/[\s-]/g, ""), arnParts(text)?.accountId ?? ""],
  "trusted-id": (text) => [text.replace(/[\s-]/g, ""), text.toLowerCase(), ...hostOfService(text), arnParts(text)?.accountId ?? ""],
  "iam-name": nameInArn,
  "iam-resource-name": nameInArn,
  "policy-name": nameInArn,
  "inline-policy-name": nameInArn,
  "trail-name": nameInArn,
  "analyzer-name": nameInArn,
  "bucket-name": (text) => [...nameInArn(text), text.replace(/^s3:\/\//, "").replace(/\/.*$/, "")],
  "iam-path": (text) => [`/${text.replace(/^\/+|\/+$/g, "")}/`.replace(/\/{2,}/g, "/")],
  "policy-version-id": (text) => [`v${text}`],
  "bare-name": nameInArn,
  "resource-pattern": bucketArns,
  "action-pattern": (text) => [text.replace(/^([a-z0-9-]+)\./i, "$1:").toLowerCase()],
  "permission-set-name": (text) => [text.replace(/^AWSReservedSSO_(.+)_[0-9a-f]{16}$/, "$1")],
  "provider-url": withoutScheme,
  "calling-service": hostOfService,
  "via-service": hostOfService,
  "source-address": hostOfService,
  "principal-value": (text) => [...[text.replace(/[\s-]/g, "")].filter((one) => /^\d{12}$/.test(one)), ...arnsOfIam(text)],
  "access-key-id": inCapitals,
  "caller-access-key-id": inCapitals,
  // The 1 of 1.1 may be the first of 1.10 and 1.11, of which YAML drops a zero.
  "record-version": (text) => [text.replace(/^(\d+)\.([02-9])$/, "$1.0$2")],
  "service-host": (text) => [
    /^[^.]+$/.test(text) ? `${text.toLowerCase()}.amazonaws.com` : text.toLowerCase().replace(/\.(?:aws\.)?amazon(?:aws)?(?:\.com)?\.?$/, ".amazonaws.com"),
  ],
  "event-name": (text) => [callBehind(text) ?? ""],
  "service-namespace": (text) => [text.toLowerCase().replace(/\.amazonaws\.com(\.cn)?$/, "")],
  thumbprint: (text) => [text.replace(/[:\s]/g, "")],
};

/**
 * A glob of the ARNs of what a text names, for a text that is no ARN: `AdministratorAccess` → `*\/AdministratorAccess`. Null for a format that is none of
 * ARNs, and for a text that is one.
 */
export function arnGlob(name: StringFormatName, text: string): string | null {
  if (!(isArnFormat(name) || name === "resource-pattern") || text.startsWith("arn:") || !/^[^\s:]+$/.test(text)) return null;
  const bare = text.replace(/^[*/]+/, "");
  if (bare === "") return null;
  if (name === "root-arn") return /^\d{12}$/.test(bare) ? `arn:*:iam::${bare}:root` : "*:root";
  if (name === "arn" && bare === "root") return "*:root";
  if (name === "topic-arn" || name === "resource-pattern") return `*:${bare}`;
  // Names of log groups may begin with a slash, which paths of others have too.
  return name === "log-group-arn" ? `*:log-group:${text.replace(/^\*+/, "")}:*` : `*${beforeResource(bare)}${bare}`;
}
