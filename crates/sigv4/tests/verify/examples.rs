//! The SigV4 examples of AWS's documentation.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html>,
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html>,
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html>,
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html>

use sigv4::{Claim, Error, Form, Payload};

use crate::{ACCESS_KEY, EXAMPLE_SECS, SECRET, parts};

const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

fn check(method: &str, target: &str, signed: &str, signature: &str, headers: &[(&str, &str)]) -> Claim {
    let authorization = format!(
        "AWS4-HMAC-SHA256 Credential={ACCESS_KEY}/20130524/us-east-1/s3/aws4_request,SignedHeaders={signed},\
         Signature={signature}"
    );
    let mut headers = headers.to_vec();
    headers.push(("x-amz-date", "20130524T000000Z"));
    headers.push(("authorization", &authorization));
    let parts = parts(method, target, &headers);
    let claim = Claim::of(&parts).unwrap().unwrap();
    assert_eq!((claim.form(), claim.access_key()), (Form::Header, ACCESS_KEY));
    let scope = claim.scope().unwrap();
    assert_eq!((&*scope.date, &*scope.region, &*scope.service), ("20130524", "us-east-1", "s3"));
    let verified = claim.verify(&parts, SECRET, EXAMPLE_SECS, None).unwrap();
    assert!(verified.checked);
    assert_eq!(verified.chunks.is_some(), matches!(claim.payload(), Payload::Streaming { signed: true, .. }));
    let wrong = claim.verify(&parts, "another", EXAMPLE_SECS, None);
    assert!(matches!(wrong, Err(Error::SignatureDiffers { .. })));
    claim
}

#[test]
fn get_object() {
    let claim = check(
        "GET",
        "/test.txt",
        "host;range;x-amz-content-sha256;x-amz-date",
        "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
        &[
            ("host", "examplebucket.s3.amazonaws.com"),
            ("range", "bytes=0-9"),
            ("x-amz-content-sha256", EMPTY),
        ],
    );
    assert!(matches!(claim.payload(), Payload::Hash(hash) if hex::encode(hash) == EMPTY));
}

#[test]
fn put_object() {
    check(
        "PUT",
        "/test$file.text",
        "date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class",
        "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
        &[
            ("host", "examplebucket.s3.amazonaws.com"),
            ("date", "Fri, 24 May 2013 00:00:00 GMT"),
            ("x-amz-storage-class", "REDUCED_REDUNDANCY"),
            ("x-amz-content-sha256", "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072"),
        ],
    );
}

#[test]
fn get_bucket_lifecycle() {
    check(
        "GET",
        "/?lifecycle",
        "host;x-amz-content-sha256;x-amz-date",
        "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
        &[("host", "examplebucket.s3.amazonaws.com"), ("x-amz-content-sha256", EMPTY)],
    );
}

#[test]
fn list_objects_also_with_http2s_authority() {
    let signed = "host;x-amz-content-sha256;x-amz-date";
    let signature = "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7";
    let hash = ("x-amz-content-sha256", EMPTY);
    let host = ("host", "examplebucket.s3.amazonaws.com");
    check("GET", "/?max-keys=2&prefix=J", signed, signature, &[host, hash]);
    check("GET", "https://examplebucket.s3.amazonaws.com/?prefix=J&max-keys=2", signed, signature, &[hash]);
}

/// The seeds of both examples of chunked uploads; their bodies are in [`crate::chunked`].
#[test]
fn chunked_uploads() {
    let common = [
        ("host", "s3.amazonaws.com"),
        ("x-amz-storage-class", "REDUCED_REDUNDANCY"),
        ("content-encoding", "aws-chunked"),
        ("x-amz-decoded-content-length", "66560"),
        ("content-length", "66824"),
    ];
    let plain = [&common[..], &[("x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD")]].concat();
    let signed = "content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;\
                  x-amz-decoded-content-length;x-amz-storage-class";
    let signature = "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9";
    let claim = check("PUT", "/examplebucket/chunkObject.txt", signed, signature, &plain);
    assert_eq!(*claim.payload(), Payload::Streaming { signed: true, trailer: false });

    let trailer = [
        &common[..],
        &[
            ("x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"),
            ("x-amz-trailer", "x-amz-checksum-crc32c"),
        ],
    ]
    .concat();
    // The page's Authorization line names other headers than its canonical request; the signature is the latter's.
    let signed = "content-encoding;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;\
                  x-amz-storage-class;x-amz-trailer";
    let signature = "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e";
    let claim = check("PUT", "/examplebucket/chunkObject.txt", signed, signature, &trailer);
    assert_eq!(*claim.payload(), Payload::Streaming { signed: true, trailer: true });
}

#[test]
fn presigned_url() {
    let target = format!(
        "/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential={ACCESS_KEY}%2F20130524%2Fus-east-1%2Fs3%2F\
         aws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&\
         X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"
    );
    let parts = parts("GET", &target, &[("host", "examplebucket.s3.amazonaws.com")]);
    let claim = Claim::of(&parts).unwrap().unwrap();
    assert_eq!((claim.form(), claim.payload()), (Form::Presigned, &Payload::Unsigned));
    for now in [EXAMPLE_SECS - 900, EXAMPLE_SECS, EXAMPLE_SECS + 86400] {
        assert!(claim.verify(&parts, SECRET, now, None).unwrap().checked);
    }
    let late = claim.verify(&parts, SECRET, EXAMPLE_SECS + 86401, None).unwrap_err();
    let expired_secs = EXAMPLE_SECS + 86400;
    assert_eq!(
        late,
        Error::Expired { expired_secs, server_secs: expired_secs + 1, lifetime_secs: Some(86400) }
    );
    let early = claim.verify(&parts, SECRET, EXAMPLE_SECS - 901, None).unwrap_err();
    let server_secs = EXAMPLE_SECS - 901;
    let not_yet = Error::NotYetValid {
        request_secs: EXAMPLE_SECS,
        expires_secs: expired_secs,
        server_secs,
        max_skew_secs: 900,
    };
    assert_eq!(early, not_yet);
}
