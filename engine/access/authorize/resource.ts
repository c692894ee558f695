import { type KnownTruth, parseArn } from "../../../document/index.ts";
import { isUnknown } from "../../../schemas/index.ts";
import { knownOf, listedOrNot, resourceMatches, type Statement } from "../statement.ts";
import { ANY, matches, type Pattern, withinSegments } from "../text/pattern.ts";
import { isEverything, keysOf, type Lookup, patternOf, type TextTemplate } from "../text/template.ts";

/** What a request is made on. */
export interface RequestedResource {
  resource: string;
  service: string;
  accountId: string;
  /** What holds where a pattern matches only across segments. */
  acrossSegments: KnownTruth;
  /** What holds where a call on nothing meets a pattern of all resources of one account or region. */
  ofOneAccount: KnownTruth;
}

/** Whether a statement is about a resource. Source: IAM User Guide, "IAM JSON policy elements: Resource", wildcards. */
export const isAboutResource = ({ resources, notResources }: Statement, requested: RequestedResource, lookup: Lookup): KnownTruth =>
  listedOrNot(resources, notResources, (template) => matchesResource(template, requested, lookup), false);

function matchesResource(template: TextTemplate, requested: RequestedResource, lookup: Lookup): KnownTruth {
  const { resource, acrossSegments } = requested;
  if (resource === "*") return coversService(template, requested);
  const loosely = resourceMatches(template, resource, lookup);
  if (loosely !== true || isEverything(template)) return loosely;
  const pattern = patternOf(template, lookup);
  return pattern === null || isUnknown(pattern) || matches(withinSegments(pattern), resource) ? loosely : acrossSegments;
}

/**
 * A call on nothing has the resource `*`; a pattern is about it where it takes in every resource of the service.
 * Source: as above: such actions apply to all resources of the service; the documented `arn:aws:s3:::*` for s3:ListAllMyBuckets.
 */
function coversService(template: TextTemplate, { service, accountId, ofOneAccount }: RequestedResource): KnownTruth {
  if (isEverything(template)) return true;
  const [only, ...others] = template;
  const arn = typeof only === "string" && others.length === 0 ? parseArn(only) : null;
  if (!arn || !/^\*+$/.test(arn.resource) || arn.service !== service) return false;
  const isOpen = [arn.region, arn.accountId].every((part) => part === "" || part === "*");
  return isOpen ? true : arn.accountId === accountId || arn.accountId === "*" || arn.accountId === "" ? ofOneAccount : false;
}

/** Texts of a key with which a variable in a resource pattern makes the pattern match: parts of the resource. */
export function insertedTexts(statements: readonly Statement[], resource: string): (key: string) => readonly string[] {
  const templates = statements
    .flatMap(({ resources, notResources }) => [...knownOf(resources), ...knownOf(notResources)])
    .filter((template) => keysOf(template).length > 0);
  return (key) => [...new Set(templates.filter((template) => keysOf(template).includes(key)).flatMap((template) => textsIn(template, key, resource)))];
}

function textsIn(template: TextTemplate, key: string, resource: string): string[] {
  const [before] = template;
  // What stands before the first variable is fixed where it has no wildcard.
  const start = typeof before === "string" && !/[*?]/.test(before) && isVariable(template[1], key) ? before.length : null;
  const starts = start === null ? [...resource].map((_, at) => at) : [start];
  const found: string[] = [];
  for (const from of starts) {
    for (let to = from + 1; to <= resource.length; to += 1) {
      const text = resource.slice(from, to);
      if (matches(withText(template, key, text), resource)) found.push(text);
    }
  }
  return found;
}

const isVariable = (part: TextTemplate[number] | undefined, key: string): boolean => typeof part === "object" && part.key === key;

/** A template with a text for one key, and anything for the others. */
const withText = (template: TextTemplate, key: string, text: string): Pattern =>
  template.flatMap((part) => {
    const made = typeof part === "object" && part.key !== key && keysOf([part]).length > 0 ? [ANY] : patternOf([part], () => [text]);
    return made === null || isUnknown(made) ? [] : (made as Pattern);
  });
