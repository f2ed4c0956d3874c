//! Everything that S3 refuses: each code with its status and usual words in one table, and one constructor for each
//! sentence or set of fields beyond that. Only `back` renders an error.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html>

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;

use base::service::Refusal;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

/// What an operation of this crate returns.
pub(crate) type Result<T> = std::result::Result<T, Error>;

/// An answer that is not the one hoped for.
#[derive(Debug)]
pub(crate) struct Error(Box<Inner>);

#[derive(Debug)]
struct Inner {
    name: Cow<'static, str>,
    status: StatusCode,
    message: Cow<'static, str>,
    /// Further elements of the document, in order.
    fields: Vec<(&'static str, String)>,
    headers: HeaderMap,
    /// What happened inside, for the log only.
    source: Option<Box<dyn StdError + Send + Sync>>,
}

/// The codes that this engine gives by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Code {
    AccessControlListNotSupported,
    AccessDenied,
    AccessForbidden,
    AccessPointAlreadyOwnedByYou,
    AnnotationLimitExceeded,
    AnnotationNameTooLong,
    BadDigest,
    BadRequest,
    BucketAlreadyExists,
    BucketAlreadyOwnedByYou,
    BucketHasAccessPointsAttached,
    BucketNotEmpty,
    ConditionalRequestConflict,
    CrossLocationLoggingProhibitted,
    EncryptionTypeMismatch,
    EntityTooLarge,
    EntityTooSmall,
    IdempotencyParameterMismatch,
    IllegalLocationConstraintException,
    IllegalVersioningConfigurationException,
    IncompleteBody,
    InternalError,
    InvalidAnnotationName,
    InvalidArgument,
    InvalidBucketAclWithBlockPublicAccess,
    InvalidBucketAclWithObjectOwnership,
    InvalidBucketName,
    InvalidBucketOwnerAwsAccountId,
    InvalidBucketState,
    InvalidChunkSizeError,
    InvalidDigest,
    InvalidEncryptionAlgorithmError,
    InvalidLocationConstraint,
    InvalidNamespaceHeader,
    InvalidObjectState,
    InvalidPart,
    InvalidPartNumber,
    InvalidPartOrder,
    InvalidPolicyDocument,
    InvalidPrefix,
    InvalidRange,
    InvalidRedirectLocation,
    InvalidRequest,
    InvalidStorageClass,
    InvalidTag,
    InvalidTargetBucketForLogging,
    InvalidUri,
    InvalidWriteOffset,
    KeyTooLongError,
    KmsDisabledException,
    KmsInvalidStateException,
    KmsNotFoundException,
    MalformedAclError,
    MalformedPolicy,
    MalformedPostRequest,
    MalformedTrailerError,
    MalformedXml,
    MaxMessageLengthExceeded,
    MaxPostPreDataLengthExceeded,
    MetadataConfigurationNotFound,
    MetadataTooLarge,
    MethodNotAllowed,
    MissingContentLength,
    MissingNamespaceHeader,
    MissingRequestBodyError,
    MissingSecurityHeader,
    NoSuchAccessPoint,
    NoSuchAccessPointPolicy,
    NoSuchAnnotation,
    NoSuchBucket,
    NoSuchBucketPolicy,
    NoSuchConfiguration,
    NoSuchCorsConfiguration,
    NoSuchKey,
    NoSuchLifecycleConfiguration,
    NoSuchObjectLockConfiguration,
    NoSuchPublicAccessBlockConfiguration,
    NoSuchResource,
    NoSuchTagSet,
    NoSuchUpload,
    NoSuchVersion,
    NoSuchWebsiteConfiguration,
    NotImplemented,
    NotModified,
    NotSupported,
    ObjectAlreadyInActiveTierError,
    ObjectLockConfigurationNotFoundError,
    OwnershipControlsNotFoundError,
    PolicyTooLarge,
    PreconditionFailed,
    ReplicationConfigurationNotFoundError,
    SignatureDoesNotMatch,
    SlowDown,
    TooManyConfigurations,
    TooManyParts,
    UnexpectedContent,
    UnresolvableGrantByEmailAddress,
    UnsupportedMediaType,
    XAmzContentSha256Mismatch,
}

