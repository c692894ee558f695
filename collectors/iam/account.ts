import { compareText, member, plainGap, textOf } from "../../document/index.ts";
import type { document, Unknown } from "../../schemas/index.ts";
import { iamPage } from "../aws/calls.ts";
import { type CollectContext, listOf, type PageContent } from "../context.ts";
import { normalizeContact, normalizePasswordPolicy, normalizeSummary } from "../normalize/account.ts";
import type { ReadOrMark } from "../normalize/root.ts";
import { readOrganization } from "./organization.ts";

/** The answer of iam:GetAccountSummary, which both the account and root are made from. */
export async function readSummary(context: CollectContext): Promise<ReadOrMark<unknown>> {
  const api = "iam:GetAccountSummary";
  if (!context.wants(api)) return { mark: context.notCollected(api) };
  const iam = await context.clients.iam();
  const answer = await context.call({ api, scope: "account" }, () => iam.getAccountSummary({}));
  if (answer.kind === "failed") return { mark: answer.mark };
  if (answer.kind === "value" && member(answer.value, "SummaryMap") !== undefined) return { value: answer.value };
  return { mark: context.gaps.mark(plainGap(api, "Unparseable", "account", "The answer holds no SummaryMap.")) };
}

/** The account itself; never rejects. */
export async function readAccount(context: CollectContext, summary: ReadOrMark<unknown>): Promise<document.Account> {
  const { accountId, partition } = context.identity;
  const [name, aliases, passwordPolicy, alternateContacts, organization] = await Promise.all([
    accountName(context),
    accountAliases(context),
    readPasswordPolicy(context),
    readContacts(context),
    readOrganization(context),
  ]);
  return {
    id: accountId,
    arn: `arn:${partition}:iam::${accountId}:root`,
    partition,
    name,
    aliases,
    ...organization,
    passwordPolicy,
    summary:
      "mark" in summary
        ? summary.mark
        : (normalizeSummary(summary.value) ??
          context.gaps.mark(plainGap("iam:GetAccountSummary", "Unparseable", "account", "The answer lacks one of the counts."))),
    alternateContacts,
    regions: wholeList(context.enabledRegions),
  };
}

const wholeList = (regions: CollectContext["enabledRegions"]): document.Account["regions"] => ("mark" in regions ? regions.mark : regions.value);

async function accountName(context: CollectContext): Promise<string | null | Unknown> {
  const api = "account:GetAccountInformation";
  if (!context.wants(api)) return context.notCollected(api);
  const account = await context.clients.account();
  const answer = await context.call({ api, scope: "account" }, () => account.getAccountInformation({}));
  if (answer.kind === "failed") return answer.mark;
  const found = answer.kind === "value" ? textOf(answer.value, "AccountName") : null;
  return found ?? context.gaps.mark(plainGap(api, "Unparseable", "account", "The answer holds no AccountName."));
}

async function accountAliases(context: CollectContext): Promise<document.Account["aliases"]> {
  const api = "iam:ListAccountAliases";
  if (!context.wants(api)) return context.notCollected(api);
  const iam = await context.clients.iam();
  const pages = await context.pages(
    { api, scope: "account" },
    (marker) => iam.listAccountAliases(marker === undefined ? {} : { Marker: marker }),
    (page): PageContent<string> => {
      const { items, next } = iamPage(page, "AccountAliases");
      return { items: items.filter((item) => typeof item === "string"), next };
    },
  );
  return listOf({ ...pages, items: pages.items.sort(compareText) });
}

/** NoSuchEntity means that the account has no policy of its own and AWS's default holds (IAM API reference, GetAccountPasswordPolicy). */
async function readPasswordPolicy(context: CollectContext): Promise<document.Account["passwordPolicy"]> {
  const api = "iam:GetAccountPasswordPolicy";
  if (!context.wants(api)) return context.notCollected(api);
  const iam = await context.clients.iam();
  const answer = await context.call({ api, scope: "account", absent: ["NoSuchEntity"] }, () => iam.getAccountPasswordPolicy({}));
  if (answer.kind === "failed") return answer.mark;
  if (answer.kind === "absent") return null;
  return normalizePasswordPolicy(answer.value) ?? context.gaps.mark(plainGap(api, "Unparseable", "account", "The answer holds no password policy."));
}

async function readContacts(context: CollectContext): Promise<document.AlternateContacts> {
  const [security, billing, operations] = await Promise.all([readContact("SECURITY"), readContact("BILLING"), readContact("OPERATIONS")]);
  return { security, billing, operations };

  /** ResourceNotFound means that the contact is not set (Account Management API reference, GetAlternateContact). */
  async function readContact(type: "SECURITY" | "BILLING" | "OPERATIONS"): Promise<document.AlternateContact | null | Unknown> {
    const api = "account:GetAlternateContact";
    if (!context.wants(api)) return context.notCollected(api);
    const scope = `${type.toLowerCase()} contact`;
    const account = await context.clients.account();
    const answer = await context.call({ api, scope, absent: ["ResourceNotFound"] }, () => account.getAlternateContact({ AlternateContactType: type }));
    if (answer.kind === "failed") return answer.mark;
    if (answer.kind === "absent") return null;
    return normalizeContact(answer.value) ?? context.gaps.mark(plainGap(api, "Unparseable", scope, "The answer holds no contact."));
  }
}
