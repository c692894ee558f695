import { isRaw, member } from "../../../document/index.ts";
import type { LaterText, PartialCondition, PartialStatement, PlannedContent } from "../../../schemas/index.ts";
import { comparesWholeTexts } from "../whole-texts.ts";
import { KNOWN_AFTER_APPLY } from "./change-set.ts";
import { providerMadeBy } from "./made-by.ts";
import { type ChangeSetSide, containsUnknown, propertyOf, scopeOf } from "./side.ts";

/** A policy document in a property: an object, or JSON in a text. Of one that is known in part, what is known of each statement. */
export function contentOf(side: ChangeSetSide, property: string): PlannedContent {
  const scope = scopeOf(side, property);
  return contentIn(side, propertyOf(side, property), scope);
}

export function contentIn({ set }: ChangeSetSide, value: unknown, scope: string): PlannedContent {
  const document = typeof value === "string" && value.trimStart().startsWith("{") ? parsed(value) : value;
  if (!containsUnknown(document)) return { status: "known", document };
  const list = withProviders(member(document, "Statement"), providerMadeBy(set));
  if (!isRaw(document) || list === undefined || typeof list === "string") return { status: "after-apply", scope };
  const statements = Array.isArray(list) ? list : [list];
  const readStatements = statements.filter(isRaw);
  return {
    status: "partial",
    statements: readStatements.map((statement, at) => partial(statement, set.givesIdsOnly ? `${scope}/Statement/${at}` : null)),
    scope,
    complete: readStatements.length === statements.length,
  };
}

/** Statements in which a provider that only the execution will show is the one that the change set makes. */
function withProviders(statements: unknown, madeBy: string | null): unknown {
  if (madeBy === null || typeof statements !== "object" || statements === null) return statements;
  if (Array.isArray(statements)) return statements.map((each) => withProviders(each, madeBy));
  const principal = member(statements, "Principal");
  if (!isRaw(principal)) return statements;
  const made = (value: unknown): unknown => (value === KNOWN_AFTER_APPLY ? { created: madeBy } : Array.isArray(value) ? value.map(made) : value);
  const entries = Object.entries(principal).map(([type, value]) => [type, type === "Federated" ? made(value) : value]);
  return { ...statements, Principal: Object.fromEntries(entries) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** @param place what sets a text of it that only the execution will show apart from others; null where such a text may be anything */
function partial(statement: Record<string, unknown>, place: string | null): PartialStatement {
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
    ...conditionsIn(member(statement, "Condition"), place),
    resources: resources.list,
    resourcesComplete: resources.all && !isNotResource,
    ...principalsIn(member(statement, "Principal"), place, Object.hasOwn(statement, "NotPrincipal")),
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

/** The elements that are nothing but a text which only the execution will show, where that is the id or ARN of a resource. */
const laterTexts = (value: unknown, place: string | null): LaterText[] =>
  place === null ? [] : [value].flat().flatMap((entry, at) => (entry === KNOWN_AFTER_APPLY ? [{ later: `${place}/${at}` }] : []));

function principalsIn(value: unknown, place: string | null, isNotPrincipal: boolean): Pick<PartialStatement, "principals" | "principalsComplete"> {
  if (value === "*") return { principals: [{ type: "*", value: "*" }], principalsComplete: true };
  if (!isRaw(value)) return { principals: [], principalsComplete: value === undefined && !isNotPrincipal };
  const types = Object.entries(value).map(([type, entries]) => {
    const sure = sureTexts(entries);
    const later = laterTexts(entries, place === null ? null : `${place}/Principal/${type}`);
    const made = [entries].flat().filter((entry) => isRaw(entry) && typeof entry.created === "string");
    const list: unknown[] = [...sure.list, ...made, ...later];
    return { type, isSure: !containsUnknown(type), list, all: list.length === [entries].flat().length };
  });
  const principals = types.flatMap(({ type, isSure, list }) => (isSure ? list.map((each) => ({ type, value: each })) : []));
  return { principals, principalsComplete: types.every(({ isSure, all }) => isSure && all) };
}

function conditionsIn(value: unknown, place: string | null): Pick<PartialStatement, "conditions" | "conditionsComplete"> {
  if (value === undefined) return { conditions: [], conditionsComplete: true };
  if (!isRaw(value)) return { conditions: [], conditionsComplete: false };
  const operators = Object.entries(value);
  const conditions = operators.flatMap(([operator, keys]) =>
    Object.entries(isRaw(keys) ? keys : {}).map(([key, entries]): PartialCondition => {
      const texts = [entries].flat().map((entry) => (typeof entry === "number" || typeof entry === "boolean" ? String(entry) : entry));
      const { list } = sureTexts(texts);
      const later = comparesWholeTexts(operator) ? laterTexts(texts, place === null ? null : `${place}/${operator}/${key}`) : [];
      return { operator: sureText(operator), key: sureText(key), values: [...list, ...later], valuesComplete: list.length + later.length === texts.length };
    }),
  );
  return { conditions, conditionsComplete: operators.every(([, keys]) => isRaw(keys)) };
}

const sureText = (text: string): string | null => (containsUnknown(text) ? null : text);
