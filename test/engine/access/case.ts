import type { AccessQuestion } from "../../../engine/access/index.ts";
import { type AccountOf, ANA, asPolicy, type WrittenStatement } from "./account.ts";

/** What a case asks, the rest being as usual: the user ana gets an object of a bucket that has no policy. */
export interface CaseQuestion extends Partial<Omit<AccessQuestion, "resourcePolicy" | "controlPolicies" | "session">> {
  /** Statements of the resource's policy; null: it has none (the usual); `unread`: it was not read. */
  ofResource?: readonly WrittenStatement[] | null | "unread";
  scps?: readonly (readonly WrittenStatement[])[];
  rcps?: readonly WrittenStatement[];
  session?: { kind?: "token" | "federation"; name?: string; policies?: readonly (readonly WrittenStatement[])[] };
}

/** One documented fact: an account, a request, and what comes of it. */
export interface AccessCase {
  name: string;
  /** Page of AWS that says so. */
  source: string;
  account: AccountOf;
  asks?: CaseQuestion;
  /** The verdict, or the code of the problem. */
  expect: string;
  /** Further members of the answer. */
  also?: Record<string, unknown>;
}

const OBJECT = "arn:aws:s3:::bucket/key";

const given = (name: string, statements: readonly WrittenStatement[]) => ({ name, document: asPolicy(statements) });

export function questionOf({ ofResource = null, scps, rcps, session, ...rest }: CaseQuestion = {}): AccessQuestion {
  return {
    principal: ANA,
    action: "s3:GetObject",
    resource: OBJECT,
    ...rest,
    ...(ofResource === "unread" ? {} : { resourcePolicy: ofResource && given("resource policy", ofResource) }),
    ...(scps || rcps
      ? { controlPolicies: { scps: (scps ?? []).map((level, at) => [given(`scp ${at}`, level)]), rcps: rcps ? [given("rcp", rcps)] : [] } }
      : {}),
    ...(session
      ? { session: { ...session, ...(session.policies ? { policies: session.policies.map((policy) => given("session policy", policy)) } : {}) } }
      : {}),
  } as AccessQuestion;
}
