use base::arn::AccountId;
use serde_json::{Value, json};

use super::*;
use crate::{Context, Principal};

fn read(text: &Value, form: Form) -> Result<Document, Malformed> {
    Document::read(&text.to_string(), form)
}

fn request<'a>(
    principal: &'a Principal,
    action: &'a str,
    resource: &'a str,
    context: &'a Context,
) -> Request<'a> {
    Request { principal, canonical_user: None, action, resource, owner: AccountId::DEFAULT, context }
}

fn policy(statement: &Value) -> Value {
    json!({"Version": "2012-10-17", "Statement": statement})
}

fn plain(change: impl FnOnce(&mut Value)) -> Value {
    let mut statement =
        json!({"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"});
    change(&mut statement);
    policy(&statement)
}

/// IAM's guide, "Grammar". A statement stands alone or in a list; texts stand alone or in lists.
#[test]
fn documents_are_read_or_refused() {
    let user = "arn:aws:iam::111122223333:user/ann";
    for (text, form, expected) in [
        (plain(|_| {}), Form::Resource, Ok(())),
        (policy(&json!([])), Form::Resource, Err(Malformed::Missing("Statement"))),
        (json!({"Version": "2012-10-17"}), Form::Resource, Err(Malformed::Missing("Statement"))),
        (json!({"Statement": 1}), Form::Resource, Err(Malformed::Form("Statement"))),
        (json!([]), Form::Resource, Err(Malformed::NotJson)),
        (json!({"Version": "2020-01-01", "Statement": []}), Form::Resource, Err(Malformed::Version)),
        (json!({"Version": 1, "Statement": []}), Form::Resource, Err(Malformed::Version)),
        (json!({"Statements": []}), Form::Resource, Err(Malformed::Unknown("Statements".to_owned()))),
        (plain(|s| s["Sids"] = json!("x")), Form::Resource, Err(Malformed::Unknown("Sids".to_owned()))),
        (plain(|s| s["Effect"] = json!("allow")), Form::Resource, Err(Malformed::Form("Effect"))),
        (
            plain(|s| drop(s.as_object_mut().unwrap().remove("Effect"))),
            Form::Resource,
            Err(Malformed::Missing("Effect")),
        ),
        (
            plain(|s| drop(s.as_object_mut().unwrap().remove("Action"))),
            Form::Resource,
            Err(Malformed::Missing("Action")),
        ),
        (plain(|s| s["NotAction"] = json!("*")), Form::Resource, Err(Malformed::Both("Action", "NotAction"))),
        (plain(|s| s["Action"] = json!([])), Form::Resource, Err(Malformed::Form("Action"))),
        (plain(|s| s["Resource"] = json!([1])), Form::Resource, Err(Malformed::Form("Resource"))),
        (plain(|_| {}), Form::Identity, Err(Malformed::Unknown("Principal".to_owned()))),
        (plain(|_| {}), Form::Trust, Err(Malformed::Unknown("Resource".to_owned()))),
        (plain(|s| drop(s.as_object_mut().unwrap().remove("Resource"))), Form::Trust, Ok(())),
        (
            plain(|s| drop(s.as_object_mut().unwrap().remove("Resource"))),
            Form::Resource,
            Err(Malformed::Missing("Resource")),
        ),
        (plain(|s| drop(s.as_object_mut().unwrap().remove("Principal"))), Form::Identity, Ok(())),
        (
            plain(|s| drop(s.as_object_mut().unwrap().remove("Principal"))),
            Form::Resource,
            Err(Malformed::Missing("Principal")),
        ),
        (
            plain(|s| s["Principal"] = json!("111122223333")),
            Form::Resource,
            Err(Malformed::Form("Principal")),
        ),
        (
            plain(|s| s["Principal"] = json!({"User": user})),
            Form::Resource,
            Err(Malformed::Form("Principal")),
        ),
        (
            plain(
                |s| s["Principal"] = json!({"AWS": [user, "111122223333", "*"], "Service": "s3.amazonaws.com", "Federated": "x", "CanonicalUser": "79a5"}),
            ),
            Form::Resource,
            Ok(()),
        ),
        (plain(|s| s["Principal"] = json!({"AWS": "AIDACKCEVSQ6C2EXAMPLE"})), Form::Resource, Ok(())),
        (
            plain(|s| {
                s["Principal"] =
                    json!({"AWS": "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1"})
            }),
            Form::Resource,
            Ok(()),
        ),
        (
            plain(|s| s["Principal"] = json!({"AWS": "arn:aws:iam::111122223333:user/*"})),
            Form::Resource,
            Err(Malformed::Principal("arn:aws:iam::111122223333:user/*".to_owned())),
        ),
        (
            plain(|s| s["Principal"] = json!({"AWS": "ann"})),
            Form::Resource,
            Err(Malformed::Principal("ann".to_owned())),
        ),
        (plain(|s| s["Condition"] = json!({"StringEquals": {"k": ["a", 1, true]}})), Form::Resource, Ok(())),
        (
            plain(|s| s["Condition"] = json!({"StringEquals": {"k": [["a"]]}})),
            Form::Resource,
            Err(Malformed::Form("Condition value")),
        ),
        (
            plain(|s| s["Condition"] = json!({"StringEquals": "k"})),
            Form::Resource,
            Err(Malformed::Form("Condition")),
        ),
        (
            plain(|s| s["Condition"] = json!({"StringIs": {"k": "a"}})),
            Form::Resource,
            Err(Malformed::Operator("StringIs".to_owned())),
        ),
    ] {
        assert_eq!(read(&text, form).map(drop), expected, "{text}");
    }
}

