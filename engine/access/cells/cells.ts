import { type ActionCatalogue, parseArn } from "../../../document/index.ts";
import { isUnknown, type Unknown } from "../../../schemas/index.ts";
import type { Caller } from "../authorize/caller.ts";
import { contextSpace, mentionedKeys } from "../authorize/context-space.ts";
import type { PolicyCandidate } from "../authorize/policies.ts";
import { isAboutResource, type RequestedResource } from "../authorize/resource.ts";
import { specialRule } from "../authorize/rules.ts";
import type { ConditionClause } from "../condition/clause.ts";
import { NOT_DECIDED } from "../not-decided.ts";
import { type ContextValue, NOT_CHOSEN } from "../search.ts";
import { clausesOn, namesAction, type Statement } from "../statement.ts";
import type { Lookup } from "../text/template.ts";
import { type ActionClass, actionClasses, type IsWanted, unnamedClasses } from "./actions.ts";
import { holderPools, isOneHolder } from "./anyone.ts";
import { callerOf, type HolderKind, keysOfAnyone } from "./holders.ts";
import { resourcesOf } from "./resources.ts";

/** Cells with the same actions, kind of holder and resources: they differ in their context. */
export interface CellGroup {
  actions: ActionClass;
  kind: HolderKind;
  caller: Caller;
  /** The action in lower case. */
  action: string;
  /** One of the resources. */
  resource: string;
  requested: Omit<RequestedResource, "acrossSegments" | "ofOneAccount">;
  /** Statements that may match some of the requests. */
  candidates: readonly PolicyCandidate[];
  /** The values that are tried of each free key: each request has values that all statements judge as some of these. */
  pools: ReadonlyMap<string, readonly ContextValue[]>;
  fixed: Lookup;
  consistent: (lookup: Lookup) => boolean;
}

/** A group of requests that was not worked out. */
export interface OpenGroup {
  actions: ActionClass | null;
  why: "too-many-resources" | "too-many-contexts" | "too-many-actions";
}

/** What decides which requests are one: nothing but what a statement can see. */
export interface CellsQuestion {
  policies: readonly PolicyCandidate[];
  actions: ActionCatalogue;
  /** Actions that AWS has, or those that it may add. */
  of: "named" | "unnamed";
  /** Which requests are wanted; all that some statement may match by default. */
  isWanted?: IsWanted;
}

/** Keys of which the values differ between users and roles. */
const OF_KIND = /^aws:(principal(arn|type)|username|userid|multifactorauth.*|tokenissuetime)$/;

const isAny: IsWanted = (naming) => naming.length > 0;

const NOTHING_GIVEN: ReadonlyMap<string, ContextValue> = new Map();

const NOT_READ: Unknown = NOT_DECIDED.mark;

/**
 * Every request of one who holds policies, up to what their statements can see: requests of one cell are treated alike by each statement. Groups in which no
 * statement matches are left out. Source of the method: all tests of a text, and all patterns, are run side by side (text/cells.ts).
 */
export function* requestCells({ policies, actions, of, isWanted = isAny }: CellsQuestion): Generator<CellGroup | OpenGroup> {
  const statements = policies.flatMap(({ readings }) => readings);
  const classes = of === "named" ? actionClasses(statements, actions, isWanted) : unnamedClasses(statements, actions, isWanted);
  for (const found of classes) {
    if (found === null) yield { actions: null, why: "too-many-actions" };
    else {
      const action = `${found.row.service}:${found.row.name}`.toLowerCase();
      const naming = policies.filter(({ readings }) => readings.some((statement) => namesAction(statement, action) !== false));
      if (isWanted(naming.flatMap(({ readings }) => readings))) yield* groupsOf(found, action, naming);
    }
  }
}

