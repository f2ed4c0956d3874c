//! Tables across regions and accounts.

use aws_sdk_dynamodb::types::{CreateReplicationGroupMemberAction, ReplicaStatus, ReplicationGroupUpdate};
use aws_sdk_s3::error::ProvideErrorMetadata as _;
use conformance::sdk::{Identity, Sdk};
use conformance::server::Server;

use crate::fixture::{item, n, put, s, table};

#[tokio::test]
async fn what_is_written_in_one_region_is_read_in_another() {
    // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html
    let server = Server::start().unwrap();
    let sdk = |region| Sdk::of(&server, &Identity::account("111111111111", region));
    let (here, there) = (sdk("us-east-1"), sdk("eu-west-1"));
    table(&here, "things").await;
    let create = CreateReplicationGroupMemberAction::builder().region_name("eu-west-1").build().unwrap();
    let update = ReplicationGroupUpdate::builder().create(create).build();
    here.dynamodb.update_table().table_name("things").replica_updates(update).send().await.unwrap();
    let described = here.dynamodb.describe_table().table_name("things").send().await.unwrap().table.unwrap();
    assert_eq!(described.replicas()[0].replica_status(), Some(&ReplicaStatus::Active));
    let key = item([("pk", s("a")), ("sk", n(1))]);
    put(&here, "things", key.clone()).await;
    let got = there.dynamodb.get_item().table_name("things").set_key(Some(key)).send().await.unwrap();
    assert!(got.item.is_some());
}

#[tokio::test]
async fn another_account_reads_what_the_policy_lets_it() {
    // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/rbac-cross-account-access.html
    let server = Server::start().unwrap();
    let sdk = |account| Sdk::of(&server, &Identity::account(account, "us-east-1"));
    let (owner, other) = (sdk("111111111111"), sdk("222222222222"));
    table(&owner, "things").await;
    let arn = "arn:aws:dynamodb:us-east-1:111111111111:table/things";
    let get = || {
        let key = item([("pk", s("a")), ("sk", n(1))]);
        other.dynamodb.get_item().table_name(arn).set_key(Some(key)).send()
    };
    assert_eq!(get().await.unwrap_err().code(), Some("AccessDeniedException"));
    let policy = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"222222222222"}},
            "Action":"dynamodb:GetItem","Resource":"{arn}"}}]}}"#
    );
    owner.dynamodb.put_resource_policy().resource_arn(arn).policy(policy).send().await.unwrap();
    assert!(get().await.unwrap().item.is_none());
}
