//! What a form's policy allows. The words are those of answers that AWS gave; where none is known the test says so.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html>

use serde_json::{Value, json};

use super::signers::{Post, world};

/// A policy that the form below meets, with further conditions.
fn conditions(further: Value) -> Value {
    let mut all = vec![json!({"bucket": "bkt"}), json!(["starts-with", "$key", "user/"])];
    all.extend(further.as_array().unwrap().iter().cloned());
    all.into()
}

/// One condition, a field beside the key, and the refusal; none where the form is taken.
async fn check(further: Value, fields: &[(&str, &str)], refused: Option<(u16, &str, &str)>) {
    let world = world().await;
    let mut all = vec![("key", "user/k")];
    all.extend(fields);
    let answer = Post::signed(conditions(further.clone()), &all, "content").send(&world).await;
    match refused {
        None => drop(answer.expect(204)),
        Some((status, code, message)) => {
            let answer = answer.refused(status, code);
            assert_eq!(answer.element("Message").replace("&quot;", "\""), message, "{further} {fields:?}");
            world.get("/bkt/user/k").await.refused(404, "NoSuchKey");
        }
    }
}

fn failed(condition: &str) -> String {
    format!("Invalid according to Policy: Policy Condition failed: {condition}")
}

/// AWS's page for what matches. The words: aws/aws-sdk-js, issue 1514 (`eq`, of a condition written either way), and
/// waynehoover/s3_direct_upload, issue 107 (`starts-with`, of a field that is not there).
#[tokio::test]
async fn conditions_hold_or_are_named() {
    let equal = json!([{"acl": "bucket-owner-full-control"}]);
    let list = "bucket-owner-full-control";
    check(equal.clone(), &[("acl", list)], None).await;
    check(equal.clone(), &[("ACL", list)], None).await;
    let refused = failed(r#"["eq", "$acl", "bucket-owner-full-control"]"#);
    check(equal.clone(), &[("acl", "private")], Some((403, "AccessDenied", &refused))).await;
    check(equal, &[], Some((403, "AccessDenied", &refused))).await;

    let starts = json!([["starts-with", "$Content-Type", "image/"]]);
    check(starts.clone(), &[("Content-Type", "image/png")], None).await;
    check(starts.clone(), &[("content-type", "image/png,image/gif")], None).await;
    let refused = failed(r#"["starts-with", "$Content-Type", "image/"]"#);
    for kind in ["text/image/", "image/png,text/html"] {
        let fields = [("Content-Type", kind)];
        check(starts.clone(), &fields, Some((403, "AccessDenied", &refused))).await;
    }
    let any = json!([["starts-with", "$x-amz-meta-a", ""]]);
    check(any.clone(), &[("x-amz-meta-a", "whatever")], None).await;
    let refused = failed(r#"["starts-with", "$x-amz-meta-a", ""]"#);
    check(any, &[], Some((403, "AccessDenied", &refused))).await;

    // ceph/s3-tests, test_post_object_case_insensitive_condition_fields.
    check(json!([["StArTs-WiTh", "$CoNtEnT-TyPe", "a"]]), &[("Content-Type", "ab")], None).await;
    check(json!([["eq", "$bucket", "bkt"]]), &[], None).await;
    let refused = failed(r#"["eq", "$bucket", "other"]"#);
    check(json!([{"bucket": "other"}]), &[], Some((403, "AccessDenied", &refused))).await;
    let refused = failed(r#"["contains", "$key", "user"]"#);
    check(json!([["contains", "$key", "user"]]), &[], Some((403, "AccessDenied", &refused))).await;
}

/// "Each form field that you specify in a form (except x-amz-signature, file, policy, and field names that have an x-ignore-
/// prefix) must appear in the list of conditions." The words: aws/aws-sdk-php, issue 3292, for the bucket, too.
#[tokio::test]
async fn every_field_needs_a_condition() {
    let extra = |name: &str| format!("Invalid according to Policy: Extra input fields: {name}");
    check(json!([]), &[("x-ignore-me", "1"), ("X-Ignore-Me-Too", "")], None).await;
    let refused = extra("content-type");
    check(json!([]), &[("Content-Type", "a/b")], Some((403, "AccessDenied", &refused))).await;
    let world = world().await;
    let without_bucket = json!([{"key": "k"}]);
    let answer = Post::signed(without_bucket, &[("key", "k")], "").send(&world).await;
    assert_eq!(answer.refused(403, "AccessDenied").element("Message"), extra("bucket"));
}

/// AWS's sizes are those of its answer in infinitered/apisauce, issue 245.
#[tokio::test]
async fn a_file_is_as_large_as_the_policy_says() {
    let world = world().await;
    let post = |min: Value, max: Value, file: &str| {
        let conditions = conditions(json!([["content-length-range", min, max]]));
        Post::signed(conditions, &[("key", "user/k")], file)
    };
    for (file, status) in [("123", 400), ("1234", 204), ("123456", 204), ("1234567", 400)] {
        assert_eq!(post(4.into(), 6.into(), file).send(&world).await.status, status, "{file}");
    }
    post("4".into(), "6".into(), "12345").send(&world).await.expect(204);
    let large = "x".repeat(200_000);
    let answer = post(0.into(), 6.into(), &large).send(&world).await.refused(400, "EntityTooLarge");
    assert_eq!(
        (answer.element("ProposedSize"), answer.element("MaxSizeAllowed")),
        ("200000".into(), "6".into())
    );
    let answer = post(4.into(), 6.into(), "").send(&world).await.refused(400, "EntityTooSmall");
    assert_eq!((answer.element("ProposedSize"), answer.element("MinSizeAllowed")), ("0".into(), "4".into()));
    assert_eq!(world.get("/bkt/user/k").await.text(), "12345");
    // ceph/s3-tests: 400 for a range that is none; the code and the words are ours.
    for (min, max) in [(json!(-1), json!(0)), (json!(0), Value::Null), (json!("a"), json!(1))] {
        post(min, max, "").send(&world).await.refused(400, "InvalidPolicyDocument");
    }
}

/// The first sentence: CulturalMe/meteor-slingshot, issue 80. Those of the document: benefitcloud/ember-uploader, issue 43;
/// waynehoover/s3_direct_upload, pull request 11; ccoenraets/phonegap-s3-upload, pull request 1. What misses is ours.
#[tokio::test]
async fn policies_that_are_over_or_cannot_be_read() {
    let world = world().await;
    let send = |policy: String| {
        let world = world.clone();
        async move { Post::of(&[("key", "k")], "").with_policy(&policy).send(&world).await }
    };
    let until =
        |text: &str| json!({"expiration": text, "conditions": [{"bucket": "bkt"}, {"key": "k"}]}).to_string();
    send(until("2026-01-02T03:04:05.000Z")).await.expect(204);
    let answer = send(until("2026-01-02T03:04:04Z")).await.refused(403, "AccessDenied");
    assert_eq!(answer.element("Message"), "Invalid according to Policy: Policy expired.");
    let simple = "Invalid Simple-Condition";
    for (policy, words) in [
        ("{".to_owned(), "Invalid JSON.".to_owned()),
        ("[]".to_owned(), "Invalid JSON.".to_owned()),
        (
            until("2026-01-02 03:04:05+00:00"),
            "Invalid 'expiration' value: '2026-01-02 03:04:05+00:00'".to_owned(),
        ),
        (r#"{"conditions":[]}"#.to_owned(), "Policy missing expiration.".to_owned()),
        (
            r#"{"EXPIRATION":"2026-01-02T03:14:05Z","conditions":[]}"#.to_owned(),
            "Policy missing expiration.".to_owned(),
        ),
        (
            r#"{"expiration":"2026-01-02T03:14:05Z","CONDITIONS":[]}"#.to_owned(),
            "Policy missing conditions.".to_owned(),
        ),
        (
            r#"{"expiration":"2026-01-02T03:14:05Z","conditions":[{"acl":"a","key":"b"}]}"#.to_owned(),
            format!("{simple}: Simple-Conditions must have exactly one property specified."),
        ),
        (
            r#"{"expiration":"2026-01-02T03:14:05Z","conditions":[{"acl":1}]}"#.to_owned(),
            format!("{simple}: value must be a string."),
        ),
    ] {
        let answer = send(policy.clone()).await.refused(400, "InvalidPolicyDocument");
        assert_eq!(answer.element("Message"), format!("Invalid Policy: {words}"), "{policy}");
    }
    let no_base64 =
        Post::of(&[("key", "k"), ("AWSAccessKeyId", "a"), ("policy", "%"), ("signature", "s")], "");
    no_base64.send(&world).await.refused(400, "InvalidPolicyDocument");
    // An answer of AWS's docs: everything that is sent needs a condition, so an empty list is met by no form.
    send(r#"{"expiration":"2026-01-02T03:14:05Z","conditions":[]}"#.to_owned())
        .await
        .refused(403, "AccessDenied");
}
