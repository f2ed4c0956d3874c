//! What a request means, and that one which means nothing known changes nothing.

use std::ops::Bound;

use base::http::{Body, OperationName};
use bytes::Bytes;
use store::Order;

use crate::tests::bucket::settings::example;
use crate::tests::{Answer, World};

/// The operations of AWS's newest model.
const MODEL: &str = include_str!("model.txt");

/// An operation of the model.
pub(crate) struct Modelled {
    pub(crate) name: &'static str,
    pub(crate) method: &'static str,
    /// `/{Bucket}/{Key+}?acl`
    pub(crate) uri: &'static str,
    /// Parameters of the query, those in the URI apart, and whether they are required.
    pub(crate) query: Vec<(&'static str, bool)>,
    pub(crate) headers: Vec<&'static str>,
    pub(crate) body: &'static str,
}

pub(crate) fn model() -> Vec<Modelled> {
    let words = |text: &'static str| text.split(' ').filter(|word| *word != "-");
    let read = |line: &'static str| {
        let [name, method, uri, query, headers, body] =
            line.split(" | ").collect::<Vec<_>>().try_into().unwrap();
        let query = words(query).map(|word| (word.trim_end_matches('!'), word.ends_with('!'))).collect();
        Modelled { name, method, uri, query, headers: words(headers).collect(), body }
    };
    MODEL.lines().filter(|line| !line.starts_with('#')).map(read).collect()
}

impl Modelled {
    /// The operation on `bucket` and `k`, with what it requires.
    fn uri(&self, bucket: &str, upload: &str) -> String {
        let mut uri = self.uri.replace("{Bucket}", bucket).replace("{Key+}", "k");
        for (name, _) in self.query.iter().filter(|(_, required)| *required) {
            let value = match *name {
                "uploadId" => upload,
                "partNumber" => "1",
                _ => "x",
            };
            uri.push_str(&format!("{}{name}={value}", if uri.contains('?') { '&' } else { '?' }));
        }
        if self.name == "ListDirectoryBuckets" {
            uri.push_str("?x-id=ListDirectoryBuckets");
        }
        uri
    }

    fn headers(&self) -> Vec<(&'static str, &'static str)> {
        let value = |name: &&'static str| match *name {
            "x-amz-object-attributes" => (*name, "ETag"),
            "x-amz-rename-source" => (*name, "dir--use1-az4--x-s3/other"),
            name => (name, "bkt/k"),
        };
        self.headers.iter().map(value).collect()
    }

    fn is_built(&self) -> bool {
        crate::route::operations().any(|(name, built, _)| built && name == self.name)
    }
}

impl World {
    /// A bucket `bkt`, and a versioned bucket `ver` with two versions, a delete marker and an upload that is under way.
    async fn with_everything() -> World {
        let world = World::with_bucket().await;
        world.put("/bkt/k", "bytes").await;
        world.put("/bkt/k?tagging", TAGS).await;
        world.send("PUT", "/bkt?tagging", &[], TAGS).await.expect(204);
        world.put("/ver", "").await;
        world.put("/ver?versioning", VERSIONING).await;
        for body in ["one", "two"] {
            world.put("/ver/k", body).await;
            world.put("/ver/gone", body).await;
        }
        world.delete("/ver/gone").await.expect(204);
        world
    }

    /// A bucket `lock` with an object that is locked.
    async fn with_lock(&self) {
        let lock = [("x-amz-bucket-object-lock-enabled", "true")];
        self.send("PUT", "/lock", &lock, "").await.expect(200);
        let locked = [
            ("x-amz-object-lock-mode", "GOVERNANCE"),
            ("x-amz-object-lock-retain-until-date", "2029-01-01T00:00:00Z"),
            ("x-amz-object-lock-legal-hold", "OFF"),
            ("content-md5", "1B2M2Y8AsgTpgAmY7PhCfg=="),
        ];
        self.send("PUT", "/lock/k", &locked, "").await.expect(200);
    }

