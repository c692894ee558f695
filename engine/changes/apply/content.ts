import { isRaw, plainGap, policyContent, storedText, unknownContent } from "../../../document/index.ts";
import { type document, isUnknown, type PartialStatement, type Plan, type PlannedContent, type Unknown } from "../../../schemas/index.ts";
import { createdArn } from "./created-arn.ts";
import { knownAfterApplyMark, type Model, type OperationStep } from "./model.ts";

type Content = document.PolicyContent;
type Statement = document.PolicyStatement;

/** What a planned policy document says; what is not known of it is unknown. */
export function plannedContent(model: Model, step: OperationStep, content: PlannedContent): Content {
  if (content.status === "known") {
    const read = policyContent(content.document, "json", { $unknown: "" });
    if (!isUnknown(read.statements)) return read;
    const message = "The planned policy cannot be read as an IAM policy document.";
    return unknownContent(model.gaps.mark(plainGap(`${step.plan.tool} plan`, "Unparseable", step.operation.by, message)));
  }
  const mark = knownAfterApplyMark(model, step.plan, content.scope, content.status === "partial" ? undefined : "text");
  if (content.status !== "partial") return unknownContent(mark);
  const statements = content.statements.map((statement) => {
    const arnsOf = (value: unknown): unknown => withArns(model, step.plan, value);
    const principals = statement.principals.map(({ type, value }) => ({ type, value: arnsOf(value) }));
    return statementOf({ ...statement, whole: arnsOf(statement.whole), principals }, mark);
  });
  return { ...unknownContent(mark), statements: content.complete === true ? statements : [...statements, mark] };
}

/** A statement with the ARNs of what the plan makes; null where one of them is not known. */
function withArns(model: Model, plan: Plan, value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => withArns(model, plan, item));
    return items.includes(null) ? null : items;
  }
  if (!isRaw(value)) return value;
  if (typeof value.created === "string") return createdArn(model, plan, value.created);
  const members = Object.entries(value).map(([key, item]) => [key, withArns(model, plan, item)] as const);
  return members.some(([, item]) => item === null) ? null : Object.fromEntries(members);
}

function statementOf(statement: PartialStatement, mark: Unknown): Statement {
  const { statements } = policyContent({ Statement: statement.whole }, "json", mark);
  const [whole] = statement.whole === null || isUnknown(statements) ? [] : statements;
  return whole && !isUnknown(whole) ? whole : partly(statement, mark);
}

/** A statement of which parts are known. One with Action has no NotAction, and the other way round. */
function partly(statement: PartialStatement, mark: Unknown): Statement {
  const { effect, actionsComplete, resources, resourcesComplete, ...rest } = statement;
  const actions = rest.actions.map((action) => storedText("action-pattern", action));
  const notActions = rest.notActions?.map((action) => storedText("action-pattern", action)) ?? null;
  const named = actions.length > 0 ? { actions: actionsComplete === true ? actions : [...actions, mark], notActions: [] } : { actions: mark, notActions: mark };
  const isListed = resourcesComplete === true;
  return {
    sid: mark,
    effect: effect ?? mark,
    ...(notActions === null ? named : { actions: [], notActions }),
    resources: isListed ? resources : [...resources, mark],
    notResources: isListed || resources.length > 0 ? [] : mark,
    ...principalsOf(rest, mark),
    conditions: conditionsOf(rest, mark),
  };
}

/** One with Principal has no NotPrincipal. */
function principalsOf(
  { principals, principalsComplete }: Pick<PartialStatement, "principals" | "principalsComplete">,
  mark: Unknown,
): Pick<Statement, "principals" | "notPrincipals"> {
  const known = principals.flatMap(({ type, value }) => (typeof value === "string" ? [{ type, value }] : []));
  if (principalsComplete === true && known.length === principals.length) return { principals: known, notPrincipals: [] };
  return known.length > 0 ? { principals: [...known, mark], notPrincipals: [] } : { principals: mark, notPrincipals: mark };
}

function conditionsOf({ conditions, conditionsComplete }: Pick<PartialStatement, "conditions" | "conditionsComplete">, mark: Unknown): Statement["conditions"] {
  const known = conditions.map(({ operator, key, values, valuesComplete }) => ({
    operator: operator ?? mark,
    key: key === null ? mark : storedText("condition-key", key),
    values: valuesComplete === true ? values : [...values, mark],
  }));
  return conditionsComplete === true ? known : [...known, mark];
}