struct CodeRow(Code, &'static str, u16, &'static str);

#[rustfmt::skip]
const ROWS: &[CodeRow] = &[
    CodeRow(Code::AccessControlListNotSupported, "AccessControlListNotSupported", 400, "The bucket does not allow ACLs"),
    CodeRow(Code::AccessDenied, "AccessDenied", 403, "Access Denied"),
    CodeRow(Code::AccessForbidden, "AccessForbidden", 403, "Access Forbidden"),
    CodeRow(Code::AccessPointAlreadyOwnedByYou, "AccessPointAlreadyOwnedByYou", 409, "Your previous request to create the named accesspoint succeeded and you already own it."),
    CodeRow(Code::AnnotationLimitExceeded, "AnnotationLimitExceeded", 400, "The request would exceed the maximum number of annotations allowed per object."),
    CodeRow(Code::AnnotationNameTooLong, "AnnotationNameTooLong", 400, "The annotation name exceeds 512 bytes."),
    CodeRow(Code::BadDigest, "BadDigest", 400, "The Content-MD5 you specified did not match what we received."),
    CodeRow(Code::BadRequest, "BadRequest", 400, "Bad Request"),
    CodeRow(Code::BucketAlreadyExists, "BucketAlreadyExists", 409, "The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again."),
    CodeRow(Code::BucketAlreadyOwnedByYou, "BucketAlreadyOwnedByYou", 409, "Your previous request to create the named bucket succeeded and you already own it."),
    CodeRow(Code::BucketHasAccessPointsAttached, "BucketHasAccessPointsAttached", 400, "The bucket you tried to delete has access points attached. Delete your access points before deleting the bucket."),
    CodeRow(Code::BucketNotEmpty, "BucketNotEmpty", 409, "The bucket you tried to delete is not empty"),
    CodeRow(Code::ConditionalRequestConflict, "ConditionalRequestConflict", 409, "The conditional request cannot succeed due to a conflicting operation against this resource."),
    CodeRow(Code::CrossLocationLoggingProhibitted, "CrossLocationLoggingProhibitted", 403, "Cross S3 location logging not allowed. "),
    CodeRow(Code::EncryptionTypeMismatch, "EncryptionTypeMismatch", 400, "The existing object was created with a different encryption type. Subsequent write requests must include the appropriate encryption parameters in the request or while creating the session."),
    CodeRow(Code::EntityTooLarge, "EntityTooLarge", 400, "Your proposed upload exceeds the maximum allowed size"),
    CodeRow(Code::EntityTooSmall, "EntityTooSmall", 400, "Your proposed upload is smaller than the minimum allowed size"),
    CodeRow(Code::IdempotencyParameterMismatch, "IdempotencyParameterMismatch", 400, "Parameters on this idempotent request are inconsistent with parameters used in previous request(s)."),
    CodeRow(Code::IllegalLocationConstraintException, "IllegalLocationConstraintException", 400, "The unspecified location constraint is incompatible for the region specific endpoint this request was sent to."),
    CodeRow(Code::IllegalVersioningConfigurationException, "IllegalVersioningConfigurationException", 400, "The Versioning configuration specified in the request is invalid."),
    CodeRow(Code::IncompleteBody, "IncompleteBody", 400, "You did not provide the number of bytes specified by the Content-Length HTTP header"),
    CodeRow(Code::InternalError, "InternalError", 500, "We encountered an internal error. Please try again."),
    CodeRow(Code::InvalidAnnotationName, "InvalidAnnotationName", 400, "The annotation name you provided is invalid."),
    CodeRow(Code::InvalidArgument, "InvalidArgument", 400, "Invalid Argument"),
    CodeRow(Code::InvalidBucketAclWithBlockPublicAccess, "InvalidBucketAclWithBlockPublicAccessError", 400, "Bucket cannot have public ACLs set with BlockPublicAccess enabled"),
    CodeRow(Code::InvalidBucketAclWithObjectOwnership, "InvalidBucketAclWithObjectOwnership", 400, "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting"),
    CodeRow(Code::InvalidBucketName, "InvalidBucketName", 400, "The specified bucket is not valid."),
    CodeRow(Code::InvalidBucketOwnerAwsAccountId, "InvalidBucketOwnerAWSAccountID", 400, "The value of the expected bucket owner parameter must be an AWS Account ID..."),
    CodeRow(Code::InvalidBucketState, "InvalidBucketState", 409, "The request is not valid with the current state of the bucket."),
    CodeRow(Code::InvalidChunkSizeError, "InvalidChunkSizeError", 403, "Only the last chunk is allowed to have a size less than 8192 bytes"),
    CodeRow(Code::InvalidDigest, "InvalidDigest", 400, "The Content-MD5 you specified was invalid."),
    CodeRow(Code::InvalidEncryptionAlgorithmError, "InvalidEncryptionAlgorithmError", 400, "The Encryption request you specified is not valid. Supported value: AES256."),
    CodeRow(Code::InvalidLocationConstraint, "InvalidLocationConstraint", 400, "The specified location-constraint is not valid"),
    CodeRow(Code::InvalidNamespaceHeader, "InvalidNamespaceHeader", 400, "The requested bucket name does not match the namespace in the x-amz-bucket-namespace header."),
    CodeRow(Code::InvalidObjectState, "InvalidObjectState", 403, "The operation is not valid for the object's storage class"),
    CodeRow(Code::InvalidPart, "InvalidPart", 400, "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag."),
    CodeRow(Code::InvalidPartNumber, "InvalidPartNumber", 416, "The requested partnumber is not satisfiable"),
    CodeRow(Code::InvalidPartOrder, "InvalidPartOrder", 400, "The list of parts was not in ascending order. Parts must be ordered by part number."),
    CodeRow(Code::InvalidPolicyDocument, "InvalidPolicyDocument", 400, "The content of the form does not meet the conditions specified in the policy document."),
    CodeRow(Code::InvalidPrefix, "InvalidPrefix", 400, "The annotation prefix you provided is invalid."),
    CodeRow(Code::InvalidRange, "InvalidRange", 416, "The requested range is not satisfiable"),
    CodeRow(Code::InvalidRedirectLocation, "InvalidRedirectLocation", 400, "The website redirect location is not valid."),
    CodeRow(Code::InvalidRequest, "InvalidRequest", 400, "Invalid Request"),
    CodeRow(Code::InvalidStorageClass, "InvalidStorageClass", 400, "The storage class you specified is not valid"),
    CodeRow(Code::InvalidTag, "InvalidTag", 400, "The tag provided was not a valid tag."),
    CodeRow(Code::InvalidTargetBucketForLogging, "InvalidTargetBucketForLogging", 400, "The target bucket for logging does not exist"),
    CodeRow(Code::InvalidUri, "InvalidURI", 400, "Couldn't parse the specified URI."),
    CodeRow(Code::InvalidWriteOffset, "InvalidWriteOffset", 400, "The write offset value that you specified does not match the current object size."),
    CodeRow(Code::KeyTooLongError, "KeyTooLongError", 400, "Your key is too long"),
    CodeRow(Code::KmsDisabledException, "KMS.DisabledException", 400, "The request was rejected because the specified KMS key is not enabled."),
    CodeRow(Code::KmsInvalidStateException, "KMS.KMSInvalidStateException", 400, "The request was rejected because the state of the specified resource is not valid for this request."),
    CodeRow(Code::KmsNotFoundException, "KMS.NotFoundException", 400, "The request was rejected because the specified entity or resource could not be found."),
    CodeRow(Code::MalformedAclError, "MalformedACLError", 400, "The XML you provided was not well-formed or did not validate against our published schema"),
    CodeRow(Code::MalformedPolicy, "MalformedPolicy", 400, "Policy has invalid resource"),
    CodeRow(Code::MalformedPostRequest, "MalformedPOSTRequest", 400, "The body of your POST request is not well-formed multipart/form-data."),
    CodeRow(Code::MalformedTrailerError, "MalformedTrailerError", 400, "The request contained trailing data that was not well-formed or did not conform to our published schema."),
    CodeRow(Code::MalformedXml, "MalformedXML", 400, "The XML you provided was not well-formed or did not validate against our published schema"),
    CodeRow(Code::MaxMessageLengthExceeded, "MaxMessageLengthExceeded", 400, "Your request was too big."),
    CodeRow(Code::MaxPostPreDataLengthExceeded, "MaxPostPreDataLengthExceeded", 400, "Your POST request fields preceeding the upload file was too large."),
    CodeRow(Code::MetadataConfigurationNotFound, "MetadataConfigurationNotFound", 404, "The metadata configuration was not found"),
    CodeRow(Code::MetadataTooLarge, "MetadataTooLarge", 400, "Your metadata headers exceed the maximum allowed metadata size"),
    CodeRow(Code::MethodNotAllowed, "MethodNotAllowed", 405, "The specified method is not allowed against this resource."),
    CodeRow(Code::MissingContentLength, "MissingContentLength", 411, "You must provide the Content-Length HTTP header."),
    CodeRow(Code::MissingNamespaceHeader, "MissingNamespaceHeader", 400, "The requested bucket is an account-regional namespace bucket, but your request is missing the required x-amz-bucket-namespace header."),
    CodeRow(Code::MissingRequestBodyError, "MissingRequestBodyError", 400, "Request Body is empty"),
    CodeRow(Code::MissingSecurityHeader, "MissingSecurityHeader", 400, "Your request was missing a required header"),
    CodeRow(Code::NoSuchAccessPoint, "NoSuchAccessPoint", 404, "The specified accesspoint does not exist"),
    CodeRow(Code::NoSuchAccessPointPolicy, "NoSuchAccessPointPolicy", 404, "The specified accesspoint policy does not exist"),
    CodeRow(Code::NoSuchAnnotation, "NoSuchAnnotation", 404, "The specified annotation does not exist on this object."),
    CodeRow(Code::NoSuchBucket, "NoSuchBucket", 404, "The specified bucket does not exist"),
    CodeRow(Code::NoSuchBucketPolicy, "NoSuchBucketPolicy", 404, "The bucket policy does not exist"),
    CodeRow(Code::NoSuchConfiguration, "NoSuchConfiguration", 404, "The specified configuration does not exist."),
    CodeRow(Code::NoSuchCorsConfiguration, "NoSuchCORSConfiguration", 404, "The CORS configuration does not exist"),
    CodeRow(Code::NoSuchKey, "NoSuchKey", 404, "The specified key does not exist."),
    CodeRow(Code::NoSuchLifecycleConfiguration, "NoSuchLifecycleConfiguration", 404, "The lifecycle configuration does not exist"),
    CodeRow(Code::NoSuchObjectLockConfiguration, "NoSuchObjectLockConfiguration", 404, "The specified object does not have a ObjectLock configuration"),
    CodeRow(Code::NoSuchPublicAccessBlockConfiguration, "NoSuchPublicAccessBlockConfiguration", 404, "The public access block configuration was not found"),
    CodeRow(Code::NoSuchResource, "NoSuchResource", 404, "The specified resource doesn't exist."),
    CodeRow(Code::NoSuchTagSet, "NoSuchTagSet", 404, "The TagSet does not exist"),
    CodeRow(Code::NoSuchUpload, "NoSuchUpload", 404, "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed."),
    CodeRow(Code::NoSuchVersion, "NoSuchVersion", 404, "The specified version does not exist."),
    CodeRow(Code::NoSuchWebsiteConfiguration, "NoSuchWebsiteConfiguration", 404, "The specified bucket does not have a website configuration"),
    CodeRow(Code::NotImplemented, "NotImplemented", 501, "A header you provided implies functionality that is not implemented"),
    CodeRow(Code::NotModified, "NotModified", 304, "Not Modified"),
    CodeRow(Code::NotSupported, "NotSupported", 501, "This bucket does not support this operation."),
    CodeRow(Code::ObjectAlreadyInActiveTierError, "ObjectAlreadyInActiveTierError", 403, "This action is not allowed against this storage tier."),
    CodeRow(Code::ObjectLockConfigurationNotFoundError, "ObjectLockConfigurationNotFoundError", 404, "Object Lock configuration does not exist for this bucket"),
    CodeRow(Code::OwnershipControlsNotFoundError, "OwnershipControlsNotFoundError", 404, "The bucket ownership controls were not found"),
    CodeRow(Code::PolicyTooLarge, "PolicyTooLarge", 400, "Policy exceeds the maximum allowed document size."),
    CodeRow(Code::PreconditionFailed, "PreconditionFailed", 412, "At least one of the pre-conditions you specified did not hold"),
    CodeRow(Code::ReplicationConfigurationNotFoundError, "ReplicationConfigurationNotFoundError", 404, "The replication configuration was not found"),
    CodeRow(Code::SignatureDoesNotMatch, "SignatureDoesNotMatch", 403, "The request signature we calculated does not match the signature you provided. Check your key and signing method."),
    CodeRow(Code::SlowDown, "SlowDown", 503, "Please reduce your request rate."),
    CodeRow(Code::TooManyConfigurations, "TooManyConfigurations", 400, "You are attempting to create a new configuration but have already reached the 1,000-configuration limit."),
    CodeRow(Code::TooManyParts, "TooManyParts", 400, "You have attempted to add more parts than the maximum of 10000 that are allowed for this object. You can use the CopyObject operation to copy this object to another and then add more data to the newly copied object."),
    CodeRow(Code::UnexpectedContent, "UnexpectedContent", 400, "This request does not support content"),
    CodeRow(Code::UnresolvableGrantByEmailAddress, "UnresolvableGrantByEmailAddress", 400, "The e-mail address you provided does not match any account on record."),
    CodeRow(Code::UnsupportedMediaType, "UnsupportedMediaType", 415, "The annotation payload is not valid UTF-8 encoded text."),
    CodeRow(Code::XAmzContentSha256Mismatch, "XAmzContentSHA256Mismatch", 400, "The provided 'x-amz-content-sha256' header does not match what was computed."),
];

