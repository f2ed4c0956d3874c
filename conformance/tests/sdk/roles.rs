//! Roles, sessions and keys as the official SDK sees them.

use aws_sdk_iam::error::ProvideErrorMetadata as _;
use aws_sdk_sts::types::Credentials;
use conformance::sdk::{Identity, Sdk};
use conformance::server::Server;

use crate::fixture::table;

const OTHER: &str = "222222222222";
const TRUST: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::000000000000:root"},"Action":"sts:AssumeRole"}]}"#;

fn of_session(given: &Credentials) -> Identity {
    Identity {
        access_key: given.access_key_id().to_owned(),
        secret: given.secret_access_key().to_owned(),
        token: Some(given.session_token().to_owned()),
        ..Identity::default()
    }
}

/// <https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html>: a session of another account's role works in
/// that account, its signatures verified.
#[tokio::test]
async fn a_session_of_another_account_s_role_works_there() {
    let keys = ["--auth", "verify", "--access-keys", "test:test,222222222222:test"];
    let server = Server::start_with(&keys).unwrap();
    let (here, there) = (
        Sdk::new(&server),
        Sdk::of(&server, &Identity { secret: "test".to_owned(), ..Identity::account(OTHER, "us-east-1") }),
    );
    let made =
        there.iam.create_role().role_name("across").assume_role_policy_document(TRUST).send().await.unwrap();
    let role = made.role.unwrap();
    assert_eq!(role.arn, "arn:aws:iam::222222222222:role/across");
    let given = here.sts.assume_role().role_arn(&role.arn).role_session_name("me").send().await.unwrap();
    let inside = Sdk::of(&server, &of_session(given.credentials().unwrap()));
    let who = inside.sts.get_caller_identity().send().await.unwrap();
    assert_eq!(who.arn(), Some("arn:aws:sts::222222222222:assumed-role/across/me"));
    assert_eq!(who.user_id(), Some(&*format!("{}:me", role.role_id)));
    table(&inside, "theirs").await;
    assert_eq!(there.dynamodb.list_tables().send().await.unwrap().table_names(), ["theirs"]);
    assert_eq!(here.dynamodb.list_tables().send().await.unwrap().table_names().len(), 0);
    // Its own token alone belongs to a key.
    let mut stolen = of_session(given.credentials().unwrap());
    stolen.token = stolen.token.map(|token| token.replace('A', "B"));
    let refused = Sdk::of(&server, &stolen).sts.get_caller_identity().send().await.unwrap_err();
    assert_eq!(refused.code(), Some("InvalidClientTokenId"));
    let stranger = Sdk::of(
        &server,
        &Identity { secret: "test".to_owned(), ..Identity::account("333333333333", "us-east-1") },
    );
    let refused =
        stranger.sts.assume_role().role_arn(&role.arn).role_session_name("me").send().await.unwrap_err();
    assert_eq!(refused.code(), Some("InvalidClientTokenId"), "nobody listed that key");
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html>: a made key signs for its user, until it is
/// switched off.
#[tokio::test]
async fn a_made_key_is_its_user_s() {
    let server = Server::start_with(&["--auth", "verify", "--access-keys", "test:test"]).unwrap();
    let root = Sdk::new(&server);
    root.iam.create_user().user_name("ann").send().await.unwrap();
    let made = root.iam.create_access_key().user_name("ann").send().await.unwrap().access_key.unwrap();
    let ann = Sdk::of(
        &server,
        &Identity {
            access_key: made.access_key_id.clone(),
            secret: made.secret_access_key,
            ..Identity::default()
        },
    );
    let who = ann.sts.get_caller_identity().send().await.unwrap();
    assert_eq!(who.arn(), Some("arn:aws:iam::000000000000:user/ann"));
    ann.s3.create_bucket().bucket("anns").send().await.unwrap();
    let off = root.iam.update_access_key().user_name("ann").access_key_id(&made.access_key_id);
    off.status(aws_sdk_iam::types::StatusType::Inactive).send().await.unwrap();
    let refused = ann.s3.list_buckets().send().await.unwrap_err();
    assert_eq!(aws_sdk_s3::error::ProvideErrorMetadata::code(&refused), Some("InvalidAccessKeyId"));
    let refused = root.iam.delete_user().user_name("ann").send().await.unwrap_err();
    assert_eq!(refused.code(), Some("DeleteConflict"));
}
