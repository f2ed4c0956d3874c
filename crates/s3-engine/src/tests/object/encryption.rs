//! Encryption with keys of S3's and of KMS.
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html>

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use md5::Digest as _;

use crate::tests::keys::{ALIASED, DISABLED, MISSING, PENDING, TestKeys};
use crate::tests::{Answer, World};

const SSE: &str = "x-amz-server-side-encryption";
const KEY: &str = "x-amz-server-side-encryption-aws-kms-key-id";
const BUCKET_KEY: &str = "x-amz-server-side-encryption-bucket-key-enabled";
const CONTEXT: &str = "x-amz-server-side-encryption-context";
/// An id of a key, and its ARN.
const ID: &str = "1234abcd-12ab-34cd-56ef-1234567890ab";
const ARN: &str = "arn:aws:kms:us-east-1:000000000000:key/1234abcd-12ab-34cd-56ef-1234567890ab";

fn shown(answer: &Answer) -> [&str; 3] {
    [SSE, KEY, BUCKET_KEY].map(|name| answer.header(name))
}

/// Puts the encryption of `bkt`: an algorithm, what stands beside it, and what stands beside the default.
async fn encrypt(world: &World, algorithm: &str, key: &str, rule: &str) {
    let document = format!(
        "<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>{algorithm}</SSEAlgorithm>{key}</ApplyServerSideEncryptionByDefault>{rule}</Rule></ServerSideEncryptionConfiguration>"
    );
    world.put("/bkt?encryption", document).await;
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html>: a key may be named by id, ARN or alias, and S3's own
/// encrypts where none is named. Its ARN is shown.
#[tokio::test]
async fn keys_are_shown_by_their_arn() {
    let world = World::with_bucket().await;
    let aliased = format!("arn:aws:kms:us-east-1:000000000000:key/{ALIASED}");
    for (name, arn) in [(ID, ARN), (ARN, ARN), ("alias/mine", &aliased), ("", &aliased)] {
        let headers = [(SSE, "aws:kms"), (KEY, name)];
        let asked = if name.is_empty() { &headers[..1] } else { &headers[..] };
        let put = world.send("PUT", "/bkt/k", asked, "hello").await.expect(200);
        // <https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html>: the ETag is not the MD5.
        assert_ne!(put.header("etag"), "\"5d41402abc4b2a76b9719d911017c592\"");
        for answer in [put, world.get("/bkt/k").await, world.send("HEAD", "/bkt/k", &[], "").await] {
            assert_eq!(shown(&answer), ["aws:kms", arn, ""], "{name}");
        }
    }
    // A copy is encrypted as its request says; without KMS its ETag is the MD5 again.
    let copy = [("x-amz-copy-source", "bkt/k"), (SSE, "aws:kms:dsse"), (KEY, ID)];
    assert_eq!(shown(&world.send("PUT", "/bkt/l", &copy, "").await.expect(200)), ["aws:kms:dsse", ARN, ""]);
    let plain = world.send("PUT", "/bkt/l", &copy[..1], "").await.expect(200);
    assert_eq!(
        (shown(&plain), plain.element("ETag")),
        (["AES256", "", ""], "&quot;5d41402abc4b2a76b9719d911017c592&quot;".into())
    );
    // Who does not sign has no key.
    let headers = [(SSE, "aws:kms")];
    world.anonymous().send("GET", "/bkt/k", &[], "").await.refused(400, "InvalidArgument");
    world.anonymous().send("PUT", "/bkt/m", &headers, "x").await.refused(400, "InvalidArgument");
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-bucket-encryption.html>: the bucket's encryption is that of
/// objects whose writers do not say.
#[tokio::test]
async fn a_bucket_encrypts_what_comes() {
    let world = World::with_bucket().await;
    encrypt(
        &world,
        "aws:kms",
        &format!("<KMSMasterKeyID>{ID}</KMSMasterKeyID>"),
        "<BucketKeyEnabled>true</BucketKeyEnabled>",
    )
    .await;
    let default = ["aws:kms", ARN, "true"];
    assert_eq!(shown(&world.put("/bkt/k", "x").await), default);
    assert_eq!(shown(&world.get("/bkt/k").await), default);
    let copy = world.send("PUT", "/bkt/l", &[("x-amz-copy-source", "bkt/k")], "").await.expect(200);
    assert_eq!(shown(&copy), default);
    let begun = world.send("POST", "/bkt/m?uploads", &[], "").await.expect(200);
    let id = begun.element("UploadId");
    let part = world.put(&format!("/bkt/m?partNumber=1&uploadId={id}"), "x").await;
    let document = format!(
        "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>{}</ETag></Part></CompleteMultipartUpload>",
        part.header("etag")
    );
    let done = world.send("POST", &format!("/bkt/m?uploadId={id}"), &[], document).await.expect(200);
    for answer in [begun, part, done, world.get("/bkt/m").await] {
        assert_eq!(shown(&answer), default);
    }
    // What was there before comes to it by a copy onto itself (our guess).
    world.send("PUT", "/bkt/l", &[("x-amz-copy-source", "bkt/l")], "").await.expect(200);
    // Who says something is heard.
    let said = world.send("PUT", "/bkt/k", &[(SSE, "AES256")], "x").await.expect(200);
    assert_eq!(shown(&said), ["AES256", "", ""]);
    let said = world.send("PUT", "/bkt/k", &[(BUCKET_KEY, "false")], "x").await.expect(200);
    assert_eq!(shown(&said), ["aws:kms", ARN, ""]);
    // What is encrypted twice has no bucket key.
    let twice = world.send("PUT", "/bkt/k", &[(SSE, "aws:kms:dsse")], "x").await.expect(200);
    assert_eq!((twice.header(SSE), twice.header(BUCKET_KEY)), ("aws:kms:dsse", ""));
    encrypt(&world, "AES256", "", "").await;
    assert_eq!(shown(&world.put("/bkt/k", "x").await), ["AES256", "", ""]);
}

/// KMS's sentences, as users of S3 have shown them (aws/aws-cli, issues 1517 and 4507; apache/hadoop, pull request 4637).
#[tokio::test]
async fn keys_that_do_not_encrypt() {
    let world = World::with_bucket().await;
    let arn = |id: &str| format!("arn:aws:kms:us-east-1:000000000000:key/{id}");
    let elsewhere = ARN.replace("us-east-1", "us-west-2");
    for (name, code, message) in [
        (MISSING, "KMS.NotFoundException", format!("Key '{}' does not exist", arn(MISSING))),
        ("none", "KMS.NotFoundException", "Invalid keyId 'none'".to_owned()),
        (&elsewhere, "KMS.NotFoundException", "Invalid arn us-west-2".to_owned()),
        (DISABLED, "KMS.DisabledException", format!("{} is disabled.", arn(DISABLED))),
        (PENDING, "KMS.KMSInvalidStateException", format!("{} is pending deletion.", arn(PENDING))),
    ] {
        let headers = [(SSE, "aws:kms"), (KEY, name)];
        for (method, uri) in [("PUT", "/bkt/k"), ("POST", "/bkt/k?uploads")] {
            let refused = world.send(method, uri, &headers, "").await.refused(400, code);
            assert_eq!(refused.element("Message"), message);
        }
    }
    // A key that was disabled since decrypts nothing, and what it encrypted is there still.
    world.send("PUT", "/bkt/old", &[(SSE, "aws:kms"), (KEY, ID)], "x").await.expect(200);
    let keys = TestKeys::new();
    *keys.disabled.lock() = Some(ID);
    world.engine.use_keys(keys);
    world.get("/bkt/old").await.refused(400, "KMS.DisabledException");
    world.send("HEAD", "/bkt/old", &[], "").await.expect(200);
    let copy = [("x-amz-copy-source", "bkt/old")];
    world.send("PUT", "/bkt/copy", &copy, "").await.refused(400, "KMS.DisabledException");
    world.send("PUT", "/bkt/old?tagging", &[], "<Tagging><TagSet/></Tagging>").await.expect(200);
    // A key needs KMS.
    for headers in [&[(KEY, ID)][..], &[(SSE, "AES256"), (KEY, ID)]] {
        world.send("PUT", "/bkt/k", headers, "x").await.refused(400, "InvalidArgument");
    }
    world.get("/bkt/k").await.refused(404, "NoSuchKey");
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html#encryption-context>: the request's pairs and the
/// object's ARN, or the bucket's where its key stands between. Readers do not see it.
#[tokio::test]
async fn what_is_encrypted_is_bound_to_a_context() {
    let world = World::with_bucket().await;
    let keys = TestKeys::new();
    world.engine.use_keys(keys.clone());
    // {"a":"b"}
    let headers = [(SSE, "aws:kms"), (CONTEXT, "eyJhIjoiYiJ9"), (BUCKET_KEY, "true")];
    let put = world.send("PUT", "/bkt/k", &headers[..2], "x").await.expect(200);
    assert_eq!(put.header(CONTEXT), "eyJhIjoiYiJ9");
    assert_eq!(world.send("HEAD", "/bkt/k", &[], "").await.header(CONTEXT), "");
    world.send("PUT", "/bkt/k", &headers, "x").await.expect(200);
    let pairs =
        |arn: &str| [("a".to_owned(), "b".to_owned()), ("aws:s3:arn".to_owned(), arn.to_owned())].into();
    assert_eq!(*keys.contexts.lock(), [pairs("arn:aws:s3:::bkt/k"), pairs("arn:aws:s3:::bkt")]);
    for wrong in ["e30", "W10=", "eyJhIjoxfQ==", "{}"] {
        let refused = world.send("PUT", "/bkt/k", &[(SSE, "aws:kms"), (CONTEXT, wrong)], "x").await;
        assert_eq!(refused.refused(400, "InvalidArgument").element("ArgumentName"), CONTEXT);
    }
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html>: before the key is looked at.
#[tokio::test]
async fn a_bucket_may_block_keys_of_clients() {
    let world = World::with_bucket().await;
    let customer = [("x-amz-server-side-encryption-customer-algorithm", "AES256")];
    let rule = |kind: &str| {
        format!("<BlockedEncryptionTypes><EncryptionType>{kind}</EncryptionType></BlockedEncryptionTypes>")
    };
    encrypt(&world, "AES256", "", &rule("SSE-C")).await;
    for (method, uri) in [("PUT", "/bkt/k"), ("POST", "/bkt/k?uploads")] {
        let refused = world.send(method, uri, &customer, "x").await.refused(403, "AccessDenied");
        assert_eq!(
            refused.element("Message"),
            "User: arn:aws:iam::000000000000:root is not authorized to perform: s3:PutObject on resource: &quot;arn:aws:s3:::bkt/k&quot; because this bucket has blocked upload requests that specify Server Side Encryption with Customer provided keys (SSE-C). Please specify a different server-side encryption type"
        );
    }
    world.put("/bkt/k", "x").await;
    encrypt(&world, "AES256", "", &rule("NONE")).await;
    world.send("PUT", "/bkt/k", &customer, "x").await.refused(400, "InvalidArgument");
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_UpdateObjectEncryption.html>: another key of KMS for what is there; the ETag,
/// the date and the bytes stay.
#[tokio::test]
async fn an_object_gets_another_key() {
    let world = World::with_bucket().await;
    let put = world.put("/bkt/k", "hello").await;
    let before = world.get("/bkt/k").await;
    world.wait(100);
    let update = async |uri: &str, inside: &str| {
        let document = format!("<ObjectEncryption>{inside}</ObjectEncryption>");
        let md5 = STANDARD.encode(md5::Md5::digest(&document));
        world.send("PUT", uri, &[("content-md5", &md5)], document).await
    };
    let kms = |arn: &str, more: &str| format!("<SSE-KMS>{more}<KMSKeyArn>{arn}</KMSKeyArn></SSE-KMS>");
    let with_bucket_key = kms(ARN, "<BucketKeyEnabled>true</BucketKeyEnabled>");
    update("/bkt/k?encryption", &with_bucket_key).await.expect(200);
    let got = world.get("/bkt/k").await.expect(200);
    assert_eq!(shown(&got), ["aws:kms", ARN, "true"]);
    assert_eq!((got.text().as_str(), got.header("etag")), ("hello", put.header("etag")));
    assert_eq!(got.header("last-modified"), before.header("last-modified"));
    let other = ARN.replace("1234abcd", "abcd1234");
    update("/bkt/k?encryption", &kms(&other, "")).await.expect(200);
    assert_eq!(shown(&world.get("/bkt/k").await), ["aws:kms", &other, ""]);

    let refused = [
        ("", "InvalidRequest", "valid new encryption type"),
        ("<SSE-S3/>", "InvalidRequest", "valid new encryption type"),
        ("<SSE-KMS/>", "InvalidRequest", "require an Amazon Web Services KMS key"),
        (&kms("alias/mine", ""), "InvalidRequest", "require a valid Amazon Web Services KMS key"),
        (&kms(ARN, "<BucketKeyEnabled>yes</BucketKeyEnabled>"), "InvalidRequest", "BucketKeyEnabled value"),
        (&kms(ARN, "<Other/>"), "MalformedXML", "well-formed"),
        (&kms(&ARN.replace(ID, MISSING), ""), "KMS.NotFoundException", "does not exist"),
    ];
    for (inside, code, message) in refused {
        let refused = update("/bkt/k?encryption", inside).await.refused(400, code);
        assert!(refused.element("Message").contains(message), "{refused:?}");
    }
    let of_another = kms(&ARN.replace("000000000000", "111111111111"), "");
    update("/bkt/k?encryption", &of_another).await.refused(403, "AccessDenied");
    world.send("PUT", "/bkt/k?encryption", &[], "<ObjectEncryption/>").await.refused(400, "InvalidRequest");
    update("/bkt/none?encryption", &kms(ARN, "")).await.refused(404, "NoSuchKey");
    assert_eq!(shown(&world.get("/bkt/k").await), ["aws:kms", &other, ""]);
    world.send("PUT", "/bkt/twice", &[(SSE, "aws:kms:dsse")], "x").await.expect(200);
    let refused = update("/bkt/twice?encryption", &kms(ARN, "")).await.refused(400, "InvalidRequest");
    assert!(refused.element("Message").contains("DSSE-KMS or SSE-C"), "{refused:?}");
}
