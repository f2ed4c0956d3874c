//! What other services do with objects.

use base::arn::{AccountId, Region};
use base::seams::{Encryption, ObjectAddress, ObjectSink, ObjectSource as _, ObjectStore, SeamError};

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
    ObjectSink::put(&**engine, &here, "{\"a\":1}".into()).await.unwrap();
    let got = world.get("/bkt/aws/lambda/x").await.expect(200);
    assert_eq!((got.text().as_str(), got.header("content-type")), ("{\"a\":1}", "application/json"));
    assert_eq!(engine.fetch(&here, 100).await.unwrap(), got.body);
    for (elsewhere, refused) in [
        (address("000000000000", "none", "k"), false),
        // Somebody else's bucket.
        (address("111111111111", "bkt", "k"), true),
    ] {
        let accepted = engine.accepts(elsewhere.account, &elsewhere.region, &elsewhere.bucket).await;
        let put = ObjectSink::put(&**engine, &elsewhere, "{}".into()).await;
        for answer in [accepted, put] {
            assert_eq!(matches!(answer, Err(SeamError::Refused(_))), refused, "{answer:?}");
            assert_eq!(matches!(answer, Err(SeamError::NotFound(_))), !refused, "{answer:?}");
        }
    }
}

#[tokio::test]
async fn another_service_lists_reads_and_writes_objects() {
    let world = World::with_bucket().await;
    let store: &dyn ObjectStore = &*world.engine;
    let at = |key: &str| address("000000000000", "bkt", key);
    let kms = Encryption { algorithm: "aws:kms".to_owned(), kms_key: Some("key".to_owned()) };
    let etag = store.put(&at("out/1"), "12345".into(), Some(&kms)).await.unwrap();
    store.put(&at("out/2"), "".into(), None).await.unwrap();
    store.put(&at("other"), "".into(), None).await.unwrap();
    let got = world.get("/bkt/out/1").await.expect(200);
    assert_eq!(got.header("x-amz-server-side-encryption"), "aws:kms");
    assert_eq!(got.header("etag"), format!("\"{etag}\""));
    let listed = store.list(&at("out/"), None).await.unwrap();
    let names: Vec<(&str, u64)> = listed.iter().map(|one| (one.key.as_str(), one.size)).collect();
    assert_eq!(names, [("out/1", 5), ("out/2", 0)]);
    assert_eq!(listed[0].etag, etag);
    let rest = store.list(&at("out/"), Some("out/1")).await.unwrap();
    assert_eq!(rest.len(), 1);
    assert_eq!(store.list(&at("out/"), Some("out/2")).await.unwrap(), []);
    for (offset, limit, expected) in [(0, 2, "12"), (3, 10, "45"), (5, 10, ""), (9, 1, "")] {
        assert_eq!(store.read(&at("out/1"), &etag, offset, limit).await.unwrap(), expected);
    }
    let replaced = store.read(&at("out/1"), "other", 0, 1).await;
    assert!(matches!(replaced, Err(SeamError::Refused(_))), "{replaced:?}");
    let none = address("000000000000", "none", "k");
    for missing in [
        store.put(&none, "".into(), None).await.map(drop),
        store.list(&none, None).await.map(drop),
        store.read(&at("nothing"), "", 0, 1).await.map(drop),
    ] {
        assert!(matches!(missing, Err(SeamError::NotFound(_))), "{missing:?}");
    }
}
