import { describe, expect, it } from "vitest";
import { readPlan } from "../../../collectors/index.ts";
import { derive } from "../../../engine/evaluate/index.ts";
import { predict } from "../../../engine/index.ts";
import type { ReeveDocument } from "../../../schemas/index.ts";
import { planText, type TerraformChange } from "./plan-text.ts";
import { documentOf, smallAccount } from "./small-account.ts";

const later = { $unknown: expect.any(String) };
const account = { id: "123456789012" };

interface Case {
  what: string;
  changes: TerraformChange[];
  /** What the predicted document holds. */
  expected: unknown;
}

const TRAIL: TerraformChange = {
  address: "aws_cloudtrail.t",
  after: { name: "all", s3_bucket_name: "logs", is_multi_region_trail: true, enable_logging: true, enable_log_file_validation: true },
  unknown: { arn: true, home_region: true },
};

const CASES: Case[] = [
  {
    what: "a new trail records all management events, and logs",
    changes: [TRAIL],
    expected: {
      trails: [
        {
          arn: "arn:aws:cloudtrail:eu-west-1:123456789012:trail/all",
          isLogging: true,
          isMultiRegion: true,
          kmsKeyId: null,
          allManagementEvents: true,
          dataEvents: [],
          latestDeliveryAt: null,
        },
      ],
    },
  },
  {
    what: "a key that the same plan makes is unknown, and the trail is shown all the same",
    changes: [{ ...TRAIL, unknown: { ...TRAIL.unknown, kms_key_id: true } }],
    expected: { trails: [{ name: "all", kmsKeyId: later, s3BucketName: "logs" }] },
  },
  {
    what: "a trail with a flag that only the apply will show",
    changes: [{ ...TRAIL, unknown: { is_multi_region_trail: true } }],
    expected: { trails: [{ name: "all", isMultiRegion: later }] },
  },
  {
    what: "selectors of writes alone narrow a trail",
    changes: [{ ...TRAIL, after: { ...TRAIL.after, event_selector: [{ read_write_type: "WriteOnly", include_management_events: true, data_resource: [] }] } }],
    expected: { trails: [{ allManagementEvents: false, managementEvents: { reads: false, writes: true } }] },
  },
  {
    what: "a new analyzer of external access covers its region",
    changes: [{ address: "aws_accessanalyzer_analyzer.a", after: { analyzer_name: "here", type: "ACCOUNT" }, unknown: { arn: true } }],
    expected: { analyzers: [{ region: "eu-west-1", status: "ACTIVE" }], account: { externalAnalyzerRegions: ["eu-west-1"] } },
  },
  {
    what: "a password policy has AWS's default where nothing is set",
    changes: [
      {
        address: "aws_iam_account_password_policy.p",
        after: { minimum_password_length: 14, allow_users_to_change_password: true },
        unknown: { require_symbols: true, max_password_age: true, expire_passwords: true, password_reuse_prevention: true },
        refers: { minimum_password_length: { constant_value: 14 } },
      },
    ],
    expected: {
      account: {
        passwordPolicy: { minimumPasswordLength: 14, requireSymbols: false, expirePasswords: false, maxPasswordAge: null, passwordReusePrevention: null },
      },
    },
  },
  {
    what: "a password policy of which something set is not known is unknown",
    changes: [
      {
        address: "aws_iam_account_password_policy.p",
        after: {},
        unknown: { minimum_password_length: true },
        refers: { minimum_password_length: { references: ["random_integer.n.result", "random_integer.n"] } },
      },
    ],
    expected: { account: { passwordPolicy: later } },
  },
  {
    what: "contacts are set by their type",
    changes: [
      {
        address: "aws_account_alternate_contact.s",
        after: { alternate_contact_type: "SECURITY", name: "Ann", title: "x", email_address: "a@example.com", phone_number: "1" },
      },
    ],
    expected: { account: { alternateContacts: { security: { name: "Ann" }, billing: null } } },
  },
  {
    what: "features of the organization are those that are listed",
    changes: [{ address: "aws_iam_organizations_features.f", after: { enabled_features: ["RootSessions"] } }],
    expected: { account: { organizationFeatures: ["RootSessions"] } },
  },
  {
    what: "certificates and SAML providers count, their expiry where it can be read",
    changes: [
      { address: "aws_iam_saml_provider.s", after: { name: "idp" }, unknown: { arn: true, valid_until: true } },
      {
        address: "aws_iam_openid_connect_provider.o",
        after: { url: "https://ci.example.com", client_id_list: ["x"], thumbprint_list: [] },
        unknown: { arn: true },
      },
    ],
    expected: {
      samlProviders: [{ arn: "arn:aws:iam::123456789012:saml-provider/idp", expiresAt: later }],
      oidcProviders: [{ name: "ci.example.com", clientIds: ["x"] }],
      account: { summary: { providerCount: 2 } },
    },
  },
  {
    what: "a signing certificate leaves its user's slots unknown",
    changes: [{ address: "aws_iam_signing_certificate.c", after: { user_name: "a", status: "Active" } }],
    expected: {
      users: [
        { name: "a", signingCertificates: later },
        { name: "b", signingCertificates: [] },
      ],
    },
  },
];

describe("planned changes of the account", () => {
  it.each(CASES)("$what", ({ changes, expected }) => {
    const read = readPlan(planText(changes), "plan.json");
    if (!read.ok) throw new Error(read.problem.message);
    const { document, problems } = predict(documentOf(smallAccount([], [], [])), [read.plan]);
    expect(problems).toEqual([]);
    expect(derive(document) as ReeveDocument & { account: unknown }).toMatchObject({ account, ...(expected as object) });
  });
});
