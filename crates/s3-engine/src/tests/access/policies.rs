//! Policies of buckets, as they let other accounts in. The examples are those of
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html>; that the owner's account is not judged
//! by default is ours.

use crate::tests::World;

const OTHER: &str = "111111111111";

async fn with_policy(statements: &str) -> (World, World) {
    let world = World::with_bucket().await;
    world.put("/bkt/k", "x").await;
    world.put("/bkt/open/k", "open").await;
    world.delete("/bkt?publicAccessBlock").await.expect(204);
    put(&world, statements).await;
    let other = world.as_account(OTHER);
    (world, other)
}

async fn put(world: &World, statements: &str) {
    let policy = format!("{{\"Version\":\"2012-10-17\",\"Statement\":[{statements}]}}");
    world.send("PUT", "/bkt?policy", &[], policy).await.expect(204);
}

fn allow(action: &str, resource: &str, more: &str) -> String {
    format!(
        "{{\"Effect\":\"Allow\",\"Principal\":{{\"AWS\":\"arn:aws:iam::{OTHER}:root\"}},\"Action\":\"{action}\",\"Resource\":\"arn:aws:s3:::bkt{resource}\"{more}}}"
    )
}

#[tokio::test]
async fn another_account_may_what_the_policy_says() {
    let (world, other) = with_policy(&allow("s3:GetObject", "/open/*", "")).await;
    assert_eq!(other.get("/bkt/open/k").await.expect(200).text(), "open");
    other.send("HEAD", "/bkt/open/k", &[], "").await.expect(200);
    other.get("/bkt/k").await.refused(403, "AccessDenied");
    other.get("/bkt/open/k?tagging").await.refused(403, "AccessDenied");
    other.send("PUT", "/bkt/open/k", &[], "y").await.refused(403, "AccessDenied");
    other.get("/bkt").await.refused(403, "AccessDenied");
    world.as_account("222222222222").get("/bkt/open/k").await.refused(403, "AccessDenied");
    // A copy reads its source as GetObject does.
    other.send("PUT", "/mine", &[], "").await.expect(200);
    let copy = |source| [("x-amz-copy-source", source)];
    other.send("PUT", "/mine/c", &copy("/bkt/open/k"), "").await.expect(200);
    other.send("PUT", "/mine/d", &copy("/bkt/k"), "").await.refused(403, "AccessDenied");
    assert_eq!(other.get("/mine/c").await.expect(200).text(), "open");
    world.delete("/bkt?policy").await.expect(204);
    other.get("/bkt/open/k").await.refused(403, "AccessDenied");
}

#[tokio::test]
async fn a_denial_counts_before_all_permissions() {
    let deny = allow("s3:GetObject", "/open/*", "").replace("Allow", "Deny");
    let (world, other) = with_policy(&format!("{},{deny}", allow("s3:*", "/*", ""))).await;
    other.get("/bkt/k").await.expect(200);
    other.get("/bkt/open/k").await.refused(403, "AccessDenied");
    // Who owns the bucket can't lock itself out.
    put(&world, &allow("s3:*", "/*", "").replace("Allow", "Deny").replace(OTHER, "000000000000")).await;
    world.get("/bkt/k").await.expect(200);
}

#[tokio::test]
async fn conditions_ask_the_request() {
    let prefix = ",\"Condition\":{\"StringLike\":{\"s3:prefix\":\"open/*\"}}";
    let (world, other) = with_policy(&allow("s3:ListBucket", "", prefix)).await;
    assert_eq!(other.get("/bkt?list-type=2&prefix=open/").await.expect(200).elements("Key"), ["open/k"]);
    other.get("/bkt?list-type=2").await.refused(403, "AccessDenied");
    let acl = ",\"Condition\":{\"StringEquals\":{\"s3:x-amz-acl\":\"bucket-owner-full-control\"}}";
    put(&world, &allow("s3:PutObject", "/*", acl)).await;
    other.send("PUT", "/bkt/n", &[], "n").await.refused(403, "AccessDenied");
    let full = [("x-amz-acl", "bucket-owner-full-control")];
    other.send("PUT", "/bkt/n", &full, "n").await.expect(200);
    // ACLs are off: it is the bucket owner's.
    assert_eq!(world.get("/bkt/n").await.expect(200).text(), "n");
    let tag = ",\"Condition\":{\"StringEquals\":{\"s3:ExistingObjectTag/class\":\"open\"}}";
    put(&world, &allow("s3:GetObject", "/*", tag)).await;
    other.get("/bkt/k").await.refused(403, "AccessDenied");
    world.send("PUT", "/bkt/k", &[("x-amz-tagging", "class=open")], "x").await.expect(200);
    other.get("/bkt/k").await.expect(200);
}

