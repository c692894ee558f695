/**
 * Roles that the caller takes on by itself, after it changed their trust or their policies where that is needed.
 * Source: pathfinding.cloud (DataDog, Apache-2.0), as read in December 2026: ids and required permissions; the words are ours.
 * AWS: IAM Roles Anywhere User Guide, "The IAM Roles Anywhere trust model"; Amazon Cognito Developer Guide, "IAM roles" and "Using role-based access control"
 * (the role trusts the federated principal cognito-identity.amazonaws.com). Services that roles are passed to: managed policies
 * AWSRolesAnywhereFullAccess and AmazonOpenSearchServiceCognitoAccess.
 */
import type { EscalationPath } from "../path.ts";
import { callsOn, passRoleTo } from "./call.ts";

export const ASSUME_PATHS: readonly EscalationPath[] = [
  {
    id: "cognitoidentity-001",
    does: "gives the role to guests of an identity pool, and signs in as a guest",
    gains: "role",
    federated: "cognito-identity.amazonaws.com",
    calls: [passRoleTo("cognito-identity.amazonaws.com"), ...callsOn("any", "cognito-identity:SetIdentityPoolRoles")],
    needs: "an identity pool that the role trusts and that admits guests",
  },
  {
    id: "iam-012",
    does: "names itself in the trust policy of the role, and assumes the role",
    gains: "role",
    calls: callsOn("target", "iam:UpdateAssumeRolePolicy"),
  },
  {
    id: "iam-014",
    does: "attaches a managed policy to the role, and assumes the role",
    gains: "role-with-any-permissions",
    calls: callsOn("target", "iam:AttachRolePolicy", "sts:AssumeRole"),
  },
  {
    id: "iam-016",
    does: "writes a new default version of a policy that is attached to the role, and assumes the role",
    gains: "role-with-any-permissions",
    calls: [...callsOn("target-policy", "iam:CreatePolicyVersion"), ...callsOn("target", "sts:AssumeRole")],
  },
  {
    id: "iam-017",
    does: "writes an inline policy of the role, and assumes the role",
    gains: "role-with-any-permissions",
    calls: callsOn("target", "iam:PutRolePolicy", "sts:AssumeRole"),
  },
  {
    id: "iam-019",
    does: "attaches a managed policy to the role, names itself in its trust policy, and assumes the role",
    gains: "role-with-any-permissions",
    calls: callsOn("target", "iam:AttachRolePolicy", "iam:UpdateAssumeRolePolicy"),
  },
  {
    id: "iam-020",
    does: "writes a new default version of a policy of the role, names itself in its trust policy, and assumes the role",
    gains: "role-with-any-permissions",
    calls: [...callsOn("target-policy", "iam:CreatePolicyVersion"), ...callsOn("target", "iam:UpdateAssumeRolePolicy")],
  },
  {
    id: "iam-021",
    does: "writes an inline policy of the role, names itself in its trust policy, and assumes the role",
    gains: "role-with-any-permissions",
    calls: callsOn("target", "iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy"),
  },
  {
    id: "reeve-roles-anywhere-create-profile",
    does: "trusts a certificate authority of its own, creates a profile with the role, and signs in with a certificate",
    gains: "role",
    services: ["rolesanywhere.amazonaws.com"],
    calls: [...callsOn("any", "rolesanywhere:CreateTrustAnchor"), passRoleTo("rolesanywhere.amazonaws.com"), ...callsOn("any", "rolesanywhere:CreateProfile")],
  },
  {
    id: "sts-001",
    does: "assumes the role",
    gains: "role",
    calls: callsOn("target", "sts:AssumeRole"),
  },
];
