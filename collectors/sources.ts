import { type ResourceKind, TABLE } from "../schemas/index.ts";
import { LISTED } from "./kinds.ts";

/** One API call that Reeve makes. */
export interface Source {
  /** service:Operation, the operation as the API reference names it. */
  api: string;
  /** IAM actions that the call needs, in the service authorization reference's spelling. */
  permissions: readonly string[];
  /** Fields that the answer fills, as `kind.field`, or `kind` for the kind's list itself. */
  fills: readonly string[];
  /** Other calls that this one cannot be made or understood without. */
  needs: readonly string[];
  scope: "global" | "regional";
}

const PRINCIPAL = ["arn", "id", "name", "path", "createdAt"] as const;
const of = (kind: ResourceKind, fields: readonly string[]): string[] => fields.map((field) => `${kind}.${field}`);
const all = (kind: ResourceKind): string[] => [kind, ...of(kind, Object.keys(TABLE.kinds[kind].fields))];

const BULK = "iam:GetAccountAuthorizationDetails";
const REPORT = "iam:GetCredentialReport";

/**
 * Every call of a collection: what it needs and what it fills. `collect` asks it what to call, `permissions` what to grant, the docs what to say.
 * Permissions from the Service Authorization Reference; sts:GetCallerIdentity needs none.
 */
export const SOURCES: readonly Source[] = [
  source("sts:GetCallerIdentity", [...of("account", ["id", "arn", "partition"]), "root.arn"], { permissions: [] }),
  source(BULK, [
    ...["user", "group", "role", "policy"],
    ...of("user", [...PRINCIPAL, "tags", "permissionsBoundaryArn", "groupArns", "attachedPolicyArns", "inlinePolicies"]),
    ...all("group").slice(1),
    ...all("role").slice(1),
    ...all("policy").slice(1),
  ]),
  source("iam:GenerateCredentialReport", [], {}),
  source(
    REPORT,
    [
      ...of("root", ["passwordLastUsedAt", "passwordLastChangedAt", "accessKeys", "lastUsedAt"]),
      ...of("user", ["passwordEnabled", "passwordLastUsedAt", "passwordLastChangedAt", "passwordNextRotationAt", "mfaActive", "mfaDeviceIds", "accessKeyIds"]),
      "user.signingCertificates",
      ...of("accessKey", ["lastUsedAt", "lastUsedService", "lastUsedRegion"]),
      ...["accessKey", "mfaDevice"],
    ],
    { needs: ["iam:GenerateCredentialReport", BULK, "iam:GetLoginProfile", "iam:GetUser", "iam:ListMFADevices", "iam:ListAccessKeys"] },
  ),
  source("iam:GetLoginProfile", ["user.passwordEnabled"], { needs: [BULK] }),
  source("iam:GetUser", ["user.passwordLastUsedAt"], { needs: [BULK] }),
  source("iam:ListAccessKeys", [...all("accessKey"), "user.accessKeyIds"], { needs: [BULK, REPORT] }),
  source("iam:GetAccessKeyLastUsed", of("accessKey", ["lastUsedAt", "lastUsedService", "lastUsedRegion"]), { needs: [BULK, REPORT, "iam:ListAccessKeys"] }),
  source("iam:ListMFADevices", [...all("mfaDevice"), "user.mfaDeviceIds"], { needs: [BULK, REPORT] }),
  source("iam:ListVirtualMFADevices", [...all("mfaDevice"), "root.virtualMfaActive"]),
  source("iam:GetAccountPasswordPolicy", ["account.passwordPolicy"]),
  source("iam:GetAccountSummary", [
    "account.summary",
    ...of("root", ["passwordPresent", "mfaActive", "accessKeysPresent", "accessKeys", "signingCertificatesPresent"]),
  ]),
  source("iam:ListAccountAliases", ["account.aliases"]),
  source("iam:ListOrganizationsFeatures", ["account.organizationFeatures"]),
  ...LISTED.map(({ api, kind }) => source(api, all(kind))),
  source("iam:ListOpenIDConnectProviders", all("oidcProvider")),
  source("iam:GetOpenIDConnectProvider", of("oidcProvider", ["createdAt", "clientIds", "thumbprints"]), { needs: ["iam:ListOpenIDConnectProviders"] }),
  source("account:GetAccountInformation", ["account.name"]),
  source("account:GetAlternateContact", ["account.alternateContacts"]),
  source("account:ListRegions", ["account.regions"]),
  source("organizations:DescribeOrganization", of("account", ["organizationId", "managementAccountId", "ouPath"])),
  source("organizations:ListParents", ["account.ouPath"], { needs: ["organizations:DescribeOrganization"] }),
  source("organizations:ListTagsForResource", ["account.tags"], { needs: ["organizations:DescribeOrganization"] }),
  source("access-analyzer:ListAnalyzers", [...all("analyzer"), "account.externalAnalyzerRegions"], { needs: ["account:ListRegions"], scope: "regional" }),
  source("cloudtrail:DescribeTrails", all("trail"), { needs: ["account:ListRegions"], scope: "regional" }),
  source(
    "cloudtrail:GetTrailStatus",
    of("trail", [
      "isLogging",
      "startLoggingAt",
      "stopLoggingAt",
      "latestDeliveryAt",
      "latestDeliveryError",
      "latestDigestDeliveryAt",
      "latestDigestDeliveryError",
      "latestCloudWatchLogsDeliveryAt",
      "latestCloudWatchLogsDeliveryError",
    ]),
    { needs: ["cloudtrail:DescribeTrails"], scope: "regional" },
  ),
  source("cloudtrail:GetEventSelectors", of("trail", ["managementEvents", "allManagementEvents", "dataEvents"]), {
    needs: ["cloudtrail:DescribeTrails"],
    scope: "regional",
  }),
  source("cloudtrail:LookupEvents", ["event"], { needs: ["account:ListRegions"], scope: "regional" }),
];

