//! The operations. One file each; its line here and its line in `service` are all that adding one takes.

mod create_bucket;
mod delete_bucket;
mod delete_object;
mod get_bucket_location;
mod get_object;
mod head_bucket;
mod head_object;
mod list_buckets;
mod list_objects;
mod list_objects_v2;
mod put_object;

pub(crate) use create_bucket::CreateBucket;
pub(crate) use delete_bucket::DeleteBucket;
pub(crate) use delete_object::DeleteObject;
pub(crate) use get_bucket_location::GetBucketLocation;
pub(crate) use get_object::GetObject;
pub(crate) use head_bucket::HeadBucket;
pub(crate) use head_object::HeadObject;
pub(crate) use list_buckets::ListBuckets;
pub(crate) use list_objects::ListObjects;
pub(crate) use list_objects_v2::ListObjectsV2;
pub(crate) use put_object::PutObject;

use crate::operation::Operation;

/// The operations that answer.
const ALL: &[&str] = &[
    CreateBucket::NAME,
    DeleteBucket::NAME,
    DeleteObject::NAME,
    GetBucketLocation::NAME,
    GetObject::NAME,
    HeadBucket::NAME,
    HeadObject::NAME,
    ListBuckets::NAME,
    ListObjects::NAME,
    ListObjectsV2::NAME,
    PutObject::NAME,
];

/// The operations of S3 that do not answer yet, by AWS's service model.
const MISSING: &[&str] = &[];

/// All operations of S3 by name, and whether they answer.
pub fn operations() -> impl Iterator<Item = (&'static str, bool)> {
    ALL.iter().map(|name| (*name, true)).chain(MISSING.iter().map(|name| (*name, false)))
}
