import { isRaw, member } from "../../../document/index.ts";
import type { PartialCondition, PartialStatement, PlannedContent } from "../../../schemas/index.ts";
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
  const resources = sureTexts(member(statement, "Resource"));
  const isNotResource = Object.hasOwn(statement, "NotResource");
  return {
    whole: containsUnknown(statement) ? null : statement,
    effect: effect === "Allow" || effect === "Deny" ? effect : null,
    actions: actions.list,
    notActions: Object.hasOwn(statement, "NotAction") && notActions.all ? notActions.list : null,
    actionsComplete: actions.all && notActions.all,
    ...conditionsIn(member(statement, "Condition")),
    resources: resources.list,
    resourcesComplete: resources.all && !isNotResource,
    ...principalsIn(member(statement, "Principal"), Object.hasOwn(statement, "NotPrincipal")),
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

function principalsIn(value: unknown, isNotPrincipal: boolean): Pick<PartialStatement, "principals" | "principalsComplete"> {
  if (value === "*") return { principals: [{ type: "*", value: "*" }], principalsComplete: true };
  if (!isRaw(value)) return { principals: [], principalsComplete: value === undefined && !isNotPrincipal };
  const types = Object.entries(value).map(([type, entries]) => ({ type, isSure: !containsUnknown(type), ...sureTexts(entries) }));
  const principals = types.flatMap(({ type, isSure, list }) => (isSure ? list.map((each) => ({ type, value: each })) : []));
  return { principals, principalsComplete: types.every(({ isSure, all }) => isSure && all) };
}

function conditionsIn(value: unknown): Pick<PartialStatement, "conditions" | "conditionsComplete"> {
  if (value === undefined) return { conditions: [], conditionsComplete: true };
  if (!isRaw(value)) return { conditions: [], conditionsComplete: false };
  const operators = Object.entries(value);
  const conditions = operators.flatMap(([operator, keys]) =>
    Object.entries(isRaw(keys) ? keys : {}).map(([key, entries]): PartialCondition => {
      const { list, all } = sureTexts([entries].flat().map((entry) => (typeof entry === "number" || typeof entry === "boolean" ? String(entry) : entry)));
      return { operator: sureText(operator), key: sureText(key), values: list, valuesComplete: all };
    }),
  );
  return { conditions, conditionsComplete: operators.every(([, keys]) => isRaw(keys)) };
}

const sureText = (text: string): string | null => (containsUnknown(text) ? null : text);