    /// Begins an upload of `k` with one part: its id and the part's ETag.
    async fn upload(&self, bucket: &str) -> (String, String) {
        let id =
            self.send("POST", &format!("/{bucket}/k?uploads"), &[], "").await.expect(200).element("UploadId");
        let part = self.put(&format!("/{bucket}/k?partNumber=1&uploadId={id}"), "part").await;
        (id, part.header("etag").to_owned())
    }

    /// Every byte of the store.
    pub(crate) fn bytes(&self) -> Vec<(Bytes, Bytes)> {
        let mut all = Vec::new();
        let mut visit = |key: &[u8], value: &Bytes| {
            all.push((Bytes::copy_from_slice(key), value.clone()));
            std::ops::ControlFlow::Continue(())
        };
        self.store.scan(Bound::Unbounded, Bound::Unbounded, Order::Ascending, &mut visit).unwrap();
        all
    }

    /// Sends a request that must change nothing.
    async fn sends(&self, method: &str, uri: &str, headers: &[(&str, &str)], body: &'static str) -> Answer {
        let before = self.bytes();
        let answer = self.send(method, uri, headers, body).await;
        assert!(self.bytes() == before, "{method} {uri} has changed the store: {}", answer.text());
        answer
    }
}

const TAGS: &str = "<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>";
const KEY: &str = "<ObjectEncryption><SSE-KMS><KMSKeyArn>arn:aws:kms:us-east-1:000000000000:key/k</KMSKeyArn></SSE-KMS></ObjectEncryption>";
const VERSIONING: &str = "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>";
const DELETE: &str = "<Delete><Object><Key>k</Key></Object></Delete>";

/// docs/coverage/s3.md: "An operation that does not answers with an error that names it."
#[tokio::test]
async fn what_is_not_built_is_refused_by_name_and_changes_nothing() {
    let world = World::with_everything().await;
    for bucket in ["bkt", "ver"] {
        let (upload, _) = world.upload(bucket).await;
        for operation in model().iter().filter(|operation| !operation.is_built()) {
            for body in ["", "<Document/>", TAGS, VERSIONING, DELETE] {
                let (uri, headers) = (operation.uri(bucket, &upload), operation.headers());
                let answer =
                    world.sends(operation.method, &uri, &headers, body).await.refused(501, "NotImplemented");
                let message = answer.element("Message");
                assert!(message.contains(operation.name), "{}: {message}", operation.name);
            }
        }
    }
}

/// The cases that were seen to write: of AWS's pages, RenameObject and so on; the second is what each means there.
#[tokio::test]
async fn sub_resources_of_newer_years_do_not_fall_through() {
    let world = World::with_everything().await;
    for (method, uri, operation) in [
        ("PUT", "/bkt/k?renameObject", "RenameObject"),
        ("PUT", "/bkt/k?renameObject=", "RenameObject"),
        ("PUT", "/bkt/k?%72enameObject", "RenameObject"),
        ("PUT", "/bkt/k?renameObject&x-id=PutObject", "RenameObject"),
        ("GET", "/bkt?session", "CreateSession"),
    ] {
        let answer = world.sends(method, uri, &[], "").await.refused(501, "NotSupported");
        let expected = format!("{operation} is only supported for directory buckets.");
        assert_eq!(answer.element("Message"), expected, "{method} {uri}");
    }
    let host = [("host", "bkt.s3.us-east-1.amazonaws.com")];
    world.sends("PUT", "/k?renameObject", &host, "").await.refused(501, "NotSupported");
    world
        .sends("DELETE", "/?metadataConfiguration", &host, "")
        .await
        .refused(404, "MetadataConfigurationNotFound");
}

