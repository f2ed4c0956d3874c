//! Archived objects and their copies.
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_RestoreObject.html>

use std::sync::Arc;

use crate::tests::notify::notifications::{Inbox, document, function, settle};
use crate::tests::{Answer, World};

const DAY: u64 = 86_400;

/// `bkt/k` of this class.
async fn archived(class: &str) -> World {
    let world = World::with_bucket().await;
    world.send("PUT", "/bkt/k", &[("x-amz-storage-class", class)], "cold").await.expect(200);
    world
}

async fn restore(world: &World, request: &str) -> Answer {
    world.send("POST", "/bkt/k?restore", &[], format!("<RestoreRequest>{request}</RestoreRequest>")).await
}

/// The clock begins on 2026-01-02. The end of a copy is rounded up to midnight.
#[tokio::test]
async fn a_copy_is_there_for_its_days() {
    let world = archived("GLACIER").await;
    let refused = world.get("/bkt/k").await.refused(403, "InvalidObjectState");
    assert_eq!(refused.element("StorageClass"), "GLACIER");
    assert_eq!(world.send("HEAD", "/bkt/k", &[], "").await.expect(200).header("x-amz-restore"), "");
    restore(&world, "<Days>1</Days>").await.expect(202);
    let got = world.get("/bkt/k").await.expect(200);
    let until = |date: &str| format!("ongoing-request=\"false\", expiry-date=\"{date}\"");
    assert_eq!((got.text().as_str(), got.header("x-amz-storage-class")), ("cold", "GLACIER"));
    assert_eq!(got.header("x-amz-restore"), until("Sun, 04 Jan 2026 00:00:00 GMT"));
    // Again while it is there: another end.
    let job = "<Days>3</Days><GlacierJobParameters><Tier>Bulk</Tier></GlacierJobParameters>";
    restore(&world, job).await.expect(200);
    let head = world.send("HEAD", "/bkt/k", &[], "").await.expect(200);
    assert_eq!(head.header("x-amz-restore"), until("Tue, 06 Jan 2026 00:00:00 GMT"));
    world.wait(2 * DAY);
    world.engine.keep_up().await.unwrap();
    world.get("/bkt/k").await.expect(200);
    world.wait(2 * DAY);
    world.get("/bkt/k").await.refused(403, "InvalidObjectState");
    assert_eq!(world.send("HEAD", "/bkt/k", &[], "").await.expect(200).header("x-amz-restore"), "");
    restore(&world, "<Days>1</Days>").await.expect(202);
    world.get("/bkt/k").await.expect(200);
}

