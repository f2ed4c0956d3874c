//! Encryption with keys of the client's.
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerSideEncryptionCustomerKeys.html>

use crate::tests::{Answer, World};

/// A key of 32 bytes, and its MD5, both in base64.
#[derive(Clone, Copy)]
struct Key(&'static str, &'static str);

const A: Key = Key("pO3upElrwuEXSoFwCfnZPdSsmt/xWeFa0N9KgDijwVs=", "DWygnHRtgiJ77HCm+1rvHw==");
const B: Key = Key("6b+WOZ1T3cqZMxgThRcXAQBrS5mXKdDUphvpxptl9/4=", "arxBvwY2V4SiOne6yppVPQ==");
const ALGORITHM: &str = "x-amz-server-side-encryption-customer-algorithm";
const MD5: &str = "x-amz-server-side-encryption-customer-key-md5";
const FIVE_MIB: usize = 5 * 1024 * 1024;

impl Key {
    fn headers(self) -> [(&'static str, &'static str); 3] {
        [(ALGORITHM, "AES256"), ("x-amz-server-side-encryption-customer-key", self.0), (MD5, self.1)]
    }

    fn of_source(self) -> [(&'static str, &'static str); 3] {
        [
            ("x-amz-copy-source-server-side-encryption-customer-algorithm", "AES256"),
            ("x-amz-copy-source-server-side-encryption-customer-key", self.0),
            ("x-amz-copy-source-server-side-encryption-customer-key-md5", self.1),
        ]
    }
}

fn shows(answer: &Answer, key: Key) {
    assert_eq!((answer.header(ALGORITHM), answer.header(MD5)), ("AES256", key.1), "{answer:?}");
    assert_eq!(answer.header("x-amz-server-side-encryption"), "", "{answer:?}");
}

/// The user guide's page: a reader must name the key that the writer did. The sentences are AWS's as generally known.
#[tokio::test]
async fn an_object_is_read_with_its_key_alone() {
    let world = World::with_bucket().await;
    let put = world.send("PUT", "/bkt/k", &A.headers(), "0123456789").await.expect(200);
    shows(&put, A);
    // <https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html>: the ETag is not the MD5.
    assert_ne!(put.header("etag"), "\"781e5e245d69b566979b86e28d23f2c7\"");
    for method in ["GET", "HEAD"] {
        let got = world.send(method, "/bkt/k", &A.headers(), "").await.expect(200);
        shows(&got, A);
        assert_eq!(got.header("etag"), put.header("etag"));
        let none = world.send(method, "/bkt/k", &[], "").await;
        let other = world.send(method, "/bkt/k", &B.headers(), "").await;
        assert_eq!((none.status, other.status), (400, 403), "{method}");
    }
    let range: Vec<_> = A.headers().into_iter().chain([("range", "bytes=2-4")]).collect();
    assert_eq!(world.send("GET", "/bkt/k", &range, "").await.expect(206).text(), "234");
    let none = world.get("/bkt/k").await.refused(400, "InvalidRequest");
    let message = none.element("Message");
    assert!(
        message.starts_with("The object was stored using a form of Server Side Encryption."),
        "{message}"
    );
    world.send("GET", "/bkt/k", &B.headers(), "").await.refused(403, "AccessDenied");
    let asked = ("x-amz-object-attributes", "ObjectSize");
    world.send("GET", "/bkt/k?attributes", &[asked], "").await.refused(400, "InvalidRequest");
    let with_key: Vec<_> = A.headers().into_iter().chain([asked]).collect();
    let attributes = world.send("GET", "/bkt/k?attributes", &with_key, "").await.expect(200);
    assert_eq!(attributes.element("ObjectSize"), "10");

    world.put("/bkt/plain", "x").await;
    let refused = world.send("GET", "/bkt/plain", &A.headers(), "").await.refused(400, "InvalidRequest");
    assert_eq!(refused.element("Message"), "The encryption parameters are not applicable to this object.");
}

/// Recorded on AWS on 2017-10-26 (minio/minio, pull request 4894), and its sentences.
#[tokio::test]
async fn a_key_is_given_whole_or_not_at_all() {
    let world = World::with_bucket().await;
    let odd = [(ALGORITHM, "AES251"), A.headers()[1], A.headers()[2]];
    for method in ["PUT", "GET"] {
        let refused =
            world.send(method, "/bkt/k", &odd, "").await.refused(400, "InvalidEncryptionAlgorithmError");
        let named = (refused.element("ArgumentName"), refused.element("ArgumentValue"));
        assert_eq!(named, ("x-amz-server-side-encryption".to_owned(), "AES251".to_owned()));
    }
    let [algorithm, key, md5] = A.headers();
    for part in [vec![algorithm], vec![key, md5], vec![algorithm, key], vec![algorithm, key, B.headers()[2]]]
    {
        world.send("PUT", "/bkt/k", &part, "x").await.refused(400, "InvalidArgument");
    }
    let both = [algorithm, key, md5, ("x-amz-server-side-encryption", "AES256")];
    let refused = world.send("PUT", "/bkt/k", &both, "x").await.refused(400, "InvalidArgument");
    assert!(refused.element("Message").contains("incompatible with the encryption method specified"));
    world.get("/bkt/k").await.refused(404, "NoSuchKey");
}

