import type { ActionCatalogue } from "../../../document/index.ts";
import type { AccessPattern, AccessWitness, LimitAnswer, PatternProblem, RequestBeyond } from "../../../schemas/index.ts";
import type { GivenPolicy } from "../authorize/question.ts";
import { addedAccess } from "./compare.ts";
import { denyOf, patternProblems } from "./pattern.ts";

/** One policy of one holder, and what it must keep within. */
interface LimitQuestion {
  policy: GivenPolicy;
  /** Policies that together allow what may be allowed; null where there is no such limit. */
  reference: readonly GivenPolicy[] | null;
  /** A limit each. */
  forbidden: readonly AccessPattern[];
}

export type LimitsChecked = { ok: true; answers: LimitAnswer[] } | { ok: false; problems: PatternProblem[] };

/**
 * Whether a policy keeps within limits, for every request: one answer for the reference and one for each forbidden access. Each request beyond a limit is decided
 * again by `authorize`.
 *
 * @returns the problems of limits that could never be passed: actions that AWS lacks, resources on which none of the actions is called
 */
export function checkLimits({ policy, reference, forbidden }: LimitQuestion, actions: ActionCatalogue): LimitsChecked {
  const problems = forbidden.flatMap((one) => patternProblems(one, actions));
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
