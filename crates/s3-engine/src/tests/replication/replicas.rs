//! Versions that go into other buckets. What goes, and what it is there, is from
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-what-is-isnot-replicated.html> and
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-status.html>.

use std::sync::Arc;

use crate::tests::World;
use crate::tests::notify::notifications::{Inbox, document, function, settle};

const ROLE: &str = "arn:aws:iam::000000000000:role/replication";

fn configuration(rules: &[String]) -> String {
    format!("<ReplicationConfiguration><Role>{ROLE}</Role>{}</ReplicationConfiguration>", rules.concat())
}

fn rule(priority: u8, filter: &str, to: &str, more: &str, markers: &str) -> String {
    format!(
        "<Rule><ID>r{priority}</ID><Priority>{priority}</Priority><Filter>{filter}</Filter><Status>Enabled</Status><Destination><Bucket>arn:aws:s3:::{to}</Bucket>{more}</Destination><DeleteMarkerReplication><Status>{markers}</Status></DeleteMarkerReplication></Rule>"
    )
}

/// Two buckets that keep versions, and what goes from the first into the second.
async fn with(rules: &[String]) -> (World, Arc<Inbox>) {
    let (world, inbox) = (World::with_bucket().await, Arc::new(Inbox::default()));
    world.engine.start(inbox.clone());
    for bucket in ["/bkt", "/copy"] {
        world.send("PUT", bucket, &[], "").await.expect(200);
        let enabled = "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>";
        world.put(&format!("{bucket}?versioning"), enabled).await;
    }
    world.put("/bkt/before", "x").await;
    world.put("/bkt?replication", configuration(rules)).await;
    (world, inbox)
}

async fn status(world: &World, uri: &str) -> String {
    world.send("HEAD", uri, &[], "").await.expect(200).header("x-amz-replication-status").to_owned()
}

#[tokio::test]
async fn a_version_is_copied_with_all_that_belongs_to_it() {
    let (world, _) = with(&[rule(1, "<Prefix>in/</Prefix>", "copy", "", "Disabled")]).await;
    let headers = [("x-amz-meta-a", "b"), ("x-amz-tagging", "t=1"), ("content-type", "text/plain")];
    let written = world.send("PUT", "/bkt/in/k", &headers, "hello").await.expect(200);
    world.put("/bkt/out", "x").await;
    settle().await;
    assert_eq!(status(&world, "/bkt/in/k").await, "COMPLETED");
    let copy = world.get("/copy/in/k").await.expect(200);
    assert_eq!((copy.text().as_str(), copy.header("x-amz-meta-a")), ("hello", "b"));
    assert_eq!(copy.header("x-amz-replication-status"), "REPLICA");
    assert_eq!(copy.header("x-amz-version-id"), written.header("x-amz-version-id"));
    assert_eq!(copy.header("content-type"), "text/plain");
    assert_eq!(copy.header("etag"), written.header("etag"));
    assert_eq!(world.get("/copy/in/k?tagging").await.expect(200).elements("Key"), ["t"]);
    // What was there before, and what no rule names, stays.
    assert_eq!(world.get("/copy").await.expect(200).elements("Key"), ["in/k"]);
    assert_eq!(status(&world, "/bkt/out").await, "");
    // Tags that are put later follow.
    let tags = "<Tagging><TagSet><Tag><Key>later</Key><Value>2</Value></Tag></TagSet></Tagging>";
    world.put("/bkt/in/k?tagging", tags).await;
    settle().await;
    assert_eq!(world.get("/copy/in/k?tagging").await.expect(200).elements("Key"), ["later"]);
    // So do annotations.
    world.put("/bkt/in/k?annotation&annotationName=a", "text").await;
    world.put("/bkt/in/k?annotation&annotationName=b", "text").await;
    world.delete("/bkt/in/k?annotation&annotationName=b").await.expect(204);
    settle().await;
    assert_eq!(world.get("/copy/in/k?annotation").await.expect(200).elements("AnnotationName"), ["a"]);
    assert_eq!(status(&world, "/bkt/in/k").await, "COMPLETED");
    // The bytes are each one's own.
    let id = written.header("x-amz-version-id");
    world.delete(&format!("/bkt/in/k?versionId={id}")).await.expect(204);
    assert_eq!(world.get("/copy/in/k").await.expect(200).text(), "hello");
    assert_eq!(world.get("/copy/in/k?annotation&annotationName=a").await.expect(200).text(), "text");
}

