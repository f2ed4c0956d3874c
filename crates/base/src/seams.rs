//! How engines meet: by ARN and bytes, through traits that the gateway ties together. No engine knows another.

mod access_keys;
mod forms;
mod functions;
mod keys;
mod logs;
mod operations;
mod queues;
mod secrets;
mod sessions;

use std::fmt;
use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;

use crate::arn::{AccountId, Arn, Region};
use crate::clock::Timestamp;

pub use access_keys::{AccessKeys, KeyIdentity, KeyOwner, KeyPrincipal, KeySession, KeyStanding, KnownKey};
pub use forms::{FormCaller, FormSignature, FormSigner, FormSigners};
pub use functions::Functions;
pub use keys::{EncryptionContext, KeyDescription, KeyUser, Keys};
pub use logs::{LogLine, LogPlace, LogSink, NoLogs};
pub use operations::{AskedOperation, OperationReply, Operations};
pub use queues::{QueueMessage, QueueSource};
pub use secrets::{NoSecrets, SecretContent, SecretQuery, SecretVersion, Secrets};
pub use sessions::{Credentials, RoleForService, Sessions};

/// What the gateway gives to every service that starts.
#[derive(Clone, Debug)]
pub struct Seams {
    /// Where events are sent, to targets of any service.
    pub events: Arc<dyn EventTarget>,
    /// The keys of KMS.
    pub keys: Arc<dyn Keys>,
    /// Who signed a form.
    pub forms: Arc<dyn FormSigners>,
    /// The services, for who asks them for an operation.
    pub operations: Arc<dyn Operations>,
    /// Functions that are waited for.
    pub functions: Arc<dyn Functions>,
}

/// Why something on the other side of a seam did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SeamError {
    /// No such resource. Asking again will not help until somebody makes it.
    NotFound(String),
    /// The resource is there and refuses. Asking again with the same words will not help.
    Refused(String),
    /// It did not work this time. Ask again.
    Unavailable(String),
}

impl fmt::Display for SeamError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SeamError::NotFound(why) => write!(f, "not found: {why}"),
            SeamError::Refused(why) => write!(f, "refused: {why}"),
            SeamError::Unavailable(why) => write!(f, "unavailable: {why}"),
        }
    }
}

impl std::error::Error for SeamError {}

/// Who sends events: a service, for the owner of a resource. A target of another account is asked whether it lets it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender {
    /// The service, such as `s3.amazonaws.com`.
    pub service: &'static str,
    /// The ARN of the resource that the events are about, such as the bucket's: `aws:SourceArn`.
    pub arn: Arn,
    /// The account that owns the resource: `aws:SourceAccount`.
    pub account: AccountId,
}

/// An event on its way to a target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The same for every attempt to deliver this event, so that a receiver can drop what it already has.
    pub id: String,
    /// Who sends it, and for which resource.
    pub sender: Sender,
    /// The payload, JSON.
    pub payload: Bytes,
    /// What is told beside it, where the target has room for that: the attributes of a queue's message.
    pub attributes: Vec<EventAttribute>,
}

/// Something that is told beside an event's payload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventAttribute {
    /// Its name.
    pub name: &'static str,
    /// `String` or `Number`.
    pub data_type: &'static str,
    /// Its value as text.
    pub value: String,
}

/// Something that takes events: a Lambda function today, a queue or a topic later. Engines implement it for their own
/// targets; `gateway::deliver` implements it for all, and finds the engine by the service in the ARN.
#[async_trait]
pub trait EventTarget: Send + Sync + fmt::Debug {
    /// Whether `sender` may send events to `target`: it exists, is of a kind that can be reached, and, where it is
    /// another account's than the sender, its policy allows it. A refusal to another account does not show whether
    /// the target exists. Asked when a notification configuration is stored.
    async fn accepts(&self, sender: &Sender, target: &Arn) -> Result<(), SeamError>;

    /// Hands over one event, if its sender may send it: what `accepts` said may have changed since. `Ok` means that the receiver has it for good: with a data folder, that it survives
    /// a crash. Running a function to its end is the receiver's concern, retries and age included.
    async fn send(&self, target: &Arn, event: Event) -> Result<(), SeamError>;
}

/// One shard of a stream, oldest first in a listing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shard {
    /// The shard's id.
    pub id: String,
    /// The shard this one continues, if that is still known.
    pub parent: Option<String>,
    /// Whether no record will be added any more.
    pub closed: bool,
}

/// Where to start reading a shard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Position {
    /// At the oldest record kept.
    TrimHorizon,
    /// Behind the newest record.
    Latest,
    /// At the first record that is not older than this.
    AtTime(Timestamp),
    /// At the record with this sequence number, itself included.
    At(String),
    /// Behind the record with this sequence number.
    After(String),
}