/// The page on CopyObject: the source is read with its key, and the copy has the key that it is given, or none.
#[tokio::test]
async fn copies_change_keys() {
    let world = World::with_bucket().await;
    world.send("PUT", "/bkt/a", &A.headers(), "hello").await.expect(200);
    let source = ("x-amz-copy-source", "bkt/a");
    let copy = async |to: &str, more: &[(&'static str, &'static str)]| {
        let headers: Vec<_> = [source].into_iter().chain(more.iter().copied()).collect();
        world.send("PUT", to, &headers, "").await
    };
    copy("/bkt/b", &[]).await.refused(400, "InvalidRequest");
    copy("/bkt/b", &B.of_source()).await.refused(403, "AccessDenied");
    world.get("/bkt/b").await.refused(404, "NoSuchKey");
    // Its ETag is the MD5 of `hello` again.
    let plain = copy("/bkt/b", &A.of_source()).await.expect(200);
    assert_eq!(plain.header("x-amz-server-side-encryption"), "AES256");
    let got = world.get("/bkt/b").await.expect(200);
    assert_eq!((got.text().as_str(), got.header("etag")), ("hello", "\"5d41402abc4b2a76b9719d911017c592\""));
    let keys: Vec<_> = A.of_source().into_iter().chain(B.headers()).collect();
    shows(&copy("/bkt/c", &keys).await.expect(200), B);
    world.send("GET", "/bkt/c", &A.headers(), "").await.refused(403, "AccessDenied");
    assert_eq!(world.send("GET", "/bkt/c", &B.headers(), "").await.expect(200).text(), "hello");
    // Another key is a change of the object, so that a copy onto itself is one.
    let onto_itself: Vec<_> = A.of_source().into_iter().chain(B.headers()).collect();
    shows(&copy("/bkt/a", &onto_itself).await.expect(200), B);
    world.send("GET", "/bkt/a", &B.headers(), "").await.expect(200);
}

/// The sentences are AWS's (aws/aws-sdk-ruby, issue 1084).
#[tokio::test]
async fn parts_have_the_key_of_their_upload() {
    let world = World::with_bucket().await;
    let begun = world.send("POST", "/bkt/k?uploads", &A.headers(), "").await.expect(200);
    shows(&begun, A);
    let id = begun.element("UploadId");
    let part = |number| format!("/bkt/k?partNumber={number}&uploadId={id}");
    let refused = world.send("PUT", &part(1), &[], "x").await.refused(400, "InvalidRequest");
    let message = refused.element("Message");
    assert!(message.starts_with("The multipart upload initiate requested encryption."), "{message}");
    let refused = world.send("PUT", &part(1), &B.headers(), "x").await.refused(400, "InvalidRequest");
    assert!(refused.element("Message").ends_with("did not match the ones used originally."));
    let one = world.send("PUT", &part(1), &A.headers(), vec![b'x'; FIVE_MIB]).await.expect(200);
    shows(&one, A);
    world.put("/bkt/source", "last").await;
    let copy: Vec<_> = A.headers().into_iter().chain([("x-amz-copy-source", "bkt/source")]).collect();
    world.send("PUT", &part(2), &copy[3..], "").await.refused(400, "InvalidRequest");
    let two = world.send("PUT", &part(2), &copy, "").await.expect(200);
    shows(&two, A);
    let list: String = [(1, one.header("etag").to_owned()), (2, two.element("ETag"))]
        .map(|(number, etag)| format!("<Part><PartNumber>{number}</PartNumber><ETag>{etag}</ETag></Part>"))
        .concat();
    let document = format!("<CompleteMultipartUpload>{list}</CompleteMultipartUpload>");
    let whole = format!("/bkt/k?uploadId={id}");
    world.send("GET", &whole, &B.headers(), "").await.refused(400, "InvalidRequest");
    world.send("GET", &whole, &A.headers(), "").await.expect(200);
    world.send("POST", &whole, &B.headers(), document.clone()).await.refused(400, "InvalidRequest");
    world.send("POST", &whole, &A.headers(), document).await.expect(200);
    world.get("/bkt/k").await.refused(400, "InvalidRequest");
    let got = world.send("GET", "/bkt/k", &A.headers(), "").await.expect(200);
    assert_eq!(got.body.len(), FIVE_MIB + 4);

    // <https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html>: the key is required where the upload has a
    // checksum algorithm. A part that is sent twice may be completed by either answer.
    let with_checksum: Vec<_> =
        A.headers().into_iter().chain([("x-amz-checksum-algorithm", "CRC64NVME")]).collect();
    let begun = world.send("POST", "/bkt/k?uploads", &with_checksum, "").await.expect(200);
    let whole = format!("/bkt/k?uploadId={}", begun.element("UploadId"));
    let part = format!("{whole}&partNumber=1");
    let first = world.send("PUT", &part, &A.headers(), "x").await.expect(200);
    world.send("PUT", &part, &A.headers(), "x").await.expect(200);
    let document = format!(
        "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>{}</ETag></Part></CompleteMultipartUpload>",
        first.header("etag")
    );
    world.send("POST", &whole, &[], document.clone()).await.refused(400, "InvalidRequest");
    world.send("POST", &whole, &A.headers(), document).await.expect(200);

    // A part brings no encryption of its own.
    let begun = world.send("POST", "/bkt/k?uploads", &[], "").await.expect(200);
    let part = format!("/bkt/k?partNumber=1&uploadId={}", begun.element("UploadId"));
    world.send("PUT", &part, &A.headers(), "x").await.refused(400, "InvalidRequest");
    let sse = [("x-amz-server-side-encryption", "AES256")];
    world.send("PUT", &part, &sse, "x").await.refused(400, "InvalidArgument");
}
