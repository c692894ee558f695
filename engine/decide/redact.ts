import { nameOf, parseArn } from "../../document/index.ts";
import type { Plan, ReeveResults, Result, SensitiveTexts } from "../../schemas/index.ts";
import { withoutMadeUpAccount } from "../changes/index.ts";
import { ownDetail, ownFacts } from "../evaluate/index.ts";
import type { DecisionDetails } from "./decision-details.ts";

/** What stands where a sensitive text stood, as Terraform writes it. */
const REDACTED = "(sensitive value)";
/** Stands for it until all are taken out, so that its words are not taken out themselves. No text that is printed has this character. */
const MARK = "\u0000";

/** Takes what tools mark sensitive, and the account that stands for one that is not known, out of what is printed. Rules judge the values themselves. */
export interface Redactor {
  /** A text without any sensitive one, whatever stands around it. */
  text: (text: string) => string;
  /** A value with every text in it so redacted. */
  within: <T>(value: T) => T;
  /** A value of what the plans change: every text in it that is a sensitive one, however short or common, is redacted too. */
  value: <T>(value: T) => T;
  /** The same of what explains a result: places in the rule, kinds and truths are its own and stay. */
  explanation: <T>(value: T) => T;
  /** Whether a sentence would show what is taken out of it, because what is sensitive is a word of `ownWords` or a number. `isChanged`: of what the plans change. */
  showsGap: (sentence: string, ownWords: string, isChanged: boolean) => boolean;
}

const NOTHING: Redactor = { text: (text) => text, within: (value) => value, value: (value) => value, explanation: (value) => value, showsGap: () => false };

/** Shorter ones are redacted where they stand as a word only: within words they are chance. */
const LEAST_IN_WORDS = 8;
/** Words of remediation, besides those of the rule. */
const CONSOLE_WORDS = "AWS IAM CloudTrail role roles user users group groups policy policies account trail console open a an and the or to of in on";
/** Of longer ones a message may show the beginning only. */
const BEGINNING = 60;

/** Labels of an address are written in the configuration for all to read, and fields of a path are the schema's; what stands in quotes or brackets may be a value. */
const WITHIN: Readonly<Record<string, RegExp>> = { address: /"[^"]*"/g, path: /\[[^\]]*\]/g };

function withinOf(name: string, change: Change<string>): Change<string> {
  const parts = Object.hasOwn(WITHIN, name) ? WITHIN[name] : undefined;
  return parts === undefined ? change : (text) => text.replace(parts, (part) => String(change(part)));
}

/** Members of results whose texts are codes, hashes or the rule's own words. */
const OWN_WORDS: ReadonlySet<string> = new Set(
  "rule status reason severity kind fingerprint delta controls account region at source operator clause code decision comparison action blocking unjudged bindings waiver attestation baseline file tool reasons weakenings".split(
    " ",
  ),
);

/** What of a decision is not printed: plain data, so that it can be kept with the results. */
export interface Unprinted {
  marked: readonly SensitiveTexts[];
  /** Whether ARNs carry an account that stands for one that is not known. */
  isAccountMadeUp: boolean;
}

/** What is not printed of the decision on these plans. */
export const unprintedOf = (plans: readonly Plan[], { gate, document }: Pick<ReeveResults, "gate" | "document">): Unprinted => ({
  marked: plans.flatMap(({ sensitive }) => sensitive ?? []),
  isAccountMadeUp: gate?.planOnly !== undefined && document.accounts.length === 0,
});

export const redactorOf = (unprinted: Unprinted): Redactor => redactorIfAny(unprinted) ?? NOTHING;

/** Null where everything is printed as it is. */
function redactorIfAny({ marked, isAccountMadeUp }: Unprinted): Redactor | null {
  if (marked.length === 0 && !isAccountMadeUp) return null;
  const texts = [...new Set(marked.flatMap((each) => each.texts))];
  const vocabulary = marked.flatMap(({ words }) => words);
  const whole = new Set([...texts, ...vocabulary].map((each) => each.toLowerCase()));
  const parts = [...new Set(texts.flatMap(partsOf))].sort((one, other) => other.length - one.length);
  const steps = parts.map(stepOf);
  const redacted = (from: string): string => steps.reduce((rest, step) => step(rest), from).replaceAll(MARK, REDACTED);
  const text = isAccountMadeUp ? (from: string): string => redacted(withoutMadeUpAccount(from)) : redacted;
  const valueWithout = <T>(value: T, skip: ReadonlySet<string>): T =>
    mapped(
      value,
      (each) => (whole.has(each.toLowerCase()) ? REDACTED : text(each)),
      skip,
      (each) => (whole.has(String(each)) ? REDACTED : each),
    ) as T;
  return {
    text,
    within: <T>(value: T): T => mapped(value, text, OWN_WORDS) as T,
    value: <T>(value: T): T => valueWithout(value, new Set()),
    explanation: <T>(value: T): T => valueWithout(value, OWN_PLACES),
    showsGap: (sentence, ownWords, isChanged) => {
      const isNumber = (part: string): boolean => /^[\d.]+$/.test(part);
      const risky = [...parts, ...(isChanged ? vocabulary.filter(isNumber) : [])];
      return risky.some((part) => asWord(part).test(sentence) && (isNumber(part) || asWord(part).test(`${ownWords} ${CONSOLE_WORDS}`)));
    },
  };
}

