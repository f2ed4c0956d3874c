//! POST Object. <https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html>

use base::http::Body;
use bytes::Bytes;
use proptest::prelude::*;
use serde_json::json;

use super::signers::{BOUNDARY, Post, send, world};
use crate::tests::World;

const TAGS: &str = "<Tagging><TagSet><Tag><Key>a b</Key><Value>1+2=3</Value></Tag><Tag><Key>c</Key><Value></Value></Tag></TagSet></Tagging>";

/// AWS's page on fields: what PutObject takes as headers a form takes as fields.
#[tokio::test]
async fn fields_are_the_headers_of_put_object() {
    let world = world().await;
    let fields = [
        ("KEY", "a/b c"),
        ("Content-Type", "text/plain"),
        ("Cache-Control", "no-cache"),
        ("Content-Disposition", "attachment"),
        ("x-amz-meta-uuid", "é"),
        ("x-amz-storage-class", "STANDARD_IA"),
        ("x-amz-website-redirect-location", "/elsewhere"),
        ("x-amz-checksum-crc32", "y/Q5Jg=="),
        ("tagging", TAGS),
        ("no-field-of-s3", "1"),
    ];
    let answer = Post::of(&fields, "123456789").send(&world).await.expect(204);
    assert_eq!(answer.header("etag"), "\"25f9e794323b453885f5181f1b624d0b\"");
    assert_eq!(answer.header("location"), "http://127.0.0.1:4566/bkt/a%2Fb%20c");
    assert_eq!(answer.header("x-amz-checksum-crc32"), "y/Q5Jg==");
    assert!(answer.body.is_empty());
    let read = world.get("/bkt/a/b%20c").await.expect(200);
    assert_eq!(read.text(), "123456789");
    for (name, value) in [
        ("content-type", "text/plain"),
        ("cache-control", "no-cache"),
        ("content-disposition", "attachment"),
        ("x-amz-storage-class", "STANDARD_IA"),
        ("x-amz-website-redirect-location", "/elsewhere"),
        ("x-amz-tagging-count", "2"),
    ] {
        assert_eq!(read.header(name), value, "{name}");
    }
    assert_eq!(read.header("x-amz-meta-uuid"), "=?UTF-8?B?w6k=?=");
    let tags = world.get("/bkt/a/b%20c?tagging").await;
    assert!(tags.text().contains("<Key>a b</Key><Value>1+2=3</Value>"), "{tags:?}");
}

#[tokio::test]
async fn what_put_object_refuses_a_form_is_refused() {
    let world = world().await;
    for (name, value, status, code) in [
        ("x-amz-storage-class", "COLD", 400, "InvalidStorageClass"),
        ("acl", "public-read", 400, "AccessControlListNotSupported"),
        ("x-amz-checksum-sha256", "sailor", 400, "InvalidRequest"),
        ("x-amz-checksum-crc32", "AAAAAA==", 400, "BadDigest"),
        ("content-md5", "AAAAAAAAAAAAAAAAAAAAAA==", 400, "BadDigest"),
        ("tagging", "<Tagging>", 400, "MalformedXML"),
        (
            "tagging",
            "<Tagging><TagSet><Tag><Key>aws:a</Key><Value/></Tag></TagSet></Tagging>",
            400,
            "InvalidTag",
        ),
    ] {
        Post::of(&[("key", "k"), (name, value)], "1").send(&world).await.refused(status, code);
    }
    let long = "k".repeat(1025);
    let answer = Post::of(&[("key", &long)], "1").send(&world).await.refused(400, "KeyTooLongError");
    assert_eq!(answer.element("Size"), "1025");
    assert_eq!(Post::of(&[("key", "../k")], "1").send(&world).await.status, 400);
    Post::of(&[("key", "k")], "1").send_to(&world, "/none").await.refused(404, "NoSuchBucket");
    assert!(world.get("/bkt?list-type=2").await.text().contains("<KeyCount>0</KeyCount>"));
}

/// A field cannot make another operation of the form, nor change how its body is read.
#[tokio::test]
async fn fields_of_other_operations_are_passed_over() {
    let world = world().await;
    world.put("/bkt/source", "source").await;
    let fields = [
        ("key", "k"),
        ("x-amz-copy-source", "/bkt/source"),
        ("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"),
        ("x-amz-decoded-content-length", "1"),
        ("content-length", "1"),
        ("if-none-match", "*"),
    ];
    for _ in 0..2 {
        Post::of(&fields, "of the form").send(&world).await.expect(204);
    }
    assert_eq!(world.get("/bkt/k").await.text(), "of the form");
}

