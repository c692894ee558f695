import {
  actionMatches,
  compareText,
  isEveryAction,
  isEveryResource,
  plainGap,
  policyContent,
  unknownContent,
  WATCHED_ACTIONS,
} from "../../../document/index.ts";
import { type document, isUnknown, type PartialStatement, type PlannedContent, type Unknown } from "../../../schemas/index.ts";
import { knownOf } from "./lists.ts";
import { laterMark, type Model, type Step } from "./model.ts";

type Content = document.PolicyContent;

const MFA_KEYS = new Set(["aws:multifactorauthpresent", "aws:multifactorauthage"]);

/** What a planned policy document says; what is not known of it is unknown. */
export function plannedContent(model: Model, step: Step, content: PlannedContent): Content {
  if (content.status === "known") {
    const read = policyContent(content.document, "json", { $unknown: "" });
    if (!isUnknown(read.statements)) return read;
    const message = "The planned policy cannot be read as an IAM policy document.";
    return unknownContent(model.gaps.mark(plainGap(`${step.plan.tool} plan`, "Unparseable", step.operation.by, message)));
  }
  const mark = laterMark(model, step.plan, content.scope);
  return content.status === "partial" ? partialContent(content.statements, content.complete === true, mark) : unknownContent(mark);
}

/** What holds of every document that has these statements, whatever else it has; `complete`: it has no others. */
function partialContent(statements: readonly PartialStatement[], complete: boolean, mark: Unknown): Content {
  const whole = statements.flatMap((statement) => (statement.whole === null ? [] : [statement.whole]));
  const read = policyContent({ Statement: whole }, "json", mark);
  const parts = statements.filter((statement) => statement.whole === null);
  const allows = parts.filter(({ effect }) => effect === "Allow");
  const decided = (holds: boolean, cannot: (part: PartialStatement) => boolean): boolean | Unknown => holds || (complete && parts.every(cannot) ? false : mark);
  const granted = new Set(knownOf(read.grants));
  for (const action of WATCHED_ACTIONS) if (allows.some((statement) => surelyAllows(statement, action))) granted.add(action);
  const isDeny = ({ effect }: PartialStatement): boolean => effect === "Deny";
  const isAllow = ({ effect }: PartialStatement): boolean => effect === "Allow";
  const allActions = complete && parts.every((part) => isDeny(part) || (isAllow(part) && part.actionsComplete === true));
  const grants = [...granted].sort(compareText);
  return {
    statements: opened(read.statements, mark),
    admin: decided(read.admin === true || allows.some(surelyAdmin), (part) => isDeny(part) || cannotBeAdmin(part)),
    denies: decided(read.denies === true || parts.some(isDeny), isAllow),
    requiresMfa: decided(
      read.requiresMfa === true || parts.some(({ conditionKeys }) => conditionKeys.some(isMfaKey)),
      ({ conditionsComplete }) => conditionsComplete === true,
    ),
    grants: allActions ? grants : [...grants, mark],
    allowDigests: complete && parts.every(isDeny) ? read.allowDigests : opened(read.allowDigests, mark),
    denyDigests: complete && parts.every(isAllow) ? read.denyDigests : opened(read.denyDigests, mark),
    documentSha256: mark,
  };
}

const isMfaKey = (key: string): boolean => MFA_KEYS.has(key.toLowerCase());

const surelyAllows = ({ actions, notActions }: PartialStatement, action: string): boolean =>
  actions.some((pattern) => actionMatches(pattern, action)) || (notActions !== null && !notActions.some((pattern) => actionMatches(pattern, action)));

const surelyAdmin = ({ actions, unconditioned, resources }: PartialStatement): boolean =>
  unconditioned && resources.some(isEveryResource) && actions.some(isEveryAction);

/** An Allow of named actions, none of which is every action, is no administrator's whatever its resources. */
const cannotBeAdmin = ({ actions, actionsComplete, notActions, conditionKeys }: PartialStatement): boolean =>
  conditionKeys.length > 0 || (actionsComplete === true && notActions === null && actions.length > 0 && !actions.some(isEveryAction));

const opened = <T>(list: (T | Unknown)[] | Unknown, mark: Unknown): (T | Unknown)[] => [...knownOf(list), mark];
