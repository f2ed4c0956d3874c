//! The hosts of S3's endpoints: <https://docs.aws.amazon.com/general/latest/gr/s3.html>.

use crate::tests::World;

/// AWS's page on endpoints: by whatever address, it is one bucket.
#[tokio::test]
async fn a_bucket_is_found_by_each_of_its_addresses() {
    let world = World::with_bucket().await;
    world.put("/bkt/k", "content").await;
    for host in [
        "bkt.s3.amazonaws.com",
        "bkt.s3.us-east-1.amazonaws.com",
        "bkt.s3-us-west-2.amazonaws.com",
        "bkt.s3.dualstack.us-east-1.amazonaws.com",
        "bkt.s3-fips.us-east-1.amazonaws.com",
        "bkt.s3-fips.dualstack.us-east-1.amazonaws.com",
        "bkt.s3.localhost.localstack.cloud:4566",
        "bkt.localhost:4566",
    ] {
        assert_eq!(
            world.send("GET", "/k", &[("host", host)], "").await.expect(200).text(),
            "content",
            "{host}"
        );
    }
    for host in ["s3.eu-west-1.amazonaws.com", "s3.dualstack.us-east-1.amazonaws.com", "[::1]:4566", "minio"]
    {
        let answer = world.send("GET", "/bkt/k", &[("host", host)], "").await;
        assert_eq!(answer.expect(200).text(), "content", "{host}");
    }
    for host in ["b.s3-outposts.us-east-1.amazonaws.com", "b.s3-future.us-east-1.amazonaws.com"] {
        world.send("PUT", "/k", &[("host", host)], "").await.refused(501, "NotImplemented");
    }
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList> has the sentences.
#[tokio::test]
async fn the_accelerated_address_is_there_once_it_is_switched_on() {
    let world = World::with_bucket().await;
    world.put("/bkt/k", "content").await;
    let get = |host: &'static str| {
        let world = world.clone();
        async move { world.send("GET", "/k", &[("host", host)], "").await }
    };
    let host = "bkt.s3-accelerate.amazonaws.com";
    let says = |what: &str| format!("S3 Transfer Acceleration {what}");
    let answer = get(host).await.refused(400, "InvalidRequest");
    assert_eq!(answer.element("Message"), says("is not configured on this bucket"));
    let switch = |status: &str| {
        let (world, document) = (
            world.clone(),
            format!("<AccelerateConfiguration><Status>{status}</Status></AccelerateConfiguration>"),
        );
        async move { world.send("PUT", "/bkt?accelerate", &[], document).await.expect(200) }
    };
    switch("Enabled").await;
    for host in [host, "bkt.s3-accelerate.dualstack.amazonaws.com:443", "bkt.s3-accelerate.localhost:4566"] {
        assert_eq!(get(host).await.expect(200).text(), "content", "{host}");
    }
    let answer = get("s3-accelerate.amazonaws.com").await.refused(400, "InvalidRequest");
    assert_eq!(answer.element("Message"), says("endpoint only supports virtual style requests."));
    switch("Suspended").await;
    let answer = get(host).await.refused(400, "InvalidRequest");
    assert_eq!(answer.element("Message"), says("is disabled on this bucket"));
    get("bkt.s3.amazonaws.com").await.expect(200);
}
