//! Refusals word by word, and how listings encode.

use crate::tests::{Answer, World};

trait Argument {
    /// Message, ArgumentName and ArgumentValue.
    fn argument(&self) -> (String, String, String);
}

impl Argument for Answer {
    fn argument(&self) -> (String, String, String) {
        (self.element("Message"), self.element("ArgumentName"), self.element("ArgumentValue"))
    }
}

async fn with_object() -> World {
    let world = World::with_bucket().await;
    world.put("/bkt/k", "x").await;
    world
}

/// AWS's answers of 2026-01-27 and 2026-02-02 (versity/versitygw, issues 1794 and 1804) and of 2014-08-06 (basho/riak_cs,
/// issue 945).
#[tokio::test]
async fn what_is_no_integer_is_said_to_be_none() {
    let world = with_object().await;
    let id = world.send("POST", "/bkt/k?uploads", &[], "").await.expect(200).element("UploadId");
    for value in ["many", "99999999999", "", "1.5", "0x1"] {
        for (uri, name) in [
            ("/bkt?".to_owned(), "max-keys"),
            ("/bkt?list-type=2&".to_owned(), "max-keys"),
            ("/bkt?versions&".to_owned(), "max-keys"),
            ("/bkt?uploads&".to_owned(), "max-uploads"),
            (format!("/bkt/k?uploadId={id}&"), "max-parts"),
            (format!("/bkt/k?uploadId={id}&"), "part-number-marker"),
            ("/?".to_owned(), "max-buckets"),
        ] {
            let refused = world.get(&format!("{uri}{name}={value}")).await.refused(400, "InvalidArgument");
            let message = format!("Provided {name} not an integer or within integer range");
            assert_eq!(refused.argument(), (message, name.to_owned(), value.to_owned()), "{uri}");
        }
    }
    for (method, uri) in [("GET", "/bkt/k?".to_owned()), ("PUT", format!("/bkt/k?uploadId={id}&"))] {
        let refused = world.send(method, &format!("{uri}partNumber=x"), &[], "").await;
        let refused = refused.refused(400, "InvalidArgument");
        let message = "Part number must be an integer between 1 and 10000, inclusive";
        assert_eq!(refused.argument(), (message.into(), "partNumber".into(), "x".into()));
    }
}

/// AWS's answers of 2026-02-02 and 2026-02-03 (versity/versitygw, issues 1804 and 1809).
#[tokio::test]
async fn negative_limits_have_sentences_of_their_own() {
    let world = with_object().await;
    let id = world.send("POST", "/bkt/k?uploads", &[], "").await.expect(200).element("UploadId");
    let between = |name: &str| format!("Argument {name} must be an integer between 0 and 2147483647");
    for (uri, message) in [
        ("/bkt?max-keys=-1".to_owned(), between("maxKeys")),
        ("/bkt?list-type=2&max-keys=-1".to_owned(), between("maxKeys")),
        ("/bkt?versions&max-keys=-1".to_owned(), "max-keys cannot be negative".to_owned()),
        ("/bkt?uploads&max-uploads=-1".to_owned(), between("max-uploads")),
        (format!("/bkt/k?uploadId={id}&max-parts=-1"), between("max-parts")),
        (format!("/bkt/k?uploadId={id}&part-number-marker=-1"), between("part-number-marker")),
    ] {
        let refused = world.get(&uri).await.refused(400, "InvalidArgument");
        assert_eq!((refused.element("Message"), refused.element("ArgumentValue")), (message, "-1".into()));
    }
}

/// Recorded on AWS for a bucket alone; its SDKs' users quote the other two sentences.
#[tokio::test]
async fn copy_sources_that_cannot_be() {
    let world = with_object().await;
    let id = world.send("POST", "/bkt/m?uploads", &[], "").await.expect(200).element("UploadId");
    for (source, message) in [
        ("bkt", "Invalid copy source object key"),
        ("/bkt", "Invalid copy source object key"),
        ("bkt/", "Invalid copy source object key"),
        ("/", "Invalid copy source bucket name"),
        ("//k", "Invalid copy source bucket name"),
        ("B_/k", "Invalid copy source bucket name"),
        ("bkt/%", "Invalid copy source encoding."),
        ("bkt/%4", "Invalid copy source encoding."),
        ("bkt/%zz", "Invalid copy source encoding."),
        ("bkt/%ff", "Invalid copy source encoding."),
    ] {
        for uri in ["/bkt/copy".to_owned(), format!("/bkt/m?partNumber=1&uploadId={id}")] {
            let refused = world.send("PUT", &uri, &[("x-amz-copy-source", source)], "").await;
            let name = "x-amz-copy-source".to_owned();
            let expected = (message.to_owned(), name.clone(), name);
            assert_eq!(refused.refused(400, "InvalidArgument").argument(), expected, "{source}");
        }
    }
    // Raw UTF-8 is read as if it were encoded: our guess.
    world.put("/bkt/%C3%A9", "x").await;
    for source in ["bkt/%C3%A9", "bkt/é"] {
        world.send("PUT", "/bkt/copy", &[("x-amz-copy-source", source)], "").await.expect(200);
    }
}

