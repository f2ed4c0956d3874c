//! Parameter Store.

use aws_sdk_ssm::error::ProvideErrorMetadata as _;
use aws_sdk_ssm::types::{ParameterTier, ParameterType, Tag};
use conformance::sdk::Sdk;

use crate::fixture::start;

async fn put(sdk: &Sdk, name: &str, value: &str) -> i64 {
    let put = sdk.ssm.put_parameter().name(name).value(value).r#type(ParameterType::String);
    put.overwrite(true).send().await.unwrap().version()
}

#[tokio::test]
async fn a_parameter_has_versions_and_labels() {
    let (_server, sdk) = start();
    let tag = Tag::builder().key("k").value("v").build().unwrap();
    let made = sdk.ssm.put_parameter().name("/app/db").value("one").r#type(ParameterType::String).tags(tag);
    let made = made.send().await.unwrap();
    assert_eq!((made.version(), made.tier()), (1, Some(&ParameterTier::Standard)));
    assert_eq!(put(&sdk, "/app/db", "two").await, 2);
    let label = sdk.ssm.label_parameter_version().name("/app/db").parameter_version(1).labels("old");
    assert_eq!(label.send().await.unwrap().invalid_labels().len(), 0);
    let got = sdk.ssm.get_parameter().name("/app/db:old").send().await.unwrap().parameter.unwrap();
    assert_eq!((got.value(), got.version(), got.selector()), (Some("one"), 1, Some(":old")));
    assert_eq!(got.arn(), Some("arn:aws:ssm:us-east-1:000000000000:parameter/app/db"));
    assert_eq!((got.data_type(), got.r#type()), (Some("text"), Some(&ParameterType::String)));
    let none = sdk.ssm.get_parameter().name("/none").send().await.unwrap_err();
    assert!(none.as_service_error().unwrap().is_parameter_not_found(), "{none:?}");
    let twice = sdk.ssm.put_parameter().name("/app/db").value("x").r#type(ParameterType::String).send().await;
    assert_eq!(twice.unwrap_err().code(), Some("ParameterAlreadyExists"));
}

#[tokio::test]
async fn a_hierarchy_is_read_page_by_page() {
    let (_server, sdk) = start();
    for number in 0..12 {
        put(&sdk, &format!("/tree/{number:02}/leaf"), &number.to_string()).await;
    }
    let mut pages = sdk.ssm.get_parameters_by_path().path("/tree").recursive(true).into_paginator().send();
    let mut values = Vec::new();
    while let Some(page) = pages.next().await {
        values.extend(page.unwrap().parameters().iter().map(|one| one.value().unwrap().to_owned()));
    }
    assert_eq!(values, (0..12).map(|number| number.to_string()).collect::<Vec<_>>());
}

#[tokio::test]
async fn what_is_secret_is_decrypted_on_demand() {
    let (_server, sdk) = start();
    let put = sdk.ssm.put_parameter().name("s").value("s3cret").r#type(ParameterType::SecureString);
    put.send().await.unwrap();
    let value = async |decrypted: bool| {
        let got = sdk.ssm.get_parameters().names("s").names("none").with_decryption(decrypted).send().await;
        let got = got.unwrap();
        assert_eq!(got.invalid_parameters(), ["none"]);
        got.parameters()[0].value().unwrap().to_owned()
    };
    assert_eq!(value(true).await, "s3cret");
    assert_ne!(value(false).await, "s3cret");
}