impl Error {
    /// The code with its usual words and no further field.
    pub(crate) fn of(code: Code) -> Error {
        const UNKNOWN: CodeRow = CodeRow(Code::InternalError, "InternalError", 500, "");
        // A test holds that every code has its row.
        let CodeRow(_, name, status, message) = ROWS.iter().find(|row| row.0 == code).unwrap_or(&UNKNOWN);
        Error(Box::new(Inner {
            name: Cow::Borrowed(name),
            status: StatusCode::from_u16(*status).unwrap_or_default(),
            message: Cow::Borrowed(message),
            fields: Vec::new(),
            headers: HeaderMap::new(),
            source: None,
        }))
    }

    /// The code with words of its own.
    pub(crate) fn saying(code: Code, message: impl Into<Cow<'static, str>>) -> Error {
        let mut error = Error::of(code);
        error.0.message = message.into();
        error
    }

    /// An error that s3s made: its code and status, with AWS's usual words where it gave none.
    pub(crate) fn foreign(name: String, status: StatusCode, message: Option<String>) -> Error {
        let known = ROWS.iter().find(|row| row.1 == name).map(|row| Error::of(row.0));
        let mut error = known.unwrap_or_else(|| {
            let mut error = Error::of(Code::InternalError);
            error.0.message = Cow::Borrowed("");
            error.0.status = status;
            error.0.name = name.into();
            error
        });
        if let Some(message) = message {
            error.0.message = message.into();
        }
        error
    }

