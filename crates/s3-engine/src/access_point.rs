//! Access points: names by which a bucket is reached, each with a policy and a public access block of its own. One belongs to an
//! account and a region, whose names are free of each other, and has an alias that is no other bucket's name.
//!
//! Reads the store. Who changes an access point goes through `engine::access_points`.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points.html>

use std::ops::{Bound, ControlFlow};

use base::arn::{AccountId, Arn};
use base::clock::Timestamp;
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use store::{Key, Order, Space};

use crate::bucket::{self, Bucket};
use crate::context::PointName;
use crate::error::{Code, Error, Result};
use crate::reader::Reader;
use crate::setting::policy::{self, Place, PlaceKind};
use crate::setting::public_access::{self, PublicAccess};
use crate::tag::Tag;

/// The sub-spaces among S3's other records: part of the format on disk.
const POINTS: u8 = 13;
/// From an alias to its access point.
const ALIASES: u8 = 14;
/// From a bucket to the access points that are attached to it.
const ATTACHED: u8 = 15;

/// How aliases end: <https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-naming.html>.
pub(crate) const ALIAS_END: &str = "-s3alias";

/// What stands between the ARN of an access point and the key of an object.
const OBJECT: &str = "/object/";

/// One access point.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct AccessPoint {
    pub(crate) name: String,
    /// The account that it belongs to.
    pub(crate) account: String,
    pub(crate) region: String,
    /// The bucket's name, which cannot be deleted as long as the access point is there.
    pub(crate) bucket: String,
    pub(crate) bucket_id: u64,
    /// The account that the bucket belongs to.
    pub(crate) bucket_account: String,
    pub(crate) alias: String,
    /// The VPC that alone it is for, where it is not for the internet.
    pub(crate) vpc: Option<String>,
    pub(crate) block: PublicAccess,
    created_ms: u64,
    pub(crate) policy: Option<String>,
    pub(crate) tags: Vec<Tag>,
}

/// What a new access point is made of, beside the bucket.
#[derive(Clone, Debug)]
pub(crate) struct NewPoint {
    pub(crate) name: PointName,
    pub(crate) alias: String,
    pub(crate) vpc: Option<String>,
    pub(crate) block: PublicAccess,
    pub(crate) tags: Vec<Tag>,
    pub(crate) now: Timestamp,
}

impl AccessPoint {
    /// A new one, attached to a bucket.
    pub(crate) fn of(new: NewPoint, bucket: &Bucket) -> AccessPoint {
        let NewPoint { name: PointName { account, region, name }, alias, vpc, block, tags, now } = new;
        AccessPoint {
            name,
            account,
            region,
            bucket: bucket.name.clone(),
            bucket_id: bucket.id,
            bucket_account: bucket.owner().to_owned(),
            alias,
            vpc,
            block,
            created_ms: now.millis(),
            policy: None,
            tags,
        }
    }

    /// Its ARN.
    pub(crate) fn arn(&self, partition: &str) -> String {
        format!("arn:{partition}:s3:{}:{}:accesspoint/{}", self.region, self.account, self.name)
    }

    /// What policies call an object that is reached by it, or for no key itself.
    pub(crate) fn resource(&self, partition: &str, key: &str) -> String {
        let arn = self.arn(partition);
        if key.is_empty() { arn } else { format!("{arn}{OBJECT}{key}") }
    }

    /// `s3:AccessPointNetworkOrigin`.
    pub(crate) fn origin(&self) -> &'static str {
        if self.vpc.is_some() { "VPC" } else { "Internet" }
    }

    /// The account that it belongs to.
    pub(crate) fn owner(&self) -> AccountId {
        AccountId::parse(&self.account).unwrap_or(AccountId::DEFAULT)
    }

    /// When it was made.
    pub(crate) fn created(&self) -> Timestamp {
        Timestamp::from_millis(self.created_ms)
    }

    /// What it names itself in the keys of the store.
    pub(crate) fn point_name(&self) -> PointName {
        PointName { account: self.account.clone(), region: self.region.clone(), name: self.name.clone() }
    }

    /// What it blocks, by itself or by its account.
    pub(crate) fn blocked(&self, store: &Reader) -> Result<PublicAccess> {
        let account = public_access::of_account(store, &self.account)?;
        Ok(account.map_or(self.block, |account| self.block.and(account)))
    }

    /// Refuses a text that cannot be its policy.
    pub(crate) fn check_policy(&self, partition: &str, text: &str) -> Result<()> {
        policy::check(text, Place { arn: &self.arn(partition), kind: PlaceKind::AccessPoint })
    }

    /// The record's bytes.
    pub(crate) fn encode(&self) -> Result<Bytes> {
        Ok(serde_json::to_vec(self).map_err(Error::internal)?.into())
    }
}

