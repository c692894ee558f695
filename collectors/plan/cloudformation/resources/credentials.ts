import { X509Certificate } from "node:crypto";
import { toInstant } from "../../../../document/index.ts";
import { afterApply, known, type Reference, type Value } from "../../../../schemas/index.ts";
import { type ChangeSetSide, givenName, isChanged, isKnownAfterApply, propertyOf, reference, references, scopeOf, text, texts } from "../side.ts";
import { type ChangeSetTypeReader, iamArn, itself } from "../type-reader.ts";

/** The physical id is the key's. A new Serial, or another user, replaces the key. Source: CloudFormation User Guide, AWS::IAM::AccessKey. */
export const accessKey: ChangeSetTypeReader = {
  create: (side) => [{ kind: "create-access-key", user: reference(side, "UserName"), active: isActive(side) }],
  update: (before, after) =>
    isChanged(before, after, "Status") ? [{ kind: "update-access-key", id: itself(before), user: reference(before, "UserName"), active: isActive(after) }] : [],
  delete: (side) => [{ kind: "delete-access-key", id: itself(side), user: reference(side, "UserName") }],
  subjects: (side) => [{ kind: "access-key", id: itself(side) }],
  unsure: (side) => [{ kind: "update-access-key", id: itself(side), user: reference(side, "UserName"), active: afterApply(scopeOf(side, "Status")) }],
};

function isActive(side: ChangeSetSide): Value<boolean> {
  const status = text(side, "Status", "Active");
  return status.status === "known" ? known(status.value === "Active") : status;
}

/**
 * Physical id: the serial number. The page says that EnableMFADevice attaches it to a user afterwards, and `Users` names the user associated with it; the
 * schema of the type lists EnableMFADevice among what its create calls. So whether it is enabled for them only the apply shows.
 * Source: CloudFormation Template Reference, AWS::IAM::VirtualMFADevice; its resource schema, handlers.create.permissions.
 */
export const virtualMfaDevice: ChangeSetTypeReader = {
  create: (side) => [
    { kind: "create-virtual-mfa-device", name: givenName(side, "VirtualMfaDeviceName"), path: text(side, "Path", "/"), mayBeOf: references(side, "Users") },
  ],
  update: () => [],
  delete: (side) => [{ kind: "delete-virtual-mfa-device", id: itself(side) }],
  subjects: (side) => [{ kind: "mfa-device", id: itself(side) }],
  unsure: (side) => [{ kind: "delete-virtual-mfa-device", id: afterApply(scopeOf(side, "SerialNumber")) }],
};

/** The physical id is the name; a profile carries one role. Source: CloudFormation User Guide, AWS::IAM::InstanceProfile. */
export const instanceProfile: ChangeSetTypeReader = {
  create: (side) => [{ kind: "create-instance-profile", name: givenName(side, "InstanceProfileName"), path: text(side, "Path", "/"), role: roleOf(side) }],
  update: (before, after) =>
    isChanged(before, after, "Roles") ? [{ kind: "update-instance-profile", arn: byName(before, "instance-profile"), role: roleOf(after) }] : [],
  delete: (side) => [{ kind: "delete-instance-profile", arn: byName(side, "instance-profile"), role: roleOf(side) }],
  subjects: (side) => [{ kind: "instance-profile", name: itself(side) }],
  unsure: (side) => [{ kind: "update-instance-profile", arn: byName(side, "instance-profile"), role: afterApply(scopeOf(side, "Roles")) }],
};

const roleOf = (side: ChangeSetSide): Reference | null => references(side, "Roles")[0] ?? null;

/** The ARN of what exists, from its name and path. */
function byName(side: ChangeSetSide, kind: string): Reference {
  if (side.physicalId === null) return itself(side);
  const path = text(side, "Path", "/");
  return path.status === "known" ? known(iamArn(side, kind, path.value, side.physicalId)) : path;
}

