use policy::Form;
use serde_json::{Value, json};

use super::*;

/// What IAM says of a document.
fn said(text: &str, form: Form) -> String {
    check(text, form).map_or_else(|fault| fault.message.to_string(), |()| String::new())
}

fn identity(change: impl FnOnce(&mut Value)) -> String {
    let mut statement = json!({"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"});
    change(&mut statement);
    json!({"Version": "2012-10-17", "Statement": [statement]}).to_string()
}

fn trust(change: impl FnOnce(&mut Value)) -> String {
    let mut statement = json!({
        "Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"
    });
    change(&mut statement);
    json!({"Version": "2012-10-17", "Statement": [statement]}).to_string()
}

fn without(statement: &mut Value, element: &str) {
    statement.as_object_mut().unwrap().remove(element);
}

/// AWS's answers as public threads quote them; the head of `identity.rs` has the threads.
#[test]
fn documents_of_identities_are_refused_in_iam_s_words() {
    let legacy = "The policy failed legacy parsing";
    for (text, expected) in [
        ("null".to_owned(), "Syntax errors in policy."),
        ("policy.json".to_owned(), "Syntax errors in policy."),
        (
            r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow",}]}"#.to_owned(),
            "Syntax errors in policy.",
        ),
        (identity(|s| s["Effect"] = json!("allow")), "Syntax errors in policy."),
        (identity(|s| s["Actions"] = json!("s3:*")), "Syntax errors in policy."),
        (identity(|s| s["NotResource"] = json!("*")), "Syntax errors in policy."),
        (identity(|s| s["Principal"] = json!("*")), "Policy document should not specify a principal."),
        (identity(|s| without(s, "Action")), "Policy statement must contain actions."),
        (identity(|s| s["Action"] = json!([])), "Policy statement must contain actions."),
        (identity(|s| without(s, "Resource")), "Policy statement must contain resources."),
        (identity(|s| s["Resource"] = json!([])), "Policy statement must contain resources."),
        (
            identity(|s| s["Action"] = json!("GetObject")),
            "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
        ),
        (identity(|s| s["Action"] = json!("s3:Get:Object")), "Actions/Condition can contain only one colon."),
        (identity(|s| s["Action"] = json!("a a:GetObject")), "Vendor a a is not valid"),
        (identity(|s| s["Resource"] = json!("b")), "Resource b must be in ARN format or \"*\"."),
        (identity(|s| s["Resource"] = json!("")), "Resource  must be in ARN format or \"*\"."),
        (
            identity(|s| s["Resource"] = json!("a:aws:s3:::b")),
            "Resource a:aws:s3:::b must be in ARN format or \"*\".",
        ),
        (
            identity(|s| s["Resource"] = json!("arn:${ARN_PARTITION}:s3:::b")),
            "Partition \"${ARN_PARTITION}\" is not valid for resource \"arn:${ARN_PARTITION}:s3:::b\".",
        ),
        (identity(|s| s["Resource"] = json!("arn:aws:iam:111122223333:user/ann")), legacy),
        (identity(|s| s["Resource"] = json!("arn:aws:s3::b")), legacy),
        (
            identity(|s| s["Resource"] = json!("arn:aws:iam:us-east-1:111122223333:user/ann")),
            "IAM resource arn:aws:iam:us-east-1:111122223333:user/ann cannot contain region information.",
        ),
        (
            identity(|s| s["Resource"] = json!("arn:aws:s3:us-east-1::b")),
            "Resource arn:aws:s3:us-east-1::b can not contain region information.",
        ),
        (
            identity(|s| s["Resource"] = json!("arn:aws:iam::111122223333:*/*")),
            "IAM resource path must either be \"*\" or start with user/, federated-user/, role/, group/, \
             instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, oidc-provider/, report/, \
             or access-report/.",
        ),
    ] {
        assert_eq!(said(&text, Form::Identity), expected, "{text}");
    }
}

/// IAM's guide has examples of each, or our guess: where nothing is known to be refused, it is taken.
#[test]
fn documents_of_identities_that_iam_takes_are_taken() {
    for text in [
        identity(|_| ()),
        identity(|s| s["Action"] = json!(["*", "s3:*", "S3:get*", "execute-api:Invoke", "*:*"])),
        identity(|s| {
            without(s, "Action");
            s["NotAction"] = json!("iam:*");
        }),
        identity(|s| {
            s["Resource"] = json!([
                "arn:aws:s3:::b/*",
                "arn:aws-cn:s3:::b",
                "arn:*:s3:::b",
                "arn:aws:iam::*:role/${aws:username}",
                "arn:aws:iam::aws:policy/*",
                "arn:aws:iam::111122223333:*",
                "arn:aws:iam::111122223333:root",
                "arn:aws:dynamodb:us-east-1:111122223333:table/t/index/*",
                "arn:aws:ec2:*",
                "arn:aws:logs:us-east-1:111122223333:log-group:g:log-stream:s",
            ]);
        }),
        identity(|s| s["Sid"] = json!("")),
        identity(|s| s["Condition"] = json!({"StringEqualsIfExists": {"aws:x": ["a", "b"]}, "Bool": {"y": true}})),
        // No version, a statement that stands alone, and elements in another order.
        r#"{"Statement":{"Resource":"*","Action":"s3:*","Effect":"Allow"}}"#.to_owned(),
        r#"{"Statement":[{"Sid":"","Effect":"Allow","Action":"s3:*","Resource":"*"},{"Sid":"","Effect":"Deny","Action":"s3:*","Resource":"*"}],"Version":"2012-10-17"}"#
            .to_owned(),
    ] {
        assert_eq!(said(&text, Form::Identity), "", "{text}");
    }
}

