//! Access control lists of objects and buckets, as they let accounts in. What they grant and whom objects belong to is from
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html> and
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html>.

use crate::bucket::canonical_id;
use crate::tests::World;

const OWNER: &str = "000000000000";
const OTHER: &str = "111111111111";

/// A bucket with lists, whose public ones count, and an object in it that is private.
async fn with_lists() -> (World, World) {
    let world = World::new();
    world.send("PUT", "/bkt", &[("x-amz-object-ownership", "ObjectWriter")], "").await.expect(200);
    world.delete("/bkt?publicAccessBlock").await.expect(204);
    world.put("/bkt/k", "x").await;
    let other = world.as_account(OTHER);
    (world, other)
}

#[tokio::test]
async fn an_object_is_private_until_its_list_says_otherwise() {
    let (world, other) = with_lists().await;
    other.get("/bkt/k").await.refused(403, "AccessDenied");
    let read = [("x-amz-acl", "public-read")];
    world.send("PUT", "/bkt/k?acl", &read, "").await.expect(200);
    assert_eq!(other.get("/bkt/k").await.expect(200).text(), "x");
    other.send("HEAD", "/bkt/k", &[], "").await.expect(200);
    // Reading is all that it grants.
    other.get("/bkt/k?acl").await.refused(403, "AccessDenied");
    other.send("PUT", "/bkt/k", &[], "y").await.refused(403, "AccessDenied");
    other.delete("/bkt/k").await.refused(403, "AccessDenied");
    other.get("/bkt").await.refused(403, "AccessDenied");
    other.get("/bkt?tagging").await.refused(403, "AccessDenied");
    // One more with its list from the start, and one by a grant.
    world.send("PUT", "/bkt/l", &read, "l").await.expect(200);
    other.get("/bkt/l").await.expect(200);
    let id = format!("id=\"{}\"", canonical_id(OTHER));
    world.send("PUT", "/bkt/m", &[("x-amz-grant-read-acp", &id)], "m").await.expect(200);
    other.get("/bkt/m").await.refused(403, "AccessDenied");
    let shown = other.get("/bkt/m?acl").await.expect(200);
    assert_eq!(shown.elements("ID"), [canonical_id(OWNER), canonical_id(OTHER)]);
    assert_eq!(shown.elements("Permission"), ["READ_ACP"]);
    // A write of the object takes its list with it.
    world.put("/bkt/l", "again").await;
    other.get("/bkt/l").await.refused(403, "AccessDenied");
}

/// Whether an object is there is for those to know who may list the bucket: GetObject's page, "Permissions".
#[tokio::test]
async fn what_is_not_there_is_told_to_those_who_may_list() {
    let (world, other) = with_lists().await;
    other.get("/bkt/none").await.refused(403, "AccessDenied");
    world.send("PUT", "/bkt?acl", &[("x-amz-acl", "public-read")], "").await.expect(200);
    other.get("/bkt/none").await.refused(404, "NoSuchKey");
    assert_eq!(other.get("/bkt").await.expect(200).elements("Key"), ["k"]);
    other.send("HEAD", "/bkt", &[], "").await.expect(200);
    other.get("/bkt/k").await.refused(403, "AccessDenied");
    other.send("PUT", "/bkt/theirs", &[], "x").await.refused(403, "AccessDenied");
}

