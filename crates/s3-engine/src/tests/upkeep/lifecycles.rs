//! What a lifecycle does, on a clock that is moved.
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html>

use std::sync::Arc;

use crate::tests::World;
use crate::tests::notify::notifications::{Inbox, document, function, settle};
use crate::tests::object::versions::set;

const DAY: u64 = 86_400;
/// From the clock's beginning, 2026-01-02T03:04:05Z, to the next midnight.
const TO_MIDNIGHT: u64 = DAY - (3 * 3600 + 4 * 60 + 5);

async fn put(world: &World, rules: &str) {
    world.put("/bkt?lifecycle", format!("<LifecycleConfiguration>{rules}</LifecycleConfiguration>")).await;
}

fn rule(id: &str, filter: &str, actions: &str) -> String {
    format!("<Rule><ID>{id}</ID><Filter>{filter}</Filter><Status>Enabled</Status>{actions}</Rule>")
}

fn days(days: u32) -> String {
    format!("<Expiration><Days>{days}</Days></Expiration>")
}

/// Moves the clock, and does what is due then.
async fn after(world: &World, secs: u64) {
    world.wait(secs);
    world.engine.keep_up().await.unwrap();
}

async fn keys(world: &World) -> Vec<String> {
    world.get("/bkt").await.expect(200).elements("Key")
}

/// The page's example: what is written in the course of a day is as old as the midnight behind it.
#[tokio::test]
async fn objects_expire_at_the_midnight_behind_their_days() {
    let world = World::with_bucket().await;
    put(&world, &rule("logs", "<Prefix>log/</Prefix>", &days(1))).await;
    let written = world.put("/bkt/log/a", "x").await;
    let expiry = "expiry-date=\"Sun, 04 Jan 2026 00:00:00 GMT\", rule-id=\"logs\"";
    assert_eq!(written.header("x-amz-expiration"), expiry);
    assert_eq!(world.put("/bkt/other", "x").await.header("x-amz-expiration"), "");
    for method in ["GET", "HEAD"] {
        let got = world.send(method, "/bkt/log/a", &[], "").await.expect(200);
        assert_eq!(got.header("x-amz-expiration"), expiry, "{method}");
    }
    let copied = world.send("PUT", "/bkt/log/b", &[("x-amz-copy-source", "bkt/other")], "").await;
    assert_eq!(copied.expect(200).header("x-amz-expiration"), expiry);
    after(&world, TO_MIDNIGHT).await;
    after(&world, DAY - 1).await;
    assert_eq!(keys(&world).await, ["log/a", "log/b", "other"]);
    after(&world, 1).await;
    assert_eq!(keys(&world).await, ["other"]);
    world.get("/bkt/log/a").await.refused(404, "NoSuchKey");
}

#[tokio::test]
async fn filters_select() {
    let world = World::with_bucket().await;
    let tag = |key: &str| format!("<Tag><Key>{key}</Key><Value>v</Value></Tag>");
    let tagged = rule("tag", &tag("k"), &days(1));
    let both = format!("<And><Prefix>and/</Prefix>{}{}</And>", tag("k"), tag("l"));
    let both = rule("both", &both, &days(2));
    let sizes = "<And><Prefix>s/</Prefix><ObjectSizeGreaterThan>2</ObjectSizeGreaterThan><ObjectSizeLessThan>5</ObjectSizeLessThan></And>";
    let off = rule("off", "", &days(1)).replace("Enabled", "Disabled");
    put(&world, &[tagged, both, rule("size", sizes, &days(1)), off].concat()).await;
    for (key, tags) in [("k", "k=v"), ("other", "k=w"), ("and/a", "l=v"), ("and/b", "l=v&k=v")] {
        world.send("PUT", &format!("/bkt/{key}"), &[("x-amz-tagging", tags)], "x").await.expect(200);
    }
    for (key, body) in [("s/2", "xx"), ("s/3", "xxx"), ("s/5", "xxxxx"), ("t", "xxx")] {
        world.put(&format!("/bkt/{key}"), body).await;
    }
    after(&world, TO_MIDNIGHT + DAY).await;
    assert_eq!(keys(&world).await, ["and/a", "other", "s/2", "s/5", "t"]);
}

