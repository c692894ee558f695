import { compareText } from "../../document/index.ts";

/** One attribute to look up by: CloudTrail takes no more than one a request. */
export interface LookupQuery {
  key: "EventSource" | "Username";
  value: string;
}

const IAM = "iam.amazonaws.com";
const SIGN_IN = "signin.amazonaws.com";
const CLOUDTRAIL = "cloudtrail.amazonaws.com";

/** Event sources asked for where the caller names none: what the shipped detections watch. */
export const EVENT_SOURCES: readonly string[] = [IAM, SIGN_IN, CLOUDTRAIL];

/** Sources whose events only the partition's global region records. Source: CloudTrail User Guide, "Global service events". */
const GLOBAL = new Set([IAM, "sts.amazonaws.com", "organizations.amazonaws.com", "sso.amazonaws.com", "cloudfront.amazonaws.com"]);

/**
 * What to look up where: global services in the global region; the others, sign-in among them (an IAM user's sign-in is recorded in the region
 * of the endpoint that served it), in every region; what root did, in every region.
 * Source: CloudTrail User Guide, "AWS Management Console sign-in events".
 */
export function lookupPlan(
  regions: readonly string[],
  globalRegion: string,
  eventSources: readonly string[] = EVENT_SOURCES,
): { region: string; queries: LookupQuery[] }[] {
  return [...new Set([...regions, globalRegion])].sort(compareText).map((region) => {
    const sources = eventSources.filter((source) => region === globalRegion || !GLOBAL.has(source));
    const queries: LookupQuery[] = sources.map((value) => ({ key: "EventSource", value }));
    return { region, queries: [...queries, { key: "Username", value: "root" }] };
  });
}