/// AWS's page: 200, 201 with a document, 204 for all else; the page to go to is told bucket, key and ETag.
#[tokio::test]
async fn what_goes_back_is_what_was_asked_for() {
    let world = world().await;
    let etag = "\"c4ca4238a0b923820dcc509a6f75849b\"";
    for (asked, status) in [("200", 200), ("201", 201), ("204", 204), ("404", 204), ("", 204)] {
        let post = Post::of(&[("key", "a/b"), ("success_action_status", asked)], "1");
        let answer = post.send(&world).await.expect(status);
        assert_eq!(answer.header("etag"), etag);
        let location = "http://127.0.0.1:4566/bkt/a%2Fb";
        assert_eq!(answer.header("location"), location);
        if status == 201 {
            assert_eq!(answer.header("content-type"), "application/xml");
            let expected = format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<PostResponse><Location>{location}</Location>\
                 <Bucket>bkt</Bucket><Key>a/b</Key><ETag>&quot;{}&quot;</ETag></PostResponse>",
                etag.trim_matches('"')
            );
            assert_eq!(answer.text(), expected);
        } else {
            assert!(answer.body.is_empty());
        }
    }
    let told = "bucket=bkt&key=a%2Fb&etag=%22c4ca4238a0b923820dcc509a6f75849b%22";
    for (name, page, expected) in [
        ("success_action_redirect", "http://x.test/done", format!("http://x.test/done?{told}")),
        ("redirect", "https://x.test/done?a=1", format!("https://x.test/done?a=1&{told}")),
    ] {
        let post = Post::of(&[("key", "a/b"), (name, page), ("success_action_status", "201")], "1");
        let answer = post.send(&world).await.expect(303);
        assert_eq!((answer.header("location"), answer.header("etag")), (expected.as_str(), etag));
        assert!(answer.body.is_empty());
    }
    // "If Amazon S3 cannot interpret the URL, it acts as if the field is not present."
    let post = Post::of(&[("key", "a/b"), ("success_action_redirect", "not an address")], "1");
    post.send(&world).await.expect(204);
    let answer =
        Post::of(&[("key", "k")], "1").send_to(&world, "http://bkt.s3.localhost:4566/").await.expect(204);
    assert_eq!(answer.header("location"), "http://bkt.s3.localhost:4566/k");
}

/// "Only the text following the last slash (/) or backslash (\) will be used"; empty where the file has no name.
#[tokio::test]
async fn the_files_name_stands_for_its_variable() {
    let world = world().await;
    let post = Post::of(&[("key", "user/${filename}"), ("x-amz-meta-was", "${filename}")], "1");
    for (name, key) in
        [("a b.txt", "a%20b.txt"), ("C:\\x\\y.txt", "y.txt"), ("/home/z", "z"), ("q%22.txt", "q%22.txt")]
    {
        post.clone().named(name).send(&world).await.expect(204);
        assert_eq!(world.get(&format!("/bkt/user/{key}")).await.expect(200).text(), "1");
    }
    assert_eq!(world.get("/bkt/user/y.txt").await.header("x-amz-meta-was"), "y.txt");
    post.send(&world).await.expect(204);
    world.get("/bkt/user/").await.expect(200);
    // "All variables within the form are expanded before the POST policy is validated."
    let conditions = json!([{"bucket": "bkt"}, ["eq", "$key", "user/n"]]);
    let post = Post::signed(conditions, &[("key", "user/${filename}")], "1");
    post.clone().named("n").send(&world).await.expect(204);
    post.named("m").send(&world).await.refused(403, "AccessDenied");
}

/// "The file or content must be the last field in the form. Any fields below it are ignored."
#[tokio::test]
async fn what_follows_the_file_is_passed_over() {
    let world = world().await;
    let after =
        "----------------------------1234\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\nother\r\n";
    let post = Post { after, ..Post::of(&[("key", "k")], "1") };
    post.send(&world).await.expect(204);
    assert_eq!(world.get("/bkt/k").await.text(), "1");
    let post = Post { after, ..Post::of(&[], "1") };
    let answer = post.send(&world).await.refused(400, "InvalidArgument");
    let words = "Bucket POST must contain a field named 'key'.  If it is specified, please check the order of the fields.";
    assert_eq!((answer.element("Message"), answer.element("ArgumentName")), (words.into(), "key".into()));
    assert!(answer.text().contains("<ArgumentValue></ArgumentValue>"));
}

