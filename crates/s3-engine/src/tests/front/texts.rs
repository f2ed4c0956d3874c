//! Headers beyond ASCII, metadata, lines of one name, and headers that a request sets for its reply.

use base::http::Body;
use http::HeaderValue;

use crate::tests::{Answer, World};

impl World {
    /// A PUT with these header lines, whatever their bytes.
    async fn put_lines(&self, uri: &str, lines: &[(&str, &[u8])]) -> Answer {
        let mut request = http::Request::builder().method("PUT").uri(uri).header("content-length", 0);
        for (name, value) in lines {
            request = request.header(*name, HeaderValue::from_bytes(value).unwrap());
        }
        self.answer(request.body(Body::empty()).unwrap()).await
    }
}

trait Lines {
    /// A header, whatever its bytes.
    fn bytes(&self, name: &str) -> &[u8];
}

impl Lines for Answer {
    fn bytes(&self, name: &str) -> &[u8] {
        self.headers.get(name).map_or(b"", HeaderValue::as_bytes)
    }
}

/// Recorded on AWS for Content-Disposition in UTF-8: the very bytes come back. The others, and Latin-1, by analogy.
#[tokio::test]
async fn headers_beyond_ascii_come_back_as_they_went() {
    let world = World::with_bucket().await;
    let names = [
        "content-disposition",
        "cache-control",
        "content-language",
        "content-type",
        "content-encoding",
        "expires",
        "x-amz-website-redirect-location",
    ];
    for name in names {
        for value in ["/attachment; filename=\"test_—_é.pdf\"".as_bytes(), b"/\xe9\xff\x80"] {
            world.put_lines("/bkt/k", &[(name, value)]).await.expect(200);
            for method in ["GET", "HEAD"] {
                let answer = world.send(method, "/bkt/k", &[], "").await.expect(200);
                assert_eq!(answer.bytes(name), value, "{method} {name}");
            }
        }
        // A copy has them too, but for the redirect, which it never takes over.
        world.put_lines("/bkt/copy", &[("x-amz-copy-source", b"bkt/k")]).await.expect(200);
        let copied = world.get("/bkt/copy").await.expect(200);
        let expected: &[u8] = if name == "x-amz-website-redirect-location" { b"" } else { b"/\xe9\xff\x80" };
        assert_eq!(copied.bytes(name), expected, "{name}");
    }
    // So has what is uploaded in parts, and what a copy says anew.
    let value = "b; filename=\"文.pdf\"";
    let uploads = http::Request::builder().method("POST").uri("/bkt/m?uploads");
    let uploads = uploads.header("content-disposition", HeaderValue::from_bytes(value.as_bytes()).unwrap());
    let id = world.answer(uploads.body(Body::empty()).unwrap()).await.expect(200).element("UploadId");
    let part = world.put(&format!("/bkt/m?partNumber=1&uploadId={id}"), "x").await;
    let complete = format!(
        "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>{}</ETag></Part></CompleteMultipartUpload>",
        part.header("etag")
    );
    world.send("POST", &format!("/bkt/m?uploadId={id}"), &[], complete).await.expect(200);
    let replaced: [(&str, &[u8]); 3] = [
        ("x-amz-copy-source", b"bkt/k"),
        ("x-amz-metadata-directive", b"REPLACE"),
        ("content-disposition", value.as_bytes()),
    ];
    world.put_lines("/bkt/copy", &replaced).await.expect(200);
    for key in ["m", "copy"] {
        let answer = world.get(&format!("/bkt/{key}")).await.expect(200);
        assert_eq!(answer.bytes("content-disposition"), value.as_bytes());
    }
}

/// Recorded on AWS; more in `encoded_word`. Raw UTF-8 as AWS's page on metadata has it.
#[tokio::test]
async fn metadata_is_returned_as_aws_encodes_it() {
    let world = World::with_bucket().await;
    for (sent, returned) in [
        ("=?UTF-8?B?w4RNw4Raw5XDkSBTMw==?=", "=?UTF-8?Q?=C3=84M=C3=84Z=C3=95=C3=91_S3?="),
        ("ÄMÄZÕÑ S3", "=?UTF-8?Q?=C3=84M=C3=84Z=C3=95=C3=91_S3?="),
        ("=?UTF-8?B?=GGG?=", "=?UTF-8?B?=GGG?="),
        ("=?ISO-8859-1?Q?=E9?=", "=?UTF-8?B?w6k=?="),
        ("a\tb", "a\tb"),
        ("a, b", "a, b"),
        ("", ""),
    ] {
        world.put_lines("/bkt/k", &[("x-amz-meta-X", sent.as_bytes())]).await.expect(200);
        for method in ["GET", "HEAD"] {
            let answer = world.send(method, "/bkt/k", &[], "").await.expect(200);
            assert_eq!(answer.bytes("x-amz-meta-x"), returned.as_bytes(), "{sent}");
            assert!(answer.headers.contains_key("x-amz-meta-x"));
        }
    }
}

