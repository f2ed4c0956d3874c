//! Service settings.

use serde_json::json;

use crate::harness::{ok, reply, strict, world};

/// The members are those of <https://docs.aws.amazon.com/cli/latest/reference/ssm/get-service-setting.html> and of
/// <https://docs.aws.amazon.com/systems-manager/latest/userguide/ps-default-tier.html>.
#[test]
fn a_setting_is_set_and_reset() {
    let world = world();
    let arn = "arn:aws:ssm:us-east-1:000000000000:servicesetting/ssm/parameter-store/high-throughput-enabled";
    let path = "/ssm/parameter-store/high-throughput-enabled";
    let default = json!({"ServiceSetting": {
        "SettingId": path,
        "SettingValue": "false",
        "LastModifiedDate": 1_555_532_818.578,
        "LastModifiedUser": "System",
        "ARN": arn,
        "Status": "Default",
    }});
    for id in [arn, path] {
        assert_eq!(ok(&world, "GetServiceSetting", &json!({"SettingId": id})), default);
    }
    world.advance(1);
    assert_eq!(
        ok(&world, "UpdateServiceSetting", &json!({"SettingId": arn, "SettingValue": "true"})),
        json!({})
    );
    let set = ok(&world, "GetServiceSetting", &json!({"SettingId": path}))["ServiceSetting"].clone();
    assert_eq!(
        set,
        json!({
            "SettingId": path,
            "SettingValue": "true",
            "LastModifiedDate": 1_767_225_601,
            "LastModifiedUser": "arn:aws:iam::000000000000:root",
            "ARN": arn,
            "Status": "Customized",
        })
    );
    let elsewhere = path;
    let other = ok(&world.in_region("eu-west-1"), "GetServiceSetting", &json!({"SettingId": elsewhere}));
    assert_eq!(other["ServiceSetting"]["Status"], "Default");
    assert_eq!(ok(&world, "ResetServiceSetting", &json!({"SettingId": path})), default);
    assert_eq!(ok(&world, "GetServiceSetting", &json!({"SettingId": path})), default);
}

/// The code of the first two is AWS's; of the last our guess.
#[test]
fn settings_that_cannot_be() {
    let world = world();
    for id in
        ["/ssm/none", "x", "arn:aws:ssm:eu-west-1:000000000000:servicesetting/ssm/opsinsights/opscenter"]
    {
        reply(&world, "GetServiceSetting", &json!({"SettingId": id})).is_error(
            400,
            "ServiceSettingNotFound",
            "",
        );
    }
    let input = json!({"SettingId": "/ssm/parameter-store/default-parameter-tier", "SettingValue": "x"});
    reply(&world, "UpdateServiceSetting", &input).is_error(400, "ValidationException", "Intelligent-Tiering");
}

/// Our promise: what does not act is refused where the user wants that.
#[test]
fn strictly_only_what_acts_is_set() {
    let world = strict();
    let set = |id: &str, value: &str| {
        reply(&world, "UpdateServiceSetting", &json!({"SettingId": id, "SettingValue": value}))
    };
    set("/ssm/parameter-store/default-parameter-tier", "Advanced").ok();
    let other = set("/ssm/parameter-store/high-throughput-enabled", "true");
    other.is_error(501, "NotImplementedException", "SettingId");
}