/// danialfarid/ng-file-upload, issue 1283; itinance/react-native-fs, issue 992; waynehoover/s3_direct_upload, issue 45;
/// scality/cloudserver, pull request 5601. `MalformedPOSTRequest` is of AWS's list of codes.
#[tokio::test]
async fn forms_that_are_none() {
    let world = world().await;
    let part = |name: &str, value: &str| {
        format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let key = part("key", "k");
    for cut in [
        String::new(),
        "nonsense".into(),
        key.clone(),
        key.clone() + &part("file", "1"),
        format!("{key}--{BOUNDARY}"),
    ] {
        send(&world, "/bkt", cut).await.refused(400, "MalformedPOSTRequest");
    }
    let answer =
        send(&world, "/bkt", format!("{key}--{BOUNDARY}--\r\n")).await.refused(400, "InvalidArgument");
    assert_eq!(answer.element("Message"), "POST requires exactly one file upload per request.");
    assert_eq!(
        (answer.element("ArgumentName"), answer.element("ArgumentValue")),
        ("file".into(), "0".into())
    );
    let answer = Post::of(&[("key", "")], "1").send(&world).await.refused(400, "InvalidArgument");
    assert_eq!(answer.element("Message"), "User key must have a length greater than 0.");
    Post::of(&[("key", "a"), ("Key", "b")], "1").send(&world).await.refused(400, "InvalidArgument");
    Post::of(&[("key", "k"), ("cache-control", "a\r\nb")], "1")
        .send(&world)
        .await
        .refused(400, "InvalidArgument");
    for len in [20_480, 1 << 20] {
        let large = Post::of(&[("key", "k"), ("x-ignore-a", &"x".repeat(len))], "1");
        let answer = large.send(&world).await.refused(400, "MaxPostPreDataLengthExceeded");
        assert_eq!(answer.element("MaxPostPreDataLengthBytes"), "20480");
    }
    Post::of(&[("key", "k"), ("x-ignore-a", &"x".repeat(20_000))], "1").send(&world).await.expect(204);
    let kind = ("content-type", "multipart/form-data");
    world.send("POST", "/bkt", &[kind], "").await.refused(400, "MalformedPOSTRequest");
    let request = http::Request::post("/bkt")
        .header("content-type", format!("multipart/form-data; boundary={BOUNDARY}"));
    let unknown = request.body(Body::from(Post::of(&[("key", "k")], "1").body())).unwrap();
    world.answer(unknown).await.refused(411, "MissingContentLength");
}

/// A form without a policy is anonymous, and works "only on publicly writable buckets"; the signer of one is its key.
#[tokio::test]
async fn the_caller_is_who_signed_the_policy() {
    let world = world().await;
    let other = world.as_account("111111111111");
    other.send("PUT", "/theirs", &[], "").await.expect(200);
    // Whoever sends it.
    Post::of(&[("key", "k")], "1").send_to(&other, "/theirs").await.refused(403, "AccessDenied");
    let conditions = json!([{"bucket": "theirs"}, {"key": "k"}]);
    let of_default = Post::signed(conditions, &[("key", "k")], "1");
    of_default.send_to(&other, "/theirs").await.refused(403, "AccessDenied");
    let mut theirs = of_default.clone();
    theirs
        .fields
        .iter_mut()
        .filter(|(name, _)| name == "AWSAccessKeyId")
        .for_each(|(_, key)| *key = "111111111111".into());
    theirs.send_to(&world.anonymous(), "/theirs").await.expect(204);
    other.get("/theirs/k").await.expect(200);
    let wrong = |post: &Post| {
        let mut post = post.clone();
        post.fields
            .iter_mut()
            .filter(|(name, _)| name == "signature")
            .for_each(|(_, text)| *text = "wrong".into());
        post
    };
    let answer = wrong(&theirs).send_to(&other, "/theirs").await.refused(403, "SignatureDoesNotMatch");
    assert!(!answer.element("StringToSign").is_empty());
    for (left, name) in [("policy", ""), ("signature", "Signature"), ("AWSAccessKeyId", "AWSAccessKeyId")] {
        let mut post = theirs.clone();
        post.fields.retain(|(name, _)| name != left);
        let answer = post.send_to(&world, "/theirs").await;
        match name {
            "" => answer.refused(403, "AccessDenied"),
            name => {
                let answer = answer.refused(400, "InvalidArgument");
                assert_eq!(answer.element("ArgumentName"), name);
                answer
            }
        };
    }
    let nobody_to_ask = World::with_bucket().await;
    let signed = Post::signed(json!([{"bucket": "bkt"}, {"key": "k"}]), &[("key", "k")], "1");
    signed.send(&nobody_to_ask).await.refused(403, "AccessDenied");
}

/// Version 4 is recognised by any of its fields, each of which must be there.
#[tokio::test]
async fn version_4_has_four_fields() {
    let world = world().await;
    let fields = [
        ("X-Amz-Algorithm", "AWS4-HMAC-SHA256"),
        ("X-Amz-Credential", "000000000000/20260102/us-east-1/s3/aws4_request"),
        ("X-Amz-Date", "20260102T030405Z"),
        ("X-Amz-Signature", "0"),
    ];
    let conditions = json!([
        {"bucket": "bkt"}, {"key": "k"}, ["starts-with", "$x-amz-algorithm", ""],
        ["starts-with", "$x-amz-credential", ""], ["starts-with", "$x-amz-date", ""],
    ]);
    let mut whole = Post::signed(conditions, &[("key", "k")], "1");
    whole.fields.retain(|(name, _)| !matches!(name.as_str(), "AWSAccessKeyId" | "signature"));
    let whole = fields.iter().fold(whole, |post, (name, value)| post.field(name, value));
    whole.send(&world).await.expect(204);
    for (left, _) in fields {
        let mut post = whole.clone();
        post.fields.retain(|(name, _)| name != left);
        let answer = post.send(&world).await.refused(400, "InvalidArgument");
        assert_eq!(answer.element("ArgumentName"), left);
    }
}

proptest! {
    /// However the network cuts a body, and whatever the file holds, its boundary's beginnings too.
    #[test]
    fn a_file_is_its_bytes(
        pieces in proptest::collection::vec(
            prop_oneof![Just("\r"), Just("\r\n"), Just("\r\n--"), Just("\r\n------"), Just("--"), Just("ab"), Just("\r\n--------------------------123")],
            0..12,
        ),
        cut in 1_usize..40,
    ) {
        let file = pieces.concat();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let world = world().await;
            let body = Post::of(&[("key", "k")], &file).body();
            let len = body.len();
            let frames: Vec<Result<Bytes, std::io::Error>> =
                body.as_bytes().chunks(cut).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
            let request = http::Request::post("/bkt")
                .header("content-type", format!("multipart/form-data; boundary=\"{BOUNDARY}\""))
                .header("content-length", len)
                .body(Body::from_stream(futures::stream::iter(frames)))
                .unwrap();
            world.answer(request).await.expect(204);
            assert_eq!(world.get("/bkt/k").await.text(), file);
        });
    }
}

