import { type ActionRow, isAmongKeys, nameOf, parseArn, partitionOf } from "../../../document/index.ts";
import { type document, isUnknown, type ReeveDocument, type Unknown } from "../../../schemas/index.ts";
import { holderFacts } from "../holder.ts";
import { documentedFacts } from "../keys.ts";
import type { ContextValue } from "../search.ts";
import { hasEffect, namesAction } from "../statement.ts";
import { among, literal, type Pattern } from "../text/pattern.ts";
import type { KeyFacts } from "../values.ts";
import { type Caller, listed } from "./caller.ts";
import { statementsOf } from "./policies.ts";

/** What the document says of condition keys in the requests of a question. */
export interface FixedKeys {
  /** The value of a key: null where a request has none, a mark where the document could say and does not, undefined where it is free. */
  valueIn: (key: string) => ContextValue | Unknown | undefined;
  factsOf: (key: string) => KeyFacts;
}

interface Request {
  caller: Caller;
  row: ActionRow;
  resource: string;
  /** Account of the resource. */
  resourceAccount: string;
}

const NEVER: KeyFacts = { presence: "never" };
const NAME_SIGNS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_+=,.@-";
const SESSION_NAME: Pattern = [among(NAME_SIGNS), among(NAME_SIGNS), among(NAME_SIGNS, true)];

/**
 * Keys that the document fixes, and what is known of the others.
 * Source: IAM User Guide, "AWS global condition context keys"; Service Authorization Reference for which keys an action has.
 */
export function fixedKeys(document: ReeveDocument, request: Request): FixedKeys {
  const { caller, row } = request;
  const account = isUnknown(document.account) ? null : document.account;
  const ofAccount = (field: "organizationId" | "ouPath"): ContextValue | Unknown => {
    if (!account) return document.account as Unknown;
    const { organizationId } = account;
    if (isUnknown(organizationId) || organizationId === null) return organizationId;
    const { [field]: value } = account;
    return isUnknown(value) ? value : value === null ? { $unknown: "organization-path" } : [field === "ouPath" ? `${value.replace(/\/$/, "")}/` : value];
  };
  const isOwn = caller.accountId !== null && caller.accountId === account?.id;
  const ofPrincipal = principalKeys(caller);
  const target = targetOf(document, request);

  const valueIn = (key: string): ContextValue | Unknown | undefined => {
    if (Object.hasOwn(ofPrincipal, key)) return ofPrincipal[key];
    if (key === "aws:principalorgid" && isOwn) return ofAccount("organizationId");
    if (key === "aws:principalorgpaths" && isOwn) return ofAccount("ouPath");
    if (key.startsWith("aws:principaltag/")) return principalTag(caller, key.slice("aws:principaltag/".length));
    if (key === "aws:resourceaccount") return [request.resourceAccount];
    if (key === "aws:resourceorgid" && request.resourceAccount === account?.id) return ofAccount("organizationId");
    if (key === "aws:requestedregion") return regionOf(request);
    const tag = /^(?:aws|iam):resourcetag\/(.+)$/.exec(key)?.[1];
    if (tag !== undefined && target) return isAmongKeys(key, row.keys) ? tagIn(target.tags, tag) : null;
    if (key === "iam:permissionsboundary" && target && !/^(create|put)/i.test(row.name)) return isAmongKeys(key, row.keys) ? boundaryOf(target) : null;
    return factsOf(key).presence === "never" ? null : undefined;
  };
  const regions = account && Array.isArray(account.regions) && !account.regions.some((region) => isUnknown(region)) ? listed<string>(account.regions) : [];
  const factsOf = (key: string): KeyFacts =>
    key === "aws:requestedregion" ? { presence: "always", ...(regions.length > 0 ? { values: regions } : { forms: [REGION] }) } : factsFor(key, request);
  return { valueIn, factsOf };
}

/** Keys of a caller that is no principal of an account. */
const NAMELESS = { "aws:principalarn": null, "aws:principalaccount": null, "aws:principaltype": null, "aws:userid": null };

/** Keys of the caller. */
function principalKeys({ kind, arn, accountId, user, role, sessionArn }: Caller): Record<string, ContextValue | Unknown> {
  const none = { "aws:username": null };
  const of = (type: string, principalArn: string): Record<string, ContextValue> => ({
    "aws:principalarn": [principalArn],
    "aws:principalaccount": accountId === null ? null : [accountId],
    "aws:principaltype": [type],
    "aws:principalisawsservice": ["false"],
  });
  const name = sessionArn === null ? null : nameOf(parseArn(sessionArn) ?? { partition: "", service: "", region: "", accountId: "", resource: "" });
  switch (kind) {
    case "user":
      return { ...of("User", arn), "aws:username": user ? (isUnknown(user.name) ? user.name : [user.name]) : null, "aws:userid": [user?.id ?? ""] };
    case "role":
      return { ...of("AssumedRole", arn), ...none, ...(name === null ? {} : { "aws:userid": [`${role?.id}:${name}`] }) };
    case "root":
      return { ...of("Account", arn), ...none, "aws:userid": [accountId ?? ""] };
    case "federated":
      return { ...of("FederatedUser", sessionArn ?? arn), ...none, "aws:userid": [`${accountId}:${name}`] };
    case "service":
      return { ...NAMELESS, ...none, "aws:principalisawsservice": ["true"], "aws:principalservicename": [arn] };
    case "provider":
      return { ...NAMELESS, ...none, "aws:principalisawsservice": ["false"] };
    case "outside": {
      const isUser = parseArn(arn)?.resource.startsWith("user/") ?? false;
      const { "aws:principalarn": ownArn, "aws:principaltype": type, ...rest } = of(isUser ? "User" : "AssumedRole", arn);
      return { ...rest, ...(sessionArn === null ? { "aws:principalarn": ownArn ?? null, "aws:principaltype": type ?? null } : {}) };
    }
  }
}

