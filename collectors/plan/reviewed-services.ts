/** Words of a text, as they stand in lists that are too long for one line each. */
const words = (text: string): string[] => text.trim().split(/\s+/);

/**
 * Services whose resources cannot affect IAM or CloudTrail, as reviewed on 2026-11-29 by what they hold; what of them does is in the table of unread types,
 * which goes first. Using a role (an instance profile, the role of a function) changes nothing of IAM; the role that a service makes for itself can be
 * assumed by that service only. `kms_alias` and the like are single types of services that are not in the list.
 * Source: terraform-provider-aws, names/data/names_data.hcl (resource_prefix), and the types of its schema (versions 5.100 and 6.25).
 */
const TERRAFORM_SERVICES: readonly string[] = words(`
  acm acmpca alb ami amplify api apigatewayv2 app appautoscaling appconfig appfabric appflow appintegrations applicationinsights appmesh apprunner
  appstream appsync athena auditmanager autoscaling autoscalingplans backup batch bcmdataexports bedrock bedrockagent bedrockagentcore billing budgets
  ce chime chimesdkmediapipelines chimesdkvoice cleanrooms cloud9 cloudfront cloudfrontkeyvaluestore cloudhsm cloudsearch cloudwatch codeartifact
  codebuild codecatalyst codecommit codeconnections codedeploy codeguruprofiler codegurureviewer codepipeline codestarconnections
  codestarnotifications cognito comprehend computeoptimizer config connect costoptimizationhub cur customer customerprofiles dataexchange datapipeline
  datasync datazone dax db default detective devicefarm devopsguru directory dlm dms docdb docdbelastic drs dsql dx dynamodb ebs ec2 ecr ecrpublic ecs
  efs egress eip eks elastic elasticache elasticsearch elastictranscoder elb emr emrcontainers emrserverless evidently finspace fis flow fms fsx
  gamelift glacier globalaccelerator glue grafana guardduty imagebuilder inspector inspector2 instance internet internetmonitor invoicing iot ivs
  ivschat kendra key keyspaces kinesis kinesisanalyticsv2 kms_alias kms_ciphertext kms_custom_key_store lakeformation lambda launch lb lex lexv2models
  licensemanager lightsail load location m2 macie2 main media medialive memorydb mq msk mskconnect mwaa nat neptune neptunegraph network
  networkfirewall networkflowmonitor networkmanager networkmonitor notifications notificationscontacts oam observabilityadmin odb opensearch
  opensearchserverless opsworks osis paymentcryptography pinpoint pinpointsmsvoicev2 pipes placement prometheus proxy qbusiness qldb quicksight ram
  rbin rds redshift redshiftdata redshiftserverless rekognition resiliencehub resourceexplorer2 resourcegroups route route53 route53domains
  route53profiles route53recoverycontrolconfig route53recoveryreadiness rum s3_access_point s3_account_public_access_block s3_directory_bucket
  s3control s3outposts s3tables s3vectors sagemaker scheduler schemas secretsmanager security securityhub securitylake service servicecatalog
  servicecatalogappregistry servicequotas ses sesv2 sfn shield signer simpledb snapshot sns_platform_application sns_sms_preferences
  sns_topic_subscription spot sqs ssm ssmcontacts ssmincidents storagegateway subnet swf synthetics timestreaminfluxdb timestreamquery timestreamwrite
  transcribe transfer verifiedaccess verifiedpermissions volume vpc vpclattice vpn waf wafregional wafv2 worklink workspaces workspacesweb xray
`);

