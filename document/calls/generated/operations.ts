// Made by scripts/calls. Do not edit: run `npm run generate`.

/** Event sources (without .amazonaws.com) whose operations are below. */
export const MODELLED: readonly string[] = ["access-analyzer","account","cloudtrail","iam","identitystore","organizations","sso","sts"];

/** Service and operation: members of its input, with a mark for their type (TYPE_MARKS) and ! after those that it requires, > members of its output, as records spell them. */
export const OPERATIONS = `
access-analyzer ApplyArchiveRule: analyzerArn! ruleName! clientToken~ >
access-analyzer CancelPolicyGeneration: jobId~! >
access-analyzer CheckAccessNotGranted: policyDocument~! access*! policyType! > result message reasons
access-analyzer CheckNoNewAccess: newPolicyDocument~! existingPolicyDocument~! policyType! > result message reasons
access-analyzer CheckNoPublicAccess: policyDocument~! resourceType! > result message reasons
access-analyzer CreateAccessPreview: analyzerArn! configurations%! clientToken~ > id
access-analyzer CreateAnalyzer: analyzerName! type! archiveRules* tags% clientToken~ configuration > arn
access-analyzer CreateArchiveRule: analyzerName~! ruleName! filter%! clientToken~ >
access-analyzer CreateServiceLinkedAnalyzer: type! archiveRules* clientToken~ configuration > arn
access-analyzer DeleteAnalyzer: analyzerName~! clientToken~ >
access-analyzer DeleteArchiveRule: analyzerName~! ruleName~! clientToken~ >
access-analyzer DeleteServiceLinkedAnalyzer: analyzerName~! clientToken~ >
access-analyzer GenerateFindingRecommendation: analyzerArn~! id~! >
access-analyzer GetAccessPreview: accessPreviewId~! analyzerArn~! > accessPreview
access-analyzer GetAnalyzedResource: analyzerArn~! resourceArn~! > resource
access-analyzer GetAnalyzer: analyzerName~! > analyzer
access-analyzer GetArchiveRule: analyzerName~! ruleName~! > archiveRule
access-analyzer GetFinding: analyzerArn~! id~! > finding
access-analyzer GetFindingRecommendation: analyzerArn~! id~! maxResults* nextToken~ > startedAt resourceArn recommendationType status completedAt nextToken error recommendedSteps
access-analyzer GetFindingV2: analyzerArn~! id~! maxResults* nextToken~ > analyzedAt createdAt id resourceType resourceOwnerAccount status updatedAt findingDetails error nextToken resource findingType
access-analyzer GetFindingsStatistics: analyzerArn! > findingsStatistics lastUpdatedAt
access-analyzer GetGeneratedPolicy: jobId~! includeResourcePlaceholders% includeServiceLevelTemplate% > jobDetails generatedPolicyResult
access-analyzer ListAccessPreviewFindings: accessPreviewId~! analyzerArn! filter% nextToken maxResults# > findings nextToken
access-analyzer ListAccessPreviews: analyzerArn~! nextToken~ maxResults* > accessPreviews nextToken
access-analyzer ListAnalyzedResources: analyzerArn! resourceType nextToken maxResults# > analyzedResources nextToken
access-analyzer ListAnalyzers: nextToken~ maxResults* type~ > analyzers nextToken
access-analyzer ListArchiveRules: analyzerName~! nextToken~ maxResults* > archiveRules nextToken
access-analyzer ListFindings: analyzerArn! filter% sort+ nextToken maxResults# > findings nextToken
access-analyzer ListFindingsV2: analyzerArn! filter% maxResults# nextToken sort+ > findings nextToken
access-analyzer ListPolicyGenerations: principalArn~ maxResults* nextToken~ > policyGenerations nextToken
access-analyzer ListTagsForResource: resourceArn~! > tags
access-analyzer StartPolicyGeneration: policyGenerationDetails+! cloudTrailDetails+ clientToken~ > jobId
access-analyzer StartResourceScan: analyzerArn! resourceArn! resourceOwnerAccount >
access-analyzer TagResource: resourceArn~! tags%! >
access-analyzer UntagResource: resourceArn~! tagKeys~! >
access-analyzer UpdateAnalyzer: analyzerName~! configuration > configuration
access-analyzer UpdateArchiveRule: analyzerName~! ruleName~! filter%! clientToken~ >
access-analyzer UpdateFindings: analyzerArn! status! ids* resourceArn clientToken~ >
access-analyzer ValidatePolicy: policyDocument! policyType! locale maxResults* nextToken~ validatePolicyResourceType > findings nextToken
account AcceptPrimaryEmailUpdate: accountId! primaryEmail~! otp~! > status
account DeleteAlternateContact: alternateContactType! accountId >
account DisableRegion: regionName! accountId >
account EnableRegion: regionName! accountId >
account GetAccountInformation: accountId > accountId accountName accountCreatedDate accountState
account GetAlternateContact: alternateContactType! accountId > alternateContact
account GetContactInformation: accountId > contactInformation verificationStatus
account GetGovCloudAccountInformation: standardAccountId > govCloudAccountId accountState
account GetPrimaryEmail: accountId! > primaryEmail
account GetPrimaryEmailUpdateStatus: accountId > status updatedAt
account GetRegionOptStatus: regionName! accountId > regionName regionOptStatus
account ListRegions: accountId maxResults# nextToken regionOptStatusContains* > nextToken regions
account PutAccountName: accountName~! accountId >
account PutAlternateContact: name~! title~! emailAddress~! phoneNumber~! alternateContactType! accountId >
account PutContactInformation: contactInformation+! accountId >
account SendPhoneNumberVerification: accountId > status
account StartPrimaryEmailUpdate: accountId! primaryEmail~! > status
account VerifyPhoneNumber: otp~! accountId > status
cloudtrail AddTags: resourceId! tagsList*! >
cloudtrail CancelQuery: queryId! eventDataStore eventDataStoreOwnerAccountId > queryId queryStatus eventDataStoreOwnerAccountId
cloudtrail CreateChannel: name! source! destinations*! tags* > channelArn name source destinations tags
cloudtrail CreateDashboard: name! refreshSchedule+ tagsList* terminationProtectionEnabled? widgets* > dashboardArn name type widgets tagsList refreshSchedule terminationProtectionEnabled
cloudtrail CreateEventDataStore: name! advancedEventSelectors* multiRegionEnabled? organizationEnabled? retentionPeriod# terminationProtectionEnabled? tagsList* kmsKeyId startIngestion? billingMode > eventDataStoreArn name status advancedEventSelectors multiRegionEnabled organizationEnabled retentionPeriod terminationProtectionEnabled tagsList createdTimestamp updatedTimestamp kmsKeyId billingMode
cloudtrail CreateTrail: name! s3BucketName! s3KeyPrefix snsTopicName includeGlobalServiceEvents? isMultiRegionTrail? enableLogFileValidation? cloudWatchLogsLogGroupArn cloudWatchLogsRoleArn kmsKeyId isOrganizationTrail? tagsList* recursiveLogging? > name s3BucketName s3KeyPrefix snsTopicName snsTopicARN includeGlobalServiceEvents isMultiRegionTrail trailARN logFileValidationEnabled cloudWatchLogsLogGroupArn cloudWatchLogsRoleArn kmsKeyId isOrganizationTrail recursiveLogging
cloudtrail DeleteChannel: channel! >
cloudtrail DeleteDashboard: dashboardId! >
cloudtrail DeleteEventDataStore: eventDataStore! >
cloudtrail DeleteResourcePolicy: resourceArn! >
cloudtrail DeleteTrail: name! >
cloudtrail DeregisterOrganizationDelegatedAdmin: delegatedAdminAccountId! >
cloudtrail DescribeQuery: eventDataStore queryId queryAlias refreshId eventDataStoreOwnerAccountId > queryId queryString queryStatus queryStatistics errorMessage deliveryS3Uri deliveryStatus prompt eventDataStoreOwnerAccountId
cloudtrail DescribeTrails: trailNameList* includeShadowTrails? > trailList
cloudtrail DisableFederation: eventDataStore! > eventDataStoreArn federationStatus
cloudtrail EnableFederation: eventDataStore! federationRoleArn! > eventDataStoreArn federationStatus federationRoleArn
cloudtrail GenerateQuery: eventDataStores*! prompt! > queryStatement queryAlias eventDataStoreOwnerAccountId
cloudtrail GetChannel: channel! > channelArn name source sourceConfig destinations ingestionStatus
cloudtrail GetDashboard: dashboardId! > dashboardArn type status widgets refreshSchedule createdTimestamp updatedTimestamp lastRefreshId lastRefreshFailureReason terminationProtectionEnabled
cloudtrail GetEventConfiguration: trailName eventDataStore > trailARN eventDataStoreArn maxEventSize contextKeySelectors aggregationConfigurations
cloudtrail GetEventDataStore: eventDataStore! > eventDataStoreArn name status advancedEventSelectors multiRegionEnabled organizationEnabled retentionPeriod terminationProtectionEnabled createdTimestamp updatedTimestamp kmsKeyId billingMode federationStatus federationRoleArn partitionKeys
cloudtrail GetEventSelectors: trailName! > trailARN eventSelectors advancedEventSelectors
cloudtrail GetImport: importId! > importId destinations importSource startEventTime endEventTime importStatus createdTimestamp updatedTimestamp importStatistics
cloudtrail GetInsightSelectors: trailName eventDataStore > trailARN insightSelectors eventDataStoreArn insightsDestination
cloudtrail GetQueryResults: queryId! eventDataStore nextToken maxQueryResults# eventDataStoreOwnerAccountId > queryStatus queryStatistics queryResultRows nextToken errorMessage
cloudtrail GetResourcePolicy: resourceArn! > resourceArn resourcePolicy delegatedAdminResourcePolicy
cloudtrail GetTrail: name! > trail
cloudtrail GetTrailStatus: name! > isLogging latestDeliveryError latestNotificationError latestDeliveryTime latestNotificationTime startLoggingTime stopLoggingTime latestCloudWatchLogsDeliveryError latestCloudWatchLogsDeliveryTime latestDigestDeliveryTime latestDigestDeliveryError latestDeliveryAttemptTime latestNotificationAttemptTime latestNotificationAttemptSucceeded latestDeliveryAttemptSucceeded timeLoggingStarted timeLoggingStopped
cloudtrail ListChannels: maxResults# nextToken > channels nextToken
cloudtrail ListDashboards: namePrefix type nextToken maxResults# > dashboards nextToken
cloudtrail ListEventDataStores: nextToken maxResults# > eventDataStores nextToken
cloudtrail ListImportFailures: importId! maxResults# nextToken > failures nextToken
cloudtrail ListImports: maxResults# destination importStatus nextToken > imports nextToken
cloudtrail ListInsightsData: insightSource! dataType! dimensions% startTime~ endTime~ maxResults# nextToken > events nextToken
cloudtrail ListInsightsMetricData: eventSource! eventName! insightType! trailName errorCode startTime~ endTime~ period# dataType maxResults# nextToken > trailARN eventSource eventName insightType errorCode timestamps values nextToken
cloudtrail ListPublicKeys: startTime~ endTime~ nextToken > publicKeyList nextToken
cloudtrail ListQueries: eventDataStore! nextToken maxResults# startTime~ endTime~ queryStatus > queries nextToken
cloudtrail ListTags: resourceIdList*! nextToken > resourceTagList nextToken
cloudtrail ListTrails: nextToken > trails nextToken
cloudtrail LookupEvents: lookupAttributes* startTime~ endTime~ eventCategory maxResults# nextToken > events nextToken
cloudtrail PutEventConfiguration: trailName eventDataStore maxEventSize contextKeySelectors* aggregationConfigurations* > trailARN eventDataStoreArn maxEventSize contextKeySelectors aggregationConfigurations
cloudtrail PutEventSelectors: trailName! eventSelectors* advancedEventSelectors* > trailARN eventSelectors advancedEventSelectors
cloudtrail PutInsightSelectors: insightSelectors*! trailName eventDataStore insightsDestination > trailARN insightSelectors eventDataStoreArn insightsDestination
cloudtrail PutResourcePolicy: resourceArn! resourcePolicy! > resourceArn resourcePolicy delegatedAdminResourcePolicy
cloudtrail RegisterOrganizationDelegatedAdmin: memberAccountId! >
cloudtrail RemoveTags: resourceId! tagsList*! >
cloudtrail RestoreEventDataStore: eventDataStore! > eventDataStoreArn name status advancedEventSelectors multiRegionEnabled organizationEnabled retentionPeriod terminationProtectionEnabled createdTimestamp updatedTimestamp kmsKeyId billingMode
cloudtrail SearchSampleQueries: searchPhrase! maxResults# nextToken > searchResults nextToken
cloudtrail StartDashboardRefresh: dashboardId! queryParameterValues% > refreshId
cloudtrail StartEventDataStoreIngestion: eventDataStore! >
cloudtrail StartImport: destinations* importSource+ startEventTime~ endEventTime~ importId > importId destinations importSource startEventTime endEventTime importStatus createdTimestamp updatedTimestamp
cloudtrail StartLogging: name! >
cloudtrail StartQuery: queryStatement deliveryS3Uri queryAlias queryParameters* eventDataStoreOwnerAccountId > queryId eventDataStoreOwnerAccountId
cloudtrail StopEventDataStoreIngestion: eventDataStore! >
cloudtrail StopImport: importId! > importId importSource destinations importStatus createdTimestamp updatedTimestamp startEventTime endEventTime importStatistics
cloudtrail StopLogging: name! >
cloudtrail UpdateChannel: channel! destinations* name > channelArn name source destinations
cloudtrail UpdateDashboard: dashboardId! widgets* refreshSchedule+ terminationProtectionEnabled? > dashboardArn name type widgets refreshSchedule terminationProtectionEnabled createdTimestamp updatedTimestamp
cloudtrail UpdateEventDataStore: eventDataStore! name advancedEventSelectors* multiRegionEnabled? organizationEnabled? retentionPeriod# terminationProtectionEnabled? kmsKeyId billingMode > eventDataStoreArn name status advancedEventSelectors multiRegionEnabled organizationEnabled retentionPeriod terminationProtectionEnabled createdTimestamp updatedTimestamp kmsKeyId billingMode federationStatus federationRoleArn
cloudtrail UpdateTrail: name! s3BucketName s3KeyPrefix snsTopicName includeGlobalServiceEvents? isMultiRegionTrail? enableLogFileValidation? cloudWatchLogsLogGroupArn cloudWatchLogsRoleArn kmsKeyId isOrganizationTrail? recursiveLogging? > name s3BucketName s3KeyPrefix snsTopicName snsTopicARN includeGlobalServiceEvents isMultiRegionTrail trailARN logFileValidationEnabled cloudWatchLogsLogGroupArn cloudWatchLogsRoleArn kmsKeyId isOrganizationTrail recursiveLogging
iam AcceptDelegationRequest: delegationRequestId! >
iam AcquireRole: templateArn! templateMinorVersion# replacementValues% > role
iam AddClientIDToOpenIDConnectProvider: openIDConnectProviderArn! clientID! >
iam AddRoleToInstanceProfile: instanceProfileName! roleName! >
iam AddUserToGroup: groupName! userName! >
iam AssociateDelegationRequest: delegationRequestId! >
iam AttachGroupPolicy: groupName! policyArn! >
iam AttachRolePolicy: roleName! policyArn! >
iam AttachUserPolicy: userName! policyArn! >
iam ChangePassword: oldPassword~! newPassword~! >
iam CreateAccessKey: userName > accessKey
iam CreateAccountAlias: accountAlias! >
iam CreateDelegationRequest: description! permissions+! requestorWorkflowId! notificationChannel! sessionDuration#! ownerAccountId requestMessage redirectUrl onlySendByOwner? > consoleDeepLink delegationRequestId
iam CreateGroup: groupName! path > group
iam CreateInstanceProfile: instanceProfileName! path tags* > instanceProfile
iam CreateLoginProfile: userName password~ passwordResetRequired? > loginProfile
iam CreateOpenIDConnectProvider: url! clientIDList* thumbprintList* tags* > openIDConnectProviderArn tags
iam CreatePolicy: policyName! policyDocument! path description tags* > policy
iam CreatePolicyVersion: policyArn! policyDocument! setAsDefault? > policyVersion
iam CreateRole: roleName! assumeRolePolicyDocument! path description maxSessionDuration# permissionsBoundary tags* > role
iam CreateSAMLProvider: sAMLMetadataDocument! name! tags* assertionEncryptionMode addPrivateKey~ > sAMLProviderArn tags
iam CreateServiceLinkedRole: aWSServiceName! description customSuffix > role
iam CreateServiceSpecificCredential: userName! serviceName! credentialAgeDays# > serviceSpecificCredential
iam CreateUser: userName! path permissionsBoundary tags* > user
iam CreateVirtualMFADevice: virtualMFADeviceName! path tags* > virtualMFADevice
iam DeactivateMFADevice: serialNumber! userName >
iam DeleteAccessKey: accessKeyId! userName >
iam DeleteAccountAlias: accountAlias! >
iam DeleteAccountPasswordPolicy: >
iam DeleteGroup: groupName! >
iam DeleteGroupPolicy: groupName! policyName! >
iam DeleteInstanceProfile: instanceProfileName! >
iam DeleteLoginProfile: userName >
iam DeleteOpenIDConnectProvider: openIDConnectProviderArn! >
iam DeletePolicy: policyArn! >
iam DeletePolicyVersion: policyArn! versionId! >
iam DeleteRole: roleName! >
iam DeleteRolePermissionsBoundary: roleName! >
iam DeleteRolePolicy: roleName! policyName! >
iam DeleteSAMLProvider: sAMLProviderArn! >
iam DeleteSSHPublicKey: userName! sSHPublicKeyId! >
iam DeleteServerCertificate: serverCertificateName! >
iam DeleteServiceLinkedRole: roleName! > deletionTaskId
iam DeleteServiceSpecificCredential: serviceSpecificCredentialId! userName >
iam DeleteSigningCertificate: certificateId! userName >
iam DeleteUser: userName! >
iam DeleteUserPermissionsBoundary: userName! >
iam DeleteUserPolicy: userName! policyName! >
iam DeleteVirtualMFADevice: serialNumber! >
iam DetachGroupPolicy: groupName! policyArn! >
iam DetachRolePolicy: roleName! policyArn! >
iam DetachUserPolicy: userName! policyArn! >
iam DisableOrganizationsRootCredentialsManagement: > organizationId enabledFeatures
iam DisableOrganizationsRootSessions: > organizationId enabledFeatures
iam DisableOutboundWebIdentityFederation: >
iam EnableMFADevice: userName! serialNumber! authenticationCode1! authenticationCode2! >
iam EnableOrganizationsRootCredentialsManagement: > organizationId enabledFeatures
iam EnableOrganizationsRootSessions: > organizationId enabledFeatures
iam EnableOutboundWebIdentityFederation: > issuerIdentifier
iam GenerateCredentialReport: > state description
iam GenerateOrganizationsAccessReport: entityPath! organizationsPolicyId > jobId
iam GenerateServiceLastAccessedDetails: arn! granularity > jobId
iam GetAccessKeyLastUsed: accessKeyId! > userName accessKeyLastUsed
iam GetAccountAuthorizationDetails: filter* maxItems# marker > userDetailList groupDetailList roleDetailList policies isTruncated marker
iam GetAccountPasswordPolicy: > passwordPolicy
iam GetAccountProperties: > properties
iam GetAccountSummary: > summaryMap
iam GetContextKeysForCustomPolicy: policyInputList*! > contextKeyNames
iam GetContextKeysForPrincipalPolicy: policySourceArn! policyInputList* > contextKeyNames
iam GetCredentialReport: > content reportFormat generatedTime
iam GetDelegationRequest: delegationRequestId! delegationPermissionCheck? > delegationRequest permissionCheckStatus permissionCheckResult
iam GetGroup: groupName! marker maxItems# > group users isTruncated marker
iam GetGroupPolicy: groupName! policyName! > groupName policyName policyDocument
iam GetHumanReadableSummary: entityArn! locale > summaryContent locale summaryState
iam GetInstanceProfile: instanceProfileName! > instanceProfile
iam GetLoginProfile: userName > loginProfile
iam GetMFADevice: serialNumber! userName > serialNumber userName enableDate certifications
iam GetOpenIDConnectProvider: openIDConnectProviderArn! > url clientIDList thumbprintList createDate tags
iam GetOrganizationsAccessReport: jobId! maxItems# marker sortKey > jobStatus jobCreationDate jobCompletionDate numberOfServicesAccessible numberOfServicesNotAccessed accessDetails isTruncated marker errorDetails
iam GetOutboundWebIdentityFederationInfo: > issuerIdentifier jwtVendingEnabled
iam GetPolicy: policyArn! > policy
iam GetPolicyVersion: policyArn! versionId! > policyVersion
iam GetRole: roleName! > role
iam GetRolePolicy: roleName! policyName! > roleName policyName policyDocument
iam GetRoleTemplateVersion: templateArn! minorVersion# > roleTemplateVersion
iam GetSAMLProvider: sAMLProviderArn! > sAMLProviderUUID sAMLMetadataDocument createDate validUntil tags assertionEncryptionMode privateKeyList
iam GetSSHPublicKey: userName! sSHPublicKeyId! encoding! > sSHPublicKey
iam GetServerCertificate: serverCertificateName! > serverCertificate
iam GetServiceLastAccessedDetails: jobId! maxItems# marker > jobStatus jobCreationDate servicesLastAccessed jobCompletionDate jobType isTruncated marker error
iam GetServiceLastAccessedDetailsWithEntities: jobId! serviceNamespace! maxItems# marker > jobStatus jobCreationDate jobCompletionDate entityDetailsList isTruncated marker error
iam GetServiceLinkedRoleDeletionStatus: deletionTaskId! > status reason
iam GetUser: userName > user
iam GetUserPolicy: userName! policyName! > userName policyName policyDocument
iam ListAccessKeys: userName marker maxItems# > accessKeyMetadata isTruncated marker
iam ListAccountAliases: marker maxItems# > accountAliases isTruncated marker
iam ListAttachedGroupPolicies: groupName! pathPrefix marker maxItems# > attachedPolicies isTruncated marker
iam ListAttachedRolePolicies: roleName! pathPrefix marker maxItems# > attachedPolicies isTruncated marker
iam ListAttachedUserPolicies: userName! pathPrefix marker maxItems# > attachedPolicies isTruncated marker
iam ListDelegationRequests: ownerId marker maxItems# > delegationRequests marker isTruncated
iam ListEntitiesForPolicy: policyArn! entityFilter pathPrefix policyUsageFilter marker maxItems# > policyGroups policyUsers policyRoles isTruncated marker
iam ListGroupPolicies: groupName! marker maxItems# > policyNames isTruncated marker
iam ListGroups: pathPrefix marker maxItems# > groups isTruncated marker
iam ListGroupsForUser: userName! marker maxItems# > groups isTruncated marker
iam ListInstanceProfileTags: instanceProfileName! marker maxItems# > tags isTruncated marker
iam ListInstanceProfiles: pathPrefix marker maxItems# > instanceProfiles isTruncated marker
iam ListInstanceProfilesForRole: roleName! marker maxItems# > instanceProfiles isTruncated marker
iam ListMFADeviceTags: serialNumber! marker maxItems# > tags isTruncated marker
iam ListMFADevices: userName marker maxItems# > mFADevices isTruncated marker
iam ListOpenIDConnectProviderTags: openIDConnectProviderArn! marker maxItems# > tags isTruncated marker
iam ListOpenIDConnectProviders: > openIDConnectProviderList
iam ListOrganizationsFeatures: > organizationId enabledFeatures
iam ListPolicies: scope onlyAttached? pathPrefix policyUsageFilter marker maxItems# > policies isTruncated marker
iam ListPoliciesGrantingServiceAccess: arn! serviceNamespaces*! marker > policiesGrantingServiceAccess isTruncated marker
iam ListPolicyTags: policyArn! marker maxItems# > tags isTruncated marker
iam ListPolicyVersions: policyArn! marker maxItems# > versions isTruncated marker
iam ListRolePolicies: roleName! marker maxItems# > policyNames isTruncated marker
iam ListRoleTags: roleName! marker maxItems# > tags isTruncated marker
iam ListRoles: pathPrefix marker maxItems# > roles isTruncated marker
iam ListSAMLProviderTags: sAMLProviderArn! marker maxItems# > tags isTruncated marker
iam ListSAMLProviders: > sAMLProviderList
iam ListSSHPublicKeys: userName marker maxItems# > sSHPublicKeys isTruncated marker
iam ListServerCertificateTags: serverCertificateName! marker maxItems# > tags isTruncated marker
iam ListServerCertificates: pathPrefix marker maxItems# > serverCertificateMetadataList isTruncated marker
iam ListServiceSpecificCredentials: userName serviceName allUsers? marker maxItems# > serviceSpecificCredentials marker isTruncated
iam ListSigningCertificates: userName marker maxItems# > certificates isTruncated marker
iam ListUserPolicies: userName! marker maxItems# > policyNames isTruncated marker
iam ListUserTags: userName! marker maxItems# > tags isTruncated marker
iam ListUsers: pathPrefix marker maxItems# > users isTruncated marker
iam ListVirtualMFADevices: assignmentStatus marker maxItems# > virtualMFADevices isTruncated marker
iam PutAccountProperties: properties%! >
iam PutGroupPolicy: groupName! policyName! policyDocument! >
iam PutRolePermissionsBoundary: roleName! permissionsBoundary! >
iam PutRolePolicy: roleName! policyName! policyDocument! >
iam PutUserPermissionsBoundary: userName! permissionsBoundary! >
iam PutUserPolicy: userName! policyName! policyDocument! >
iam RejectDelegationRequest: delegationRequestId! notes >
iam RemoveClientIDFromOpenIDConnectProvider: openIDConnectProviderArn! clientID! >
iam RemoveRoleFromInstanceProfile: instanceProfileName! roleName! >
iam RemoveUserFromGroup: groupName! userName! >
iam ResetServiceSpecificCredential: serviceSpecificCredentialId! userName > serviceSpecificCredential
iam ResyncMFADevice: userName! serialNumber! authenticationCode1! authenticationCode2! >
iam SendDelegationToken: delegationRequestId! >
iam SetDefaultPolicyVersion: policyArn! versionId! >
iam SetSecurityTokenServicePreferences: globalEndpointTokenVersion! >
iam SimulateCustomPolicy: policyInputList*! actionNames*! permissionsBoundaryPolicyInputList* orderedOrganizationPolicyInputList* resourceArns* resourcePolicy resourceOwner callerArn contextEntries* resourceHandlingOption maxItems# marker > evaluationResults isTruncated marker
iam SimulatePrincipalPolicy: policySourceArn! actionNames*! policyInputList* permissionsBoundaryPolicyInputList* policyExclusionList* resourceArns* resourcePolicy resourceOwner callerArn contextEntries* resourceHandlingOption maxItems# marker > evaluationResults isTruncated marker
iam TagInstanceProfile: instanceProfileName! tags*! >
iam TagMFADevice: serialNumber! tags*! >
iam TagOpenIDConnectProvider: openIDConnectProviderArn! tags*! >
iam TagPolicy: policyArn! tags*! >
iam TagRole: roleName! tags*! >
iam TagSAMLProvider: sAMLProviderArn! tags*! >
iam TagServerCertificate: serverCertificateName! tags*! >
iam TagUser: userName! tags*! >
iam UntagInstanceProfile: instanceProfileName! tagKeys*! >
iam UntagMFADevice: serialNumber! tagKeys*! >
iam UntagOpenIDConnectProvider: openIDConnectProviderArn! tagKeys*! >
iam UntagPolicy: policyArn! tagKeys*! >
iam UntagRole: roleName! tagKeys*! >
iam UntagSAMLProvider: sAMLProviderArn! tagKeys*! >
iam UntagServerCertificate: serverCertificateName! tagKeys*! >
iam UntagUser: userName! tagKeys*! >
iam UpdateAccessKey: accessKeyId! status! userName >
iam UpdateAccountPasswordPolicy: minimumPasswordLength# requireSymbols? requireNumbers? requireUppercaseCharacters? requireLowercaseCharacters? allowUsersToChangePassword? maxPasswordAge# passwordReusePrevention# hardExpiry? >
iam UpdateAssumeRolePolicy: roleName! policyDocument! >
iam UpdateDelegationRequest: delegationRequestId! notes >
iam UpdateGroup: groupName! newPath newGroupName >
iam UpdateLoginProfile: userName! password~ passwordResetRequired? >
iam UpdateOpenIDConnectProviderThumbprint: openIDConnectProviderArn! thumbprintList*! >
iam UpdateRole: roleName! description maxSessionDuration# >
iam UpdateRoleDescription: roleName! description! > role
iam UpdateSAMLProvider: sAMLProviderArn! sAMLMetadataDocument assertionEncryptionMode addPrivateKey~ removePrivateKey > sAMLProviderArn
iam UpdateSSHPublicKey: userName! sSHPublicKeyId! status! >
iam UpdateServerCertificate: serverCertificateName! newPath newServerCertificateName >
iam UpdateServiceSpecificCredential: serviceSpecificCredentialId! status! userName >
iam UpdateSigningCertificate: certificateId! status! userName >
iam UpdateUser: userName! newPath newUserName >
iam UploadSSHPublicKey: userName! sSHPublicKeyBody! > sSHPublicKey
iam UploadServerCertificate: serverCertificateName! certificateBody! privateKey~! path certificateChain tags* > serverCertificateMetadata tags
iam UploadSigningCertificate: certificateBody! userName > certificate
identitystore CreateGroup: identityStoreId! displayName~ description~ > groupId identityStoreId
identitystore CreateGroupMembership: identityStoreId! groupId! memberId! > membershipId identityStoreId
identitystore CreateUser: identityStoreId! userName~ name+ displayName~ nickName~ profileUrl~ emails* addresses* phoneNumbers* userType~ title~ preferredLanguage~ locale~ timezone~ photos* website~ birthdate~ roles* extensions% > identityStoreId userId
identitystore DeleteGroup: identityStoreId! groupId! >
identitystore DeleteGroupMembership: identityStoreId! membershipId! >
identitystore DeleteUser: identityStoreId! userId! >
identitystore DescribeGroup: identityStoreId! groupId! > groupId identityStoreId displayName externalIds description createdAt updatedAt createdBy updatedBy
identitystore DescribeGroupMembership: identityStoreId! membershipId! > identityStoreId membershipId groupId memberId createdAt updatedAt createdBy updatedBy
identitystore DescribeUser: identityStoreId! userId! extensions* > identityStoreId userId userName externalIds name displayName nickName profileUrl emails addresses phoneNumbers userType title preferredLanguage locale timezone userStatus photos website birthdate roles createdAt createdBy updatedAt updatedBy extensions
identitystore GetGroupId: identityStoreId! alternateIdentifier! > groupId identityStoreId
identitystore GetGroupMembershipId: identityStoreId! groupId! memberId! > membershipId identityStoreId
identitystore GetUserId: identityStoreId! alternateIdentifier! > identityStoreId userId
identitystore IsMemberInGroups: identityStoreId! memberId! groupIds*! > results
identitystore ListGroupMemberships: identityStoreId! groupId! maxResults# nextToken > groupMemberships nextToken
identitystore ListGroupMembershipsForMember: identityStoreId! memberId! maxResults# nextToken > groupMemberships nextToken
identitystore ListGroups: identityStoreId! maxResults# nextToken filters* > groups nextToken
identitystore ListUsers: identityStoreId! extensions* maxResults# nextToken filters* > users nextToken
identitystore UpdateGroup: identityStoreId! groupId! operations*! >
identitystore UpdateUser: identityStoreId! userId! operations*! >
organizations AcceptHandshake: handshakeId! > handshake
organizations AttachPolicy: policyId! targetId! >
organizations CancelHandshake: handshakeId! > handshake
organizations CloseAccount: accountId! >
organizations CreateAccount: email~! accountName~! roleName iamUserAccessToBilling tags* > createAccountStatus
organizations CreateGovCloudAccount: email~! accountName~! roleName iamUserAccessToBilling tags* > createAccountStatus
organizations CreateOrganization: featureSet > organization
organizations CreateOrganizationalUnit: parentId! name! tags* > organizationalUnit
organizations CreatePolicy: content! description! name! type! tags* > policy
organizations DeclineHandshake: handshakeId! > handshake
organizations DeleteOrganization: >
organizations DeleteOrganizationalUnit: organizationalUnitId! >
organizations DeletePolicy: policyId! >
organizations DeleteResourcePolicy: >
organizations DeregisterDelegatedAdministrator: accountId! servicePrincipal! >
organizations DescribeAccount: accountId! > account
organizations DescribeCreateAccountStatus: createAccountRequestId! > createAccountStatus
organizations DescribeEffectivePolicy: policyType! targetId > effectivePolicy
organizations DescribeHandshake: handshakeId! > handshake
organizations DescribeOrganization: > organization
organizations DescribeOrganizationalUnit: organizationalUnitId! > organizationalUnit
organizations DescribePolicy: policyId! > policy
organizations DescribeResourcePolicy: > resourcePolicy
organizations DescribeResponsibilityTransfer: id! > responsibilityTransfer
organizations DetachPolicy: policyId! targetId! >
organizations DisableAWSServiceAccess: servicePrincipal! >
organizations DisablePolicyType: rootId! policyType! > root
organizations EnableAWSServiceAccess: servicePrincipal! >
organizations EnableAllFeatures: > handshake
organizations EnablePolicyType: rootId! policyType! > root
organizations InviteAccountToOrganization: target+! notes~ tags* > handshake
organizations InviteOrganizationToTransferResponsibility: type! target+! startTimestamp~! sourceName~! notes~ tags* > handshake
organizations LeaveOrganization: >
organizations ListAWSServiceAccessForOrganization: nextToken maxResults# > enabledServicePrincipals nextToken
organizations ListAccounts: nextToken maxResults# > accounts nextToken
organizations ListAccountsForParent: parentId! nextToken maxResults# > accounts nextToken
organizations ListAccountsWithInvalidEffectivePolicy: policyType! nextToken maxResults# > accounts policyType nextToken
organizations ListChildren: parentId! childType! nextToken maxResults# > children nextToken
organizations ListCreateAccountStatus: states* nextToken maxResults# > createAccountStatuses nextToken
organizations ListDelegatedAdministrators: servicePrincipal nextToken maxResults# > delegatedAdministrators nextToken
organizations ListDelegatedServicesForAccount: accountId! nextToken maxResults# > delegatedServices nextToken
organizations ListEffectivePolicyValidationErrors: accountId! policyType! nextToken maxResults# > accountId policyType path evaluationTimestamp nextToken effectivePolicyValidationErrors
organizations ListHandshakesForAccount: filter+ nextToken maxResults# > handshakes nextToken
organizations ListHandshakesForOrganization: filter+ nextToken maxResults# > handshakes nextToken
organizations ListInboundResponsibilityTransfers: type! id nextToken maxResults# > responsibilityTransfers nextToken
organizations ListOrganizationalUnitsForParent: parentId! nextToken maxResults# > organizationalUnits nextToken
organizations ListOutboundResponsibilityTransfers: type! nextToken maxResults# > responsibilityTransfers nextToken
organizations ListParents: childId! nextToken maxResults# > parents nextToken
organizations ListPolicies: filter! nextToken maxResults# > policies nextToken
organizations ListPoliciesForTarget: targetId! filter! nextToken maxResults# > policies nextToken
organizations ListRoots: nextToken maxResults# > roots nextToken
organizations ListTagsForResource: resourceId! nextToken > tags nextToken
organizations ListTargetsForPolicy: policyId! nextToken maxResults# > targets nextToken
organizations MoveAccount: accountId! sourceParentId! destinationParentId! >
organizations PutResourcePolicy: content! tags* > resourcePolicy
organizations RegisterDelegatedAdministrator: accountId! servicePrincipal! >
organizations RemoveAccountFromOrganization: accountId! >
organizations TagResource: resourceId! tags*! >
organizations TerminateResponsibilityTransfer: id! endTimestamp~ > responsibilityTransfer
organizations UntagResource: resourceId! tagKeys*! >
organizations UpdateOrganizationalUnit: organizationalUnitId! name > organizationalUnit
organizations UpdatePolicy: policyId! name description content > policy
organizations UpdateResponsibilityTransfer: id! name~! > responsibilityTransfer
sso AddRegion: instanceArn! regionName! > status
sso AttachCustomerManagedPolicyReferenceToPermissionSet: instanceArn! permissionSetArn! customerManagedPolicyReference+! >
sso AttachManagedPolicyToPermissionSet: instanceArn! permissionSetArn! managedPolicyArn! >
sso CreateAccountAssignment: instanceArn! targetId! targetType! permissionSetArn! principalType! principalId! > accountAssignmentCreationStatus
sso CreateApplication: instanceArn! applicationProviderArn! name! description portalOptions+ tags* status clientToken~ > applicationArn instanceArn identityStoreArn
sso CreateApplicationAssignment: applicationArn! principalId! principalType! >
sso CreateInstance: name clientToken~ tags* > instanceArn
sso CreateInstanceAccessControlAttributeConfiguration: instanceArn! instanceAccessControlAttributeConfiguration+! >
sso CreatePermissionSet: name! instanceArn! description sessionDuration relayState tags* > permissionSet
sso CreateTrustedTokenIssuer: instanceArn! name! trustedTokenIssuerType! trustedTokenIssuerConfiguration! clientToken~ tags* > trustedTokenIssuerArn
sso DeleteAccountAssignment: instanceArn! targetId! targetType! permissionSetArn! principalType! principalId! > accountAssignmentDeletionStatus
sso DeleteApplication: applicationArn! >
sso DeleteApplicationAccessScope: applicationArn! scope! >
sso DeleteApplicationAssignment: applicationArn! principalId! principalType! >
sso DeleteApplicationAuthenticationMethod: applicationArn! authenticationMethodType! >
sso DeleteApplicationGrant: applicationArn! grantType! >
sso DeleteInlinePolicyFromPermissionSet: instanceArn! permissionSetArn! >
sso DeleteInstance: instanceArn! >
sso DeleteInstanceAccessControlAttributeConfiguration: instanceArn! >
sso DeletePermissionSet: instanceArn! permissionSetArn! >
sso DeletePermissionsBoundaryFromPermissionSet: instanceArn! permissionSetArn! >
sso DeleteTrustedTokenIssuer: trustedTokenIssuerArn! >
sso DescribeAccountAssignmentCreationStatus: instanceArn! accountAssignmentCreationRequestId! > accountAssignmentCreationStatus
sso DescribeAccountAssignmentDeletionStatus: instanceArn! accountAssignmentDeletionRequestId! > accountAssignmentDeletionStatus
sso DescribeApplication: applicationArn! > applicationArn applicationProviderArn name applicationAccount instanceArn identityStoreArn status portalOptions description createdDate createdFrom
sso DescribeApplicationAssignment: applicationArn! principalId! principalType! > principalType principalId applicationArn
sso DescribeApplicationProvider: applicationProviderArn! > applicationProviderArn federationProtocol displayData resourceServerConfig
sso DescribeInstance: instanceArn! > instanceArn identityStoreId identityStoreArn ownerAccountId name createdDate status statusReason primaryRegion regions encryptionConfigurationDetails permissionSetsEnabled
sso DescribeInstanceAccessControlAttributeConfiguration: instanceArn! > status statusReason instanceAccessControlAttributeConfiguration
sso DescribePermissionSet: instanceArn! permissionSetArn! > permissionSet
sso DescribePermissionSetProvisioningStatus: instanceArn! provisionPermissionSetRequestId! > permissionSetProvisioningStatus
sso DescribeRegion: instanceArn! regionName! > regionName status addedDate isPrimaryRegion
sso DescribeTrustedTokenIssuer: trustedTokenIssuerArn! > trustedTokenIssuerArn name trustedTokenIssuerType trustedTokenIssuerConfiguration
sso DetachCustomerManagedPolicyReferenceFromPermissionSet: instanceArn! permissionSetArn! customerManagedPolicyReference+! >
sso DetachManagedPolicyFromPermissionSet: instanceArn! permissionSetArn! managedPolicyArn! >
sso GetApplicationAccessScope: applicationArn! scope! > scope authorizedTargets
sso GetApplicationAssignmentConfiguration: applicationArn! > assignmentRequired
sso GetApplicationAuthenticationMethod: applicationArn! authenticationMethodType! > authenticationMethod
sso GetApplicationGrant: applicationArn! grantType! > grant
sso GetApplicationSessionConfiguration: applicationArn! > userBackgroundSessionApplicationStatus
sso GetInlinePolicyForPermissionSet: instanceArn! permissionSetArn! > inlinePolicy
sso GetPermissionsBoundaryForPermissionSet: instanceArn! permissionSetArn! > permissionsBoundary
sso ListAccountAssignmentCreationStatus: instanceArn! maxResults# nextToken filter+ > accountAssignmentsCreationStatus nextToken
sso ListAccountAssignmentDeletionStatus: instanceArn! maxResults# nextToken filter+ > accountAssignmentsDeletionStatus nextToken
sso ListAccountAssignments: instanceArn! accountId! permissionSetArn! maxResults# nextToken > accountAssignments nextToken
sso ListAccountAssignmentsForPrincipal: instanceArn! principalId! principalType! filter+ nextToken maxResults# > accountAssignments nextToken
sso ListAccountsForProvisionedPermissionSet: instanceArn! permissionSetArn! provisioningStatus maxResults# nextToken > accountIds nextToken
sso ListApplicationAccessScopes: applicationArn! maxResults# nextToken > scopes nextToken
sso ListApplicationAssignments: applicationArn! maxResults# nextToken > applicationAssignments nextToken
sso ListApplicationAssignmentsForPrincipal: instanceArn! principalId! principalType! filter+ nextToken maxResults# > applicationAssignments nextToken
sso ListApplicationAuthenticationMethods: applicationArn! nextToken > authenticationMethods nextToken
sso ListApplicationGrants: applicationArn! nextToken > grants nextToken
sso ListApplicationProviders: maxResults# nextToken > applicationProviders nextToken
sso ListApplications: instanceArn! maxResults# nextToken filter+ > applications nextToken
sso ListCustomerManagedPolicyReferencesInPermissionSet: instanceArn! permissionSetArn! maxResults# nextToken > customerManagedPolicyReferences nextToken
sso ListInstances: maxResults# nextToken > instances nextToken
sso ListManagedPoliciesInPermissionSet: instanceArn! permissionSetArn! maxResults# nextToken > attachedManagedPolicies nextToken
sso ListPermissionSetProvisioningStatus: instanceArn! maxResults# nextToken filter+ > permissionSetsProvisioningStatus nextToken
sso ListPermissionSets: instanceArn! nextToken maxResults# > permissionSets nextToken
sso ListPermissionSetsProvisionedToAccount: instanceArn! accountId! provisioningStatus maxResults# nextToken > nextToken permissionSets
sso ListRegions: instanceArn! maxResults# nextToken > regions nextToken
sso ListTagsForResource: resourceArn! instanceArn nextToken > tags nextToken
sso ListTrustedTokenIssuers: instanceArn! maxResults# nextToken > trustedTokenIssuers nextToken
sso ProvisionPermissionSet: instanceArn! permissionSetArn! targetType! targetId > permissionSetProvisioningStatus
sso PutApplicationAccessScope: scope! applicationArn! authorizedTargets* >
sso PutApplicationAssignmentConfiguration: applicationArn! assignmentRequired?! >
sso PutApplicationAuthenticationMethod: applicationArn! authenticationMethodType! authenticationMethod! >
sso PutApplicationGrant: applicationArn! grantType! grant! >
sso PutApplicationSessionConfiguration: applicationArn! userBackgroundSessionApplicationStatus >
sso PutInlinePolicyToPermissionSet: instanceArn! permissionSetArn! inlinePolicy! >
sso PutPermissionsBoundaryToPermissionSet: instanceArn! permissionSetArn! permissionsBoundary+! >
sso RemoveRegion: instanceArn! regionName! > status
sso TagResource: resourceArn! tags*! instanceArn >
sso UntagResource: resourceArn! tagKeys*! instanceArn >
sso UpdateApplication: applicationArn! name description status portalOptions+ >
sso UpdateInstance: instanceArn! name encryptionConfiguration+ permissionSetsEnabled? >
sso UpdateInstanceAccessControlAttributeConfiguration: instanceArn! instanceAccessControlAttributeConfiguration+! >
sso UpdatePermissionSet: instanceArn! permissionSetArn! description sessionDuration relayState >
sso UpdateTrustedTokenIssuer: trustedTokenIssuerArn! name trustedTokenIssuerConfiguration >
sts AssumeRole: roleArn! roleSessionName! policyArns* policy durationSeconds# tags* transitiveTagKeys* externalId serialNumber tokenCode sourceIdentity providedContexts* minimumSessionTokenSize# > credentials assumedRoleUser packedPolicySize sourceIdentity sessionTokenUtilization sessionTokenSize
sts AssumeRoleWithSAML: roleArn! principalArn! sAMLAssertion~! policyArns* policy durationSeconds# minimumSessionTokenSize# > credentials assumedRoleUser packedPolicySize subject subjectType issuer audience nameQualifier sourceIdentity sessionTokenUtilization sessionTokenSize trustedIdentityPropagationContext
sts AssumeRoleWithWebIdentity: roleArn! roleSessionName! webIdentityToken~! providerId policyArns* policy durationSeconds# minimumSessionTokenSize# > credentials subjectFromWebIdentityToken assumedRoleUser packedPolicySize provider audience sourceIdentity sessionTokenUtilization sessionTokenSize trustedIdentityPropagationContext
sts AssumeRoot: targetPrincipal! taskPolicyArn+! durationSeconds# minimumSessionTokenSize# > credentials sourceIdentity sessionTokenUtilization sessionTokenSize
sts DecodeAuthorizationMessage: encodedMessage! > decodedMessage
sts GetAccessKeyInfo: accessKeyId! > account
sts GetCallerIdentity: > userId account arn
sts GetDelegatedAccessToken: tradeInToken~! > credentials packedPolicySize assumedPrincipal
sts GetFederationToken: name! policy policyArns* durationSeconds# tags* minimumSessionTokenSize# > credentials federatedUser packedPolicySize sessionTokenUtilization sessionTokenSize
sts GetScopedCredentials: policy durationSeconds# minimumSessionTokenSize# scopedSessionDescription > credentials sessionInfo sessionTokenUtilization sessionTokenSize scopedPoliciesCount sourceIdentity
sts GetSessionToken: durationSeconds# serialNumber tokenCode minimumSessionTokenSize# > credentials sessionTokenUtilization sessionTokenSize
sts GetWebIdentityToken: audience*! signingAlgorithm! durationSeconds# scope subjectMode tags* > webIdentityToken expiration
`;
