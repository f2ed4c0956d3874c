//! Buckets, seen from outside.

use crate::tests::World;

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html>: 200 again to the owner in us-east-1 only.
#[tokio::test]
async fn a_bucket_is_made_listed_and_deleted() {
    let world = World::new();
    assert_eq!(world.send("PUT", "/one", &[], "").await.expect(200).header("location"), "/one");
    world.send("PUT", "/two", &[], "").await.expect(200);
    world.send("PUT", "/one", &[], "").await.expect(200);
    let list = world.get("/").await.expect(200);
    assert_eq!(list.elements("Name"), ["one", "two"]);
    assert_eq!(list.elements("CreationDate"), ["2026-01-02T03:04:05.000Z"; 2]);
    let head = world.send("HEAD", "/one", &[], "").await.expect(200);
    assert_eq!(head.header("x-amz-bucket-region"), "us-east-1");
    world.delete("/one").await.expect(204);
    world.delete("/one").await.refused(404, "NoSuchBucket");
    assert_eq!(world.get("/one").await.element("BucketName"), "one");
    let head = world.send("HEAD", "/one", &[], "").await.expect(404);
    assert!(head.body.is_empty());
}

#[tokio::test]
async fn a_bucket_with_an_object_stays() {
    let world = World::with_bucket().await;
    world.put("/bkt/k", "x").await;
    let refused = world.delete("/bkt").await.refused(409, "BucketNotEmpty");
    assert_eq!(refused.element("BucketName"), "bkt");
    world.delete("/bkt/k").await.expect(204);
    world.delete("/bkt").await.expect(204);
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html>: one namespace for all accounts.
#[tokio::test]
async fn another_accounts_bucket_is_not_ours() {
    let world = World::with_bucket().await;
    world.put("/bkt/k", "x").await;
    let other = world.as_account("111111111111");
    other.send("PUT", "/bkt", &[], "").await.refused(409, "BucketAlreadyExists");
    other.get("/bkt/k").await.refused(403, "AccessDenied");
    let head = other.send("HEAD", "/bkt", &[], "").await.expect(403);
    assert_eq!(head.header("x-amz-bucket-region"), "us-east-1");
    assert_eq!(other.get("/").await.elements("Name"), [""; 0]);
    world
        .send("GET", "/bkt/k", &[("x-amz-expected-bucket-owner", "111111111111")], "")
        .await
        .refused(403, "AccessDenied");
    world.send("GET", "/bkt/k", &[("x-amz-expected-bucket-owner", "000000000000")], "").await.expect(200);
    // Another partition has names of its own.
    world.in_region("cn-north-1").get("/bkt").await.refused(404, "NoSuchBucket");
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html>: nothing for us-east-1.
#[tokio::test]
async fn locations() {
    let world = World::with_bucket().await;
    assert_eq!(world.get("/bkt?location").await.expect(200).element("LocationConstraint"), "");
    let ireland = world.in_region("eu-west-1");
    ireland.send("PUT", "/iii", &[], "").await.refused(400, "IllegalLocationConstraintException");
    let asks = |location: &str| {
        format!(
            "<CreateBucketConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><LocationConstraint>{location}</LocationConstraint></CreateBucketConfiguration>"
        )
    };
    ireland.send("PUT", "/iii", &[], asks("eu-west-1")).await.expect(200);
    ireland.send("PUT", "/iii", &[], asks("eu-west-1")).await.refused(409, "BucketAlreadyOwnedByYou");
    let location = world.get("/iii?location").await.expect(200);
    assert!(location.text().contains(">eu-west-1</LocationConstraint>"), "{}", location.text());
    ireland.send("PUT", "/jjj", &[], "<nonsense").await.refused(400, "MalformedXML");
}

#[tokio::test]
async fn names_that_cannot_be() {
    let world = World::new();
    for name in ["ab", "Upper", "under_score", "192.168.0.1"] {
        world.send("PUT", &format!("/{name}"), &[], "").await.refused(400, "InvalidBucketName");
    }
}

#[tokio::test]
async fn a_list_of_buckets_comes_in_pages() {
    let world = World::new();
    for name in ["aaa", "aab", "bbb"] {
        world.send("PUT", &format!("/{name}"), &[], "").await.expect(200);
    }
    let first = world.get("/?max-buckets=1&prefix=aa").await.expect(200);
    assert_eq!(first.elements("Name"), ["aaa"]);
    assert_eq!(first.elements("BucketRegion"), ["us-east-1"]);
    let token = first.element("ContinuationToken");
    let second =
        world.get(&format!("/?max-buckets=1&prefix=aa&continuation-token={token}")).await.expect(200);
    assert_eq!(second.elements("Name"), ["aab"]);
    assert_eq!(second.element("ContinuationToken"), "");
    world.get("/?max-buckets=0").await.refused(400, "InvalidArgument");
}

/// Our design: a seed makes a run repeatable, and no bucket another's.
#[tokio::test]
async fn a_second_start_with_a_seed_gives_no_id_again() {
    let folder = tempfile::tempdir().unwrap();
    let start = || {
        let entropy = base::entropy::Entropy::seeded(1);
        let store = store::Store::open(folder.path(), entropy.clone()).unwrap();
        World::on(store, entropy)
    };
    let world = start();
    world.send("PUT", "/first", &[], "").await.expect(200);
    world.send("PUT", "/first/key", &[], "first").await.expect(200);
    let upload = world.send("POST", "/first/key?uploads", &[], "").await.expect(200).text();
    world.store.close().await.unwrap();

    let world = start();
    world.send("PUT", "/second", &[], "").await.expect(200);
    world.get("/second/key").await.expect(404);
    assert_ne!(world.send("POST", "/first/key?uploads", &[], "").await.expect(200).text(), upload);
    world.send("PUT", "/second/key", &[], "second").await.expect(200);
    world.send("DELETE", "/second/key", &[], "").await.expect(204);
    assert_eq!(world.get("/first/key").await.expect(200).text(), "first");
    world.store.close().await.unwrap();
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/gpbucketnamespaces.html>: "These buckets consist of a bucket name prefix
/// …, and a suffix that contains your 12-digit … Account ID, the … Region code, and ends with -an."
/// Without the header AWS answered MissingNamespaceHeader on 2026-04-01 (ansible-collections/amazon.aws, issue 2935); the other code is
/// in aws-controllers-k8s/s3-controller, pull request 213.
#[tokio::test]
async fn an_account_has_names_of_its_own() {
    let world = World::new();
    let own = [("x-amz-bucket-namespace", "account-regional")];
    let name = "/my-bucket-000000000000-us-east-1-an";
    world.send("PUT", name, &own, "").await.expect(200);
    world.send("PUT", "/plain", &[("x-amz-bucket-namespace", "global")], "").await.expect(200);
    for refused in [
        "/my-bucket",
        "/my-bucket-000000000000-us-east-1",
        "/my-bucket-111111111111-us-east-1-an",
        "/my-bucket-000000000000-eu-west-1-an",
    ] {
        world.send("PUT", refused, &own, "").await.refused(400, "InvalidNamespaceHeader");
    }
    let other = world.as_account("111111111111");
    let refused = other
        .send("PUT", "/x-000000000000-us-east-1-an", &[], "")
        .await
        .refused(400, "MissingNamespaceHeader");
    assert_eq!(refused.element("Header"), "x-amz-bucket-namespace");
    let unknown = [("x-amz-bucket-namespace", "mine")];
    world.send("PUT", "/other", &unknown, "").await.refused(400, "InvalidArgument");
    world.send("PUT", "/swan", &[], "").await.expect(200);
    world.send("PUT", "/black-an", &[], "").await.expect(200);
    world.delete(name).await.expect(204);
}