/** The same in CloudFormation's names. Source: CloudFormation Template Reference, "AWS resource and property types reference". */
const CLOUDFORMATION_SERVICES: readonly string[] = words(`
  ACMPCA AIOps APS ARCRegionSwitch ARCZonalShift AmazonMQ Amplify AmplifyUIBuilder ApiGateway ApiGatewayV2 AppConfig AppFabric AppFlow AppIntegrations
  AppMesh AppRunner AppStream AppSync AppTest ApplicationAutoScaling ApplicationInsights ApplicationSignals Athena AuditManager AutoScaling
  AutoScalingPlans B2BI BCM BCMDataExports Backup BackupGateway Batch BcmPricingCalculator Bedrock BedrockAgentCore Billing BillingConductor Braket
  Budgets CDK CE CUR Cases Cassandra CertificateManager Chime CleanRooms CleanRoomsML Cloud9 CloudFront CloudHSM CloudWatch CodeArtifact CodeBuild
  CodeCommit CodeConnections CodeDeploy CodeGuruProfiler CodeGuruReviewer CodePipeline CodeStar CodeStarConnections CodeStarNotifications Cognito
  Comprehend ComputeOptimizer Config Connect ConnectCampaigns ConnectCampaignsV2 CustomerProfiles DAX DLM DMS DRS DSQL DataBrew DataExchange
  DataPipeline DataSync DataZone Deadline Detective DevOpsGuru DirectConnect DirectoryService DocDB DocDBElastic DynamoDB EC2 ECR ECS EFS EKS EMR
  EMRContainers EMRServerless EVS ElastiCache ElasticBeanstalk ElasticLoadBalancing ElasticLoadBalancingV2 Elasticsearch EntityResolution EventSchemas
  Events Evidently FIS FMS FSx FinSpace Forecast FraudDetector GameLift GlobalAccelerator Glue Grafana Greengrass GreengrassV2 GroundStation GuardDuty
  HealthImaging HealthLake IVS IVSChat ImageBuilder Inspector InspectorV2 InternetMonitor Invoicing IoT IoTAnalytics IoTCoreDeviceAdvisor IoTFleetWise
  IoTSiteWise IoTThingsGraph IoTTwinMaker IoTWireless KafkaConnect Kendra KendraRanking Kinesis KinesisAnalytics KinesisAnalyticsV2 KinesisFirehose
  KinesisVideo LakeFormation Lambda LaunchWizard Lex LicenseManager Lightsail Location LookoutEquipment LookoutVision M2 MSK MWAA Macie
  ManagedBlockchain MediaConnect MediaConvert MediaLive MediaPackage MediaPackageV2 MediaStore MediaTailor MemoryDB Neptune NeptuneGraph
  NetworkFirewall NetworkFlowMonitor NetworkManager NetworkMonitor Notifications NotificationsContacts ODB OSIS Oam ObservabilityAdmin Omics
  OpenSearch OpenSearchServerless OpenSearchService Outposts PCAConnectorAD PCAConnectorSCEP PCS Panorama PaymentCryptography Personalize Pinpoint
  PinpointEmail Pipes QBusiness QLDB QuickSight RAM RDS RUM Rbin Redshift RedshiftServerless RefactorSpaces Rekognition ResilienceHub
  ResourceExplorer2 ResourceGroups RoboMaker Route53 Route53Profiles Route53RecoveryControl Route53RecoveryReadiness Route53Resolver S3Express
  S3ObjectLambda S3Outposts S3Tables S3Vectors SDB SES SMSVOICE SQS SSM SSMContacts SSMIncidents SageMaker Scheduler SecretsManager SecurityHub
  SecurityLake ServiceCatalog ServiceCatalogAppRegistry ServiceDiscovery Shield Signer SimSpaceWeaver StepFunctions StorageGateway SupportApp
  Synthetics SystemsManagerSAP Timestream Transcribe Transfer VerifiedPermissions VoiceID VpcLattice WAF WAFRegional WAFv2 Wisdom WorkSpaces
  WorkSpacesThinClient WorkSpacesWeb XRay
`);

/**
 * Other providers: values of Terraform itself, and other companies' services. What a controller of a cluster does with a manifest is not known, and a program
 * that a `null_resource` runs is a provisioner, which is looked at apart.
 */
const OTHER_PROVIDERS: readonly string[] = words(`
  random_ time_ tls_ null_resource terraform_data local_ archive_ template_ cloudinit_ cloudflare_ datadog_ fastly_ grafana_ newrelic_ pagerduty_ sentry_
  opsgenie_ statuscake_ mongodbatlas_ confluent_ snowflake_ elasticstack_ postgresql_ mysql_ rabbitmq_ docker_ github_ gitlab_ tfe_ helm_ kubernetes_
  dns_ http_ uptimerobot_ splunk_ honeycombio_ launchdarkly_ netlify_ vercel_ ns1_ acme_ assert_ azurerm_ google_ digitalocean_ hcloud_ linode_ ovh_
`);

const NOT_REVIEWED: readonly string[] = ["kubernetes_manifest", "tfe_workspace_run"];

const TERRAFORM = new Set(TERRAFORM_SERVICES.map((service) => `aws_${service}`));
const CLOUDFORMATION = new Set(CLOUDFORMATION_SERVICES);
const CLOUD_CONTROL = new Set(CLOUDFORMATION_SERVICES.map((service) => service.toLowerCase()));

/** Whether a type is one of AWS, by whichever tool. */
export const isOfAws = (type: string): boolean => /^(?:aws|awscc)_|^AWS::/.test(type);

/** Whether a type is of a service that was reviewed. */
export function isOfReviewedService(type: string): boolean {
  const [, service] = /^AWS::([^:]+)::/.exec(type) ?? [];
  if (service !== undefined) return CLOUDFORMATION.has(service) || /^AWS::CloudFormation::WaitCondition/.test(type);
  const [, control] = /^awscc_([a-z0-9]+)_/.exec(type) ?? [];
  if (control !== undefined) return CLOUD_CONTROL.has(control);
  if (!isOfAws(type)) return !NOT_REVIEWED.includes(type) && OTHER_PROVIDERS.some((beginning) => type.startsWith(beginning));
  const parts = type.split("_");
  return parts.some((_, index) => TERRAFORM.has(parts.slice(0, index + 1).join("_")));
}