    /// A fault of our own: the client sees only that there was one.
    pub(crate) fn internal(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Error {
        let mut error = Error::of(Code::InternalError);
        error.0.source = Some(source.into());
        error
    }

    /// Adds an element to the document.
    #[must_use]
    pub(crate) fn with(mut self, field: &'static str, value: impl ToString) -> Error {
        self.0.fields.push((field, value.to_string()));
        self
    }

    /// Adds a header to the answer. A value that no header can hold is left out.
    #[must_use]
    pub(crate) fn header(mut self, name: HeaderName, value: &str) -> Error {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.0.headers.insert(name, value);
        }
        self
    }

    /// The error code on the wire.
    pub(crate) fn name(&self) -> &str {
        &self.0.name
    }

    /// The sentence for the reader.
    pub(crate) fn message(&self) -> &str {
        &self.0.message
    }

    /// The HTTP status.
    pub(crate) fn status(&self) -> StatusCode {
        self.0.status
    }

    /// Further elements of the document, in order.
    pub(crate) fn fields(&self) -> &[(&'static str, String)] {
        &self.0.fields
    }

    /// Headers that go with the answer.
    pub(crate) fn headers(&self) -> &HeaderMap {
        &self.0.headers
    }

    /// Whether this is the code given.
    pub(crate) fn is(&self, code: Code) -> bool {
        ROWS.iter().any(|row| row.0 == code && row.1 == self.0.name)
    }
}

/// Refusals that carry fields. The fields are those of recorded answers of AWS.
impl Error {
    pub(crate) fn no_such_bucket(bucket: &str) -> Error {
        Error::of(Code::NoSuchBucket).with("BucketName", bucket)
    }