/// A denial by what stands in a request refuses the owner too, as the policies do that demand encryption
/// (<https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html#require-sse-kms>); one by who asks does not,
/// which is ours.
#[tokio::test]
async fn an_owner_heeds_its_own_policy_where_that_is_about_the_request() {
    let deny = |conditions: &str| {
        format!(
            "{{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:PutObject\",\"Resource\":\"arn:aws:s3:::bkt/*\",\"Condition\":{{{conditions}}}}}"
        )
    };
    let kms = "\"StringNotEquals\":{\"s3:x-amz-server-side-encryption\":\"aws:kms\"}";
    let (world, _) = with_policy(&deny(kms)).await;
    world.send("PUT", "/bkt/k", &[], "y").await.refused(403, "AccessDenied");
    world.send("PUT", "/bkt/k", &[("x-amz-server-side-encryption", "aws:kms")], "y").await.expect(200);
    world.get("/bkt/k").await.expect(200);
    let vpc = "\"StringNotEquals\":{\"aws:SourceVpce\":\"vpce-1a2b3c4d\"}";
    put(&world, &deny(vpc)).await;
    world.put("/bkt/k", "z").await;
    put(&world, &deny(&format!("{kms},{}", vpc.replace("NotEquals", "NotLike")))).await;
    world.put("/bkt/k", "z").await;
}

/// Each key of a DeleteObjects is judged: its page, "Permissions".
#[tokio::test]
async fn one_delete_of_many_may_be_refused() {
    let (world, other) = with_policy(&allow("s3:DeleteObject", "/open/*", "")).await;
    let delete = "<Delete><Object><Key>k</Key></Object><Object><Key>open/k</Key></Object></Delete>";
    let sum = [("x-amz-checksum-crc32", "RDYFsw==")];
    let mut answer = other.send("POST", "/bkt?delete", &sum, delete).await;
    if answer.status != 200 {
        let md5 = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, {
            use md5::Digest as _;
            md5::Md5::digest(delete)
        });
        answer = other.send("POST", "/bkt?delete", &[("content-md5", &md5)], delete).await;
    }
    let answer = answer.expect(200);
    assert_eq!(answer.elements("Key"), ["open/k", "k"]);
    assert_eq!(answer.element("Code"), "AccessDenied");
    world.get("/bkt/k").await.expect(200);
    world.get("/bkt/open/k").await.refused(404, "NoSuchKey");
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html>
#[tokio::test]
async fn a_block_refuses_public_policies_and_restricts_those_of_before() {
    let public = "{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::bkt/*\"}";
    let (world, other) = with_policy(public).await;
    other.get("/bkt/k").await.expect(200);
    let block = |policy: bool, restrict: bool| {
        format!(
            "<PublicAccessBlockConfiguration><BlockPublicPolicy>{policy}</BlockPublicPolicy><RestrictPublicBuckets>{restrict}</RestrictPublicBuckets></PublicAccessBlockConfiguration>"
        )
    };
    world.put("/bkt?publicAccessBlock", block(true, false)).await;
    other.get("/bkt/k").await.expect(200);
    let policy = format!("{{\"Version\":\"2012-10-17\",\"Statement\":[{public}]}}");
    let refused = world.send("PUT", "/bkt?policy", &[], policy).await.refused(403, "AccessDenied");
    assert_eq!(
        refused.element("Message"),
        "User: arn:aws:iam::000000000000:root is not authorized to perform: s3:PutBucketPolicy on resource: &quot;arn:aws:s3:::bkt&quot; because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access."
    );
    put(&world, &allow("s3:GetObject", "/*", "")).await;
    world.put("/bkt?publicAccessBlock", block(false, true)).await;
    other.get("/bkt/k").await.expect(200);
    put(&world, public).await;
    other.get("/bkt/k").await.refused(403, "AccessDenied");
    world.get("/bkt/k").await.expect(200);
}

/// What a request needs beside its own action: the operations' pages, "Permissions".
#[tokio::test]
async fn what_a_header_asks_for_needs_a_permission_of_its_own() {
    let (world, other) = with_policy(&allow("s3:PutObject", "/*", "")).await;
    other.send("PUT", "/bkt/n", &[], "n").await.expect(200);
    for header in [
        ("x-amz-tagging", "a=b"),
        ("x-amz-object-lock-legal-hold", "ON"),
        ("x-amz-object-lock-mode", "GOVERNANCE"),
        ("if-match", "\"x\""),
    ] {
        other.send("PUT", "/bkt/n", &[header], "n").await.refused(403, "AccessDenied");
        let (method, uri) = ("POST", "/bkt/n?uploads");
        other.send(method, uri, &[header], "").await.refused(403, "AccessDenied");
    }
    put(&world, &format!("{},{}", allow("s3:PutObject", "/*", ""), allow("s3:PutObjectTagging", "/*", "")))
        .await;
    other.send("PUT", "/bkt/n", &[("x-amz-tagging", "a=b")], "n").await.expect(200);
    // Who began an upload may end it, and nobody else without a permission.
    let id = other.send("POST", "/bkt/big?uploads", &[], "").await.expect(200).element("UploadId");
    let upload = format!("/bkt/big?uploadId={id}");
    other.get(&upload).await.expect(200);
    let third = world.as_account("222222222222");
    third.delete(&upload).await.refused(403, "AccessDenied");
    other.delete(&upload).await.expect(204);
    // A policy is the owner's, whatever it says.
    put(&world, &allow("s3:*", "", "")).await;
    other.get("/bkt?policy").await.refused(405, "MethodNotAllowed");
    third.get("/bkt?policy").await.refused(403, "AccessDenied");
}

