import { type ActionRow, parseArn } from "../../../document/index.ts";
import { isUnknown, type Unknown } from "../../../schemas/index.ts";
import type { ConditionClause } from "../condition/clause.ts";
import { documentedFacts } from "../keys.ts";
import type { ContextValue } from "../search.ts";
import { clausesOn, knownOf, type Statement } from "../statement.ts";
import { cellsOf } from "../text/cells.ts";
import { ANY, among, caseless, glob, literal, ONE, type Pattern, withinSegments } from "../text/pattern.ts";
import { isEverything, keysOf, type Lookup, patternOf, type TextTemplate } from "../text/template.ts";
import { valuesOf } from "../values.ts";
import { HOLDER_ACCOUNT } from "./holders.ts";

const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const DIGITS = "0123456789";
const REGION: Pattern = [...[LETTERS, LETTERS, "-", LETTERS].map((signs) => among(signs)), among(LETTERS, true), among("-"), among("123456789")];
const ACCOUNT: Pattern = Array.from({ length: 12 }, () => among(DIGITS));

/** Signs that are no part of a name; wildcards are none of a resource. */
const without = (signs: string, repeated: boolean) => ({ has: (unit: string) => !signs.includes(unit), repeated, signs });
const nameOf = (signs: string): Pattern => [without(signs, false), without(signs, true)];

const MAX_COMBINATIONS = 64;
const MAX_RESOURCES = 400;

/** One whose requests are asked about. */
export interface ResourceHolder {
  /** The only account whose resources count, besides what AWS maintains. */
  account: string;
  /** The value of a condition key in all of its requests; undefined where that is open. */
  valueIn: (key: string) => ContextValue | undefined;
}

/**
 * Resources of an action of which statements match others, one for each set of patterns that some resource matches and no other pattern does. Null where there
 * are too many. Resources on which the statements agree are left out but for one.
 *
 * @param holder whose requests they are; null for those of anyone
 */
export function resourcesOf({ types, service }: ActionRow, statements: readonly Statement[], holder: ResourceHolder | null = null): readonly string[] | null {
  const account = holder?.account ?? null;
  if (types.length === 0) return ["*"];
  const templates = statements.flatMap(({ resources, notResources }) => [...knownOf(resources), ...knownOf(notResources)]).filter((one) => !isEverything(one));
  const regions = placeTests(statements, "aws:requestedregion");
  const accounts = account === null ? placeTests(statements, "aws:resourceaccount") : [];
  const owner = account ?? SAMPLE.account;
  const onNothing = types.some(({ required }) => required) ? [] : ["*"];
  const forms = [...new Set(types.map(({ arn }) => arn))];
  if (templates.length === 0) {
    const [of, owners] = [regionsOf(regions), account === null ? accountsOf(accounts) : [account]];
    if (of === null || owners === null) return null;
    const few = regions.length + accounts.length === 0 ? forms.slice(0, 1) : forms;
    return [...few.flatMap((form) => of.flatMap((region) => owners.map((one) => sampleOf(form, region, one)))), ...onNothing];
  }
  const tests = [...inPlace(regions, 3), ...inPlace(accounts, 4)];
  const lookups = lookupsFor(templates, statements, holder);
  if (lookups === null) return null;
  const filled = templates.map((template) => filledPatterns(template, statements, holder));
  if (filled.includes(null)) return null;
  const patterns = [
    ...templates.flatMap((template) => (keysOf(template).length === 0 ? lookups.slice(0, 1) : lookups).flatMap((lookup) => asPatterns(template, lookup))),
    ...filled.flatMap((one) => one ?? []),
  ];
  const found = new Set<string>();
  for (const form of forms) {
    const fitting = patterns.filter((pattern) => mayFit(pattern, form, service));
    const names = hasColon(fitting, form) ? "*?" : ":*?";
    const cells =
      fitting.length + tests.length === 0
        ? [sampleOf(form, SAMPLE.region, owner)]
        : cellsOf({ patterns: [...unique(fitting), ...tests], forms: formsOf(form, names, fitting, account) });
    if (cells === null) return null;
    for (const text of cells) found.add(text);
    if (found.size > MAX_RESOURCES) return null;
  }
  return [...found, ...onNothing];
}

const regionsOf = (tests: readonly Pattern[]): string[] | null => (tests.length === 0 ? [SAMPLE.region] : cellsOf({ patterns: tests, forms: [REGION] }));
const accountsOf = (tests: readonly Pattern[]): string[] | null => (tests.length === 0 ? [SAMPLE.account] : cellsOf({ patterns: tests, forms: [ACCOUNT] }));

/** A resource pattern by both readings of its wildcards: across segments, and not. */
function asPatterns(template: TextTemplate, lookup: Lookup): Pattern[] {
  const pattern = patternOf(template, lookup);
  return pattern === null || isUnknown(pattern) ? [] : [pattern as Pattern, withinSegments(pattern as Pattern)];
}

/** Any text, and one without what separates the parts of a resource. */
const INSERTED: readonly Pattern[] = [[ONE, ANY], nameOf(":/*?")];

/**
 * A resource pattern with variables, as patterns of what they may insert: any text, and what the tests of their keys match. So that resources which another
 * pattern matches are kept apart by whether some value of the variable names them. Null where there are too many.
 */
