//! AWS's model of the service, as data; its texts of documentation are left out.
//!
//! Written by `cargo run -p conformance -- shapes secretsmanager`, not by hand, from botocore 1.44.8,
//! `data/secretsmanager/2017-10-17/service-2.json`, whose licence is Apache-2.0: see NOTICE.

#![allow(missing_docs, reason = "the names are AWS's, whose documentation says what they mean")]

use wire::shape::{ErrorShape, Hidden, Kind, List, Map, Member, Model, NOTHING, Pattern, Shape, Signature};

pub static MODEL: Model = Model {
    name: "secretsmanager",
    target_prefix: Some("secretsmanager"),
    version: "2017-10-17",
    namespace: None,
    names: &[
        ("AssociateCrossAccountReplica", "POST", "/"),
        ("BatchGetSecretValue", "POST", "/"),
        ("CancelRotateSecret", "POST", "/"),
        ("CreateSecret", "POST", "/"),
        ("DeleteResourcePolicy", "POST", "/"),
        ("DeleteSecret", "POST", "/"),
        ("DescribeSecret", "POST", "/"),
        ("DisassociateCrossAccountReplica", "POST", "/"),
        ("GetRandomPassword", "POST", "/"),
        ("GetResourcePolicy", "POST", "/"),
        ("GetSecretValue", "POST", "/"),
        ("ListResourcePolicies", "POST", "/"),
        ("ListSecretVersionIds", "POST", "/"),
        ("ListSecrets", "POST", "/"),
        ("PutResourcePolicy", "POST", "/"),
        ("PutSecretValue", "POST", "/"),
        ("RemoveRegionsFromReplication", "POST", "/"),
        ("ReplicateSecretToRegions", "POST", "/"),
        ("RestoreSecret", "POST", "/"),
        ("RotateSecret", "POST", "/"),
        ("StopReplicationToReplica", "POST", "/"),
        ("TagResource", "POST", "/"),
        ("UntagResource", "POST", "/"),
        ("UpdateSecret", "POST", "/"),
        ("UpdateSecretVersionStage", "POST", "/"),
        ("ValidateResourcePolicy", "POST", "/"),
    ],
    errors: &[
        DECRYPTION_FAILURE,
        ENCRYPTION_FAILURE,
        INTERNAL_SERVICE_ERROR,
        INVALID_NEXT_TOKEN_EXCEPTION,
        INVALID_PARAMETER_EXCEPTION,
        INVALID_REQUEST_EXCEPTION,
        LIMIT_EXCEEDED_EXCEPTION,
        MALFORMED_POLICY_DOCUMENT_EXCEPTION,
        PRECONDITION_NOT_MET_EXCEPTION,
        PUBLIC_POLICY_EXCEPTION,
        RESOURCE_EXISTS_EXCEPTION,
        RESOURCE_NOT_FOUND_EXCEPTION,
    ],
};

pub const DECRYPTION_FAILURE: ErrorShape =
    ErrorShape { name: "DecryptionFailure", code: "DecryptionFailure", status: 400, sender: true };

pub const ENCRYPTION_FAILURE: ErrorShape =
    ErrorShape { name: "EncryptionFailure", code: "EncryptionFailure", status: 400, sender: true };

pub const INTERNAL_SERVICE_ERROR: ErrorShape =
    ErrorShape { name: "InternalServiceError", code: "InternalServiceError", status: 500, sender: false };

pub const INVALID_NEXT_TOKEN_EXCEPTION: ErrorShape = ErrorShape {
    name: "InvalidNextTokenException",
    code: "InvalidNextTokenException",
    status: 400,
    sender: true,
};

pub const INVALID_PARAMETER_EXCEPTION: ErrorShape = ErrorShape {
    name: "InvalidParameterException",
    code: "InvalidParameterException",
    status: 400,
    sender: true,
};

pub const INVALID_REQUEST_EXCEPTION: ErrorShape = ErrorShape {
    name: "InvalidRequestException",
    code: "InvalidRequestException",
    status: 400,
    sender: true,
};

pub const LIMIT_EXCEEDED_EXCEPTION: ErrorShape =
    ErrorShape { name: "LimitExceededException", code: "LimitExceededException", status: 400, sender: true };

pub const MALFORMED_POLICY_DOCUMENT_EXCEPTION: ErrorShape = ErrorShape {
    name: "MalformedPolicyDocumentException",
    code: "MalformedPolicyDocumentException",
    status: 400,
    sender: true,
};

pub const PRECONDITION_NOT_MET_EXCEPTION: ErrorShape = ErrorShape {
    name: "PreconditionNotMetException",
    code: "PreconditionNotMetException",
    status: 400,
    sender: true,
};

pub const PUBLIC_POLICY_EXCEPTION: ErrorShape =
    ErrorShape { name: "PublicPolicyException", code: "PublicPolicyException", status: 400, sender: true };

pub const RESOURCE_EXISTS_EXCEPTION: ErrorShape = ErrorShape {
    name: "ResourceExistsException",
    code: "ResourceExistsException",
    status: 400,
    sender: true,
};

pub const RESOURCE_NOT_FOUND_EXCEPTION: ErrorShape = ErrorShape {
    name: "ResourceNotFoundException",
    code: "ResourceNotFoundException",
    status: 400,
    sender: true,
};

pub static ASSOCIATE_CROSS_ACCOUNT_REPLICA: Signature = Signature {
    name: "AssociateCrossAccountReplica",
    method: "POST",
    path: "/",
    status: 200,
    input: &ASSOCIATE_CROSS_ACCOUNT_REPLICA_REQUEST,
    output: &ASSOCIATE_CROSS_ACCOUNT_REPLICA_RESPONSE,
    wrapper: None,
};

pub static BATCH_GET_SECRET_VALUE: Signature = Signature {
    name: "BatchGetSecretValue",
    method: "POST",
    path: "/",
    status: 200,
    input: &BATCH_GET_SECRET_VALUE_REQUEST,
    output: &BATCH_GET_SECRET_VALUE_RESPONSE,
    wrapper: None,
};