/// What forms are made of, right and wrong.
const MATTER: [&str; 22] = [
    "--",
    BOUNDARY,
    "\r\n",
    "\n",
    "Content-Disposition",
    ": form-data",
    "; name=",
    "\"",
    "file",
    "key",
    "k",
    "; filename=\"a\\\"b\"",
    "policy",
    "e30=",
    "eyJleHBpcmF0aW9uIjoiMjEwMC0wMS0wMVQwMDowMDowMFoiLCJjb25kaXRpb25zIjpbWyJlcSIsIiRrZXkiXSwxXX0=",
    "AWSAccessKeyId",
    "signature",
    "tagging",
    "<Tagging>",
    "x-amz-meta-",
    "success_action_redirect",
    "é\u{0}",
];

proptest! {
    /// Whatever comes is a form, or is refused; it is never our failure.
    #[test]
    fn any_bytes_are_answered(
        matter in proptest::collection::vec(prop_oneof![
            4 => (0..MATTER.len()).prop_map(|at| MATTER[at].as_bytes().to_vec()),
            2 => Just(format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"").into_bytes()),
            2 => Just(b"\"\r\n\r\n".to_vec()),
            1 => proptest::collection::vec(any::<u8>(), 0..4),
        ], 0..40),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let answer = send(&world().await, "/bkt", matter.concat()).await;
            assert!(matches!(answer.status, 200..=204 | 303 | 400..=499 | 501), "{answer:?}");
        });
    }
}
