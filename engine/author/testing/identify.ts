import { hasForm, isAwsManaged, isServiceLinkedPath } from "../../../document/index.ts";
import { arnParts, type ResourceKind } from "../../../schemas/index.ts";

/** Account of every test case that names none: one of the ids that AWS's documentation uses for examples. */
export const TEST_ACCOUNT = "111122223333";

export type GivenDocument = Record<string, unknown>;

export interface GivenPlace {
  partition: string;
  accountId: string;
}

const IAM_ARN_TYPES: Record<string, string | undefined> = {
  user: "user",
  group: "group",
  role: "role",
  policy: "policy",
  serverCertificate: "server-certificate",
};
const PROVIDER_ARN_TYPES: Record<string, string | undefined> = { samlProvider: "saml-provider", oidcProvider: "oidc-provider" };
/** Prefixes of unique ids: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
const ID_PREFIXES: Record<string, string | undefined> = { user: "AIDA", group: "AGPA", role: "AROA", policy: "ANPA", serverCertificate: "ASCA" };

const SERVICE_LINKED_PATH = "/aws-service-role/example.amazonaws.com/";

const text = (value: unknown): string | null => (typeof value === "string" ? value : null);

/** A path that is none is reported where it stands: what follows from it would only hide that. */
function pathOf(resource: GivenDocument): string {
  const path = text(resource.path);
  return path !== null && hasForm("iam-path", path) ? path : "/";
}

/** The ARN of a resource that a case names: from its name, path and region. */
export function arnOf(kind: ResourceKind, resource: GivenDocument, place: GivenPlace): string | null {
  const { partition, accountId } = place;
  const name = text(resource.name);
  if (!name) return null;
  const iam = IAM_ARN_TYPES[kind];
  if (iam) return `arn:${partition}:iam::${resource.awsManaged === true ? "aws" : accountId}:${iam}${pathOf(resource)}${name}`;
  const provider = PROVIDER_ARN_TYPES[kind];
  if (provider) return `arn:${partition}:iam::${accountId}:${provider}/${name}`;
  if (kind === "trail") return `arn:${partition}:cloudtrail:${text(resource.homeRegion) ?? "us-east-1"}:${accountId}:trail/${name}`;
  if (kind === "analyzer") return `arn:${partition}:access-analyzer:${text(resource.region) ?? "us-east-1"}:${accountId}:analyzer/${name}`;
  return null;
}

/** What an ARN tells: arn:partition:service:region:account:type/path/name. */
export function namedBy(arn: string): { region: string; account: string; path: string; name: string } {
  const { region = "", accountId: account = "", resource = "" } = arnParts(arn) ?? {};
  const [, ...segments] = resource.split("/");
  const name = segments.pop() ?? "";
  return { region, account, path: segments.length === 0 ? "/" : `/${segments.join("/")}/`, name };
}

/** Adds to a resource of a case what follows from its name or ARN: the other of the two, path, unique id, region, derived flags. */
export function identified(kind: ResourceKind, given: GivenDocument, place: GivenPlace): GivenDocument {
  const resource: GivenDocument = { ...given };
  const follow = (field: string, value: unknown): void => {
    if (resource[field] === undefined && value !== null && value !== undefined) resource[field] = value;
  };
  if (kind === "account") {
    follow("id", place.accountId);
    follow("partition", place.partition);
    follow("arn", `arn:${place.partition}:iam::${place.accountId}:root`);
    return resource;
  }
  if (kind === "root") {
    follow("arn", `arn:${place.partition}:iam::${place.accountId}:root`);
    return resource;
  }
  if (kind === "accessKey") {
    const userArn = text(resource.userArn);
    follow("userName", userArn === null ? null : namedBy(userArn).name);
    follow("userArn", arnOf("user", { name: resource.userName }, place));
    return resource;
  }
  // The case does not say which service it is: one of the paths that such a role may have.
  if (kind === "role" && resource.serviceLinked === true && resource.arn === undefined) follow("path", SERVICE_LINKED_PATH);
  follow("arn", arnOf(kind, resource, place));
  const arn = text(resource.arn);
  if (arn === null) return resource;
  const parts = namedBy(arn);
  follow("name", parts.name);
  if (IAM_ARN_TYPES[kind]) follow("path", parts.path);
  if (ID_PREFIXES[kind]) follow("id", `${ID_PREFIXES[kind]}${(text(resource.name) ?? "").toUpperCase().replaceAll(/[^A-Z0-9]/g, "")}`);
  if (kind === "role") follow("serviceLinked", isServiceLinkedPath(text(resource.path) ?? ""));
  if (kind === "policy") follow("awsManaged", isAwsManaged(arn));
  if (kind === "analyzer") follow("region", parts.region);
  if (kind === "trail") {
    follow("homeRegion", parts.region);
    follow("ownedByAccount", parts.account === place.accountId);
  }
  return resource;
}