function* groupsOf(actions: ActionClass, action: string, naming: readonly PolicyCandidate[]): Generator<CellGroup | OpenGroup> {
  const { row } = actions;
  const statements = naming.flatMap(({ readings }) => readings);
  const resources = resourcesOf(row, statements);
  if (resources === null) {
    yield { actions, why: "too-many-resources" };
    return;
  }
  const both: readonly HolderKind[] = [...mentionedKeys(statements)].some((key) => OF_KIND.test(key)) ? ["user", "role"] : ["user"];
  const kinds = both.filter((kind) => specialRule({ caller: callerOf(kind), action, given: NOTHING_GIVEN }) === null);
  const seen = new Set<string>();
  for (const resource of resources) {
    const requested = requestedOf(row.service, resource);
    const about = naming.map(({ readings }) => readings.map((statement) => isAbout(statement, requested)));
    const candidates = naming.filter((_, at) => about[at]?.some((one) => one !== false));
    if (candidates.length === 0) continue;
    // Resources that the statements do not distinguish, nor any test of their parts, are one.
    const isPlain = about.flat().every((one) => one === true || one === false);
    const place = [...mentionedKeys(statements)].some((key) => /^aws:(requestedregion|resource(account|org))/.test(key));
    const arn = parseArn(resource);
    const key = JSON.stringify([
      about,
      isPlain ? "" : resource,
      place ? [arn?.region, arn?.accountId] : "",
      arn?.service === "iam" ? [arn.accountId, arn.resource.split("/")[0]] : "",
    ]);
    if (seen.has(key)) continue;
    seen.add(key);
    for (const kind of kinds) {
      const group = groupOf({ actions, action, kind, resource, requested, candidates });
      yield group ?? { actions, why: "too-many-contexts" };
    }
  }
}

function requestedOf(service: string, resource: string): CellGroup["requested"] {
  const account = parseArn(resource)?.accountId ?? "";
  return { resource, service, accountId: /^\d{12}$/.test(account) ? account : (callerOf("user").accountId ?? "") };
}

const isAbout = (statement: Statement, requested: CellGroup["requested"]) =>
  isAboutResource(statement, { ...requested, acrossSegments: NOT_READ, ofOneAccount: NOT_READ }, () => NOT_CHOSEN);

/** Texts that no policy spells: two keys that variables compare may differ. */
const FRESH = ["zq7one", "zq7two"];

function groupOf({ actions, action, kind, resource, requested, candidates }: Omit<CellGroup, "pools" | "fixed" | "consistent" | "caller">): CellGroup | null {
  const { row } = actions;
  const caller = callerOf(kind);
  const { valueIn, factsOf } = keysOfAnyone(kind, row, resource);
  const known = (key: string): ContextValue | undefined => {
    const value = valueIn(key);
    return isUnknown(value) ? undefined : (value as ContextValue | undefined);
  };
  const statements = candidates.flatMap(({ readings }) => readings);
  const inserted = insertedKeys(statements);
  const further = (key: string): readonly string[] => (inserted.has(key) ? FRESH : []);
  const space = contextSpace({ statements, caller, resource, valueIn: known, factsOf, further });
  if (space === null || [...space.pools].some(([key, pool]) => needsLargerSets(clausesOn(statements, key), pool))) return null;
  const account = parseArn(resource)?.accountId ?? "";
  const resourceAccount = /^\d{12}$/.test(account) ? account : null;
  const pools = holderPools(space.pools, resourceAccount);
  const consistent = (lookup: Lookup): boolean => space.consistent(lookup) && isOneHolder(lookup, resourceAccount, row.service === "iam");
  return { actions, action, kind, caller, resource, requested, candidates, pools, fixed: space.fixed, consistent };
}

/** Sets of two values are tried: three tests of a set may need three, and of many values not all pairs are tried. */
function needsLargerSets(clauses: readonly ConditionClause[], pool: readonly ContextValue[]): boolean {
  const tests = new Set(clauses.filter(({ operator }) => !isUnknown(operator) && operator.set !== "one").map((clause) => JSON.stringify(clause)));
  return tests.size > 2 || (tests.size === 2 && !pool.some((value) => (value?.length ?? 0) > 1));
}

/** Keys whose values variables insert. */
const insertedKeys = (statements: readonly Statement[]): Set<string> =>
  mentionedKeys(
    statements.map(({ resources, notResources, clauses }) => ({ resources, notResources, clauses: variablesIn(clauses) })) as unknown as Statement[],
  );

const variablesIn = (clauses: Statement["clauses"]): unknown => (isUnknown(clauses) ? [] : clauses.map((clause) => (isUnknown(clause) ? [] : clause.values)));
