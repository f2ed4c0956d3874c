//! Policies that ask what a request's document says, and what a request needs beside its own action.

use crate::tests::World;

const OTHER: &str = "111111111111";

async fn with_policy(statements: &[String]) -> (World, World) {
    let world = World::new();
    world.send("PUT", "/bkt", &[("x-amz-bucket-object-lock-enabled", "true")], "").await.expect(200);
    world.put("/bkt/k", "x").await;
    put_policy(&world, statements).await;
    let other = world.as_account(OTHER);
    (world, other)
}

async fn put_policy(world: &World, statements: &[String]) {
    let policy = format!("{{\"Version\":\"2012-10-17\",\"Statement\":[{}]}}", statements.join(","));
    world.send("PUT", "/bkt?policy", &[], policy).await.expect(204);
}

fn allow(actions: &[&str], more: &str) -> String {
    format!(
        "{{\"Effect\":\"Allow\",\"Principal\":{{\"AWS\":\"{OTHER}\"}},\"Action\":{actions:?},\"Resource\":\"arn:aws:s3:::bkt/*\"{more}}}"
    )
}

fn condition(test: &str) -> String {
    format!(",\"Condition\":{{{test}}}")
}

fn retention(mode: &str, until: &str) -> String {
    format!("<Retention><Mode>{mode}</Mode><RetainUntilDate>{until}</RetainUntilDate></Retention>")
}

/// "You can set minimum and maximum allowable retention periods for a bucket by using a bucket policy":
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html#object-lock-managing-retention-limits>.
#[tokio::test]
async fn a_retention_in_a_document_is_judged_by_what_it_says() {
    let ten_days = "\"NumericLessThanEquals\":{\"s3:object-lock-remaining-retention-days\":\"10\"}";
    let (world, other) = with_policy(&[allow(&["s3:PutObjectRetention"], &condition(ten_days))]).await;
    let (short, long) = ("2026-01-10T00:00:00Z", "2026-03-01T00:00:00Z");
    other
        .send("PUT", "/bkt/k?retention", &[], retention("GOVERNANCE", long))
        .await
        .refused(403, "AccessDenied");
    other.send("PUT", "/bkt/k?retention", &[], retention("GOVERNANCE", short)).await.expect(200);
    let mode = "\"StringEquals\":{\"s3:object-lock-mode\":\"GOVERNANCE\"}";
    put_policy(&world, &[allow(&["s3:PutObjectRetention"], &condition(mode))]).await;
    let compliance = retention("COMPLIANCE", long);
    // A header says nothing of what the document does.
    let header = [("x-amz-object-lock-mode", "GOVERNANCE")];
    other.send("PUT", "/bkt/k?retention", &header, compliance.clone()).await.refused(403, "AccessDenied");
    other.send("PUT", "/bkt/k?retention", &[], retention("GOVERNANCE", long)).await.expect(200);
    // Who owns the bucket heeds a denial of what stands in the request.
    let deny = allow(&["s3:PutObjectRetention"], &condition(mode))
        .replace("Allow", "Deny")
        .replace("GOVERNANCE", "COMPLIANCE")
        .replace(&format!("{{\"AWS\":\"{OTHER}\"}}"), "\"*\"");
    put_policy(&world, &[deny]).await;
    world.send("PUT", "/bkt/k?retention", &[], compliance).await.refused(403, "AccessDenied");
}

/// The key `s3:object-lock-legal-hold` of
/// <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html>.
#[tokio::test]
async fn a_hold_in_a_document_is_judged_by_what_it_says() {
    let on = condition("\"StringEquals\":{\"s3:object-lock-legal-hold\":\"ON\"}");
    let (_world, other) = with_policy(&[allow(&["s3:PutObjectLegalHold"], &on)]).await;
    let hold = |status: &str| format!("<LegalHold><Status>{status}</Status></LegalHold>");
    other.send("PUT", "/bkt/k?legal-hold", &[], hold("ON")).await.expect(200);
    other.send("PUT", "/bkt/k?legal-hold", &[], hold("OFF")).await.refused(403, "AccessDenied");
    other.send("PUT", "/bkt/k?legal-hold", &[], "no document").await.refused(403, "AccessDenied");
    // Our limit.
    let long = format!("{}{}", hold("ON"), " ".repeat(256 * 1024));
    other.send("PUT", "/bkt/k?legal-hold", &[], long).await.refused(400, "MaxMessageLengthExceeded");
}

