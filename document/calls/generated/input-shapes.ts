// Made by scripts/calls. Do not edit: run `npm run generate`.

/**
 * Service, operation and a path below its input ([]: each element): behind a colon the members of the structure that is there, with marks as in
 * operations.ts and as the API spells them; behind = the type of elements that are no structures.
 */
export const INPUT_SHAPES = `
access-analyzer CreateAnalyzer archiveRules[]: ruleName! filter%!
access-analyzer CreateServiceLinkedAnalyzer archiveRules[]: ruleName! filter%!
access-analyzer StartPolicyGeneration policyGenerationDetails: principalArn!
access-analyzer StartPolicyGeneration cloudTrailDetails: trails*! accessRole! startTime~! endTime~
access-analyzer StartPolicyGeneration cloudTrailDetails.trails[]: cloudTrailArn! regions* allRegions?
access-analyzer StartPolicyGeneration cloudTrailDetails.trails[].regions[]=text
access-analyzer UpdateFindings ids[]=text
account PutContactInformation ContactInformation: FullName~! AddressLine1~! City~! PostalCode~! CountryCode~! PhoneNumber~! AddressLine2~ AddressLine3~ StateOrRegion~ DistrictOrCounty~ CompanyName~ WebsiteUrl~
cloudtrail AddTags TagsList[]: Key! Value
cloudtrail CreateChannel Destinations[]: Type! Location!
cloudtrail CreateChannel Tags[]: Key! Value
cloudtrail CreateDashboard RefreshSchedule: Frequency+ Status TimeOfDay
cloudtrail CreateDashboard RefreshSchedule.Frequency: Unit Value#
cloudtrail CreateDashboard TagsList[]: Key! Value
cloudtrail CreateDashboard Widgets[]: QueryStatement! ViewProperties%! QueryParameters*
cloudtrail CreateDashboard Widgets[].QueryParameters[]=text
cloudtrail CreateEventDataStore AdvancedEventSelectors[]: FieldSelectors*! Name
cloudtrail CreateEventDataStore AdvancedEventSelectors[].FieldSelectors[]: Field! Equals* StartsWith* EndsWith* NotEquals* NotStartsWith* NotEndsWith*
cloudtrail CreateEventDataStore AdvancedEventSelectors[].FieldSelectors[].Equals[]=text
cloudtrail CreateEventDataStore AdvancedEventSelectors[].FieldSelectors[].StartsWith[]=text
cloudtrail CreateEventDataStore AdvancedEventSelectors[].FieldSelectors[].EndsWith[]=text
cloudtrail CreateEventDataStore AdvancedEventSelectors[].FieldSelectors[].NotEquals[]=text
cloudtrail CreateEventDataStore AdvancedEventSelectors[].FieldSelectors[].NotStartsWith[]=text
cloudtrail CreateEventDataStore AdvancedEventSelectors[].FieldSelectors[].NotEndsWith[]=text
cloudtrail CreateEventDataStore TagsList[]: Key! Value
cloudtrail CreateTrail TagsList[]: Key! Value
cloudtrail PutEventConfiguration ContextKeySelectors[]: Type! Equals*!
cloudtrail PutEventConfiguration ContextKeySelectors[].Equals[]=text
cloudtrail PutEventConfiguration AggregationConfigurations[]: Templates*! EventCategory!
cloudtrail PutEventConfiguration AggregationConfigurations[].Templates[]=text
cloudtrail PutEventSelectors EventSelectors[]: ReadWriteType IncludeManagementEvents? DataResources* ExcludeManagementEventSources*
cloudtrail PutEventSelectors EventSelectors[].DataResources[]: Type Values*
cloudtrail PutEventSelectors EventSelectors[].DataResources[].Values[]=text
cloudtrail PutEventSelectors EventSelectors[].ExcludeManagementEventSources[]=text
cloudtrail PutEventSelectors AdvancedEventSelectors[]: FieldSelectors*! Name
cloudtrail PutEventSelectors AdvancedEventSelectors[].FieldSelectors[]: Field! Equals* StartsWith* EndsWith* NotEquals* NotStartsWith* NotEndsWith*
cloudtrail PutEventSelectors AdvancedEventSelectors[].FieldSelectors[].Equals[]=text
cloudtrail PutEventSelectors AdvancedEventSelectors[].FieldSelectors[].StartsWith[]=text
cloudtrail PutEventSelectors AdvancedEventSelectors[].FieldSelectors[].EndsWith[]=text
cloudtrail PutEventSelectors AdvancedEventSelectors[].FieldSelectors[].NotEquals[]=text
cloudtrail PutEventSelectors AdvancedEventSelectors[].FieldSelectors[].NotStartsWith[]=text
cloudtrail PutEventSelectors AdvancedEventSelectors[].FieldSelectors[].NotEndsWith[]=text
cloudtrail PutInsightSelectors InsightSelectors[]: InsightType EventCategories*
cloudtrail PutInsightSelectors InsightSelectors[].EventCategories[]=text
cloudtrail RemoveTags TagsList[]: Key! Value
cloudtrail StartImport Destinations[]=text
cloudtrail StartImport ImportSource: S3+!
cloudtrail StartImport ImportSource.S3: S3LocationUri! S3BucketRegion! S3BucketAccessRoleArn!
cloudtrail StartQuery QueryParameters[]=text
cloudtrail UpdateChannel Destinations[]: Type! Location!
cloudtrail UpdateDashboard Widgets[]: QueryStatement! ViewProperties%! QueryParameters*
cloudtrail UpdateDashboard Widgets[].QueryParameters[]=text
cloudtrail UpdateDashboard RefreshSchedule: Frequency+ Status TimeOfDay
cloudtrail UpdateDashboard RefreshSchedule.Frequency: Unit Value#
cloudtrail UpdateEventDataStore AdvancedEventSelectors[]: FieldSelectors*! Name
cloudtrail UpdateEventDataStore AdvancedEventSelectors[].FieldSelectors[]: Field! Equals* StartsWith* EndsWith* NotEquals* NotStartsWith* NotEndsWith*
cloudtrail UpdateEventDataStore AdvancedEventSelectors[].FieldSelectors[].Equals[]=text
cloudtrail UpdateEventDataStore AdvancedEventSelectors[].FieldSelectors[].StartsWith[]=text
cloudtrail UpdateEventDataStore AdvancedEventSelectors[].FieldSelectors[].EndsWith[]=text
cloudtrail UpdateEventDataStore AdvancedEventSelectors[].FieldSelectors[].NotEquals[]=text
cloudtrail UpdateEventDataStore AdvancedEventSelectors[].FieldSelectors[].NotStartsWith[]=text
cloudtrail UpdateEventDataStore AdvancedEventSelectors[].FieldSelectors[].NotEndsWith[]=text
iam CreateDelegationRequest Permissions: PolicyTemplateArn Parameters*
iam CreateDelegationRequest Permissions.Parameters[]: Name Values* Type
iam CreateDelegationRequest Permissions.Parameters[].Values[]=text
iam CreateInstanceProfile Tags[]: Key! Value!
iam CreateOpenIDConnectProvider ClientIDList[]=text
iam CreateOpenIDConnectProvider ThumbprintList[]=text
iam CreateOpenIDConnectProvider Tags[]: Key! Value!
iam CreatePolicy Tags[]: Key! Value!
iam CreateRole Tags[]: Key! Value!
iam CreateSAMLProvider Tags[]: Key! Value!
iam CreateUser Tags[]: Key! Value!
iam CreateVirtualMFADevice Tags[]: Key! Value!
iam TagInstanceProfile Tags[]: Key! Value!
iam TagMFADevice Tags[]: Key! Value!
iam TagOpenIDConnectProvider Tags[]: Key! Value!
iam TagPolicy Tags[]: Key! Value!
iam TagRole Tags[]: Key! Value!
iam TagSAMLProvider Tags[]: Key! Value!
iam TagServerCertificate Tags[]: Key! Value!
iam TagUser Tags[]: Key! Value!
iam UntagInstanceProfile TagKeys[]=text
iam UntagMFADevice TagKeys[]=text
iam UntagOpenIDConnectProvider TagKeys[]=text
iam UntagPolicy TagKeys[]=text
iam UntagRole TagKeys[]=text
iam UntagSAMLProvider TagKeys[]=text
iam UntagServerCertificate TagKeys[]=text
iam UntagUser TagKeys[]=text
iam UpdateOpenIDConnectProviderThumbprint ThumbprintList[]=text
iam UploadServerCertificate Tags[]: Key! Value!
identitystore CreateUser Name: Formatted~ FamilyName~ GivenName~ MiddleName~ HonorificPrefix~ HonorificSuffix~
identitystore CreateUser Emails[]: Value~ Type~ Primary?
identitystore CreateUser Addresses[]: StreetAddress~ Locality~ Region~ PostalCode~ Country~ Formatted~ Type~ Primary?
identitystore CreateUser PhoneNumbers[]: Value~ Type~ Primary?
identitystore CreateUser Photos[]: Value~! Type~ Display~ Primary?
identitystore CreateUser Roles[]: Value~ Type~ Primary?
identitystore UpdateGroup Operations[]: AttributePath! AttributeValue~
identitystore UpdateUser Operations[]: AttributePath! AttributeValue~
organizations CreateAccount Tags[]: Key! Value!
organizations CreateGovCloudAccount Tags[]: Key! Value!
organizations CreateOrganizationalUnit Tags[]: Key! Value!
organizations CreatePolicy Tags[]: Key! Value!
organizations InviteAccountToOrganization Target: Id~! Type!
organizations InviteAccountToOrganization Tags[]: Key! Value!
organizations InviteOrganizationToTransferResponsibility Target: Id~! Type!
organizations InviteOrganizationToTransferResponsibility Tags[]: Key! Value!
organizations PutResourcePolicy Tags[]: Key! Value!
organizations TagResource Tags[]: Key! Value!
organizations UntagResource TagKeys[]=text
sso AttachCustomerManagedPolicyReferenceToPermissionSet CustomerManagedPolicyReference: Name! Path
sso CreateApplication PortalOptions: SignInOptions+ Visibility
sso CreateApplication PortalOptions.SignInOptions: Origin! ApplicationUrl
sso CreateApplication Tags[]: Key! Value!
sso CreateInstance Tags[]: Key! Value!
sso CreateInstanceAccessControlAttributeConfiguration InstanceAccessControlAttributeConfiguration: AccessControlAttributes*!
sso CreateInstanceAccessControlAttributeConfiguration InstanceAccessControlAttributeConfiguration.AccessControlAttributes[]: Key! Value+!
sso CreateInstanceAccessControlAttributeConfiguration InstanceAccessControlAttributeConfiguration.AccessControlAttributes[].Value: Source*!
sso CreateInstanceAccessControlAttributeConfiguration InstanceAccessControlAttributeConfiguration.AccessControlAttributes[].Value.Source[]=text
sso CreatePermissionSet Tags[]: Key! Value!
sso CreateTrustedTokenIssuer Tags[]: Key! Value!
sso DetachCustomerManagedPolicyReferenceFromPermissionSet CustomerManagedPolicyReference: Name! Path
sso PutApplicationAccessScope AuthorizedTargets[]=text
sso PutPermissionsBoundaryToPermissionSet PermissionsBoundary: CustomerManagedPolicyReference+ ManagedPolicyArn
sso PutPermissionsBoundaryToPermissionSet PermissionsBoundary.CustomerManagedPolicyReference: Name! Path
sso TagResource Tags[]: Key! Value!
sso UntagResource TagKeys[]=text
sso UpdateApplication PortalOptions: SignInOptions+
sso UpdateApplication PortalOptions.SignInOptions: Origin! ApplicationUrl
sso UpdateInstance EncryptionConfiguration: KeyType! KmsKeyArn
sso UpdateInstanceAccessControlAttributeConfiguration InstanceAccessControlAttributeConfiguration: AccessControlAttributes*!
sso UpdateInstanceAccessControlAttributeConfiguration InstanceAccessControlAttributeConfiguration.AccessControlAttributes[]: Key! Value+!
sso UpdateInstanceAccessControlAttributeConfiguration InstanceAccessControlAttributeConfiguration.AccessControlAttributes[].Value: Source*!
sso UpdateInstanceAccessControlAttributeConfiguration InstanceAccessControlAttributeConfiguration.AccessControlAttributes[].Value.Source[]=text
sts AssumeRole PolicyArns[]: arn
sts AssumeRole Tags[]: Key! Value!
sts AssumeRole TransitiveTagKeys[]=text
sts AssumeRole ProvidedContexts[]: ProviderArn ContextAssertion
sts AssumeRoleWithSAML PolicyArns[]: arn
sts AssumeRoleWithWebIdentity PolicyArns[]: arn
sts AssumeRoot TaskPolicyArn: arn
`;