#[tokio::test]
async fn delete_markers_go_along_where_the_rule_says_so_and_deletes_of_versions_never() {
    let (world, _) = with(&[rule(1, "", "copy", "", "Enabled")]).await;
    let id = world.put("/bkt/k", "x").await.header("x-amz-version-id").to_owned();
    settle().await;
    world.delete("/bkt/k").await.expect(204);
    settle().await;
    world.get("/copy/k").await.refused(404, "NoSuchKey");
    world.delete(&format!("/bkt/k?versionId={id}")).await.expect(204);
    settle().await;
    assert_eq!(world.get(&format!("/copy/k?versionId={id}")).await.expect(200).text(), "x");
    world.put("/bkt?replication", configuration(&[rule(1, "", "copy", "", "Disabled")])).await;
    world.put("/bkt/l", "x").await;
    settle().await;
    world.delete("/bkt/l").await.expect(204);
    settle().await;
    world.get("/copy/l").await.expect(200);
}

#[tokio::test]
async fn a_replica_may_have_another_class_and_is_not_replicated_again() {
    let class = "<StorageClass>STANDARD_IA</StorageClass>";
    let (world, _) = with(&[rule(1, "", "copy", class, "Disabled")]).await;
    world.put("/copy?replication", configuration(&[rule(1, "", "bkt", "", "Disabled")])).await;
    world.put("/bkt/k", "x").await;
    settle().await;
    let copy = world.get("/copy/k").await.expect(200);
    assert_eq!(copy.header("x-amz-storage-class"), "STANDARD_IA");
    assert_eq!(status(&world, "/bkt/k").await, "COMPLETED");
    assert_eq!(world.get("/bkt?versions&prefix=k").await.expect(200).elements("VersionId").len(), 1);
    // The other way.
    world.put("/copy/back", "y").await;
    settle().await;
    assert_eq!(world.get("/bkt/back").await.expect(200).text(), "y");
}

#[tokio::test]
async fn of_rules_for_one_bucket_the_highest_priority_counts() {
    let class = |class: &str| format!("<StorageClass>{class}</StorageClass>");
    let (world, _) = with(&[
        rule(1, "<Prefix>a</Prefix>", "copy", &class("GLACIER"), "Disabled"),
        rule(
            2,
            "<And><Prefix>a</Prefix><Tag><Key>t</Key><Value>1</Value></Tag></And>",
            "copy",
            &class("ONEZONE_IA"),
            "Disabled",
        ),
    ])
    .await;
    world.send("PUT", "/bkt/ab", &[("x-amz-tagging", "t=1")], "x").await.expect(200);
    world.put("/bkt/ac", "x").await;
    settle().await;
    let class = |answer: crate::tests::Answer| answer.header("x-amz-storage-class").to_owned();
    assert_eq!(class(world.send("HEAD", "/copy/ab", &[], "").await.expect(200)), "ONEZONE_IA");
    assert_eq!(class(world.send("HEAD", "/copy/ac", &[], "").await.expect(200)), "GLACIER");
}

#[tokio::test]
async fn what_cannot_be_replicated_says_so() {
    let (world, inbox) = with(&[rule(1, "", "copy", "", "Disabled")]).await;
    let failed = document(&[function("f", &["s3:Replication:OperationFailedReplication"], &[])]);
    world.put("/bkt?notification", failed).await;
    world.delete("/copy").await.expect(204);
    world.put("/bkt/k", "x").await;
    settle().await;
    assert_eq!(status(&world, "/bkt/k").await, "FAILED");
    assert_eq!(inbox.names(), ["Replication:OperationFailedReplication"]);
}

/// Another account's bucket takes what its policy lets in:
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-walkthrough-2.html>.
#[tokio::test]
async fn another_account_is_asked_by_its_policy() {
    let (world, _) = with(&[rule(1, "", "copy", "", "Disabled")]).await;
    let other = world.as_account("111111111111");
    other.send("PUT", "/theirs", &[], "").await.expect(200);
    let enabled = "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>";
    other.put("/theirs?versioning", enabled).await;
    world.put("/bkt?replication", configuration(&[rule(1, "", "theirs", "", "Disabled")])).await;
    world.put("/bkt/k", "x").await;
    settle().await;
    assert_eq!(status(&world, "/bkt/k").await, "FAILED");
    other.get("/theirs/k").await.refused(404, "NoSuchKey");
    let policy = format!(
        "{{\"Version\":\"2012-10-17\",\"Statement\":[{{\"Effect\":\"Allow\",\"Principal\":{{\"AWS\":\"{ROLE}\"}},\"Action\":\"s3:ReplicateObject\",\"Resource\":\"arn:aws:s3:::theirs/*\"}}]}}"
    );
    other.send("PUT", "/theirs?policy", &[], policy).await.expect(204);
    world.put("/bkt/l", "x").await;
    settle().await;
    assert_eq!(status(&world, "/bkt/l").await, "COMPLETED");
    assert_eq!(other.get("/theirs/l").await.expect(200).text(), "x");
}
