import type * as document from "../generated/document.ts";
import type { PlannedContent } from "./content.ts";
import type { Reference, Value } from "./value.ts";

/** Each member known or after apply. */
export type Valued<T> = { [K in keyof T]: Value<T[K]> };

/** What a plan can say of a trail. `managementEvents` and its like: see `selectors`. */
export type TrailSettings = Valued<
  Pick<
    document.Trail,
    | "isMultiRegion"
    | "isOrganization"
    | "includeGlobalServiceEvents"
    | "logFileValidationEnabled"
    | "s3BucketName"
    | "s3KeyPrefix"
    | "snsTopicArn"
    | "kmsKeyId"
    | "cloudWatchLogsLogGroupArn"
    | "cloudWatchLogsRoleArn"
  >
>;

/** What a trail records, as cloudtrail:GetEventSelectors would answer: `{ EventSelectors: […] }` or `{ AdvancedEventSelectors: […] }`. */
export type TrailSelectors = Value<Record<string, unknown>>;

/** Of the account itself, its providers, trails and analyzers. */
export type AccountOperation =
  /** Replaces the whole policy: what a tool leaves out has AWS's documented default, filled in by the reader. Null values are known to be off. */
  | { kind: "set-password-policy"; policy: Valued<document.PasswordPolicy> }
  | { kind: "delete-password-policy" }
  /** AWS allows one; setting it replaces none, the one before must be deleted. */
  | { kind: "create-account-alias"; alias: Value<string> }
  | { kind: "delete-account-alias"; alias: Value<string> }
  | { kind: "set-alternate-contact"; type: Value<"security" | "billing" | "operations">; contact: Value<document.AlternateContact> }
  | { kind: "delete-alternate-contact"; type: Value<"security" | "billing" | "operations"> }
  | { kind: "set-organization-features"; features: Value<("RootCredentialsManagement" | "RootSessions")[]> }
  /** A profile carries one role at the most; null for none. */
  | { kind: "create-instance-profile"; name: Value<string>; path: Value<string>; role: Reference | null }
  | { kind: "update-instance-profile"; arn: Reference; role: Reference | null }
  /** `role`: the one that it carries, as the tool has it; left out where the tool does not say. */
  | { kind: "delete-instance-profile"; arn: Reference; role?: Reference | null }
  | { kind: "create-saml-provider"; name: Value<string>; expiresAt: Value<string | null> }
  | { kind: "update-saml-provider"; arn: Reference; expiresAt: Value<string | null> }
  | { kind: "delete-saml-provider"; arn: Reference }
  /** `url`: of the issuer, with or without https://. */
  | { kind: "create-oidc-provider"; url: Value<string>; clientIds: Value<string[]>; thumbprints: Value<string[]> }
  | { kind: "update-oidc-provider"; arn: Reference; clientIds?: Value<string[]>; thumbprints?: Value<string[]> }
  | { kind: "delete-oidc-provider"; arn: Reference }
  | { kind: "create-server-certificate"; name: Value<string>; path: Value<string>; expiresAt: Value<string | null> }
  | { kind: "update-server-certificate"; arn: Reference; name?: Value<string>; path?: Value<string> }
  | { kind: "delete-server-certificate"; arn: Reference }
  /** `logging`: whether StartLogging is called. Without selectors of its own a trail records all management events and no data events (CreateTrail). */
  | {
      kind: "create-trail";
      name: Value<string>;
      homeRegion: Value<string>;
      settings: TrailSettings;
      logging: Value<boolean>;
      /** Null for none of its own. */
      selectors: TrailSelectors | null;
    }
  /** What is left out stays. */
  | { kind: "update-trail"; arn: Reference; settings: Partial<TrailSettings>; logging?: Value<boolean>; selectors?: TrailSelectors | null }
  | { kind: "delete-trail"; arn: Reference }
  /** `type`: ACCOUNT, ORGANIZATION, ACCOUNT_UNUSED_ACCESS, … A new one is active once it is made. */
  | { kind: "create-analyzer"; name: Value<string>; region: Value<string>; type: Value<string> }
  | { kind: "delete-analyzer"; arn: Reference }
  /** A service-linked role: its name and content are the service's. `path` where the tool predicts it. */
  | { kind: "create-service-linked-role"; service: Value<string>; name: Value<string> | null; trustPolicy: PlannedContent };
