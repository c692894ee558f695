export { RECORD_FIELDS } from "../../../schemas/index.ts";

/**
 * Fields that look like booleans and are text in the record. Source: AWS CloudTrail User Guide, "CloudTrail record contents for management, data, and
 * network activity events" and "CloudTrail userIdentity element".
 */
export const TEXT_FLAGS: readonly string[] = ["event.sessionCredentialFromConsole", "event.userIdentity.sessionContext.attributes.mfaAuthenticated"];
