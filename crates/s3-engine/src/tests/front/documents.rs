//! Documents in and out: what an XML reader makes of them.

use crate::tests::{Answer, World};

/// The MD5 of a body, as DeleteObjects wants it.
fn md5(body: &str) -> String {
    use base64::Engine as _;
    use md5::Digest as _;
    base64::engine::general_purpose::STANDARD.encode(md5::Md5::digest(body.as_bytes()))
}

impl World {
    pub(crate) async fn post(&self, uri: &str, document: &str) -> Answer {
        self.send("POST", uri, &[("content-md5", &md5(document))], document.to_owned()).await
    }

    /// The keys of `bkt`, as `encoding-type=url` writes them.
    async fn keys(&self) -> Vec<String> {
        self.get("/bkt?list-type=2&encoding-type=url").await.expect(200).elements("Key")
    }
}

pub(crate) fn deleting(keys: &[&str]) -> String {
    let objects: String = keys.iter().map(|key| format!("<Object><Key>{key}</Key></Object>")).collect();
    format!("<Delete>{objects}</Delete>")
}

/// XML 1.0, 2.7: a CDATA section is character data. The object that the document names goes, no other.
#[tokio::test]
async fn cdata_is_text() {
    let world = World::with_bucket().await;
    for key in ["xy", "xa&by"] {
        world.put(&format!("/bkt/{key}"), "").await;
    }
    let answer = world.post("/bkt?delete", &deleting(&["x<![CDATA[a&b]]>y"])).await.expect(200);
    assert_eq!(answer.element("Key"), "xa&amp;by");
    assert_eq!(world.keys().await, ["xy"]);
}

/// The same in each of the other documents that are read.
#[tokio::test]
async fn cdata_is_text_in_every_document() {
    let world = World::with_bucket().await;
    world.put("/bkt/k", "").await;
    let tagging = "<Tagging><TagSet><Tag><Key><![CDATA[a]]></Key><Value>b<![CDATA[ = ]]>c</Value></Tag></TagSet></Tagging>";
    for uri in ["/bkt/k?tagging", "/bkt?tagging"] {
        let answer = world.send("PUT", uri, &[("content-md5", &md5(tagging))], tagging).await;
        assert!(matches!(answer.status, 200 | 204), "{}", answer.text());
        let tags = world.get(uri).await.expect(200);
        assert_eq!((tags.element("Key"), tags.element("Value")), ("a".into(), "b = c".into()), "{uri}");
    }
    let versioning =
        "<VersioningConfiguration><Status><![CDATA[Enabled]]></Status></VersioningConfiguration>";
    world.put("/bkt?versioning", versioning).await;
    assert_eq!(world.get("/bkt?versioning").await.element("Status"), "Enabled");
    let location = "<CreateBucketConfiguration><LocationConstraint><![CDATA[eu-west-1]]></LocationConstraint></CreateBucketConfiguration>";
    world.in_region("eu-west-1").put("/other", location).await;
    assert_eq!(
        world.get("/other?location").await.text().matches("eu-west-1").count(),
        1,
        "the location is what the section says"
    );
    let notification = "<NotificationConfiguration><EventBridgeConfiguration/><!-- <![CDATA[ --></NotificationConfiguration>";
    world.send("PUT", "/bkt?notification", &[], notification).await;
    let id = world.send("POST", "/bkt/m?uploads", &[], "").await.expect(200).element("UploadId");
    let part = world.put(&format!("/bkt/m?partNumber=1&uploadId={id}"), "x").await;
    let complete = format!(
        "<CompleteMultipartUpload><Part><PartNumber><![CDATA[1]]></PartNumber><ETag><![CDATA[{}]]></ETag></Part></CompleteMultipartUpload>",
        part.header("etag")
    );
    world.send("POST", &format!("/bkt/m?uploadId={id}"), &[], complete).await.expect(200);
}

/// XML 1.0, 2.2 and AWS's page on object keys: U+0001 and the like stand in no document, by whatever way, and a
/// document that holds one deletes nothing.
#[tokio::test]
async fn control_characters_are_malformed() {
    let world = World::with_bucket().await;
    for (character, encoded) in [("\u{1}", "%01"), ("\u{b}", "%0B"), ("\u{10}", "%10"), ("\u{1f}", "%1F")] {
        world.put(&format!("/bkt/a{encoded}b"), "").await;
        for key in [format!("a{character}b"), format!("<![CDATA[a{character}b]]>")] {
            world.post("/bkt?delete", &deleting(&["c", &key])).await.refused(400, "MalformedXML");
        }
        let tagging =
            format!("<Tagging><TagSet><Tag><Key>a</Key><Value>{character}</Value></Tag></TagSet></Tagging>");
        let uri = format!("/bkt/a{encoded}b?tagging");
        let answer = world.send("PUT", &uri, &[("content-md5", &md5(&tagging))], tagging).await;
        answer.refused(400, "MalformedXML");
    }
    assert_eq!(world.keys().await.len(), 4);
}

