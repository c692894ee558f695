import type { Front, Garble, Instead, Reply, Rewrite } from "./front.ts";
import { corrected } from "./moto-faults.ts";
import type { RequestedOperation } from "./operation.ts";

/** A credential report's row of the root user that AWS gives and moto does not: IAM User Guide, "Get credential reports". */
const ROOT_ROW =
  "<root_account>,arn:aws:iam::123456789012:root,2020-01-01T00:00:00+00:00,not_supported,no_information,not_supported,not_supported,true,false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A";

/** CloudTrail User Guide, "Logging management events": a trail for which nothing was chosen records all management events. */
const DEFAULT_SELECTOR = { ReadWriteType: "All", IncludeManagementEvents: true, DataResources: [], ExcludeManagementEventSources: [] };

/**
 * Lets a front answer as AWS does where moto's faults (MOTO_FAULTS) would leave parts of every document unknown: root's row and password,
 * the boundaries of users, how often a policy is attached and how often it is a boundary, when passwords and policies were changed, what a trail records and when
 * it first delivers. `stubs` answers for APIs that moto lacks; after `timePasses` every trail has delivered.
 */
export function answerAsAws(front: Front, stubs: Instead = () => undefined): { timePasses(): void } {
  const boundaries = new Map<string, string>();
  const passwords = new Map<string, string>();
  const updates = new Map<string, string>();
  const silent = new Set<string>();
  front.interfere({
    rewrite: trailByName,
    instead: (operation) => stubs(operation) ?? replyForMoto(operation, boundaries),
    garble: (operation, reply) => {
      const { api, form } = operation;
      if (PASSWORD_CALLS.has(api) && reply.status === 200) passwords.set(form.get("UserName") ?? "", wholeSecond(new Date()));
      if (api === "iam:CreatePolicyVersion" && reply.status === 200) updates.set(form.get("PolicyArn") ?? "", new Date().toISOString());
      const known = { boundaries, passwords, updates, silent };
      return amended(operation, corrected(new Date())(operation, reply), known);
    },
  });
  return { timePasses: () => silent.clear() };
}

/** Calls that set the time at which a user's password was last changed. */
const PASSWORD_CALLS = new Set(["iam:CreateLoginProfile", "iam:UpdateLoginProfile", "iam:ChangePassword"]);

/** A time as the credential report writes it. */
const wholeSecond = (time: Date): string => `${time.toISOString().slice(0, 19)}+00:00`;

/** Calls that moto does not know, answered from what is known: nobody has what they would list. */
const EMPTY_LISTS: Record<string, string> = {
  "iam:ListServiceSpecificCredentials": "<ServiceSpecificCredentials/>",
  "iam:ListMFADeviceTags": "<Tags/><IsTruncated>false</IsTruncated>",
};

/** Calls that moto does not know: one replaces a user's boundary, one takes it away, others list what nobody has. */
function replyForMoto({ api, form }: RequestedOperation, boundaries: Map<string, string>): Reply | undefined {
  const user = form.get("UserName") ?? "";
  if (api === "iam:PutUserPermissionsBoundary") boundaries.set(user, form.get("PermissionsBoundary") ?? "");
  else if (api === "iam:DeleteUserPermissionsBoundary") boundaries.delete(user);
  else if (!Object.hasOwn(EMPTY_LISTS, api)) return undefined;
  const name = api.slice("iam:".length);
  const result = Object.hasOwn(EMPTY_LISTS, api) ? `<${name}Result>${EMPTY_LISTS[api]}</${name}Result>` : "";
  const body = `<${name}Response xmlns="https://iam.amazonaws.com/doc/2010-05-08/">${result}<ResponseMetadata><RequestId>00000000-0000-4000-8000-000000000000</RequestId></ResponseMetadata></${name}Response>`;
  return { status: 200, contentType: "text/xml", body };
}

/** What was told to moto and is not told again by it. */
interface Told {
  /** Boundaries by user name. */
  boundaries: Map<string, string>;
  /** When passwords were last changed, by user name. */
  passwords: Map<string, string>;
  /** When the latest version of a policy was made, by ARN. */
  updates: Map<string, string>;
  /** Names of trails made a moment ago, which have not delivered a file yet: CloudTrail User Guide, "How CloudTrail works", about five minutes. */
  silent: Set<string>;
}

