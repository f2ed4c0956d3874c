//! Listings, seen from outside. What a page holds is tested against a naive model in `listing`.

use crate::tests::World;

async fn filled() -> World {
    let world = World::with_bucket().await;
    for key in ["a", "b/1", "b/2", "c/d/e", "f%20g"] {
        world.put(&format!("/bkt/{key}"), key.to_owned()).await;
    }
    world
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html>
#[tokio::test]
async fn version_two() {
    let world = filled().await;
    let list = world.get("/bkt?list-type=2").await.expect(200);
    assert_eq!(list.elements("Key"), ["a", "b/1", "b/2", "c/d/e", "f g"]);
    assert_eq!(list.elements("Size"), ["1", "3", "3", "5", "5"]);
    assert_eq!(list.elements("StorageClass"), ["STANDARD"; 5]);
    assert_eq!(list.elements("Owner"), [""; 0]);
    assert_eq!((list.element("KeyCount"), list.element("MaxKeys")), ("5".into(), "1000".into()));
    assert_eq!(list.element("IsTruncated"), "false");
    let list = world.get("/bkt?list-type=2&delimiter=/&max-keys=2&fetch-owner=true").await.expect(200);
    assert_eq!(list.elements("Key"), ["a"]);
    assert_eq!(list.elements("Prefix"), ["", "b/"]);
    assert_eq!(list.elements("ID")[0].len(), 64);
    assert_eq!(list.element("IsTruncated"), "true");
    let token = list.element("NextContinuationToken");
    let list =
        world.get(&format!("/bkt?list-type=2&delimiter=/&continuation-token={token}")).await.expect(200);
    assert_eq!(
        (list.elements("Key"), list.elements("Prefix")),
        (vec!["f g".into()], vec!["".into(), "c/".into()])
    );
    assert_eq!(list.element("ContinuationToken"), token);
    let list = world.get("/bkt?list-type=2&prefix=b/&start-after=b/1").await.expect(200);
    assert_eq!(list.elements("Key"), ["b/2"]);
    assert_eq!(list.element("StartAfter"), "b/1");
    // A common prefix that StartAfter lies in is still shown.
    let list = world.get("/bkt?list-type=2&delimiter=/&start-after=b/1").await.expect(200);
    assert_eq!(list.elements("CommonPrefixes"), ["<Prefix>b/</Prefix>", "<Prefix>c/</Prefix>"]);
    let list = world.get("/bkt?list-type=2&max-keys=0").await.expect(200);
    assert_eq!((list.elements("Key").len(), list.element("IsTruncated")), (0, "false".into()));
    let list = world.get("/bkt?list-type=2&encoding-type=url&prefix=f").await.expect(200);
    assert_eq!((list.element("Key"), list.element("EncodingType")), ("f+g".into(), "url".into()));
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html>: NextMarker with a delimiter only.
#[tokio::test]
async fn version_one() {
    let world = filled().await;
    let list = world.get("/bkt?max-keys=1").await.expect(200);
    assert_eq!((list.element("IsTruncated"), list.element("NextMarker")), ("true".into(), "".into()));
    assert_eq!(list.elements("ID").len(), 1);
    let list = world.get("/bkt?marker=b/1").await.expect(200);
    assert_eq!(list.elements("Key"), ["b/2", "c/d/e", "f g"]);
    let list = world.get("/bkt?delimiter=/&max-keys=2").await.expect(200);
    assert_eq!(list.element("NextMarker"), "b/");
    let list = world.get("/bkt?delimiter=/&marker=b/").await.expect(200);
    assert_eq!(
        (list.elements("Key"), list.element("CommonPrefixes")),
        (vec!["f g".into()], "<Prefix>c/</Prefix>".into())
    );
}

#[tokio::test]
async fn arguments_that_cannot_be() {
    let world = filled().await;
    for (query, name) in [
        ("max-keys=-1", "maxKeys"),
        ("encoding-type=rot13", "encoding-type"),
        ("list-type=2&continuation-token=%21", "continuation-token"),
    ] {
        let refused = world.get(&format!("/bkt?{query}")).await.refused(400, "InvalidArgument");
        assert_eq!(refused.element("ArgumentName"), name);
    }
    world.get("/bkt?max-keys=many").await.refused(400, "InvalidArgument");
    // Our guesses.
    let refused = world.get("/bkt?list-type=2&fetch-owner=maybe").await.refused(400, "InvalidArgument");
    assert_eq!(refused.element("ArgumentName"), "fetch-owner");
    for query in ["max-keys=1&max-keys=2", "list-type=2&prefix=a&prefix=b"] {
        world.get(&format!("/bkt?{query}")).await.refused(400, "InvalidRequest");
    }
}

/// Parameters are decoded as forms are, their names too.
#[tokio::test]
async fn parameters_are_decoded() {
    let world = filled().await;
    for query in ["prefix=f+", "prefix=f%20", "list-type=2&prefi%78=f+g", "marker=c/d/e+"] {
        let list = world.get(&format!("/bkt?{query}")).await.expect(200);
        assert_eq!(list.elements("Key"), ["f g"], "{query}");
    }
}
