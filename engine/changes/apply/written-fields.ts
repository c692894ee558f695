import { CONTENT_FIELDS } from "../../../document/index.ts";

/** Fields of a policy that are its content, or follow from it; all others stay when the content is replaced. */
export const POLICY_CONTENT: readonly string[] = [
  "statements",
  ...CONTENT_FIELDS,
  "documentSha256",
  "documentId",
  "languageVersion",
  "defaultVersionId",
  "versionCount",
  "updatedAt",
];

/** Fields of a trail that follow from its selectors, and from whether it logs. */
export const TRAIL_SELECTORS = ["managementEvents", "allManagementEvents", "dataEvents"] as const;
export const TRAIL_LOGGING = ["isLogging", "startLoggingAt", "stopLoggingAt"] as const;
