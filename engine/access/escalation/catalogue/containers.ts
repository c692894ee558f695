/**
 * Containers that run as the role in ECS, Batch, App Runner and EKS.
 * Source: pathfinding.cloud (DataDog, Apache-2.0), as read in December 2026: ids and required permissions; the words are ours.
 * AWS: App Runner Developer Guide, "AWS App Runner availability change"; Batch User Guide, "AWS Batch IAM execution role"; eksctl User Guide, "EKS Pod Identity
 * Associations". Services that roles are passed to: managed policies AmazonECS_FullAccess, AWSAppRunnerFullAccess (apprunner.amazonaws.com, while the role
 * trusts tasks.apprunner.amazonaws.com) and AWSElasticBeanstalkServiceRolePolicy (pods.eks.amazonaws.com).
 */
import type { EscalationPath } from "../path.ts";
import { callsOn, passRoleTo } from "./call.ts";

const TASKS = "ecs-tasks.amazonaws.com";
const APP_RUNNER_TASKS = "tasks.apprunner.amazonaws.com";
const POD_IDENTITY = "pods.eks.amazonaws.com";

export const CONTAINER_PATHS: readonly EscalationPath[] = [
  {
    id: "apprunner-001",
    does: "creates an App Runner service that runs a command of its own as the role",
    gains: "role",
    services: [APP_RUNNER_TASKS],
    calls: [passRoleTo("apprunner.amazonaws.com"), ...callsOn("any", "apprunner:CreateService")],
    needs: "an account that used App Runner before it was closed to new customers",
  },
  {
    id: "apprunner-002",
    does: "has an App Runner service run a command or image of its own",
    gains: "role",
    services: [APP_RUNNER_TASKS],
    calls: callsOn("any", "apprunner:UpdateService"),
    needs: "an App Runner service that runs as the role",
  },
  {
    id: "batch-001",
    does: "registers a Batch job definition with the role, and submits a job",
    gains: "role",
    services: [TASKS],
    // Which service Batch names in iam:PassedToService was not found in AWS documentation.
    calls: [...callsOn("target", "iam:PassRole"), ...callsOn("any", "batch:RegisterJobDefinition", "batch:SubmitJob")],
    needs: "a Batch job queue",
  },
  {
    id: "batch-002",
    does: "submits a Batch job with a command of its own",
    gains: "role",
    services: [TASKS],
    calls: callsOn("any", "batch:SubmitJob"),
    needs: "a Batch job definition that runs as the role, and a job queue",
  },
  {
    id: "batch-003",
    does: "creates a Batch compute environment, a job queue and a job definition with the role, and submits a job",
    gains: "role",
    services: [TASKS],
    calls: [
      ...callsOn("any", "batch:CreateComputeEnvironment", "batch:CreateJobQueue"),
      ...callsOn("target", "iam:PassRole"),
      ...callsOn("any", "batch:RegisterJobDefinition", "batch:SubmitJob"),
    ],
  },
  {
    id: "ecs-001",
    does: "creates an ECS cluster and a task definition with the role, and runs it as a service",
    gains: "role",
    services: [TASKS],
    calls: [...callsOn("any", "ecs:CreateCluster"), passRoleTo(TASKS), ...callsOn("any", "ecs:RegisterTaskDefinition", "ecs:CreateService")],
  },
  {
    id: "ecs-002",
    does: "creates an ECS cluster and a task definition with the role, and runs a task",
    gains: "role",
    services: [TASKS],
    calls: [...callsOn("any", "ecs:CreateCluster"), passRoleTo(TASKS), ...callsOn("any", "ecs:RegisterTaskDefinition", "ecs:RunTask")],
  },
  {
    id: "ecs-003",
    does: "registers an ECS task definition with the role, and runs it as a service",
    gains: "role",
    services: [TASKS],
    calls: [passRoleTo(TASKS), ...callsOn("any", "ecs:RegisterTaskDefinition", "ecs:CreateService")],
    needs: "an ECS cluster",
  },
  {
    id: "ecs-004",
    does: "registers an ECS task definition with the role, and runs a task",
    gains: "role",
    services: [TASKS],
    calls: [passRoleTo(TASKS), ...callsOn("any", "ecs:RegisterTaskDefinition", "ecs:RunTask")],
    needs: "an ECS cluster",
  },
  {
    id: "ecs-005",
    does: "registers an ECS task definition with the role, and starts a task on a container instance",
    gains: "role",
    services: [TASKS],
    calls: [passRoleTo(TASKS), ...callsOn("any", "ecs:RegisterTaskDefinition", "ecs:StartTask")],
    needs: "an ECS cluster with a container instance",
  },
  {
    id: "ecs-006",
    does: "opens a shell in a running ECS task",
    gains: "role",
    services: [TASKS],
    calls: callsOn("any", "ecs:DescribeTasks", "ecs:ExecuteCommand"),
    needs: "a running ECS task that has ECS Exec turned on and runs as the role",
  },
  {
    id: "ecs-007",
    does: "registers its own EC2 instance in an ECS cluster, and starts a task there with the role and a command of its own",
    by: "role",
    gains: "role",
    services: [TASKS],
    calls: [...callsOn("any", "ecs:RegisterContainerInstance"), passRoleTo(TASKS), ...callsOn("any", "ecs:StartTask")],
    needs: "an EC2 instance that runs as the caller, an ECS cluster and a task definition",
  },
  {
    id: "ecs-008",
    does: "runs an ECS task with the role and a command of its own in place of what the task definition has",
    gains: "role",
    services: [TASKS],
    calls: [passRoleTo(TASKS), ...callsOn("any", "ecs:RunTask")],
    needs: "an ECS cluster, and a task definition whose execution role the caller can pass",
  },
  {
    id: "ecs-009",
    does: "starts an ECS task on a container instance with the role and a command of its own",
    gains: "role",
    services: [TASKS],
    calls: [passRoleTo(TASKS), ...callsOn("any", "ecs:StartTask")],
    needs: "an ECS cluster with a container instance, and a task definition whose execution role the caller can pass",
  },
  {
    id: "reeve-eks-create-pod-identity-association",
    does: "gives the role to a Kubernetes service account, and runs a pod with it",
    gains: "role",
    services: [POD_IDENTITY],
    calls: [passRoleTo(POD_IDENTITY), ...callsOn("any", "eks:CreatePodIdentityAssociation")],
    needs: "an EKS cluster with the Pod Identity agent, in which the caller can run pods",
  },
];
