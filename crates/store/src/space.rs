//! Every key in the process is built here. A key is one byte for its space, then fields whose encoding keeps their
//! order, so that a range of keys is a range of meanings.
//!
//! | field | bytes |
//! |---|---|
//! | numbers | big-endian |
//! | text, bytes | `00` written as `00 FF`, ended by `00 00` |
//! | raw | as they are; only as a last field, or where the length is fixed or the bytes end themselves |

use std::borrow::Cow;
use std::ffi::CStr;
use std::ops::Bound;

use base::arn::{AccountId, Region};
use bytes::Bytes;

/// What a key is about. The numbers are part of the format on disk: never change or reuse one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Space {
    /// The store's own records: which state is the present one, and which a checkpoint.
    Meta = 0x01,
    /// Large blobs: id. The value is the count of references.
    BlobCount = 0x02,
    /// Small blobs: id. The value is the count of references, then the bytes.
    BlobData = 0x03,
    /// Messages that wait for their receivers: channel, lane, number. The channel 0 is the last number that was given.
    Outbox = 0x04,

    /// DynamoDB tables: account, region, name.
    DdbTable = 0x10,
    /// Items: table id, hash of the partition key, key.
    DdbItem = 0x11,
    /// Index entries: table id, index id, hash of the index partition key, index key, table key.
    DdbIndex = 0x12,
    /// Streams: account, region, table name, label.
    DdbStream = 0x13,
    /// Stream records: stream id, lane, sequence number.
    DdbRecord = 0x14,
    /// Idempotency tokens of transactions: account, region, token.
    DdbToken = 0x15,
    /// Other records of DynamoDB: a sub-space of the engine's own, then what that needs.
    DdbOther = 0x1f,

    /// Buckets: partition, name.
    S3Bucket = 0x20,
    /// Object versions: bucket id, key, version order.
    S3Object = 0x21,
    /// Multipart uploads: bucket id, key, upload id.
    S3Upload = 0x22,
    /// Parts of uploads: upload id, part number.
    S3Part = 0x23,
    /// The store's messages of S3's channel, notifications: target, number.
    S3Outbox = 0x24,
    /// Other records of S3: a sub-space of the engine's own, then what that needs.
    S3Other = 0x2f,

    /// Functions: account, region, name, version.
    LambdaFunction = 0x30,
    /// Asynchronous invocations not yet done: order of arrival.
    LambdaQueue = 0x31,
    /// Event source mappings: account, region, uuid.
    LambdaMapping = 0x32,
    /// Resource policies: account, region, function.
    LambdaPolicy = 0x33,
    /// How far a mapping has read: mapping, shard.
    LambdaPosition = 0x34,
    /// Durable executions and what they have: a kind of record, then what that needs.
    LambdaDurable = 0x35,
    /// Other records of Lambda: a sub-space of the engine's own, then what that needs.
    LambdaOther = 0x3f,

    /// Records of IAM: account, kind, name. Those of the whole emulator have the account's place empty.
    Iam = 0x40,
    /// Access keys that last: id.
    IamAccessKey = 0x41,

    /// Queues: account, region, name.
    SqsQueue = 0x50,
    /// What is known of a backlog as a whole: backlog. A queue has one backlog, and another after a purge.
    SqsTally = 0x51,
    /// Messages: backlog, time, number.
    SqsMessage = 0x52,
    /// What changes of messages: backlog, time, number.
    SqsStanding = 0x53,
    /// What can be received, and when: backlog, time; then a message's time and number, or the number and the name of a group of
    /// a FIFO queue.
    SqsDue = 0x54,
    /// Groups: backlog, group.
    SqsGroup = 0x55,
    /// The messages of groups: backlog, group; then, of FIFO queues, the number, of others what stands in the range of what can be
    /// received.
    SqsMember = 0x56,
    /// Ids for deduplication: backlog, scope, id.
    SqsSent = 0x57,
    /// The same by age: backlog, time, number.
    SqsSentAge = 0x58,
    /// Backlogs that are to go: backlog.
    SqsGone = 0x59,
    /// Tasks that move messages: account, region, queue, order of arrival.
    SqsMoveTask = 0x5a,
    /// When queues were deleted: account, region, name.
    SqsDeleted = 0x5b,
    /// What was received under an id of the receiver's: backlog, id.
    SqsAttempt = 0x5c,
    /// The same by age: backlog, time, number.
    SqsAttemptAge = 0x5d,

    /// Groups of CloudWatch Logs: account, region, name.
    LogsGroup = 0x60,
    /// Streams: group, name.
    LogsStream = 0x61,
    /// Events that came in together: group, stream, time of the first, number.
    LogsEvent = 0x62,
    /// What is counted of a group: group.
    LogsTally = 0x63,
    /// Filters of groups: group, kind, name.
    LogsFilter = 0x64,
    /// Groups and streams whose records are to go: group, or group and stream.
    LogsGone = 0x65,
    /// Other records of CloudWatch Logs: account, region, kind, name.
    LogsOther = 0x66,

    /// Parameters of Systems Manager, each with its last version: account, region, name without a first slash.
    SsmParameter = 0x70,
    /// Their older versions: account, region, name, number.
    SsmVersion = 0x71,
    /// Their labels: account, region, name.
    SsmLabels = 0x72,
    /// How many parameters of each tier there are: account, region.
    SsmTally = 0x73,
    /// When parameters expire: time, account, region, name.
    SsmExpiry = 0x74,
    /// Other records of Systems Manager: account, region, kind, name.
    SsmOther = 0x7f,

    /// Secrets, and what stands for them in other regions: account, region, name.
    SecretsSecret = 0x80,
    /// What is secret of a secret, encrypted: account, region, name, version.
    SecretsValue = 0x81,
    /// Secrets with which something is to be done: time, account, region, name.
    SecretsDue = 0x82,

    /// Records of services that tests make up.
    Test = 0xfe,
}