/** The physical id is the ARN. When metadata expires is told by AWS alone. Source: CloudFormation User Guide, AWS::IAM::SAMLProvider. */
export const samlProvider: ChangeSetTypeReader = {
  create: (side) => [{ kind: "create-saml-provider", name: givenName(side, "Name"), expiresAt: afterApply(scopeOf(side, "SamlMetadataDocument")) }],
  update: (before, after) =>
    isChanged(before, after, "SamlMetadataDocument")
      ? [{ kind: "update-saml-provider", arn: itself(before), expiresAt: afterApply(scopeOf(after, "SamlMetadataDocument")) }]
      : [],
  delete: (side) => [{ kind: "delete-saml-provider", arn: itself(side) }],
  subjects: (side) => [{ kind: "saml-provider", arn: itself(side) }],
  unsure: (side) => [{ kind: "update-saml-provider", arn: itself(side), expiresAt: afterApply(scopeOf(side, "SamlMetadataDocument")) }],
};

/**
 * The physical id is the ARN. Without a ThumbprintList IAM takes the thumbprint of the issuer's own certificate.
 * Source: CloudFormation User Guide, AWS::IAM::OIDCProvider.
 */
export const oidcProvider: ChangeSetTypeReader = {
  create: (side) => [{ kind: "create-oidc-provider", url: text(side, "Url", ""), clientIds: texts(side, "ClientIdList"), thumbprints: thumbprints(side) }],
  update: (before, after) => [
    {
      kind: "update-oidc-provider",
      arn: itself(before),
      ...(isChanged(before, after, "ClientIdList") ? { clientIds: texts(after, "ClientIdList") } : {}),
      ...(isChanged(before, after, "ThumbprintList") ? { thumbprints: thumbprints(after) } : {}),
    },
  ],
  delete: (side) => [{ kind: "delete-oidc-provider", arn: itself(side) }],
  subjects: (side) => [{ kind: "oidc-provider", arn: itself(side) }],
  unsure: (side) => [
    {
      kind: "update-oidc-provider",
      arn: itself(side),
      clientIds: afterApply(scopeOf(side, "ClientIdList")),
      thumbprints: afterApply(scopeOf(side, "ThumbprintList")),
    },
  ],
};

const thumbprints = (side: ChangeSetSide): Value<string[]> =>
  propertyOf(side, "ThumbprintList") === null ? afterApply(scopeOf(side, "ThumbprintList")) : texts(side, "ThumbprintList");

/** The physical id is the name. Source: CloudFormation User Guide, AWS::IAM::ServerCertificate. */
export const serverCertificate: ChangeSetTypeReader = {
  create: (side) => [
    { kind: "create-server-certificate", name: givenName(side, "ServerCertificateName"), path: text(side, "Path", "/"), expiresAt: expiryOf(side) },
  ],
  update: (before, after) =>
    isChanged(before, after, "Path") ? [{ kind: "update-server-certificate", arn: byName(before, "server-certificate"), path: text(after, "Path", "/") }] : [],
  delete: (side) => [{ kind: "delete-server-certificate", arn: byName(side, "server-certificate") }],
  subjects: (side) => [{ kind: "server-certificate", arn: byName(side, "server-certificate") }],
  unsure: (side) => [{ kind: "update-server-certificate", arn: byName(side, "server-certificate"), path: afterApply(scopeOf(side, "Path")) }],
};

function expiryOf(side: ChangeSetSide): Value<string | null> {
  const body = propertyOf(side, "CertificateBody");
  if (isKnownAfterApply(side, "CertificateBody") || typeof body !== "string") return afterApply(scopeOf(side, "CertificateBody"));
  try {
    const expiresAt = toInstant(new X509Certificate(body).validTo);
    return expiresAt === null ? afterApply(scopeOf(side, "CertificateBody")) : known(expiresAt);
  } catch {
    return afterApply(scopeOf(side, "CertificateBody"));
  }
}

/** The physical id is the role's name. Source: CloudFormation User Guide, AWS::IAM::ServiceLinkedRole. */
export const serviceLinkedRole: ChangeSetTypeReader = {
  create: (side) => [
    {
      kind: "create-service-linked-role",
      service: text(side, "AWSServiceName", ""),
      name: null,
      trustPolicy: { status: "after-apply", scope: scopeOf(side, "AWSServiceName") },
    },
  ],
  update: () => [],
  delete: (side) => [{ kind: "delete-principal", principal: { type: "role", name: itself(side) } }],
  subjects: (side) => [{ kind: "role", name: itself(side) }],
  unsure: () => [],
};
