//! Addresses of queues: `http://HOST/ACCOUNT/NAME`, and all other forms that clients send back.

use base::arn::{AccountId, Region};
use base::call::Call;
use http::request::Parts;
use wire::fault::Fault;
use wire::value::Fields;

use crate::error;
use crate::queue::name::{QueueName, is_name};

/// The address of a queue, at the host and port that the caller came to: the JavaScript SDK asks there from then on.
pub(crate) fn of(queue: &QueueName, call: &Call) -> String {
    let (scheme, address) = (call.origin.scheme(), &call.address);
    format!("{scheme}://{address}/{}/{}", queue.account, queue.name)
}

/// The queue that an address names. Its host need not be ours: what counts is the path, and a region that the host or the
/// path says.
///
/// | form | seen |
/// |---|---|
/// | `…//HOST/ACCOUNT/NAME` | AWS's, and the one that we give |
/// | `…//sqs.REGION.HOST/ACCOUNT/NAME`, `…//REGION.queue.HOST/ACCOUNT/NAME` | AWS's; LocalStack's users |
/// | `…//HOST/queue/REGION/ACCOUNT/NAME` | LocalStack's users |
/// | `…//HOST/queue/NAME` | older clients of LocalStack |
///
/// # Errors
///
/// It is no address. A bare name is none either, as on AWS.
pub(crate) fn read(url: &str, call: &Call) -> Result<QueueName, Fault> {
    found(url, call).ok_or_else(|| error::invalid_address(url))
}

fn found(url: &str, call: &Call) -> Option<QueueName> {
    if let Some(given) = as_given(url, call) {
        return Some(given);
    }
    let (host, path) = match url.split_once("://") {
        Some((_, rest)) => rest.split_once('/')?,
        None => ("", url.strip_prefix('/')?),
    };
    let path = path.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    let segments: Vec<&str> = path.split('/').collect();
    let of_account = |account: &str| AccountId::parse(account);
    let (account, region, name) = match segments.as_slice() {
        ["queue", name] => (call.account, None, *name),
        ["queue", account, name] | [account, name] => (of_account(account)?, region_of_host(host), *name),
        ["queue", region, account, name] => (of_account(account)?, Some(Region::parse(region)?), *name),
        _ => return None,
    };
    let region = region.unwrap_or_else(|| call.region.clone());
    is_name(name).then(|| QueueName { account, region, name: name.to_owned() })
}

/// The queue of an address in the form in which we give it, at the caller's own host: most are.
fn as_given(url: &str, call: &Call) -> Option<QueueName> {
    let address: &str = &call.address;
    if address.starts_with("sqs") || address.contains(".queue.") {
        // It may name a region.
        return None;
    }
    let at_host = url.strip_prefix(call.origin.scheme())?.strip_prefix("://")?.strip_prefix(address)?;
    let (account, name) = at_host.strip_prefix('/')?.split_at_checked(12)?;
    let (account, name) = (AccountId::parse(account)?, name.strip_prefix('/')?);
    is_name(name).then(|| QueueName { account, region: call.region.clone(), name: name.to_owned() })
}

/// The region that a host names beside SQS's own names.
fn region_of_host(host: &str) -> Option<Region> {
    let mut labels = host.split('.');
    let named = match (labels.next()?, labels.next()?) {
        ("sqs" | "sqs-fips", region) => region,
        (region, "queue") => region,
        _ => return None,
    };
    // `sqs.localhost` names none: a region has a hyphen and a number.
    let is_region = named.contains('-') && named.ends_with(|last: char| last.is_ascii_digit());
    Region::parse(named).filter(|_| is_region)
}

/// Of query: the queue is the path's where no parameter names one.
pub(crate) fn complete(head: &Parts, fields: &mut Fields) {
    let takes_it = fields.shape().place_of(MEMBER).is_some();
    if takes_it && !fields.has(MEMBER) && head.uri.path().len() > 1 {
        fields.set(MEMBER, head.uri.path().to_owned());
    }
}

/// The member that names a request's queue.
pub(crate) const MEMBER: &str = "QueueUrl";

/// The queue that a request's member names.
///
/// # Errors
///
/// It is no address.
pub(crate) fn asked(fields: &Fields, call: &Call) -> Result<QueueName, Fault> {
    read(fields.required(MEMBER), call)
}
