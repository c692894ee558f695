/**
 * Notebooks, jobs and agents that run as the role in SageMaker AI, Bedrock AgentCore and Braket.
 * Source: pathfinding.cloud (DataDog, Apache-2.0), as read in December 2026: ids and required permissions; the words are ours.
 * AWS: SageMaker API Reference, "CreatePresignedDomainUrl". Services that roles are passed to: managed policies AmazonSageMakerFullAccess,
 * BedrockAgentCoreFullAccess and AmazonBraketFullAccess.
 */
import type { EscalationPath } from "../path.ts";
import { callsOn, passRoleTo } from "./call.ts";

const SAGEMAKER = "sagemaker.amazonaws.com";
const AGENTCORE = "bedrock-agentcore.amazonaws.com";
const BRAKET = "braket.amazonaws.com";

export const MACHINE_LEARNING_PATHS: readonly EscalationPath[] = [
  {
    id: "bedrock-001",
    does: "creates an AgentCore code interpreter that runs as the role, and runs code in it",
    gains: "role",
    services: [AGENTCORE],
    calls: [
      passRoleTo(AGENTCORE),
      ...callsOn("any", "bedrock-agentcore:CreateCodeInterpreter", "bedrock-agentcore:StartCodeInterpreterSession", "bedrock-agentcore:InvokeCodeInterpreter"),
    ],
  },
  {
    id: "bedrock-002",
    does: "runs code in an AgentCore code interpreter",
    gains: "role",
    services: [AGENTCORE],
    calls: callsOn("any", "bedrock-agentcore:StartCodeInterpreterSession", "bedrock-agentcore:InvokeCodeInterpreter"),
    needs: "an AgentCore code interpreter that runs as the role",
  },
  {
    id: "bedrock-003",
    does: "creates an AgentCore runtime that runs as the role, and runs a command in it",
    gains: "role",
    services: [AGENTCORE],
    calls: [
      passRoleTo(AGENTCORE),
      ...callsOn("any", "bedrock-agentcore:CreateAgentRuntime", "bedrock-agentcore:CreateAgentRuntimeEndpoint"),
      ...callsOn("any", "bedrock-agentcore:CreateWorkloadIdentity", "bedrock-agentcore:InvokeAgentRuntimeCommand"),
    ],
  },
  {
    id: "bedrock-004",
    does: "runs a command in an AgentCore runtime or harness",
    gains: "role",
    services: [AGENTCORE],
    calls: callsOn("any", "bedrock-agentcore:InvokeAgentRuntimeCommand"),
    needs: "an AgentCore runtime or harness that runs as the role and admits callers by IAM",
  },
  {
    id: "bedrock-005",
    does: "creates an AgentCore harness that runs as the role, and runs a command in it",
    gains: "role",
    services: [AGENTCORE],
    calls: [
      passRoleTo(AGENTCORE),
      ...callsOn("any", "bedrock-agentcore:CreateHarness", "bedrock-agentcore:CreateAgentRuntime"),
      ...callsOn("any", "bedrock-agentcore:CreateAgentRuntimeEndpoint", "bedrock-agentcore:CreateWorkloadIdentity"),
      ...callsOn("any", "bedrock-agentcore:GetAgentRuntime", "bedrock-agentcore:GetHarness", "bedrock-agentcore:InvokeAgentRuntimeCommand"),
    ],
    needs: "a Bedrock model that the account can use",
  },
  {
    id: "bedrock-006",
    does: "creates an AgentCore browser that runs as the role, and reads the role's credentials through it",
    gains: "role",
    services: [AGENTCORE],
    calls: [
      passRoleTo(AGENTCORE),
      ...callsOn("any", "bedrock-agentcore:CreateBrowser", "bedrock-agentcore:StartBrowserSession", "bedrock-agentcore:ConnectBrowserAutomationStream"),
    ],
  },
  {
    id: "bedrock-007",
    does: "reads the role's credentials through an AgentCore browser",
    gains: "role",
    services: [AGENTCORE],
    calls: callsOn("any", "bedrock-agentcore:StartBrowserSession", "bedrock-agentcore:ConnectBrowserAutomationStream"),
    needs: "an AgentCore browser that runs as the role",
  },
  {
    id: "braket-001",
    does: "creates a Braket hybrid job that runs a script of its own as the role",
    gains: "role",
    services: [BRAKET],
    calls: [passRoleTo(BRAKET), ...callsOn("any", "braket:CreateJob")],
    needs: "a bucket with the script, which the role can read and write its results to",
  },
  {
    id: "reeve-sagemaker-create-presigned-domain-url",
    does: "signs in to SageMaker Studio as another user profile, and runs code there",
    gains: "role",
    services: [SAGEMAKER],
    calls: callsOn("any", "sagemaker:CreatePresignedDomainUrl"),
    needs: "a SageMaker domain that users sign in to by IAM, with a user profile that runs as the role",
  },
  {
    id: "sagemaker-001",
    does: "creates a SageMaker notebook instance that runs as the role, and opens it",
    gains: "role",
    services: [SAGEMAKER],
    calls: [passRoleTo(SAGEMAKER), ...callsOn("any", "sagemaker:CreateNotebookInstance")],
    needs: "a way to open the notebook, such as sagemaker:CreatePresignedNotebookInstanceUrl",
  },
  {
    id: "sagemaker-002",
    does: "creates a SageMaker training job that runs code of its own as the role",
    gains: "role",
    services: [SAGEMAKER],
    calls: [passRoleTo(SAGEMAKER), ...callsOn("any", "sagemaker:CreateTrainingJob")],
  },
  {
    id: "sagemaker-003",
    does: "creates a SageMaker processing job that runs code of its own as the role",
    gains: "role",
    services: [SAGEMAKER],
    calls: [passRoleTo(SAGEMAKER), ...callsOn("any", "sagemaker:CreateProcessingJob")],
  },
  {
    id: "sagemaker-004",
    does: "opens a SageMaker notebook instance, and runs code in it",
    gains: "role",
    services: [SAGEMAKER],
    calls: callsOn("any", "sagemaker:CreatePresignedNotebookInstanceUrl"),
    needs: "a SageMaker notebook instance that runs as the role",
  },
  {
    id: "sagemaker-005",
    does: "stops a SageMaker notebook instance, gives it a start script of its own, and starts it again",
    gains: "role",
    services: [SAGEMAKER],
    calls: [
      ...callsOn("any", "sagemaker:CreateNotebookInstanceLifecycleConfig", "sagemaker:StopNotebookInstance"),
      ...callsOn("any", "sagemaker:UpdateNotebookInstance", "sagemaker:StartNotebookInstance"),
    ],
    needs: "a SageMaker notebook instance that runs as the role",
  },
];
