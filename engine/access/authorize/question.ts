import type { ActionCatalogue } from "../../../document/index.ts";
import type { AwsManagedPolicy, ReeveDocument } from "../../../schemas/index.ts";

/** A policy document that is given with the question. */
export interface GivenPolicy {
  /** How it is named in the answer: its name, ARN or file. */
  name: string;
  /** The parsed JSON. */
  document: unknown;
  /** Line of each statement in its file, from 1, where it is read from one. */
  lines?: readonly number[];
}

/** What limits an account from outside. Each level of service control policies must allow. */
export interface GivenControlPolicies {
  scps: readonly (readonly GivenPolicy[])[];
  rcps: readonly GivenPolicy[];
}

/** A question about one request. */
export interface AccessQuestion {
  /** Name or ARN of a user or role of the account, ARN of a session or of root, ARN of another account's principal, service, or identity provider. */
  principal: string;
  /** service:Action. */
  action: string;
  /** ARN, or `*` for an action that is called on nothing. */
  resource: string;
  /** Values of condition keys; null for a key that the request does not have. */
  context?: Readonly<Record<string, string | readonly string[] | null>>;
  /** What session of the principal makes the request. */
  session?: {
    /** Of users: by GetSessionToken, or by GetFederationToken with the name of the session. */
    kind?: "token" | "federation";
    name?: string;
    /** Policies that were passed when the session was made. */
    policies?: readonly GivenPolicy[];
  };
  /** The policy of the resource; null for a resource without one. Left out: it was not read. */
  resourcePolicy?: GivenPolicy | null;
  /** Left out: FullAWSAccess is assumed. */
  controlPolicies?: GivenControlPolicies;
  /** `identity` leaves out the policies of resources; `all` takes what is assumed as unknown. */
  scope?: "identity" | "all";
}

/** What an answer rests on. */
export interface AccessSources {
  document: ReeveDocument;
  actions: ActionCatalogue;
  /** Content of a policy that AWS maintains, by ARN. */
  managedPolicy: (arn: string) => AwsManagedPolicy | null;
}
