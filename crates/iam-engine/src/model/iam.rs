//! AWS's model of the service, as data; its texts of documentation are left out.
//!
//! Written by `cargo run -p conformance -- shapes iam`, not by hand, from botocore 1.44.8,
//! `data/iam/2010-05-08/service-2.json`, whose licence is Apache-2.0: see NOTICE.

#![allow(missing_docs, reason = "the names are AWS's, whose documentation says what they mean")]

use wire::shape::{ErrorShape, Hidden, Kind, List, Map, Member, Model, NOTHING, Pattern, Shape, Signature};

pub static MODEL: Model = Model {
    name: "iam",
    target_prefix: None,
    version: "2010-05-08",
    namespace: Some("https://iam.amazonaws.com/doc/2010-05-08/"),
    names: &[
        ("AcceptDelegationRequest", "POST", "/"),
        ("AcquireRole", "POST", "/"),
        ("AddClientIDToOpenIDConnectProvider", "POST", "/"),
        ("AddRoleToInstanceProfile", "POST", "/"),
        ("AddUserToGroup", "POST", "/"),
        ("AssociateDelegationRequest", "POST", "/"),
        ("AttachGroupPolicy", "POST", "/"),
        ("AttachRolePolicy", "POST", "/"),
        ("AttachUserPolicy", "POST", "/"),
        ("ChangePassword", "POST", "/"),
        ("CreateAccessKey", "POST", "/"),
        ("CreateAccountAlias", "POST", "/"),
        ("CreateDelegationRequest", "POST", "/"),
        ("CreateGroup", "POST", "/"),
        ("CreateInstanceProfile", "POST", "/"),
        ("CreateLoginProfile", "POST", "/"),
        ("CreateOpenIDConnectProvider", "POST", "/"),
        ("CreatePolicy", "POST", "/"),
        ("CreatePolicyVersion", "POST", "/"),
        ("CreateRole", "POST", "/"),
        ("CreateSAMLProvider", "POST", "/"),
        ("CreateServiceLinkedRole", "POST", "/"),
        ("CreateServiceSpecificCredential", "POST", "/"),
        ("CreateUser", "POST", "/"),
        ("CreateVirtualMFADevice", "POST", "/"),
        ("DeactivateMFADevice", "POST", "/"),
        ("DeleteAccessKey", "POST", "/"),
        ("DeleteAccountAlias", "POST", "/"),
        ("DeleteAccountPasswordPolicy", "POST", "/"),
        ("DeleteGroup", "POST", "/"),
        ("DeleteGroupPolicy", "POST", "/"),
        ("DeleteInstanceProfile", "POST", "/"),
        ("DeleteLoginProfile", "POST", "/"),
        ("DeleteOpenIDConnectProvider", "POST", "/"),
        ("DeletePolicy", "POST", "/"),
        ("DeletePolicyVersion", "POST", "/"),
        ("DeleteRole", "POST", "/"),
        ("DeleteRolePermissionsBoundary", "POST", "/"),
        ("DeleteRolePolicy", "POST", "/"),
        ("DeleteSAMLProvider", "POST", "/"),
        ("DeleteSSHPublicKey", "POST", "/"),
        ("DeleteServerCertificate", "POST", "/"),
        ("DeleteServiceLinkedRole", "POST", "/"),
        ("DeleteServiceSpecificCredential", "POST", "/"),
        ("DeleteSigningCertificate", "POST", "/"),
        ("DeleteUser", "POST", "/"),
        ("DeleteUserPermissionsBoundary", "POST", "/"),
        ("DeleteUserPolicy", "POST", "/"),
        ("DeleteVirtualMFADevice", "POST", "/"),
        ("DetachGroupPolicy", "POST", "/"),
        ("DetachRolePolicy", "POST", "/"),
        ("DetachUserPolicy", "POST", "/"),
        ("DisableOrganizationsRootCredentialsManagement", "POST", "/"),
        ("DisableOrganizationsRootSessions", "POST", "/"),
        ("DisableOutboundWebIdentityFederation", "POST", "/"),
        ("EnableMFADevice", "POST", "/"),
        ("EnableOrganizationsRootCredentialsManagement", "POST", "/"),
        ("EnableOrganizationsRootSessions", "POST", "/"),
        ("EnableOutboundWebIdentityFederation", "POST", "/"),
        ("GenerateCredentialReport", "POST", "/"),
        ("GenerateOrganizationsAccessReport", "POST", "/"),
        ("GenerateServiceLastAccessedDetails", "POST", "/"),
        ("GetAccessKeyLastUsed", "POST", "/"),
        ("GetAccountAuthorizationDetails", "POST", "/"),
        ("GetAccountPasswordPolicy", "POST", "/"),
        ("GetAccountProperties", "POST", "/"),
        ("GetAccountSummary", "POST", "/"),
        ("GetContextKeysForCustomPolicy", "POST", "/"),
        ("GetContextKeysForPrincipalPolicy", "POST", "/"),
        ("GetCredentialReport", "POST", "/"),
        ("GetDelegationRequest", "POST", "/"),
        ("GetGroup", "POST", "/"),
        ("GetGroupPolicy", "POST", "/"),
        ("GetHumanReadableSummary", "POST", "/"),
        ("GetInstanceProfile", "POST", "/"),
        ("GetLoginProfile", "POST", "/"),
        ("GetMFADevice", "POST", "/"),
        ("GetOpenIDConnectProvider", "POST", "/"),
        ("GetOrganizationsAccessReport", "POST", "/"),
        ("GetOutboundWebIdentityFederationInfo", "POST", "/"),
        ("GetPolicy", "POST", "/"),
        ("GetPolicyVersion", "POST", "/"),
        ("GetRole", "POST", "/"),
        ("GetRolePolicy", "POST", "/"),
        ("GetRoleTemplateVersion", "POST", "/"),
        ("GetSAMLProvider", "POST", "/"),
        ("GetSSHPublicKey", "POST", "/"),
        ("GetServerCertificate", "POST", "/"),
        ("GetServiceLastAccessedDetails", "POST", "/"),
        ("GetServiceLastAccessedDetailsWithEntities", "POST", "/"),
        ("GetServiceLinkedRoleDeletionStatus", "POST", "/"),
        ("GetUser", "POST", "/"),
        ("GetUserPolicy", "POST", "/"),
        ("ListAccessKeys", "POST", "/"),
        ("ListAccountAliases", "POST", "/"),
        ("ListAttachedGroupPolicies", "POST", "/"),
        ("ListAttachedRolePolicies", "POST", "/"),
        ("ListAttachedUserPolicies", "POST", "/"),
        ("ListDelegationRequests", "POST", "/"),
        ("ListEntitiesForPolicy", "POST", "/"),
        ("ListGroupPolicies", "POST", "/"),
        ("ListGroups", "POST", "/"),
        ("ListGroupsForUser", "POST", "/"),
        ("ListInstanceProfileTags", "POST", "/"),
        ("ListInstanceProfiles", "POST", "/"),
        ("ListInstanceProfilesForRole", "POST", "/"),
        ("ListMFADeviceTags", "POST", "/"),
        ("ListMFADevices", "POST", "/"),
        ("ListOpenIDConnectProviderTags", "POST", "/"),
        ("ListOpenIDConnectProviders", "POST", "/"),
        ("ListOrganizationsFeatures", "POST", "/"),
        ("ListPolicies", "POST", "/"),
        ("ListPoliciesGrantingServiceAccess", "POST", "/"),
        ("ListPolicyTags", "POST", "/"),
        ("ListPolicyVersions", "POST", "/"),
        ("ListRolePolicies", "POST", "/"),
        ("ListRoleTags", "POST", "/"),
        ("ListRoles", "POST", "/"),
        ("ListSAMLProviderTags", "POST", "/"),
        ("ListSAMLProviders", "POST", "/"),
        ("ListSSHPublicKeys", "POST", "/"),
        ("ListServerCertificateTags", "POST", "/"),
        ("ListServerCertificates", "POST", "/"),
        ("ListServiceSpecificCredentials", "POST", "/"),
        ("ListSigningCertificates", "POST", "/"),
        ("ListUserPolicies", "POST", "/"),
        ("ListUserTags", "POST", "/"),
        ("ListUsers", "POST", "/"),
        ("ListVirtualMFADevices", "POST", "/"),
        ("PutAccountProperties", "POST", "/"),
        ("PutGroupPolicy", "POST", "/"),
        ("PutRolePermissionsBoundary", "POST", "/"),
        ("PutRolePolicy", "POST", "/"),
        ("PutUserPermissionsBoundary", "POST", "/"),
        ("PutUserPolicy", "POST", "/"),
        ("RejectDelegationRequest", "POST", "/"),
        ("RemoveClientIDFromOpenIDConnectProvider", "POST", "/"),
        ("RemoveRoleFromInstanceProfile", "POST", "/"),
        ("RemoveUserFromGroup", "POST", "/"),
        ("ResetServiceSpecificCredential", "POST", "/"),
        ("ResyncMFADevice", "POST", "/"),
        ("SendDelegationToken", "POST", "/"),
        ("SetDefaultPolicyVersion", "POST", "/"),
        ("SetSecurityTokenServicePreferences", "POST", "/"),
        ("SimulateCustomPolicy", "POST", "/"),
        ("SimulatePrincipalPolicy", "POST", "/"),
        ("TagInstanceProfile", "POST", "/"),
        ("TagMFADevice", "POST", "/"),
        ("TagOpenIDConnectProvider", "POST", "/"),
        ("TagPolicy", "POST", "/"),
        ("TagRole", "POST", "/"),
        ("TagSAMLProvider", "POST", "/"),
        ("TagServerCertificate", "POST", "/"),
        ("TagUser", "POST", "/"),
        ("UntagInstanceProfile", "POST", "/"),
        ("UntagMFADevice", "POST", "/"),
        ("UntagOpenIDConnectProvider", "POST", "/"),
        ("UntagPolicy", "POST", "/"),
        ("UntagRole", "POST", "/"),
        ("UntagSAMLProvider", "POST", "/"),
        ("UntagServerCertificate", "POST", "/"),
        ("UntagUser", "POST", "/"),
        ("UpdateAccessKey", "POST", "/"),
        ("UpdateAccountPasswordPolicy", "POST", "/"),
        ("UpdateAssumeRolePolicy", "POST", "/"),
        ("UpdateDelegationRequest", "POST", "/"),
        ("UpdateGroup", "POST", "/"),
        ("UpdateLoginProfile", "POST", "/"),
        ("UpdateOpenIDConnectProvider", "POST", "/"),
        ("UpdateOpenIDConnectProviderThumbprint", "POST", "/"),
        ("UpdateRole", "POST", "/"),
        ("UpdateRoleDescription", "POST", "/"),
        ("UpdateSAMLProvider", "POST", "/"),
        ("UpdateSSHPublicKey", "POST", "/"),
        ("UpdateServerCertificate", "POST", "/"),
        ("UpdateServiceSpecificCredential", "POST", "/"),
        ("UpdateSigningCertificate", "POST", "/"),
        ("UpdateUser", "POST", "/"),
        ("UploadSSHPublicKey", "POST", "/"),
        ("UploadServerCertificate", "POST", "/"),
        ("UploadSigningCertificate", "POST", "/"),
    ],
    errors: &[
        ACCOUNT_NOT_MANAGEMENT_OR_DELEGATED_ADMINISTRATOR_EXCEPTION,
        CALLER_IS_NOT_MANAGEMENT_ACCOUNT_EXCEPTION,
        CONCURRENT_MODIFICATION_EXCEPTION,
        CREDENTIAL_REPORT_EXPIRED_EXCEPTION,
        CREDENTIAL_REPORT_NOT_PRESENT_EXCEPTION,
        CREDENTIAL_REPORT_NOT_READY_EXCEPTION,
        DELETE_CONFLICT_EXCEPTION,
        DUPLICATE_CERTIFICATE_EXCEPTION,
        DUPLICATE_SSH_PUBLIC_KEY_EXCEPTION,
        ENTITY_ALREADY_EXISTS_EXCEPTION,
        ENTITY_TEMPORARILY_UNMODIFIABLE_EXCEPTION,
        FEATURE_DISABLED_EXCEPTION,
        FEATURE_ENABLED_EXCEPTION,
        INVALID_AUTHENTICATION_CODE_EXCEPTION,
        INVALID_CERTIFICATE_EXCEPTION,
        INVALID_INPUT_EXCEPTION,
        INVALID_PUBLIC_KEY_EXCEPTION,
        INVALID_USER_TYPE_EXCEPTION,
        KEY_PAIR_MISMATCH_EXCEPTION,
        LIMIT_EXCEEDED_EXCEPTION,
        MALFORMED_CERTIFICATE_EXCEPTION,
        MALFORMED_POLICY_DOCUMENT_EXCEPTION,
        NAME_CONFLICT_EXCEPTION,
        NO_SUCH_ENTITY_EXCEPTION,
        OPEN_ID_IDP_COMMUNICATION_ERROR_EXCEPTION,
        ORGANIZATION_NOT_FOUND_EXCEPTION,
        ORGANIZATION_NOT_IN_ALL_FEATURES_MODE_EXCEPTION,
        PASSWORD_POLICY_VIOLATION_EXCEPTION,
        POLICY_EVALUATION_EXCEPTION,
        POLICY_NOT_ATTACHABLE_EXCEPTION,
        REPORT_GENERATION_LIMIT_EXCEEDED_EXCEPTION,
        ROLE_MODIFIED_EXCEPTION,
        ROLE_TEMPLATE_DISABLED_EXCEPTION,
        SERVICE_ACCESS_NOT_ENABLED_EXCEPTION,
        SERVICE_FAILURE_EXCEPTION,
        SERVICE_NOT_SUPPORTED_EXCEPTION,
        UNMODIFIABLE_ENTITY_EXCEPTION,
        UNRECOGNIZED_PUBLIC_KEY_ENCODING_EXCEPTION,
    ],
};

pub const ACCOUNT_NOT_MANAGEMENT_OR_DELEGATED_ADMINISTRATOR_EXCEPTION: ErrorShape = ErrorShape {
    name: "AccountNotManagementOrDelegatedAdministratorException",
    code: "AccountNotManagementOrDelegatedAdministratorException",
    status: 400,
    sender: true,
};

pub const CALLER_IS_NOT_MANAGEMENT_ACCOUNT_EXCEPTION: ErrorShape = ErrorShape {
    name: "CallerIsNotManagementAccountException",
    code: "CallerIsNotManagementAccountException",
    status: 400,
    sender: true,
};

pub const CONCURRENT_MODIFICATION_EXCEPTION: ErrorShape = ErrorShape {
    name: "ConcurrentModificationException",
    code: "ConcurrentModification",
    status: 409,
    sender: true,
};

pub const CREDENTIAL_REPORT_EXPIRED_EXCEPTION: ErrorShape =
    ErrorShape { name: "CredentialReportExpiredException", code: "ReportExpired", status: 410, sender: true };

pub const CREDENTIAL_REPORT_NOT_PRESENT_EXCEPTION: ErrorShape = ErrorShape {
    name: "CredentialReportNotPresentException",
    code: "ReportNotPresent",
    status: 410,
    sender: true,
};

pub const CREDENTIAL_REPORT_NOT_READY_EXCEPTION: ErrorShape = ErrorShape {
    name: "CredentialReportNotReadyException",
    code: "ReportInProgress",
    status: 404,
    sender: true,
};

pub const DELETE_CONFLICT_EXCEPTION: ErrorShape =
    ErrorShape { name: "DeleteConflictException", code: "DeleteConflict", status: 409, sender: true };

pub const DUPLICATE_CERTIFICATE_EXCEPTION: ErrorShape = ErrorShape {
    name: "DuplicateCertificateException",
    code: "DuplicateCertificate",
    status: 409,
    sender: true,
};

pub const DUPLICATE_SSH_PUBLIC_KEY_EXCEPTION: ErrorShape = ErrorShape {
    name: "DuplicateSSHPublicKeyException",
    code: "DuplicateSSHPublicKey",
    status: 400,
    sender: true,
};

pub const ENTITY_ALREADY_EXISTS_EXCEPTION: ErrorShape = ErrorShape {
    name: "EntityAlreadyExistsException",
    code: "EntityAlreadyExists",
    status: 409,
    sender: true,
};

pub const ENTITY_TEMPORARILY_UNMODIFIABLE_EXCEPTION: ErrorShape = ErrorShape {
    name: "EntityTemporarilyUnmodifiableException",
    code: "EntityTemporarilyUnmodifiable",
    status: 409,
    sender: true,
};

pub const FEATURE_DISABLED_EXCEPTION: ErrorShape =
    ErrorShape { name: "FeatureDisabledException", code: "FeatureDisabled", status: 404, sender: true };

pub const FEATURE_ENABLED_EXCEPTION: ErrorShape =
    ErrorShape { name: "FeatureEnabledException", code: "FeatureEnabled", status: 409, sender: true };

pub const INVALID_AUTHENTICATION_CODE_EXCEPTION: ErrorShape = ErrorShape {
    name: "InvalidAuthenticationCodeException",
    code: "InvalidAuthenticationCode",
    status: 403,
    sender: true,
};

pub const INVALID_CERTIFICATE_EXCEPTION: ErrorShape =
    ErrorShape { name: "InvalidCertificateException", code: "InvalidCertificate", status: 400, sender: true };

pub const INVALID_INPUT_EXCEPTION: ErrorShape =
    ErrorShape { name: "InvalidInputException", code: "InvalidInput", status: 400, sender: true };

pub const INVALID_PUBLIC_KEY_EXCEPTION: ErrorShape =
    ErrorShape { name: "InvalidPublicKeyException", code: "InvalidPublicKey", status: 400, sender: true };

pub const INVALID_USER_TYPE_EXCEPTION: ErrorShape =
    ErrorShape { name: "InvalidUserTypeException", code: "InvalidUserType", status: 400, sender: true };

pub const KEY_PAIR_MISMATCH_EXCEPTION: ErrorShape =
    ErrorShape { name: "KeyPairMismatchException", code: "KeyPairMismatch", status: 400, sender: true };

pub const LIMIT_EXCEEDED_EXCEPTION: ErrorShape =
    ErrorShape { name: "LimitExceededException", code: "LimitExceeded", status: 409, sender: true };

pub const MALFORMED_CERTIFICATE_EXCEPTION: ErrorShape = ErrorShape {
    name: "MalformedCertificateException",
    code: "MalformedCertificate",
    status: 400,
    sender: true,
};

pub const MALFORMED_POLICY_DOCUMENT_EXCEPTION: ErrorShape = ErrorShape {
    name: "MalformedPolicyDocumentException",
    code: "MalformedPolicyDocument",
    status: 400,
    sender: true,
};

pub const NAME_CONFLICT_EXCEPTION: ErrorShape =
    ErrorShape { name: "NameConflictException", code: "NameConflict", status: 409, sender: true };

pub const NO_SUCH_ENTITY_EXCEPTION: ErrorShape =
    ErrorShape { name: "NoSuchEntityException", code: "NoSuchEntity", status: 404, sender: true };

pub const OPEN_ID_IDP_COMMUNICATION_ERROR_EXCEPTION: ErrorShape = ErrorShape {
    name: "OpenIdIdpCommunicationErrorException",
    code: "OpenIdIdpCommunicationError",
    status: 400,
    sender: true,
};

pub const ORGANIZATION_NOT_FOUND_EXCEPTION: ErrorShape = ErrorShape {
    name: "OrganizationNotFoundException",
    code: "OrganizationNotFoundException",
    status: 400,
    sender: true,
};

pub const ORGANIZATION_NOT_IN_ALL_FEATURES_MODE_EXCEPTION: ErrorShape = ErrorShape {
    name: "OrganizationNotInAllFeaturesModeException",
    code: "OrganizationNotInAllFeaturesModeException",
    status: 400,
    sender: true,
};

pub const PASSWORD_POLICY_VIOLATION_EXCEPTION: ErrorShape = ErrorShape {
    name: "PasswordPolicyViolationException",
    code: "PasswordPolicyViolation",
    status: 400,
    sender: true,
};

pub const POLICY_EVALUATION_EXCEPTION: ErrorShape =
    ErrorShape { name: "PolicyEvaluationException", code: "PolicyEvaluation", status: 500, sender: false };

pub const POLICY_NOT_ATTACHABLE_EXCEPTION: ErrorShape = ErrorShape {
    name: "PolicyNotAttachableException",
    code: "PolicyNotAttachable",
    status: 400,
    sender: true,
};

pub const REPORT_GENERATION_LIMIT_EXCEEDED_EXCEPTION: ErrorShape = ErrorShape {
    name: "ReportGenerationLimitExceededException",
    code: "ReportGenerationLimitExceeded",
    status: 409,
    sender: true,
};

pub const ROLE_MODIFIED_EXCEPTION: ErrorShape =
    ErrorShape { name: "RoleModifiedException", code: "RoleModified", status: 409, sender: true };

pub const ROLE_TEMPLATE_DISABLED_EXCEPTION: ErrorShape = ErrorShape {
    name: "RoleTemplateDisabledException",
    code: "RoleTemplateDisabled",
    status: 400,
    sender: true,
};

pub const SERVICE_ACCESS_NOT_ENABLED_EXCEPTION: ErrorShape = ErrorShape {
    name: "ServiceAccessNotEnabledException",
    code: "ServiceAccessNotEnabledException",
    status: 400,
    sender: true,
};

pub const SERVICE_FAILURE_EXCEPTION: ErrorShape =
    ErrorShape { name: "ServiceFailureException", code: "ServiceFailure", status: 500, sender: false };

pub const SERVICE_NOT_SUPPORTED_EXCEPTION: ErrorShape = ErrorShape {
    name: "ServiceNotSupportedException",
    code: "NotSupportedService",
    status: 404,
    sender: true,
};

pub const UNMODIFIABLE_ENTITY_EXCEPTION: ErrorShape =
    ErrorShape { name: "UnmodifiableEntityException", code: "UnmodifiableEntity", status: 400, sender: true };

pub const UNRECOGNIZED_PUBLIC_KEY_ENCODING_EXCEPTION: ErrorShape = ErrorShape {
    name: "UnrecognizedPublicKeyEncodingException",
    code: "UnrecognizedPublicKeyEncoding",
    status: 400,
    sender: true,
};