/// Our rule: AWS answers what it has added since, and everybody else must not guess.
#[tokio::test]
async fn invented_sub_resources_are_refused_by_name_and_change_nothing() {
    let world = World::with_everything().await;
    for path in ["/bkt", "/bkt/k", "/ver", "/ver/k", "/ver/gone", "/bkt/new", "/new-bucket"] {
        for query in [
            "future",
            "future=",
            "future=1",
            "renameObject2",
            "ACL",
            "%66uture",
            "a+b",
            "=",
            "=1",
            "versionid=null",
            "partNumber=1",
            "prefix=x",
            "future&x-id=PutObject",
            "v=1&future",
        ] {
            for (method, headers, body) in [
                ("PUT", &[][..], "body"),
                ("PUT", &[("x-amz-copy-source", "bkt/k")], ""),
                ("DELETE", &[], ""),
                ("POST", &[], DELETE),
            ] {
                let uri = format!("{path}?{query}");
                let is_of_an_object = path.matches('/').count() == 2;
                if method == "PUT" && is_of_an_object && ["future=1", "versionid=null"].contains(&query) {
                    continue;
                }
                let answer = world.sends(method, &uri, headers, body).await;
                match (method, path.matches('/').count()) {
                    ("POST", 1) => answer.refused(412, "PreconditionFailed"),
                    ("POST", _) => answer.refused(405, "MethodNotAllowed"),
                    ("PUT", 2) if query == "partNumber=1" => answer.refused(400, "InvalidArgument"),
                    _ => answer.refused(501, "NotImplemented"),
                };
            }
        }
        for query in ["future", "future=", "renameObject2", "ACL", "%66uture", "v=1&future"] {
            let uri = format!("{path}?{query}");
            let answer = world.sends("GET", &uri, &[], "").await.refused(501, "NotImplemented");
            assert!(answer.element("Message").contains(&answer.element("Parameter")));
            world.sends("HEAD", &uri, &[], "").await.expect(501);
        }
    }
    let answer = world.sends("PUT", "/bkt/k?%66uture", &[], "").await.refused(501, "NotImplemented");
    assert_eq!(answer.element("Parameter"), "%66uture");
    for upload in ["bkt", "ver"] {
        let (id, _) = world.upload(upload).await;
        for method in ["PUT", "POST", "DELETE"] {
            let uri = format!("/{upload}/k?uploadId={id}&partNumber=2&future");
            world.sends(method, &uri, &[], "x").await.refused(501, "NotImplemented");
        }
    }
}

/// Parameters with a value are passed over where nothing is written but an object, as web pages add them against caches: AWS passes
/// over all that it does not know, and less is our rule. Those
/// beginning with `x-` everywhere: <https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html>.
#[tokio::test]
async fn what_says_nothing_is_passed_over() {
    let world = World::with_everything().await;
    for query in [
        "v=1",
        "v=1&_=2",
        "session=a",
        "metrics=1",
        "x-user=johndoe",
        "X-anything",
        "x-id=GetObject",
        "&",
        "start-after=",
    ] {
        assert_eq!(world.get(&format!("/bkt/k?{query}")).await.expect(200).text(), "bytes", "{query}");
        world.send("HEAD", &format!("/bkt/k?{query}"), &[], "").await.expect(200);
    }
    for query in ["v=1", "x-user=johndoe", "list-type=2&x-id=ListObjectsV2&start-after=&marker="] {
        assert_eq!(world.get(&format!("/bkt?{query}")).await.expect(200).elements("Key"), ["k"], "{query}");
    }
    world.put("/bkt/new?v=1", "new").await;
    world.put("/bkt/new?x-future", "new").await;
    world.put("/bkt/new?X-Future=1&x-id=RenameObject", "newer").await;
    assert_eq!(world.get("/bkt/new").await.text(), "newer");
    world.delete("/bkt/new?x-id=GetObject").await.expect(204);
    world.get("/bkt/new").await.refused(404, "NoSuchKey");
}

