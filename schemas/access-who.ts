import type { AccessAnswer, AccessGap, AccessVerdict } from "./access-answer.ts";
import type { ComparisonGap } from "./access-comparison.ts";
import type { AccessPattern } from "./access-limit.ts";

/** Who of an account may make some request that a pattern covers. */
export interface WhoAnswer {
  access: AccessPattern;
  /** `allowed`: some user or role may, be it in some requests only; `denied`: none may; `unknown`: none certainly may, and of some it is not known. */
  verdict: Exclude<AccessVerdict, "conditional">;
  /** Every user and role, users first, each in the order of the document. */
  principals: PrincipalReach[];
  /** Lists of principals that were not read. */
  gaps: AccessGap[];
}

export interface PrincipalReach {
  arn: string;
  /** `conditional`: in some requests only, or if a policy that was not read allows it. */
  verdict: AccessVerdict;
  /** The request that the verdict is of; null where none could be worked out, or made. */
  answer: AccessAnswer | null;
  /** Requests that were not worked out. */
  gaps: { why: ComparisonGap; actions: string[] }[];
}