pub static CANCEL_ROTATE_SECRET: Signature = Signature {
    name: "CancelRotateSecret",
    method: "POST",
    path: "/",
    status: 200,
    input: &CANCEL_ROTATE_SECRET_REQUEST,
    output: &CANCEL_ROTATE_SECRET_RESPONSE,
    wrapper: None,
};

pub static CREATE_SECRET: Signature = Signature {
    name: "CreateSecret",
    method: "POST",
    path: "/",
    status: 200,
    input: &CREATE_SECRET_REQUEST,
    output: &CREATE_SECRET_RESPONSE,
    wrapper: None,
};

pub static DELETE_RESOURCE_POLICY: Signature = Signature {
    name: "DeleteResourcePolicy",
    method: "POST",
    path: "/",
    status: 200,
    input: &DELETE_RESOURCE_POLICY_REQUEST,
    output: &DELETE_RESOURCE_POLICY_RESPONSE,
    wrapper: None,
};

pub static DELETE_SECRET: Signature = Signature {
    name: "DeleteSecret",
    method: "POST",
    path: "/",
    status: 200,
    input: &DELETE_SECRET_REQUEST,
    output: &DELETE_SECRET_RESPONSE,
    wrapper: None,
};

pub static DESCRIBE_SECRET: Signature = Signature {
    name: "DescribeSecret",
    method: "POST",
    path: "/",
    status: 200,
    input: &DESCRIBE_SECRET_REQUEST,
    output: &DESCRIBE_SECRET_RESPONSE,
    wrapper: None,
};

pub static DISASSOCIATE_CROSS_ACCOUNT_REPLICA: Signature = Signature {
    name: "DisassociateCrossAccountReplica",
    method: "POST",
    path: "/",
    status: 200,
    input: &DISASSOCIATE_CROSS_ACCOUNT_REPLICA_REQUEST,
    output: &DISASSOCIATE_CROSS_ACCOUNT_REPLICA_RESPONSE,
    wrapper: None,
};

pub static GET_RANDOM_PASSWORD: Signature = Signature {
    name: "GetRandomPassword",
    method: "POST",
    path: "/",
    status: 200,
    input: &GET_RANDOM_PASSWORD_REQUEST,
    output: &GET_RANDOM_PASSWORD_RESPONSE,
    wrapper: None,
};

pub static GET_RESOURCE_POLICY: Signature = Signature {
    name: "GetResourcePolicy",
    method: "POST",
    path: "/",
    status: 200,
    input: &GET_RESOURCE_POLICY_REQUEST,
    output: &GET_RESOURCE_POLICY_RESPONSE,
    wrapper: None,
};

pub static GET_SECRET_VALUE: Signature = Signature {
    name: "GetSecretValue",
    method: "POST",
    path: "/",
    status: 200,
    input: &GET_SECRET_VALUE_REQUEST,
    output: &GET_SECRET_VALUE_RESPONSE,
    wrapper: None,
};

pub static LIST_RESOURCE_POLICIES: Signature = Signature {
    name: "ListResourcePolicies",
    method: "POST",
    path: "/",
    status: 200,
    input: &LIST_RESOURCE_POLICIES_REQUEST,
    output: &LIST_RESOURCE_POLICIES_RESPONSE,
    wrapper: None,
};

pub static LIST_SECRET_VERSION_IDS: Signature = Signature {
    name: "ListSecretVersionIds",
    method: "POST",
    path: "/",
    status: 200,
    input: &LIST_SECRET_VERSION_IDS_REQUEST,
    output: &LIST_SECRET_VERSION_IDS_RESPONSE,
    wrapper: None,
};

pub static LIST_SECRETS: Signature = Signature {
    name: "ListSecrets",
    method: "POST",
    path: "/",
    status: 200,
    input: &LIST_SECRETS_REQUEST,
    output: &LIST_SECRETS_RESPONSE,
    wrapper: None,
};

pub static PUT_RESOURCE_POLICY: Signature = Signature {
    name: "PutResourcePolicy",
    method: "POST",
    path: "/",
    status: 200,
    input: &PUT_RESOURCE_POLICY_REQUEST,
    output: &PUT_RESOURCE_POLICY_RESPONSE,
    wrapper: None,
};

pub static PUT_SECRET_VALUE: Signature = Signature {
    name: "PutSecretValue",
    method: "POST",
    path: "/",
    status: 200,
    input: &PUT_SECRET_VALUE_REQUEST,
    output: &PUT_SECRET_VALUE_RESPONSE,
    wrapper: None,
};

pub static REMOVE_REGIONS_FROM_REPLICATION: Signature = Signature {
    name: "RemoveRegionsFromReplication",
    method: "POST",
    path: "/",
    status: 200,
    input: &REMOVE_REGIONS_FROM_REPLICATION_REQUEST,
    output: &REMOVE_REGIONS_FROM_REPLICATION_RESPONSE,
    wrapper: None,
};

pub static REPLICATE_SECRET_TO_REGIONS: Signature = Signature {
    name: "ReplicateSecretToRegions",
    method: "POST",
    path: "/",
    status: 200,
    input: &REPLICATE_SECRET_TO_REGIONS_REQUEST,
    output: &REPLICATE_SECRET_TO_REGIONS_RESPONSE,
    wrapper: None,
};

pub static RESTORE_SECRET: Signature = Signature {
    name: "RestoreSecret",
    method: "POST",
    path: "/",
    status: 200,
    input: &RESTORE_SECRET_REQUEST,
    output: &RESTORE_SECRET_RESPONSE,
    wrapper: None,
};

pub static ROTATE_SECRET: Signature = Signature {
    name: "RotateSecret",
    method: "POST",
    path: "/",
    status: 200,
    input: &ROTATE_SECRET_REQUEST,
    output: &ROTATE_SECRET_RESPONSE,
    wrapper: None,
};

pub static STOP_REPLICATION_TO_REPLICA: Signature = Signature {
    name: "StopReplicationToReplica",
    method: "POST",
    path: "/",
    status: 200,
    input: &STOP_REPLICATION_TO_REPLICA_REQUEST,
    output: &STOP_REPLICATION_TO_REPLICA_RESPONSE,
    wrapper: None,
};