function filledPatterns(template: TextTemplate, statements: readonly Statement[], holder: ResourceHolder | null): Pattern[] | null {
  const keys = new Set(keysOf(template).filter((key) => holder?.valueIn(key) === undefined));
  if (keys.size === 0) return [];
  let all: Pattern[] = [[]];
  for (const part of template) {
    const isFree = typeof part !== "string" && keys.has(part.key);
    const plain = isFree ? null : patternOf([part], (key) => holder?.valueIn(key) ?? null);
    const choices = isFree
      ? [...INSERTED, ...unique(clausesOn(statements, part.key).flatMap(valuePatterns))]
      : [isUnknown(plain) || plain === null ? [] : (plain as Pattern)];
    all = all.flatMap((before) => choices.map((choice) => [...before, ...choice]));
    if (all.length > MAX_COMBINATIONS) return null;
  }
  return all;
}

/** Values of the keys whose variables stand in resource patterns, each with each. */
function lookupsFor(templates: readonly TextTemplate[], statements: readonly Statement[], holder: ResourceHolder | null): Lookup[] | null {
  let all: ReadonlyMap<string, ContextValue>[] = [new Map()];
  for (const key of new Set(templates.flatMap(keysOf))) {
    const fixed = holder?.valueIn(key);
    const values = fixed === undefined ? valuesOf(documentedFacts(key), clausesOn(statements, key), [], []) : [fixed];
    if (values === null) return null;
    if (fixed === null) continue;
    const texts = values.filter((value) => value?.length === 1);
    all = all.flatMap((chosen) => texts.map((value) => new Map([...chosen, [key, value]])));
    if (all.length > MAX_COMBINATIONS) return null;
  }
  return all.map((chosen) => (key) => chosen.get(key) ?? null);
}

/** Tests of the region or the account of a resource. */
const placeTests = (statements: readonly Statement[], key: string): Pattern[] => unique(clausesOn(statements, key).flatMap((clause) => valuePatterns(clause)));

/** Patterns of one part of an ARN as patterns of the ARN. */
function inPlace(patterns: readonly Pattern[], place: number): Pattern[] {
  const skipped: Pattern = Array.from({ length: place }).flatMap(() => [without(":", true), ...literal(":")]);
  return patterns.map((pattern) => [...skipped, ...pattern, ...literal(":"), ANY]);
}

function valuePatterns({ operator, values }: ConditionClause): Pattern[] {
  if (isUnknown(operator)) return [];
  return knownOf(values as readonly (TextTemplate | Unknown)[] | Unknown).flatMap((template) => {
    const [text, ...rest] = template;
    if (typeof text !== "string" || rest.length > 0 || text.includes(":")) return [];
    if (operator.family === "caseless") return [caseless(text)];
    return [(operator.family === "like" ? glob(text) : literal(text)).map((token) => (token.signs === "" ? without(":", token.repeated) : token))];
  });
}

const VARIABLE = /(\$\{[^}]*\})/;

/** The ARNs of a resource type. */
function formsOf(form: string, names: string, patterns: readonly Pattern[], owner: string | null): Pattern[] {
  const parts = form.split(VARIABLE).filter((part) => part !== "");
  const of = (account: Pattern): Pattern =>
    parts.flatMap((part): Pattern => {
      if (!part.startsWith("${")) return part.split("*").flatMap((text, at) => [...(at > 0 ? [ANY] : []), ...literal(text)]);
      if (part === "${Partition}") return partition(patterns);
      if (part === "${Region}") return REGION;
      if (part === "${Account}") return account;
      return nameOf(/BucketName\}$/.test(part) ? ":/*?" : names);
    });
  // Policies that AWS maintains. Source: IAM User Guide, "IAM ARNs": arn:aws:iam::aws:policy/…
  return [of(owner === null ? ACCOUNT : literal(owner)), ...(/:iam::\$\{Account\}:policy\//.test(form) ? [of(literal("aws"))] : [])];
}

const partition = (patterns: readonly Pattern[]): Pattern =>
  literal(textsOf(patterns).every((text) => text.startsWith("arn:aws-cn:")) && patterns.length > 0 ? "aws-cn" : "aws");

const textsOf = (patterns: readonly Pattern[]): string[] =>
  patterns.map((pattern) => pattern.map(({ signs, repeated }) => (repeated ? "*" : signs.charAt(0) || "?")).join(""));

/** Whether a pattern spells more colons after the fifth than the resource type has there. */
function hasColon(patterns: readonly Pattern[], form: string): boolean {
  const inName = (text: string): number => [...text].filter((unit) => unit === ":").length;
  return textsOf(patterns).some((text) => inName(text) > inName(form.replace(/\$\{[^}]*\}/g, "x")));
}

/** Whether a pattern may be about a service's resources. */
function mayFit(pattern: Pattern, form: string, service: string): boolean {
  const arn = parseArn(textsOf([pattern]).join(""));
  return !arn || /[*?]/.test(arn.partition + arn.service) || arn.service === (parseArn(form)?.service ?? service);
}

const SAMPLE = { region: "us-east-1", account: HOLDER_ACCOUNT };

function sampleOf(form: string, region: string, account: string): string {
  const values: Readonly<Record<string, string>> = { "${Partition}": "aws", "${Region}": region, "${Account}": account };
  return form
    .split(VARIABLE)
    .map((part) => (part.startsWith("${") ? (values[part] ?? "example") : part.replaceAll("*", "example")))
    .join("");
}

function unique(patterns: readonly Pattern[]): Pattern[] {
  return [...new Map(patterns.map((pattern) => [pattern.map(({ signs, repeated }) => `${signs}${repeated ? "*" : ""}`).join(" "), pattern])).values()];
}
