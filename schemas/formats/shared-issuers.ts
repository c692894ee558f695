/**
 * Issuers of identity providers that all their customers share, as of November 2026.
 * Sources: IAM User Guide, "Identity-provider controls for shared OIDC providers" (the table of providers), and "Available keys for AWS OIDC federation"
 * (Amazon, Facebook, Google). Those of IBM Turbonomic SaaS, at the end, come with new versions of it: data-perimeter-policy-examples of aws-samples, the table
 * of shared issuers.
 */
export const SHARED_ISSUERS = [
  "token.actions.githubusercontent.com",
  "gitlab.com",
  "app.terraform.io",
  "agent.buildkite.com",
  "accounts.google.com",
  "cognito-identity.amazonaws.com",
  "www.amazon.com",
  "graph.facebook.com",
  "api.pulumi.com/oidc",
  "oidc.vercel.com",
  "sandboxes.cloud",
  "oidc.codefresh.io",
  "studio.datachain.ai/api",
  "vstoken.actions.githubusercontent.com",
  "oidc-configuration.audit-log.githubusercontent.com",
  "scalr.io",
  "tokens.cloud.shisho.dev",
  "proidc.upbound.io",
  "sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d",
  "rh-oidc.s3.us-east-1.amazonaws.com/22ejnvnnturfmt6km08idd0nt4hekbn7",
  "rh-oidc.s3.us-east-1.amazonaws.com/23e3sd27sju1hoou6ohfs68vbno607tr",
  "rh-oidc.s3.us-east-1.amazonaws.com/23ne21h005qjl3n33d8dui5dlrmv2tmg",
  "rh-oidc.s3.us-east-1.amazonaws.com/24jrf12m5dj7ljlfb4ta2frhrcoadm26",
  "oidc.op1.openshiftapps.com/2f785sojlpb85i7402pk3qogugim5nfb",
  "oidc.op1.openshiftapps.com/2c51blsaqa9gkjt0o9rt11mle8mmropu",
] as const;

export type SharedIssuer = (typeof SHARED_ISSUERS)[number];