    pub(crate) fn bucket_already_exists(bucket: &str) -> Error {
        Error::of(Code::BucketAlreadyExists).with("BucketName", bucket)
    }

    pub(crate) fn bucket_already_owned_by_you(bucket: &str) -> Error {
        Error::of(Code::BucketAlreadyOwnedByYou).with("BucketName", bucket)
    }

    pub(crate) fn bucket_not_empty(bucket: &str, versioned: bool) -> Error {
        let error = if versioned {
            Error::saying(
                Code::BucketNotEmpty,
                "The bucket you tried to delete is not empty. You must delete all versions in the bucket.",
            )
        } else {
            Error::of(Code::BucketNotEmpty)
        };
        error.with("BucketName", bucket)
    }

    /// A configuration that the bucket does not have.
    pub(crate) fn not_configured(code: Code, bucket: &str) -> Error {
        Error::of(code).with("BucketName", bucket)
    }

    pub(crate) fn no_such_key(key: &str) -> Error {
        Error::of(Code::NoSuchKey).with("Key", key)
    }

    pub(crate) fn no_such_version(key: &str, id: &str) -> Error {
        Error::of(Code::NoSuchVersion).with("Key", key).with("VersionId", id)
    }

    pub(crate) fn no_such_upload(id: &str) -> Error {
        Error::of(Code::NoSuchUpload).with("UploadId", id)
    }

