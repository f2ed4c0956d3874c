//! What kind of error it is: its name on the wire and its status.

/// Which error it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Code {
    /// The request breaks a rule.
    Validation,
    /// The request is not JSON, or a member has the wrong JSON type.
    Serialization,
    /// No such operation.
    UnknownOperation,
    /// The body is longer than 16 MB.
    TooLarge,
    /// No such table, index, stream or shard.
    ResourceNotFound,
    /// The resource is there already, or busy.
    ResourceInUse,
    /// No such table, where the operation has a code of its own for that.
    TableNotFound,
    /// No such global table, in the operations of version 2017.11.29.
    GlobalTableNotFound,
    /// No such resource policy.
    PolicyNotFound,
    /// More than the provisioned throughput.
    ThroughputExceeded,
    /// More than the maximum throughput on demand.
    Throttling,
    /// Too much of something.
    LimitExceeded,
    /// A condition did not hold.
    ConditionalCheckFailed,
    /// An item is there already that was to be inserted.
    DuplicateItem,
    /// The items of one partition key have too many bytes in a table with local indexes.
    ItemCollectionSizeLimitExceeded,
    /// A transaction did nothing.
    TransactionCanceled,
    /// A write met a transaction of the same item that is under way.
    TransactionConflict,
    /// A request under this token is under way.
    TransactionInProgress,
    /// A token came with another request than before.
    IdempotentParameterMismatch,
    /// No such backup.
    BackupNotFound,
    /// The backup is being made or restored.
    BackupInUse,
    /// The table is not ready for backups.
    ContinuousBackupsUnavailable,
    /// Point-in-time recovery is off.
    PointInTimeRecoveryUnavailable,
    /// A time that no table can be restored to.
    InvalidRestoreTime,
    /// A time that nothing can be exported from.
    InvalidExportTime,
    /// The table that a restore would make is there.
    TableAlreadyExists,
    /// The table is being made.
    TableInUse,
    /// A token came with another export than before.
    ExportConflict,
    /// No such export.
    ExportNotFound,
    /// A token came with another import than before.
    ImportConflict,
    /// No such import.
    ImportNotFound,
    /// A shard iterator is older than 15 minutes.
    ExpiredIterator,
    /// A stream record is older than 24 hours.
    TrimmedDataAccess,
    /// The caller may not.
    AccessDenied,
    /// A fault of ours.
    Internal,
}

/// The part of `__type` before `#`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    /// `com.amazonaws.dynamodb.v20120810`
    DynamoDb,
    /// `com.amazon.coral.availability`
    Availability,
    /// `com.amazon.coral.service`
    Service,
    /// `com.amazon.coral.validate`
    Validate,
}

impl Family {
    /// As on the wire.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Family::DynamoDb => "com.amazonaws.dynamodb.v20120810",
            Family::Availability => "com.amazon.coral.availability",
            Family::Service => "com.amazon.coral.service",
            Family::Validate => "com.amazon.coral.validate",
        }
    }
}

impl Code {
    /// Family and name of `__type`.
    pub(crate) fn wire(self) -> (Family, &'static str) {
        match self {
            Code::Validation => (Family::Validate, "ValidationException"),
            Code::Serialization => (Family::Service, "SerializationException"),
            Code::UnknownOperation => (Family::Service, "UnknownOperationException"),
            Code::TooLarge => (Family::Service, "RequestEntityTooLargeException"),
            Code::ResourceNotFound => (Family::DynamoDb, "ResourceNotFoundException"),
            Code::ResourceInUse => (Family::DynamoDb, "ResourceInUseException"),
            Code::TableNotFound => (Family::DynamoDb, "TableNotFoundException"),
            Code::GlobalTableNotFound => (Family::DynamoDb, "GlobalTableNotFoundException"),
            Code::PolicyNotFound => (Family::DynamoDb, "PolicyNotFoundException"),
            Code::ThroughputExceeded => (Family::DynamoDb, "ProvisionedThroughputExceededException"),
            Code::Throttling => (Family::Availability, "ThrottlingException"),
            Code::LimitExceeded => (Family::DynamoDb, "LimitExceededException"),
            Code::ConditionalCheckFailed => (Family::DynamoDb, "ConditionalCheckFailedException"),
            Code::DuplicateItem => (Family::DynamoDb, "DuplicateItemException"),
            Code::ItemCollectionSizeLimitExceeded => {
                (Family::DynamoDb, "ItemCollectionSizeLimitExceededException")
            }
            Code::TransactionCanceled => (Family::DynamoDb, "TransactionCanceledException"),
            Code::TransactionConflict => (Family::DynamoDb, "TransactionConflictException"),
            Code::TransactionInProgress => (Family::DynamoDb, "TransactionInProgressException"),
            Code::IdempotentParameterMismatch => (Family::DynamoDb, "IdempotentParameterMismatchException"),
            Code::BackupNotFound => (Family::DynamoDb, "BackupNotFoundException"),
            Code::BackupInUse => (Family::DynamoDb, "BackupInUseException"),
            Code::ContinuousBackupsUnavailable => (Family::DynamoDb, "ContinuousBackupsUnavailableException"),
            Code::PointInTimeRecoveryUnavailable => {
                (Family::DynamoDb, "PointInTimeRecoveryUnavailableException")
            }
            Code::InvalidRestoreTime => (Family::DynamoDb, "InvalidRestoreTimeException"),
            Code::InvalidExportTime => (Family::DynamoDb, "InvalidExportTimeException"),
            Code::TableAlreadyExists => (Family::DynamoDb, "TableAlreadyExistsException"),
            Code::TableInUse => (Family::DynamoDb, "TableInUseException"),
            Code::ExportConflict => (Family::DynamoDb, "ExportConflictException"),
            Code::ExportNotFound => (Family::DynamoDb, "ExportNotFoundException"),
            Code::ImportConflict => (Family::DynamoDb, "ImportConflictException"),
            Code::ImportNotFound => (Family::DynamoDb, "ImportNotFoundException"),
            Code::ExpiredIterator => (Family::DynamoDb, "ExpiredIteratorException"),
            Code::TrimmedDataAccess => (Family::DynamoDb, "TrimmedDataAccessException"),
            Code::AccessDenied => (Family::Service, "AccessDeniedException"),
            Code::Internal => (Family::DynamoDb, "InternalServerError"),
        }
    }

    /// How the document spells the member of the message: as the model does, and with a capital in errors of the
    /// parser.
    pub(crate) fn message_member(self) -> &'static str {
        match self {
            Code::Serialization | Code::TransactionCanceled | Code::IdempotentParameterMismatch => "Message",
            _ => "message",
        }
    }

    /// The HTTP status.
    pub(crate) fn status(self) -> u16 {
        match self {
            Code::TooLarge => 413,
            Code::Internal => 500,
            _ => 400,
        }
    }
}
