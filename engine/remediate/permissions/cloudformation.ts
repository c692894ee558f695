import { byService, POLICY_NAME, sidOf } from "./actions.ts";

/** The same policy as a CloudFormation template. */
export function permissionsCloudFormation(actions: Iterable<string>): string {
  const statements = byService(actions).flatMap(([service, list]) => [
    `          - Sid: ${sidOf(service)}`,
    "            Effect: Allow",
    "            Action:",
    ...list.map((action) => `              - ${action}`),
    '            Resource: "*"',
  ]);
  return `AWSTemplateFormatVersion: "2010-09-09"
Description: What Reeve reads.
Resources:
  ${POLICY_NAME}:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      Description: What Reeve reads.
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
${statements.join("\n")}
Outputs:
  PolicyArn:
    Value: !Ref ${POLICY_NAME}
`;
}
