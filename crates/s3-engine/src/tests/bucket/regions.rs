//! Where buckets are, what they are called, and what an answer tells of that.
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html>

use crate::tests::{Answer, World};

fn configuration(inside: &str) -> String {
    format!(
        "<CreateBucketConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">{inside}</CreateBucketConfiguration>"
    )
}

async fn make(world: &World, name: &str, location: &str) -> Answer {
    let body = configuration(&format!("<LocationConstraint>{location}</LocationConstraint>"));
    world.send("PUT", &format!("/{name}"), &[], body).await
}

/// Recorded on AWS for `foo` and `aws-global`; a region that there is not, and one of another partition, by analogy.
#[tokio::test]
async fn a_location_that_there_is_not() {
    let world = World::new();
    for location in ["foo", "aws-global", "mars-1", "us-east-1", "nowhere!", "cn-north-1", "us-gov-west-1"] {
        let refused = make(&world, "bkt", location).await.refused(400, "InvalidLocationConstraint");
        assert_eq!(refused.element("Message"), "The specified location-constraint is not valid");
        assert_eq!(refused.element("LocationConstraint"), location);
    }
    world.get("/bkt").await.refused(404, "NoSuchBucket");
    // A region that somebody made up is as good as any if the request went there.
    let mars = world.in_region("mars-1");
    make(&mars, "marsian", "mars-1").await.expect(200);
    make(&mars, "earthly", "eu-west-1").await.refused(400, "IllegalLocationConstraintException");
}