/// Object Lock's page: who passes over governance needs a permission for that.
#[tokio::test]
async fn passing_over_governance_needs_a_permission_of_its_own() {
    let world = World::new();
    world.send("PUT", "/lock", &[("x-amz-bucket-object-lock-enabled", "true")], "").await.expect(200);
    world.delete("/lock?publicAccessBlock").await.expect(204);
    let sum = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, {
        use md5::Digest as _;
        md5::Md5::digest("x")
    });
    let held = [
        ("x-amz-object-lock-mode", "GOVERNANCE"),
        ("x-amz-object-lock-retain-until-date", "2030-01-01T00:00:00Z"),
        ("content-md5", &sum),
    ];
    let answer = world.send("PUT", "/lock/k", &held, "x").await;
    let id = answer.expect(200).header("x-amz-version-id").to_owned();
    let policy = |actions: &str| {
        format!(
            "{{\"Version\":\"2012-10-17\",\"Statement\":[{{\"Effect\":\"Allow\",\"Principal\":{{\"AWS\":\"arn:aws:iam::{OTHER}:root\"}},\"Action\":[{actions}],\"Resource\":\"arn:aws:s3:::lock/*\"}}]}}"
        )
    };
    let other = world.as_account(OTHER);
    let bypass = [("x-amz-bypass-governance-retention", "true")];
    let uri = format!("/lock/k?versionId={id}");
    world.send("PUT", "/lock?policy", &[], policy("\"s3:DeleteObjectVersion\"")).await.expect(204);
    other.send("DELETE", &uri, &bypass, "").await.refused(403, "AccessDenied");
    let both = policy("\"s3:DeleteObjectVersion\",\"s3:BypassGovernanceRetention\"");
    world.send("PUT", "/lock?policy", &[], both).await.expect(204);
    other.send("DELETE", &uri, &bypass, "").await.expect(204);
}

/// GetObject's page: without ListBucket what is not there is as forbidden as what is.
#[tokio::test]
async fn what_is_not_there_is_hidden_from_those_who_may_only_read() {
    let (world, other) = with_policy(&allow("s3:GetObject", "/*", "")).await;
    other.get("/bkt/none").await.refused(403, "AccessDenied");
    let list = allow("s3:ListBucket", "", "");
    put(&world, &format!("{},{list}", allow("s3:GetObject", "/*", ""))).await;
    other.get("/bkt/none").await.refused(404, "NoSuchKey");
}

/// The keys of <https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html> and
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html#object-lock-managing-retention-limits>.
#[tokio::test]
async fn a_condition_asks_who_owns_the_bucket_and_how_old_a_signature_is() {
    let owned =
        |key: &str, account: &str| format!(",\"Condition\":{{\"StringEquals\":{{\"{key}\":\"{account}\"}}}}");
    for key in ["s3:ResourceAccount", "aws:ResourceAccount"] {
        let (_world, other) = with_policy(&allow("s3:GetObject", "/*", &owned(key, "000000000000"))).await;
        other.get("/bkt/k").await.expect(200);
        let (_world, other) = with_policy(&allow("s3:GetObject", "/*", &owned(key, OTHER))).await;
        other.get("/bkt/k").await.refused(403, "AccessDenied");
    }
    let old = ",\"Condition\":{\"NumericGreaterThan\":{\"s3:signatureAge\":600000}}";
    let deny = allow("s3:GetObject", "/*", old).replace("Allow", "Deny");
    let (_world, other) = with_policy(&format!("{},{deny}", allow("s3:GetObject", "/*", ""))).await;
    other.get("/bkt/k?X-Amz-Date=20200101T000000Z").await.refused(403, "AccessDenied");
    // Whoever was given a presigned URL does not make it younger by a header.
    let fresh = [("x-amz-date", "20260102T030405Z")];
    let presigned = "/bkt/k?X-Amz-Date=20200101T000000Z&X-Amz-Signature=x";
    other.send("GET", presigned, &fresh, "").await.refused(403, "AccessDenied");
    other.get("/bkt/k").await.expect(200);
}
