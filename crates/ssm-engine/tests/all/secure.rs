//! Secure strings.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};

use crate::harness::{get, ok, put, reply, world};

/// <https://docs.aws.amazon.com/kms/latest/developerguide/services-parameter-store.html>: the context is the parameter's ARN, the key
/// `alias/aws/ssm` where none is named; without decryption the ciphertext is shown.
#[test]
fn a_secure_string_is_sealed_with_its_key() {
    let world = world();
    put(&world, "/s", "secret", &json!({"Type": "SecureString"})).ok();
    assert_eq!(get(&world, "/s")["Value"], "secret");
    let shown = |operation: &str, input: Value| ok(&world, operation, &input).to_string();
    for reply in [
        shown("GetParameter", json!({"Name": "/s"})),
        shown("GetParameters", json!({"Names": ["/s"]})),
        shown("GetParametersByPath", json!({"Path": "/"})),
        shown("GetParameterHistory", json!({"Name": "/s"})),
        shown("DescribeParameters", json!({})),
    ] {
        assert!(!reply.contains("secret"), "{reply}");
    }
    let sealed = ok(&world, "GetParameter", &json!({"Name": "/s"}))["Parameter"]["Value"].clone();
    let sealed = BASE64_STANDARD.decode(sealed.as_str().unwrap()).unwrap();
    let head = String::from_utf8_lossy(&sealed);
    let context = r#"alias/aws/ssm {"PARAMETER_ARN": "arn:aws:ssm:us-east-1:000000000000:parameter/s"}"#;
    assert!(head.starts_with(context), "{head}");
    let described = ok(&world, "DescribeParameters", &json!({}))["Parameters"][0].clone();
    assert_eq!(described["KeyId"], "alias/aws/ssm");
}

/// Terraform's provider names the key only where it changes, so it stays. The code is AWS's.
#[test]
fn a_key_stays_until_another_is_named() {
    let world = world();
    let key = |id: &str| json!({"Type": "SecureString", "KeyId": id, "Overwrite": true});
    let shown = || ok(&world, "DescribeParameters", &json!({}))["Parameters"][0]["KeyId"].clone();
    put(&world, "/s", "1", &key("alias/mine")).ok();
    put(&world, "/s", "2", &json!({"Type": null, "Overwrite": true})).ok();
    assert_eq!(shown(), "alias/mine");
    put(&world, "/s", "3", &key("alias/other")).ok();
    assert_eq!((shown(), get(&world, "/s:1")["Value"].clone()), (json!("alias/other"), json!("1")));
    put(&world, "/s", "4", &key("alias/missing")).is_error(400, "InvalidKeyId", "alias/missing");
    assert_eq!(get(&world, "/s")["Value"], "3");
    let by_key = |key: &str| {
        let filter = json!([{"Key": "KeyId", "Values": [key]}]);
        ok(&world, "DescribeParameters", &json!({"ParameterFilters": filter}))["Parameters"]
            .as_array()
            .unwrap()
            .len()
    };
    assert_eq!((by_key("alias/other"), by_key("alias/mine")), (1, 0));
    let odd = json!({"Name": "/t", "Value": "v", "Type": "SecureString", "KeyId": "a b"});
    reply(&world, "PutParameter", &odd).is_error(400, "ValidationException", "'keyId'");
}
