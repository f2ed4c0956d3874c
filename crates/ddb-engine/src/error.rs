//! Every error that a client can see: its code, its status, and its wording, one place for each sentence.
//!
//! Only `service` turns an error into bytes. Nothing here knows HTTP beyond the number of the status.
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html>

mod code;
mod limit;

use std::borrow::Cow;
use std::fmt;
use wire::constraint::{broken_constraint, sentence};

use bytes::Bytes;

pub(crate) use code::{Code, Family};
pub(crate) use limit::Limit;

/// What the engine's functions return.
pub(crate) type Result<T> = std::result::Result<T, Error>;

/// An error on its way to the client. One pointer wide, so that results stay small.
#[derive(Debug)]
pub(crate) struct Error(Box<Inner>);

#[derive(Debug)]
struct Inner {
    code: Code,
    message: Cow<'static, str>,
    /// The sentence of AWS's older layer of checks, where it differs.
    older: Option<Box<str>>,
    /// Whether the sentence never has a count before it.
    bare: bool,
    detail: Detail,
    /// What happened inside, for the log only.
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// What an error carries beside its message.
#[derive(Debug, Default)]
pub(crate) enum Detail {
    /// Nothing.
    #[default]
    None,
    /// The item that a condition failed on, encoded.
    Item(Bytes),
    /// The limits of throughput that a request met.
    Throttled(Vec<Limit>),
    /// Why each action of a transaction was refused, or not, in the order of the actions.
    Reasons(Vec<Reason>),
    /// Which of several changes it is about.
    Changes(Vec<usize>),
    /// A key attribute has no content, which ends a transaction before it begins.
    EmptyKey,
    /// Another commit came between the decision and its commit: to be decided again.
    Conflict,
}

/// Why one action of a transaction was refused: `CancellationReasons` of `TransactionCanceledException`.
#[derive(Debug, Default)]
pub(crate) struct Reason {
    /// `ConditionalCheckFailed`, `ValidationError`, …; nothing where the action was fine.
    pub(crate) code: Option<&'static str>,
    /// The message, where there is one.
    pub(crate) message: Option<String>,
    /// The item as it was, encoded, if the action asked for it.
    pub(crate) item: Option<Bytes>,
}

impl Error {
    /// An error that is raised in one place, with its whole sentence.
    pub(crate) fn new(code: Code, message: impl Into<Cow<'static, str>>) -> Error {
        let message = message.into();
        Error(Box::new(Inner { code, message, older: None, bare: false, detail: Detail::None, source: None }))
    }

    /// Which error it is.
    pub(crate) fn code(&self) -> Code {
        self.0.code
    }

    /// What the client reads; empty where AWS sends no message.
    pub(crate) fn message(&self) -> &str {
        &self.0.message
    }

    /// The same, with the sentence of AWS's older layer where that differs ([`crate::message::layer`]).
    pub(crate) fn or_older(mut self, older: impl Into<Box<str>>) -> Error {
        self.0.older = Some(older.into());
        self
    }

    /// The same; the sentence never has a count before it.
    pub(crate) fn bare(mut self) -> Error {
        self.0.bare = true;
        self
    }

    /// The sentence of the older layer.
    pub(crate) fn older(&self) -> &str {
        self.0.older.as_deref().unwrap_or(&self.0.message)
    }

    /// The same in the words of the older layer.
    pub(crate) fn in_older_words(mut self) -> Error {
        if let Some(older) = self.0.older.take() {
            self.0.message = Cow::Owned(older.into_string());
        }
        self
    }

    /// The same with the count that constraints have, if it may have one.
    pub(crate) fn counted(mut self) -> Error {
        if !self.0.bare {
            self.0.message = Cow::Owned(sentence(&[self.0.message.to_string()]));
        }
        self
    }

    /// Whether a write did not happen because of the item that is there or is not.
    pub(crate) fn is_failed_condition(&self) -> bool {
        matches!(self.code(), Code::ConditionalCheckFailed | Code::DuplicateItem)
    }

