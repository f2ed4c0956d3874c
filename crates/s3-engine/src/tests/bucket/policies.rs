//! Policies of buckets as they are put and shown. Who is judged by them stands in `tests/access`.

use crate::tests::World;

fn policy(principal: &str, resource: &str) -> String {
    format!(
        "{{\n \"Version\": \"2012-10-17\",  \"Statement\": [{{\"Sid\": \"s\", \"Effect\": \"Allow\", \"Principal\": {principal}, \"Action\": [\"s3:GetObject\"], \"Resource\": [\"{resource}\"]}}]}}"
    )
}

const ACCOUNT: &str = "{\"AWS\": \"arn:aws:iam::111122223333:root\"}";

/// API_PutBucketPolicy (whose example answers 204), API_GetBucketPolicy, API_DeleteBucketPolicy: the text is given back.
#[tokio::test]
async fn a_policy_is_kept_as_it_was_put() {
    let world = World::with_bucket().await;
    world.delete("/bkt?publicAccessBlock").await.expect(204);
    world.get("/bkt?policy").await.refused(404, "NoSuchBucketPolicy");
    for text in [policy(ACCOUNT, "arn:aws:s3:::bkt/*"), policy("\"*\"", "arn:aws:s3:::bkt")] {
        world.send("PUT", "/bkt?policy", &[], text.clone()).await.expect(204);
        let shown = world.get("/bkt?policy").await.expect(200);
        assert_eq!((shown.text(), shown.header("content-type")), (text, "application/json"));
    }
    for _ in 0..2 {
        world.delete("/bkt?policy").await.expect(204);
        let refused = world.get("/bkt?policy").await.refused(404, "NoSuchBucketPolicy");
        assert_eq!(refused.element("BucketName"), "bkt");
    }
}

/// API_GetBucketPolicyStatus.
#[tokio::test]
async fn whether_a_policy_is_public() {
    let world = World::with_bucket().await;
    world.delete("/bkt?publicAccessBlock").await.expect(204);
    world.get("/bkt?policyStatus").await.refused(404, "NoSuchBucketPolicy");
    for (principal, expected) in [(ACCOUNT, "false"), ("\"*\"", "true")] {
        world.send("PUT", "/bkt?policy", &[], policy(principal, "arn:aws:s3:::bkt/*")).await.expect(204);
        let shown = world.get("/bkt?policyStatus").await.expect(200);
        assert_eq!(
            shown.text(),
            crate::tests::bucket::settings::whole(&format!(
                "<PolicyStatus><IsPublic>{expected}</IsPublic></PolicyStatus>"
            ))
        );
    }
}

/// 20 KB by <https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html>; sentences as generally known.
#[tokio::test]
async fn texts_that_are_no_policies() {
    let world = World::with_bucket().await;
    let put = policy(ACCOUNT, "arn:aws:s3:::bkt/*");
    for (text, message) in [
        ("no".to_owned(), "Policies must be valid JSON and the first byte must be '{'"),
        (put.replace("\"Resource\"", "\"Resources\""), "Unknown field Resources"),
        (
            put.replace("\"Principal\": {\"AWS\": \"arn:aws:iam::111122223333:root\"},", ""),
            "Missing required field Principal",
        ),
        (put.replace("s3:GetObject", "sqs:SendMessage"), "Policy has invalid action"),
        (policy(ACCOUNT, "arn:aws:s3:::other/*"), "Policy has invalid resource"),
        (policy(ACCOUNT, "arn:aws:s3:::bkt2"), "Policy has invalid resource"),
        (policy("{\"AWS\": \"nobody\"}", "arn:aws:s3:::bkt"), "Invalid principal in policy"),
    ] {
        let refused = world.send("PUT", "/bkt?policy", &[], text).await.refused(400, "MalformedPolicy");
        assert_eq!(refused.element("Message"), message);
    }
    let long = put.replace("\"s\"", &format!("\"{}\"", "s".repeat(20 * 1024)));
    world.send("PUT", "/bkt?policy", &[], long).await.refused(400, "PolicyTooLarge");
    world.send("PUT", "/bkt?policy", &[], "").await.refused(400, "MissingRequestBodyError");
    world.get("/bkt?policy").await.refused(404, "NoSuchBucketPolicy");
}
