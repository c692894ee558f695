import { RECORD } from "./generated/record.ts";

/** Names at the top of a CloudTrail record. A rule that misspells one would never match. */
export const RECORD_FIELDS: readonly string[] = Object.keys(RECORD.fields);