    /// What comes beside the message.
    /// Whether it is to be decided again: what was relied on has changed, and nothing was written.
    pub(crate) fn is_conflict(&self) -> bool {
        matches!(self.0.detail, Detail::Conflict)
    }

    pub(crate) fn detail(&self) -> &Detail {
        &self.0.detail
    }

    /// The inside of a fault of ours.
    pub(crate) fn cause(&self) -> Option<&(dyn std::error::Error + Send + Sync)> {
        self.0.source.as_deref()
    }

    /// Breaks a rule; `message` is the whole sentence.
    pub(crate) fn validation(message: impl Into<Cow<'static, str>>) -> Error {
        Error::new(Code::Validation, message)
    }

    /// A key attribute without content: "One or more parameter values are not valid. " and more.
    pub(crate) fn empty_key(what: impl fmt::Display) -> Error {
        let mut error = Error::validation(format!("One or more parameter values are not valid. {what}"));
        error.0.detail = Detail::EmptyKey;
        error
    }

    /// "One or more parameter values were invalid: " and what is wrong.
    pub(crate) fn invalid(what: impl fmt::Display) -> Error {
        Error::validation(format!("One or more parameter values were invalid: {what}"))
    }

    /// A member of the wrong JSON type.
    pub(crate) fn serialization(message: impl Into<Cow<'static, str>>) -> Error {
        Error::new(Code::Serialization, message)
    }

    /// Not JSON: AWS says nothing about where.
    pub(crate) fn not_json() -> Error {
        Error::new(Code::Serialization, "")
    }

    /// No such operation: AWS says nothing more.
    pub(crate) fn unknown_operation() -> Error {
        Error::new(Code::UnknownOperation, "")
    }

    /// The body is longer than 16 MB.
    pub(crate) fn too_large() -> Error {
        Error::new(Code::TooLarge, "")
    }

    /// A fault of ours: `source` goes to the log, the client sees AWS's text.
    pub(crate) fn internal(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
        let message = "The request processing has failed because of an unknown error, exception or failure.";
        let mut error = Error::new(Code::Internal, message);
        error.0.source = Some(source.into());
        error
    }

    /// No such table, in data operations.
    pub(crate) fn no_table() -> Error {
        Error::new(Code::ResourceNotFound, "Requested resource not found")
    }

    /// No such table, in table operations.
    pub(crate) fn table_not_found(name: &str) -> Error {
        Error::new(Code::ResourceNotFound, format!("Requested resource not found: Table: {name} not found"))
    }

    /// No such resource by its ARN, in tag operations. The typing error is AWS's own.
    pub(crate) fn arn_not_found(arn: &str) -> Error {
        Error::new(
            Code::ResourceNotFound,
            format!("Requested resource not found: ResourcArn: {arn} not found"),
        )
    }

    /// No such stream.
    pub(crate) fn no_stream(arn: &str) -> Error {
        Error::new(Code::ResourceNotFound, format!("Requested resource not found: Stream: {arn} not found"))
    }

    /// Not the ARN of a stream. That AWS refuses it so is in Alternator's tests, which pass on AWS; the sentence is our
    /// guess.
    pub(crate) fn bad_stream_arn() -> Error {
        Error::validation("Invalid StreamArn")
    }

    /// Not an iterator that was handed out. Code: as above; the sentence is our guess.
    pub(crate) fn bad_iterator() -> Error {
        Error::validation("Invalid ShardIterator")
    }

    /// No such shard.
    pub(crate) fn no_shard() -> Error {
        Error::new(Code::ResourceNotFound, "Requested resource not found: Shard does not exist")
    }

    /// The table is there already.
    pub(crate) fn table_exists(name: &str) -> Error {
        Error::new(Code::ResourceInUse, format!("Table already exists: {name}"))
    }

    /// A resource is busy; `why` is a whole sentence without its full stop.
    pub(crate) fn in_use(why: impl fmt::Display) -> Error {
        Error::new(Code::ResourceInUse, format!("Attempt to change a resource which is still in use: {why}"))
    }

