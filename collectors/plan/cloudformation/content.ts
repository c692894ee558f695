import { isRaw, member } from "../../../document/index.ts";
import type { PartialStatement, PlannedContent } from "../../../schemas/index.ts";
import { type ChangeSetSide, containsUnknown, propertyOf, scopeOf } from "./side.ts";

/** A policy document in a property: an object, or JSON in a text. Of one that is known in part, what is known of each statement. */
export function contentOf(side: ChangeSetSide, property: string): PlannedContent {
  const scope = scopeOf(side, property);
  return contentIn(propertyOf(side, property), scope);
}

export function contentIn(value: unknown, scope: string): PlannedContent {
  const document = typeof value === "string" && value.trimStart().startsWith("{") ? parsed(value) : value;
  if (!containsUnknown(document)) return { status: "known", document };
  const list = member(document, "Statement");
  if (!isRaw(document) || list === undefined || typeof list === "string") return { status: "after-apply", scope };
  const statements = Array.isArray(list) ? list : [list];
  const readStatements = statements.filter(isRaw);
  return { status: "partial", statements: readStatements.map(partial), scope, complete: readStatements.length === statements.length };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function partial(statement: Record<string, unknown>): PartialStatement {
  const effect = member(statement, "Effect");
  const actions = sureTexts(member(statement, "Action"));
  const notActions = sureTexts(member(statement, "NotAction"));
  const condition = member(statement, "Condition");
  const keys = conditionKeys(condition);
  return {
    whole: containsUnknown(statement) ? null : statement,
    effect: effect === "Allow" || effect === "Deny" ? effect : null,
    actions: actions.list,
    notActions: Object.hasOwn(statement, "NotAction") && notActions.all ? notActions.list : null,
    actionsComplete: actions.all && notActions.all,
    conditionKeys: keys.list,
    conditionsComplete: keys.all,
    unconditioned: condition === undefined || (isRaw(condition) && Object.keys(condition).length === 0),
    resources: sureTexts(member(statement, "Resource")).list,
  };
}

interface Sure {
  list: string[];
  /** Whether there are no others. */
  all: boolean;
}

function sureTexts(value: unknown): Sure {
  if (value === undefined) return { list: [], all: true };
  const entries = Array.isArray(value) ? value : [value];
  const list = entries.filter((entry): entry is string => typeof entry === "string" && !containsUnknown(entry));
  return { list, all: list.length === entries.length };
}

function conditionKeys(condition: unknown): Sure {
  if (condition === undefined) return { list: [], all: true };
  if (!isRaw(condition)) return { list: [], all: false };
  const operators = Object.entries(condition);
  const keys = operators.flatMap(([, entries]) => (isRaw(entries) ? Object.keys(entries) : []));
  const list = keys.filter((key) => !containsUnknown(key));
  return { list, all: list.length === keys.length && operators.every(([operator, entries]) => isRaw(entries) && !containsUnknown(operator)) };
}
