import type { Garble, Reply } from "./front.ts";

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
