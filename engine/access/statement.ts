import { actionMatches, and, globMatches, isEmpty, type KnownTruth, not, someElement, variableReading } from "../../document/index.ts";
import { type document, isUnknown, type Unknown } from "../../schemas/index.ts";
import { type ConditionClause, clauseHolds } from "./condition/clause.ts";
import { operatorOf } from "./condition/operator.ts";
import { NOT_DECIDED } from "./not-decided.ts";
import { matches } from "./text/pattern.ts";
import { isEverything, type Lookup, patternOf, type TextTemplate, templateOf } from "./text/template.ts";

type Principal = { type: string | Unknown; value: string | Unknown };

/** A list that may be open, or unknown as a whole. */
export type Listed<T> = readonly (T | Unknown)[] | Unknown;

/** A statement read for evaluation. Parts may be unknown; one of which nothing is known may be any statement. */
export interface Statement {
  effect: "Allow" | "Deny" | Unknown;
  actions: Listed<string>;
  notActions: Listed<string>;
  resources: Listed<TextTemplate>;
  notResources: Listed<TextTemplate>;
  principals: Listed<Principal>;
  notPrincipals: Listed<Principal>;
  clauses: Listed<ConditionClause>;
}

/** What the statements of a document say. */
export interface Policy {
  statements: readonly Statement[];
}

type Content = Pick<document.PolicyContent, "statements" | "languageVersion">;

/**
 * The policies that a content may be: one, or one for each way to read `${…}` where its Version is not known and that matters. A mark where nothing is known.
 */
export function policiesOf({ statements, languageVersion }: Content, hasVariables: boolean): readonly Policy[] | Unknown {
  if (isUnknown(statements)) return statements;
  const reading = hasVariables ? variableReading(languageVersion) : "literal";
  const readings = isUnknown(reading) ? [true, false] : [reading === "variables"];
  return readings.map((withVariables) => ({ statements: statements.map((statement) => statementOf(statement, withVariables)) }));
}

function statementOf(statement: document.PolicyStatement | Unknown, withVariables: boolean): Statement {
  if (isUnknown(statement)) {
    const any = statement;
    return { effect: any, actions: any, notActions: any, resources: any, notResources: any, principals: any, notPrincipals: any, clauses: any };
  }
  const { notResources, conditions } = statement;
  const templates = (list: Listed<string>): Listed<TextTemplate> => mapped(list, (text) => templateOf(text, withVariables));
  return {
    ...(statement as Pick<Statement, "effect" | "actions" | "notActions" | "principals" | "notPrincipals">),
    resources: resourcesOf(statement, templates),
    notResources: templates(notResources),
    clauses: mapped(conditions as Listed<{ operator: string | Unknown; key: string | Unknown; values: Listed<string> }>, ({ operator, key, values }) => ({
      operator: isUnknown(operator) ? operator : (operatorOf(operator) ?? NOT_DECIDED.mark),
      key: isUnknown(key) ? key : key.toLowerCase(),
      values: templates(values),
    })),
  };
}

/** A statement that names who may call and nothing to call it on belongs to the resource itself, such as a role. */
function resourcesOf(
  { resources, notResources, principals, notPrincipals }: document.PolicyStatement,
  templates: (list: Listed<string>) => Listed<TextTemplate>,
): Listed<TextTemplate> {
  if (isEmpty(resources) !== true || isEmpty(notResources) !== true) return templates(resources);
  const noPrincipal = and([isEmpty(principals), isEmpty(notPrincipals)]);
  return noPrincipal === true ? [] : isUnknown(noPrincipal) ? noPrincipal : [["*"]];
}

const mapped = <From, To>(list: Listed<From>, change: (element: From) => To): Listed<To> =>
  isUnknown(list) ? list : (list as readonly (From | Unknown)[]).map((element) => (isUnknown(element) ? element : change(element)));

export const hasEffect = ({ effect }: Statement, wanted: "Allow" | "Deny"): KnownTruth => (isUnknown(effect) ? effect : effect === wanted);

/** Whether a statement is about an action. It has Action or NotAction, never both; `NotAction: []` leaves nothing out. */
export const namesAction = ({ actions, notActions }: Statement, action: string): KnownTruth =>
  listedOrNot(actions, notActions, (pattern) => actionMatches(pattern, action), true);

/** Whether a statement is about a resource. Resources are compared with regard to case. */
export const namesResource = ({ resources, notResources }: Statement, resource: string, lookup: Lookup): KnownTruth =>
  listedOrNot(resources, notResources, (template) => resourceMatches(template, resource, lookup), false);

/** Whether a pattern of a statement matches a resource: a wildcard any text, colons too. */
export function resourceMatches(template: TextTemplate, resource: string, lookup: Lookup): KnownTruth {
  if (isEverything(template)) return true;
  const [only, ...others] = template;
  if (typeof only === "string" && others.length === 0) return globMatches(only, resource);
  const pattern = patternOf(template, lookup);
  return isUnknown(pattern) ? pattern : pattern !== null && matches(pattern, resource);
}

/** Whether a list of the statement holds an element that matches, or a list of what it leaves out holds none. `neither`: what holds where both are empty. */
export function listedOrNot<T>(list: Listed<T>, left: Listed<T>, test: (element: T) => KnownTruth, neither: boolean): KnownTruth {
  const listed = (): KnownTruth => someElement(list, test);
  const notLeft = (): KnownTruth => not(someElement(left, test));
  const [one, other] = [isEmpty(list), isEmpty(left)];
  if (one === false) return listed();
  if (one === true && other === true) return neither;
  if (one === true && other === false) return notLeft();
  if (other === false) return notLeft();
  if (other === true) return listed();
  const [first, second] = [listed(), notLeft()];
  return first === second ? first : isUnknown(first) ? first : isUnknown(second) ? second : (one as Unknown);
}

/** Whether all conditions of a statement hold. */
export function conditionsHold({ clauses }: Statement, lookup: Lookup): KnownTruth {
  if (isUnknown(clauses)) return clauses;
  return and(clauses.map((clause) => (isUnknown(clause) ? clause : clauseHolds(clause, lookup))));
}

/** What is known of a list. */
export const knownOf = <T>(list: Listed<T>): Exclude<T, Unknown>[] =>
  isUnknown(list) ? [] : (list as readonly unknown[]).filter((element): element is Exclude<T, Unknown> => !isUnknown(element));

/** The clauses of statements that are about a key. */
export const clausesOn = (statements: readonly Statement[], key: string): ConditionClause[] =>
  statements.flatMap(({ clauses }) => knownOf(clauses).filter((clause) => clause.key === key));
