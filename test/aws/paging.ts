import type { Garble, Reply, Rewrite } from "./front.ts";
import type { RequestedOperation } from "./operation.ts";

const LISTS = ["UserDetailList", "GroupDetailList", "RoleDetailList", "Policies"] as const;

/** The bulk call in two pages, which moto does not give: the lists named come on the first page, the others on the second. */
export const inTwoPages =
  (first: readonly (typeof LISTS)[number][]): Garble =>
  (operation, reply): Reply => {
    if (operation.api !== "iam:GetAccountAuthorizationDetails") return reply;
    const second = operation.form.get("Marker") === "page-two";
    let { body } = reply;
    for (const list of LISTS) if (first.includes(list) === second) body = body.replace(new RegExp(`<${list}>[\\s\\S]*</${list}>`), `<${list}/>`);
    if (!second) body = body.replace(/<IsTruncated>false<\/IsTruncated>/, "<IsTruncated>true</IsTruncated><Marker>page-two</Marker>");
    return { ...reply, body };
  };

/** Calls that give their list in pages, and the list. */
export const PAGED: Record<string, readonly string[]> = {
  "iam:GetAccountAuthorizationDetails": LISTS,
  "iam:ListAccessKeys": ["AccessKeyMetadata"],
  "iam:ListMFADevices": ["MFADevices"],
  "iam:ListVirtualMFADevices": ["VirtualMFADevices"],
  "iam:ListAccountAliases": ["AccountAliases"],
  "iam:ListServerCertificates": ["ServerCertificateMetadataList"],
  "account:ListRegions": ["Regions"],
  "access-analyzer:ListAnalyzers": ["analyzers"],
};

let pagesMade = 0;

/** A page that says that more follows, with a marker that never came before; without the items, where it is to be empty. */
export function endless({ api }: RequestedOperation, whole: Reply, empty = false): Reply {
  const lists = PAGED[api] ?? [];
  const marker = `made-${++pagesMade}`;
  if (whole.body.startsWith("{")) {
    const page = { ...JSON.parse(whole.body), [api.startsWith("access-analyzer:") ? "nextToken" : "NextToken"]: marker };
    for (const list of lists) if (empty) page[list] = [];
    return { ...whole, body: JSON.stringify(page) };
  }
  let body = whole.body.replace(/<(IsTruncated|Marker)>[^<]*<\/\1>|<(IsTruncated|Marker)\/>/g, "");
  for (const list of lists) if (empty) body = body.replace(new RegExp(`<${list}>[\\s\\S]*</${list}>`), `<${list}/>`);
  return { ...whole, body: body.replace(/<\/(\w+Result)>/, `<IsTruncated>true</IsTruncated><Marker>${marker}</Marker></$1>`) };
}

/** What is asked, without a marker that the server behind the front did not give. */
export const withoutMadeMarker: Rewrite = ({ body }) => body.replace(/&Marker=made-\d+/, "");
