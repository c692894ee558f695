import { type ActionCatalogue, type ActionRow, actionMatches, isAmongKeys } from "../../../document/index.ts";
import { isUnknown } from "../../../schemas/index.ts";
import { mentionedKeys } from "../authorize/context-space.ts";
import { knownOf, type Listed, namesAction, type Statement } from "../statement.ts";
import { cellsOf } from "../text/cells.ts";
import { among, glob, literal, type Pattern } from "../text/pattern.ts";

/** Actions that statements treat alike: the same statements may match them, and their resources and condition keys are the same. */
export interface ActionClass {
  /** One of them; of actions that the table does not hold a row that may be called on anything and has every key. */
  row: ActionRow;
  names: readonly string[];
  /** Whether the table of AWS's actions holds them. */
  isNamed: boolean;
}

/** A service that no pattern names, as a rule. */
const UNNAMED_SERVICE = "zq7unnamed";
const SIGNS = "abcdefghijklmnopqrstuvwxyz0123456789";

/** Whether the requests that these statements may match are wanted. */
export type IsWanted = (naming: readonly Statement[]) => boolean;

/** The classes of the actions that some statement may match, in the order of the table. */
export function* actionClasses(statements: readonly Statement[], actions: ActionCatalogue, isWanted: IsWanted): Generator<ActionClass> {
  const keys = [...mentionedKeys(statements)];
  const services = servicesOf(statements, actions);
  for (const service of services) {
    const reduced = statements.map((statement) => ofService(statement, service));
    if (!isWanted(statements.filter((_, at) => reduced[at] !== null))) continue;
    const classes = new Map<string, { row: ActionRow; names: string[] }>();
    for (const name of actions.namesOf(service)) {
      const row = actions.find(`${service}:${name}`);
      const signature = signatureOf(reduced, `${service}:${name}`);
      if (!row || signature === null) continue;
      const id = [
        signature,
        row.types.map(({ arn, required }) => `${arn}${required ? "*" : ""}`).join(),
        keys.filter((key) => isAmongKeys(key, row.keys)).join(),
      ];
      // Whose boundary a key is about follows from the name of the call.
      const key = [...id, /^(create|put)/i.test(name)].join("\n");
      const known = classes.get(key);
      if (known) known.names.push(`${service}:${name}`);
      else classes.set(key, { row, names: [`${service}:${name}`] });
    }
    for (const one of classes.values()) yield { ...one, isNamed: true };
  }
}

/** The classes of actions that the table does not hold and AWS may add, one for each set of statements. Null stands for a service with too many. */
export function* unnamedClasses(statements: readonly Statement[], actions: ActionCatalogue, isWanted: IsWanted): Generator<ActionClass | null> {
  const keys = [...mentionedKeys(statements)];
  for (const service of [...servicesOf(statements, actions), UNNAMED_SERVICE]) {
    const reduced = statements.map((statement) => ofService(statement, service));
    if (!isWanted(statements.filter((_, at) => reduced[at] !== null))) continue;
    const patterns = [
      ...new Set(reduced.flatMap((one) => (one ? [...knownOf(one.actions), ...knownOf(one.notActions)] : [])).map((text) => text.toLowerCase())),
    ];
    const form: Pattern = [...literal(`${service}:`), among(SIGNS), among(SIGNS, true)];
    const open = patterns.filter((text) => /[*?]/.test(text));
    const spelled = patterns.filter((text) => !/[*?]/.test(text) && text.startsWith(`${service}:`) && text.length > service.length + 1);
    const found = cellsOf({ patterns: open.map(glob), forms: [form] });
    if (found === null) yield null;
    const seen = new Set<string>();
    for (const name of [...(found ?? []).map((text) => unknownLike(text, open, actions)), ...spelled]) {
      const signature = signatureOf(reduced, name);
      if (signature === null || seen.has(signature) || actions.find(name)) continue;
      seen.add(signature);
      yield { row: rowOf(service, name.slice(service.length + 1), keys), names: [name], isNamed: false };
    }
  }
}

/** A row that leaves open what an action is called on, and which keys it has. */
const rowOf = (service: string, name: string, keys: readonly string[]): ActionRow => ({
  service,
  name,
  types: [{ name: "resource", arn: `arn:\${Partition}:${service}:\${Region}:\${Account}:\${Resource}`, required: false }],
  keys: keys.filter((key) => !key.startsWith("aws:") || /^aws:(requesttag|resourcetag)\/|^aws:tagkeys$/.test(key)),
});

/** A longer name that the same patterns match, where a short one is an action's. */
function unknownLike(name: string, open: readonly string[], actions: ActionCatalogue): string {
  const matched = (text: string): string => open.map((pattern) => actionMatches(pattern, text)).join();
  const longer = [name, `${name}zq7`, `${name.slice(0, -1)}zq7${name.slice(-1)}`];
  return longer.find((text) => !actions.find(text) && matched(text) === matched(name)) ?? name;
}

/** Services of the table, and those that patterns spell. */
function servicesOf(statements: readonly Statement[], actions: ActionCatalogue): string[] {
  const spelled = statements
    .flatMap(({ actions: of, notActions }) => [...knownOf(of), ...knownOf(notActions)])
    .map((text) => text.slice(0, Math.max(0, text.indexOf(":"))).toLowerCase())
    .filter((service) => /^[a-z0-9-]+$/.test(service));
  return [...new Set([...actions.services, ...spelled])];
}

/** A statement with those of its action patterns that may match an action of a service; null where it matches none. */
function ofService(statement: Statement, service: string): Statement | null {
  const { actions, notActions } = statement;
  const of = reducedList(actions, service);
  if (!isUnknown(of) && of.length === 0 && !isUnknown(actions) && actions.length > 0) return null;
  return { ...statement, actions: of, notActions: reducedList(notActions, service) };
}

const reducedList = (list: Listed<string>, service: string): Listed<string> =>
  isUnknown(list) ? list : list.filter((text) => typeof text !== "string" || mayBeOf(text, service));

function mayBeOf(pattern: string, service: string): boolean {
  const colon = pattern.indexOf(":");
  const start = colon < 0 ? pattern : pattern.slice(0, colon);
  if (!/[*?]/.test(start)) return colon >= 0 && start.toLowerCase() === service;
  // A star may reach across the colon.
  const before = /^[^*?]*/.exec(start)?.[0].toLowerCase() ?? "";
  return start.includes("*") ? service.startsWith(before) || before.startsWith(service) : actionMatches(start, service);
}

/** Which statements may match an action; null where none does. */
function signatureOf(statements: readonly (Statement | null)[], action: string): string | null {
  const named = statements.flatMap((statement, at) => (statement && namesAction(statement, action) !== false ? [at] : []));
  return named.length === 0 ? null : named.join();
}
