//! The public access block of an account.
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html>: what the account or the bucket
//! blocks is blocked.

use testkit::Ask;

use super::tags::{ACCOUNT, Service};
use crate::tests::{Answer, World};

const URI: &str = "/v20180820/configuration/publicAccessBlock";
const FLAGS: [&str; 4] =
    ["BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"];

async fn ask(control: &Service, method: &str, account: &str, body: String) -> Answer {
    control.send(Ask::new(method, URI).header("x-amz-account-id", account).body(body)).await
}

/// As SDKs write it.
fn document(blocked: &[&str]) -> String {
    let flags: String =
        FLAGS.iter().map(|flag| format!("<{flag}>{}</{flag}>", blocked.contains(flag))).collect();
    format!(
        "<PublicAccessBlockConfiguration xmlns=\"http://awss3control.amazonaws.com/doc/2018-08-20/\">{flags}</PublicAccessBlockConfiguration>"
    )
}

#[tokio::test]
async fn a_block_is_put_shown_and_deleted() {
    let control = Service::of(&World::new());
    let nothing = ask(&control, "GET", ACCOUNT, String::new()).await;
    let nothing = nothing.refused(404, "NoSuchPublicAccessBlockConfiguration");
    assert_eq!(nothing.element("AccountId"), ACCOUNT);
    ask(&control, "PUT", ACCOUNT, document(&["IgnorePublicAcls"])).await.expect(200);
    let shown = ask(&control, "GET", ACCOUNT, String::new()).await.expect(200);
    assert_eq!(FLAGS.map(|flag| shown.element(flag)), ["false", "true", "false", "false"]);
    ask(&control, "DELETE", ACCOUNT, String::new()).await.expect(200);
    ask(&control, "GET", ACCOUNT, String::new()).await.refused(404, "NoSuchPublicAccessBlockConfiguration");
    ask(&control, "DELETE", ACCOUNT, String::new()).await.expect(200);
    ask(&control, "PUT", ACCOUNT, String::new()).await.refused(400, "MalformedXML");
    ask(&control, "GET", "111122223333", String::new()).await.refused(403, "AccessDenied");
}

#[tokio::test]
async fn what_the_account_blocks_is_blocked_in_all_its_buckets() {
    let world = World::with_bucket().await;
    let control = Service::of(&world);
    let other = world.as_account("111111111111");
    world.delete("/bkt?publicAccessBlock").await.expect(204);
    world.put("/bkt/k", "x").await;
    let policy = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::bkt/*\"}]}";
    world.send("PUT", "/bkt?policy", &[], policy).await.expect(204);
    other.get("/bkt/k").await.expect(200);
    ask(&control, "PUT", ACCOUNT, document(&["BlockPublicPolicy"])).await.expect(200);
    other.get("/bkt/k").await.expect(200);
    world.send("PUT", "/bkt?policy", &[], policy).await.refused(403, "AccessDenied");
    ask(&control, "PUT", ACCOUNT, document(&["RestrictPublicBuckets"])).await.expect(200);
    other.get("/bkt/k").await.refused(403, "AccessDenied");
    ask(&control, "DELETE", ACCOUNT, String::new()).await.expect(200);
    other.get("/bkt/k").await.expect(200);
}
