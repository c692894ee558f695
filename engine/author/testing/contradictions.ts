import { foreignPart, isAwsManaged, isOwnKind, isServiceLinkedPath } from "../../../document/index.ts";
import { arnParts, type ResourceKind, TABLE } from "../../../schemas/index.ts";
import { givenFault } from "./fill.ts";
import { type GivenDocument, type GivenPlace, namedBy } from "./identify.ts";
import { isRecord, type Problems } from "./problem.ts";

const text = (value: unknown): string | null => (typeof value === "string" ? value : null);

/** Reports what a resource of a case says twice and not alike: no collector gives that, because it derives the one from the other. */
export function reportContradictions(kind: ResourceKind, given: GivenDocument, place: GivenPlace, path: string, problems: Problems): void {
  const arn = text(given.arn) ?? (kind === "mfaDevice" ? text(given.id) : null);
  if (arn !== null && arnParts(arn) && isSound(given.arn === undefined ? "id" : "arn")) ofArn(arn);
  const where = text(given.path) ?? (arn === null ? null : namedBy(arn).path);
  if (kind === "role" && where !== null) differs("serviceLinked", isServiceLinkedPath(where), `a role under ${where}`);
  if (kind === "accessKey" && text(given.userArn) !== null) differs("userName", namedBy(String(given.userArn)).name, String(given.userArn));
  for (const [name, { value }] of Object.entries(TABLE.kinds[kind].fields)) {
    if (name === "arn") continue;
    const type = value.type === "list" ? value.element : value;
    const isReference = type.type === "string" && (OWN_ARNS.has(type.format ?? "") || (kind === "mfaDevice" && name === "userArn"));
    for (const one of [given[name]].flat()) {
      const reference = isReference ? one : type.type === "object" && isRecord(one) ? one.arn : null;
      if (typeof reference === "string") ofAccount(reference, `${path}.${name}`);
    }
  }

  function ofArn(own: string): void {
    const { region, account, path: folder, name } = namedBy(own);
    if (isOwnKind(kind)) ofAccount(own, `${path}.${given.arn === undefined ? "id" : "arn"}`);
    if (HAS_PATH.has(kind)) differs("path", folder, own);
    if (kind !== "oidcProvider") differs("name", name, own);
    if (kind === "policy") differs("awsManaged", isAwsManaged(own), own);
    if (kind === "analyzer") differs("region", region, own);
    if (kind === "trail") {
      differs("homeRegion", region, own);
      differs("ownedByAccount", account === place.accountId, own);
    }
  }

  /** Compares a member that the case gives with what follows from another. */
  function differs(field: string, follows: string | boolean, from: string): void {
    const value = given[field];
    if (typeof value !== typeof follows || value === follows || !isSound(field)) return;
    problems.push({ path: `${path}.${field}`, message: `${JSON.stringify(value)} is given, but from ${from} follows ${JSON.stringify(follows)}` });
  }

  /** Whether a member is one of this kind of resource, and what is given is of its form: any other is reported for that. */
  function isSound(field: string): boolean {
    const value = given[field];
    const type = Object.hasOwn(TABLE.kinds[kind].fields, field) ? TABLE.kinds[kind].fields[field]?.value : undefined;
    if (type === undefined) return false;
    return typeof value !== "string" || type.type !== "string" || !type.format || givenFault(type.format, value) === null;
  }

  function ofAccount(reference: string, at: string): void {
    const foreign = foreignPart(reference, place);
    if (foreign === null) return;
    const [what, own, write] = foreign.part === "accountId" ? ["account", place.accountId, "id"] : ["partition", place.partition, "partition"];
    problems.push({ path: at, message: `${reference} is given, but the ${what} of the case is ${own}: given.account.${write} says which` });
  }
}

const HAS_PATH: ReadonlySet<string> = new Set<ResourceKind>(["user", "group", "role", "policy", "serverCertificate"]);
const OWN_ARNS: ReadonlySet<string> = new Set(["user-arn", "group-arn", "policy-arn"]);
