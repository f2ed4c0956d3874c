//! AWS's model of the service, as data; its texts of documentation are left out.
//!
//! Written by `cargo run -p conformance -- shapes s3control`, not by hand, from botocore 1.44.8,
//! `data/s3control/2018-08-20/service-2.json`, whose licence is Apache-2.0: see NOTICE.

#![allow(missing_docs, reason = "the names are AWS's, whose documentation says what they mean")]

use wire::shape::{ErrorShape, Kind, List, Map, Member, Model, NOTHING, Pattern, Place, Shape, Signature};

pub static MODEL: Model = Model {
    name: "s3",
    target_prefix: None,
    version: "2018-08-20",
    namespace: Some("http://awss3control.amazonaws.com/doc/2018-08-20/"),
    names: &[
        ("AssociateAccessGrantsIdentityCenter", "POST", "/v20180820/accessgrantsinstance/identitycenter"),
        ("CreateAccessGrant", "POST", "/v20180820/accessgrantsinstance/grant"),
        ("CreateAccessGrantsInstance", "POST", "/v20180820/accessgrantsinstance"),
        ("CreateAccessGrantsLocation", "POST", "/v20180820/accessgrantsinstance/location"),
        ("CreateAccessPoint", "PUT", "/v20180820/accesspoint/{name}"),
        ("CreateAccessPointForObjectLambda", "PUT", "/v20180820/accesspointforobjectlambda/{name}"),
        ("CreateBucket", "PUT", "/v20180820/bucket/{name}"),
        ("CreateJob", "POST", "/v20180820/jobs"),
        ("CreateMultiRegionAccessPoint", "POST", "/v20180820/async-requests/mrap/create"),
        ("CreateStorageLensGroup", "POST", "/v20180820/storagelensgroup"),
        ("DeleteAccessGrant", "DELETE", "/v20180820/accessgrantsinstance/grant/{id}"),
        ("DeleteAccessGrantsInstance", "DELETE", "/v20180820/accessgrantsinstance"),
        (
            "DeleteAccessGrantsInstanceResourcePolicy",
            "DELETE",
            "/v20180820/accessgrantsinstance/resourcepolicy",
        ),
        ("DeleteAccessGrantsLocation", "DELETE", "/v20180820/accessgrantsinstance/location/{id}"),
        ("DeleteAccessPoint", "DELETE", "/v20180820/accesspoint/{name}"),
        ("DeleteAccessPointForObjectLambda", "DELETE", "/v20180820/accesspointforobjectlambda/{name}"),
        ("DeleteAccessPointPolicy", "DELETE", "/v20180820/accesspoint/{name}/policy"),
        (
            "DeleteAccessPointPolicyForObjectLambda",
            "DELETE",
            "/v20180820/accesspointforobjectlambda/{name}/policy",
        ),
        ("DeleteAccessPointScope", "DELETE", "/v20180820/accesspoint/{name}/scope"),
        ("DeleteBucket", "DELETE", "/v20180820/bucket/{name}"),
        ("DeleteBucketLifecycleConfiguration", "DELETE", "/v20180820/bucket/{name}/lifecycleconfiguration"),
        ("DeleteBucketPolicy", "DELETE", "/v20180820/bucket/{name}/policy"),
        ("DeleteBucketReplication", "DELETE", "/v20180820/bucket/{name}/replication"),
        ("DeleteBucketTagging", "DELETE", "/v20180820/bucket/{name}/tagging"),
        ("DeleteJobTagging", "DELETE", "/v20180820/jobs/{id}/tagging"),
        ("DeleteMultiRegionAccessPoint", "POST", "/v20180820/async-requests/mrap/delete"),
        ("DeletePublicAccessBlock", "DELETE", "/v20180820/configuration/publicAccessBlock"),
        ("DeleteStorageLensConfiguration", "DELETE", "/v20180820/storagelens/{storagelensid}"),
        ("DeleteStorageLensConfigurationTagging", "DELETE", "/v20180820/storagelens/{storagelensid}/tagging"),
        ("DeleteStorageLensGroup", "DELETE", "/v20180820/storagelensgroup/{name}"),
        ("DescribeJob", "GET", "/v20180820/jobs/{id}"),
        ("DescribeMultiRegionAccessPointOperation", "GET", "/v20180820/async-requests/mrap/{request_token+}"),
        ("DissociateAccessGrantsIdentityCenter", "DELETE", "/v20180820/accessgrantsinstance/identitycenter"),
        ("GetAccessGrant", "GET", "/v20180820/accessgrantsinstance/grant/{id}"),
        ("GetAccessGrantsInstance", "GET", "/v20180820/accessgrantsinstance"),
        ("GetAccessGrantsInstanceForPrefix", "GET", "/v20180820/accessgrantsinstance/prefix"),
        ("GetAccessGrantsInstanceResourcePolicy", "GET", "/v20180820/accessgrantsinstance/resourcepolicy"),
        ("GetAccessGrantsLocation", "GET", "/v20180820/accessgrantsinstance/location/{id}"),
        ("GetAccessPoint", "GET", "/v20180820/accesspoint/{name}"),
        (
            "GetAccessPointConfigurationForObjectLambda",
            "GET",
            "/v20180820/accesspointforobjectlambda/{name}/configuration",
        ),
        ("GetAccessPointForObjectLambda", "GET", "/v20180820/accesspointforobjectlambda/{name}"),
        ("GetAccessPointPolicy", "GET", "/v20180820/accesspoint/{name}/policy"),
        ("GetAccessPointPolicyForObjectLambda", "GET", "/v20180820/accesspointforobjectlambda/{name}/policy"),
        ("GetAccessPointPolicyStatus", "GET", "/v20180820/accesspoint/{name}/policyStatus"),
        (
            "GetAccessPointPolicyStatusForObjectLambda",
            "GET",
            "/v20180820/accesspointforobjectlambda/{name}/policyStatus",
        ),
        ("GetAccessPointScope", "GET", "/v20180820/accesspoint/{name}/scope"),
        ("GetBucket", "GET", "/v20180820/bucket/{name}"),
        ("GetBucketLifecycleConfiguration", "GET", "/v20180820/bucket/{name}/lifecycleconfiguration"),
        ("GetBucketPolicy", "GET", "/v20180820/bucket/{name}/policy"),
        ("GetBucketReplication", "GET", "/v20180820/bucket/{name}/replication"),
        ("GetBucketTagging", "GET", "/v20180820/bucket/{name}/tagging"),
        ("GetBucketVersioning", "GET", "/v20180820/bucket/{name}/versioning"),
        ("GetDataAccess", "GET", "/v20180820/accessgrantsinstance/dataaccess"),
        ("GetJobTagging", "GET", "/v20180820/jobs/{id}/tagging"),
        ("GetMultiRegionAccessPoint", "GET", "/v20180820/mrap/instances/{name+}"),
        ("GetMultiRegionAccessPointPolicy", "GET", "/v20180820/mrap/instances/{name+}/policy"),
        ("GetMultiRegionAccessPointPolicyStatus", "GET", "/v20180820/mrap/instances/{name+}/policystatus"),
        ("GetMultiRegionAccessPointRoutes", "GET", "/v20180820/mrap/instances/{mrap+}/routes"),
        ("GetPublicAccessBlock", "GET", "/v20180820/configuration/publicAccessBlock"),
        ("GetStorageLensConfiguration", "GET", "/v20180820/storagelens/{storagelensid}"),
        ("GetStorageLensConfigurationTagging", "GET", "/v20180820/storagelens/{storagelensid}/tagging"),
        ("GetStorageLensGroup", "GET", "/v20180820/storagelensgroup/{name}"),
        ("ListAccessGrants", "GET", "/v20180820/accessgrantsinstance/grants"),
        ("ListAccessGrantsInstances", "GET", "/v20180820/accessgrantsinstances"),
        ("ListAccessGrantsLocations", "GET", "/v20180820/accessgrantsinstance/locations"),
        ("ListAccessPoints", "GET", "/v20180820/accesspoint"),
        ("ListAccessPointsForDirectoryBuckets", "GET", "/v20180820/accesspointfordirectory"),
        ("ListAccessPointsForObjectLambda", "GET", "/v20180820/accesspointforobjectlambda"),
        ("ListCallerAccessGrants", "GET", "/v20180820/accessgrantsinstance/caller/grants"),
        ("ListJobs", "GET", "/v20180820/jobs"),
        ("ListMultiRegionAccessPoints", "GET", "/v20180820/mrap/instances"),
        ("ListRegionalBuckets", "GET", "/v20180820/bucket"),
        ("ListStorageLensConfigurations", "GET", "/v20180820/storagelens"),
        ("ListStorageLensGroups", "GET", "/v20180820/storagelensgroup"),
        ("ListTagsForResource", "GET", "/v20180820/tags/{resourceArn+}"),
        ("PutAccessGrantsInstanceResourcePolicy", "PUT", "/v20180820/accessgrantsinstance/resourcepolicy"),
        (
            "PutAccessPointConfigurationForObjectLambda",
            "PUT",
            "/v20180820/accesspointforobjectlambda/{name}/configuration",
        ),
        ("PutAccessPointPolicy", "PUT", "/v20180820/accesspoint/{name}/policy"),
        ("PutAccessPointPolicyForObjectLambda", "PUT", "/v20180820/accesspointforobjectlambda/{name}/policy"),
        ("PutAccessPointScope", "PUT", "/v20180820/accesspoint/{name}/scope"),
        ("PutBucketLifecycleConfiguration", "PUT", "/v20180820/bucket/{name}/lifecycleconfiguration"),
        ("PutBucketPolicy", "PUT", "/v20180820/bucket/{name}/policy"),
        ("PutBucketReplication", "PUT", "/v20180820/bucket/{name}/replication"),
        ("PutBucketTagging", "PUT", "/v20180820/bucket/{name}/tagging"),
        ("PutBucketVersioning", "PUT", "/v20180820/bucket/{name}/versioning"),
        ("PutJobTagging", "PUT", "/v20180820/jobs/{id}/tagging"),
        ("PutMultiRegionAccessPointPolicy", "POST", "/v20180820/async-requests/mrap/put-policy"),
        ("PutPublicAccessBlock", "PUT", "/v20180820/configuration/publicAccessBlock"),
        ("PutStorageLensConfiguration", "PUT", "/v20180820/storagelens/{storagelensid}"),
        ("PutStorageLensConfigurationTagging", "PUT", "/v20180820/storagelens/{storagelensid}/tagging"),
        ("SubmitMultiRegionAccessPointRoutes", "PATCH", "/v20180820/mrap/instances/{mrap+}/routes"),
        ("TagResource", "POST", "/v20180820/tags/{resourceArn+}"),
        ("UntagResource", "DELETE", "/v20180820/tags/{resourceArn+}"),
        ("UpdateAccessGrantsLocation", "PUT", "/v20180820/accessgrantsinstance/location/{id}"),
        ("UpdateJobPriority", "POST", "/v20180820/jobs/{id}/priority"),
        ("UpdateJobStatus", "POST", "/v20180820/jobs/{id}/status"),
        ("UpdateStorageLensGroup", "PUT", "/v20180820/storagelensgroup/{name}"),
    ],
    errors: &[
        BAD_REQUEST_EXCEPTION,
        BUCKET_ALREADY_EXISTS,
        BUCKET_ALREADY_OWNED_BY_YOU,
        IDEMPOTENCY_EXCEPTION,
        INTERNAL_SERVICE_EXCEPTION,
        INVALID_NEXT_TOKEN_EXCEPTION,
        INVALID_REQUEST_EXCEPTION,
        JOB_STATUS_EXCEPTION,
        NO_SUCH_PUBLIC_ACCESS_BLOCK_CONFIGURATION,
        NOT_FOUND_EXCEPTION,
        TOO_MANY_REQUESTS_EXCEPTION,
        TOO_MANY_TAGS_EXCEPTION,
    ],
};

