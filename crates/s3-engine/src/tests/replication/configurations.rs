//! What AWS refuses of a replication configuration: the sentences of hashicorp/terraform-provider-aws, issues 7085, 19323 and
//! 26241, and of crossplane-contrib/provider-aws, issue 1117; the others are as generally known.

use crate::tests::World;

const ROLE: &str = "arn:aws:iam::000000000000:role/replication";
const NO_MARKERS: &str = "<DeleteMarkerReplication><Status>Disabled</Status></DeleteMarkerReplication>";
const ALL: &str = "<Filter><Prefix></Prefix></Filter>";

async fn two_buckets() -> World {
    let world = World::with_bucket().await;
    world.put("/copy", "").await;
    let enabled = "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>";
    for bucket in ["/bkt", "/copy"] {
        world.put(&format!("{bucket}?versioning"), enabled).await;
    }
    world
}

/// A rule: its priority and filter, what it selects, and what is in its destination.
fn rule(priority: &str, filter: &str, more: &str, to: &str) -> String {
    format!(
        "<Rule><Priority>{priority}</Priority>{filter}<Status>Enabled</Status>{more}<Destination><Bucket>arn:aws:s3:::copy</Bucket>{to}</Destination></Rule>"
    )
}

fn configuration(role: &str, rules: &str) -> String {
    format!("<ReplicationConfiguration><Role>{role}</Role>{rules}</ReplicationConfiguration>")
}

async fn check(world: &World, rules: &str, expected: (&str, &str)) {
    let answer = world.send("PUT", "/bkt?replication", &[], configuration(ROLE, rules)).await;
    let refused = answer.refused(400, expected.0);
    assert_eq!(refused.element("Message"), expected.1, "{rules}");
}

#[tokio::test]
async fn a_role_is_one_of_iam() {
    let world = two_buckets().await;
    for (role, message) in [
        ("r", "Invalid Role specified in replication configuration"),
        ("arn:aws:s3:::r", "Invalid Role specified in replication configuration"),
        ("arn:aws:iam::1:role/r", "Invalid Role specified in replication configuration"),
        ("arn:aws:iam::000000000000:user/r", "The relative id should start with role"),
    ] {
        let put = configuration(role, &rule("1", ALL, NO_MARKERS, ""));
        let refused = world.send("PUT", "/bkt?replication", &[], put).await.refused(400, "InvalidArgument");
        assert_eq!(refused.element("Message"), message);
        assert_eq!(refused.element("ArgumentName"), "Role");
    }
}

#[tokio::test]
async fn rules_of_one_schema_have_priorities_of_their_own() {
    let world = two_buckets().await;
    let one = rule("1", ALL, NO_MARKERS, "");
    check(&world, &format!("{one}{one}"), ("InvalidRequest", "Found duplicate priority 1.")).await;
    let below = rule("-1", ALL, NO_MARKERS, "");
    check(&world, &below, ("InvalidRequest", "Priority must be between 0 and 2147483647.")).await;
    let before = rule("1", "<Prefix>a</Prefix>", "", "");
    check(
        &world,
        &before,
        ("InvalidRequest", "Priority cannot be used for this version of Cross Region Replication configuration schema. Please refer to S3 Developer Guide for more information."),
    )
    .await;
    let schema = "The XML you provided was not well-formed or did not validate against our published schema";
    let existing = "<ExistingObjectReplication><Status>Enabled</Status></ExistingObjectReplication>";
    let existing = rule("1", ALL, &format!("{existing}{NO_MARKERS}"), "");
    check(&world, &existing, ("MalformedXML", schema)).await;
    world
        .put("/bkt?replication", configuration(ROLE, &format!("{one}{}", rule("2", ALL, NO_MARKERS, ""))))
        .await;
}