#[tokio::test]
async fn what_cannot_be_restored_is_refused() {
    for class in ["STANDARD", "GLACIER_IR"] {
        let world = archived(class).await;
        let refused = restore(&world, "<Days>1</Days>").await.refused(403, "InvalidObjectState");
        assert_eq!(refused.message(), "Restore is not allowed for the object's current storage class");
        assert_eq!(refused.element("StorageClass"), class);
        world.send("POST", "/bkt/k?restore", &[], "").await.refused(403, "InvalidObjectState");
    }
    // s3tools/s3cmd, issue 1377; AWS's model.
    let world = archived("INTELLIGENT_TIERING").await;
    restore(&world, "<Days>1</Days>").await.refused(400, "InvalidArgument");
    world.send("POST", "/bkt/k?restore", &[], "").await.refused(403, "ObjectAlreadyInActiveTierError");
    let world = archived("DEEP_ARCHIVE").await;
    let tier =
        |tier| format!("<Days>1</Days><GlacierJobParameters><Tier>{tier}</Tier></GlacierJobParameters>");
    for (request, status, code) in [
        ("<Days>0</Days>".to_owned(), 400, "InvalidArgument"),
        ("<Days>-1</Days>".to_owned(), 400, "InvalidArgument"),
        (String::new(), 400, "MalformedXML"),
        ("<Days>soon</Days>".to_owned(), 400, "MalformedXML"),
        (tier("Fast"), 400, "MalformedXML"),
        (tier("Expedited"), 400, "InvalidArgument"),
        // aws/aws-sdk-net, issue 3069.
        ("<Days>1</Days><Tier>Standard</Tier>".to_owned(), 400, "MalformedXML"),
        ("<Type>SELECT</Type>".to_owned(), 501, "NotImplemented"),
    ] {
        restore(&world, &request).await.refused(status, code);
    }
    world.get("/bkt/k").await.refused(403, "InvalidObjectState");
    world.send("POST", "/bkt/none?restore", &[], "").await.refused(404, "NoSuchKey");
    restore(&world, &tier("Standard")).await.expect(202);
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html>: a copy onto itself makes it permanent.
#[tokio::test]
async fn a_restored_object_is_copied() {
    let world = archived("DEEP_ARCHIVE").await;
    let copy = ("x-amz-copy-source", "bkt/k");
    world.send("PUT", "/bkt/l", &[copy], "").await.refused(403, "InvalidObjectState");
    restore(&world, "<Days>1</Days>").await.expect(202);
    world.send("PUT", "/bkt/l", &[copy], "").await.expect(200);
    world.send("PUT", "/bkt/k", &[copy, ("x-amz-storage-class", "STANDARD")], "").await.expect(200);
    world.wait(30 * DAY);
    for key in ["k", "l"] {
        let got = world.get(&format!("/bkt/{key}")).await.expect(200);
        assert_eq!((got.text().as_str(), got.header("x-amz-restore")), ("cold", ""), "{key}");
    }
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_RestoreStatus.html>
#[tokio::test]
async fn listings_show_copies_to_who_asks() {
    let world = archived("GLACIER").await;
    restore(&world, "<Days>1</Days>").await.expect(202);
    let asked = [("x-amz-optional-object-attributes", "RestoreStatus")];
    for query in ["", "?list-type=2", "?versions"] {
        let uri = format!("/bkt{query}");
        let listed = world.send("GET", &uri, &asked, "").await.expect(200);
        assert_eq!(listed.element("IsRestoreInProgress"), "false", "{query}");
        assert_eq!(listed.element("RestoreExpiryDate"), "2026-01-04T00:00:00.000Z");
        assert_eq!(world.get(&uri).await.element("RestoreStatus"), "");
    }
    world.wait(2 * DAY);
    assert_eq!(world.send("GET", "/bkt", &asked, "").await.element("RestoreStatus"), "");
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html>
#[tokio::test]
async fn what_becomes_of_a_copy_is_told() {
    let (world, inbox) = (archived("GLACIER").await, Arc::new(Inbox::default()));
    world.engine.start(inbox.clone());
    world.put("/bkt?notification", document(&[function("f", &["s3:ObjectRestore:*"], &[])])).await;
    restore(&world, "<Days>1</Days>").await.expect(202);
    restore(&world, "<Days>2</Days>").await.expect(200);
    settle().await;
    world.wait(DAY);
    settle().await;
    world.wait(DAY);
    settle().await;
    assert_eq!(inbox.names(), ["ObjectRestore:Post", "ObjectRestore:Completed"]);
    world.wait(DAY);
    settle().await;
    assert_eq!(inbox.names(), ["ObjectRestore:Post", "ObjectRestore:Completed", "ObjectRestore:Delete"]);
    let events = inbox.events.lock();
    let record = |at: usize| {
        let json: serde_json::Value = serde_json::from_slice(&events[at].1.payload).unwrap();
        json["Records"][0].clone()
    };
    assert_eq!(record(0).get("glacierEventData"), None);
    let data = serde_json::json!({ "restoreEventData": {
        "lifecycleRestorationExpiryTime": "2026-01-04T00:00:00.000Z",
        "lifecycleRestoreStorageClass": "GLACIER",
    }});
    assert_eq!(record(1)["glacierEventData"], data);
    assert_eq!(record(2)["userIdentity"]["principalId"], "s3.amazonaws.com");
}

/// What was restored may be gone, with its bucket, by the time the copy would go.
#[tokio::test]
async fn what_is_gone_has_no_copy() {
    let world = archived("GLACIER").await;
    restore(&world, "<Days>1</Days>").await.expect(202);
    world.delete("/bkt/k").await.expect(204);
    world.delete("/bkt").await.expect(204);
    world.put("/bkt", "").await;
    world.send("PUT", "/bkt/k", &[("x-amz-storage-class", "GLACIER")], "cold").await.expect(200);
    restore(&world, "<Days>9</Days>").await.expect(202);
    world.wait(3 * DAY);
    world.engine.keep_up().await.unwrap();
    world.get("/bkt/k").await.expect(200);
}
