import { type ActionRow, globMatches } from "../../../document/index.ts";
import { type AccessAnswer, type AccessPattern, type AccessProblem, type ComparisonGap, isUnknown } from "../../../schemas/index.ts";
import { type Caller, callerOf } from "../authorize/caller.ts";
import { ASSUMING } from "../authorize/check.ts";
import { fixedKeys } from "../authorize/context.ts";
import { authorize } from "../authorize/index.ts";
import { marksFor } from "../authorize/marks.ts";
import { givenStatements, type PolicyCandidate, policiesOfCaller } from "../authorize/policies.ts";
import type { AccessQuestion, AccessSources } from "../authorize/question.ts";
import { type ActionClass, actionClasses } from "../cells/actions.ts";
import { resourcesOf } from "../cells/resources.ts";
import type { ContextValue } from "../search.ts";
import { namesAction, type Statement } from "../statement.ts";

/** Whether a principal may do something, whatever the request. */
export interface ReachQuestion extends Pick<AccessQuestion, "principal" | "context" | "controlPolicies" | "scope"> {
  access: AccessPattern;
}

/** The most that was found: of all requests that the pattern covers the one that is allowed with the fewest doubts. */
export interface ReachFound {
  /** Null where no request is covered, or none was worked out. */
  answer: AccessAnswer | null;
  gaps: { why: ComparisonGap; actions: string[] }[];
  /** Why no request could be asked about, such as a condition key that none of the actions has. */
  problems: AccessProblem[];
}

/** From the clearest yes to the clearest no. */
const ORDER: readonly ((answer: AccessAnswer) => boolean)[] = [
  ({ verdict }) => verdict === "allowed",
  ({ verdict, read }) => verdict === "conditional" && read !== "denied",
  ({ verdict }) => verdict === "conditional",
  ({ verdict }) => verdict === "unknown",
  () => true,
];

const rankOf = (answer: AccessAnswer): number => ORDER.findIndex((is) => is(answer));

/**
 * Whether a principal of the account may make some request that a pattern covers. Actions that its statements treat alike are one, and so are resources; each of
 * these requests is decided by `authorize`. Resources are those of the own account; roles that are assumed are those of the document.
 */
export function mayReach({ access, ...question }: ReachQuestion, sources: AccessSources): ReachFound {
  const { document: about, actions } = sources;
  const account = isUnknown(about.account) ? null : about.account;
  const found = account ? callerOf(about, account.id, { ...question, action: "", resource: "" }) : null;
  if (!account) return { answer: null, gaps: [], problems: [{ code: "no-account", value: question.principal }] };
  if (!found?.ok) return { answer: null, gaps: [], problems: found ? [found.problem] : [] };
  const asked = givenStatements("identity", {
    name: "asked",
    document: { Version: "2012-10-17", Statement: [{ Effect: "Deny", Action: access.actions, Resource: access.resources }] },
  });
  const held = policiesOfCaller(found.caller, sources, marksFor(about));
  const { scps = [], rcps = [] } = question.controlPolicies ?? {};
  const limits = [...scps.flat(), ...rcps].flatMap((policy) => givenStatements("scp", policy) ?? []);
  const readings = (candidates: readonly PolicyCandidate[]): Statement[] => candidates.flatMap((one) => one.readings);
  const sought = readings(asked ?? []);
  const statements = [...readings([...held.identity, ...(held.boundary ?? []), ...limits]), ...sought];

  const best: ReachFound = { answer: null, gaps: [], problems: [] };
  const isSought = (naming: readonly Statement[]): boolean => naming.some((one) => sought.includes(one));
  for (const { row, names } of namedActions(access, actions) ?? actionClasses(statements, actions, isSought)) {
    const action = `${row.service}:${row.name}`;
    const naming = statements.filter((statement) => namesAction(statement, action.toLowerCase()) !== false);
    if (!isSought(naming)) continue;
    const resources = targetsOf(row, naming, { account: account.id, caller: found.caller }, sources);
    if (resources === null) {
      best.gaps.push({ why: "too-many-resources", actions: [...names] });
      continue;
    }
    for (const resource of resources.filter((one) => access.resources.some((pattern) => globMatches(pattern, one)))) {
      const decided = authorize({ ...question, action, resource }, sources);
      if (!decided.ok) {
        if (best.problems.length === 0) best.problems = decided.problems;
        continue;
      }
      if (best.answer === null || rankOf(decided.answer) < rankOf(best.answer)) best.answer = decided.answer;
      if (best.answer.verdict === "allowed") return best;
    }
  }
  return best;
}

/** The actions of a pattern that spells each of them; null for one with wildcards. */
function namedActions({ actions: asked }: AccessPattern, actions: AccessSources["actions"]): Pick<ActionClass, "row" | "names">[] | null {
  if (asked.some((text) => /[*?]/.test(text))) return null;
  return asked.flatMap((text) => {
    const row = actions.find(text);
    return row ? [{ row, names: [`${row.service}:${row.name}`] }] : [];
  });
}

/** What an action is called on, as far as statements tell it apart. */
function targetsOf(
  row: ActionRow,
  statements: readonly Statement[],
  { account, caller }: { account: string; caller: Caller },
  { document: about }: AccessSources,
): readonly string[] | null {
  if (!ASSUMING.test(`${row.service}:${row.name}`.toLowerCase())) {
    const { valueIn } = fixedKeys(about, { caller, row, resource: "*", resourceAccount: account });
    // What follows from the resource is kept apart by its ARN.
    const ofCaller = (key: string): ContextValue | undefined => {
      const value = /^aws:(principal|user)/.test(key) ? valueIn(key) : undefined;
      return isUnknown(value) ? undefined : (value as ContextValue | undefined);
    };
    return resourcesOf(row, statements, { account, valueIn: ofCaller });
  }
  return isUnknown(about.roles) ? [] : about.roles.flatMap((role) => (isUnknown(role) || isUnknown(role.arn) ? [] : [role.arn]));
}
