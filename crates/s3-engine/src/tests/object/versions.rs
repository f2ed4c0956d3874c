//! Versioning, seen from outside.
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/versioning-workflows.html>

use crate::tests::World;

pub(crate) async fn set(world: &World, status: &str) {
    let document = format!(
        "<VersioningConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Status>{status}</Status></VersioningConfiguration>"
    );
    world.put("/bkt?versioning", document).await;
}

async fn put(world: &World, body: &'static str) -> String {
    world.put("/bkt/k", body).await.header("x-amz-version-id").to_owned()
}

#[tokio::test]
async fn a_buckets_state() {
    let world = World::with_bucket().await;
    assert_eq!(world.get("/bkt?versioning").await.expect(200).element("Status"), "");
    set(&world, "Enabled").await;
    assert_eq!(world.get("/bkt?versioning").await.element("Status"), "Enabled");
    set(&world, "Suspended").await;
    assert_eq!(world.get("/bkt?versioning").await.element("Status"), "Suspended");
    let refused = world.send("PUT", "/bkt?versioning", &[], "<VersioningConfiguration/>").await;
    refused.refused(400, "IllegalVersioningConfigurationException");
}

#[tokio::test]
async fn writes_keep_what_they_replace() {
    let world = World::with_bucket().await;
    world.put("/bkt/k", "null").await;
    set(&world, "Enabled").await;
    let (one, two) = (put(&world, "one").await, put(&world, "two").await);
    assert_ne!(one, two);
    for (uri, body, id) in [
        ("/bkt/k".to_owned(), "two", two.as_str()),
        (format!("/bkt/k?versionId={one}"), "one", &one),
        (format!("/bkt/k?versionId={two}"), "two", &two),
        ("/bkt/k?versionId=null".to_owned(), "null", ""),
    ] {
        let got = world.get(&uri).await.expect(200);
        assert_eq!(got.text(), body, "{uri}");
        if !id.is_empty() {
            assert_eq!(got.header("x-amz-version-id"), id);
        }
    }
    let list = world.get("/bkt?versions").await.expect(200);
    assert_eq!(list.elements("VersionId"), [two.as_str(), &one, "null"]);
    assert_eq!(list.elements("IsLatest"), ["true", "false", "false"]);
    assert_eq!(world.get("/bkt").await.elements("Key"), ["k"]);
    // A version that was made elsewhere, or never.
    let other = world.get(&format!("/bkt/other?versionId={one}")).await.refused(404, "NoSuchVersion");
    assert_eq!((other.element("Key"), other.element("VersionId")), ("other".into(), one.clone()));
    world.delete("/bkt").await.refused(409, "BucketNotEmpty");
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeleteMarker.html>
#[tokio::test]
async fn a_delete_without_an_id_adds_a_marker() {
    let world = World::with_bucket().await;
    set(&world, "Enabled").await;
    let one = put(&world, "one").await;
    let deleted = world.delete("/bkt/k").await.expect(204);
    assert_eq!(deleted.header("x-amz-delete-marker"), "true");
    let marker = deleted.header("x-amz-version-id").to_owned();
    let gone = world.get("/bkt/k").await.refused(404, "NoSuchKey");
    assert_eq!(
        (gone.header("x-amz-delete-marker"), gone.header("x-amz-version-id")),
        ("true", marker.as_str())
    );
    let refused = world.get(&format!("/bkt/k?versionId={marker}")).await.refused(405, "MethodNotAllowed");
    assert_eq!((refused.header("allow"), refused.header("x-amz-delete-marker")), ("DELETE", "true"));
    assert_eq!(refused.element("ResourceType"), "DeleteMarker");
    assert_eq!(world.get("/bkt").await.elements("Key"), [""; 0]);
    let list = world.get("/bkt?versions").await.expect(200);
    assert_eq!(list.elements("DeleteMarker").len(), 1);
    // If-Match on a current delete marker: 404 (recorded on AWS).
    world.send("PUT", "/bkt/k", &[("if-match", "x")], "x").await.refused(404, "NoSuchKey");
    // Removing the marker brings the object back.
    let removed = world.delete(&format!("/bkt/k?versionId={marker}")).await.expect(204);
    assert_eq!(removed.header("x-amz-delete-marker"), "true");
    assert_eq!(world.get("/bkt/k").await.expect(200).text(), "one");
    let removed = world.delete(&format!("/bkt/k?versionId={one}")).await.expect(204);
    assert_eq!(
        (removed.header("x-amz-version-id"), removed.header("x-amz-delete-marker")),
        (one.as_str(), "")
    );
    world.get("/bkt/k").await.refused(404, "NoSuchKey");
    world.delete("/bkt").await.expect(204);
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/VersionSuspendedBehavior.html>
#[tokio::test]
async fn a_suspended_bucket_replaces_the_null_version_only() {
    let world = World::with_bucket().await;
    world.put("/bkt/k", "zero").await;
    set(&world, "Enabled").await;
    let one = put(&world, "one").await;
    set(&world, "Suspended").await;
    assert_eq!(put(&world, "two").await, "");
    let got = world.get("/bkt/k").await.expect(200);
    assert_eq!((got.text().as_str(), got.header("x-amz-version-id")), ("two", "null"));
    assert_eq!(world.get("/bkt?versions").await.elements("VersionId"), ["null", one.as_str()]);
    put(&world, "three").await;
    assert_eq!(world.get("/bkt?versions").await.elements("VersionId"), ["null", one.as_str()]);
    let deleted = world.delete("/bkt/k").await.expect(204);
    assert_eq!((deleted.header("x-amz-version-id"), deleted.header("x-amz-delete-marker")), ("null", "true"));
    assert_eq!(world.get("/bkt?versions").await.elements("VersionId"), ["null", one.as_str()]);
    // The null version below newer ones is found and replaced too.
    set(&world, "Enabled").await;
    let four = put(&world, "four").await;
    set(&world, "Suspended").await;
    put(&world, "five").await;
    assert_eq!(world.get("/bkt?versions").await.elements("VersionId"), ["null", &four, &one]);
    world.delete("/bkt/k?versionId=null").await.expect(204);
    assert_eq!(world.get("/bkt/k").await.text(), "four");
    world.get("/bkt/k?versionId=null").await.refused(404, "NoSuchVersion");
    assert_eq!(put(&world, "six").await, "");
    assert_eq!(world.get("/bkt?versions").await.elements("VersionId"), ["null", &four, &one]);
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html>
#[tokio::test]
async fn versions_are_listed_in_pages() {
    let world = World::with_bucket().await;
    set(&world, "Enabled").await;
    let mut ids = Vec::new();
    for body in ["1", "2", "3"] {
        ids.push(put(&world, body).await);
    }
    world.put("/bkt/m/1", "x").await;
    world.put("/bkt/m/2", "x").await;
    let first = world.get("/bkt?versions&max-keys=2").await.expect(200);
    assert_eq!(first.elements("VersionId"), [ids[2].as_str(), &ids[1]]);
    assert_eq!(first.element("NextKeyMarker"), "k");
    assert_eq!(first.element("NextVersionIdMarker"), ids[1]);
    let uri = format!("/bkt?versions&delimiter=/&key-marker=k&version-id-marker={}", ids[1]);
    let second = world.get(&uri).await.expect(200);
    assert_eq!(second.elements("VersionId"), [ids[0].as_str()]);
    assert_eq!(second.element("IsLatest"), "false");
    assert_eq!(second.element("CommonPrefixes"), "<Prefix>m/</Prefix>");
    world.get("/bkt?versions&version-id-marker=x").await.refused(400, "InvalidArgument");
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html>
#[tokio::test]
async fn many_are_deleted_at_once() {
    use base64::Engine as _;
    use md5::Digest as _;
    let world = World::with_bucket().await;
    set(&world, "Enabled").await;
    let one = put(&world, "one").await;
    let document = format!(
        "<Delete><Object><Key>k</Key></Object><Object><Key>k</Key><VersionId>{one}</VersionId></Object><Object><Key>none</Key><VersionId>bad</VersionId></Object></Delete>"
    );
    let md5 = |text: &str| base64::engine::general_purpose::STANDARD.encode(md5::Md5::digest(text));
    world.send("POST", "/bkt?delete", &[], document.clone()).await.refused(400, "InvalidRequest");
    let digest = md5(&document);
    let done = world.send("POST", "/bkt?delete", &[("content-md5", &digest)], document).await.expect(200);
    assert_eq!(done.elements("DeleteMarker"), ["true"]);
    assert_eq!(done.elements("VersionId"), [one.as_str(), "bad"]);
    assert_eq!(done.elements("Code"), ["NoSuchVersion"]);
    let document = "<Delete><Quiet>true</Quiet><Object><Key>k</Key></Object></Delete>";
    let quiet =
        world.send("POST", "/bkt?delete", &[("content-md5", &md5(document))], document).await.expect(200);
    assert_eq!(quiet.elements("Deleted"), [""; 0]);
    let many: String = (0..1001).map(|n| format!("<Object><Key>{n}</Key></Object>")).collect();
    let many = format!("<Delete>{many}</Delete>");
    let digest = md5(&many);
    world.send("POST", "/bkt?delete", &[("content-md5", &digest)], many).await.refused(400, "MalformedXML");
}
