//! Parameters of other accounts: <https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-shared-parameters.html>.

use serde_json::{Value, json};

use crate::harness::{World, names, ok, put, reply, world};

const ARN: &str = "arn:aws:ssm:us-east-1:000000000000:parameter/a";

fn policy(actions: &[&str]) -> String {
    json!({
        "Version": "2012-10-17",
        "Statement": [{
            "Effect": "Allow",
            "Principal": {"AWS": "111111111111"},
            "Action": actions,
            "Resource": ARN,
        }],
    })
    .to_string()
}

fn share(world: &World, actions: &[&str]) -> Value {
    ok(world, "PutResourcePolicy", &json!({"ResourceArn": ARN, "Policy": policy(actions)}))
}

#[test]
fn another_account_gets_what_the_policy_lets_it() {
    let world = world();
    put(&world, "/a", "v", &json!({"Tier": "Advanced"})).ok();
    let other = world.as_account("111111111111");
    let refused = |operation: &str, input: Value| {
        reply(&other, operation, &input).is_error(
            400,
            "AccessDeniedException",
            &format!("is not authorized to perform: ssm:{operation} on resource: {ARN}"),
        );
    };
    refused("GetParameter", json!({"Name": ARN}));
    // It does not show whether there is such a parameter.
    let none = json!({"Name": "arn:aws:ssm:us-east-1:000000000000:parameter/none"});
    reply(&other, "GetParameter", &none).is_error(400, "AccessDeniedException", "");
    let first = share(&world, &["ssm:GetParameter", "ssm:GetParameters"]);
    let got = ok(&other, "GetParameter", &json!({"Name": format!("{ARN}:1")}))["Parameter"].clone();
    assert_eq!((&got["Value"], &got["ARN"], &got["Selector"]), (&json!("v"), &json!(ARN), &json!(":1")));
    assert_eq!(names(&ok(&other, "GetParameters", &json!({"Names": [ARN]}))), ["/a"]);
    refused("GetParameterHistory", json!({"Name": ARN}));
    // By its name it is the caller's own that is meant.
    reply(&other, "GetParameter", &json!({"Name": "/a"})).is_error(400, "ParameterNotFound", "");
    reply(&world.as_account("222222222222"), "GetParameter", &json!({"Name": ARN})).is_error(
        400,
        "AccessDeniedException",
        "",
    );
    let gone = json!({"ResourceArn": ARN, "PolicyId": first["PolicyId"], "PolicyHash": first["PolicyHash"]});
    ok(&world, "DeleteResourcePolicy", &gone);
    refused("GetParameter", json!({"Name": ARN}));
}

/// The codes and sentences are AWS's pages of the errors; which means which is our guess.
#[test]
fn a_policy_is_replaced_by_its_id_and_hash() {
    let world = world();
    put(&world, "/a", "v", &json!({"Tier": "Advanced"})).ok();
    let first = share(&world, &["ssm:GetParameter"]);
    let put_again = |more: Value| {
        let mut input = json!({"ResourceArn": ARN, "Policy": policy(&["ssm:GetParameters"])});
        for (member, value) in more.as_object().unwrap() {
            input[member] = value.clone();
        }
        reply(&world, "PutResourcePolicy", &input)
    };
    put_again(json!({})).is_error(400, "ResourcePolicyLimitExceededException", "");
    let (id, hash) = (&first["PolicyId"], &first["PolicyHash"]);
    put_again(json!({"PolicyId": "x", "PolicyHash": hash})).is_error(
        400,
        "ResourcePolicyNotFoundException",
        "",
    );
    put_again(json!({"PolicyId": id, "PolicyHash": "x"})).is_error(
        400,
        "ResourcePolicyConflictException",
        "",
    );
    let second = put_again(json!({"PolicyId": id, "PolicyHash": hash})).ok().json();
    assert!(second["PolicyId"] == *id && second["PolicyHash"] != *hash);
    let shown = ok(&world, "GetResourcePolicies", &json!({"ResourceArn": ARN}));
    let policy = policy(&["ssm:GetParameters"]);
    assert_eq!(
        shown["Policies"],
        json!([{"PolicyId": id, "PolicyHash": second["PolicyHash"], "Policy": policy}])
    );
    let delete = |hash: &Value| {
        reply(
            &world,
            "DeleteResourcePolicy",
            &json!({"ResourceArn": ARN, "PolicyId": id, "PolicyHash": hash}),
        )
    };
    delete(hash).is_error(400, "ResourcePolicyConflictException", "");
    delete(&second["PolicyHash"]).ok();
    delete(&second["PolicyHash"]).is_error(400, "ResourcePolicyNotFoundException", "");
    assert_eq!(ok(&world, "GetResourcePolicies", &json!({"ResourceArn": ARN}))["Policies"], json!([]));
}

/// AWS's page: only advanced parameters can be shared, and secure strings whose key is the customer's. The codes are guesses.
#[test]
fn what_cannot_be_shared() {
    let world = world();
    put(&world, "/a", "v", &json!({})).ok();
    let refused =
        |input: Value, code: &str| reply(&world, "PutResourcePolicy", &input).is_error(400, code, "");
    let whole = json!({"ResourceArn": ARN, "Policy": policy(&["ssm:GetParameter"])});
    refused(whole.clone(), "ResourcePolicyInvalidParameterException");
    let secure =
        |key: &str| json!({"Type": "SecureString", "Tier": "Advanced", "Overwrite": true, "KeyId": key});
    put(&world, "/a", "v", &secure("alias/aws/ssm")).ok();
    refused(whole.clone(), "ResourcePolicyInvalidParameterException");
    put(&world, "/a", "v", &secure("alias/mine")).ok();
    refused(json!({"ResourceArn": ARN, "Policy": "{"}), "MalformedResourcePolicyDocumentException");
    refused(json!({"ResourceArn": ARN, "Policy": "x".repeat(1025)}), "ResourcePolicyLimitExceededException");
    let none = json!({"ResourceArn": format!("{ARN}/none"), "Policy": policy(&["ssm:GetParameter"])});
    refused(none, "ResourceNotFoundException");
    ok(&world, "PutResourcePolicy", &whole);
    // The key is another account's too, which it lets in or not: this one lets everybody.
    let other = world.as_account("111111111111");
    assert_eq!(
        ok(&other, "GetParameter", &json!({"Name": ARN, "WithDecryption": true}))["Parameter"]["Value"],
        "v"
    );
}