/// The grammar: "individual elements must not contain multiple instances of the same key". The limits are ours.
#[test]
fn documents_are_bounded() {
    let twice = r#"{"Statement": [{"Effect": "Deny", "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}"#;
    for (text, expected) in [
        (twice.to_owned(), Malformed::Twice("Effect".to_owned())),
        (format!("{{\"Id\":{}", "[".repeat(60_000)), Malformed::NotJson),
        ("{".to_owned(), Malformed::NotJson),
        (" ".repeat(MAX_BYTES + 1), Malformed::TooLong),
        (format!("{{\"Statement\":[{}0]}}", "0,".repeat(MAX_STATEMENTS)), Malformed::TooManyStatements),
    ] {
        assert_eq!(Document::read(&text, Form::Resource).unwrap_err(), expected);
    }
}

/// IAM's guide: actions do not depend on case, `Not…` is about all else, and a statement's place and Sid are named.
#[test]
fn a_statement_is_about_a_request() {
    let context = Context::default();
    let anybody = Principal::Anonymous;
    let silent = Verdict::Silent(None);
    let sid = |sid| Verdict::Allowed(At { index: 0, sid }, Grant::Itself);
    for (statement, expected) in [
        (plain(|s| s["Action"] = json!("S3:getobject")), sid(None)),
        (plain(|s| s["Sid"] = json!("one")), sid(Some("one"))),
        (plain(|s| s["Action"] = json!(["s3:Put*", "s3:*Object"])), sid(None)),
        (plain(|s| s["Action"] = json!("s3:GetObject?")), silent),
        (plain(|s| s["Resource"] = json!("arn:aws:s3:::b")), silent),
        (plain(|s| s["Resource"] = json!(["arn:aws:s3:::c", "arn:aws:s3:::b/*"])), sid(None)),
        (
            plain(|s| {
                s["NotResource"] = json!("arn:aws:s3:::b/*");
                s.as_object_mut().unwrap().remove("Resource");
            }),
            silent,
        ),
        (
            plain(|s| {
                s["NotResource"] = json!("arn:aws:s3:::c/*");
                s.as_object_mut().unwrap().remove("Resource");
            }),
            sid(None),
        ),
        (
            plain(|s| {
                s["NotAction"] = json!("s3:DeleteBucket");
                s.as_object_mut().unwrap().remove("Action");
            }),
            sid(None),
        ),
        (
            plain(|s| {
                s["NotAction"] = json!("s3:*");
                s.as_object_mut().unwrap().remove("Action");
            }),
            silent,
        ),
        (
            plain(|s| s["Condition"] = json!({"StringEquals": {"aws:x": "1"}})),
            Verdict::Silent(Some(Near {
                at: At { index: 0, sid: None },
                unmet: Some(("StringEquals", "aws:x")),
            })),
        ),
        // A variable that cannot be resolved: the statement is about nothing, negated or not.
        (
            plain(|s| {
                s["NotResource"] = json!("arn:aws:s3:::${aws:username}");
                s.as_object_mut().unwrap().remove("Resource");
            }),
            Verdict::Silent(Some(Near { at: At { index: 0, sid: None }, unmet: None })),
        ),
    ] {
        let document = read(&statement, Form::Resource).unwrap();
        let request = request(&anybody, "s3:GetObject", "arn:aws:s3:::b/key", &context);
        assert_eq!(document.verdict(&request), expected, "{statement}");
    }
}

