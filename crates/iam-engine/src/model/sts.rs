//! AWS's model of the service, as data; its texts of documentation are left out.
//!
//! Written by `cargo run -p conformance -- shapes sts`, not by hand, from botocore 1.44.8,
//! `data/sts/2011-06-15/service-2.json`, whose licence is Apache-2.0: see NOTICE.

#![allow(missing_docs, reason = "the names are AWS's, whose documentation says what they mean")]

use wire::shape::{ErrorShape, Hidden, Kind, List, Map, Member, Model, Pattern, Shape, Signature};

pub static MODEL: Model = Model {
    name: "sts",
    target_prefix: None,
    version: "2011-06-15",
    namespace: Some("https://sts.amazonaws.com/doc/2011-06-15/"),
    names: &[
        ("AssumeRole", "POST", "/"),
        ("AssumeRoleWithSAML", "POST", "/"),
        ("AssumeRoleWithWebIdentity", "POST", "/"),
        ("AssumeRoot", "POST", "/"),
        ("DecodeAuthorizationMessage", "POST", "/"),
        ("GetAccessKeyInfo", "POST", "/"),
        ("GetCallerIdentity", "POST", "/"),
        ("GetDelegatedAccessToken", "POST", "/"),
        ("GetFederationToken", "POST", "/"),
        ("GetScopedCredentials", "POST", "/"),
        ("GetSessionToken", "POST", "/"),
        ("GetWebIdentityToken", "POST", "/"),
    ],
    errors: &[
        EXPIRED_TOKEN_EXCEPTION,
        EXPIRED_TRADE_IN_TOKEN_EXCEPTION,
        IDP_COMMUNICATION_ERROR_EXCEPTION,
        IDP_REJECTED_CLAIM_EXCEPTION,
        INSUFFICIENT_SESSION_LIFETIME_EXCEPTION,
        INVALID_AUTHORIZATION_MESSAGE_EXCEPTION,
        INVALID_CONTEXT_ASSERTION_EXCEPTION,
        INVALID_IDENTITY_TOKEN_EXCEPTION,
        INVALID_SUBJECT_CREDENTIALS_EXCEPTION,
        JWT_PAYLOAD_SIZE_EXCEEDED_EXCEPTION,
        MALFORMED_POLICY_DOCUMENT_EXCEPTION,
        OUTBOUND_WEB_IDENTITY_FEDERATION_DISABLED_EXCEPTION,
        PACKED_POLICY_TOO_LARGE_EXCEPTION,
        REGION_DISABLED_EXCEPTION,
        SESSION_DURATION_ESCALATION_EXCEPTION,
    ],
};

pub const EXPIRED_TOKEN_EXCEPTION: ErrorShape =
    ErrorShape { name: "ExpiredTokenException", code: "ExpiredTokenException", status: 400, sender: true };

pub const EXPIRED_TRADE_IN_TOKEN_EXCEPTION: ErrorShape = ErrorShape {
    name: "ExpiredTradeInTokenException",
    code: "ExpiredTradeInTokenException",
    status: 400,
    sender: true,
};

pub const IDP_COMMUNICATION_ERROR_EXCEPTION: ErrorShape = ErrorShape {
    name: "IDPCommunicationErrorException",
    code: "IDPCommunicationError",
    status: 400,
    sender: true,
};

pub const IDP_REJECTED_CLAIM_EXCEPTION: ErrorShape =
    ErrorShape { name: "IDPRejectedClaimException", code: "IDPRejectedClaim", status: 403, sender: true };

pub const INSUFFICIENT_SESSION_LIFETIME_EXCEPTION: ErrorShape = ErrorShape {
    name: "InsufficientSessionLifetimeException",
    code: "InsufficientSessionLifetime",
    status: 400,
    sender: true,
};

pub const INVALID_AUTHORIZATION_MESSAGE_EXCEPTION: ErrorShape = ErrorShape {
    name: "InvalidAuthorizationMessageException",
    code: "InvalidAuthorizationMessageException",
    status: 400,
    sender: true,
};

pub const INVALID_CONTEXT_ASSERTION_EXCEPTION: ErrorShape = ErrorShape {
    name: "InvalidContextAssertionException",
    code: "InvalidContextAssertion",
    status: 400,
    sender: true,
};

