//! Buckets and objects: put, get, head, list, copy, delete, conditions, ranges, checksums, presigned URLs, tags.

use std::time::Duration;

use aws_sdk_s3::error::ProvideErrorMetadata as _;
use aws_sdk_s3::presigning::PresigningConfig;
use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_s3::types::{
    BucketLocationConstraint, ChecksumAlgorithm, ChecksumMode, CreateBucketConfiguration, Delete,
    MetadataDirective, ObjectIdentifier, Tag, Tagging,
};
use conformance::sdk::{Identity, Sdk};

use crate::fixture::start;

async fn bucket(sdk: &Sdk) {
    sdk.s3.create_bucket().bucket("b").send().await.unwrap_err();
    sdk.s3.create_bucket().bucket("bucket").send().await.unwrap();
}

async fn put(sdk: &Sdk, key: &str, body: &str) {
    let body = ByteStream::from(body.as_bytes().to_vec());
    sdk.s3.put_object().bucket("bucket").key(key).body(body).send().await.unwrap();
}

async fn text(sdk: &Sdk, key: &str) -> String {
    let got = sdk.s3.get_object().bucket("bucket").key(key).send().await.unwrap();
    String::from_utf8(got.body.collect().await.unwrap().to_vec()).unwrap()
}

#[tokio::test]
async fn a_bucket_is_made_listed_located_and_removed() {
    let (server, sdk) = start();
    let ireland = Sdk::of(&server, &Identity { region: "eu-west-1".into(), ..Identity::default() });
    bucket(&sdk).await;
    let place =
        CreateBucketConfiguration::builder().location_constraint(BucketLocationConstraint::EuWest1).build();
    ireland.s3.create_bucket().bucket("irish").create_bucket_configuration(place).send().await.unwrap();
    let names: Vec<_> = sdk.s3.list_buckets().send().await.unwrap().buckets.unwrap();
    assert_eq!(names.iter().map(|b| b.name().unwrap()).collect::<Vec<_>>(), ["bucket", "irish"]);
    let location = ireland.s3.get_bucket_location().bucket("irish").send().await.unwrap();
    assert_eq!(location.location_constraint, Some(BucketLocationConstraint::EuWest1));
    sdk.s3.head_bucket().bucket("bucket").send().await.unwrap();
    put(&sdk, "k", "x").await;
    let full = sdk.s3.delete_bucket().bucket("bucket").send().await.unwrap_err();
    assert_eq!(full.code(), Some("BucketNotEmpty"));
    sdk.s3.delete_object().bucket("bucket").key("k").send().await.unwrap();
    sdk.s3.delete_bucket().bucket("bucket").send().await.unwrap();
    let gone = sdk.s3.head_bucket().bucket("bucket").send().await.unwrap_err().into_service_error();
    assert!(gone.is_not_found());
}

#[tokio::test]
async fn an_object_comes_back_with_all_that_was_said_of_it() {
    let (_server, sdk) = start();
    bucket(&sdk).await;
    let key = "a b+c/é//x~ 🐎";
    let put = sdk
        .s3
        .put_object()
        .bucket("bucket")
        .key(key)
        .body(ByteStream::from_static(b"hello"))
        .content_type("text/plain")
        .cache_control("max-age=5")
        .content_disposition("inline")
        .metadata("Colour", "blue")
        .send()
        .await
        .unwrap();
    // MD5 of "hello", RFC 1321.
    assert_eq!(put.e_tag(), Some("\"5d41402abc4b2a76b9719d911017c592\""));
    let head = sdk.s3.head_object().bucket("bucket").key(key).send().await.unwrap();
    assert_eq!(head.content_length(), Some(5));
    assert_eq!(head.content_type(), Some("text/plain"));
    assert_eq!(head.cache_control(), Some("max-age=5"));
    assert_eq!(head.content_disposition(), Some("inline"));
    assert_eq!(head.metadata().unwrap()["colour"], "blue");
    assert_eq!(text(&sdk, key).await, "hello");
}

#[tokio::test]
async fn a_range_is_a_part_of_the_object() {
    let (_server, sdk) = start();
    bucket(&sdk).await;
    put(&sdk, "k", "0123456789").await;
    // https://www.rfc-editor.org/rfc/rfc9110#name-range
    for (range, expected, content_range) in [
        ("bytes=2-4", "234", "bytes 2-4/10"),
        ("bytes=7-", "789", "bytes 7-9/10"),
        ("bytes=-2", "89", "bytes 8-9/10"),
        ("bytes=8-100", "89", "bytes 8-9/10"),
    ] {
        let got = sdk.s3.get_object().bucket("bucket").key("k").range(range).send().await.unwrap();
        assert_eq!(got.content_range(), Some(content_range));
        assert_eq!(got.body.collect().await.unwrap().to_vec(), expected.as_bytes(), "{range}");
    }
    let beyond = sdk.s3.get_object().bucket("bucket").key("k").range("bytes=10-").send().await.unwrap_err();
    assert_eq!(beyond.code(), Some("InvalidRange"));
}

