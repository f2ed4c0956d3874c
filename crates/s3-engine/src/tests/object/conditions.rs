//! Conditions of deletes and of presigned requests, seen from outside.
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-deletes.html>

use crate::tests::World;

/// Measured on AWS, us-east-1, 2026-03-06, and eu-west-1, 2026-08-23: 404 wherever no object is current. The user guide
/// says 412 for a current delete marker; both measurements say 404.
#[tokio::test]
async fn a_condition_on_what_is_not_there_is_not_met() {
    let world = World::with_bucket().await;
    for condition in ["*", "\"d41d8cd98f00b204e9800998ecf8427e\""] {
        let refused = world.send("DELETE", "/bkt/never", &[("if-match", condition)], "").await;
        assert_eq!(refused.refused(404, "NoSuchKey").element("Key"), "never");
    }
    world.put("/bkt/gone", "x").await;
    world.delete("/bkt/gone").await.expect(204);
    world.send("DELETE", "/bkt/gone", &[("if-match", "*")], "").await.refused(404, "NoSuchKey");

    crate::tests::object::versions::set(&world, "Enabled").await;
    world.send("DELETE", "/bkt/never", &[("if-match", "*")], "").await.refused(404, "NoSuchKey");
    let etag = world.put("/bkt/k", "x").await.header("etag").to_owned();
    world.delete("/bkt/k").await.expect(204);
    let before = world.get("/bkt?versions").await.expect(200).body;
    // The ETag is that of the version below the marker.
    for condition in ["*", etag.as_str()] {
        world.send("DELETE", "/bkt/k", &[("if-match", condition)], "").await.refused(404, "NoSuchKey");
    }
    assert_eq!(world.get("/bkt?versions").await.body, before);
    // Without a condition what is not there may be deleted.
    world.delete("/bkt/never").await.expect(204);
}

/// The same measurements: an object that is there is held against the condition.
#[tokio::test]
async fn a_condition_on_an_object() {
    let world = World::with_bucket().await;
    let etag = world.put("/bkt/k", "x").await.header("etag").to_owned();
    let refused = world.send("DELETE", "/bkt/k", &[("if-match", "\"other\"")], "").await;
    assert_eq!(refused.refused(412, "PreconditionFailed").element("Condition"), "If-Match");
    world.send("DELETE", "/bkt/k", &[("if-match", &etag)], "").await.expect(204);
    world.put("/bkt/k", "x").await;
    world.send("DELETE", "/bkt/k", &[("if-match", "*")], "").await.expect(204);
    world.get("/bkt/k").await.refused(404, "NoSuchKey");
}

/// Measured on AWS, us-east-1, 2026-03-06: a condition and a version id do not go together, whatever the condition.
#[tokio::test]
async fn a_version_is_not_deleted_under_a_condition() {
    let world = World::with_bucket().await;
    crate::tests::object::versions::set(&world, "Enabled").await;
    let put = world.put("/bkt/k", "x").await;
    let (etag, id) = (put.header("etag").to_owned(), put.header("x-amz-version-id").to_owned());
    for condition in [etag.as_str(), "*", "\"other\""] {
        let uri = format!("/bkt/k?versionId={id}");
        let refused = world.send("DELETE", &uri, &[("if-match", condition)], "").await;
        let refused = refused.refused(501, "NotImplemented");
        assert_eq!(
            (refused.element("Header").as_str(), refused.element("Message").as_str()),
            ("If-Match", "A header you provided implies functionality that is not implemented")
        );
    }
    assert_eq!(world.get(&format!("/bkt/k?versionId={id}")).await.expect(200).text(), "x");
}

/// Recorded on AWS: a condition in the query of a presigned request counts as in a header. Without a signature a query
/// is no place for one.
#[tokio::test]
async fn conditions_in_a_presigned_url() {
    let world = World::with_bucket().await;
    world.put("/bkt/k", "hello").await;
    let signed = "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=00";
    let send =
        async |method: &str, query: &str| world.send(method, &format!("/bkt/k?{query}"), &[], "").await;
    let right = "If-Match=%225d41402abc4b2a76b9719d911017c592%22";
    for (query, status) in [
        (format!("{signed}&{right}"), 200),
        (format!("{signed}&If-Match=%22other%22"), 412),
        (format!("{signed}&If-None-Match=%225d41402abc4b2a76b9719d911017c592%22"), 304),
        (format!("{signed}&If-Modified-Since=Fri%2C%2002%20Jan%202026%2003%3A04%3A05%20GMT"), 304),
        ("AWSAccessKeyId=x&Expires=9&Signature=x&if-match=other".to_owned(), 412),
        ("If-Match=other".to_owned(), 200),
    ] {
        send("GET", &query).await.expect(status);
    }
    send("DELETE", &format!("{signed}&If-Match=%22other%22")).await.refused(412, "PreconditionFailed");
    send("PUT", &format!("{signed}&If-None-Match=%2A")).await.refused(412, "PreconditionFailed");
    assert_eq!(world.get("/bkt/k").await.expect(200).text(), "hello");
}