pub const INVALID_IDENTITY_TOKEN_EXCEPTION: ErrorShape = ErrorShape {
    name: "InvalidIdentityTokenException",
    code: "InvalidIdentityToken",
    status: 400,
    sender: true,
};

pub const INVALID_SUBJECT_CREDENTIALS_EXCEPTION: ErrorShape = ErrorShape {
    name: "InvalidSubjectCredentialsException",
    code: "InvalidSubjectCredentials",
    status: 400,
    sender: true,
};

pub const JWT_PAYLOAD_SIZE_EXCEEDED_EXCEPTION: ErrorShape = ErrorShape {
    name: "JWTPayloadSizeExceededException",
    code: "JWTPayloadSizeExceededException",
    status: 400,
    sender: true,
};

pub const MALFORMED_POLICY_DOCUMENT_EXCEPTION: ErrorShape = ErrorShape {
    name: "MalformedPolicyDocumentException",
    code: "MalformedPolicyDocument",
    status: 400,
    sender: true,
};

pub const OUTBOUND_WEB_IDENTITY_FEDERATION_DISABLED_EXCEPTION: ErrorShape = ErrorShape {
    name: "OutboundWebIdentityFederationDisabledException",
    code: "OutboundWebIdentityFederationDisabledException",
    status: 403,
    sender: true,
};

pub const PACKED_POLICY_TOO_LARGE_EXCEPTION: ErrorShape = ErrorShape {
    name: "PackedPolicyTooLargeException",
    code: "PackedPolicyTooLarge",
    status: 400,
    sender: true,
};

pub const REGION_DISABLED_EXCEPTION: ErrorShape = ErrorShape {
    name: "RegionDisabledException",
    code: "RegionDisabledException",
    status: 403,
    sender: true,
};

pub const SESSION_DURATION_ESCALATION_EXCEPTION: ErrorShape = ErrorShape {
    name: "SessionDurationEscalationException",
    code: "SessionDurationEscalationException",
    status: 403,
    sender: true,
};

pub static ASSUME_ROLE: Signature = Signature {
    name: "AssumeRole",
    method: "POST",
    path: "/",
    status: 200,
    input: &ASSUME_ROLE_REQUEST,
    output: &ASSUME_ROLE_RESPONSE,
    wrapper: Some("AssumeRoleResult"),
};

pub static ASSUME_ROLE_WITH_SAML: Signature = Signature {
    name: "AssumeRoleWithSAML",
    method: "POST",
    path: "/",
    status: 200,
    input: &ASSUME_ROLE_WITH_SAML_REQUEST,
    output: &ASSUME_ROLE_WITH_SAML_RESPONSE,
    wrapper: Some("AssumeRoleWithSAMLResult"),
};

pub static ASSUME_ROLE_WITH_WEB_IDENTITY: Signature = Signature {
    name: "AssumeRoleWithWebIdentity",
    method: "POST",
    path: "/",
    status: 200,
    input: &ASSUME_ROLE_WITH_WEB_IDENTITY_REQUEST,
    output: &ASSUME_ROLE_WITH_WEB_IDENTITY_RESPONSE,
    wrapper: Some("AssumeRoleWithWebIdentityResult"),
};

pub static ASSUME_ROOT: Signature = Signature {
    name: "AssumeRoot",
    method: "POST",
    path: "/",
    status: 200,
    input: &ASSUME_ROOT_REQUEST,
    output: &ASSUME_ROOT_RESPONSE,
    wrapper: Some("AssumeRootResult"),
};

pub static DECODE_AUTHORIZATION_MESSAGE: Signature = Signature {
    name: "DecodeAuthorizationMessage",
    method: "POST",
    path: "/",
    status: 200,
    input: &DECODE_AUTHORIZATION_MESSAGE_REQUEST,
    output: &DECODE_AUTHORIZATION_MESSAGE_RESPONSE,
    wrapper: Some("DecodeAuthorizationMessageResult"),
};

pub static GET_ACCESS_KEY_INFO: Signature = Signature {
    name: "GetAccessKeyInfo",
    method: "POST",
    path: "/",
    status: 200,
    input: &GET_ACCESS_KEY_INFO_REQUEST,
    output: &GET_ACCESS_KEY_INFO_RESPONSE,
    wrapper: Some("GetAccessKeyInfoResult"),
};

