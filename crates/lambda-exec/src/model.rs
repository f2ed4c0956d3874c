//! AWS's model of the service, as data; its texts of documentation are left out.
//!
//! Written by `cargo run -p conformance -- shapes lambda`, not by hand, from botocore 1.44.8,
//! `data/lambda/2015-03-31/service-2.json`, whose licence is Apache-2.0: see NOTICE.

#![allow(missing_docs, reason = "the names are AWS's, whose documentation says what they mean")]

use wire::shape::{
    ErrorShape, Hidden, Kind, List, Map, Member, Model, NOTHING, Pattern, Place, Shape, Signature,
};

pub static MODEL: Model = Model {
    name: "lambda",
    target_prefix: None,
    version: "2015-03-31",
    namespace: None,
    names: &[
        (
            "AddLayerVersionPermission",
            "POST",
            "/2018-10-31/layers/{LayerName}/versions/{VersionNumber}/policy",
        ),
        ("AddPermission", "POST", "/2015-03-31/functions/{FunctionName}/policy"),
        (
            "CheckpointDurableExecution",
            "POST",
            "/2025-12-01/durable-executions/{DurableExecutionArn}/checkpoint",
        ),
        ("CreateAlias", "POST", "/2015-03-31/functions/{FunctionName}/aliases"),
        ("CreateCapacityProvider", "POST", "/2025-11-30/capacity-providers"),
        ("CreateCodeSigningConfig", "POST", "/2020-04-22/code-signing-configs"),
        ("CreateEventSourceMapping", "POST", "/2015-03-31/event-source-mappings"),
        ("CreateFunction", "POST", "/2015-03-31/functions"),
        ("CreateFunctionUrlConfig", "POST", "/2021-10-31/functions/{FunctionName}/url"),
        ("DeleteAlias", "DELETE", "/2015-03-31/functions/{FunctionName}/aliases/{Name}"),
        ("DeleteCapacityProvider", "DELETE", "/2025-11-30/capacity-providers/{CapacityProviderName}"),
        ("DeleteCodeSigningConfig", "DELETE", "/2020-04-22/code-signing-configs/{CodeSigningConfigArn}"),
        ("DeleteDurableExecution", "DELETE", "/2025-12-01/durable-executions/{DurableExecutionArn}"),
        ("DeleteEventSourceMapping", "DELETE", "/2015-03-31/event-source-mappings/{UUID}"),
        ("DeleteFunction", "DELETE", "/2015-03-31/functions/{FunctionName}"),
        (
            "DeleteFunctionCodeSigningConfig",
            "DELETE",
            "/2020-06-30/functions/{FunctionName}/code-signing-config",
        ),
        ("DeleteFunctionConcurrency", "DELETE", "/2017-10-31/functions/{FunctionName}/concurrency"),
        (
            "DeleteFunctionEventInvokeConfig",
            "DELETE",
            "/2019-09-25/functions/{FunctionName}/event-invoke-config",
        ),
        ("DeleteFunctionUrlConfig", "DELETE", "/2021-10-31/functions/{FunctionName}/url"),
        ("DeleteLayerVersion", "DELETE", "/2018-10-31/layers/{LayerName}/versions/{VersionNumber}"),
        (
            "DeleteProvisionedConcurrencyConfig",
            "DELETE",
            "/2019-09-30/functions/{FunctionName}/provisioned-concurrency",
        ),
        ("DeleteResourcePolicy", "DELETE", "/2026-07-09/resource-policy/{ResourceArn}"),
        ("GetAccountSettings", "GET", "/2016-08-19/account-settings"),
        ("GetAlias", "GET", "/2015-03-31/functions/{FunctionName}/aliases/{Name}"),
        ("GetCapacityProvider", "GET", "/2025-11-30/capacity-providers/{CapacityProviderName}"),
        ("GetCodeSigningConfig", "GET", "/2020-04-22/code-signing-configs/{CodeSigningConfigArn}"),
        ("GetDurableExecution", "GET", "/2025-12-01/durable-executions/{DurableExecutionArn}"),
        ("GetDurableExecutionHistory", "GET", "/2025-12-01/durable-executions/{DurableExecutionArn}/history"),
        ("GetDurableExecutionState", "GET", "/2025-12-01/durable-executions/{DurableExecutionArn}/state"),
        ("GetEventSourceMapping", "GET", "/2015-03-31/event-source-mappings/{UUID}"),
        ("GetFunction", "GET", "/2015-03-31/functions/{FunctionName}"),
        ("GetFunctionCodeSigningConfig", "GET", "/2020-06-30/functions/{FunctionName}/code-signing-config"),
        ("GetFunctionConcurrency", "GET", "/2019-09-30/functions/{FunctionName}/concurrency"),
        ("GetFunctionConfiguration", "GET", "/2015-03-31/functions/{FunctionName}/configuration"),
        ("GetFunctionEventInvokeConfig", "GET", "/2019-09-25/functions/{FunctionName}/event-invoke-config"),
        ("GetFunctionRecursionConfig", "GET", "/2024-08-31/functions/{FunctionName}/recursion-config"),
        ("GetFunctionScalingConfig", "GET", "/2025-11-30/functions/{FunctionName}/function-scaling-config"),
        ("GetFunctionUrlConfig", "GET", "/2021-10-31/functions/{FunctionName}/url"),
        ("GetLayerVersion", "GET", "/2018-10-31/layers/{LayerName}/versions/{VersionNumber}"),
        ("GetLayerVersionByArn", "GET", "/2018-10-31/layers?find=LayerVersion"),
        ("GetLayerVersionPolicy", "GET", "/2018-10-31/layers/{LayerName}/versions/{VersionNumber}/policy"),
        ("GetPolicy", "GET", "/2015-03-31/functions/{FunctionName}/policy"),
        (
            "GetProvisionedConcurrencyConfig",
            "GET",
            "/2019-09-30/functions/{FunctionName}/provisioned-concurrency",
        ),
        ("GetResourcePolicy", "GET", "/2026-07-09/resource-policy/{ResourceArn}"),
        (
            "GetRuntimeManagementConfig",
            "GET",
            "/2021-07-20/functions/{FunctionName}/runtime-management-config",
        ),
        ("Invoke", "POST", "/2015-03-31/functions/{FunctionName}/invocations"),
        ("InvokeAsync", "POST", "/2014-11-13/functions/{FunctionName}/invoke-async"),
        (
            "InvokeWithResponseStream",
            "POST",
            "/2021-11-15/functions/{FunctionName}/response-streaming-invocations",
        ),
        ("ListAliases", "GET", "/2015-03-31/functions/{FunctionName}/aliases"),
        ("ListCapacityProviders", "GET", "/2025-11-30/capacity-providers"),
        ("ListCodeSigningConfigs", "GET", "/2020-04-22/code-signing-configs"),
        ("ListDurableExecutionsByFunction", "GET", "/2025-12-01/functions/{FunctionName}/durable-executions"),
        ("ListEventSourceMappings", "GET", "/2015-03-31/event-source-mappings"),
        (
            "ListFunctionEventInvokeConfigs",
            "GET",
            "/2019-09-25/functions/{FunctionName}/event-invoke-config/list",
        ),
        ("ListFunctionUrlConfigs", "GET", "/2021-10-31/functions/{FunctionName}/urls"),
        (
            "ListFunctionVersionsByCapacityProvider",
            "GET",
            "/2025-11-30/capacity-providers/{CapacityProviderName}/function-versions",
        ),
        ("ListFunctions", "GET", "/2015-03-31/functions"),
        (
            "ListFunctionsByCodeSigningConfig",
            "GET",
            "/2020-04-22/code-signing-configs/{CodeSigningConfigArn}/functions",
        ),
        ("ListLayerVersions", "GET", "/2018-10-31/layers/{LayerName}/versions"),
        ("ListLayers", "GET", "/2018-10-31/layers"),
        (
            "ListProvisionedConcurrencyConfigs",
            "GET",
            "/2019-09-30/functions/{FunctionName}/provisioned-concurrency?List=ALL",
        ),
        ("ListTags", "GET", "/2017-03-31/tags/{Resource}"),
        ("ListVersionsByFunction", "GET", "/2015-03-31/functions/{FunctionName}/versions"),
        ("PauseDurableExecution", "POST", "/2025-12-01/durable-executions/{DurableExecutionArn}/pause"),
        ("PublishLayerVersion", "POST", "/2018-10-31/layers/{LayerName}/versions"),
        ("PublishVersion", "POST", "/2015-03-31/functions/{FunctionName}/versions"),
        ("PutFunctionCodeSigningConfig", "PUT", "/2020-06-30/functions/{FunctionName}/code-signing-config"),
        ("PutFunctionConcurrency", "PUT", "/2017-10-31/functions/{FunctionName}/concurrency"),
        ("PutFunctionEventInvokeConfig", "PUT", "/2019-09-25/functions/{FunctionName}/event-invoke-config"),
        ("PutFunctionRecursionConfig", "PUT", "/2024-08-31/functions/{FunctionName}/recursion-config"),
        ("PutFunctionScalingConfig", "PUT", "/2025-11-30/functions/{FunctionName}/function-scaling-config"),
        (
            "PutProvisionedConcurrencyConfig",
            "PUT",
            "/2019-09-30/functions/{FunctionName}/provisioned-concurrency",
        ),
        ("PutResourcePolicy", "PUT", "/2026-07-09/resource-policy/{ResourceArn}"),
        (
            "PutRuntimeManagementConfig",
            "PUT",
            "/2021-07-20/functions/{FunctionName}/runtime-management-config",
        ),
        (
            "RemoveLayerVersionPermission",
            "DELETE",
            "/2018-10-31/layers/{LayerName}/versions/{VersionNumber}/policy/{StatementId}",
        ),
        ("RemovePermission", "DELETE", "/2015-03-31/functions/{FunctionName}/policy/{StatementId}"),
        ("ResumeDurableExecution", "POST", "/2025-12-01/durable-executions/{DurableExecutionArn}/resume"),
        (
            "SendDurableExecutionCallbackFailure",
            "POST",
            "/2025-12-01/durable-execution-callbacks/{CallbackId}/fail",
        ),
        (
            "SendDurableExecutionCallbackHeartbeat",
            "POST",
            "/2025-12-01/durable-execution-callbacks/{CallbackId}/heartbeat",
        ),
        (
            "SendDurableExecutionCallbackSuccess",
            "POST",
            "/2025-12-01/durable-execution-callbacks/{CallbackId}/succeed",
        ),
        ("StopDurableExecution", "POST", "/2025-12-01/durable-executions/{DurableExecutionArn}/stop"),
        ("TagResource", "POST", "/2017-03-31/tags/{Resource}"),
        ("UntagResource", "DELETE", "/2017-03-31/tags/{Resource}"),
        ("UpdateAlias", "PUT", "/2015-03-31/functions/{FunctionName}/aliases/{Name}"),
        ("UpdateCapacityProvider", "PUT", "/2025-11-30/capacity-providers/{CapacityProviderName}"),
        ("UpdateCodeSigningConfig", "PUT", "/2020-04-22/code-signing-configs/{CodeSigningConfigArn}"),
        ("UpdateEventSourceMapping", "PUT", "/2015-03-31/event-source-mappings/{UUID}"),
        ("UpdateFunctionCode", "PUT", "/2015-03-31/functions/{FunctionName}/code"),
        ("UpdateFunctionConfiguration", "PUT", "/2015-03-31/functions/{FunctionName}/configuration"),
        (
            "UpdateFunctionEventInvokeConfig",
            "POST",
            "/2019-09-25/functions/{FunctionName}/event-invoke-config",
        ),
        ("UpdateFunctionUrlConfig", "PUT", "/2021-10-31/functions/{FunctionName}/url"),
    ],
    errors: &[
        ALIAS_LIMIT_EXCEEDED_EXCEPTION,
        CALLBACK_TIMEOUT_EXCEPTION,
        CAPACITY_PROVIDER_LIMIT_EXCEEDED_EXCEPTION,
        CODE_ARTIFACT_USER_DELETED_EXCEPTION,
        CODE_ARTIFACT_USER_FAILED_EXCEPTION,
        CODE_ARTIFACT_USER_PENDING_EXCEPTION,
        CODE_SIGNING_CONFIG_NOT_FOUND_EXCEPTION,
        CODE_STORAGE_EXCEEDED_EXCEPTION,
        CODE_VERIFICATION_FAILED_EXCEPTION,
        DURABLE_EXECUTION_ALREADY_STARTED_EXCEPTION,
        EC2_ACCESS_DENIED_EXCEPTION,
        EC2_THROTTLED_EXCEPTION,
        EC2_UNEXPECTED_EXCEPTION,
        EFSIO_EXCEPTION,
        EFS_MOUNT_CONNECTIVITY_EXCEPTION,
        EFS_MOUNT_FAILURE_EXCEPTION,
        EFS_MOUNT_TIMEOUT_EXCEPTION,
        ENI_LIMIT_REACHED_EXCEPTION,
        ENI_NOT_READY_EXCEPTION,
        FUNCTION_VERSIONS_PER_CAPACITY_PROVIDER_LIMIT_EXCEEDED_EXCEPTION,
        INVALID_CODE_SIGNATURE_EXCEPTION,
        INVALID_PARAMETER_VALUE_EXCEPTION,
        INVALID_REQUEST_CONTENT_EXCEPTION,
        INVALID_RUNTIME_EXCEPTION,
        INVALID_SECURITY_GROUP_ID_EXCEPTION,
        INVALID_SUBNET_ID_EXCEPTION,
        INVALID_ZIP_FILE_EXCEPTION,
        KMS_ACCESS_DENIED_EXCEPTION,
        KMS_DISABLED_EXCEPTION,
        KMS_INVALID_STATE_EXCEPTION,
        KMS_NOT_FOUND_EXCEPTION,
        MODE_NOT_SUPPORTED_EXCEPTION,
        NO_PUBLISHED_VERSION_EXCEPTION,
        POLICY_LENGTH_EXCEEDED_EXCEPTION,
        PRECONDITION_FAILED_EXCEPTION,
        PROVISIONED_CONCURRENCY_CONFIG_NOT_FOUND_EXCEPTION,
        PUBLIC_POLICY_EXCEPTION,
        RECURSIVE_INVOCATION_EXCEPTION,
        REQUEST_TOO_LARGE_EXCEPTION,
        RESOURCE_CONFLICT_EXCEPTION,
        RESOURCE_IN_USE_EXCEPTION,
        RESOURCE_NOT_FOUND_EXCEPTION,
        RESOURCE_NOT_READY_EXCEPTION,
        RUNTIME_ALIAS_DELETED_EXCEPTION,
        RUNTIME_VERSION_DELETED_EXCEPTION,
        S3_FILES_MOUNT_CONNECTIVITY_EXCEPTION,
        S3_FILES_MOUNT_FAILURE_EXCEPTION,
        S3_FILES_MOUNT_TIMEOUT_EXCEPTION,
        SERIALIZED_REQUEST_ENTITY_TOO_LARGE_EXCEPTION,
        SERVICE_EXCEPTION,
        SERVICE_QUOTA_EXCEEDED_EXCEPTION,
        SNAP_START_EXCEPTION,
        SNAP_START_NOT_READY_EXCEPTION,
        SNAP_START_REGENERATION_FAILURE_EXCEPTION,
        SNAP_START_TIMEOUT_EXCEPTION,
        SUBNET_IP_ADDRESS_LIMIT_REACHED_EXCEPTION,
        TOO_MANY_REQUESTS_EXCEPTION,
        UNSUPPORTED_MEDIA_TYPE_EXCEPTION,
    ],
};

pub const ALIAS_LIMIT_EXCEEDED_EXCEPTION: ErrorShape = ErrorShape {
    name: "AliasLimitExceededException",
    code: "AliasLimitExceededException",
    status: 400,
    sender: true,
};

pub const CALLBACK_TIMEOUT_EXCEPTION: ErrorShape = ErrorShape {
    name: "CallbackTimeoutException",
    code: "CallbackTimeoutException",
    status: 400,
    sender: true,
};

pub const CAPACITY_PROVIDER_LIMIT_EXCEEDED_EXCEPTION: ErrorShape = ErrorShape {
    name: "CapacityProviderLimitExceededException",
    code: "CapacityProviderLimitExceededException",
    status: 400,
    sender: true,
};

pub const CODE_ARTIFACT_USER_DELETED_EXCEPTION: ErrorShape = ErrorShape {
    name: "CodeArtifactUserDeletedException",
    code: "CodeArtifactUserDeletedException",
    status: 409,
    sender: true,
};

pub const CODE_ARTIFACT_USER_FAILED_EXCEPTION: ErrorShape = ErrorShape {
    name: "CodeArtifactUserFailedException",
    code: "CodeArtifactUserFailedException",
    status: 409,
    sender: true,
};

pub const CODE_ARTIFACT_USER_PENDING_EXCEPTION: ErrorShape = ErrorShape {
    name: "CodeArtifactUserPendingException",
    code: "CodeArtifactUserPendingException",
    status: 409,
    sender: true,
};

pub const CODE_SIGNING_CONFIG_NOT_FOUND_EXCEPTION: ErrorShape = ErrorShape {
    name: "CodeSigningConfigNotFoundException",
    code: "CodeSigningConfigNotFoundException",
    status: 404,
    sender: true,
};

pub const CODE_STORAGE_EXCEEDED_EXCEPTION: ErrorShape = ErrorShape {
    name: "CodeStorageExceededException",
    code: "CodeStorageExceededException",
    status: 400,
    sender: true,
};

pub const CODE_VERIFICATION_FAILED_EXCEPTION: ErrorShape = ErrorShape {
    name: "CodeVerificationFailedException",
    code: "CodeVerificationFailedException",
    status: 400,
    sender: true,
};

pub const DURABLE_EXECUTION_ALREADY_STARTED_EXCEPTION: ErrorShape = ErrorShape {
    name: "DurableExecutionAlreadyStartedException",
    code: "DurableExecutionAlreadyStartedException",
    status: 409,
    sender: true,
};

pub const EC2_ACCESS_DENIED_EXCEPTION: ErrorShape = ErrorShape {
    name: "EC2AccessDeniedException",
    code: "EC2AccessDeniedException",
    status: 502,
    sender: false,
};

pub const EC2_THROTTLED_EXCEPTION: ErrorShape =
    ErrorShape { name: "EC2ThrottledException", code: "EC2ThrottledException", status: 502, sender: false };

pub const EC2_UNEXPECTED_EXCEPTION: ErrorShape =
    ErrorShape { name: "EC2UnexpectedException", code: "EC2UnexpectedException", status: 502, sender: false };

pub const EFSIO_EXCEPTION: ErrorShape =
    ErrorShape { name: "EFSIOException", code: "EFSIOException", status: 410, sender: true };

pub const EFS_MOUNT_CONNECTIVITY_EXCEPTION: ErrorShape = ErrorShape {
    name: "EFSMountConnectivityException",
    code: "EFSMountConnectivityException",
    status: 408,
    sender: true,
};

pub const EFS_MOUNT_FAILURE_EXCEPTION: ErrorShape = ErrorShape {
    name: "EFSMountFailureException",
    code: "EFSMountFailureException",
    status: 403,
    sender: true,
};

pub const EFS_MOUNT_TIMEOUT_EXCEPTION: ErrorShape = ErrorShape {
    name: "EFSMountTimeoutException",
    code: "EFSMountTimeoutException",
    status: 408,
    sender: true,
};

pub const ENI_LIMIT_REACHED_EXCEPTION: ErrorShape = ErrorShape {
    name: "ENILimitReachedException",
    code: "ENILimitReachedException",
    status: 502,
    sender: false,
};

pub const ENI_NOT_READY_EXCEPTION: ErrorShape =
    ErrorShape { name: "ENINotReadyException", code: "ENINotReadyException", status: 502, sender: false };

pub const FUNCTION_VERSIONS_PER_CAPACITY_PROVIDER_LIMIT_EXCEEDED_EXCEPTION: ErrorShape = ErrorShape {
    name: "FunctionVersionsPerCapacityProviderLimitExceededException",
    code: "FunctionVersionsPerCapacityProviderLimitExceededException",
    status: 400,
    sender: true,
};

pub const INVALID_CODE_SIGNATURE_EXCEPTION: ErrorShape = ErrorShape {
    name: "InvalidCodeSignatureException",
    code: "InvalidCodeSignatureException",
    status: 400,
    sender: true,
};

pub const INVALID_PARAMETER_VALUE_EXCEPTION: ErrorShape = ErrorShape {
    name: "InvalidParameterValueException",
    code: "InvalidParameterValueException",
    status: 400,
    sender: true,
};

pub const INVALID_REQUEST_CONTENT_EXCEPTION: ErrorShape = ErrorShape {
    name: "InvalidRequestContentException",
    code: "InvalidRequestContentException",
    status: 400,
    sender: true,
};

pub const INVALID_RUNTIME_EXCEPTION: ErrorShape = ErrorShape {
    name: "InvalidRuntimeException",
    code: "InvalidRuntimeException",
    status: 502,
    sender: false,
};

pub const INVALID_SECURITY_GROUP_ID_EXCEPTION: ErrorShape = ErrorShape {
    name: "InvalidSecurityGroupIDException",
    code: "InvalidSecurityGroupIDException",
    status: 502,
    sender: false,
};

pub const INVALID_SUBNET_ID_EXCEPTION: ErrorShape = ErrorShape {
    name: "InvalidSubnetIDException",
    code: "InvalidSubnetIDException",
    status: 502,
    sender: false,
};

pub const INVALID_ZIP_FILE_EXCEPTION: ErrorShape = ErrorShape {
    name: "InvalidZipFileException",
    code: "InvalidZipFileException",
    status: 502,
    sender: false,
};

pub const KMS_ACCESS_DENIED_EXCEPTION: ErrorShape = ErrorShape {
    name: "KMSAccessDeniedException",
    code: "KMSAccessDeniedException",
    status: 502,
    sender: false,
};

pub const KMS_DISABLED_EXCEPTION: ErrorShape =
    ErrorShape { name: "KMSDisabledException", code: "KMSDisabledException", status: 502, sender: false };

pub const KMS_INVALID_STATE_EXCEPTION: ErrorShape = ErrorShape {
    name: "KMSInvalidStateException",
    code: "KMSInvalidStateException",
    status: 502,
    sender: false,
};

pub const KMS_NOT_FOUND_EXCEPTION: ErrorShape =
    ErrorShape { name: "KMSNotFoundException", code: "KMSNotFoundException", status: 502, sender: false };

pub const MODE_NOT_SUPPORTED_EXCEPTION: ErrorShape = ErrorShape {
    name: "ModeNotSupportedException",
    code: "ModeNotSupportedException",
    status: 400,
    sender: true,
};

pub const NO_PUBLISHED_VERSION_EXCEPTION: ErrorShape = ErrorShape {
    name: "NoPublishedVersionException",
    code: "NoPublishedVersionException",
    status: 400,
    sender: true,
};

pub const POLICY_LENGTH_EXCEEDED_EXCEPTION: ErrorShape = ErrorShape {
    name: "PolicyLengthExceededException",
    code: "PolicyLengthExceededException",
    status: 400,
    sender: true,
};

pub const PRECONDITION_FAILED_EXCEPTION: ErrorShape = ErrorShape {
    name: "PreconditionFailedException",
    code: "PreconditionFailedException",
    status: 412,
    sender: true,
};

pub const PROVISIONED_CONCURRENCY_CONFIG_NOT_FOUND_EXCEPTION: ErrorShape = ErrorShape {
    name: "ProvisionedConcurrencyConfigNotFoundException",
    code: "ProvisionedConcurrencyConfigNotFoundException",
    status: 404,
    sender: true,
};

pub const PUBLIC_POLICY_EXCEPTION: ErrorShape =
    ErrorShape { name: "PublicPolicyException", code: "PublicPolicyException", status: 400, sender: true };

pub const RECURSIVE_INVOCATION_EXCEPTION: ErrorShape = ErrorShape {
    name: "RecursiveInvocationException",
    code: "RecursiveInvocationException",
    status: 400,
    sender: true,
};

pub const REQUEST_TOO_LARGE_EXCEPTION: ErrorShape = ErrorShape {
    name: "RequestTooLargeException",
    code: "RequestTooLargeException",
    status: 413,
    sender: true,
};

pub const RESOURCE_CONFLICT_EXCEPTION: ErrorShape = ErrorShape {
    name: "ResourceConflictException",
    code: "ResourceConflictException",
    status: 409,
    sender: true,
};

pub const RESOURCE_IN_USE_EXCEPTION: ErrorShape =
    ErrorShape { name: "ResourceInUseException", code: "ResourceInUseException", status: 400, sender: true };

pub const RESOURCE_NOT_FOUND_EXCEPTION: ErrorShape = ErrorShape {
    name: "ResourceNotFoundException",
    code: "ResourceNotFoundException",
    status: 404,
    sender: true,
};

pub const RESOURCE_NOT_READY_EXCEPTION: ErrorShape = ErrorShape {
    name: "ResourceNotReadyException",
    code: "ResourceNotReadyException",
    status: 502,
    sender: false,
};

pub const RUNTIME_ALIAS_DELETED_EXCEPTION: ErrorShape = ErrorShape {
    name: "RuntimeAliasDeletedException",
    code: "RuntimeAliasDeletedException",
    status: 409,
    sender: true,
};

pub const RUNTIME_VERSION_DELETED_EXCEPTION: ErrorShape = ErrorShape {
    name: "RuntimeVersionDeletedException",
    code: "RuntimeVersionDeletedException",
    status: 409,
    sender: true,
};

pub const S3_FILES_MOUNT_CONNECTIVITY_EXCEPTION: ErrorShape = ErrorShape {
    name: "S3FilesMountConnectivityException",
    code: "S3FilesMountConnectivityException",
    status: 408,
    sender: true,
};

pub const S3_FILES_MOUNT_FAILURE_EXCEPTION: ErrorShape = ErrorShape {
    name: "S3FilesMountFailureException",
    code: "S3FilesMountFailureException",
    status: 403,
    sender: true,
};

pub const S3_FILES_MOUNT_TIMEOUT_EXCEPTION: ErrorShape = ErrorShape {
    name: "S3FilesMountTimeoutException",
    code: "S3FilesMountTimeoutException",
    status: 408,
    sender: true,
};

pub const SERIALIZED_REQUEST_ENTITY_TOO_LARGE_EXCEPTION: ErrorShape = ErrorShape {
    name: "SerializedRequestEntityTooLargeException",
    code: "SerializedRequestEntityTooLargeException",
    status: 413,
    sender: true,
};

pub const SERVICE_EXCEPTION: ErrorShape =
    ErrorShape { name: "ServiceException", code: "ServiceException", status: 500, sender: false };

pub const SERVICE_QUOTA_EXCEEDED_EXCEPTION: ErrorShape = ErrorShape {
    name: "ServiceQuotaExceededException",
    code: "ServiceQuotaExceededException",
    status: 402,
    sender: true,
};

pub const SNAP_START_EXCEPTION: ErrorShape =
    ErrorShape { name: "SnapStartException", code: "SnapStartException", status: 400, sender: true };

pub const SNAP_START_NOT_READY_EXCEPTION: ErrorShape = ErrorShape {
    name: "SnapStartNotReadyException",
    code: "SnapStartNotReadyException",
    status: 409,
    sender: true,
};

pub const SNAP_START_REGENERATION_FAILURE_EXCEPTION: ErrorShape = ErrorShape {
    name: "SnapStartRegenerationFailureException",
    code: "SnapStartRegenerationFailureException",
    status: 409,
    sender: true,
};

pub const SNAP_START_TIMEOUT_EXCEPTION: ErrorShape = ErrorShape {
    name: "SnapStartTimeoutException",
    code: "SnapStartTimeoutException",
    status: 408,
    sender: true,
};

pub const SUBNET_IP_ADDRESS_LIMIT_REACHED_EXCEPTION: ErrorShape = ErrorShape {
    name: "SubnetIPAddressLimitReachedException",
    code: "SubnetIPAddressLimitReachedException",
    status: 502,
    sender: false,
};

pub const TOO_MANY_REQUESTS_EXCEPTION: ErrorShape = ErrorShape {
    name: "TooManyRequestsException",
    code: "TooManyRequestsException",
    status: 429,
    sender: true,
};

pub const UNSUPPORTED_MEDIA_TYPE_EXCEPTION: ErrorShape = ErrorShape {
    name: "UnsupportedMediaTypeException",
    code: "UnsupportedMediaTypeException",
    status: 415,
    sender: true,
};

pub static ADD_LAYER_VERSION_PERMISSION: Signature = Signature {
    name: "AddLayerVersionPermission",
    method: "POST",
    path: "/2018-10-31/layers/{LayerName}/versions/{VersionNumber}/policy",
    status: 201,
    input: &ADD_LAYER_VERSION_PERMISSION_REQUEST,
    output: &ADD_LAYER_VERSION_PERMISSION_RESPONSE,
    wrapper: None,
};

pub static ADD_PERMISSION: Signature = Signature {
    name: "AddPermission",
    method: "POST",
    path: "/2015-03-31/functions/{FunctionName}/policy",
    status: 201,
    input: &ADD_PERMISSION_REQUEST,
    output: &ADD_PERMISSION_RESPONSE,
    wrapper: None,
};

pub static CHECKPOINT_DURABLE_EXECUTION: Signature = Signature {
    name: "CheckpointDurableExecution",
    method: "POST",
    path: "/2025-12-01/durable-executions/{DurableExecutionArn}/checkpoint",
    status: 200,
    input: &CHECKPOINT_DURABLE_EXECUTION_REQUEST,
    output: &CHECKPOINT_DURABLE_EXECUTION_RESPONSE,
    wrapper: None,
};

pub static CREATE_ALIAS: Signature = Signature {
    name: "CreateAlias",
    method: "POST",
    path: "/2015-03-31/functions/{FunctionName}/aliases",
    status: 201,
    input: &CREATE_ALIAS_REQUEST,
    output: &ALIAS_CONFIGURATION,
    wrapper: None,
};

pub static CREATE_CAPACITY_PROVIDER: Signature = Signature {
    name: "CreateCapacityProvider",
    method: "POST",
    path: "/2025-11-30/capacity-providers",
    status: 202,
    input: &CREATE_CAPACITY_PROVIDER_REQUEST,
    output: &CREATE_CAPACITY_PROVIDER_RESPONSE,
    wrapper: None,
};

pub static CREATE_CODE_SIGNING_CONFIG: Signature = Signature {
    name: "CreateCodeSigningConfig",
    method: "POST",
    path: "/2020-04-22/code-signing-configs",
    status: 201,
    input: &CREATE_CODE_SIGNING_CONFIG_REQUEST,
    output: &CREATE_CODE_SIGNING_CONFIG_RESPONSE,
    wrapper: None,
};

pub static CREATE_EVENT_SOURCE_MAPPING: Signature = Signature {
    name: "CreateEventSourceMapping",
    method: "POST",
    path: "/2015-03-31/event-source-mappings",
    status: 202,
    input: &CREATE_EVENT_SOURCE_MAPPING_REQUEST,
    output: &EVENT_SOURCE_MAPPING_CONFIGURATION,
    wrapper: None,
};

pub static CREATE_FUNCTION: Signature = Signature {
    name: "CreateFunction",
    method: "POST",
    path: "/2015-03-31/functions",
    status: 201,
    input: &CREATE_FUNCTION_REQUEST,
    output: &FUNCTION_CONFIGURATION,
    wrapper: None,
};

