import type { document } from "../../schemas/index.ts";
import { storedText } from "../stored-form.ts";

type Statement = document.PolicyStatement;

/**
 * One statement of a policy document in Reeve's shape: every member a list, actions and condition keys in lower case.
 * Null when the value is not a statement that IAM would have accepted. Element names are case-sensitive.
 * Source: IAM User Guide, "Grammar of the IAM JSON policy language".
 */
export function readStatement(value: unknown): Statement | null {
  if (!isObject(value)) return null;
  const effect = member(value, "Effect");
  if (effect !== "Allow" && effect !== "Deny") return null;
  const sid = member(value, "Sid");
  const actions = textList(member(value, "Action"));
  const notActions = textList(member(value, "NotAction"));
  const resources = textList(member(value, "Resource"));
  const notResources = textList(member(value, "NotResource"));
  const principals = readPrincipals(member(value, "Principal"));
  const notPrincipals = readPrincipals(member(value, "NotPrincipal"));
  const conditions = readConditions(member(value, "Condition"));
  if (!actions || !notActions || !resources || !notResources || !principals || !notPrincipals || !conditions) return null;
  if (actions.length === 0 && notActions.length === 0 && !Object.hasOwn(value, "NotAction")) return null;
  // The document has an empty list where an element is absent: a NotResource that leaves nothing out is written as the Resource that it means.
  const leavesNothingOut = resources.length === 0 && notResources.length === 0 && Object.hasOwn(value, "NotResource");
  return {
    sid: typeof sid === "string" ? sid : null,
    effect,
    actions: actions.map(storedAction),
    notActions: notActions.map(storedAction),
    resources: leavesNothingOut ? ["*"] : resources,
    notResources,
    principals,
    notPrincipals,
    conditions,
  };
}

const storedAction = (action: string): string => storedText("action-pattern", action);

function readPrincipals(value: unknown): Statement["principals"] | null {
  if (value === undefined) return [];
  if (value === "*") return [{ type: "*", value: "*" }];
  if (!isObject(value)) return null;
  const principals: Statement["principals"] = [];
  for (const [type, entries] of Object.entries(value)) {
    const values = textList(entries);
    if (!values) return null;
    for (const entry of values) principals.push({ type, value: entry });
  }
  return principals;
}

function readConditions(value: unknown): Statement["conditions"] | null {
  if (value === undefined) return [];
  if (!isObject(value)) return null;
  const conditions: Statement["conditions"] = [];
  for (const [operator, keys] of Object.entries(value)) {
    if (!isObject(keys)) return null;
    for (const [key, entries] of Object.entries(keys)) {
      const values = (Array.isArray(entries) ? entries : [entries]).map(scalarText);
      if (values.some((entry) => entry === null)) return null;
      conditions.push({ operator, key: storedText("condition-key", key), values: values.filter((entry) => entry !== null) });
    }
  }
  return conditions;
}

const scalarText = (value: unknown): string | null =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : null;

function textList(value: unknown): string[] | null {
  if (value === undefined) return [];
  if (typeof value === "string") return [value];
  if (!Array.isArray(value)) return null;
  return value.every((entry) => typeof entry === "string") ? value : null;
}

const member = (value: Record<string, unknown>, name: string): unknown => (Object.hasOwn(value, name) ? value[name] : undefined);

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);
