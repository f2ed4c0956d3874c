//! The door of access points: the record, its alias, and what keeps the bucket from being deleted, all at once.

use store::Batch;

use crate::access_point::{self, AccessPoint, NewPoint};
use crate::bucket;
use crate::context::PointName;
use crate::engine::{Engine, decide};
use crate::error::{Code, Error, Result};
use crate::reader::Reader;
use crate::tag::Tag;

/// What aliases are drawn from, and how long what is drawn is.
const DRAWN_FROM: &[u8] = b"abcdefghijklmnopqrstuvwxyz0123456789";
const DRAWN: usize = 34;

/// An alias that nothing has.
pub(crate) fn new_alias(engine: &Engine, partition: &str, name: &str) -> Result<String> {
    let drawn = engine.store.fresh(
        |entropy| entropy.text(DRAWN_FROM, DRAWN),
        |drawn| [access_point::key_of_alias(partition, &access_point::alias(name, drawn))],
    )?;
    Ok(access_point::alias(name, &drawn))
}

/// Makes an access point of a bucket. `check` judges the bucket.
pub(crate) fn make(
    engine: &Engine,
    partition: &str,
    (new, bucket): (&NewPoint, &str),
    check: impl Fn(&bucket::Bucket) -> Result<()>,
) -> Result<AccessPoint> {
    decide::and_commit(engine, Batch::new(), |store, batch| {
        let bucket =
            bucket::find_in(store, partition, bucket)?.ok_or_else(|| Error::no_such_bucket(bucket))?;
        check(&bucket)?;
        if access_point::find(store, partition, &new.name)?.is_some() {
            return Err(Error::of(Code::AccessPointAlreadyOwnedByYou));
        }
        let point = AccessPoint::of(new.clone(), &bucket);
        let name = serde_json::to_vec(&new.name).map_err(Error::internal)?;
        batch.put(access_point::key(partition, &new.name), point.encode()?);
        batch.put(access_point::key_of_alias(partition, &point.alias), name);
        batch.put(access_point::key_in_bucket(bucket.id, &new.name), Vec::new());
        Ok(point)
    })
}

/// Removes an access point.
pub(crate) fn remove(engine: &Engine, partition: &str, name: &PointName) -> Result<()> {
    decide::and_commit(engine, Batch::new(), |store, batch| {
        let point = access_point::open(store, partition, name)?;
        batch.delete(access_point::key(partition, name));
        batch.delete(access_point::key_of_alias(partition, &point.alias));
        batch.delete(access_point::key_in_bucket(point.bucket_id, name));
        Ok(())
    })
}

/// Puts the policy of an access point, or takes it away. `check` judges what is there.
pub(crate) fn put_policy(
    engine: &Engine,
    place: (&str, &PointName),
    policy: Option<&str>,
    check: impl Fn(&Reader, &AccessPoint) -> Result<()>,
) -> Result<()> {
    change(engine, place, |store, point| {
        check(store, point)?;
        point.policy = policy.map(str::to_owned);
        Ok(())
    })
}

/// Changes the tags of an access point: `decide` makes them of those that are there.
pub(crate) fn retag(
    engine: &Engine,
    place: (&str, &PointName),
    decide: impl Fn(&[Tag]) -> Result<Vec<Tag>>,
) -> Result<()> {
    change(engine, place, |_, point| {
        point.tags = decide(&point.tags)?;
        Ok(())
    })
}

fn change(
    engine: &Engine,
    (partition, name): (&str, &PointName),
    change: impl Fn(&Reader, &mut AccessPoint) -> Result<()>,
) -> Result<()> {
    decide::and_commit(engine, Batch::new(), |store, batch| {
        let mut point = access_point::open(store, partition, name)?;
        change(store, &mut point)?;
        batch.put(access_point::key(partition, name), point.encode()?);
        Ok(())
    })
}