pub static GET_CALLER_IDENTITY: Signature = Signature {
    name: "GetCallerIdentity",
    method: "POST",
    path: "/",
    status: 200,
    input: &GET_CALLER_IDENTITY_REQUEST,
    output: &GET_CALLER_IDENTITY_RESPONSE,
    wrapper: Some("GetCallerIdentityResult"),
};

pub static GET_DELEGATED_ACCESS_TOKEN: Signature = Signature {
    name: "GetDelegatedAccessToken",
    method: "POST",
    path: "/",
    status: 200,
    input: &GET_DELEGATED_ACCESS_TOKEN_REQUEST,
    output: &GET_DELEGATED_ACCESS_TOKEN_RESPONSE,
    wrapper: Some("GetDelegatedAccessTokenResult"),
};

pub static GET_FEDERATION_TOKEN: Signature = Signature {
    name: "GetFederationToken",
    method: "POST",
    path: "/",
    status: 200,
    input: &GET_FEDERATION_TOKEN_REQUEST,
    output: &GET_FEDERATION_TOKEN_RESPONSE,
    wrapper: Some("GetFederationTokenResult"),
};

pub static GET_SCOPED_CREDENTIALS: Signature = Signature {
    name: "GetScopedCredentials",
    method: "POST",
    path: "/",
    status: 200,
    input: &GET_SCOPED_CREDENTIALS_REQUEST,
    output: &GET_SCOPED_CREDENTIALS_RESPONSE,
    wrapper: Some("GetScopedCredentialsResult"),
};

pub static GET_SESSION_TOKEN: Signature = Signature {
    name: "GetSessionToken",
    method: "POST",
    path: "/",
    status: 200,
    input: &GET_SESSION_TOKEN_REQUEST,
    output: &GET_SESSION_TOKEN_RESPONSE,
    wrapper: Some("GetSessionTokenResult"),
};

pub static GET_WEB_IDENTITY_TOKEN: Signature = Signature {
    name: "GetWebIdentityToken",
    method: "POST",
    path: "/",
    status: 200,
    input: &GET_WEB_IDENTITY_TOKEN_REQUEST,
    output: &GET_WEB_IDENTITY_TOKEN_RESPONSE,
    wrapper: Some("GetWebIdentityTokenResult"),
};

static ACCESS_KEY_ID_TYPE_PATTERN: Pattern = Pattern::new(r"[\w]*");

static ARN_TYPE_PATTERN: Pattern =
    Pattern::new(r"[\u0009\u000A\u000D\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u10000-\u10FFFF]+");

static ASSUMED_ROLE_ID_TYPE_PATTERN: Pattern = Pattern::new(r"[\w+=,.@:-]*");

pub static ASSUMED_ROLE_USER: Shape = Shape::new(
    "AssumedRoleUser",
    &[
        Member::new("AssumedRoleId", Kind::Text)
            .required()
            .min(2)
            .max(193)
            .matching(&ASSUMED_ROLE_ID_TYPE_PATTERN),
        Member::new("Arn", Kind::Text).required().min(20).max(2048).matching(&ARN_TYPE_PATTERN),
    ],
);