pub static CREATE_FUNCTION_URL_CONFIG: Signature = Signature {
    name: "CreateFunctionUrlConfig",
    method: "POST",
    path: "/2021-10-31/functions/{FunctionName}/url",
    status: 201,
    input: &CREATE_FUNCTION_URL_CONFIG_REQUEST,
    output: &CREATE_FUNCTION_URL_CONFIG_RESPONSE,
    wrapper: None,
};

pub static DELETE_ALIAS: Signature = Signature {
    name: "DeleteAlias",
    method: "DELETE",
    path: "/2015-03-31/functions/{FunctionName}/aliases/{Name}",
    status: 204,
    input: &DELETE_ALIAS_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static DELETE_CAPACITY_PROVIDER: Signature = Signature {
    name: "DeleteCapacityProvider",
    method: "DELETE",
    path: "/2025-11-30/capacity-providers/{CapacityProviderName}",
    status: 202,
    input: &DELETE_CAPACITY_PROVIDER_REQUEST,
    output: &DELETE_CAPACITY_PROVIDER_RESPONSE,
    wrapper: None,
};

pub static DELETE_CODE_SIGNING_CONFIG: Signature = Signature {
    name: "DeleteCodeSigningConfig",
    method: "DELETE",
    path: "/2020-04-22/code-signing-configs/{CodeSigningConfigArn}",
    status: 204,
    input: &DELETE_CODE_SIGNING_CONFIG_REQUEST,
    output: &DELETE_CODE_SIGNING_CONFIG_RESPONSE,
    wrapper: None,
};

pub static DELETE_DURABLE_EXECUTION: Signature = Signature {
    name: "DeleteDurableExecution",
    method: "DELETE",
    path: "/2025-12-01/durable-executions/{DurableExecutionArn}",
    status: 202,
    input: &DELETE_DURABLE_EXECUTION_REQUEST,
    output: &DELETE_DURABLE_EXECUTION_RESPONSE,
    wrapper: None,
};

pub static DELETE_EVENT_SOURCE_MAPPING: Signature = Signature {
    name: "DeleteEventSourceMapping",
    method: "DELETE",
    path: "/2015-03-31/event-source-mappings/{UUID}",
    status: 202,
    input: &DELETE_EVENT_SOURCE_MAPPING_REQUEST,
    output: &EVENT_SOURCE_MAPPING_CONFIGURATION,
    wrapper: None,
};

pub static DELETE_FUNCTION: Signature = Signature {
    name: "DeleteFunction",
    method: "DELETE",
    path: "/2015-03-31/functions/{FunctionName}",
    status: 200,
    input: &DELETE_FUNCTION_REQUEST,
    output: &DELETE_FUNCTION_RESPONSE,
    wrapper: None,
};

pub static DELETE_FUNCTION_CODE_SIGNING_CONFIG: Signature = Signature {
    name: "DeleteFunctionCodeSigningConfig",
    method: "DELETE",
    path: "/2020-06-30/functions/{FunctionName}/code-signing-config",
    status: 204,
    input: &DELETE_FUNCTION_CODE_SIGNING_CONFIG_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static DELETE_FUNCTION_CONCURRENCY: Signature = Signature {
    name: "DeleteFunctionConcurrency",
    method: "DELETE",
    path: "/2017-10-31/functions/{FunctionName}/concurrency",
    status: 204,
    input: &DELETE_FUNCTION_CONCURRENCY_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static DELETE_FUNCTION_EVENT_INVOKE_CONFIG: Signature = Signature {
    name: "DeleteFunctionEventInvokeConfig",
    method: "DELETE",
    path: "/2019-09-25/functions/{FunctionName}/event-invoke-config",
    status: 204,
    input: &DELETE_FUNCTION_EVENT_INVOKE_CONFIG_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static DELETE_FUNCTION_URL_CONFIG: Signature = Signature {
    name: "DeleteFunctionUrlConfig",
    method: "DELETE",
    path: "/2021-10-31/functions/{FunctionName}/url",
    status: 204,
    input: &DELETE_FUNCTION_URL_CONFIG_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static DELETE_LAYER_VERSION: Signature = Signature {
    name: "DeleteLayerVersion",
    method: "DELETE",
    path: "/2018-10-31/layers/{LayerName}/versions/{VersionNumber}",
    status: 204,
    input: &DELETE_LAYER_VERSION_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static DELETE_PROVISIONED_CONCURRENCY_CONFIG: Signature = Signature {
    name: "DeleteProvisionedConcurrencyConfig",
    method: "DELETE",
    path: "/2019-09-30/functions/{FunctionName}/provisioned-concurrency",
    status: 204,
    input: &DELETE_PROVISIONED_CONCURRENCY_CONFIG_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static DELETE_RESOURCE_POLICY: Signature = Signature {
    name: "DeleteResourcePolicy",
    method: "DELETE",
    path: "/2026-07-09/resource-policy/{ResourceArn}",
    status: 204,
    input: &DELETE_RESOURCE_POLICY_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static GET_ACCOUNT_SETTINGS: Signature = Signature {
    name: "GetAccountSettings",
    method: "GET",
    path: "/2016-08-19/account-settings",
    status: 200,
    input: &GET_ACCOUNT_SETTINGS_REQUEST,
    output: &GET_ACCOUNT_SETTINGS_RESPONSE,
    wrapper: None,
};

pub static GET_ALIAS: Signature = Signature {
    name: "GetAlias",
    method: "GET",
    path: "/2015-03-31/functions/{FunctionName}/aliases/{Name}",
    status: 200,
    input: &GET_ALIAS_REQUEST,
    output: &ALIAS_CONFIGURATION,
    wrapper: None,
};

pub static GET_CAPACITY_PROVIDER: Signature = Signature {
    name: "GetCapacityProvider",
    method: "GET",
    path: "/2025-11-30/capacity-providers/{CapacityProviderName}",
    status: 200,
    input: &GET_CAPACITY_PROVIDER_REQUEST,
    output: &GET_CAPACITY_PROVIDER_RESPONSE,
    wrapper: None,
};

pub static GET_CODE_SIGNING_CONFIG: Signature = Signature {
    name: "GetCodeSigningConfig",
    method: "GET",
    path: "/2020-04-22/code-signing-configs/{CodeSigningConfigArn}",
    status: 200,
    input: &GET_CODE_SIGNING_CONFIG_REQUEST,
    output: &GET_CODE_SIGNING_CONFIG_RESPONSE,
    wrapper: None,
};

pub static GET_DURABLE_EXECUTION: Signature = Signature {
    name: "GetDurableExecution",
    method: "GET",
    path: "/2025-12-01/durable-executions/{DurableExecutionArn}",
    status: 200,
    input: &GET_DURABLE_EXECUTION_REQUEST,
    output: &GET_DURABLE_EXECUTION_RESPONSE,
    wrapper: None,
};

pub static GET_DURABLE_EXECUTION_HISTORY: Signature = Signature {
    name: "GetDurableExecutionHistory",
    method: "GET",
    path: "/2025-12-01/durable-executions/{DurableExecutionArn}/history",
    status: 200,
    input: &GET_DURABLE_EXECUTION_HISTORY_REQUEST,
    output: &GET_DURABLE_EXECUTION_HISTORY_RESPONSE,
    wrapper: None,
};

pub static GET_DURABLE_EXECUTION_STATE: Signature = Signature {
    name: "GetDurableExecutionState",
    method: "GET",
    path: "/2025-12-01/durable-executions/{DurableExecutionArn}/state",
    status: 200,
    input: &GET_DURABLE_EXECUTION_STATE_REQUEST,
    output: &GET_DURABLE_EXECUTION_STATE_RESPONSE,
    wrapper: None,
};

pub static GET_EVENT_SOURCE_MAPPING: Signature = Signature {
    name: "GetEventSourceMapping",
    method: "GET",
    path: "/2015-03-31/event-source-mappings/{UUID}",
    status: 200,
    input: &GET_EVENT_SOURCE_MAPPING_REQUEST,
    output: &EVENT_SOURCE_MAPPING_CONFIGURATION,
    wrapper: None,
};

pub static GET_FUNCTION: Signature = Signature {
    name: "GetFunction",
    method: "GET",
    path: "/2015-03-31/functions/{FunctionName}",
    status: 200,
    input: &GET_FUNCTION_REQUEST,
    output: &GET_FUNCTION_RESPONSE,
    wrapper: None,
};

pub static GET_FUNCTION_CODE_SIGNING_CONFIG: Signature = Signature {
    name: "GetFunctionCodeSigningConfig",
    method: "GET",
    path: "/2020-06-30/functions/{FunctionName}/code-signing-config",
    status: 200,
    input: &GET_FUNCTION_CODE_SIGNING_CONFIG_REQUEST,
    output: &GET_FUNCTION_CODE_SIGNING_CONFIG_RESPONSE,
    wrapper: None,
};

pub static GET_FUNCTION_CONCURRENCY: Signature = Signature {
    name: "GetFunctionConcurrency",
    method: "GET",
    path: "/2019-09-30/functions/{FunctionName}/concurrency",
    status: 200,
    input: &GET_FUNCTION_CONCURRENCY_REQUEST,
    output: &GET_FUNCTION_CONCURRENCY_RESPONSE,
    wrapper: None,
};

pub static GET_FUNCTION_CONFIGURATION: Signature = Signature {
    name: "GetFunctionConfiguration",
    method: "GET",
    path: "/2015-03-31/functions/{FunctionName}/configuration",
    status: 200,
    input: &GET_FUNCTION_CONFIGURATION_REQUEST,
    output: &FUNCTION_CONFIGURATION,
    wrapper: None,
};

pub static GET_FUNCTION_EVENT_INVOKE_CONFIG: Signature = Signature {
    name: "GetFunctionEventInvokeConfig",
    method: "GET",
    path: "/2019-09-25/functions/{FunctionName}/event-invoke-config",
    status: 200,
    input: &GET_FUNCTION_EVENT_INVOKE_CONFIG_REQUEST,
    output: &FUNCTION_EVENT_INVOKE_CONFIG,
    wrapper: None,
};

pub static GET_FUNCTION_RECURSION_CONFIG: Signature = Signature {
    name: "GetFunctionRecursionConfig",
    method: "GET",
    path: "/2024-08-31/functions/{FunctionName}/recursion-config",
    status: 200,
    input: &GET_FUNCTION_RECURSION_CONFIG_REQUEST,
    output: &GET_FUNCTION_RECURSION_CONFIG_RESPONSE,
    wrapper: None,
};

pub static GET_FUNCTION_SCALING_CONFIG: Signature = Signature {
    name: "GetFunctionScalingConfig",
    method: "GET",
    path: "/2025-11-30/functions/{FunctionName}/function-scaling-config",
    status: 200,
    input: &GET_FUNCTION_SCALING_CONFIG_REQUEST,
    output: &GET_FUNCTION_SCALING_CONFIG_RESPONSE,
    wrapper: None,
};

pub static GET_FUNCTION_URL_CONFIG: Signature = Signature {
    name: "GetFunctionUrlConfig",
    method: "GET",
    path: "/2021-10-31/functions/{FunctionName}/url",
    status: 200,
    input: &GET_FUNCTION_URL_CONFIG_REQUEST,
    output: &GET_FUNCTION_URL_CONFIG_RESPONSE,
    wrapper: None,
};

pub static GET_LAYER_VERSION: Signature = Signature {
    name: "GetLayerVersion",
    method: "GET",
    path: "/2018-10-31/layers/{LayerName}/versions/{VersionNumber}",
    status: 200,
    input: &GET_LAYER_VERSION_REQUEST,
    output: &GET_LAYER_VERSION_RESPONSE,
    wrapper: None,
};

pub static GET_LAYER_VERSION_BY_ARN: Signature = Signature {
    name: "GetLayerVersionByArn",
    method: "GET",
    path: "/2018-10-31/layers?find=LayerVersion",
    status: 200,
    input: &GET_LAYER_VERSION_BY_ARN_REQUEST,
    output: &GET_LAYER_VERSION_RESPONSE,
    wrapper: None,
};

pub static GET_LAYER_VERSION_POLICY: Signature = Signature {
    name: "GetLayerVersionPolicy",
    method: "GET",
    path: "/2018-10-31/layers/{LayerName}/versions/{VersionNumber}/policy",
    status: 200,
    input: &GET_LAYER_VERSION_POLICY_REQUEST,
    output: &GET_LAYER_VERSION_POLICY_RESPONSE,
    wrapper: None,
};

pub static GET_POLICY: Signature = Signature {
    name: "GetPolicy",
    method: "GET",
    path: "/2015-03-31/functions/{FunctionName}/policy",
    status: 200,
    input: &GET_POLICY_REQUEST,
    output: &GET_POLICY_RESPONSE,
    wrapper: None,
};

pub static GET_PROVISIONED_CONCURRENCY_CONFIG: Signature = Signature {
    name: "GetProvisionedConcurrencyConfig",
    method: "GET",
    path: "/2019-09-30/functions/{FunctionName}/provisioned-concurrency",
    status: 200,
    input: &GET_PROVISIONED_CONCURRENCY_CONFIG_REQUEST,
    output: &GET_PROVISIONED_CONCURRENCY_CONFIG_RESPONSE,
    wrapper: None,
};

pub static GET_RESOURCE_POLICY: Signature = Signature {
    name: "GetResourcePolicy",
    method: "GET",
    path: "/2026-07-09/resource-policy/{ResourceArn}",
    status: 200,
    input: &GET_RESOURCE_POLICY_REQUEST,
    output: &GET_RESOURCE_POLICY_RESPONSE,
    wrapper: None,
};

pub static GET_RUNTIME_MANAGEMENT_CONFIG: Signature = Signature {
    name: "GetRuntimeManagementConfig",
    method: "GET",
    path: "/2021-07-20/functions/{FunctionName}/runtime-management-config",
    status: 200,
    input: &GET_RUNTIME_MANAGEMENT_CONFIG_REQUEST,
    output: &GET_RUNTIME_MANAGEMENT_CONFIG_RESPONSE,
    wrapper: None,
};

pub static INVOKE: Signature = Signature {
    name: "Invoke",
    method: "POST",
    path: "/2015-03-31/functions/{FunctionName}/invocations",
    status: 200,
    input: &INVOCATION_REQUEST,
    output: &INVOCATION_RESPONSE,
    wrapper: None,
};

pub static INVOKE_ASYNC: Signature = Signature {
    name: "InvokeAsync",
    method: "POST",
    path: "/2014-11-13/functions/{FunctionName}/invoke-async",
    status: 202,
    input: &INVOKE_ASYNC_REQUEST,
    output: &INVOKE_ASYNC_RESPONSE,
    wrapper: None,
};

pub static INVOKE_WITH_RESPONSE_STREAM: Signature = Signature {
    name: "InvokeWithResponseStream",
    method: "POST",
    path: "/2021-11-15/functions/{FunctionName}/response-streaming-invocations",
    status: 200,
    input: &INVOKE_WITH_RESPONSE_STREAM_REQUEST,
    output: &INVOKE_WITH_RESPONSE_STREAM_RESPONSE,
    wrapper: None,
};

pub static LIST_ALIASES: Signature = Signature {
    name: "ListAliases",
    method: "GET",
    path: "/2015-03-31/functions/{FunctionName}/aliases",
    status: 200,
    input: &LIST_ALIASES_REQUEST,
    output: &LIST_ALIASES_RESPONSE,
    wrapper: None,
};

pub static LIST_CAPACITY_PROVIDERS: Signature = Signature {
    name: "ListCapacityProviders",
    method: "GET",
    path: "/2025-11-30/capacity-providers",
    status: 200,
    input: &LIST_CAPACITY_PROVIDERS_REQUEST,
    output: &LIST_CAPACITY_PROVIDERS_RESPONSE,
    wrapper: None,
};

pub static LIST_CODE_SIGNING_CONFIGS: Signature = Signature {
    name: "ListCodeSigningConfigs",
    method: "GET",
    path: "/2020-04-22/code-signing-configs",
    status: 200,
    input: &LIST_CODE_SIGNING_CONFIGS_REQUEST,
    output: &LIST_CODE_SIGNING_CONFIGS_RESPONSE,
    wrapper: None,
};

pub static LIST_DURABLE_EXECUTIONS_BY_FUNCTION: Signature = Signature {
    name: "ListDurableExecutionsByFunction",
    method: "GET",
    path: "/2025-12-01/functions/{FunctionName}/durable-executions",
    status: 200,
    input: &LIST_DURABLE_EXECUTIONS_BY_FUNCTION_REQUEST,
    output: &LIST_DURABLE_EXECUTIONS_BY_FUNCTION_RESPONSE,
    wrapper: None,
};

pub static LIST_EVENT_SOURCE_MAPPINGS: Signature = Signature {
    name: "ListEventSourceMappings",
    method: "GET",
    path: "/2015-03-31/event-source-mappings",
    status: 200,
    input: &LIST_EVENT_SOURCE_MAPPINGS_REQUEST,
    output: &LIST_EVENT_SOURCE_MAPPINGS_RESPONSE,
    wrapper: None,
};

pub static LIST_FUNCTION_EVENT_INVOKE_CONFIGS: Signature = Signature {
    name: "ListFunctionEventInvokeConfigs",
    method: "GET",
    path: "/2019-09-25/functions/{FunctionName}/event-invoke-config/list",
    status: 200,
    input: &LIST_FUNCTION_EVENT_INVOKE_CONFIGS_REQUEST,
    output: &LIST_FUNCTION_EVENT_INVOKE_CONFIGS_RESPONSE,
    wrapper: None,
};

pub static LIST_FUNCTION_URL_CONFIGS: Signature = Signature {
    name: "ListFunctionUrlConfigs",
    method: "GET",
    path: "/2021-10-31/functions/{FunctionName}/urls",
    status: 200,
    input: &LIST_FUNCTION_URL_CONFIGS_REQUEST,
    output: &LIST_FUNCTION_URL_CONFIGS_RESPONSE,
    wrapper: None,
};

pub static LIST_FUNCTION_VERSIONS_BY_CAPACITY_PROVIDER: Signature = Signature {
    name: "ListFunctionVersionsByCapacityProvider",
    method: "GET",
    path: "/2025-11-30/capacity-providers/{CapacityProviderName}/function-versions",
    status: 200,
    input: &LIST_FUNCTION_VERSIONS_BY_CAPACITY_PROVIDER_REQUEST,
    output: &LIST_FUNCTION_VERSIONS_BY_CAPACITY_PROVIDER_RESPONSE,
    wrapper: None,
};

pub static LIST_FUNCTIONS: Signature = Signature {
    name: "ListFunctions",
    method: "GET",
    path: "/2015-03-31/functions",
    status: 200,
    input: &LIST_FUNCTIONS_REQUEST,
    output: &LIST_FUNCTIONS_RESPONSE,
    wrapper: None,
};

pub static LIST_FUNCTIONS_BY_CODE_SIGNING_CONFIG: Signature = Signature {
    name: "ListFunctionsByCodeSigningConfig",
    method: "GET",
    path: "/2020-04-22/code-signing-configs/{CodeSigningConfigArn}/functions",
    status: 200,
    input: &LIST_FUNCTIONS_BY_CODE_SIGNING_CONFIG_REQUEST,
    output: &LIST_FUNCTIONS_BY_CODE_SIGNING_CONFIG_RESPONSE,
    wrapper: None,
};

pub static LIST_LAYER_VERSIONS: Signature = Signature {
    name: "ListLayerVersions",
    method: "GET",
    path: "/2018-10-31/layers/{LayerName}/versions",
    status: 200,
    input: &LIST_LAYER_VERSIONS_REQUEST,
    output: &LIST_LAYER_VERSIONS_RESPONSE,
    wrapper: None,
};

pub static LIST_LAYERS: Signature = Signature {
    name: "ListLayers",
    method: "GET",
    path: "/2018-10-31/layers",
    status: 200,
    input: &LIST_LAYERS_REQUEST,
    output: &LIST_LAYERS_RESPONSE,
    wrapper: None,
};

pub static LIST_PROVISIONED_CONCURRENCY_CONFIGS: Signature = Signature {
    name: "ListProvisionedConcurrencyConfigs",
    method: "GET",
    path: "/2019-09-30/functions/{FunctionName}/provisioned-concurrency?List=ALL",
    status: 200,
    input: &LIST_PROVISIONED_CONCURRENCY_CONFIGS_REQUEST,
    output: &LIST_PROVISIONED_CONCURRENCY_CONFIGS_RESPONSE,
    wrapper: None,
};

pub static LIST_TAGS: Signature = Signature {
    name: "ListTags",
    method: "GET",
    path: "/2017-03-31/tags/{Resource}",
    status: 200,
    input: &LIST_TAGS_REQUEST,
    output: &LIST_TAGS_RESPONSE,
    wrapper: None,
};

pub static LIST_VERSIONS_BY_FUNCTION: Signature = Signature {
    name: "ListVersionsByFunction",
    method: "GET",
    path: "/2015-03-31/functions/{FunctionName}/versions",
    status: 200,
    input: &LIST_VERSIONS_BY_FUNCTION_REQUEST,
    output: &LIST_VERSIONS_BY_FUNCTION_RESPONSE,
    wrapper: None,
};

pub static PAUSE_DURABLE_EXECUTION: Signature = Signature {
    name: "PauseDurableExecution",
    method: "POST",
    path: "/2025-12-01/durable-executions/{DurableExecutionArn}/pause",
    status: 202,
    input: &PAUSE_DURABLE_EXECUTION_REQUEST,
    output: &PAUSE_DURABLE_EXECUTION_RESPONSE,
    wrapper: None,
};

pub static PUBLISH_LAYER_VERSION: Signature = Signature {
    name: "PublishLayerVersion",
    method: "POST",
    path: "/2018-10-31/layers/{LayerName}/versions",
    status: 201,
    input: &PUBLISH_LAYER_VERSION_REQUEST,
    output: &PUBLISH_LAYER_VERSION_RESPONSE,
    wrapper: None,
};

pub static PUBLISH_VERSION: Signature = Signature {
    name: "PublishVersion",
    method: "POST",
    path: "/2015-03-31/functions/{FunctionName}/versions",
    status: 201,
    input: &PUBLISH_VERSION_REQUEST,
    output: &FUNCTION_CONFIGURATION,
    wrapper: None,
};

pub static PUT_FUNCTION_CODE_SIGNING_CONFIG: Signature = Signature {
    name: "PutFunctionCodeSigningConfig",
    method: "PUT",
    path: "/2020-06-30/functions/{FunctionName}/code-signing-config",
    status: 200,
    input: &PUT_FUNCTION_CODE_SIGNING_CONFIG_REQUEST,
    output: &PUT_FUNCTION_CODE_SIGNING_CONFIG_RESPONSE,
    wrapper: None,
};

pub static PUT_FUNCTION_CONCURRENCY: Signature = Signature {
    name: "PutFunctionConcurrency",
    method: "PUT",
    path: "/2017-10-31/functions/{FunctionName}/concurrency",
    status: 200,
    input: &PUT_FUNCTION_CONCURRENCY_REQUEST,
    output: &CONCURRENCY,
    wrapper: None,
};

pub static PUT_FUNCTION_EVENT_INVOKE_CONFIG: Signature = Signature {
    name: "PutFunctionEventInvokeConfig",
    method: "PUT",
    path: "/2019-09-25/functions/{FunctionName}/event-invoke-config",
    status: 200,
    input: &PUT_FUNCTION_EVENT_INVOKE_CONFIG_REQUEST,
    output: &FUNCTION_EVENT_INVOKE_CONFIG,
    wrapper: None,
};

pub static PUT_FUNCTION_RECURSION_CONFIG: Signature = Signature {
    name: "PutFunctionRecursionConfig",
    method: "PUT",
    path: "/2024-08-31/functions/{FunctionName}/recursion-config",
    status: 200,
    input: &PUT_FUNCTION_RECURSION_CONFIG_REQUEST,
    output: &PUT_FUNCTION_RECURSION_CONFIG_RESPONSE,
    wrapper: None,
};

pub static PUT_FUNCTION_SCALING_CONFIG: Signature = Signature {
    name: "PutFunctionScalingConfig",
    method: "PUT",
    path: "/2025-11-30/functions/{FunctionName}/function-scaling-config",
    status: 202,
    input: &PUT_FUNCTION_SCALING_CONFIG_REQUEST,
    output: &PUT_FUNCTION_SCALING_CONFIG_RESPONSE,
    wrapper: None,
};

pub static PUT_PROVISIONED_CONCURRENCY_CONFIG: Signature = Signature {
    name: "PutProvisionedConcurrencyConfig",
    method: "PUT",
    path: "/2019-09-30/functions/{FunctionName}/provisioned-concurrency",
    status: 202,
    input: &PUT_PROVISIONED_CONCURRENCY_CONFIG_REQUEST,
    output: &PUT_PROVISIONED_CONCURRENCY_CONFIG_RESPONSE,
    wrapper: None,
};

pub static PUT_RESOURCE_POLICY: Signature = Signature {
    name: "PutResourcePolicy",
    method: "PUT",
    path: "/2026-07-09/resource-policy/{ResourceArn}",
    status: 200,
    input: &PUT_RESOURCE_POLICY_REQUEST,
    output: &PUT_RESOURCE_POLICY_RESPONSE,
    wrapper: None,
};

pub static PUT_RUNTIME_MANAGEMENT_CONFIG: Signature = Signature {
    name: "PutRuntimeManagementConfig",
    method: "PUT",
    path: "/2021-07-20/functions/{FunctionName}/runtime-management-config",
    status: 200,
    input: &PUT_RUNTIME_MANAGEMENT_CONFIG_REQUEST,
    output: &PUT_RUNTIME_MANAGEMENT_CONFIG_RESPONSE,
    wrapper: None,
};

pub static REMOVE_LAYER_VERSION_PERMISSION: Signature = Signature {
    name: "RemoveLayerVersionPermission",
    method: "DELETE",
    path: "/2018-10-31/layers/{LayerName}/versions/{VersionNumber}/policy/{StatementId}",
    status: 204,
    input: &REMOVE_LAYER_VERSION_PERMISSION_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static REMOVE_PERMISSION: Signature = Signature {
    name: "RemovePermission",
    method: "DELETE",
    path: "/2015-03-31/functions/{FunctionName}/policy/{StatementId}",
    status: 204,
    input: &REMOVE_PERMISSION_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static RESUME_DURABLE_EXECUTION: Signature = Signature {
    name: "ResumeDurableExecution",
    method: "POST",
    path: "/2025-12-01/durable-executions/{DurableExecutionArn}/resume",
    status: 202,
    input: &RESUME_DURABLE_EXECUTION_REQUEST,
    output: &RESUME_DURABLE_EXECUTION_RESPONSE,
    wrapper: None,
};

pub static SEND_DURABLE_EXECUTION_CALLBACK_FAILURE: Signature = Signature {
    name: "SendDurableExecutionCallbackFailure",
    method: "POST",
    path: "/2025-12-01/durable-execution-callbacks/{CallbackId}/fail",
    status: 200,
    input: &SEND_DURABLE_EXECUTION_CALLBACK_FAILURE_REQUEST,
    output: &SEND_DURABLE_EXECUTION_CALLBACK_FAILURE_RESPONSE,
    wrapper: None,
};

pub static SEND_DURABLE_EXECUTION_CALLBACK_HEARTBEAT: Signature = Signature {
    name: "SendDurableExecutionCallbackHeartbeat",
    method: "POST",
    path: "/2025-12-01/durable-execution-callbacks/{CallbackId}/heartbeat",
    status: 200,
    input: &SEND_DURABLE_EXECUTION_CALLBACK_HEARTBEAT_REQUEST,
    output: &SEND_DURABLE_EXECUTION_CALLBACK_HEARTBEAT_RESPONSE,
    wrapper: None,
};

pub static SEND_DURABLE_EXECUTION_CALLBACK_SUCCESS: Signature = Signature {
    name: "SendDurableExecutionCallbackSuccess",
    method: "POST",
    path: "/2025-12-01/durable-execution-callbacks/{CallbackId}/succeed",
    status: 200,
    input: &SEND_DURABLE_EXECUTION_CALLBACK_SUCCESS_REQUEST,
    output: &SEND_DURABLE_EXECUTION_CALLBACK_SUCCESS_RESPONSE,
    wrapper: None,
};

pub static STOP_DURABLE_EXECUTION: Signature = Signature {
    name: "StopDurableExecution",
    method: "POST",
    path: "/2025-12-01/durable-executions/{DurableExecutionArn}/stop",
    status: 200,
    input: &STOP_DURABLE_EXECUTION_REQUEST,
    output: &STOP_DURABLE_EXECUTION_RESPONSE,
    wrapper: None,
};

pub static TAG_RESOURCE: Signature = Signature {
    name: "TagResource",
    method: "POST",
    path: "/2017-03-31/tags/{Resource}",
    status: 204,
    input: &TAG_RESOURCE_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static UNTAG_RESOURCE: Signature = Signature {
    name: "UntagResource",
    method: "DELETE",
    path: "/2017-03-31/tags/{Resource}",
    status: 204,
    input: &UNTAG_RESOURCE_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static UPDATE_ALIAS: Signature = Signature {
    name: "UpdateAlias",
    method: "PUT",
    path: "/2015-03-31/functions/{FunctionName}/aliases/{Name}",
    status: 200,
    input: &UPDATE_ALIAS_REQUEST,
    output: &ALIAS_CONFIGURATION,
    wrapper: None,
};

pub static UPDATE_CAPACITY_PROVIDER: Signature = Signature {
    name: "UpdateCapacityProvider",
    method: "PUT",
    path: "/2025-11-30/capacity-providers/{CapacityProviderName}",
    status: 202,
    input: &UPDATE_CAPACITY_PROVIDER_REQUEST,
    output: &UPDATE_CAPACITY_PROVIDER_RESPONSE,
    wrapper: None,
};

pub static UPDATE_CODE_SIGNING_CONFIG: Signature = Signature {
    name: "UpdateCodeSigningConfig",
    method: "PUT",
    path: "/2020-04-22/code-signing-configs/{CodeSigningConfigArn}",
    status: 200,
    input: &UPDATE_CODE_SIGNING_CONFIG_REQUEST,
    output: &UPDATE_CODE_SIGNING_CONFIG_RESPONSE,
    wrapper: None,
};

pub static UPDATE_EVENT_SOURCE_MAPPING: Signature = Signature {
    name: "UpdateEventSourceMapping",
    method: "PUT",
    path: "/2015-03-31/event-source-mappings/{UUID}",
    status: 202,
    input: &UPDATE_EVENT_SOURCE_MAPPING_REQUEST,
    output: &EVENT_SOURCE_MAPPING_CONFIGURATION,
    wrapper: None,
};

pub static UPDATE_FUNCTION_CODE: Signature = Signature {
    name: "UpdateFunctionCode",
    method: "PUT",
    path: "/2015-03-31/functions/{FunctionName}/code",
    status: 200,
    input: &UPDATE_FUNCTION_CODE_REQUEST,
    output: &FUNCTION_CONFIGURATION,
    wrapper: None,
};

pub static UPDATE_FUNCTION_CONFIGURATION: Signature = Signature {
    name: "UpdateFunctionConfiguration",
    method: "PUT",
    path: "/2015-03-31/functions/{FunctionName}/configuration",
    status: 200,
    input: &UPDATE_FUNCTION_CONFIGURATION_REQUEST,
    output: &FUNCTION_CONFIGURATION,
    wrapper: None,
};

pub static UPDATE_FUNCTION_EVENT_INVOKE_CONFIG: Signature = Signature {
    name: "UpdateFunctionEventInvokeConfig",
    method: "POST",
    path: "/2019-09-25/functions/{FunctionName}/event-invoke-config",
    status: 200,
    input: &UPDATE_FUNCTION_EVENT_INVOKE_CONFIG_REQUEST,
    output: &FUNCTION_EVENT_INVOKE_CONFIG,
    wrapper: None,
};

pub static UPDATE_FUNCTION_URL_CONFIG: Signature = Signature {
    name: "UpdateFunctionUrlConfig",
    method: "PUT",
    path: "/2021-10-31/functions/{FunctionName}/url",
    status: 200,
    input: &UPDATE_FUNCTION_URL_CONFIG_REQUEST,
    output: &UPDATE_FUNCTION_URL_CONFIG_RESPONSE,
    wrapper: None,
};

pub static ACCELERATOR_CONFIG: Shape =
    Shape::new("AcceleratorConfig", &[Member::new("AcceleratorMemorySize", Kind::Integer).required()]);

pub static ACCOUNT_LIMIT: Shape = Shape::new(
    "AccountLimit",
    &[
        Member::new("TotalCodeSize", Kind::Long),
        Member::new("CodeSizeUnzipped", Kind::Long),
        Member::new("CodeSizeZipped", Kind::Long),
        Member::new("ConcurrentExecutions", Kind::Integer),
        Member::new("UnreservedConcurrentExecutions", Kind::Integer).min(0),
    ],
);

pub static ACCOUNT_USAGE: Shape = Shape::new(
    "AccountUsage",
    &[Member::new("TotalCodeSize", Kind::Long), Member::new("FunctionCount", Kind::Long)],
);

static ACTION_PATTERN: Pattern = Pattern::new("(lambda:[*]|lambda:[a-zA-Z]+|[*])");

static ADDITIONAL_VERSION_PATTERN: Pattern = Pattern::new("[0-9]+");

static ADDITIONAL_VERSION_WEIGHTS: Map = Map {
    key: Member::new("key", Kind::Text).min(1).max(1024).matching(&ADDITIONAL_VERSION_PATTERN),
    value: Member::new("value", Kind::Double).required().min(0).max(1),
    flattened: false,
};

pub static ADD_LAYER_VERSION_PERMISSION_REQUEST: Shape = Shape::new(
    "AddLayerVersionPermissionRequest",
    &[
        Member::new("LayerName", Kind::Text)
            .at(Place::Path("LayerName"))
            .required()
            .min(1)
            .max(2048)
            .matching(&LAYER_NAME_OR_ARN_PATTERN),
        Member::new("VersionNumber", Kind::Long).at(Place::Path("VersionNumber")).required(),
        Member::new("StatementId", Kind::Text).required().min(1).max(100).matching(&STATEMENT_ID_PATTERN),
        Member::new("Action", Kind::Text)
            .required()
            .min(0)
            .max(22)
            .matching(&LAYER_PERMISSION_ALLOWED_ACTION_PATTERN),
        Member::new("Principal", Kind::Text)
            .required()
            .min(0)
            .max(10000)
            .matching(&LAYER_PERMISSION_ALLOWED_PRINCIPAL_PATTERN),
        Member::new("OrganizationId", Kind::Text).min(0).max(34).matching(&ORGANIZATION_ID_PATTERN),
        Member::new("RevisionId", Kind::Text).at(Place::Query("RevisionId")),
    ],
);

pub static ADD_LAYER_VERSION_PERMISSION_RESPONSE: Shape = Shape::new(
    "AddLayerVersionPermissionResponse",
    &[Member::new("Statement", Kind::Text), Member::new("RevisionId", Kind::Text)],
);

pub static ADD_PERMISSION_REQUEST: Shape = Shape::new(
    "AddPermissionRequest",
    &[
        Member::new("FunctionName", Kind::Text)
            .at(Place::Path("FunctionName"))
            .required()
            .min(1)
            .max(256)
            .matching(&NAMESPACED_FUNCTION_NAME_PATTERN),
        Member::new("StatementId", Kind::Text).required().min(1).max(100).matching(&STATEMENT_ID_PATTERN),
        Member::new("Action", Kind::Text).required().min(0).max(10000).matching(&ACTION_PATTERN),
        Member::new("Principal", Kind::Text).required().min(0).max(2048).matching(&PRINCIPAL_PATTERN),
        Member::new("SourceArn", Kind::Text).min(0).max(10000).matching(&ARN_PATTERN),
        Member::new("FunctionUrlAuthType", Kind::Text).one_of(FUNCTION_URL_AUTH_TYPE_VALUES),
        Member::new("InvokedViaFunctionUrl", Kind::Boolean),
        Member::new("SourceAccount", Kind::Text).min(0).max(12).matching(&SOURCE_OWNER_PATTERN),
        Member::new("EventSourceToken", Kind::Text).min(0).max(256).matching(&EVENT_SOURCE_TOKEN_PATTERN),
        Member::new("Qualifier", Kind::Text)
            .at(Place::Query("Qualifier"))
            .min(1)
            .max(128)
            .matching(&NUMERIC_LATEST_PUBLISHED_OR_ALIAS_QUALIFIER_PATTERN),
        Member::new("RevisionId", Kind::Text),
        Member::new("PrincipalOrgID", Kind::Text).min(12).max(34).matching(&PRINCIPAL_ORG_ID_PATTERN),
    ],
);

pub static ADD_PERMISSION_RESPONSE: Shape =
    Shape::new("AddPermissionResponse", &[Member::new("Statement", Kind::Text)]);

pub static ALIAS_CONFIGURATION: Shape = Shape::new(
    "AliasConfiguration",
    &[
        Member::new("AliasArn", Kind::Text).min(0).max(10000).matching(&FUNCTION_ARN_PATTERN),
        Member::new("Name", Kind::Text).min(1).max(128).matching(&ALIAS_PATTERN),
        Member::new("FunctionVersion", Kind::Text).min(1).max(1024).matching(&VERSION_PATTERN),
        Member::new("Description", Kind::Text).min(0).max(256),
        Member::new("RoutingConfig", Kind::Struct(&ALIAS_ROUTING_CONFIGURATION)),
        Member::new("RevisionId", Kind::Text),
    ],
);

static ALIAS_LIST: List =
    List { element: Member::new("member", Kind::Struct(&ALIAS_CONFIGURATION)).required(), flattened: false };

static ALIAS_PATTERN: Pattern =
    Pattern::except("(?!^[0-9]+$)([a-zA-Z0-9-_]+)", "[a-zA-Z0-9-_]+", "(?:^[0-9]+$)(?s:.*)");

pub static ALIAS_ROUTING_CONFIGURATION: Shape = Shape::new(
    "AliasRoutingConfiguration",
    &[Member::new("AdditionalVersionWeights", Kind::Map(&ADDITIONAL_VERSION_WEIGHTS))],
);

pub static ALLOWED_PUBLISHERS: Shape = Shape::new(
    "AllowedPublishers",
    &[Member::new("SigningProfileVersionArns", Kind::List(&SIGNING_PROFILE_VERSION_ARNS))
        .required()
        .min(1)
        .max(20)],
);

static ALLOW_METHODS_LIST: List = List {
    element: Member::new("member", Kind::Text).required().min(0).max(6).matching(&METHOD_PATTERN),
    flattened: false,
};

static ALLOW_ORIGINS_LIST: List = List {
    element: Member::new("member", Kind::Text).required().min(1).max(253).matching(&ORIGIN_PATTERN),
    flattened: false,
};

pub static AMAZON_MANAGED_KAFKA_EVENT_SOURCE_CONFIG: Shape = Shape::new(
    "AmazonManagedKafkaEventSourceConfig",
    &[
        Member::new("ConsumerGroupId", Kind::Text).min(1).max(200).matching(&URI_PATTERN),
        Member::new("SchemaRegistryConfig", Kind::Struct(&KAFKA_SCHEMA_REGISTRY_CONFIG)),
    ],
);

const APPLICATION_LOG_LEVEL_VALUES: &[&str] = &["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"];

static ARCHITECTURES_LIST: List = List {
    element: Member::new("member", Kind::Text).required().one_of(ARCHITECTURE_VALUES),
    flattened: false,
};

const ARCHITECTURE_VALUES: &[&str] = &["x86_64", "arm64"];

static ARN_PATTERN: Pattern = Pattern::new(
    r"arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\-])+:((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1})?:(\d{12})?:(.*)",
);

pub static CALLBACK_DETAILS: Shape = Shape::new(
    "CallbackDetails",
    &[
        Member::new("CallbackId", Kind::Text).min(1).max(1024).matching(&CALLBACK_ID_PATTERN),
        Member::new("Result", Kind::Text).min(0).max(6291456).hiding(Hidden::Value),
        Member::new("Error", Kind::Struct(&ERROR_OBJECT)),
    ],
);

pub static CALLBACK_FAILED_DETAILS: Shape =
    Shape::new("CallbackFailedDetails", &[Member::new("Error", Kind::Struct(&EVENT_ERROR)).required()]);

static CALLBACK_ID_PATTERN: Pattern = Pattern::new("[A-Za-z0-9+/]+={0,2}");

pub static CALLBACK_OPTIONS: Shape = Shape::new(
    "CallbackOptions",
    &[
        Member::new("TimeoutSeconds", Kind::Integer).min(0).max(99999999),
        Member::new("HeartbeatTimeoutSeconds", Kind::Integer).min(0).max(99999999),
    ],
);

pub static CALLBACK_STARTED_DETAILS: Shape = Shape::new(
    "CallbackStartedDetails",
    &[
        Member::new("CallbackId", Kind::Text).required().min(1).max(1024).matching(&CALLBACK_ID_PATTERN),
        Member::new("HeartbeatTimeout", Kind::Integer).min(0),
        Member::new("Timeout", Kind::Integer).min(0),
    ],
);

pub static CALLBACK_SUCCEEDED_DETAILS: Shape =
    Shape::new("CallbackSucceededDetails", &[Member::new("Result", Kind::Struct(&EVENT_RESULT)).required()]);

pub static CALLBACK_TIMED_OUT_DETAILS: Shape =
    Shape::new("CallbackTimedOutDetails", &[Member::new("Error", Kind::Struct(&EVENT_ERROR)).required()]);

pub static CAPACITY_PROVIDER: Shape = Shape::new(
    "CapacityProvider",
    &[
        Member::new("CapacityProviderArn", Kind::Text)
            .required()
            .min(1)
            .max(140)
            .matching(&CAPACITY_PROVIDER_ARN_PATTERN),
        Member::new("State", Kind::Text).required().one_of(CAPACITY_PROVIDER_STATE_VALUES),
        Member::new("VpcConfig", Kind::Struct(&CAPACITY_PROVIDER_VPC_CONFIG)).required(),
        Member::new("PermissionsConfig", Kind::Struct(&CAPACITY_PROVIDER_PERMISSIONS_CONFIG)).required(),
        Member::new("InstanceRequirements", Kind::Struct(&INSTANCE_REQUIREMENTS)),
        Member::new("CapacityProviderScalingConfig", Kind::Struct(&CAPACITY_PROVIDER_SCALING_CONFIG)),
        Member::new("KmsKeyArn", Kind::Text).min(0).max(10000).matching(&KMS_KEY_ARN_PATTERN),
        Member::new("LastModified", Kind::Text).min(0).max(100).matching(&TIMESTAMP_PATTERN),
        Member::new("PropagateTags", Kind::Struct(&PROPAGATE_TAGS)),
        Member::new("TelemetryConfig", Kind::Struct(&CAPACITY_PROVIDER_TELEMETRY_CONFIG)),
    ],
);

static CAPACITY_PROVIDERS_LIST: List =
    List { element: Member::new("member", Kind::Struct(&CAPACITY_PROVIDER)).required(), flattened: false };

static CAPACITY_PROVIDER_ARN_PATTERN: Pattern = Pattern::new(
    r"arn:aws[a-zA-Z-]*:lambda:(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:\d{12}:capacity-provider:[a-zA-Z0-9-_]+",
);

pub static CAPACITY_PROVIDER_CONFIG: Shape = Shape::new(
    "CapacityProviderConfig",
    &[Member::new(
        "LambdaManagedInstancesCapacityProviderConfig",
        Kind::Struct(&LAMBDA_MANAGED_INSTANCES_CAPACITY_PROVIDER_CONFIG),
    )
    .required()],
);

pub static CAPACITY_PROVIDER_LOGGING_CONFIG: Shape = Shape::new(
    "CapacityProviderLoggingConfig",
    &[
        Member::new("SystemLogLevel", Kind::Text).one_of(SYSTEM_LOG_LEVEL_VALUES),
        Member::new("LogGroup", Kind::Text).min(1).max(512).matching(&LOG_GROUP_PATTERN),
    ],
);

static CAPACITY_PROVIDER_NAME_PATTERN: Pattern = Pattern::new(
    r"(arn:aws[a-zA-Z-]*:lambda:(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:\d{12}:capacity-provider:[a-zA-Z0-9-_]+)|[a-zA-Z0-9-_]+",
);

pub static CAPACITY_PROVIDER_PERMISSIONS_CONFIG: Shape = Shape::new(
    "CapacityProviderPermissionsConfig",
    &[Member::new("CapacityProviderOperatorRoleArn", Kind::Text)
        .required()
        .min(0)
        .max(10000)
        .matching(&ROLE_ARN_PATTERN)],
);

const CAPACITY_PROVIDER_PREDEFINED_METRIC_TYPE_VALUES: &[&str] =
    &["LambdaCapacityProviderAverageCPUUtilization", "LambdaCapacityProviderAverageGPUUtilization"];

pub static CAPACITY_PROVIDER_SCALING_CONFIG: Shape = Shape::new(
    "CapacityProviderScalingConfig",
    &[
        Member::new("MaxVCpuCount", Kind::Integer).min(2).max(15000),
        Member::new("ScalingMode", Kind::Text).one_of(CAPACITY_PROVIDER_SCALING_MODE_VALUES),
        Member::new("ScalingPolicies", Kind::List(&CAPACITY_PROVIDER_SCALING_POLICIES_LIST)).min(1).max(10),
    ],
);

const CAPACITY_PROVIDER_SCALING_MODE_VALUES: &[&str] = &["Auto", "Manual"];

static CAPACITY_PROVIDER_SCALING_POLICIES_LIST: List = List {
    element: Member::new("member", Kind::Struct(&TARGET_TRACKING_SCALING_POLICY)).required(),
    flattened: false,
};

static CAPACITY_PROVIDER_SECURITY_GROUP_IDS: List = List {
    element: Member::new("member", Kind::Text)
        .required()
        .min(0)
        .max(1024)
        .matching(&SECURITY_GROUP_ID_PATTERN),
    flattened: false,
};

const CAPACITY_PROVIDER_STATE_VALUES: &[&str] = &["Pending", "Active", "Failed", "Deleting"];

static CAPACITY_PROVIDER_SUBNET_IDS: List = List {
    element: Member::new("member", Kind::Text).required().min(0).max(1024).matching(&SUBNET_ID_PATTERN),
    flattened: false,
};

pub static CAPACITY_PROVIDER_TELEMETRY_CONFIG: Shape = Shape::new(
    "CapacityProviderTelemetryConfig",
    &[Member::new("LoggingConfig", Kind::Struct(&CAPACITY_PROVIDER_LOGGING_CONFIG))],
);

pub static CAPACITY_PROVIDER_VPC_CONFIG: Shape = Shape::new(
    "CapacityProviderVpcConfig",
    &[
        Member::new("SubnetIds", Kind::List(&CAPACITY_PROVIDER_SUBNET_IDS)).required().min(1).max(16),
        Member::new("SecurityGroupIds", Kind::List(&CAPACITY_PROVIDER_SECURITY_GROUP_IDS))
            .required()
            .min(0)
            .max(5),
    ],
);

pub static CHAINED_INVOKE_DETAILS: Shape = Shape::new(
    "ChainedInvokeDetails",
    &[
        Member::new("Result", Kind::Text).min(0).max(6291456).hiding(Hidden::Value),
        Member::new("Error", Kind::Struct(&ERROR_OBJECT)),
    ],
);

pub static CHAINED_INVOKE_FAILED_DETAILS: Shape =
    Shape::new("ChainedInvokeFailedDetails", &[Member::new("Error", Kind::Struct(&EVENT_ERROR)).required()]);

pub static CHAINED_INVOKE_OPTIONS: Shape = Shape::new(
    "ChainedInvokeOptions",
    &[
        Member::new("FunctionName", Kind::Text)
            .required()
            .min(1)
            .max(256)
            .matching(&NAMESPACED_FUNCTION_NAME_PATTERN),
        Member::new("TenantId", Kind::Text).min(1).max(256).matching(&TENANT_ID_PATTERN),
        Member::new("XAmznTraceId", Kind::Text).min(0).max(8192),
    ],
);

pub static CHAINED_INVOKE_STARTED_DETAILS: Shape = Shape::new(
    "ChainedInvokeStartedDetails",
    &[
        Member::new("FunctionName", Kind::Text)
            .required()
            .min(1)
            .max(256)
            .matching(&NAMESPACED_FUNCTION_NAME_PATTERN),
        Member::new("TenantId", Kind::Text).min(1).max(256).matching(&TENANT_ID_PATTERN),
        Member::new("Input", Kind::Struct(&EVENT_INPUT)),
        Member::new("ExecutedVersion", Kind::Text)
            .min(1)
            .max(1024)
            .matching(&VERSION_WITH_LATEST_PUBLISHED_PATTERN),
        Member::new("DurableExecutionArn", Kind::Text)
            .min(1)
            .max(1024)
            .matching(&DURABLE_EXECUTION_ARN_PATTERN),
    ],
);

pub static CHAINED_INVOKE_STOPPED_DETAILS: Shape =
    Shape::new("ChainedInvokeStoppedDetails", &[Member::new("Error", Kind::Struct(&EVENT_ERROR)).required()]);

pub static CHAINED_INVOKE_SUCCEEDED_DETAILS: Shape = Shape::new(
    "ChainedInvokeSucceededDetails",
    &[Member::new("Result", Kind::Struct(&EVENT_RESULT)).required()],
);

pub static CHAINED_INVOKE_TIMED_OUT_DETAILS: Shape = Shape::new(
    "ChainedInvokeTimedOutDetails",
    &[Member::new("Error", Kind::Struct(&EVENT_ERROR)).required()],
);

pub static CHECKPOINT_DURABLE_EXECUTION_REQUEST: Shape = Shape::new(
    "CheckpointDurableExecutionRequest",
    &[
        Member::new("DurableExecutionArn", Kind::Text)
            .at(Place::Path("DurableExecutionArn"))
            .required()
            .min(1)
            .max(1024)
            .matching(&DURABLE_EXECUTION_ARN_PATTERN),
        Member::new("CheckpointToken", Kind::Text)
            .required()
            .min(1)
            .max(2048)
            .matching(&CHECKPOINT_TOKEN_PATTERN),
        Member::new("Updates", Kind::List(&OPERATION_UPDATES)),
        Member::new("ClientToken", Kind::Text).min(1).max(64).matching(&CLIENT_TOKEN_PATTERN),
    ],
);

pub static CHECKPOINT_DURABLE_EXECUTION_RESPONSE: Shape = Shape::new(
    "CheckpointDurableExecutionResponse",
    &[
        Member::new("CheckpointToken", Kind::Text).min(1).max(2048).matching(&CHECKPOINT_TOKEN_PATTERN),
        Member::new("NewExecutionState", Kind::Struct(&CHECKPOINT_UPDATED_EXECUTION_STATE)).required(),
    ],
);

static CHECKPOINT_TOKEN_PATTERN: Pattern = Pattern::new("[A-Za-z0-9+/]+={0,2}");

pub static CHECKPOINT_UPDATED_EXECUTION_STATE: Shape = Shape::new(
    "CheckpointUpdatedExecutionState",
    &[Member::new("Operations", Kind::List(&OPERATIONS)), Member::new("NextMarker", Kind::Text)],
);

static CLIENT_TOKEN_PATTERN: Pattern = Pattern::new(r"[\x21-\x7E]+");

pub static CODE_SIGNING_CONFIG: Shape = Shape::new(
    "CodeSigningConfig",
    &[
        Member::new("CodeSigningConfigId", Kind::Text).required().matching(&CODE_SIGNING_CONFIG_ID_PATTERN),
        Member::new("CodeSigningConfigArn", Kind::Text)
            .required()
            .min(0)
            .max(200)
            .matching(&CODE_SIGNING_CONFIG_ARN_PATTERN),
        Member::new("Description", Kind::Text).min(0).max(256),
        Member::new("AllowedPublishers", Kind::Struct(&ALLOWED_PUBLISHERS)).required(),
        Member::new("CodeSigningPolicies", Kind::Struct(&CODE_SIGNING_POLICIES)).required(),
        Member::new("LastModified", Kind::Text).required().min(0).max(100).matching(&TIMESTAMP_PATTERN),
    ],
);

static CODE_SIGNING_CONFIG_ARN_PATTERN: Pattern = Pattern::new(
    r"arn:(aws[a-zA-Z-]*)?:lambda:(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:\d{12}:code-signing-config:csc-[a-z0-9]{17}",
);

static CODE_SIGNING_CONFIG_ID_PATTERN: Pattern = Pattern::new(r"csc-[a-zA-Z0-9-_\.]{17}");

static CODE_SIGNING_CONFIG_LIST: List =
    List { element: Member::new("member", Kind::Struct(&CODE_SIGNING_CONFIG)).required(), flattened: false };

pub static CODE_SIGNING_POLICIES: Shape = Shape::new(
    "CodeSigningPolicies",
    &[Member::new("UntrustedArtifactOnDeployment", Kind::Text).one_of(CODE_SIGNING_POLICY_VALUES)],
);

const CODE_SIGNING_POLICY_VALUES: &[&str] = &["Warn", "Enforce"];

static COLLECTION_NAME_PATTERN: Pattern =
    Pattern::except(r"(^(?!(system\x2e)))(^[_a-zA-Z0-9])([^$]*)", "[_a-zA-Z0-9][^$]*", r"system\.(?s:.*)");

static COMPATIBLE_ARCHITECTURES: List = List {
    element: Member::new("member", Kind::Text).required().one_of(ARCHITECTURE_VALUES),
    flattened: false,
};

static COMPATIBLE_RUNTIMES: List =
    List { element: Member::new("member", Kind::Text).required(), flattened: false };

pub static CONCURRENCY: Shape =
    Shape::new("Concurrency", &[Member::new("ReservedConcurrentExecutions", Kind::Integer).min(0)]);

pub static CONTEXT_DETAILS: Shape = Shape::new(
    "ContextDetails",
    &[
        Member::new("ReplayChildren", Kind::Boolean),
        Member::new("Result", Kind::Text).min(0).max(6291456).hiding(Hidden::Value),
        Member::new("Error", Kind::Struct(&ERROR_OBJECT)),
    ],
);

pub static CONTEXT_FAILED_DETAILS: Shape =
    Shape::new("ContextFailedDetails", &[Member::new("Error", Kind::Struct(&EVENT_ERROR)).required()]);

pub static CONTEXT_OPTIONS: Shape =
    Shape::new("ContextOptions", &[Member::new("ReplayChildren", Kind::Boolean)]);

pub static CONTEXT_STARTED_DETAILS: Shape = Shape::new("ContextStartedDetails", &[]);

pub static CONTEXT_SUCCEEDED_DETAILS: Shape =
    Shape::new("ContextSucceededDetails", &[Member::new("Result", Kind::Struct(&EVENT_RESULT)).required()]);

pub static CORS: Shape = Shape::new(
    "Cors",
    &[
        Member::new("AllowCredentials", Kind::Boolean),
        Member::new("AllowHeaders", Kind::List(&HEADERS_LIST)).min(0).max(100),
        Member::new("AllowMethods", Kind::List(&ALLOW_METHODS_LIST)).min(0).max(6),
        Member::new("AllowOrigins", Kind::List(&ALLOW_ORIGINS_LIST)).min(0).max(100),
        Member::new("ExposeHeaders", Kind::List(&HEADERS_LIST)).min(0).max(100),
        Member::new("MaxAge", Kind::Integer).min(0).max(86400),
    ],
);

pub static CREATE_ALIAS_REQUEST: Shape = Shape::new(
    "CreateAliasRequest",
    &[
        Member::new("FunctionName", Kind::Text)
            .at(Place::Path("FunctionName"))
            .required()
            .min(1)
            .max(140)
            .matching(&FUNCTION_NAME_PATTERN),
        Member::new("Name", Kind::Text).required().min(1).max(128).matching(&ALIAS_PATTERN),
        Member::new("FunctionVersion", Kind::Text)
            .required()
            .min(1)
            .max(1024)
            .matching(&VERSION_WITH_LATEST_PUBLISHED_PATTERN),
        Member::new("Description", Kind::Text).min(0).max(256),
        Member::new("RoutingConfig", Kind::Struct(&ALIAS_ROUTING_CONFIGURATION)),
    ],
);

pub static CREATE_CAPACITY_PROVIDER_REQUEST: Shape = Shape::new(
    "CreateCapacityProviderRequest",
    &[
        Member::new("CapacityProviderName", Kind::Text)
            .required()
            .min(1)
            .max(140)
            .matching(&CAPACITY_PROVIDER_NAME_PATTERN),
        Member::new("VpcConfig", Kind::Struct(&CAPACITY_PROVIDER_VPC_CONFIG)).required(),
        Member::new("PermissionsConfig", Kind::Struct(&CAPACITY_PROVIDER_PERMISSIONS_CONFIG)).required(),
        Member::new("InstanceRequirements", Kind::Struct(&INSTANCE_REQUIREMENTS)),
        Member::new("CapacityProviderScalingConfig", Kind::Struct(&CAPACITY_PROVIDER_SCALING_CONFIG)),
        Member::new("KmsKeyArn", Kind::Text).min(0).max(10000).matching(&KMS_KEY_ARN_NON_EMPTY_PATTERN),
        Member::new("Tags", Kind::Map(&TAGS)),
        Member::new("PropagateTags", Kind::Struct(&PROPAGATE_TAGS)),
        Member::new("TelemetryConfig", Kind::Struct(&CAPACITY_PROVIDER_TELEMETRY_CONFIG)),
    ],
);

pub static CREATE_CAPACITY_PROVIDER_RESPONSE: Shape = Shape::new(
    "CreateCapacityProviderResponse",
    &[Member::new("CapacityProvider", Kind::Struct(&CAPACITY_PROVIDER)).required()],
);

pub static CREATE_CODE_SIGNING_CONFIG_REQUEST: Shape = Shape::new(
    "CreateCodeSigningConfigRequest",
    &[
        Member::new("Description", Kind::Text).min(0).max(256),
        Member::new("AllowedPublishers", Kind::Struct(&ALLOWED_PUBLISHERS)).required(),
        Member::new("CodeSigningPolicies", Kind::Struct(&CODE_SIGNING_POLICIES)),
        Member::new("Tags", Kind::Map(&TAGS)),
    ],
);

pub static CREATE_CODE_SIGNING_CONFIG_RESPONSE: Shape = Shape::new(
    "CreateCodeSigningConfigResponse",
    &[Member::new("CodeSigningConfig", Kind::Struct(&CODE_SIGNING_CONFIG)).required()],
);

pub static CREATE_EVENT_SOURCE_MAPPING_REQUEST: Shape = Shape::new(
    "CreateEventSourceMappingRequest",
    &[
        Member::new("EventSourceArn", Kind::Text).min(0).max(10000).matching(&ARN_PATTERN),
        Member::new("FunctionName", Kind::Text)
            .required()
            .min(1)
            .max(256)
            .matching(&NAMESPACED_FUNCTION_NAME_PATTERN),
        Member::new("Enabled", Kind::Boolean),
        Member::new("BatchSize", Kind::Integer).min(1).max(10000),
        Member::new("FilterCriteria", Kind::Struct(&FILTER_CRITERIA)),
        Member::new("KMSKeyArn", Kind::Text).min(0).max(10000).matching(&KMS_KEY_ARN_PATTERN),
        Member::new("MetricsConfig", Kind::Struct(&EVENT_SOURCE_MAPPING_METRICS_CONFIG)),
        Member::new("LoggingConfig", Kind::Struct(&EVENT_SOURCE_MAPPING_LOGGING_CONFIG)),
        Member::new("ScalingConfig", Kind::Struct(&SCALING_CONFIG)),
        Member::new("MaximumBatchingWindowInSeconds", Kind::Integer).min(0).max(300),
        Member::new("ParallelizationFactor", Kind::Integer).min(1).max(10),
        Member::new("StartingPosition", Kind::Text).one_of(EVENT_SOURCE_POSITION_VALUES),
        Member::new("StartingPositionTimestamp", Kind::Time(None)),
        Member::new("DestinationConfig", Kind::Struct(&DESTINATION_CONFIG)),
        Member::new("MaximumRecordAgeInSeconds", Kind::Integer).min(-1).max(604800),
        Member::new("BisectBatchOnFunctionError", Kind::Boolean),
        Member::new("MaximumRetryAttempts", Kind::Integer).min(-1).max(10000),
        Member::new("Tags", Kind::Map(&TAGS)),
        Member::new("TumblingWindowInSeconds", Kind::Integer).min(0).max(900),
        Member::new("Topics", Kind::List(&TOPICS)).min(1).max(1),
        Member::new("Queues", Kind::List(&QUEUES)).min(1).max(1),
        Member::new("SourceAccessConfigurations", Kind::List(&SOURCE_ACCESS_CONFIGURATIONS)).min(0).max(23),
        Member::new("SelfManagedEventSource", Kind::Struct(&SELF_MANAGED_EVENT_SOURCE)),
        Member::new("FunctionResponseTypes", Kind::List(&FUNCTION_RESPONSE_TYPE_LIST)).min(0).max(1),
        Member::new(
            "AmazonManagedKafkaEventSourceConfig",
            Kind::Struct(&AMAZON_MANAGED_KAFKA_EVENT_SOURCE_CONFIG),
        ),
        Member::new(
            "SelfManagedKafkaEventSourceConfig",
            Kind::Struct(&SELF_MANAGED_KAFKA_EVENT_SOURCE_CONFIG),
        ),
        Member::new("DocumentDBEventSourceConfig", Kind::Struct(&DOCUMENT_DB_EVENT_SOURCE_CONFIG)),
        Member::new("ProvisionedPollerConfig", Kind::Struct(&PROVISIONED_POLLER_CONFIG)),
    ],
);

pub static CREATE_FUNCTION_REQUEST: Shape = Shape::new(
    "CreateFunctionRequest",
    &[
        Member::new("FunctionName", Kind::Text).required().min(1).max(140).matching(&FUNCTION_NAME_PATTERN),
        Member::new("Runtime", Kind::Text),
        Member::new("Role", Kind::Text).required().min(0).max(10000).matching(&ROLE_ARN_PATTERN),
        Member::new("Handler", Kind::Text).min(0).max(128).matching(&HANDLER_PATTERN),
        Member::new("Code", Kind::Struct(&FUNCTION_CODE)).required(),
        Member::new("Description", Kind::Text).min(0).max(256),
        Member::new("Timeout", Kind::Integer).min(1).max(5400),
        Member::new("MemorySize", Kind::Integer).min(128).max(32768),
        Member::new("Publish", Kind::Boolean),
        Member::new("PublishTo", Kind::Text).one_of(FUNCTION_VERSION_LATEST_PUBLISHED_VALUES),
        Member::new("VpcConfig", Kind::Struct(&VPC_CONFIG)),
        Member::new("PackageType", Kind::Text).one_of(PACKAGE_TYPE_VALUES),
        Member::new("DeadLetterConfig", Kind::Struct(&DEAD_LETTER_CONFIG)),
        Member::new("Environment", Kind::Struct(&ENVIRONMENT)),
        Member::new("KMSKeyArn", Kind::Text).min(0).max(10000).matching(&KMS_KEY_ARN_PATTERN),
        Member::new("TracingConfig", Kind::Struct(&TRACING_CONFIG)),
        Member::new("Tags", Kind::Map(&TAGS)),
        Member::new("Layers", Kind::List(&LAYER_LIST)),
        Member::new("FileSystemConfigs", Kind::List(&FILE_SYSTEM_CONFIG_LIST)).min(0).max(1),
        Member::new("CodeSigningConfigArn", Kind::Text)
            .min(0)
            .max(200)
            .matching(&CODE_SIGNING_CONFIG_ARN_PATTERN),
        Member::new("ImageConfig", Kind::Struct(&IMAGE_CONFIG)),
        Member::new("Architectures", Kind::List(&ARCHITECTURES_LIST)).min(1).max(1),
        Member::new("EphemeralStorage", Kind::Struct(&EPHEMERAL_STORAGE)),
        Member::new("SnapStart", Kind::Struct(&SNAP_START)),
        Member::new("LoggingConfig", Kind::Struct(&LOGGING_CONFIG)),
        Member::new("TenancyConfig", Kind::Struct(&TENANCY_CONFIG)),
        Member::new("CapacityProviderConfig", Kind::Struct(&CAPACITY_PROVIDER_CONFIG)),
        Member::new("DurableConfig", Kind::Struct(&DURABLE_CONFIG)),
        Member::new("RuntimeConfig", Kind::Struct(&FUNCTION_RUNTIME_CONFIG)),
        Member::new("AcceleratorConfig", Kind::Struct(&ACCELERATOR_CONFIG)),
    ],
);

pub static CREATE_FUNCTION_URL_CONFIG_REQUEST: Shape = Shape::new(
    "CreateFunctionUrlConfigRequest",
    &[
        Member::new("FunctionName", Kind::Text)
            .at(Place::Path("FunctionName"))
            .required()
            .min(1)
            .max(140)
            .matching(&FUNCTION_URL_FUNCTION_NAME_PATTERN),
        Member::new("Qualifier", Kind::Text)
            .at(Place::Query("Qualifier"))
            .min(1)
            .max(128)
            .matching(&FUNCTION_URL_QUALIFIER_PATTERN),
        Member::new("AuthType", Kind::Text).required().one_of(FUNCTION_URL_AUTH_TYPE_VALUES),
        Member::new("Cors", Kind::Struct(&CORS)),
        Member::new("InvokeMode", Kind::Text).one_of(INVOKE_MODE_VALUES),
    ],
);

pub static CREATE_FUNCTION_URL_CONFIG_RESPONSE: Shape = Shape::new(
    "CreateFunctionUrlConfigResponse",
    &[
        Member::new("FunctionUrl", Kind::Text).required().min(40).max(100),
        Member::new("FunctionArn", Kind::Text).required().min(0).max(10000).matching(&FUNCTION_ARN_PATTERN),
        Member::new("AuthType", Kind::Text).required().one_of(FUNCTION_URL_AUTH_TYPE_VALUES),
        Member::new("Cors", Kind::Struct(&CORS)),
        Member::new("CreationTime", Kind::Text).required().min(0).max(100).matching(&TIMESTAMP_PATTERN),
        Member::new("InvokeMode", Kind::Text).one_of(INVOKE_MODE_VALUES),
    ],
);

static DATABASE_NAME_PATTERN: Pattern = Pattern::new(r"[^ /\.$\x22]*");

pub static DEAD_LETTER_CONFIG: Shape = Shape::new(
    "DeadLetterConfig",
    &[Member::new("TargetArn", Kind::Text).min(0).max(10000).matching(&RESOURCE_ARN_PATTERN)],
);

pub static DELETE_ALIAS_REQUEST: Shape = Shape::new(
    "DeleteAliasRequest",
    &[
        Member::new("FunctionName", Kind::Text)
            .at(Place::Path("FunctionName"))
            .required()
            .min(1)
            .max(140)
            .matching(&FUNCTION_NAME_PATTERN),
        Member::new("Name", Kind::Text)
            .at(Place::Path("Name"))
            .required()
            .min(1)
            .max(128)
            .matching(&ALIAS_PATTERN),
    ],
);

pub static DELETE_CAPACITY_PROVIDER_REQUEST: Shape = Shape::new(
    "DeleteCapacityProviderRequest",
    &[Member::new("CapacityProviderName", Kind::Text)
        .at(Place::Path("CapacityProviderName"))
        .required()
        .min(1)
        .max(140)
        .matching(&CAPACITY_PROVIDER_NAME_PATTERN)],
);

pub static DELETE_CAPACITY_PROVIDER_RESPONSE: Shape = Shape::new(
    "DeleteCapacityProviderResponse",
    &[Member::new("CapacityProvider", Kind::Struct(&CAPACITY_PROVIDER)).required()],
);

pub static DELETE_CODE_SIGNING_CONFIG_REQUEST: Shape = Shape::new(
    "DeleteCodeSigningConfigRequest",
    &[Member::new("CodeSigningConfigArn", Kind::Text)
        .at(Place::Path("CodeSigningConfigArn"))
        .required()
        .min(0)
        .max(200)
        .matching(&CODE_SIGNING_CONFIG_ARN_PATTERN)],
);

pub static DELETE_CODE_SIGNING_CONFIG_RESPONSE: Shape = Shape::new("DeleteCodeSigningConfigResponse", &[]);

pub static DELETE_DURABLE_EXECUTION_REQUEST: Shape = Shape::new(
    "DeleteDurableExecutionRequest",
    &[Member::new("DurableExecutionArn", Kind::Text)
        .at(Place::Path("DurableExecutionArn"))
        .required()
        .min(1)
        .max(1024)
        .matching(&DURABLE_EXECUTION_ARN_PATTERN)],
);

pub static DELETE_DURABLE_EXECUTION_RESPONSE: Shape = Shape::new(
    "DeleteDurableExecutionResponse",
    &[Member::new("DeletionRequestTimestamp", Kind::Time(None)).required()],
);

pub static DELETE_EVENT_SOURCE_MAPPING_REQUEST: Shape = Shape::new(
    "DeleteEventSourceMappingRequest",
    &[Member::new("UUID", Kind::Text).at(Place::Path("UUID")).required().min(36).max(36)],
);

pub static DELETE_FUNCTION_CODE_SIGNING_CONFIG_REQUEST: Shape = Shape::new(
    "DeleteFunctionCodeSigningConfigRequest",
    &[Member::new("FunctionName", Kind::Text)
        .at(Place::Path("FunctionName"))
        .required()
        .min(1)
        .max(256)
        .matching(&NAMESPACED_FUNCTION_NAME_PATTERN)],
);

pub static DELETE_FUNCTION_CONCURRENCY_REQUEST: Shape = Shape::new(
    "DeleteFunctionConcurrencyRequest",
    &[Member::new("FunctionName", Kind::Text)
        .at(Place::Path("FunctionName"))
        .required()
        .min(1)
        .max(140)
        .matching(&FUNCTION_NAME_PATTERN)],
);

pub static DELETE_FUNCTION_EVENT_INVOKE_CONFIG_REQUEST: Shape = Shape::new(
    "DeleteFunctionEventInvokeConfigRequest",
    &[
        Member::new("FunctionName", Kind::Text)
            .at(Place::Path("FunctionName"))
            .required()
            .min(1)
            .max(256)
            .matching(&NAMESPACED_FUNCTION_NAME_PATTERN),
        Member::new("Qualifier", Kind::Text)
            .at(Place::Query("Qualifier"))
            .min(1)
            .max(128)
            .matching(&NUMERIC_LATEST_PUBLISHED_OR_ALIAS_QUALIFIER_PATTERN),
    ],
);

pub static DELETE_FUNCTION_REQUEST: Shape = Shape::new(
    "DeleteFunctionRequest",
    &[
        Member::new("FunctionName", Kind::Text)
            .at(Place::Path("FunctionName"))
            .required()
            .min(1)
            .max(256)
            .matching(&NAMESPACED_FUNCTION_NAME_PATTERN),
        Member::new("Qualifier", Kind::Text)
            .at(Place::Query("Qualifier"))
            .min(1)
            .max(128)
            .matching(&NUMERIC_LATEST_PUBLISHED_OR_ALIAS_QUALIFIER_PATTERN),
    ],
);

pub static DELETE_FUNCTION_RESPONSE: Shape =
    Shape::new("DeleteFunctionResponse", &[Member::new("StatusCode", Kind::Integer).at(Place::Status)]);

pub static DELETE_FUNCTION_URL_CONFIG_REQUEST: Shape = Shape::new(
    "DeleteFunctionUrlConfigRequest",
    &[
        Member::new("FunctionName", Kind::Text)
            .at(Place::Path("FunctionName"))
            .required()
            .min(1)
            .max(140)
            .matching(&FUNCTION_URL_FUNCTION_NAME_PATTERN),
        Member::new("Qualifier", Kind::Text)
            .at(Place::Query("Qualifier"))
            .min(1)
            .max(128)
            .matching(&FUNCTION_URL_QUALIFIER_PATTERN),
    ],
);

pub static DELETE_LAYER_VERSION_REQUEST: Shape = Shape::new(
    "DeleteLayerVersionRequest",
    &[
        Member::new("LayerName", Kind::Text)
            .at(Place::Path("LayerName"))
            .required()
            .min(1)
            .max(2048)
            .matching(&LAYER_NAME_OR_ARN_PATTERN),
        Member::new("VersionNumber", Kind::Long).at(Place::Path("VersionNumber")).required(),
    ],
);

pub static DELETE_PROVISIONED_CONCURRENCY_CONFIG_REQUEST: Shape = Shape::new(
    "DeleteProvisionedConcurrencyConfigRequest",
    &[
        Member::new("FunctionName", Kind::Text)
            .at(Place::Path("FunctionName"))
            .required()
            .min(1)
            .max(140)
            .matching(&FUNCTION_NAME_PATTERN),
        Member::new("Qualifier", Kind::Text)
            .at(Place::Query("Qualifier"))
            .required()
            .min(1)
            .max(128)
            .matching(&QUALIFIER_PATTERN),
    ],
);

pub static DELETE_RESOURCE_POLICY_REQUEST: Shape = Shape::new(
    "DeleteResourcePolicyRequest",
    &[
        Member::new("ResourceArn", Kind::Text)
            .at(Place::Path("ResourceArn"))
            .required()
            .min(0)
            .max(512)
            .matching(&POLICY_RESOURCE_ARN_PATTERN),
        Member::new("RevisionId", Kind::Text)
            .at(Place::Query("RevisionId"))
            .min(36)
            .max(36)
            .matching(&REVISION_ID_PATTERN),
    ],
);

static DESTINATION_ARN_PATTERN: Pattern = Pattern::new(
    r"$|kafka://([^.]([a-zA-Z0-9\-_.]{0,248}))|arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\-])+:((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1})?:(\d{12})?:(.*)",
);

pub static DESTINATION_CONFIG: Shape = Shape::new(
    "DestinationConfig",
    &[
        Member::new("OnSuccess", Kind::Struct(&ON_SUCCESS)),
        Member::new("OnFailure", Kind::Struct(&ON_FAILURE)),
    ],
);

const DIRECT_S3_READ_VALUES: &[&str] = &["ENABLED", "DISABLED", "AUTO"];

pub static DOCUMENT_DB_EVENT_SOURCE_CONFIG: Shape = Shape::new(
    "DocumentDBEventSourceConfig",
    &[
        Member::new("DatabaseName", Kind::Text).min(1).max(63).matching(&DATABASE_NAME_PATTERN),
        Member::new("CollectionName", Kind::Text).min(1).max(57).matching(&COLLECTION_NAME_PATTERN),
        Member::new("FullDocument", Kind::Text).one_of(FULL_DOCUMENT_VALUES),
    ],
);

pub static DURABLE_CONFIG: Shape = Shape::new(
    "DurableConfig",
    &[
        Member::new("KMSKeyArn", Kind::Text).min(0).max(10000).matching(&KMS_KEY_ARN_PATTERN),
        Member::new("RetentionPeriodInDays", Kind::Integer).min(1).max(90),
        Member::new("ExecutionTimeout", Kind::Integer).min(1).max(31622400),
    ],
);

static DURABLE_EXECUTIONS: List =
    List { element: Member::new("member", Kind::Struct(&EXECUTION)).required(), flattened: false };

static DURABLE_EXECUTION_ARN_PATTERN: Pattern = Pattern::new(
    r"arn:([a-zA-Z0-9-]+):lambda:([a-zA-Z0-9-]+):(\d{12}):function:([a-zA-Z0-9_-]+):(\$LATEST(?:\.PUBLISHED)?|[0-9]+)/durable-execution/([a-zA-Z0-9_-]+)/([a-zA-Z0-9_-]+)",
);

static DURABLE_EXECUTION_NAME_PATTERN: Pattern = Pattern::new("[a-zA-Z0-9-_]+");

static ENDPOINTS: Map = Map {
    key: Member::new("key", Kind::Text).one_of(END_POINT_TYPE_VALUES),
    value: Member::new("value", Kind::List(&ENDPOINT_LISTS)).required().min(1).max(10),
    flattened: false,
};

static ENDPOINT_LISTS: List = List {
    element: Member::new("member", Kind::Text).required().min(1).max(300).matching(&ENDPOINT_PATTERN),
    flattened: false,
};

static ENDPOINT_PATTERN: Pattern = Pattern::new(
    r"(([a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9\-]*[a-zA-Z0-9])\.)*([A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9\-]*[A-Za-z0-9]):[0-9]{1,5}",
);

const END_POINT_TYPE_VALUES: &[&str] = &["KAFKA_BOOTSTRAP_SERVERS"];

pub static ENVIRONMENT: Shape = Shape::new(
    "Environment",
    &[Member::new("Variables", Kind::Map(&ENVIRONMENT_VARIABLES)).hiding(Hidden::Value)],
);

pub static ENVIRONMENT_ERROR: Shape = Shape::new(
    "EnvironmentError",
    &[Member::new("ErrorCode", Kind::Text), Member::new("Message", Kind::Text).hiding(Hidden::Value)],
);

pub static ENVIRONMENT_RESPONSE: Shape = Shape::new(
    "EnvironmentResponse",
    &[
        Member::new("Variables", Kind::Map(&ENVIRONMENT_VARIABLES)).hiding(Hidden::Value),
        Member::new("Error", Kind::Struct(&ENVIRONMENT_ERROR)),
    ],
);

static ENVIRONMENT_VARIABLES: Map = Map {
    key: Member::new("key", Kind::Text).matching(&ENVIRONMENT_VARIABLE_NAME_PATTERN).hiding(Hidden::Value),
    value: Member::new("value", Kind::Text).required().hiding(Hidden::Value),
    flattened: false,
};

static ENVIRONMENT_VARIABLE_NAME_PATTERN: Pattern = Pattern::new("[a-zA-Z]([a-zA-Z0-9_])+");

pub static EPHEMERAL_STORAGE: Shape =
    Shape::new("EphemeralStorage", &[Member::new("Size", Kind::Integer).required().min(512).max(10240)]);

pub static ERROR_OBJECT: Shape = Shape::new(
    "ErrorObject",
    &[
        Member::new("ErrorMessage", Kind::Text).hiding(Hidden::Value),
        Member::new("ErrorType", Kind::Text).hiding(Hidden::Value),
        Member::new("ErrorData", Kind::Text).hiding(Hidden::Value),
        Member::new("StackTrace", Kind::List(&STACK_TRACE_ENTRIES)),
    ],
);

pub static EVENT: Shape = Shape::new(
    "Event",
    &[
        Member::new("EventType", Kind::Text).one_of(EVENT_TYPE_VALUES),
        Member::new("SubType", Kind::Text).min(1).max(32).matching(&OPERATION_SUB_TYPE_PATTERN),
        Member::new("EventId", Kind::Integer).min(1),
        Member::new("Id", Kind::Text).min(1).max(64).matching(&OPERATION_ID_PATTERN),
        Member::new("Name", Kind::Text).min(1).max(256).matching(&OPERATION_NAME_PATTERN),
        Member::new("EventTimestamp", Kind::Time(None)),
        Member::new("ParentId", Kind::Text).min(1).max(64).matching(&OPERATION_ID_PATTERN),
        Member::new("ExecutionStartedDetails", Kind::Struct(&EXECUTION_STARTED_DETAILS)),
        Member::new("ExecutionSucceededDetails", Kind::Struct(&EXECUTION_SUCCEEDED_DETAILS)),
        Member::new("ExecutionFailedDetails", Kind::Struct(&EXECUTION_FAILED_DETAILS)),
        Member::new("ExecutionTimedOutDetails", Kind::Struct(&EXECUTION_TIMED_OUT_DETAILS)),
        Member::new("ExecutionStoppedDetails", Kind::Struct(&EXECUTION_STOPPED_DETAILS)),
        Member::new("ContextStartedDetails", Kind::Struct(&CONTEXT_STARTED_DETAILS)),
        Member::new("ContextSucceededDetails", Kind::Struct(&CONTEXT_SUCCEEDED_DETAILS)),
        Member::new("ContextFailedDetails", Kind::Struct(&CONTEXT_FAILED_DETAILS)),
        Member::new("WaitStartedDetails", Kind::Struct(&WAIT_STARTED_DETAILS)),
        Member::new("WaitSucceededDetails", Kind::Struct(&WAIT_SUCCEEDED_DETAILS)),
        Member::new("WaitCancelledDetails", Kind::Struct(&WAIT_CANCELLED_DETAILS)),
        Member::new("StepStartedDetails", Kind::Struct(&STEP_STARTED_DETAILS)),
        Member::new("StepSucceededDetails", Kind::Struct(&STEP_SUCCEEDED_DETAILS)),
        Member::new("StepFailedDetails", Kind::Struct(&STEP_FAILED_DETAILS)),
        Member::new("ChainedInvokeStartedDetails", Kind::Struct(&CHAINED_INVOKE_STARTED_DETAILS)),
        Member::new("ChainedInvokeSucceededDetails", Kind::Struct(&CHAINED_INVOKE_SUCCEEDED_DETAILS)),
        Member::new("ChainedInvokeFailedDetails", Kind::Struct(&CHAINED_INVOKE_FAILED_DETAILS)),
        Member::new("ChainedInvokeTimedOutDetails", Kind::Struct(&CHAINED_INVOKE_TIMED_OUT_DETAILS)),
        Member::new("ChainedInvokeStoppedDetails", Kind::Struct(&CHAINED_INVOKE_STOPPED_DETAILS)),
        Member::new("CallbackStartedDetails", Kind::Struct(&CALLBACK_STARTED_DETAILS)),
        Member::new("CallbackSucceededDetails", Kind::Struct(&CALLBACK_SUCCEEDED_DETAILS)),
        Member::new("CallbackFailedDetails", Kind::Struct(&CALLBACK_FAILED_DETAILS)),
        Member::new("CallbackTimedOutDetails", Kind::Struct(&CALLBACK_TIMED_OUT_DETAILS)),
        Member::new("InvocationCompletedDetails", Kind::Struct(&INVOCATION_COMPLETED_DETAILS)),
        Member::new("ExecutionPausedDetails", Kind::Struct(&EXECUTION_PAUSED_DETAILS)),
        Member::new("ExecutionResumedDetails", Kind::Struct(&EXECUTION_RESUMED_DETAILS)),
    ],
);

static EVENTS: List =
    List { element: Member::new("member", Kind::Struct(&EVENT)).required(), flattened: false };

pub static EVENT_ERROR: Shape = Shape::new(
    "EventError",
    &[Member::new("Payload", Kind::Struct(&ERROR_OBJECT)), Member::new("Truncated", Kind::Boolean)],
);

pub static EVENT_INPUT: Shape = Shape::new(
    "EventInput",
    &[
        Member::new("Payload", Kind::Text).min(0).max(6291456).hiding(Hidden::Value),
        Member::new("Truncated", Kind::Boolean),
    ],
);

pub static EVENT_PAUSE_REASON: Shape = Shape::new(
    "EventPauseReason",
    &[
        Member::new("Payload", Kind::Text).min(0).max(1024).hiding(Hidden::Value),
        Member::new("Truncated", Kind::Boolean),
    ],
);

pub static EVENT_RESULT: Shape = Shape::new(
    "EventResult",
    &[
        Member::new("Payload", Kind::Text).min(0).max(6291456).hiding(Hidden::Value),
        Member::new("Truncated", Kind::Boolean),
    ],
);

pub static EVENT_RESUME_REASON: Shape = Shape::new(
    "EventResumeReason",
    &[
        Member::new("Payload", Kind::Text).min(0).max(1024).hiding(Hidden::Value),
        Member::new("Truncated", Kind::Boolean),
    ],
);

static EVENT_SOURCE_MAPPINGS_LIST: List = List {
    element: Member::new("member", Kind::Struct(&EVENT_SOURCE_MAPPING_CONFIGURATION)).required(),
    flattened: false,
};

static EVENT_SOURCE_MAPPING_ARN_PATTERN: Pattern = Pattern::new(
    r"arn:(aws[a-zA-Z-]*)?:lambda:(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:\d{12}:event-source-mapping:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}",
);

pub static EVENT_SOURCE_MAPPING_CONFIGURATION: Shape = Shape::new(
    "EventSourceMappingConfiguration",
    &[
        Member::new("UUID", Kind::Text).min(36).max(36),
        Member::new("StartingPosition", Kind::Text).one_of(EVENT_SOURCE_POSITION_VALUES),
        Member::new("StartingPositionTimestamp", Kind::Time(None)),
        Member::new("BatchSize", Kind::Integer).min(1).max(10000),
        Member::new("MaximumBatchingWindowInSeconds", Kind::Integer).min(0).max(300),
        Member::new("ParallelizationFactor", Kind::Integer).min(1).max(10),
        Member::new("EventSourceArn", Kind::Text).min(0).max(10000).matching(&ARN_PATTERN),
        Member::new("FilterCriteria", Kind::Struct(&FILTER_CRITERIA)),
        Member::new("FilterCriteriaError", Kind::Struct(&FILTER_CRITERIA_ERROR)),
        Member::new("KMSKeyArn", Kind::Text).min(0).max(10000).matching(&KMS_KEY_ARN_PATTERN),
        Member::new("MetricsConfig", Kind::Struct(&EVENT_SOURCE_MAPPING_METRICS_CONFIG)),
        Member::new("LoggingConfig", Kind::Struct(&EVENT_SOURCE_MAPPING_LOGGING_CONFIG)),
        Member::new("ScalingConfig", Kind::Struct(&SCALING_CONFIG)),
        Member::new("FunctionArn", Kind::Text).min(0).max(10000).matching(&FUNCTION_ARN_PATTERN),
        Member::new("LastModified", Kind::Time(None)),
        Member::new("LastProcessingResult", Kind::Text),
        Member::new("State", Kind::Text),
        Member::new("StateTransitionReason", Kind::Text),
        Member::new("DestinationConfig", Kind::Struct(&DESTINATION_CONFIG)),
        Member::new("Topics", Kind::List(&TOPICS)).min(1).max(1),
        Member::new("Queues", Kind::List(&QUEUES)).min(1).max(1),
        Member::new("SourceAccessConfigurations", Kind::List(&SOURCE_ACCESS_CONFIGURATIONS)).min(0).max(23),
        Member::new("SelfManagedEventSource", Kind::Struct(&SELF_MANAGED_EVENT_SOURCE)),
        Member::new("MaximumRecordAgeInSeconds", Kind::Integer).min(-1).max(604800),
        Member::new("BisectBatchOnFunctionError", Kind::Boolean),
        Member::new("MaximumRetryAttempts", Kind::Integer).min(-1).max(10000),
        Member::new("TumblingWindowInSeconds", Kind::Integer).min(0).max(900),
        Member::new("FunctionResponseTypes", Kind::List(&FUNCTION_RESPONSE_TYPE_LIST)).min(0).max(1),
        Member::new(
            "AmazonManagedKafkaEventSourceConfig",
            Kind::Struct(&AMAZON_MANAGED_KAFKA_EVENT_SOURCE_CONFIG),
        ),
        Member::new(
            "SelfManagedKafkaEventSourceConfig",
            Kind::Struct(&SELF_MANAGED_KAFKA_EVENT_SOURCE_CONFIG),
        ),
        Member::new("DocumentDBEventSourceConfig", Kind::Struct(&DOCUMENT_DB_EVENT_SOURCE_CONFIG)),
        Member::new("EventSourceMappingArn", Kind::Text)
            .min(85)
            .max(120)
            .matching(&EVENT_SOURCE_MAPPING_ARN_PATTERN),
        Member::new("ProvisionedPollerConfig", Kind::Struct(&PROVISIONED_POLLER_CONFIG)),
    ],
);

pub static EVENT_SOURCE_MAPPING_LOGGING_CONFIG: Shape = Shape::new(
    "EventSourceMappingLoggingConfig",
    &[Member::new("SystemLogLevel", Kind::Text).one_of(EVENT_SOURCE_MAPPING_SYSTEM_LOG_LEVEL_VALUES)],
);

pub static EVENT_SOURCE_MAPPING_METRICS_CONFIG: Shape = Shape::new(
    "EventSourceMappingMetricsConfig",
    &[Member::new("Metrics", Kind::List(&EVENT_SOURCE_MAPPING_METRIC_LIST)).min(0).max(3)],
);

static EVENT_SOURCE_MAPPING_METRIC_LIST: List = List {
    element: Member::new("member", Kind::Text).required().one_of(EVENT_SOURCE_MAPPING_METRIC_VALUES),
    flattened: false,
};

const EVENT_SOURCE_MAPPING_METRIC_VALUES: &[&str] = &["EventCount", "ErrorCount", "KafkaMetrics"];

const EVENT_SOURCE_MAPPING_SYSTEM_LOG_LEVEL_VALUES: &[&str] = &["DEBUG", "INFO", "WARN"];

const EVENT_SOURCE_POSITION_VALUES: &[&str] = &["TRIM_HORIZON", "LATEST", "AT_TIMESTAMP"];

static EVENT_SOURCE_TOKEN_PATTERN: Pattern = Pattern::new(r"[a-zA-Z0-9._\-]+");

const EVENT_TYPE_VALUES: &[&str] = &[
    "ExecutionStarted",
    "ExecutionSucceeded",
    "ExecutionFailed",
    "ExecutionTimedOut",
    "ExecutionStopped",
    "ContextStarted",
    "ContextSucceeded",
    "ContextFailed",
    "WaitStarted",
    "WaitSucceeded",
    "WaitCancelled",
    "StepStarted",
    "StepSucceeded",
    "StepFailed",
    "ChainedInvokeStarted",
    "ChainedInvokeSucceeded",
    "ChainedInvokeFailed",
    "ChainedInvokeTimedOut",
    "ChainedInvokeStopped",
    "CallbackStarted",
    "CallbackSucceeded",
    "CallbackFailed",
    "CallbackTimedOut",
    "InvocationCompleted",
    "ExecutionPaused",
    "ExecutionResumed",
];

pub static EXECUTION: Shape = Shape::new(
    "Execution",
    &[
        Member::new("DurableExecutionArn", Kind::Text)
            .required()
            .min(1)
            .max(1024)
            .matching(&DURABLE_EXECUTION_ARN_PATTERN),
        Member::new("DurableExecutionName", Kind::Text)
            .required()
            .min(1)
            .max(64)
            .matching(&DURABLE_EXECUTION_NAME_PATTERN),
        Member::new("FunctionArn", Kind::Text)
            .required()
            .min(0)
            .max(10000)
            .matching(&NAME_SPACED_FUNCTION_ARN_PATTERN),
        Member::new("Status", Kind::Text).required().one_of(EXECUTION_STATUS_VALUES),
        Member::new("StartTimestamp", Kind::Time(None)).required(),
        Member::new("EndTimestamp", Kind::Time(None)),
        Member::new("KMSKeyArn", Kind::Text).min(0).max(10000).matching(&KMS_KEY_ARN_PATTERN),
    ],
);

pub static EXECUTION_DETAILS: Shape = Shape::new(
    "ExecutionDetails",
    &[Member::new("InputPayload", Kind::Text).min(0).max(6291456).hiding(Hidden::Value)],
);

pub static EXECUTION_FAILED_DETAILS: Shape =
    Shape::new("ExecutionFailedDetails", &[Member::new("Error", Kind::Struct(&EVENT_ERROR)).required()]);

pub static EXECUTION_PAUSED_DETAILS: Shape = Shape::new(
    "ExecutionPausedDetails",
    &[
        Member::new("PauseRequestTimestamp", Kind::Time(None)).required(),
        Member::new("Reason", Kind::Struct(&EVENT_PAUSE_REASON)),
        Member::new("ExecutionTimeoutPaused", Kind::Boolean).required(),
    ],
);

pub static EXECUTION_RESUMED_DETAILS: Shape = Shape::new(
    "ExecutionResumedDetails",
    &[
        Member::new("ResumeRequestTimestamp", Kind::Time(None)).required(),
        Member::new("Reason", Kind::Struct(&EVENT_RESUME_REASON)),
    ],
);

pub static EXECUTION_STARTED_DETAILS: Shape = Shape::new(
    "ExecutionStartedDetails",
    &[
        Member::new("Input", Kind::Struct(&EVENT_INPUT)).required(),
        Member::new("ExecutionTimeout", Kind::Integer).required().min(0),
    ],
);

static EXECUTION_STATUS_LIST: List = List {
    element: Member::new("member", Kind::Text).required().one_of(EXECUTION_STATUS_VALUES),
    flattened: false,
};

const EXECUTION_STATUS_VALUES: &[&str] =
    &["RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "STOPPED", "DELETING", "PAUSING", "PAUSED"];

pub static EXECUTION_STOPPED_DETAILS: Shape =
    Shape::new("ExecutionStoppedDetails", &[Member::new("Error", Kind::Struct(&EVENT_ERROR)).required()]);

pub static EXECUTION_SUCCEEDED_DETAILS: Shape =
    Shape::new("ExecutionSucceededDetails", &[Member::new("Result", Kind::Struct(&EVENT_RESULT)).required()]);

pub static EXECUTION_TIMED_OUT_DETAILS: Shape =
    Shape::new("ExecutionTimedOutDetails", &[Member::new("Error", Kind::Struct(&EVENT_ERROR))]);

static FILE_SYSTEM_ARN_PATTERN: Pattern = Pattern::new(
    r"arn:aws[a-zA-Z-]*:elasticfilesystem:(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:\d{12}:access-point/fsap-[a-f0-9]{17}$|^arn:aws[-a-z]*:s3files:[0-9a-z-:]+:file-system/fs-[0-9a-f]{17,40}/access-point/fsap-[0-9a-f]{17,40}",
);

pub static FILE_SYSTEM_CONFIG: Shape = Shape::new(
    "FileSystemConfig",
    &[
        Member::new("Arn", Kind::Text).required().min(0).max(256).matching(&FILE_SYSTEM_ARN_PATTERN),
        Member::new("LocalMountPath", Kind::Text)
            .required()
            .min(0)
            .max(160)
            .matching(&LOCAL_MOUNT_PATH_PATTERN),
        Member::new("S3FilesConfig", Kind::Struct(&S3_FILES_CONFIG)),
    ],
);

static FILE_SYSTEM_CONFIG_LIST: List =
    List { element: Member::new("member", Kind::Struct(&FILE_SYSTEM_CONFIG)).required(), flattened: false };

pub static FILTER: Shape =
    Shape::new("Filter", &[Member::new("Pattern", Kind::Text).min(0).max(4096).matching(&PATTERN_PATTERN)]);

pub static FILTER_CRITERIA: Shape =
    Shape::new("FilterCriteria", &[Member::new("Filters", Kind::List(&FILTER_LIST))]);

pub static FILTER_CRITERIA_ERROR: Shape = Shape::new(
    "FilterCriteriaError",
    &[
        Member::new("ErrorCode", Kind::Text).min(10).max(50).matching(&FILTER_CRITERIA_ERROR_CODE_PATTERN),
        Member::new("Message", Kind::Text).min(10).max(2048).matching(&FILTER_CRITERIA_ERROR_MESSAGE_PATTERN),
    ],
);

static FILTER_CRITERIA_ERROR_CODE_PATTERN: Pattern = Pattern::new("[A-Za-z]+Exception");

static FILTER_CRITERIA_ERROR_MESSAGE_PATTERN: Pattern = Pattern::new(".*");

static FILTER_LIST: List =
    List { element: Member::new("member", Kind::Struct(&FILTER)).required(), flattened: false };

const FULL_DOCUMENT_VALUES: &[&str] = &["UpdateLookup", "Default"];

static FUNCTION_ARN_LIST: List = List {
    element: Member::new("member", Kind::Text).required().min(0).max(10000).matching(&FUNCTION_ARN_PATTERN),
    flattened: false,
};

static FUNCTION_ARN_PATTERN: Pattern = Pattern::new(
    r"arn:(aws[a-zA-Z-]*)?:lambda:(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:\d{12}:function:[a-zA-Z0-9-_]+(:(\$LATEST|[a-zA-Z0-9-_]+))?",
);

pub static FUNCTION_CODE: Shape = Shape::new(
    "FunctionCode",
    &[
        Member::new("ZipFile", Kind::Blob).hiding(Hidden::Value),
        Member::new("S3Bucket", Kind::Text).min(3).max(63).matching(&S3_BUCKET_PATTERN),
        Member::new("S3Key", Kind::Text).min(1).max(1024).matching(&S3_KEY_PATTERN),
        Member::new("S3ObjectVersion", Kind::Text).min(1).max(1024).matching(&S3_OBJECT_VERSION_PATTERN),
        Member::new("S3ObjectStorageMode", Kind::Text).one_of(S3_OBJECT_STORAGE_MODE_VALUES),
        Member::new("ImageUri", Kind::Text),
        Member::new("SourceKMSKeyArn", Kind::Text).min(0).max(10000).matching(&KMS_KEY_ARN_PATTERN),
    ],
);

pub static FUNCTION_CODE_LOCATION: Shape = Shape::new(
    "FunctionCodeLocation",
    &[
        Member::new("RepositoryType", Kind::Text),
        Member::new("Location", Kind::Text).min(0).max(10000),
        Member::new("ImageUri", Kind::Text),
        Member::new("ResolvedImageUri", Kind::Text),
        Member::new("ResolvedS3Object", Kind::Struct(&RESOLVED_S3_OBJECT)),
        Member::new("SourceKMSKeyArn", Kind::Text).min(0).max(10000).matching(&KMS_KEY_ARN_PATTERN),
        Member::new("Error", Kind::Struct(&FUNCTION_CODE_LOCATION_ERROR)),
    ],
);

pub static FUNCTION_CODE_LOCATION_ERROR: Shape = Shape::new(
    "FunctionCodeLocationError",
    &[Member::new("ErrorCode", Kind::Text), Member::new("Message", Kind::Text).hiding(Hidden::Value)],
);

pub static FUNCTION_CONFIGURATION: Shape = Shape::new(
    "FunctionConfiguration",
    &[
        Member::new("FunctionName", Kind::Text).min(1).max(256).matching(&NAMESPACED_FUNCTION_NAME_PATTERN),
        Member::new("FunctionArn", Kind::Text).min(0).max(10000).matching(&NAME_SPACED_FUNCTION_ARN_PATTERN),
        Member::new("Runtime", Kind::Text),
        Member::new("Role", Kind::Text).min(0).max(10000).matching(&ROLE_ARN_PATTERN),
        Member::new("Handler", Kind::Text).min(0).max(128).matching(&HANDLER_PATTERN),
        Member::new("CodeSize", Kind::Long),
        Member::new("Description", Kind::Text).min(0).max(256),
        Member::new("Timeout", Kind::Integer).min(1).max(5400),
        Member::new("MemorySize", Kind::Integer).min(128).max(32768),
        Member::new("LastModified", Kind::Text).min(0).max(100).matching(&TIMESTAMP_PATTERN),
        Member::new("CodeSha256", Kind::Text),
        Member::new("Version", Kind::Text).min(1).max(1024).matching(&VERSION_PATTERN),
        Member::new("VpcConfig", Kind::Struct(&VPC_CONFIG_RESPONSE)),
        Member::new("DeadLetterConfig", Kind::Struct(&DEAD_LETTER_CONFIG)),
        Member::new("Environment", Kind::Struct(&ENVIRONMENT_RESPONSE)),
        Member::new("KMSKeyArn", Kind::Text).min(0).max(10000).matching(&KMS_KEY_ARN_PATTERN),
        Member::new("TracingConfig", Kind::Struct(&TRACING_CONFIG_RESPONSE)),
        Member::new("MasterArn", Kind::Text).min(0).max(10000).matching(&FUNCTION_ARN_PATTERN),
        Member::new("RevisionId", Kind::Text),
        Member::new("Layers", Kind::List(&LAYERS_REFERENCE_LIST)),
        Member::new("State", Kind::Text).one_of(STATE_VALUES),
        Member::new("StateReason", Kind::Text),
        Member::new("StateReasonCode", Kind::Text).one_of(STATE_REASON_CODE_VALUES),
        Member::new("LastUpdateStatus", Kind::Text).one_of(LAST_UPDATE_STATUS_VALUES),
        Member::new("LastUpdateStatusReason", Kind::Text),
        Member::new("LastUpdateStatusReasonCode", Kind::Text).one_of(LAST_UPDATE_STATUS_REASON_CODE_VALUES),
        Member::new("FileSystemConfigs", Kind::List(&FILE_SYSTEM_CONFIG_LIST)).min(0).max(1),
        Member::new("SigningProfileVersionArn", Kind::Text).min(0).max(10000).matching(&ARN_PATTERN),
        Member::new("SigningJobArn", Kind::Text).min(0).max(10000).matching(&ARN_PATTERN),
        Member::new("PackageType", Kind::Text).one_of(PACKAGE_TYPE_VALUES),
        Member::new("ImageConfigResponse", Kind::Struct(&IMAGE_CONFIG_RESPONSE)),
        Member::new("Architectures", Kind::List(&ARCHITECTURES_LIST)).min(1).max(1),
        Member::new("EphemeralStorage", Kind::Struct(&EPHEMERAL_STORAGE)),
        Member::new("SnapStart", Kind::Struct(&SNAP_START_RESPONSE)),
        Member::new("RuntimeVersionConfig", Kind::Struct(&RUNTIME_VERSION_CONFIG)),
        Member::new("LoggingConfig", Kind::Struct(&LOGGING_CONFIG)),
        Member::new("TenancyConfig", Kind::Struct(&TENANCY_CONFIG)),
        Member::new("CapacityProviderConfig", Kind::Struct(&CAPACITY_PROVIDER_CONFIG)),
        Member::new("ConfigSha256", Kind::Text),
        Member::new("DurableConfig", Kind::Struct(&DURABLE_CONFIG)),
        Member::new("RuntimeConfig", Kind::Struct(&FUNCTION_RUNTIME_CONFIG)),
        Member::new("AcceleratorConfig", Kind::Struct(&ACCELERATOR_CONFIG)),
    ],
);

pub static FUNCTION_EVENT_INVOKE_CONFIG: Shape = Shape::new(
    "FunctionEventInvokeConfig",
    &[
        Member::new("LastModified", Kind::Time(None)),
        Member::new("FunctionArn", Kind::Text).min(0).max(10000).matching(&FUNCTION_ARN_PATTERN),
        Member::new("MaximumRetryAttempts", Kind::Integer).min(0).max(2),
        Member::new("MaximumEventAgeInSeconds", Kind::Integer).min(60).max(21600),
        Member::new("DestinationConfig", Kind::Struct(&DESTINATION_CONFIG)),
    ],
);

static FUNCTION_EVENT_INVOKE_CONFIG_LIST: List = List {
    element: Member::new("member", Kind::Struct(&FUNCTION_EVENT_INVOKE_CONFIG)).required(),
    flattened: false,
};

static FUNCTION_LIST: List = List {
    element: Member::new("member", Kind::Struct(&FUNCTION_CONFIGURATION)).required(),
    flattened: false,
};

static FUNCTION_NAME_PATTERN: Pattern = Pattern::new(
    r"(arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?",
);

static FUNCTION_RESPONSE_TYPE_LIST: List = List {
    element: Member::new("member", Kind::Text).required().one_of(FUNCTION_RESPONSE_TYPE_VALUES),
    flattened: false,
};

const FUNCTION_RESPONSE_TYPE_VALUES: &[&str] = &["ReportBatchItemFailures"];

static FUNCTION_RUNTIME_ARN_PATTERN: Pattern =
    Pattern::new(r"arn:[a-z-]+:lambda:[a-z0-9-]+:\d{12}:runtime/.+");

pub static FUNCTION_RUNTIME_CONFIG: Shape = Shape::new(
    "FunctionRuntimeConfig",
    &[
        Member::new("RuntimeArn", Kind::Text)
            .required()
            .min(48)
            .max(2048)
            .matching(&FUNCTION_RUNTIME_ARN_PATTERN),
        Member::new("RuntimeAlias", Kind::Text).required().min(1).max(128),
    ],
);

pub static FUNCTION_SCALING_CONFIG: Shape = Shape::new(
    "FunctionScalingConfig",
    &[
        Member::new("MinExecutionEnvironments", Kind::Integer).min(0).max(15000),
        Member::new("MaxExecutionEnvironments", Kind::Integer).min(0).max(15000),
    ],
);

const FUNCTION_URL_AUTH_TYPE_VALUES: &[&str] = &["NONE", "AWS_IAM"];

pub static FUNCTION_URL_CONFIG: Shape = Shape::new(
    "FunctionUrlConfig",
    &[
        Member::new("FunctionUrl", Kind::Text).required().min(40).max(100),
        Member::new("FunctionArn", Kind::Text).required().min(0).max(10000).matching(&FUNCTION_ARN_PATTERN),
        Member::new("CreationTime", Kind::Text).required().min(0).max(100).matching(&TIMESTAMP_PATTERN),
        Member::new("LastModifiedTime", Kind::Text).required().min(0).max(100).matching(&TIMESTAMP_PATTERN),
        Member::new("Cors", Kind::Struct(&CORS)),
        Member::new("AuthType", Kind::Text).required().one_of(FUNCTION_URL_AUTH_TYPE_VALUES),
        Member::new("InvokeMode", Kind::Text).one_of(INVOKE_MODE_VALUES),
    ],
);

static FUNCTION_URL_CONFIG_LIST: List =
    List { element: Member::new("member", Kind::Struct(&FUNCTION_URL_CONFIG)).required(), flattened: false };

static FUNCTION_URL_FUNCTION_NAME_PATTERN: Pattern = Pattern::except(
    r"(arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]{1,64})(:((?!\d+$)[0-9a-zA-Z-_]+))?",
    r"(arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]{1,64})(:([0-9a-zA-Z-_]+))?",
    r".*:\d+",
);

static FUNCTION_URL_QUALIFIER_PATTERN: Pattern =
    Pattern::except(r"((?!^\d+$)^[0-9a-zA-Z-_]+$)", "[0-9a-zA-Z-_]+", r"(?:^\d+$)(?s:.*)");

static FUNCTION_VERSIONS_BY_CAPACITY_PROVIDER_LIST: List = List {
    element: Member::new("member", Kind::Struct(&FUNCTION_VERSIONS_BY_CAPACITY_PROVIDER_LIST_ITEM))
        .required(),
    flattened: false,
};

pub static FUNCTION_VERSIONS_BY_CAPACITY_PROVIDER_LIST_ITEM: Shape = Shape::new(
    "FunctionVersionsByCapacityProviderListItem",
    &[
        Member::new("FunctionArn", Kind::Text)
            .required()
            .min(0)
            .max(10000)
            .matching(&NAME_SPACED_FUNCTION_ARN_PATTERN),
        Member::new("State", Kind::Text).required().one_of(STATE_VALUES),
    ],
);

const FUNCTION_VERSION_LATEST_PUBLISHED_VALUES: &[&str] = &["LATEST_PUBLISHED"];

const FUNCTION_VERSION_VALUES: &[&str] = &["ALL"];

pub static GET_ACCOUNT_SETTINGS_REQUEST: Shape = Shape::new("GetAccountSettingsRequest", &[]);

pub static GET_ACCOUNT_SETTINGS_RESPONSE: Shape = Shape::new(
    "GetAccountSettingsResponse",
    &[
        Member::new("AccountLimit", Kind::Struct(&ACCOUNT_LIMIT)),
        Member::new("AccountUsage", Kind::Struct(&ACCOUNT_USAGE)),
    ],
);

pub static GET_ALIAS_REQUEST: Shape = Shape::new(
    "GetAliasRequest",
    &[
        Member::new("FunctionName", Kind::Text)
            .at(Place::Path("FunctionName"))
            .required()
            .min(1)
            .max(140)
            .matching(&FUNCTION_NAME_PATTERN),
        Member::new("Name", Kind::Text)
            .at(Place::Path("Name"))
            .required()
            .min(1)
            .max(128)
            .matching(&ALIAS_PATTERN),
    ],
);

pub static GET_CAPACITY_PROVIDER_REQUEST: Shape = Shape::new(
    "GetCapacityProviderRequest",
    &[Member::new("CapacityProviderName", Kind::Text)
        .at(Place::Path("CapacityProviderName"))
        .required()
        .min(1)
        .max(140)
        .matching(&CAPACITY_PROVIDER_NAME_PATTERN)],
);

pub static GET_CAPACITY_PROVIDER_RESPONSE: Shape = Shape::new(
    "GetCapacityProviderResponse",
    &[Member::new("CapacityProvider", Kind::Struct(&CAPACITY_PROVIDER)).required()],
);

pub static GET_CODE_SIGNING_CONFIG_REQUEST: Shape = Shape::new(
    "GetCodeSigningConfigRequest",
    &[Member::new("CodeSigningConfigArn", Kind::Text)
        .at(Place::Path("CodeSigningConfigArn"))
        .required()
        .min(0)
        .max(200)
        .matching(&CODE_SIGNING_CONFIG_ARN_PATTERN)],
);

pub static GET_CODE_SIGNING_CONFIG_RESPONSE: Shape = Shape::new(
    "GetCodeSigningConfigResponse",
    &[Member::new("CodeSigningConfig", Kind::Struct(&CODE_SIGNING_CONFIG)).required()],
);

pub static GET_DURABLE_EXECUTION_HISTORY_REQUEST: Shape = Shape::new(
    "GetDurableExecutionHistoryRequest",
    &[
        Member::new("DurableExecutionArn", Kind::Text)
            .at(Place::Path("DurableExecutionArn"))
            .required()
            .min(1)
            .max(1024)
            .matching(&DURABLE_EXECUTION_ARN_PATTERN),
        Member::new("IncludeExecutionData", Kind::Boolean).at(Place::Query("IncludeExecutionData")),
        Member::new("MaxItems", Kind::Integer).at(Place::Query("MaxItems")).min(0).max(1000),
        Member::new("Marker", Kind::Text).at(Place::Query("Marker")),
        Member::new("ReverseOrder", Kind::Boolean).at(Place::Query("ReverseOrder")),
    ],
);

pub static GET_DURABLE_EXECUTION_HISTORY_RESPONSE: Shape = Shape::new(
    "GetDurableExecutionHistoryResponse",
    &[Member::new("Events", Kind::List(&EVENTS)).required(), Member::new("NextMarker", Kind::Text)],
);

pub static GET_DURABLE_EXECUTION_REQUEST: Shape = Shape::new(
    "GetDurableExecutionRequest",
    &[
        Member::new("DurableExecutionArn", Kind::Text)
            .at(Place::Path("DurableExecutionArn"))
            .required()
            .min(1)
            .max(1024)
            .matching(&DURABLE_EXECUTION_ARN_PATTERN),
        Member::new("IncludeExecutionData", Kind::Boolean).at(Place::Query("IncludeExecutionData")),
    ],
);

pub static GET_DURABLE_EXECUTION_RESPONSE: Shape = Shape::new(
    "GetDurableExecutionResponse",
    &[
        Member::new("DurableExecutionArn", Kind::Text)
            .required()
            .min(1)
            .max(1024)
            .matching(&DURABLE_EXECUTION_ARN_PATTERN),
        Member::new("DurableExecutionName", Kind::Text)
            .required()
            .min(1)
            .max(64)
            .matching(&DURABLE_EXECUTION_NAME_PATTERN),
        Member::new("FunctionArn", Kind::Text)
            .required()
            .min(0)
            .max(10000)
            .matching(&NAME_SPACED_FUNCTION_ARN_PATTERN),
        Member::new("InputPayload", Kind::Text).min(0).max(6291456).hiding(Hidden::Value),
        Member::new("Result", Kind::Text).min(0).max(6291456).hiding(Hidden::Value),
        Member::new("Error", Kind::Struct(&ERROR_OBJECT)),
        Member::new("StartTimestamp", Kind::Time(None)).required(),
        Member::new("Status", Kind::Text).required().one_of(EXECUTION_STATUS_VALUES),
        Member::new("EndTimestamp", Kind::Time(None)),
        Member::new("Version", Kind::Text).min(1).max(1024).matching(&VERSION_WITH_LATEST_PUBLISHED_PATTERN),
        Member::new("TraceHeader", Kind::Struct(&TRACE_HEADER)),
        Member::new("ExecutionDataIncluded", Kind::Boolean),
        Member::new("DurableConfig", Kind::Struct(&DURABLE_CONFIG)),
        Member::new("PauseDetails", Kind::Struct(&PAUSE_DETAILS)),
        Member::new("ExpectedExecutionTimeoutTimestamp", Kind::Time(None)),
    ],
);

pub static GET_DURABLE_EXECUTION_STATE_REQUEST: Shape = Shape::new(
    "GetDurableExecutionStateRequest",
    &[
        Member::new("DurableExecutionArn", Kind::Text)
            .at(Place::Path("DurableExecutionArn"))
            .required()
            .min(1)
            .max(1024)
            .matching(&DURABLE_EXECUTION_ARN_PATTERN),
        Member::new("CheckpointToken", Kind::Text)
            .at(Place::Query("CheckpointToken"))
            .required()
            .min(1)
            .max(2048)
            .matching(&CHECKPOINT_TOKEN_PATTERN),
        Member::new("Marker", Kind::Text).at(Place::Query("Marker")),
        Member::new("MaxItems", Kind::Integer).at(Place::Query("MaxItems")).min(0).max(1000),
    ],
);

pub static GET_DURABLE_EXECUTION_STATE_RESPONSE: Shape = Shape::new(
    "GetDurableExecutionStateResponse",
    &[Member::new("Operations", Kind::List(&OPERATIONS)).required(), Member::new("NextMarker", Kind::Text)],
);

pub static GET_EVENT_SOURCE_MAPPING_REQUEST: Shape = Shape::new(
    "GetEventSourceMappingRequest",
    &[Member::new("UUID", Kind::Text).at(Place::Path("UUID")).required().min(36).max(36)],
);

pub static GET_FUNCTION_CODE_SIGNING_CONFIG_REQUEST: Shape = Shape::new(
    "GetFunctionCodeSigningConfigRequest",
    &[Member::new("FunctionName", Kind::Text)
        .at(Place::Path("FunctionName"))
        .required()
        .min(1)
        .max(256)
        .matching(&NAMESPACED_FUNCTION_NAME_PATTERN)],
);

pub static GET_FUNCTION_CODE_SIGNING_CONFIG_RESPONSE: Shape = Shape::new(
    "GetFunctionCodeSigningConfigResponse",
    &[
        Member::new("CodeSigningConfigArn", Kind::Text)
            .required()
            .min(0)
            .max(200)
            .matching(&CODE_SIGNING_CONFIG_ARN_PATTERN),
        Member::new("FunctionName", Kind::Text).required().min(1).max(140).matching(&FUNCTION_NAME_PATTERN),
    ],
);

pub static GET_FUNCTION_CONCURRENCY_REQUEST: Shape = Shape::new(
    "GetFunctionConcurrencyRequest",
    &[Member::new("FunctionName", Kind::Text)
        .at(Place::Path("FunctionName"))
        .required()
        .min(1)
        .max(140)
        .matching(&FUNCTION_NAME_PATTERN)],
);

pub static GET_FUNCTION_CONCURRENCY_RESPONSE: Shape = Shape::new(
    "GetFunctionConcurrencyResponse",
    &[Member::new("ReservedConcurrentExecutions", Kind::Integer).min(0)],
);

pub static GET_FUNCTION_CONFIGURATION_REQUEST: Shape = Shape::new(
    "GetFunctionConfigurationRequest",
    &[
        Member::new("FunctionName", Kind::Text)
            .at(Place::Path("FunctionName"))
            .required()
            .min(1)
            .max(256)
            .matching(&NAMESPACED_FUNCTION_NAME_PATTERN),
        Member::new("Qualifier", Kind::Text)
            .at(Place::Query("Qualifier"))
            .min(1)
            .max(128)
            .matching(&NUMERIC_LATEST_PUBLISHED_OR_ALIAS_QUALIFIER_PATTERN),
    ],
);

pub static GET_FUNCTION_EVENT_INVOKE_CONFIG_REQUEST: Shape = Shape::new(
    "GetFunctionEventInvokeConfigRequest",
    &[
        Member::new("FunctionName", Kind::Text)
            .at(Place::Path("FunctionName"))
            .required()
            .min(1)
            .max(256)
            .matching(&NAMESPACED_FUNCTION_NAME_PATTERN),
        Member::new("Qualifier", Kind::Text)
            .at(Place::Query("Qualifier"))
            .min(1)
            .max(128)
            .matching(&NUMERIC_LATEST_PUBLISHED_OR_ALIAS_QUALIFIER_PATTERN),
    ],
);

pub static GET_FUNCTION_RECURSION_CONFIG_REQUEST: Shape = Shape::new(
    "GetFunctionRecursionConfigRequest",
    &[Member::new("FunctionName", Kind::Text)
        .at(Place::Path("FunctionName"))
        .required()
        .min(1)
        .max(140)
        .matching(&UNQUALIFIED_FUNCTION_NAME_PATTERN)],
);

pub static GET_FUNCTION_RECURSION_CONFIG_RESPONSE: Shape = Shape::new(
    "GetFunctionRecursionConfigResponse",
    &[Member::new("RecursiveLoop", Kind::Text).one_of(RECURSIVE_LOOP_VALUES)],
);

pub static GET_FUNCTION_REQUEST: Shape = Shape::new(
    "GetFunctionRequest",
    &[
        Member::new("FunctionName", Kind::Text)
            .at(Place::Path("FunctionName"))
            .required()
            .min(1)
            .max(256)
            .matching(&NAMESPACED_FUNCTION_NAME_PATTERN),
        Member::new("Qualifier", Kind::Text)
            .at(Place::Query("Qualifier"))
            .min(1)
            .max(128)
            .matching(&NUMERIC_LATEST_PUBLISHED_OR_ALIAS_QUALIFIER_PATTERN),
    ],
);

pub static GET_FUNCTION_RESPONSE: Shape = Shape::new(
    "GetFunctionResponse",
    &[
        Member::new("Configuration", Kind::Struct(&FUNCTION_CONFIGURATION)),
        Member::new("Code", Kind::Struct(&FUNCTION_CODE_LOCATION)),
        Member::new("Tags", Kind::Map(&TAGS)),
        Member::new("TagsError", Kind::Struct(&TAGS_ERROR)),
        Member::new("Concurrency", Kind::Struct(&CONCURRENCY)),
    ],
);

pub static GET_FUNCTION_SCALING_CONFIG_REQUEST: Shape = Shape::new(
    "GetFunctionScalingConfigRequest",
    &[
        Member::new("FunctionName", Kind::Text)
            .at(Place::Path("FunctionName"))
            .required()
            .min(1)
            .max(140)
            .matching(&UNQUALIFIED_FUNCTION_NAME_PATTERN),
        Member::new("Qualifier", Kind::Text)
            .at(Place::Query("Qualifier"))
            .required()
            .min(1)
            .max(128)
            .matching(&PUBLISHED_FUNCTION_QUALIFIER_PATTERN),
    ],
);

pub static GET_FUNCTION_SCALING_CONFIG_RESPONSE: Shape = Shape::new(
    "GetFunctionScalingConfigResponse",
    &[
        Member::new("FunctionArn", Kind::Text).min(0).max(10000).matching(&FUNCTION_ARN_PATTERN),
        Member::new("AppliedFunctionScalingConfig", Kind::Struct(&FUNCTION_SCALING_CONFIG)),
        Member::new("RequestedFunctionScalingConfig", Kind::Struct(&FUNCTION_SCALING_CONFIG)),
    ],
);

pub static GET_FUNCTION_URL_CONFIG_REQUEST: Shape = Shape::new(
    "GetFunctionUrlConfigRequest",
    &[
        Member::new("FunctionName", Kind::Text)
            .at(Place::Path("FunctionName"))
            .required()
            .min(1)
            .max(140)
            .matching(&FUNCTION_URL_FUNCTION_NAME_PATTERN),
        Member::new("Qualifier", Kind::Text)
            .at(Place::Query("Qualifier"))
            .min(1)
            .max(128)
            .matching(&FUNCTION_URL_QUALIFIER_PATTERN),
    ],
);

pub static GET_FUNCTION_URL_CONFIG_RESPONSE: Shape = Shape::new(
    "GetFunctionUrlConfigResponse",
    &[
        Member::new("FunctionUrl", Kind::Text).required().min(40).max(100),
        Member::new("FunctionArn", Kind::Text).required().min(0).max(10000).matching(&FUNCTION_ARN_PATTERN),
        Member::new("AuthType", Kind::Text).required().one_of(FUNCTION_URL_AUTH_TYPE_VALUES),
        Member::new("Cors", Kind::Struct(&CORS)),
        Member::new("CreationTime", Kind::Text).required().min(0).max(100).matching(&TIMESTAMP_PATTERN),
        Member::new("LastModifiedTime", Kind::Text).required().min(0).max(100).matching(&TIMESTAMP_PATTERN),
        Member::new("InvokeMode", Kind::Text).one_of(INVOKE_MODE_VALUES),
    ],
);

pub static GET_LAYER_VERSION_BY_ARN_REQUEST: Shape = Shape::new(
    "GetLayerVersionByArnRequest",
    &[Member::new("Arn", Kind::Text)
        .at(Place::Query("Arn"))
        .required()
        .min(1)
        .max(2048)
        .matching(&LAYER_VERSION_ARN_PATTERN)],
);

pub static GET_LAYER_VERSION_POLICY_REQUEST: Shape = Shape::new(
    "GetLayerVersionPolicyRequest",
    &[
        Member::new("LayerName", Kind::Text)
            .at(Place::Path("LayerName"))
            .required()
            .min(1)
            .max(2048)
            .matching(&LAYER_NAME_OR_ARN_PATTERN),
        Member::new("VersionNumber", Kind::Long).at(Place::Path("VersionNumber")).required(),
    ],
);

pub static GET_LAYER_VERSION_POLICY_RESPONSE: Shape = Shape::new(
    "GetLayerVersionPolicyResponse",
    &[Member::new("Policy", Kind::Text), Member::new("RevisionId", Kind::Text)],
);

pub static GET_LAYER_VERSION_REQUEST: Shape = Shape::new(
    "GetLayerVersionRequest",
    &[
        Member::new("LayerName", Kind::Text)
            .at(Place::Path("LayerName"))
            .required()
            .min(1)
            .max(2048)
            .matching(&LAYER_NAME_OR_ARN_PATTERN),
        Member::new("VersionNumber", Kind::Long).at(Place::Path("VersionNumber")).required(),
    ],
);

pub static GET_LAYER_VERSION_RESPONSE: Shape = Shape::new(
    "GetLayerVersionResponse",
    &[
        Member::new("Content", Kind::Struct(&LAYER_VERSION_CONTENT_OUTPUT)),
        Member::new("LayerArn", Kind::Text).min(1).max(2048).matching(&LAYER_ARN_PATTERN),
        Member::new("LayerVersionArn", Kind::Text).min(1).max(2048).matching(&LAYER_VERSION_ARN_PATTERN),
        Member::new("Description", Kind::Text).min(0).max(256),
        Member::new("CreatedDate", Kind::Text).min(0).max(100).matching(&TIMESTAMP_PATTERN),
        Member::new("Version", Kind::Long),
        Member::new("CompatibleArchitectures", Kind::List(&COMPATIBLE_ARCHITECTURES)).min(0).max(2),
        Member::new("CompatibleRuntimes", Kind::List(&COMPATIBLE_RUNTIMES)).min(0).max(15),
        Member::new("LicenseInfo", Kind::Text).min(0).max(512).matching(&LICENSE_INFO_PATTERN),
    ],
);

pub static GET_POLICY_REQUEST: Shape = Shape::new(
    "GetPolicyRequest",
    &[
        Member::new("FunctionName", Kind::Text)
            .at(Place::Path("FunctionName"))
            .required()
            .min(1)
            .max(256)
            .matching(&NAMESPACED_FUNCTION_NAME_PATTERN),
        Member::new("Qualifier", Kind::Text)
            .at(Place::Query("Qualifier"))
            .min(1)
            .max(128)
            .matching(&NUMERIC_LATEST_PUBLISHED_OR_ALIAS_QUALIFIER_PATTERN),
    ],
);

pub static GET_POLICY_RESPONSE: Shape = Shape::new(
    "GetPolicyResponse",
    &[Member::new("Policy", Kind::Text), Member::new("RevisionId", Kind::Text)],
);

pub static GET_PROVISIONED_CONCURRENCY_CONFIG_REQUEST: Shape = Shape::new(
    "GetProvisionedConcurrencyConfigRequest",
    &[
        Member::new("FunctionName", Kind::Text)
            .at(Place::Path("FunctionName"))
            .required()
            .min(1)
            .max(140)
            .matching(&FUNCTION_NAME_PATTERN),
        Member::new("Qualifier", Kind::Text)
            .at(Place::Query("Qualifier"))
            .required()
            .min(1)
            .max(128)
            .matching(&QUALIFIER_PATTERN),
    ],
);

pub static GET_PROVISIONED_CONCURRENCY_CONFIG_RESPONSE: Shape = Shape::new(
    "GetProvisionedConcurrencyConfigResponse",
    &[
        Member::new("RequestedProvisionedConcurrentExecutions", Kind::Integer).min(1),
        Member::new("AvailableProvisionedConcurrentExecutions", Kind::Integer).min(0),
        Member::new("AllocatedProvisionedConcurrentExecutions", Kind::Integer).min(0),
        Member::new("Status", Kind::Text).one_of(PROVISIONED_CONCURRENCY_STATUS_ENUM_VALUES),
        Member::new("StatusReason", Kind::Text),
        Member::new("LastModified", Kind::Text).min(0).max(100).matching(&TIMESTAMP_PATTERN),
    ],
);

pub static GET_RESOURCE_POLICY_REQUEST: Shape = Shape::new(
    "GetResourcePolicyRequest",
    &[Member::new("ResourceArn", Kind::Text)
        .at(Place::Path("ResourceArn"))
        .required()
        .min(0)
        .max(512)
        .matching(&POLICY_RESOURCE_ARN_PATTERN)],
);

pub static GET_RESOURCE_POLICY_RESPONSE: Shape = Shape::new(
    "GetResourcePolicyResponse",
    &[
        Member::new("Policy", Kind::Text).min(1).max(20480).matching(&RESOURCE_POLICY_PATTERN),
        Member::new("RevisionId", Kind::Text).min(36).max(36).matching(&REVISION_ID_PATTERN),
    ],
);

pub static GET_RUNTIME_MANAGEMENT_CONFIG_REQUEST: Shape = Shape::new(
    "GetRuntimeManagementConfigRequest",
    &[
        Member::new("FunctionName", Kind::Text)
            .at(Place::Path("FunctionName"))
            .required()
            .min(1)
            .max(256)
            .matching(&NAMESPACED_FUNCTION_NAME_PATTERN),
        Member::new("Qualifier", Kind::Text)
            .at(Place::Query("Qualifier"))
            .min(1)
            .max(128)
            .matching(&NUMERIC_LATEST_PUBLISHED_OR_ALIAS_QUALIFIER_PATTERN),
    ],
);

pub static GET_RUNTIME_MANAGEMENT_CONFIG_RESPONSE: Shape = Shape::new(
    "GetRuntimeManagementConfigResponse",
    &[
        Member::new("UpdateRuntimeOn", Kind::Text).one_of(UPDATE_RUNTIME_ON_VALUES),
        Member::new("FunctionArn", Kind::Text).min(0).max(10000).matching(&NAME_SPACED_FUNCTION_ARN_PATTERN),
        Member::new("RuntimeVersionArn", Kind::Text).min(26).max(2048).matching(&RUNTIME_VERSION_ARN_PATTERN),
    ],
);

static HANDLER_PATTERN: Pattern = Pattern::new(r"[^\s]+");

static HEADERS_LIST: List = List {
    element: Member::new("member", Kind::Text).required().min(0).max(1024).matching(&HEADER_PATTERN),
    flattened: false,
};

static HEADER_PATTERN: Pattern = Pattern::new(".*");

pub static IMAGE_CONFIG: Shape = Shape::new(
    "ImageConfig",
    &[
        Member::new("EntryPoint", Kind::List(&STRING_LIST)).min(0).max(1500),
        Member::new("Command", Kind::List(&STRING_LIST)).min(0).max(1500),
        Member::new("WorkingDirectory", Kind::Text).min(0).max(1000),
    ],
);

pub static IMAGE_CONFIG_ERROR: Shape = Shape::new(
    "ImageConfigError",
    &[Member::new("ErrorCode", Kind::Text), Member::new("Message", Kind::Text).hiding(Hidden::Value)],
);

pub static IMAGE_CONFIG_RESPONSE: Shape = Shape::new(
    "ImageConfigResponse",
    &[
        Member::new("ImageConfig", Kind::Struct(&IMAGE_CONFIG)),
        Member::new("Error", Kind::Struct(&IMAGE_CONFIG_ERROR)),
    ],
);

pub static INSTANCE_REQUIREMENTS: Shape = Shape::new(
    "InstanceRequirements",
    &[
        Member::new("Architectures", Kind::List(&ARCHITECTURES_LIST)).min(1).max(1),
        Member::new("AllowedInstanceTypes", Kind::List(&INSTANCE_TYPE_SET)).min(0).max(400),
        Member::new("ExcludedInstanceTypes", Kind::List(&INSTANCE_TYPE_SET)).min(0).max(400),
    ],
);

static INSTANCE_TYPE_PATTERN: Pattern = Pattern::new(r"[a-zA-Z0-9\.\*\-]+");

static INSTANCE_TYPE_SET: List = List {
    element: Member::new("member", Kind::Text).required().min(1).max(30).matching(&INSTANCE_TYPE_PATTERN),
    flattened: false,
};

pub static INVOCATION_COMPLETED_DETAILS: Shape = Shape::new(
    "InvocationCompletedDetails",
    &[
        Member::new("StartTimestamp", Kind::Time(None)).required(),
        Member::new("EndTimestamp", Kind::Time(None)).required(),
        Member::new("RequestId", Kind::Text).required(),
        Member::new("Error", Kind::Struct(&EVENT_ERROR)),
    ],
);

pub static INVOCATION_REQUEST: Shape = Shape::new(
    "InvocationRequest",
    &[
        Member::new("FunctionName", Kind::Text)
            .at(Place::Path("FunctionName"))
            .required()
            .min(1)
            .max(256)
            .matching(&NAMESPACED_FUNCTION_NAME_PATTERN),
        Member::new("InvocationType", Kind::Text)
            .at(Place::Header("x-amz-invocation-type"))
            .one_of(INVOCATION_TYPE_VALUES),
        Member::new("LogType", Kind::Text).at(Place::Header("x-amz-log-type")).one_of(LOG_TYPE_VALUES),
        Member::new("ClientContext", Kind::Text).at(Place::Header("x-amz-client-context")),
        Member::new("DurableExecutionName", Kind::Text)
            .at(Place::Header("x-amz-durable-execution-name"))
            .min(1)
            .max(64)
            .matching(&DURABLE_EXECUTION_NAME_PATTERN),
        Member::new("Payload", Kind::Blob).at(Place::Payload).hiding(Hidden::Value),
        Member::new("Qualifier", Kind::Text)
            .at(Place::Query("Qualifier"))
            .min(1)
            .max(128)
            .matching(&NUMERIC_LATEST_PUBLISHED_OR_ALIAS_QUALIFIER_PATTERN),
        Member::new("TenantId", Kind::Text)
            .at(Place::Header("x-amz-tenant-id"))
            .min(1)
            .max(256)
            .matching(&TENANT_ID_PATTERN),
    ],
);

pub static INVOCATION_RESPONSE: Shape = Shape::new(
    "InvocationResponse",
    &[
        Member::new("StatusCode", Kind::Integer).at(Place::Status),
        Member::new("FunctionError", Kind::Text).at(Place::Header("x-amz-function-error")),
        Member::new("LogResult", Kind::Text).at(Place::Header("x-amz-log-result")),
        Member::new("Payload", Kind::Blob).at(Place::Payload).hiding(Hidden::Value),
        Member::new("ExecutedVersion", Kind::Text)
            .at(Place::Header("x-amz-executed-version"))
            .min(1)
            .max(1024)
            .matching(&VERSION_PATTERN),
        Member::new("DurableExecutionArn", Kind::Text)
            .at(Place::Header("x-amz-durable-execution-arn"))
            .min(1)
            .max(1024)
            .matching(&DURABLE_EXECUTION_ARN_PATTERN),
    ],
);

const INVOCATION_TYPE_VALUES: &[&str] = &["Event", "RequestResponse", "DryRun"];

pub static INVOKE_ASYNC_REQUEST: Shape = Shape::new(
    "InvokeAsyncRequest",
    &[
        Member::new("FunctionName", Kind::Text)
            .at(Place::Path("FunctionName"))
            .required()
            .min(1)
            .max(256)
            .matching(&NAMESPACED_FUNCTION_NAME_PATTERN),
        Member::new("InvokeArgs", Kind::Blob).at(Place::Payload).required(),
    ],
);

pub static INVOKE_ASYNC_RESPONSE: Shape =
    Shape::new("InvokeAsyncResponse", &[Member::new("Status", Kind::Integer).at(Place::Status)]);

const INVOKE_MODE_VALUES: &[&str] = &["BUFFERED", "RESPONSE_STREAM"];

pub static INVOKE_RESPONSE_STREAM_UPDATE: Shape =
    Shape::new("InvokeResponseStreamUpdate", &[Member::new("Payload", Kind::Blob).hiding(Hidden::Value)]);

pub static INVOKE_WITH_RESPONSE_STREAM_COMPLETE_EVENT: Shape = Shape::new(
    "InvokeWithResponseStreamCompleteEvent",
    &[
        Member::new("ErrorCode", Kind::Text),
        Member::new("ErrorDetails", Kind::Text),
        Member::new("LogResult", Kind::Text),
    ],
);

pub static INVOKE_WITH_RESPONSE_STREAM_REQUEST: Shape = Shape::new(
    "InvokeWithResponseStreamRequest",
    &[
        Member::new("FunctionName", Kind::Text)
            .at(Place::Path("FunctionName"))
            .required()
            .min(1)
            .max(256)
            .matching(&NAMESPACED_FUNCTION_NAME_PATTERN),
        Member::new("LogType", Kind::Text).at(Place::Header("x-amz-log-type")).one_of(LOG_TYPE_VALUES),
        Member::new("ClientContext", Kind::Text).at(Place::Header("x-amz-client-context")),
        Member::new("Qualifier", Kind::Text)
            .at(Place::Query("Qualifier"))
            .min(1)
            .max(128)
            .matching(&NUMERIC_LATEST_PUBLISHED_OR_ALIAS_QUALIFIER_PATTERN),
        Member::new("Payload", Kind::Blob).at(Place::Payload).hiding(Hidden::Value),
        Member::new("TenantId", Kind::Text)
            .at(Place::Header("x-amz-tenant-id"))
            .min(1)
            .max(256)
            .matching(&TENANT_ID_PATTERN),
        Member::new("InvocationType", Kind::Text)
            .at(Place::Header("x-amz-invocation-type"))
            .one_of(RESPONSE_STREAMING_INVOCATION_TYPE_VALUES),
    ],
);

pub static INVOKE_WITH_RESPONSE_STREAM_RESPONSE: Shape = Shape::new(
    "InvokeWithResponseStreamResponse",
    &[
        Member::new("StatusCode", Kind::Integer).at(Place::Status),
        Member::new("ExecutedVersion", Kind::Text)
            .at(Place::Header("x-amz-executed-version"))
            .min(1)
            .max(1024)
            .matching(&VERSION_PATTERN),
        Member::new("EventStream", Kind::Struct(&INVOKE_WITH_RESPONSE_STREAM_RESPONSE_EVENT))
            .at(Place::Payload),
        Member::new("ResponseStreamContentType", Kind::Text).at(Place::Header("content-type")),
    ],
);

pub static INVOKE_WITH_RESPONSE_STREAM_RESPONSE_EVENT: Shape = Shape::new(
    "InvokeWithResponseStreamResponseEvent",
    &[
        Member::new("PayloadChunk", Kind::Struct(&INVOKE_RESPONSE_STREAM_UPDATE)),
        Member::new("InvokeComplete", Kind::Struct(&INVOKE_WITH_RESPONSE_STREAM_COMPLETE_EVENT)),
    ],
);

const KAFKA_EVENT_SOURCE_MAPPING_CONSUMPTION_MODE_VALUES: &[&str] = &["Stream", "Queue"];

pub static KAFKA_SCHEMA_REGISTRY_ACCESS_CONFIG: Shape = Shape::new(
    "KafkaSchemaRegistryAccessConfig",
    &[
        Member::new("Type", Kind::Text).one_of(KAFKA_SCHEMA_REGISTRY_AUTH_TYPE_VALUES),
        Member::new("URI", Kind::Text).min(0).max(10000).matching(&ARN_PATTERN),
    ],
);

static KAFKA_SCHEMA_REGISTRY_ACCESS_CONFIG_LIST: List = List {
    element: Member::new("member", Kind::Struct(&KAFKA_SCHEMA_REGISTRY_ACCESS_CONFIG)).required(),
    flattened: false,
};

const KAFKA_SCHEMA_REGISTRY_AUTH_TYPE_VALUES: &[&str] =
    &["BASIC_AUTH", "CLIENT_CERTIFICATE_TLS_AUTH", "SERVER_ROOT_CA_CERTIFICATE", "OAUTHBEARER_AUTH"];

pub static KAFKA_SCHEMA_REGISTRY_CONFIG: Shape = Shape::new(
    "KafkaSchemaRegistryConfig",
    &[
        Member::new("SchemaRegistryURI", Kind::Text).min(1).max(10000).matching(&SCHEMA_REGISTRY_URI_PATTERN),
        Member::new("EventRecordFormat", Kind::Text).one_of(SCHEMA_REGISTRY_EVENT_RECORD_FORMAT_VALUES),
        Member::new("AccessConfigs", Kind::List(&KAFKA_SCHEMA_REGISTRY_ACCESS_CONFIG_LIST)),
        Member::new("SchemaValidationConfigs", Kind::List(&KAFKA_SCHEMA_VALIDATION_CONFIG_LIST)),
    ],
);

const KAFKA_SCHEMA_VALIDATION_ATTRIBUTE_VALUES: &[&str] = &["KEY", "VALUE"];

pub static KAFKA_SCHEMA_VALIDATION_CONFIG: Shape = Shape::new(
    "KafkaSchemaValidationConfig",
    &[Member::new("Attribute", Kind::Text).one_of(KAFKA_SCHEMA_VALIDATION_ATTRIBUTE_VALUES)],
);

static KAFKA_SCHEMA_VALIDATION_CONFIG_LIST: List = List {
    element: Member::new("member", Kind::Struct(&KAFKA_SCHEMA_VALIDATION_CONFIG)).required(),
    flattened: false,
};

static KMS_KEY_ARN_NON_EMPTY_PATTERN: Pattern = Pattern::new("arn:(aws[a-zA-Z-]*)?:[a-z0-9-.]+:.*");

static KMS_KEY_ARN_PATTERN: Pattern = Pattern::new("(arn:(aws[a-zA-Z-]*)?:[a-z0-9-.]+:.*)|()");

pub static LAMBDA_MANAGED_INSTANCES_CAPACITY_PROVIDER_CONFIG: Shape = Shape::new(
    "LambdaManagedInstancesCapacityProviderConfig",
    &[
        Member::new("CapacityProviderArn", Kind::Text)
            .required()
            .min(1)
            .max(140)
            .matching(&CAPACITY_PROVIDER_ARN_PATTERN),
        Member::new("PerExecutionEnvironmentMaxConcurrency", Kind::Integer).min(1).max(1600),
        Member::new("ExecutionEnvironmentMemoryGiBPerVCpu", Kind::Double).min(2).max(8),
    ],
);

const LAST_UPDATE_STATUS_REASON_CODE_VALUES: &[&str] = &[
    "EniLimitExceeded",
    "InsufficientRolePermissions",
    "InvalidConfiguration",
    "InternalError",
    "SubnetOutOfIPAddresses",
    "InvalidSubnet",
    "InvalidSecurityGroup",
    "ImageDeleted",
    "ImageAccessDenied",
    "InvalidImage",
    "KMSKeyAccessDenied",
    "KMSKeyNotFound",
    "InvalidStateKMSKey",
    "DisabledKMSKey",
    "EFSIOError",
    "EFSMountConnectivityError",
    "EFSMountFailure",
    "EFSMountTimeout",
    "InvalidRuntime",
    "InvalidZipFileException",
    "FunctionError",
    "ServiceQuotaExceededException",
    "VcpuLimitExceeded",
    "CapacityProviderScalingLimitExceeded",
    "InsufficientCapacity",
    "EC2RequestLimitExceeded",
    "FunctionError.InitTimeout",
    "FunctionError.RuntimeInitError",
    "FunctionError.ExtensionInitError",
    "FunctionError.InvalidEntryPoint",
    "FunctionError.InvalidWorkingDirectory",
    "FunctionError.PermissionDenied",
    "FunctionError.TooManyExtensions",
    "FunctionError.InitResourceExhausted",
    "DisallowedByVpcEncryptionControl",
    "IncompatibleAcceleratorInstanceTypes",
    "DependencyError",
];

const LAST_UPDATE_STATUS_VALUES: &[&str] = &["Successful", "Failed", "InProgress"];

pub static LAYER: Shape = Shape::new(
    "Layer",
    &[
        Member::new("Arn", Kind::Text).min(1).max(2048).matching(&LAYER_VERSION_ARN_PATTERN),
        Member::new("CodeSize", Kind::Long),
        Member::new("SigningProfileVersionArn", Kind::Text).min(0).max(10000).matching(&ARN_PATTERN),
        Member::new("SigningJobArn", Kind::Text).min(0).max(10000).matching(&ARN_PATTERN),
    ],
);

static LAYERS_LIST: List =
    List { element: Member::new("member", Kind::Struct(&LAYERS_LIST_ITEM)).required(), flattened: false };

pub static LAYERS_LIST_ITEM: Shape = Shape::new(
    "LayersListItem",
    &[
        Member::new("LayerName", Kind::Text).min(1).max(140).matching(&LAYER_NAME_PATTERN),
        Member::new("LayerArn", Kind::Text).min(1).max(2048).matching(&LAYER_ARN_PATTERN),
        Member::new("LatestMatchingVersion", Kind::Struct(&LAYER_VERSIONS_LIST_ITEM)),
    ],
);

static LAYERS_REFERENCE_LIST: List =
    List { element: Member::new("member", Kind::Struct(&LAYER)).required(), flattened: false };

static LAYER_ARN_PATTERN: Pattern = Pattern::new(
    r"arn:(aws[a-zA-Z-]*)?:lambda:(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:\d{12}:layer:[a-zA-Z0-9-_]+",
);

static LAYER_LIST: List = List {
    element: Member::new("member", Kind::Text)
        .required()
        .min(1)
        .max(2048)
        .matching(&LAYER_VERSION_ARN_PATTERN),
    flattened: false,
};

static LAYER_NAME_OR_ARN_PATTERN: Pattern = Pattern::new(
    r"(arn:(aws[a-zA-Z-]*)?:lambda:(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:\d{12}:layer:[a-zA-Z0-9-_]{1,140}|[a-zA-Z0-9-_]{1,140})",
);

static LAYER_NAME_PATTERN: Pattern = Pattern::new(
    r"(arn:(aws[a-zA-Z-]*)?:lambda:(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:\d{12}:layer:[a-zA-Z0-9-_]+)|[a-zA-Z0-9-_]+",
);

static LAYER_PERMISSION_ALLOWED_ACTION_PATTERN: Pattern = Pattern::new("lambda:GetLayerVersion");

static LAYER_PERMISSION_ALLOWED_PRINCIPAL_PATTERN: Pattern =
    Pattern::new(r"\d{12}|\*|arn:(aws[a-zA-Z-]*):iam::\d{12}:root");

static LAYER_VERSIONS_LIST: List = List {
    element: Member::new("member", Kind::Struct(&LAYER_VERSIONS_LIST_ITEM)).required(),
    flattened: false,
};

pub static LAYER_VERSIONS_LIST_ITEM: Shape = Shape::new(
    "LayerVersionsListItem",
    &[
        Member::new("LayerVersionArn", Kind::Text).min(1).max(2048).matching(&LAYER_VERSION_ARN_PATTERN),
        Member::new("Version", Kind::Long),
        Member::new("Description", Kind::Text).min(0).max(256),
        Member::new("CreatedDate", Kind::Text).min(0).max(100).matching(&TIMESTAMP_PATTERN),
        Member::new("CompatibleArchitectures", Kind::List(&COMPATIBLE_ARCHITECTURES)).min(0).max(2),
        Member::new("CompatibleRuntimes", Kind::List(&COMPATIBLE_RUNTIMES)).min(0).max(15),
        Member::new("LicenseInfo", Kind::Text).min(0).max(512).matching(&LICENSE_INFO_PATTERN),
    ],
);

static LAYER_VERSION_ARN_PATTERN: Pattern = Pattern::new(
    r"((arn:(aws[a-zA-Z-]*)?:lambda:(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:\d{12}:layer:[a-zA-Z0-9-_]+:[0-9]+)|(arn:[a-zA-Z0-9-]+:lambda:::awslayer:[a-zA-Z0-9-_]+))",
);

pub static LAYER_VERSION_CONTENT_INPUT: Shape = Shape::new(
    "LayerVersionContentInput",
    &[
        Member::new("S3Bucket", Kind::Text).min(3).max(63).matching(&S3_BUCKET_PATTERN),
        Member::new("S3Key", Kind::Text).min(1).max(1024).matching(&S3_KEY_PATTERN),
        Member::new("S3ObjectVersion", Kind::Text).min(1).max(1024).matching(&S3_OBJECT_VERSION_PATTERN),
        Member::new("S3ObjectStorageMode", Kind::Text).one_of(S3_OBJECT_STORAGE_MODE_VALUES),
        Member::new("ZipFile", Kind::Blob).hiding(Hidden::Value),
    ],
);

pub static LAYER_VERSION_CONTENT_OUTPUT: Shape = Shape::new(
    "LayerVersionContentOutput",
    &[
        Member::new("Location", Kind::Text).min(0).max(10000),
        Member::new("CodeSha256", Kind::Text),
        Member::new("CodeSize", Kind::Long),
        Member::new("SigningProfileVersionArn", Kind::Text).min(0).max(10000).matching(&ARN_PATTERN),
        Member::new("SigningJobArn", Kind::Text).min(0).max(10000).matching(&ARN_PATTERN),
        Member::new("ResolvedS3Object", Kind::Struct(&RESOLVED_S3_OBJECT)),
    ],
);

static LICENSE_INFO_PATTERN: Pattern = Pattern::new(".*");

pub static LIST_ALIASES_REQUEST: Shape = Shape::new(
    "ListAliasesRequest",
    &[
        Member::new("FunctionName", Kind::Text)
            .at(Place::Path("FunctionName"))
            .required()
            .min(1)
            .max(140)
            .matching(&FUNCTION_NAME_PATTERN),
        Member::new("FunctionVersion", Kind::Text)
            .at(Place::Query("FunctionVersion"))
            .min(1)
            .max(1024)
            .matching(&VERSION_WITH_LATEST_PUBLISHED_PATTERN),
        Member::new("Marker", Kind::Text).at(Place::Query("Marker")),
        Member::new("MaxItems", Kind::Integer).at(Place::Query("MaxItems")).min(1).max(10000),
    ],
);

pub static LIST_ALIASES_RESPONSE: Shape = Shape::new(
    "ListAliasesResponse",
    &[Member::new("NextMarker", Kind::Text), Member::new("Aliases", Kind::List(&ALIAS_LIST))],
);

pub static LIST_CAPACITY_PROVIDERS_REQUEST: Shape = Shape::new(
    "ListCapacityProvidersRequest",
    &[
        Member::new("State", Kind::Text).at(Place::Query("State")).one_of(CAPACITY_PROVIDER_STATE_VALUES),
        Member::new("Marker", Kind::Text).at(Place::Query("Marker")),
        Member::new("MaxItems", Kind::Integer).at(Place::Query("MaxItems")).min(1).max(50),
    ],
);

pub static LIST_CAPACITY_PROVIDERS_RESPONSE: Shape = Shape::new(
    "ListCapacityProvidersResponse",
    &[
        Member::new("CapacityProviders", Kind::List(&CAPACITY_PROVIDERS_LIST)).required().min(0).max(50),
        Member::new("NextMarker", Kind::Text),
    ],
);

pub static LIST_CODE_SIGNING_CONFIGS_REQUEST: Shape = Shape::new(
    "ListCodeSigningConfigsRequest",
    &[
        Member::new("Marker", Kind::Text).at(Place::Query("Marker")),
        Member::new("MaxItems", Kind::Integer).at(Place::Query("MaxItems")).min(1).max(10000),
    ],
);

pub static LIST_CODE_SIGNING_CONFIGS_RESPONSE: Shape = Shape::new(
    "ListCodeSigningConfigsResponse",
    &[
        Member::new("NextMarker", Kind::Text),
        Member::new("CodeSigningConfigs", Kind::List(&CODE_SIGNING_CONFIG_LIST)),
    ],
);

pub static LIST_DURABLE_EXECUTIONS_BY_FUNCTION_REQUEST: Shape = Shape::new(
    "ListDurableExecutionsByFunctionRequest",
    &[
        Member::new("FunctionName", Kind::Text)
            .at(Place::Path("FunctionName"))
            .required()
            .min(1)
            .max(256)
            .matching(&NAMESPACED_FUNCTION_NAME_PATTERN),
        Member::new("Qualifier", Kind::Text)
            .at(Place::Query("Qualifier"))
            .min(1)
            .max(128)
            .matching(&NUMERIC_LATEST_PUBLISHED_OR_ALIAS_QUALIFIER_PATTERN),
        Member::new("DurableExecutionName", Kind::Text)
            .at(Place::Query("DurableExecutionName"))
            .min(1)
            .max(64)
            .matching(&DURABLE_EXECUTION_NAME_PATTERN),
        Member::new("Statuses", Kind::List(&EXECUTION_STATUS_LIST))
            .at(Place::Query("Statuses"))
            .min(1)
            .max(10),
        Member::new("StartedAfter", Kind::Time(None)).at(Place::Query("StartedAfter")),
        Member::new("StartedBefore", Kind::Time(None)).at(Place::Query("StartedBefore")),
        Member::new("ReverseOrder", Kind::Boolean).at(Place::Query("ReverseOrder")),
        Member::new("Marker", Kind::Text).at(Place::Query("Marker")),
        Member::new("MaxItems", Kind::Integer).at(Place::Query("MaxItems")).min(0).max(1000),
    ],
);

pub static LIST_DURABLE_EXECUTIONS_BY_FUNCTION_RESPONSE: Shape = Shape::new(
    "ListDurableExecutionsByFunctionResponse",
    &[
        Member::new("DurableExecutions", Kind::List(&DURABLE_EXECUTIONS)),
        Member::new("NextMarker", Kind::Text),
    ],
);

pub static LIST_EVENT_SOURCE_MAPPINGS_REQUEST: Shape = Shape::new(
    "ListEventSourceMappingsRequest",
    &[
        Member::new("EventSourceArn", Kind::Text)
            .at(Place::Query("EventSourceArn"))
            .min(0)
            .max(10000)
            .matching(&ARN_PATTERN),
        Member::new("FunctionName", Kind::Text)
            .at(Place::Query("FunctionName"))
            .min(1)
            .max(256)
            .matching(&NAMESPACED_FUNCTION_NAME_PATTERN),
        Member::new("Marker", Kind::Text).at(Place::Query("Marker")),
        Member::new("MaxItems", Kind::Integer).at(Place::Query("MaxItems")).min(1).max(10000),
    ],
);

pub static LIST_EVENT_SOURCE_MAPPINGS_RESPONSE: Shape = Shape::new(
    "ListEventSourceMappingsResponse",
    &[
        Member::new("NextMarker", Kind::Text),
        Member::new("EventSourceMappings", Kind::List(&EVENT_SOURCE_MAPPINGS_LIST)),
    ],
);

pub static LIST_FUNCTIONS_BY_CODE_SIGNING_CONFIG_REQUEST: Shape = Shape::new(
    "ListFunctionsByCodeSigningConfigRequest",
    &[
        Member::new("CodeSigningConfigArn", Kind::Text)
            .at(Place::Path("CodeSigningConfigArn"))
            .required()
            .min(0)
            .max(200)
            .matching(&CODE_SIGNING_CONFIG_ARN_PATTERN),
        Member::new("Marker", Kind::Text).at(Place::Query("Marker")),
        Member::new("MaxItems", Kind::Integer).at(Place::Query("MaxItems")).min(1).max(10000),
    ],
);

pub static LIST_FUNCTIONS_BY_CODE_SIGNING_CONFIG_RESPONSE: Shape = Shape::new(
    "ListFunctionsByCodeSigningConfigResponse",
    &[Member::new("NextMarker", Kind::Text), Member::new("FunctionArns", Kind::List(&FUNCTION_ARN_LIST))],
);

pub static LIST_FUNCTIONS_REQUEST: Shape = Shape::new(
    "ListFunctionsRequest",
    &[
        Member::new("MasterRegion", Kind::Text)
            .at(Place::Query("MasterRegion"))
            .min(1)
            .max(50)
            .matching(&MASTER_REGION_PATTERN),
        Member::new("FunctionVersion", Kind::Text)
            .at(Place::Query("FunctionVersion"))
            .one_of(FUNCTION_VERSION_VALUES),
        Member::new("Marker", Kind::Text).at(Place::Query("Marker")),
        Member::new("MaxItems", Kind::Integer).at(Place::Query("MaxItems")).min(1).max(10000),
    ],
);

pub static LIST_FUNCTIONS_RESPONSE: Shape = Shape::new(
    "ListFunctionsResponse",
    &[Member::new("NextMarker", Kind::Text), Member::new("Functions", Kind::List(&FUNCTION_LIST))],
);

pub static LIST_FUNCTION_EVENT_INVOKE_CONFIGS_REQUEST: Shape = Shape::new(
    "ListFunctionEventInvokeConfigsRequest",
    &[
        Member::new("FunctionName", Kind::Text)
            .at(Place::Path("FunctionName"))
            .required()
            .min(1)
            .max(256)
            .matching(&NAMESPACED_FUNCTION_NAME_PATTERN),
        Member::new("Marker", Kind::Text).at(Place::Query("Marker")),
        Member::new("MaxItems", Kind::Integer).at(Place::Query("MaxItems")).min(1).max(50),
    ],
);

pub static LIST_FUNCTION_EVENT_INVOKE_CONFIGS_RESPONSE: Shape = Shape::new(
    "ListFunctionEventInvokeConfigsResponse",
    &[
        Member::new("FunctionEventInvokeConfigs", Kind::List(&FUNCTION_EVENT_INVOKE_CONFIG_LIST)),
        Member::new("NextMarker", Kind::Text),
    ],
);

pub static LIST_FUNCTION_URL_CONFIGS_REQUEST: Shape = Shape::new(
    "ListFunctionUrlConfigsRequest",
    &[
        Member::new("FunctionName", Kind::Text)
            .at(Place::Path("FunctionName"))
            .required()
            .min(1)
            .max(140)
            .matching(&FUNCTION_URL_FUNCTION_NAME_PATTERN),
        Member::new("Marker", Kind::Text).at(Place::Query("Marker")),
        Member::new("MaxItems", Kind::Integer).at(Place::Query("MaxItems")).min(1).max(50),
    ],
);

pub static LIST_FUNCTION_URL_CONFIGS_RESPONSE: Shape = Shape::new(
    "ListFunctionUrlConfigsResponse",
    &[
        Member::new("FunctionUrlConfigs", Kind::List(&FUNCTION_URL_CONFIG_LIST)).required(),
        Member::new("NextMarker", Kind::Text),
    ],
);

pub static LIST_FUNCTION_VERSIONS_BY_CAPACITY_PROVIDER_REQUEST: Shape = Shape::new(
    "ListFunctionVersionsByCapacityProviderRequest",
    &[
        Member::new("CapacityProviderName", Kind::Text)
            .at(Place::Path("CapacityProviderName"))
            .required()
            .min(1)
            .max(140)
            .matching(&CAPACITY_PROVIDER_NAME_PATTERN),
        Member::new("Marker", Kind::Text).at(Place::Query("Marker")),
        Member::new("MaxItems", Kind::Integer).at(Place::Query("MaxItems")).min(1).max(50),
    ],
);

pub static LIST_FUNCTION_VERSIONS_BY_CAPACITY_PROVIDER_RESPONSE: Shape = Shape::new(
    "ListFunctionVersionsByCapacityProviderResponse",
    &[
        Member::new("CapacityProviderArn", Kind::Text)
            .required()
            .min(1)
            .max(140)
            .matching(&CAPACITY_PROVIDER_ARN_PATTERN),
        Member::new("FunctionVersions", Kind::List(&FUNCTION_VERSIONS_BY_CAPACITY_PROVIDER_LIST))
            .required()
            .min(0)
            .max(50),
        Member::new("NextMarker", Kind::Text),
    ],
);

pub static LIST_LAYERS_REQUEST: Shape = Shape::new(
    "ListLayersRequest",
    &[
        Member::new("CompatibleArchitecture", Kind::Text)
            .at(Place::Query("CompatibleArchitecture"))
            .one_of(ARCHITECTURE_VALUES),
        Member::new("CompatibleRuntime", Kind::Text).at(Place::Query("CompatibleRuntime")),
        Member::new("Marker", Kind::Text).at(Place::Query("Marker")),
        Member::new("MaxItems", Kind::Integer).at(Place::Query("MaxItems")).min(1).max(50),
    ],
);

pub static LIST_LAYERS_RESPONSE: Shape = Shape::new(
    "ListLayersResponse",
    &[Member::new("NextMarker", Kind::Text), Member::new("Layers", Kind::List(&LAYERS_LIST))],
);

pub static LIST_LAYER_VERSIONS_REQUEST: Shape = Shape::new(
    "ListLayerVersionsRequest",
    &[
        Member::new("CompatibleArchitecture", Kind::Text)
            .at(Place::Query("CompatibleArchitecture"))
            .one_of(ARCHITECTURE_VALUES),
        Member::new("CompatibleRuntime", Kind::Text).at(Place::Query("CompatibleRuntime")),
        Member::new("LayerName", Kind::Text)
            .at(Place::Path("LayerName"))
            .required()
            .min(1)
            .max(2048)
            .matching(&LAYER_NAME_OR_ARN_PATTERN),
        Member::new("Marker", Kind::Text).at(Place::Query("Marker")),
        Member::new("MaxItems", Kind::Integer).at(Place::Query("MaxItems")).min(1).max(50),
    ],
);

pub static LIST_LAYER_VERSIONS_RESPONSE: Shape = Shape::new(
    "ListLayerVersionsResponse",
    &[Member::new("NextMarker", Kind::Text), Member::new("LayerVersions", Kind::List(&LAYER_VERSIONS_LIST))],
);

pub static LIST_PROVISIONED_CONCURRENCY_CONFIGS_REQUEST: Shape = Shape::new(
    "ListProvisionedConcurrencyConfigsRequest",
    &[
        Member::new("FunctionName", Kind::Text)
            .at(Place::Path("FunctionName"))
            .required()
            .min(1)
            .max(140)
            .matching(&FUNCTION_NAME_PATTERN),
        Member::new("Marker", Kind::Text).at(Place::Query("Marker")),
        Member::new("MaxItems", Kind::Integer).at(Place::Query("MaxItems")).min(1).max(50),
    ],
);

pub static LIST_PROVISIONED_CONCURRENCY_CONFIGS_RESPONSE: Shape = Shape::new(
    "ListProvisionedConcurrencyConfigsResponse",
    &[
        Member::new("ProvisionedConcurrencyConfigs", Kind::List(&PROVISIONED_CONCURRENCY_CONFIG_LIST)),
        Member::new("NextMarker", Kind::Text),
    ],
);

pub static LIST_TAGS_REQUEST: Shape = Shape::new(
    "ListTagsRequest",
    &[Member::new("Resource", Kind::Text)
        .at(Place::Path("Resource"))
        .required()
        .min(1)
        .max(10000)
        .matching(&TAGGABLE_RESOURCE_PATTERN)],
);

pub static LIST_TAGS_RESPONSE: Shape =
    Shape::new("ListTagsResponse", &[Member::new("Tags", Kind::Map(&TAGS))]);

pub static LIST_VERSIONS_BY_FUNCTION_REQUEST: Shape = Shape::new(
    "ListVersionsByFunctionRequest",
    &[
        Member::new("FunctionName", Kind::Text)
            .at(Place::Path("FunctionName"))
            .required()
            .min(1)
            .max(256)
            .matching(&NAMESPACED_FUNCTION_NAME_PATTERN),
        Member::new("Marker", Kind::Text).at(Place::Query("Marker")),
        Member::new("MaxItems", Kind::Integer).at(Place::Query("MaxItems")).min(1).max(10000),
    ],
);

pub static LIST_VERSIONS_BY_FUNCTION_RESPONSE: Shape = Shape::new(
    "ListVersionsByFunctionResponse",
    &[Member::new("NextMarker", Kind::Text), Member::new("Versions", Kind::List(&FUNCTION_LIST))],
);

static LOCAL_MOUNT_PATH_PATTERN: Pattern = Pattern::new("/mnt/[a-zA-Z0-9-_.]+");

pub static LOGGING_CONFIG: Shape = Shape::new(
    "LoggingConfig",
    &[
        Member::new("LogFormat", Kind::Text).one_of(LOG_FORMAT_VALUES),
        Member::new("ApplicationLogLevel", Kind::Text).one_of(APPLICATION_LOG_LEVEL_VALUES),
        Member::new("SystemLogLevel", Kind::Text).one_of(SYSTEM_LOG_LEVEL_VALUES),
        Member::new("LogGroup", Kind::Text).min(1).max(512).matching(&LOG_GROUP_PATTERN),
    ],
);

const LOG_FORMAT_VALUES: &[&str] = &["JSON", "Text"];

static LOG_GROUP_PATTERN: Pattern = Pattern::new(r"[\.\-_/#A-Za-z0-9]+");

const LOG_TYPE_VALUES: &[&str] = &["None", "Tail"];

static MASTER_REGION_PATTERN: Pattern =
    Pattern::new(r"ALL|(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}");

static METHOD_PATTERN: Pattern = Pattern::new(".*");

static NAMESPACED_FUNCTION_NAME_PATTERN: Pattern = Pattern::new(
    r"(arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?",
);

static NAMESPACED_STATEMENT_ID_PATTERN: Pattern = Pattern::new("([a-zA-Z0-9-_.]+)");

static NAME_SPACED_FUNCTION_ARN_PATTERN: Pattern = Pattern::new(
    r"arn:(aws[a-zA-Z-]*)?:lambda:(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:\d{12}:function:[a-zA-Z0-9-_\.]+(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?",
);

static NUMERIC_LATEST_PUBLISHED_OR_ALIAS_QUALIFIER_PATTERN: Pattern =
    Pattern::new(r"\$(LATEST(\.PUBLISHED)?)|[a-zA-Z0-9-_$]+");

pub static ON_FAILURE: Shape = Shape::new(
    "OnFailure",
    &[Member::new("Destination", Kind::Text).min(0).max(350).matching(&DESTINATION_ARN_PATTERN)],
);

pub static ON_SUCCESS: Shape = Shape::new(
    "OnSuccess",
    &[Member::new("Destination", Kind::Text).min(0).max(350).matching(&DESTINATION_ARN_PATTERN)],
);

pub static OPERATION: Shape = Shape::new(
    "Operation",
    &[
        Member::new("Id", Kind::Text).required().min(1).max(64).matching(&OPERATION_ID_PATTERN),
        Member::new("ParentId", Kind::Text).min(1).max(64).matching(&OPERATION_ID_PATTERN),
        Member::new("Name", Kind::Text).min(1).max(256).matching(&OPERATION_NAME_PATTERN),
        Member::new("Type", Kind::Text).required().one_of(OPERATION_TYPE_VALUES),
        Member::new("SubType", Kind::Text).min(1).max(32).matching(&OPERATION_SUB_TYPE_PATTERN),
        Member::new("StartTimestamp", Kind::Time(None)).required(),
        Member::new("EndTimestamp", Kind::Time(None)),
        Member::new("Status", Kind::Text).required().one_of(OPERATION_STATUS_VALUES),
        Member::new("ExecutionDetails", Kind::Struct(&EXECUTION_DETAILS)),
        Member::new("ContextDetails", Kind::Struct(&CONTEXT_DETAILS)),
        Member::new("StepDetails", Kind::Struct(&STEP_DETAILS)),
        Member::new("WaitDetails", Kind::Struct(&WAIT_DETAILS)),
        Member::new("CallbackDetails", Kind::Struct(&CALLBACK_DETAILS)),
        Member::new("ChainedInvokeDetails", Kind::Struct(&CHAINED_INVOKE_DETAILS)),
    ],
);

static OPERATIONS: List =
    List { element: Member::new("member", Kind::Struct(&OPERATION)).required(), flattened: false };

const OPERATION_ACTION_VALUES: &[&str] = &["START", "SUCCEED", "FAIL", "RETRY", "CANCEL"];

static OPERATION_ID_PATTERN: Pattern = Pattern::new("[a-zA-Z0-9-_]+");

static OPERATION_NAME_PATTERN: Pattern = Pattern::new(r"[\x20-\x7E]+");

const OPERATION_STATUS_VALUES: &[&str] =
    &["STARTED", "PENDING", "READY", "SUCCEEDED", "FAILED", "CANCELLED", "TIMED_OUT", "STOPPED"];

static OPERATION_SUB_TYPE_PATTERN: Pattern = Pattern::new("[a-zA-Z0-9-_]+");

const OPERATION_TYPE_VALUES: &[&str] =
    &["EXECUTION", "CONTEXT", "STEP", "WAIT", "CALLBACK", "CHAINED_INVOKE"];

pub static OPERATION_UPDATE: Shape = Shape::new(
    "OperationUpdate",
    &[
        Member::new("Id", Kind::Text).required().min(1).max(64).matching(&OPERATION_ID_PATTERN),
        Member::new("ParentId", Kind::Text).min(1).max(64).matching(&OPERATION_ID_PATTERN),
        Member::new("Name", Kind::Text).min(1).max(256).matching(&OPERATION_NAME_PATTERN),
        Member::new("Type", Kind::Text).required().one_of(OPERATION_TYPE_VALUES),
        Member::new("SubType", Kind::Text).min(1).max(32).matching(&OPERATION_SUB_TYPE_PATTERN),
        Member::new("Action", Kind::Text).required().one_of(OPERATION_ACTION_VALUES),
        Member::new("Payload", Kind::Text).min(0).max(6291456).hiding(Hidden::Value),
        Member::new("Error", Kind::Struct(&ERROR_OBJECT)),
        Member::new("ContextOptions", Kind::Struct(&CONTEXT_OPTIONS)),
        Member::new("StepOptions", Kind::Struct(&STEP_OPTIONS)),
        Member::new("WaitOptions", Kind::Struct(&WAIT_OPTIONS)),
        Member::new("CallbackOptions", Kind::Struct(&CALLBACK_OPTIONS)),
        Member::new("ChainedInvokeOptions", Kind::Struct(&CHAINED_INVOKE_OPTIONS)),
    ],
);

static OPERATION_UPDATES: List =
    List { element: Member::new("member", Kind::Struct(&OPERATION_UPDATE)).required(), flattened: false };

static ORGANIZATION_ID_PATTERN: Pattern = Pattern::new("o-[a-z0-9]{10,32}");

static ORIGIN_PATTERN: Pattern = Pattern::new(".*");

const PACKAGE_TYPE_VALUES: &[&str] = &["Zip", "Image"];

static PATTERN_PATTERN: Pattern = Pattern::new(r"[\s\S]*");

pub static PAUSE_DETAILS: Shape = Shape::new(
    "PauseDetails",
    &[
        Member::new("PauseRequestTimestamp", Kind::Time(None)).required(),
        Member::new("Reason", Kind::Text).min(0).max(1024).hiding(Hidden::Value),
        Member::new("ExecutionTimeoutPaused", Kind::Boolean).required(),
    ],
);

pub static PAUSE_DURABLE_EXECUTION_REQUEST: Shape = Shape::new(
    "PauseDurableExecutionRequest",
    &[
        Member::new("DurableExecutionArn", Kind::Text)
            .at(Place::Path("DurableExecutionArn"))
            .required()
            .min(1)
            .max(1024)
            .matching(&DURABLE_EXECUTION_ARN_PATTERN),
        Member::new("ClientToken", Kind::Text).min(1).max(64).matching(&CLIENT_TOKEN_PATTERN),
        Member::new("Reason", Kind::Text).min(0).max(1024).hiding(Hidden::Value),
        Member::new("ExecutionTimeoutPaused", Kind::Boolean),
    ],
);

pub static PAUSE_DURABLE_EXECUTION_RESPONSE: Shape = Shape::new("PauseDurableExecutionResponse", &[]);

static POLICY_RESOURCE_ARN_PATTERN: Pattern = Pattern::new(
    r"arn:(aws[a-zA-Z-]*)?:lambda:(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:\d{12}:(function:[a-zA-Z0-9-_]+(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_])+)?|runtime/[a-zA-Z0-9-_./]+)",
);

static PRINCIPAL_ORG_ID_PATTERN: Pattern = Pattern::new("o-[a-z0-9]{10,32}");

static PRINCIPAL_PATTERN: Pattern = Pattern::new(r"[^\s]+");

pub static PROPAGATE_TAGS: Shape = Shape::new(
    "PropagateTags",
    &[
        Member::new("Mode", Kind::Text).one_of(PROPAGATE_TAGS_MODE_VALUES),
        Member::new("ExplicitTags", Kind::Map(&PROPAGATE_TAGS_EXPLICIT_TAGS_MAP)).min(0).max(40),
    ],
);

static PROPAGATE_TAGS_EXPLICIT_TAGS_MAP: Map = Map {
    key: Member::new("key", Kind::Text).min(1).max(128).matching(&TAG_KEY_PATTERN),
    value: Member::new("value", Kind::Text).required().min(0).max(256).matching(&TAG_VALUE_PATTERN),
    flattened: false,
};

const PROPAGATE_TAGS_MODE_VALUES: &[&str] = &["None", "Explicit"];

static PROVISIONED_CONCURRENCY_CONFIG_LIST: List = List {
    element: Member::new("member", Kind::Struct(&PROVISIONED_CONCURRENCY_CONFIG_LIST_ITEM)).required(),
    flattened: false,
};

pub static PROVISIONED_CONCURRENCY_CONFIG_LIST_ITEM: Shape = Shape::new(
    "ProvisionedConcurrencyConfigListItem",
    &[
        Member::new("FunctionArn", Kind::Text).min(0).max(10000).matching(&FUNCTION_ARN_PATTERN),
        Member::new("RequestedProvisionedConcurrentExecutions", Kind::Integer).min(1),
        Member::new("AvailableProvisionedConcurrentExecutions", Kind::Integer).min(0),
        Member::new("AllocatedProvisionedConcurrentExecutions", Kind::Integer).min(0),
        Member::new("Status", Kind::Text).one_of(PROVISIONED_CONCURRENCY_STATUS_ENUM_VALUES),
        Member::new("StatusReason", Kind::Text),
        Member::new("LastModified", Kind::Text).min(0).max(100).matching(&TIMESTAMP_PATTERN),
    ],
);

const PROVISIONED_CONCURRENCY_STATUS_ENUM_VALUES: &[&str] = &["IN_PROGRESS", "READY", "FAILED"];

pub static PROVISIONED_POLLER_CONFIG: Shape = Shape::new(
    "ProvisionedPollerConfig",
    &[
        Member::new("MinimumPollers", Kind::Integer).min(1).max(200),
        Member::new("MaximumPollers", Kind::Integer).min(1).max(10000),
        Member::new("PollerGroupName", Kind::Text)
            .min(0)
            .max(128)
            .matching(&PROVISIONED_POLLER_GROUP_NAME_PATTERN),
    ],
);

static PROVISIONED_POLLER_GROUP_NAME_PATTERN: Pattern = Pattern::new("[a-zA-Z0-9-_]*");

static PUBLISHED_FUNCTION_QUALIFIER_PATTERN: Pattern = Pattern::new(r"(\$LATEST\.PUBLISHED|[0-9]+)");

pub static PUBLISH_LAYER_VERSION_REQUEST: Shape = Shape::new(
    "PublishLayerVersionRequest",
    &[
        Member::new("LayerName", Kind::Text)
            .at(Place::Path("LayerName"))
            .required()
            .min(1)
            .max(2048)
            .matching(&LAYER_NAME_OR_ARN_PATTERN),
        Member::new("Description", Kind::Text).min(0).max(256),
        Member::new("Content", Kind::Struct(&LAYER_VERSION_CONTENT_INPUT)).required(),
        Member::new("CompatibleArchitectures", Kind::List(&COMPATIBLE_ARCHITECTURES)).min(0).max(2),
        Member::new("CompatibleRuntimes", Kind::List(&COMPATIBLE_RUNTIMES)).min(0).max(15),
        Member::new("LicenseInfo", Kind::Text).min(0).max(512).matching(&LICENSE_INFO_PATTERN),
    ],
);

pub static PUBLISH_LAYER_VERSION_RESPONSE: Shape = Shape::new(
    "PublishLayerVersionResponse",
    &[
        Member::new("Content", Kind::Struct(&LAYER_VERSION_CONTENT_OUTPUT)),
        Member::new("LayerArn", Kind::Text).min(1).max(2048).matching(&LAYER_ARN_PATTERN),
        Member::new("LayerVersionArn", Kind::Text).min(1).max(2048).matching(&LAYER_VERSION_ARN_PATTERN),
        Member::new("Description", Kind::Text).min(0).max(256),
        Member::new("CreatedDate", Kind::Text).min(0).max(100).matching(&TIMESTAMP_PATTERN),
        Member::new("Version", Kind::Long),
        Member::new("CompatibleArchitectures", Kind::List(&COMPATIBLE_ARCHITECTURES)).min(0).max(2),
        Member::new("CompatibleRuntimes", Kind::List(&COMPATIBLE_RUNTIMES)).min(0).max(15),
        Member::new("LicenseInfo", Kind::Text).min(0).max(512).matching(&LICENSE_INFO_PATTERN),
    ],
);

pub static PUBLISH_VERSION_REQUEST: Shape = Shape::new(
    "PublishVersionRequest",
    &[
        Member::new("FunctionName", Kind::Text)
            .at(Place::Path("FunctionName"))
            .required()
            .min(1)
            .max(140)
            .matching(&FUNCTION_NAME_PATTERN),
        Member::new("CodeSha256", Kind::Text),
        Member::new("Description", Kind::Text).min(0).max(256),
        Member::new("RevisionId", Kind::Text),
        Member::new("PublishTo", Kind::Text).one_of(FUNCTION_VERSION_LATEST_PUBLISHED_VALUES),
    ],
);

pub static PUT_FUNCTION_CODE_SIGNING_CONFIG_REQUEST: Shape = Shape::new(
    "PutFunctionCodeSigningConfigRequest",
    &[
        Member::new("CodeSigningConfigArn", Kind::Text)
            .required()
            .min(0)
            .max(200)
            .matching(&CODE_SIGNING_CONFIG_ARN_PATTERN),
        Member::new("FunctionName", Kind::Text)
            .at(Place::Path("FunctionName"))
            .required()
            .min(1)
            .max(256)
            .matching(&NAMESPACED_FUNCTION_NAME_PATTERN),
    ],
);

pub static PUT_FUNCTION_CODE_SIGNING_CONFIG_RESPONSE: Shape = Shape::new(
    "PutFunctionCodeSigningConfigResponse",
    &[
        Member::new("CodeSigningConfigArn", Kind::Text)
            .required()
            .min(0)
            .max(200)
            .matching(&CODE_SIGNING_CONFIG_ARN_PATTERN),
        Member::new("FunctionName", Kind::Text).required().min(1).max(140).matching(&FUNCTION_NAME_PATTERN),
    ],
);

pub static PUT_FUNCTION_CONCURRENCY_REQUEST: Shape = Shape::new(
    "PutFunctionConcurrencyRequest",
    &[
        Member::new("FunctionName", Kind::Text)
            .at(Place::Path("FunctionName"))
            .required()
            .min(1)
            .max(140)
            .matching(&FUNCTION_NAME_PATTERN),
        Member::new("ReservedConcurrentExecutions", Kind::Integer).required().min(0),
    ],
);

pub static PUT_FUNCTION_EVENT_INVOKE_CONFIG_REQUEST: Shape = Shape::new(
    "PutFunctionEventInvokeConfigRequest",
    &[
        Member::new("FunctionName", Kind::Text)
            .at(Place::Path("FunctionName"))
            .required()
            .min(1)
            .max(256)
            .matching(&NAMESPACED_FUNCTION_NAME_PATTERN),
        Member::new("Qualifier", Kind::Text)
            .at(Place::Query("Qualifier"))
            .min(1)
            .max(128)
            .matching(&NUMERIC_LATEST_PUBLISHED_OR_ALIAS_QUALIFIER_PATTERN),
        Member::new("MaximumRetryAttempts", Kind::Integer).min(0).max(2),
        Member::new("MaximumEventAgeInSeconds", Kind::Integer).min(60).max(21600),
        Member::new("DestinationConfig", Kind::Struct(&DESTINATION_CONFIG)),
    ],
);

pub static PUT_FUNCTION_RECURSION_CONFIG_REQUEST: Shape = Shape::new(
    "PutFunctionRecursionConfigRequest",
    &[
        Member::new("FunctionName", Kind::Text)
            .at(Place::Path("FunctionName"))
            .required()
            .min(1)
            .max(140)
            .matching(&UNQUALIFIED_FUNCTION_NAME_PATTERN),
        Member::new("RecursiveLoop", Kind::Text).required().one_of(RECURSIVE_LOOP_VALUES),
    ],
);

pub static PUT_FUNCTION_RECURSION_CONFIG_RESPONSE: Shape = Shape::new(
    "PutFunctionRecursionConfigResponse",
    &[Member::new("RecursiveLoop", Kind::Text).one_of(RECURSIVE_LOOP_VALUES)],
);

pub static PUT_FUNCTION_SCALING_CONFIG_REQUEST: Shape = Shape::new(
    "PutFunctionScalingConfigRequest",
    &[
        Member::new("FunctionName", Kind::Text)
            .at(Place::Path("FunctionName"))
            .required()
            .min(1)
            .max(140)
            .matching(&UNQUALIFIED_FUNCTION_NAME_PATTERN),
        Member::new("Qualifier", Kind::Text)
            .at(Place::Query("Qualifier"))
            .required()
            .min(1)
            .max(128)
            .matching(&PUBLISHED_FUNCTION_QUALIFIER_PATTERN),
        Member::new("FunctionScalingConfig", Kind::Struct(&FUNCTION_SCALING_CONFIG)),
    ],
);

pub static PUT_FUNCTION_SCALING_CONFIG_RESPONSE: Shape = Shape::new(
    "PutFunctionScalingConfigResponse",
    &[Member::new("FunctionState", Kind::Text).one_of(STATE_VALUES)],
);

pub static PUT_PROVISIONED_CONCURRENCY_CONFIG_REQUEST: Shape = Shape::new(
    "PutProvisionedConcurrencyConfigRequest",
    &[
        Member::new("FunctionName", Kind::Text)
            .at(Place::Path("FunctionName"))
            .required()
            .min(1)
            .max(140)
            .matching(&FUNCTION_NAME_PATTERN),
        Member::new("Qualifier", Kind::Text)
            .at(Place::Query("Qualifier"))
            .required()
            .min(1)
            .max(128)
            .matching(&QUALIFIER_PATTERN),
        Member::new("ProvisionedConcurrentExecutions", Kind::Integer).required().min(1),
    ],
);

pub static PUT_PROVISIONED_CONCURRENCY_CONFIG_RESPONSE: Shape = Shape::new(
    "PutProvisionedConcurrencyConfigResponse",
    &[
        Member::new("RequestedProvisionedConcurrentExecutions", Kind::Integer).min(1),
        Member::new("AllocatedProvisionedConcurrentExecutions", Kind::Integer).min(0),
        Member::new("AvailableProvisionedConcurrentExecutions", Kind::Integer).min(0),
        Member::new("Status", Kind::Text).one_of(PROVISIONED_CONCURRENCY_STATUS_ENUM_VALUES),
        Member::new("StatusReason", Kind::Text),
        Member::new("LastModified", Kind::Text).min(0).max(100).matching(&TIMESTAMP_PATTERN),
    ],
);

pub static PUT_RESOURCE_POLICY_REQUEST: Shape = Shape::new(
    "PutResourcePolicyRequest",
    &[
        Member::new("ResourceArn", Kind::Text)
            .at(Place::Path("ResourceArn"))
            .required()
            .min(0)
            .max(512)
            .matching(&POLICY_RESOURCE_ARN_PATTERN),
        Member::new("Policy", Kind::Text).required().min(1).max(20480).matching(&RESOURCE_POLICY_PATTERN),
        Member::new("RevisionId", Kind::Text).min(36).max(36).matching(&REVISION_ID_PATTERN),
    ],
);

pub static PUT_RESOURCE_POLICY_RESPONSE: Shape = Shape::new(
    "PutResourcePolicyResponse",
    &[
        Member::new("Policy", Kind::Text).min(1).max(20480).matching(&RESOURCE_POLICY_PATTERN),
        Member::new("RevisionId", Kind::Text).min(36).max(36).matching(&REVISION_ID_PATTERN),
    ],
);

pub static PUT_RUNTIME_MANAGEMENT_CONFIG_REQUEST: Shape = Shape::new(
    "PutRuntimeManagementConfigRequest",
    &[
        Member::new("FunctionName", Kind::Text)
            .at(Place::Path("FunctionName"))
            .required()
            .min(1)
            .max(256)
            .matching(&NAMESPACED_FUNCTION_NAME_PATTERN),
        Member::new("Qualifier", Kind::Text)
            .at(Place::Query("Qualifier"))
            .min(1)
            .max(128)
            .matching(&NUMERIC_LATEST_PUBLISHED_OR_ALIAS_QUALIFIER_PATTERN),
        Member::new("UpdateRuntimeOn", Kind::Text).required().one_of(UPDATE_RUNTIME_ON_VALUES),
        Member::new("RuntimeVersionArn", Kind::Text).min(26).max(2048).matching(&RUNTIME_VERSION_ARN_PATTERN),
    ],
);

pub static PUT_RUNTIME_MANAGEMENT_CONFIG_RESPONSE: Shape = Shape::new(
    "PutRuntimeManagementConfigResponse",
    &[
        Member::new("UpdateRuntimeOn", Kind::Text).required().one_of(UPDATE_RUNTIME_ON_VALUES),
        Member::new("FunctionArn", Kind::Text).required().min(0).max(10000).matching(&FUNCTION_ARN_PATTERN),
        Member::new("RuntimeVersionArn", Kind::Text).min(26).max(2048).matching(&RUNTIME_VERSION_ARN_PATTERN),
    ],
);

static QUALIFIER_PATTERN: Pattern = Pattern::new("(|[a-zA-Z0-9$_-]+)");

static QUEUES: List = List {
    element: Member::new("member", Kind::Text).required().min(1).max(1000).matching(&QUEUE_PATTERN),
    flattened: false,
};

static QUEUE_PATTERN: Pattern = Pattern::new(r"[\s\S]*");

const RECURSIVE_LOOP_VALUES: &[&str] = &["Allow", "Terminate"];

pub static REMOVE_LAYER_VERSION_PERMISSION_REQUEST: Shape = Shape::new(
    "RemoveLayerVersionPermissionRequest",
    &[
        Member::new("LayerName", Kind::Text)
            .at(Place::Path("LayerName"))
            .required()
            .min(1)
            .max(2048)
            .matching(&LAYER_NAME_OR_ARN_PATTERN),
        Member::new("VersionNumber", Kind::Long).at(Place::Path("VersionNumber")).required(),
        Member::new("StatementId", Kind::Text)
            .at(Place::Path("StatementId"))
            .required()
            .min(1)
            .max(100)
            .matching(&STATEMENT_ID_PATTERN),
        Member::new("RevisionId", Kind::Text).at(Place::Query("RevisionId")),
    ],
);

pub static REMOVE_PERMISSION_REQUEST: Shape = Shape::new(
    "RemovePermissionRequest",
    &[
        Member::new("FunctionName", Kind::Text)
            .at(Place::Path("FunctionName"))
            .required()
            .min(1)
            .max(256)
            .matching(&NAMESPACED_FUNCTION_NAME_PATTERN),
        Member::new("StatementId", Kind::Text)
            .at(Place::Path("StatementId"))
            .required()
            .min(1)
            .max(100)
            .matching(&NAMESPACED_STATEMENT_ID_PATTERN),
        Member::new("Qualifier", Kind::Text)
            .at(Place::Query("Qualifier"))
            .min(1)
            .max(128)
            .matching(&NUMERIC_LATEST_PUBLISHED_OR_ALIAS_QUALIFIER_PATTERN),
        Member::new("RevisionId", Kind::Text).at(Place::Query("RevisionId")),
    ],
);

pub static RESOLVED_S3_OBJECT: Shape = Shape::new(
    "ResolvedS3Object",
    &[
        Member::new("S3Bucket", Kind::Text).min(3).max(63).matching(&S3_BUCKET_PATTERN),
        Member::new("S3Key", Kind::Text).min(1).max(1024).matching(&S3_KEY_PATTERN),
        Member::new("S3ObjectVersion", Kind::Text).min(1).max(1024).matching(&S3_OBJECT_VERSION_PATTERN),
    ],
);

static RESOURCE_ARN_PATTERN: Pattern = Pattern::new("(arn:(aws[a-zA-Z-]*)?:[a-z0-9-.]+:.*)|()");

static RESOURCE_POLICY_PATTERN: Pattern = Pattern::new(r"[\s\S]+");

const RESPONSE_STREAMING_INVOCATION_TYPE_VALUES: &[&str] = &["RequestResponse", "DryRun"];

pub static RESUME_DURABLE_EXECUTION_REQUEST: Shape = Shape::new(
    "ResumeDurableExecutionRequest",
    &[
        Member::new("DurableExecutionArn", Kind::Text)
            .at(Place::Path("DurableExecutionArn"))
            .required()
            .min(1)
            .max(1024)
            .matching(&DURABLE_EXECUTION_ARN_PATTERN),
        Member::new("ClientToken", Kind::Text).min(1).max(64).matching(&CLIENT_TOKEN_PATTERN),
        Member::new("Reason", Kind::Text).min(0).max(1024).hiding(Hidden::Value),
    ],
);

pub static RESUME_DURABLE_EXECUTION_RESPONSE: Shape = Shape::new("ResumeDurableExecutionResponse", &[]);

pub static RETRY_DETAILS: Shape = Shape::new(
    "RetryDetails",
    &[
        Member::new("CurrentAttempt", Kind::Integer).min(0),
        Member::new("NextAttemptDelaySeconds", Kind::Integer).min(0),
    ],
);

static REVISION_ID_PATTERN: Pattern =
    Pattern::new("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

static ROLE_ARN_PATTERN: Pattern =
    Pattern::new(r"arn:(aws[a-zA-Z-]*)?:iam::\d{12}:role/?[a-zA-Z_0-9+=,.@\-_/]+");

static RUNTIME_VERSION_ARN_PATTERN: Pattern = Pattern::new(
    r"((arn:(aws[a-zA-Z-]*):lambda:(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}::runtime:.+)|(arn:(aws[a-zA-Z-]*):lambda:(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:\d{12}:runtime/[A-Za-z0-9_.-]{1,128}/version/[A-Za-z0-9_.-]{1,128}))",
);

pub static RUNTIME_VERSION_CONFIG: Shape = Shape::new(
    "RuntimeVersionConfig",
    &[
        Member::new("RuntimeVersionArn", Kind::Text).min(26).max(2048).matching(&RUNTIME_VERSION_ARN_PATTERN),
        Member::new("Error", Kind::Struct(&RUNTIME_VERSION_ERROR)),
    ],
);

pub static RUNTIME_VERSION_ERROR: Shape = Shape::new(
    "RuntimeVersionError",
    &[Member::new("ErrorCode", Kind::Text), Member::new("Message", Kind::Text).hiding(Hidden::Value)],
);

static S3_BUCKET_PATTERN: Pattern =
    Pattern::except(r"[0-9A-Za-z\.\-_]*(?<!\.)", r"[0-9A-Za-z\.\-_]*", r"(?s:.*)(?:\.)");

pub static S3_FILES_CONFIG: Shape =
    Shape::new("S3FilesConfig", &[Member::new("DirectS3Read", Kind::Text).one_of(DIRECT_S3_READ_VALUES)]);

static S3_KEY_PATTERN: Pattern = Pattern::new(".*");

const S3_OBJECT_STORAGE_MODE_VALUES: &[&str] = &["COPY", "REFERENCE"];

static S3_OBJECT_VERSION_PATTERN: Pattern = Pattern::new(".*");

pub static SCALING_CONFIG: Shape =
    Shape::new("ScalingConfig", &[Member::new("MaximumConcurrency", Kind::Integer).min(2).max(1000)]);

const SCHEMA_REGISTRY_EVENT_RECORD_FORMAT_VALUES: &[&str] = &["JSON", "SOURCE"];

static SCHEMA_REGISTRY_URI_PATTERN: Pattern = Pattern::new(r"[a-zA-Z0-9-\/*:_+=.@-]*");

static SECURITY_GROUP_IDS: List = List {
    element: Member::new("member", Kind::Text)
        .required()
        .min(0)
        .max(1024)
        .matching(&SECURITY_GROUP_ID_PATTERN),
    flattened: false,
};

static SECURITY_GROUP_ID_PATTERN: Pattern = Pattern::new("sg-[0-9a-zA-Z]*");

pub static SELF_MANAGED_EVENT_SOURCE: Shape =
    Shape::new("SelfManagedEventSource", &[Member::new("Endpoints", Kind::Map(&ENDPOINTS)).min(1).max(2)]);

pub static SELF_MANAGED_KAFKA_EVENT_SOURCE_CONFIG: Shape = Shape::new(
    "SelfManagedKafkaEventSourceConfig",
    &[
        Member::new("ConsumerGroupId", Kind::Text).min(1).max(200).matching(&URI_PATTERN),
        Member::new("SchemaRegistryConfig", Kind::Struct(&KAFKA_SCHEMA_REGISTRY_CONFIG)),
        Member::new("ConsumptionMode", Kind::Text).one_of(KAFKA_EVENT_SOURCE_MAPPING_CONSUMPTION_MODE_VALUES),
    ],
);

pub static SEND_DURABLE_EXECUTION_CALLBACK_FAILURE_REQUEST: Shape = Shape::new(
    "SendDurableExecutionCallbackFailureRequest",
    &[
        Member::new("CallbackId", Kind::Text)
            .at(Place::Path("CallbackId"))
            .required()
            .min(1)
            .max(1024)
            .matching(&CALLBACK_ID_PATTERN),
        Member::new("Error", Kind::Struct(&ERROR_OBJECT)).at(Place::Payload),
    ],
);

pub static SEND_DURABLE_EXECUTION_CALLBACK_FAILURE_RESPONSE: Shape =
    Shape::new("SendDurableExecutionCallbackFailureResponse", &[]);

pub static SEND_DURABLE_EXECUTION_CALLBACK_HEARTBEAT_REQUEST: Shape = Shape::new(
    "SendDurableExecutionCallbackHeartbeatRequest",
    &[Member::new("CallbackId", Kind::Text)
        .at(Place::Path("CallbackId"))
        .required()
        .min(1)
        .max(1024)
        .matching(&CALLBACK_ID_PATTERN)],
);

pub static SEND_DURABLE_EXECUTION_CALLBACK_HEARTBEAT_RESPONSE: Shape =
    Shape::new("SendDurableExecutionCallbackHeartbeatResponse", &[]);

pub static SEND_DURABLE_EXECUTION_CALLBACK_SUCCESS_REQUEST: Shape = Shape::new(
    "SendDurableExecutionCallbackSuccessRequest",
    &[
        Member::new("CallbackId", Kind::Text)
            .at(Place::Path("CallbackId"))
            .required()
            .min(1)
            .max(1024)
            .matching(&CALLBACK_ID_PATTERN),
        Member::new("Result", Kind::Blob).at(Place::Payload).min(0).max(1048576).hiding(Hidden::Value),
    ],
);

pub static SEND_DURABLE_EXECUTION_CALLBACK_SUCCESS_RESPONSE: Shape =
    Shape::new("SendDurableExecutionCallbackSuccessResponse", &[]);

static SIGNING_PROFILE_VERSION_ARNS: List = List {
    element: Member::new("member", Kind::Text).required().min(0).max(10000).matching(&ARN_PATTERN),
    flattened: false,
};

pub static SNAP_START: Shape =
    Shape::new("SnapStart", &[Member::new("ApplyOn", Kind::Text).one_of(SNAP_START_APPLY_ON_VALUES)]);

const SNAP_START_APPLY_ON_VALUES: &[&str] = &["PublishedVersions", "None"];

const SNAP_START_OPTIMIZATION_STATUS_VALUES: &[&str] = &["On", "Off"];

pub static SNAP_START_RESPONSE: Shape = Shape::new(
    "SnapStartResponse",
    &[
        Member::new("ApplyOn", Kind::Text).one_of(SNAP_START_APPLY_ON_VALUES),
        Member::new("OptimizationStatus", Kind::Text).one_of(SNAP_START_OPTIMIZATION_STATUS_VALUES),
    ],
);

pub static SOURCE_ACCESS_CONFIGURATION: Shape = Shape::new(
    "SourceAccessConfiguration",
    &[
        Member::new("Type", Kind::Text).one_of(SOURCE_ACCESS_TYPE_VALUES),
        Member::new("URI", Kind::Text).min(1).max(200).matching(&URI_PATTERN),
    ],
);

static SOURCE_ACCESS_CONFIGURATIONS: List = List {
    element: Member::new("member", Kind::Struct(&SOURCE_ACCESS_CONFIGURATION)).required(),
    flattened: false,
};

const SOURCE_ACCESS_TYPE_VALUES: &[&str] = &[
    "BASIC_AUTH",
    "VPC_SUBNET",
    "VPC_SECURITY_GROUP",
    "SASL_SCRAM_512_AUTH",
    "SASL_SCRAM_256_AUTH",
    "VIRTUAL_HOST",
    "CLIENT_CERTIFICATE_TLS_AUTH",
    "SERVER_ROOT_CA_CERTIFICATE",
    "OAUTHBEARER_AUTH",
    "OAUTHBEARER_SCOPE",
    "OAUTHBEARER_AUDIENCE",
    "OAUTHBEARER_LOGICAL_CLUSTER",
    "OAUTHBEARER_IDENTITY_POOL",
    "IAM_AUTH",
    "IAM_OAUTHBEARER_AUTH",
];

static SOURCE_OWNER_PATTERN: Pattern = Pattern::new(r"\d{12}");

static STACK_TRACE_ENTRIES: List =
    List { element: Member::new("member", Kind::Text).required().hiding(Hidden::Value), flattened: false };

static STATEMENT_ID_PATTERN: Pattern = Pattern::new("([a-zA-Z0-9-_]+)");

const STATE_REASON_CODE_VALUES: &[&str] = &[
    "Idle",
    "Creating",
    "Restoring",
    "EniLimitExceeded",
    "InsufficientRolePermissions",
    "InvalidConfiguration",
    "InternalError",
    "SubnetOutOfIPAddresses",
    "InvalidSubnet",
    "InvalidSecurityGroup",
    "ImageDeleted",
    "ImageAccessDenied",
    "InvalidImage",
    "KMSKeyAccessDenied",
    "KMSKeyNotFound",
    "InvalidStateKMSKey",
    "DisabledKMSKey",
    "EFSIOError",
    "EFSMountConnectivityError",
    "EFSMountFailure",
    "EFSMountTimeout",
    "InvalidRuntime",
    "InvalidZipFileException",
    "FunctionError",
    "ServiceQuotaExceededException",
    "VcpuLimitExceeded",
    "CapacityProviderScalingLimitExceeded",
    "InsufficientCapacity",
    "EC2RequestLimitExceeded",
    "FunctionError.InitTimeout",
    "FunctionError.RuntimeInitError",
    "FunctionError.ExtensionInitError",
    "FunctionError.InvalidEntryPoint",
    "FunctionError.InvalidWorkingDirectory",
    "FunctionError.PermissionDenied",
    "FunctionError.TooManyExtensions",
    "FunctionError.InitResourceExhausted",
    "DisallowedByVpcEncryptionControl",
    "DrainingDurableExecutions",
    "IncompatibleAcceleratorInstanceTypes",
    "DependencyError",
];

const STATE_VALUES: &[&str] = &[
    "Pending",
    "Active",
    "Inactive",
    "Failed",
    "Deactivating",
    "Deactivated",
    "ActiveNonInvocable",
    "Deleting",
];

pub static STEP_DETAILS: Shape = Shape::new(
    "StepDetails",
    &[
        Member::new("Attempt", Kind::Integer).min(0),
        Member::new("NextAttemptTimestamp", Kind::Time(None)),
        Member::new("Result", Kind::Text).min(0).max(6291456).hiding(Hidden::Value),
        Member::new("Error", Kind::Struct(&ERROR_OBJECT)),
    ],
);

pub static STEP_FAILED_DETAILS: Shape = Shape::new(
    "StepFailedDetails",
    &[
        Member::new("Error", Kind::Struct(&EVENT_ERROR)).required(),
        Member::new("RetryDetails", Kind::Struct(&RETRY_DETAILS)).required(),
    ],
);

pub static STEP_OPTIONS: Shape =
    Shape::new("StepOptions", &[Member::new("NextAttemptDelaySeconds", Kind::Integer).min(1).max(31622400)]);

pub static STEP_STARTED_DETAILS: Shape = Shape::new("StepStartedDetails", &[]);

pub static STEP_SUCCEEDED_DETAILS: Shape = Shape::new(
    "StepSucceededDetails",
    &[
        Member::new("Result", Kind::Struct(&EVENT_RESULT)).required(),
        Member::new("RetryDetails", Kind::Struct(&RETRY_DETAILS)).required(),
    ],
);

pub static STOP_DURABLE_EXECUTION_REQUEST: Shape = Shape::new(
    "StopDurableExecutionRequest",
    &[
        Member::new("DurableExecutionArn", Kind::Text)
            .at(Place::Path("DurableExecutionArn"))
            .required()
            .min(1)
            .max(1024)
            .matching(&DURABLE_EXECUTION_ARN_PATTERN),
        Member::new("Error", Kind::Struct(&ERROR_OBJECT)).at(Place::Payload),
    ],
);

pub static STOP_DURABLE_EXECUTION_RESPONSE: Shape =
    Shape::new("StopDurableExecutionResponse", &[Member::new("StopTimestamp", Kind::Time(None)).required()]);

static STRING_LIST: List = List { element: Member::new("member", Kind::Text).required(), flattened: false };

static SUBNET_IDS: List = List {
    element: Member::new("member", Kind::Text).required().min(0).max(1024).matching(&SUBNET_ID_PATTERN),
    flattened: false,
};

static SUBNET_ID_PATTERN: Pattern = Pattern::new("subnet-[0-9a-z]*");

const SYSTEM_LOG_LEVEL_VALUES: &[&str] = &["DEBUG", "INFO", "WARN"];

static TAGGABLE_RESOURCE_PATTERN: Pattern = Pattern::new(
    r"arn:(aws[a-zA-Z-]*):lambda:(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:\d{12}:(function:[a-zA-Z0-9-_]+(:(\$LATEST|[a-zA-Z0-9-_]+))?|code-signing-config:csc-[a-z0-9]{17}|event-source-mapping:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}|(capacity-provider|network-connector):[a-zA-Z0-9-_]{1,64})",
);

static TAGS: Map = Map {
    key: Member::new("key", Kind::Text).min(1).max(128).matching(&TAG_KEY_PATTERN),
    value: Member::new("value", Kind::Text).required().min(0).max(256).matching(&TAG_VALUE_PATTERN),
    flattened: false,
};

pub static TAGS_ERROR: Shape = Shape::new(
    "TagsError",
    &[
        Member::new("ErrorCode", Kind::Text).required().min(10).max(21).matching(&TAGS_ERROR_CODE_PATTERN),
        Member::new("Message", Kind::Text).required().min(84).max(1000).matching(&TAGS_ERROR_MESSAGE_PATTERN),
    ],
);

static TAGS_ERROR_CODE_PATTERN: Pattern = Pattern::new("[A-Za-z]+Exception");

static TAGS_ERROR_MESSAGE_PATTERN: Pattern = Pattern::new(".*");

static TAG_KEY_LIST: List = List {
    element: Member::new("member", Kind::Text).required().min(1).max(128).matching(&TAG_KEY_PATTERN),
    flattened: false,
};

static TAG_KEY_PATTERN: Pattern = Pattern::new(r"([\p{L}\p{Z}\p{N}_.:/=+\-@]*)");

pub static TAG_RESOURCE_REQUEST: Shape = Shape::new(
    "TagResourceRequest",
    &[
        Member::new("Resource", Kind::Text)
            .at(Place::Path("Resource"))
            .required()
            .min(1)
            .max(10000)
            .matching(&TAGGABLE_RESOURCE_PATTERN),
        Member::new("Tags", Kind::Map(&TAGS)).required(),
    ],
);

static TAG_VALUE_PATTERN: Pattern = Pattern::new(r"([\p{L}\p{Z}\p{N}_.:/=+\-@]*)");

pub static TARGET_TRACKING_SCALING_POLICY: Shape = Shape::new(
    "TargetTrackingScalingPolicy",
    &[
        Member::new("PredefinedMetricType", Kind::Text)
            .required()
            .one_of(CAPACITY_PROVIDER_PREDEFINED_METRIC_TYPE_VALUES),
        Member::new("TargetValue", Kind::Double).required().min(0).max(100),
    ],
);

pub static TENANCY_CONFIG: Shape = Shape::new(
    "TenancyConfig",
    &[Member::new("TenantIsolationMode", Kind::Text).required().one_of(TENANT_ISOLATION_MODE_VALUES)],
);

static TENANT_ID_PATTERN: Pattern = Pattern::new(r"[a-zA-Z0-9\._:\/=+\-@ ]+");

const TENANT_ISOLATION_MODE_VALUES: &[&str] = &["PER_TENANT"];

static TIMESTAMP_PATTERN: Pattern = Pattern::new(".*");

static TOPICS: List = List {
    element: Member::new("member", Kind::Text).required().min(1).max(249).matching(&TOPIC_PATTERN),
    flattened: false,
};

static TOPIC_PATTERN: Pattern = Pattern::new(r"[^.]([a-zA-Z0-9\-_.]+)");

pub static TRACE_HEADER: Shape =
    Shape::new("TraceHeader", &[Member::new("XAmznTraceId", Kind::Text).min(0).max(8192)]);

pub static TRACING_CONFIG: Shape =
    Shape::new("TracingConfig", &[Member::new("Mode", Kind::Text).one_of(TRACING_MODE_VALUES)]);

pub static TRACING_CONFIG_RESPONSE: Shape =
    Shape::new("TracingConfigResponse", &[Member::new("Mode", Kind::Text).one_of(TRACING_MODE_VALUES)]);

const TRACING_MODE_VALUES: &[&str] = &["Active", "PassThrough"];

static UNQUALIFIED_FUNCTION_NAME_PATTERN: Pattern = Pattern::new(
    r"(arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)",
);

pub static UNTAG_RESOURCE_REQUEST: Shape = Shape::new(
    "UntagResourceRequest",
    &[
        Member::new("Resource", Kind::Text)
            .at(Place::Path("Resource"))
            .required()
            .min(1)
            .max(10000)
            .matching(&TAGGABLE_RESOURCE_PATTERN),
        Member::new("TagKeys", Kind::List(&TAG_KEY_LIST)).at(Place::Query("tagKeys")).required(),
    ],
);

pub static UPDATE_ALIAS_REQUEST: Shape = Shape::new(
    "UpdateAliasRequest",
    &[
        Member::new("FunctionName", Kind::Text)
            .at(Place::Path("FunctionName"))
            .required()
            .min(1)
            .max(140)
            .matching(&FUNCTION_NAME_PATTERN),
        Member::new("Name", Kind::Text)
            .at(Place::Path("Name"))
            .required()
            .min(1)
            .max(128)
            .matching(&ALIAS_PATTERN),
        Member::new("FunctionVersion", Kind::Text)
            .min(1)
            .max(1024)
            .matching(&VERSION_WITH_LATEST_PUBLISHED_PATTERN),
        Member::new("Description", Kind::Text).min(0).max(256),
        Member::new("RoutingConfig", Kind::Struct(&ALIAS_ROUTING_CONFIGURATION)),
        Member::new("RevisionId", Kind::Text),
    ],
);

pub static UPDATE_CAPACITY_PROVIDER_REQUEST: Shape = Shape::new(
    "UpdateCapacityProviderRequest",
    &[
        Member::new("CapacityProviderName", Kind::Text)
            .at(Place::Path("CapacityProviderName"))
            .required()
            .min(1)
            .max(140)
            .matching(&CAPACITY_PROVIDER_NAME_PATTERN),
        Member::new("CapacityProviderScalingConfig", Kind::Struct(&CAPACITY_PROVIDER_SCALING_CONFIG)),
        Member::new("PropagateTags", Kind::Struct(&PROPAGATE_TAGS)),
        Member::new("TelemetryConfig", Kind::Struct(&CAPACITY_PROVIDER_TELEMETRY_CONFIG)),
    ],
);

pub static UPDATE_CAPACITY_PROVIDER_RESPONSE: Shape = Shape::new(
    "UpdateCapacityProviderResponse",
    &[Member::new("CapacityProvider", Kind::Struct(&CAPACITY_PROVIDER)).required()],
);

pub static UPDATE_CODE_SIGNING_CONFIG_REQUEST: Shape = Shape::new(
    "UpdateCodeSigningConfigRequest",
    &[
        Member::new("CodeSigningConfigArn", Kind::Text)
            .at(Place::Path("CodeSigningConfigArn"))
            .required()
            .min(0)
            .max(200)
            .matching(&CODE_SIGNING_CONFIG_ARN_PATTERN),
        Member::new("Description", Kind::Text).min(0).max(256),
        Member::new("AllowedPublishers", Kind::Struct(&ALLOWED_PUBLISHERS)),
        Member::new("CodeSigningPolicies", Kind::Struct(&CODE_SIGNING_POLICIES)),
    ],
);

pub static UPDATE_CODE_SIGNING_CONFIG_RESPONSE: Shape = Shape::new(
    "UpdateCodeSigningConfigResponse",
    &[Member::new("CodeSigningConfig", Kind::Struct(&CODE_SIGNING_CONFIG)).required()],
);

pub static UPDATE_EVENT_SOURCE_MAPPING_REQUEST: Shape = Shape::new(
    "UpdateEventSourceMappingRequest",
    &[
        Member::new("UUID", Kind::Text).at(Place::Path("UUID")).required().min(36).max(36),
        Member::new("FunctionName", Kind::Text).min(1).max(256).matching(&NAMESPACED_FUNCTION_NAME_PATTERN),
        Member::new("Enabled", Kind::Boolean),
        Member::new("BatchSize", Kind::Integer).min(1).max(10000),
        Member::new("FilterCriteria", Kind::Struct(&FILTER_CRITERIA)),
        Member::new("KMSKeyArn", Kind::Text).min(0).max(10000).matching(&KMS_KEY_ARN_PATTERN),
        Member::new("MetricsConfig", Kind::Struct(&EVENT_SOURCE_MAPPING_METRICS_CONFIG)),
        Member::new("LoggingConfig", Kind::Struct(&EVENT_SOURCE_MAPPING_LOGGING_CONFIG)),
        Member::new("ScalingConfig", Kind::Struct(&SCALING_CONFIG)),
        Member::new("MaximumBatchingWindowInSeconds", Kind::Integer).min(0).max(300),
        Member::new("ParallelizationFactor", Kind::Integer).min(1).max(10),
        Member::new("DestinationConfig", Kind::Struct(&DESTINATION_CONFIG)),
        Member::new("MaximumRecordAgeInSeconds", Kind::Integer).min(-1).max(604800),
        Member::new("BisectBatchOnFunctionError", Kind::Boolean),
        Member::new("MaximumRetryAttempts", Kind::Integer).min(-1).max(10000),
        Member::new("TumblingWindowInSeconds", Kind::Integer).min(0).max(900),
        Member::new("SourceAccessConfigurations", Kind::List(&SOURCE_ACCESS_CONFIGURATIONS)).min(0).max(23),
        Member::new("FunctionResponseTypes", Kind::List(&FUNCTION_RESPONSE_TYPE_LIST)).min(0).max(1),
        Member::new(
            "AmazonManagedKafkaEventSourceConfig",
            Kind::Struct(&AMAZON_MANAGED_KAFKA_EVENT_SOURCE_CONFIG),
        ),
        Member::new(
            "SelfManagedKafkaEventSourceConfig",
            Kind::Struct(&SELF_MANAGED_KAFKA_EVENT_SOURCE_CONFIG),
        ),
        Member::new("DocumentDBEventSourceConfig", Kind::Struct(&DOCUMENT_DB_EVENT_SOURCE_CONFIG)),
        Member::new("ProvisionedPollerConfig", Kind::Struct(&PROVISIONED_POLLER_CONFIG)),
    ],
);

pub static UPDATE_FUNCTION_CODE_REQUEST: Shape = Shape::new(
    "UpdateFunctionCodeRequest",
    &[
        Member::new("FunctionName", Kind::Text)
            .at(Place::Path("FunctionName"))
            .required()
            .min(1)
            .max(140)
            .matching(&FUNCTION_NAME_PATTERN),
        Member::new("ZipFile", Kind::Blob).hiding(Hidden::Value),
        Member::new("S3Bucket", Kind::Text).min(3).max(63).matching(&S3_BUCKET_PATTERN),
        Member::new("S3Key", Kind::Text).min(1).max(1024).matching(&S3_KEY_PATTERN),
        Member::new("S3ObjectVersion", Kind::Text).min(1).max(1024).matching(&S3_OBJECT_VERSION_PATTERN),
        Member::new("S3ObjectStorageMode", Kind::Text).one_of(S3_OBJECT_STORAGE_MODE_VALUES),
        Member::new("ImageUri", Kind::Text),
        Member::new("Architectures", Kind::List(&ARCHITECTURES_LIST)).min(1).max(1),
        Member::new("Publish", Kind::Boolean),
        Member::new("PublishTo", Kind::Text).one_of(FUNCTION_VERSION_LATEST_PUBLISHED_VALUES),
        Member::new("DryRun", Kind::Boolean),
        Member::new("RevisionId", Kind::Text),
        Member::new("SourceKMSKeyArn", Kind::Text).min(0).max(10000).matching(&KMS_KEY_ARN_PATTERN),
    ],
);

pub static UPDATE_FUNCTION_CONFIGURATION_REQUEST: Shape = Shape::new(
    "UpdateFunctionConfigurationRequest",
    &[
        Member::new("FunctionName", Kind::Text)
            .at(Place::Path("FunctionName"))
            .required()
            .min(1)
            .max(140)
            .matching(&FUNCTION_NAME_PATTERN),
        Member::new("Role", Kind::Text).min(0).max(10000).matching(&ROLE_ARN_PATTERN),
        Member::new("Handler", Kind::Text).min(0).max(128).matching(&HANDLER_PATTERN),
        Member::new("Description", Kind::Text).min(0).max(256),
        Member::new("Timeout", Kind::Integer).min(1).max(5400),
        Member::new("MemorySize", Kind::Integer).min(128).max(32768),
        Member::new("VpcConfig", Kind::Struct(&VPC_CONFIG)),
        Member::new("Environment", Kind::Struct(&ENVIRONMENT)),
        Member::new("Runtime", Kind::Text),
        Member::new("DeadLetterConfig", Kind::Struct(&DEAD_LETTER_CONFIG)),
        Member::new("KMSKeyArn", Kind::Text).min(0).max(10000).matching(&KMS_KEY_ARN_PATTERN),
        Member::new("TracingConfig", Kind::Struct(&TRACING_CONFIG)),
        Member::new("RevisionId", Kind::Text),
        Member::new("Layers", Kind::List(&LAYER_LIST)),
        Member::new("FileSystemConfigs", Kind::List(&FILE_SYSTEM_CONFIG_LIST)).min(0).max(1),
        Member::new("ImageConfig", Kind::Struct(&IMAGE_CONFIG)),
        Member::new("EphemeralStorage", Kind::Struct(&EPHEMERAL_STORAGE)),
        Member::new("SnapStart", Kind::Struct(&SNAP_START)),
        Member::new("LoggingConfig", Kind::Struct(&LOGGING_CONFIG)),
        Member::new("CapacityProviderConfig", Kind::Struct(&CAPACITY_PROVIDER_CONFIG)),
        Member::new("DurableConfig", Kind::Struct(&DURABLE_CONFIG)),
        Member::new("RuntimeConfig", Kind::Struct(&FUNCTION_RUNTIME_CONFIG)),
        Member::new("AcceleratorConfig", Kind::Struct(&ACCELERATOR_CONFIG)),
    ],
);

pub static UPDATE_FUNCTION_EVENT_INVOKE_CONFIG_REQUEST: Shape = Shape::new(
    "UpdateFunctionEventInvokeConfigRequest",
    &[
        Member::new("FunctionName", Kind::Text)
            .at(Place::Path("FunctionName"))
            .required()
            .min(1)
            .max(256)
            .matching(&NAMESPACED_FUNCTION_NAME_PATTERN),
        Member::new("Qualifier", Kind::Text)
            .at(Place::Query("Qualifier"))
            .min(1)
            .max(128)
            .matching(&NUMERIC_LATEST_PUBLISHED_OR_ALIAS_QUALIFIER_PATTERN),
        Member::new("MaximumRetryAttempts", Kind::Integer).min(0).max(2),
        Member::new("MaximumEventAgeInSeconds", Kind::Integer).min(60).max(21600),
        Member::new("DestinationConfig", Kind::Struct(&DESTINATION_CONFIG)),
    ],
);

pub static UPDATE_FUNCTION_URL_CONFIG_REQUEST: Shape = Shape::new(
    "UpdateFunctionUrlConfigRequest",
    &[
        Member::new("FunctionName", Kind::Text)
            .at(Place::Path("FunctionName"))
            .required()
            .min(1)
            .max(140)
            .matching(&FUNCTION_URL_FUNCTION_NAME_PATTERN),
        Member::new("Qualifier", Kind::Text)
            .at(Place::Query("Qualifier"))
            .min(1)
            .max(128)
            .matching(&FUNCTION_URL_QUALIFIER_PATTERN),
        Member::new("AuthType", Kind::Text).one_of(FUNCTION_URL_AUTH_TYPE_VALUES),
        Member::new("Cors", Kind::Struct(&CORS)),
        Member::new("InvokeMode", Kind::Text).one_of(INVOKE_MODE_VALUES),
    ],
);

pub static UPDATE_FUNCTION_URL_CONFIG_RESPONSE: Shape = Shape::new(
    "UpdateFunctionUrlConfigResponse",
    &[
        Member::new("FunctionUrl", Kind::Text).required().min(40).max(100),
        Member::new("FunctionArn", Kind::Text).required().min(0).max(10000).matching(&FUNCTION_ARN_PATTERN),
        Member::new("AuthType", Kind::Text).required().one_of(FUNCTION_URL_AUTH_TYPE_VALUES),
        Member::new("Cors", Kind::Struct(&CORS)),
        Member::new("CreationTime", Kind::Text).required().min(0).max(100).matching(&TIMESTAMP_PATTERN),
        Member::new("LastModifiedTime", Kind::Text).required().min(0).max(100).matching(&TIMESTAMP_PATTERN),
        Member::new("InvokeMode", Kind::Text).one_of(INVOKE_MODE_VALUES),
    ],
);

const UPDATE_RUNTIME_ON_VALUES: &[&str] = &["Auto", "Manual", "FunctionUpdate"];

static URI_PATTERN: Pattern = Pattern::new(r"[ a-zA-Z0-9-\/*:_+=.@-]*");

static VERSION_PATTERN: Pattern = Pattern::new(r"(\$LATEST|[0-9]+)");

static VERSION_WITH_LATEST_PUBLISHED_PATTERN: Pattern = Pattern::new(r"(\$LATEST(\.PUBLISHED)?|[0-9]+)");

pub static VPC_CONFIG: Shape = Shape::new(
    "VpcConfig",
    &[
        Member::new("SubnetIds", Kind::List(&SUBNET_IDS)).min(0).max(16),
        Member::new("SecurityGroupIds", Kind::List(&SECURITY_GROUP_IDS)).min(0).max(5),
        Member::new("Ipv6AllowedForDualStack", Kind::Boolean),
    ],
);

pub static VPC_CONFIG_RESPONSE: Shape = Shape::new(
    "VpcConfigResponse",
    &[
        Member::new("SubnetIds", Kind::List(&SUBNET_IDS)).min(0).max(16),
        Member::new("SecurityGroupIds", Kind::List(&SECURITY_GROUP_IDS)).min(0).max(5),
        Member::new("VpcId", Kind::Text),
        Member::new("Ipv6AllowedForDualStack", Kind::Boolean),
    ],
);

pub static WAIT_CANCELLED_DETAILS: Shape =
    Shape::new("WaitCancelledDetails", &[Member::new("Error", Kind::Struct(&EVENT_ERROR))]);

pub static WAIT_DETAILS: Shape =
    Shape::new("WaitDetails", &[Member::new("ScheduledEndTimestamp", Kind::Time(None))]);

pub static WAIT_OPTIONS: Shape =
    Shape::new("WaitOptions", &[Member::new("WaitSeconds", Kind::Integer).min(1).max(31622400)]);

pub static WAIT_STARTED_DETAILS: Shape = Shape::new(
    "WaitStartedDetails",
    &[
        Member::new("Duration", Kind::Integer).required().min(0),
        Member::new("ScheduledEndTimestamp", Kind::Time(None)).required(),
    ],
);

pub static WAIT_SUCCEEDED_DETAILS: Shape =
    Shape::new("WaitSucceededDetails", &[Member::new("Duration", Kind::Integer).min(0)]);
