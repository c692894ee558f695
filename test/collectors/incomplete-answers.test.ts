import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { collectAccount, openSession, type Session, SOURCES } from "../../collectors/index.ts";
import { isUnknown, type ReeveDocument } from "../../schemas/index.ts";
import { useEndpoint } from "../aws/environment.ts";
import { type Front, type Reply, startFront } from "../aws/front.ts";
import type { RequestedOperation } from "../aws/operation.ts";

/** Answers of status 200 that lack a part, from a small server to the real clients: what is missing is a gap, never an empty account. */

const ACCOUNT = "204060801012";
const arn = (name: string): string => `arn:aws:iam::${ACCOUNT}:user/${name}`;

const xml = (api: string, inner: string): Reply => {
  const action = api.split(":")[1];
  const namespace = api.startsWith("sts") ? "https://sts.amazonaws.com/doc/2011-06-15/" : "https://iam.amazonaws.com/doc/2010-05-08/";
  return {
    status: 200,
    contentType: "text/xml",
    body: `<${action}Response xmlns="${namespace}"><${action}Result>${inner}</${action}Result></${action}Response>`,
  };
};
const json = (value: unknown): Reply => ({ status: 200, contentType: "application/x-amz-json-1.1", body: JSON.stringify(value) });
const missing = (api: string): Reply => ({
  ...xml(api, ""),
  status: 404,
  body: "<ErrorResponse><Error><Type>Sender</Type><Code>NoSuchEntity</Code></Error></ErrorResponse>",
});

const detail = (name: string): string =>
  `<member><Path>/</Path><UserName>${name}</UserName><UserId>AIDA${name.toUpperCase()}</UserId><Arn>${arn(name)}</Arn><CreateDate>2024-03-01T08:00:00Z</CreateDate><GroupList/><AttachedManagedPolicies/></member>`;

const HEADER =
  "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated";
const NONE = "false,N/A,N/A,N/A,N/A";
const row = (name: string): string =>
  `${name},${arn(name)},2024-03-01T08:00:00+00:00,false,N/A,N/A,N/A,true,true,2024-03-01T08:00:00+00:00,N/A,N/A,N/A,${NONE},false,N/A,false,N/A`;

/** Lists of the bulk call, by name, with what each holds. */
const BULK: Record<string, string> = { UserDetailList: detail("lena"), GroupDetailList: "", RoleDetailList: "", Policies: "" };
const bulk = (lists: Record<string, string>): Reply =>
  xml(
    "iam:GetAccountAuthorizationDetails",
    `<IsTruncated>false</IsTruncated>${Object.entries(lists)
      .map(([list, items]) => `<${list}>${items}</${list}>`)
      .join("")}`,
  );
const report = (...names: string[]): Reply => {
  const content = Buffer.from([HEADER, ...names.map(row)].join("\n")).toString("base64");
  return xml(
    "iam:GetCredentialReport",
    `<Content>${content}</Content><ReportFormat>text/csv</ReportFormat><GeneratedTime>2026-03-02T09:00:00Z</GeneratedTime>`,
  );
};

/** Every list call that the account below reaches, with the member that its answer must have. */
const LISTS: Record<string, string> = {
  "iam:ListAccessKeys": "AccessKeyMetadata",
  "iam:ListMFADevices": "MFADevices",
  "iam:ListVirtualMFADevices": "VirtualMFADevices",
  "iam:ListAccountAliases": "AccountAliases",
  "iam:ListServerCertificates": "ServerCertificateMetadataList",
  "iam:ListSAMLProviders": "SAMLProviderList",
  "iam:ListOpenIDConnectProviders": "OpenIDConnectProviderList",
  "iam:ListOrganizationsFeatures": "EnabledFeatures",
  "account:ListRegions": "Regions",
  "access-analyzer:ListAnalyzers": "analyzers",
  "cloudtrail:DescribeTrails": "trailList",
  "cloudtrail:LookupEvents": "Events",
  "organizations:ListParents": "Parents",
  "organizations:ListTagsForResource": "Tags",
};

const ITEMS: Record<string, unknown[]> = {
  "account:ListRegions": [{ RegionName: "us-east-1", RegionOptStatus: "ENABLED_BY_DEFAULT" }],
  "organizations:ListParents": [{ Id: "r-a1b2", Type: "ROOT" }],
};

/** A sound answer to every call. */
function whole({ api }: RequestedOperation): Reply {
  const list = LISTS[api];
  if (list !== undefined) return api.startsWith("iam:") ? xml(api, `<${list}/>`) : json({ [list]: ITEMS[api] ?? [] });
  switch (api) {
    case "sts:GetCallerIdentity":
      return xml(api, `<Arn>${arn("auditor")}</Arn><UserId>AIDAAUDITOR</UserId><Account>${ACCOUNT}</Account>`);
    case "iam:GetAccountAuthorizationDetails":
      return bulk(BULK);
    case "iam:GenerateCredentialReport":
      return xml(api, "<State>COMPLETE</State>");
    case "iam:GetCredentialReport":
      return report("lena");
    case "organizations:DescribeOrganization":
      return json({ Organization: { Id: "o-a1b2c3d4e5", MasterAccountId: ACCOUNT } });
    default:
      return missing(api);
  }
}

let front: Front;
let restore: () => void;
let session: Session;

beforeAll(async () => {
  // Nothing stands behind this front: it answers every call itself.
  front = await startFront("http://127.0.0.1:9", () => undefined);
  restore = useEndpoint(front.url);
  front.interfere({ instead: whole });
  const opened = await openSession({ maxAttempts: 1 });
  if (!opened.ok) throw new Error(opened.problem.sentence);
  ({ session } = opened);
});