pub static TAG_RESOURCE: Signature = Signature {
    name: "TagResource",
    method: "POST",
    path: "/",
    status: 200,
    input: &TAG_RESOURCE_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static UNTAG_RESOURCE: Signature = Signature {
    name: "UntagResource",
    method: "POST",
    path: "/",
    status: 200,
    input: &UNTAG_RESOURCE_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static UPDATE_SECRET: Signature = Signature {
    name: "UpdateSecret",
    method: "POST",
    path: "/",
    status: 200,
    input: &UPDATE_SECRET_REQUEST,
    output: &UPDATE_SECRET_RESPONSE,
    wrapper: None,
};

pub static UPDATE_SECRET_VERSION_STAGE: Signature = Signature {
    name: "UpdateSecretVersionStage",
    method: "POST",
    path: "/",
    status: 200,
    input: &UPDATE_SECRET_VERSION_STAGE_REQUEST,
    output: &UPDATE_SECRET_VERSION_STAGE_RESPONSE,
    wrapper: None,
};

pub static VALIDATE_RESOURCE_POLICY: Signature = Signature {
    name: "ValidateResourcePolicy",
    method: "POST",
    path: "/",
    status: 200,
    input: &VALIDATE_RESOURCE_POLICY_REQUEST,
    output: &VALIDATE_RESOURCE_POLICY_RESPONSE,
    wrapper: None,
};

static ADD_REPLICA_REGION_LIST_TYPE: List =
    List { element: Member::new("member", Kind::Struct(&REPLICA_REGION_TYPE)), flattened: false };

static API_ERROR_LIST_TYPE: List =
    List { element: Member::new("member", Kind::Struct(&API_ERROR_TYPE)), flattened: false };

pub static API_ERROR_TYPE: Shape = Shape::new(
    "APIErrorType",
    &[
        Member::new("SecretId", Kind::Text).min(1).max(2048),
        Member::new("ErrorCode", Kind::Text),
        Member::new("Message", Kind::Text),
    ],
);

pub static ASSOCIATE_CROSS_ACCOUNT_REPLICA_REQUEST: Shape = Shape::new(
    "AssociateCrossAccountReplicaRequest",
    &[
        Member::new("SecretId", Kind::Text).required().min(1).max(2048),
        Member::new("CrossAccountReplicaARN", Kind::Text).required().min(20).max(2048),
        Member::new("ReplicaRestriction", Kind::Text).one_of(REPLICA_RESTRICTION_TYPE_VALUES),
        Member::new("ReplicationRoleARN", Kind::Text).min(20).max(2048),
    ],
);

pub static ASSOCIATE_CROSS_ACCOUNT_REPLICA_RESPONSE: Shape = Shape::new(
    "AssociateCrossAccountReplicaResponse",
    &[
        Member::new("ARN", Kind::Text).min(20).max(2048),
        Member::new("CrossAccountReplicaARN", Kind::Text).min(20).max(2048),
        Member::new("ReplicationStatus", Kind::Text).one_of(STATUS_TYPE_VALUES),
    ],
);

pub static BATCH_GET_SECRET_VALUE_REQUEST: Shape = Shape::new(
    "BatchGetSecretValueRequest",
    &[
        Member::new("SecretIdList", Kind::List(&SECRET_ID_LIST_TYPE)).min(1).max(20),
        Member::new("Filters", Kind::List(&FILTERS_LIST_TYPE)).max(10),
        Member::new("MaxResults", Kind::Integer).min(1).max(20),
        Member::new("NextToken", Kind::Text).min(1).max(4096),
    ],
);

pub static BATCH_GET_SECRET_VALUE_RESPONSE: Shape = Shape::new(
    "BatchGetSecretValueResponse",
    &[
        Member::new("SecretValues", Kind::List(&SECRET_VALUES_TYPE)),
        Member::new("NextToken", Kind::Text).min(1).max(4096),
        Member::new("Errors", Kind::List(&API_ERROR_LIST_TYPE)),
    ],
);

pub static CANCEL_ROTATE_SECRET_REQUEST: Shape = Shape::new(
    "CancelRotateSecretRequest",
    &[Member::new("SecretId", Kind::Text).required().min(1).max(2048)],
);

pub static CANCEL_ROTATE_SECRET_RESPONSE: Shape = Shape::new(
    "CancelRotateSecretResponse",
    &[
        Member::new("ARN", Kind::Text).min(20).max(2048),
        Member::new("Name", Kind::Text).min(1).max(256),
        Member::new("VersionId", Kind::Text).min(32).max(64),
    ],
);

pub static CREATE_SECRET_REQUEST: Shape = Shape::new(
    "CreateSecretRequest",
    &[
        Member::new("Name", Kind::Text).required().min(1).max(512),
        Member::new("ClientRequestToken", Kind::Text).min(32).max(64),
        Member::new("Description", Kind::Text).max(2048),
        Member::new("KmsKeyId", Kind::Text).min(0).max(2048),
        Member::new("SecretBinary", Kind::Blob).min(1).max(65536).hiding(Hidden::Value),
        Member::new("SecretString", Kind::Text).min(1).max(65536).hiding(Hidden::Value),
        Member::new("Tags", Kind::List(&TAG_LIST_TYPE)),
        Member::new("AddReplicaRegions", Kind::List(&ADD_REPLICA_REGION_LIST_TYPE)).min(1),
        Member::new("ForceOverwriteReplicaSecret", Kind::Boolean),
        Member::new("Type", Kind::Text).min(0).max(256),
        Member::new("CrossAccountPrimaryARN", Kind::Text).min(20).max(2048),
    ],
);

pub static CREATE_SECRET_RESPONSE: Shape = Shape::new(
    "CreateSecretResponse",
    &[
        Member::new("ARN", Kind::Text).min(20).max(2048),
        Member::new("Name", Kind::Text).min(1).max(256),
        Member::new("VersionId", Kind::Text).min(32).max(64),
        Member::new("ReplicationStatus", Kind::List(&REPLICATION_STATUS_LIST_TYPE)),
    ],
);

pub static CROSS_ACCOUNT_PRIMARY_TYPE: Shape = Shape::new(
    "CrossAccountPrimaryType",
    &[
        Member::new("PrimarySecretARN", Kind::Text).min(20).max(2048),
        Member::new("ReplicationStatus", Kind::Text).one_of(STATUS_TYPE_VALUES),
        Member::new("StatusMessage", Kind::Text).min(1).max(4096),
    ],
);

pub static CROSS_ACCOUNT_REPLICA_ENTRY: Shape = Shape::new(
    "CrossAccountReplicaEntry",
    &[
        Member::new("ReplicaSecretARN", Kind::Text).min(20).max(2048),
        Member::new("ReplicationRoleARN", Kind::Text).min(20).max(2048),
        Member::new("ReplicationStatus", Kind::Text).one_of(STATUS_TYPE_VALUES),
        Member::new("StatusMessage", Kind::Text).min(1).max(4096),
    ],
);

static CROSS_ACCOUNT_REPLICA_LIST_TYPE: List =
    List { element: Member::new("member", Kind::Struct(&CROSS_ACCOUNT_REPLICA_ENTRY)), flattened: false };

pub static DELETE_RESOURCE_POLICY_REQUEST: Shape = Shape::new(
    "DeleteResourcePolicyRequest",
    &[
        Member::new("SecretId", Kind::Text).required().min(1).max(2048),
        Member::new("PolicyName", Kind::Text).min(1).max(64).matching(&RESOURCE_POLICY_NAME_TYPE_PATTERN),
    ],
);

pub static DELETE_RESOURCE_POLICY_RESPONSE: Shape = Shape::new(
    "DeleteResourcePolicyResponse",
    &[
        Member::new("ARN", Kind::Text).min(20).max(2048),
        Member::new("Name", Kind::Text).min(1).max(512),
        Member::new("PolicyName", Kind::Text).min(1).max(64).matching(&RESOURCE_POLICY_NAME_TYPE_PATTERN),
    ],
);

pub static DELETE_SECRET_REQUEST: Shape = Shape::new(
    "DeleteSecretRequest",
    &[
        Member::new("SecretId", Kind::Text).required().min(1).max(2048),
        Member::new("RecoveryWindowInDays", Kind::Long),
        Member::new("ForceDeleteWithoutRecovery", Kind::Boolean),
    ],
);

pub static DELETE_SECRET_RESPONSE: Shape = Shape::new(
    "DeleteSecretResponse",
    &[
        Member::new("ARN", Kind::Text).min(20).max(2048),
        Member::new("Name", Kind::Text).min(1).max(256),
        Member::new("DeletionDate", Kind::Time(None)),
    ],
);

pub static DESCRIBE_SECRET_REQUEST: Shape =
    Shape::new("DescribeSecretRequest", &[Member::new("SecretId", Kind::Text).required().min(1).max(2048)]);

pub static DESCRIBE_SECRET_RESPONSE: Shape = Shape::new(
    "DescribeSecretResponse",
    &[
        Member::new("ARN", Kind::Text).min(20).max(2048),
        Member::new("Name", Kind::Text).min(1).max(256),
        Member::new("Type", Kind::Text).min(0).max(256),
        Member::new("Description", Kind::Text).max(2048),
        Member::new("KmsKeyId", Kind::Text).min(0).max(2048),
        Member::new("RotationEnabled", Kind::Boolean),
        Member::new("RotationLambdaARN", Kind::Text).min(0).max(2048),
        Member::new("RotationRules", Kind::Struct(&ROTATION_RULES_TYPE)),
        Member::new("ExternalSecretRotationMetadata", Kind::List(&EXTERNAL_SECRET_ROTATION_METADATA_TYPE)),
        Member::new("ExternalSecretRotationRoleArn", Kind::Text).min(20).max(2048),
        Member::new("LastRotatedDate", Kind::Time(None)),
        Member::new("LastChangedDate", Kind::Time(None)),
        Member::new("LastAccessedDate", Kind::Time(None)),
        Member::new("DeletedDate", Kind::Time(None)),
        Member::new("NextRotationDate", Kind::Time(None)),
        Member::new("Tags", Kind::List(&TAG_LIST_TYPE)),
        Member::new("VersionIdsToStages", Kind::Map(&SECRET_VERSIONS_TO_STAGES_MAP_TYPE)),
        Member::new("OwningService", Kind::Text).min(1).max(128),
        Member::new("CreatedDate", Kind::Time(None)),
        Member::new("PrimaryRegion", Kind::Text).min(1).max(128).matching(&REGION_TYPE_PATTERN),
        Member::new("ReplicationStatus", Kind::List(&REPLICATION_STATUS_LIST_TYPE)),
        Member::new("CrossAccountPrimary", Kind::Struct(&CROSS_ACCOUNT_PRIMARY_TYPE)),
        Member::new("CrossAccountReplicas", Kind::List(&CROSS_ACCOUNT_REPLICA_LIST_TYPE)).min(1).max(100),
    ],
);

pub static DISASSOCIATE_CROSS_ACCOUNT_REPLICA_REQUEST: Shape = Shape::new(
    "DisassociateCrossAccountReplicaRequest",
    &[
        Member::new("SecretId", Kind::Text).required().min(1).max(2048),
        Member::new("CrossAccountReplicaARN", Kind::Text).required().min(20).max(2048),
    ],
);

pub static DISASSOCIATE_CROSS_ACCOUNT_REPLICA_RESPONSE: Shape = Shape::new(
    "DisassociateCrossAccountReplicaResponse",
    &[
        Member::new("ARN", Kind::Text).min(20).max(2048),
        Member::new("CrossAccountReplicaARN", Kind::Text).min(20).max(2048),
    ],
);

static DURATION_TYPE_PATTERN: Pattern = Pattern::new("[0-9]+h");

pub static EXTERNAL_SECRET_ROTATION_METADATA_ITEM: Shape = Shape::new(
    "ExternalSecretRotationMetadataItem",
    &[Member::new("Key", Kind::Text).min(1).max(256), Member::new("Value", Kind::Text).min(1).max(2048)],
);

static EXTERNAL_SECRET_ROTATION_METADATA_TYPE: List = List {
    element: Member::new("member", Kind::Struct(&EXTERNAL_SECRET_ROTATION_METADATA_ITEM)),
    flattened: false,
};

pub static FILTER: Shape = Shape::new(
    "Filter",
    &[
        Member::new("Key", Kind::Text).one_of(FILTER_NAME_STRING_TYPE_VALUES),
        Member::new("Values", Kind::List(&FILTER_VALUES_STRING_LIST)).min(1).max(10),
    ],
);

static FILTERS_LIST_TYPE: List =
    List { element: Member::new("member", Kind::Struct(&FILTER)), flattened: false };

const FILTER_NAME_STRING_TYPE_VALUES: &[&str] =
    &["description", "name", "tag-key", "tag-value", "primary-region", "owning-service", "all"];

static FILTER_VALUES_STRING_LIST: List = List {
    element: Member::new("member", Kind::Text).max(512).matching(&FILTER_VALUE_STRING_TYPE_PATTERN),
    flattened: false,
};

static FILTER_VALUE_STRING_TYPE_PATTERN: Pattern = Pattern::new(r"^\!?[a-zA-Z0-9 :_@\/\+\=\.\-\!]*$");

pub static GET_RANDOM_PASSWORD_REQUEST: Shape = Shape::new(
    "GetRandomPasswordRequest",
    &[
        Member::new("PasswordLength", Kind::Long).min(1).max(4096),
        Member::new("ExcludeCharacters", Kind::Text).min(0).max(4096),
        Member::new("ExcludeNumbers", Kind::Boolean),
        Member::new("ExcludePunctuation", Kind::Boolean),
        Member::new("ExcludeUppercase", Kind::Boolean),
        Member::new("ExcludeLowercase", Kind::Boolean),
        Member::new("IncludeSpace", Kind::Boolean),
        Member::new("RequireEachIncludedType", Kind::Boolean),
    ],
);

pub static GET_RANDOM_PASSWORD_RESPONSE: Shape = Shape::new(
    "GetRandomPasswordResponse",
    &[Member::new("RandomPassword", Kind::Text).min(0).max(4096).hiding(Hidden::Value)],
);

pub static GET_RESOURCE_POLICY_REQUEST: Shape = Shape::new(
    "GetResourcePolicyRequest",
    &[
        Member::new("SecretId", Kind::Text).required().min(1).max(2048),
        Member::new("PolicyName", Kind::Text).min(1).max(64).matching(&RESOURCE_POLICY_NAME_TYPE_PATTERN),
    ],
);

pub static GET_RESOURCE_POLICY_RESPONSE: Shape = Shape::new(
    "GetResourcePolicyResponse",
    &[
        Member::new("ARN", Kind::Text).min(20).max(2048),
        Member::new("Name", Kind::Text).min(1).max(512),
        Member::new("ResourcePolicy", Kind::Text).min(1).max(20480),
        Member::new("PolicyName", Kind::Text).min(1).max(64).matching(&RESOURCE_POLICY_NAME_TYPE_PATTERN),
    ],
);

pub static GET_SECRET_VALUE_REQUEST: Shape = Shape::new(
    "GetSecretValueRequest",
    &[
        Member::new("SecretId", Kind::Text).required().min(1).max(2048),
        Member::new("VersionId", Kind::Text).min(32).max(64),
        Member::new("VersionStage", Kind::Text).min(1).max(256),
    ],
);

pub static GET_SECRET_VALUE_RESPONSE: Shape = Shape::new(
    "GetSecretValueResponse",
    &[
        Member::new("ARN", Kind::Text).min(20).max(2048),
        Member::new("Name", Kind::Text).min(1).max(256),
        Member::new("VersionId", Kind::Text).min(32).max(64),
        Member::new("SecretBinary", Kind::Blob).min(1).max(65536).hiding(Hidden::Value),
        Member::new("SecretString", Kind::Text).min(1).max(65536).hiding(Hidden::Value),
        Member::new("VersionStages", Kind::List(&SECRET_VERSION_STAGES_TYPE)).min(1).max(20),
        Member::new("CreatedDate", Kind::Time(None)),
    ],
);

static KMS_KEY_ID_LIST_TYPE: List =
    List { element: Member::new("member", Kind::Text).min(0).max(2048), flattened: false };

pub static LIST_RESOURCE_POLICIES_REQUEST: Shape = Shape::new(
    "ListResourcePoliciesRequest",
    &[
        Member::new("SecretId", Kind::Text).required().min(1).max(2048),
        Member::new("MaxResults", Kind::Integer).min(1).max(100),
        Member::new("NextToken", Kind::Text).min(1).max(4096),
    ],
);

pub static LIST_RESOURCE_POLICIES_RESPONSE: Shape = Shape::new(
    "ListResourcePoliciesResponse",
    &[
        Member::new("ResourcePolicies", Kind::List(&RESOURCE_POLICY_SUMMARY_LIST_TYPE))
            .required()
            .min(0)
            .max(100),
        Member::new("NextToken", Kind::Text).min(1).max(4096),
    ],
);

pub static LIST_SECRETS_REQUEST: Shape = Shape::new(
    "ListSecretsRequest",
    &[
        Member::new("IncludePlannedDeletion", Kind::Boolean),
        Member::new("MaxResults", Kind::Integer).min(1).max(100),
        Member::new("NextToken", Kind::Text).min(1).max(4096),
        Member::new("Filters", Kind::List(&FILTERS_LIST_TYPE)).max(10),
        Member::new("SortOrder", Kind::Text).one_of(SORT_ORDER_TYPE_VALUES),
        Member::new("SortBy", Kind::Text).one_of(SORT_BY_TYPE_VALUES),
    ],
);

pub static LIST_SECRETS_RESPONSE: Shape = Shape::new(
    "ListSecretsResponse",
    &[
        Member::new("SecretList", Kind::List(&SECRET_LIST_TYPE)),
        Member::new("NextToken", Kind::Text).min(1).max(4096),
    ],
);

pub static LIST_SECRET_VERSION_IDS_REQUEST: Shape = Shape::new(
    "ListSecretVersionIdsRequest",
    &[
        Member::new("SecretId", Kind::Text).required().min(1).max(2048),
        Member::new("MaxResults", Kind::Integer).min(1).max(100),
        Member::new("NextToken", Kind::Text).min(1).max(4096),
        Member::new("IncludeDeprecated", Kind::Boolean),
    ],
);

pub static LIST_SECRET_VERSION_IDS_RESPONSE: Shape = Shape::new(
    "ListSecretVersionIdsResponse",
    &[
        Member::new("Versions", Kind::List(&SECRET_VERSIONS_LIST_TYPE)),
        Member::new("NextToken", Kind::Text).min(1).max(4096),
        Member::new("ARN", Kind::Text).min(20).max(2048),
        Member::new("Name", Kind::Text).min(1).max(256),
    ],
);

pub static PUT_RESOURCE_POLICY_REQUEST: Shape = Shape::new(
    "PutResourcePolicyRequest",
    &[
        Member::new("SecretId", Kind::Text).required().min(1).max(2048),
        Member::new("ResourcePolicy", Kind::Text).required().min(1).max(20480),
        Member::new("PolicyName", Kind::Text).min(1).max(64).matching(&RESOURCE_POLICY_NAME_TYPE_PATTERN),
        Member::new("BlockPublicPolicy", Kind::Boolean),
    ],
);

pub static PUT_RESOURCE_POLICY_RESPONSE: Shape = Shape::new(
    "PutResourcePolicyResponse",
    &[
        Member::new("ARN", Kind::Text).min(20).max(2048),
        Member::new("Name", Kind::Text).min(1).max(512),
        Member::new("PolicyName", Kind::Text).min(1).max(64).matching(&RESOURCE_POLICY_NAME_TYPE_PATTERN),
    ],
);

pub static PUT_SECRET_VALUE_REQUEST: Shape = Shape::new(
    "PutSecretValueRequest",
    &[
        Member::new("SecretId", Kind::Text).required().min(1).max(2048),
        Member::new("ClientRequestToken", Kind::Text).min(32).max(64),
        Member::new("SecretBinary", Kind::Blob).min(1).max(65536).hiding(Hidden::Value),
        Member::new("SecretString", Kind::Text).min(1).max(65536).hiding(Hidden::Value),
        Member::new("VersionStages", Kind::List(&SECRET_VERSION_STAGES_TYPE)).min(1).max(20),
        Member::new("RotationToken", Kind::Text)
            .min(36)
            .max(256)
            .matching(&ROTATION_TOKEN_TYPE_PATTERN)
            .hiding(Hidden::Value),
    ],
);

pub static PUT_SECRET_VALUE_RESPONSE: Shape = Shape::new(
    "PutSecretValueResponse",
    &[
        Member::new("ARN", Kind::Text).min(20).max(2048),
        Member::new("Name", Kind::Text).min(1).max(256),
        Member::new("VersionId", Kind::Text).min(32).max(64),
        Member::new("VersionStages", Kind::List(&SECRET_VERSION_STAGES_TYPE)).min(1).max(20),
    ],
);

static REGION_TYPE_PATTERN: Pattern = Pattern::new(r"^([a-z]+-)+\d+$");

pub static REMOVE_REGIONS_FROM_REPLICATION_REQUEST: Shape = Shape::new(
    "RemoveRegionsFromReplicationRequest",
    &[
        Member::new("SecretId", Kind::Text).required().min(1).max(2048),
        Member::new("RemoveReplicaRegions", Kind::List(&REMOVE_REPLICA_REGION_LIST_TYPE)).required().min(1),
    ],
);

pub static REMOVE_REGIONS_FROM_REPLICATION_RESPONSE: Shape = Shape::new(
    "RemoveRegionsFromReplicationResponse",
    &[
        Member::new("ARN", Kind::Text).min(20).max(2048),
        Member::new("ReplicationStatus", Kind::List(&REPLICATION_STATUS_LIST_TYPE)),
    ],
);

static REMOVE_REPLICA_REGION_LIST_TYPE: List = List {
    element: Member::new("member", Kind::Text).min(1).max(128).matching(&REGION_TYPE_PATTERN),
    flattened: false,
};

pub static REPLICATE_SECRET_TO_REGIONS_REQUEST: Shape = Shape::new(
    "ReplicateSecretToRegionsRequest",
    &[
        Member::new("SecretId", Kind::Text).required().min(1).max(2048),
        Member::new("AddReplicaRegions", Kind::List(&ADD_REPLICA_REGION_LIST_TYPE)).required().min(1),
        Member::new("ForceOverwriteReplicaSecret", Kind::Boolean),
    ],
);

pub static REPLICATE_SECRET_TO_REGIONS_RESPONSE: Shape = Shape::new(
    "ReplicateSecretToRegionsResponse",
    &[
        Member::new("ARN", Kind::Text).min(20).max(2048),
        Member::new("ReplicationStatus", Kind::List(&REPLICATION_STATUS_LIST_TYPE)),
    ],
);

static REPLICATION_STATUS_LIST_TYPE: List =
    List { element: Member::new("member", Kind::Struct(&REPLICATION_STATUS_TYPE)), flattened: false };

pub static REPLICATION_STATUS_TYPE: Shape = Shape::new(
    "ReplicationStatusType",
    &[
        Member::new("Region", Kind::Text).min(1).max(128).matching(&REGION_TYPE_PATTERN),
        Member::new("KmsKeyId", Kind::Text).min(0).max(2048),
        Member::new("Status", Kind::Text).one_of(STATUS_TYPE_VALUES),
        Member::new("StatusMessage", Kind::Text).min(1).max(4096),
        Member::new("LastAccessedDate", Kind::Time(None)),
    ],
);

pub static REPLICA_REGION_TYPE: Shape = Shape::new(
    "ReplicaRegionType",
    &[
        Member::new("Region", Kind::Text).min(1).max(128).matching(&REGION_TYPE_PATTERN),
        Member::new("KmsKeyId", Kind::Text).min(0).max(2048),
    ],
);

const REPLICA_RESTRICTION_TYPE_VALUES: &[&str] = &["SameOrg", "NoRestriction"];

static RESOURCE_POLICY_NAME_TYPE_PATTERN: Pattern = Pattern::new(r"[0-9A-Za-z\-\_]+");

pub static RESOURCE_POLICY_SUMMARY: Shape = Shape::new(
    "ResourcePolicySummary",
    &[Member::new("PolicyName", Kind::Text).min(1).max(64).matching(&RESOURCE_POLICY_NAME_TYPE_PATTERN)],
);

static RESOURCE_POLICY_SUMMARY_LIST_TYPE: List =
    List { element: Member::new("member", Kind::Struct(&RESOURCE_POLICY_SUMMARY)), flattened: false };

pub static RESTORE_SECRET_REQUEST: Shape =
    Shape::new("RestoreSecretRequest", &[Member::new("SecretId", Kind::Text).required().min(1).max(2048)]);

pub static RESTORE_SECRET_RESPONSE: Shape = Shape::new(
    "RestoreSecretResponse",
    &[Member::new("ARN", Kind::Text).min(20).max(2048), Member::new("Name", Kind::Text).min(1).max(256)],
);

pub static ROTATE_SECRET_REQUEST: Shape = Shape::new(
    "RotateSecretRequest",
    &[
        Member::new("SecretId", Kind::Text).required().min(1).max(2048),
        Member::new("ClientRequestToken", Kind::Text).min(32).max(64),
        Member::new("RotationLambdaARN", Kind::Text).min(0).max(2048),
        Member::new("RotationRules", Kind::Struct(&ROTATION_RULES_TYPE)),
        Member::new("ExternalSecretRotationMetadata", Kind::List(&EXTERNAL_SECRET_ROTATION_METADATA_TYPE)),
        Member::new("ExternalSecretRotationRoleArn", Kind::Text).min(20).max(2048),
        Member::new("RotateImmediately", Kind::Boolean),
    ],
);

pub static ROTATE_SECRET_RESPONSE: Shape = Shape::new(
    "RotateSecretResponse",
    &[
        Member::new("ARN", Kind::Text).min(20).max(2048),
        Member::new("Name", Kind::Text).min(1).max(256),
        Member::new("VersionId", Kind::Text).min(32).max(64),
    ],
);

pub static ROTATION_RULES_TYPE: Shape = Shape::new(
    "RotationRulesType",
    &[
        Member::new("AutomaticallyAfterDays", Kind::Long).min(1).max(1000),
        Member::new("Duration", Kind::Text).min(2).max(3).matching(&DURATION_TYPE_PATTERN),
        Member::new("ScheduleExpression", Kind::Text)
            .min(1)
            .max(256)
            .matching(&SCHEDULE_EXPRESSION_TYPE_PATTERN),
    ],
);

static ROTATION_TOKEN_TYPE_PATTERN: Pattern = Pattern::new(r"^[a-zA-Z0-9\-]+$");

static SCHEDULE_EXPRESSION_TYPE_PATTERN: Pattern = Pattern::new(r"[0-9A-Za-z\(\)#\?\*\-\/, ]+");

static SECRET_ID_LIST_TYPE: List =
    List { element: Member::new("member", Kind::Text).min(1).max(2048), flattened: false };

pub static SECRET_LIST_ENTRY: Shape = Shape::new(
    "SecretListEntry",
    &[
        Member::new("ARN", Kind::Text).min(20).max(2048),
        Member::new("Name", Kind::Text).min(1).max(256),
        Member::new("Type", Kind::Text).min(0).max(256),
        Member::new("Description", Kind::Text).max(2048),
        Member::new("KmsKeyId", Kind::Text).min(0).max(2048),
        Member::new("RotationEnabled", Kind::Boolean),
        Member::new("RotationLambdaARN", Kind::Text).min(0).max(2048),
        Member::new("RotationRules", Kind::Struct(&ROTATION_RULES_TYPE)),
        Member::new("ExternalSecretRotationMetadata", Kind::List(&EXTERNAL_SECRET_ROTATION_METADATA_TYPE)),
        Member::new("ExternalSecretRotationRoleArn", Kind::Text).min(20).max(2048),
        Member::new("LastRotatedDate", Kind::Time(None)),
        Member::new("LastChangedDate", Kind::Time(None)),
        Member::new("LastAccessedDate", Kind::Time(None)),
        Member::new("DeletedDate", Kind::Time(None)),
        Member::new("NextRotationDate", Kind::Time(None)),
        Member::new("Tags", Kind::List(&TAG_LIST_TYPE)),
        Member::new("SecretVersionsToStages", Kind::Map(&SECRET_VERSIONS_TO_STAGES_MAP_TYPE)),
        Member::new("OwningService", Kind::Text).min(1).max(128),
        Member::new("CreatedDate", Kind::Time(None)),
        Member::new("PrimaryRegion", Kind::Text).min(1).max(128).matching(&REGION_TYPE_PATTERN),
    ],
);

static SECRET_LIST_TYPE: List =
    List { element: Member::new("member", Kind::Struct(&SECRET_LIST_ENTRY)), flattened: false };

static SECRET_VALUES_TYPE: List =
    List { element: Member::new("member", Kind::Struct(&SECRET_VALUE_ENTRY)), flattened: false };

pub static SECRET_VALUE_ENTRY: Shape = Shape::new(
    "SecretValueEntry",
    &[
        Member::new("ARN", Kind::Text).min(20).max(2048),
        Member::new("Name", Kind::Text).min(1).max(256),
        Member::new("VersionId", Kind::Text).min(32).max(64),
        Member::new("SecretBinary", Kind::Blob).min(1).max(65536).hiding(Hidden::Value),
        Member::new("SecretString", Kind::Text).min(1).max(65536).hiding(Hidden::Value),
        Member::new("VersionStages", Kind::List(&SECRET_VERSION_STAGES_TYPE)).min(1).max(20),
        Member::new("CreatedDate", Kind::Time(None)),
    ],
);

pub static SECRET_VERSIONS_LIST_ENTRY: Shape = Shape::new(
    "SecretVersionsListEntry",
    &[
        Member::new("VersionId", Kind::Text).min(32).max(64),
        Member::new("VersionStages", Kind::List(&SECRET_VERSION_STAGES_TYPE)).min(1).max(20),
        Member::new("LastAccessedDate", Kind::Time(None)),
        Member::new("CreatedDate", Kind::Time(None)),
        Member::new("KmsKeyIds", Kind::List(&KMS_KEY_ID_LIST_TYPE)),
    ],
);

static SECRET_VERSIONS_LIST_TYPE: List =
    List { element: Member::new("member", Kind::Struct(&SECRET_VERSIONS_LIST_ENTRY)), flattened: false };

static SECRET_VERSIONS_TO_STAGES_MAP_TYPE: Map = Map {
    key: Member::new("key", Kind::Text).min(32).max(64),
    value: Member::new("value", Kind::List(&SECRET_VERSION_STAGES_TYPE)).min(1).max(20),
    flattened: false,
};

static SECRET_VERSION_STAGES_TYPE: List =
    List { element: Member::new("member", Kind::Text).min(1).max(256), flattened: false };

const SORT_BY_TYPE_VALUES: &[&str] = &["created-date", "last-accessed-date", "last-changed-date", "name"];

const SORT_ORDER_TYPE_VALUES: &[&str] = &["asc", "desc"];

const STATUS_TYPE_VALUES: &[&str] = &["InSync", "Failed", "InProgress", "Pending", "Detached"];

pub static STOP_REPLICATION_TO_REPLICA_REQUEST: Shape = Shape::new(
    "StopReplicationToReplicaRequest",
    &[Member::new("SecretId", Kind::Text).required().min(1).max(2048)],
);

pub static STOP_REPLICATION_TO_REPLICA_RESPONSE: Shape =
    Shape::new("StopReplicationToReplicaResponse", &[Member::new("ARN", Kind::Text).min(20).max(2048)]);

pub static TAG: Shape = Shape::new(
    "Tag",
    &[Member::new("Key", Kind::Text).min(1).max(128), Member::new("Value", Kind::Text).min(0).max(256)],
);

static TAG_KEY_LIST_TYPE: List =
    List { element: Member::new("member", Kind::Text).min(1).max(128), flattened: false };

static TAG_LIST_TYPE: List = List { element: Member::new("member", Kind::Struct(&TAG)), flattened: false };

pub static TAG_RESOURCE_REQUEST: Shape = Shape::new(
    "TagResourceRequest",
    &[
        Member::new("SecretId", Kind::Text).required().min(1).max(2048),
        Member::new("Tags", Kind::List(&TAG_LIST_TYPE)).required(),
    ],
);

pub static UNTAG_RESOURCE_REQUEST: Shape = Shape::new(
    "UntagResourceRequest",
    &[
        Member::new("SecretId", Kind::Text).required().min(1).max(2048),
        Member::new("TagKeys", Kind::List(&TAG_KEY_LIST_TYPE)).required(),
    ],
);

pub static UPDATE_SECRET_REQUEST: Shape = Shape::new(
    "UpdateSecretRequest",
    &[
        Member::new("SecretId", Kind::Text).required().min(1).max(2048),
        Member::new("ClientRequestToken", Kind::Text).min(32).max(64),
        Member::new("Description", Kind::Text).max(2048),
        Member::new("KmsKeyId", Kind::Text).min(0).max(2048),
        Member::new("SecretBinary", Kind::Blob).min(1).max(65536).hiding(Hidden::Value),
        Member::new("SecretString", Kind::Text).min(1).max(65536).hiding(Hidden::Value),
        Member::new("Type", Kind::Text).min(0).max(256),
    ],
);

pub static UPDATE_SECRET_RESPONSE: Shape = Shape::new(
    "UpdateSecretResponse",
    &[
        Member::new("ARN", Kind::Text).min(20).max(2048),
        Member::new("Name", Kind::Text).min(1).max(256),
        Member::new("VersionId", Kind::Text).min(32).max(64),
    ],
);

pub static UPDATE_SECRET_VERSION_STAGE_REQUEST: Shape = Shape::new(
    "UpdateSecretVersionStageRequest",
    &[
        Member::new("SecretId", Kind::Text).required().min(1).max(2048),
        Member::new("VersionStage", Kind::Text).required().min(1).max(256),
        Member::new("RemoveFromVersionId", Kind::Text).min(32).max(64),
        Member::new("MoveToVersionId", Kind::Text).min(32).max(64),
    ],
);

pub static UPDATE_SECRET_VERSION_STAGE_RESPONSE: Shape = Shape::new(
    "UpdateSecretVersionStageResponse",
    &[Member::new("ARN", Kind::Text).min(20).max(2048), Member::new("Name", Kind::Text).min(1).max(256)],
);

pub static VALIDATE_RESOURCE_POLICY_REQUEST: Shape = Shape::new(
    "ValidateResourcePolicyRequest",
    &[
        Member::new("SecretId", Kind::Text).min(1).max(2048),
        Member::new("ResourcePolicy", Kind::Text).required().min(1).max(20480),
    ],
);

pub static VALIDATE_RESOURCE_POLICY_RESPONSE: Shape = Shape::new(
    "ValidateResourcePolicyResponse",
    &[
        Member::new("PolicyValidationPassed", Kind::Boolean),
        Member::new("ValidationErrors", Kind::List(&VALIDATION_ERRORS_TYPE)),
    ],
);

pub static VALIDATION_ERRORS_ENTRY: Shape = Shape::new(
    "ValidationErrorsEntry",
    &[Member::new("CheckName", Kind::Text).min(1).max(512), Member::new("ErrorMessage", Kind::Text)],
);

static VALIDATION_ERRORS_TYPE: List =
    List { element: Member::new("member", Kind::Struct(&VALIDATION_ERRORS_ENTRY)), flattened: false };
