import { and, type KnownTruth, or } from "../../../document/index.ts";
import { isUnknown } from "../../../schemas/index.ts";
import { holderFacts } from "../holder.ts";
import { actionsOf, allowsAny } from "../some-request.ts";
import { hasEffect, knownOf, type Listed, type Policy, type Statement } from "../statement.ts";

/**
 * Whether some Deny statement can match a request. `NotAction: "*"` matches none, nor does a condition that cannot hold. Action and Resource name at least one
 * pattern, whatever it is.
 */
export const denies = ({ statements }: Policy): KnownTruth =>
  or(
    statements.map((statement) => {
      const denying = hasEffect(statement, "Deny");
      return denying === false ? false : and([denying, canMatch(statement)]);
    }),
  );

function canMatch(statement: Statement): KnownTruth {
  const { actions, notActions, resources, notResources } = statement;
  const filled: Statement = {
    ...statement,
    effect: "Allow",
    actions: someOf(actions, notActions, "*"),
    resources: isEmptyList(resources) && isEmptyList(notResources) ? [["*"]] : someOf(resources, notResources, ["*"]),
  };
  const policy = { statements: [filled] };
  const listed = knownOf(filled.actions);
  const holder = { facts: holderFacts, fixed: new Map() };
  const sampled = allowsAny(policy, listed.length > 0 ? listed.map(sampleAction) : [UNNAMED], holder);
  return listed.length > 0 || sampled === true ? sampled : allowsAny(policy, actionsOf(policy, []), holder);
}

/** An action that no pattern names, as a rule. */
const UNNAMED = "zq7unnamed:zq7unnamed";

/** An action that a pattern matches. */
function sampleAction(pattern: string): string {
  const text = pattern.replace(/[*?]/g, "a");
  return text.includes(":") ? text : `${text}:a`;
}

const isEmptyList = (list: Listed<unknown>): boolean => !isUnknown(list) && (list as readonly unknown[]).length === 0;

/** A list of patterns that is not known, and is there: some pattern. */
const someOf = <T>(list: Listed<T>, negated: Listed<T>, any: T): Listed<T> =>
  isEmptyList(negated) && (isUnknown(list) || (list as readonly unknown[]).some((element) => isUnknown(element))) ? [any] : list;