/// A key, or the beginning that a range of keys shares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key(Vec<u8>);

/// Room for most keys while they are made.
const ROOM: usize = 64;

impl Key {
    /// A key of a space, no field yet.
    pub fn of(space: Space) -> Key {
        let mut bytes = Vec::with_capacity(ROOM);
        bytes.push(space as u8);
        Key(bytes)
    }

    /// A key that the store handed out in a scan, whole: to be read, changed or removed again.
    pub fn stored(bytes: &[u8]) -> Key {
        Key(bytes.to_vec())
    }

    /// Adds a text that other fields may follow.
    #[must_use]
    pub fn text(self, text: &str) -> Key {
        self.bytes(text.as_bytes())
    }

    /// Adds bytes that other fields may follow.
    #[must_use]
    pub fn bytes(mut self, bytes: &[u8]) -> Key {
        push_escaped(&mut self.0, bytes);
        self.0.extend_from_slice(&[0, 0]);
        self
    }

    /// Adds the beginning of a text: the range of this key holds all keys whose text begins so.
    #[must_use]
    pub fn text_prefix(mut self, text: &str) -> Key {
        push_escaped(&mut self.0, text.as_bytes());
        self
    }

    /// Adds the beginning of bytes: the range of this key holds all keys whose bytes begin so.
    #[must_use]
    pub fn bytes_prefix(mut self, bytes: &[u8]) -> Key {
        push_escaped(&mut self.0, bytes);
        self
    }

    /// Adds bytes as they are.
    #[must_use]
    pub fn raw(mut self, bytes: &[u8]) -> Key {
        self.0.extend_from_slice(bytes);
        self
    }

    /// Adds a number.
    #[must_use]
    pub fn u8(self, number: u8) -> Key {
        self.raw(&[number])
    }

    /// Adds a number.
    #[must_use]
    pub fn u32(self, number: u32) -> Key {
        self.raw(&number.to_be_bytes())
    }

    /// Adds a number.
    #[must_use]
    pub fn u64(self, number: u64) -> Key {
        self.raw(&number.to_be_bytes())
    }

    /// Adds an account: its twelve digits.
    #[must_use]
    pub fn account(self, account: AccountId) -> Key {
        self.raw(account.as_str().as_bytes())
    }

    /// Adds a region.
    #[must_use]
    pub fn region(self, region: &Region) -> Key {
        self.text(region.as_str())
    }

    /// The bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The bytes, without room to grow: most keys are kept for long.
    pub fn into_bytes(self) -> Bytes {
        // A copy of a short one costs less than to give back what is left of its room.
        match self.0.len() {
            0..=ROOM => Bytes::copy_from_slice(&self.0),
            _ => self.0.into_boxed_slice().into(),
        }
    }

    /// The smallest byte string above every key that begins with this one. Never fails: a space is never `0xff`.
    pub fn end(&self) -> Key {
        let mut end = self.0.clone();
        while let Some(last) = end.pop() {
            if last < 0xff {
                end.push(last + 1);
                break;
            }
        }
        Key(end)
    }

    /// The first bound of all keys that begin with this one.
    pub fn from_here(&self) -> Bound<&[u8]> {
        Bound::Included(&self.0)
    }

    /// The bound behind this very key.
    pub fn after(&self) -> Bound<&[u8]> {
        Bound::Excluded(&self.0)
    }
}