#[tokio::test]
async fn markers_do_not_go_by_tags_and_keys_go_with_what_is_encrypted() {
    let world = two_buckets().await;
    let markers = NO_MARKERS.replace("Disabled", "Enabled");
    let tag = "<Tag><Key>a</Key><Value>b</Value></Tag>";
    for filter in
        [format!("<Filter>{tag}</Filter>"), format!("<Filter><And><Prefix>p</Prefix>{tag}</And></Filter>")]
    {
        check(
            &world,
            &rule("1", &filter, &markers, ""),
            ("InvalidRequest", "Delete marker replication is not supported if any Tag filter is specified. Please refer to S3 Developer Guide for more information."),
        )
        .await;
    }
    let kms = "<SourceSelectionCriteria><SseKmsEncryptedObjects><Status>Enabled</Status></SseKmsEncryptedObjects></SourceSelectionCriteria>";
    let both = format!("{kms}{NO_MARKERS}");
    let key = "<EncryptionConfiguration><ReplicaKmsKeyID>arn:aws:kms:us-east-1:000000000000:key/k</ReplicaKmsKeyID></EncryptionConfiguration>";
    check(
        &world,
        &rule("1", ALL, &both, ""),
        ("InvalidRequest", "ReplicaKmsKeyID must be specified if SseKmsEncryptedObjects tag is present."),
    )
    .await;
    check(
        &world,
        &rule("1", ALL, NO_MARKERS, key),
        ("InvalidRequest", "SseKmsEncryptedObjects must be specified if EncryptionConfiguration is present."),
    )
    .await;
    world.put("/bkt?replication", configuration(ROLE, &rule("1", ALL, &both, key))).await;
}

#[tokio::test]
async fn time_and_metrics_go_together() {
    let world = two_buckets().await;
    let time = |status: &str, minutes: u8| {
        format!(
            "<ReplicationTime><Status>{status}</Status><Time><Minutes>{minutes}</Minutes></Time></ReplicationTime>"
        )
    };
    let metrics = |more: &str| format!("<Metrics><Status>Enabled</Status>{more}</Metrics>");
    let threshold = "<EventThreshold><Minutes>15</Minutes></EventThreshold>";
    for (to, code, message) in [
        (
            time("Enabled", 15),
            "InvalidRequest",
            "Replication destination must contain both ReplicationTime and Metrics or neither.",
        ),
        (time("Enabled", 30) + &metrics(threshold), "InvalidArgument", "Invalid time minute value"),
        (
            time("Enabled", 15) + &metrics(""),
            "InvalidArgument",
            "ReplicationMetrics must contain an event threshold",
        ),
        (
            time("Disabled", 15) + &metrics(threshold),
            "InvalidArgument",
            "Metrics cannot contain an event threshold when ReplicationTime is not specified or Disabled",
        ),
        (
            metrics(threshold),
            "InvalidArgument",
            "Metrics cannot contain an event threshold when ReplicationTime is not specified or Disabled",
        ),
    ] {
        check(&world, &rule("1", ALL, NO_MARKERS, &to), (code, message)).await;
    }
    for to in [time("Enabled", 15) + &metrics(threshold), metrics("")] {
        world.put("/bkt?replication", configuration(ROLE, &rule("1", ALL, NO_MARKERS, &to))).await;
    }
}

#[tokio::test]
async fn a_destination_is_another_bucket_that_keeps_versions() {
    let world = two_buckets().await;
    let to = |bucket: &str| rule("1", ALL, NO_MARKERS, "").replace("arn:aws:s3:::copy", bucket);
    check(&world, &to("copy"), ("InvalidArgument", "Invalid bucket ARN")).await;
    check(&world, &to("arn:aws:s3:::none"), ("InvalidRequest", "Destination bucket must exist.")).await;
    check(
        &world,
        &to("arn:aws:s3:::bkt"),
        ("InvalidRequest", "Destination bucket cannot be the same as the source bucket."),
    )
    .await;
    let off = "<VersioningConfiguration><Status>Suspended</Status></VersioningConfiguration>";
    world.put("/copy?versioning", off).await;
    check(
        &world,
        &to("arn:aws:s3:::copy"),
        ("InvalidRequest", "Destination bucket must have versioning enabled."),
    )
    .await;
    let owner = "<AccessControlTranslation><Owner>Destination</Owner></AccessControlTranslation>";
    check(
        &world,
        &rule("1", ALL, NO_MARKERS, owner),
        ("InvalidRequest", "Account must be specified if the Owner in AccessControlTranslation has a value"),
    )
    .await;
}
