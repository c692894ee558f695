import { isEmpty, type KnownTruth, someElement } from "../../document/index.ts";
import { isUnknown } from "../../schemas/index.ts";
import { NOT_DECIDED } from "./not-decided.ts";
import { allowsSome } from "./requests.ts";
import type { ContextValue } from "./search.ts";
import { hasEffect, knownOf, namesAction, type Policy, type Statement } from "./statement.ts";
import { cellsOf } from "./text/cells.ts";
import { ANY, among, glob, literal, ONE, type Pattern } from "./text/pattern.ts";
import { isEverything, keysOf, patternOf, type TextTemplate } from "./text/template.ts";
import { type KeyFacts, valuesOf } from "./values.ts";

/** Requests of one who holds a policy. */
export interface Holder {
  facts: (key: string, action: string) => KeyFacts;
  fixed: ReadonlyMap<string, ContextValue>;
}

const SIGNS = "abcdefghijklmnopqrstuvwxyz0123456789";
const ACTION: Pattern = [among(`${SIGNS}-`), among(`${SIGNS}-`, true), ...literal(":"), among(SIGNS), among(SIGNS, true)];
const TEXT: Pattern = [ONE, ANY];

/** An action of each class: the statements of a policy treat all actions of one class alike. Null where there are too many. */
export function actionsOf({ statements }: Policy, except: readonly string[]): string[] | null {
  const patterns = statements.flatMap(({ actions, notActions }) => [...knownOf(actions), ...knownOf(notActions)]);
  return cellsOf({ patterns: [...new Set(patterns)].map(glob), forms: [ACTION], except: except.map(glob) });
}

/** Whether a policy allows some of these actions on some resource. Those that its statements treat alike are decided once. */
export function allowsAny(policy: Policy, actions: readonly string[] | null, holder: Holder): KnownTruth {
  if (actions === null) return NOT_DECIDED.mark;
  return someElement(actions, actionDecider(policy, holder));
}

/** Decides actions, each class once. */
export function actionDecider(policy: Policy, holder: Holder): (action: string) => KnownTruth {
  const decided = new Map<string, KnownTruth>();
  return (action) => {
    const classKey = `${action.slice(0, action.indexOf(":"))} ${policy.statements.map((statement) => JSON.stringify(namesAction(statement, action))).join()}`;
    const before = decided.get(classKey);
    if (before !== undefined) return before;
    const truth = allowsAction(policy, action, holder);
    decided.set(classKey, truth);
    return truth;
  };
}

function allowsAction({ statements }: Policy, action: string, holder: Holder): KnownTruth {
  const naming = statements.filter((statement) => namesAction(statement, action) !== false);
  const denies = naming.filter((statement) => hasEffect(statement, "Deny") !== false);
  const allows = naming.filter((statement) => hasEffect(statement, "Allow") !== false);
  if (denies.some((statement) => deniesAll(statement, action))) return false;
  return someElement(allows, (allow) =>
    allowsBeside(
      allow,
      denies.filter((deny) => deny !== allow),
      action,
      holder,
    ),
  );
}

/** Whether a statement surely denies an action on everything. */
const deniesAll = (statement: Statement, action: string): boolean =>
  hasEffect(statement, "Deny") === true &&
  namesAction(statement, action) === true &&
  !isUnknown(statement.clauses) &&
  (statement.clauses as readonly unknown[]).length === 0 &&
  knownOf(statement.resources).some(isEverything);

/** Whether one Allow lets an action through on some resource. Resources that the Deny statements do not distinguish are one. */
function allowsBeside(allow: Statement, denies: readonly Statement[], action: string, holder: Holder): KnownTruth {
  const facts = (key: string): KeyFacts => holder.facts(key, action);
  const decide = (resource: string | null): KnownTruth =>
    allowsSome({ statements: [allow, ...denies] }, { action, resource, isAbout: () => true, facts, fixed: holder.fixed });
  const forms = formsOf(allow, facts);
  if (forms.length === 0) return false;
  if (denies.length === 0 && knownOf(allow.resources).some((template) => keysOf(template).length === 0)) return decide(null);
  const sample = someElement(
    forms.flatMap((form) => (form.pattern ? [sampleOf(form.pattern)] : [])),
    decide,
  );
  if (sample === true) return true;
  const patterns = denies.flatMap(({ resources, notResources }) => patternsIn([...knownOf(resources), ...knownOf(notResources)], facts));
  return someElement(forms, ({ pattern, except }) => {
    const resources = cellsOf({ patterns, forms: [pattern ?? TEXT], except });
    return resources === null ? NOT_DECIDED.mark : someElement(resources, decide);
  });
}

/** Resources that a statement is about: one of its patterns, or everything (null) but some. */
interface Form {
  pattern: Pattern | null;
  except: readonly Pattern[];
}

/** What a statement is about, by the same reading of Resource and NotResource as `namesResource`. */
function formsOf({ resources, notResources }: Statement, facts: (key: string) => KeyFacts): Form[] {
  const [none, noneLeft] = [isEmpty(resources), isEmpty(notResources)];
  if (none === true && noneLeft === true) return [];
  if (none !== false && (none === true || noneLeft === false)) return [{ pattern: null, except: patternsIn(knownOf(notResources), facts) }];
  const listed = patternsIn(knownOf(resources), facts).map((pattern): Form => ({ pattern, except: [] }));
  const open = isUnknown(resources) || resources.some((element) => isUnknown(element));
  return open ? [...listed, { pattern: null, except: [] }] : listed;
}

/** Templates as patterns, each variable with the first value that its key may have. */
const patternsIn = (templates: readonly TextTemplate[], facts: (key: string) => KeyFacts): Pattern[] =>
  templates.flatMap((template) => {
    const pattern = patternOf(template, (key) => valuesOf(facts(key), [], [], [])?.[0] ?? null);
    return pattern === null || isUnknown(pattern) ? [] : [pattern];
  });

/** A text that a pattern matches, and others most likely not. */
const sampleOf = (pattern: Pattern): string => pattern.map(({ signs }) => (signs === "" ? "zq7" : signs.charAt(0))).join("");
