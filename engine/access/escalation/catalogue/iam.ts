/**
 * Changes of policies, groups, boundaries and credentials in IAM.
 * Source: pathfinding.cloud (DataDog, Apache-2.0), as read in December 2026: ids and required permissions; the words are ours.
 * AWS: Service Authorization Reference, "Actions, resources, and condition keys for AWS Identity and Access Management", as the action table has it.
 */
import type { EscalationPath } from "../path.ts";
import { callsOn } from "./call.ts";

const ADMINISTRATOR_BOUNDARY = { "iam:PermissionsBoundary": "arn:aws:iam::aws:policy/AdministratorAccess" };

export const IAM_PATHS: readonly EscalationPath[] = [
  {
    id: "iam-001",
    does: "writes a new default version of a policy that is attached to it",
    gains: "own-permissions",
    calls: callsOn("own-policy", "iam:CreatePolicyVersion"),
  },
  {
    id: "iam-002",
    does: "creates an access key of the user",
    gains: "user",
    calls: callsOn("target", "iam:CreateAccessKey"),
  },
  {
    id: "iam-003",
    does: "deletes one of two access keys of the user, and creates another",
    gains: "user",
    calls: callsOn("target", "iam:DeleteAccessKey", "iam:CreateAccessKey"),
    needs: "two access keys that the user already has",
  },
  {
    id: "iam-004",
    does: "sets a console password for the user, who has none",
    gains: "user",
    calls: callsOn("target", "iam:CreateLoginProfile"),
  },
  {
    id: "iam-005",
    does: "writes an inline policy of its own role",
    by: "role",
    gains: "own-permissions",
    calls: callsOn("self", "iam:PutRolePolicy"),
  },
  {
    id: "iam-006",
    does: "changes the console password of the user",
    gains: "user",
    calls: callsOn("target", "iam:UpdateLoginProfile"),
    needs: "a console password that the user already has",
  },
  {
    id: "iam-007",
    does: "writes an inline policy of its own user",
    by: "user",
    gains: "own-permissions",
    calls: callsOn("self", "iam:PutUserPolicy"),
  },
  {
    id: "iam-008",
    does: "attaches a managed policy to its own user",
    by: "user",
    gains: "own-permissions",
    calls: callsOn("self", "iam:AttachUserPolicy"),
  },
  {
    id: "iam-009",
    does: "attaches a managed policy to its own role",
    by: "role",
    gains: "own-permissions",
    calls: callsOn("self", "iam:AttachRolePolicy"),
  },
  {
    id: "iam-010",
    does: "attaches a managed policy to a group that it is in",
    by: "user",
    gains: "own-permissions",
    calls: callsOn("own-group", "iam:AttachGroupPolicy"),
  },
  {
    id: "iam-011",
    does: "writes an inline policy of a group that it is in",
    by: "user",
    gains: "own-permissions",
    calls: callsOn("own-group", "iam:PutGroupPolicy"),
  },
  {
    id: "iam-013",
    does: "adds itself to the group",
    by: "user",
    gains: "group",
    calls: callsOn("target", "iam:AddUserToGroup"),
  },
  {
    id: "iam-015",
    does: "attaches a managed policy to the user, and creates an access key of it",
    gains: "user-with-any-permissions",
    calls: callsOn("target", "iam:AttachUserPolicy", "iam:CreateAccessKey"),
  },
  {
    id: "iam-018",
    does: "writes an inline policy of the user, and creates an access key of it",
    gains: "user-with-any-permissions",
    calls: callsOn("target", "iam:PutUserPolicy", "iam:CreateAccessKey"),
  },
  {
    id: "reeve-attach-user-policy-create-login-profile",
    does: "attaches a managed policy to the user, and sets a console password for it",
    gains: "user-with-any-permissions",
    calls: callsOn("target", "iam:AttachUserPolicy", "iam:CreateLoginProfile"),
  },
  {
    id: "reeve-create-policy-version-create-access-key",
    does: "writes a new default version of a policy that is attached to the user, and creates an access key of it",
    gains: "user-with-any-permissions",
    calls: [...callsOn("target-policy", "iam:CreatePolicyVersion"), ...callsOn("target", "iam:CreateAccessKey")],
  },
  {
    id: "reeve-delete-role-permissions-boundary",
    does: "removes the permissions boundary of its own role",
    by: "role",
    gains: "without-boundary",
    calls: callsOn("self", "iam:DeleteRolePermissionsBoundary"),
  },
  {
    id: "reeve-delete-user-permissions-boundary",
    does: "removes the permissions boundary of its own user",
    by: "user",
    gains: "without-boundary",
    calls: callsOn("self", "iam:DeleteUserPermissionsBoundary"),
  },
  {
    id: "reeve-put-role-permissions-boundary",
    does: "replaces the permissions boundary of its own role with one that allows everything",
    by: "role",
    gains: "without-boundary",
    calls: [{ action: "iam:PutRolePermissionsBoundary", on: "self", given: ADMINISTRATOR_BOUNDARY }],
  },
  {
    id: "reeve-put-user-permissions-boundary",
    does: "replaces the permissions boundary of its own user with one that allows everything",
    by: "user",
    gains: "without-boundary",
    calls: [{ action: "iam:PutUserPermissionsBoundary", on: "self", given: ADMINISTRATOR_BOUNDARY }],
  },
  {
    id: "reeve-put-user-policy-create-login-profile",
    does: "writes an inline policy of the user, and sets a console password for it",
    gains: "user-with-any-permissions",
    calls: callsOn("target", "iam:PutUserPolicy", "iam:CreateLoginProfile"),
  },
  {
    id: "reeve-set-default-policy-version",
    does: "makes an older version of a policy that is attached to it the default one",
    gains: "own-permissions",
    calls: callsOn("own-policy", "iam:SetDefaultPolicyVersion"),
    needs: "an older version of the policy that allows everything",
  },
];