/// AWS's answer as generally known; that it is the same for each operation is our guess.
#[tokio::test]
async fn what_has_no_versions_takes_none() {
    let world = World::with_everything().await;
    for (method, uri) in [("PUT", "/bkt/k"), ("GET", "/bkt"), ("PUT", "/bkt/k?partNumber=1&uploadId=x")] {
        let uri = format!("{uri}{}versionId=abc", if uri.contains('?') { '&' } else { '?' });
        let refused = world.sends(method, &uri, &[], "x").await.refused(400, "InvalidArgument");
        assert_eq!(refused.element("Message"), "This operation does not accept a version-id.");
        assert_eq!(
            (refused.element("ArgumentName"), refused.element("ArgumentValue")),
            ("versionId".into(), "abc".into())
        );
    }
}

/// What a presigner moved into the query is the request's, on writes too: headers, conditions, and what signs.
#[tokio::test]
async fn a_presigned_query_is_no_sub_resource() {
    let world = World::with_bucket().await;
    let signed = "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=a&X-Amz-Date=20260102T030405Z&X-Amz-Expires=9\
        &X-Amz-SignedHeaders=host&X-Amz-Security-Token=t&X-Amz-Content-Sha256=UNSIGNED-PAYLOAD&X-Amz-Signature=0";
    world
        .put(&format!("/bkt/k?{signed}&x-amz-meta-a=b&x-id=PutObject&x-amz-checksum-crc32=AAAAAA%3D%3D"), "x")
        .await;
    assert_eq!(world.get(&format!("/bkt/k?{signed}")).await.expect(200).header("x-amz-meta-a"), "b");
    let older = "AWSAccessKeyId=a&Expires=1&Signature=0";
    world.put(&format!("/bkt/k?{older}"), "y").await;
    world
        .send("PUT", &format!("/bkt/k?{older}&If-None-Match=%2A"), &[], "z")
        .await
        .refused(412, "PreconditionFailed");
    // Where nothing is signed nothing was moved.
    world.send("PUT", "/bkt/k?If-None-Match=%2A", &[], "z").await.refused(501, "NotImplemented");
    world.send("PUT", &format!("/bkt/k?{signed}&future"), &[], "z").await.refused(501, "NotImplemented");
    assert_eq!(world.get("/bkt/k").await.text(), "y");
}

const SELECT: &str = "<SelectObjectContentRequest><Expression>SELECT * FROM S3Object</Expression><ExpressionType>SQL</ExpressionType><InputSerialization><CSV/></InputSerialization><OutputSerialization><JSON/></OutputSerialization></SelectObjectContentRequest>";

/// Makes what the operation named `name` works on; the bucket that has it.
async fn place(world: &World, name: &str) -> &'static str {
    match name {
        "PutBucketAcl" | "PutObjectAcl" => "acls",
        "GetObjectLegalHold" | "GetObjectRetention" | "PutObjectLegalHold" | "PutObjectRetention" => {
            world.with_lock().await;
            "lock"
        }
        "RestoreObject" => {
            let archived = [("x-amz-storage-class", "GLACIER")];
            world.send("PUT", "/bkt/k", &archived, "").await.expect(200);
            "bkt"
        }
        "GetObjectAnnotation" => {
            world.put("/bkt/k?annotation&annotationName=x", "text").await;
            "bkt"
        }
        "RenameObject" => {
            crate::tests::bucket::directories::make(world).await;
            world.put(&format!("/{}/other", crate::tests::bucket::directories::NAME), "x").await;
            crate::tests::bucket::directories::NAME
        }
        "CreateSession" => {
            crate::tests::bucket::directories::make(world).await;
            crate::tests::bucket::directories::NAME
        }
        "CreateBucket" => "new-bucket",
        "CopyObject" | "PutBucketReplication" | "PutObjectLockConfiguration" => "ver",
        _ => "bkt",
    }
}