    pub(crate) fn invalid_part(etag: &str, number: i32, upload: &str) -> Error {
        Error::of(Code::InvalidPart).with("UploadId", upload).with("PartNumber", number).with("ETag", etag)
    }

    pub(crate) fn argument(message: impl Into<Cow<'static, str>>, name: &str, value: &str) -> Error {
        Error::saying(Code::InvalidArgument, message).with("ArgumentName", name).with("ArgumentValue", value)
    }

    /// A number that no part has.
    pub(crate) fn part_number(value: &str) -> Error {
        Error::argument("Part number must be an integer between 1 and 10000, inclusive", "partNumber", value)
    }

    /// A limit of a page that is no number. AWS's answers of 2026-01-27 and 2026-02-02 (versity/versitygw, issues 1794 and
    /// 1804).
    pub(crate) fn no_integer(name: &str, value: &str) -> Error {
        Error::argument(format!("Provided {name} not an integer or within integer range"), name, value)
    }

    /// A parameter of the query whose value it cannot have. Our guess.
    pub(crate) fn invalid_parameter(name: &str, value: &str) -> Error {
        Error::of(Code::InvalidArgument).with("ArgumentName", name).with("ArgumentValue", value)
    }

    /// An expected owner that is no account.
    pub(crate) fn invalid_bucket_owner(expected: &str) -> Error {
        Error::saying(
            Code::InvalidBucketOwnerAwsAccountId,
            format!(
                "The value of the expected bucket owner parameter must be an AWS Account ID... [{expected}]"
            ),
        )
    }