/// AWS's answers of 2015-09-02 (basho/riak_cs, pull request 1233) and of 2026-04-22 (versity/versitygw, issue 2080).
#[tokio::test]
async fn a_key_that_is_too_long() {
    let world = with_object().await;
    world.put(&format!("/bkt/{}", "%C3%A9".repeat(512)), "").await;
    for (method, query) in
        [("PUT", ""), ("GET", ""), ("DELETE", ""), ("GET", "?tagging"), ("POST", "?uploads")]
    {
        let uri = format!("/bkt/{}a{query}", "%C3%A9".repeat(512));
        let refused = world.send(method, &uri, &[], "").await.refused(400, "KeyTooLongError");
        assert_eq!(
            (refused.element("Message"), refused.element("Size"), refused.element("MaxSizeAllowed")),
            ("Your key is too long".into(), "1025".into(), "1024".into())
        );
    }
}

/// Recorded on AWS: the canned ACL has a message, and it is empty; the digest of DeleteObjects; the attributes as of
/// 2024-10-25 (versity/versitygw, issue 915).
#[tokio::test]
async fn what_is_missing() {
    let world = with_object().await;
    let refused = world.send("PUT", "/bkt/k", &[("x-amz-acl", "bogus")], "").await;
    let refused = refused.refused(400, "InvalidArgument");
    assert!(refused.text().contains("<Message></Message>"), "{}", refused.text());
    assert_eq!(refused.argument(), ("".into(), "x-amz-acl".into(), "bogus".into()));
    let delete = "<Delete><Object><Key>k</Key></Object></Delete>";
    let refused = world.send("POST", "/bkt?delete", &[], delete).await.refused(400, "InvalidRequest");
    assert_eq!(
        refused.element("Message"),
        "Missing required header for this request: Content-MD5 OR x-amz-checksum-*"
    );
    for headers in [&[][..], &[("x-amz-object-attributes", "")]] {
        let refused = world.send("GET", "/bkt/k?attributes", headers, "").await;
        let refused = refused.refused(400, "InvalidRequest");
        assert_eq!(
            refused.element("Message"),
            "The x-amz-object-attributes header specifying the attributes to be retrieved is either missing or empty"
        );
    }
    // A limit that is none is passed over: AWS by versity/versitygw, pull request 1816.
    for limit in ["many", "-1", "99999999999"] {
        let headers = [("x-amz-object-attributes", "ObjectSize"), ("x-amz-max-parts", limit)];
        world.send("GET", "/bkt/k?attributes", &headers, "").await.expect(200);
    }
    let tagging = put_raw_tagging(&world).await;
    assert!(tagging.element("Message").starts_with("The header 'x-amz-tagging' shall be encoded as UTF-8"));
}

/// A tagging header in raw UTF-8.
async fn put_raw_tagging(world: &World) -> Answer {
    let value = http::HeaderValue::from_bytes("a=é".as_bytes()).unwrap();
    let request = http::Request::builder().method("PUT").uri("/bkt/k").header("content-length", 0);
    let request = request.header("x-amz-tagging", value).body(base::http::Body::empty()).unwrap();
    world.answer(request).await.refused(400, "InvalidArgument")
}