/// An operation of the table that is built reaches its code: s3s and the table agree on every one.
#[tokio::test]
async fn what_is_built_is_reached() {
    for operation in model().iter().filter(|operation| operation.is_built()) {
        let world = World::with_everything().await;
        let (upload, etag) = world.upload("bkt").await;
        let body = match operation.name {
            "CompleteMultipartUpload" => format!(
                "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>{etag}</ETag></Part></CompleteMultipartUpload>"
            ),
            "DeleteObjects" => DELETE.into(),
            "PutBucketTagging" | "PutObjectTagging" => TAGS.into(),
            "PutBucketVersioning" => VERSIONING.into(),
            "PutBucketNotification" | "PutBucketNotificationConfiguration" => {
                "<NotificationConfiguration/>".into()
            }
            "PutObjectLegalHold" => "<LegalHold><Status>ON</Status></LegalHold>".into(),
            "PutObjectRetention" => "<Retention><Mode>GOVERNANCE</Mode><RetainUntilDate>2030-01-01T00:00:00Z</RetainUntilDate></Retention>".into(),
            "RestoreObject" => "<RestoreRequest><Days>1</Days></RestoreRequest>".into(),
            "SelectObjectContent" => SELECT.into(),
            "UpdateObjectEncryption" => KEY.into(),
            "PutObjectAnnotation" => "text".into(),
            "PutBucketReplication" => {
                world.send("PUT", "/copy", &[], "").await.expect(200);
                world.put("/copy?versioning", VERSIONING).await;
                example(operation.name).replace(":::ver", ":::copy")
            }
            name => example(name),
        };
        let mut headers = operation.headers();
        if operation.name == "DeleteObjects" {
            headers.push(("content-md5", "5DKh5iefM5MSKvRILIuFwQ=="));
        }
        if operation.name == "UpdateObjectEncryption" {
            headers.push(("content-md5", "G2/9OBcIf71BWP67us98NQ=="));
        }
        if matches!(operation.name, "PutBucketAcl" | "PutObjectAcl") {
            let writer = [("x-amz-object-ownership", "ObjectWriter")];
            world.send("PUT", "/acls", &writer, "").await.expect(200);
            world.put("/acls/k", "x").await;
            headers.push(("x-amz-acl", "private"));
        }
        let bucket = place(&world, operation.name).await;
        if operation.name == "DeleteBucket" {
            world.delete("/bkt/k").await.expect(204);
        }
        let answer = world.send(operation.method, &operation.uri(bucket, &upload), &headers, body).await;
        let is_default = answer.status == 404 && answer.element("BucketName") == "bkt";
        assert!(answer.status < 300 || is_default, "{}: {}", operation.name, answer.text());
    }
}

/// The request line of the log names the operation of a refused request too.
#[tokio::test]
async fn a_refused_request_has_the_name_of_its_operation() {
    let world = World::with_bucket().await;
    for (method, uri, name) in [
        ("PUT", "/bkt/k?renameObject", Some("RenameObject")),
        ("PUT", "/bkt?policy", Some("PutBucketPolicy")),
        ("GET", "/bkt?policy", Some("GetBucketPolicy")),
        // No length is given.
        ("PUT", "/bkt/k", Some("PutObject")),
        ("PUT", "/bkt?tagging", Some("PutBucketTagging")),
        ("PUT", "/bkt/k?future", None),
        ("POST", "/", None),
    ] {
        let request = http::Request::builder().method(method).uri(uri).body(Body::empty()).unwrap();
        let reply = world.engine.answer(world.call(), request).await;
        assert!(reply.status().as_u16() >= 400, "{method} {uri}");
        assert_eq!(OperationName::of(&reply).map(|OperationName(name)| name), name, "{method} {uri}");
    }
}

