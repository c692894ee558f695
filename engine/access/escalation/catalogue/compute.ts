/**
 * Code that runs as the role in Lambda, on EC2 instances, or in Systems Manager.
 * Source: pathfinding.cloud (DataDog, Apache-2.0), as read in December 2026: ids and required permissions; the words are ours.
 * AWS: Amazon GameLift Developer Guide, "Set up an IAM service role" (the role trusts gamelift.amazonaws.com; the catalogue has EC2 there). Services that roles
 * are passed to: managed policies AWSLambda_FullAccess, AWSImageBuilderFullAccess and AWSFaultInjectionSimulatorSSMAccess.
 */
import type { EscalationPath } from "../path.ts";
import { callsOn, passRoleTo } from "./call.ts";

const LAMBDA = "lambda.amazonaws.com";
const EC2 = "ec2.amazonaws.com";
const SSM = "ssm.amazonaws.com";
const GAMELIFT = "gamelift.amazonaws.com";
const FUNCTION_AS_ROLE = "a Lambda function that runs as the role";

export const COMPUTE_PATHS: readonly EscalationPath[] = [
  {
    id: "ec2-001",
    does: "starts an EC2 instance that runs as the role, with a start script of its own",
    gains: "role",
    instanceProfile: true,
    services: [EC2],
    calls: [passRoleTo(EC2), ...callsOn("any", "ec2:RunInstances")],
  },
  {
    id: "ec2-002",
    does: "stops an EC2 instance, replaces its start script, and starts it again",
    gains: "role",
    services: [EC2],
    calls: callsOn("any", "ec2:StopInstances", "ec2:ModifyInstanceAttribute", "ec2:StartInstances"),
    needs: "an EC2 instance that runs as the role",
  },
  {
    id: "ec2-003",
    does: "requests a Spot Instance that runs as the role, with a start script of its own",
    gains: "role",
    instanceProfile: true,
    services: [EC2],
    calls: [passRoleTo(EC2), ...callsOn("any", "ec2:RequestSpotInstances")],
  },
  {
    id: "ec2-004",
    does: "puts its own start script into the default version of a launch template that has the role",
    gains: "role",
    services: [EC2],
    calls: callsOn("any", "ec2:CreateLaunchTemplateVersion", "ec2:ModifyLaunchTemplate"),
    needs: "a launch template with the role, whose default version an Auto Scaling group starts instances from",
  },
  {
    id: "ec2-005",
    does: "copies a launch template that has the role with a start script of its own, and makes the copy the default version",
    gains: "role",
    services: [EC2],
    calls: callsOn("any", "ec2:CreateLaunchTemplateVersion", "ec2:ModifyLaunchTemplate"),
    needs: "a launch template with the role, whose default version a fleet or the caller starts instances from",
  },
  {
    id: "gamelift-001",
    does: "uploads a game server of its own, and creates a fleet that runs it as the role",
    gains: "role",
    services: [GAMELIFT],
    calls: [...callsOn("any", "gamelift:CreateBuild", "gamelift:RequestUploadCredentials"), passRoleTo(GAMELIFT), ...callsOn("any", "gamelift:CreateFleet")],
  },
  {
    id: "imagebuilder-001",
    does: "creates an image with commands of its own, on an instance that runs as the role",
    gains: "role",
    instanceProfile: true,
    services: [EC2],
    calls: [
      ...callsOn("any", "imagebuilder:CreateComponent", "imagebuilder:CreateImageRecipe"),
      passRoleTo(EC2),
      ...callsOn("any", "imagebuilder:CreateInfrastructureConfiguration", "imagebuilder:CreateImage"),
    ],
  },
  {
    id: "lambda-001",
    does: "creates a Lambda function that runs as the role, and calls it",
    gains: "role",
    services: [LAMBDA],
    calls: [passRoleTo(LAMBDA), ...callsOn("any", "lambda:CreateFunction", "lambda:InvokeFunction")],
  },
  {
    id: "lambda-002",
    does: "creates a Lambda function that runs as the role, and has a stream or queue call it",
    gains: "role",
    services: [LAMBDA],
    calls: [passRoleTo(LAMBDA), ...callsOn("any", "lambda:CreateFunction", "lambda:CreateEventSourceMapping")],
    needs: "a stream or queue that the role can read and that gets records",
  },
  {
    id: "lambda-003",
    does: "replaces the code of a Lambda function, and waits for its next call",
    gains: "role",
    services: [LAMBDA],
    calls: callsOn("any", "lambda:UpdateFunctionCode"),
    needs: "a Lambda function that runs as the role and that something else calls",
  },
  {
    id: "lambda-004",
    does: "replaces the code of a Lambda function, and calls it",
    gains: "role",
    services: [LAMBDA],
    calls: callsOn("any", "lambda:UpdateFunctionCode", "lambda:InvokeFunction"),
    needs: FUNCTION_AS_ROLE,
  },
  {
    id: "lambda-005",
    does: "replaces the code of a Lambda function, lets itself call it, and calls it",
    gains: "role",
    services: [LAMBDA],
    calls: callsOn("any", "lambda:UpdateFunctionCode", "lambda:AddPermission"),
    needs: FUNCTION_AS_ROLE,
  },
  {
    id: "lambda-006",
    does: "creates a Lambda function that runs as the role, lets itself call it, and calls it",
    gains: "role",
    services: [LAMBDA],
    calls: [passRoleTo(LAMBDA), ...callsOn("any", "lambda:CreateFunction", "lambda:AddPermission")],
  },
  {
    id: "reeve-ec2-associate-instance-profile",
    does: "gives the role to an EC2 instance that it can run code on",
    gains: "role",
    instanceProfile: true,
    services: [EC2],
    calls: [passRoleTo(EC2), ...callsOn("any", "ec2:AssociateIamInstanceProfile")],
    needs: "an EC2 instance without a role, on which the caller can run code",
  },
  {
    id: "reeve-ec2-instance-connect",
    does: "sends its own SSH key to an EC2 instance, and signs in to it",
    gains: "role",
    services: [EC2],
    calls: callsOn("any", "ec2-instance-connect:SendSSHPublicKey"),
    needs: "an EC2 instance that runs as the role, has EC2 Instance Connect, and that the caller can reach",
  },
  {
    id: "reeve-ec2-new-instance-profile",
    does: "creates an instance profile with the role, and starts an EC2 instance with it",
    gains: "role",
    services: [EC2],
    calls: [...callsOn("any", "iam:CreateInstanceProfile", "iam:AddRoleToInstanceProfile"), passRoleTo(EC2), ...callsOn("any", "ec2:RunInstances")],
  },
  {
    id: "reeve-lambda-update-function-configuration",
    does: "adds a layer with code of its own to a Lambda function, and waits for its next call",
    gains: "role",
    services: [LAMBDA],
    calls: callsOn("any", "lambda:UpdateFunctionConfiguration"),
    needs: "a Lambda function that runs as the role and that something calls",
  },
  {
    id: "ssm-001",
    does: "opens a session on a managed node that runs as the role",
    gains: "role",
    services: [EC2, SSM],
    calls: callsOn("any", "ssm:StartSession"),
    needs: "a node that Systems Manager manages and that runs as the role",
  },
  {
    id: "ssm-002",
    does: "runs a command on a managed node that runs as the role",
    gains: "role",
    services: [EC2, SSM],
    calls: callsOn("any", "ssm:SendCommand"),
    needs: "a node that Systems Manager manages and that runs as the role",
  },
  {
    id: "ssm-003",
    does: "writes an automation runbook with a script of its own, and runs it as the role",
    gains: "role",
    services: [SSM],
    calls: [...callsOn("any", "ssm:CreateDocument"), passRoleTo(SSM), ...callsOn("any", "ssm:StartAutomationExecution")],
  },
];
