/**
 * Events that are no API operation of their service, or stand in records under another name than the operation's. Not all there are: AWS lists them
 * service by service. Lines as in generated/names.ts; `*` stands for all events of a source that public records show and no page lists. Sources, on
 * docs.aws.amazon.com:
 * awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html,
 * singlesignon/latest/userguide/logging-using-cloudtrail.html, kms/latest/developerguide/understanding-kms-entries.html,
 * AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html, ebs/latest/userguide/logging-ebs-apis-using-cloudtrail.html,
 * organizations/latest/userguide/orgs_cloudtrail-integration.html, cloudshell/latest/userguide/logging-and-monitoring.html,
 * autoscaling/application/userguide/logging-using-cloudtrail.html, secretsmanager/latest/userguide/monitoring-cloudtrail.html,
 * cognito/latest/developerguide/logging-using-cloudtrail.html (hosted UI events and managed login events),
 * aws-backup/latest/devguide/logging-using-cloudtrail.html, rolesanywhere/latest/userguide/authentication-create-session.html,
 * quicksight/latest/user/logging-non-api.html, controltower/latest/userguide/lifecycle-events.html,
 * awscloudtrail/latest/APIReference/API_EventSelector.html (ExcludeManagementEventSources: rdsdata.amazonaws.com; the calls are those of rds-data),
 * singlesignon/latest/userguide/troubleshooting.html (ExternalIdPDirectoryLogin) and sso-info-in-cloudtrail.html (CreateToken). Elsewhere:
 * https://repost.aws/knowledge-center/ecr-lifecycle-policy-events (PolicyExecutionEvent), and AWS's announcement "AWS Organizations emits CloudTrail events
 * for account membership changes" of 2026-05-28.
 */