pub static ADD_CLIENT_ID_TO_OPEN_ID_CONNECT_PROVIDER: Signature = Signature {
    name: "AddClientIDToOpenIDConnectProvider",
    method: "POST",
    path: "/",
    status: 200,
    input: &ADD_CLIENT_ID_TO_OPEN_ID_CONNECT_PROVIDER_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static ADD_ROLE_TO_INSTANCE_PROFILE: Signature = Signature {
    name: "AddRoleToInstanceProfile",
    method: "POST",
    path: "/",
    status: 200,
    input: &ADD_ROLE_TO_INSTANCE_PROFILE_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static ADD_USER_TO_GROUP: Signature = Signature {
    name: "AddUserToGroup",
    method: "POST",
    path: "/",
    status: 200,
    input: &ADD_USER_TO_GROUP_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static ATTACH_GROUP_POLICY: Signature = Signature {
    name: "AttachGroupPolicy",
    method: "POST",
    path: "/",
    status: 200,
    input: &ATTACH_GROUP_POLICY_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static ATTACH_ROLE_POLICY: Signature = Signature {
    name: "AttachRolePolicy",
    method: "POST",
    path: "/",
    status: 200,
    input: &ATTACH_ROLE_POLICY_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static ATTACH_USER_POLICY: Signature = Signature {
    name: "AttachUserPolicy",
    method: "POST",
    path: "/",
    status: 200,
    input: &ATTACH_USER_POLICY_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static CHANGE_PASSWORD: Signature = Signature {
    name: "ChangePassword",
    method: "POST",
    path: "/",
    status: 200,
    input: &CHANGE_PASSWORD_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static CREATE_ACCESS_KEY: Signature = Signature {
    name: "CreateAccessKey",
    method: "POST",
    path: "/",
    status: 200,
    input: &CREATE_ACCESS_KEY_REQUEST,
    output: &CREATE_ACCESS_KEY_RESPONSE,
    wrapper: Some("CreateAccessKeyResult"),
};

pub static CREATE_ACCOUNT_ALIAS: Signature = Signature {
    name: "CreateAccountAlias",
    method: "POST",
    path: "/",
    status: 200,
    input: &CREATE_ACCOUNT_ALIAS_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static CREATE_GROUP: Signature = Signature {
    name: "CreateGroup",
    method: "POST",
    path: "/",
    status: 200,
    input: &CREATE_GROUP_REQUEST,
    output: &CREATE_GROUP_RESPONSE,
    wrapper: Some("CreateGroupResult"),
};

pub static CREATE_INSTANCE_PROFILE: Signature = Signature {
    name: "CreateInstanceProfile",
    method: "POST",
    path: "/",
    status: 200,
    input: &CREATE_INSTANCE_PROFILE_REQUEST,
    output: &CREATE_INSTANCE_PROFILE_RESPONSE,
    wrapper: Some("CreateInstanceProfileResult"),
};

pub static CREATE_LOGIN_PROFILE: Signature = Signature {
    name: "CreateLoginProfile",
    method: "POST",
    path: "/",
    status: 200,
    input: &CREATE_LOGIN_PROFILE_REQUEST,
    output: &CREATE_LOGIN_PROFILE_RESPONSE,
    wrapper: Some("CreateLoginProfileResult"),
};

pub static CREATE_OPEN_ID_CONNECT_PROVIDER: Signature = Signature {
    name: "CreateOpenIDConnectProvider",
    method: "POST",
    path: "/",
    status: 200,
    input: &CREATE_OPEN_ID_CONNECT_PROVIDER_REQUEST,
    output: &CREATE_OPEN_ID_CONNECT_PROVIDER_RESPONSE,
    wrapper: Some("CreateOpenIDConnectProviderResult"),
};

pub static CREATE_POLICY: Signature = Signature {
    name: "CreatePolicy",
    method: "POST",
    path: "/",
    status: 200,
    input: &CREATE_POLICY_REQUEST,
    output: &CREATE_POLICY_RESPONSE,
    wrapper: Some("CreatePolicyResult"),
};

pub static CREATE_POLICY_VERSION: Signature = Signature {
    name: "CreatePolicyVersion",
    method: "POST",
    path: "/",
    status: 200,
    input: &CREATE_POLICY_VERSION_REQUEST,
    output: &CREATE_POLICY_VERSION_RESPONSE,
    wrapper: Some("CreatePolicyVersionResult"),
};

pub static CREATE_ROLE: Signature = Signature {
    name: "CreateRole",
    method: "POST",
    path: "/",
    status: 200,
    input: &CREATE_ROLE_REQUEST,
    output: &CREATE_ROLE_RESPONSE,
    wrapper: Some("CreateRoleResult"),
};

pub static CREATE_SAML_PROVIDER: Signature = Signature {
    name: "CreateSAMLProvider",
    method: "POST",
    path: "/",
    status: 200,
    input: &CREATE_SAML_PROVIDER_REQUEST,
    output: &CREATE_SAML_PROVIDER_RESPONSE,
    wrapper: Some("CreateSAMLProviderResult"),
};

pub static CREATE_SERVICE_LINKED_ROLE: Signature = Signature {
    name: "CreateServiceLinkedRole",
    method: "POST",
    path: "/",
    status: 200,
    input: &CREATE_SERVICE_LINKED_ROLE_REQUEST,
    output: &CREATE_SERVICE_LINKED_ROLE_RESPONSE,
    wrapper: Some("CreateServiceLinkedRoleResult"),
};

pub static CREATE_SERVICE_SPECIFIC_CREDENTIAL: Signature = Signature {
    name: "CreateServiceSpecificCredential",
    method: "POST",
    path: "/",
    status: 200,
    input: &CREATE_SERVICE_SPECIFIC_CREDENTIAL_REQUEST,
    output: &CREATE_SERVICE_SPECIFIC_CREDENTIAL_RESPONSE,
    wrapper: Some("CreateServiceSpecificCredentialResult"),
};

pub static CREATE_USER: Signature = Signature {
    name: "CreateUser",
    method: "POST",
    path: "/",
    status: 200,
    input: &CREATE_USER_REQUEST,
    output: &CREATE_USER_RESPONSE,
    wrapper: Some("CreateUserResult"),
};

pub static CREATE_VIRTUAL_MFA_DEVICE: Signature = Signature {
    name: "CreateVirtualMFADevice",
    method: "POST",
    path: "/",
    status: 200,
    input: &CREATE_VIRTUAL_MFA_DEVICE_REQUEST,
    output: &CREATE_VIRTUAL_MFA_DEVICE_RESPONSE,
    wrapper: Some("CreateVirtualMFADeviceResult"),
};

pub static DEACTIVATE_MFA_DEVICE: Signature = Signature {
    name: "DeactivateMFADevice",
    method: "POST",
    path: "/",
    status: 200,
    input: &DEACTIVATE_MFA_DEVICE_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static DELETE_ACCESS_KEY: Signature = Signature {
    name: "DeleteAccessKey",
    method: "POST",
    path: "/",
    status: 200,
    input: &DELETE_ACCESS_KEY_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static DELETE_ACCOUNT_ALIAS: Signature = Signature {
    name: "DeleteAccountAlias",
    method: "POST",
    path: "/",
    status: 200,
    input: &DELETE_ACCOUNT_ALIAS_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static DELETE_ACCOUNT_PASSWORD_POLICY: Signature = Signature {
    name: "DeleteAccountPasswordPolicy",
    method: "POST",
    path: "/",
    status: 200,
    input: &NOTHING,
    output: &NOTHING,
    wrapper: None,
};

pub static DELETE_GROUP: Signature = Signature {
    name: "DeleteGroup",
    method: "POST",
    path: "/",
    status: 200,
    input: &DELETE_GROUP_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static DELETE_GROUP_POLICY: Signature = Signature {
    name: "DeleteGroupPolicy",
    method: "POST",
    path: "/",
    status: 200,
    input: &DELETE_GROUP_POLICY_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static DELETE_INSTANCE_PROFILE: Signature = Signature {
    name: "DeleteInstanceProfile",
    method: "POST",
    path: "/",
    status: 200,
    input: &DELETE_INSTANCE_PROFILE_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static DELETE_LOGIN_PROFILE: Signature = Signature {
    name: "DeleteLoginProfile",
    method: "POST",
    path: "/",
    status: 200,
    input: &DELETE_LOGIN_PROFILE_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static DELETE_OPEN_ID_CONNECT_PROVIDER: Signature = Signature {
    name: "DeleteOpenIDConnectProvider",
    method: "POST",
    path: "/",
    status: 200,
    input: &DELETE_OPEN_ID_CONNECT_PROVIDER_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static DELETE_POLICY: Signature = Signature {
    name: "DeletePolicy",
    method: "POST",
    path: "/",
    status: 200,
    input: &DELETE_POLICY_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static DELETE_POLICY_VERSION: Signature = Signature {
    name: "DeletePolicyVersion",
    method: "POST",
    path: "/",
    status: 200,
    input: &DELETE_POLICY_VERSION_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static DELETE_ROLE: Signature = Signature {
    name: "DeleteRole",
    method: "POST",
    path: "/",
    status: 200,
    input: &DELETE_ROLE_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static DELETE_ROLE_PERMISSIONS_BOUNDARY: Signature = Signature {
    name: "DeleteRolePermissionsBoundary",
    method: "POST",
    path: "/",
    status: 200,
    input: &DELETE_ROLE_PERMISSIONS_BOUNDARY_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static DELETE_ROLE_POLICY: Signature = Signature {
    name: "DeleteRolePolicy",
    method: "POST",
    path: "/",
    status: 200,
    input: &DELETE_ROLE_POLICY_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static DELETE_SAML_PROVIDER: Signature = Signature {
    name: "DeleteSAMLProvider",
    method: "POST",
    path: "/",
    status: 200,
    input: &DELETE_SAML_PROVIDER_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static DELETE_SSH_PUBLIC_KEY: Signature = Signature {
    name: "DeleteSSHPublicKey",
    method: "POST",
    path: "/",
    status: 200,
    input: &DELETE_SSH_PUBLIC_KEY_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static DELETE_SERVER_CERTIFICATE: Signature = Signature {
    name: "DeleteServerCertificate",
    method: "POST",
    path: "/",
    status: 200,
    input: &DELETE_SERVER_CERTIFICATE_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static DELETE_SERVICE_LINKED_ROLE: Signature = Signature {
    name: "DeleteServiceLinkedRole",
    method: "POST",
    path: "/",
    status: 200,
    input: &DELETE_SERVICE_LINKED_ROLE_REQUEST,
    output: &DELETE_SERVICE_LINKED_ROLE_RESPONSE,
    wrapper: Some("DeleteServiceLinkedRoleResult"),
};

pub static DELETE_SERVICE_SPECIFIC_CREDENTIAL: Signature = Signature {
    name: "DeleteServiceSpecificCredential",
    method: "POST",
    path: "/",
    status: 200,
    input: &DELETE_SERVICE_SPECIFIC_CREDENTIAL_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static DELETE_SIGNING_CERTIFICATE: Signature = Signature {
    name: "DeleteSigningCertificate",
    method: "POST",
    path: "/",
    status: 200,
    input: &DELETE_SIGNING_CERTIFICATE_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static DELETE_USER: Signature = Signature {
    name: "DeleteUser",
    method: "POST",
    path: "/",
    status: 200,
    input: &DELETE_USER_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static DELETE_USER_PERMISSIONS_BOUNDARY: Signature = Signature {
    name: "DeleteUserPermissionsBoundary",
    method: "POST",
    path: "/",
    status: 200,
    input: &DELETE_USER_PERMISSIONS_BOUNDARY_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static DELETE_USER_POLICY: Signature = Signature {
    name: "DeleteUserPolicy",
    method: "POST",
    path: "/",
    status: 200,
    input: &DELETE_USER_POLICY_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static DELETE_VIRTUAL_MFA_DEVICE: Signature = Signature {
    name: "DeleteVirtualMFADevice",
    method: "POST",
    path: "/",
    status: 200,
    input: &DELETE_VIRTUAL_MFA_DEVICE_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static DETACH_GROUP_POLICY: Signature = Signature {
    name: "DetachGroupPolicy",
    method: "POST",
    path: "/",
    status: 200,
    input: &DETACH_GROUP_POLICY_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static DETACH_ROLE_POLICY: Signature = Signature {
    name: "DetachRolePolicy",
    method: "POST",
    path: "/",
    status: 200,
    input: &DETACH_ROLE_POLICY_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static DETACH_USER_POLICY: Signature = Signature {
    name: "DetachUserPolicy",
    method: "POST",
    path: "/",
    status: 200,
    input: &DETACH_USER_POLICY_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static DISABLE_OUTBOUND_WEB_IDENTITY_FEDERATION: Signature = Signature {
    name: "DisableOutboundWebIdentityFederation",
    method: "POST",
    path: "/",
    status: 200,
    input: &NOTHING,
    output: &NOTHING,
    wrapper: None,
};

pub static ENABLE_MFA_DEVICE: Signature = Signature {
    name: "EnableMFADevice",
    method: "POST",
    path: "/",
    status: 200,
    input: &ENABLE_MFA_DEVICE_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static ENABLE_OUTBOUND_WEB_IDENTITY_FEDERATION: Signature = Signature {
    name: "EnableOutboundWebIdentityFederation",
    method: "POST",
    path: "/",
    status: 200,
    input: &NOTHING,
    output: &ENABLE_OUTBOUND_WEB_IDENTITY_FEDERATION_RESPONSE,
    wrapper: Some("EnableOutboundWebIdentityFederationResult"),
};

pub static GENERATE_CREDENTIAL_REPORT: Signature = Signature {
    name: "GenerateCredentialReport",
    method: "POST",
    path: "/",
    status: 200,
    input: &NOTHING,
    output: &GENERATE_CREDENTIAL_REPORT_RESPONSE,
    wrapper: Some("GenerateCredentialReportResult"),
};

pub static GENERATE_SERVICE_LAST_ACCESSED_DETAILS: Signature = Signature {
    name: "GenerateServiceLastAccessedDetails",
    method: "POST",
    path: "/",
    status: 200,
    input: &GENERATE_SERVICE_LAST_ACCESSED_DETAILS_REQUEST,
    output: &GENERATE_SERVICE_LAST_ACCESSED_DETAILS_RESPONSE,
    wrapper: Some("GenerateServiceLastAccessedDetailsResult"),
};

pub static GET_ACCESS_KEY_LAST_USED: Signature = Signature {
    name: "GetAccessKeyLastUsed",
    method: "POST",
    path: "/",
    status: 200,
    input: &GET_ACCESS_KEY_LAST_USED_REQUEST,
    output: &GET_ACCESS_KEY_LAST_USED_RESPONSE,
    wrapper: Some("GetAccessKeyLastUsedResult"),
};

pub static GET_ACCOUNT_AUTHORIZATION_DETAILS: Signature = Signature {
    name: "GetAccountAuthorizationDetails",
    method: "POST",
    path: "/",
    status: 200,
    input: &GET_ACCOUNT_AUTHORIZATION_DETAILS_REQUEST,
    output: &GET_ACCOUNT_AUTHORIZATION_DETAILS_RESPONSE,
    wrapper: Some("GetAccountAuthorizationDetailsResult"),
};

pub static GET_ACCOUNT_PASSWORD_POLICY: Signature = Signature {
    name: "GetAccountPasswordPolicy",
    method: "POST",
    path: "/",
    status: 200,
    input: &NOTHING,
    output: &GET_ACCOUNT_PASSWORD_POLICY_RESPONSE,
    wrapper: Some("GetAccountPasswordPolicyResult"),
};

pub static GET_ACCOUNT_PROPERTIES: Signature = Signature {
    name: "GetAccountProperties",
    method: "POST",
    path: "/",
    status: 200,
    input: &GET_ACCOUNT_PROPERTIES_REQUEST,
    output: &GET_ACCOUNT_PROPERTIES_RESPONSE,
    wrapper: Some("GetAccountPropertiesResult"),
};

pub static GET_ACCOUNT_SUMMARY: Signature = Signature {
    name: "GetAccountSummary",
    method: "POST",
    path: "/",
    status: 200,
    input: &NOTHING,
    output: &GET_ACCOUNT_SUMMARY_RESPONSE,
    wrapper: Some("GetAccountSummaryResult"),
};

pub static GET_CONTEXT_KEYS_FOR_CUSTOM_POLICY: Signature = Signature {
    name: "GetContextKeysForCustomPolicy",
    method: "POST",
    path: "/",
    status: 200,
    input: &GET_CONTEXT_KEYS_FOR_CUSTOM_POLICY_REQUEST,
    output: &GET_CONTEXT_KEYS_FOR_POLICY_RESPONSE,
    wrapper: Some("GetContextKeysForCustomPolicyResult"),
};

pub static GET_CONTEXT_KEYS_FOR_PRINCIPAL_POLICY: Signature = Signature {
    name: "GetContextKeysForPrincipalPolicy",
    method: "POST",
    path: "/",
    status: 200,
    input: &GET_CONTEXT_KEYS_FOR_PRINCIPAL_POLICY_REQUEST,
    output: &GET_CONTEXT_KEYS_FOR_POLICY_RESPONSE,
    wrapper: Some("GetContextKeysForPrincipalPolicyResult"),
};

pub static GET_CREDENTIAL_REPORT: Signature = Signature {
    name: "GetCredentialReport",
    method: "POST",
    path: "/",
    status: 200,
    input: &NOTHING,
    output: &GET_CREDENTIAL_REPORT_RESPONSE,
    wrapper: Some("GetCredentialReportResult"),
};

pub static GET_GROUP: Signature = Signature {
    name: "GetGroup",
    method: "POST",
    path: "/",
    status: 200,
    input: &GET_GROUP_REQUEST,
    output: &GET_GROUP_RESPONSE,
    wrapper: Some("GetGroupResult"),
};

pub static GET_GROUP_POLICY: Signature = Signature {
    name: "GetGroupPolicy",
    method: "POST",
    path: "/",
    status: 200,
    input: &GET_GROUP_POLICY_REQUEST,
    output: &GET_GROUP_POLICY_RESPONSE,
    wrapper: Some("GetGroupPolicyResult"),
};

pub static GET_INSTANCE_PROFILE: Signature = Signature {
    name: "GetInstanceProfile",
    method: "POST",
    path: "/",
    status: 200,
    input: &GET_INSTANCE_PROFILE_REQUEST,
    output: &GET_INSTANCE_PROFILE_RESPONSE,
    wrapper: Some("GetInstanceProfileResult"),
};

pub static GET_LOGIN_PROFILE: Signature = Signature {
    name: "GetLoginProfile",
    method: "POST",
    path: "/",
    status: 200,
    input: &GET_LOGIN_PROFILE_REQUEST,
    output: &GET_LOGIN_PROFILE_RESPONSE,
    wrapper: Some("GetLoginProfileResult"),
};

pub static GET_MFA_DEVICE: Signature = Signature {
    name: "GetMFADevice",
    method: "POST",
    path: "/",
    status: 200,
    input: &GET_MFA_DEVICE_REQUEST,
    output: &GET_MFA_DEVICE_RESPONSE,
    wrapper: Some("GetMFADeviceResult"),
};

pub static GET_OPEN_ID_CONNECT_PROVIDER: Signature = Signature {
    name: "GetOpenIDConnectProvider",
    method: "POST",
    path: "/",
    status: 200,
    input: &GET_OPEN_ID_CONNECT_PROVIDER_REQUEST,
    output: &GET_OPEN_ID_CONNECT_PROVIDER_RESPONSE,
    wrapper: Some("GetOpenIDConnectProviderResult"),
};

pub static GET_OUTBOUND_WEB_IDENTITY_FEDERATION_INFO: Signature = Signature {
    name: "GetOutboundWebIdentityFederationInfo",
    method: "POST",
    path: "/",
    status: 200,
    input: &NOTHING,
    output: &GET_OUTBOUND_WEB_IDENTITY_FEDERATION_INFO_RESPONSE,
    wrapper: Some("GetOutboundWebIdentityFederationInfoResult"),
};

pub static GET_POLICY: Signature = Signature {
    name: "GetPolicy",
    method: "POST",
    path: "/",
    status: 200,
    input: &GET_POLICY_REQUEST,
    output: &GET_POLICY_RESPONSE,
    wrapper: Some("GetPolicyResult"),
};

pub static GET_POLICY_VERSION: Signature = Signature {
    name: "GetPolicyVersion",
    method: "POST",
    path: "/",
    status: 200,
    input: &GET_POLICY_VERSION_REQUEST,
    output: &GET_POLICY_VERSION_RESPONSE,
    wrapper: Some("GetPolicyVersionResult"),
};

pub static GET_ROLE: Signature = Signature {
    name: "GetRole",
    method: "POST",
    path: "/",
    status: 200,
    input: &GET_ROLE_REQUEST,
    output: &GET_ROLE_RESPONSE,
    wrapper: Some("GetRoleResult"),
};

pub static GET_ROLE_POLICY: Signature = Signature {
    name: "GetRolePolicy",
    method: "POST",
    path: "/",
    status: 200,
    input: &GET_ROLE_POLICY_REQUEST,
    output: &GET_ROLE_POLICY_RESPONSE,
    wrapper: Some("GetRolePolicyResult"),
};

pub static GET_SAML_PROVIDER: Signature = Signature {
    name: "GetSAMLProvider",
    method: "POST",
    path: "/",
    status: 200,
    input: &GET_SAML_PROVIDER_REQUEST,
    output: &GET_SAML_PROVIDER_RESPONSE,
    wrapper: Some("GetSAMLProviderResult"),
};

pub static GET_SSH_PUBLIC_KEY: Signature = Signature {
    name: "GetSSHPublicKey",
    method: "POST",
    path: "/",
    status: 200,
    input: &GET_SSH_PUBLIC_KEY_REQUEST,
    output: &GET_SSH_PUBLIC_KEY_RESPONSE,
    wrapper: Some("GetSSHPublicKeyResult"),
};

pub static GET_SERVER_CERTIFICATE: Signature = Signature {
    name: "GetServerCertificate",
    method: "POST",
    path: "/",
    status: 200,
    input: &GET_SERVER_CERTIFICATE_REQUEST,
    output: &GET_SERVER_CERTIFICATE_RESPONSE,
    wrapper: Some("GetServerCertificateResult"),
};

pub static GET_SERVICE_LAST_ACCESSED_DETAILS: Signature = Signature {
    name: "GetServiceLastAccessedDetails",
    method: "POST",
    path: "/",
    status: 200,
    input: &GET_SERVICE_LAST_ACCESSED_DETAILS_REQUEST,
    output: &GET_SERVICE_LAST_ACCESSED_DETAILS_RESPONSE,
    wrapper: Some("GetServiceLastAccessedDetailsResult"),
};

pub static GET_SERVICE_LAST_ACCESSED_DETAILS_WITH_ENTITIES: Signature = Signature {
    name: "GetServiceLastAccessedDetailsWithEntities",
    method: "POST",
    path: "/",
    status: 200,
    input: &GET_SERVICE_LAST_ACCESSED_DETAILS_WITH_ENTITIES_REQUEST,
    output: &GET_SERVICE_LAST_ACCESSED_DETAILS_WITH_ENTITIES_RESPONSE,
    wrapper: Some("GetServiceLastAccessedDetailsWithEntitiesResult"),
};

pub static GET_SERVICE_LINKED_ROLE_DELETION_STATUS: Signature = Signature {
    name: "GetServiceLinkedRoleDeletionStatus",
    method: "POST",
    path: "/",
    status: 200,
    input: &GET_SERVICE_LINKED_ROLE_DELETION_STATUS_REQUEST,
    output: &GET_SERVICE_LINKED_ROLE_DELETION_STATUS_RESPONSE,
    wrapper: Some("GetServiceLinkedRoleDeletionStatusResult"),
};

pub static GET_USER: Signature = Signature {
    name: "GetUser",
    method: "POST",
    path: "/",
    status: 200,
    input: &GET_USER_REQUEST,
    output: &GET_USER_RESPONSE,
    wrapper: Some("GetUserResult"),
};

pub static GET_USER_POLICY: Signature = Signature {
    name: "GetUserPolicy",
    method: "POST",
    path: "/",
    status: 200,
    input: &GET_USER_POLICY_REQUEST,
    output: &GET_USER_POLICY_RESPONSE,
    wrapper: Some("GetUserPolicyResult"),
};

pub static LIST_ACCESS_KEYS: Signature = Signature {
    name: "ListAccessKeys",
    method: "POST",
    path: "/",
    status: 200,
    input: &LIST_ACCESS_KEYS_REQUEST,
    output: &LIST_ACCESS_KEYS_RESPONSE,
    wrapper: Some("ListAccessKeysResult"),
};

pub static LIST_ACCOUNT_ALIASES: Signature = Signature {
    name: "ListAccountAliases",
    method: "POST",
    path: "/",
    status: 200,
    input: &LIST_ACCOUNT_ALIASES_REQUEST,
    output: &LIST_ACCOUNT_ALIASES_RESPONSE,
    wrapper: Some("ListAccountAliasesResult"),
};

pub static LIST_ATTACHED_GROUP_POLICIES: Signature = Signature {
    name: "ListAttachedGroupPolicies",
    method: "POST",
    path: "/",
    status: 200,
    input: &LIST_ATTACHED_GROUP_POLICIES_REQUEST,
    output: &LIST_ATTACHED_GROUP_POLICIES_RESPONSE,
    wrapper: Some("ListAttachedGroupPoliciesResult"),
};

pub static LIST_ATTACHED_ROLE_POLICIES: Signature = Signature {
    name: "ListAttachedRolePolicies",
    method: "POST",
    path: "/",
    status: 200,
    input: &LIST_ATTACHED_ROLE_POLICIES_REQUEST,
    output: &LIST_ATTACHED_ROLE_POLICIES_RESPONSE,
    wrapper: Some("ListAttachedRolePoliciesResult"),
};

pub static LIST_ATTACHED_USER_POLICIES: Signature = Signature {
    name: "ListAttachedUserPolicies",
    method: "POST",
    path: "/",
    status: 200,
    input: &LIST_ATTACHED_USER_POLICIES_REQUEST,
    output: &LIST_ATTACHED_USER_POLICIES_RESPONSE,
    wrapper: Some("ListAttachedUserPoliciesResult"),
};

pub static LIST_ENTITIES_FOR_POLICY: Signature = Signature {
    name: "ListEntitiesForPolicy",
    method: "POST",
    path: "/",
    status: 200,
    input: &LIST_ENTITIES_FOR_POLICY_REQUEST,
    output: &LIST_ENTITIES_FOR_POLICY_RESPONSE,
    wrapper: Some("ListEntitiesForPolicyResult"),
};

pub static LIST_GROUP_POLICIES: Signature = Signature {
    name: "ListGroupPolicies",
    method: "POST",
    path: "/",
    status: 200,
    input: &LIST_GROUP_POLICIES_REQUEST,
    output: &LIST_GROUP_POLICIES_RESPONSE,
    wrapper: Some("ListGroupPoliciesResult"),
};

pub static LIST_GROUPS: Signature = Signature {
    name: "ListGroups",
    method: "POST",
    path: "/",
    status: 200,
    input: &LIST_GROUPS_REQUEST,
    output: &LIST_GROUPS_RESPONSE,
    wrapper: Some("ListGroupsResult"),
};

pub static LIST_GROUPS_FOR_USER: Signature = Signature {
    name: "ListGroupsForUser",
    method: "POST",
    path: "/",
    status: 200,
    input: &LIST_GROUPS_FOR_USER_REQUEST,
    output: &LIST_GROUPS_FOR_USER_RESPONSE,
    wrapper: Some("ListGroupsForUserResult"),
};

pub static LIST_INSTANCE_PROFILE_TAGS: Signature = Signature {
    name: "ListInstanceProfileTags",
    method: "POST",
    path: "/",
    status: 200,
    input: &LIST_INSTANCE_PROFILE_TAGS_REQUEST,
    output: &LIST_INSTANCE_PROFILE_TAGS_RESPONSE,
    wrapper: Some("ListInstanceProfileTagsResult"),
};

pub static LIST_INSTANCE_PROFILES: Signature = Signature {
    name: "ListInstanceProfiles",
    method: "POST",
    path: "/",
    status: 200,
    input: &LIST_INSTANCE_PROFILES_REQUEST,
    output: &LIST_INSTANCE_PROFILES_RESPONSE,
    wrapper: Some("ListInstanceProfilesResult"),
};

pub static LIST_INSTANCE_PROFILES_FOR_ROLE: Signature = Signature {
    name: "ListInstanceProfilesForRole",
    method: "POST",
    path: "/",
    status: 200,
    input: &LIST_INSTANCE_PROFILES_FOR_ROLE_REQUEST,
    output: &LIST_INSTANCE_PROFILES_FOR_ROLE_RESPONSE,
    wrapper: Some("ListInstanceProfilesForRoleResult"),
};

pub static LIST_MFA_DEVICE_TAGS: Signature = Signature {
    name: "ListMFADeviceTags",
    method: "POST",
    path: "/",
    status: 200,
    input: &LIST_MFA_DEVICE_TAGS_REQUEST,
    output: &LIST_MFA_DEVICE_TAGS_RESPONSE,
    wrapper: Some("ListMFADeviceTagsResult"),
};

pub static LIST_MFA_DEVICES: Signature = Signature {
    name: "ListMFADevices",
    method: "POST",
    path: "/",
    status: 200,
    input: &LIST_MFA_DEVICES_REQUEST,
    output: &LIST_MFA_DEVICES_RESPONSE,
    wrapper: Some("ListMFADevicesResult"),
};

pub static LIST_OPEN_ID_CONNECT_PROVIDER_TAGS: Signature = Signature {
    name: "ListOpenIDConnectProviderTags",
    method: "POST",
    path: "/",
    status: 200,
    input: &LIST_OPEN_ID_CONNECT_PROVIDER_TAGS_REQUEST,
    output: &LIST_OPEN_ID_CONNECT_PROVIDER_TAGS_RESPONSE,
    wrapper: Some("ListOpenIDConnectProviderTagsResult"),
};

pub static LIST_OPEN_ID_CONNECT_PROVIDERS: Signature = Signature {
    name: "ListOpenIDConnectProviders",
    method: "POST",
    path: "/",
    status: 200,
    input: &LIST_OPEN_ID_CONNECT_PROVIDERS_REQUEST,
    output: &LIST_OPEN_ID_CONNECT_PROVIDERS_RESPONSE,
    wrapper: Some("ListOpenIDConnectProvidersResult"),
};

pub static LIST_POLICIES: Signature = Signature {
    name: "ListPolicies",
    method: "POST",
    path: "/",
    status: 200,
    input: &LIST_POLICIES_REQUEST,
    output: &LIST_POLICIES_RESPONSE,
    wrapper: Some("ListPoliciesResult"),
};

pub static LIST_POLICIES_GRANTING_SERVICE_ACCESS: Signature = Signature {
    name: "ListPoliciesGrantingServiceAccess",
    method: "POST",
    path: "/",
    status: 200,
    input: &LIST_POLICIES_GRANTING_SERVICE_ACCESS_REQUEST,
    output: &LIST_POLICIES_GRANTING_SERVICE_ACCESS_RESPONSE,
    wrapper: Some("ListPoliciesGrantingServiceAccessResult"),
};

pub static LIST_POLICY_TAGS: Signature = Signature {
    name: "ListPolicyTags",
    method: "POST",
    path: "/",
    status: 200,
    input: &LIST_POLICY_TAGS_REQUEST,
    output: &LIST_POLICY_TAGS_RESPONSE,
    wrapper: Some("ListPolicyTagsResult"),
};

pub static LIST_POLICY_VERSIONS: Signature = Signature {
    name: "ListPolicyVersions",
    method: "POST",
    path: "/",
    status: 200,
    input: &LIST_POLICY_VERSIONS_REQUEST,
    output: &LIST_POLICY_VERSIONS_RESPONSE,
    wrapper: Some("ListPolicyVersionsResult"),
};

pub static LIST_ROLE_POLICIES: Signature = Signature {
    name: "ListRolePolicies",
    method: "POST",
    path: "/",
    status: 200,
    input: &LIST_ROLE_POLICIES_REQUEST,
    output: &LIST_ROLE_POLICIES_RESPONSE,
    wrapper: Some("ListRolePoliciesResult"),
};

pub static LIST_ROLE_TAGS: Signature = Signature {
    name: "ListRoleTags",
    method: "POST",
    path: "/",
    status: 200,
    input: &LIST_ROLE_TAGS_REQUEST,
    output: &LIST_ROLE_TAGS_RESPONSE,
    wrapper: Some("ListRoleTagsResult"),
};

pub static LIST_ROLES: Signature = Signature {
    name: "ListRoles",
    method: "POST",
    path: "/",
    status: 200,
    input: &LIST_ROLES_REQUEST,
    output: &LIST_ROLES_RESPONSE,
    wrapper: Some("ListRolesResult"),
};

pub static LIST_SAML_PROVIDER_TAGS: Signature = Signature {
    name: "ListSAMLProviderTags",
    method: "POST",
    path: "/",
    status: 200,
    input: &LIST_SAML_PROVIDER_TAGS_REQUEST,
    output: &LIST_SAML_PROVIDER_TAGS_RESPONSE,
    wrapper: Some("ListSAMLProviderTagsResult"),
};

pub static LIST_SAML_PROVIDERS: Signature = Signature {
    name: "ListSAMLProviders",
    method: "POST",
    path: "/",
    status: 200,
    input: &LIST_SAML_PROVIDERS_REQUEST,
    output: &LIST_SAML_PROVIDERS_RESPONSE,
    wrapper: Some("ListSAMLProvidersResult"),
};

pub static LIST_SSH_PUBLIC_KEYS: Signature = Signature {
    name: "ListSSHPublicKeys",
    method: "POST",
    path: "/",
    status: 200,
    input: &LIST_SSH_PUBLIC_KEYS_REQUEST,
    output: &LIST_SSH_PUBLIC_KEYS_RESPONSE,
    wrapper: Some("ListSSHPublicKeysResult"),
};

pub static LIST_SERVER_CERTIFICATE_TAGS: Signature = Signature {
    name: "ListServerCertificateTags",
    method: "POST",
    path: "/",
    status: 200,
    input: &LIST_SERVER_CERTIFICATE_TAGS_REQUEST,
    output: &LIST_SERVER_CERTIFICATE_TAGS_RESPONSE,
    wrapper: Some("ListServerCertificateTagsResult"),
};

pub static LIST_SERVER_CERTIFICATES: Signature = Signature {
    name: "ListServerCertificates",
    method: "POST",
    path: "/",
    status: 200,
    input: &LIST_SERVER_CERTIFICATES_REQUEST,
    output: &LIST_SERVER_CERTIFICATES_RESPONSE,
    wrapper: Some("ListServerCertificatesResult"),
};

pub static LIST_SERVICE_SPECIFIC_CREDENTIALS: Signature = Signature {
    name: "ListServiceSpecificCredentials",
    method: "POST",
    path: "/",
    status: 200,
    input: &LIST_SERVICE_SPECIFIC_CREDENTIALS_REQUEST,
    output: &LIST_SERVICE_SPECIFIC_CREDENTIALS_RESPONSE,
    wrapper: Some("ListServiceSpecificCredentialsResult"),
};

pub static LIST_SIGNING_CERTIFICATES: Signature = Signature {
    name: "ListSigningCertificates",
    method: "POST",
    path: "/",
    status: 200,
    input: &LIST_SIGNING_CERTIFICATES_REQUEST,
    output: &LIST_SIGNING_CERTIFICATES_RESPONSE,
    wrapper: Some("ListSigningCertificatesResult"),
};

pub static LIST_USER_POLICIES: Signature = Signature {
    name: "ListUserPolicies",
    method: "POST",
    path: "/",
    status: 200,
    input: &LIST_USER_POLICIES_REQUEST,
    output: &LIST_USER_POLICIES_RESPONSE,
    wrapper: Some("ListUserPoliciesResult"),
};

pub static LIST_USER_TAGS: Signature = Signature {
    name: "ListUserTags",
    method: "POST",
    path: "/",
    status: 200,
    input: &LIST_USER_TAGS_REQUEST,
    output: &LIST_USER_TAGS_RESPONSE,
    wrapper: Some("ListUserTagsResult"),
};

pub static LIST_USERS: Signature = Signature {
    name: "ListUsers",
    method: "POST",
    path: "/",
    status: 200,
    input: &LIST_USERS_REQUEST,
    output: &LIST_USERS_RESPONSE,
    wrapper: Some("ListUsersResult"),
};

pub static LIST_VIRTUAL_MFA_DEVICES: Signature = Signature {
    name: "ListVirtualMFADevices",
    method: "POST",
    path: "/",
    status: 200,
    input: &LIST_VIRTUAL_MFA_DEVICES_REQUEST,
    output: &LIST_VIRTUAL_MFA_DEVICES_RESPONSE,
    wrapper: Some("ListVirtualMFADevicesResult"),
};

pub static PUT_ACCOUNT_PROPERTIES: Signature = Signature {
    name: "PutAccountProperties",
    method: "POST",
    path: "/",
    status: 200,
    input: &PUT_ACCOUNT_PROPERTIES_REQUEST,
    output: &PUT_ACCOUNT_PROPERTIES_RESPONSE,
    wrapper: Some("PutAccountPropertiesResult"),
};

pub static PUT_GROUP_POLICY: Signature = Signature {
    name: "PutGroupPolicy",
    method: "POST",
    path: "/",
    status: 200,
    input: &PUT_GROUP_POLICY_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static PUT_ROLE_PERMISSIONS_BOUNDARY: Signature = Signature {
    name: "PutRolePermissionsBoundary",
    method: "POST",
    path: "/",
    status: 200,
    input: &PUT_ROLE_PERMISSIONS_BOUNDARY_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static PUT_ROLE_POLICY: Signature = Signature {
    name: "PutRolePolicy",
    method: "POST",
    path: "/",
    status: 200,
    input: &PUT_ROLE_POLICY_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static PUT_USER_PERMISSIONS_BOUNDARY: Signature = Signature {
    name: "PutUserPermissionsBoundary",
    method: "POST",
    path: "/",
    status: 200,
    input: &PUT_USER_PERMISSIONS_BOUNDARY_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static PUT_USER_POLICY: Signature = Signature {
    name: "PutUserPolicy",
    method: "POST",
    path: "/",
    status: 200,
    input: &PUT_USER_POLICY_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static REMOVE_CLIENT_ID_FROM_OPEN_ID_CONNECT_PROVIDER: Signature = Signature {
    name: "RemoveClientIDFromOpenIDConnectProvider",
    method: "POST",
    path: "/",
    status: 200,
    input: &REMOVE_CLIENT_ID_FROM_OPEN_ID_CONNECT_PROVIDER_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static REMOVE_ROLE_FROM_INSTANCE_PROFILE: Signature = Signature {
    name: "RemoveRoleFromInstanceProfile",
    method: "POST",
    path: "/",
    status: 200,
    input: &REMOVE_ROLE_FROM_INSTANCE_PROFILE_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static REMOVE_USER_FROM_GROUP: Signature = Signature {
    name: "RemoveUserFromGroup",
    method: "POST",
    path: "/",
    status: 200,
    input: &REMOVE_USER_FROM_GROUP_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static RESET_SERVICE_SPECIFIC_CREDENTIAL: Signature = Signature {
    name: "ResetServiceSpecificCredential",
    method: "POST",
    path: "/",
    status: 200,
    input: &RESET_SERVICE_SPECIFIC_CREDENTIAL_REQUEST,
    output: &RESET_SERVICE_SPECIFIC_CREDENTIAL_RESPONSE,
    wrapper: Some("ResetServiceSpecificCredentialResult"),
};

pub static RESYNC_MFA_DEVICE: Signature = Signature {
    name: "ResyncMFADevice",
    method: "POST",
    path: "/",
    status: 200,
    input: &RESYNC_MFA_DEVICE_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static SET_DEFAULT_POLICY_VERSION: Signature = Signature {
    name: "SetDefaultPolicyVersion",
    method: "POST",
    path: "/",
    status: 200,
    input: &SET_DEFAULT_POLICY_VERSION_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static SET_SECURITY_TOKEN_SERVICE_PREFERENCES: Signature = Signature {
    name: "SetSecurityTokenServicePreferences",
    method: "POST",
    path: "/",
    status: 200,
    input: &SET_SECURITY_TOKEN_SERVICE_PREFERENCES_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static SIMULATE_CUSTOM_POLICY: Signature = Signature {
    name: "SimulateCustomPolicy",
    method: "POST",
    path: "/",
    status: 200,
    input: &SIMULATE_CUSTOM_POLICY_REQUEST,
    output: &SIMULATE_POLICY_RESPONSE,
    wrapper: Some("SimulateCustomPolicyResult"),
};

pub static SIMULATE_PRINCIPAL_POLICY: Signature = Signature {
    name: "SimulatePrincipalPolicy",
    method: "POST",
    path: "/",
    status: 200,
    input: &SIMULATE_PRINCIPAL_POLICY_REQUEST,
    output: &SIMULATE_POLICY_RESPONSE,
    wrapper: Some("SimulatePrincipalPolicyResult"),
};

pub static TAG_INSTANCE_PROFILE: Signature = Signature {
    name: "TagInstanceProfile",
    method: "POST",
    path: "/",
    status: 200,
    input: &TAG_INSTANCE_PROFILE_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static TAG_MFA_DEVICE: Signature = Signature {
    name: "TagMFADevice",
    method: "POST",
    path: "/",
    status: 200,
    input: &TAG_MFA_DEVICE_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static TAG_OPEN_ID_CONNECT_PROVIDER: Signature = Signature {
    name: "TagOpenIDConnectProvider",
    method: "POST",
    path: "/",
    status: 200,
    input: &TAG_OPEN_ID_CONNECT_PROVIDER_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static TAG_POLICY: Signature = Signature {
    name: "TagPolicy",
    method: "POST",
    path: "/",
    status: 200,
    input: &TAG_POLICY_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static TAG_ROLE: Signature = Signature {
    name: "TagRole",
    method: "POST",
    path: "/",
    status: 200,
    input: &TAG_ROLE_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static TAG_SAML_PROVIDER: Signature = Signature {
    name: "TagSAMLProvider",
    method: "POST",
    path: "/",
    status: 200,
    input: &TAG_SAML_PROVIDER_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static TAG_SERVER_CERTIFICATE: Signature = Signature {
    name: "TagServerCertificate",
    method: "POST",
    path: "/",
    status: 200,
    input: &TAG_SERVER_CERTIFICATE_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static TAG_USER: Signature = Signature {
    name: "TagUser",
    method: "POST",
    path: "/",
    status: 200,
    input: &TAG_USER_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static UNTAG_INSTANCE_PROFILE: Signature = Signature {
    name: "UntagInstanceProfile",
    method: "POST",
    path: "/",
    status: 200,
    input: &UNTAG_INSTANCE_PROFILE_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static UNTAG_MFA_DEVICE: Signature = Signature {
    name: "UntagMFADevice",
    method: "POST",
    path: "/",
    status: 200,
    input: &UNTAG_MFA_DEVICE_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static UNTAG_OPEN_ID_CONNECT_PROVIDER: Signature = Signature {
    name: "UntagOpenIDConnectProvider",
    method: "POST",
    path: "/",
    status: 200,
    input: &UNTAG_OPEN_ID_CONNECT_PROVIDER_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static UNTAG_POLICY: Signature = Signature {
    name: "UntagPolicy",
    method: "POST",
    path: "/",
    status: 200,
    input: &UNTAG_POLICY_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static UNTAG_ROLE: Signature = Signature {
    name: "UntagRole",
    method: "POST",
    path: "/",
    status: 200,
    input: &UNTAG_ROLE_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static UNTAG_SAML_PROVIDER: Signature = Signature {
    name: "UntagSAMLProvider",
    method: "POST",
    path: "/",
    status: 200,
    input: &UNTAG_SAML_PROVIDER_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static UNTAG_SERVER_CERTIFICATE: Signature = Signature {
    name: "UntagServerCertificate",
    method: "POST",
    path: "/",
    status: 200,
    input: &UNTAG_SERVER_CERTIFICATE_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static UNTAG_USER: Signature = Signature {
    name: "UntagUser",
    method: "POST",
    path: "/",
    status: 200,
    input: &UNTAG_USER_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static UPDATE_ACCESS_KEY: Signature = Signature {
    name: "UpdateAccessKey",
    method: "POST",
    path: "/",
    status: 200,
    input: &UPDATE_ACCESS_KEY_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static UPDATE_ACCOUNT_PASSWORD_POLICY: Signature = Signature {
    name: "UpdateAccountPasswordPolicy",
    method: "POST",
    path: "/",
    status: 200,
    input: &UPDATE_ACCOUNT_PASSWORD_POLICY_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static UPDATE_ASSUME_ROLE_POLICY: Signature = Signature {
    name: "UpdateAssumeRolePolicy",
    method: "POST",
    path: "/",
    status: 200,
    input: &UPDATE_ASSUME_ROLE_POLICY_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static UPDATE_GROUP: Signature = Signature {
    name: "UpdateGroup",
    method: "POST",
    path: "/",
    status: 200,
    input: &UPDATE_GROUP_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static UPDATE_LOGIN_PROFILE: Signature = Signature {
    name: "UpdateLoginProfile",
    method: "POST",
    path: "/",
    status: 200,
    input: &UPDATE_LOGIN_PROFILE_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static UPDATE_OPEN_ID_CONNECT_PROVIDER: Signature = Signature {
    name: "UpdateOpenIDConnectProvider",
    method: "POST",
    path: "/",
    status: 200,
    input: &UPDATE_OPEN_ID_CONNECT_PROVIDER_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static UPDATE_OPEN_ID_CONNECT_PROVIDER_THUMBPRINT: Signature = Signature {
    name: "UpdateOpenIDConnectProviderThumbprint",
    method: "POST",
    path: "/",
    status: 200,
    input: &UPDATE_OPEN_ID_CONNECT_PROVIDER_THUMBPRINT_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static UPDATE_ROLE: Signature = Signature {
    name: "UpdateRole",
    method: "POST",
    path: "/",
    status: 200,
    input: &UPDATE_ROLE_REQUEST,
    output: &UPDATE_ROLE_RESPONSE,
    wrapper: Some("UpdateRoleResult"),
};

pub static UPDATE_ROLE_DESCRIPTION: Signature = Signature {
    name: "UpdateRoleDescription",
    method: "POST",
    path: "/",
    status: 200,
    input: &UPDATE_ROLE_DESCRIPTION_REQUEST,
    output: &UPDATE_ROLE_DESCRIPTION_RESPONSE,
    wrapper: Some("UpdateRoleDescriptionResult"),
};

pub static UPDATE_SAML_PROVIDER: Signature = Signature {
    name: "UpdateSAMLProvider",
    method: "POST",
    path: "/",
    status: 200,
    input: &UPDATE_SAML_PROVIDER_REQUEST,
    output: &UPDATE_SAML_PROVIDER_RESPONSE,
    wrapper: Some("UpdateSAMLProviderResult"),
};

pub static UPDATE_SSH_PUBLIC_KEY: Signature = Signature {
    name: "UpdateSSHPublicKey",
    method: "POST",
    path: "/",
    status: 200,
    input: &UPDATE_SSH_PUBLIC_KEY_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static UPDATE_SERVER_CERTIFICATE: Signature = Signature {
    name: "UpdateServerCertificate",
    method: "POST",
    path: "/",
    status: 200,
    input: &UPDATE_SERVER_CERTIFICATE_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static UPDATE_SERVICE_SPECIFIC_CREDENTIAL: Signature = Signature {
    name: "UpdateServiceSpecificCredential",
    method: "POST",
    path: "/",
    status: 200,
    input: &UPDATE_SERVICE_SPECIFIC_CREDENTIAL_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static UPDATE_SIGNING_CERTIFICATE: Signature = Signature {
    name: "UpdateSigningCertificate",
    method: "POST",
    path: "/",
    status: 200,
    input: &UPDATE_SIGNING_CERTIFICATE_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static UPDATE_USER: Signature = Signature {
    name: "UpdateUser",
    method: "POST",
    path: "/",
    status: 200,
    input: &UPDATE_USER_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static UPLOAD_SSH_PUBLIC_KEY: Signature = Signature {
    name: "UploadSSHPublicKey",
    method: "POST",
    path: "/",
    status: 200,
    input: &UPLOAD_SSH_PUBLIC_KEY_REQUEST,
    output: &UPLOAD_SSH_PUBLIC_KEY_RESPONSE,
    wrapper: Some("UploadSSHPublicKeyResult"),
};

pub static UPLOAD_SERVER_CERTIFICATE: Signature = Signature {
    name: "UploadServerCertificate",
    method: "POST",
    path: "/",
    status: 200,
    input: &UPLOAD_SERVER_CERTIFICATE_REQUEST,
    output: &UPLOAD_SERVER_CERTIFICATE_RESPONSE,
    wrapper: Some("UploadServerCertificateResult"),
};

pub static UPLOAD_SIGNING_CERTIFICATE: Signature = Signature {
    name: "UploadSigningCertificate",
    method: "POST",
    path: "/",
    status: 200,
    input: &UPLOAD_SIGNING_CERTIFICATE_REQUEST,
    output: &UPLOAD_SIGNING_CERTIFICATE_RESPONSE,
    wrapper: Some("UploadSigningCertificateResult"),
};

const ACCESS_ADVISOR_USAGE_GRANULARITY_TYPE_VALUES: &[&str] = &["SERVICE_LEVEL", "ACTION_LEVEL"];

pub static ACCESS_KEY: Shape = Shape::new(
    "AccessKey",
    &[
        Member::new("UserName", Kind::Text).required().min(1).max(64).matching(&USER_NAME_TYPE_PATTERN),
        Member::new("AccessKeyId", Kind::Text)
            .required()
            .min(16)
            .max(128)
            .matching(&ACCESS_KEY_ID_TYPE_PATTERN),
        Member::new("Status", Kind::Text).required().one_of(STATUS_TYPE_VALUES),
        Member::new("SecretAccessKey", Kind::Text).required().hiding(Hidden::Value),
        Member::new("CreateDate", Kind::Time(None)),
    ],
);

static ACCESS_KEY_ID_TYPE_PATTERN: Pattern = Pattern::new(r"[\w]+");

pub static ACCESS_KEY_LAST_USED: Shape = Shape::new(
    "AccessKeyLastUsed",
    &[
        Member::new("LastUsedDate", Kind::Time(None)),
        Member::new("ServiceName", Kind::Text).required(),
        Member::new("Region", Kind::Text).required(),
    ],
);

pub static ACCESS_KEY_METADATA: Shape = Shape::new(
    "AccessKeyMetadata",
    &[
        Member::new("UserName", Kind::Text).min(1).max(64).matching(&USER_NAME_TYPE_PATTERN),
        Member::new("AccessKeyId", Kind::Text).min(16).max(128).matching(&ACCESS_KEY_ID_TYPE_PATTERN),
        Member::new("Status", Kind::Text).one_of(STATUS_TYPE_VALUES),
        Member::new("CreateDate", Kind::Time(None)),
    ],
);

static ACCESS_KEY_METADATA_LIST_TYPE: List =
    List { element: Member::new("member", Kind::Struct(&ACCESS_KEY_METADATA)), flattened: false };

static ACCOUNT_ALIAS_LIST_TYPE: List = List {
    element: Member::new("member", Kind::Text).min(3).max(63).matching(&ACCOUNT_ALIAS_TYPE_PATTERN),
    flattened: false,
};

static ACCOUNT_ALIAS_TYPE_PATTERN: Pattern =
    Pattern::except("^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$", "[a-z0-9][a-z0-9-]{1,61}[a-z0-9]", ".*--.*");

static ACCOUNT_PROPERTIES_MAP_TYPE: Map = Map {
    key: Member::new("key", Kind::Text).min(1).max(50).matching(&ACCOUNT_PROPERTY_KEY_TYPE_PATTERN),
    value: Member::new("value", Kind::Text).min(1).max(1024),
    flattened: false,
};

static ACCOUNT_PROPERTY_KEY_TYPE_PATTERN: Pattern = Pattern::new("^[A-Za-z][A-Za-z0-9/_-]*$");

static ACTION_NAME_LIST_TYPE: List =
    List { element: Member::new("member", Kind::Text).min(3).max(128), flattened: false };

pub static ADD_CLIENT_ID_TO_OPEN_ID_CONNECT_PROVIDER_REQUEST: Shape = Shape::new(
    "AddClientIDToOpenIDConnectProviderRequest",
    &[
        Member::new("OpenIDConnectProviderArn", Kind::Text).required().min(20).max(2048),
        Member::new("ClientID", Kind::Text).required().min(1).max(255),
    ],
);

pub static ADD_ROLE_TO_INSTANCE_PROFILE_REQUEST: Shape = Shape::new(
    "AddRoleToInstanceProfileRequest",
    &[
        Member::new("InstanceProfileName", Kind::Text)
            .required()
            .min(1)
            .max(128)
            .matching(&INSTANCE_PROFILE_NAME_TYPE_PATTERN),
        Member::new("RoleName", Kind::Text).required().min(1).max(64).matching(&ROLE_NAME_TYPE_PATTERN),
    ],
);

pub static ADD_USER_TO_GROUP_REQUEST: Shape = Shape::new(
    "AddUserToGroupRequest",
    &[
        Member::new("GroupName", Kind::Text).required().min(1).max(128).matching(&GROUP_NAME_TYPE_PATTERN),
        Member::new("UserName", Kind::Text)
            .required()
            .min(1)
            .max(128)
            .matching(&EXISTING_USER_NAME_TYPE_PATTERN),
    ],
);

static ARN_LIST_TYPE: List =
    List { element: Member::new("member", Kind::Text).min(20).max(2048), flattened: false };

const ASSERTION_ENCRYPTION_MODE_TYPE_VALUES: &[&str] = &["Required", "Allowed"];

const ASSIGNMENT_STATUS_TYPE_VALUES: &[&str] = &["Assigned", "Unassigned", "Any"];

pub static ATTACHED_PERMISSIONS_BOUNDARY: Shape = Shape::new(
    "AttachedPermissionsBoundary",
    &[
        Member::new("PermissionsBoundaryType", Kind::Text)
            .one_of(PERMISSIONS_BOUNDARY_ATTACHMENT_TYPE_VALUES),
        Member::new("PermissionsBoundaryArn", Kind::Text).min(20).max(2048),
    ],
);

static ATTACHED_POLICIES_LIST_TYPE: List =
    List { element: Member::new("member", Kind::Struct(&ATTACHED_POLICY)), flattened: false };

pub static ATTACHED_POLICY: Shape = Shape::new(
    "AttachedPolicy",
    &[
        Member::new("PolicyName", Kind::Text).min(1).max(128).matching(&POLICY_NAME_TYPE_PATTERN),
        Member::new("PolicyArn", Kind::Text).min(20).max(2048),
    ],
);

static ATTACHMENT_NAME_PATTERN: Pattern = Pattern::new(r"[\w+=,.@-]+");

const ATTACHMENT_TYPE_VALUES: &[&str] = &["user", "group", "role"];

pub static ATTACH_GROUP_POLICY_REQUEST: Shape = Shape::new(
    "AttachGroupPolicyRequest",
    &[
        Member::new("GroupName", Kind::Text).required().min(1).max(128).matching(&GROUP_NAME_TYPE_PATTERN),
        Member::new("PolicyArn", Kind::Text).required().min(20).max(2048),
    ],
);

pub static ATTACH_ROLE_POLICY_REQUEST: Shape = Shape::new(
    "AttachRolePolicyRequest",
    &[
        Member::new("RoleName", Kind::Text).required().min(1).max(64).matching(&ROLE_NAME_TYPE_PATTERN),
        Member::new("PolicyArn", Kind::Text).required().min(20).max(2048),
    ],
);

pub static ATTACH_USER_POLICY_REQUEST: Shape = Shape::new(
    "AttachUserPolicyRequest",
    &[
        Member::new("UserName", Kind::Text).required().min(1).max(64).matching(&USER_NAME_TYPE_PATTERN),
        Member::new("PolicyArn", Kind::Text).required().min(20).max(2048),
    ],
);

static AUTHENTICATION_CODE_TYPE_PATTERN: Pattern = Pattern::new(r"[\d]+");

static CERTIFICATE_BODY_TYPE_PATTERN: Pattern = Pattern::new(r"[\u0009\u000A\u000D\u0020-\u00FF]+");

static CERTIFICATE_CHAIN_TYPE_PATTERN: Pattern = Pattern::new(r"[\u0009\u000A\u000D\u0020-\u00FF]+");

static CERTIFICATE_ID_TYPE_PATTERN: Pattern = Pattern::new(r"[\w]+");

static CERTIFICATE_LIST_TYPE: List =
    List { element: Member::new("member", Kind::Struct(&SIGNING_CERTIFICATE)), flattened: false };

static CERTIFICATION_KEY_TYPE_PATTERN: Pattern = Pattern::new(r"[\u0020-\u00FF]+");

static CERTIFICATION_MAP_TYPE: Map = Map {
    key: Member::new("key", Kind::Text).min(1).max(128).matching(&CERTIFICATION_KEY_TYPE_PATTERN),
    value: Member::new("value", Kind::Text).min(1).max(32).matching(&CERTIFICATION_VALUE_TYPE_PATTERN),
    flattened: false,
};

static CERTIFICATION_VALUE_TYPE_PATTERN: Pattern = Pattern::new(r"[\u0020-\u00FF]+");

pub static CHANGE_PASSWORD_REQUEST: Shape = Shape::new(
    "ChangePasswordRequest",
    &[
        Member::new("OldPassword", Kind::Text)
            .required()
            .min(1)
            .max(128)
            .matching(&PASSWORD_TYPE_PATTERN)
            .hiding(Hidden::Value),
        Member::new("NewPassword", Kind::Text)
            .required()
            .min(1)
            .max(128)
            .matching(&PASSWORD_TYPE_PATTERN)
            .hiding(Hidden::Value),
    ],
);

static CLIENT_ID_LIST_TYPE: List =
    List { element: Member::new("member", Kind::Text).min(1).max(255), flattened: false };

pub static CONTEXT_ENTRY: Shape = Shape::new(
    "ContextEntry",
    &[
        Member::new("ContextKeyName", Kind::Text).min(5).max(256),
        Member::new("ContextKeyValues", Kind::List(&CONTEXT_KEY_VALUE_LIST_TYPE)),
        Member::new("ContextKeyType", Kind::Text).one_of(CONTEXT_KEY_TYPE_ENUM_VALUES),
    ],
);

static CONTEXT_ENTRY_LIST_TYPE: List =
    List { element: Member::new("member", Kind::Struct(&CONTEXT_ENTRY)), flattened: false };

static CONTEXT_KEY_NAMES_RESULT_LIST_TYPE: List =
    List { element: Member::new("member", Kind::Text).min(5).max(256), flattened: false };

const CONTEXT_KEY_TYPE_ENUM_VALUES: &[&str] = &[
    "string",
    "stringList",
    "numeric",
    "numericList",
    "boolean",
    "booleanList",
    "ip",
    "ipList",
    "binary",
    "binaryList",
    "date",
    "dateList",
];

static CONTEXT_KEY_VALUE_LIST_TYPE: List =
    List { element: Member::new("member", Kind::Text), flattened: false };

pub static CONTEXT_PROVIDER: Shape = Shape::new(
    "ContextProvider",
    &[
        Member::new("KeyDefinitionList", Kind::List(&KEY_DEFINITION_LIST_TYPE)).min(0).max(10),
        Member::new("SubjectSourceKey", Kind::Text).required().min(1).max(128),
        Member::new("SubjectTypeValue", Kind::Text).min(0).max(128),
        Member::new("SubjectTypeSourceKey", Kind::Text).min(1).max(128),
    ],
);

pub static CONTEXT_PROVIDER_KEY_DEFINITION: Shape = Shape::new(
    "ContextProviderKeyDefinition",
    &[
        Member::new("SourceKey", Kind::Text).required().min(1).max(128),
        Member::new("TargetKey", Kind::Text).min(1).max(128),
    ],
);

pub static CREATE_ACCESS_KEY_REQUEST: Shape = Shape::new(
    "CreateAccessKeyRequest",
    &[Member::new("UserName", Kind::Text).min(1).max(128).matching(&EXISTING_USER_NAME_TYPE_PATTERN)],
);

pub static CREATE_ACCESS_KEY_RESPONSE: Shape =
    Shape::new("CreateAccessKeyResponse", &[Member::new("AccessKey", Kind::Struct(&ACCESS_KEY)).required()]);

pub static CREATE_ACCOUNT_ALIAS_REQUEST: Shape = Shape::new(
    "CreateAccountAliasRequest",
    &[Member::new("AccountAlias", Kind::Text)
        .required()
        .min(3)
        .max(63)
        .matching(&ACCOUNT_ALIAS_TYPE_PATTERN)],
);

pub static CREATE_GROUP_REQUEST: Shape = Shape::new(
    "CreateGroupRequest",
    &[
        Member::new("Path", Kind::Text).min(1).max(512).matching(&PATH_TYPE_PATTERN),
        Member::new("GroupName", Kind::Text).required().min(1).max(128).matching(&GROUP_NAME_TYPE_PATTERN),
    ],
);

pub static CREATE_GROUP_RESPONSE: Shape =
    Shape::new("CreateGroupResponse", &[Member::new("Group", Kind::Struct(&GROUP)).required()]);

pub static CREATE_INSTANCE_PROFILE_REQUEST: Shape = Shape::new(
    "CreateInstanceProfileRequest",
    &[
        Member::new("InstanceProfileName", Kind::Text)
            .required()
            .min(1)
            .max(128)
            .matching(&INSTANCE_PROFILE_NAME_TYPE_PATTERN),
        Member::new("Path", Kind::Text).min(1).max(512).matching(&PATH_TYPE_PATTERN),
        Member::new("Tags", Kind::List(&TAG_LIST_TYPE)).max(50),
    ],
);

pub static CREATE_INSTANCE_PROFILE_RESPONSE: Shape = Shape::new(
    "CreateInstanceProfileResponse",
    &[Member::new("InstanceProfile", Kind::Struct(&INSTANCE_PROFILE)).required()],
);

pub static CREATE_LOGIN_PROFILE_REQUEST: Shape = Shape::new(
    "CreateLoginProfileRequest",
    &[
        Member::new("UserName", Kind::Text).min(1).max(64).matching(&USER_NAME_TYPE_PATTERN),
        Member::new("Password", Kind::Text)
            .min(1)
            .max(128)
            .matching(&PASSWORD_TYPE_PATTERN)
            .hiding(Hidden::Value),
        Member::new("PasswordResetRequired", Kind::Boolean),
        Member::new("MaxSigninSessionDuration", Kind::Integer).min(3600).max(7776000),
    ],
);

pub static CREATE_LOGIN_PROFILE_RESPONSE: Shape = Shape::new(
    "CreateLoginProfileResponse",
    &[Member::new("LoginProfile", Kind::Struct(&LOGIN_PROFILE)).required()],
);

pub static CREATE_OPEN_ID_CONNECT_PROVIDER_REQUEST: Shape = Shape::new(
    "CreateOpenIDConnectProviderRequest",
    &[
        Member::new("Url", Kind::Text).required().min(1).max(255),
        Member::new("ClientIDList", Kind::List(&CLIENT_ID_LIST_TYPE)),
        Member::new("ThumbprintList", Kind::List(&THUMBPRINT_LIST_TYPE)),
        Member::new("Tags", Kind::List(&TAG_LIST_TYPE)).max(50),
        Member::new("ContextProvider", Kind::Struct(&CONTEXT_PROVIDER)),
        Member::new("IdentityCenterInstanceArn", Kind::Text).min(1).max(1224),
    ],
);

pub static CREATE_OPEN_ID_CONNECT_PROVIDER_RESPONSE: Shape = Shape::new(
    "CreateOpenIDConnectProviderResponse",
    &[
        Member::new("OpenIDConnectProviderArn", Kind::Text).min(20).max(2048),
        Member::new("Tags", Kind::List(&TAG_LIST_TYPE)).max(50),
    ],
);

pub static CREATE_POLICY_REQUEST: Shape = Shape::new(
    "CreatePolicyRequest",
    &[
        Member::new("PolicyName", Kind::Text).required().min(1).max(128).matching(&POLICY_NAME_TYPE_PATTERN),
        Member::new("Path", Kind::Text).min(1).max(512).matching(&POLICY_PATH_TYPE_PATTERN),
        Member::new("PolicyDocument", Kind::Text)
            .required()
            .min(1)
            .max(131072)
            .matching(&POLICY_DOCUMENT_TYPE_PATTERN),
        Member::new("Description", Kind::Text).max(1000),
        Member::new("Tags", Kind::List(&TAG_LIST_TYPE)).max(50),
    ],
);

pub static CREATE_POLICY_RESPONSE: Shape =
    Shape::new("CreatePolicyResponse", &[Member::new("Policy", Kind::Struct(&POLICY))]);

pub static CREATE_POLICY_VERSION_REQUEST: Shape = Shape::new(
    "CreatePolicyVersionRequest",
    &[
        Member::new("PolicyArn", Kind::Text).required().min(20).max(2048),
        Member::new("PolicyDocument", Kind::Text)
            .required()
            .min(1)
            .max(131072)
            .matching(&POLICY_DOCUMENT_TYPE_PATTERN),
        Member::new("SetAsDefault", Kind::Boolean),
    ],
);

pub static CREATE_POLICY_VERSION_RESPONSE: Shape =
    Shape::new("CreatePolicyVersionResponse", &[Member::new("PolicyVersion", Kind::Struct(&POLICY_VERSION))]);

pub static CREATE_ROLE_REQUEST: Shape = Shape::new(
    "CreateRoleRequest",
    &[
        Member::new("Path", Kind::Text).min(1).max(512).matching(&PATH_TYPE_PATTERN),
        Member::new("RoleName", Kind::Text).required().min(1).max(64).matching(&ROLE_NAME_TYPE_PATTERN),
        Member::new("AssumeRolePolicyDocument", Kind::Text)
            .required()
            .min(1)
            .max(131072)
            .matching(&POLICY_DOCUMENT_TYPE_PATTERN),
        Member::new("Description", Kind::Text).max(1000).matching(&ROLE_DESCRIPTION_TYPE_PATTERN),
        Member::new("MaxSessionDuration", Kind::Integer).min(3600).max(43200),
        Member::new("MaxSigninSessionDuration", Kind::Integer).min(3600).max(7776000),
        Member::new("PermissionsBoundary", Kind::Text).min(20).max(2048),
        Member::new("Tags", Kind::List(&TAG_LIST_TYPE)).max(50),
    ],
);

pub static CREATE_ROLE_RESPONSE: Shape =
    Shape::new("CreateRoleResponse", &[Member::new("Role", Kind::Struct(&ROLE)).required()]);

pub static CREATE_SAML_PROVIDER_REQUEST: Shape = Shape::new(
    "CreateSAMLProviderRequest",
    &[
        Member::new("SAMLMetadataDocument", Kind::Text).required().min(1000).max(10000000),
        Member::new("Name", Kind::Text).required().min(1).max(128).matching(&SAML_PROVIDER_NAME_TYPE_PATTERN),
        Member::new("Tags", Kind::List(&TAG_LIST_TYPE)).max(50),
        Member::new("AssertionEncryptionMode", Kind::Text).one_of(ASSERTION_ENCRYPTION_MODE_TYPE_VALUES),
        Member::new("AddPrivateKey", Kind::Text)
            .min(1)
            .max(16384)
            .matching(&PRIVATE_KEY_TYPE_PATTERN)
            .hiding(Hidden::Value),
        Member::new("ContextProvider", Kind::Struct(&CONTEXT_PROVIDER)),
        Member::new("IdentityCenterInstanceArn", Kind::Text).min(1).max(1224),
    ],
);

pub static CREATE_SAML_PROVIDER_RESPONSE: Shape = Shape::new(
    "CreateSAMLProviderResponse",
    &[
        Member::new("SAMLProviderArn", Kind::Text).min(20).max(2048),
        Member::new("Tags", Kind::List(&TAG_LIST_TYPE)).max(50),
    ],
);

pub static CREATE_SERVICE_LINKED_ROLE_REQUEST: Shape = Shape::new(
    "CreateServiceLinkedRoleRequest",
    &[
        Member::new("AWSServiceName", Kind::Text)
            .required()
            .min(1)
            .max(128)
            .matching(&GROUP_NAME_TYPE_PATTERN),
        Member::new("Description", Kind::Text).max(1000).matching(&ROLE_DESCRIPTION_TYPE_PATTERN),
        Member::new("CustomSuffix", Kind::Text).min(1).max(64).matching(&CUSTOM_SUFFIX_TYPE_PATTERN),
    ],
);

pub static CREATE_SERVICE_LINKED_ROLE_RESPONSE: Shape =
    Shape::new("CreateServiceLinkedRoleResponse", &[Member::new("Role", Kind::Struct(&ROLE))]);

pub static CREATE_SERVICE_SPECIFIC_CREDENTIAL_REQUEST: Shape = Shape::new(
    "CreateServiceSpecificCredentialRequest",
    &[
        Member::new("UserName", Kind::Text).required().min(1).max(64).matching(&USER_NAME_TYPE_PATTERN),
        Member::new("ServiceName", Kind::Text).required(),
        Member::new("CredentialAgeDays", Kind::Integer).min(1).max(36600),
    ],
);

pub static CREATE_SERVICE_SPECIFIC_CREDENTIAL_RESPONSE: Shape = Shape::new(
    "CreateServiceSpecificCredentialResponse",
    &[Member::new("ServiceSpecificCredential", Kind::Struct(&SERVICE_SPECIFIC_CREDENTIAL))],
);

pub static CREATE_USER_REQUEST: Shape = Shape::new(
    "CreateUserRequest",
    &[
        Member::new("Path", Kind::Text).min(1).max(512).matching(&PATH_TYPE_PATTERN),
        Member::new("UserName", Kind::Text).required().min(1).max(64).matching(&USER_NAME_TYPE_PATTERN),
        Member::new("PermissionsBoundary", Kind::Text).min(20).max(2048),
        Member::new("Tags", Kind::List(&TAG_LIST_TYPE)).max(50),
    ],
);

pub static CREATE_USER_RESPONSE: Shape =
    Shape::new("CreateUserResponse", &[Member::new("User", Kind::Struct(&USER))]);

pub static CREATE_VIRTUAL_MFA_DEVICE_REQUEST: Shape = Shape::new(
    "CreateVirtualMFADeviceRequest",
    &[
        Member::new("Path", Kind::Text).min(1).max(512).matching(&PATH_TYPE_PATTERN),
        Member::new("VirtualMFADeviceName", Kind::Text)
            .required()
            .min(1)
            .matching(&VIRTUAL_MFA_DEVICE_NAME_PATTERN),
        Member::new("Tags", Kind::List(&TAG_LIST_TYPE)).max(50),
    ],
);

pub static CREATE_VIRTUAL_MFA_DEVICE_RESPONSE: Shape = Shape::new(
    "CreateVirtualMFADeviceResponse",
    &[Member::new("VirtualMFADevice", Kind::Struct(&VIRTUAL_MFA_DEVICE)).required()],
);

static CUSTOM_SUFFIX_TYPE_PATTERN: Pattern = Pattern::new(r"[\w+=,.@-]+");

pub static DEACTIVATE_MFA_DEVICE_REQUEST: Shape = Shape::new(
    "DeactivateMFADeviceRequest",
    &[
        Member::new("UserName", Kind::Text).min(1).max(128).matching(&EXISTING_USER_NAME_TYPE_PATTERN),
        Member::new("SerialNumber", Kind::Text)
            .required()
            .min(9)
            .max(256)
            .matching(&SERIAL_NUMBER_TYPE_PATTERN),
    ],
);

pub static DELETE_ACCESS_KEY_REQUEST: Shape = Shape::new(
    "DeleteAccessKeyRequest",
    &[
        Member::new("UserName", Kind::Text).min(1).max(128).matching(&EXISTING_USER_NAME_TYPE_PATTERN),
        Member::new("AccessKeyId", Kind::Text)
            .required()
            .min(16)
            .max(128)
            .matching(&ACCESS_KEY_ID_TYPE_PATTERN),
    ],
);

pub static DELETE_ACCOUNT_ALIAS_REQUEST: Shape = Shape::new(
    "DeleteAccountAliasRequest",
    &[Member::new("AccountAlias", Kind::Text)
        .required()
        .min(3)
        .max(63)
        .matching(&ACCOUNT_ALIAS_TYPE_PATTERN)],
);

pub static DELETE_GROUP_POLICY_REQUEST: Shape = Shape::new(
    "DeleteGroupPolicyRequest",
    &[
        Member::new("GroupName", Kind::Text).required().min(1).max(128).matching(&GROUP_NAME_TYPE_PATTERN),
        Member::new("PolicyName", Kind::Text).required().min(1).max(128).matching(&POLICY_NAME_TYPE_PATTERN),
    ],
);

pub static DELETE_GROUP_REQUEST: Shape = Shape::new(
    "DeleteGroupRequest",
    &[Member::new("GroupName", Kind::Text).required().min(1).max(128).matching(&GROUP_NAME_TYPE_PATTERN)],
);

pub static DELETE_INSTANCE_PROFILE_REQUEST: Shape = Shape::new(
    "DeleteInstanceProfileRequest",
    &[Member::new("InstanceProfileName", Kind::Text)
        .required()
        .min(1)
        .max(128)
        .matching(&INSTANCE_PROFILE_NAME_TYPE_PATTERN)],
);

pub static DELETE_LOGIN_PROFILE_REQUEST: Shape = Shape::new(
    "DeleteLoginProfileRequest",
    &[Member::new("UserName", Kind::Text).min(1).max(64).matching(&USER_NAME_TYPE_PATTERN)],
);

pub static DELETE_OPEN_ID_CONNECT_PROVIDER_REQUEST: Shape = Shape::new(
    "DeleteOpenIDConnectProviderRequest",
    &[Member::new("OpenIDConnectProviderArn", Kind::Text).required().min(20).max(2048)],
);

pub static DELETE_POLICY_REQUEST: Shape =
    Shape::new("DeletePolicyRequest", &[Member::new("PolicyArn", Kind::Text).required().min(20).max(2048)]);

pub static DELETE_POLICY_VERSION_REQUEST: Shape = Shape::new(
    "DeletePolicyVersionRequest",
    &[
        Member::new("PolicyArn", Kind::Text).required().min(20).max(2048),
        Member::new("VersionId", Kind::Text).required().matching(&POLICY_VERSION_ID_TYPE_PATTERN),
    ],
);

pub static DELETE_ROLE_PERMISSIONS_BOUNDARY_REQUEST: Shape = Shape::new(
    "DeleteRolePermissionsBoundaryRequest",
    &[Member::new("RoleName", Kind::Text).required().min(1).max(64).matching(&ROLE_NAME_TYPE_PATTERN)],
);

pub static DELETE_ROLE_POLICY_REQUEST: Shape = Shape::new(
    "DeleteRolePolicyRequest",
    &[
        Member::new("RoleName", Kind::Text).required().min(1).max(64).matching(&ROLE_NAME_TYPE_PATTERN),
        Member::new("PolicyName", Kind::Text).required().min(1).max(128).matching(&POLICY_NAME_TYPE_PATTERN),
    ],
);

pub static DELETE_ROLE_REQUEST: Shape = Shape::new(
    "DeleteRoleRequest",
    &[Member::new("RoleName", Kind::Text).required().min(1).max(64).matching(&ROLE_NAME_TYPE_PATTERN)],
);

pub static DELETE_SAML_PROVIDER_REQUEST: Shape = Shape::new(
    "DeleteSAMLProviderRequest",
    &[Member::new("SAMLProviderArn", Kind::Text).required().min(20).max(2048)],
);

pub static DELETE_SERVER_CERTIFICATE_REQUEST: Shape = Shape::new(
    "DeleteServerCertificateRequest",
    &[Member::new("ServerCertificateName", Kind::Text)
        .required()
        .min(1)
        .max(128)
        .matching(&SERVER_CERTIFICATE_NAME_TYPE_PATTERN)],
);

pub static DELETE_SERVICE_LINKED_ROLE_REQUEST: Shape = Shape::new(
    "DeleteServiceLinkedRoleRequest",
    &[Member::new("RoleName", Kind::Text).required().min(1).max(64).matching(&ROLE_NAME_TYPE_PATTERN)],
);

pub static DELETE_SERVICE_LINKED_ROLE_RESPONSE: Shape = Shape::new(
    "DeleteServiceLinkedRoleResponse",
    &[Member::new("DeletionTaskId", Kind::Text).required().min(1).max(1000)],
);

pub static DELETE_SERVICE_SPECIFIC_CREDENTIAL_REQUEST: Shape = Shape::new(
    "DeleteServiceSpecificCredentialRequest",
    &[
        Member::new("UserName", Kind::Text).min(1).max(64).matching(&USER_NAME_TYPE_PATTERN),
        Member::new("ServiceSpecificCredentialId", Kind::Text)
            .required()
            .min(20)
            .max(128)
            .matching(&SERVICE_SPECIFIC_CREDENTIAL_ID_PATTERN),
    ],
);

pub static DELETE_SIGNING_CERTIFICATE_REQUEST: Shape = Shape::new(
    "DeleteSigningCertificateRequest",
    &[
        Member::new("UserName", Kind::Text).min(1).max(128).matching(&EXISTING_USER_NAME_TYPE_PATTERN),
        Member::new("CertificateId", Kind::Text)
            .required()
            .min(24)
            .max(128)
            .matching(&CERTIFICATE_ID_TYPE_PATTERN),
    ],
);

pub static DELETE_SSH_PUBLIC_KEY_REQUEST: Shape = Shape::new(
    "DeleteSSHPublicKeyRequest",
    &[
        Member::new("UserName", Kind::Text).required().min(1).max(64).matching(&USER_NAME_TYPE_PATTERN),
        Member::new("SSHPublicKeyId", Kind::Text)
            .required()
            .min(20)
            .max(128)
            .matching(&PUBLIC_KEY_ID_TYPE_PATTERN),
    ],
);

pub static DELETE_USER_PERMISSIONS_BOUNDARY_REQUEST: Shape = Shape::new(
    "DeleteUserPermissionsBoundaryRequest",
    &[Member::new("UserName", Kind::Text).required().min(1).max(64).matching(&USER_NAME_TYPE_PATTERN)],
);

pub static DELETE_USER_POLICY_REQUEST: Shape = Shape::new(
    "DeleteUserPolicyRequest",
    &[
        Member::new("UserName", Kind::Text)
            .required()
            .min(1)
            .max(128)
            .matching(&EXISTING_USER_NAME_TYPE_PATTERN),
        Member::new("PolicyName", Kind::Text).required().min(1).max(128).matching(&POLICY_NAME_TYPE_PATTERN),
    ],
);

pub static DELETE_USER_REQUEST: Shape = Shape::new(
    "DeleteUserRequest",
    &[Member::new("UserName", Kind::Text)
        .required()
        .min(1)
        .max(128)
        .matching(&EXISTING_USER_NAME_TYPE_PATTERN)],
);

pub static DELETE_VIRTUAL_MFA_DEVICE_REQUEST: Shape = Shape::new(
    "DeleteVirtualMFADeviceRequest",
    &[Member::new("SerialNumber", Kind::Text)
        .required()
        .min(9)
        .max(256)
        .matching(&SERIAL_NUMBER_TYPE_PATTERN)],
);

pub static DELETION_TASK_FAILURE_REASON_TYPE: Shape = Shape::new(
    "DeletionTaskFailureReasonType",
    &[
        Member::new("Reason", Kind::Text).max(1000),
        Member::new("RoleUsageList", Kind::List(&ROLE_USAGE_LIST_TYPE)),
    ],
);

const DELETION_TASK_STATUS_TYPE_VALUES: &[&str] = &["SUCCEEDED", "IN_PROGRESS", "FAILED", "NOT_STARTED"];

pub static DETACH_GROUP_POLICY_REQUEST: Shape = Shape::new(
    "DetachGroupPolicyRequest",
    &[
        Member::new("GroupName", Kind::Text).required().min(1).max(128).matching(&GROUP_NAME_TYPE_PATTERN),
        Member::new("PolicyArn", Kind::Text).required().min(20).max(2048),
    ],
);

pub static DETACH_ROLE_POLICY_REQUEST: Shape = Shape::new(
    "DetachRolePolicyRequest",
    &[
        Member::new("RoleName", Kind::Text).required().min(1).max(64).matching(&ROLE_NAME_TYPE_PATTERN),
        Member::new("PolicyArn", Kind::Text).required().min(20).max(2048),
    ],
);

pub static DETACH_USER_POLICY_REQUEST: Shape = Shape::new(
    "DetachUserPolicyRequest",
    &[
        Member::new("UserName", Kind::Text).required().min(1).max(64).matching(&USER_NAME_TYPE_PATTERN),
        Member::new("PolicyArn", Kind::Text).required().min(20).max(2048),
    ],
);

pub static ENABLE_MFA_DEVICE_REQUEST: Shape = Shape::new(
    "EnableMFADeviceRequest",
    &[
        Member::new("UserName", Kind::Text)
            .required()
            .min(1)
            .max(128)
            .matching(&EXISTING_USER_NAME_TYPE_PATTERN),
        Member::new("SerialNumber", Kind::Text)
            .required()
            .min(9)
            .max(256)
            .matching(&SERIAL_NUMBER_TYPE_PATTERN),
        Member::new("AuthenticationCode1", Kind::Text)
            .required()
            .min(6)
            .max(6)
            .matching(&AUTHENTICATION_CODE_TYPE_PATTERN),
        Member::new("AuthenticationCode2", Kind::Text)
            .required()
            .min(6)
            .max(6)
            .matching(&AUTHENTICATION_CODE_TYPE_PATTERN),
    ],
);

pub static ENABLE_OUTBOUND_WEB_IDENTITY_FEDERATION_RESPONSE: Shape =
    Shape::new("EnableOutboundWebIdentityFederationResponse", &[Member::new("IssuerIdentifier", Kind::Text)]);

const ENCODING_TYPE_VALUES: &[&str] = &["SSH", "PEM"];

pub static ENTITY_DETAILS: Shape = Shape::new(
    "EntityDetails",
    &[
        Member::new("EntityInfo", Kind::Struct(&ENTITY_INFO)).required(),
        Member::new("LastAuthenticated", Kind::Time(None)),
    ],
);

static ENTITY_DETAILS_LIST_TYPE: List =
    List { element: Member::new("member", Kind::Struct(&ENTITY_DETAILS)), flattened: false };

pub static ENTITY_INFO: Shape = Shape::new(
    "EntityInfo",
    &[
        Member::new("Arn", Kind::Text).required().min(20).max(2048),
        Member::new("Name", Kind::Text).required().min(1).max(64).matching(&USER_NAME_TYPE_PATTERN),
        Member::new("Type", Kind::Text).required().one_of(POLICY_OWNER_ENTITY_TYPE_VALUES),
        Member::new("Id", Kind::Text).required().min(16).max(128).matching(&ID_TYPE_PATTERN),
        Member::new("Path", Kind::Text).min(1).max(512).matching(&PATH_TYPE_PATTERN),
    ],
);

static ENTITY_LIST_TYPE: List =
    List { element: Member::new("member", Kind::Text).one_of(ENTITY_TYPE_VALUES), flattened: false };

static ENTITY_NAME_TYPE_PATTERN: Pattern = Pattern::new(r"[\w+=,.@-]+");

const ENTITY_TYPE_VALUES: &[&str] = &["User", "Role", "Group", "LocalManagedPolicy", "AWSManagedPolicy"];

pub static ERROR_DETAILS: Shape = Shape::new(
    "ErrorDetails",
    &[Member::new("Message", Kind::Text).required(), Member::new("Code", Kind::Text).required()],
);

pub static EVALUATION_RESULT: Shape = Shape::new(
    "EvaluationResult",
    &[
        Member::new("EvalActionName", Kind::Text).required().min(3).max(128),
        Member::new("EvalResourceName", Kind::Text).min(1).max(2048),
        Member::new("EvalDecision", Kind::Text).required().one_of(POLICY_EVALUATION_DECISION_TYPE_VALUES),
        Member::new("MatchedStatements", Kind::List(&STATEMENT_LIST_TYPE)),
        Member::new("MissingContextValues", Kind::List(&CONTEXT_KEY_NAMES_RESULT_LIST_TYPE)),
        Member::new("OrganizationsDecisionDetail", Kind::Struct(&ORGANIZATIONS_DECISION_DETAIL)),
        Member::new("PermissionsBoundaryDecisionDetail", Kind::Struct(&PERMISSIONS_BOUNDARY_DECISION_DETAIL)),
        Member::new("EvalDecisionDetails", Kind::Map(&EVAL_DECISION_DETAILS_TYPE)),
        Member::new("ResourceSpecificResults", Kind::List(&RESOURCE_SPECIFIC_RESULT_LIST_TYPE)),
    ],
);

static EVALUATION_RESULTS_LIST_TYPE: List =
    List { element: Member::new("member", Kind::Struct(&EVALUATION_RESULT)), flattened: false };

static EVAL_DECISION_DETAILS_TYPE: Map = Map {
    key: Member::new("key", Kind::Text).min(3).max(256),
    value: Member::new("value", Kind::Text).one_of(POLICY_EVALUATION_DECISION_TYPE_VALUES),
    flattened: false,
};

static EXISTING_USER_NAME_TYPE_PATTERN: Pattern = Pattern::new(r"[\w+=,.@-]+");

pub static GENERATE_CREDENTIAL_REPORT_RESPONSE: Shape = Shape::new(
    "GenerateCredentialReportResponse",
    &[
        Member::new("State", Kind::Text).one_of(REPORT_STATE_TYPE_VALUES),
        Member::new("Description", Kind::Text),
    ],
);

pub static GENERATE_SERVICE_LAST_ACCESSED_DETAILS_REQUEST: Shape = Shape::new(
    "GenerateServiceLastAccessedDetailsRequest",
    &[
        Member::new("Arn", Kind::Text).required().min(20).max(2048),
        Member::new("Granularity", Kind::Text).one_of(ACCESS_ADVISOR_USAGE_GRANULARITY_TYPE_VALUES),
    ],
);

pub static GENERATE_SERVICE_LAST_ACCESSED_DETAILS_RESPONSE: Shape = Shape::new(
    "GenerateServiceLastAccessedDetailsResponse",
    &[Member::new("JobId", Kind::Text).min(36).max(36)],
);

pub static GET_ACCESS_KEY_LAST_USED_REQUEST: Shape = Shape::new(
    "GetAccessKeyLastUsedRequest",
    &[Member::new("AccessKeyId", Kind::Text)
        .required()
        .min(16)
        .max(128)
        .matching(&ACCESS_KEY_ID_TYPE_PATTERN)],
);

pub static GET_ACCESS_KEY_LAST_USED_RESPONSE: Shape = Shape::new(
    "GetAccessKeyLastUsedResponse",
    &[
        Member::new("UserName", Kind::Text).min(1).max(128).matching(&EXISTING_USER_NAME_TYPE_PATTERN),
        Member::new("AccessKeyLastUsed", Kind::Struct(&ACCESS_KEY_LAST_USED)),
    ],
);

pub static GET_ACCOUNT_AUTHORIZATION_DETAILS_REQUEST: Shape = Shape::new(
    "GetAccountAuthorizationDetailsRequest",
    &[
        Member::new("Filter", Kind::List(&ENTITY_LIST_TYPE)),
        Member::new("MaxItems", Kind::Integer).min(1).max(1000),
        Member::new("Marker", Kind::Text).min(1).max(320).matching(&MARKER_TYPE_PATTERN),
    ],
);

pub static GET_ACCOUNT_AUTHORIZATION_DETAILS_RESPONSE: Shape = Shape::new(
    "GetAccountAuthorizationDetailsResponse",
    &[
        Member::new("UserDetailList", Kind::List(&USER_DETAIL_LIST_TYPE)),
        Member::new("GroupDetailList", Kind::List(&GROUP_DETAIL_LIST_TYPE)),
        Member::new("RoleDetailList", Kind::List(&ROLE_DETAIL_LIST_TYPE)),
        Member::new("Policies", Kind::List(&MANAGED_POLICY_DETAIL_LIST_TYPE)),
        Member::new("IsTruncated", Kind::Boolean),
        Member::new("Marker", Kind::Text),
    ],
);

pub static GET_ACCOUNT_PASSWORD_POLICY_RESPONSE: Shape = Shape::new(
    "GetAccountPasswordPolicyResponse",
    &[Member::new("PasswordPolicy", Kind::Struct(&PASSWORD_POLICY)).required()],
);

pub static GET_ACCOUNT_PROPERTIES_REQUEST: Shape = Shape::new("GetAccountPropertiesRequest", &[]);

pub static GET_ACCOUNT_PROPERTIES_RESPONSE: Shape = Shape::new(
    "GetAccountPropertiesResponse",
    &[Member::new("Properties", Kind::Map(&ACCOUNT_PROPERTIES_MAP_TYPE))],
);

pub static GET_ACCOUNT_SUMMARY_RESPONSE: Shape =
    Shape::new("GetAccountSummaryResponse", &[Member::new("SummaryMap", Kind::Map(&SUMMARY_MAP_TYPE))]);

pub static GET_CONTEXT_KEYS_FOR_CUSTOM_POLICY_REQUEST: Shape = Shape::new(
    "GetContextKeysForCustomPolicyRequest",
    &[Member::new("PolicyInputList", Kind::List(&SIMULATION_POLICY_LIST_TYPE)).required()],
);

pub static GET_CONTEXT_KEYS_FOR_POLICY_RESPONSE: Shape = Shape::new(
    "GetContextKeysForPolicyResponse",
    &[Member::new("ContextKeyNames", Kind::List(&CONTEXT_KEY_NAMES_RESULT_LIST_TYPE))],
);

pub static GET_CONTEXT_KEYS_FOR_PRINCIPAL_POLICY_REQUEST: Shape = Shape::new(
    "GetContextKeysForPrincipalPolicyRequest",
    &[
        Member::new("PolicySourceArn", Kind::Text).required().min(20).max(2048),
        Member::new("PolicyInputList", Kind::List(&SIMULATION_POLICY_LIST_TYPE)),
    ],
);

pub static GET_CREDENTIAL_REPORT_RESPONSE: Shape = Shape::new(
    "GetCredentialReportResponse",
    &[
        Member::new("Content", Kind::Blob),
        Member::new("ReportFormat", Kind::Text).one_of(REPORT_FORMAT_TYPE_VALUES),
        Member::new("GeneratedTime", Kind::Time(None)),
    ],
);

pub static GET_GROUP_POLICY_REQUEST: Shape = Shape::new(
    "GetGroupPolicyRequest",
    &[
        Member::new("GroupName", Kind::Text).required().min(1).max(128).matching(&GROUP_NAME_TYPE_PATTERN),
        Member::new("PolicyName", Kind::Text).required().min(1).max(128).matching(&POLICY_NAME_TYPE_PATTERN),
    ],
);

pub static GET_GROUP_POLICY_RESPONSE: Shape = Shape::new(
    "GetGroupPolicyResponse",
    &[
        Member::new("GroupName", Kind::Text).required().min(1).max(128).matching(&GROUP_NAME_TYPE_PATTERN),
        Member::new("PolicyName", Kind::Text).required().min(1).max(128).matching(&POLICY_NAME_TYPE_PATTERN),
        Member::new("PolicyDocument", Kind::Text)
            .required()
            .min(1)
            .max(131072)
            .matching(&POLICY_DOCUMENT_TYPE_PATTERN),
    ],
);

pub static GET_GROUP_REQUEST: Shape = Shape::new(
    "GetGroupRequest",
    &[
        Member::new("GroupName", Kind::Text).required().min(1).max(128).matching(&GROUP_NAME_TYPE_PATTERN),
        Member::new("Marker", Kind::Text).min(1).max(320).matching(&MARKER_TYPE_PATTERN),
        Member::new("MaxItems", Kind::Integer).min(1).max(1000),
    ],
);

pub static GET_GROUP_RESPONSE: Shape = Shape::new(
    "GetGroupResponse",
    &[
        Member::new("Group", Kind::Struct(&GROUP)).required(),
        Member::new("Users", Kind::List(&USER_LIST_TYPE)).required(),
        Member::new("IsTruncated", Kind::Boolean),
        Member::new("Marker", Kind::Text),
    ],
);

pub static GET_INSTANCE_PROFILE_REQUEST: Shape = Shape::new(
    "GetInstanceProfileRequest",
    &[Member::new("InstanceProfileName", Kind::Text)
        .required()
        .min(1)
        .max(128)
        .matching(&INSTANCE_PROFILE_NAME_TYPE_PATTERN)],
);

pub static GET_INSTANCE_PROFILE_RESPONSE: Shape = Shape::new(
    "GetInstanceProfileResponse",
    &[Member::new("InstanceProfile", Kind::Struct(&INSTANCE_PROFILE)).required()],
);

pub static GET_LOGIN_PROFILE_REQUEST: Shape = Shape::new(
    "GetLoginProfileRequest",
    &[Member::new("UserName", Kind::Text).min(1).max(64).matching(&USER_NAME_TYPE_PATTERN)],
);

pub static GET_LOGIN_PROFILE_RESPONSE: Shape = Shape::new(
    "GetLoginProfileResponse",
    &[Member::new("LoginProfile", Kind::Struct(&LOGIN_PROFILE)).required()],
);

pub static GET_MFA_DEVICE_REQUEST: Shape = Shape::new(
    "GetMFADeviceRequest",
    &[
        Member::new("SerialNumber", Kind::Text)
            .required()
            .min(9)
            .max(256)
            .matching(&SERIAL_NUMBER_TYPE_PATTERN),
        Member::new("UserName", Kind::Text).min(1).max(64).matching(&USER_NAME_TYPE_PATTERN),
    ],
);

pub static GET_MFA_DEVICE_RESPONSE: Shape = Shape::new(
    "GetMFADeviceResponse",
    &[
        Member::new("UserName", Kind::Text).min(1).max(64).matching(&USER_NAME_TYPE_PATTERN),
        Member::new("SerialNumber", Kind::Text)
            .required()
            .min(9)
            .max(256)
            .matching(&SERIAL_NUMBER_TYPE_PATTERN),
        Member::new("EnableDate", Kind::Time(None)),
        Member::new("Certifications", Kind::Map(&CERTIFICATION_MAP_TYPE)),
    ],
);

pub static GET_OPEN_ID_CONNECT_PROVIDER_REQUEST: Shape = Shape::new(
    "GetOpenIDConnectProviderRequest",
    &[Member::new("OpenIDConnectProviderArn", Kind::Text).required().min(20).max(2048)],
);

pub static GET_OPEN_ID_CONNECT_PROVIDER_RESPONSE: Shape = Shape::new(
    "GetOpenIDConnectProviderResponse",
    &[
        Member::new("Url", Kind::Text).min(1).max(255),
        Member::new("ClientIDList", Kind::List(&CLIENT_ID_LIST_TYPE)),
        Member::new("ThumbprintList", Kind::List(&THUMBPRINT_LIST_TYPE)),
        Member::new("CreateDate", Kind::Time(None)),
        Member::new("Tags", Kind::List(&TAG_LIST_TYPE)).max(50),
        Member::new("ContextProvider", Kind::Struct(&CONTEXT_PROVIDER)),
        Member::new("IdentityCenterInstanceArn", Kind::Text).min(1).max(1224),
        Member::new("IdentityStoreArn", Kind::Text).min(20).max(2048),
    ],
);

pub static GET_OUTBOUND_WEB_IDENTITY_FEDERATION_INFO_RESPONSE: Shape = Shape::new(
    "GetOutboundWebIdentityFederationInfoResponse",
    &[Member::new("IssuerIdentifier", Kind::Text), Member::new("JwtVendingEnabled", Kind::Boolean)],
);

pub static GET_POLICY_REQUEST: Shape =
    Shape::new("GetPolicyRequest", &[Member::new("PolicyArn", Kind::Text).required().min(20).max(2048)]);

pub static GET_POLICY_RESPONSE: Shape =
    Shape::new("GetPolicyResponse", &[Member::new("Policy", Kind::Struct(&POLICY))]);

pub static GET_POLICY_VERSION_REQUEST: Shape = Shape::new(
    "GetPolicyVersionRequest",
    &[
        Member::new("PolicyArn", Kind::Text).required().min(20).max(2048),
        Member::new("VersionId", Kind::Text).required().matching(&POLICY_VERSION_ID_TYPE_PATTERN),
    ],
);

pub static GET_POLICY_VERSION_RESPONSE: Shape =
    Shape::new("GetPolicyVersionResponse", &[Member::new("PolicyVersion", Kind::Struct(&POLICY_VERSION))]);

pub static GET_ROLE_POLICY_REQUEST: Shape = Shape::new(
    "GetRolePolicyRequest",
    &[
        Member::new("RoleName", Kind::Text).required().min(1).max(64).matching(&ROLE_NAME_TYPE_PATTERN),
        Member::new("PolicyName", Kind::Text).required().min(1).max(128).matching(&POLICY_NAME_TYPE_PATTERN),
    ],
);

pub static GET_ROLE_POLICY_RESPONSE: Shape = Shape::new(
    "GetRolePolicyResponse",
    &[
        Member::new("RoleName", Kind::Text).required().min(1).max(64).matching(&ROLE_NAME_TYPE_PATTERN),
        Member::new("PolicyName", Kind::Text).required().min(1).max(128).matching(&POLICY_NAME_TYPE_PATTERN),
        Member::new("PolicyDocument", Kind::Text)
            .required()
            .min(1)
            .max(131072)
            .matching(&POLICY_DOCUMENT_TYPE_PATTERN),
    ],
);

pub static GET_ROLE_REQUEST: Shape = Shape::new(
    "GetRoleRequest",
    &[Member::new("RoleName", Kind::Text).required().min(1).max(64).matching(&ROLE_NAME_TYPE_PATTERN)],
);

pub static GET_ROLE_RESPONSE: Shape =
    Shape::new("GetRoleResponse", &[Member::new("Role", Kind::Struct(&ROLE)).required()]);

pub static GET_SAML_PROVIDER_REQUEST: Shape = Shape::new(
    "GetSAMLProviderRequest",
    &[Member::new("SAMLProviderArn", Kind::Text).required().min(20).max(2048)],
);

pub static GET_SAML_PROVIDER_RESPONSE: Shape = Shape::new(
    "GetSAMLProviderResponse",
    &[
        Member::new("SAMLProviderUUID", Kind::Text).min(22).max(64).matching(&PRIVATE_KEY_ID_TYPE_PATTERN),
        Member::new("SAMLMetadataDocument", Kind::Text).min(1000).max(10000000),
        Member::new("ContextProvider", Kind::Struct(&CONTEXT_PROVIDER)),
        Member::new("SAMLKeyHashes", Kind::List(&SAML_KEY_HASH_LIST_TYPE)),
        Member::new("CreateDate", Kind::Time(None)),
        Member::new("ValidUntil", Kind::Time(None)),
        Member::new("Tags", Kind::List(&TAG_LIST_TYPE)).max(50),
        Member::new("AssertionEncryptionMode", Kind::Text).one_of(ASSERTION_ENCRYPTION_MODE_TYPE_VALUES),
        Member::new("PrivateKeyList", Kind::List(&PRIVATE_KEY_LIST)).max(2),
        Member::new("IdentityCenterInstanceArn", Kind::Text).min(1).max(1224),
        Member::new("IdentityStoreArn", Kind::Text).min(20).max(2048),
    ],
);

pub static GET_SERVER_CERTIFICATE_REQUEST: Shape = Shape::new(
    "GetServerCertificateRequest",
    &[Member::new("ServerCertificateName", Kind::Text)
        .required()
        .min(1)
        .max(128)
        .matching(&SERVER_CERTIFICATE_NAME_TYPE_PATTERN)],
);

pub static GET_SERVER_CERTIFICATE_RESPONSE: Shape = Shape::new(
    "GetServerCertificateResponse",
    &[Member::new("ServerCertificate", Kind::Struct(&SERVER_CERTIFICATE)).required()],
);

pub static GET_SERVICE_LAST_ACCESSED_DETAILS_REQUEST: Shape = Shape::new(
    "GetServiceLastAccessedDetailsRequest",
    &[
        Member::new("JobId", Kind::Text).required().min(36).max(36),
        Member::new("MaxItems", Kind::Integer).min(1).max(1000),
        Member::new("Marker", Kind::Text).min(1).max(320).matching(&MARKER_TYPE_PATTERN),
    ],
);

pub static GET_SERVICE_LAST_ACCESSED_DETAILS_RESPONSE: Shape = Shape::new(
    "GetServiceLastAccessedDetailsResponse",
    &[
        Member::new("JobStatus", Kind::Text).required().one_of(JOB_STATUS_TYPE_VALUES),
        Member::new("JobType", Kind::Text).one_of(ACCESS_ADVISOR_USAGE_GRANULARITY_TYPE_VALUES),
        Member::new("JobCreationDate", Kind::Time(None)).required(),
        Member::new("ServicesLastAccessed", Kind::List(&SERVICES_LAST_ACCESSED)).required(),
        Member::new("JobCompletionDate", Kind::Time(None)).required(),
        Member::new("IsTruncated", Kind::Boolean),
        Member::new("Marker", Kind::Text),
        Member::new("Error", Kind::Struct(&ERROR_DETAILS)),
    ],
);

pub static GET_SERVICE_LAST_ACCESSED_DETAILS_WITH_ENTITIES_REQUEST: Shape = Shape::new(
    "GetServiceLastAccessedDetailsWithEntitiesRequest",
    &[
        Member::new("JobId", Kind::Text).required().min(36).max(36),
        Member::new("ServiceNamespace", Kind::Text)
            .required()
            .min(1)
            .max(64)
            .matching(&SERVICE_NAMESPACE_TYPE_PATTERN),
        Member::new("MaxItems", Kind::Integer).min(1).max(1000),
        Member::new("Marker", Kind::Text).min(1).max(320).matching(&MARKER_TYPE_PATTERN),
    ],
);

pub static GET_SERVICE_LAST_ACCESSED_DETAILS_WITH_ENTITIES_RESPONSE: Shape = Shape::new(
    "GetServiceLastAccessedDetailsWithEntitiesResponse",
    &[
        Member::new("JobStatus", Kind::Text).required().one_of(JOB_STATUS_TYPE_VALUES),
        Member::new("JobCreationDate", Kind::Time(None)).required(),
        Member::new("JobCompletionDate", Kind::Time(None)).required(),
        Member::new("EntityDetailsList", Kind::List(&ENTITY_DETAILS_LIST_TYPE)).required(),
        Member::new("IsTruncated", Kind::Boolean),
        Member::new("Marker", Kind::Text),
        Member::new("Error", Kind::Struct(&ERROR_DETAILS)),
    ],
);

pub static GET_SERVICE_LINKED_ROLE_DELETION_STATUS_REQUEST: Shape = Shape::new(
    "GetServiceLinkedRoleDeletionStatusRequest",
    &[Member::new("DeletionTaskId", Kind::Text).required().min(1).max(1000)],
);

pub static GET_SERVICE_LINKED_ROLE_DELETION_STATUS_RESPONSE: Shape = Shape::new(
    "GetServiceLinkedRoleDeletionStatusResponse",
    &[
        Member::new("Status", Kind::Text).required().one_of(DELETION_TASK_STATUS_TYPE_VALUES),
        Member::new("Reason", Kind::Struct(&DELETION_TASK_FAILURE_REASON_TYPE)),
    ],
);

pub static GET_SSH_PUBLIC_KEY_REQUEST: Shape = Shape::new(
    "GetSSHPublicKeyRequest",
    &[
        Member::new("UserName", Kind::Text).required().min(1).max(64).matching(&USER_NAME_TYPE_PATTERN),
        Member::new("SSHPublicKeyId", Kind::Text)
            .required()
            .min(20)
            .max(128)
            .matching(&PUBLIC_KEY_ID_TYPE_PATTERN),
        Member::new("Encoding", Kind::Text).required().one_of(ENCODING_TYPE_VALUES),
    ],
);

pub static GET_SSH_PUBLIC_KEY_RESPONSE: Shape =
    Shape::new("GetSSHPublicKeyResponse", &[Member::new("SSHPublicKey", Kind::Struct(&SSH_PUBLIC_KEY))]);

pub static GET_USER_POLICY_REQUEST: Shape = Shape::new(
    "GetUserPolicyRequest",
    &[
        Member::new("UserName", Kind::Text)
            .required()
            .min(1)
            .max(128)
            .matching(&EXISTING_USER_NAME_TYPE_PATTERN),
        Member::new("PolicyName", Kind::Text).required().min(1).max(128).matching(&POLICY_NAME_TYPE_PATTERN),
    ],
);

pub static GET_USER_POLICY_RESPONSE: Shape = Shape::new(
    "GetUserPolicyResponse",
    &[
        Member::new("UserName", Kind::Text)
            .required()
            .min(1)
            .max(128)
            .matching(&EXISTING_USER_NAME_TYPE_PATTERN),
        Member::new("PolicyName", Kind::Text).required().min(1).max(128).matching(&POLICY_NAME_TYPE_PATTERN),
        Member::new("PolicyDocument", Kind::Text)
            .required()
            .min(1)
            .max(131072)
            .matching(&POLICY_DOCUMENT_TYPE_PATTERN),
    ],
);

pub static GET_USER_REQUEST: Shape = Shape::new(
    "GetUserRequest",
    &[Member::new("UserName", Kind::Text).min(1).max(128).matching(&EXISTING_USER_NAME_TYPE_PATTERN)],
);

pub static GET_USER_RESPONSE: Shape =
    Shape::new("GetUserResponse", &[Member::new("User", Kind::Struct(&USER)).required()]);

const GLOBAL_ENDPOINT_TOKEN_VERSION_VALUES: &[&str] = &["v1Token", "v2Token"];

pub static GROUP: Shape = Shape::new(
    "Group",
    &[
        Member::new("Path", Kind::Text).required().min(1).max(512).matching(&PATH_TYPE_PATTERN),
        Member::new("GroupName", Kind::Text).required().min(1).max(128).matching(&GROUP_NAME_TYPE_PATTERN),
        Member::new("GroupId", Kind::Text).required().min(16).max(128).matching(&ID_TYPE_PATTERN),
        Member::new("Arn", Kind::Text).required().min(20).max(2048),
        Member::new("CreateDate", Kind::Time(None)).required(),
    ],
);

pub static GROUP_DETAIL: Shape = Shape::new(
    "GroupDetail",
    &[
        Member::new("Path", Kind::Text).min(1).max(512).matching(&PATH_TYPE_PATTERN),
        Member::new("GroupName", Kind::Text).min(1).max(128).matching(&GROUP_NAME_TYPE_PATTERN),
        Member::new("GroupId", Kind::Text).min(16).max(128).matching(&ID_TYPE_PATTERN),
        Member::new("Arn", Kind::Text).min(20).max(2048),
        Member::new("CreateDate", Kind::Time(None)),
        Member::new("GroupPolicyList", Kind::List(&POLICY_DETAIL_LIST_TYPE)),
        Member::new("AttachedManagedPolicies", Kind::List(&ATTACHED_POLICIES_LIST_TYPE)),
    ],
);

static GROUP_DETAIL_LIST_TYPE: List =
    List { element: Member::new("member", Kind::Struct(&GROUP_DETAIL)), flattened: false };

static GROUP_LIST_TYPE: List =
    List { element: Member::new("member", Kind::Struct(&GROUP)), flattened: false };

static GROUP_NAME_LIST_TYPE: List = List {
    element: Member::new("member", Kind::Text).min(1).max(128).matching(&GROUP_NAME_TYPE_PATTERN),
    flattened: false,
};

static GROUP_NAME_TYPE_PATTERN: Pattern = Pattern::new(r"[\w+=,.@-]+");

static ID_TYPE_PATTERN: Pattern = Pattern::new(r"[\w]+");

pub static INLINE_POLICY_IDENTIFIER_TYPE: Shape = Shape::new(
    "InlinePolicyIdentifierType",
    &[
        Member::new("PolicyName", Kind::Text).required().min(1).max(128).matching(&POLICY_NAME_TYPE_PATTERN),
        Member::new("AttachmentType", Kind::Text).required().one_of(ATTACHMENT_TYPE_VALUES),
        Member::new("AttachmentName", Kind::Text)
            .required()
            .min(1)
            .max(128)
            .matching(&ATTACHMENT_NAME_PATTERN),
    ],
);

pub static INSTANCE_PROFILE: Shape = Shape::new(
    "InstanceProfile",
    &[
        Member::new("Path", Kind::Text).required().min(1).max(512).matching(&PATH_TYPE_PATTERN),
        Member::new("InstanceProfileName", Kind::Text)
            .required()
            .min(1)
            .max(128)
            .matching(&INSTANCE_PROFILE_NAME_TYPE_PATTERN),
        Member::new("InstanceProfileId", Kind::Text).required().min(16).max(128).matching(&ID_TYPE_PATTERN),
        Member::new("Arn", Kind::Text).required().min(20).max(2048),
        Member::new("CreateDate", Kind::Time(None)).required(),
        Member::new("Roles", Kind::List(&ROLE_LIST_TYPE)).required(),
        Member::new("Tags", Kind::List(&TAG_LIST_TYPE)).max(50),
    ],
);

static INSTANCE_PROFILE_LIST_TYPE: List =
    List { element: Member::new("member", Kind::Struct(&INSTANCE_PROFILE)), flattened: false };

static INSTANCE_PROFILE_NAME_TYPE_PATTERN: Pattern = Pattern::new(r"[\w+=,.@-]+");

const JOB_STATUS_TYPE_VALUES: &[&str] = &["IN_PROGRESS", "COMPLETED", "FAILED"];

static KEY_DEFINITION_LIST_TYPE: List =
    List { element: Member::new("member", Kind::Struct(&CONTEXT_PROVIDER_KEY_DEFINITION)), flattened: false };

static KEY_HASH_LIST_TYPE: List = List { element: Member::new("member", Kind::Text), flattened: false };

pub static LIST_ACCESS_KEYS_REQUEST: Shape = Shape::new(
    "ListAccessKeysRequest",
    &[
        Member::new("UserName", Kind::Text).min(1).max(128).matching(&EXISTING_USER_NAME_TYPE_PATTERN),
        Member::new("Marker", Kind::Text).min(1).max(320).matching(&MARKER_TYPE_PATTERN),
        Member::new("MaxItems", Kind::Integer).min(1).max(1000),
    ],
);

pub static LIST_ACCESS_KEYS_RESPONSE: Shape = Shape::new(
    "ListAccessKeysResponse",
    &[
        Member::new("AccessKeyMetadata", Kind::List(&ACCESS_KEY_METADATA_LIST_TYPE)).required(),
        Member::new("IsTruncated", Kind::Boolean),
        Member::new("Marker", Kind::Text),
    ],
);

pub static LIST_ACCOUNT_ALIASES_REQUEST: Shape = Shape::new(
    "ListAccountAliasesRequest",
    &[
        Member::new("Marker", Kind::Text).min(1).max(320).matching(&MARKER_TYPE_PATTERN),
        Member::new("MaxItems", Kind::Integer).min(1).max(1000),
    ],
);

pub static LIST_ACCOUNT_ALIASES_RESPONSE: Shape = Shape::new(
    "ListAccountAliasesResponse",
    &[
        Member::new("AccountAliases", Kind::List(&ACCOUNT_ALIAS_LIST_TYPE)).required(),
        Member::new("IsTruncated", Kind::Boolean),
        Member::new("Marker", Kind::Text),
    ],
);

pub static LIST_ATTACHED_GROUP_POLICIES_REQUEST: Shape = Shape::new(
    "ListAttachedGroupPoliciesRequest",
    &[
        Member::new("GroupName", Kind::Text).required().min(1).max(128).matching(&GROUP_NAME_TYPE_PATTERN),
        Member::new("PathPrefix", Kind::Text).min(1).max(512).matching(&POLICY_PATH_TYPE_PATTERN),
        Member::new("Marker", Kind::Text).min(1).max(320).matching(&MARKER_TYPE_PATTERN),
        Member::new("MaxItems", Kind::Integer).min(1).max(1000),
    ],
);

pub static LIST_ATTACHED_GROUP_POLICIES_RESPONSE: Shape = Shape::new(
    "ListAttachedGroupPoliciesResponse",
    &[
        Member::new("AttachedPolicies", Kind::List(&ATTACHED_POLICIES_LIST_TYPE)),
        Member::new("IsTruncated", Kind::Boolean),
        Member::new("Marker", Kind::Text),
    ],
);

pub static LIST_ATTACHED_ROLE_POLICIES_REQUEST: Shape = Shape::new(
    "ListAttachedRolePoliciesRequest",
    &[
        Member::new("RoleName", Kind::Text).required().min(1).max(64).matching(&ROLE_NAME_TYPE_PATTERN),
        Member::new("PathPrefix", Kind::Text).min(1).max(512).matching(&POLICY_PATH_TYPE_PATTERN),
        Member::new("Marker", Kind::Text).min(1).max(320).matching(&MARKER_TYPE_PATTERN),
        Member::new("MaxItems", Kind::Integer).min(1).max(1000),
    ],
);

pub static LIST_ATTACHED_ROLE_POLICIES_RESPONSE: Shape = Shape::new(
    "ListAttachedRolePoliciesResponse",
    &[
        Member::new("AttachedPolicies", Kind::List(&ATTACHED_POLICIES_LIST_TYPE)),
        Member::new("IsTruncated", Kind::Boolean),
        Member::new("Marker", Kind::Text),
    ],
);

pub static LIST_ATTACHED_USER_POLICIES_REQUEST: Shape = Shape::new(
    "ListAttachedUserPoliciesRequest",
    &[
        Member::new("UserName", Kind::Text).required().min(1).max(64).matching(&USER_NAME_TYPE_PATTERN),
        Member::new("PathPrefix", Kind::Text).min(1).max(512).matching(&POLICY_PATH_TYPE_PATTERN),
        Member::new("Marker", Kind::Text).min(1).max(320).matching(&MARKER_TYPE_PATTERN),
        Member::new("MaxItems", Kind::Integer).min(1).max(1000),
    ],
);

pub static LIST_ATTACHED_USER_POLICIES_RESPONSE: Shape = Shape::new(
    "ListAttachedUserPoliciesResponse",
    &[
        Member::new("AttachedPolicies", Kind::List(&ATTACHED_POLICIES_LIST_TYPE)),
        Member::new("IsTruncated", Kind::Boolean),
        Member::new("Marker", Kind::Text),
    ],
);

pub static LIST_ENTITIES_FOR_POLICY_REQUEST: Shape = Shape::new(
    "ListEntitiesForPolicyRequest",
    &[
        Member::new("PolicyArn", Kind::Text).required().min(20).max(2048),
        Member::new("EntityFilter", Kind::Text).one_of(ENTITY_TYPE_VALUES),
        Member::new("PathPrefix", Kind::Text).min(1).max(512).matching(&PATH_TYPE_PATTERN),
        Member::new("PolicyUsageFilter", Kind::Text).one_of(POLICY_USAGE_TYPE_VALUES),
        Member::new("Marker", Kind::Text).min(1).max(320).matching(&MARKER_TYPE_PATTERN),
        Member::new("MaxItems", Kind::Integer).min(1).max(1000),
    ],
);

pub static LIST_ENTITIES_FOR_POLICY_RESPONSE: Shape = Shape::new(
    "ListEntitiesForPolicyResponse",
    &[
        Member::new("PolicyGroups", Kind::List(&POLICY_GROUP_LIST_TYPE)),
        Member::new("PolicyUsers", Kind::List(&POLICY_USER_LIST_TYPE)),
        Member::new("PolicyRoles", Kind::List(&POLICY_ROLE_LIST_TYPE)),
        Member::new("IsTruncated", Kind::Boolean),
        Member::new("Marker", Kind::Text),
    ],
);

pub static LIST_GROUPS_FOR_USER_REQUEST: Shape = Shape::new(
    "ListGroupsForUserRequest",
    &[
        Member::new("UserName", Kind::Text)
            .required()
            .min(1)
            .max(128)
            .matching(&EXISTING_USER_NAME_TYPE_PATTERN),
        Member::new("Marker", Kind::Text).min(1).max(320).matching(&MARKER_TYPE_PATTERN),
        Member::new("MaxItems", Kind::Integer).min(1).max(1000),
    ],
);

pub static LIST_GROUPS_FOR_USER_RESPONSE: Shape = Shape::new(
    "ListGroupsForUserResponse",
    &[
        Member::new("Groups", Kind::List(&GROUP_LIST_TYPE)).required(),
        Member::new("IsTruncated", Kind::Boolean),
        Member::new("Marker", Kind::Text),
    ],
);

pub static LIST_GROUPS_REQUEST: Shape = Shape::new(
    "ListGroupsRequest",
    &[
        Member::new("PathPrefix", Kind::Text).min(1).max(512).matching(&PATH_PREFIX_TYPE_PATTERN),
        Member::new("Marker", Kind::Text).min(1).max(320).matching(&MARKER_TYPE_PATTERN),
        Member::new("MaxItems", Kind::Integer).min(1).max(1000),
    ],
);

pub static LIST_GROUPS_RESPONSE: Shape = Shape::new(
    "ListGroupsResponse",
    &[
        Member::new("Groups", Kind::List(&GROUP_LIST_TYPE)).required(),
        Member::new("IsTruncated", Kind::Boolean),
        Member::new("Marker", Kind::Text),
    ],
);

pub static LIST_GROUP_POLICIES_REQUEST: Shape = Shape::new(
    "ListGroupPoliciesRequest",
    &[
        Member::new("GroupName", Kind::Text).required().min(1).max(128).matching(&GROUP_NAME_TYPE_PATTERN),
        Member::new("Marker", Kind::Text).min(1).max(320).matching(&MARKER_TYPE_PATTERN),
        Member::new("MaxItems", Kind::Integer).min(1).max(1000),
    ],
);

pub static LIST_GROUP_POLICIES_RESPONSE: Shape = Shape::new(
    "ListGroupPoliciesResponse",
    &[
        Member::new("PolicyNames", Kind::List(&POLICY_NAME_LIST_TYPE)).required(),
        Member::new("IsTruncated", Kind::Boolean),
        Member::new("Marker", Kind::Text),
    ],
);

pub static LIST_INSTANCE_PROFILES_FOR_ROLE_REQUEST: Shape = Shape::new(
    "ListInstanceProfilesForRoleRequest",
    &[
        Member::new("RoleName", Kind::Text).required().min(1).max(64).matching(&ROLE_NAME_TYPE_PATTERN),
        Member::new("Marker", Kind::Text).min(1).max(320).matching(&MARKER_TYPE_PATTERN),
        Member::new("MaxItems", Kind::Integer).min(1).max(1000),
    ],
);

pub static LIST_INSTANCE_PROFILES_FOR_ROLE_RESPONSE: Shape = Shape::new(
    "ListInstanceProfilesForRoleResponse",
    &[
        Member::new("InstanceProfiles", Kind::List(&INSTANCE_PROFILE_LIST_TYPE)).required(),
        Member::new("IsTruncated", Kind::Boolean),
        Member::new("Marker", Kind::Text),
    ],
);

pub static LIST_INSTANCE_PROFILES_REQUEST: Shape = Shape::new(
    "ListInstanceProfilesRequest",
    &[
        Member::new("PathPrefix", Kind::Text).min(1).max(512).matching(&PATH_PREFIX_TYPE_PATTERN),
        Member::new("Marker", Kind::Text).min(1).max(320).matching(&MARKER_TYPE_PATTERN),
        Member::new("MaxItems", Kind::Integer).min(1).max(1000),
    ],
);

pub static LIST_INSTANCE_PROFILES_RESPONSE: Shape = Shape::new(
    "ListInstanceProfilesResponse",
    &[
        Member::new("InstanceProfiles", Kind::List(&INSTANCE_PROFILE_LIST_TYPE)).required(),
        Member::new("IsTruncated", Kind::Boolean),
        Member::new("Marker", Kind::Text),
    ],
);

pub static LIST_INSTANCE_PROFILE_TAGS_REQUEST: Shape = Shape::new(
    "ListInstanceProfileTagsRequest",
    &[
        Member::new("InstanceProfileName", Kind::Text)
            .required()
            .min(1)
            .max(128)
            .matching(&INSTANCE_PROFILE_NAME_TYPE_PATTERN),
        Member::new("Marker", Kind::Text).min(1).max(320).matching(&MARKER_TYPE_PATTERN),
        Member::new("MaxItems", Kind::Integer).min(1).max(1000),
    ],
);

pub static LIST_INSTANCE_PROFILE_TAGS_RESPONSE: Shape = Shape::new(
    "ListInstanceProfileTagsResponse",
    &[
        Member::new("Tags", Kind::List(&TAG_LIST_TYPE)).required().max(50),
        Member::new("IsTruncated", Kind::Boolean),
        Member::new("Marker", Kind::Text),
    ],
);

pub static LIST_MFA_DEVICES_REQUEST: Shape = Shape::new(
    "ListMFADevicesRequest",
    &[
        Member::new("UserName", Kind::Text).min(1).max(128).matching(&EXISTING_USER_NAME_TYPE_PATTERN),
        Member::new("Marker", Kind::Text).min(1).max(320).matching(&MARKER_TYPE_PATTERN),
        Member::new("MaxItems", Kind::Integer).min(1).max(1000),
    ],
);

pub static LIST_MFA_DEVICES_RESPONSE: Shape = Shape::new(
    "ListMFADevicesResponse",
    &[
        Member::new("MFADevices", Kind::List(&MFA_DEVICE_LIST_TYPE)).required(),
        Member::new("IsTruncated", Kind::Boolean),
        Member::new("Marker", Kind::Text),
    ],
);

pub static LIST_MFA_DEVICE_TAGS_REQUEST: Shape = Shape::new(
    "ListMFADeviceTagsRequest",
    &[
        Member::new("SerialNumber", Kind::Text)
            .required()
            .min(9)
            .max(256)
            .matching(&SERIAL_NUMBER_TYPE_PATTERN),
        Member::new("Marker", Kind::Text).min(1).max(320).matching(&MARKER_TYPE_PATTERN),
        Member::new("MaxItems", Kind::Integer).min(1).max(1000),
    ],
);

pub static LIST_MFA_DEVICE_TAGS_RESPONSE: Shape = Shape::new(
    "ListMFADeviceTagsResponse",
    &[
        Member::new("Tags", Kind::List(&TAG_LIST_TYPE)).required().max(50),
        Member::new("IsTruncated", Kind::Boolean),
        Member::new("Marker", Kind::Text),
    ],
);

pub static LIST_OPEN_ID_CONNECT_PROVIDERS_REQUEST: Shape =
    Shape::new("ListOpenIDConnectProvidersRequest", &[]);

pub static LIST_OPEN_ID_CONNECT_PROVIDERS_RESPONSE: Shape = Shape::new(
    "ListOpenIDConnectProvidersResponse",
    &[Member::new("OpenIDConnectProviderList", Kind::List(&OPEN_ID_CONNECT_PROVIDER_LIST_TYPE))],
);

pub static LIST_OPEN_ID_CONNECT_PROVIDER_TAGS_REQUEST: Shape = Shape::new(
    "ListOpenIDConnectProviderTagsRequest",
    &[
        Member::new("OpenIDConnectProviderArn", Kind::Text).required().min(20).max(2048),
        Member::new("Marker", Kind::Text).min(1).max(320).matching(&MARKER_TYPE_PATTERN),
        Member::new("MaxItems", Kind::Integer).min(1).max(1000),
    ],
);

pub static LIST_OPEN_ID_CONNECT_PROVIDER_TAGS_RESPONSE: Shape = Shape::new(
    "ListOpenIDConnectProviderTagsResponse",
    &[
        Member::new("Tags", Kind::List(&TAG_LIST_TYPE)).required().max(50),
        Member::new("IsTruncated", Kind::Boolean),
        Member::new("Marker", Kind::Text),
    ],
);

pub static LIST_POLICIES_GRANTING_SERVICE_ACCESS_ENTRY: Shape = Shape::new(
    "ListPoliciesGrantingServiceAccessEntry",
    &[
        Member::new("ServiceNamespace", Kind::Text).min(1).max(64).matching(&SERVICE_NAMESPACE_TYPE_PATTERN),
        Member::new("Policies", Kind::List(&POLICY_GRANTING_SERVICE_ACCESS_LIST_TYPE)),
    ],
);

pub static LIST_POLICIES_GRANTING_SERVICE_ACCESS_REQUEST: Shape = Shape::new(
    "ListPoliciesGrantingServiceAccessRequest",
    &[
        Member::new("Marker", Kind::Text).min(1).max(320).matching(&MARKER_TYPE_PATTERN),
        Member::new("Arn", Kind::Text).required().min(20).max(2048),
        Member::new("ServiceNamespaces", Kind::List(&SERVICE_NAMESPACE_LIST_TYPE)).required().min(1).max(200),
    ],
);

pub static LIST_POLICIES_GRANTING_SERVICE_ACCESS_RESPONSE: Shape = Shape::new(
    "ListPoliciesGrantingServiceAccessResponse",
    &[
        Member::new(
            "PoliciesGrantingServiceAccess",
            Kind::List(&LIST_POLICY_GRANTING_SERVICE_ACCESS_RESPONSE_LIST_TYPE),
        )
        .required(),
        Member::new("IsTruncated", Kind::Boolean),
        Member::new("Marker", Kind::Text),
    ],
);

pub static LIST_POLICIES_REQUEST: Shape = Shape::new(
    "ListPoliciesRequest",
    &[
        Member::new("Scope", Kind::Text).one_of(POLICY_SCOPE_TYPE_VALUES),
        Member::new("OnlyAttached", Kind::Boolean),
        Member::new("PathPrefix", Kind::Text).min(1).max(512).matching(&POLICY_PATH_TYPE_PATTERN),
        Member::new("PolicyUsageFilter", Kind::Text).one_of(POLICY_USAGE_TYPE_VALUES),
        Member::new("Marker", Kind::Text).min(1).max(320).matching(&MARKER_TYPE_PATTERN),
        Member::new("MaxItems", Kind::Integer).min(1).max(1000),
    ],
);

pub static LIST_POLICIES_RESPONSE: Shape = Shape::new(
    "ListPoliciesResponse",
    &[
        Member::new("Policies", Kind::List(&POLICY_LIST_TYPE)),
        Member::new("IsTruncated", Kind::Boolean),
        Member::new("Marker", Kind::Text),
    ],
);

static LIST_POLICY_GRANTING_SERVICE_ACCESS_RESPONSE_LIST_TYPE: List = List {
    element: Member::new("member", Kind::Struct(&LIST_POLICIES_GRANTING_SERVICE_ACCESS_ENTRY)),
    flattened: false,
};

pub static LIST_POLICY_TAGS_REQUEST: Shape = Shape::new(
    "ListPolicyTagsRequest",
    &[
        Member::new("PolicyArn", Kind::Text).required().min(20).max(2048),
        Member::new("Marker", Kind::Text).min(1).max(320).matching(&MARKER_TYPE_PATTERN),
        Member::new("MaxItems", Kind::Integer).min(1).max(1000),
    ],
);

pub static LIST_POLICY_TAGS_RESPONSE: Shape = Shape::new(
    "ListPolicyTagsResponse",
    &[
        Member::new("Tags", Kind::List(&TAG_LIST_TYPE)).required().max(50),
        Member::new("IsTruncated", Kind::Boolean),
        Member::new("Marker", Kind::Text),
    ],
);

pub static LIST_POLICY_VERSIONS_REQUEST: Shape = Shape::new(
    "ListPolicyVersionsRequest",
    &[
        Member::new("PolicyArn", Kind::Text).required().min(20).max(2048),
        Member::new("Marker", Kind::Text).min(1).max(320).matching(&MARKER_TYPE_PATTERN),
        Member::new("MaxItems", Kind::Integer).min(1).max(1000),
    ],
);

pub static LIST_POLICY_VERSIONS_RESPONSE: Shape = Shape::new(
    "ListPolicyVersionsResponse",
    &[
        Member::new("Versions", Kind::List(&POLICY_DOCUMENT_VERSION_LIST_TYPE)),
        Member::new("IsTruncated", Kind::Boolean),
        Member::new("Marker", Kind::Text),
    ],
);

pub static LIST_ROLES_REQUEST: Shape = Shape::new(
    "ListRolesRequest",
    &[
        Member::new("PathPrefix", Kind::Text).min(1).max(512).matching(&PATH_PREFIX_TYPE_PATTERN),
        Member::new("Marker", Kind::Text).min(1).max(320).matching(&MARKER_TYPE_PATTERN),
        Member::new("MaxItems", Kind::Integer).min(1).max(1000),
    ],
);

pub static LIST_ROLES_RESPONSE: Shape = Shape::new(
    "ListRolesResponse",
    &[
        Member::new("Roles", Kind::List(&ROLE_LIST_TYPE)).required(),
        Member::new("IsTruncated", Kind::Boolean),
        Member::new("Marker", Kind::Text),
    ],
);

pub static LIST_ROLE_POLICIES_REQUEST: Shape = Shape::new(
    "ListRolePoliciesRequest",
    &[
        Member::new("RoleName", Kind::Text).required().min(1).max(64).matching(&ROLE_NAME_TYPE_PATTERN),
        Member::new("Marker", Kind::Text).min(1).max(320).matching(&MARKER_TYPE_PATTERN),
        Member::new("MaxItems", Kind::Integer).min(1).max(1000),
    ],
);

pub static LIST_ROLE_POLICIES_RESPONSE: Shape = Shape::new(
    "ListRolePoliciesResponse",
    &[
        Member::new("PolicyNames", Kind::List(&POLICY_NAME_LIST_TYPE)).required(),
        Member::new("IsTruncated", Kind::Boolean),
        Member::new("Marker", Kind::Text),
    ],
);

pub static LIST_ROLE_TAGS_REQUEST: Shape = Shape::new(
    "ListRoleTagsRequest",
    &[
        Member::new("RoleName", Kind::Text).required().min(1).max(64).matching(&ROLE_NAME_TYPE_PATTERN),
        Member::new("Marker", Kind::Text).min(1).max(320).matching(&MARKER_TYPE_PATTERN),
        Member::new("MaxItems", Kind::Integer).min(1).max(1000),
    ],
);

pub static LIST_ROLE_TAGS_RESPONSE: Shape = Shape::new(
    "ListRoleTagsResponse",
    &[
        Member::new("Tags", Kind::List(&TAG_LIST_TYPE)).required().max(50),
        Member::new("IsTruncated", Kind::Boolean),
        Member::new("Marker", Kind::Text),
    ],
);

pub static LIST_SAML_PROVIDERS_REQUEST: Shape = Shape::new("ListSAMLProvidersRequest", &[]);

pub static LIST_SAML_PROVIDERS_RESPONSE: Shape = Shape::new(
    "ListSAMLProvidersResponse",
    &[Member::new("SAMLProviderList", Kind::List(&SAML_PROVIDER_LIST_TYPE))],
);

pub static LIST_SAML_PROVIDER_TAGS_REQUEST: Shape = Shape::new(
    "ListSAMLProviderTagsRequest",
    &[
        Member::new("SAMLProviderArn", Kind::Text).required().min(20).max(2048),
        Member::new("Marker", Kind::Text).min(1).max(320).matching(&MARKER_TYPE_PATTERN),
        Member::new("MaxItems", Kind::Integer).min(1).max(1000),
    ],
);

pub static LIST_SAML_PROVIDER_TAGS_RESPONSE: Shape = Shape::new(
    "ListSAMLProviderTagsResponse",
    &[
        Member::new("Tags", Kind::List(&TAG_LIST_TYPE)).required().max(50),
        Member::new("IsTruncated", Kind::Boolean),
        Member::new("Marker", Kind::Text),
    ],
);

pub static LIST_SERVER_CERTIFICATES_REQUEST: Shape = Shape::new(
    "ListServerCertificatesRequest",
    &[
        Member::new("PathPrefix", Kind::Text).min(1).max(512).matching(&PATH_PREFIX_TYPE_PATTERN),
        Member::new("Marker", Kind::Text).min(1).max(320).matching(&MARKER_TYPE_PATTERN),
        Member::new("MaxItems", Kind::Integer).min(1).max(1000),
    ],
);

pub static LIST_SERVER_CERTIFICATES_RESPONSE: Shape = Shape::new(
    "ListServerCertificatesResponse",
    &[
        Member::new("ServerCertificateMetadataList", Kind::List(&SERVER_CERTIFICATE_METADATA_LIST_TYPE))
            .required(),
        Member::new("IsTruncated", Kind::Boolean),
        Member::new("Marker", Kind::Text),
    ],
);

pub static LIST_SERVER_CERTIFICATE_TAGS_REQUEST: Shape = Shape::new(
    "ListServerCertificateTagsRequest",
    &[
        Member::new("ServerCertificateName", Kind::Text)
            .required()
            .min(1)
            .max(128)
            .matching(&SERVER_CERTIFICATE_NAME_TYPE_PATTERN),
        Member::new("Marker", Kind::Text).min(1).max(320).matching(&MARKER_TYPE_PATTERN),
        Member::new("MaxItems", Kind::Integer).min(1).max(1000),
    ],
);

pub static LIST_SERVER_CERTIFICATE_TAGS_RESPONSE: Shape = Shape::new(
    "ListServerCertificateTagsResponse",
    &[
        Member::new("Tags", Kind::List(&TAG_LIST_TYPE)).required().max(50),
        Member::new("IsTruncated", Kind::Boolean),
        Member::new("Marker", Kind::Text),
    ],
);

pub static LIST_SERVICE_SPECIFIC_CREDENTIALS_REQUEST: Shape = Shape::new(
    "ListServiceSpecificCredentialsRequest",
    &[
        Member::new("UserName", Kind::Text).min(1).max(64).matching(&USER_NAME_TYPE_PATTERN),
        Member::new("ServiceName", Kind::Text),
        Member::new("AllUsers", Kind::Boolean),
        Member::new("Marker", Kind::Text).min(1).max(320).matching(&MARKER_TYPE_PATTERN),
        Member::new("MaxItems", Kind::Integer).min(1).max(1000),
    ],
);

pub static LIST_SERVICE_SPECIFIC_CREDENTIALS_RESPONSE: Shape = Shape::new(
    "ListServiceSpecificCredentialsResponse",
    &[
        Member::new("ServiceSpecificCredentials", Kind::List(&SERVICE_SPECIFIC_CREDENTIALS_LIST_TYPE)),
        Member::new("Marker", Kind::Text),
        Member::new("IsTruncated", Kind::Boolean),
    ],
);

pub static LIST_SIGNING_CERTIFICATES_REQUEST: Shape = Shape::new(
    "ListSigningCertificatesRequest",
    &[
        Member::new("UserName", Kind::Text).min(1).max(128).matching(&EXISTING_USER_NAME_TYPE_PATTERN),
        Member::new("Marker", Kind::Text).min(1).max(320).matching(&MARKER_TYPE_PATTERN),
        Member::new("MaxItems", Kind::Integer).min(1).max(1000),
    ],
);

pub static LIST_SIGNING_CERTIFICATES_RESPONSE: Shape = Shape::new(
    "ListSigningCertificatesResponse",
    &[
        Member::new("Certificates", Kind::List(&CERTIFICATE_LIST_TYPE)).required(),
        Member::new("IsTruncated", Kind::Boolean),
        Member::new("Marker", Kind::Text),
    ],
);

pub static LIST_SSH_PUBLIC_KEYS_REQUEST: Shape = Shape::new(
    "ListSSHPublicKeysRequest",
    &[
        Member::new("UserName", Kind::Text).min(1).max(64).matching(&USER_NAME_TYPE_PATTERN),
        Member::new("Marker", Kind::Text).min(1).max(320).matching(&MARKER_TYPE_PATTERN),
        Member::new("MaxItems", Kind::Integer).min(1).max(1000),
    ],
);

pub static LIST_SSH_PUBLIC_KEYS_RESPONSE: Shape = Shape::new(
    "ListSSHPublicKeysResponse",
    &[
        Member::new("SSHPublicKeys", Kind::List(&SSH_PUBLIC_KEY_LIST_TYPE)),
        Member::new("IsTruncated", Kind::Boolean),
        Member::new("Marker", Kind::Text),
    ],
);

pub static LIST_USERS_REQUEST: Shape = Shape::new(
    "ListUsersRequest",
    &[
        Member::new("PathPrefix", Kind::Text).min(1).max(512).matching(&PATH_PREFIX_TYPE_PATTERN),
        Member::new("Marker", Kind::Text).min(1).max(320).matching(&MARKER_TYPE_PATTERN),
        Member::new("MaxItems", Kind::Integer).min(1).max(1000),
    ],
);

pub static LIST_USERS_RESPONSE: Shape = Shape::new(
    "ListUsersResponse",
    &[
        Member::new("Users", Kind::List(&USER_LIST_TYPE)).required(),
        Member::new("IsTruncated", Kind::Boolean),
        Member::new("Marker", Kind::Text),
    ],
);

pub static LIST_USER_POLICIES_REQUEST: Shape = Shape::new(
    "ListUserPoliciesRequest",
    &[
        Member::new("UserName", Kind::Text)
            .required()
            .min(1)
            .max(128)
            .matching(&EXISTING_USER_NAME_TYPE_PATTERN),
        Member::new("Marker", Kind::Text).min(1).max(320).matching(&MARKER_TYPE_PATTERN),
        Member::new("MaxItems", Kind::Integer).min(1).max(1000),
    ],
);

pub static LIST_USER_POLICIES_RESPONSE: Shape = Shape::new(
    "ListUserPoliciesResponse",
    &[
        Member::new("PolicyNames", Kind::List(&POLICY_NAME_LIST_TYPE)).required(),
        Member::new("IsTruncated", Kind::Boolean),
        Member::new("Marker", Kind::Text),
    ],
);

pub static LIST_USER_TAGS_REQUEST: Shape = Shape::new(
    "ListUserTagsRequest",
    &[
        Member::new("UserName", Kind::Text)
            .required()
            .min(1)
            .max(128)
            .matching(&EXISTING_USER_NAME_TYPE_PATTERN),
        Member::new("Marker", Kind::Text).min(1).max(320).matching(&MARKER_TYPE_PATTERN),
        Member::new("MaxItems", Kind::Integer).min(1).max(1000),
    ],
);

pub static LIST_USER_TAGS_RESPONSE: Shape = Shape::new(
    "ListUserTagsResponse",
    &[
        Member::new("Tags", Kind::List(&TAG_LIST_TYPE)).required().max(50),
        Member::new("IsTruncated", Kind::Boolean),
        Member::new("Marker", Kind::Text),
    ],
);

pub static LIST_VIRTUAL_MFA_DEVICES_REQUEST: Shape = Shape::new(
    "ListVirtualMFADevicesRequest",
    &[
        Member::new("AssignmentStatus", Kind::Text).one_of(ASSIGNMENT_STATUS_TYPE_VALUES),
        Member::new("Marker", Kind::Text).min(1).max(320).matching(&MARKER_TYPE_PATTERN),
        Member::new("MaxItems", Kind::Integer).min(1).max(1000),
    ],
);

pub static LIST_VIRTUAL_MFA_DEVICES_RESPONSE: Shape = Shape::new(
    "ListVirtualMFADevicesResponse",
    &[
        Member::new("VirtualMFADevices", Kind::List(&VIRTUAL_MFA_DEVICE_LIST_TYPE)).required(),
        Member::new("IsTruncated", Kind::Boolean),
        Member::new("Marker", Kind::Text),
    ],
);

pub static LOGIN_PROFILE: Shape = Shape::new(
    "LoginProfile",
    &[
        Member::new("UserName", Kind::Text).required().min(1).max(64).matching(&USER_NAME_TYPE_PATTERN),
        Member::new("CreateDate", Kind::Time(None)).required(),
        Member::new("PasswordResetRequired", Kind::Boolean),
        Member::new("MaxSigninSessionDuration", Kind::Integer).min(3600).max(7776000),
    ],
);

pub static MANAGED_POLICY_DETAIL: Shape = Shape::new(
    "ManagedPolicyDetail",
    &[
        Member::new("PolicyName", Kind::Text).min(1).max(128).matching(&POLICY_NAME_TYPE_PATTERN),
        Member::new("PolicyId", Kind::Text).min(16).max(128).matching(&ID_TYPE_PATTERN),
        Member::new("Arn", Kind::Text).min(20).max(2048),
        Member::new("Path", Kind::Text).min(1).max(512).matching(&POLICY_PATH_TYPE_PATTERN),
        Member::new("DefaultVersionId", Kind::Text).matching(&POLICY_VERSION_ID_TYPE_PATTERN),
        Member::new("AttachmentCount", Kind::Integer),
        Member::new("PermissionsBoundaryUsageCount", Kind::Integer),
        Member::new("IsAttachable", Kind::Boolean),
        Member::new("Description", Kind::Text).max(1000),
        Member::new("CreateDate", Kind::Time(None)),
        Member::new("UpdateDate", Kind::Time(None)),
        Member::new("PolicyVersionList", Kind::List(&POLICY_DOCUMENT_VERSION_LIST_TYPE)),
    ],
);

static MANAGED_POLICY_DETAIL_LIST_TYPE: List =
    List { element: Member::new("member", Kind::Struct(&MANAGED_POLICY_DETAIL)), flattened: false };

static MARKER_TYPE_PATTERN: Pattern = Pattern::new(r"[\u0020-\u00FF]+");

pub static MFA_DEVICE: Shape = Shape::new(
    "MFADevice",
    &[
        Member::new("UserName", Kind::Text).required().min(1).max(64).matching(&USER_NAME_TYPE_PATTERN),
        Member::new("SerialNumber", Kind::Text)
            .required()
            .min(9)
            .max(256)
            .matching(&SERIAL_NUMBER_TYPE_PATTERN),
        Member::new("EnableDate", Kind::Time(None)).required(),
    ],
);

static MFA_DEVICE_LIST_TYPE: List =
    List { element: Member::new("member", Kind::Struct(&MFA_DEVICE)), flattened: false };

pub static OPEN_ID_CONNECT_PROVIDER_LIST_ENTRY: Shape = Shape::new(
    "OpenIDConnectProviderListEntry",
    &[
        Member::new("Arn", Kind::Text).min(20).max(2048),
        Member::new("IsTrustedIdentityPropagationEnabled", Kind::Boolean),
    ],
);

static OPEN_ID_CONNECT_PROVIDER_LIST_TYPE: List = List {
    element: Member::new("member", Kind::Struct(&OPEN_ID_CONNECT_PROVIDER_LIST_ENTRY)),
    flattened: false,
};

pub static ORDERED_ORGANIZATION_POLICY_TYPE: Shape = Shape::new(
    "OrderedOrganizationPolicyType",
    &[Member::new("ServiceControlPolicyInputList", Kind::List(&SIMULATION_POLICY_LIST_TYPE))],
);

pub static ORGANIZATIONS_DECISION_DETAIL: Shape =
    Shape::new("OrganizationsDecisionDetail", &[Member::new("AllowedByOrganizations", Kind::Boolean)]);

static ORGANIZATION_POLICY_LIST_TYPE: List = List {
    element: Member::new("member", Kind::Struct(&ORDERED_ORGANIZATION_POLICY_TYPE)),
    flattened: false,
};

pub static PASSWORD_POLICY: Shape = Shape::new(
    "PasswordPolicy",
    &[
        Member::new("MinimumPasswordLength", Kind::Integer).min(6).max(128),
        Member::new("RequireSymbols", Kind::Boolean),
        Member::new("RequireNumbers", Kind::Boolean),
        Member::new("RequireUppercaseCharacters", Kind::Boolean),
        Member::new("RequireLowercaseCharacters", Kind::Boolean),
        Member::new("AllowUsersToChangePassword", Kind::Boolean),
        Member::new("ExpirePasswords", Kind::Boolean),
        Member::new("MaxPasswordAge", Kind::Integer).min(1).max(1095),
        Member::new("PasswordReusePrevention", Kind::Integer).min(1).max(24),
        Member::new("HardExpiry", Kind::Boolean),
    ],
);

static PASSWORD_TYPE_PATTERN: Pattern = Pattern::new(r"[\u0009\u000A\u000D\u0020-\u00FF]+");

static PATH_PREFIX_TYPE_PATTERN: Pattern = Pattern::new(r"\u002F[\u0021-\u007F]*");

static PATH_TYPE_PATTERN: Pattern = Pattern::new(r"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)");

const PERMISSIONS_BOUNDARY_ATTACHMENT_TYPE_VALUES: &[&str] = &["PermissionsBoundaryPolicy"];

pub static PERMISSIONS_BOUNDARY_DECISION_DETAIL: Shape = Shape::new(
    "PermissionsBoundaryDecisionDetail",
    &[Member::new("AllowedByPermissionsBoundary", Kind::Boolean)],
);

pub static POLICY: Shape = Shape::new(
    "Policy",
    &[
        Member::new("PolicyName", Kind::Text).min(1).max(128).matching(&POLICY_NAME_TYPE_PATTERN),
        Member::new("PolicyId", Kind::Text).min(16).max(128).matching(&ID_TYPE_PATTERN),
        Member::new("Arn", Kind::Text).min(20).max(2048),
        Member::new("Path", Kind::Text).min(1).max(512).matching(&POLICY_PATH_TYPE_PATTERN),
        Member::new("DefaultVersionId", Kind::Text).matching(&POLICY_VERSION_ID_TYPE_PATTERN),
        Member::new("AttachmentCount", Kind::Integer),
        Member::new("PermissionsBoundaryUsageCount", Kind::Integer),
        Member::new("IsAttachable", Kind::Boolean),
        Member::new("Description", Kind::Text).max(1000),
        Member::new("CreateDate", Kind::Time(None)),
        Member::new("UpdateDate", Kind::Time(None)),
        Member::new("Tags", Kind::List(&TAG_LIST_TYPE)).max(50),
    ],
);

pub static POLICY_DETAIL: Shape = Shape::new(
    "PolicyDetail",
    &[
        Member::new("PolicyName", Kind::Text).min(1).max(128).matching(&POLICY_NAME_TYPE_PATTERN),
        Member::new("PolicyDocument", Kind::Text).min(1).max(131072).matching(&POLICY_DOCUMENT_TYPE_PATTERN),
    ],
);

static POLICY_DETAIL_LIST_TYPE: List =
    List { element: Member::new("member", Kind::Struct(&POLICY_DETAIL)), flattened: false };

static POLICY_DOCUMENT_TYPE_PATTERN: Pattern = Pattern::new(r"[\u0009\u000A\u000D\u0020-\u00FF]+");

static POLICY_DOCUMENT_VERSION_LIST_TYPE: List =
    List { element: Member::new("member", Kind::Struct(&POLICY_VERSION)), flattened: false };

const POLICY_EVALUATION_DECISION_TYPE_VALUES: &[&str] = &["allowed", "explicitDeny", "implicitDeny"];

static POLICY_EXCLUSIONS_LIST_TYPE: List =
    List { element: Member::new("member", Kind::Struct(&POLICY_IDENTIFIER)), flattened: false };

pub static POLICY_GRANTING_SERVICE_ACCESS: Shape = Shape::new(
    "PolicyGrantingServiceAccess",
    &[
        Member::new("PolicyName", Kind::Text).required().min(1).max(128).matching(&POLICY_NAME_TYPE_PATTERN),
        Member::new("PolicyType", Kind::Text).required().one_of(POLICY_TYPE_VALUES),
        Member::new("PolicyArn", Kind::Text).min(20).max(2048),
        Member::new("EntityType", Kind::Text).one_of(POLICY_OWNER_ENTITY_TYPE_VALUES),
        Member::new("EntityName", Kind::Text).min(1).max(128).matching(&ENTITY_NAME_TYPE_PATTERN),
    ],
);

static POLICY_GRANTING_SERVICE_ACCESS_LIST_TYPE: List =
    List { element: Member::new("member", Kind::Struct(&POLICY_GRANTING_SERVICE_ACCESS)), flattened: false };

pub static POLICY_GROUP: Shape = Shape::new(
    "PolicyGroup",
    &[
        Member::new("GroupName", Kind::Text).min(1).max(128).matching(&GROUP_NAME_TYPE_PATTERN),
        Member::new("GroupId", Kind::Text).min(16).max(128).matching(&ID_TYPE_PATTERN),
    ],
);

static POLICY_GROUP_LIST_TYPE: List =
    List { element: Member::new("member", Kind::Struct(&POLICY_GROUP)), flattened: false };

pub static POLICY_IDENTIFIER: Shape = Shape::new(
    "PolicyIdentifier",
    &[
        Member::new("PolicyType", Kind::Text).one_of(POLICY_IDENTIFIER_POLICY_TYPE_VALUES),
        Member::new("PolicyArn", Kind::Text).min(20).max(2048),
        Member::new("InlinePolicyIdentifier", Kind::Struct(&INLINE_POLICY_IDENTIFIER_TYPE)),
    ],
);

const POLICY_IDENTIFIER_POLICY_TYPE_VALUES: &[&str] =
    &["inline", "aws-managed", "user-managed", "permission-boundary", "scp", "rcp"];

static POLICY_LIST_TYPE: List =
    List { element: Member::new("member", Kind::Struct(&POLICY)), flattened: false };

static POLICY_NAME_LIST_TYPE: List = List {
    element: Member::new("member", Kind::Text).min(1).max(128).matching(&POLICY_NAME_TYPE_PATTERN),
    flattened: false,
};

static POLICY_NAME_TYPE_PATTERN: Pattern = Pattern::new(r"[\w+=,.@-]+");

const POLICY_OWNER_ENTITY_TYPE_VALUES: &[&str] = &["USER", "ROLE", "GROUP"];

static POLICY_PATH_TYPE_PATTERN: Pattern = Pattern::new(r"((/[A-Za-z0-9\.,\+@=_-]+)*)/");

pub static POLICY_ROLE: Shape = Shape::new(
    "PolicyRole",
    &[
        Member::new("RoleName", Kind::Text).min(1).max(64).matching(&ROLE_NAME_TYPE_PATTERN),
        Member::new("RoleId", Kind::Text).min(16).max(128).matching(&ID_TYPE_PATTERN),
    ],
);

static POLICY_ROLE_LIST_TYPE: List =
    List { element: Member::new("member", Kind::Struct(&POLICY_ROLE)), flattened: false };

const POLICY_SCOPE_TYPE_VALUES: &[&str] = &["All", "AWS", "Local"];

const POLICY_SOURCE_TYPE_VALUES: &[&str] =
    &["user", "group", "role", "aws-managed", "user-managed", "resource", "none"];

const POLICY_TYPE_VALUES: &[&str] = &["INLINE", "MANAGED"];

const POLICY_USAGE_TYPE_VALUES: &[&str] = &["PermissionsPolicy", "PermissionsBoundary"];

pub static POLICY_USER: Shape = Shape::new(
    "PolicyUser",
    &[
        Member::new("UserName", Kind::Text).min(1).max(64).matching(&USER_NAME_TYPE_PATTERN),
        Member::new("UserId", Kind::Text).min(16).max(128).matching(&ID_TYPE_PATTERN),
    ],
);

static POLICY_USER_LIST_TYPE: List =
    List { element: Member::new("member", Kind::Struct(&POLICY_USER)), flattened: false };

pub static POLICY_VERSION: Shape = Shape::new(
    "PolicyVersion",
    &[
        Member::new("Document", Kind::Text).min(1).max(131072).matching(&POLICY_DOCUMENT_TYPE_PATTERN),
        Member::new("VersionId", Kind::Text).matching(&POLICY_VERSION_ID_TYPE_PATTERN),
        Member::new("IsDefaultVersion", Kind::Boolean),
        Member::new("CreateDate", Kind::Time(None)),
    ],
);

static POLICY_VERSION_ID_TYPE_PATTERN: Pattern = Pattern::new(r"v[1-9][0-9]*(\.[A-Za-z0-9-]*)?");

pub static POSITION: Shape =
    Shape::new("Position", &[Member::new("Line", Kind::Integer), Member::new("Column", Kind::Integer)]);

static PRIVATE_KEY_ID_TYPE_PATTERN: Pattern = Pattern::new("[A-Z0-9]+");

static PRIVATE_KEY_LIST: List =
    List { element: Member::new("member", Kind::Struct(&SAML_PRIVATE_KEY)), flattened: false };

static PRIVATE_KEY_TYPE_PATTERN: Pattern = Pattern::new(r"[\u0009\u000A\u000D\u0020-\u00FF]+");

static PUBLIC_KEY_FINGERPRINT_TYPE_PATTERN: Pattern = Pattern::new(r"[:\w]+");

static PUBLIC_KEY_ID_TYPE_PATTERN: Pattern = Pattern::new(r"[\w]+");

static PUBLIC_KEY_MATERIAL_TYPE_PATTERN: Pattern = Pattern::new(r"[\u0009\u000A\u000D\u0020-\u00FF]+");

pub static PUT_ACCOUNT_PROPERTIES_REQUEST: Shape = Shape::new(
    "PutAccountPropertiesRequest",
    &[Member::new("Properties", Kind::Map(&ACCOUNT_PROPERTIES_MAP_TYPE)).required()],
);

pub static PUT_ACCOUNT_PROPERTIES_RESPONSE: Shape = Shape::new("PutAccountPropertiesResponse", &[]);

pub static PUT_GROUP_POLICY_REQUEST: Shape = Shape::new(
    "PutGroupPolicyRequest",
    &[
        Member::new("GroupName", Kind::Text).required().min(1).max(128).matching(&GROUP_NAME_TYPE_PATTERN),
        Member::new("PolicyName", Kind::Text).required().min(1).max(128).matching(&POLICY_NAME_TYPE_PATTERN),
        Member::new("PolicyDocument", Kind::Text)
            .required()
            .min(1)
            .max(131072)
            .matching(&POLICY_DOCUMENT_TYPE_PATTERN),
    ],
);

pub static PUT_ROLE_PERMISSIONS_BOUNDARY_REQUEST: Shape = Shape::new(
    "PutRolePermissionsBoundaryRequest",
    &[
        Member::new("RoleName", Kind::Text).required().min(1).max(64).matching(&ROLE_NAME_TYPE_PATTERN),
        Member::new("PermissionsBoundary", Kind::Text).required().min(20).max(2048),
    ],
);

pub static PUT_ROLE_POLICY_REQUEST: Shape = Shape::new(
    "PutRolePolicyRequest",
    &[
        Member::new("RoleName", Kind::Text).required().min(1).max(64).matching(&ROLE_NAME_TYPE_PATTERN),
        Member::new("PolicyName", Kind::Text).required().min(1).max(128).matching(&POLICY_NAME_TYPE_PATTERN),
        Member::new("PolicyDocument", Kind::Text)
            .required()
            .min(1)
            .max(131072)
            .matching(&POLICY_DOCUMENT_TYPE_PATTERN),
    ],
);

pub static PUT_USER_PERMISSIONS_BOUNDARY_REQUEST: Shape = Shape::new(
    "PutUserPermissionsBoundaryRequest",
    &[
        Member::new("UserName", Kind::Text).required().min(1).max(64).matching(&USER_NAME_TYPE_PATTERN),
        Member::new("PermissionsBoundary", Kind::Text).required().min(20).max(2048),
    ],
);

pub static PUT_USER_POLICY_REQUEST: Shape = Shape::new(
    "PutUserPolicyRequest",
    &[
        Member::new("UserName", Kind::Text)
            .required()
            .min(1)
            .max(128)
            .matching(&EXISTING_USER_NAME_TYPE_PATTERN),
        Member::new("PolicyName", Kind::Text).required().min(1).max(128).matching(&POLICY_NAME_TYPE_PATTERN),
        Member::new("PolicyDocument", Kind::Text)
            .required()
            .min(1)
            .max(131072)
            .matching(&POLICY_DOCUMENT_TYPE_PATTERN),
    ],
);

pub static REMOVE_CLIENT_ID_FROM_OPEN_ID_CONNECT_PROVIDER_REQUEST: Shape = Shape::new(
    "RemoveClientIDFromOpenIDConnectProviderRequest",
    &[
        Member::new("OpenIDConnectProviderArn", Kind::Text).required().min(20).max(2048),
        Member::new("ClientID", Kind::Text).required().min(1).max(255),
    ],
);

pub static REMOVE_ROLE_FROM_INSTANCE_PROFILE_REQUEST: Shape = Shape::new(
    "RemoveRoleFromInstanceProfileRequest",
    &[
        Member::new("InstanceProfileName", Kind::Text)
            .required()
            .min(1)
            .max(128)
            .matching(&INSTANCE_PROFILE_NAME_TYPE_PATTERN),
        Member::new("RoleName", Kind::Text).required().min(1).max(64).matching(&ROLE_NAME_TYPE_PATTERN),
    ],
);

pub static REMOVE_USER_FROM_GROUP_REQUEST: Shape = Shape::new(
    "RemoveUserFromGroupRequest",
    &[
        Member::new("GroupName", Kind::Text).required().min(1).max(128).matching(&GROUP_NAME_TYPE_PATTERN),
        Member::new("UserName", Kind::Text)
            .required()
            .min(1)
            .max(128)
            .matching(&EXISTING_USER_NAME_TYPE_PATTERN),
    ],
);

const REPORT_FORMAT_TYPE_VALUES: &[&str] = &["text/csv"];

const REPORT_STATE_TYPE_VALUES: &[&str] = &["STARTED", "INPROGRESS", "COMPLETE"];

pub static RESET_SERVICE_SPECIFIC_CREDENTIAL_REQUEST: Shape = Shape::new(
    "ResetServiceSpecificCredentialRequest",
    &[
        Member::new("UserName", Kind::Text).min(1).max(64).matching(&USER_NAME_TYPE_PATTERN),
        Member::new("ServiceSpecificCredentialId", Kind::Text)
            .required()
            .min(20)
            .max(128)
            .matching(&SERVICE_SPECIFIC_CREDENTIAL_ID_PATTERN),
    ],
);

pub static RESET_SERVICE_SPECIFIC_CREDENTIAL_RESPONSE: Shape = Shape::new(
    "ResetServiceSpecificCredentialResponse",
    &[Member::new("ServiceSpecificCredential", Kind::Struct(&SERVICE_SPECIFIC_CREDENTIAL))],
);

static RESOURCE_NAME_LIST_TYPE: List =
    List { element: Member::new("member", Kind::Text).min(1).max(2048), flattened: false };

pub static RESOURCE_SPECIFIC_RESULT: Shape = Shape::new(
    "ResourceSpecificResult",
    &[
        Member::new("EvalResourceName", Kind::Text).required().min(1).max(2048),
        Member::new("EvalResourceDecision", Kind::Text)
            .required()
            .one_of(POLICY_EVALUATION_DECISION_TYPE_VALUES),
        Member::new("MatchedStatements", Kind::List(&STATEMENT_LIST_TYPE)),
        Member::new("MissingContextValues", Kind::List(&CONTEXT_KEY_NAMES_RESULT_LIST_TYPE)),
        Member::new("EvalDecisionDetails", Kind::Map(&EVAL_DECISION_DETAILS_TYPE)),
        Member::new("PermissionsBoundaryDecisionDetail", Kind::Struct(&PERMISSIONS_BOUNDARY_DECISION_DETAIL)),
    ],
);

static RESOURCE_SPECIFIC_RESULT_LIST_TYPE: List =
    List { element: Member::new("member", Kind::Struct(&RESOURCE_SPECIFIC_RESULT)), flattened: false };

pub static RESYNC_MFA_DEVICE_REQUEST: Shape = Shape::new(
    "ResyncMFADeviceRequest",
    &[
        Member::new("UserName", Kind::Text)
            .required()
            .min(1)
            .max(128)
            .matching(&EXISTING_USER_NAME_TYPE_PATTERN),
        Member::new("SerialNumber", Kind::Text)
            .required()
            .min(9)
            .max(256)
            .matching(&SERIAL_NUMBER_TYPE_PATTERN),
        Member::new("AuthenticationCode1", Kind::Text)
            .required()
            .min(6)
            .max(6)
            .matching(&AUTHENTICATION_CODE_TYPE_PATTERN),
        Member::new("AuthenticationCode2", Kind::Text)
            .required()
            .min(6)
            .max(6)
            .matching(&AUTHENTICATION_CODE_TYPE_PATTERN),
    ],
);

pub static ROLE: Shape = Shape::new(
    "Role",
    &[
        Member::new("Path", Kind::Text).required().min(1).max(512).matching(&PATH_TYPE_PATTERN),
        Member::new("RoleName", Kind::Text).required().min(1).max(64).matching(&ROLE_NAME_TYPE_PATTERN),
        Member::new("RoleId", Kind::Text).required().min(16).max(128).matching(&ID_TYPE_PATTERN),
        Member::new("Arn", Kind::Text).required().min(20).max(2048),
        Member::new("CreateDate", Kind::Time(None)).required(),
        Member::new("AssumeRolePolicyDocument", Kind::Text)
            .min(1)
            .max(131072)
            .matching(&POLICY_DOCUMENT_TYPE_PATTERN),
        Member::new("Description", Kind::Text).max(1000).matching(&ROLE_DESCRIPTION_TYPE_PATTERN),
        Member::new("MaxSessionDuration", Kind::Integer).min(3600).max(43200),
        Member::new("MaxSigninSessionDuration", Kind::Integer).min(3600).max(7776000),
        Member::new("PermissionsBoundary", Kind::Struct(&ATTACHED_PERMISSIONS_BOUNDARY)),
        Member::new("Tags", Kind::List(&TAG_LIST_TYPE)).max(50),
        Member::new("RoleLastUsed", Kind::Struct(&ROLE_LAST_USED)),
        Member::new("SourceRoleTemplate", Kind::Struct(&SOURCE_ROLE_TEMPLATE)),
    ],
);

static ROLE_DESCRIPTION_TYPE_PATTERN: Pattern =
    Pattern::new(r"[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*");

pub static ROLE_DETAIL: Shape = Shape::new(
    "RoleDetail",
    &[
        Member::new("Path", Kind::Text).min(1).max(512).matching(&PATH_TYPE_PATTERN),
        Member::new("RoleName", Kind::Text).min(1).max(64).matching(&ROLE_NAME_TYPE_PATTERN),
        Member::new("RoleId", Kind::Text).min(16).max(128).matching(&ID_TYPE_PATTERN),
        Member::new("Arn", Kind::Text).min(20).max(2048),
        Member::new("CreateDate", Kind::Time(None)),
        Member::new("AssumeRolePolicyDocument", Kind::Text)
            .min(1)
            .max(131072)
            .matching(&POLICY_DOCUMENT_TYPE_PATTERN),
        Member::new("InstanceProfileList", Kind::List(&INSTANCE_PROFILE_LIST_TYPE)),
        Member::new("RolePolicyList", Kind::List(&POLICY_DETAIL_LIST_TYPE)),
        Member::new("AttachedManagedPolicies", Kind::List(&ATTACHED_POLICIES_LIST_TYPE)),
        Member::new("PermissionsBoundary", Kind::Struct(&ATTACHED_PERMISSIONS_BOUNDARY)),
        Member::new("Tags", Kind::List(&TAG_LIST_TYPE)).max(50),
        Member::new("RoleLastUsed", Kind::Struct(&ROLE_LAST_USED)),
    ],
);

static ROLE_DETAIL_LIST_TYPE: List =
    List { element: Member::new("member", Kind::Struct(&ROLE_DETAIL)), flattened: false };

pub static ROLE_LAST_USED: Shape = Shape::new(
    "RoleLastUsed",
    &[Member::new("LastUsedDate", Kind::Time(None)), Member::new("Region", Kind::Text)],
);

static ROLE_LIST_TYPE: List = List { element: Member::new("member", Kind::Struct(&ROLE)), flattened: false };

static ROLE_NAME_TYPE_PATTERN: Pattern = Pattern::new(r"[\w+=,.@-]+");

static ROLE_USAGE_LIST_TYPE: List =
    List { element: Member::new("member", Kind::Struct(&ROLE_USAGE_TYPE)), flattened: false };

pub static ROLE_USAGE_TYPE: Shape = Shape::new(
    "RoleUsageType",
    &[
        Member::new("Region", Kind::Text).min(1).max(100),
        Member::new("Resources", Kind::List(&ARN_LIST_TYPE)),
    ],
);

pub static SAML_KEY_HASH_ENTRY: Shape = Shape::new(
    "SAMLKeyHashEntry",
    &[
        Member::new("IssuerURL", Kind::Text).min(1).max(1024),
        Member::new("KeyHashes", Kind::List(&KEY_HASH_LIST_TYPE)),
    ],
);

static SAML_KEY_HASH_LIST_TYPE: List =
    List { element: Member::new("member", Kind::Struct(&SAML_KEY_HASH_ENTRY)), flattened: false };

pub static SAML_PRIVATE_KEY: Shape = Shape::new(
    "SAMLPrivateKey",
    &[
        Member::new("KeyId", Kind::Text).min(22).max(64).matching(&PRIVATE_KEY_ID_TYPE_PATTERN),
        Member::new("Timestamp", Kind::Time(None)),
    ],
);

pub static SAML_PROVIDER_LIST_ENTRY: Shape = Shape::new(
    "SAMLProviderListEntry",
    &[
        Member::new("Arn", Kind::Text).min(20).max(2048),
        Member::new("ValidUntil", Kind::Time(None)),
        Member::new("CreateDate", Kind::Time(None)),
        Member::new("IsTrustedIdentityPropagationEnabled", Kind::Boolean),
    ],
);

static SAML_PROVIDER_LIST_TYPE: List =
    List { element: Member::new("member", Kind::Struct(&SAML_PROVIDER_LIST_ENTRY)), flattened: false };

static SAML_PROVIDER_NAME_TYPE_PATTERN: Pattern = Pattern::new(r"[\w._-]+");

static SERIAL_NUMBER_TYPE_PATTERN: Pattern = Pattern::new(r"[\w+=/:,.@-]+");

pub static SERVER_CERTIFICATE: Shape = Shape::new(
    "ServerCertificate",
    &[
        Member::new("ServerCertificateMetadata", Kind::Struct(&SERVER_CERTIFICATE_METADATA)).required(),
        Member::new("CertificateBody", Kind::Text)
            .required()
            .min(1)
            .max(16384)
            .matching(&CERTIFICATE_BODY_TYPE_PATTERN),
        Member::new("CertificateChain", Kind::Text)
            .min(1)
            .max(2097152)
            .matching(&CERTIFICATE_CHAIN_TYPE_PATTERN),
        Member::new("Tags", Kind::List(&TAG_LIST_TYPE)).max(50),
    ],
);

pub static SERVER_CERTIFICATE_METADATA: Shape = Shape::new(
    "ServerCertificateMetadata",
    &[
        Member::new("Path", Kind::Text).required().min(1).max(512).matching(&PATH_TYPE_PATTERN),
        Member::new("ServerCertificateName", Kind::Text)
            .required()
            .min(1)
            .max(128)
            .matching(&SERVER_CERTIFICATE_NAME_TYPE_PATTERN),
        Member::new("ServerCertificateId", Kind::Text).required().min(16).max(128).matching(&ID_TYPE_PATTERN),
        Member::new("Arn", Kind::Text).required().min(20).max(2048),
        Member::new("UploadDate", Kind::Time(None)),
        Member::new("Expiration", Kind::Time(None)),
    ],
);

static SERVER_CERTIFICATE_METADATA_LIST_TYPE: List =
    List { element: Member::new("member", Kind::Struct(&SERVER_CERTIFICATE_METADATA)), flattened: false };

static SERVER_CERTIFICATE_NAME_TYPE_PATTERN: Pattern = Pattern::new(r"[\w+=,.@-]+");

static SERVICES_LAST_ACCESSED: List =
    List { element: Member::new("member", Kind::Struct(&SERVICE_LAST_ACCESSED)), flattened: false };

static SERVICE_CREDENTIAL_ALIAS_PATTERN: Pattern = Pattern::new(r"[\w+=,.@-]+");

pub static SERVICE_LAST_ACCESSED: Shape = Shape::new(
    "ServiceLastAccessed",
    &[
        Member::new("ServiceName", Kind::Text).required(),
        Member::new("LastAuthenticated", Kind::Time(None)),
        Member::new("ServiceNamespace", Kind::Text)
            .required()
            .min(1)
            .max(64)
            .matching(&SERVICE_NAMESPACE_TYPE_PATTERN),
        Member::new("LastAuthenticatedEntity", Kind::Text).min(20).max(2048),
        Member::new("LastAuthenticatedRegion", Kind::Text),
        Member::new("TotalAuthenticatedEntities", Kind::Integer),
        Member::new("TrackedActionsLastAccessed", Kind::List(&TRACKED_ACTIONS_LAST_ACCESSED)),
    ],
);

static SERVICE_NAMESPACE_LIST_TYPE: List = List {
    element: Member::new("member", Kind::Text).min(1).max(64).matching(&SERVICE_NAMESPACE_TYPE_PATTERN),
    flattened: false,
};

static SERVICE_NAMESPACE_TYPE_PATTERN: Pattern = Pattern::new(r"[\w-]*");

pub static SERVICE_SPECIFIC_CREDENTIAL: Shape = Shape::new(
    "ServiceSpecificCredential",
    &[
        Member::new("CreateDate", Kind::Time(None)).required(),
        Member::new("ExpirationDate", Kind::Time(None)),
        Member::new("ServiceName", Kind::Text).required(),
        Member::new("ServiceUserName", Kind::Text).min(0).max(200).matching(&SERVICE_USER_NAME_PATTERN),
        Member::new("ServicePassword", Kind::Text).hiding(Hidden::Value),
        Member::new("ServiceCredentialAlias", Kind::Text)
            .min(0)
            .max(200)
            .matching(&SERVICE_CREDENTIAL_ALIAS_PATTERN),
        Member::new("ServiceCredentialSecret", Kind::Text).hiding(Hidden::Value),
        Member::new("ServiceSpecificCredentialId", Kind::Text)
            .required()
            .min(20)
            .max(128)
            .matching(&SERVICE_SPECIFIC_CREDENTIAL_ID_PATTERN),
        Member::new("UserName", Kind::Text).required().min(1).max(64).matching(&USER_NAME_TYPE_PATTERN),
        Member::new("Status", Kind::Text).required().one_of(STATUS_TYPE_VALUES),
    ],
);

static SERVICE_SPECIFIC_CREDENTIALS_LIST_TYPE: List = List {
    element: Member::new("member", Kind::Struct(&SERVICE_SPECIFIC_CREDENTIAL_METADATA)),
    flattened: false,
};

static SERVICE_SPECIFIC_CREDENTIAL_ID_PATTERN: Pattern = Pattern::new(r"[\w]+");

pub static SERVICE_SPECIFIC_CREDENTIAL_METADATA: Shape = Shape::new(
    "ServiceSpecificCredentialMetadata",
    &[
        Member::new("UserName", Kind::Text).required().min(1).max(64).matching(&USER_NAME_TYPE_PATTERN),
        Member::new("Status", Kind::Text).required().one_of(STATUS_TYPE_VALUES),
        Member::new("ServiceUserName", Kind::Text).min(0).max(200).matching(&SERVICE_USER_NAME_PATTERN),
        Member::new("ServiceCredentialAlias", Kind::Text)
            .min(0)
            .max(200)
            .matching(&SERVICE_CREDENTIAL_ALIAS_PATTERN),
        Member::new("CreateDate", Kind::Time(None)).required(),
        Member::new("ExpirationDate", Kind::Time(None)),
        Member::new("ServiceSpecificCredentialId", Kind::Text)
            .required()
            .min(20)
            .max(128)
            .matching(&SERVICE_SPECIFIC_CREDENTIAL_ID_PATTERN),
        Member::new("ServiceName", Kind::Text).required(),
    ],
);

static SERVICE_USER_NAME_PATTERN: Pattern = Pattern::new(r"[\w+=,.@-]*");

pub static SET_DEFAULT_POLICY_VERSION_REQUEST: Shape = Shape::new(
    "SetDefaultPolicyVersionRequest",
    &[
        Member::new("PolicyArn", Kind::Text).required().min(20).max(2048),
        Member::new("VersionId", Kind::Text).required().matching(&POLICY_VERSION_ID_TYPE_PATTERN),
    ],
);

pub static SET_SECURITY_TOKEN_SERVICE_PREFERENCES_REQUEST: Shape = Shape::new(
    "SetSecurityTokenServicePreferencesRequest",
    &[Member::new("GlobalEndpointTokenVersion", Kind::Text)
        .required()
        .one_of(GLOBAL_ENDPOINT_TOKEN_VERSION_VALUES)],
);

pub static SIGNING_CERTIFICATE: Shape = Shape::new(
    "SigningCertificate",
    &[
        Member::new("UserName", Kind::Text).required().min(1).max(64).matching(&USER_NAME_TYPE_PATTERN),
        Member::new("CertificateId", Kind::Text)
            .required()
            .min(24)
            .max(128)
            .matching(&CERTIFICATE_ID_TYPE_PATTERN),
        Member::new("CertificateBody", Kind::Text)
            .required()
            .min(1)
            .max(16384)
            .matching(&CERTIFICATE_BODY_TYPE_PATTERN),
        Member::new("Status", Kind::Text).required().one_of(STATUS_TYPE_VALUES),
        Member::new("UploadDate", Kind::Time(None)),
    ],
);

pub static SIMULATE_CUSTOM_POLICY_REQUEST: Shape = Shape::new(
    "SimulateCustomPolicyRequest",
    &[
        Member::new("PolicyInputList", Kind::List(&SIMULATION_POLICY_LIST_TYPE)).required(),
        Member::new("PermissionsBoundaryPolicyInputList", Kind::List(&SIMULATION_POLICY_LIST_TYPE)),
        Member::new("OrderedOrganizationPolicyInputList", Kind::List(&ORGANIZATION_POLICY_LIST_TYPE)).max(7),
        Member::new("ActionNames", Kind::List(&ACTION_NAME_LIST_TYPE)).required(),
        Member::new("ResourceArns", Kind::List(&RESOURCE_NAME_LIST_TYPE)),
        Member::new("ResourcePolicy", Kind::Text).min(1).max(131072).matching(&POLICY_DOCUMENT_TYPE_PATTERN),
        Member::new("ResourceOwner", Kind::Text).min(1).max(2048),
        Member::new("CallerArn", Kind::Text).min(1).max(2048),
        Member::new("ContextEntries", Kind::List(&CONTEXT_ENTRY_LIST_TYPE)),
        Member::new("ResourceHandlingOption", Kind::Text).min(1).max(64),
        Member::new("MaxItems", Kind::Integer).min(1).max(1000),
        Member::new("Marker", Kind::Text).min(1).max(320).matching(&MARKER_TYPE_PATTERN),
    ],
);

pub static SIMULATE_POLICY_RESPONSE: Shape = Shape::new(
    "SimulatePolicyResponse",
    &[
        Member::new("EvaluationResults", Kind::List(&EVALUATION_RESULTS_LIST_TYPE)),
        Member::new("IsTruncated", Kind::Boolean),
        Member::new("Marker", Kind::Text),
    ],
);

pub static SIMULATE_PRINCIPAL_POLICY_REQUEST: Shape = Shape::new(
    "SimulatePrincipalPolicyRequest",
    &[
        Member::new("PolicySourceArn", Kind::Text).required().min(20).max(2048),
        Member::new("PolicyInputList", Kind::List(&SIMULATION_POLICY_LIST_TYPE)),
        Member::new("PermissionsBoundaryPolicyInputList", Kind::List(&SIMULATION_POLICY_LIST_TYPE)),
        Member::new("PolicyExclusionList", Kind::List(&POLICY_EXCLUSIONS_LIST_TYPE)).max(256),
        Member::new("ActionNames", Kind::List(&ACTION_NAME_LIST_TYPE)).required(),
        Member::new("ResourceArns", Kind::List(&RESOURCE_NAME_LIST_TYPE)),
        Member::new("ResourcePolicy", Kind::Text).min(1).max(131072).matching(&POLICY_DOCUMENT_TYPE_PATTERN),
        Member::new("ResourceOwner", Kind::Text).min(1).max(2048),
        Member::new("CallerArn", Kind::Text).min(1).max(2048),
        Member::new("ContextEntries", Kind::List(&CONTEXT_ENTRY_LIST_TYPE)),
        Member::new("ResourceHandlingOption", Kind::Text).min(1).max(64),
        Member::new("MaxItems", Kind::Integer).min(1).max(1000),
        Member::new("Marker", Kind::Text).min(1).max(320).matching(&MARKER_TYPE_PATTERN),
    ],
);

static SIMULATION_POLICY_LIST_TYPE: List = List {
    element: Member::new("member", Kind::Text).min(1).max(131072).matching(&POLICY_DOCUMENT_TYPE_PATTERN),
    flattened: false,
};

pub static SOURCE_ROLE_TEMPLATE: Shape = Shape::new(
    "SourceRoleTemplate",
    &[
        Member::new("TemplateArn", Kind::Text).required().min(20).max(2048),
        Member::new("TemplateMinorVersion", Kind::Integer).required(),
    ],
);

pub static SSH_PUBLIC_KEY: Shape = Shape::new(
    "SSHPublicKey",
    &[
        Member::new("UserName", Kind::Text).required().min(1).max(64).matching(&USER_NAME_TYPE_PATTERN),
        Member::new("SSHPublicKeyId", Kind::Text)
            .required()
            .min(20)
            .max(128)
            .matching(&PUBLIC_KEY_ID_TYPE_PATTERN),
        Member::new("Fingerprint", Kind::Text)
            .required()
            .min(48)
            .max(48)
            .matching(&PUBLIC_KEY_FINGERPRINT_TYPE_PATTERN),
        Member::new("SSHPublicKeyBody", Kind::Text)
            .required()
            .min(1)
            .max(16384)
            .matching(&PUBLIC_KEY_MATERIAL_TYPE_PATTERN),
        Member::new("Status", Kind::Text).required().one_of(STATUS_TYPE_VALUES),
        Member::new("UploadDate", Kind::Time(None)),
    ],
);

static SSH_PUBLIC_KEY_LIST_TYPE: List =
    List { element: Member::new("member", Kind::Struct(&SSH_PUBLIC_KEY_METADATA)), flattened: false };

pub static SSH_PUBLIC_KEY_METADATA: Shape = Shape::new(
    "SSHPublicKeyMetadata",
    &[
        Member::new("UserName", Kind::Text).required().min(1).max(64).matching(&USER_NAME_TYPE_PATTERN),
        Member::new("SSHPublicKeyId", Kind::Text)
            .required()
            .min(20)
            .max(128)
            .matching(&PUBLIC_KEY_ID_TYPE_PATTERN),
        Member::new("Status", Kind::Text).required().one_of(STATUS_TYPE_VALUES),
        Member::new("UploadDate", Kind::Time(None)).required(),
    ],
);

pub static STATEMENT: Shape = Shape::new(
    "Statement",
    &[
        Member::new("SourcePolicyId", Kind::Text),
        Member::new("SourcePolicyType", Kind::Text).one_of(POLICY_SOURCE_TYPE_VALUES),
        Member::new("StartPosition", Kind::Struct(&POSITION)),
        Member::new("EndPosition", Kind::Struct(&POSITION)),
    ],
);

static STATEMENT_LIST_TYPE: List =
    List { element: Member::new("member", Kind::Struct(&STATEMENT)), flattened: false };

const STATUS_TYPE_VALUES: &[&str] = &["Active", "Inactive", "Expired"];

const SUMMARY_KEY_TYPE_VALUES: &[&str] = &[
    "Users",
    "UsersQuota",
    "Groups",
    "GroupsQuota",
    "ServerCertificates",
    "ServerCertificatesQuota",
    "UserPolicySizeQuota",
    "GroupPolicySizeQuota",
    "GroupsPerUserQuota",
    "SigningCertificatesPerUserQuota",
    "AccessKeysPerUserQuota",
    "MFADevices",
    "MFADevicesInUse",
    "AccountMFAEnabled",
    "AccountAccessKeysPresent",
    "AccountPasswordPresent",
    "AccountSigningCertificatesPresent",
    "AttachedPoliciesPerGroupQuota",
    "AttachedPoliciesPerRoleQuota",
    "AttachedPoliciesPerUserQuota",
    "Policies",
    "PoliciesQuota",
    "PolicySizeQuota",
    "PolicyVersionsInUse",
    "PolicyVersionsInUseQuota",
    "VersionsPerPolicyQuota",
    "GlobalEndpointTokenVersion",
    "AssumeRolePolicySizeQuota",
    "InstanceProfiles",
    "InstanceProfilesQuota",
    "Providers",
    "RolePolicySizeQuota",
    "Roles",
    "RolesQuota",
];

static SUMMARY_MAP_TYPE: Map = Map {
    key: Member::new("key", Kind::Text).one_of(SUMMARY_KEY_TYPE_VALUES),
    value: Member::new("value", Kind::Integer),
    flattened: false,
};

pub static TAG: Shape = Shape::new(
    "Tag",
    &[
        Member::new("Key", Kind::Text).required().min(1).max(128).matching(&TAG_KEY_TYPE_PATTERN),
        Member::new("Value", Kind::Text).required().min(0).max(256).matching(&TAG_VALUE_TYPE_PATTERN),
    ],
);

pub static TAG_INSTANCE_PROFILE_REQUEST: Shape = Shape::new(
    "TagInstanceProfileRequest",
    &[
        Member::new("InstanceProfileName", Kind::Text)
            .required()
            .min(1)
            .max(128)
            .matching(&INSTANCE_PROFILE_NAME_TYPE_PATTERN),
        Member::new("Tags", Kind::List(&TAG_LIST_TYPE)).required().max(50),
    ],
);

static TAG_KEY_LIST_TYPE: List = List {
    element: Member::new("member", Kind::Text).min(1).max(128).matching(&TAG_KEY_TYPE_PATTERN),
    flattened: false,
};

static TAG_KEY_TYPE_PATTERN: Pattern = Pattern::new(r"[\p{L}\p{Z}\p{N}_.:/=+\-@]+");

static TAG_LIST_TYPE: List = List { element: Member::new("member", Kind::Struct(&TAG)), flattened: false };

pub static TAG_MFA_DEVICE_REQUEST: Shape = Shape::new(
    "TagMFADeviceRequest",
    &[
        Member::new("SerialNumber", Kind::Text)
            .required()
            .min(9)
            .max(256)
            .matching(&SERIAL_NUMBER_TYPE_PATTERN),
        Member::new("Tags", Kind::List(&TAG_LIST_TYPE)).required().max(50),
    ],
);

pub static TAG_OPEN_ID_CONNECT_PROVIDER_REQUEST: Shape = Shape::new(
    "TagOpenIDConnectProviderRequest",
    &[
        Member::new("OpenIDConnectProviderArn", Kind::Text).required().min(20).max(2048),
        Member::new("Tags", Kind::List(&TAG_LIST_TYPE)).required().max(50),
    ],
);

pub static TAG_POLICY_REQUEST: Shape = Shape::new(
    "TagPolicyRequest",
    &[
        Member::new("PolicyArn", Kind::Text).required().min(20).max(2048),
        Member::new("Tags", Kind::List(&TAG_LIST_TYPE)).required().max(50),
    ],
);

pub static TAG_ROLE_REQUEST: Shape = Shape::new(
    "TagRoleRequest",
    &[
        Member::new("RoleName", Kind::Text).required().min(1).max(64).matching(&ROLE_NAME_TYPE_PATTERN),
        Member::new("Tags", Kind::List(&TAG_LIST_TYPE)).required().max(50),
    ],
);

pub static TAG_SAML_PROVIDER_REQUEST: Shape = Shape::new(
    "TagSAMLProviderRequest",
    &[
        Member::new("SAMLProviderArn", Kind::Text).required().min(20).max(2048),
        Member::new("Tags", Kind::List(&TAG_LIST_TYPE)).required().max(50),
    ],
);

pub static TAG_SERVER_CERTIFICATE_REQUEST: Shape = Shape::new(
    "TagServerCertificateRequest",
    &[
        Member::new("ServerCertificateName", Kind::Text)
            .required()
            .min(1)
            .max(128)
            .matching(&SERVER_CERTIFICATE_NAME_TYPE_PATTERN),
        Member::new("Tags", Kind::List(&TAG_LIST_TYPE)).required().max(50),
    ],
);

pub static TAG_USER_REQUEST: Shape = Shape::new(
    "TagUserRequest",
    &[
        Member::new("UserName", Kind::Text)
            .required()
            .min(1)
            .max(128)
            .matching(&EXISTING_USER_NAME_TYPE_PATTERN),
        Member::new("Tags", Kind::List(&TAG_LIST_TYPE)).required().max(50),
    ],
);

static TAG_VALUE_TYPE_PATTERN: Pattern = Pattern::new(r"[\p{L}\p{Z}\p{N}_.:/=+\-@]*");

static THUMBPRINT_LIST_TYPE: List =
    List { element: Member::new("member", Kind::Text).min(40).max(40), flattened: false };

static TRACKED_ACTIONS_LAST_ACCESSED: List =
    List { element: Member::new("member", Kind::Struct(&TRACKED_ACTION_LAST_ACCESSED)), flattened: false };

pub static TRACKED_ACTION_LAST_ACCESSED: Shape = Shape::new(
    "TrackedActionLastAccessed",
    &[
        Member::new("ActionName", Kind::Text),
        Member::new("LastAccessedEntity", Kind::Text).min(20).max(2048),
        Member::new("LastAccessedTime", Kind::Time(None)),
        Member::new("LastAccessedRegion", Kind::Text),
    ],
);

pub static UNTAG_INSTANCE_PROFILE_REQUEST: Shape = Shape::new(
    "UntagInstanceProfileRequest",
    &[
        Member::new("InstanceProfileName", Kind::Text)
            .required()
            .min(1)
            .max(128)
            .matching(&INSTANCE_PROFILE_NAME_TYPE_PATTERN),
        Member::new("TagKeys", Kind::List(&TAG_KEY_LIST_TYPE)).required().max(50),
    ],
);

pub static UNTAG_MFA_DEVICE_REQUEST: Shape = Shape::new(
    "UntagMFADeviceRequest",
    &[
        Member::new("SerialNumber", Kind::Text)
            .required()
            .min(9)
            .max(256)
            .matching(&SERIAL_NUMBER_TYPE_PATTERN),
        Member::new("TagKeys", Kind::List(&TAG_KEY_LIST_TYPE)).required().max(50),
    ],
);

pub static UNTAG_OPEN_ID_CONNECT_PROVIDER_REQUEST: Shape = Shape::new(
    "UntagOpenIDConnectProviderRequest",
    &[
        Member::new("OpenIDConnectProviderArn", Kind::Text).required().min(20).max(2048),
        Member::new("TagKeys", Kind::List(&TAG_KEY_LIST_TYPE)).required().max(50),
    ],
);

pub static UNTAG_POLICY_REQUEST: Shape = Shape::new(
    "UntagPolicyRequest",
    &[
        Member::new("PolicyArn", Kind::Text).required().min(20).max(2048),
        Member::new("TagKeys", Kind::List(&TAG_KEY_LIST_TYPE)).required().max(50),
    ],
);

pub static UNTAG_ROLE_REQUEST: Shape = Shape::new(
    "UntagRoleRequest",
    &[
        Member::new("RoleName", Kind::Text).required().min(1).max(64).matching(&ROLE_NAME_TYPE_PATTERN),
        Member::new("TagKeys", Kind::List(&TAG_KEY_LIST_TYPE)).required().max(50),
    ],
);

pub static UNTAG_SAML_PROVIDER_REQUEST: Shape = Shape::new(
    "UntagSAMLProviderRequest",
    &[
        Member::new("SAMLProviderArn", Kind::Text).required().min(20).max(2048),
        Member::new("TagKeys", Kind::List(&TAG_KEY_LIST_TYPE)).required().max(50),
    ],
);

pub static UNTAG_SERVER_CERTIFICATE_REQUEST: Shape = Shape::new(
    "UntagServerCertificateRequest",
    &[
        Member::new("ServerCertificateName", Kind::Text)
            .required()
            .min(1)
            .max(128)
            .matching(&SERVER_CERTIFICATE_NAME_TYPE_PATTERN),
        Member::new("TagKeys", Kind::List(&TAG_KEY_LIST_TYPE)).required().max(50),
    ],
);

pub static UNTAG_USER_REQUEST: Shape = Shape::new(
    "UntagUserRequest",
    &[
        Member::new("UserName", Kind::Text)
            .required()
            .min(1)
            .max(128)
            .matching(&EXISTING_USER_NAME_TYPE_PATTERN),
        Member::new("TagKeys", Kind::List(&TAG_KEY_LIST_TYPE)).required().max(50),
    ],
);

pub static UPDATE_ACCESS_KEY_REQUEST: Shape = Shape::new(
    "UpdateAccessKeyRequest",
    &[
        Member::new("UserName", Kind::Text).min(1).max(128).matching(&EXISTING_USER_NAME_TYPE_PATTERN),
        Member::new("AccessKeyId", Kind::Text)
            .required()
            .min(16)
            .max(128)
            .matching(&ACCESS_KEY_ID_TYPE_PATTERN),
        Member::new("Status", Kind::Text).required().one_of(STATUS_TYPE_VALUES),
    ],
);

pub static UPDATE_ACCOUNT_PASSWORD_POLICY_REQUEST: Shape = Shape::new(
    "UpdateAccountPasswordPolicyRequest",
    &[
        Member::new("MinimumPasswordLength", Kind::Integer).min(6).max(128),
        Member::new("RequireSymbols", Kind::Boolean),
        Member::new("RequireNumbers", Kind::Boolean),
        Member::new("RequireUppercaseCharacters", Kind::Boolean),
        Member::new("RequireLowercaseCharacters", Kind::Boolean),
        Member::new("AllowUsersToChangePassword", Kind::Boolean),
        Member::new("MaxPasswordAge", Kind::Integer).min(1).max(1095),
        Member::new("PasswordReusePrevention", Kind::Integer).min(1).max(24),
        Member::new("HardExpiry", Kind::Boolean),
    ],
);

pub static UPDATE_ASSUME_ROLE_POLICY_REQUEST: Shape = Shape::new(
    "UpdateAssumeRolePolicyRequest",
    &[
        Member::new("RoleName", Kind::Text).required().min(1).max(64).matching(&ROLE_NAME_TYPE_PATTERN),
        Member::new("PolicyDocument", Kind::Text)
            .required()
            .min(1)
            .max(131072)
            .matching(&POLICY_DOCUMENT_TYPE_PATTERN),
    ],
);

pub static UPDATE_GROUP_REQUEST: Shape = Shape::new(
    "UpdateGroupRequest",
    &[
        Member::new("GroupName", Kind::Text).required().min(1).max(128).matching(&GROUP_NAME_TYPE_PATTERN),
        Member::new("NewPath", Kind::Text).min(1).max(512).matching(&PATH_TYPE_PATTERN),
        Member::new("NewGroupName", Kind::Text).min(1).max(128).matching(&GROUP_NAME_TYPE_PATTERN),
    ],
);

pub static UPDATE_LOGIN_PROFILE_REQUEST: Shape = Shape::new(
    "UpdateLoginProfileRequest",
    &[
        Member::new("UserName", Kind::Text).required().min(1).max(64).matching(&USER_NAME_TYPE_PATTERN),
        Member::new("Password", Kind::Text)
            .min(1)
            .max(128)
            .matching(&PASSWORD_TYPE_PATTERN)
            .hiding(Hidden::Value),
        Member::new("PasswordResetRequired", Kind::Boolean),
        Member::new("MaxSigninSessionDuration", Kind::Integer).min(3600).max(7776000),
        Member::new("ResetMaxSigninSessionDuration", Kind::Boolean),
    ],
);

pub static UPDATE_OPEN_ID_CONNECT_PROVIDER_REQUEST: Shape = Shape::new(
    "UpdateOpenIDConnectProviderRequest",
    &[
        Member::new("OpenIDConnectProviderArn", Kind::Text).required().min(20).max(2048),
        Member::new("ContextProvider", Kind::Struct(&CONTEXT_PROVIDER)),
        Member::new("IdentityCenterInstanceArn", Kind::Text).min(1).max(1224),
        Member::new("RemoveContextProvider", Kind::Boolean),
        Member::new("RemoveIdentityCenterInstance", Kind::Boolean),
    ],
);

pub static UPDATE_OPEN_ID_CONNECT_PROVIDER_THUMBPRINT_REQUEST: Shape = Shape::new(
    "UpdateOpenIDConnectProviderThumbprintRequest",
    &[
        Member::new("OpenIDConnectProviderArn", Kind::Text).required().min(20).max(2048),
        Member::new("ThumbprintList", Kind::List(&THUMBPRINT_LIST_TYPE)).required(),
    ],
);

pub static UPDATE_ROLE_DESCRIPTION_REQUEST: Shape = Shape::new(
    "UpdateRoleDescriptionRequest",
    &[
        Member::new("RoleName", Kind::Text).required().min(1).max(64).matching(&ROLE_NAME_TYPE_PATTERN),
        Member::new("Description", Kind::Text).required().max(1000).matching(&ROLE_DESCRIPTION_TYPE_PATTERN),
    ],
);

pub static UPDATE_ROLE_DESCRIPTION_RESPONSE: Shape =
    Shape::new("UpdateRoleDescriptionResponse", &[Member::new("Role", Kind::Struct(&ROLE))]);

pub static UPDATE_ROLE_REQUEST: Shape = Shape::new(
    "UpdateRoleRequest",
    &[
        Member::new("RoleName", Kind::Text).required().min(1).max(64).matching(&ROLE_NAME_TYPE_PATTERN),
        Member::new("Description", Kind::Text).max(1000).matching(&ROLE_DESCRIPTION_TYPE_PATTERN),
        Member::new("MaxSessionDuration", Kind::Integer).min(3600).max(43200),
        Member::new("MaxSigninSessionDuration", Kind::Integer).min(3600).max(7776000),
        Member::new("ResetMaxSigninSessionDuration", Kind::Boolean),
    ],
);

pub static UPDATE_ROLE_RESPONSE: Shape = Shape::new("UpdateRoleResponse", &[]);

pub static UPDATE_SAML_PROVIDER_REQUEST: Shape = Shape::new(
    "UpdateSAMLProviderRequest",
    &[
        Member::new("SAMLMetadataDocument", Kind::Text).min(1000).max(10000000),
        Member::new("SAMLProviderArn", Kind::Text).required().min(20).max(2048),
        Member::new("AssertionEncryptionMode", Kind::Text).one_of(ASSERTION_ENCRYPTION_MODE_TYPE_VALUES),
        Member::new("AddPrivateKey", Kind::Text)
            .min(1)
            .max(16384)
            .matching(&PRIVATE_KEY_TYPE_PATTERN)
            .hiding(Hidden::Value),
        Member::new("RemovePrivateKey", Kind::Text).min(22).max(64).matching(&PRIVATE_KEY_ID_TYPE_PATTERN),
        Member::new("ContextProvider", Kind::Struct(&CONTEXT_PROVIDER)),
        Member::new("IdentityCenterInstanceArn", Kind::Text).min(1).max(1224),
        Member::new("RemoveContextProvider", Kind::Boolean),
        Member::new("RemoveIdentityCenterInstance", Kind::Boolean),
    ],
);

pub static UPDATE_SAML_PROVIDER_RESPONSE: Shape =
    Shape::new("UpdateSAMLProviderResponse", &[Member::new("SAMLProviderArn", Kind::Text).min(20).max(2048)]);

pub static UPDATE_SERVER_CERTIFICATE_REQUEST: Shape = Shape::new(
    "UpdateServerCertificateRequest",
    &[
        Member::new("ServerCertificateName", Kind::Text)
            .required()
            .min(1)
            .max(128)
            .matching(&SERVER_CERTIFICATE_NAME_TYPE_PATTERN),
        Member::new("NewPath", Kind::Text).min(1).max(512).matching(&PATH_TYPE_PATTERN),
        Member::new("NewServerCertificateName", Kind::Text)
            .min(1)
            .max(128)
            .matching(&SERVER_CERTIFICATE_NAME_TYPE_PATTERN),
    ],
);

pub static UPDATE_SERVICE_SPECIFIC_CREDENTIAL_REQUEST: Shape = Shape::new(
    "UpdateServiceSpecificCredentialRequest",
    &[
        Member::new("UserName", Kind::Text).min(1).max(64).matching(&USER_NAME_TYPE_PATTERN),
        Member::new("ServiceSpecificCredentialId", Kind::Text)
            .required()
            .min(20)
            .max(128)
            .matching(&SERVICE_SPECIFIC_CREDENTIAL_ID_PATTERN),
        Member::new("Status", Kind::Text).required().one_of(STATUS_TYPE_VALUES),
    ],
);

pub static UPDATE_SIGNING_CERTIFICATE_REQUEST: Shape = Shape::new(
    "UpdateSigningCertificateRequest",
    &[
        Member::new("UserName", Kind::Text).min(1).max(128).matching(&EXISTING_USER_NAME_TYPE_PATTERN),
        Member::new("CertificateId", Kind::Text)
            .required()
            .min(24)
            .max(128)
            .matching(&CERTIFICATE_ID_TYPE_PATTERN),
        Member::new("Status", Kind::Text).required().one_of(STATUS_TYPE_VALUES),
    ],
);

pub static UPDATE_SSH_PUBLIC_KEY_REQUEST: Shape = Shape::new(
    "UpdateSSHPublicKeyRequest",
    &[
        Member::new("UserName", Kind::Text).required().min(1).max(64).matching(&USER_NAME_TYPE_PATTERN),
        Member::new("SSHPublicKeyId", Kind::Text)
            .required()
            .min(20)
            .max(128)
            .matching(&PUBLIC_KEY_ID_TYPE_PATTERN),
        Member::new("Status", Kind::Text).required().one_of(STATUS_TYPE_VALUES),
    ],
);

pub static UPDATE_USER_REQUEST: Shape = Shape::new(
    "UpdateUserRequest",
    &[
        Member::new("UserName", Kind::Text)
            .required()
            .min(1)
            .max(128)
            .matching(&EXISTING_USER_NAME_TYPE_PATTERN),
        Member::new("NewPath", Kind::Text).min(1).max(512).matching(&PATH_TYPE_PATTERN),
        Member::new("NewUserName", Kind::Text).min(1).max(64).matching(&USER_NAME_TYPE_PATTERN),
    ],
);

pub static UPLOAD_SERVER_CERTIFICATE_REQUEST: Shape = Shape::new(
    "UploadServerCertificateRequest",
    &[
        Member::new("Path", Kind::Text).min(1).max(512).matching(&PATH_TYPE_PATTERN),
        Member::new("ServerCertificateName", Kind::Text)
            .required()
            .min(1)
            .max(128)
            .matching(&SERVER_CERTIFICATE_NAME_TYPE_PATTERN),
        Member::new("CertificateBody", Kind::Text)
            .required()
            .min(1)
            .max(16384)
            .matching(&CERTIFICATE_BODY_TYPE_PATTERN),
        Member::new("PrivateKey", Kind::Text)
            .required()
            .min(1)
            .max(16384)
            .matching(&PRIVATE_KEY_TYPE_PATTERN)
            .hiding(Hidden::Value),
        Member::new("CertificateChain", Kind::Text)
            .min(1)
            .max(2097152)
            .matching(&CERTIFICATE_CHAIN_TYPE_PATTERN),
        Member::new("Tags", Kind::List(&TAG_LIST_TYPE)).max(50),
    ],
);

pub static UPLOAD_SERVER_CERTIFICATE_RESPONSE: Shape = Shape::new(
    "UploadServerCertificateResponse",
    &[
        Member::new("ServerCertificateMetadata", Kind::Struct(&SERVER_CERTIFICATE_METADATA)),
        Member::new("Tags", Kind::List(&TAG_LIST_TYPE)).max(50),
    ],
);

pub static UPLOAD_SIGNING_CERTIFICATE_REQUEST: Shape = Shape::new(
    "UploadSigningCertificateRequest",
    &[
        Member::new("UserName", Kind::Text).min(1).max(128).matching(&EXISTING_USER_NAME_TYPE_PATTERN),
        Member::new("CertificateBody", Kind::Text)
            .required()
            .min(1)
            .max(16384)
            .matching(&CERTIFICATE_BODY_TYPE_PATTERN),
    ],
);

pub static UPLOAD_SIGNING_CERTIFICATE_RESPONSE: Shape = Shape::new(
    "UploadSigningCertificateResponse",
    &[Member::new("Certificate", Kind::Struct(&SIGNING_CERTIFICATE)).required()],
);

pub static UPLOAD_SSH_PUBLIC_KEY_REQUEST: Shape = Shape::new(
    "UploadSSHPublicKeyRequest",
    &[
        Member::new("UserName", Kind::Text).required().min(1).max(64).matching(&USER_NAME_TYPE_PATTERN),
        Member::new("SSHPublicKeyBody", Kind::Text)
            .required()
            .min(1)
            .max(16384)
            .matching(&PUBLIC_KEY_MATERIAL_TYPE_PATTERN),
    ],
);

pub static UPLOAD_SSH_PUBLIC_KEY_RESPONSE: Shape =
    Shape::new("UploadSSHPublicKeyResponse", &[Member::new("SSHPublicKey", Kind::Struct(&SSH_PUBLIC_KEY))]);

pub static USER: Shape = Shape::new(
    "User",
    &[
        Member::new("Path", Kind::Text).required().min(1).max(512).matching(&PATH_TYPE_PATTERN),
        Member::new("UserName", Kind::Text).required().min(1).max(64).matching(&USER_NAME_TYPE_PATTERN),
        Member::new("UserId", Kind::Text).required().min(16).max(128).matching(&ID_TYPE_PATTERN),
        Member::new("Arn", Kind::Text).required().min(20).max(2048),
        Member::new("CreateDate", Kind::Time(None)).required(),
        Member::new("PasswordLastUsed", Kind::Time(None)),
        Member::new("PermissionsBoundary", Kind::Struct(&ATTACHED_PERMISSIONS_BOUNDARY)),
        Member::new("Tags", Kind::List(&TAG_LIST_TYPE)).max(50),
    ],
);

pub static USER_DETAIL: Shape = Shape::new(
    "UserDetail",
    &[
        Member::new("Path", Kind::Text).min(1).max(512).matching(&PATH_TYPE_PATTERN),
        Member::new("UserName", Kind::Text).min(1).max(64).matching(&USER_NAME_TYPE_PATTERN),
        Member::new("UserId", Kind::Text).min(16).max(128).matching(&ID_TYPE_PATTERN),
        Member::new("Arn", Kind::Text).min(20).max(2048),
        Member::new("CreateDate", Kind::Time(None)),
        Member::new("UserPolicyList", Kind::List(&POLICY_DETAIL_LIST_TYPE)),
        Member::new("GroupList", Kind::List(&GROUP_NAME_LIST_TYPE)),
        Member::new("AttachedManagedPolicies", Kind::List(&ATTACHED_POLICIES_LIST_TYPE)),
        Member::new("PermissionsBoundary", Kind::Struct(&ATTACHED_PERMISSIONS_BOUNDARY)),
        Member::new("Tags", Kind::List(&TAG_LIST_TYPE)).max(50),
    ],
);

static USER_DETAIL_LIST_TYPE: List =
    List { element: Member::new("member", Kind::Struct(&USER_DETAIL)), flattened: false };

static USER_LIST_TYPE: List = List { element: Member::new("member", Kind::Struct(&USER)), flattened: false };

static USER_NAME_TYPE_PATTERN: Pattern = Pattern::new(r"[\w+=,.@-]+");

pub static VIRTUAL_MFA_DEVICE: Shape = Shape::new(
    "VirtualMFADevice",
    &[
        Member::new("SerialNumber", Kind::Text)
            .required()
            .min(9)
            .max(256)
            .matching(&SERIAL_NUMBER_TYPE_PATTERN),
        Member::new("Base32StringSeed", Kind::Blob).hiding(Hidden::Value),
        Member::new("QRCodePNG", Kind::Blob).hiding(Hidden::Value),
        Member::new("User", Kind::Struct(&USER)),
        Member::new("EnableDate", Kind::Time(None)),
        Member::new("Tags", Kind::List(&TAG_LIST_TYPE)).max(50),
    ],
);

static VIRTUAL_MFA_DEVICE_LIST_TYPE: List =
    List { element: Member::new("member", Kind::Struct(&VIRTUAL_MFA_DEVICE)), flattened: false };

static VIRTUAL_MFA_DEVICE_NAME_PATTERN: Pattern = Pattern::new(r"[\w+=,.@-]+");
