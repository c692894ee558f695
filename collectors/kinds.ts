/** Kinds of resources that one listing gives whole. A new one is a file in normalize/ and its name here. */
import { samlProviders } from "./normalize/saml-provider.ts";
import { serverCertificates } from "./normalize/server-certificate.ts";

export const LISTED = [samlProviders, serverCertificates] as const;