function source(api: string, fills: readonly string[], more: Partial<Source> = {}): Source {
  return { api, permissions: [api], fills, needs: [], scope: "global", ...more };
}

const BY_API = new Map(SOURCES.map((entry) => [entry.api, entry]));

/** The permission that a call needs; the call's own name where the table does not hold it. */
export const permissionOf = (api: string): string => BY_API.get(api)?.permissions[0] ?? api;

export const isRegional = (api: string): boolean => BY_API.get(api)?.scope === "regional";

/** Adds to a choice of APIs those they need. */
export function withNeeds(apis: Iterable<string>): Set<string> {
  const chosen = new Set(apis);
  for (const api of chosen) for (const need of BY_API.get(api)?.needs ?? []) chosen.add(need);
  return chosen;
}

/**
 * The APIs to call so that paths of the document can be read, such as `user.passwordEnabled`, `user.accessKeys.active`, `trails`;
 * references are followed to what they name. A path that names no known field brings nothing.
 */
export function sourcesFor(paths: Iterable<string>): Set<string> {
  const wanted = new Set<string>();
  for (const path of paths) for (const field of fieldsOf(path)) wanted.add(field);
  const apis = SOURCES.filter((entry) => entry.fills.some((filled) => wanted.has(filled))).map((entry) => entry.api);
  return withNeeds(["sts:GetCallerIdentity", ...apis]);
}

/** The `kind` and `kind.field` entries that a path touches on its way. */
function fieldsOf(path: string): string[] {
  const [head = "", ...steps] = path.split(".");
  const listed = Object.hasOwn(TABLE.lists, head) ? TABLE.lists[head] : undefined;
  let kind: ResourceKind | undefined = listed ?? (Object.hasOwn(TABLE.kinds, head) ? (head as ResourceKind) : undefined);
  const touched: string[] = kind ? [kind] : [];
  for (const step of steps) {
    const field = kind && Object.hasOwn(TABLE.kinds[kind].fields, step) ? TABLE.kinds[kind].fields[step] : undefined;
    if (!kind || !field) break;
    touched.push(`${kind}.${field.via?.field ?? step}`);
    if (!field.via) break;
    kind = field.via.kind;
    touched.push(kind);
  }
  return touched;
}
