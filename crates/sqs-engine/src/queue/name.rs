//! Names of queues.

use base::arn::{AccountId, Arn, Region};
use store::space::Fields;
use store::{Key, Space};
use wire::fault::Fault;

use crate::error;

/// A queue by its account, region and name.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct QueueName {
    pub(crate) account: AccountId,
    pub(crate) region: Region,
    pub(crate) name: String,
}

/// How a FIFO queue's name ends.
pub(crate) const FIFO: &str = ".fifo";

const MAX_NAME: usize = 80;

impl QueueName {
    /// The queue of an ARN, if it can be one.
    pub(crate) fn of_arn(arn: &Arn) -> Option<QueueName> {
        let (account, region) = arn.owner().filter(|_| arn.service == "sqs")?;
        is_name(&arn.resource).then(|| QueueName { account, region, name: arn.resource.clone() })
    }

    /// The same of an ARN's text.
    pub(crate) fn of_arn_text(text: &str) -> Option<QueueName> {
        QueueName::of_arn(&Arn::parse(text)?)
    }

    /// Its ARN.
    pub(crate) fn arn(&self) -> Arn {
        Arn::regional("sqs", &self.region, self.account, self.name.clone())
    }

    /// The key of its record.
    pub(crate) fn key(&self) -> Key {
        QueueName::all(self.account, &self.region).text(&self.name)
    }

    /// The queue of such a key.
    pub(crate) fn of_key(key: &[u8]) -> Option<QueueName> {
        let mut fields = Fields::of(key);
        Some(QueueName { account: fields.account()?, region: fields.region()?, name: fields.text()? })
    }

    /// What the keys of all queues of an account begin with in a region.
    pub(crate) fn all(account: AccountId, region: &Region) -> Key {
        Key::of(Space::SqsQueue).account(account).region(region)
    }
}

/// Whether a text can be a queue's name.
pub(crate) fn is_name(name: &str) -> bool {
    is_plain(name) || name.strip_suffix(FIFO).is_some_and(|start| is_plain(start) && name.len() <= MAX_NAME)
}

fn is_plain(name: &str) -> bool {
    (1..=MAX_NAME).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

/// Judges the name of a queue that is to be made.
///
/// # Errors
///
/// AWS's sentences, as users report them: <https://github.com/boto/botocore/issues/3058>,
/// <https://github.com/mapbox/cloudfriend/issues/94>.
pub(crate) fn check(name: &str, is_fifo: bool) -> Result<(), Fault> {
    match is_fifo {
        true if !name.ends_with(FIFO) || !is_name(name) => Err(error::invalid(
            "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with \
             .fifo suffix and be 1 to 80 in length.",
        )),
        false if !is_plain(name) => Err(error::invalid(
            "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length",
        )),
        _ => Ok(()),
    }
}