#[tokio::test]
async fn a_date_is_for_what_is_there_and_for_what_comes() {
    let world = World::with_bucket().await;
    let on = "<Expiration><Date>2026-01-04T00:00:00Z</Date></Expiration>";
    put(&world, &rule("on", "", on)).await;
    let written = world.put("/bkt/k", "x").await;
    assert_eq!(
        written.header("x-amz-expiration"),
        "expiry-date=\"Sun, 04 Jan 2026 00:00:00 GMT\", rule-id=\"on\""
    );
    after(&world, TO_MIDNIGHT).await;
    assert_eq!(keys(&world).await, ["k"]);
    after(&world, DAY).await;
    assert_eq!(keys(&world).await, [""; 0]);
    world.put("/bkt/later", "x").await;
    after(&world, DAY).await;
    assert_eq!(keys(&world).await, [""; 0]);
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-configure-notification.html>: the marker is of midnight.
#[tokio::test]
async fn where_versions_are_kept_a_marker_is_put() {
    let world = World::with_bucket().await;
    set(&world, "Enabled").await;
    put(&world, &rule("r", "", &days(1))).await;
    let id = world.put("/bkt/k", "x").await.header("x-amz-version-id").to_owned();
    after(&world, TO_MIDNIGHT + DAY + 7).await;
    world.get("/bkt/k").await.refused(404, "NoSuchKey");
    let old = world.get(&format!("/bkt/k?versionId={id}")).await.expect(200);
    assert_eq!((old.text().as_str(), old.header("x-amz-expiration")), ("x", ""));
    let listed = world.get("/bkt?versions").await.expect(200);
    assert_eq!(listed.elements("DeleteMarker").len(), 1);
    assert!(listed.text().contains("<LastModified>2026-01-04T00:00:00.000Z</LastModified>"), "{listed:?}");
    // A marker is not put on a marker.
    after(&world, 30 * DAY).await;
    assert_eq!(world.get("/bkt?versions").await.elements("DeleteMarker").len(), 1);
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-expire-general-considerations.html>: where versioning is suspended the
/// marker is the null version, and takes the place of the one before.
#[tokio::test]
async fn where_versioning_is_suspended_the_marker_is_the_null_version() {
    let world = World::with_bucket().await;
    set(&world, "Enabled").await;
    let id = world.put("/bkt/k", "old").await.header("x-amz-version-id").to_owned();
    set(&world, "Suspended").await;
    world.put("/bkt/k", "null").await;
    put(&world, &rule("r", "", &days(1))).await;
    after(&world, TO_MIDNIGHT + DAY).await;
    let listed = world.get("/bkt?versions").await.expect(200);
    assert_eq!(listed.elements("VersionId"), ["null", &id]);
    assert_eq!(listed.elements("DeleteMarker").len(), 1);
    // A marker that is alone is as old as an object would be.
    world.delete(&format!("/bkt/k?versionId={id}")).await.expect(204);
    after(&world, DAY - 1).await;
    assert_eq!(world.get("/bkt?versions").await.elements("VersionId"), ["null"]);
    after(&world, 1).await;
    assert_eq!(world.get("/bkt?versions").await.elements("VersionId"), [""; 0]);
}

#[tokio::test]
async fn versions_that_are_not_current_go_but_for_the_newest() {
    let world = World::with_bucket().await;
    set(&world, "Enabled").await;
    let noncurrent = "<NoncurrentVersionExpiration><NoncurrentDays>2</NoncurrentDays><NewerNoncurrentVersions>1</NewerNoncurrentVersions></NoncurrentVersionExpiration>";
    put(&world, &rule("r", "", noncurrent)).await;
    let mut ids = Vec::new();
    for body in ["1", "2", "3", "4"] {
        ids.push(world.put("/bkt/k", body).await.header("x-amz-version-id").to_owned());
        world.wait(DAY);
    }
    // The first is not current for three days now, the second for two, the third for one.
    after(&world, 0).await;
    assert_eq!(
        world.get("/bkt?versions").await.elements("VersionId"),
        [&ids[3], &ids[2], &ids[1]].map(Clone::clone)
    );
    after(&world, DAY).await;
    assert_eq!(world.get("/bkt?versions").await.elements("VersionId"), [&ids[3], &ids[2]].map(Clone::clone));
    after(&world, 100 * DAY).await;
    assert_eq!(world.get("/bkt?versions").await.elements("VersionId"), [&ids[3], &ids[2]].map(Clone::clone));
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_LifecycleExpiration.html>
#[tokio::test]
async fn a_marker_with_nothing_below_it_goes() {
    let world = World::with_bucket().await;
    set(&world, "Enabled").await;
    let id = world.put("/bkt/k", "x").await.header("x-amz-version-id").to_owned();
    world.delete("/bkt/k").await.expect(204);
    let markers = "<Expiration><ExpiredObjectDeleteMarker>true</ExpiredObjectDeleteMarker></Expiration>";
    put(&world, &rule("r", "", markers)).await;
    after(&world, TO_MIDNIGHT).await;
    assert_eq!(world.get("/bkt?versions").await.elements("DeleteMarker").len(), 1);
    world.delete(&format!("/bkt/k?versionId={id}")).await.expect(204);
    after(&world, DAY).await;
    world.delete("/bkt").await.expect(204);
}

/// A lifecycle does not remove what is locked: <https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html>.
#[tokio::test]
async fn what_is_locked_stays() {
    let world = World::new();
    world.send("PUT", "/bkt", &[("x-amz-bucket-object-lock-enabled", "true")], "").await.expect(200);
    let noncurrent =
        "<NoncurrentVersionExpiration><NoncurrentDays>1</NoncurrentDays></NoncurrentVersionExpiration>";
    put(&world, &rule("r", "", &format!("{}{noncurrent}", days(1)))).await;
    let hold = [("x-amz-object-lock-legal-hold", "ON"), ("content-md5", "ndTkYSaMgDT1yFZOFVxnpg==")];
    let held =
        world.send("PUT", "/bkt/k", &hold, "x").await.expect(200).header("x-amz-version-id").to_owned();
    world.put("/bkt/free", "x").await;
    for _ in 0..10 {
        after(&world, DAY).await;
    }
    // The markers had nothing below them in the end, but for one.
    let listed = world.get("/bkt?versions").await.expect(200);
    assert_eq!(listed.elements("Key"), ["k", "k"]);
    world.get(&format!("/bkt/k?versionId={held}")).await.expect(200);
    world
        .put(&format!("/bkt/k?legal-hold&versionId={held}"), "<LegalHold><Status>OFF</Status></LegalHold>")
        .await;
    for _ in 0..3 {
        after(&world, DAY).await;
    }
    assert_eq!(world.get("/bkt?versions").await.elements("Key"), [""; 0]);
}

#[tokio::test]
async fn uploads_that_are_not_completed_are_aborted() {
    let world = World::with_bucket().await;
    let abort = "<AbortIncompleteMultipartUpload><DaysAfterInitiation>1</DaysAfterInitiation></AbortIncompleteMultipartUpload>";
    put(&world, &rule("abort", "<Prefix>a/</Prefix>", abort)).await;
    let begun = world.send("POST", "/bkt/a/k?uploads", &[], "").await.expect(200);
    let id = begun.element("UploadId");
    world.put(&format!("/bkt/a/k?partNumber=1&uploadId={id}"), "part").await;
    let parts = world.get(&format!("/bkt/a/k?uploadId={id}")).await.expect(200);
    for reply in [&begun, &parts] {
        assert_eq!(reply.header("x-amz-abort-date"), "Sun, 04 Jan 2026 00:00:00 GMT");
        assert_eq!(reply.header("x-amz-abort-rule-id"), "abort");
    }
    let other = world.send("POST", "/bkt/b/k?uploads", &[], "").await.expect(200);
    assert_eq!(other.header("x-amz-abort-date"), "");
    after(&world, TO_MIDNIGHT + DAY - 1).await;
    assert_eq!(world.get("/bkt?uploads").await.elements("Key"), ["a/k", "b/k"]);
    after(&world, 1).await;
    assert_eq!(world.get("/bkt?uploads").await.elements("Key"), ["b/k"]);
    world.get(&format!("/bkt/a/k?uploadId={id}")).await.refused(404, "NoSuchUpload");
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html>
#[tokio::test]
async fn objects_move_to_colder_classes() {
    let world = World::with_bucket().await;
    let moves = |class: &str, days: u32| {
        format!("<Transition><Days>{days}</Days><StorageClass>{class}</StorageClass></Transition>")
    };
    let large = vec![b'x'; 128 * 1024];
    let class = async |key: &str| {
        let head = world.send("HEAD", &format!("/bkt/{key}"), &[], "").await.expect(200);
        head.header("x-amz-storage-class").to_owned()
    };
    let rules = rule("r", "", &[moves("GLACIER_IR", 0), moves("DEEP_ARCHIVE", 40)].concat());
    put(&world, &rules).await;
    let written = world.put("/bkt/large", large.clone()).await.header("etag").to_owned();
    world.put("/bkt/small", "x").await;
    let cold = [("x-amz-storage-class", "GLACIER")];
    world.send("PUT", "/bkt/cold", &cold, large.clone()).await.expect(200);
    let modified = world.get("/bkt/large").await.header("last-modified").to_owned();
    after(&world, TO_MIDNIGHT).await;
    for (key, expected) in [("large", "GLACIER_IR"), ("small", ""), ("cold", "GLACIER")] {
        assert_eq!(class(key).await, expected, "{key}");
    }
    let head = world.send("HEAD", "/bkt/large", &[], "").await;
    assert_eq!((head.header("etag"), head.header("last-modified")), (&*written, &*modified));
    after(&world, 40 * DAY).await;
    assert_eq!((class("large").await, class("cold").await), ("DEEP_ARCHIVE".into(), "DEEP_ARCHIVE".into()));
    // Small ones move where the rule says sizes, or the configuration lets them into archives.
    let sized = rule("r", "<ObjectSizeGreaterThan>0</ObjectSizeGreaterThan>", &moves("STANDARD_IA", 30));
    put(&world, &sized).await;
    after(&world, 0).await;
    assert_eq!(class("small").await, "STANDARD_IA");
    let varies = [("x-amz-transition-default-minimum-object-size", "varies_by_storage_class")];
    let rules = format!("<LifecycleConfiguration>{rules}</LifecycleConfiguration>");
    world.send("PUT", "/bkt?lifecycle", &varies, rules).await.expect(200);
    after(&world, 0).await;
    assert_eq!(class("small").await, "DEEP_ARCHIVE");
}

#[tokio::test]
async fn versions_that_are_not_current_move_too() {
    let world = World::with_bucket().await;
    set(&world, "Enabled").await;
    let noncurrent = "<NoncurrentVersionTransition><NoncurrentDays>1</NoncurrentDays><StorageClass>GLACIER</StorageClass></NoncurrentVersionTransition>";
    put(&world, &rule("r", "<ObjectSizeGreaterThan>0</ObjectSizeGreaterThan>", noncurrent)).await;
    world.put("/bkt/k", "old").await;
    world.wait(30 * DAY);
    world.put("/bkt/k", "new").await;
    after(&world, TO_MIDNIGHT).await;
    assert_eq!(world.get("/bkt?versions").await.elements("StorageClass"), ["STANDARD", "STANDARD"]);
    after(&world, DAY).await;
    assert_eq!(world.get("/bkt?versions").await.elements("StorageClass"), ["STANDARD", "GLACIER"]);
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-configure-notification.html>. The clock alone makes it happen.
#[tokio::test]
async fn what_happens_is_told() {
    let (world, inbox) = (World::with_bucket().await, Arc::new(Inbox::default()));
    world.engine.start(inbox.clone());
    let events = ["s3:LifecycleExpiration:*", "s3:LifecycleTransition"];
    world.put("/bkt?notification", document(&[function("f", &events, &[])])).await;
    let moves = "<Transition><Days>0</Days><StorageClass>GLACIER</StorageClass></Transition>";
    let sized = "<ObjectSizeGreaterThan>0</ObjectSizeGreaterThan>";
    put(&world, &rule("r", sized, &format!("{}{moves}", days(1)))).await;
    world.put("/bkt/k", "x").await;
    settle().await;
    for secs in [TO_MIDNIGHT, DAY] {
        world.wait(secs);
        settle().await;
    }
    set(&world, "Enabled").await;
    world.put("/bkt/k", "y").await;
    world.wait(2 * DAY);
    settle().await;
    let told = [
        "LifecycleTransition",
        "LifecycleExpiration:Delete",
        "LifecycleTransition",
        "LifecycleExpiration:DeleteMarkerCreated",
    ];
    assert_eq!(inbox.names(), told);
    let events = inbox.events.lock();
    let record = |at: usize| {
        let json: serde_json::Value = serde_json::from_slice(&events[at].1.payload).unwrap();
        json["Records"][0].clone()
    };
    let moved = record(0);
    for (pointer, expected) in [
        ("/eventVersion", "2.3"),
        ("/eventTime", "2026-01-03T00:00:00.000Z"),
        ("/userIdentity/principalId", "s3.amazonaws.com"),
        ("/requestParameters/sourceIPAddress", "s3.amazonaws.com"),
        ("/lifecycleEventData/transitionEventData/destinationStorageClass", "GLACIER"),
        ("/s3/object/key", "k"),
    ] {
        assert_eq!(moved.pointer(pointer).and_then(|value| value.as_str()), Some(expected), "{pointer}");
    }
    let expired = record(1);
    assert_eq!(expired.pointer("/s3/object/size"), None, "{expired}");
    assert_eq!(expired.get("lifecycleEventData"), None);
    assert!(record(3).pointer("/s3/object/versionId").is_some());
}

/// A configuration is followed soon after it is put, and not once it is deleted.
#[tokio::test]
async fn a_configuration_is_followed_as_long_as_it_is_there() {
    let (world, inbox) = (World::with_bucket().await, Arc::new(Inbox::default()));
    world.engine.start(inbox);
    world.put("/bkt/k", "x").await;
    world.wait(10 * DAY);
    settle().await;
    put(&world, &rule("r", "", &days(1))).await;
    settle().await;
    assert_eq!(keys(&world).await, ["k"]);
    world.wait(9);
    put(&world, &rule("r", "", &days(2))).await;
    settle().await;
    assert_eq!(keys(&world).await, ["k"]);
    world.wait(1);
    settle().await;
    assert_eq!(keys(&world).await, [""; 0]);
    world.put("/bkt/k", "x").await;
    world.delete("/bkt?lifecycle").await.expect(204);
    world.wait(10 * DAY);
    settle().await;
    assert_eq!(keys(&world).await, ["k"]);
    assert_eq!(world.get("/bkt/k").await.header("x-amz-expiration"), "");
}