/// Recorded on AWS: us-east-1 makes buckets anywhere, `EU` is eu-west-1, and a bucket is where it was asked for, not
/// where the request went.
#[tokio::test]
async fn a_bucket_is_where_it_was_asked_for() {
    let world = World::new();
    for (name, location, region) in
        [("one", "EU", "eu-west-1"), ("two", "us-west-2", "us-west-2"), ("six", "eu-west-1", "eu-west-1")]
    {
        make(&world, name, location).await.expect(200);
        let uri = format!("/{name}");
        let got = world.get(&format!("{uri}?location")).await.expect(200);
        assert!(got.text().contains(&format!(">{location}</LocationConstraint>")), "{}", got.text());
        let head = world.send("HEAD", &uri, &[], "").await.expect(200);
        assert_eq!(head.header("x-amz-bucket-region"), region);
        let other = world.as_account("111111111111");
        assert_eq!(other.send("HEAD", &uri, &[], "").await.expect(403).header("x-amz-bucket-region"), region);
        let listed = world.get(&format!("/?prefix={name}")).await.expect(200);
        assert_eq!(listed.element("BucketRegion"), region);
        // Only us-east-1's own buckets are made twice.
        make(&world, name, location).await.refused(409, "BucketAlreadyOwnedByYou");
    }
    let there = world.in_region("eu-west-1").get("/?bucket-region=eu-west-1").await.expect(200);
    assert_eq!(there.elements("Name"), ["one", "six"]);
    // Its own endpoint alone tells: the page on ListBuckets; the sentence is AWS's of 2026-03-04 (versity/versitygw, issue 1930).
    let refused = world.get("/?bucket-region=eu-west-1").await.refused(400, "InvalidArgument");
    let message = "Requests with bucket-region specified must be made to the corresponding regional endpoint";
    assert_eq!(refused.element("Message"), message);
    let refused = world.get("/?bucket-region=mars-1").await.refused(400, "InvalidArgument");
    assert_eq!(
        (refused.element("ArgumentName"), refused.element("ArgumentValue")),
        ("bucket-region".into(), String::new())
    );
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html>
#[tokio::test]
async fn reserved_names() {
    let world = World::new();
    for name in [
        "xn--bucket",
        "sthree-bucket",
        "sthree-configurator-bucket",
        "amzn-s3-demo-bucket",
        "bucket-s3alias",
        "bucket--ol-s3",
        "bucket.mrap",
        "bucket--x-s3",
        "bucket--table-s3",
    ] {
        let refused = world.send("PUT", &format!("/{name}"), &[], "").await.refused(400, "InvalidBucketName");
        assert_eq!(refused.element("BucketName"), name);
    }
    world.put("/my-amzn-s3-demo-bucket", "").await;
}

/// The CreateBucket page: `CreateBucketConfiguration` has tags. They are checked as PutBucketTagging checks them.
#[tokio::test]
async fn a_bucket_is_made_with_tags() {
    let world = World::new();
    let tag = |key: &str, value: &str| format!("<Tag><Key>{key}</Key><Value>{value}</Value></Tag>");
    let make = async |name: &str, tags: &str| {
        world.send("PUT", name, &[], configuration(&format!("<Tags>{tags}</Tags>"))).await
    };
    make("/one", &(tag("a", "1+2") + &tag("b", ""))).await.expect(200);
    let got = world.get("/one?tagging").await.expect(200);
    assert_eq!(
        (got.elements("Key"), got.elements("Value")),
        (vec!["a".into(), "b".into()], vec!["1+2".into(), "".into()])
    );
    let refused = make("/two", &(tag("a", "1") + &tag("a", "2"))).await.refused(400, "InvalidTag");
    assert_eq!(refused.element("TagKey"), "a");
    make("/two", &tag("aws:x", "1")).await.refused(400, "InvalidTag");
    make("/two", &tag("", "1")).await.refused(400, "InvalidTag");
    make("/two", "<Tag><Key>a</Key></Tag>").await.refused(400, "MalformedXML");
    make("/two", &(0..51).map(|n| tag(&n.to_string(), "")).collect::<String>())
        .await
        .refused(400, "BadRequest");
    world.get("/two").await.refused(404, "NoSuchBucket");
    make("/two", "").await.expect(200);
    world.get("/two?tagging").await.refused(404, "NoSuchTagSet");
    // Tags and a location.
    let both = format!("<LocationConstraint>eu-west-1</LocationConstraint><Tags>{}</Tags>", tag("a", "1"));
    world.send("PUT", "/ten", &[], configuration(&both)).await.expect(200);
    assert_eq!(world.get("/ten?tagging").await.expect(200).element("Value"), "1");
    // What is there already stays as it is.
    make("/one", &tag("c", "3")).await.expect(200);
    assert_eq!(world.get("/one?tagging").await.expect(200).elements("Key"), ["a", "b"]);
}

/// Recorded on AWS.
#[tokio::test]
async fn the_arn_of_a_bucket() {
    for (region, arn) in [("us-east-1", "arn:aws:s3:::bkt"), ("cn-north-1", "arn:aws-cn:s3:::bkt")] {
        let world = World::new().in_region(region);
        let made = match region {
            "us-east-1" => world.put("/bkt", "").await,
            _ => make(&world, "bkt", region).await.expect(200),
        };
        assert_eq!(made.header("x-amz-bucket-arn"), arn);
        let head = world.send("HEAD", "/bkt", &[], "").await.expect(200);
        assert_eq!(head.header("x-amz-bucket-arn"), arn);
        assert_eq!(world.get("/").await.expect(200).element("BucketArn"), arn);
    }
}

/// Recorded on AWS.
#[tokio::test]
async fn an_expected_owner_is_an_account() {
    let world = World::with_bucket().await;
    for owner in ["somebody", "12345", "00000000000a"] {
        let refused = world.send("GET", "/bkt", &[("x-amz-expected-bucket-owner", owner)], "").await;
        refused.refused(400, "InvalidBucketOwnerAWSAccountID");
    }
    let source = [("x-amz-copy-source", "bkt/k"), ("x-amz-source-expected-bucket-owner", "somebody")];
    world.put("/bkt/k", "x").await;
    world.send("PUT", "/bkt/l", &source, "").await.refused(400, "InvalidBucketOwnerAWSAccountID");
}

/// Recorded on AWS.
#[tokio::test]
async fn an_encoding_that_there_is_not() {
    let world = World::with_bucket().await;
    for query in ["list-type=2", "", "versions", "uploads"] {
        for encoding in ["base64", "URL"] {
            let refused = world.get(&format!("/bkt?{query}&encoding-type={encoding}")).await;
            let refused = refused.refused(400, "InvalidArgument");
            assert_eq!(refused.element("Message"), "Invalid Encoding Method specified in Request");
            assert_eq!(refused.element("ArgumentName"), "encoding-type");
        }
    }
}
