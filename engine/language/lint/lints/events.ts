import { hasForm, SLIP, scoredNames } from "../../../../document/index.ts";
import type { Template } from "../../condition/ast.ts";
import { textPart } from "../../condition/automaton.ts";
import { regexPart } from "../../condition/regex-part.ts";
import { builtTest } from "../../load/built-form.ts";
import { useOf } from "../../load/forms.ts";
import { didYouMean, nearest } from "../../load/nearest.ts";
import { textOf } from "../../load/operands.ts";
import { mayTake, testOf, textFault } from "../../load/text-form.ts";
import { caselessRegex } from "../../matchers/matches.ts";
import type { TextUse } from "../../rule.ts";
import { API_VERSION, allNames, type EventCatalogue, hasEvent, hasNamed, hasOthers, hasSource, namesOf, sourcesOf, VERSIONED_SOURCES } from "../aws/events.ts";
import { ANYWHERE, eachLeaf, type Reach, reachOf, sourcesIn } from "../aws/reach.ts";
import { NAME, SOURCE } from "../aws/said.ts";
import { type ComparedText, comparedTexts } from "../compared-texts.ts";
import type { Leaf } from "../reason/clause.ts";
import { type Lint, type Linted, partNamed } from "../subject.ts";

/** RV086, RV087 and RV088: sources and names of events that are not known, and names of another source. */
export const events: Lint = (linted) => {
  const catalogue = linted.context.events;
  if (!catalogue || linted.rule.body.kind !== "event") return;
  const match = partNamed(linted, "match");
  for (const part of linted.parts) {
    const given = match && part.name !== "match" && part.name !== "let" ? reachOf(match.clause) : ANYWHERE;
    eachLeaf(part.clause, given, (leaf, reach) => {
      if (leaf.path === SOURCE) sources(leaf, catalogue, linted);
      if (leaf.path === NAME) names(leaf, reach, catalogue, linted);
    });
  }
};

/** Names that a test asks for, however it is negated. */
const textsOf = (leaf: Leaf, linted: Linted): ComparedText[] => (leaf.compared?.comparison.listsValues === true ? comparedTexts(leaf, linted) : []);

/** A pattern of names, or a part of some, and what it says of them. */
interface NamePattern extends ComparedText {
  use: Exclude<TextUse, "value">;
}

function patternsOf(leaf: Leaf, linted: Linted): NamePattern[] {
  const { subject, compared } = leaf;
  const use = compared && subject.kind === "path" ? useOf(compared.comparison, subject) : null;
  return use === null || use === "value" ? [] : comparedTexts(leaf, linted).map((one) => ({ ...one, use }));
}

/** Whether no text of a format is so, whatever names AWS adds. */
const isNever = (format: "service-host" | "event-name", { text, use }: NamePattern): boolean => textFault({ format }, use, text, false)?.kind === "never";

/** The sentence for a pattern that takes none of the known names; null where it takes one. */
function noneLike({ text, use }: NamePattern, what: string, known: Iterable<string>, origin: string): string | null {
  const meets = testOf(use, text);
  const meetsAnyCase = testOf(use, use === "matches" ? caselessRegex(text) : text, true);
  let cased: string | null = null;
  for (const name of known) {
    if (meets(name)) return null;
    cased ??= meetsAnyCase(name) ? name : null;
  }
  const hint = cased === null ? "" : ` Capitals count: AWS writes \`${cased}\`.`;
  return `No known ${what} ${VERBS[use]} \`${text}\` (${origin}).${hint}`;
}

/** Whether a pattern takes a name with the API version that some services append, as the exact name may have it. */
const takesVersion = ({ text, use }: NamePattern, sources: readonly string[], catalogue: EventCatalogue): boolean =>
  /\d/.test(text) &&
  sources.some((source) => [...namesOf(catalogue, source)].some((name) => mayTake(use, text, [textPart(name), ...(VERSION ? [VERSION] : [])])));