    /// These limits of throughput were met, one at least. Sentences: API reference, TransactWriteItems, and developer
    /// guide, "Diagnosing throttling".
    pub(crate) fn throttled(limits: Vec<Limit>) -> Error {
        let provisioned = limits.iter().any(|limit| limit.provisioned);
        let (code, message) = if !provisioned {
            (
                Code::Throttling,
                "Throughput exceeds the maximum OnDemandThroughput configured on table or index",
            )
        } else if limits.iter().all(|limit| limit.of_index) {
            (
                Code::ThroughputExceeded,
                "The level of configured provisioned throughput for one or more global secondary indexes of the table \
                 was exceeded. Consider increasing your provisioning level for the under-provisioned global secondary \
                 indexes with the UpdateTable API",
            )
        } else {
            (
                Code::ThroughputExceeded,
                "The level of configured provisioned throughput for the table was exceeded. Consider increasing your \
                 provisioning level with the UpdateTable API.",
            )
        };
        let mut error = Error::new(code, message);
        error.0.detail = Detail::Throttled(limits);
        error
    }

    /// Whether throughput is the reason: the same request may succeed later.
    pub(crate) fn is_throttled(&self) -> bool {
        matches!(self.0.detail, Detail::Throttled(_))
    }

    /// Too much of something.
    pub(crate) fn limit(message: impl Into<Cow<'static, str>>) -> Error {
        Error::new(Code::LimitExceeded, message)
    }

    /// A condition did not hold. `item` is what it was judged on, if the request asked for it.
    pub(crate) fn condition_failed(item: Option<Bytes>) -> Error {
        let mut error = Error::new(Code::ConditionalCheckFailed, "The conditional request failed");
        if let Some(item) = item {
            error.0.detail = Detail::Item(item);
        }
        error
    }

    /// An item of that key is there already.
    pub(crate) fn duplicate_item() -> Error {
        Error::new(Code::DuplicateItem, "Duplicate primary key exists in table")
    }

    /// These changes would make an item collection too large.
    pub(crate) fn collection_too_large(changes: Vec<usize>) -> Error {
        let mut error = Error::new(Code::ItemCollectionSizeLimitExceeded, "Collection size exceeded.");
        error.0.detail = Detail::Changes(changes);
        error
    }

    /// A transaction did nothing, for these reasons.
    pub(crate) fn canceled(reasons: Vec<Reason>) -> Error {
        let codes: Vec<&str> = reasons.iter().map(|reason| reason.code.unwrap_or("None")).collect();
        let mut error = Error::new(
            Code::TransactionCanceled,
            format!(
                "Transaction cancelled, please refer cancellation reasons for specific reasons [{}]",
                codes.join(", ")
            ),
        );
        error.0.detail = Detail::Reasons(reasons);
        error
    }

    /// A write met a transaction of the same item that is under way.
    pub(crate) fn transaction_conflict() -> Error {
        Error::new(Code::TransactionConflict, "Transaction is ongoing for the item")
    }

    /// A request under the same token is under way. The sentence is that of AWS's model.
    pub(crate) fn transaction_in_progress() -> Error {
        Error::new(
            Code::TransactionInProgress,
            "The transaction with the given request token is already in progress.",
        )
    }

    /// A token came with another request than before.
    pub(crate) fn token_mismatch() -> Error {
        // AWS sends this code with a sentence of no further information.
        Error::new(
            Code::IdempotentParameterMismatch,
            "Request parameters do not match those of the request that first used this client request token",
        )
    }

    /// A shard iterator is older than 15 minutes.
    pub(crate) fn iterator_expired() -> Error {
        Error::new(
            Code::ExpiredIterator,
            "Iterator expired. The iterator was created more than 15 minutes ago.",
        )
    }

    /// A stream record is older than 24 hours.
    pub(crate) fn trimmed() -> Error {
        Error::new(
            Code::TrimmedDataAccess,
            "The operation attempted to read past the oldest stream record in a shard.",
        )
    }

    /// What AWS has and we have not, named.
    pub(crate) fn unsupported(what: &str) -> Error {
        Error::validation(format!("{what} is not supported by this server yet"))
    }

    /// An ARN of another region than that of the endpoint.
    pub(crate) fn other_region(arn: &str) -> Error {
        Error::validation(sentence(&[format!("Invalid AWS region in '{arn}'")]))
    }