afterAll(async () => {
  restore?.();
  await front?.stop();
});

/** The account, with other answers to some calls. */
async function collected(instead: Record<string, (operation: RequestedOperation) => Reply> = {}): Promise<ReeveDocument> {
  front.interfere({ instead: (operation) => (instead[operation.api] ?? whole)(operation) });
  return await collectAccount(session, { sources: SOURCES.map(({ api }) => api) });
}

const gapsOf = ({ gaps }: ReeveDocument, source: string): [reason: string, scope: string][] =>
  Object.values(gaps).flatMap((gap) => (gap.source === source ? [[gap.reason, gap.scope] as [string, string]] : []));
const openReason = ({ users, gaps }: ReeveDocument): string | undefined => {
  const mark = isUnknown(users) ? users : users.at(-1);
  return isUnknown(mark) ? gaps[mark.$unknown]?.reason : undefined;
};

describe("sound answers", () => {
  it("leave no list unread", async () => {
    const document = await collected();
    expect(document.users).toMatchObject([{ name: "lena" }]);
    for (const api of Object.keys(LISTS)) expect([api, ...gapsOf(document, api).filter(([reason]) => reason === "Unparseable")]).toEqual([api]);
    expect(gapsOf(document, "iam:GetAccountAuthorizationDetails")).toEqual([]);
    expect(Object.keys(LISTS).filter((api) => !front.seen.includes(api))).toEqual([]);
  });
});

describe("an answer without the list that it must have", () => {
  it.each(Object.keys(LISTS))("is a gap: %s", async (api) => {
    const document = await collected({ [api]: () => (api.startsWith("iam:") ? xml(api, "<IsTruncated>false</IsTruncated>") : json({})) });
    expect(gapsOf(document, api).map(([reason]) => reason)).toContain("Unparseable");
  });

  it.each([...Object.keys(BULK), "all"])("is a gap: the bulk call without %s", async (list) => {
    const document = await collected({
      "iam:GetAccountAuthorizationDetails": () => bulk(list === "all" ? {} : Object.fromEntries(Object.entries(BULK).filter(([name]) => name !== list))),
    });
    expect(gapsOf(document, "iam:GetAccountAuthorizationDetails")).toMatchObject([["Unparseable", "users, groups, roles and policies of the account"]]);
    expect(openReason(document)).toBe("Unparseable");
    expect(isUnknown(document.roles) && isUnknown(document.policies)).toBe(true);
  });
});

describe("a user of the credential report who is not in the bulk call's answer", () => {
  const both = { "iam:GetCredentialReport": () => report("lena", "milo") };

  it("is a gap, and the lists of users, keys and devices are open", async () => {
    const document = await collected({ ...both, "iam:GetUser": ({ api }) => xml(api, `<User>${detail("milo").replace(/<\/?member>/g, "")}</User>`) });
    expect(gapsOf(document, "iam:GetAccountAuthorizationDetails")).toEqual([["Inconsistent", arn("milo")]]);
    expect(openReason(document)).toBe("Inconsistent");
    for (const list of [document.accessKeys, document.mfaDevices]) expect(Array.isArray(list) && isUnknown(list.at(-1))).toBe(true);
  });

  it("is named beside each other one", async () => {
    const names = ["milo", "nora", "olga"];
    const document = await collected({
      "iam:GetCredentialReport": () => report("lena", ...names),
      "iam:GetUser": ({ api }) => xml(api, `<User>${detail("milo").replace(/<\/?member>/g, "")}</User>`),
    });
    expect(gapsOf(document, "iam:GetAccountAuthorizationDetails")).toEqual([["Inconsistent", names.map(arn).join(", ")]]);
  });

  it("is a gap where IAM does not say whether there is such a user", async () => {
    const denied = "<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code></Error></ErrorResponse>";
    const document = await collected({ ...both, "iam:GetUser": () => ({ status: 403, contentType: "text/xml", body: denied }) });
    expect(openReason(document)).toBe("AccessDenied");
  });

  it("is none where the user was deleted since the report", async () => {
    const document = await collected({ ...both, "iam:GetUser": ({ api }) => missing(api) });
    expect(document.users).toMatchObject([{ name: "lena" }]);
    expect(openReason(document)).toBeUndefined();
  });
});

describe("a credential report from the future", () => {
  const at = (now: string): Promise<ReeveDocument> => {
    front.interfere({ instead: whole });
    return collectAccount(session, { sources: SOURCES.map(({ api }) => api), now: () => new Date(now) });
  };

  it("is a gap, and what it says is unknown", async () => {
    const document = await at("2026-03-02T08:50:00Z");
    expect(gapsOf(document, "iam:GetCredentialReport")).toEqual([["Inconsistent", "credentials of all users and of root"]]);
    expect(document.collection.sources).toEqual([]);
  });

  it("is none within what clocks differ by, or later", async () => {
    for (const now of ["2026-03-02T08:58:00Z", "2026-03-02T12:00:00Z"])
      expect(gapsOf(await at(now), "iam:GetCredentialReport").map(([reason]) => reason)).not.toContain("Inconsistent");
  });
});

describe("when each call was answered", () => {
  it("stands in the document", async () => {
    let tick = 0;
    const document = await collectAccount(session, { sources: ["iam:ListAccountAliases"], now: () => new Date(Date.UTC(2026, 2, 2, 9, 0, tick++)) });
    const { calls, startedAt } = document.collection;
    expect(calls.length).toBeGreaterThan(0);
    for (const { lastAt } of calls) expect(lastAt && startedAt && lastAt > startedAt).toBe(true);
  });
});