pub static ASSUME_ROLE_REQUEST: Shape = Shape::new(
    "AssumeRoleRequest",
    &[
        Member::new("RoleArn", Kind::Text).required().min(20).max(2048).matching(&ARN_TYPE_PATTERN),
        Member::new("RoleSessionName", Kind::Text)
            .required()
            .min(2)
            .max(64)
            .matching(&ROLE_SESSION_NAME_TYPE_PATTERN),
        Member::new("PolicyArns", Kind::List(&POLICY_DESCRIPTOR_LIST_TYPE)),
        Member::new("Policy", Kind::Text).min(1).matching(&UNRESTRICTED_SESSION_POLICY_DOCUMENT_TYPE_PATTERN),
        Member::new("DurationSeconds", Kind::Integer).min(900).max(43200),
        Member::new("Tags", Kind::List(&TAG_LIST_TYPE)).max(50),
        Member::new("TransitiveTagKeys", Kind::List(&TAG_KEY_LIST_TYPE)).max(50),
        Member::new("ExternalId", Kind::Text).min(2).max(1224).matching(&EXTERNAL_ID_TYPE_PATTERN),
        Member::new("SerialNumber", Kind::Text).min(9).max(256).matching(&SERIAL_NUMBER_TYPE_PATTERN),
        Member::new("TokenCode", Kind::Text).min(6).max(6).matching(&TOKEN_CODE_TYPE_PATTERN),
        Member::new("SourceIdentity", Kind::Text).min(2).max(256).matching(&SOURCE_IDENTITY_TYPE_PATTERN),
        Member::new("ProvidedContexts", Kind::List(&PROVIDED_CONTEXTS_LIST_TYPE)).min(1).max(5),
        Member::new("MinimumSessionTokenSize", Kind::Integer).min(0).max(4096),
    ],
);

pub static ASSUME_ROLE_RESPONSE: Shape = Shape::new(
    "AssumeRoleResponse",
    &[
        Member::new("Credentials", Kind::Struct(&CREDENTIALS)),
        Member::new("AssumedRoleUser", Kind::Struct(&ASSUMED_ROLE_USER)),
        Member::new("PackedPolicySize", Kind::Integer).min(0),
        Member::new("SourceIdentity", Kind::Text).min(2).max(256).matching(&SOURCE_IDENTITY_TYPE_PATTERN),
        Member::new("SessionTokenUtilization", Kind::Integer).min(0),
        Member::new("SessionTokenSize", Kind::Integer).min(0),
    ],
);

pub static ASSUME_ROLE_WITH_SAML_REQUEST: Shape = Shape::new(
    "AssumeRoleWithSAMLRequest",
    &[
        Member::new("RoleArn", Kind::Text).required().min(20).max(2048).matching(&ARN_TYPE_PATTERN),
        Member::new("PrincipalArn", Kind::Text).required().min(20).max(2048).matching(&ARN_TYPE_PATTERN),
        Member::new("SAMLAssertion", Kind::Text).required().min(4).max(100000).hiding(Hidden::Value),
        Member::new("PolicyArns", Kind::List(&POLICY_DESCRIPTOR_LIST_TYPE)),
        Member::new("Policy", Kind::Text).min(1).max(2048).matching(&SESSION_POLICY_DOCUMENT_TYPE_PATTERN),
        Member::new("DurationSeconds", Kind::Integer).min(900).max(43200),
        Member::new("MinimumSessionTokenSize", Kind::Integer).min(0).max(4096),
    ],
);

pub static ASSUME_ROLE_WITH_SAML_RESPONSE: Shape = Shape::new(
    "AssumeRoleWithSAMLResponse",
    &[
        Member::new("Credentials", Kind::Struct(&CREDENTIALS)),
        Member::new("AssumedRoleUser", Kind::Struct(&ASSUMED_ROLE_USER)),
        Member::new("PackedPolicySize", Kind::Integer).min(0),
        Member::new("Subject", Kind::Text),
        Member::new("SubjectType", Kind::Text),
        Member::new("Issuer", Kind::Text),
        Member::new("Audience", Kind::Text),
        Member::new("NameQualifier", Kind::Text),
        Member::new("SourceIdentity", Kind::Text).min(2).max(256).matching(&SOURCE_IDENTITY_TYPE_PATTERN),
        Member::new("SessionTokenUtilization", Kind::Integer).min(0),
        Member::new("SessionTokenSize", Kind::Integer).min(0),
        Member::new("TrustedIdentityPropagationContext", Kind::Struct(&TRUSTED_IDENTITY_PROPAGATION_CONTEXT))
            .hiding(Hidden::Value),
    ],
);