const VERSION = regexPart(`^${API_VERSION}$`);

const VERBS = { glob: "is like", part: "contains", matches: "matches" } as const;

const SUFFIX = ".amazonaws.com";

/** Regions in China have a suffix of their own. */
const ENDINGS = [SUFFIX, `${SUFFIX}.cn`];

function nearestSources(catalogue: EventCatalogue, source: string): string[] {
  const known = sourcesOf(catalogue).map((one) => one.replace(SUFFIX, ""));
  return nearest(source.replace(SUFFIX, ""), known).map((one) => one + SUFFIX);
}

/** The host of a URL, or the text without blanks, where that is a source. */
function sourceWithin(text: string): string[] {
  const host = text
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, "")
    .replace(/[:/].*$/, "");
  return hasForm("service-host", host) ? [host] : [];
}

/** Reports a text with signs that no name has. */
const reportForm = (code: "RV086" | "RV087", { text, at }: ComparedText, what: string, close: readonly string[], { report }: Linted): null =>
  report.error(code, at(), `\`${text}\` is never ${what}.${didYouMean(close)}`, close[0]);

function sources(leaf: Leaf, catalogue: EventCatalogue, linted: Linted): void {
  const { report } = linted;
  for (const { text: source, at } of textsOf(leaf, linted)) {
    if (hasSource(catalogue, source)) continue;
    if (!hasForm("service-host", source) && /[*?:/\s]/.test(source)) {
      reportForm("RV086", { text: source, at }, "an event source, which is like kms.amazonaws.com", sourceWithin(source), linted);
      continue;
    }
    const lower = source.toLowerCase();
    const [service = ""] = lower.split(".");
    const isHost = ENDINGS.some((ending) => lower.endsWith(ending));
    // `iam`, `iam.amazon.com`, `IAM.amazonaws.com`: the service is known, the form is not that of a source.
    const ofService = isHost ? lower : `${service}${SUFFIX}`;
    const close = hasSource(catalogue, ofService) ? [ofService] : nearestSources(catalogue, lower);
    if (lower !== source || !lower.includes(".") || (!isHost && hasSource(catalogue, ofService)))
      report.error("RV086", at(), `\`${source}\` is never an event source: they are in small letters and end in ${SUFFIX}.${didYouMean(close)}`, close[0]);
    else report.warning("RV086", at(), `\`${source}\` is not among the known event sources (${catalogue.origin}).${didYouMean(close)}`, close[0]);
  }
  for (const pattern of patternsOf(leaf, linted)) {
    if (isNever("service-host", pattern)) {
      report.error("RV086", pattern.at(), `No event source ${VERBS[pattern.use]} \`${pattern.text}\`: they are in small letters, like kms.amazonaws.com.`);
      continue;
    }
    const message = noneLike(pattern, "event source", sourcesOf(catalogue), catalogue.origin);
    if (message !== null) report.warning("RV086", pattern.at(), message);
  }
}

/** Of the many names of events a third of the letters may differ by chance: nearer ones, and those that hold the name or are held by it. */
const nearEvents = (name: string, known: readonly string[]): string[] => {
  const most = Math.max(SLIP, Math.floor(name.length / LETTERS_OF_EDIT));
  const holds = (one: string): boolean => name.toLowerCase().includes(one.toLowerCase()) || one.toLowerCase().includes(name.toLowerCase());
  return scoredNames(name, known)
    .filter(({ candidate, score }) => score <= most || holds(candidate))
    .slice(0, 3)
    .map(({ candidate }) => candidate);
};

const LETTERS_OF_EDIT = 5;

/** The texts that a test builds of values, compared whole. */
function builtOf({ compared }: Leaf): Template[] {
  if (compared?.comparison.listsValues !== true) return [];
  const { operand } = compared;
  return (operand.kind === "list" ? operand.items : [operand]).flatMap((one) => (one.kind === "text" ? [one.parts] : []));
}

