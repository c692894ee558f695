import type { ActionRow } from "../../../document/index.ts";

/**
 * Services whose resources may have a policy of their own, by prefix of their actions.
 * Sources: IAM User Guide, "AWS services that work with IAM", column "Resource-based policies" (yes or partial); services that have a call such as
 * PutResourcePolicy in the Service Authorization Reference. Not among them: IAM and STS (trust policies are in the document), Organizations and IAM Identity
 * Center, of which nothing that a request of a user or role rests on is unread.
 */
const WITH_POLICIES = new Set([
  ...["acm-pca", "apigateway", "aps", "arc-region-switch", "aws-marketplace", "backup", "bedrock", "bedrock-agentcore", "billing", "cleanrooms-ml", "cloudhsm"],
  ...["cloudtrail", "codeartifact", "codebuild", "codeguru-profiler", "datazone", "dsql", "dynamodb", "ecr", "ecr-public", "elasticfilesystem"],
  ...["entityresolution", "es", "events", "execute-api", "fsx", "glacier", "glue", "imagebuilder", "iot", "kafka", "kinesis", "kms", "lambda", "lex", "logs"],
  ...["mediaconvert", "mediastore", "mediatailor", "mpa", "network-firewall", "networkmanager", "payment-cryptography", "redshift", "redshift-serverless"],
  ...["refactor-spaces", "rekognition", "resource-explorer-2", "route53-recovery-control-config", "route53resolver", "s3", "s3-object-lambda", "s3-outposts"],
  ...["s3express", "s3files", "s3tables", "s3vectors", "sagemaker", "schemas", "secretsmanager", "serverlessrepo", "ses", "signer", "sms-voice", "sns", "sqs"],
  ...["ssm", "ssm-contacts", "ssm-incidents", "ssm-sap", "vpc-lattice", "xray"],
]);

/** Whether the resource of a call may have a policy of its own. Calls on nothing have none. */
export const hasResourcePolicy = ({ service, types }: ActionRow, resource: string): boolean =>
  resource !== "*" && types.length > 0 && WITH_POLICIES.has(service);
