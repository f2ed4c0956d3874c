//! Tags and settings nobody made, seen from outside.

use crate::tests::World;

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

/// Recorded on AWS: a delete marker has no tags, whether it is asked for by its id or is the current version.
#[tokio::test]
async fn a_delete_marker_has_no_tags() {
    let world = World::with_bucket().await;
    for status in ["Enabled", "Suspended"] {
        crate::tests::object::versions::set(&world, status).await;
        world.put("/bkt/k", "x").await;
        let marker = world.delete("/bkt/k").await.expect(204).header("x-amz-version-id").to_owned();
        for (method, body) in [("GET", ""), ("PUT", TWO), ("DELETE", "")] {
            for uri in ["/bkt/k?tagging".to_owned(), format!("/bkt/k?tagging&versionId={marker}")] {
                let refused = world.send(method, &uri, &[], body).await.refused(405, "MethodNotAllowed");
                assert_eq!(refused.element("Method"), method);
                assert_eq!(refused.element("ResourceType"), "DeleteMarker");
                assert_eq!(refused.header("x-amz-version-id"), marker);
            }
        }
    }
    world.get("/bkt/k?acl").await.refused(404, "NoSuchKey");
}

/// Recorded on AWS for `=`; the other empty names by analogy.
#[tokio::test]
async fn a_tag_in_a_header_has_a_name() {
    let world = World::with_bucket().await;
    let source = ("x-amz-copy-source", "bkt/source");
    world.put("/bkt/source", "x").await;
    for tags in ["=", "=v", "a=1&=2"] {
        let header = ("x-amz-tagging", tags);
        for (method, uri, headers) in [
            ("PUT", "/bkt/k", vec![header]),
            ("POST", "/bkt/k?uploads", vec![header]),
            ("PUT", "/bkt/k", vec![header, source, ("x-amz-tagging-directive", "REPLACE")]),
        ] {
            let refused = world.send(method, uri, &headers, "").await.refused(400, "InvalidArgument");
            assert_eq!(
                refused.element("Message"),
                "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates."
            );
            assert_eq!(refused.element("ArgumentName"), "x-amz-tagging");
            assert_eq!(refused.element("ArgumentValue"), tags.replace('&', "&amp;"));
        }
    }
    world.get("/bkt/k").await.refused(404, "NoSuchKey");
}

/// As another gateway's comparison with AWS has it.
#[tokio::test]
async fn a_tagging_directive_is_copy_or_replace() {
    let world = World::with_bucket().await;
    world.send("PUT", "/bkt/source", &[("x-amz-tagging", "a=b")], "x").await.expect(200);
    let copy = async |directive: &str| {
        let headers = [("x-amz-copy-source", "bkt/source"), ("x-amz-tagging-directive", directive)];
        world.send("PUT", "/bkt/k", &headers, "").await
    };
    for directive in ["BOGUS", "replace"] {
        let refused = copy(directive).await.refused(400, "InvalidArgument");
        assert_eq!(refused.element("Message"), "Unknown tagging directive.");
        assert_eq!(refused.element("ArgumentName"), "x-amz-tagging-directive");
        assert_eq!(refused.element("ArgumentValue"), directive);
        world.get("/bkt/k").await.refused(404, "NoSuchKey");
    }
    copy("COPY").await.expect(200);
    assert_eq!(world.get("/bkt/k?tagging").await.elements("Key"), ["a"]);
    copy("REPLACE").await.expect(200);
    assert_eq!(world.get("/bkt/k?tagging").await.elements("Key"), [""; 0]);
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
}