const asWord = (part: string): RegExp => new RegExp(`(?<![\\w-])${escaped(part)}(?![\\w-])`, "i");

const escaped = (text: string): string => text.replace(/[^\w\s]/g, "\\$&");

/** A sensitive text, each of its lines, and what the document makes of an ARN or URL. */
function partsOf(text: string): string[] {
  const arn = parseArn(text);
  const lines = text.includes("\n") ? text.split("\n").map((line) => line.trim()) : [];
  return [text, ...lines, ...(arn ? [nameOf(arn)] : []), text.replace(/^https:\/\//, "")].filter((part) => part !== "");
}

/** Replaces one sensitive text, in whatever case the document has it. */
function stepOf(part: string): (text: string) => string {
  const pattern = new RegExp(part.length < LEAST_IN_WORDS ? asWord(part) : escaped(part.slice(0, BEGINNING)), "gi");
  const rest = part.slice(BEGINNING).toLowerCase();
  return (text) => {
    let end = 0;
    let out = "";
    for (const found of text.matchAll(pattern)) {
      if (found.index < end) continue;
      out += `${text.slice(end, found.index)}${MARK}`;
      end = found.index + found[0].length;
      for (let at = 0; at < rest.length && text[end]?.toLowerCase() === rest[at]; at += 1) end += 1;
    }
    return end === 0 ? text : out + text.slice(end);
  };
}

/** Members of an explanation that say where it stands in the rule, and what came out. */
const OWN_PLACES: ReadonlySet<string> = new Set([...OWN_WORDS, "at", "op", "truth", "count", "isPath", "verbatim", "decides", "line", "column"]);

type Change<T> = (value: T) => unknown;

function mapped(value: unknown, change: Change<string>, skip: ReadonlySet<string>, changeOther: Change<number | boolean> = (other) => other): unknown {
  if (typeof value === "string") return change(value);
  if (typeof value === "number" || typeof value === "boolean") return changeOther(value);
  if (Array.isArray(value)) return value.map((each) => mapped(each, change, skip, changeOther));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, skip.has(name) ? each : mapped(each, withinOf(name, change), skip, changeOther)]),
  );
}

/** Results to print, and what they are printed with. */
export interface PrintedResults {
  results: ReeveResults;
  details: DecisionDetails;
  /** The result as it was judged, for what looks its resource up. */
  judged: (result: Result) => Result;
  /** A sentence about a result without what is not printed; null where what is left would show it. */
  sentence: (result: Result, text: string) => string | null;
}

/** Results, their messages, evidence and facts without what the plans mark sensitive, and without a made-up account; the very same where there is neither. */
export function printedResults(results: ReeveResults, details: DecisionDetails, unprinted: Unprinted): PrintedResults {
  const redactor = redactorIfAny(unprinted);
  if (!redactor) return { results, details, judged: (result) => result, sentence: (_, text) => text };
  const ruleOf = new Map(results.rules.map((rule) => [rule.id, rule]));
  const originals = new Map(results.results.map((result) => [keyOf(result), result]));
  const changed = (result: Result): Result => {
    // What a statement says is for comparisons, and not printed where something is left out.
    const facts = details.factsOf(result)?.map(({ statements: _, ...fact }) => fact);
    const filled = { ...result, ...details.detailOf(result), ...(facts ? { facts } : {}) };
    const isChanged = result.delta !== undefined && result.delta !== "unchanged";
    const { title = "", rationale = "" } = ruleOf.get(result.rule) ?? {};
    const message = redactor.showsGap(filled.message, `${title} ${rationale}`, isChanged) ? title : redactor.text(filled.message);
    const printed = { ...redactor.within(filled), message };
    if (!isChanged) return printed;
    const { compared } = printed;
    return {
      ...printed,
      ...(compared ? { compared: { ...compared, facts: compared.facts.map((each) => ({ ...each, ...redactor.value(valuesOf(each)) })) } } : {}),
      evidence: printed.evidence.map((each) => ({ ...each, value: redactor.value(each.value) })),
      ...(printed.facts ? { facts: printed.facts.map((each) => ({ ...each, value: redactor.value(each.value) })) } : {}),
    };
  };
  const { gate } = results;
  const printed: ReeveResults = {
    ...results,
    results: results.results.map(changed),
    gaps: redactor.within(results.gaps),
    ...(gate ? { gate: { ...redactor.within({ ...gate, fixed: [] }), fixed: gate.fixed.map(changed) } } : {}),
  };
  return {
    results: printed,
    details: { detailOf: ownDetail, factsOf: ownFacts },
    judged: (result) => originals.get(keyOf(result)) ?? result,
    sentence: ({ rule, delta }, text) => {
      const { title = "", rationale = "" } = ruleOf.get(rule) ?? {};
      return redactor.showsGap(text, `${title} ${rationale}`, delta !== "unchanged") ? null : redactor.text(text);
    },
  };
}

/** The values of a compared fact, of those that it has. */
function valuesOf(fact: NonNullable<Result["compared"]>["facts"][number]): Pick<typeof fact, "before" | "after"> {
  return { ...("before" in fact ? { before: fact.before } : {}), ...("after" in fact ? { after: fact.after } : {}) };
}

const keyOf = ({ rule, fingerprint, resource }: Result): string => fingerprint ?? JSON.stringify([rule, resource]);
