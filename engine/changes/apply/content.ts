import { isRaw, plainGap, policyContent, storedText, unknownContent } from "../../../document/index.ts";
import { type document, isUnknown, type LaterText, type PartialStatement, type Plan, type PlannedContent, type Unknown } from "../../../schemas/index.ts";
import { contentFields } from "../../access/index.ts";
import { placeholderId } from "./arns.ts";
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
    const principals = statement.principals.map(({ type, value }) => ({ type, value: arnsOf(value) ?? { later: createdIn(value) } }));
    const textOf = (id: string): Unknown => model.gaps.partly(mark, { id: placeholderId(id), startsWith: "", restWithout: "*?$" });
    return statementOf({ ...statement, whole: arnsOf(statement.whole), principals }, mark, textOf);
  });
  const rest = content.complete === true ? [] : [model.isCautious && isDangerous(statements) ? allowing(mark) : mark];
  return { ...unknownContent(mark), statements: [...statements, ...rest] };
}

/**
 * Whether what is known of a policy makes an administrator of whoever holds it, or lets others in: a merge is not decided by what statements that are not
 * known may deny of that.
 */
function isDangerous(statements: readonly Statement[]): boolean {
  const { admin, outsiders } = contentFields({ statements: [...statements], languageVersion: "2012-10-17" }, ["admin", "outsiders"]);
  return admin === true || (Array.isArray(outsiders) && outsiders.some((outsider) => !isUnknown(outsider)));
}

/** Statements of which only that they allow something is taken to be known. */
const allowing = (mark: Unknown): Statement => ({ ...partly(NOTHING_KNOWN, mark, () => mark), effect: "Allow" });

const NOTHING_KNOWN: PartialStatement = { whole: null, effect: null, actions: [], notActions: null, conditions: [], resources: [], principals: [] };

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

/** The address of what a value stands for. */
const createdIn = (value: unknown): string => (isRaw(value) && typeof value.created === "string" ? value.created : "");

/** The mark of a text that only the apply will show, by what sets it apart from others. */
type TextMark = (id: string) => Unknown;

function statementOf(statement: PartialStatement, mark: Unknown, textOf: TextMark): Statement {
  const { statements } = policyContent({ Statement: statement.whole }, "json", mark);
  const [whole] = statement.whole === null || isUnknown(statements) ? [] : statements;
  return whole && !isUnknown(whole) ? whole : partly(statement, mark, textOf);
}

/** A statement of which parts are known. One with Action has no NotAction, and the other way round. */
function partly(statement: PartialStatement, mark: Unknown, textOf: TextMark): Statement {
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
    ...principalsOf(rest, mark, textOf),
    conditions: conditionsOf(rest, mark, textOf),
  };
}

/** One with Principal has no NotPrincipal. */
function principalsOf(
  { principals, principalsComplete }: Pick<PartialStatement, "principals" | "principalsComplete">,
  mark: Unknown,
  textOf: TextMark,
): Pick<Statement, "principals" | "notPrincipals"> {
  const known = principals.flatMap(({ type, value }) => (typeof value === "string" ? [{ type, value }] : []));
  const later = principals.flatMap(({ type, value }) => (type === "AWS" && isLater(value) ? [textOf(value.later)] : []));
  const listed: (Unknown | (typeof known)[number])[] = [...known, ...later];
  if (principalsComplete === true && listed.length === principals.length) return { principals: listed, notPrincipals: [] };
  return listed.length > 0 ? { principals: [...listed, mark], notPrincipals: [] } : { principals: mark, notPrincipals: mark };
}

const isLater = (value: unknown): value is LaterText => isRaw(value) && typeof value.later === "string";

function conditionsOf(
  { conditions, conditionsComplete }: Pick<PartialStatement, "conditions" | "conditionsComplete">,
  mark: Unknown,
  textOf: TextMark,
): Statement["conditions"] {
  const known = conditions.map(({ operator, key, values, valuesComplete }) => {
    const texts = values.map((value) => (isLater(value) ? textOf(value.later) : value));
    return {
      operator: operator ?? mark,
      key: key === null ? mark : storedText("condition-key", key),
      values: valuesComplete === true ? texts : [...texts, mark],
    };
  });
  return conditionsComplete === true ? known : [...known, mark];
}
