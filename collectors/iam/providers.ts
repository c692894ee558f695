import { plainGap, textOf } from "../../document/index.ts";
import type { ReeveDocument } from "../../schemas/index.ts";
import { requiredList } from "../aws/calls.ts";
import { type CollectContext, listOf, type PageContent } from "../context.ts";
import { namedItems } from "../listed.ts";
import { normalizeOidcProvider } from "../normalize/provider.ts";

/** OpenID Connect providers, each read by a call of its own; never rejects. */
export async function readOidcProviders(context: CollectContext): Promise<ReeveDocument["oidcProviders"]> {
  const iam = await context.clients.iam();
  const api = "iam:ListOpenIDConnectProviders";
  if (!context.wants(api)) return context.notCollected(api);
  const pages = await context.pages({ api, scope: "account" }, () => iam.listOpenIDConnectProviders({}), whole("OpenIDConnectProviderList"));
  const listed = namedItems(context, api, pages, (raw) => {
    const arn = textOf(raw, "Arn");
    return arn === null ? null : { arn };
  });
  return listOf({ ...listed, items: await Promise.all(listed.items.map(({ arn }) => oidcProvider(arn))) });

  async function oidcProvider(arn: string) {
    const api = "iam:GetOpenIDConnectProvider";
    if (!context.wants(api)) return normalizeOidcProvider(arn, { mark: context.notCollected(api) });
    const answer = await context.call({ api, scope: arn }, () => iam.getOpenIDConnectProvider({ OpenIDConnectProviderArn: arn }));
    if (answer.kind === "value" && textOf(answer.value, "Url") !== null) return normalizeOidcProvider(arn, { raw: answer.value });
    const unread = () => context.gaps.mark(plainGap(api, "Unparseable", arn, "The answer holds no provider."));
    return normalizeOidcProvider(arn, { mark: answer.kind === "failed" ? answer.mark : unread() });
  }
}

const whole =
  (list: string) =>
  (page: unknown): PageContent<unknown> => ({ items: requiredList(page, list), next: undefined });