function builtName(
  parts: Template,
  { origin }: Leaf,
  { known, of }: { known: Iterable<string>; of: string },
  catalogue: EventCatalogue,
  { report }: Linted,
): void {
  const names = [...known];
  if (names.some(builtTest(parts, false))) return;
  const text = parts.map((part) => (typeof part === "string" ? part : `{{${textOf(part)}}}`)).join("");
  const cased = names.find(builtTest(parts, true));
  const { at } = origin.condition;
  if (cased === undefined) report.warning("RV087", at, `No known event${of} is made by \`${text}\` (${catalogue.origin}).`);
  else report.error("RV087", at, `\`${text}\` makes no name of an event: names are case-sensitive, and AWS writes \`${cased}\`. Write the names.`);
}

/** Sources for messages. Patterns and what is ruled out leave many. */
const sourcesText = (sources: readonly string[]): string =>
  sources.length > MOST_NAMED ? `any of the ${sources.length} sources that are left` : sources.join(", ");

const MOST_NAMED = 5;

function names(leaf: Leaf, reach: Reach, catalogue: EventCatalogue, linted: Linted): void {
  const { report } = linted;
  const within = sourcesIn(reach, catalogue);
  if (within?.some((source) => !hasSource(catalogue, source))) return;
  const near = (): Iterable<string> => (within ? within.flatMap((source) => [...namesOf(catalogue, source)]) : allNames(catalogue));
  if (within?.some((source) => hasOthers(catalogue, source))) return;
  for (const { text: name, at } of textsOf(leaf, linted)) {
    if (within?.some((source) => hasEvent(catalogue, source, name))) continue;
    const anywhere = sourcesOf(catalogue).filter((source) => hasNamed(catalogue, source, name));
    if (!within && anywhere.length > 0) continue;
    if (within && anywhere.length > 0) {
      report.warning("RV088", at(), `\`${name}\` is an event of ${anywhere.slice(0, 3).join(", ")}, not of ${sourcesText(within)} (${catalogue.origin}).`);
      continue;
    }
    const known = [...near()];
    // `iam:DeleteUser`, as policies name actions: the call's own name is what a record has.
    const bare = /[:.]([A-Za-z0-9_]+)$/.exec(name)?.[1] ?? null;
    const isKnown = bare !== null && known.includes(bare);
    const close = isKnown ? [bare] : nearEvents(/^[^:.]+[:.][^:.]+$/.test(name) && bare !== null ? bare : name, known);
    const cased = close.find((one) => one.toLowerCase() === name.toLowerCase());
    const of = within ? ` of ${sourcesText(within)}` : "";
    if (isKnown) report.error("RV087", at(), `A record has the name of the call only: ${bare}. Its source is event.eventSource.`, bare);
    else if (!hasForm("event-name", name)) reportForm("RV087", { text: name, at }, "the name of an event", close, linted);
    else if (cased) report.error("RV087", at(), `Event names are case-sensitive: AWS writes \`${cased}\`.`, cased);
    else report.warning("RV087", at(), `\`${name}\` is not among the known events${of} (${catalogue.origin}).${didYouMean(close)}`, close[0]);
  }
  for (const parts of builtOf(leaf)) builtName(parts, leaf, { known: near(), of: within ? ` of ${sourcesText(within)}` : "" }, catalogue, linted);
  for (const pattern of patternsOf(leaf, linted)) {
    if (isNever("event-name", pattern)) {
      report.error("RV087", pattern.at(), `No name of an event ${VERBS[pattern.use]} \`${pattern.text}\`: they hold letters, digits, \`_\`, \`.\` and \`-\`.`);
      continue;
    }
    if (takesVersion(pattern, within ?? VERSIONED_SOURCES, catalogue)) continue;
    const message = noneLike(pattern, `event of ${within ? sourcesText(within) : "AWS"}`, near(), catalogue.origin);
    if (message !== null) report.warning("RV087", pattern.at(), message);
  }
}
