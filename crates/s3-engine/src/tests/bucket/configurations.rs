//! Settings of which a bucket has several, each by its id: analytics, intelligent tiering, inventory, metrics. Documents are
//! those of AWS's API reference, from the pages of the operations that put them.

use crate::tests::World;
use crate::tests::bucket::settings::{example, whole};

const KINDS: [(&str, &str, &str, &str); 4] = [
    (
        "analytics",
        "PutBucketAnalyticsConfiguration",
        "ListBucketAnalyticsConfigurationResult",
        "AnalyticsConfiguration",
    ),
    (
        "intelligent-tiering",
        "PutBucketIntelligentTieringConfiguration",
        "ListBucketIntelligentTieringConfigurationsOutput",
        "IntelligentTieringConfiguration",
    ),
    (
        "inventory",
        "PutBucketInventoryConfiguration",
        "ListInventoryConfigurationsResult",
        "InventoryConfiguration",
    ),
    ("metrics", "PutBucketMetricsConfiguration", "ListMetricsConfigurationsResult", "MetricsConfiguration"),
];

/// The four pages of Put, Get, List and Delete of each kind; NoSuchConfiguration for one that is not there.
#[tokio::test]
async fn configurations_by_their_ids() {
    let world = World::with_bucket().await;
    for (query, operation, root, element) in KINDS {
        let list = format!("/bkt?{query}");
        let empty = world.get(&list).await.expect(200).text();
        assert_eq!(empty, whole(&format!("<{root}><IsTruncated>false</IsTruncated></{root}>")));
        let of = |id: &str| example(operation).replace(">x<", &format!(">{id}<"));
        for id in ["b", "a.-_1", "b"] {
            let uri = format!("{list}&id={id}");
            world.put(&uri, of(id)).await;
            assert_eq!(world.get(&uri).await.expect(200).text(), whole(&of(id)), "{uri}");
        }
        let both = world.get(&list).await.expect(200).text();
        let expected = format!("<{root}><IsTruncated>false</IsTruncated>{}{}</{root}>", of("a.-_1"), of("b"));
        assert_eq!(both, whole(&expected));
        world.delete(&format!("{list}&id=b")).await.expect(204);
        for method in ["DELETE", "GET"] {
            let refused = world.send(method, &format!("{list}&id=b"), &[], "").await;
            assert_eq!(refused.refused(404, "NoSuchConfiguration").element("BucketName"), "bkt");
        }
        assert_eq!(world.get(&list).await.expect(200).elements(element).len(), 1);
        world.send("PUT", &format!("{list}&id=c"), &[], of("d")).await.refused(400, "InvalidArgument");
        world.send("PUT", &format!("{list}&id=a%2Fb"), &[], of("a/b")).await.refused(400, "InvalidArgument");
        world.send("PUT", &list, &[], of("d")).await.refused(400, "InvalidArgument");
        let other = of("c").replace("Id>", "Identity>");
        world.send("PUT", &format!("{list}&id=c"), &[], other).await.refused(400, "MalformedXML");
    }
}

/// Pages of 100, and 1,000 configurations of a kind at most.
#[tokio::test]
async fn configurations_come_in_pages() {
    let world = World::with_bucket().await;
    let of = |id: &str| example("PutBucketMetricsConfiguration").replace(">x<", &format!(">{id}<"));
    let put = |number: usize| {
        let world = world.clone();
        async move {
            world
                .send("PUT", &format!("/bkt?metrics&id=m{number:04}"), &[], of(&format!("m{number:04}")))
                .await
        }
    };
    for number in 0..1000 {
        put(number).await.expect(200);
    }
    put(1000).await.refused(400, "TooManyConfigurations");
    put(7).await.expect(200);
    let (mut ids, mut query) = (Vec::new(), String::new());
    loop {
        let page = world.get(&format!("/bkt?metrics{query}")).await.expect(200);
        let found: Vec<String> = page.elements("Id");
        assert_eq!(found.len(), 100);
        ids.extend(found);
        if page.element("IsTruncated") == "false" {
            assert_eq!(page.element("NextContinuationToken"), "");
            break;
        }
        query = format!("&continuation-token={}", page.element("NextContinuationToken"));
    }
    let all: Vec<String> = (0..1000).map(|number| format!("m{number:04}")).collect();
    assert_eq!(ids, all);
    world.get("/bkt?metrics&continuation-token=%21").await.refused(400, "InvalidArgument");
}