/// `s3:RequestObjectTag` and `s3:RequestObjectTagKeys`:
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/tagging-and-policies.html>.
#[tokio::test]
async fn tags_in_a_document_are_judged_by_what_they_say() {
    let keys = condition("\"ForAllValues:StringLike\":{\"s3:RequestObjectTagKeys\":[\"Owner\"]}");
    let (world, other) = with_policy(&[allow(&["s3:PutObjectTagging"], &keys)]).await;
    let tags = |key: &str, value: &str| {
        format!("<Tagging><TagSet><Tag><Key>{key}</Key><Value>{value}</Value></Tag></TagSet></Tagging>")
    };
    other.send("PUT", "/bkt/k?tagging", &[], tags("Owner", "x")).await.expect(200);
    other.send("PUT", "/bkt/k?tagging", &[], tags("Project", "x")).await.refused(403, "AccessDenied");
    let project = condition("\"StringEquals\":{\"s3:RequestObjectTag/Project\":[\"X\"]}");
    put_policy(&world, &[allow(&["s3:PutObjectTagging"], &project)]).await;
    other.send("PUT", "/bkt/k?tagging", &[], tags("Project", "Y")).await.refused(403, "AccessDenied");
    other.send("PUT", "/bkt/k?tagging", &[], tags("Project", "X")).await.expect(200);
}

/// "If you're copying objects that have object tags, then [...] you must have s3:GetObjectTagging permission for the source object
/// and s3:PutObjectTagging permission for objects in the destination bucket": the guide's page on copying between accounts.
#[tokio::test]
async fn a_copy_of_tags_needs_to_read_and_to_put_them() {
    let (world, other) = with_policy(&[allow(&["s3:GetObject"], "")]).await;
    other.send("PUT", "/mine", &[], "").await.expect(200);
    let copy = [("x-amz-copy-source", "/bkt/k")];
    other.send("PUT", "/mine/c", &copy, "").await.expect(200);
    let tags = "<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>";
    world.put("/bkt/k?tagging", tags).await;
    other.send("PUT", "/mine/c", &copy, "").await.refused(403, "AccessDenied");
    let anew = [copy[0], ("x-amz-tagging-directive", "REPLACE")];
    other.send("PUT", "/mine/c", &anew, "").await.expect(200);
    put_policy(&world, &[allow(&["s3:GetObject", "s3:GetObjectTagging"], "")]).await;
    other.send("PUT", "/mine/c", &copy, "").await.expect(200);
    // Here the copy is put where tags are not to be.
    other.send("PUT", "/mine/c?tagging", &[], tags).await.expect(200);
    let copy = [("x-amz-copy-source", "/mine/c")];
    put_policy(&world, &[allow(&["s3:PutObject"], "")]).await;
    other.send("PUT", "/bkt/n", &copy, "").await.refused(403, "AccessDenied");
    put_policy(&world, &[allow(&["s3:PutObject", "s3:PutObjectTagging"], "")]).await;
    other.send("PUT", "/bkt/n", &copy, "").await.expect(200);
}

/// Lists other than an object's own need `s3:PutObjectAcl` (aws/aws-cli, issue 813); full control of the bucket's owner does not,
/// as in <https://docs.aws.amazon.com/AmazonS3/latest/userguide/ensure-object-ownership.html>.
#[tokio::test]
async fn a_list_needs_a_permission_of_its_own() {
    let (world, other) = with_policy(&[allow(&["s3:PutObject"], "")]).await;
    world.delete("/bkt?publicAccessBlock").await.expect(204);
    let writer =
        "<OwnershipControls><Rule><ObjectOwnership>ObjectWriter</ObjectOwnership></Rule></OwnershipControls>";
    world.put("/bkt?ownershipControls", writer).await;
    let read = ("x-amz-grant-read", "uri=http://acs.amazonaws.com/groups/global/AllUsers");
    for header in [("x-amz-acl", "public-read"), read] {
        other.send("PUT", "/bkt/n", &[header], "n").await.refused(403, "AccessDenied");
        other.send("POST", "/bkt/n?uploads", &[header], "").await.refused(403, "AccessDenied");
    }
    for canned in ["private", "bucket-owner-full-control"] {
        other.send("PUT", "/bkt/n", &[("x-amz-acl", canned)], "n").await.expect(200);
    }
    put_policy(&world, &[allow(&["s3:PutObject", "s3:PutObjectAcl"], "")]).await;
    other.send("PUT", "/bkt/n", &[read], "n").await.expect(200);
}