    /// AWS's answer of 2024-10-25 (versity/versitygw, issue 915).
    pub(crate) fn attributes_missing() -> Error {
        Error::request(
            "The x-amz-object-attributes header specifying the attributes to be retrieved is either missing or empty",
        )
    }

    pub(crate) fn key_too_long(size: usize, limit: usize) -> Error {
        Error::of(Code::KeyTooLongError).with("Size", size).with("MaxSizeAllowed", limit)
    }

    pub(crate) fn invalid_version_id(id: &str) -> Error {
        Error::argument("Invalid version id specified", "versionId", id)
    }

    pub(crate) fn request(message: impl Into<Cow<'static, str>>) -> Error {
        Error::saying(Code::InvalidRequest, message)
    }

    pub(crate) fn precondition_failed(condition: &str) -> Error {
        Error::of(Code::PreconditionFailed).with("Condition", condition)
    }

    /// A conditional header whose value S3 does not serve on this operation.
    pub(crate) fn condition_not_implemented(header: &str, additional: &str) -> Error {
        Error::of(Code::NotImplemented).with("Header", header).with("additionalMessage", additional)
    }

    pub(crate) fn conflict(condition: &str, key: &str) -> Error {
        Error::of(Code::ConditionalRequestConflict).with("Condition", condition).with("Key", key)
    }

    pub(crate) fn range_not_satisfiable(range: &str, size: u64) -> Error {
        Error::of(Code::InvalidRange).with("RangeRequested", range).with("ActualObjectSize", size)
    }

    pub(crate) fn part_number_not_satisfiable(asked: i32, parts: usize) -> Error {
        Error::of(Code::InvalidPartNumber).with("PartNumberRequested", asked).with("ActualPartCount", parts)
    }

    pub(crate) fn invalid_location(location: &str) -> Error {
        Error::of(Code::InvalidLocationConstraint).with("LocationConstraint", location)
    }

    /// A location that is not the region which the request went to; `unspecified` is AWS's word for none.
    pub(crate) fn illegal_location(location: &str) -> Error {
        Error::saying(
            Code::IllegalLocationConstraintException,
            format!(
                "The {location} location constraint is incompatible for the region specific endpoint this request was sent to."
            ),
        )
    }

    /// An algorithm for a client's key that is not the one there is.
    pub(crate) fn customer_algorithm(header: &str, algorithm: &str) -> Error {
        Error::of(Code::InvalidEncryptionAlgorithmError)
            .with("ArgumentName", header)
            .with("ArgumentValue", algorithm)
    }

    pub(crate) fn invalid_storage_class(class: &str) -> Error {
        Error::of(Code::InvalidStorageClass).with("StorageClassRequested", class)
    }

    pub(crate) fn too_large(size: u64, limit: u64) -> Error {
        Error::of(Code::EntityTooLarge).with("ProposedSize", size).with("MaxSizeAllowed", limit)
    }

    /// The file of a form that is smaller than its policy says.
    pub(crate) fn too_small(size: u64, limit: u64) -> Error {
        Error::of(Code::EntityTooSmall).with("ProposedSize", size).with("MinSizeAllowed", limit)
    }

    pub(crate) fn metadata_too_large(size: usize, limit: usize) -> Error {
        Error::of(Code::MetadataTooLarge).with("Size", size).with("MaxSizeAllowed", limit)
    }