pub const BAD_REQUEST_EXCEPTION: ErrorShape =
    ErrorShape { name: "BadRequestException", code: "BadRequestException", status: 400, sender: true };

pub const BUCKET_ALREADY_EXISTS: ErrorShape =
    ErrorShape { name: "BucketAlreadyExists", code: "BucketAlreadyExists", status: 400, sender: true };

pub const BUCKET_ALREADY_OWNED_BY_YOU: ErrorShape = ErrorShape {
    name: "BucketAlreadyOwnedByYou",
    code: "BucketAlreadyOwnedByYou",
    status: 400,
    sender: true,
};

pub const IDEMPOTENCY_EXCEPTION: ErrorShape =
    ErrorShape { name: "IdempotencyException", code: "IdempotencyException", status: 400, sender: true };

pub const INTERNAL_SERVICE_EXCEPTION: ErrorShape = ErrorShape {
    name: "InternalServiceException",
    code: "InternalServiceException",
    status: 500,
    sender: false,
};

pub const INVALID_NEXT_TOKEN_EXCEPTION: ErrorShape = ErrorShape {
    name: "InvalidNextTokenException",
    code: "InvalidNextTokenException",
    status: 400,
    sender: true,
};

pub const INVALID_REQUEST_EXCEPTION: ErrorShape = ErrorShape {
    name: "InvalidRequestException",
    code: "InvalidRequestException",
    status: 400,
    sender: true,
};