/// Answers of AWS: POST of 2026-02-02 (<https://github.com/versity/versitygw/issues/1810>), HEAD of 2026-09-16
/// (<https://github.com/brekkylab/backlot/issues/230>), PATCH of 2026-09-22 (<https://github.com/brekkylab/backlot/issues/312>),
/// PUT of 2025-04-24. `PUT /` and the kinds of the other sub-resources are our guess.
#[tokio::test]
async fn a_method_that_nothing_has_is_not_allowed() {
    let world = World::with_everything().await;
    for (method, uri, kind, allow) in [
        ("POST", "/", "SERVICE", "GET"),
        ("PUT", "/", "SERVICE", "GET"),
        ("HEAD", "/", "SERVICE", "GET"),
        ("PATCH", "/bkt", "BUCKET", "HEAD, DELETE, POST, GET, PUT"),
        ("PATCH", "/bkt/k", "OBJECT", "HEAD, DELETE, GET, PUT"),
        ("POST", "/bkt/k", "OBJECT", "HEAD, DELETE, GET, PUT"),
        ("POST", "/bkt/k?upload", "OBJECT", "HEAD, DELETE, GET, PUT"),
        ("PUT", "/bkt/k?uploadId=x", "UPLOAD", "DELETE, POST, GET"),
        ("HEAD", "/bkt/k?uploadId=x", "UPLOAD", "DELETE, POST, GET"),
        ("HEAD", "/bkt?location", "LOCATION", "GET"),
        ("HEAD", "/none?location", "LOCATION", "GET"),
        ("HEAD", "/bkt?uploads", "UPLOADS", "POST, GET"),
        ("HEAD", "/bkt?versioning", "VERSIONING", "GET, PUT"),
        ("HEAD", "/bkt?policy", "BUCKETPOLICY", "DELETE, GET, PUT"),
        ("HEAD", "/bkt?versions", "BUCKETVERSIONS", "GET"),
        ("HEAD", "/bkt/k?acl", "ACL", "GET, PUT"),
        ("HEAD", "/bkt/k?tagging", "OBJECT_TAGGING", "DELETE, GET, PUT"),
        ("HEAD", "/bkt/k?location=1", "LOCATION", "GET"),
        ("HEAD", "/bkt/k?encryption", "ENCRYPTION", "PUT"),
        ("DELETE", "/bkt?acl", "ACL", "GET, PUT"),
        ("PUT", "/bkt/k?uploads", "UPLOADS", "POST, GET"),
        ("DELETE", "/bkt/k?uploads", "UPLOADS", "POST, GET"),
        ("DELETE", "/bkt?versioning", "VERSIONING", "GET, PUT"),
        ("DELETE", "/bkt?publicAccessBlock2=1&location", "LOCATION", "GET"),
        ("GET", "/bkt?delete", "MULTI_OBJECT_DELETE", "POST"),
        ("PUT", "/bkt?delete", "MULTI_OBJECT_DELETE", "POST"),
    ] {
        let answer = world.sends(method, uri, &[], "").await.expect(405);
        assert_eq!(answer.header("allow"), allow, "{method} {uri}");
        if method != "HEAD" {
            let answer = answer.refused(405, "MethodNotAllowed");
            assert_eq!(
                (answer.element("Method").as_str(), answer.element("ResourceType").as_str()),
                (method, kind)
            );
        }
    }
    // Measured on 2026-09-22, as above.
    let refused = world.sends("POST", "/bkt", &[], "x").await.refused(412, "PreconditionFailed");
    assert_eq!(refused.element("Condition"), "Bucket POST must be of the enclosure-type multipart/form-data");
    // A bucket's sub-resource at a key is never the object itself (2026-09-17, issue 267 there); AWS serves the bucket's.
    for (method, uri) in
        [("GET", "/bkt/k?location=1"), ("PUT", "/bkt/k?policy"), ("DELETE", "/bkt/k?website=")]
    {
        world.sends(method, uri, &[], "").await.refused(501, "NotImplemented");
    }
}

