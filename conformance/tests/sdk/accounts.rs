//! State of accounts and regions never mixes.

use aws_sdk_s3::error::ProvideErrorMetadata as _;
use conformance::sdk::{Identity, Sdk};
use conformance::server::Server;

use crate::fixture::table;

#[tokio::test]
async fn tables_belong_to_an_account_and_a_region() {
    let server = Server::start().unwrap();
    let sdk = |account, region| Sdk::of(&server, &Identity::account(account, region));
    table(&sdk("111111111111", "us-east-1"), "things").await;
    for (account, region, names) in [
        ("111111111111", "us-east-1", 1),
        ("111111111111", "eu-west-1", 0),
        ("222222222222", "us-east-1", 0),
        ("not-an-account", "us-east-1", 0),
    ] {
        let listed = sdk(account, region).dynamodb.list_tables().send().await.unwrap();
        assert_eq!(listed.table_names().len(), names, "{account} {region}");
    }
    let table =
        sdk("111111111111", "us-east-1").dynamodb.describe_table().table_name("things").send().await.unwrap();
    assert_eq!(
        table.table.unwrap().table_arn.unwrap(),
        "arn:aws:dynamodb:us-east-1:111111111111:table/things"
    );
}

#[tokio::test]
async fn a_bucket_name_belongs_to_one_account_everywhere() {
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
    let server = Server::start().unwrap();
    let sdk = |account| Sdk::of(&server, &Identity::account(account, "us-east-1"));
    sdk("111111111111").s3.create_bucket().bucket("mine").send().await.unwrap();
    let taken = sdk("222222222222").s3.create_bucket().bucket("mine").send().await.unwrap_err();
    assert_eq!(taken.code(), Some("BucketAlreadyExists"));
    assert_eq!(sdk("222222222222").s3.list_buckets().send().await.unwrap().buckets().len(), 0);
    let foreign = sdk("222222222222").s3.list_objects_v2().bucket("mine").send().await.unwrap_err();
    assert_eq!(foreign.code(), Some("AccessDenied"));
}