export const EXTRA_EVENTS = `
signin: CheckMfa ConsoleLogin CredentialChallenge CredentialVerification EmailUpdated ExitRole ExternalIdPDirectoryLogin GetSigninToken PasswordRecoveryCompleted PasswordRecoveryRequested PasswordUpdated RenewRole SwitchRole UserAuthentication
sso: Authenticate CreateToken Federate ListProfilesForApplication Logout StartSSO DeleteSSO UpdateSsoConfiguration AssociateDirectory DisassociateDirectory AssociateProfile DisassociateProfile CreateProfile UpdateProfile DeleteProfile CreateManagedApplicationInstance DeleteManagedApplicationInstance CreateApplicationInstance DeleteApplicationInstance CreateTrust UpdateTrust DeleteTrust
sso-directory: AddMemberToGroup CompleteVirtualMfaDeviceRegistration CompleteWebAuthnDeviceRegistration CreateExternalIdPConfigurationForDirectory CreateGroup CreateUser DeleteExternalIdPConfigurationForDirectory DeleteGroup DeleteMfaDeviceForUser DeleteUser DisableExternalIdPConfigurationForDirectory DisableUser EnableExternalIdPConfigurationForDirectory EnableUser RemoveMemberFromGroup StartVirtualMfaDeviceRegistration StartWebAuthnDeviceRegistration UpdateGroup UpdateMfaDeviceForUser UpdatePassword UpdateUser UpdateUserName
cognito-idp: Beta_Authorize_GET Beta_SAML2Response_POST Beta_Token_POST CognitoAuthentication ConfirmForgotPassword_GET ConfirmForgotPassword_POST Confirm_GET Confirm_POST Confirm_With_Link_GET Error_GET Event_Feedback_GET ForgotPassword_GET ForgotPassword_POST Login_GET Login_OIDC_SAML_POST Logout MfaOption_GET MfaOption_POST MfaRegister_GET MfaRegister_POST Mfa_GET Mfa_POST OAuth2Response_GET OAuth2Response_POST OAuth2_Authorize_GET ResendCode_POST ResetPassword_GET ResetPassword_POST SAML2Logout_POST SAML2Response_POST Signup_GET Signup_POST Token_POST UserInfo_GET UserInfo_POST confirmUser_GET forgotPassword_POST login_POST login_continue_POST login_passkey_POST mfa_back_POST mfa_options_POST mfa_phone_register_POST mfa_phone_resendCode_POST mfa_phone_verify_POST mfa_totp_POST passkeys_add_GET passkeys_add_POST selectChallenge_POST signup_POST signup_confirm_POST verifyCode_POST
kms: DeleteExpiredKeyMaterial DeleteKey RotateKey SynchronizeMultiRegionKey
s3: DeleteAccountPublicAccessBlock GetAccountPublicAccessBlock PutAccountPublicAccessBlock GetAccelerateConfiguration GetBucketLifecycle GetBucketNotification GetBucketObjectLockConfiguration GetBucketPublicAccessBlock GetBucketReplication DeleteBucketPublicAccessBlock JobCreated JobStatusChanged PutAccelerateConfiguration PutBucketLifecycle PutBucketNotification PutBucketObjectLockConfiguration PutBucketPublicAccessBlock
ec2: BidEvictedEvent BidFulfilledEvent SharedSnapshotCopyInitiated SharedSnapshotVolumeCreated
secretsmanager: CancelSecretVersionDelete EndSecretVersionDelete RotationAbandoned RotationFailed RotationStarted RotationSucceeded StartSecretVersionDelete
application-insights: *
billingconsole: *
cloudwatch: *
organizations: AccountDepartedOrganization AccountJoinedOrganization CloseAccountResult CreateAccountResult
ecr: PolicyExecutionEvent
cloudtrail: CreateServiceLinkedChannel DeleteServiceLinkedChannel UpdateServiceLinkedChannel
cloudshell: CreateEnvironment CreateSession DeleteEnvironment DeleteSession GetEnvironmentStatus GetFileDownloadUrls GetFileUploadUrls GetLayout PutCredentials RedeemCode SendHeartBeat StartEnvironment StopEnvironment UpdateLayout
bedrock: PutFoundationModelEntitlement PutUseCaseForModelAccess
discovery-marketplace: GetListingView
backup: BackupDeleted BackupJobCompleted BackupJobStarted BackupSelectionDeletedDueToSLRDeletion BackupTransitionedToCold CopyJobCompleted CopyJobStarted ReportJobCompleted ReportJobStarted RestoreCompleted RestoreStarted
rolesanywhere: CreateSession
rdsdata: BatchExecuteStatement BeginTransaction CommitTransaction ExecuteSql ExecuteStatement RollbackTransaction
quicksight: BatchCreateUser BatchResendUserInvite CreateAccount CreateSubscription CreateVisual DeleteSubscription DeleteVisual GetAnalysis GetDashboard QueryDatabase Querydatabase RenameAnalysis RenameVisual Unsubscribe UpdateAnalysisAccess UpdateDashboardAccess UpdateDatasetAccess UpdateGroups UpdateSpiceCapacity UpdateSubscription
controltower: CreateManagedAccount DeregisterOrganizationalUnit DisableGuardrail EnableGuardrail PrecheckOrganizationalUnit RegisterOrganizationalUnit SetupLandingZone UpdateLandingZone UpdateManagedAccount
autoscaling,application-autoscaling: DeleteScalingPolicy DeleteScheduledAction DeregisterScalableTarget DescribeScalableTargets PutScalingPolicy PutScheduledAction RegisterScalableTarget
`;

/**
 * Fields that a record may hold beside the members of its operation's input and output: what stands in place of parameters that are too large
 * (CloudTrail User Guide, "CloudTrail record contents"), the console's page counter, and KMS's key ARN, which "operations that do not return the key ARN"
 * hold as well (KMS Developer Guide, ct-synchronize-multi-region-key).
 */
export const EXTRA_FIELDS: readonly string[] = ["omitted", "originalSize", "page", "reason"];
export const EXTRA_RESPONSE_FIELDS: Readonly<Record<string, readonly string[]>> = { kms: ["keyId"] };
