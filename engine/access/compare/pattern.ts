import { type ActionCatalogue, actionMatches, actionParts, parseArn } from "../../../document/index.ts";
import type { AccessPattern, PatternProblem } from "../../../schemas/index.ts";
import type { GivenPolicy } from "../authorize/question.ts";
import { unknownAction } from "../authorize/unknown-action.ts";
import { addedAccess } from "./compare.ts";

/** A policy that denies access. The version gives `${…}` in resources its meaning. */
export const denyOf = ({ actions, resources }: AccessPattern): GivenPolicy => ({
  name: "forbidden",
  document: { Version: "2012-10-17", Statement: [{ Effect: "Deny", Action: actions, Resource: resources }] },
});

/** What is wrong with a pattern of access: what no request could ever match. */
export function patternProblems({ actions: patterns, resources }: AccessPattern, actions: ActionCatalogue): PatternProblem[] {
  const unknown = patterns.flatMap((pattern) => (isMatched(pattern, actions) ? [] : [unknownAction(pattern, actions)]));
  if (unknown.length > 0) return unknown;
  const isSome = (access: AccessPattern): boolean => {
    const all: GivenPolicy = { name: "all", document: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: access.actions, Resource: "*" }] } };
    const found = addedAccess({ before: [all, denyOf(access)], after: [all] }, actions);
    return !found.ok || found.comparison.adds !== null || found.comparison.gaps.length > 0;
  };
  if (isSome({ actions: patterns, resources })) {
    // Each by itself: one that can never match would be read as a limit.
    const others = resources.length === 1 ? [] : resources.filter((resource) => !isSome({ actions: patterns, resources: [resource] }));
    return others.map((value) => ({ code: "no-such-resource", value, actions: patterns }));
  }
  return isSome({ actions: patterns, resources: ["*"] })
    ? resources.map((value) => ({ code: "no-such-resource", value, actions: patterns }))
    : patterns.map((value) => ({ code: "not-by-policy", value }));
}

function isMatched(pattern: string, actions: ActionCatalogue): boolean {
  if (!/[*?]/.test(pattern)) return actions.find(pattern) !== null;
  const { service } = actionParts(pattern);
  const services = /[*?]/.test(service) ? actions.services : [service.toLowerCase()];
  return services.some((one) => actions.namesOf(one).some((name) => actionMatches(pattern, `${one}:${name}`)));
}

/**
 * Reads `actions on resources`, such as `iam:PassRole on *`; lists have commas. Without resources it is about all.
 *
 * @returns null where it is not of that form
 */
export function accessPattern(text: string): AccessPattern | null {
  const [actions = "", resources, ...rest] = text.trim().split(/\s+on\s+/i);
  const list = (part: string): string[] => part.split(",").map((one) => one.trim());
  const read = { actions: list(actions), resources: resources === undefined ? ["*"] : list(resources) };
  const isWhole =
    rest.length === 0 &&
    read.actions.every((one) => one === "*" || /^[^\s:]+:\S+$/.test(one)) &&
    read.resources.every((one) => one === "*" || (parseArn(one) !== null && !/\s/.test(one)));
  return isWhole ? read : null;
}
