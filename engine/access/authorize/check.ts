import { type ActionRow, isAmongKeys, isOfType, nearest, parseArn } from "../../../document/index.ts";
import { type AccessProblem, type document, isUnknown } from "../../../schemas/index.ts";
import type { ContextValue } from "../search.ts";
import { type Caller, callerOf, listed } from "./caller.ts";
import { type FixedKeys, fixedKeys } from "./context.ts";
import type { AccessQuestion, AccessSources } from "./question.ts";
import { unknownAction } from "./unknown-action.ts";

/** A question of which every part exists. */
export interface CheckedQuestion {
  caller: Caller;
  row: ActionRow;
  /** The action in lower case. */
  action: string;
  resource: string;
  /** Account of the resource; the document's where the ARN does not say. */
  resourceAccount: string;
  isAccountAssumed: boolean;
  accountId: string;
  given: ReadonlyMap<string, ContextValue>;
  keys: FixedKeys;
  /** The role that is assumed, where it is one of this account. */
  assumed: document.Role | null;
}

type Checked = { ok: true; checked: CheckedQuestion } | { ok: false; problems: AccessProblem[] };

/** Calls by which a caller takes on a role. */
export const ASSUMING = /^sts:(assumerole|assumerolewithsaml|assumerolewithwebidentity|tagsession|setsourceidentity)$/;

/** Checks the parts of a question: unknown names are problems and no verdict. */
export function checkQuestion(question: AccessQuestion, sources: AccessSources): Checked {
  const { document, actions } = sources;
  const account = isUnknown(document.account) ? null : document.account;
  const refused = (...problems: AccessProblem[]): Checked => ({ ok: false, problems });
  if (!account) return refused({ code: "no-account", value: question.principal });
  const row = actions.find(question.action);
  if (!row) return refused(unknownAction(question.action, sources.actions));
  const found = callerOf(document, account.id, question);
  if (!found.ok) return refused(found.problem);
  const action = `${row.service}:${row.name}`;
  const place = resourceProblem(question.resource, row, action);
  if (place) return refused(place);

  const { caller } = found;
  const arn = parseArn(question.resource);
  const stated = contextAccount(question);
  const inArn = arn && /^\d{12}$/.test(arn.accountId) ? arn.accountId : (stated ?? account.id);
  const isOfIam = row.service === "iam";
  if (isOfIam && inArn !== (caller.accountId ?? account.id)) return refused({ code: "other-account", value: question.resource });
  if (caller.accountId !== account.id && inArn !== account.id) return refused({ code: "other-account", value: question.resource });
  const isAssuming = ASSUMING.test(action.toLowerCase()) && arn?.resource.startsWith("role/") === true && inArn === account.id;
  const assumed = isAssuming ? (listed<document.Role>(document.roles).find((role) => role.arn === question.resource) ?? null) : null;
  if (isAssuming && !assumed && Array.isArray(document.roles) && !document.roles.some((role) => isUnknown(role)))
    return refused({
      code: "no-such-role",
      value: question.resource,
      nearest: nearest(
        question.resource,
        listed<document.Role>(document.roles).flatMap((role) => (isUnknown(role.arn) ? [] : [role.arn])),
      ),
    });

  const keys = fixedKeys(document, { caller, row, resource: question.resource, resourceAccount: inArn });
  const given = new Map(Object.entries(question.context ?? {}).map(([key, value]) => [key.toLowerCase(), typeof value === "string" ? [value] : value]));
  // Only where the ARN says no account may the question state it.
  const isStated = stated !== null && !(arn && /^\d{12}$/.test(arn.accountId));
  const problems = [...given].flatMap(([key, value]) => keyProblem(key, value, row, keys, sources, isStated));
  if (problems.length > 0) return refused(...problems);
  const isAccountAssumed = arn !== null && !/^\d{12}$/.test(arn.accountId) && arn.accountId !== "aws" && stated === null;
  return {
    ok: true,
    checked: {
      caller,
      row,
      action: action.toLowerCase(),
      resource: question.resource,
      resourceAccount: inArn,
      isAccountAssumed,
      accountId: account.id,
      given,
      keys,
      assumed,
    },
  };
}

/** The account of the resource, where the question states it. */
function contextAccount({ context }: AccessQuestion): string | null {
  const [, value] = Object.entries(context ?? {}).find(([key]) => key.toLowerCase() === "aws:resourceaccount") ?? [];
  return typeof value === "string" && /^\d{12}$/.test(value) ? value : null;
}

function resourceProblem(resource: string, { types }: ActionRow, action: string): AccessProblem | null {
  const formsOf = (): string[] => types.map(({ arn }) => arn);
  if (types.length === 0) return resource === "*" ? null : { code: "needs-no-resource", value: action };
  if (resource === "*") return types.some(({ required }) => required) ? { code: "needs-resource", value: resource, action, forms: formsOf() } : null;
  if (!parseArn(resource) || /[*?]/.test(resource)) return { code: "malformed-arn", value: resource };
  return types.some((type) => isOfType(resource, type)) ? null : { code: "wrong-resource", value: resource, action, forms: formsOf() };
}

function keyProblem(
  key: string,
  value: ContextValue,
  row: ActionRow,
  { valueIn, factsOf }: FixedKeys,
  { actions }: AccessSources,
  isStated: boolean,
): AccessProblem[] {
  const isKnown = isAmongKeys(key, actions.globalKeys) || isAmongKeys(key, row.keys) || (!key.startsWith("aws:") && factsOf(key).presence !== "never");
  if (!isKnown) return [{ code: "unknown-key", value: key, nearest: nearest(key, [...actions.globalKeys, ...row.keys]) }];
  if (key === "aws:resourceaccount" && isStated) return [];
  const fixed = valueIn(key);
  const { values } = factsOf(key);
  const few = key === "aws:requestedregion" ? undefined : values;
  if (fixed === undefined && few && value?.some((text) => !few.includes(text.toLowerCase())))
    return [{ code: "fixed-key", value: key, given: value.join(", "), fixed: few.join(" or ") }];
  if (fixed === undefined || isUnknown(fixed)) return [];
  if (fixed === null && value === null) return [];
  if (fixed === null) return [{ code: "absent-key", value: key, action: `${row.service}:${row.name}` }];
  const same = value !== null && JSON.stringify(value) === JSON.stringify(fixed);
  return same ? [] : [{ code: "fixed-key", value: key, given: value === null ? "absent" : value.join(", "), fixed: (fixed as readonly string[]).join(", ") }];
}
