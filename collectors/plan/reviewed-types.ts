import { isHarmless, type TypedChange } from "./unread-types.ts";

/**
 * Types that cannot affect IAM or CloudTrail, as reviewed on 2026-11-29: by the beginnings of their names, which are those of services, for each service by
 * what its resources hold. Using a role (an instance profile, the role of a function) changes nothing of IAM; the role that a service makes for itself can be
 * assumed by that service only.
 * Source: terraform-provider-aws, names/data/names_data.hcl (resource_prefix), and its resources' documentation; CloudFormation User Guide, resource types.
 */
const REVIEWED: readonly { terraform: readonly string[]; cloudformation: readonly string[] }[] = [
  // Computing and networks.
  {
    terraform: [
      "aws_ami",
      "aws_ec2_",
      "aws_instance",
      "aws_launch_",
      "aws_key_pair",
      "aws_placement_group",
      "aws_spot_",
      "aws_autoscaling_",
      "aws_appautoscaling_",
      "aws_ebs_",
      "aws_volume_attachment",
      "aws_eip",
      "aws_vpc",
      "aws_default_",
      "aws_subnet",
      "aws_route",
      "aws_internet_gateway",
      "aws_egress_only_internet_gateway",
      "aws_nat_gateway",
      "aws_network_",
      "aws_security_group",
      "aws_main_route_table_association",
      "aws_flow_log",
      "aws_customer_gateway",
      "aws_vpn_",
      "aws_dx_",
      "aws_networkfirewall_",
      "aws_lb",
      "aws_alb",
      "aws_elb",
      "aws_globalaccelerator_",
      "aws_cloudfront_",
      "aws_acm_",
      "aws_wafv2_",
      "aws_shield_",
    ],
    cloudformation: ["AWS::EC2::", "AWS::AutoScaling::", "AWS::ApplicationAutoScaling::", "AWS::ElasticLoadBalancing::", "AWS::ElasticLoadBalancingV2::"],
  },
  {
    terraform: [],
    cloudformation: ["AWS::Route53::", "AWS::CloudFront::", "AWS::CertificateManager::", "AWS::WAFv2::", "AWS::GlobalAccelerator::", "AWS::NetworkFirewall::"],
  },
  // Programs and containers.
  {
    terraform: [
      "aws_lambda_function",
      "aws_lambda_alias",
      "aws_lambda_layer_version",
      "aws_lambda_event_source_mapping",
      "aws_lambda_provisioned_concurrency_config",
      "aws_ecs_",
      "aws_ecr_repository",
      "aws_ecr_lifecycle_policy",
      "aws_eks_cluster",
      "aws_eks_node_group",
      "aws_eks_fargate_profile",
      "aws_apprunner_",
      "aws_batch_",
      "aws_sfn_",
      "aws_api_gateway_",
      "aws_apigatewayv2_",
      "aws_appsync_",
    ],
    cloudformation: [
      "AWS::Lambda::Function",
      "AWS::Lambda::Alias",
      "AWS::Lambda::Version",
      "AWS::Lambda::LayerVersion",
      "AWS::Lambda::EventSourceMapping",
      "AWS::ECS::",
      "AWS::ECR::Repository",
      "AWS::EKS::Cluster",
      "AWS::EKS::Nodegroup",
      "AWS::Batch::",
      "AWS::StepFunctions::",
      "AWS::ApiGateway::",
      "AWS::ApiGatewayV2::",
    ],
  },
  // Data.
  {
    terraform: [
      "aws_db_",
      "aws_rds_",
      "aws_dynamodb_",
      "aws_dax_",
      "aws_elasticache_",
      "aws_memorydb_",
      "aws_docdb_",
      "aws_neptune_",
      "aws_redshift_",
      "aws_efs_",
      "aws_fsx_",
      "aws_sqs_queue",
      "aws_kinesis_",
      "aws_msk_",
      "aws_mq_",
      "aws_athena_",
      "aws_opensearch_domain",
      "aws_ssm_parameter",
      "aws_cloudwatch_dashboard",
      "aws_cloudwatch_metric_alarm",
      "aws_cloudwatch_composite_alarm",
    ],
    cloudformation: [
      "AWS::RDS::",
      "AWS::DynamoDB::",
      "AWS::ElastiCache::",
      "AWS::EFS::",
      "AWS::SQS::Queue",
      "AWS::Kinesis::",
      "AWS::SSM::Parameter",
      "AWS::CloudWatch::",
      "AWS::CDK::Metadata",
      "AWS::CloudFormation::WaitCondition",
    ],
  },
  // Values of Terraform itself, and other companies' services.
  {
    terraform: ["random_", "time_", "tls_", "null_resource", "terraform_data", "local_", "archive_", "template_", "cloudinit_"],
    cloudformation: [],
  },
  { terraform: ["cloudflare_", "datadog_", "fastly_", "grafana_", "newrelic_", "pagerduty_", "sentry_"], cloudformation: [] },
];

/** What may be where a trail delivers to, by its whole name: only a new one changes nothing that is there. */
const NEW_ONLY: ReadonlySet<string> = new Set([
  "aws_s3_bucket",
  "aws_s3_bucket_ownership_controls",
  "aws_s3_bucket_public_access_block",
  "aws_s3_bucket_versioning",
  "aws_kms_key",
  "aws_kms_alias",
  "aws_sns_topic",
  "aws_cloudwatch_log_group",
  "AWS::S3::Bucket",
  "AWS::KMS::Key",
  "AWS::KMS::Alias",
  "AWS::SNS::Topic",
  "AWS::Logs::LogGroup",
]);

/** Names of the services above that give access, by a policy, a role, a permission or a principal: these are not reviewed. */
const GIVES_ACCESS = /polic|permission|grant|role|share|access|principal|credential|identity|user|admin|delegat|organization|accepter/i;

/** Those of them that give none: policies of scaling, of caches and of expiry, and what a distribution reads its origin with. */
const GIVES_NONE: ReadonlySet<string> = new Set([
  "aws_autoscaling_policy",
  "aws_appautoscaling_policy",
  "aws_ecr_lifecycle_policy",
  "aws_cloudfront_cache_policy",
  "aws_cloudfront_origin_access_control",
  "aws_cloudfront_origin_access_identity",
  "aws_cloudfront_origin_request_policy",
  "aws_cloudfront_response_headers_policy",
  "AWS::AutoScaling::ScalingPolicy",
  "AWS::ApplicationAutoScaling::ScalingPolicy",
  "AWS::CloudFront::CachePolicy",
  "AWS::CloudFront::OriginAccessControl",
]);

/** Data sources that run a program or a function, which may change anything. Source: documentation of the providers external and aws. */
export const RUNNING_DATA: ReadonlySet<string> = new Set(["external", "aws_lambda_invocation"]);

/** Whether a change was reviewed as one that cannot affect IAM or CloudTrail; false for a type in no list. */
export function isReviewed(change: TypedChange): boolean {
  const { tool, type, isNew } = change;
  if (isHarmless(change) || (isNew && NEW_ONLY.has(type))) return true;
  if (GIVES_ACCESS.test(type) && !GIVES_NONE.has(type)) return false;
  return REVIEWED.some((row) => row[tool].some((beginning) => type.startsWith(beginning)));
}
