import type { Model, PrincipalType } from "./model.ts";

/** ARN of a user, group, role, policy, instance profile or server certificate. Source: IAM User Guide, "IAM identifiers", IAM ARNs. */
export const iamArn = (model: Model, kind: PrincipalType | "policy" | "instance-profile" | "server-certificate" | "mfa", path: string, name: string): string =>
  `arn:${model.partition}:iam::${model.accountId}:${kind}${path}${name}`;

/** ARN of an identity provider; an OIDC provider's ends in the issuer without its scheme. Source: IAM API Reference, CreateOpenIDConnectProvider. */
export const providerArn = (model: Model, kind: "saml-provider" | "oidc-provider", name: string): string =>
  `arn:${model.partition}:iam::${model.accountId}:${kind}/${kind === "oidc-provider" ? name.replace(/^https:\/\//, "") : name}`;

/** Stands for the unique id of what does not exist yet: no id of AWS holds a colon. */
export const placeholderId = (text: string): string => `planned:${text}`;
