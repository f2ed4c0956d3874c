//! Tiers: <https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html>.

use serde_json::{Value, json};

use crate::harness::{World, ok, put, reply, world};

fn tier(reply: &testkit::Reply) -> Value {
    reply.clone().ok().json()["Tier"].clone()
}

#[test]
fn a_value_fits_its_tier() {
    let world = world();
    let with = |tier: &str| json!({"Tier": tier, "Overwrite": true});
    assert_eq!(tier(&put(&world, "/s", &"é".repeat(4096), &with("Standard"))), "Standard");
    // Recorded: <https://github.com/aws/aws-sdk-net/issues/3157>.
    let sentence = "Standard tier parameters support a maximum parameter value of 4096 characters.";
    put(&world, "/s", &"a".repeat(4097), &with("Standard")).is_error(400, "ValidationException", sentence);
    put(&world, "/new", &"a".repeat(4097), &json!({})).is_error(400, "ValidationException", sentence);
    assert_eq!(tier(&put(&world, "/i", "a", &with("Intelligent-Tiering"))), "Standard");
    assert_eq!(tier(&put(&world, "/i", &"a".repeat(4097), &with("Intelligent-Tiering"))), "Advanced");
    assert_eq!(tier(&put(&world, "/i", "a", &with("Intelligent-Tiering"))), "Advanced");
    assert_eq!(tier(&put(&world, "/i", "a", &json!({"Overwrite": true}))), "Advanced");
    assert_eq!(tier(&put(&world, "/a", &"a".repeat(8192), &with("Advanced"))), "Advanced");
    put(&world, "/a", &"a".repeat(8193), &with("Advanced")).is_error(400, "ValidationException", "8192");
    // Terraform's provider cites it.
    put(&world, "/a", "a", &with("Standard")).is_error(
        400,
        "ValidationException",
        "This parameter uses the advanced-parameter tier. You can't downgrade a parameter from the advanced-parameter tier to the \
         standard-parameter tier.",
    );
    assert_eq!(tier(&put(&world, "/s", "a", &with("Advanced"))), "Advanced");
}

/// <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html>: what needs the advanced tier.
#[test]
fn policies_and_some_data_types_need_the_advanced_tier() {
    let world = world();
    let policies =
        r#"[{"Type":"NoChangeNotification","Version":"1.0","Attributes":{"After":"20","Unit":"Days"}}]"#;
    put(&world, "/p", "v", &json!({"Policies": policies})).is_error(400, "ValidationException", "advanced");
    put(&world, "/j", "{}", &json!({"DataType": "json"})).is_error(400, "ValidationException", "advanced");
    let smart = |more: Value| {
        let mut more = more;
        more["Tier"] = json!("Intelligent-Tiering");
        more
    };
    assert_eq!(tier(&put(&world, "/p", "v", &smart(json!({"Policies": policies})))), "Advanced");
    assert_eq!(tier(&put(&world, "/j", "{}", &smart(json!({"DataType": "json"})))), "Advanced");
}

fn set_default(world: &World, value: &str) {
    let input = json!({"SettingId": "/ssm/parameter-store/default-parameter-tier", "SettingValue": value});
    ok(world, "UpdateServiceSetting", &input);
}

/// <https://docs.aws.amazon.com/systems-manager/latest/userguide/ps-default-tier.html>
#[test]
fn the_default_tier_is_what_the_account_set() {
    let world = world();
    set_default(&world, "Advanced");
    assert_eq!(tier(&put(&world, "/a", "v", &json!({}))), "Advanced");
    set_default(&world, "Intelligent-Tiering");
    assert_eq!(tier(&put(&world, "/b", "v", &json!({}))), "Standard");
    assert_eq!(tier(&put(&world, "/c", &"v".repeat(5000), &json!({}))), "Advanced");
    let reset = json!({"SettingId": "/ssm/parameter-store/default-parameter-tier"});
    ok(&world, "ResetServiceSetting", &reset);
    assert_eq!(tier(&put(&world, "/d", "v", &json!({}))), "Standard");
}

/// The number and the sentence are AWS's: <https://github.com/hashicorp/terraform-provider-aws/issues/18521>.
#[tokio::test]
async fn a_region_has_ten_thousand_standard_parameters() {
    let world = world();
    let send = |name: String, tier: Option<&'static str>| {
        let input = json!({"Name": name, "Value": "v", "Type": "String", "Tier": tier});
        world.send(crate::harness::ask("PutParameter", &input))
    };
    for number in 0..10_000 {
        send(format!("/p{number}"), None).await.ok();
    }
    send("/more".to_owned(), None).await.is_error(
        400,
        "ParameterLimitExceeded",
        "You have reached the maximum number of standard parameters for this AWS account and Region (10000). To add more \
         parameters, either delete existing parameters or upgrade to the advanced-parameter tier (charges apply).",
    );
    let smart = send("/more".to_owned(), Some("Intelligent-Tiering")).await.ok();
    assert_eq!(smart.json()["Tier"], "Advanced");
    world.send(crate::harness::ask("DeleteParameter", &json!({"Name": "/p7"}))).await.ok();
    send("/again".to_owned(), None).await.ok();
    let page = world.send(crate::harness::ask("DescribeParameters", &json!({}))).await.ok().json();
    assert_eq!(page["Parameters"].as_array().unwrap().len(), 50);
    // A search that finds nothing looks at so many and goes on: "between zero and the value of MaxResults", says AWS's page.
    let nothing = json!({"ParameterFilters": [{"Key": "tag:x"}]});
    let page = world.send(crate::harness::ask("DescribeParameters", &nothing)).await.ok().json();
    assert!(page["Parameters"].as_array().unwrap().is_empty() && page["NextToken"].is_string());
}

#[test]
fn a_tier_is_one_of_aws_s() {
    let input = json!({"Name": "/a", "Value": "v", "Type": "String", "Tier": "Other"});
    reply(&world(), "PutParameter", &input).is_error(400, "ValidationException", "Intelligent-Tiering");
}
