/**
 * Data jobs that run as the role in Glue, EMR, Data Pipeline, Managed Service for Apache Flink, HealthOmics and MWAA.
 * Source: pathfinding.cloud and its labs (DataDog, Apache-2.0), as read in December 2026: ids and required permissions; the words are ours.
 * AWS: Data Pipeline Developer Guide, "Specify custom IAM roles" (instances run as the resource role, which trusts EC2). Services that roles are passed to:
 * managed policies AWSGlueConsoleFullAccess, AmazonEMRFullAccessPolicy_v2, AmazonSageMakerCanvasFullAccess (EMR Serverless), AmazonOmicsFullAccess and
 * SageMakerStudioProjectUserRolePolicy (airflow.amazonaws.com).
 */
import type { EscalationPath } from "../path.ts";
import { callsOn, passRoleTo } from "./call.ts";

const GLUE = "glue.amazonaws.com";
const EC2 = "ec2.amazonaws.com";
const EMR_SERVERLESS = "emr-serverless.amazonaws.com";
const FLINK = "kinesisanalytics.amazonaws.com";
const OMICS = "omics.amazonaws.com";
const AIRFLOW = "airflow.amazonaws.com";

export const DATA_PATHS: readonly EscalationPath[] = [
  {
    id: "datapipeline-001",
    does: "creates a data pipeline that runs commands of its own on an instance that runs as the role",
    gains: "role",
    instanceProfile: true,
    services: [EC2],
    calls: [
      ...callsOn("any", "datapipeline:CreatePipeline"),
      // Which service Data Pipeline names in iam:PassedToService was not found in AWS documentation.
      ...callsOn("target", "iam:PassRole"),
      ...callsOn("any", "datapipeline:PutPipelineDefinition", "datapipeline:ActivatePipeline"),
    ],
    needs: "an account that used Data Pipeline before it was closed to new customers",
  },
  {
    id: "emr-001",
    does: "creates an EMR cluster whose instances run as the role, with a step of its own",
    gains: "role",
    instanceProfile: true,
    services: [EC2],
    calls: [
      passRoleTo(EC2),
      { action: "iam:PassRole", on: "any", given: { "iam:PassedToService": "elasticmapreduce.amazonaws.com" } },
      ...callsOn("any", "elasticmapreduce:RunJobFlow"),
    ],
    needs: "a service role for EMR that the caller can pass",
  },
  {
    id: "emrserverless-001",
    does: "creates an EMR Serverless application, and runs a job of its own as the role",
    gains: "role",
    services: [EMR_SERVERLESS],
    calls: [...callsOn("any", "emr-serverless:CreateApplication"), passRoleTo(EMR_SERVERLESS), ...callsOn("any", "emr-serverless:StartJobRun")],
  },
  {
    id: "glue-001",
    does: "creates a Glue development endpoint with the role, and signs in to it",
    gains: "role",
    services: [GLUE],
    calls: [passRoleTo(GLUE), ...callsOn("any", "glue:CreateDevEndpoint")],
  },
  {
    id: "glue-002",
    does: "adds its own SSH key to a Glue development endpoint, and signs in to it",
    gains: "role",
    services: [GLUE],
    calls: callsOn("any", "glue:UpdateDevEndpoint"),
    needs: "a Glue development endpoint that runs as the role",
  },
  {
    id: "glue-003",
    does: "creates a Glue job that runs as the role, and starts it",
    gains: "role",
    services: [GLUE],
    calls: [passRoleTo(GLUE), ...callsOn("any", "glue:CreateJob", "glue:StartJobRun")],
  },
  {
    id: "glue-004",
    does: "creates a Glue job that runs as the role, and a trigger that starts it",
    gains: "role",
    services: [GLUE],
    calls: [passRoleTo(GLUE), ...callsOn("any", "glue:CreateJob", "glue:CreateTrigger")],
  },
  {
    id: "glue-005",
    does: "gives the role and a script of its own to a Glue job, and starts it",
    gains: "role",
    services: [GLUE],
    calls: [passRoleTo(GLUE), ...callsOn("any", "glue:UpdateJob", "glue:StartJobRun")],
    needs: "a Glue job",
  },
  {
    id: "glue-006",
    does: "gives the role and a script of its own to a Glue job, and creates a trigger that starts it",
    gains: "role",
    services: [GLUE],
    calls: [passRoleTo(GLUE), ...callsOn("any", "glue:UpdateJob", "glue:CreateTrigger")],
    needs: "a Glue job",
  },
  {
    id: "glue-007",
    does: "creates a Glue interactive session that runs as the role, and runs code in it",
    gains: "role",
    services: [GLUE],
    calls: [passRoleTo(GLUE), ...callsOn("any", "glue:CreateSession", "glue:RunStatement")],
  },
  {
    id: "kinesisanalytics-001",
    does: "creates a Flink application that runs as the role, and starts it",
    gains: "role",
    services: [FLINK],
    calls: [passRoleTo(FLINK), ...callsOn("any", "kinesisanalytics:CreateApplication", "kinesisanalytics:StartApplication")],
  },
  {
    id: "mwaa-001",
    does: "creates an Airflow environment that runs a start script of its own as the role",
    gains: "role",
    services: [AIRFLOW, "airflow-env.amazonaws.com"],
    calls: [
      passRoleTo(AIRFLOW),
      ...callsOn("any", "airflow:CreateEnvironment"),
      // MWAA makes these calls as the caller.
      ...callsOn("any", "ec2:CreateNetworkInterface", "ec2:CreateNetworkInterfacePermission", "ec2:CreateVpcEndpoint", "ec2:DeleteVpcEndpoints"),
      ...callsOn("any", "ec2:DescribeNetworkInterfaces", "ec2:DescribeSecurityGroups", "ec2:DescribeSubnets", "ec2:DescribeVpcEndpointServices"),
      ...callsOn("any", "ec2:DescribeVpcEndpoints", "ec2:DescribeVpcs", "s3:GetEncryptionConfiguration"),
    ],
  },
  {
    id: "omics-001",
    does: "creates a HealthOmics workflow that runs as the role, and reads the role's credentials from its output",
    gains: "role",
    services: [OMICS],
    calls: [...callsOn("any", "omics:CreateWorkflow"), passRoleTo(OMICS), ...callsOn("any", "omics:StartRun", "s3:GetObject")],
    needs: "a bucket that the role writes and the caller reads, and a private container image",
  },
];
