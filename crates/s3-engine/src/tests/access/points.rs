//! Buckets as they are reached by access points:
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-access-points.html>.

use crate::tests::World;
use crate::tests::control::access_points::{create, put_policy};
use crate::tests::control::tags::{ACCOUNT, Service};

const OTHER: &str = "111111111111";
const ARN: &str = "arn:aws:s3:us-east-1:000000000000:accesspoint/my-ap";
const OPEN: &str = "<PublicAccessBlockConfiguration><BlockPublicPolicy>false</BlockPublicPolicy></PublicAccessBlockConfiguration>";

/// A bucket with an object `k`, and its access point `my-ap`; the alias.
async fn reached() -> (World, Service, String) {
    let world = World::with_bucket().await;
    world.put("/bkt/k", "x").await;
    let control = Service::of(&world);
    let alias = create(&control, "my-ap", "bkt", OPEN).await.expect(200).element("Alias");
    (world, control, alias)
}

fn allow(action: &str, resource: &str, more: &str) -> String {
    format!(
        "{{\"Effect\":\"Allow\",\"Principal\":{{\"AWS\":\"{OTHER}\"}},\"Action\":\"{action}\",\"Resource\":\"{resource}\"{more}}}"
    )
}

async fn put_bucket_policy(world: &World, statement: &str) {
    let policy = format!("{{\"Version\":\"2012-10-17\",\"Statement\":[{statement}]}}");
    world.send("PUT", "/bkt?policy", &[], policy).await.expect(204);
}

#[tokio::test]
async fn a_bucket_is_reached_by_host_alias_and_arn() {
    let (world, _control, alias) = reached().await;
    for host in [
        "my-ap-000000000000.s3-accesspoint.us-east-1.amazonaws.com",
        "my-ap-000000000000.s3-accesspoint.dualstack.us-east-1.amazonaws.com",
        // What SDKs make of an endpoint of the user's own.
        "my-ap-000000000000.localhost:4566",
        &format!("{alias}.s3.us-east-1.amazonaws.com"),
        &format!("{alias}.localhost:4566"),
    ] {
        let got = world.send("GET", "/k", &[("host", host)], "").await;
        assert_eq!(got.expect(200).text(), "x", "{host}");
        world.send("PUT", "/a%20b/c", &[("host", host)], "y").await.expect(200);
        let listed = world.send("GET", "/?list-type=2&prefix=a", &[("host", host)], "").await.expect(200);
        assert_eq!(listed.elements("Key"), ["a b/c"], "{host}");
    }
    let colon = ARN.replace("accesspoint/", "accesspoint:");
    let encoded = ARN.replace(':', "%3A").replace('/', "%2F");
    for bucket in [alias.as_str(), ARN, &colon, &encoded] {
        assert_eq!(world.get(&format!("/{bucket}/k")).await.expect(200).text(), "x", "{bucket}");
        assert_eq!(world.get(&format!("/{bucket}?list-type=2")).await.expect(200).elements("Key").len(), 2);
    }
    let head = world.send("HEAD", &format!("/{alias}"), &[], "").await.expect(200);
    assert_eq!(head.header("x-amz-access-point-alias"), "true");
    let head = world.send("HEAD", "/bkt", &[], "").await.expect(200);
    assert_eq!(head.header("x-amz-access-point-alias"), "false");
    let gone = [("host", "none-000000000000.s3-accesspoint.us-east-1.amazonaws.com")];
    world.send("GET", "/k", &gone, "").await.refused(404, "NoSuchAccessPoint");
    // A bucket of that name is the bucket.
    world.put("/my-ap-000000000000", "").await;
    world
        .send("GET", "/k", &[("host", "my-ap-000000000000.localhost:4566")], "")
        .await
        .refused(404, "NoSuchKey");
}

/// The page of CopyObject: the source may be an access point's.
#[tokio::test]
async fn a_copy_takes_its_source_from_an_access_point() {
    let (world, _control, alias) = reached().await;
    world.put("/bkt/a%20b", "y").await;
    for source in [
        format!("{ARN}/object/k"),
        format!("arn%3Aaws%3As3%3Aus-east-1%3A{ACCOUNT}%3Aaccesspoint%2Fmy-ap%2Fobject%2Fk"),
        format!("/{alias}/k"),
    ] {
        world.send("PUT", "/bkt/c", &[("x-amz-copy-source", &source)], "").await.expect(200);
        assert_eq!(world.get("/bkt/c").await.text(), "x", "{source}");
    }
    for spaced in [format!("{ARN}/object/a%20b"), format!("{ARN}/object/a+b"), format!("/{alias}/a+b")] {
        world.send("PUT", &format!("/{ARN}/d"), &[("x-amz-copy-source", &spaced)], "").await.expect(200);
        assert_eq!(world.get("/bkt/d").await.text(), "y", "{spaced}");
        world.delete("/bkt/d").await.expect(204);
    }
    let gone = format!("{}/object/k", ARN.replace("my-ap", "none"));
    world.send("PUT", "/bkt/c", &[("x-amz-copy-source", &gone)], "").await.refused(404, "NoSuchAccessPoint");
}