/// AWS's answers of 2026-03-03 (versity/versitygw, issue 1923) and 2026-03-20 (issue 1984).
#[tokio::test]
async fn members_with_few_values_are_judged() {
    let world = with_object().await;
    let refused = world.get("/?bucket-region=abc").await.refused(400, "InvalidArgument");
    let message = "Argument value abc is not a valid AWS Region".to_owned();
    assert_eq!(refused.argument(), (message, "bucket-region".into(), "".into()));
    assert!(!refused.text().contains("ArgumentValue"));
    for region in ["eu-west-1", "us-gov-east-1", "us-east-1"] {
        world.in_region(region).get(&format!("/?bucket-region={region}")).await.expect(200);
    }
    for query in ["", "list-type=2", "versions", "uploads"] {
        for value in ["jkldfsf", "URL"] {
            let refused = world.get(&format!("/bkt?{query}&encoding-type={value}")).await;
            let expected =
                ("Invalid Encoding Method specified in Request".into(), "encoding-type".into(), value.into());
            assert_eq!(refused.refused(400, "InvalidArgument").argument(), expected);
        }
    }
}

/// An expected owner that is no account: the sentence as users quote it (grafana/loki, issue 15382). It is told before
/// the bucket is looked for, and where no owner is looked at, as in ListBuckets, nothing is said.
#[tokio::test]
async fn an_expected_owner_is_an_account() {
    let world = with_object().await;
    for owner in ["abcd", "0000", "0000000000000", "00000000000a", ""] {
        for uri in ["/bkt/k", "/bkt", "/never/k"] {
            let refused = world.send("GET", uri, &[("x-amz-expected-bucket-owner", owner)], "").await;
            let refused = refused.refused(400, "InvalidBucketOwnerAWSAccountID");
            assert_eq!(
                refused.element("Message"),
                format!(
                    "The value of the expected bucket owner parameter must be an AWS Account ID... [{owner}]"
                )
            );
        }
        world.send("GET", "/", &[("x-amz-expected-bucket-owner", owner)], "").await.expect(200);
    }
    let headers = [("x-amz-copy-source", "bkt/k"), ("x-amz-source-expected-bucket-owner", "abcd")];
    let refused = world.send("PUT", "/bkt/copy", &headers, "").await;
    refused.refused(400, "InvalidBucketOwnerAWSAccountID");
    let other = [("x-amz-expected-bucket-owner", "111122223333")];
    world.send("GET", "/bkt/k", &other, "").await.refused(403, "AccessDenied");
}

/// AWS's answers of 2026-05-25 (versity/versitygw, issue 2156) and of 2026-09-10 (brekkylab/backlot, issue 178): a space
/// is a plus sign wherever `encoding-type=url` encodes.
#[tokio::test]
async fn a_space_is_encoded_as_a_plus_sign() {
    let world = World::with_bucket().await;
    for key in ["%20-(test)%2B", "d%20e/f%20g"] {
        world.put(&format!("/bkt/{key}"), "").await;
        world.send("POST", &format!("/bkt/{key}?uploads"), &[], "").await.expect(200);
    }
    for query in ["", "list-type=2&", "versions&", "uploads&"] {
        let list = world.get(&format!("/bkt?{query}encoding-type=url")).await.expect(200);
        assert_eq!(list.elements("Key"), ["+-%28test%29%2B", "d+e/f+g"], "{query}");
        let uri = format!(
            "/bkt?{query}encoding-type=url&delimiter=/&prefix=d%20&start-after=c%20&marker=c%20&key-marker=c%20"
        );
        let list = world.get(&uri).await.expect(200);
        assert_eq!(list.element("CommonPrefixes"), "<Prefix>d+e/</Prefix>");
        for name in ["StartAfter", "Marker", "KeyMarker"] {
            assert!(list.elements(name).iter().all(|marker| marker == "c+"), "{}", list.text());
        }
        let list =
            world.get(&format!("/bkt?{query}encoding-type=url&max-keys=1&max-uploads=1&delimiter=/")).await;
        for name in ["NextMarker", "NextKeyMarker"] {
            let next = list.elements(name);
            assert!(next.iter().all(|marker| marker == "+-%28test%29%2B"), "{next:?}");
        }
    }
}