#[tokio::test]
async fn conditions_guard_reads_and_writes() {
    let (_server, sdk) = start();
    bucket(&sdk).await;
    put(&sdk, "k", "one").await;
    let tag = sdk.s3.head_object().bucket("bucket").key("k").send().await.unwrap().e_tag.unwrap();
    let other = "\"00000000000000000000000000000000\"";
    let get = || sdk.s3.get_object().bucket("bucket").key("k");
    get().if_match(&tag).send().await.unwrap();
    assert_eq!(get().if_match(other).send().await.unwrap_err().code(), Some("PreconditionFailed"));
    let same = get().if_none_match(&tag).send().await.unwrap_err();
    assert_eq!(same.raw_response().unwrap().status().as_u16(), 304);
    get().if_none_match(other).send().await.unwrap();
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
    let put = || sdk.s3.put_object().bucket("bucket").key("k").body(ByteStream::from_static(b"two"));
    assert_eq!(put().if_none_match("*").send().await.unwrap_err().code(), Some("PreconditionFailed"));
    assert_eq!(put().if_match(other).send().await.unwrap_err().code(), Some("PreconditionFailed"));
    put().if_match(&tag).send().await.unwrap();
    assert_eq!(text(&sdk, "k").await, "two");
}

#[tokio::test]
async fn every_checksum_is_kept_and_a_wrong_one_is_refused() {
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html
    let (_server, sdk) = start();
    bucket(&sdk).await;
    for algorithm in [
        ChecksumAlgorithm::Crc32,
        ChecksumAlgorithm::Crc32C,
        ChecksumAlgorithm::Crc64Nvme,
        ChecksumAlgorithm::Sha1,
        ChecksumAlgorithm::Sha256,
    ] {
        let key = algorithm.as_str();
        sdk.s3
            .put_object()
            .bucket("bucket")
            .key(key)
            .checksum_algorithm(algorithm.clone())
            .body(ByteStream::from_static(b"123456789"))
            .send()
            .await
            .unwrap();
        let get = sdk.s3.get_object().bucket("bucket").key(key).checksum_mode(ChecksumMode::Enabled);
        let got = get.send().await.unwrap();
        // Check values of the string "123456789" from the catalogue of CRC algorithms, and its SHA sums; base64.
        match algorithm {
            ChecksumAlgorithm::Crc32 => assert_eq!(got.checksum_crc32(), Some("y/Q5Jg==")),
            ChecksumAlgorithm::Crc32C => assert_eq!(got.checksum_crc32_c(), Some("4waSgw==")),
            ChecksumAlgorithm::Crc64Nvme => assert_eq!(got.checksum_crc64_nvme(), Some("rosUhgp5mIg=")),
            ChecksumAlgorithm::Sha1 => assert_eq!(got.checksum_sha1(), Some("98O8HYCOBHMq32eZZczDTKeuNEE=")),
            _ => assert_eq!(got.checksum_sha256(), Some("FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=")),
        }
        got.body.collect().await.unwrap();
    }
    let wrong = sdk.s3.put_object().bucket("bucket").key("k").checksum_crc32("AAAAAA==");
    let wrong = wrong.body(ByteStream::from_static(b"123456789")).send().await.unwrap_err();
    assert_eq!(wrong.code(), Some("BadDigest"));
    let wrong = sdk.s3.put_object().bucket("bucket").key("k").content_md5("XUFAKrxLKna5cZ2REBfFkg==");
    let wrong = wrong.body(ByteStream::from_static(b"123456789")).send().await.unwrap_err();
    assert_eq!(wrong.code(), Some("BadDigest"));
    let kept = sdk.s3.head_object().bucket("bucket").key("k").send().await.unwrap_err();
    assert!(kept.into_service_error().is_not_found(), "a refused body leaves no object");
}

#[tokio::test]
async fn a_listing_rolls_up_and_goes_on() {
    let (_server, sdk) = start();
    bucket(&sdk).await;
    for key in ["a", "dir/one", "dir/two", "dir2/x", "z"] {
        put(&sdk, key, "x").await;
    }
    let list = || sdk.s3.list_objects_v2().bucket("bucket");
    let rolled = list().delimiter("/").send().await.unwrap();
    assert_eq!(rolled.contents().iter().map(|o| o.key().unwrap()).collect::<Vec<_>>(), ["a", "z"]);
    let prefixes: Vec<_> = rolled.common_prefixes().iter().map(|p| p.prefix().unwrap()).collect();
    assert_eq!(prefixes, ["dir/", "dir2/"]);
    assert_eq!(rolled.key_count(), Some(4));
    let (mut keys, mut token, mut pages) = (Vec::new(), None, 0);
    loop {
        let page = list().max_keys(2).set_continuation_token(token).send().await.unwrap();
        keys.extend(page.contents().iter().map(|o| o.key().unwrap().to_owned()));
        token = page.next_continuation_token;
        pages += 1;
        if token.is_none() {
            break;
        }
    }
    assert_eq!((keys, pages), (["a", "dir/one", "dir/two", "dir2/x", "z"].map(str::to_owned).to_vec(), 3));
    let old = sdk.s3.list_objects().bucket("bucket").delimiter("/").max_keys(2).send().await.unwrap();
    assert_eq!((old.is_truncated(), old.next_marker()), (Some(true), Some("dir/")));
}

