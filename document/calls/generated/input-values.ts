/**
 * Made by scripts/calls/values.ts from the service models of botocore 1.43.11. Do not edit: run npx tsx scripts/calls/values.ts. Names and values are
 * facts; no other part of the models is kept.
 */

/** Places in the requests of write calls ([]: each element), and behind a colon the values that the model lists there. */
export const INPUT_VALUES = `
access-analyzer CreateAnalyzer type,access-analyzer CreateServiceLinkedAnalyzer type: ACCOUNT|ORGANIZATION|ACCOUNT_UNUSED_ACCESS|ORGANIZATION_UNUSED_ACCESS|ACCOUNT_INTERNAL_ACCESS|ORGANIZATION_INTERNAL_ACCESS
access-analyzer UpdateFindings status: ACTIVE|ARCHIVED
account DeleteAlternateContact AlternateContactType,account PutAlternateContact AlternateContactType: BILLING|OPERATIONS|SECURITY
cloudtrail CreateChannel Destinations[].Type,cloudtrail UpdateChannel Destinations[].Type: EVENT_DATA_STORE|AWS_SERVICE
cloudtrail CreateDashboard RefreshSchedule.Frequency.Unit,cloudtrail UpdateDashboard RefreshSchedule.Frequency.Unit: HOURS|DAYS
cloudtrail CreateDashboard RefreshSchedule.Status,cloudtrail UpdateDashboard RefreshSchedule.Status,sso CreateApplication PortalOptions.Visibility,sso CreateApplication Status,sso PutApplicationSessionConfiguration UserBackgroundSessionApplicationStatus,sso UpdateApplication Status: ENABLED|DISABLED
cloudtrail CreateEventDataStore BillingMode,cloudtrail UpdateEventDataStore BillingMode: EXTENDABLE_RETENTION_PRICING|FIXED_RETENTION_PRICING
cloudtrail PutEventConfiguration AggregationConfigurations[].EventCategory: Data
cloudtrail PutEventConfiguration AggregationConfigurations[].Templates[]: API_ACTIVITY|RESOURCE_ACCESS|USER_ACTIONS
cloudtrail PutEventConfiguration ContextKeySelectors[].Type: TagContext|RequestContext
cloudtrail PutEventConfiguration MaxEventSize: Standard|Large
cloudtrail PutEventSelectors EventSelectors[].ReadWriteType: ReadOnly|WriteOnly|All
cloudtrail PutInsightSelectors InsightSelectors[].EventCategories[]: Management|Data
cloudtrail PutInsightSelectors InsightSelectors[].InsightType: ApiCallRateInsight|ApiErrorRateInsight
iam CreateDelegationRequest Permissions.Parameters[].Type: string|stringList
iam CreateSAMLProvider AssertionEncryptionMode,iam UpdateSAMLProvider AssertionEncryptionMode: Required|Allowed
iam SetSecurityTokenServicePreferences GlobalEndpointTokenVersion: v1Token|v2Token
iam UpdateAccessKey Status,iam UpdateSSHPublicKey Status,iam UpdateServiceSpecificCredential Status,iam UpdateSigningCertificate Status: Active|Inactive|Expired
organizations CreateAccount IamUserAccessToBilling,organizations CreateGovCloudAccount IamUserAccessToBilling: ALLOW|DENY
organizations CreateOrganization FeatureSet: ALL|CONSOLIDATED_BILLING
organizations CreatePolicy Type,organizations DisablePolicyType PolicyType,organizations EnablePolicyType PolicyType: SERVICE_CONTROL_POLICY|RESOURCE_CONTROL_POLICY|TAG_POLICY|BACKUP_POLICY|AISERVICES_OPT_OUT_POLICY|CHATBOT_POLICY|DECLARATIVE_POLICY_EC2|SECURITYHUB_POLICY|INSPECTOR_POLICY|UPGRADE_ROLLOUT_POLICY|BEDROCK_POLICY|S3_POLICY|NETWORK_SECURITY_DIRECTOR_POLICY
organizations InviteAccountToOrganization Target.Type,organizations InviteOrganizationToTransferResponsibility Target.Type: ACCOUNT|ORGANIZATION|EMAIL
organizations InviteOrganizationToTransferResponsibility Type: BILLING
sso CreateAccountAssignment PrincipalType,sso CreateApplicationAssignment PrincipalType,sso DeleteAccountAssignment PrincipalType,sso DeleteApplicationAssignment PrincipalType: USER|GROUP
sso CreateAccountAssignment TargetType,sso DeleteAccountAssignment TargetType: AWS_ACCOUNT
sso CreateApplication PortalOptions.SignInOptions.Origin,sso UpdateApplication PortalOptions.SignInOptions.Origin: IDENTITY_CENTER|APPLICATION
sso CreateTrustedTokenIssuer TrustedTokenIssuerConfiguration.OidcJwtConfiguration.JwksRetrievalOption,sso UpdateTrustedTokenIssuer TrustedTokenIssuerConfiguration.OidcJwtConfiguration.JwksRetrievalOption: OPEN_ID_DISCOVERY
sso CreateTrustedTokenIssuer TrustedTokenIssuerType: OIDC_JWT
sso DeleteApplicationAuthenticationMethod AuthenticationMethodType,sso PutApplicationAuthenticationMethod AuthenticationMethodType: IAM
sso DeleteApplicationGrant GrantType,sso PutApplicationGrant GrantType: authorization_code|refresh_token|urn:ietf:params:oauth:grant-type:jwt-bearer|urn:ietf:params:oauth:grant-type:token-exchange
sso ProvisionPermissionSet TargetType: AWS_ACCOUNT|ALL_PROVISIONED_ACCOUNTS
sso UpdateInstance EncryptionConfiguration.KeyType: AWS_OWNED_KMS_KEY|CUSTOMER_MANAGED_KEY
`;
