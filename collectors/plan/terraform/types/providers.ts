import { X509Certificate } from "node:crypto";
import { member, toInstant } from "../../../../document/index.ts";
import { afterApply, created, known, type Reference, type Value } from "../../../../schemas/index.ts";
import { isChanged, isKnownAfterApply, nameOrPrefix, optionalReference, type PlanSide, scopeOf, text, texts } from "../side.ts";
import type { TerraformTypeReader } from "../type-reader.ts";

const arnOf = (side: PlanSide): Reference => (isKnownAfterApply(side, "arn") ? created(side.address) : text(side, "arn", ""));

/** Source: terraform-provider-aws, internal/service/iam/instance_profile.go: another role takes the place of the one before. */
export const instanceProfile: TerraformTypeReader = {
  create: (side) => [{ kind: "create-instance-profile", name: nameOrPrefix(side), path: text(side, "path", "/"), role: optionalReference(side, "role") }],
  update: (before, after) =>
    isChanged(before, after, "role") ? [{ kind: "update-instance-profile", arn: arnOf(before), role: optionalReference(after, "role") }] : [],
  delete: (side) => [{ kind: "delete-instance-profile", arn: arnOf(side), role: optionalReference(side, "role") }],
  subjects: (side) => {
    const role = optionalReference(side, "role");
    return [{ kind: "instance-profile", name: text(side, "name", "") }, ...(role ? [{ kind: "role" as const, name: role }] : [])];
  },
};

/** When the metadata expires is AWS's to tell. Source: saml_provider.go. */
export const samlProvider: TerraformTypeReader = {
  create: (side) => [{ kind: "create-saml-provider", name: text(side, "name", ""), expiresAt: afterApply(scopeOf(side, "valid_until")) }],
  update: (before, after) =>
    isChanged(before, after, "saml_metadata_document")
      ? [{ kind: "update-saml-provider", arn: arnOf(before), expiresAt: afterApply(scopeOf(after, "valid_until")) }]
      : [],
  delete: (side) => [{ kind: "delete-saml-provider", arn: arnOf(side) }],
  subjects: (side) => [{ kind: "saml-provider", arn: arnOf(side) }],
};

/** Without thumbprints AWS looks up the issuer's. Source: openid_connect_provider.go. */
export const oidcProvider: TerraformTypeReader = {
  create: (side) => [
    { kind: "create-oidc-provider", url: text(side, "url", ""), clientIds: texts(side, "client_id_list"), thumbprints: texts(side, "thumbprint_list") },
  ],
  update: (before, after) => [
    {
      kind: "update-oidc-provider",
      arn: arnOf(before),
      ...(isChanged(before, after, "client_id_list") ? { clientIds: texts(after, "client_id_list") } : {}),
      ...(isChanged(before, after, "thumbprint_list") ? { thumbprints: texts(after, "thumbprint_list") } : {}),
    },
  ],
  delete: (side) => [{ kind: "delete-oidc-provider", arn: arnOf(side) }],
  subjects: (side) => [{ kind: "oidc-provider", arn: arnOf(side) }],
};

/** A certificate tells by itself when it expires. Source: server_certificate.go. */
export const serverCertificate: TerraformTypeReader = {
  create: (side) => [{ kind: "create-server-certificate", name: nameOrPrefix(side), path: text(side, "path", "/"), expiresAt: expiryOf(side) }],
  update: (before, after) => [
    {
      kind: "update-server-certificate",
      arn: arnOf(before),
      ...(isChanged(before, after, "name") ? { name: text(after, "name", "") } : {}),
      ...(isChanged(before, after, "path") ? { path: text(after, "path", "/") } : {}),
    },
  ],
  delete: (side) => [{ kind: "delete-server-certificate", arn: arnOf(side) }],
  subjects: (side) => [{ kind: "server-certificate", arn: arnOf(side) }],
};

function expiryOf(side: PlanSide): Value<string | null> {
  const later = afterApply(scopeOf(side, "expiration"));
  const body = member(side.values, "certificate_body");
  if (isKnownAfterApply(side, "certificate_body") || typeof body !== "string") return later;
  try {
    const expiresAt = toInstant(new X509Certificate(body).validTo);
    return expiresAt === null ? later : known(expiresAt);
  } catch {
    return later;
  }
}

/** Names that services give their one role: AWSServiceRoleFor and the service. Source: IAM User Guide, "AWS services that work with IAM". */
const SERVICE_ROLES: Readonly<Record<string, string>> = {
  "autoscaling.amazonaws.com": "AWSServiceRoleForAutoScaling",
  "ecs.amazonaws.com": "AWSServiceRoleForECS",
  "eks.amazonaws.com": "AWSServiceRoleForAmazonEKS",
  "elasticloadbalancing.amazonaws.com": "AWSServiceRoleForElasticLoadBalancing",
  "es.amazonaws.com": "AWSServiceRoleForAmazonElasticsearchService",
  "guardduty.amazonaws.com": "AWSServiceRoleForAmazonGuardDuty",
  "config.amazonaws.com": "AWSServiceRoleForConfig",
  "cloudtrail.amazonaws.com": "AWSServiceRoleForCloudTrail",
  "access-analyzer.amazonaws.com": "AWSServiceRoleForAccessAnalyzer",
  "organizations.amazonaws.com": "AWSServiceRoleForOrganizations",
  "rds.amazonaws.com": "AWSServiceRoleForRDS",
  "spot.amazonaws.com": "AWSServiceRoleForEC2Spot",
  "sso.amazonaws.com": "AWSServiceRoleForSSO",
  "support.amazonaws.com": "AWSServiceRoleForSupport",
};

/** Its name is the service's choice, with the suffix where one is given. Source: service_linked_role.go. */
export const serviceLinkedRole: TerraformTypeReader = {
  create: (side) => {
    const service = text(side, "aws_service_name", "");
    const known = service.status === "known" && Object.hasOwn(SERVICE_ROLES, service.value) ? SERVICE_ROLES[service.value] : undefined;
    const suffix = text(side, "custom_suffix", "");
    const name = known === undefined ? null : suffix.status === "known" ? `${known}${suffix.value === "" ? "" : `_${suffix.value}`}` : null;
    return [
      {
        kind: "create-service-linked-role",
        service,
        name: name === null ? null : { status: "known", value: name },
        trustPolicy: { status: "after-apply", scope: scopeOf(side, "assume_role_policy") },
      },
    ];
  },
  update: () => [],
  delete: (side) => [{ kind: "delete-principal", principal: { type: "role", name: text(side, "name", "") } }],
  subjects: (side) => [{ kind: "role", name: isKnownAfterApply(side, "name") ? created(side.address) : text(side, "name", "") }],
};
