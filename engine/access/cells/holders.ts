import { type ActionRow, parseArn } from "../../../document/index.ts";
import type { ReeveDocument, Unknown } from "../../../schemas/index.ts";
import type { Caller } from "../authorize/caller.ts";
import { type FixedKeys, fixedKeys } from "../authorize/context.ts";
import type { ContextValue } from "../search.ts";
import { among, literal, type Pattern } from "../text/pattern.ts";
import type { KeyFacts } from "../values.ts";

/** The account of a holder where nothing says which it is. */
export const HOLDER_ACCOUNT = "910293847566";
const HOLDER_NAME = "someone";

/** Who holds a policy of which it is not known whose it is: some user, or some role. */
export type HolderKind = "user" | "role";

const arnOf = (kind: HolderKind): string => `arn:aws:iam::${HOLDER_ACCOUNT}:${kind}/${HOLDER_NAME}`;

/** Ids that AWS gives. Source: IAM User Guide, "IAM identifiers", unique identifiers. */
const HOLDER_IDS: Readonly<Record<HolderKind, string>> = { user: "AIDAZQ7HOLDERZQ7AAAA", role: "AROAZQ7HOLDERZQ7AAAA" };

export const callerOf = (kind: HolderKind): Caller => ({
  kind,
  arn: arnOf(kind),
  sessionArn: null,
  accountId: HOLDER_ACCOUNT,
  user: null,
  role: null,
  hasToken: false,
  isServiceLinked: false,
});

/** A document without an account: it fixes no key. */
const NO_ACCOUNT = { account: null, users: [], roles: [], groups: [], policies: [] } as unknown as ReeveDocument;

/** Keys that an account would fix, and that are free where the account may be any. */
const OF_ANYONE = /^aws:(principal(arn|account|orgid|orgpaths)|principaltag\/.*|username|userid|resource(account|org.*))$/;
const OF_TARGET = /^((aws|iam):resourcetag\/.*|iam:permissionsboundary)$/;

const UPPER: Pattern = Array.from({ length: 16 }, () => among("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"));
const SIGNS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_+=,.@-";
const SESSION: Pattern = [among(SIGNS), among(SIGNS), among(SIGNS, true)];
const PATH: Pattern = [{ has: (unit) => unit !== ":", repeated: true, signs: ":" }, ...literal("/")];
const NAME: Pattern = [among(SIGNS), among(SIGNS, true)];

/** Ids of users, and of sessions of roles. */
const ID_FORMS: Readonly<Record<HolderKind, readonly Pattern[]>> = {
  user: [[...literal("AIDA"), ...UPPER]],
  role: [[...literal("AROA"), ...UPPER, ...literal(":"), ...SESSION]],
};

const DIGITS: Pattern = Array.from({ length: 12 }, () => among("0123456789"));
const arnForms = (kind: HolderKind): readonly Pattern[] =>
  [NAME, [...PATH, ...NAME]].map((name) => [...literal("arn:aws:iam::"), ...DIGITS, ...literal(`:${kind}/`), ...name]);
const ARN_FORMS: Readonly<Record<HolderKind, readonly Pattern[]>> = { user: arnForms("user"), role: arnForms("role") };

/** What is known of the condition keys of requests that some holder makes. */
export function keysOfAnyone(kind: HolderKind, row: ActionRow, resource: string): FixedKeys & { resourceAccount: string } {
  const arn = parseArn(resource);
  const inArn = arn?.accountId ?? "";
  const isInArn = /^\d{12}$/.test(inArn);
  const resourceAccount = isInArn ? inArn : HOLDER_ACCOUNT;
  const keys = fixedKeys(NO_ACCOUNT, { caller: callerOf(kind), row, resource, resourceAccount });
  const target = arn?.service === "iam" && /^(user|role)\//.test(arn.resource);
  const factsOf = (key: string): KeyFacts => {
    const facts = keys.factsOf(key);
    if (key === "aws:userid") return { presence: "always", forms: ID_FORMS[kind] };
    if (key === "aws:principalarn") return { presence: "always", forms: ARN_FORMS[kind] };
    if (key === "aws:username") return kind === "user" ? { presence: "always", forms: [NAME] } : { presence: "never" };
    // A principal is in one organizational unit.
    return key === "aws:principalorgpaths" || key.startsWith("aws:principaltag/") ? { ...facts, several: false } : facts;
  };
  const valueIn = (key: string): ContextValue | Unknown | undefined => {
    if (key === "aws:resourceaccount" && isInArn) return [inArn];
    if (OF_ANYONE.test(key) || (target && OF_TARGET.test(key))) return factsOf(key).presence === "never" ? null : undefined;
    return keys.valueIn(key);
  };
  return { valueIn, factsOf, resourceAccount };
}

/** What a document says of a holder and of what it calls: the values of the keys that follow from it. */
export interface HolderOf {
  kind: HolderKind;
  arn: string;
  id: string;
  sessionArn: string | null;
}

/** The holder with the values of a context. */
export function holderWith(kind: HolderKind, context: ReadonlyMap<string, ContextValue>, account: string): HolderOf {
  const text = (key: string): string | null => context.get(key)?.[0] ?? null;
  const owner = text("aws:principalaccount") ?? account;
  const arn = text("aws:principalarn") ?? `arn:aws:iam::${owner}:${kind}/${text("aws:username") ?? HOLDER_NAME}`;
  const [, id = HOLDER_IDS[kind], session] = /^([^:]*)(?::(.*))?$/.exec(text("aws:userid") ?? HOLDER_IDS[kind]) ?? [];
  const name = arn.slice(arn.lastIndexOf("/") + 1);
  return { kind, arn, id, sessionArn: session === undefined ? null : `arn:aws:sts::${parseArn(arn)?.accountId}:assumed-role/${name}/${session}` };
}