pub static ASSUME_ROLE_WITH_WEB_IDENTITY_REQUEST: Shape = Shape::new(
    "AssumeRoleWithWebIdentityRequest",
    &[
        Member::new("RoleArn", Kind::Text).required().min(20).max(2048).matching(&ARN_TYPE_PATTERN),
        Member::new("RoleSessionName", Kind::Text)
            .required()
            .min(2)
            .max(64)
            .matching(&ROLE_SESSION_NAME_TYPE_PATTERN),
        Member::new("WebIdentityToken", Kind::Text).required().min(4).max(20000).hiding(Hidden::Value),
        Member::new("ProviderId", Kind::Text).min(4).max(2048),
        Member::new("PolicyArns", Kind::List(&POLICY_DESCRIPTOR_LIST_TYPE)),
        Member::new("Policy", Kind::Text).min(1).max(2048).matching(&SESSION_POLICY_DOCUMENT_TYPE_PATTERN),
        Member::new("DurationSeconds", Kind::Integer).min(900).max(43200),
        Member::new("MinimumSessionTokenSize", Kind::Integer).min(0).max(4096),
    ],
);

pub static ASSUME_ROLE_WITH_WEB_IDENTITY_RESPONSE: Shape = Shape::new(
    "AssumeRoleWithWebIdentityResponse",
    &[
        Member::new("Credentials", Kind::Struct(&CREDENTIALS)),
        Member::new("SubjectFromWebIdentityToken", Kind::Text).min(6).max(255),
        Member::new("AssumedRoleUser", Kind::Struct(&ASSUMED_ROLE_USER)),
        Member::new("PackedPolicySize", Kind::Integer).min(0),
        Member::new("Provider", Kind::Text),
        Member::new("Audience", Kind::Text),
        Member::new("SourceIdentity", Kind::Text).min(2).max(256).matching(&SOURCE_IDENTITY_TYPE_PATTERN),
        Member::new("SessionTokenUtilization", Kind::Integer).min(0),
        Member::new("SessionTokenSize", Kind::Integer).min(0),
        Member::new("TrustedIdentityPropagationContext", Kind::Struct(&TRUSTED_IDENTITY_PROPAGATION_CONTEXT))
            .hiding(Hidden::Value),
    ],
);

pub static ASSUME_ROOT_REQUEST: Shape = Shape::new(
    "AssumeRootRequest",
    &[
        Member::new("TargetPrincipal", Kind::Text).required().min(12).max(2048),
        Member::new("TaskPolicyArn", Kind::Struct(&POLICY_DESCRIPTOR_TYPE)).required(),
        Member::new("DurationSeconds", Kind::Integer).min(0).max(900),
        Member::new("MinimumSessionTokenSize", Kind::Integer).min(0).max(4096),
    ],
);

pub static ASSUME_ROOT_RESPONSE: Shape = Shape::new(
    "AssumeRootResponse",
    &[
        Member::new("Credentials", Kind::Struct(&CREDENTIALS)),
        Member::new("SourceIdentity", Kind::Text).min(2).max(256).matching(&SOURCE_IDENTITY_TYPE_PATTERN),
        Member::new("SessionTokenUtilization", Kind::Integer).min(0),
        Member::new("SessionTokenSize", Kind::Integer).min(0),
    ],
);

pub static CREDENTIALS: Shape = Shape::new(
    "Credentials",
    &[
        Member::new("AccessKeyId", Kind::Text)
            .required()
            .min(16)
            .max(128)
            .matching(&ACCESS_KEY_ID_TYPE_PATTERN),
        Member::new("SecretAccessKey", Kind::Text).required().hiding(Hidden::Value),
        Member::new("SessionToken", Kind::Text).required(),
        Member::new("Expiration", Kind::Time(None)).required(),
    ],
);

pub static DECODE_AUTHORIZATION_MESSAGE_REQUEST: Shape = Shape::new(
    "DecodeAuthorizationMessageRequest",
    &[Member::new("EncodedMessage", Kind::Text).required().min(1).max(10240)],
);

pub static DECODE_AUTHORIZATION_MESSAGE_RESPONSE: Shape =
    Shape::new("DecodeAuthorizationMessageResponse", &[Member::new("DecodedMessage", Kind::Text)]);

static EXTERNAL_ID_TYPE_PATTERN: Pattern = Pattern::new(r"[\w+=,.@:\/-]*");

static FEDERATED_ID_TYPE_PATTERN: Pattern = Pattern::new(r"[\w+=,.@\:-]*");

