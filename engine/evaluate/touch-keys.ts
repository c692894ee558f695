/** Keys by which calls name what they may have changed, and by which that is found again. */
import { isAwsManaged, listIn, nameKey, textOf } from "../../document/index.ts";
import { type ResourceKind, TABLE } from "../../schemas/index.ts";
import type { Resource } from "../language/index.ts";

/** Every resource of the kind. */
export const ALL = "*";

/** Stands among fields for whether a resource is there, where nothing else of it may have changed. */
export const PRESENCE = "(presence)";

export const keyOf = (kind: ResourceKind, text: string): string => `${kind}:${nameKey(text)}`;
export const underKey = (kind: ResourceKind, path: string): string => `${kind} under ${path}`;
export const regionKey = (kind: ResourceKind, region: string): string => `${kind} in ${region}`;
export const namingKey = (kind: ResourceKind, name: string): string => `${kind} naming ${nameKey(name)}`;
/** Policies of AWS: the document holds those in use. */
export const AWS_MANAGED = "policy of AWS";

/** Which resources of the kind there are. */
export const listKey = (kind: ResourceKind): string => `${kind} list`;

/** The kind that a key is of. */
export function kindOfKey(key: string): ResourceKind {
  const [kind = ""] = /^\w+/.exec(key) ?? [];
  if (!Object.hasOwn(TABLE.kinds, kind)) throw new Error(`no kind of resource in the key ${key}`);
  return kind as ResourceKind;
}

/** The keys under which a touch of this resource may be found. */
export function keysOf(kind: ResourceKind, resource: Resource): string[] {
  const texts = [resource.name, resource.arn, resource.id].filter((text) => typeof text === "string");
  const keys = [keyOf(kind, ALL), ...texts.map((text) => keyOf(kind, String(text)))];
  if (kind === "trail" || kind === "analyzer") return [...keys, regionKey(kind, String(kind === "trail" ? resource.homeRegion : resource.region))];
  if (kind === "policy" && typeof resource.arn === "string" && isAwsManaged(resource.arn)) return [...keys, AWS_MANAGED];
  return kind === "role" ? [...keys, ...keysOfRole(resource)] : keys;
}

/** Paths that a role stands below, and the principals that its trust policy names. */
function keysOfRole({ path, trustPolicy }: Resource): string[] {
  const above = typeof path === "string" ? path.split("/").slice(1, -1) : [];
  const places = above.map((_, at) => underKey("role", `/${above.slice(0, at + 1).join("/")}/`));
  const principals = listIn(trustPolicy, "statements").flatMap((statement) => listIn(statement, "principals"));
  const names = principals.flatMap((principal) => textOf(principal, "value") ?? []);
  return [...places, ...names.map((name) => namingKey("role", name.slice(name.lastIndexOf("/") + 1)))];
}