/// "The permissions in an access point policy are effective only if the underlying bucket also allows the same access":
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html>.
#[tokio::test]
async fn both_policies_must_allow() {
    let (world, control, alias) = reached().await;
    let other = world.as_account(OTHER);
    let through = format!("/{alias}/k");
    put_policy(&control, "my-ap", &allow("s3:GetObject", &format!("{ARN}/object/*"), "")).await.expect(200);
    other.get(&through).await.refused(403, "AccessDenied");
    put_bucket_policy(&world, &allow("s3:GetObject", "arn:aws:s3:::bkt/*", "")).await;
    other.get(&through).await.expect(200);
    other.get("/bkt/k").await.expect(200);
    put_policy(&control, "my-ap", &allow("s3:GetObject", &format!("{ARN}/object/else/*"), ""))
        .await
        .expect(200);
    other.get(&through).await.refused(403, "AccessDenied");
    let copy = [("x-amz-copy-source", &*format!("{ARN}/object/k"))];
    other.send("PUT", "/mine", &[], "").await.expect(200);
    other.send("PUT", "/mine/c", &copy, "").await.refused(403, "AccessDenied");
    // The same page: a bucket lets in all that comes by access points of its account, and by no other way.
    let delegated = ",\"Condition\":{\"StringEquals\":{\"s3:DataAccessPointAccount\":\"000000000000\"}}";
    let statement =
        allow("s3:*", "arn:aws:s3:::bkt/*", delegated).replace(&format!("{{\"AWS\":\"{OTHER}\"}}"), "\"*\"");
    put_bucket_policy(&world, &statement).await;
    put_policy(&control, "my-ap", &allow("s3:PutObject", &format!("{ARN}/object/*"), "")).await.expect(200);
    other.send("PUT", &through, &[], "z").await.expect(200);
    other.send("PUT", "/bkt/k", &[], "z").await.refused(403, "AccessDenied");
    other.get(&through).await.refused(403, "AccessDenied");
    assert_eq!(world.get(&through).await.expect(200).text(), "z");
}

#[tokio::test]
async fn a_listing_is_asked_of_the_access_point_itself() {
    let (world, control, alias) = reached().await;
    let other = world.as_account(OTHER);
    put_bucket_policy(&world, &allow("s3:ListBucket", "arn:aws:s3:::bkt", "")).await;
    other.get(&format!("/{alias}?list-type=2")).await.refused(403, "AccessDenied");
    put_policy(&control, "my-ap", &allow("s3:ListBucket", ARN, "")).await.expect(200);
    assert_eq!(other.get(&format!("/{alias}?list-type=2")).await.expect(200).elements("Key"), ["k"]);
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-bpa-settings.html>: the block of the access point counts beside
/// the bucket's.
#[tokio::test]
async fn what_the_access_point_blocks_is_blocked_by_that_way() {
    let (world, control, alias) = reached().await;
    let other = world.as_account(OTHER);
    world.delete("/bkt?publicAccessBlock").await.expect(204);
    let everybody = |resource: &str| {
        allow("s3:GetObject", resource, "").replace(&format!("{{\"AWS\":\"{OTHER}\"}}"), "\"*\"")
    };
    put_bucket_policy(&world, &everybody("arn:aws:s3:::bkt/*")).await;
    put_policy(&control, "my-ap", &everybody(&format!("{ARN}/object/*"))).await.expect(200);
    other.get(&format!("/{alias}/k")).await.expect(200);
    let restricting = OPEN.replace("<Block", "<RestrictPublicBuckets>true</RestrictPublicBuckets><Block");
    create(&control, "closed", "bkt", &restricting).await.expect(200);
    let arn = ARN.replace("my-ap", "closed");
    put_policy(&control, "closed", &everybody(&format!("{arn}/object/*"))).await.expect(200);
    other.get(&format!("/{arn}/k")).await.refused(403, "AccessDenied");
    world.get(&format!("/{arn}/k")).await.expect(200);
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-service-api-support.html>; that the code is this one is our guess.
#[tokio::test]
async fn what_an_access_point_does_not_have() {
    let (world, _control, alias) = reached().await;
    world.get(&format!("/{alias}?versioning")).await.refused(405, "MethodNotAllowed");
    world.send("PUT", &format!("/{alias}?policy"), &[], "{}").await.refused(405, "MethodNotAllowed");
    world.delete(&format!("/{alias}")).await.refused(405, "MethodNotAllowed");
    let upload = world.send("POST", &format!("/{alias}/big?uploads"), &[], "").await.expect(200);
    let id = upload.element("UploadId");
    let part =
        world.send("PUT", &format!("/{ARN}/big?partNumber=1&uploadId={id}"), &[], "p").await.expect(200);
    let whole = format!(
        "<CompleteMultipartUpload><Part><ETag>{}</ETag><PartNumber>1</PartNumber></Part></CompleteMultipartUpload>",
        part.header("etag").replace('"', "&quot;")
    );
    world.send("POST", &format!("/{alias}/big?uploadId={id}"), &[], whole).await.expect(200);
    assert_eq!(world.get("/bkt/big").await.expect(200).text(), "p");
}