pub static FEDERATED_USER: Shape = Shape::new(
    "FederatedUser",
    &[
        Member::new("FederatedUserId", Kind::Text)
            .required()
            .min(2)
            .max(193)
            .matching(&FEDERATED_ID_TYPE_PATTERN),
        Member::new("Arn", Kind::Text).required().min(20).max(2048).matching(&ARN_TYPE_PATTERN),
    ],
);

pub static GET_ACCESS_KEY_INFO_REQUEST: Shape = Shape::new(
    "GetAccessKeyInfoRequest",
    &[Member::new("AccessKeyId", Kind::Text)
        .required()
        .min(16)
        .max(128)
        .matching(&ACCESS_KEY_ID_TYPE_PATTERN)],
);

pub static GET_ACCESS_KEY_INFO_RESPONSE: Shape =
    Shape::new("GetAccessKeyInfoResponse", &[Member::new("Account", Kind::Text)]);

pub static GET_CALLER_IDENTITY_REQUEST: Shape = Shape::new("GetCallerIdentityRequest", &[]);

pub static GET_CALLER_IDENTITY_RESPONSE: Shape = Shape::new(
    "GetCallerIdentityResponse",
    &[
        Member::new("UserId", Kind::Text),
        Member::new("Account", Kind::Text),
        Member::new("Arn", Kind::Text).min(20).max(2048).matching(&ARN_TYPE_PATTERN),
    ],
);

pub static GET_DELEGATED_ACCESS_TOKEN_REQUEST: Shape = Shape::new(
    "GetDelegatedAccessTokenRequest",
    &[Member::new("TradeInToken", Kind::Text).required().hiding(Hidden::Value)],
);

pub static GET_DELEGATED_ACCESS_TOKEN_RESPONSE: Shape = Shape::new(
    "GetDelegatedAccessTokenResponse",
    &[
        Member::new("Credentials", Kind::Struct(&CREDENTIALS)),
        Member::new("PackedPolicySize", Kind::Integer).min(0),
        Member::new("AssumedPrincipal", Kind::Text).min(20).max(2048).matching(&ARN_TYPE_PATTERN),
    ],
);

pub static GET_FEDERATION_TOKEN_REQUEST: Shape = Shape::new(
    "GetFederationTokenRequest",
    &[
        Member::new("Name", Kind::Text).required().min(2).max(32).matching(&USER_NAME_TYPE_PATTERN),
        Member::new("Policy", Kind::Text).min(1).max(2048).matching(&SESSION_POLICY_DOCUMENT_TYPE_PATTERN),
        Member::new("PolicyArns", Kind::List(&POLICY_DESCRIPTOR_LIST_TYPE)),
        Member::new("DurationSeconds", Kind::Integer).min(900).max(129600),
        Member::new("Tags", Kind::List(&TAG_LIST_TYPE)).max(50),
        Member::new("MinimumSessionTokenSize", Kind::Integer).min(0).max(4096),
    ],
);

pub static GET_FEDERATION_TOKEN_RESPONSE: Shape = Shape::new(
    "GetFederationTokenResponse",
    &[
        Member::new("Credentials", Kind::Struct(&CREDENTIALS)),
        Member::new("FederatedUser", Kind::Struct(&FEDERATED_USER)),
        Member::new("PackedPolicySize", Kind::Integer).min(0),
        Member::new("SessionTokenUtilization", Kind::Integer).min(0),
        Member::new("SessionTokenSize", Kind::Integer).min(0),
    ],
);

pub static GET_SCOPED_CREDENTIALS_REQUEST: Shape = Shape::new(
    "GetScopedCredentialsRequest",
    &[
        Member::new("Policy", Kind::Text).min(1).max(2048).matching(&SESSION_POLICY_DOCUMENT_TYPE_PATTERN),
        Member::new("DurationSeconds", Kind::Integer).min(1).max(129600),
        Member::new("MinimumSessionTokenSize", Kind::Integer).min(0).max(4096),
        Member::new("ScopedSessionDescription", Kind::Text)
            .min(2)
            .max(256)
            .matching(&SCOPED_SESSION_DESCRIPTION_TYPE_PATTERN),
    ],
);

