import { instantIn, textOf } from "../../document/index.ts";
import type { document, Named } from "../../schemas/index.ts";
import type { ListedKind } from "../listed-kind.ts";
import { afterSlash } from "./provider.ts";

/** An entry of iam:ListSAMLProviders; null without an ARN. */
export function normalizeSamlProvider(raw: unknown): Named<document.SamlProvider> | null {
  const arn = textOf(raw, "Arn");
  return arn === null ? null : { arn, name: afterSlash(arn), createdAt: instantIn(raw, "CreateDate"), expiresAt: instantIn(raw, "ValidUntil") };
}

export const samlProviders: ListedKind<"samlProviders"> = {
  kind: "samlProvider",
  list: "samlProviders",
  api: "iam:ListSAMLProviders",
  send: async (clients) => (await clients.iam()).listSAMLProviders({}),
  items: "SAMLProviderList",
  paged: false,
  normalize: normalizeSamlProvider,
};
