import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { eventsOnly, judged, packRules, told } from "./pack.ts";

const FOLDER = resolve("../shared/data/cloudtrail");
const present = existsSync(FOLDER);
if (!present) process.stderr.write(`\nSKIPPED the detections over real records: ${FOLDER} is not there\n`);

const rules = packRules();
const PARAMS = { guardrailPolicies: ["arn:*:iam::*:policy/guardrails/*"], breakGlass: ["arn:*:iam::*:role/break-glass/*"] };

describe.runIf(present)("real records", () => {
  it.each(["lookup-events/aws_cloudtrail.jsonl", "stratus/events.jsonl", "traildiscover/events.jsonl"])("reads and judges every record of %s", async (file) => {
    const document = await eventsOnly(`${FOLDER}/${file}`);
    const { counts } = judged(document, rules, PARAMS);
    const records = distinctRecords(`${FOLDER}/${file}`);
    expect(records).toBeGreaterThan(0);
    expect(document.events).toHaveLength(records);
    expect(counts.map(({ rule, judged: number }) => ({ rule, number }))).toEqual(rules.map(({ id }) => ({ rule: id, number: records })).sort(byRule));
  });

  it("tells of the recorded attacks what they did, and no more", async () => {
    const results = judged(await eventsOnly(`${FOLDER}/stratus/events.jsonl`), rules, PARAMS);
    expect(named(results)).toMatchInlineSnapshot(`
      [
        "admin-granted: high fail  | arn:aws:iam::229654561268:user/christophe granted administrator rights to user malicious-iam-user by AttachUserPolicy",
        "admin-granted: high fail  | arn:aws:iam::609418236337:user/christophe granted administrator rights to role stratus-red-team-malicious-iam-role by AttachRolePolicy",
        "console-sign-in-without-mfa: high fail  | arn:aws:iam::562283505220:user/stratus-red-team-nmfalu-jfzdtsvchl signed in to the console without MFA from 225.01.00.16",
        "credentials-made-for-another: high fail  | arn:aws:iam::070411556318:user/christophe made or activated credentials of user stratus-red-team-login-profile-user by CreateLoginProfile",
        "credentials-made-for-another: high fail  | arn:aws:iam::229654561268:user/christophe made or activated credentials of user malicious-iam-user by CreateAccessKey",
        "credentials-made-for-another: high fail  | arn:aws:iam::763751499319:user/christophe made or activated credentials of user stratus-red-team-update-login-profile-user by UpdateLoginProfile",
        "credentials-made-for-another: high fail  | arn:aws:iam::946986569305:user/christophe made or activated credentials of user stratus-red-team-backdoor-u-user by CreateAccessKey",
        "federation-token-issued: medium fail  | arn:aws:iam::742491224508:user/stratus-red-team-user-federation-user made federated session stratus_red_team by GetFederationToken",
        "identity-provider-changed: high fail  | arn:aws:iam::791182566784:user/christophe changed who may sign in from outside by CreateProfile in account 791182566784",
        "identity-provider-changed: high fail  | arn:aws:iam::791182566784:user/christophe changed who may sign in from outside by CreateTrustAnchor in account 791182566784",
        "principal-identity-escaped: high unknown unexcused | arn:aws:iam::751203476945:user/christophe changed how policies identify role stratus-red-team-backdoor-r-role: UpdateAssumeRolePolicy",
        "recording-stopped: medium fail  | arn:aws:iam::206821776919:user/christophe turned off what records or watches the account: DeleteResolverQueryLogConfig (route53resolver.amazonaws.com) in sa-central-3r",
        "recording-stopped: medium fail  | arn:aws:iam::498376118699:user/christophe turned off what records or watches the account: DeleteFlowLogs (ec2.amazonaws.com) in megov-south-1r",
        "role-opened: high fail  | arn:aws:iam::609418236337:user/christophe let others assume role stratus-red-team-malicious-iam-role by CreateRole",
        "role-opened: high fail  | arn:aws:iam::751203476945:user/christophe let others assume role stratus-red-team-backdoor-r-role by UpdateAssumeRolePolicy",
        "trail-deleted: critical fail  | arn:aws:iam::847129010505:user/christophe deleted trail stratus-red-team-cloudtraild-trail-kvrwohmiai in megov-westwest-1r",
        "trail-narrowed: high fail  | arn:aws:iam::958312252124:user/christophe narrowed trail arn:aws:cloudtrail:cn-northsouth-2r:958312252124:trail/stratus-red-team-ctes-trail-khlvciwdor by PutEventSelectors",
        "trail-stopped: critical fail  | arn:aws:iam::143434273843:user/christophe stopped trail stratus-red-team-ct-stop-trail-buykxbqejv in apiso-centralnorth-2r",
      ]
    `);
  });

  it("tells of the recorded attempts that they failed", async () => {
    const results = judged(await eventsOnly(`${FOLDER}/traildiscover/events.jsonl`), rules, PARAMS);
    expect(named(results)).toMatchInlineSnapshot(`
      [
        "guardrail-change-attempted: low fail  | arn:aws:iam::111111111111:user/TrailDiscover tried CreatePolicyVersion on policy TrailDiscover and failed: AccessDenied",
        "guardrail-change-attempted: low fail  | arn:aws:iam::111111111111:user/TrailDiscover tried DeleteRolePolicy on role TrailDiscover-Role and failed: AccessDenied",
        "guardrail-change-attempted: low fail  | arn:aws:iam::111111111111:user/TrailDiscover tried DeleteUserPolicy on user TrailDiscover and failed: AccessDenied",
        "guardrail-change-attempted: low fail  | arn:aws:iam::111111111111:user/TrailDiscover tried PutGroupPolicy on group TrailDiscover and failed: AccessDenied",
        "guardrail-change-attempted: low fail  | arn:aws:iam::111111111111:user/TrailDiscover tried PutRolePolicy on role TrailDiscover-Role and failed: AccessDenied",
        "guardrail-change-attempted: low fail  | arn:aws:iam::111111111111:user/TrailDiscover tried PutUserPolicy on user TrailDiscover and failed: AccessDenied",
        "guardrail-change-attempted: low fail  | arn:aws:iam::111111111111:user/TrailDiscover tried SetDefaultPolicyVersion on policy TrailDiscover and failed: AccessDenied",
        "guardrail-change-attempted: low fail  | arn:aws:iam::111111111111:user/TrailDiscover tried UpdateAssumeRolePolicy on role TrailDiscover-Role and failed: AccessDenied",
        "guardrail-change-attempted: medium fail  | arn:aws:iam::111111111111:user/TrailDiscover tried DeleteRolePermissionsBoundary on role trail-discover and failed: AccessDenied",
        "guardrail-change-attempted: medium fail  | arn:aws:iam::111111111111:user/TrailDiscover tried DeleteUserPermissionsBoundary on user TrailDiscover and failed: AccessDenied",
        "guardrail-change-attempted: medium fail  | arn:aws:iam::111111111111:user/TrailDiscover tried DetachRolePolicy on role TrailDiscover and failed: AccessDenied",
        "guardrail-change-attempted: medium fail  | arn:aws:iam::111111111111:user/TrailDiscover tried DetachUserPolicy on user TrailDiscover and failed: AccessDenied",
        "guardrail-change-attempted: medium fail  | arn:aws:iam::111111111111:user/TrailDiscover tried PutRolePermissionsBoundary on role TrailDiscover and failed: AccessDenied",
        "guardrail-change-attempted: medium fail  | arn:aws:iam::111111111111:user/TrailDiscover tried PutUserPermissionsBoundary on user TrailDiscover and failed: AccessDenied",
        "identity-provider-changed: high fail  | arn:aws:sts::111111111111:assumed-role/AWSReservedSSO_AdministratorAccess_6c63ce732f255555/TrailDiscover changed who may sign in from outside by UpdateSAMLProvider in account 111111111111",
        "permission-set-widened: medium fail  | arn:aws:sts::111111111111:assumed-role/AWSReservedSSO_AdministratorAccess_2276cacebc31d3eb/AdanAlvarez widened permission sets or who has them by AddMemberToGroup in account 111111111111",
        "permission-set-widened: medium fail  | arn:aws:sts::111111111111:assumed-role/AWSReservedSSO_AdministratorAccess_2276cacebc31d3eb/AdanAlvarez widened permission sets or who has them by CreateAccountAssignment in account 111111111111",
      ]
    `);
  });

  it("finds nothing in the looked-up records, which change nothing that restricts", async () => {
    expect(told(judged(await eventsOnly(`${FOLDER}/lookup-events/aws_cloudtrail.jsonl`), rules, PARAMS))).toEqual([]);
  });
});

/** How many records a file of one record a line holds, each event once. */
function distinctRecords(file: string): number {
  const lines = readFileSync(file, "utf8").split("\n");
  const ids = lines.filter((line) => line.trim() !== "").map((line) => JSON.parse(line) as { eventID?: string; EventId?: string });
  return new Set(ids.map(({ eventID, EventId }) => eventID ?? EventId)).size;
}

const byRule = (left: { rule: string }, right: { rule: string }): number => (left.rule < right.rule ? -1 : 1);

/** What was told, by its message: event ids say nothing to a reader. */
function named(results: ReturnType<typeof judged>): string[] {
  return results.results
    .filter((result) => result.occurrence !== undefined)
    .map((result) => `${result.rule}: ${result.severity} ${result.status} ${result.reason ?? ""} | ${result.message}`)
    .sort();
}
