//! Why a request is not believed. No wording here: every variant carries what AWS's error documents show, and says
//! which code S3 and the JSON services (DynamoDB, Lambda) answer with, so that each service can word it.
//!
//! S3: <https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html>, the others:
//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/CommonErrors.html>. JSON services answer 400 with
//! the code as `__type`; S3 answers 400 or 403 as noted.

use std::fmt;

use crate::claim::Form;

/// What is wrong with a request's signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// More than one way of signing at once: header and query, or two `Authorization` headers.
    /// S3: `InvalidArgument` 400, ArgumentName `Authorization`. JSON: `InvalidSignatureException`.
    TwoMechanisms {
        /// The `Authorization` header, for S3's ArgumentValue.
        authorization: String,
    },
    /// An `Authorization` header of a kind that is not AWS's (`Bearer`, `Basic`, …).
    /// S3: `InvalidArgument` 400, ArgumentName `Authorization`. JSON: `IncompleteSignatureException`, whose text
    /// lists every parameter as missing.
    UnsupportedAuthorization {
        /// The header as sent.
        authorization: String,
    },
    /// AWS's, but not `AWS4-HMAC-SHA256` (nor `AWS` for S3): SigV4A and whatever comes.
    /// S3: header `InvalidRequest` 400 for SigV4A, which we lack, and for what AWS lacks too `InvalidArgument` 400,
    /// ArgumentName `Authorization`; query `AuthorizationQueryParametersError` 400.
    /// JSON: `IncompleteSignatureException`.
    UnsupportedAlgorithm {
        /// Where the algorithm stood.
        form: Form,
        /// The algorithm as sent.
        algorithm: String,
        /// The `Authorization` header as sent; empty for the query forms.
        authorization: String,
    },
    /// Parameters that must be there are not.
    /// S3: header `AuthorizationHeaderMalformed` 400 (or `AccessDenied` 403 when only the date is missing), query
    /// `AuthorizationQueryParametersError` 400; SigV2 `AccessDenied` 403. JSON: `IncompleteSignatureException`, one
    /// sentence for each in this order.
    Incomplete {
        /// How the request is signed.
        form: Form,
        /// What is missing, in the order in which AWS lists it.
        missing: Vec<Parameter>,
        /// The `Authorization` header as sent; empty for the query forms.
        authorization: String,
    },
    /// A part of the `Authorization` header that is not `name=value`, or a name that comes twice.
    /// S3: `AuthorizationHeaderMalformed` 400; for SigV2, where it is the whole header, `InvalidArgument` 400.
    /// JSON: `IncompleteSignatureException`.
    MalformedComponent {
        /// How the request is signed.
        form: Form,
        /// The part as sent.
        component: String,
    },
    /// The credential is not `key/date/region/service/aws4_request`.
    /// S3: `AuthorizationHeaderMalformed` or `AuthorizationQueryParametersError` 400.
    /// JSON: `IncompleteSignatureException`.
    MalformedCredential {
        /// How the request is signed.
        form: Form,
        /// The credential as sent.
        credential: String,
    },
    /// The scope's date is not eight digits. S3: as for a malformed credential. JSON: `InvalidSignatureException`.
    MalformedScopeDate {
        /// How the request is signed.
        form: Form,
        /// The date as sent.
        date: String,
    },
    /// The scope does not end in `aws4_request`. S3: as for a malformed credential.
    /// JSON: `InvalidSignatureException`.
    MalformedTerminator {
        /// How the request is signed.
        form: Form,
        /// What stood there instead.
        terminator: String,
    },
    /// The request's time cannot be read.
    /// S3: `AccessDenied` 403 for the headers, `AuthorizationQueryParametersError` 400 for `X-Amz-Date`.
    /// JSON: `IncompleteSignatureException`.
    MalformedDate {
        /// How the request is signed.
        form: Form,
        /// The date as sent.
        date: String,
    },
    /// The scope's date is another day than the request's.
    /// S3: as for a malformed credential. JSON: `InvalidSignatureException`.
    ScopeDateDiffers {
        /// How the request is signed.
        form: Form,
        /// The scope's date, `yyyymmdd`.
        scope_date: String,
        /// The request's time, `yyyymmddThhmmssZ`.
        request_time: String,
    },
    /// `X-Amz-Expires` or SigV2's `Expires` is not a whole number.
    /// S3: `AuthorizationQueryParametersError` 400; SigV2 `AccessDenied` 403. JSON: `IncompleteSignatureException`.
    ExpiresNotANumber {
        /// How the request is signed.
        form: Form,
        /// The value as sent.
        value: String,
    },
    /// `X-Amz-Expires` is below zero. S3: `AuthorizationQueryParametersError` 400.
    /// JSON: `IncompleteSignatureException`.
    ExpiresNegative {
        /// The value as sent.
        value: String,
    },
    /// `X-Amz-Expires` is above [`crate::Claim::MAX_LIFETIME_SECS`], a week.
    /// S3: `AuthorizationQueryParametersError` 400. JSON: `IncompleteSignatureException`.
    ExpiresTooLong {
        /// The value as sent.
        value: String,
    },
    /// A request signed with SigV4 for S3 by header says nothing of its payload.
    /// S3: `InvalidRequest` 400 (the header's name in the text). Others never ask for it.
    MissingContentSha256,
    /// `x-amz-content-sha256` is neither 64 lower-case hex digits nor one of the known words.
    /// S3: `InvalidArgument` 400, ArgumentName `x-amz-content-sha256`. JSON: `InvalidSignatureException`.
    MalformedContentSha256 {
        /// The value as sent.
        value: String,
    },
    /// A way of sending the payload that AWS knows and we do not: the ECDSA forms of SigV4A.
    /// S3: `NotImplemented` 501 (AWS would take it).
    UnsupportedPayload {
        /// The value of `x-amz-content-sha256`.
        value: String,
    },
    /// Headers that must be signed are not. S3: `AccessDenied` 403 with HeadersNotSigned (names joined with a comma
    /// and a space). Others: only ever `host`, `InvalidSignatureException`.
    HeadersNotSigned {
        /// Their names in lower case, sorted.
        headers: Vec<String>,
    },
    /// The request's time is too far from ours.
    /// S3: `RequestTimeTooSkewed` 403 (RequestTime as sent, ServerTime, MaxAllowedSkewMilliseconds).
    /// JSON: `InvalidSignatureException`, with both times.
    Skewed {
        /// How the request is signed.
        form: Form,
        /// The request's time, seconds since the epoch.
        request_secs: u64,
        /// Our time, seconds since the epoch.
        server_secs: u64,
        /// How far apart they may be.
        max_skew_secs: u64,
    },
    /// A presigned request is from further in the future than clocks may differ.
    /// S3: `AccessDenied` 403 with X-Amz-Date (in milliseconds since the epoch), Expires and ServerTime.
    /// JSON: `InvalidSignatureException`, with both times.
    NotYetValid {
        /// The request's time, seconds since the epoch.
        request_secs: u64,
        /// Until when it will be good, seconds since the epoch.
        expires_secs: u64,
        /// Our time, seconds since the epoch.
        server_secs: u64,
        /// How far apart the clocks may be.
        max_skew_secs: u64,
    },
    /// A presigned request is past its time.
    /// S3: `AccessDenied` 403 with Expires, ServerTime and, for SigV4, X-Amz-Expires.
    /// JSON: `InvalidSignatureException`.
    Expired {
        /// Until when it was good, seconds since the epoch.
        expired_secs: u64,
        /// Our time, seconds since the epoch.
        server_secs: u64,
        /// `X-Amz-Expires`; none for SigV2.
        lifetime_secs: Option<u64>,
    },
    /// The body is not the one that was signed. S3: `XAmzContentSHA256Mismatch` 400 (ClientComputedContentSHA256,
    /// S3ComputedContentSHA256). JSON: `InvalidSignatureException`, as for any other difference.
    PayloadDiffers {
        /// What the client signed, hex.
        claimed: String,
        /// What came, hex.
        computed: String,
    },
    /// The session token is not the one that belongs to the access key.
    /// S3: `InvalidToken` 400 (Token-0). JSON: `UnrecognizedClientException`.
    WrongSessionToken {
        /// The token as sent; none if there was none.
        token: Option<String>,
    },
    /// The signature is not the one that the secret gives.
    /// S3: `SignatureDoesNotMatch` 403 (AWSAccessKeyId, StringToSign and StringToSignBytes, SignatureProvided,
    /// CanonicalRequest and CanonicalRequestBytes). JSON: `InvalidSignatureException`.
    SignatureDiffers {
        /// The access key id.
        access_key: String,
        /// What should have been signed.
        string_to_sign: String,
        /// What the client sent.
        signature: String,
        /// Our canonical request; none for SigV2.
        canonical_request: Option<String>,
    },
    /// Our own fault: [`crate::Claim::verify`] needed the body's hash and was not given it. An internal error.
    BodyHashNotGiven,
}

/// A parameter of a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parameter {
    /// `X-Amz-Algorithm`; never missing in a header.
    Algorithm,
    /// `Credential`, `X-Amz-Credential`, SigV2's `AWSAccessKeyId`.
    Credential,
    /// `Signature`, `X-Amz-Signature`.
    Signature,
    /// `SignedHeaders`, `X-Amz-SignedHeaders`.
    SignedHeaders,
    /// `x-amz-date` or `date`, `X-Amz-Date`.
    Date,
    /// `X-Amz-Expires`, SigV2's `Expires`.
    Expires,
}

impl fmt::Display for Error {
    /// For logs only.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

impl std::error::Error for Error {}
