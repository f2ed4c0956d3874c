//! What other services do with objects.

use base::arn::{AccountId, Region};
use base::seams::{ObjectAddress, ObjectSink as _, ObjectSource as _, SeamError};

use super::World;

fn address(account: &str, bucket: &str, key: &str) -> ObjectAddress {
    ObjectAddress {
        account: AccountId::parse(account).unwrap(),
        region: Region::us_east_1(),
        bucket: bucket.to_owned(),
        key: key.to_owned(),
        version: None,
    }
}

#[tokio::test]
async fn a_document_of_another_service_is_an_object_like_others() {
    let world = World::with_bucket().await;
    let (engine, here) = (&world.engine, address("000000000000", "bkt", "aws/lambda/x"));
    engine.accepts(here.account, &here.region, "bkt").await.unwrap();
    engine.put(&here, "{\"a\":1}".into()).await.unwrap();
    let got = world.get("/bkt/aws/lambda/x").await.expect(200);
    assert_eq!((got.text().as_str(), got.header("content-type")), ("{\"a\":1}", "application/json"));
    assert_eq!(engine.fetch(&here, 100).await.unwrap(), got.body);
    for (elsewhere, refused) in [
        (address("000000000000", "none", "k"), false),
        // Somebody else's bucket.
        (address("111111111111", "bkt", "k"), true),
    ] {
        let accepted = engine.accepts(elsewhere.account, &elsewhere.region, &elsewhere.bucket).await;
        let put = engine.put(&elsewhere, "{}".into()).await;
        for answer in [accepted, put] {
            assert_eq!(matches!(answer, Err(SeamError::Refused(_))), refused, "{answer:?}");
            assert_eq!(matches!(answer, Err(SeamError::NotFound(_))), !refused, "{answer:?}");
        }
    }
}