pub static GET_SCOPED_CREDENTIALS_RESPONSE: Shape = Shape::new(
    "GetScopedCredentialsResponse",
    &[
        Member::new("Credentials", Kind::Struct(&CREDENTIALS)),
        Member::new("SessionInfo", Kind::Struct(&SCOPED_SESSION)),
        Member::new("SessionTokenUtilization", Kind::Integer).min(0),
        Member::new("SessionTokenSize", Kind::Integer).min(0),
        Member::new("ScopedPoliciesCount", Kind::Integer).min(0),
        Member::new("SourceIdentity", Kind::Text).min(2).max(256).matching(&SOURCE_IDENTITY_TYPE_PATTERN),
    ],
);

pub static GET_SESSION_TOKEN_REQUEST: Shape = Shape::new(
    "GetSessionTokenRequest",
    &[
        Member::new("DurationSeconds", Kind::Integer).min(900).max(129600),
        Member::new("SerialNumber", Kind::Text).min(9).max(256).matching(&SERIAL_NUMBER_TYPE_PATTERN),
        Member::new("TokenCode", Kind::Text).min(6).max(6).matching(&TOKEN_CODE_TYPE_PATTERN),
        Member::new("MinimumSessionTokenSize", Kind::Integer).min(0).max(4096),
    ],
);

pub static GET_SESSION_TOKEN_RESPONSE: Shape = Shape::new(
    "GetSessionTokenResponse",
    &[
        Member::new("Credentials", Kind::Struct(&CREDENTIALS)),
        Member::new("SessionTokenUtilization", Kind::Integer).min(0),
        Member::new("SessionTokenSize", Kind::Integer).min(0),
    ],
);

pub static GET_WEB_IDENTITY_TOKEN_REQUEST: Shape = Shape::new(
    "GetWebIdentityTokenRequest",
    &[
        Member::new("Audience", Kind::List(&WEB_IDENTITY_TOKEN_AUDIENCE_LIST_TYPE)).required().min(1).max(10),
        Member::new("DurationSeconds", Kind::Integer).min(60).max(3600),
        Member::new("SigningAlgorithm", Kind::Text).required().min(5).max(5),
        Member::new("Scope", Kind::Text).min(1).max(256).matching(&WEB_IDENTITY_TOKEN_SCOPE_TYPE_PATTERN),
        Member::new("SubjectMode", Kind::Text).one_of(WEB_IDENTITY_TOKEN_SUBJECT_MODE_TYPE_VALUES),
        Member::new("Tags", Kind::List(&TAG_LIST_TYPE)).max(50),
    ],
);

pub static GET_WEB_IDENTITY_TOKEN_RESPONSE: Shape = Shape::new(
    "GetWebIdentityTokenResponse",
    &[
        Member::new("WebIdentityToken", Kind::Text).hiding(Hidden::Value),
        Member::new("Expiration", Kind::Time(None)),
    ],
);

pub static ORIGIN_IDENTITY: Shape = Shape::new(
    "OriginIdentity",
    &[
        Member::new("Subject", Kind::Text).hiding(Hidden::Value),
        Member::new("SubjectType", Kind::Text).hiding(Hidden::Value),
        Member::new("Issuer", Kind::Text).hiding(Hidden::Value),
        Member::new("FederatedProviderArn", Kind::Text).min(20).max(2048).matching(&ARN_TYPE_PATTERN),
    ],
);

static POLICY_DESCRIPTOR_LIST_TYPE: List =
    List { element: Member::new("member", Kind::Struct(&POLICY_DESCRIPTOR_TYPE)), flattened: false };

pub static POLICY_DESCRIPTOR_TYPE: Shape = Shape::new(
    "PolicyDescriptorType",
    &[Member::new("arn", Kind::Text).min(20).max(2048).matching(&ARN_TYPE_PATTERN)],
);

pub static PROVIDED_CONTEXT: Shape = Shape::new(
    "ProvidedContext",
    &[
        Member::new("ProviderArn", Kind::Text).min(20).max(2048).matching(&ARN_TYPE_PATTERN),
        Member::new("ContextAssertion", Kind::Text).min(4).max(3072),
    ],
);

static PROVIDED_CONTEXTS_LIST_TYPE: List =
    List { element: Member::new("member", Kind::Struct(&PROVIDED_CONTEXT)), flattened: false };