#[tokio::test]
async fn a_copy_keeps_or_replaces_what_is_said_of_the_object() {
    let (_server, sdk) = start();
    bucket(&sdk).await;
    sdk.s3
        .put_object()
        .bucket("bucket")
        .key("from here")
        .metadata("a", "1")
        .body(ByteStream::from_static(b"body"))
        .send()
        .await
        .unwrap();
    let copy = |key: &str| sdk.s3.copy_object().bucket("bucket").key(key).copy_source("bucket/from%20here");
    copy("kept").send().await.unwrap();
    copy("replaced").metadata_directive(MetadataDirective::Replace).metadata("b", "2").send().await.unwrap();
    let head = async |key: &str| {
        sdk.s3.head_object().bucket("bucket").key(key).send().await.unwrap().metadata.unwrap_or_default()
    };
    assert_eq!(head("kept").await["a"], "1");
    assert_eq!(head("replaced").await.get("a"), None);
    assert_eq!(text(&sdk, "replaced").await, "body");
    let same = copy("from here").send().await.unwrap_err();
    assert_eq!(same.code(), Some("InvalidRequest"));
}

#[tokio::test]
async fn many_objects_are_deleted_at_once() {
    let (_server, sdk) = start();
    bucket(&sdk).await;
    for key in ["a", "b", "c"] {
        put(&sdk, key, "x").await;
    }
    let ids = ["a", "b", "never there"].map(|key| ObjectIdentifier::builder().key(key).build().unwrap());
    let delete = Delete::builder().set_objects(Some(ids.to_vec())).build().unwrap();
    let deleted = sdk.s3.delete_objects().bucket("bucket").delete(delete).send().await.unwrap();
    assert_eq!((deleted.deleted().len(), deleted.errors().len()), (3, 0));
    let left = sdk.s3.list_objects_v2().bucket("bucket").send().await.unwrap();
    assert_eq!(left.contents().iter().map(|o| o.key().unwrap()).collect::<Vec<_>>(), ["c"]);
}

#[tokio::test]
async fn tags_are_kept_until_they_are_removed() {
    let (_server, sdk) = start();
    bucket(&sdk).await;
    put(&sdk, "k", "x").await;
    let tag = Tag::builder().key("colour").value("blue").build().unwrap();
    let tags = Tagging::builder().tag_set(tag.clone()).build().unwrap();
    sdk.s3.put_object_tagging().bucket("bucket").key("k").tagging(tags).send().await.unwrap();
    let get = async || sdk.s3.get_object_tagging().bucket("bucket").key("k").send().await.unwrap().tag_set;
    assert_eq!(get().await, [tag]);
    let got = sdk.s3.get_object().bucket("bucket").key("k").send().await.unwrap();
    assert_eq!(got.tag_count(), Some(1));
    sdk.s3.delete_object_tagging().bucket("bucket").key("k").send().await.unwrap();
    assert_eq!(get().await, []);
}

#[tokio::test]
async fn a_presigned_url_needs_no_credentials() {
    let (server, sdk) = start();
    bucket(&sdk).await;
    let valid = PresigningConfig::expires_in(Duration::from_secs(60)).unwrap();
    let put = sdk.s3.put_object().bucket("bucket").key("a b").presigned(valid.clone()).await.unwrap();
    let get = sdk.s3.get_object().bucket("bucket").key("a b").presigned(valid).await.unwrap();
    let path = |uri: &str| uri.strip_prefix(&server.endpoint()).unwrap().to_owned();
    let host = server.address();
    let request = format!(
        "PUT {} HTTP/1.1\r\nhost: {host}\r\ncontent-length: 5\r\nconnection: close\r\n\r\nhello",
        path(put.uri())
    );
    let reply = String::from_utf8(server.raw(request.as_bytes()).unwrap()).unwrap();
    assert!(reply.starts_with("HTTP/1.1 200"), "{reply}");
    let request = format!("GET {} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n", path(get.uri()));
    let reply = String::from_utf8(server.raw(request.as_bytes()).unwrap()).unwrap();
    assert!(reply.ends_with("\r\n\r\nhello"), "{reply}");
}
