//! Secrets Manager.

use aws_sdk_secretsmanager::error::ProvideErrorMetadata as _;
use aws_sdk_secretsmanager::primitives::Blob;
use aws_sdk_secretsmanager::types::{Filter, FilterNameStringType};

use crate::fixture::start;

#[tokio::test]
async fn a_secret_has_versions_and_stages() {
    let (_server, sdk) = start();
    let made = sdk.secrets.create_secret().name("app/key").secret_string("one").send().await.unwrap();
    let put = sdk.secrets.put_secret_value().secret_id(made.arn().unwrap());
    let put = put.secret_binary(Blob::new([0, 255, 1])).send().await.unwrap();
    assert_eq!(put.version_stages(), ["AWSCURRENT"]);
    let got = sdk.secrets.get_secret_value().secret_id("app/key").send().await.unwrap();
    assert_eq!((got.secret_binary().map(Blob::as_ref), got.secret_string()), (Some(&[0, 255, 1][..]), None));
    let before = sdk.secrets.get_secret_value().secret_id("app/key").version_stage("AWSPREVIOUS");
    let before = before.send().await.unwrap();
    assert_eq!((before.secret_string(), before.version_id()), (Some("one"), made.version_id()));
    let shown = sdk.secrets.describe_secret().secret_id("app/key").send().await.unwrap();
    let stages = shown.version_ids_to_stages().unwrap();
    assert_eq!((stages.len(), &*stages[put.version_id().unwrap()]), (2, &["AWSCURRENT".to_owned()][..]));
    assert_eq!((shown.rotation_enabled(), shown.deleted_date()), (None, None));
    let twice = sdk.secrets.create_secret().name("app/key").secret_string("x").send().await.unwrap_err();
    assert!(twice.as_service_error().unwrap().is_resource_exists_exception(), "{twice:?}");
    let none = sdk.secrets.get_secret_value().secret_id("none").send().await.unwrap_err();
    assert_eq!(none.message(), Some("Secrets Manager can't find the specified secret."));
}

#[tokio::test]
async fn secrets_are_found_read_and_deleted() {
    let (_server, sdk) = start();
    for name in ["many/a", "many/b", "many/c"] {
        sdk.secrets.create_secret().name(name).secret_string(name).send().await.unwrap();
    }
    let filter = Filter::builder().key(FilterNameStringType::Name).values("many/").build();
    let mut pages =
        sdk.secrets.batch_get_secret_value().filters(filter).max_results(2).into_paginator().send();
    let mut values = Vec::new();
    while let Some(page) = pages.next().await {
        values
            .extend(page.unwrap().secret_values().iter().map(|one| one.secret_string().unwrap().to_owned()));
    }
    assert_eq!(values, ["many/a", "many/b", "many/c"]);
    sdk.secrets.delete_secret().secret_id("many/a").send().await.unwrap();
    let gone = sdk.secrets.get_secret_value().secret_id("many/a").send().await.unwrap_err();
    assert!(gone.as_service_error().unwrap().is_invalid_request_exception(), "{gone:?}");
    sdk.secrets.restore_secret().secret_id("many/a").send().await.unwrap();
    assert!(sdk.secrets.get_secret_value().secret_id("many/a").send().await.is_ok());
    let password = sdk.secrets.get_random_password().password_length(20).exclude_punctuation(true);
    let password = password.send().await.unwrap().random_password.unwrap();
    assert!(password.len() == 20 && password.chars().all(|one| one.is_ascii_alphanumeric()), "{password}");
}
