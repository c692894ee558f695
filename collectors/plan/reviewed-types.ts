import type { UnreviewedConcern } from "../../schemas/index.ts";
import { isOfAws, isOfReviewedService } from "./reviewed-services.ts";
import { destinationKind, isNoDestination } from "./trail-destinations.ts";
import { isHarmless, type TypedChange } from "./unread-types.ts";

/** Names of resources that give access, by a policy, a role, a permission or a principal of their own. */
const GIVES_ACCESS = /polic|permission|grant|role|share|access|principal|credential|identity|user|admin|delegat|organization|accepter/i;

/** Those of them that give none: policies of scaling, of caches and of expiry, and what a distribution reads its origin with. */
const GIVES_NONE: ReadonlySet<string> = new Set([
  "aws_autoscaling_policy",
  "aws_appautoscaling_policy",
  "aws_ecr_lifecycle_policy",
  "aws_cloudfront_cache_policy",
  "aws_cloudfront_origin_access_control",
  "aws_cloudfront_origin_access_identity",
  "aws_cloudfront_origin_request_policy",
  "aws_cloudfront_response_headers_policy",
  "AWS::AutoScaling::ScalingPolicy",
  "AWS::ApplicationAutoScaling::ScalingPolicy",
  "AWS::CloudFront::CachePolicy",
  "AWS::CloudFront::OriginAccessControl",
]);

/** Data sources that run a program or a function, which may change anything. Source: documentation of the providers external and aws. */
export const RUNNING_DATA: ReadonlySet<string> = new Set(["external", "aws_lambda_invocation"]);

/** What else a change has to say where its type does not decide. */
export interface ConcernOf {
  /** Names, ids and ARNs of the bucket, key, topic or log group that it is or belongs to; null where they are known only after the apply. */
  ids: () => string[] | null;
  /** It belongs to what the plan makes. */
  isOfNew: () => boolean;
}

/** What a change that no reader predicts may affect; null where its type was reviewed as one that cannot affect IAM or CloudTrail. */
export function concernOf(change: TypedChange, { ids, isOfNew }: ConcernOf): UnreviewedConcern | null {
  const { type, isNew } = change;
  if (isHarmless(change)) return null;
  const destination = destinationKind(type);
  if (destination !== null) {
    const { kind, isItself } = destination;
    return { kind: "destination", of: { kind, ids: ids(), isNew: (isNew && isItself) || isOfNew() } };
  }
  if (!isNoDestination(type) && !isOfReviewedService(type)) return { kind: "unknown" };
  return isOfAws(type) && GIVES_ACCESS.test(type) && !GIVES_NONE.has(type) ? { kind: "access" } : null;
}