/// XML 1.0, 2.11 and AWS's page on object keys: a carriage return in a document is a line end; `&#13;` is one in a key.
#[tokio::test]
async fn carriage_returns_are_line_ends() {
    let world = World::with_bucket().await;
    for key in ["a%0Ab", "a%0Db", "c%0Ad", "c%0D%0Ad"] {
        world.put(&format!("/bkt/{key}"), "").await;
    }
    world.post("/bkt?delete", &deleting(&["a\rb", "c\r\nd"])).await.expect(200);
    assert_eq!(world.keys().await, ["a%0Db", "c%0D%0Ad"]);
    let answer = world.post("/bkt?delete", &deleting(&["a&#13;b", "c&#xD;&#10;d"])).await.expect(200);
    assert_eq!(answer.elements("Key"), ["a&#13;b", "c&#13;\nd"]);
    assert_eq!(world.keys().await, [""; 0]);
}

/// AWS's page on object keys: a carriage return is `&#13;` in every reply, so that readers see it. What XML 1.0 does not
/// have AWS writes by number too: its answer of 2018-12-26, `<Key>a&#x19;&#x7;</Key>` (minio/minio-py, issue 716).
#[tokio::test]
async fn replies_write_carriage_returns_by_number() {
    let world = World::with_bucket().await;
    world
        .put("/bkt?versioning", "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>")
        .await;
    for key in ["a%0Db/%01", "a%0Dc"] {
        world.put(&format!("/bkt/{key}"), "").await;
        world.send("POST", &format!("/bkt/{key}?uploads"), &[], "").await.expect(200);
    }
    world.delete("/bkt/a%0Dc").await.expect(204);
    for query in ["list-type=2", "", "versions", "uploads"] {
        let list = world.get(&format!("/bkt?{query}")).await.expect(200);
        assert!(list.elements("Key").contains(&"a&#13;b/&#x1;".to_owned()), "{}", list.text());
        assert!(!list.text().contains('\r'), "{query}");
        assert_eq!(list.header("content-length").parse().unwrap_or(list.body.len()), list.body.len());
        let uri =
            format!("/bkt?{query}&delimiter=/&prefix=a%0D&marker=a%0D&key-marker=a%0D&start-after=a%0D");
        let list = world.get(&uri).await.expect(200);
        assert_eq!(list.elements("CommonPrefixes"), ["<Prefix>a&#13;b/</Prefix>"]);
        assert!(list.text().contains("<Prefix>a&#13;</Prefix>"), "{}", list.text());
        assert!(!list.text().contains('\r'), "{query}");
    }
    let answer = world.send("POST", "/bkt/a%0Db?uploads", &[], "").await.expect(200);
    assert_eq!(answer.element("Key"), "a&#13;b");
    let refused = world.get("/bkt/x%0Dy").await.refused(404, "NoSuchKey");
    assert_eq!(refused.element("Key"), "x&#13;y");
}

/// Elements of AWS's newest model (botocore 1.44.8) that are newer than the readers here.
#[tokio::test]
async fn newer_elements_are_understood() {
    let world = World::with_bucket().await;
    let id = world.send("POST", "/bkt/m?uploads", &[], "").await.expect(200).element("UploadId");
    let part = world.put(&format!("/bkt/m?partNumber=1&uploadId={id}"), "x").await;
    let complete = format!(
        "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ChecksumXXHASH3>AAAAAAAAAAA=</ChecksumXXHASH3><ETag>{}</ETag></Part></CompleteMultipartUpload>",
        part.header("etag")
    );
    // It is understood: no part has such a checksum.
    let whole = format!("/bkt/m?uploadId={id}");
    world.send("POST", &whole, &[], complete).await.refused(400, "InvalidPart");
    let encryption = "<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm></ApplyServerSideEncryptionByDefault><BlockedEncryptionTypes><EncryptionType>SSE-C</EncryptionType></BlockedEncryptionTypes></Rule></ServerSideEncryptionConfiguration>";
    world.send("PUT", "/bkt?encryption", &[], encryption).await.expect(200);
    assert_eq!(world.get("/bkt?encryption").await.element("EncryptionType"), "SSE-C");
}
