//! Versioned buckets.

use aws_sdk_s3::error::ProvideErrorMetadata as _;
use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_s3::types::{BucketVersioningStatus, VersioningConfiguration};
use conformance::sdk::Sdk;

use crate::fixture::start;

async fn set(sdk: &Sdk, status: BucketVersioningStatus) {
    let configuration = VersioningConfiguration::builder().status(status).build();
    let put = sdk.s3.put_bucket_versioning().bucket("bucket").versioning_configuration(configuration);
    put.send().await.unwrap();
}

async fn put(sdk: &Sdk, body: &'static str) -> Option<String> {
    let body = ByteStream::from_static(body.as_bytes());
    sdk.s3.put_object().bucket("bucket").key("k").body(body).send().await.unwrap().version_id
}

async fn get(sdk: &Sdk, version: Option<&str>) -> Result<String, String> {
    let get = sdk.s3.get_object().bucket("bucket").key("k").set_version_id(version.map(str::to_owned));
    match get.send().await {
        Ok(got) => Ok(String::from_utf8(got.body.collect().await.unwrap().to_vec()).unwrap()),
        Err(error) => Err(error.code().unwrap_or_default().to_owned()),
    }
}

#[tokio::test]
async fn nothing_is_lost_while_versions_are_kept() {
    let (_server, sdk) = start();
    sdk.s3.create_bucket().bucket("bucket").send().await.unwrap();
    let never = sdk.s3.get_bucket_versioning().bucket("bucket").send().await.unwrap();
    assert_eq!(never.status, None);
    assert_eq!(put(&sdk, "before").await, None);
    set(&sdk, BucketVersioningStatus::Enabled).await;
    let one = put(&sdk, "one").await.unwrap();
    let two = put(&sdk, "two").await.unwrap();
    assert_eq!(get(&sdk, None).await.unwrap(), "two");
    assert_eq!(get(&sdk, Some(&one)).await.unwrap(), "one");
    assert_eq!(get(&sdk, Some("null")).await.unwrap(), "before");

    let marker = sdk.s3.delete_object().bucket("bucket").key("k").send().await.unwrap();
    assert_eq!(marker.delete_marker(), Some(true));
    let marker = marker.version_id.unwrap();
    assert_eq!(get(&sdk, None).await.unwrap_err(), "NoSuchKey");
    assert_eq!(get(&sdk, Some(&marker)).await.unwrap_err(), "MethodNotAllowed");
    assert_eq!(get(&sdk, Some(&two)).await.unwrap(), "two");
    assert_eq!(sdk.s3.list_objects_v2().bucket("bucket").send().await.unwrap().key_count(), Some(0));
    let listed = sdk.s3.list_object_versions().bucket("bucket").send().await.unwrap();
    let versions: Vec<_> = listed.versions().iter().map(|v| v.version_id().unwrap()).collect();
    assert_eq!(versions, [two.as_str(), one.as_str(), "null"]);
    assert_eq!(listed.delete_markers()[0].is_latest(), Some(true));

    sdk.s3.delete_object().bucket("bucket").key("k").version_id(&marker).send().await.unwrap();
    assert_eq!(get(&sdk, None).await.unwrap(), "two");
    sdk.s3.delete_object().bucket("bucket").key("k").version_id(&two).send().await.unwrap();
    assert_eq!(get(&sdk, None).await.unwrap(), "one");
    assert_eq!(get(&sdk, Some(&two)).await.unwrap_err(), "NoSuchVersion");
}

#[tokio::test]
async fn suspended_versioning_replaces_the_null_version_only() {
    let (_server, sdk) = start();
    sdk.s3.create_bucket().bucket("bucket").send().await.unwrap();
    set(&sdk, BucketVersioningStatus::Enabled).await;
    let kept = put(&sdk, "kept").await.unwrap();
    set(&sdk, BucketVersioningStatus::Suspended).await;
    for body in ["first", "second"] {
        // That such a reply names no version is our guess; AWS's page speaks of enabled buckets only.
        assert_eq!(put(&sdk, body).await, None);
    }
    let listed = sdk.s3.list_object_versions().bucket("bucket").send().await.unwrap();
    assert_eq!(listed.versions().len(), 2);
    assert_eq!(get(&sdk, None).await.unwrap(), "second");
    let marker = sdk.s3.delete_object().bucket("bucket").key("k").send().await.unwrap();
    assert_eq!(marker.version_id(), Some("null"));
    assert_eq!(get(&sdk, Some(&kept)).await.unwrap(), "kept");
}