impl AsRef<[u8]> for Key {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

fn push_escaped(out: &mut Vec<u8>, bytes: &[u8]) {
    // Hardly a field has one.
    if !bytes.contains(&0) {
        return out.extend_from_slice(bytes);
    }
    for &byte in bytes {
        out.push(byte);
        if byte == 0 {
            out.push(0xff);
        }
    }
}

/// What stands before the first zero, and the rest.
fn up_to_zero(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    // This one looks at a word at a time.
    let plain = CStr::from_bytes_until_nul(bytes).ok()?;
    bytes.split_at_checked(plain.count_bytes())
}

/// Reads the fields of a key back, in the order in which they were added. Each reading gives nothing if the key
/// does not have that field there.
#[derive(Clone, Copy, Debug)]
pub struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    /// The fields of `key` behind its space.
    pub fn of(key: &'a [u8]) -> Fields<'a> {
        Fields(key.get(1..).unwrap_or_default())
    }

    /// The next field, bytes.
    pub fn bytes(&mut self) -> Option<Vec<u8>> {
        self.bytes_in_place().map(Cow::into_owned)
    }

    /// The next field, bytes: where they lie in the key, if they lie there as they are.
    pub fn bytes_in_place(&mut self) -> Option<Cow<'a, [u8]>> {
        let (plain, mut marked) = up_to_zero(self.0)?;
        if let [0, 0, rest @ ..] = marked {
            self.0 = rest;
            return Some(Cow::Borrowed(plain));
        }
        let mut field = plain.to_vec();
        loop {
            match marked {
                [0, 0xff, rest @ ..] => {
                    let (plain, behind) = up_to_zero(rest)?;
                    field.push(0);
                    field.extend_from_slice(plain);
                    marked = behind;
                }
                [0, 0, rest @ ..] => {
                    self.0 = rest;
                    return Some(Cow::Owned(field));
                }
                _ => return None,
            }
        }
    }

    /// The next field, text.
    pub fn text(&mut self) -> Option<String> {
        String::from_utf8(self.bytes()?).ok()
    }

    /// The next `len` bytes as they are.
    pub fn raw(&mut self, len: usize) -> Option<&'a [u8]> {
        let (field, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        Some(field)
    }

    /// The next field, a number.
    pub fn u32(&mut self) -> Option<u32> {
        Some(u32::from_be_bytes(self.raw(4)?.try_into().ok()?))
    }

    /// The next field, a number.
    pub fn u64(&mut self) -> Option<u64> {
        Some(u64::from_be_bytes(self.raw(8)?.try_into().ok()?))
    }

    /// The next field, an account.
    pub fn account(&mut self) -> Option<AccountId> {
        AccountId::parse(std::str::from_utf8(self.raw(12)?).ok()?)
    }

    /// The next field, a region.
    pub fn region(&mut self) -> Option<Region> {
        Region::parse(&self.text()?)
    }

    /// All that has not been read.
    pub fn rest(self) -> &'a [u8] {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key(text: &[u8], number: u64) -> Key {
        Key::of(Space::S3Object).bytes(text).u64(number)
    }

    proptest! {
        #[test]
        fn keys_are_ordered_as_their_fields(a: (Vec<u8>, u64), b: (Vec<u8>, u64)) {
            prop_assert_eq!(a.cmp(&b), key(&a.0, a.1).as_bytes().cmp(key(&b.0, b.1).as_bytes()));
        }

        #[test]
        fn fields_read_back(text: Vec<u8>, number: u64) {
            let key = key(&text, number);
            let mut fields = Fields::of(key.as_bytes());
            let in_place = Fields::of(key.as_bytes()).bytes_in_place();
            prop_assert_eq!(matches!(in_place, Some(Cow::Borrowed(_))), !text.contains(&0));
            prop_assert_eq!(fields.bytes(), Some(text));
            prop_assert_eq!(fields.u64(), Some(number));
            prop_assert_eq!(fields.rest(), b"");
        }

        #[test]
        fn a_prefix_holds_exactly_the_keys_that_begin_with_it(prefix: String, rest: String, other: String) {
            let range = Key::of(Space::S3Object).text_prefix(&prefix);
            let holds = |text: &str| {
                let key = Key::of(Space::S3Object).text(text);
                range.as_bytes() <= key.as_bytes() && key.as_bytes() < range.end().as_bytes()
            };
            let whole = format!("{prefix}{rest}");
            prop_assert!(holds(&whole));
            prop_assert_eq!(holds(&other), other.starts_with(&prefix));
        }
    }
}
