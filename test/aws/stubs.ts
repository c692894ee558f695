import type { Instead, Reply } from "./front.ts";

const json = (value: unknown, status = 200): Reply => ({ status, contentType: "application/x-amz-json-1.1", body: JSON.stringify(value) });

const REGIONS = ["eu-central-1", "us-east-1"];

/**
 * Stubs, not emulation: moto 5.2 does not know these calls, so recorded answers stand for them.
 * Shapes from the API references of Account Management, IAM Access Analyzer and IAM.
 */
export const stubs: Instead = ({ api, region }) => {
  switch (api) {
    case "account:ListRegions":
      return json({ Regions: REGIONS.map((name) => ({ RegionName: name, RegionOptStatus: "ENABLED_BY_DEFAULT" })) });
    case "account:GetAccountInformation":
      return json({ AccountId: "123456789012", AccountName: "sample", AccountCreatedDate: "2020-01-01T00:00:00Z" });
    case "access-analyzer:ListAnalyzers":
      return json({ analyzers: region === "us-east-1" ? [ANALYZER] : [] });
    case "cloudtrail:LookupEvents":
      return json({ Events: [] });
    case "iam:ListOrganizationsFeatures":
      return {
        status: 200,
        contentType: "text/xml",
        body: '<ListOrganizationsFeaturesResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><ListOrganizationsFeaturesResult><OrganizationId>o-aa111bb222</OrganizationId><EnabledFeatures><member>RootSessions</member></EnabledFeatures></ListOrganizationsFeaturesResult></ListOrganizationsFeaturesResponse>',
      };
    default:
      return undefined;
  }
};

const ANALYZER = {
  arn: "arn:aws:access-analyzer:us-east-1:123456789012:analyzer/account",
  name: "account",
  type: "ACCOUNT",
  status: "ACTIVE",
  createdAt: "2024-05-01T08:00:00Z",
};