/// A service asks for these before it takes a policy that it could not judge.
#[test]
fn a_document_names_the_keys_that_it_asks_for() {
    let document = read(
        &plain(|s| {
            s["Resource"] = json!("arn:aws:s3:::b/${aws:username}");
            s["Condition"] = json!({"StringLike": {"s3:prefix": "${aws:userid, 'x'}/*"}, "Null": {"aws:TokenIssueTime": true}});
        }),
        Form::Resource,
    );
    let document = document.unwrap();
    let mut keys: Vec<&str> = document.condition_keys().collect();
    keys.sort_unstable();
    assert_eq!(keys, ["aws:TokenIssueTime", "s3:prefix"]);
    assert_eq!(document.variables().collect::<Vec<_>>(), ["aws:userid", "aws:username"]);
}

/// What services call unbounded: everybody, whether named so or by exceptions, and no condition.
#[test]
fn what_allows_everybody() {
    let condition = json!({"Bool": {"aws:SecureTransport": true}});
    for (policy, expected) in [
        (plain(|_| {}), true),
        (plain(|s| s["Principal"] = json!({"AWS": ["111122223333", "*"]})), true),
        (plain(|s| s["Principal"] = json!({"AWS": "111122223333"})), false),
        (plain(|s| s["Effect"] = json!("Deny")), false),
        (plain(|s| s["Condition"] = condition.clone()), false),
        (plain(|s| s["Condition"] = json!({"Bool": {}})), true),
        (
            plain(|s| {
                s["NotPrincipal"] = json!({"AWS": "111122223333"});
                s.as_object_mut().unwrap().remove("Principal");
            }),
            true,
        ),
    ] {
        let document = read(&policy, Form::Resource).unwrap();
        assert_eq!(document.allows_everybody(), expected, "{policy}");
    }
}

/// IAM's guide, "Version": variables are literal texts in a policy of 2008, and in one without a version.
#[test]
fn versions_differ_in_variables() {
    let mut context = Context::default();
    context.set("aws:username", ["ann".to_owned()]);
    let anybody = Principal::Anonymous;
    for (version, of_ann, literal) in
        [(json!("2012-10-17"), true, false), (json!("2008-10-17"), false, true), (Value::Null, false, true)]
    {
        let mut text = plain(|s| s["Resource"] = json!("arn:aws:s3:::b/${aws:username}"));
        if version.is_null() {
            text.as_object_mut().unwrap().remove("Version");
        } else {
            text["Version"] = version;
        }
        let document = read(&text, Form::Resource).unwrap();
        let allows = |resource| {
            let request = request(&anybody, "s3:GetObject", resource, &context);
            matches!(document.verdict(&request), Verdict::Allowed(..))
        };
        assert_eq!(
            (allows("arn:aws:s3:::b/ann"), allows("arn:aws:s3:::b/${aws:username}")),
            (of_ann, literal),
            "{text}"
        );
    }
}
