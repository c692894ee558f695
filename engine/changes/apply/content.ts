import { isRaw, plainGap, policyContent, unknownContent } from "../../../document/index.ts";
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
  const statements = content.statements.map((statement) => statementOf({ ...statement, whole: withArns(model, step.plan, statement.whole) }, mark));
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
function partly({ effect, actionsComplete, resources, ...rest }: PartialStatement, mark: Unknown): Statement {
  const actions = rest.actions.map((action) => action.toLowerCase());
  const notActions = rest.notActions?.map((action) => action.toLowerCase()) ?? null;
  const named = actions.length > 0 ? { actions: actionsComplete === true ? actions : [...actions, mark], notActions: [] } : { actions: mark, notActions: mark };
  return {
    sid: mark,
    effect: effect ?? mark,
    ...(notActions === null ? named : { actions: [], notActions }),
    resources: [...resources, mark],
    notResources: mark,
    principals: mark,
    notPrincipals: mark,
    conditions: conditionsOf(rest, mark),
  };
}

function conditionsOf(
  { conditionKeys, conditionsComplete, unconditioned }: Pick<PartialStatement, "conditionKeys" | "conditionsComplete" | "unconditioned">,
  mark: Unknown,
): Statement["conditions"] {
  if (unconditioned) return [];
  const known = conditionKeys.map((key) => ({ operator: mark, key: key.toLowerCase(), values: mark }));
  return conditionsComplete === true ? known : [...known, mark];
}
