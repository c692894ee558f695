import { instantIn, textOf } from "../../document/index.ts";
import type { document, Named } from "../../schemas/index.ts";
import type { ListedKind } from "../listed-kind.ts";

/** An entry of iam:ListServerCertificates; null when it cannot be named. */
export function normalizeServerCertificate(raw: unknown): Named<document.ServerCertificate> | null {
  const arn = textOf(raw, "Arn");
  const id = textOf(raw, "ServerCertificateId");
  const name = textOf(raw, "ServerCertificateName");
  if (arn === null || id === null || name === null) return null;
  return { arn, id, name, path: textOf(raw, "Path") ?? "/", uploadedAt: instantIn(raw, "UploadDate"), expiresAt: instantIn(raw, "Expiration") };
}

export const serverCertificates: ListedKind<"serverCertificates"> = {
  kind: "serverCertificate",
  list: "serverCertificates",
  api: "iam:ListServerCertificates",
  send: async (clients, marker) => (await clients.iam()).listServerCertificates(marker === undefined ? {} : { Marker: marker }),
  items: "ServerCertificateMetadataList",
  paged: true,
  normalize: normalizeServerCertificate,
};
