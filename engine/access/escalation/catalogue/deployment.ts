/**
 * Deployments, builds and workflows that act as the role in CloudFormation, CodeBuild, CodeDeploy, Amplify, Step Functions and EventBridge Scheduler.
 * A stack set is deployed with its administration role, which the caller passes; that role assumes the execution role, by a further step.
 * Source: pathfinding.cloud and its labs (DataDog, Apache-2.0), as read in December 2026: ids and required permissions; the words are ours.
 * AWS: Amplify Hosting User Guide, "Adding a service role with permissions to deploy backend resources". Services that roles are passed to: managed policies
 * AWSLicenseManagerMasterAccountRolePolicy (CloudFormation), AWSElasticBeanstalkServiceRolePolicy (CodeBuild), AmazonSageMakerFullAccess (Step Functions) and
 * AmazonEventBridgeSchedulerFullAccess.
 */
import type { EscalationPath } from "../path.ts";
import { callsOn, passRoleTo } from "./call.ts";

const CLOUDFORMATION = "cloudformation.amazonaws.com";
const CODEBUILD = "codebuild.amazonaws.com";
const AMPLIFY = "amplify.amazonaws.com";
const STEP_FUNCTIONS = "states.amazonaws.com";
const SCHEDULER = "scheduler.amazonaws.com";

export const DEPLOYMENT_PATHS: readonly EscalationPath[] = [
  {
    id: "amplify-001",
    does: "creates an Amplify app with the role, and runs a build of its own",
    gains: "role",
    services: [AMPLIFY],
    calls: [passRoleTo(AMPLIFY), ...callsOn("any", "amplify:CreateApp", "amplify:CreateBranch", "amplify:StartJob")],
    needs: "a code repository that the caller can write and connect to Amplify",
  },
  {
    id: "cloudformation-001",
    does: "creates a stack that CloudFormation deploys as the role",
    gains: "role",
    services: [CLOUDFORMATION],
    calls: [passRoleTo(CLOUDFORMATION), ...callsOn("any", "cloudformation:CreateStack")],
  },
  {
    id: "cloudformation-002",
    does: "updates a stack that CloudFormation deploys as the role",
    gains: "role",
    services: [CLOUDFORMATION],
    calls: callsOn("any", "cloudformation:UpdateStack"),
    needs: "a stack whose service role is the role",
  },
  {
    id: "cloudformation-003",
    does: "creates a stack set with the role as its administration role, and deploys it",
    gains: "role",
    services: [CLOUDFORMATION],
    calls: [passRoleTo(CLOUDFORMATION), ...callsOn("any", "cloudformation:CreateStackSet", "cloudformation:CreateStackInstances")],
    needs: "an execution role that trusts the role",
  },
  {
    id: "cloudformation-004",
    does: "updates the template of a stack set that has the role as its administration role",
    gains: "role",
    services: [CLOUDFORMATION],
    calls: [passRoleTo(CLOUDFORMATION), ...callsOn("any", "cloudformation:UpdateStackSet")],
    needs: "a stack set with stack instances, whose execution role trusts the role",
  },
  {
    id: "cloudformation-005",
    does: "creates and executes a change set of a stack that CloudFormation deploys as the role",
    gains: "role",
    services: [CLOUDFORMATION],
    calls: callsOn("any", "cloudformation:CreateChangeSet", "cloudformation:ExecuteChangeSet"),
    needs: "a stack whose service role is the role",
  },
  {
    id: "codebuild-001",
    does: "creates a CodeBuild project that runs as the role, and starts a build",
    gains: "role",
    services: [CODEBUILD],
    calls: [passRoleTo(CODEBUILD), ...callsOn("any", "codebuild:CreateProject", "codebuild:StartBuild")],
  },
  {
    id: "codebuild-002",
    does: "starts a build of a CodeBuild project with commands of its own",
    gains: "role",
    services: [CODEBUILD],
    calls: callsOn("any", "codebuild:StartBuild"),
    needs: "a CodeBuild project that runs as the role",
  },
  {
    id: "codebuild-003",
    does: "starts a batch build of a CodeBuild project with commands of its own",
    gains: "role",
    services: [CODEBUILD],
    calls: callsOn("any", "codebuild:StartBuildBatch"),
    needs: "a CodeBuild project for batch builds that runs as the role",
  },
  {
    id: "codebuild-004",
    does: "creates a CodeBuild project that runs as the role, and starts a batch build",
    gains: "role",
    services: [CODEBUILD],
    calls: [passRoleTo(CODEBUILD), ...callsOn("any", "codebuild:CreateProject", "codebuild:StartBuildBatch")],
  },
  {
    id: "codedeploy-001",
    does: "deploys a revision with a script of its own to instances that run as the role",
    gains: "role",
    services: ["ec2.amazonaws.com"],
    calls: callsOn("any", "codedeploy:RegisterApplicationRevision", "codedeploy:GetDeploymentConfig", "codedeploy:CreateDeployment"),
    needs: "a CodeDeploy deployment group with instances that run as the role",
  },
  {
    id: "scheduler-001",
    does: "creates a schedule that makes a call of its choice as the role",
    gains: "role",
    services: [SCHEDULER],
    calls: [passRoleTo(SCHEDULER), ...callsOn("any", "scheduler:CreateSchedule")],
  },
  {
    id: "stepfunctions-001",
    does: "creates a state machine that makes calls of its choice as the role, and starts it",
    gains: "role",
    services: [STEP_FUNCTIONS],
    calls: [passRoleTo(STEP_FUNCTIONS), ...callsOn("any", "states:CreateStateMachine", "states:StartExecution")],
  },
  {
    id: "stepfunctions-002",
    does: "replaces the definition of a state machine, and starts it",
    gains: "role",
    services: [STEP_FUNCTIONS],
    calls: callsOn("any", "states:UpdateStateMachine", "states:StartExecution"),
    needs: "a state machine that runs as the role",
  },
];
