import { plainGap, textOf } from "../../document/index.ts";
import type { ReeveDocument } from "../../schemas/index.ts";
import { iamPage, requiredList } from "../aws/calls.ts";
import { type CollectContext, listOf, type PageContent, type Pages } from "../context.ts";
import { normalizeOidcProvider, normalizeSamlProvider, normalizeServerCertificate } from "../normalize/provider.ts";
import { byText } from "./inventory.ts";

/** Identity providers and server certificates; never rejects. */
export async function readProviders(context: CollectContext): Promise<Pick<ReeveDocument, "samlProviders" | "oidcProviders" | "serverCertificates">> {
  const iam = await context.clients.iam();
  const [samlProviders, oidcProviders, serverCertificates] = await Promise.all([
    listOfKind("iam:ListSAMLProviders", () => iam.listSAMLProviders({}), whole("SAMLProviderList"), normalizeSamlProvider),
    readOidcProviders(),
    listOfKind(
      "iam:ListServerCertificates",
      (marker) => iam.listServerCertificates(marker === undefined ? {} : { Marker: marker }),
      (page) => iamPage(page, "ServerCertificateMetadataList"),
      normalizeServerCertificate,
    ),
  ]);
  return { samlProviders, oidcProviders, serverCertificates };

  async function listOfKind<T extends { arn: string }>(
    api: string,
    send: (marker: string | undefined) => Promise<unknown>,
    read: (page: unknown) => PageContent<unknown>,
    normalize: (raw: unknown) => T | null,
  ) {
    if (!context.wants(api)) return context.notCollected(api);
    return listOf(namedItems(api, await context.pages({ api, scope: "account" }, send, read), normalize));
  }

  async function readOidcProviders(): Promise<ReeveDocument["oidcProviders"]> {
    const api = "iam:ListOpenIDConnectProviders";
    if (!context.wants(api)) return context.notCollected(api);
    const pages = await context.pages({ api, scope: "account" }, () => iam.listOpenIDConnectProviders({}), whole("OpenIDConnectProviderList"));
    const listed = namedItems(api, pages, (raw) => {
      const arn = textOf(raw, "Arn");
      return arn === null ? null : { arn };
    });
    return listOf({ ...listed, items: await Promise.all(listed.items.map(({ arn }) => oidcProvider(arn))) });
  }

  async function oidcProvider(arn: string) {
    const api = "iam:GetOpenIDConnectProvider";
    if (!context.wants(api)) return normalizeOidcProvider(arn, { mark: context.notCollected(api) });
    const answer = await context.call({ api, scope: arn }, () => iam.getOpenIDConnectProvider({ OpenIDConnectProviderArn: arn }));
    if (answer.kind === "value" && textOf(answer.value, "Url") !== null) return normalizeOidcProvider(arn, { raw: answer.value });
    const unread = () => context.gaps.mark(plainGap(api, "Unparseable", arn, "The answer holds no provider."));
    return normalizeOidcProvider(arn, { mark: answer.kind === "failed" ? answer.mark : unread() });
  }

  function namedItems<T extends { arn: string }>(api: string, pages: Pages<unknown>, normalize: (raw: unknown) => T | null): Pages<T> {
    const items: T[] = [];
    let { mark } = pages;
    for (const raw of pages.items) {
      const item = normalize(raw);
      if (item) items.push(item);
      else mark ??= context.gaps.mark(plainGap(api, "Unparseable", "account", "An entry lacks its ARN or name."));
    }
    return { items: byText(items, (item) => item.arn), mark, begun: pages.begun };
  }
}

const whole =
  (list: string) =>
  (page: unknown): PageContent<unknown> => ({ items: requiredList(page, list), next: undefined });
