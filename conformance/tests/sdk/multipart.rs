//! Multipart uploads: create, upload, upload by copy, list, complete, abort.

use aws_sdk_s3::error::ProvideErrorMetadata as _;
use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_s3::types::{CompletedMultipartUpload, CompletedPart};
use conformance::sdk::Sdk;

use crate::fixture::start;

/// The smallest size of any part but the last:
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html>
const PART: usize = 5 << 20;

async fn create(sdk: &Sdk, key: &str) -> String {
    let created = sdk.s3.create_multipart_upload().bucket("bucket").key(key).send().await.unwrap();
    created.upload_id.unwrap()
}

async fn upload(sdk: &Sdk, upload: &str, number: i32, body: Vec<u8>) -> CompletedPart {
    let request = sdk.s3.upload_part().bucket("bucket").key("k").upload_id(upload).part_number(number);
    let e_tag = request.body(ByteStream::from(body)).send().await.unwrap().e_tag;
    CompletedPart::builder().part_number(number).set_e_tag(e_tag).build()
}

#[tokio::test]
async fn parts_become_one_object() {
    let (_server, sdk) = start();
    sdk.s3.create_bucket().bucket("bucket").send().await.unwrap();
    let id = create(&sdk, "k").await;
    let open = sdk.s3.list_multipart_uploads().bucket("bucket").send().await.unwrap();
    assert_eq!(open.uploads()[0].upload_id(), Some(id.as_str()));
    let one = upload(&sdk, &id, 1, vec![b'a'; PART]).await;
    let source = ByteStream::from(vec![b'b'; PART + 10]);
    sdk.s3.put_object().bucket("bucket").key("source").body(source).send().await.unwrap();
    let copied = sdk
        .s3
        .upload_part_copy()
        .bucket("bucket")
        .key("k")
        .upload_id(&id)
        .part_number(2)
        .copy_source("bucket/source")
        .copy_source_range(format!("bytes=10-{}", PART + 9))
        .send()
        .await
        .unwrap();
    let two =
        CompletedPart::builder().part_number(2).set_e_tag(copied.copy_part_result.unwrap().e_tag).build();
    let last = upload(&sdk, &id, 7, b"end".to_vec()).await;
    let listed = sdk.s3.list_parts().bucket("bucket").key("k").upload_id(&id).send().await.unwrap();
    let sizes: Vec<_> =
        listed.parts().iter().map(|p| (p.part_number().unwrap(), p.size().unwrap())).collect();
    assert_eq!(sizes, [(1, PART as i64), (2, PART as i64), (7, 3)]);

    let parts = CompletedMultipartUpload::builder().set_parts(Some(vec![one, two, last])).build();
    let complete = sdk.s3.complete_multipart_upload().bucket("bucket").key("k").upload_id(&id);
    let done = complete.multipart_upload(parts).send().await.unwrap();
    assert!(done.e_tag().unwrap().ends_with("-3\""), "{done:?}");
    let got = sdk.s3.get_object().bucket("bucket").key("k").send().await.unwrap();
    let body = got.body.collect().await.unwrap().to_vec();
    assert_eq!(body.len(), 2 * PART + 3);
    assert_eq!((body[PART - 1], body[PART], &body[2 * PART..]), (b'a', b'b', &b"end"[..]));
    let seam =
        sdk.s3.get_object().bucket("bucket").key("k").range(format!("bytes={}-{}", PART - 2, PART + 1));
    assert_eq!(seam.send().await.unwrap().body.collect().await.unwrap().to_vec(), b"aabb");
    let open = sdk.s3.list_multipart_uploads().bucket("bucket").send().await.unwrap();
    assert_eq!(open.uploads().len(), 0);
}

#[tokio::test]
async fn mistakes_are_refused_and_the_upload_stays_open() {
    let (_server, sdk) = start();
    sdk.s3.create_bucket().bucket("bucket").send().await.unwrap();
    let id = create(&sdk, "k").await;
    let small = upload(&sdk, &id, 1, b"small".to_vec()).await;
    let last = upload(&sdk, &id, 2, b"end".to_vec()).await;
    let complete = |parts: Vec<CompletedPart>| {
        let parts = CompletedMultipartUpload::builder().set_parts(Some(parts)).build();
        sdk.s3
            .complete_multipart_upload()
            .bucket("bucket")
            .key("k")
            .upload_id(&id)
            .multipart_upload(parts)
            .send()
    };
    let wrong = CompletedPart::builder().part_number(1).e_tag("\"00000000000000000000000000000000\"").build();
    for (parts, code) in [
        (vec![small.clone(), last.clone()], "EntityTooSmall"),
        (vec![last.clone(), small.clone()], "InvalidPartOrder"),
        (vec![wrong], "InvalidPart"),
    ] {
        assert_eq!(complete(parts).await.unwrap_err().code(), Some(code));
    }
    complete(vec![small]).await.unwrap();
    let got = sdk.s3.get_object().bucket("bucket").key("k").send().await.unwrap();
    assert_eq!(got.body.collect().await.unwrap().to_vec(), b"small");
}

#[tokio::test]
async fn an_aborted_upload_is_gone() {
    let (_server, sdk) = start();
    sdk.s3.create_bucket().bucket("bucket").send().await.unwrap();
    let id = create(&sdk, "k").await;
    upload(&sdk, &id, 1, b"x".to_vec()).await;
    sdk.s3.abort_multipart_upload().bucket("bucket").key("k").upload_id(&id).send().await.unwrap();
    let late = sdk
        .s3
        .upload_part()
        .bucket("bucket")
        .key("k")
        .upload_id(&id)
        .part_number(2)
        .send()
        .await
        .unwrap_err();
    assert_eq!(late.code(), Some("NoSuchUpload"));
    sdk.s3.delete_bucket().bucket("bucket").send().await.unwrap();
}