/// Whether an access point may have this name.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-naming.html>
pub(crate) fn is_name(name: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let ends = [name.bytes().next(), name.bytes().last()];
    (3..=50).contains(&name.len())
        && name.bytes().all(|byte| is_plain(byte) || byte == b'-')
        && ends.into_iter().flatten().all(is_plain)
        && !name.ends_with(ALIAS_END)
        && !name.ends_with("--xa-s3")
}

/// An alias for a name: its beginning, what was drawn, and the end, 63 characters together at most.
pub(crate) fn alias(name: &str, drawn: &str) -> String {
    const LONGEST: usize = 20;
    format!("{}-{drawn}{ALIAS_END}", name.get(..LONGEST).unwrap_or(name))
}

/// What an ARN names: the access point, and the key of an object behind it, empty for none. SDKs take a colon for the first
/// slash, too.
pub(crate) fn of_arn(text: &str) -> Option<(PointName, &str)> {
    let arn = Arn::parse(text).filter(|arn| arn.service == "s3" && !arn.region.is_empty())?;
    let account = AccountId::parse(&arn.account)?;
    let resource = text.splitn(6, ':').last()?;
    let rest = resource.strip_prefix("accesspoint").and_then(|rest| rest.strip_prefix(['/', ':']))?;
    let (name, rest) = rest.find('/').and_then(|at| rest.split_at_checked(at)).unwrap_or((rest, ""));
    let key = rest.strip_prefix(OBJECT).or_else(|| rest.strip_prefix('/')).unwrap_or_default();
    Some((PointName { account: account.to_string(), region: arn.region, name: name.to_owned() }, key))
}

/// What the label in front of the endpoint of access points names, `NAME-ACCOUNT`.
pub(crate) fn of_label(label: &str, region: &str) -> Option<PointName> {
    let (name, account) = label.rsplit_once('-')?;
    let account = AccountId::parse(account)?;
    let name = name.to_ascii_lowercase();
    is_name(&name).then(|| PointName { account: account.to_string(), region: region.to_owned(), name })
}

/// The key of an access point.
pub(crate) fn key(partition: &str, name: &PointName) -> Key {
    of_account(partition, &name.account, &name.region).text(&name.name)
}

fn of_account(partition: &str, account: &str, region: &str) -> Key {
    Key::of(Space::S3Other).u8(POINTS).text(partition).text(account).text(region)
}

/// The key of an alias.
pub(crate) fn key_of_alias(partition: &str, alias: &str) -> Key {
    Key::of(Space::S3Other).u8(ALIASES).text(partition).text(alias)
}

/// The key that says of a bucket that the access point is attached to it.
pub(crate) fn key_in_bucket(bucket: u64, name: &PointName) -> Key {
    in_bucket(bucket).text(&name.account).text(&name.region).text(&name.name)
}

fn in_bucket(bucket: u64) -> Key {
    Key::of(Space::S3Other).u8(ATTACHED).u64(bucket)
}

/// The access point of a name, if there is one.
pub(crate) fn find(store: &Reader, partition: &str, name: &PointName) -> Result<Option<AccessPoint>> {
    let raw = store.get(key(partition, name).as_bytes())?;
    raw.map(|raw| serde_json::from_slice(&raw).map_err(Error::internal)).transpose()
}

/// The access point of a name.
pub(crate) fn open(store: &Reader, partition: &str, name: &PointName) -> Result<AccessPoint> {
    find(store, partition, name)?.ok_or_else(|| missing(&name.name))
}

/// The access point that has this alias, if one has.
fn of_alias(store: &Reader, partition: &str, alias: &str) -> Result<Option<AccessPoint>> {
    let Some(raw) = store.get(key_of_alias(partition, alias).as_bytes())? else { return Ok(None) };
    let name: PointName = serde_json::from_slice(&raw).map_err(Error::internal)?;
    find(store, partition, &name)
}