/** StartLogging, StopLogging and DeleteTrail take a trail's name or its ARN (CloudTrail API reference); moto only the name. */
const trailByName: Rewrite = ({ api, body }) =>
  /^cloudtrail:(StartLogging|StopLogging|DeleteTrail)$/.test(api) ? body.replace(/"arn:[^"]*:trail\/([^"]+)"/, '"$1"') : body;

function amended({ api, form, body: asked }: RequestedOperation, reply: Reply, { boundaries, passwords, updates, silent }: Told): ReturnType<Garble> {
  const { body, status } = reply;
  switch (api) {
    case "iam:CreateUser":
      if (status === 200) remember(boundaries, form.get("UserName"), form.get("PermissionsBoundary"));
      return reply;
    case "iam:DeleteUser":
      if (status === 200) remember(boundaries, form.get("UserName"), null);
      return reply;
    case "iam:UpdateUser":
      if (status === 200 && form.has("NewUserName")) {
        remember(boundaries, form.get("NewUserName"), boundaries.get(form.get("UserName") ?? "") ?? null);
        remember(boundaries, form.get("UserName"), null);
      }
      return reply;
    case "cloudtrail:DescribeTrails":
      return { ...reply, body: namedTrails(asked, body) };
    case "cloudtrail:GetEventSelectors":
      return { ...reply, body: withSelectors(body) };
    case "cloudtrail:CreateTrail":
      if (status === 200) silent.add(trailName(asked));
      return reply;
    case "cloudtrail:GetTrailStatus":
      return silent.has(trailName(asked)) ? { ...reply, body: undelivered(body) } : reply;
    case "iam:GetUser":
      return { ...reply, body: withUserBoundaries(body, boundaries) };
    case "iam:GetAccountSummary":
      return { ...reply, body: body.replace("<SummaryMap>", "<SummaryMap><entry><key>AccountPasswordPresent</key><value>1</value></entry>") };
    case "iam:GetCredentialReport":
      return { ...reply, body: body.replace(/<Content>([^<]*)<\/Content>/, (_, content: string) => `<Content>${completed(content, passwords)}</Content>`) };
    case "iam:GetAccountAuthorizationDetails":
      return { ...reply, body: withUpdates(withUsageCounts(withAttachmentCounts(withUserBoundaries(body, boundaries), form)), updates) };
    default:
      return reply;
  }
}

/** A trail has selectors of one form, basic or advanced; moto tells both, and both empty where nothing was chosen. */
function withSelectors(body: string): string {
  const { EventSelectors: basic = [], AdvancedEventSelectors: advanced = [], ...rest } = JSON.parse(body) as Record<string, unknown[]>;
  if (advanced.length > 0) return JSON.stringify({ ...rest, AdvancedEventSelectors: advanced });
  return JSON.stringify({ ...rest, EventSelectors: basic.length > 0 ? basic : [DEFAULT_SELECTOR] });
}

/** The status of a trail that has delivered nothing yet; moto says that it delivers whenever it is asked. */
function undelivered(body: string): string {
  const { LatestDeliveryTime: _, ...rest } = JSON.parse(body) as Record<string, unknown>;
  return JSON.stringify(rest);
}

/** Name of the trail that a call names by name or ARN. */
const trailName = (asked: string): string => (JSON.parse(asked) as { Name: string }).Name.split("/").at(-1) ?? "";

/** DescribeTrails gives the trails named, by name or ARN, where any are; moto gives all. */
function namedTrails(asked: string, body: string): string {
  const { trailNameList: names = [] } = JSON.parse(asked || "{}") as { trailNameList?: string[] };
  if (names.length === 0) return body;
  const { trailList } = JSON.parse(body) as { trailList: { Name: string; TrailARN: string }[] };
  return JSON.stringify({ trailList: trailList.filter(({ Name, TrailARN }) => names.includes(Name) || names.includes(TrailARN)) });
}

function remember(boundaries: Map<string, string>, user: string | null, boundary: string | null): void {
  if (user === null) return;
  if (boundary === null) boundaries.delete(user);
  else boundaries.set(user, boundary);
}

const withUserBoundaries = (body: string, boundaries: Map<string, string>): string =>
  body.replace(/<UserName>([^<]*)<\/UserName>/g, (tag, user: string) => {
    const arn = boundaries.get(user);
    if (arn === undefined) return tag;
    return `${tag}<PermissionsBoundary><PermissionsBoundaryType>Policy</PermissionsBoundaryType><PermissionsBoundaryArn>${arn}</PermissionsBoundaryArn></PermissionsBoundary>`;
  });

/**
 * AttachmentCount is the number of principals that a policy is attached to (IAM API reference, ManagedPolicyDetail). Moto counts calls, and so a policy twice
 * that two calls attach to the same role or user; two resources of one apply make both calls or one, as their order falls. Only an answer that lists
 * all principals can be counted.
 */
function withAttachmentCounts(body: string, form: URLSearchParams): string {
  if ([...form.keys()].some((key) => /^(Filter|Marker)/.test(key)) || body.includes("<IsTruncated>true</IsTruncated>")) return body;
  const attached = [...body.matchAll(/<PolicyArn>([^<]*)<\/PolicyArn>/g)].map((match) => match[1]);
  return body.replace(
    /(<Arn>([^<]*)<\/Arn>(?:(?!<Arn>)[\s\S])*?<AttachmentCount>)\d+/g,
    (_, head: string, arn: string) => head + attached.filter((one) => one === arn).length,
  );
}

function withUsageCounts(body: string): string {
  const used = [...body.matchAll(/<PermissionsBoundaryArn>([^<]*)</g)].map((match) => match[1]);
  return body.replace(/<Arn>(arn:aws:iam::[^<]*:policy\/[^<]+)<\/Arn>/g, (tag, arn: string) => {
    const count = used.filter((one) => one === arn).length;
    return `${tag}<PermissionsBoundaryUsageCount>${count}</PermissionsBoundaryUsageCount>`;
  });
}

/** UpdateDate is when the latest version was made (IAM API reference, ManagedPolicyDetail); moto leaves it at the making of the policy. */
const withUpdates = (body: string, updates: Map<string, string>): string =>
  body.replace(/(<Arn>([^<]*)<\/Arn>(?:(?!<Arn>)[\s\S])*?<UpdateDate>)([^<]*)/g, (_, head: string, arn: string, at: string) => head + (updates.get(arn) ?? at));

/** The report with root's row, with when passwords were changed, and with users' next rotation as AWS writes it where passwords do not expire. */
function completed(content: string, passwords: Map<string, string>): string {
  const [head = "", ...rows] = Buffer.from(content, "base64").toString("utf8").trimEnd().split("\n");
  const users = rows.map((row) => {
    const cells = row.split(",");
    const changedAt = passwords.get(cells[0] ?? "");
    if (cells[3] === "true" && changedAt !== undefined) cells[5] = changedAt;
    if (cells[6] === "not_supported") cells[6] = "N/A";
    return cells.join(",");
  });
  return Buffer.from([head, ROOT_ROW, ...users, ""].join("\n")).toString("base64");
}
