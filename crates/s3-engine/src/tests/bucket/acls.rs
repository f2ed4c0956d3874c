//! Access control lists of buckets, and logging, whose grants have the same form. Documents are
//! those of AWS's API reference; what canned lists grant is from
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html>; codes are AWS's as generally known.

use crate::tests::World;
use crate::tests::bucket::settings::{refused, whole};

const WRITER: &str =
    "<OwnershipControls><Rule><ObjectOwnership>ObjectWriter</ObjectOwnership></Rule></OwnershipControls>";
const XSI: &str = "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"";
const ALL: &str = "http://acs.amazonaws.com/groups/global/AllUsers";

async fn with_acls() -> (World, String) {
    let world = World::with_bucket().await;
    world.put("/bkt?ownershipControls", WRITER).await;
    world.delete("/bkt?publicAccessBlock").await.expect(204);
    let owner = world.get("/bkt?acl").await.expect(200).element("ID");
    (world, owner)
}

fn grant(kind: &str, inside: &str, permission: &str) -> String {
    format!(
        "<Grant><Grantee {XSI} xsi:type=\"{kind}\">{inside}</Grantee><Permission>{permission}</Permission></Grant>"
    )
}

fn list(owner: &str, grants: &str) -> String {
    format!(
        "<AccessControlPolicy><Owner><ID>{owner}</ID></Owner><AccessControlList>{grants}</AccessControlList></AccessControlPolicy>"
    )
}

/// API_PutBucketAcl, API_GetBucketAcl.
#[tokio::test]
async fn a_list_is_kept_as_a_document() {
    let (world, owner) = with_acls().await;
    let mine = grant("CanonicalUser", &format!("<ID>{owner}</ID>"), "FULL_CONTROL");
    assert_eq!(world.get("/bkt?acl").await.text(), whole(&list(&owner, &mine)));
    for grants in [
        String::new(),
        format!("{mine}{}", grant("Group", &format!("<URI>{ALL}</URI>"), "READ")),
        mine.clone(),
    ] {
        let document = list(&owner, &grants);
        world.put("/bkt?acl", document.clone()).await;
        let shown = document.replace("<AccessControlList></AccessControlList>", "<AccessControlList/>");
        assert_eq!(world.get("/bkt?acl").await.expect(200).text(), whole(&shown));
    }
    let kind = |kind: &str, inside: &str| list(&owner, &grant(kind, inside, "READ"));
    refused(
        &world,
        "acl",
        "MalformedACLError",
        &[
            &kind("Nobody", ""),
            &list(&owner, "<Grant><Grantee><ID>1</ID></Grantee></Grant>"),
            &list(&owner, &grant("Group", &format!("<URI>{ALL}</URI>"), "LOOK")),
        ],
    )
    .await;
    refused(
        &world,
        "acl",
        "InvalidArgument",
        &[&kind("CanonicalUser", "<ID>1</ID>"), &kind("Group", "<URI>http://all</URI>")],
    )
    .await;
    refused(&world, "acl", "MalformedACLError", &[&kind("Group", ""), "<AccessControlPolicy/>"]).await;
    refused(
        &world,
        "acl",
        "UnresolvableGrantByEmailAddress",
        &[&kind("AmazonCustomerByEmail", "<EmailAddress>a@b.c</EmailAddress>")],
    )
    .await;
    world.send("PUT", "/bkt?acl", &[], list(&"0".repeat(64), "")).await.refused(403, "AccessDenied");
    world.send("PUT", "/bkt?acl", &[], "").await.refused(400, "MissingSecurityHeader");
}