/** Users have the tags that they have. Of a session they may be those that were passed, where the role's trust lets someone pass tags. */
function principalTag({ kind, user, role }: Caller, tag: string): ContextValue | Unknown | undefined {
  if (kind === "user" && user) return tagIn(user.tags, tag);
  if (kind === "root" || kind === "service") return null;
  if (kind !== "role" || !role || mayPassTags(role)) return undefined;
  return tagIn(role.tags, tag);
}

/** Source: IAM User Guide, "Passing session tags in AWS STS": the trust policy must allow sts:TagSession. */
function mayPassTags({ trustPolicy }: document.Role): boolean {
  const statements = statementsOf({ layer: "trust", policy: "trust", kind: "trust", holder: null }, trustPolicy).flatMap(({ readings }) => readings);
  return statements.some((statement) => hasEffect(statement, "Allow") !== false && namesAction(statement, "sts:tagsession") !== false);
}

function tagIn(tags: document.User["tags"], name: string): ContextValue | Unknown {
  if (isUnknown(tags)) return tags;
  const found = listed<document.Tag>(tags).find(({ key }) => key.toLowerCase() === name);
  return found ? [found.value] : (tags.find((tag) => isUnknown(tag)) ?? null);
}

type Target = Pick<document.User, "tags" | "permissionsBoundaryArn">;

const boundaryOf = ({ permissionsBoundaryArn: arn }: Target): ContextValue | Unknown => (isUnknown(arn) || arn === null ? arn : [arn]);

/** The user or role that a call is made on, as far as the document holds it; null for other resources. One that is not there has nothing. */
function targetOf(document: ReeveDocument, { resource }: Request): Target | null {
  const arn = parseArn(resource);
  const kind = arn?.service === "iam" ? arn.resource.split("/")[0] : null;
  if (kind === "group") return { tags: [], permissionsBoundaryArn: null };
  if (kind !== "user" && kind !== "role") return null;
  const list = kind === "user" ? document.users : document.roles;
  const found = listed<document.User | document.Role>(list).find((one) => one.arn === resource);
  if (found) return found;
  const open = isUnknown(list) ? list : list.find((one) => isUnknown(one));
  return isUnknown(open) ? { tags: open, permissionsBoundaryArn: open } : { tags: [], permissionsBoundaryArn: null };
}

const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const REGION: Pattern = [...[LETTERS, LETTERS, "-", LETTERS].map((signs) => among(signs)), among(LETTERS, true), among("-"), among("123456789")];

/** Global services that have one region. Source: IAM User Guide, "AWS global condition context keys", aws:RequestedRegion. */
const IN_ONE_REGION = new Set(["iam", "organizations", "cloudfront", "route53"]);
const LEADING_REGION: Readonly<Record<string, string>> = { aws: "us-east-1", "aws-cn": "cn-north-1", "aws-us-gov": "us-gov-west-1" };

function regionOf({ row, resource, caller }: Request): ContextValue | undefined {
  const arn = parseArn(resource);
  if (arn && /^[a-z]{2,}(-[a-z]+)+-\d+$/.test(arn.region)) return [arn.region];
  const partition = arn?.partition ?? parseArn(caller.arn)?.partition ?? partitionOf(null);
  const region = LEADING_REGION[partition];
  return IN_ONE_REGION.has(row.service) && region !== undefined ? [region] : undefined;
}

/** Keys that only the calls have of which the Service Authorization Reference says so. */
const OF_CALLS = /^aws:(requesttag\/.*|resourcetag\/.*|tagkeys)$/;

function factsFor(key: string, { caller, row }: Request): KeyFacts {
  const ofProvider = caller.kind === "provider" && isClaim(key, caller.arn);
  if (!ofProvider && (!key.startsWith("aws:") || OF_CALLS.test(key)) && !isAmongKeys(key, row.keys)) return NEVER;
  if (caller.kind === "service" || ofProvider) return documentedFacts(key);
  const facts = holderFacts(key, key.startsWith("aws:") ? `${row.service}:` : key);
  const isSession = caller.kind === "role" || caller.kind === "federated";
  if (key === "aws:multifactorauthpresent")
    return caller.kind === "provider"
      ? NEVER
      : isSession
        ? { presence: "sometimes", values: ["false"] }
        : caller.hasToken
          ? { ...facts, presence: "always" }
          : facts;
  if (key === "aws:multifactorauthage" && (isSession || caller.kind === "provider")) return NEVER;
  if (key === "aws:tokenissuetime") return caller.kind === "provider" ? NEVER : { ...facts, presence: isSession || caller.hasToken ? "always" : "sometimes" };
  if (key === "aws:userid" && caller.kind === "role") return { presence: "always", forms: [[...literal(`${caller.role?.id}:`), ...SESSION_NAME]] };
  return facts;
}

/** Claims of a token are keys that begin with the name of its provider, those of an assertion with `saml:`. */
const isClaim = (key: string, arn: string): boolean =>
  arn.includes(":saml-provider/")
    ? key.startsWith("saml:")
    : key.startsWith(`${arn.slice(arn.indexOf(":oidc-provider/") + ":oidc-provider/".length).toLowerCase()}:`);