    pub(crate) fn invalid_md5(sent: &str) -> Error {
        Error::of(Code::InvalidDigest).with("Content-MD5", sent)
    }

    pub(crate) fn bad_md5(expected: &str, calculated: &str) -> Error {
        Error::of(Code::BadDigest).with("ExpectedDigest", expected).with("CalculatedDigest", calculated)
    }

    pub(crate) fn bad_checksum(algorithm: &str) -> Error {
        Error::saying(
            Code::BadDigest,
            format!("The {algorithm} you specified did not match the calculated checksum."),
        )
    }

    pub(crate) fn bad_sha256(client: &str, computed: &str) -> Error {
        Error::of(Code::XAmzContentSha256Mismatch)
            .with("ClientComputedContentSHA256", client)
            .with("S3ComputedContentSHA256", computed)
    }

    /// A method that a delete marker does not answer to.
    pub(crate) fn marker_not_readable(method: &str, id: &str) -> Error {
        Error::of(Code::MethodNotAllowed)
            .with("Method", method)
            .with("ResourceType", "DeleteMarker")
            .header(http::header::ALLOW, "DELETE")
            .header(HeaderName::from_static("x-amz-delete-marker"), "true")
            .header(HeaderName::from_static("x-amz-version-id"), id)
    }

    /// A request whose path is nothing that AWS serves: a status alone, without a document.
    pub(crate) fn bad_path() -> Error {
        let mut error = Error::of(Code::BadRequest);
        error.0.name = Cow::Borrowed("");
        error
    }

    /// A method that no operation on this resource has. `allowed` are those that there are.
    pub(crate) fn method_not_allowed(method: &str, resource: &str, allowed: &str) -> Error {
        Error::of(Code::MethodNotAllowed)
            .with("Method", method)
            .with("ResourceType", resource)
            .header(http::header::ALLOW, allowed)
    }

    /// Sub-resources that cannot be meant at once, in order.
    pub(crate) fn conflicting_parameters(names: &[&str]) -> Error {
        let message = format!("Conflicting query string parameters: {}", names.join(", "));
        Error::argument(message, "ResourceType", names.first().copied().unwrap_or_default())
    }

    /// A query parameter that no operation of the table has where it stands.
    pub(crate) fn unknown_parameter(name: &str) -> Error {
        Error::saying(
            Code::NotImplemented,
            format!("A query parameter you provided implies functionality that is not implemented: {name}"),
        )
        .with("Parameter", name)
    }

    /// A version that is named where there are none.
    pub(crate) fn takes_no_version(version: &str) -> Error {
        Error::argument("This operation does not accept a version-id.", "versionId", version)
    }

    /// An endpoint of S3 that is not the one of buckets.
    pub(crate) fn endpoint(label: &str) -> Error {
        Error::saying(Code::NotImplemented, format!("The endpoint {label} is not implemented."))
    }

    pub(crate) fn invalid_tag(message: &'static str, key: &str, value: Option<&str>) -> Error {
        let error = Error::saying(Code::InvalidTag, message).with("TagKey", key);
        match value {
            Some(value) => error.with("TagValue", value),
            None => error,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.0.name, self.0.message)
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as &(dyn StdError + 'static))
    }
}

/// What the gateway says.
impl From<Refusal> for Error {
    fn from(Refusal { status, code, message, fields }: Refusal) -> Error {
        let error = Error::foreign(code.to_owned(), status, Some(message));
        fields.into_iter().fold(error, |error, (name, value)| error.with(name, value))
    }
}

impl From<store::Error> for Error {
    fn from(cause: store::Error) -> Error {
        Error::internal(cause)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_one_row() {
        for row in ROWS {
            assert_eq!(ROWS.iter().filter(|other| other.0 == row.0).count(), 1, "{}", row.1);
            assert!(StatusCode::from_u16(row.2).is_ok());
            assert_eq!(Error::of(row.0).name(), row.1);
        }
    }
}