#[tokio::test]
async fn a_list_is_kept_as_headers() {
    let (world, owner) = with_acls().await;
    for (canned, permissions) in [
        ("private", &["FULL_CONTROL"][..]),
        ("public-read", &["FULL_CONTROL", "READ"]),
        ("public-read-write", &["FULL_CONTROL", "READ", "WRITE"]),
        ("authenticated-read", &["FULL_CONTROL", "READ"]),
        ("log-delivery-write", &["FULL_CONTROL", "WRITE", "READ_ACP"]),
    ] {
        world.send("PUT", "/bkt?acl", &[("x-amz-acl", canned)], "").await.expect(200);
        assert_eq!(world.get("/bkt?acl").await.expect(200).elements("Permission"), permissions);
    }
    let (uri, id) = (format!("uri=\"{ALL}\""), format!("id=\"{owner}\""));
    let grants = [("x-amz-grant-full-control", id.as_str()), ("x-amz-grant-read-acp", &uri)];
    world.send("PUT", "/bkt?acl", &grants, "").await.expect(200);
    let expected = grant("Group", &format!("<URI>{ALL}</URI>"), "READ_ACP")
        + &grant("CanonicalUser", &format!("<ID>{owner}</ID>"), "FULL_CONTROL");
    assert_eq!(world.get("/bkt?acl").await.expect(200).text(), whole(&list(&owner, &expected)));
    let private = ("x-amz-acl", "private");
    world.send("PUT", "/bkt?acl", &[private, grants[0]], "").await.refused(400, "InvalidRequest");
    world.send("PUT", "/bkt?acl", &[private], list(&owner, "")).await.refused(400, "UnexpectedContent");
    world.send("PUT", "/bkt?acl", &[("x-amz-acl", "secret")], "").await.refused(400, "InvalidArgument");
    let odd = [("x-amz-grant-read", "everybody")];
    world.send("PUT", "/bkt?acl", &odd, "").await.refused(400, "InvalidArgument");
    assert_eq!(world.get("/bkt?acl").await.expect(200).text(), whole(&list(&owner, &expected)));
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html>: off in a new bucket.
#[tokio::test]
async fn where_lists_are_off_none_is_taken() {
    let world = World::with_bucket().await;
    let owner = world.get("/bkt?acl").await.expect(200).element("ID");
    refused(&world, "acl", "AccessControlListNotSupported", &[&list(&owner, "")]).await;
    let canned = [("x-amz-acl", "public-read")];
    world.send("PUT", "/bkt?acl", &canned, "").await.refused(400, "AccessControlListNotSupported");
}

/// API_PutBucketLogging; the target by
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html>.
#[tokio::test]
async fn put_bucket_logging() {
    let world = World::with_bucket().await;
    let status = |inside: &str| format!("<BucketLoggingStatus>{inside}</BucketLoggingStatus>");
    let to = |bucket: &str, more: &str| {
        status(&format!(
            "<LoggingEnabled><TargetBucket>{bucket}</TargetBucket>{more}<TargetPrefix>p/</TargetPrefix></LoggingEnabled>"
        ))
    };
    let grants =
        format!("<TargetGrants>{}</TargetGrants>", grant("Group", &format!("<URI>{ALL}</URI>"), "READ"));
    world.put("/logs", "").await;
    for document in [to("logs", ""), to("logs", &grants), to("bkt", "")] {
        world.put("/bkt?logging", document.clone()).await;
        assert_eq!(world.get("/bkt?logging").await.expect(200).text(), whole(&document));
    }
    refused(&world, "logging", "InvalidTargetBucketForLogging", &[&to("none", "")]).await;
    refused(
        &world,
        "logging",
        "MalformedXML",
        &["<BucketLoggingStatus><LoggingEnabled/></BucketLoggingStatus>"],
    )
    .await;
    world.as_account("111111111111").put("/theirs", "").await;
    refused(&world, "logging", "InvalidTargetBucketForLogging", &[&to("theirs", "")]).await;
    let ireland = "<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>";
    world.put("/far", ireland).await;
    let answer = world.send("PUT", "/bkt?logging", &[], to("far", "")).await;
    let far = answer.refused(403, "CrossLocationLoggingProhibitted");
    assert_eq!(
        (far.element("SourceBucketLocation"), far.element("TargetBucketLocation")),
        ("us-east-1".into(), "eu-west-1".into())
    );
    // Off again.
    world.put("/bkt?logging", "<BucketLoggingStatus/>").await;
    assert_eq!(world.get("/bkt?logging").await.expect(200).text(), whole("<BucketLoggingStatus/>"));
}