/// One record as a consumer sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Rises within a shard.
    pub sequence_number: String,
    /// When the change was made.
    pub at: Timestamp,
    /// The partition key as text, for grouping by key.
    pub key: Bytes,
    /// The record as an event source hands it to a function, JSON, with `eventSourceARN`.
    pub json: Bytes,
}

/// What one read of a shard gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Records in order; may be empty.
    pub records: Vec<Record>,
    /// Where to go on, or nothing at the end of a closed shard.
    pub next: Option<Position>,
}

/// A log that functions can be fed from: DynamoDB Streams today.
#[async_trait]
pub trait StreamSource: Send + Sync + fmt::Debug {
    /// Whether an account may read a stream: its owner always, another one as far as the stream's policy allows.
    /// `NotFound` if the owner asks and there is no such stream; `Refused` does not show whether there is. Nothing else
    /// here asks for it, so whoever reads for somebody asks before.
    async fn admits(&self, reader: AccountId, stream: &Arn) -> Result<(), SeamError>;

    /// The shards of a stream, parents before children. `NotFound` if there is no such stream.
    async fn shards(&self, stream: &Arn) -> Result<Vec<Shard>, SeamError>;

    /// At most `limit` records of a shard from `from` on. [`Position::Latest`] gives an empty page whose `next`
    /// is fixed to the present end.
    async fn read(&self, stream: &Arn, shard: &str, from: &Position, limit: usize)
    -> Result<Page, SeamError>;

    /// Resolves once the stream may have changed after this was called: records, or its end. May resolve early; must
    /// not resolve late. That time alone closed a shard is no change: nothing is missed until there are records. A
    /// stream that has ended or is not there changes no more: this never resolves then.
    async fn changed(&self, stream: &Arn);
}

/// Where an object is read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectAddress {
    /// On whose behalf.
    pub account: AccountId,
    /// From which region.
    pub region: Region,
    /// The bucket's name.
    pub bucket: String,
    /// The object's key.
    pub key: String,
    /// The version, or the current one.
    pub version: Option<String>,
}

/// Where packages come from that a request names by bucket and key.
#[async_trait]
pub trait ObjectSource: Send + Sync + fmt::Debug {
    /// The object's bytes, at most `limit` of them; `Refused` if it is larger.
    async fn fetch(&self, object: &ObjectAddress, limit: usize) -> Result<Bytes, SeamError>;
}

/// An object as a listing names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedObject {
    /// The object's key.
    pub key: String,
    /// Bytes.
    pub size: u64,
    /// Without quotes. Another one means that the object was replaced.
    pub etag: String,
}

/// How an object is to be encrypted, as S3's headers say it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encryption {
    /// `AES256` or `aws:kms`.
    pub algorithm: String,
    /// The id of the KMS key, with `aws:kms`.
    pub kms_key: Option<String>,
}

/// Objects that another service reads and writes on a user's behalf: S3 for DynamoDB's exports and imports.
#[async_trait]
pub trait ObjectStore: Send + Sync + fmt::Debug {
    /// The current objects of `place.bucket` whose keys begin with `place.key`, in order of their keys, those behind
    /// `after` only; a page at a time, empty at the end. `NotFound` if there is no such bucket.
    async fn list(&self, place: &ObjectAddress, after: Option<&str>) -> Result<Vec<ListedObject>, SeamError>;

    /// At most `limit` bytes of an object from `offset` on; empty at the end. `NotFound` if there is no such object,
    /// `Refused` if it is not the one with this ETag any more.
    async fn read(
        &self,
        place: &ObjectAddress,
        etag: &str,
        offset: u64,
        limit: usize,
    ) -> Result<Bytes, SeamError>;

    /// Writes an object; its ETag without quotes. Durable on return. `NotFound` if there is no such bucket.
    async fn put(
        &self,
        place: &ObjectAddress,
        bytes: Bytes,
        encryption: Option<&Encryption>,
    ) -> Result<String, SeamError>;
}

/// Where objects are put that a service writes for its user, such as the records of failed invocations.
#[async_trait]
pub trait ObjectSink: Send + Sync + fmt::Debug {
    /// Whether objects may be put into this bucket: it is there, and it is the account's. Asked when a
    /// configuration that names it is stored.
    async fn accepts(&self, account: AccountId, region: &Region, bucket: &str) -> Result<(), SeamError>;

    /// Puts a JSON document. `Ok` means that it is durable. The version in the address does not matter.
    async fn put(&self, object: &ObjectAddress, json: Bytes) -> Result<(), SeamError>;
}