    /// A resource policy denies it, or none allows it and the resource is another account's: AWS's sentence about it.
    pub(crate) fn access_denied(sentence: String) -> Error {
        Error::new(Code::AccessDenied, sentence)
    }

    /// A policy that its own author could not change again.
    pub(crate) fn locks_out() -> Error {
        Error::new(
            Code::AccessDenied,
            "The new resource policy will not allow you to update the resource policy in the future.",
        )
    }

    /// No such resource policy.
    pub(crate) fn no_policy(what: impl fmt::Display) -> Error {
        Error::new(
            Code::PolicyNotFound,
            format!("Resource-based policy not found for the provided ResourceArn: {what}"),
        )
    }

    /// Global tables of version 2017.11.29, which AWS refuses to make.
    pub(crate) fn legacy_global_tables() -> Error {
        Error::invalid(
            "DynamoDB global tables version 2017.11.29 is not supported. We recommend using DynamoDB global tables \
             version 2019.11.21, instead of version 2017.11.29 (Legacy).",
        )
    }

    /// No such global table. The operations of version 2017.11.29 see none.
    pub(crate) fn no_legacy_global_table(prefix: &str, name: &str) -> Error {
        Error::new(
            Code::GlobalTableNotFound,
            format!("{prefix}Global table with name: '{name}' does not exist."),
        )
    }

    /// A table without replicas, in operations that are about replicas.
    pub(crate) fn no_global_table(name: &str) -> Error {
        Error::new(Code::ResourceNotFound, format!("Global table with name: '{name}' does not exist."))
    }

    /// Not there, in operations that say what in their own words.
    pub(crate) fn not_found(message: impl Into<Cow<'static, str>>) -> Error {
        Error::new(Code::ResourceNotFound, message)
    }

    /// No such index, in the operations of contributor insights. The wording is our guess.
    pub(crate) fn index_not_found(name: &str) -> Error {
        Error::new(Code::ResourceNotFound, format!("Requested resource not found: Index: {name} not found"))
    }

    /// The key of a request is not the table's.
    pub(crate) fn key_mismatch() -> Error {
        Error::validation("The provided key element does not match the schema")
    }

    /// An element of TransactItems without an action. The public conformance suite, error-messages/transactWriteItems
    /// (2026-10-09): this in eu-west-2, the other in us-east-1.
    pub(crate) fn no_action() -> Error {
        Error::validation(sentence(&[broken_constraint(
            "''",
            "transactItems",
            "TransactWriteRequest should contain Delete or Put or Update or ConditionCheck",
        )]))
        .or_older("Invalid Request: TransactWriteRequest should contain Delete or Put or Update request")
    }

    /// No such index, in UpdateTable.
    pub(crate) fn no_index_of(index: &str, table: &str) -> Error {
        Error::new(
            Code::ResourceNotFound,
            format!("Requested resource not found: Index {index} for table {table}"),
        )
    }

    /// No such index, in reads.
    pub(crate) fn no_index(name: &str) -> Error {
        Error::validation(format!("The table does not have the specified index: {name}"))
    }

    /// No such table, in TTL and backup operations.
    pub(crate) fn bare_table_not_found(code: Code, name: &str) -> Error {
        Error::new(code, format!("Table not found: {name}"))
    }

    /// The table is still being made, in table operations.
    pub(crate) fn being_created(name: &str) -> Error {
        Error::in_use(format!("Table is being created: {name}"))
    }

    /// Point-in-time recovery is off.
    pub(crate) fn no_recovery(table: &str) -> Error {
        Error::new(
            Code::PointInTimeRecoveryUnavailable,
            format!("Point in time recovery is not enabled for table '{table}'"),
        )
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.0.code.wire().1, self.0.message)
    }
}

impl From<store::Error> for Error {
    fn from(cause: store::Error) -> Error {
        let is_conflict = matches!(cause, store::Error::Conflict);
        let mut error = Error::internal(cause);
        if is_conflict {
            error.0.detail = Detail::Conflict;
        }
        error
    }
}
