import { accessKey, instanceProfile, oidcProvider, samlProvider, serverCertificate, serviceLinkedRole, virtualMfaDevice } from "./resources/credentials.ts";
import { inlinePolicy, inlinePolicyOf, managedPolicy, userToGroupAddition } from "./resources/policies.ts";
import { group, role, user } from "./resources/principals.ts";
import { analyzer, trail } from "./resources/trails.ts";
import type { ChangeSetTypeReader } from "./type-reader.ts";

/** Types that are worked into the document. */
export const READERS: Readonly<Record<string, ChangeSetTypeReader>> = {
  "AWS::IAM::User": user,
  "AWS::IAM::Group": group,
  "AWS::IAM::Role": role,
  "AWS::IAM::ManagedPolicy": managedPolicy,
  "AWS::IAM::Policy": inlinePolicy,
  "AWS::IAM::UserPolicy": inlinePolicyOf("user", "UserName"),
  "AWS::IAM::GroupPolicy": inlinePolicyOf("group", "GroupName"),
  "AWS::IAM::RolePolicy": inlinePolicyOf("role", "RoleName"),
  "AWS::IAM::UserToGroupAddition": userToGroupAddition,
  "AWS::IAM::AccessKey": accessKey,
  "AWS::IAM::InstanceProfile": instanceProfile,
  "AWS::IAM::VirtualMFADevice": virtualMfaDevice,
  "AWS::IAM::SAMLProvider": samlProvider,
  "AWS::IAM::OIDCProvider": oidcProvider,
  "AWS::IAM::ServerCertificate": serverCertificate,
  "AWS::IAM::ServiceLinkedRole": serviceLinkedRole,
  "AWS::CloudTrail::Trail": trail,
  "AWS::AccessAnalyzer::Analyzer": analyzer,
};
