import { type KnownTruth, parseArn } from "../../../document/index.ts";
import { isUnknown, type Unknown } from "../../../schemas/index.ts";
import { listedOrNot, resourceMatches, type Statement } from "../statement.ts";
import { matches, withinSegments } from "../text/pattern.ts";
import { isEverything, type Lookup, patternOf, type TextTemplate } from "../text/template.ts";

/** What a request is made on. */
export interface RequestedResource {
  resource: string;
  service: string;
  accountId: string;
  /** Stands where a pattern matches only across segments. */
  acrossSegments: Unknown;
  /** Stands where a call on nothing meets a pattern of all resources of one account or region. */
  ofOneAccount: Unknown;
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