/// AWS's page on metadata: names that are the same but for case are one, their values joined by a comma. The limit is
/// 2 KB of names and values in UTF-8.
#[tokio::test]
async fn metadata_of_one_name_is_joined() {
    let world = World::with_bucket().await;
    let lines: [(&str, &[u8]); 3] =
        [("x-amz-meta-t", b"a"), ("X-Amz-Meta-T", b"=?UTF-8?Q?c?="), ("x-amz-meta-u", b"d")];
    world.put_lines("/bkt/k", &lines).await.expect(200);
    let answer = world.get("/bkt/k").await.expect(200);
    assert_eq!((answer.header("x-amz-meta-t"), answer.header("x-amz-meta-u")), ("a,c", "d"));
    let value = "é".repeat(1023);
    world.put_lines("/bkt/k", &[("x-amz-meta-ab", value.as_bytes())]).await.expect(200);
    let value = format!("{value}a");
    let refused = world.put_lines("/bkt/k", &[("x-amz-meta-ab", value.as_bytes())]).await;
    let refused = refused.refused(400, "MetadataTooLarge");
    assert_eq!(refused.element("Message"), "Your metadata headers exceed the maximum allowed metadata size");
    assert_eq!((refused.element("Size"), refused.element("MaxSizeAllowed")), ("2049".into(), "2048".into()));
}

/// RFC 9110, 5.3: lines of a list are one list. AWS's page on `aws-chunked`: it is not stored.
#[tokio::test]
async fn lines_of_a_list_are_joined() {
    let world = World::with_bucket().await;
    for lines in [["gzip", "aws-chunked"], ["aws-chunked", "gzip"]] {
        let mut request = http::Request::builder().method("PUT").uri("/bkt/k");
        for line in lines {
            request = request.header("content-encoding", line);
        }
        let request = request
            .header("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER")
            .header("x-amz-decoded-content-length", 5);
        world.answer(request.body(Body::from("5\r\nhello\r\n0\r\n\r\n")).unwrap()).await.expect(200);
        let answer = world.get("/bkt/k").await.expect(200);
        assert_eq!((answer.header("content-encoding"), answer.text().as_str()), ("gzip", "hello"));
    }
    for name in ["cache-control", "content-language", "content-encoding"] {
        world.put_lines("/bkt/k", &[(name, b"a"), (name, b"b, c")]).await.expect(200);
        assert_eq!(world.get("/bkt/k").await.expect(200).header(name), "a, b, c");
    }
    let etag = world.get("/bkt/k").await.header("etag").to_owned();
    for (name, status) in [("if-match", 200), ("if-none-match", 304)] {
        let request = http::Request::builder().uri("/bkt/k").header(name, "\"x\"").header(name, &etag);
        let answer = world.answer(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, status, "{name}");
    }
}

/// Recorded on AWS: what Latin-1 cannot hold is refused, with the parameter and its decoded value. What it can hold goes
/// out in it: our guess. Without a signature the overrides as such are refused first.
#[tokio::test]
async fn reply_headers_are_latin_1() {
    let world = World::with_bucket().await;
    world.put("/bkt/k", "").await;
    for name in [
        "cache-control",
        "content-disposition",
        "content-encoding",
        "content-language",
        "content-type",
        "expires",
    ] {
        let refused = world.get(&format!("/bkt/k?response-{name}=x%E2%80%94y")).await;
        let refused = refused.refused(400, "InvalidArgument");
        assert_eq!(refused.element("Message"), "Header value cannot be represented using ISO-8859-1.");
        assert_eq!(
            (refused.element("ArgumentName"), refused.element("ArgumentValue")),
            (format!("response-{name}"), "x—y".into())
        );
        for method in ["GET", "HEAD"] {
            let uri = format!("/bkt/k?response-{name}=%C3%A4+b");
            let answer = world.send(method, &uri, &[], "").await.expect(200);
            assert_eq!(answer.bytes(name), b"\xe4 b", "{method} {name}");
            let refused = world.send(method, &format!("/bkt/k?response-{name}=a%0D%0Ax:y"), &[], "").await;
            assert_eq!(refused.status, 400, "a line end ends no header: our guess");
        }
        let refused = world.anonymous().get(&format!("/bkt/k?response-{name}=x%E2%80%94y")).await;
        assert_ne!(refused.element("Code"), "InvalidArgument");
    }
}

/// S3 echoes the text: AWS's answer of 2020-10-01 to a date in ISO 8601 (aws/aws-sdk-ruby, issue 2415).
#[tokio::test]
async fn an_expiry_of_a_reply_is_not_read() {
    let world = World::with_bucket().await;
    world.put("/bkt/k", "").await;
    for (sent, shown) in [
        ("0", "0"),
        ("2015-10-21T07:28:00Z", "2015-10-21T07:28:00Z"),
        ("Mon,+21+Oct+2015+07:28:00+GMT", "Mon, 21 Oct 2015 07:28:00 GMT"),
    ] {
        for method in ["GET", "HEAD"] {
            let answer = world.send(method, &format!("/bkt/k?response-expires={sent}"), &[], "").await;
            assert_eq!(answer.expect(200).header("expires"), shown);
        }
    }
}
