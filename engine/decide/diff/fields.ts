import type { AccountChange, ReeveDocument, ResourceKind } from "../../../schemas/index.ts";

type Code = AccountChange["code"];

/** How a field is compared, and what a difference is called. Fields that are not named here tell use, deliveries or counts, or follow from others. */
export type FieldSpec =
  /** A value: `code` names the turn, null where this one is no change of its own. */
  | { how: "value"; field: string; code: (was: unknown, is: unknown) => Code | null; fromNothing?: unknown }
  /** A list of texts: what was added and what was taken away. `mirrored`: ARNs of resources that may have been renamed. */
  | { how: "set"; field: string; added: Code; removed: Code; fromNothing?: true }
  /** Inline policies by name; the content by its digest. */
  | { how: "inline"; field: string }
  /** A policy document: its digest, and what it came to grant. */
  | { how: "content"; field: string | null; code: "policy-content-changed" | "trust-policy-changed" };

/** A kind that the document lists. */
export interface KindSpec {
  kind: ResourceKind;
  list: keyof ReeveDocument;
  /** What stays with a resource for its life. */
  identity: "id" | "arn";
  fields: readonly FieldSpec[];
}

const changed = (field: string): FieldSpec => ({ how: "value", field, code: () => "changed" });
const items = (field: string): FieldSpec => ({ how: "set", field, added: "item-added", removed: "item-removed" });
const turn =
  (on: Code, off: Code) =>
  (_: unknown, is: unknown): Code =>
    is === true ? on : off;

const BOUNDARY: FieldSpec = {
  how: "value",
  field: "permissionsBoundaryArn",
  code: (was, is) => (was === null ? "boundary-set" : is === null ? "boundary-removed" : "boundary-replaced"),
  fromNothing: null,
};
const ATTACHED: FieldSpec = { how: "set", field: "attachedPolicyArns", added: "policy-attached", removed: "policy-detached", fromNothing: true };
const INLINE: FieldSpec = { how: "inline", field: "inlinePolicies" };

/** In the order in which changes are told. */
export const KINDS: readonly KindSpec[] = [
  {
    kind: "user",
    list: "users",
    identity: "id",
    fields: [
      { how: "value", field: "passwordEnabled", code: turn("password-set", "password-removed"), fromNothing: false },
      { how: "value", field: "passwordLastChangedAt", code: (was, is) => (was === null || is === null ? null : "password-changed") },
      { how: "value", field: "mfaActive", code: turn("mfa-gained", "mfa-lost") },
      { how: "set", field: "groupArns", added: "membership-added", removed: "membership-removed", fromNothing: true },
      ATTACHED,
      INLINE,
      BOUNDARY,
      changed("signingCertificates"),
      changed("tags"),
    ],
  },
  { kind: "accessKey", list: "accessKeys", identity: "id", fields: [{ how: "value", field: "active", code: turn("key-activated", "key-deactivated") }] },
  {
    kind: "mfaDevice",
    list: "mfaDevices",
    identity: "id",
    fields: [{ how: "value", field: "userArn", code: (_, is) => (is === null ? "mfa-device-unassigned" : "mfa-device-assigned"), fromNothing: null }],
  },
  { kind: "group", list: "groups", identity: "id", fields: [ATTACHED, INLINE] },
  {
    kind: "role",
    list: "roles",
    identity: "id",
    fields: [{ how: "content", field: "trustPolicy", code: "trust-policy-changed" }, ATTACHED, INLINE, BOUNDARY, items("instanceProfileArns"), changed("tags")],
  },
  { kind: "policy", list: "policies", identity: "id", fields: [{ how: "content", field: null, code: "policy-content-changed" }] },
  {
    kind: "trail",
    list: "trails",
    identity: "arn",
    fields: [
      { how: "value", field: "isLogging", code: turn("trail-started", "trail-stopped") },
      // Logging was stopped in between, though it runs on both sides.
      { how: "value", field: "startLoggingAt", code: (was, is) => (was === null || is === null ? null : "trail-restarted") },
      ...["isMultiRegion", "isOrganization", "includeGlobalServiceEvents", "logFileValidationEnabled", "s3BucketName", "s3KeyPrefix", "snsTopicArn"].map(
        changed,
      ),
      ...["kmsKeyId", "cloudWatchLogsLogGroupArn", "cloudWatchLogsRoleArn", "managementEvents", "dataEvents", "latestDeliveryError"].map(changed),
    ],
  },
  { kind: "analyzer", list: "analyzers", identity: "arn", fields: [changed("type"), changed("status")] },
  { kind: "serverCertificate", list: "serverCertificates", identity: "id", fields: [changed("expiresAt")] },
  { kind: "samlProvider", list: "samlProviders", identity: "arn", fields: [changed("expiresAt")] },
  { kind: "oidcProvider", list: "oidcProviders", identity: "arn", fields: [items("clientIds"), items("thumbprints")] },
];

export const ROOT: readonly FieldSpec[] = [
  { how: "value", field: "mfaActive", code: turn("mfa-gained", "mfa-lost") },
  { how: "value", field: "accessKeysPresent", code: turn("root-keys-made", "root-keys-deleted") },
  { how: "value", field: "passwordPresent", code: turn("password-set", "password-removed") },
  { how: "value", field: "passwordLastChangedAt", code: (was, is) => (was === null || is === null ? null : "password-changed") },
  changed("virtualMfaActive"),
  changed("signingCertificatesPresent"),
];

export const ACCOUNT: readonly FieldSpec[] = [
  ...["name", "organizationId", "managementAccountId", "ouPath"].map(changed),
  items("aliases"),
  items("organizationFeatures"),
  items("regions"),
  changed("tags"),
];
