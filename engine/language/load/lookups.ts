import type { StringFormatName } from "../../../schemas/index.ts";

/** What each kind is looked up by, and the formats of that. */
export const LOOKUPS: Readonly<Record<string, { by: string; formats: StringFormatName[] }>> = Object.assign(Object.create(null), {
  user: { by: "name or ARN", formats: ["iam-name", "user-arn"] },
  group: { by: "name or ARN", formats: ["iam-name", "group-arn"] },
  role: { by: "name or ARN", formats: ["iam-name", "role-arn"] },
  policy: { by: "ARN", formats: ["policy-arn"] },
  trail: { by: "ARN", formats: ["trail-arn"] },
  accessKey: { by: "id", formats: ["access-key-id"] },
});