pub const JOB_STATUS_EXCEPTION: ErrorShape =
    ErrorShape { name: "JobStatusException", code: "JobStatusException", status: 400, sender: true };

pub const NO_SUCH_PUBLIC_ACCESS_BLOCK_CONFIGURATION: ErrorShape = ErrorShape {
    name: "NoSuchPublicAccessBlockConfiguration",
    code: "NoSuchPublicAccessBlockConfiguration",
    status: 404,
    sender: true,
};

pub const NOT_FOUND_EXCEPTION: ErrorShape =
    ErrorShape { name: "NotFoundException", code: "NotFoundException", status: 400, sender: true };

pub const TOO_MANY_REQUESTS_EXCEPTION: ErrorShape = ErrorShape {
    name: "TooManyRequestsException",
    code: "TooManyRequestsException",
    status: 400,
    sender: true,
};

pub const TOO_MANY_TAGS_EXCEPTION: ErrorShape =
    ErrorShape { name: "TooManyTagsException", code: "TooManyTagsException", status: 400, sender: true };

pub static CREATE_ACCESS_POINT: Signature = Signature {
    name: "CreateAccessPoint",
    method: "PUT",
    path: "/v20180820/accesspoint/{name}",
    status: 200,
    input: &CREATE_ACCESS_POINT_REQUEST,
    output: &CREATE_ACCESS_POINT_RESULT,
    wrapper: None,
};

