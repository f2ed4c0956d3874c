//! Tags and settings nobody made, seen from outside.

use super::World;

const TWO: &str = "<Tagging><TagSet><Tag><Key>a</Key><Value>1</Value></Tag><Tag><Key>b</Key><Value/></Tag></TagSet></Tagging>";

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectTagging.html>
#[tokio::test]
async fn tags_of_objects() {
    let world = World::with_bucket().await;
    world.send("PUT", "/bkt/k", &[("x-amz-tagging", "x=y")], "x").await.expect(200);
    let got = world.get("/bkt/k?tagging").await.expect(200);
    assert_eq!((got.elements("Key"), got.elements("Value")), (vec!["x".into()], vec!["y".into()]));
    assert_eq!(world.get("/bkt/k").await.header("x-amz-tagging-count"), "1");
    world.put("/bkt/k?tagging", TWO).await;
    assert_eq!(world.get("/bkt/k?tagging").await.elements("Key"), ["a", "b"]);
    world.delete("/bkt/k?tagging").await.expect(204);
    assert_eq!(world.get("/bkt/k?tagging").await.expect(200).elements("Key"), [""; 0]);
    assert_eq!(world.get("/bkt/k").await.header("x-amz-tagging-count"), "");
    world.get("/bkt/none?tagging").await.refused(404, "NoSuchKey");
    let twice = TWO.replace("<Key>b</Key>", "<Key>a</Key>");
    let refused = world.send("PUT", "/bkt/k?tagging", &[], twice).await.refused(400, "InvalidTag");
    assert_eq!(refused.element("TagKey"), "a");
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketTagging.html>
#[tokio::test]
async fn tags_of_buckets() {
    let world = World::with_bucket().await;
    assert_eq!(world.get("/bkt?tagging").await.refused(404, "NoSuchTagSet").element("BucketName"), "bkt");
    world.send("PUT", "/bkt?tagging", &[], TWO).await.expect(204);
    assert_eq!(world.get("/bkt?tagging").await.expect(200).elements("Key"), ["a", "b"]);
    world.delete("/bkt?tagging").await.expect(204);
    world.get("/bkt?tagging").await.refused(404, "NoSuchTagSet");
}

#[tokio::test]
async fn settings_nobody_made() {
    let world = World::with_bucket().await;
    for (query, code) in [
        ("policy", "NoSuchBucketPolicy"),
        ("cors", "NoSuchCORSConfiguration"),
        ("website", "NoSuchWebsiteConfiguration"),
        ("lifecycle", "NoSuchLifecycleConfiguration"),
        ("replication", "ReplicationConfigurationNotFoundError"),
        ("object-lock", "ObjectLockConfigurationNotFoundError"),
    ] {
        let refused = world.get(&format!("/bkt?{query}")).await.refused(404, code);
        assert_eq!(refused.element("BucketName"), "bkt");
        world.get(&format!("/none?{query}")).await.refused(404, "NoSuchBucket");
    }
    for (query, element, value) in [
        ("encryption", "SSEAlgorithm", "AES256"),
        ("ownershipControls", "ObjectOwnership", "BucketOwnerEnforced"),
        ("publicAccessBlock", "BlockPublicAcls", "true"),
        ("requestPayment", "Payer", "BucketOwner"),
        ("acl", "Permission", "FULL_CONTROL"),
        ("logging", "LoggingEnabled", ""),
        ("accelerate", "Status", ""),
    ] {
        assert_eq!(world.get(&format!("/bkt?{query}")).await.expect(200).element(element), value, "{query}");
    }
    // What cannot be stored and act is not stored.
    world.send("PUT", "/bkt?policy", &[], "{}").await.refused(501, "NotImplemented");
}
