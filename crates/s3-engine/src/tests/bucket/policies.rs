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
    for text in [
        policy(ACCOUNT, "arn:aws:s3:::bkt/*"),
        policy("\"*\"", "arn:aws:s3:::bkt").replace("GetObject", "ListBucket"),
    ] {
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

/// 20 KB by <https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html>; sentences as in versity/versitygw, issues
/// 645 to 650, and as generally known.
#[tokio::test]
async fn texts_that_are_no_policies() {
    let world = World::with_bucket().await;
    let put = policy(ACCOUNT, "arn:aws:s3:::bkt/*");
    for (text, message) in [
        ("no".to_owned(), "Policies must be valid JSON and the first byte must be '{'"),
        ("{\"Statement\": ".to_owned(), "This policy contains invalid Json"),
        ("{\"Statement\": []}".to_owned(), "Could not parse the policy: Statement is empty!"),
        (put.replace("\"Resource\"", "\"Resources\""), "Unknown field Resources"),
        (put.replace("Allow", "hello"), "Invalid effect: hello"),
        (put.replace("2012-10-17", "2012-10-18"), "The policy must contain a valid version string"),
        (
            put.replace("\"Principal\": {\"AWS\": \"arn:aws:iam::111122223333:root\"},", ""),
            "Missing required field Principal",
        ),
    ] {
        let refused = world.send("PUT", "/bkt?policy", &[], text).await.refused(400, "MalformedPolicy");
        assert_eq!(refused.element("Message").replace("&apos;", "'"), message);
    }
    let long = put.replace("\"s\"", &format!("\"{}\"", "s".repeat(20 * 1024)));
    world.send("PUT", "/bkt?policy", &[], long).await.refused(400, "PolicyTooLarge");
    world.send("PUT", "/bkt?policy", &[], "").await.refused(400, "MissingRequestBodyError");
    world.get("/bkt?policy").await.refused(404, "NoSuchBucketPolicy");
}

/// A statement that names what there is not, or what does not go together: the actions, resources and keys of
/// <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html>, the sentences of
/// versity/versitygw, issues 645 to 650, and of AWS's console, which shows `Detail` behind the sentence.
#[tokio::test]
async fn statements_that_do_not_apply() {
    const ACTION: &str = "Policy has invalid action";
    const RESOURCE: &str = "Policy has invalid resource";
    const PRINCIPAL: &str = "Invalid principal in policy";
    const KEY: &str = "Policy has an invalid condition key";
    const MISMATCH: &str = "Action does not apply to any resource(s) in statement";
    const CONDITION: &str = "Conditions do not apply to combination of actions and resources in statement";
    let world = World::with_bucket().await;
    let put = policy(ACCOUNT, "arn:aws:s3:::bkt/*");
    let with = |action: &str, condition: &str| {
        put.replace("s3:GetObject", action)
            .replace("\"Sid\": \"s\",", &format!("\"Sid\": \"s\", \"Condition\": {{{condition}}},"))
    };
    let equals = |key: &str| format!("\"StringEquals\": {{\"{key}\": \"x\"}}");
    for (text, message, detail) in [
        (put.replace("s3:GetObject", "sqs:SendMessage"), ACTION, "sqs:SendMessage"),
        (put.replace("s3:GetObject", "s3:ListObjects"), ACTION, "s3:ListObjects"),
        (put.replace("s3:GetObject", "s3:Fetch*"), ACTION, "s3:Fetch*"),
        (policy(ACCOUNT, "arn:aws:s3:::other/*"), RESOURCE, "arn:aws:s3:::other/*"),
        (policy(ACCOUNT, "arn:aws:s3:::bkt2"), RESOURCE, "arn:aws:s3:::bkt2"),
        (policy(ACCOUNT, "arn:aws:s3:::*"), RESOURCE, "arn:aws:s3:::*"),
        (policy("{\"AWS\": \"nobody\"}", "arn:aws:s3:::bkt"), PRINCIPAL, "\"AWS\" : \"nobody\""),
        (policy("{\"Service\": \"s3\"}", "arn:aws:s3:::bkt"), PRINCIPAL, "\"Service\" : \"s3\""),
        (policy("{\"CanonicalUser\": \"x\"}", "arn:aws:s3:::bkt"), PRINCIPAL, "\"CanonicalUser\" : \"x\""),
        (policy(ACCOUNT, "arn:aws:s3:::bkt"), MISMATCH, "Action \"s3:GetObject\" in Statement \"s\""),
        (
            put.replace("s3:GetObject", "s3:GetObject\", \"s3:ListBucket"),
            MISMATCH,
            "Action \"s3:ListBucket\" in Statement \"s\"",
        ),
        (
            put.replace("s3:GetObject", "s3:ListAllMyBuckets"),
            MISMATCH,
            "Action \"s3:ListAllMyBuckets\" in Statement \"s\"",
        ),
        (with("s3:GetObject", &equals("s3:x-acl")), KEY, "s3:x-acl"),
        (with("s3:GetObject", &equals("SourceIp")), KEY, "SourceIp"),
        (
            with("s3:GetObject", &equals("s3:prefix")),
            CONDITION,
            "Condition \"s3:prefix\" and action \"s3:GetObject\" in Statement \"s\"",
        ),
        (
            with("s3:PutObject\", \"s3:GetObject", &equals("s3:x-amz-acl")),
            CONDITION,
            "Condition \"s3:x-amz-acl\" and action \"s3:GetObject\" in Statement \"s\"",
        ),
        (
            with("s3:GetObject", "\"IpAddress\": {\"aws:SourceIp\": \"123\"}"),
            "Invalid IP address in Conditions",
            "",
        ),
    ] {
        let refused = world.send("PUT", "/bkt?policy", &[], text).await.refused(400, "MalformedPolicy");
        assert_eq!(refused.element("Message"), message);
        assert_eq!(refused.element("Detail").replace("&quot;", "\""), detail, "{message}");
    }
    for text in [
        put.replace("s3:GetObject", "*"),
        put.replace("s3:GetObject", "s3:get*"),
        policy(ACCOUNT, "arn:aws:s3:::bkt*").replace("s3:GetObject", "s3:ListBucket\", \"s3:GetObject"),
        with("s3:PutObject", &equals("s3:RequestObjectTag/a")),
        with("s3:*", &equals("s3:ExistingObjectTag/a:b")),
        with("s3:GetObject", &equals("aws:NoKeyThatWeKnow")),
        with(
            "s3:GetObject",
            "\"IpAddress\": {\"aws:SourceIp\": [\"10.0.0.0/8\", \"2001:db8::/32\", \"10.0.0.1\"]}",
        ),
        policy("{\"Service\": \"logging.s3.amazonaws.com\"}", "arn:aws:s3:::bkt/*"),
    ] {
        world.send("PUT", "/bkt?policy", &[], text).await.expect(204);
    }
}