pub static DELETE_ACCESS_POINT: Signature = Signature {
    name: "DeleteAccessPoint",
    method: "DELETE",
    path: "/v20180820/accesspoint/{name}",
    status: 200,
    input: &DELETE_ACCESS_POINT_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static DELETE_ACCESS_POINT_POLICY: Signature = Signature {
    name: "DeleteAccessPointPolicy",
    method: "DELETE",
    path: "/v20180820/accesspoint/{name}/policy",
    status: 200,
    input: &DELETE_ACCESS_POINT_POLICY_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static DELETE_PUBLIC_ACCESS_BLOCK: Signature = Signature {
    name: "DeletePublicAccessBlock",
    method: "DELETE",
    path: "/v20180820/configuration/publicAccessBlock",
    status: 200,
    input: &DELETE_PUBLIC_ACCESS_BLOCK_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static GET_ACCESS_POINT: Signature = Signature {
    name: "GetAccessPoint",
    method: "GET",
    path: "/v20180820/accesspoint/{name}",
    status: 200,
    input: &GET_ACCESS_POINT_REQUEST,
    output: &GET_ACCESS_POINT_RESULT,
    wrapper: None,
};

pub static GET_ACCESS_POINT_POLICY: Signature = Signature {
    name: "GetAccessPointPolicy",
    method: "GET",
    path: "/v20180820/accesspoint/{name}/policy",
    status: 200,
    input: &GET_ACCESS_POINT_POLICY_REQUEST,
    output: &GET_ACCESS_POINT_POLICY_RESULT,
    wrapper: None,
};

pub static GET_ACCESS_POINT_POLICY_STATUS: Signature = Signature {
    name: "GetAccessPointPolicyStatus",
    method: "GET",
    path: "/v20180820/accesspoint/{name}/policyStatus",
    status: 200,
    input: &GET_ACCESS_POINT_POLICY_STATUS_REQUEST,
    output: &GET_ACCESS_POINT_POLICY_STATUS_RESULT,
    wrapper: None,
};

pub static GET_PUBLIC_ACCESS_BLOCK: Signature = Signature {
    name: "GetPublicAccessBlock",
    method: "GET",
    path: "/v20180820/configuration/publicAccessBlock",
    status: 200,
    input: &GET_PUBLIC_ACCESS_BLOCK_REQUEST,
    output: &GET_PUBLIC_ACCESS_BLOCK_OUTPUT,
    wrapper: None,
};

pub static LIST_ACCESS_POINTS: Signature = Signature {
    name: "ListAccessPoints",
    method: "GET",
    path: "/v20180820/accesspoint",
    status: 200,
    input: &LIST_ACCESS_POINTS_REQUEST,
    output: &LIST_ACCESS_POINTS_RESULT,
    wrapper: None,
};

pub static LIST_TAGS_FOR_RESOURCE: Signature = Signature {
    name: "ListTagsForResource",
    method: "GET",
    path: "/v20180820/tags/{resourceArn+}",
    status: 200,
    input: &LIST_TAGS_FOR_RESOURCE_REQUEST,
    output: &LIST_TAGS_FOR_RESOURCE_RESULT,
    wrapper: None,
};

pub static PUT_ACCESS_POINT_POLICY: Signature = Signature {
    name: "PutAccessPointPolicy",
    method: "PUT",
    path: "/v20180820/accesspoint/{name}/policy",
    status: 200,
    input: &PUT_ACCESS_POINT_POLICY_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static PUT_PUBLIC_ACCESS_BLOCK: Signature = Signature {
    name: "PutPublicAccessBlock",
    method: "PUT",
    path: "/v20180820/configuration/publicAccessBlock",
    status: 200,
    input: &PUT_PUBLIC_ACCESS_BLOCK_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static TAG_RESOURCE: Signature = Signature {
    name: "TagResource",
    method: "POST",
    path: "/v20180820/tags/{resourceArn+}",
    status: 204,
    input: &TAG_RESOURCE_REQUEST,
    output: &TAG_RESOURCE_RESULT,
    wrapper: None,
};

pub static UNTAG_RESOURCE: Signature = Signature {
    name: "UntagResource",
    method: "DELETE",
    path: "/v20180820/tags/{resourceArn+}",
    status: 204,
    input: &UNTAG_RESOURCE_REQUEST,
    output: &UNTAG_RESOURCE_RESULT,
    wrapper: None,
};

pub static ACCESS_POINT: Shape = Shape::new(
    "AccessPoint",
    &[
        Member::new("Name", Kind::Text).required().min(3).max(255),
        Member::new("NetworkOrigin", Kind::Text).required().one_of(NETWORK_ORIGIN_VALUES),
        Member::new("VpcConfiguration", Kind::Struct(&VPC_CONFIGURATION)),
        Member::new("Bucket", Kind::Text).required().max(255),
        Member::new("AccessPointArn", Kind::Text).min(4).max(128),
        Member::new("Alias", Kind::Text).max(63).matching(&ALIAS_PATTERN),
        Member::new("BucketAccountId", Kind::Text).max(64).matching(&ACCOUNT_ID_PATTERN),
        Member::new("DataSourceId", Kind::Text).max(191),
        Member::new("DataSourceType", Kind::Text),
    ],
);

static ACCESS_POINT_LIST: List = List {
    element: Member::new("member", Kind::Struct(&ACCESS_POINT)).named("AccessPoint"),
    flattened: false,
};

static ACCOUNT_ID_PATTERN: Pattern = Pattern::new(r"^\d{12}$");

static ALIAS_PATTERN: Pattern = Pattern::new(r"^[0-9a-z\\-]{63}");

pub static CREATE_ACCESS_POINT_REQUEST: Shape = Shape::new(
    "CreateAccessPointRequest",
    &[
        Member::new("AccountId", Kind::Text)
            .at(Place::Header("x-amz-account-id"))
            .required()
            .max(64)
            .matching(&ACCOUNT_ID_PATTERN),
        Member::new("Name", Kind::Text).at(Place::Path("name")).required().min(3).max(255),
        Member::new("Bucket", Kind::Text).required().min(3).max(255),
        Member::new("VpcConfiguration", Kind::Struct(&VPC_CONFIGURATION)),
        Member::new("PublicAccessBlockConfiguration", Kind::Struct(&PUBLIC_ACCESS_BLOCK_CONFIGURATION)),
        Member::new("BucketAccountId", Kind::Text).max(64).matching(&ACCOUNT_ID_PATTERN),
        Member::new("Scope", Kind::Struct(&SCOPE)),
        Member::new("Tags", Kind::List(&TAG_LIST)).min(0).max(50),
    ],
);

pub static CREATE_ACCESS_POINT_RESULT: Shape = Shape::new(
    "CreateAccessPointResult",
    &[
        Member::new("AccessPointArn", Kind::Text).min(4).max(128),
        Member::new("Alias", Kind::Text).max(63).matching(&ALIAS_PATTERN),
    ],
);

pub static DELETE_ACCESS_POINT_POLICY_REQUEST: Shape = Shape::new(
    "DeleteAccessPointPolicyRequest",
    &[
        Member::new("AccountId", Kind::Text)
            .at(Place::Header("x-amz-account-id"))
            .required()
            .max(64)
            .matching(&ACCOUNT_ID_PATTERN),
        Member::new("Name", Kind::Text).at(Place::Path("name")).required().min(3).max(255),
    ],
);

pub static DELETE_ACCESS_POINT_REQUEST: Shape = Shape::new(
    "DeleteAccessPointRequest",
    &[
        Member::new("AccountId", Kind::Text)
            .at(Place::Header("x-amz-account-id"))
            .required()
            .max(64)
            .matching(&ACCOUNT_ID_PATTERN),
        Member::new("Name", Kind::Text).at(Place::Path("name")).required().min(3).max(255),
    ],
);

pub static DELETE_PUBLIC_ACCESS_BLOCK_REQUEST: Shape = Shape::new(
    "DeletePublicAccessBlockRequest",
    &[Member::new("AccountId", Kind::Text)
        .at(Place::Header("x-amz-account-id"))
        .required()
        .max(64)
        .matching(&ACCOUNT_ID_PATTERN)],
);

static ENDPOINTS: Map = Map {
    key: Member::new("key", Kind::Text).min(1).max(64),
    value: Member::new("value", Kind::Text).min(1).max(1024),
    flattened: false,
};

pub static GET_ACCESS_POINT_POLICY_REQUEST: Shape = Shape::new(
    "GetAccessPointPolicyRequest",
    &[
        Member::new("AccountId", Kind::Text)
            .at(Place::Header("x-amz-account-id"))
            .required()
            .max(64)
            .matching(&ACCOUNT_ID_PATTERN),
        Member::new("Name", Kind::Text).at(Place::Path("name")).required().min(3).max(255),
    ],
);

pub static GET_ACCESS_POINT_POLICY_RESULT: Shape =
    Shape::new("GetAccessPointPolicyResult", &[Member::new("Policy", Kind::Text)]);

pub static GET_ACCESS_POINT_POLICY_STATUS_REQUEST: Shape = Shape::new(
    "GetAccessPointPolicyStatusRequest",
    &[
        Member::new("AccountId", Kind::Text)
            .at(Place::Header("x-amz-account-id"))
            .required()
            .max(64)
            .matching(&ACCOUNT_ID_PATTERN),
        Member::new("Name", Kind::Text).at(Place::Path("name")).required().min(3).max(255),
    ],
);

pub static GET_ACCESS_POINT_POLICY_STATUS_RESULT: Shape = Shape::new(
    "GetAccessPointPolicyStatusResult",
    &[Member::new("PolicyStatus", Kind::Struct(&POLICY_STATUS))],
);

pub static GET_ACCESS_POINT_REQUEST: Shape = Shape::new(
    "GetAccessPointRequest",
    &[
        Member::new("AccountId", Kind::Text)
            .at(Place::Header("x-amz-account-id"))
            .required()
            .max(64)
            .matching(&ACCOUNT_ID_PATTERN),
        Member::new("Name", Kind::Text).at(Place::Path("name")).required().min(3).max(255),
    ],
);

pub static GET_ACCESS_POINT_RESULT: Shape = Shape::new(
    "GetAccessPointResult",
    &[
        Member::new("Name", Kind::Text).min(3).max(255),
        Member::new("Bucket", Kind::Text).max(255),
        Member::new("NetworkOrigin", Kind::Text).one_of(NETWORK_ORIGIN_VALUES),
        Member::new("VpcConfiguration", Kind::Struct(&VPC_CONFIGURATION)),
        Member::new("PublicAccessBlockConfiguration", Kind::Struct(&PUBLIC_ACCESS_BLOCK_CONFIGURATION)),
        Member::new("CreationDate", Kind::Time(None)),
        Member::new("Alias", Kind::Text).max(63).matching(&ALIAS_PATTERN),
        Member::new("AccessPointArn", Kind::Text).min(4).max(128),
        Member::new("Endpoints", Kind::Map(&ENDPOINTS)),
        Member::new("BucketAccountId", Kind::Text).max(64).matching(&ACCOUNT_ID_PATTERN),
        Member::new("DataSourceId", Kind::Text).max(191),
        Member::new("DataSourceType", Kind::Text),
    ],
);

pub static GET_PUBLIC_ACCESS_BLOCK_OUTPUT: Shape = Shape::new(
    "GetPublicAccessBlockOutput",
    &[Member::new("PublicAccessBlockConfiguration", Kind::Struct(&PUBLIC_ACCESS_BLOCK_CONFIGURATION))
        .at(Place::Payload)],
);

pub static GET_PUBLIC_ACCESS_BLOCK_REQUEST: Shape = Shape::new(
    "GetPublicAccessBlockRequest",
    &[Member::new("AccountId", Kind::Text)
        .at(Place::Header("x-amz-account-id"))
        .required()
        .max(64)
        .matching(&ACCOUNT_ID_PATTERN)],
);

pub static LIST_ACCESS_POINTS_REQUEST: Shape = Shape::new(
    "ListAccessPointsRequest",
    &[
        Member::new("AccountId", Kind::Text)
            .at(Place::Header("x-amz-account-id"))
            .required()
            .max(64)
            .matching(&ACCOUNT_ID_PATTERN),
        Member::new("Bucket", Kind::Text).at(Place::Query("bucket")).min(3).max(255),
        Member::new("NextToken", Kind::Text).at(Place::Query("nextToken")).min(1).max(1024),
        Member::new("MaxResults", Kind::Integer).at(Place::Query("maxResults")).min(0).max(1000),
        Member::new("DataSourceId", Kind::Text).at(Place::Query("dataSourceId")).max(191),
        Member::new("DataSourceType", Kind::Text).at(Place::Query("dataSourceType")),
    ],
);

pub static LIST_ACCESS_POINTS_RESULT: Shape = Shape::new(
    "ListAccessPointsResult",
    &[
        Member::new("AccessPointList", Kind::List(&ACCESS_POINT_LIST)),
        Member::new("NextToken", Kind::Text).min(1).max(1024),
    ],
);

pub static LIST_TAGS_FOR_RESOURCE_REQUEST: Shape = Shape::new(
    "ListTagsForResourceRequest",
    &[
        Member::new("AccountId", Kind::Text)
            .at(Place::Header("x-amz-account-id"))
            .required()
            .max(64)
            .matching(&ACCOUNT_ID_PATTERN),
        Member::new("ResourceArn", Kind::Text)
            .at(Place::Path("resourceArn"))
            .required()
            .max(1011)
            .matching(&S3_RESOURCE_ARN_PATTERN),
    ],
);

pub static LIST_TAGS_FOR_RESOURCE_RESULT: Shape =
    Shape::new("ListTagsForResourceResult", &[Member::new("Tags", Kind::List(&TAG_LIST)).min(0).max(50)]);

const NETWORK_ORIGIN_VALUES: &[&str] = &["Internet", "VPC"];

pub static POLICY_STATUS: Shape = Shape::new("PolicyStatus", &[Member::new("IsPublic", Kind::Boolean)]);

static PREFIXES_LIST: List =
    List { element: Member::new("member", Kind::Text).named("Prefix"), flattened: false };

pub static PUBLIC_ACCESS_BLOCK_CONFIGURATION: Shape = Shape::new(
    "PublicAccessBlockConfiguration",
    &[
        Member::new("BlockPublicAcls", Kind::Boolean),
        Member::new("IgnorePublicAcls", Kind::Boolean),
        Member::new("BlockPublicPolicy", Kind::Boolean),
        Member::new("RestrictPublicBuckets", Kind::Boolean),
    ],
);

pub static PUT_ACCESS_POINT_POLICY_REQUEST: Shape = Shape::new(
    "PutAccessPointPolicyRequest",
    &[
        Member::new("AccountId", Kind::Text)
            .at(Place::Header("x-amz-account-id"))
            .required()
            .max(64)
            .matching(&ACCOUNT_ID_PATTERN),
        Member::new("Name", Kind::Text).at(Place::Path("name")).required().min(3).max(255),
        Member::new("Policy", Kind::Text).required(),
    ],
);

pub static PUT_PUBLIC_ACCESS_BLOCK_REQUEST: Shape = Shape::new(
    "PutPublicAccessBlockRequest",
    &[
        Member::new("PublicAccessBlockConfiguration", Kind::Struct(&PUBLIC_ACCESS_BLOCK_CONFIGURATION))
            .named("PublicAccessBlockConfiguration")
            .at(Place::Payload)
            .required(),
        Member::new("AccountId", Kind::Text)
            .at(Place::Header("x-amz-account-id"))
            .required()
            .max(64)
            .matching(&ACCOUNT_ID_PATTERN),
    ],
);

static S3_RESOURCE_ARN_PATTERN: Pattern = Pattern::new("arn:[^:]+:s3(express)?:[^:].*");

pub static SCOPE: Shape = Shape::new(
    "Scope",
    &[
        Member::new("Prefixes", Kind::List(&PREFIXES_LIST)),
        Member::new("Permissions", Kind::List(&SCOPE_PERMISSION_LIST)),
    ],
);

static SCOPE_PERMISSION_LIST: List = List {
    element: Member::new("member", Kind::Text).named("Permission").one_of(SCOPE_PERMISSION_VALUES),
    flattened: false,
};

const SCOPE_PERMISSION_VALUES: &[&str] = &[
    "GetObject",
    "GetObjectAttributes",
    "ListMultipartUploadParts",
    "ListBucket",
    "ListBucketMultipartUploads",
    "PutObject",
    "DeleteObject",
    "AbortMultipartUpload",
];

pub static TAG: Shape = Shape::new(
    "Tag",
    &[
        Member::new("Key", Kind::Text).required().min(1).max(128).matching(&TAG_KEY_STRING_PATTERN),
        Member::new("Value", Kind::Text).required().min(0).max(256).matching(&TAG_VALUE_STRING_PATTERN),
    ],
);

static TAG_KEY_LIST: List = List {
    element: Member::new("member", Kind::Text).min(1).max(128).matching(&TAG_KEY_STRING_PATTERN),
    flattened: false,
};

static TAG_KEY_STRING_PATTERN: Pattern = Pattern::new(r"^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$");

static TAG_LIST: List =
    List { element: Member::new("member", Kind::Struct(&TAG)).named("Tag"), flattened: false };

pub static TAG_RESOURCE_REQUEST: Shape = Shape::new(
    "TagResourceRequest",
    &[
        Member::new("AccountId", Kind::Text)
            .at(Place::Header("x-amz-account-id"))
            .required()
            .max(64)
            .matching(&ACCOUNT_ID_PATTERN),
        Member::new("ResourceArn", Kind::Text)
            .at(Place::Path("resourceArn"))
            .required()
            .max(1011)
            .matching(&S3_RESOURCE_ARN_PATTERN),
        Member::new("Tags", Kind::List(&TAG_LIST)).required().min(0).max(50),
    ],
);

pub static TAG_RESOURCE_RESULT: Shape = Shape::new("TagResourceResult", &[]);

static TAG_VALUE_STRING_PATTERN: Pattern = Pattern::new(r"^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$");

pub static UNTAG_RESOURCE_REQUEST: Shape = Shape::new(
    "UntagResourceRequest",
    &[
        Member::new("AccountId", Kind::Text)
            .at(Place::Header("x-amz-account-id"))
            .required()
            .max(64)
            .matching(&ACCOUNT_ID_PATTERN),
        Member::new("ResourceArn", Kind::Text)
            .at(Place::Path("resourceArn"))
            .required()
            .max(1011)
            .matching(&S3_RESOURCE_ARN_PATTERN),
        Member::new("TagKeys", Kind::List(&TAG_KEY_LIST))
            .at(Place::Query("tagKeys"))
            .required()
            .min(0)
            .max(50),
    ],
);

pub static UNTAG_RESOURCE_RESULT: Shape = Shape::new("UntagResourceResult", &[]);

pub static VPC_CONFIGURATION: Shape =
    Shape::new("VpcConfiguration", &[Member::new("VpcId", Kind::Text).required().min(1).max(1024)]);