/// Threads: kubernetes/kops#4951; Wolox/carthage_cache#22; Meteor-Community-Packages/Meteor-CollectionFS#630, whose policy
/// has no version, while policies of a role's own have none in many examples that work.
#[test]
fn ids_of_statements_and_versions() {
    let statement = json!({"Sid": "one", "Effect": "Allow", "Action": "s3:*", "Resource": "*"});
    let twice = json!({"Version": "2012-10-17", "Statement": [statement, statement]}).to_string();
    assert_eq!(said(&twice, Form::Identity), "Statement IDs (SID) in a single policy must be unique.");
    let managed =
        |text: &str| check_managed(text).map_or_else(|fault| fault.message.to_string(), |()| String::new());
    let spaced = identity(|s| s["Sid"] = json!("a-b"));
    assert_eq!(said(&spaced, Form::Identity), "");
    assert_eq!(
        managed(&spaced),
        "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*"
    );
    let old = identity(|_| ()).replace("2012-10-17", "2008-10-17");
    assert_eq!(said(&old, Form::Identity), "");
    for text in [old.as_str(), r#"{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}"#] {
        assert_eq!(managed(text), "Policy document must be version 2012-10-17 or greater.");
    }
    assert_eq!(managed(&identity(|_| ())), "");
}

/// Recorded on AWS, 2026-11-29, or quoted in the threads that the head of `trust.rs` names.
#[test]
fn trust_policies_are_refused_in_iam_s_words() {
    for (text, expected) in [
        ("policy.json".to_owned(), "This policy contains invalid Json"),
        (
            r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow",}]}"#.to_owned(),
            "This policy contains invalid Json",
        ),
        (trust(|s| s["Resource"] = json!("*")), "Has prohibited field Resource"),
        (trust(|s| without(s, "Principal")), "Missing required field Principal"),
        (trust(|s| without(s, "Action")), "Missing required field Action"),
        (
            trust(|s| s["Principal"] = json!({"AWS": []})),
            "Invalid principal in policy: com.amazon.balsa.error.InvalidPolicyException: The passed in policy has a \
             statement with no principals!",
        ),
        (
            trust(|s| s["Principal"] = json!({})),
            "Invalid principal in policy: com.amazon.balsa.error.InvalidPolicyException: The passed in policy has a \
             statement with no principals!",
        ),
        (trust(|s| s["Principal"] = json!({"AWS": "ann"})), "Invalid principal in policy: \"AWS\":\"ann\""),
        (
            trust(|s| s["Principal"] = json!({"AWS": "arn:aws:iam::12345678910:role/r"})),
            "Invalid principal in policy: \"AWS\":\"arn:aws:iam::12345678910:role/r\"",
        ),
        (
            trust(|s| s["Principal"] = json!({"Service": "lambda"})),
            "Invalid principal in policy: \"SERVICE\":\"lambda\"",
        ),
        (
            trust(|s| s["Action"] = json!("s3:GetObject")),
            "AssumeRole policy may only specify STS AssumeRole actions.",
        ),
    ] {
        assert_eq!(said(&text, Form::Trust), expected, "{text}");
    }
}

/// IAM's guide has examples of each. Roles of other accounts need not be there.
#[test]
fn trust_policies_that_iam_takes_are_taken() {
    for text in [
        trust(|_| ()),
        trust(|s| s["Principal"] = json!("*")),
        trust(|s| s["Principal"] = json!({"AWS": ["111122223333", "arn:aws:iam::111122223333:root", "*"]})),
        trust(|s| s["Principal"] = json!({"AWS": "arn:aws:iam::111122223333:role/nobody/made"})),
        trust(|s| {
            s["Principal"] = json!({"Federated": "cognito-identity.amazonaws.com"});
            s["Action"] = json!(["sts:AssumeRoleWithWebIdentity", "sts:TagSession", "sts:SetSourceIdentity"]);
        }),
        trust(|s| s["Sid"] = json!("")),
        trust(|s| s["Condition"] = json!({})),
    ] {
        assert_eq!(said(&text, Form::Trust), "", "{text}");
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>: white space is not counted.
#[test]
fn white_space_has_no_size() {
    assert_eq!(size("{ \"a\" :\n\t\"é b\" }"), 10);
}
