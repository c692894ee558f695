/**
 * Names at the top of a CloudTrail record. A rule that misspells one would never match.
 * Source: AWS CloudTrail User Guide, "CloudTrail record contents for management, data, and network activity events"
 * and "… for Insights events for trails" (cloudtrail-event-reference-record-contents).
 */
export const RECORD_FIELDS: readonly string[] = [
  "addendum",
  "additionalEventData",
  "apiVersion",
  "awsRegion",
  "edgeDeviceDetails",
  "errorCode",
  "errorMessage",
  "eventCategory",
  "eventContext",
  "eventID",
  "eventName",
  "eventSource",
  "eventTime",
  "eventType",
  "eventVersion",
  "insightDetails",
  "managementEvent",
  "readOnly",
  "recipientAccountId",
  "requestID",
  "requestParameters",
  "resources",
  "responseElements",
  "serviceEventDetails",
  "sessionCredentialFromConsole",
  "sharedEventID",
  "sourceIPAddress",
  "tlsDetails",
  "userAgent",
  "userIdentity",
  "vpcEndpointAccountId",
  "vpcEndpointId",
];
