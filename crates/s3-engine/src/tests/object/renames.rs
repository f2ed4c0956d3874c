//! Renames in directory buckets.
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_RenameObject.html>

use crate::tests::bucket::directories::{NAME, with_directory};
use crate::tests::{Answer, World};

async fn rename(world: &World, from: &str, to: &str, more: &[(&str, &str)]) -> Answer {
    let source = format!("{NAME}/{from}");
    let headers: Vec<_> = [("x-amz-rename-source", source.as_str())].iter().chain(more).copied().collect();
    world.send("PUT", &format!("/{NAME}/{to}?renameObject"), &headers, "").await
}

async fn put(world: &World, key: &str, body: &'static str) -> String {
    let headers = [("x-amz-meta-of", body)];
    let put = world.send("PUT", &format!("/{NAME}/{key}"), &headers, body).await.expect(200);
    put.header("etag").to_owned()
}

async fn keys(world: &World) -> Vec<String> {
    world.get(&format!("/{NAME}?list-type=2")).await.expect(200).elements("Key")
}

#[tokio::test]
async fn an_object_is_renamed_as_it_is() {
    let world = with_directory().await;
    let etag = put(&world, "a/k", "one").await;
    put(&world, "b", "two").await;
    world.wait(60);
    rename(&world, "a%2Fk", "c", &[]).await.expect(200);
    let got = world.get(&format!("/{NAME}/c")).await.expect(200);
    assert_eq!((got.text().as_str(), got.header("etag")), ("one", etag.as_str()));
    assert_eq!(got.header("x-amz-meta-of"), "one");
    assert_eq!(got.header("last-modified"), "Fri, 02 Jan 2026 03:04:05 GMT");
    // What was there goes.
    rename(&world, "c", "b", &[]).await.expect(200);
    assert_eq!(keys(&world).await, ["b"]);
    assert_eq!(world.get(&format!("/{NAME}/b")).await.expect(200).text(), "one");
    rename(&world, "c", "d", &[]).await.refused(404, "NoSuchKey");
    rename(&world, "b", "b", &[]).await.refused(400, "InvalidRequest");
    let elsewhere = [("x-amz-rename-source", "bkt/k")];
    world
        .send("PUT", &format!("/{NAME}/d?renameObject"), &elsewhere, "")
        .await
        .refused(400, "InvalidArgument");
    world.put("/bkt/k", "x").await;
    let general = world.send("PUT", "/bkt/l?renameObject", &elsewhere, "").await.refused(501, "NotSupported");
    assert!(general.element("Message").contains("RenameObject"));
    world.delete(&format!("/{NAME}/b")).await.expect(204);
    world.delete(&format!("/{NAME}")).await.expect(204);
}

#[tokio::test]
async fn a_rename_has_conditions_on_both_ends() {
    let world = with_directory().await;
    let (one, two) = (put(&world, "a", "one").await, put(&world, "b", "two").await);
    let future = "Fri, 02 Jan 2026 03:04:06 GMT";
    let before = "Fri, 02 Jan 2026 03:04:04 GMT";
    world.wait(60);
    for refused in [
        ("x-amz-rename-source-if-match", two.as_str()),
        ("x-amz-rename-source-if-none-match", &one),
        ("x-amz-rename-source-if-none-match", "*"),
        ("x-amz-rename-source-if-modified-since", future),
        ("x-amz-rename-source-if-unmodified-since", before),
        ("if-match", &one),
        ("if-none-match", "*"),
        ("if-modified-since", future),
        ("if-unmodified-since", before),
    ] {
        rename(&world, "a", "b", &[refused]).await.refused(412, "PreconditionFailed");
    }
    rename(&world, "a", "new", &[("if-match", &one)]).await.refused(412, "PreconditionFailed");
    assert_eq!(keys(&world).await, ["a", "b"]);
    rename(&world, "a", "new", &[("if-none-match", "*")]).await.expect(200);
    let both = [("x-amz-rename-source-if-match", one.as_str()), ("if-match", &two)];
    rename(&world, "new", "b", &both).await.expect(200);
    assert_eq!(keys(&world).await, ["b"]);
}

/// "If you retry a request that completed successfully using the same client token and the same parameters, the retry succeeds
/// without performing any further actions. If … one or more of the parameters are different, the retry fails".
#[tokio::test]
async fn a_rename_that_is_asked_for_again_is_done_once() {
    let world = with_directory().await;
    put(&world, "a", "one").await;
    let token = [("x-amz-client-token", "t-1")];
    rename(&world, "a", "b", &token).await.expect(200);
    put(&world, "a", "two").await;
    rename(&world, "a", "b", &token).await.expect(200);
    assert_eq!(world.get(&format!("/{NAME}/b")).await.expect(200).text(), "one");
    rename(&world, "a", "c", &token).await.refused(400, "IdempotencyParameterMismatch");
    rename(&world, "a", "c", &[("x-amz-client-token", "t 1")]).await.refused(400, "InvalidArgument");
    // What failed may be asked for again.
    let late = [("x-amz-client-token", "t-2")];
    rename(&world, "none", "c", &late).await.refused(404, "NoSuchKey");
    rename(&world, "a", "c", &late).await.expect(200);
    assert_eq!(keys(&world).await, ["b", "c"]);
}