static ROLE_SESSION_NAME_TYPE_PATTERN: Pattern = Pattern::new(r"[\w+=,.@-]*");

pub static SCOPED_SESSION: Shape = Shape::new(
    "ScopedSession",
    &[
        Member::new("ScopedSessionId", Kind::Text)
            .required()
            .min(2)
            .max(193)
            .matching(&SCOPED_SESSION_ID_TYPE_PATTERN),
        Member::new("Arn", Kind::Text).required().min(20).max(2048).matching(&ARN_TYPE_PATTERN),
    ],
);

static SCOPED_SESSION_DESCRIPTION_TYPE_PATTERN: Pattern =
    Pattern::new(r"[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*");

static SCOPED_SESSION_ID_TYPE_PATTERN: Pattern = Pattern::new(r"[\w+=,.@:-]*");

static SERIAL_NUMBER_TYPE_PATTERN: Pattern = Pattern::new(r"[\w+=/:,.@-]*");

static SESSION_POLICY_DOCUMENT_TYPE_PATTERN: Pattern = Pattern::new(r"[\u0009\u000A\u000D\u0020-\u00FF]+");

static SOURCE_IDENTITY_TYPE_PATTERN: Pattern = Pattern::new(r"[\w+=,.@-]*");

pub static TAG: Shape = Shape::new(
    "Tag",
    &[
        Member::new("Key", Kind::Text).required().min(1).max(128).matching(&TAG_KEY_TYPE_PATTERN),
        Member::new("Value", Kind::Text).required().min(0).max(256).matching(&TAG_VALUE_TYPE_PATTERN),
    ],
);

static TAG_KEY_LIST_TYPE: List = List {
    element: Member::new("member", Kind::Text).min(1).max(128).matching(&TAG_KEY_TYPE_PATTERN),
    flattened: false,
};

static TAG_KEY_TYPE_PATTERN: Pattern = Pattern::new(r"[\p{L}\p{Z}\p{N}_.:/=+\-@]+");

static TAG_LIST_TYPE: List = List { element: Member::new("member", Kind::Struct(&TAG)), flattened: false };

static TAG_VALUE_TYPE_PATTERN: Pattern = Pattern::new(r"[\p{L}\p{Z}\p{N}_.:/=+\-@]*");

static TOKEN_CODE_TYPE_PATTERN: Pattern = Pattern::new(r"[\d]*");

pub static TRANSACTION_CONTEXT: Shape = Shape::new(
    "TransactionContext",
    &[Member::new("IdentityProvider", Kind::Map(&TRANSACTION_CONTEXT_IDENTITY_PROVIDER_MAP_TYPE))],
);

static TRANSACTION_CONTEXT_IDENTITY_PROVIDER_MAP_TYPE: Map = Map {
    key: Member::new("key", Kind::Text),
    value: Member::new("value", Kind::Text).max(128).hiding(Hidden::Value),
    flattened: false,
};

pub static TRUSTED_IDENTITY_PROPAGATION_CONTEXT: Shape = Shape::new(
    "TrustedIdentityPropagationContext",
    &[
        Member::new("OriginIdentity", Kind::Struct(&ORIGIN_IDENTITY)),
        Member::new("TransactionContext", Kind::Struct(&TRANSACTION_CONTEXT)),
    ],
);

static UNRESTRICTED_SESSION_POLICY_DOCUMENT_TYPE_PATTERN: Pattern =
    Pattern::new(r"[\u0009\u000A\u000D\u0020-\u00FF]+");

static USER_NAME_TYPE_PATTERN: Pattern = Pattern::new(r"[\w+=,.@-]*");

static WEB_IDENTITY_TOKEN_AUDIENCE_LIST_TYPE: List =
    List { element: Member::new("member", Kind::Text).min(1).max(1000), flattened: false };

static WEB_IDENTITY_TOKEN_SCOPE_TYPE_PATTERN: Pattern =
    Pattern::new(r"[\x21\x23-\x2B\x2D-\x5B\x5D-\x7E]+( [\x21\x23-\x2B\x2D-\x5B\x5D-\x7E]+)*");

const WEB_IDENTITY_TOKEN_SUBJECT_MODE_TYPE_VALUES: &[&str] = &["AWSIdentity", "OriginIdentity"];
