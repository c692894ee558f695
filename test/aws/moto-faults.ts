import { createHash } from "node:crypto";
import type { Garble, Reply } from "./front.ts";

/** What moto 5.2 answers wrongly, by name: the emulator suite leaves these fields out, and shows for each that the fault is still there. */
export const MOTO_FAULTS = {
  "root.row": "the credential report has no <root_account> row",
  "root.passwordPresent": "GetAccountSummary has no AccountPasswordPresent",
  "user.permissionsBoundaryArn": "the bulk call leaves out the boundary of a user",
  "policy.permissionsBoundaryUsageCount": "the bulk call leaves out PermissionsBoundaryUsageCount",
  "user.passwordNextRotationAt": "the credential report says not_supported for every user",
  "user.passwordLastChangedAt": "the credential report repeats the creation time",
} as const;

/**
 * Faults that would hide the rest are put right in the front: moto dates every credential report 2015-02-02 where AWS dates it when it was made,
 * leaves PolicyName and PolicyId out of the bulk call, and says that a trail delivered just now whenever it is asked.
 */
export const corrected =
  (reportAt: Date): Garble =>
  (operation, reply): Reply => {
    if (operation.api === "iam:GetCredentialReport") return { ...reply, body: reply.body.replace(/2015-02-02T20:02:02Z/g, reportAt.toISOString()) };
    if (operation.api === "cloudtrail:GetTrailStatus") return { ...reply, body: reply.body.replace(/("LatestDeliveryTime": )[\d.]+/, "$11767225600") };
    if (operation.api !== "iam:GetAccountAuthorizationDetails") return reply;
    const body = reply.body.replace(/<Arn>(arn:aws:iam::[^<]*:policy\/(?:[^<]*\/)?([^</]+))<\/Arn>/g, (tag, arn: string, name: string) => {
      const id = `ANPA${createHash("sha256").update(arn).digest("hex").slice(0, 16).toUpperCase()}`;
      return `${tag}<PolicyName>${name}</PolicyName><PolicyId>${id}</PolicyId>`;
    });
    return { ...reply, body };
  };