/// <https://github.com/brekkylab/backlot/issues/230> has the status, measured on AWS; the words are those of AWS's answer to
/// the first.
#[tokio::test]
async fn one_sub_resource_at_a_time() {
    let world = World::with_everything().await;
    for (method, uri, names) in [
        ("GET", "/bkt?uploads&uploadId=x", "uploadId, uploads"),
        ("POST", "/bkt/k?uploads&uploadId=x", "uploadId, uploads"),
        ("GET", "/bkt?acl&versioning", "acl, versioning"),
        ("PUT", "/bkt?versioning&tagging", "tagging, versioning"),
        ("DELETE", "/bkt/k?tagging&acl", "acl, tagging"),
        ("DELETE", "/bkt?website&cors&policy", "cors, policy, website"),
        ("GET", "/bkt/k?location&versioning", "location, versioning"),
    ] {
        let answer = world.sends(method, uri, &[], "").await.refused(400, "InvalidArgument");
        assert_eq!(answer.element("Message"), format!("Conflicting query string parameters: {names}"));
        assert_eq!(answer.element("ArgumentName"), "ResourceType");
        assert_eq!(answer.element("ArgumentValue"), names.split(',').next().unwrap());
    }
    world.sends("HEAD", "/bkt?acl&versioning", &[], "").await.expect(400);
    // Twice the same is one.
    world.get("/bkt?acl&acl=").await.expect(200);
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html>: 400 with the AWS CLI, for every request with a key.
#[tokio::test]
async fn keys_that_climb_are_refused() {
    let world = World::with_everything().await;
    for key in ["../x/object", "a/../../b", "..", "%2E%2E/x", "..%2Fx"] {
        for method in ["PUT", "GET", "DELETE", "HEAD"] {
            let answer = world.sends(method, &format!("/bkt/{key}"), &[], "").await.expect(400);
            assert_eq!(answer.text(), "");
        }
        world.sends("POST", &format!("/bkt/{key}?uploads"), &[], "").await.expect(400);
        let host = [("host", "bkt.s3.amazonaws.com")];
        world.sends("PUT", &format!("/{key}"), &host, "").await.expect(400);
    }
    world.put("/bkt/a/../b", "x").await;
    assert_eq!(world.get("/bkt/a/../b").await.expect(200).text(), "x");
}

/// A key of one slash is a key.
#[tokio::test]
async fn a_slash_is_a_key() {
    let world = World::with_bucket().await;
    world.get("/bkt//?acl").await.refused(404, "NoSuchKey");
    world.put("/bkt//", "x").await;
    assert_eq!(world.get("/bkt//?acl").await.expect(200).element("Permission"), "FULL_CONTROL");
    let host = [("host", "bkt.s3.amazonaws.com")];
    assert_eq!(world.send("GET", "//", &host, "").await.expect(200).text(), "x");
    world.get("/bkt//?cors=1").await.refused(501, "NotImplemented");
    world.get("/%62kt?cors").await.refused(404, "NoSuchCORSConfiguration");
    assert_eq!(world.get("/%62kt/?acl").await.expect(200).element("Permission"), "FULL_CONTROL");
}

/// <https://docs.aws.amazon.com/general/latest/gr/s3.html>: endpoints with rules of their own.
#[tokio::test]
async fn hosts_that_are_no_buckets_are_refused_by_name() {
    let world = World::with_everything().await;
    for (host, label) in [
        ("bkt-000000000000.s3-object-lambda.us-east-1.amazonaws.com", "s3-object-lambda"),
        ("000000000000.s3-control.us-east-1.amazonaws.com", "s3-control"),
    ] {
        for (method, uri) in
            [("PUT", "/bkt/k"), ("PUT", "/new-bucket"), ("GET", "/bkt/k"), ("DELETE", "/bkt/k")]
        {
            let answer =
                world.sends(method, uri, &[("host", host)], "x").await.refused(501, "NotImplemented");
            assert_eq!(answer.element("Message"), format!("The endpoint {label} is not implemented."));
        }
    }
    // S3 Control where the client's endpoint has no such name: boto3's `endpoint_url`.
    world.put("/v20180820", "").await;
    let account = ("x-amz-account-id", "000000000000");
    for host in ["localhost:4566", "000000000000.localhost:4566"] {
        let uri = "/v20180820/configuration/publicAccessBlock";
        world.sends("PUT", uri, &[account, ("host", host)], "x").await.refused(501, "NotImplemented");
    }
}