/// The writer owns what it writes, and the bucket's owner may delete it all the same.
#[tokio::test]
async fn what_another_account_writes_is_its_own() {
    let (world, other) = with_lists().await;
    world.send("PUT", "/bkt?acl", &[("x-amz-acl", "public-read-write")], "").await.expect(200);
    other.put("/bkt/theirs", "x").await;
    assert_eq!(world.get("/bkt/theirs").await.status, 403);
    let shown = other.get("/bkt/theirs?acl").await.expect(200);
    assert_eq!(shown.elements("ID"), [canonical_id(OTHER), canonical_id(OTHER)]);
    let given = [("x-amz-acl", "bucket-owner-read")];
    other.send("PUT", "/bkt/theirs?acl", &given, "").await.expect(200);
    assert_eq!(world.get("/bkt/theirs").await.expect(200).text(), "x");
    let shown = other.get("/bkt/theirs?acl").await.expect(200);
    assert_eq!(shown.elements("Permission"), ["FULL_CONTROL", "READ"]);
    world.delete("/bkt/theirs").await.expect(204);
    // Where the bucket's owner is preferred, a writer gives away what it writes so.
    let preferred = "<OwnershipControls><Rule><ObjectOwnership>BucketOwnerPreferred</ObjectOwnership></Rule></OwnershipControls>";
    world.put("/bkt?ownershipControls", preferred).await;
    other.send("PUT", "/bkt/given", &[("x-amz-acl", "bucket-owner-full-control")], "g").await.expect(200);
    assert_eq!(world.get("/bkt/given").await.expect(200).text(), "g");
    let shown = world.get("/bkt/given?acl").await.expect(200);
    assert_eq!(shown.element("ID"), canonical_id(OWNER));
    other.get("/bkt/given").await.refused(403, "AccessDenied");
    other.put("/bkt/kept", "x").await;
    assert_eq!(world.get("/bkt/kept").await.status, 403);
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html>
#[tokio::test]
async fn a_block_refuses_public_lists_and_passes_over_those_of_before() {
    let (world, other) = with_lists().await;
    let read = [("x-amz-acl", "public-read")];
    world.send("PUT", "/bkt/k?acl", &read, "").await.expect(200);
    other.get("/bkt/k").await.expect(200);
    let block = |acls: bool, ignore: bool| {
        format!(
            "<PublicAccessBlockConfiguration><BlockPublicAcls>{acls}</BlockPublicAcls><IgnorePublicAcls>{ignore}</IgnorePublicAcls></PublicAccessBlockConfiguration>"
        )
    };
    world.put("/bkt?publicAccessBlock", block(true, false)).await;
    other.get("/bkt/k").await.expect(200);
    for uri in ["/bkt/k?acl", "/bkt/l", "/bkt?acl", "/bkt/big?uploads"] {
        let method = if uri.ends_with("uploads") { "POST" } else { "PUT" };
        world.send(method, uri, &read, "").await.refused(403, "AccessDenied");
    }
    world.send("PUT", "/bkt/k?acl", &[("x-amz-acl", "private")], "").await.expect(200);
    world.put("/bkt?publicAccessBlock", block(false, true)).await;
    world.send("PUT", "/bkt/k?acl", &read, "").await.expect(200);
    other.get("/bkt/k").await.refused(403, "AccessDenied");
}

/// What a bucket does not have is asked of nobody: lists that were put before count no more.
#[tokio::test]
async fn lists_count_only_while_they_are_on() {
    let (world, other) = with_lists().await;
    world.send("PUT", "/bkt/k?acl", &[("x-amz-acl", "public-read")], "").await.expect(200);
    let enforced = "<OwnershipControls><Rule><ObjectOwnership>BucketOwnerEnforced</ObjectOwnership></Rule></OwnershipControls>";
    world.put("/bkt?ownershipControls", enforced).await;
    other.get("/bkt/k").await.refused(403, "AccessDenied");
    let answer = world.send("PUT", "/bkt/k?acl", &[("x-amz-acl", "private")], "").await;
    answer.refused(400, "AccessControlListNotSupported");
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/RequesterPaysBuckets.html>
#[tokio::test]
async fn a_requester_who_pays_says_so() {
    let (world, other) = with_lists().await;
    world.send("PUT", "/bkt/k?acl", &[("x-amz-acl", "public-read")], "").await.expect(200);
    let payer = "<RequestPaymentConfiguration><Payer>Requester</Payer></RequestPaymentConfiguration>";
    world.put("/bkt?requestPayment", payer).await;
    other.get("/bkt/k").await.refused(403, "AccessDenied");
    let pays = [("x-amz-request-payer", "requester")];
    let answer = other.send("GET", "/bkt/k", &pays, "").await.expect(200);
    assert_eq!(answer.header("x-amz-request-charged"), "requester");
    assert_eq!(world.get("/bkt/k").await.expect(200).header("x-amz-request-charged"), "");
}