/// AWS's answers of 2025-04-21, 2025-07-16, 2025-02-17, 2026-05-05 and 2026-01-28 (versity/versitygw, issues 1226, 1398, 1072, 2111
/// and 1797).
#[tokio::test]
async fn parts_are_named_as_they_can_be() {
    let world = with_object().await;
    let id = world.send("POST", "/bkt/k?uploads", &[], "").await.expect(200).element("UploadId");
    for headers in [&[][..], &[("x-amz-copy-source", "bkt/k")]] {
        let refused =
            world.send("PUT", "/bkt/k?partNumber=1", headers, "").await.refused(400, "InvalidArgument");
        let message = "This operation does not accept partNumber without uploadId";
        assert_eq!(refused.argument(), (message.into(), "partNumber".into(), "partNumber".into()));
    }
    let uri = format!("/bkt/k?uploadId={id}");
    let whole =
        |inside: &str| format!("<CompleteMultipartUpload><Part>{inside}</Part></CompleteMultipartUpload>");
    let size = [("x-amz-mp-object-size", "size")];
    let refused = world.send("POST", &uri, &size, whole("<PartNumber>1</PartNumber><ETag>x</ETag>")).await;
    let refused = refused.refused(400, "InvalidRequest");
    assert_eq!(refused.element("Message"), "Value for x-amz-mp-object-size header is invalid: 'size'");
    for inside in ["<PartNumber>1</PartNumber>", "<ETag>x</ETag>"] {
        world.send("POST", &uri, &[], whole(inside)).await.refused(400, "MalformedXML");
    }
    let zero = world.send("POST", &uri, &[], whole("<PartNumber>0</PartNumber><ETag>x</ETag>")).await;
    assert_eq!(zero.refused(400, "InvalidArgument").element("Message"), "PartNumber must be &gt;= 1");
    let marker = world.get("/bkt?uploads&key-marker=k&upload-id-marker=bad").await;
    let expected = ("Invalid uploadId marker".into(), "upload-id-marker".into(), "bad".into());
    assert_eq!(marker.refused(400, "InvalidArgument").argument(), expected);
    // Without the key it says nothing.
    world.get("/bkt?uploads&upload-id-marker=bad").await.expect(200);
    world.get(&format!("/bkt?uploads&key-marker=k&upload-id-marker={id}")).await.expect(200);
}

/// AWS's answers of 2025-07-09, 2026-07-21 and 2025-09-15 (versity/versitygw, issues 1384, 2260 and 1536).
#[tokio::test]
async fn settings_are_refused_in_their_words() {
    let world = with_object().await;
    let grants = [("x-amz-object-ownership", "ObjectWriter"), ("x-amz-grant-full-control", "id=0123")];
    let refused = world.send("PUT", "/listed", &grants, "").await.refused(400, "InvalidArgument");
    assert_eq!(refused.argument(), ("Invalid id".into(), "id".into(), "0123".into()));
    let refused = world.send("PUT", "/bkt?website", &[], "<WebsiteConfiguration/>").await;
    let message = "A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty";
    let expected = (message.into(), "IndexDocument".into(), "null".into());
    assert_eq!(refused.refused(400, "InvalidArgument").argument(), expected);
    let statement = "\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::bkt/*\"}]}";
    world.send("PUT", "/bkt?policy", &[], format!("{{{statement}")).await.expect(204);
    let shown = world.get("/bkt?policy").await.expect(200).text();
    assert_eq!(shown, format!("{{\"Version\":\"2008-10-17\",{statement}"));
}

/// AWS's answers of 2026-05-06 (versity/versitygw, issue 2119), 2026-02-03 (issue 1814), and what was verified on AWS by
/// getmoto/moto, its tests of content types and of a lock without a document; that HEAD's errors have a type, AWS's answers as generally known.
#[tokio::test]
async fn what_replies_have_beside_their_documents() {
    let world = with_object().await;
    let body = "<Delete><Object><Key>k</Key><VersionId>abc</VersionId></Object></Delete>";
    let md5 = {
        use base64::Engine as _;
        use md5::Digest as _;
        base64::engine::general_purpose::STANDARD.encode(md5::Md5::digest(body))
    };
    let deleted = world.send("POST", "/bkt?delete", &[("content-md5", &md5)], body).await.expect(200);
    let (code, message) = (deleted.element("Code"), deleted.element("Message"));
    assert_eq!((code.as_str(), message.as_str()), ("NoSuchVersion", "The specified version does not exist."));
    for uri in ["/bkt", "/bkt?list-type=2"] {
        assert_eq!(world.get(uri).await.expect(200).header("x-amz-bucket-region"), "us-east-1");
    }
    let head = world.send("HEAD", "/bkt", &[], "").await.expect(200);
    assert_eq!(head.header("content-type"), "application/xml");
    let missing = world.send("HEAD", "/bkt/none", &[], "").await.expect(404);
    assert_eq!(missing.header("content-type"), "application/xml");
    let empty = world.send("PUT", "/bkt?object-lock", &[], "").await.refused(400, "MissingRequestBodyError");
    assert_eq!(empty.element("Message"), "Request Body is empty");
}