/// How a request names an access point.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Named<'n> {
    Alias(&'n str),
    Point(&'n PointName),
    /// In a bucket's place, where no bucket has that name.
    Unless(&'n str, &'n PointName),
}

/// The access point that a request names, if there is one.
pub(crate) fn named(store: &Reader, partition: &str, named: Named<'_>) -> Result<Option<AccessPoint>> {
    match named {
        Named::Alias(alias) => of_alias(store, partition, alias),
        Named::Point(name) => find(store, partition, name),
        Named::Unless(bucket, _) if bucket::find_in(store, partition, bucket)?.is_some() => Ok(None),
        Named::Unless(_, name) => find(store, partition, name),
    }
}

/// Refuses to delete a bucket that has access points.
pub(crate) fn check_none(store: &Reader, bucket: &Bucket) -> Result<()> {
    let mut has_one = false;
    store.scan_prefix(&in_bucket(bucket.id), &mut |_, _| {
        has_one = true;
        ControlFlow::Break(())
    })?;
    match has_one {
        true => Err(Error::of(Code::BucketHasAccessPointsAttached).with("BucketName", &bucket.name)),
        false => Ok(()),
    }
}

/// Access points of an account in a region, in the order of their names, of which at most `limit` are `wanted`; the name to go on
/// behind, if there are more.
pub(crate) fn page(
    store: &Reader,
    (partition, account, region): (&str, &str, &str),
    (after, limit): (Option<&str>, usize),
    wanted: impl Fn(&AccessPoint) -> bool,
) -> Result<(Vec<AccessPoint>, Option<String>)> {
    let all = of_account(partition, account, region);
    let from = after.map(|after| of_account(partition, account, region).text(after));
    let from = from.as_ref().map_or_else(|| all.from_here(), Key::after);
    let (mut found, mut has_more, mut broken) = (Vec::new(), false, None);
    store.scan(from, Bound::Excluded(all.end().as_bytes()), Order::Ascending, &mut |_, raw| {
        match serde_json::from_slice::<AccessPoint>(raw) {
            Ok(point) if wanted(&point) => {
                has_more = found.len() == limit;
                if !has_more {
                    found.push(point);
                }
            }
            Ok(_) => {}
            Err(cause) => broken = Some(cause),
        }
        if has_more || broken.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    if let Some(cause) = broken {
        return Err(Error::internal(cause));
    }
    let next = found.last().filter(|_| has_more).map(|last| last.name.clone());
    Ok((found, next))
}

/// The refusal of a name that no access point has.
pub(crate) fn missing(name: &str) -> Error {
    Error::of(Code::NoSuchAccessPoint).with("AccessPointName", name)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rules of the page that `is_name` names.
    #[test]
    fn names() {
        for name in ["abc", "my-ap", "1-2", &"a".repeat(50)] {
            assert!(is_name(name), "{name}");
        }
        for name in ["", "ab", "-abc", "abc-", "Abc", "a_b", "a.b.c", "my-s3alias", &"a".repeat(51)] {
            assert!(!is_name(name), "{name}");
        }
        assert_eq!(alias(&"a".repeat(50), &"b".repeat(34)).len(), 63);
    }

    /// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-access-points.html>: the ARN of an object as CopyObject takes it.
    #[test]
    fn arns() {
        let check = |text: &str, expected: Option<(&str, &str)>| {
            let found = of_arn(text);
            let found = found.as_ref().map(|(name, key)| (name.name.as_str(), *key));
            assert_eq!(found, expected, "{text}");
        };
        let arn = "arn:aws:s3:us-east-1:111122223333:accesspoint";
        check(&format!("{arn}/ap"), Some(("ap", "")));
        check(&format!("{arn}:ap"), Some(("ap", "")));
        check(&format!("{arn}/ap/object/a/b"), Some(("ap", "a/b")));
        check(&format!("{arn}/ap/a:b"), Some(("ap", "a:b")));
        check("arn:aws:s3:::bkt", None);
        check("arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap", None);
        check("arn:aws:s3-outposts:us-east-1:111122223333:outpost/op/accesspoint/ap", None);
        let named = of_label("my-ap-111122223333", "eu-west-1").unwrap();
        assert_eq!((named.name.as_str(), named.account.as_str()), ("my-ap", "111122223333"));
        assert_eq!(of_label("photos", "eu-west-1"), None);
    }
}
