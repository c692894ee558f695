import { nearest, parseArn } from "../../../document/index.ts";
import {
  type AccessGap,
  type AccessPattern,
  type AccessProblem,
  type AccessVerdict,
  type document,
  isUnknown,
  type PatternProblem,
  type PrincipalReach,
  type Unknown,
  type WhoAnswer,
} from "../../../schemas/index.ts";
import { marksFor } from "../authorize/marks.ts";
import type { AccessSources } from "../authorize/question.ts";
import { patternProblems } from "../compare/pattern.ts";
import { mayReach, type ReachFound, type ReachQuestion } from "./reach.ts";

export type WhoFound = { ok: true; answer: WhoAnswer } | { ok: false; problems: (PatternProblem | AccessProblem)[] };

/**
 * Which users and roles of an account may make some request that a pattern covers.
 *
 * @returns problems where the pattern covers no request, or the context contradicts all of them
 */
export function whoMay(question: Omit<ReachQuestion, "principal">, sources: AccessSources): WhoFound {
  const problems = [...patternProblems(question.access, sources.actions), ...accountProblems(question.access, sources.document)];
  if (problems.length > 0) return { ok: false, problems };
  const reached = principalsIn(sources.document).map((arn) => [arn, mayReach({ ...question, principal: arn }, sources)] as const);
  const gaps = gapsIn(sources.document);
  // What no principal could be asked about is a fault of the question.
  if (gaps.length === 0 && reached.length > 0 && reached.every(([, reach]) => reach.answer === null && reach.gaps.length === 0)) {
    const [first] = reached.flatMap(([, reach]) => reach.problems);
    return { ok: false, problems: [first ?? noSuchRole(question.access, sources.document)] };
  }
  const principals = reached.map(([arn, reach]): PrincipalReach => {
    const isOpen = reach.answer === null && gaps.length > 0;
    return { arn, verdict: isOpen ? "unknown" : verdictOf(reach), answer: reach.answer, gaps: reach.gaps };
  });
  const some = (...verdicts: readonly AccessVerdict[]): boolean => principals.some(({ verdict }) => verdicts.includes(verdict));
  const isCertain = principals.some(({ verdict, answer }) => verdict === "allowed" || (verdict === "conditional" && answer?.read !== "denied"));
  const verdict = isCertain ? "allowed" : some("unknown", "conditional") || gaps.length > 0 ? "unknown" : "denied";
  return { ok: true, answer: { access: question.access, verdict, principals, gaps } };
}

const verdictOf = ({ answer, gaps }: ReachFound): AccessVerdict => {
  const verdict = answer?.verdict ?? "denied";
  return verdict === "denied" && gaps.length > 0 ? "unknown" : verdict;
};

/** Every user and role of the account whose ARN is known, users first. */
const principalsIn = ({ users, roles }: AccessSources["document"]): string[] =>
  [users, roles].flatMap((list) =>
    isUnknown(list) ? [] : (list as readonly (document.User | document.Role)[]).flatMap((one) => (isUnknown(one) || isUnknown(one.arn) ? [] : [one.arn])),
  );

/** Patterns of resources of another account: whether they may be reached is decided there too. */
function accountProblems({ resources }: AccessPattern, { account }: AccessSources["document"]): AccessProblem[] {
  const own = isUnknown(account) ? null : account.id;
  return resources.flatMap((value): AccessProblem[] => {
    const accountId = parseArn(value)?.accountId ?? "";
    return /^\d{12}$/.test(accountId) && accountId !== own ? [{ code: "other-account", value }] : [];
  });
}

/** Roles that are assumed are those of the document. */
const noSuchRole = ({ resources }: AccessPattern, { roles }: AccessSources["document"]): AccessProblem => {
  const value = resources.join(",");
  const known = isUnknown(roles)
    ? []
    : (roles as readonly (document.Role | Unknown)[]).flatMap((role) => (isUnknown(role) || isUnknown(role.arn) ? [] : [role.arn]));
  return { code: "no-such-role", value, nearest: nearest(value, known) };
};

function gapsIn(about: AccessSources["document"]): AccessGap[] {
  const marks = marksFor(about);
  const open = [about.users, about.roles].flatMap((list) => (isUnknown(list) ? [list] : (list as readonly unknown[]).filter(isUnknown)));
  return [...new Map(open.map((mark) => [mark.$unknown, marks.gapOf(mark)])).values()];
}
