import { type ActionCatalogue, actionMatches, actionParts, parseArn } from "../../../document/index.ts";
import type { AccessWitness, ForbiddenAccess, LimitAnswer, LimitProblem, RequestBeyond } from "../../../schemas/index.ts";
import type { GivenPolicy } from "../authorize/question.ts";
import { unknownAction } from "../authorize/unknown-action.ts";
import { addedAccess } from "./compare.ts";

/** One policy of one holder, and what it must keep within. */
interface LimitQuestion {
  policy: GivenPolicy;
  /** Policies that together allow what may be allowed; null where there is no such limit. */
  reference: readonly GivenPolicy[] | null;
  /** A limit each. */
  forbidden: readonly ForbiddenAccess[];
}

export type LimitsChecked = { ok: true; answers: LimitAnswer[] } | { ok: false; problems: LimitProblem[] };

/**
 * Whether a policy keeps within limits, for every request: one answer for the reference and one for each forbidden access. Each request beyond a limit is decided
 * again by `authorize`.
 *
 * @returns the problems of limits that could never be passed: actions that AWS lacks, resources on which none of the actions is called
 */
export function checkLimits({ policy, reference, forbidden }: LimitQuestion, actions: ActionCatalogue): LimitsChecked {
  const problems = forbidden.flatMap((one) => forbiddenProblems(one, actions));
  if (problems.length > 0) return { ok: false, problems };
  const answers: LimitAnswer[] = [];
  if (reference) {
    const found = addedAccess({ before: reference, after: [policy] }, actions);
    if (!found.ok) return { ok: false, problems: found.unread.map((value) => ({ code: "unread-policy", value })) };
    answers.push(answerOf(policy, { kind: "reference", policies: reference.map(({ name }) => name) }, found.comparison));
  }
  for (const one of forbidden) {
    // What a policy allows beyond itself with a Deny of something is what it allows of that.
    const found = addedAccess({ before: [policy, denyOf(one)], after: [policy] }, actions);
    if (!found.ok) return { ok: false, problems: found.unread.map((value) => ({ code: "unread-policy", value })) };
    answers.push(answerOf(policy, { kind: "forbidden", ...one }, found.comparison));
  }
  return { ok: true, answers };
}

type Found = Extract<ReturnType<typeof addedAccess>, { ok: true }>["comparison"];

function answerOf({ name }: GivenPolicy, limit: LimitAnswer["limit"], { adds, future, gaps }: Found): LimitAnswer {
  const beyond = (witness: AccessWitness | null): RequestBeyond | null => {
    if (!witness) return null;
    const { before, after, ...request } = witness;
    return { ...request, allowedBy: after.statements, reference: limit.kind === "reference" ? before : null };
  };
  const verdict = adds ? "beyond" : gaps.length > 0 ? "unknown" : "within";
  return { policy: name, limit, verdict, request: beyond(adds), future: beyond(future.adds), gaps };
}

/** The version gives `${…}` in resources its meaning. */
const denyOf = ({ actions, resources }: ForbiddenAccess): GivenPolicy => ({
  name: "forbidden",
  document: { Version: "2012-10-17", Statement: [{ Effect: "Deny", Action: actions, Resource: resources }] },
});

function forbiddenProblems({ actions: patterns, resources }: ForbiddenAccess, actions: ActionCatalogue): LimitProblem[] {
  const unknown = patterns.flatMap((pattern) => (isMatched(pattern, actions) ? [] : [unknownAction(pattern, actions)]));
  if (unknown.length > 0) return unknown;
  const isSome = (access: ForbiddenAccess): boolean => {
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
export function forbiddenAccess(text: string): ForbiddenAccess | null {
  const [actions = "", resources, ...rest] = text.trim().split(/\s+on\s+/i);
  const list = (part: string): string[] => part.split(",").map((one) => one.trim());
  const read = { actions: list(actions), resources: resources === undefined ? ["*"] : list(resources) };
  const isWhole =
    rest.length === 0 &&
    read.actions.every((one) => one === "*" || /^[^\s:]+:\S+$/.test(one)) &&
    read.resources.every((one) => one === "*" || (parseArn(one) !== null && !/\s/.test(one)));
  return isWhole ? read : null;
}
