//! What a simulation tells of a policy beside its verdict: which statements are about a request, and which keys they ask for.
//!
//! <https://docs.aws.amazon.com/IAM/latest/APIReference/API_EvaluationResult.html>

use std::collections::BTreeSet;

use super::{About, At, Document, Statement};
use crate::condition::Condition;
use crate::context::Context;
use crate::decision::Request;
use crate::template::Template;

/// A statement that is about a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Matched<'a> {
    /// The statement.
    pub at: At<'a>,
    /// Whether it allows the request, or denies it.
    pub allows: bool,
}

impl Document {
    /// All statements that are about a request, in their order.
    pub fn matched(&self, request: &Request<'_>) -> Vec<Matched<'_>> {
        let action = request.action.to_ascii_lowercase();
        let numbered = self.statements.iter().enumerate();
        let about =
            numbered.filter(|(_, statement)| matches!(statement.about(request, &action), About::Yes(_)));
        about
            .map(|(index, statement)| Matched {
                at: At { index, sid: statement.sid.as_deref() },
                allows: statement.allow,
            })
            .collect()
    }

    /// The keys that its variables and conditions name, as it spells them, each once, in the order of its statements.
    pub fn context_keys(&self) -> Vec<&str> {
        once(self.statements.iter().flat_map(|statement| {
            let conditions = statement.conditions.iter();
            let of_conditions =
                conditions.flat_map(|one| [one.key.as_str()].into_iter().chain(one.variables()));
            statement.templates().flat_map(Template::keys).chain(of_conditions)
        }))
    }

    /// The keys that a request would need so that each of its statements that may be about it could be judged, each once.
    /// A statement that names another action, resource or principal needs none (our guess).
    pub fn missing_keys<'a>(&'a self, request: &Request<'a>) -> Vec<&'a str> {
        let action = request.action.to_ascii_lowercase();
        let may_be_about = |statement: &&Statement| {
            let who = statement.principals.as_ref();
            who.is_none_or(|who| {
                who.mean(request.principal, request.canonical_user, statement.allow).is_some()
            }) && statement.actions.match_one(&action, request.context)
                && statement.resources.as_ref().is_none_or(|what| what.match_one(request) != Some(false))
        };
        once(self.statements.iter().filter(may_be_about).flat_map(|one| one.missing(request.context)))
    }
}

impl Statement {
    fn templates(&self) -> impl Iterator<Item = &Template> {
        self.resources.iter().flat_map(|resources| resources.patterns.iter())
    }

    fn missing<'a>(&'a self, context: &'a Context) -> impl Iterator<Item = &'a str> {
        let of_conditions = self.conditions.iter().flat_map(|one: &Condition| one.missing(context));
        self.templates().flat_map(|template| template.missing(context)).chain(of_conditions)
    }
}

/// Each once: case does not tell keys apart.
fn once<'a>(keys: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut seen = BTreeSet::new();
    keys.filter(|key| seen.insert(key.to_ascii_lowercase())).collect()
}

#[cfg(test)]
mod tests {
    use base::arn::{AccountId, Arn};
    use serde_json::json;

    use super::*;
    use crate::document::Form;
    use crate::principal::Principal;

    fn document(statements: serde_json::Value) -> Document {
        let text = json!({"Version": "2012-10-17", "Statement": statements}).to_string();
        Document::read(&text, Form::Identity).unwrap()
    }

    fn with_request<T>(
        action: &str,
        resource: &str,
        keys: &[(&str, &str)],
        ask: impl FnOnce(&Request<'_>) -> T,
    ) -> T {
        let principal = Principal::User { arn: Arn::parse("arn:aws:iam::000000000000:user/u").unwrap() };
        let mut context = Context::default();
        for (key, value) in keys {
            context.set(key, [(*value).to_owned()]);
        }
        let owner = AccountId::DEFAULT;
        ask(&Request {
            principal: &principal,
            canonical_user: None,
            action,
            resource,
            owner,
            context: &context,
        })
    }

    #[test]
    fn every_statement_about_a_request_is_told() {
        let document = document(json!([
            {"Sid": "A", "Effect": "Allow", "Action": "s3:*", "Resource": "*"},
            {"Effect": "Allow", "Action": "sqs:*", "Resource": "*"},
            {"Sid": "D", "Effect": "Deny", "Action": "s3:Get*", "Resource": "arn:aws:s3:::b/*",
             "Condition": {"Bool": {"aws:SecureTransport": "false"}}},
            {"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"},
        ]));
        let told = |action, resource, keys: &[(&str, &str)]| {
            with_request(action, resource, keys, |request| {
                let matched = document.matched(request).into_iter();
                matched.map(|one| (one.at.index, one.allows)).collect::<Vec<_>>()
            })
        };
        assert_eq!(told("s3:GetObject", "arn:aws:s3:::b/k", &[]), [(0, true), (3, true)]);
        let insecure = [("aws:SecureTransport", "false")];
        assert_eq!(told("s3:GetObject", "arn:aws:s3:::b/k", &insecure), [(0, true), (2, false), (3, true)]);
        assert_eq!(told("iam:GetUser", "*", &insecure), []);
    }

    /// The example of the AWS CLI's page of get-context-keys-for-custom-policy names them in this order.
    #[test]
    fn keys_are_named_once_in_their_order() {
        let document = document(json!([
            {"Effect": "Allow", "Action": "dynamodb:*",
             "Resource": "arn:aws:dynamodb:us-west-2:128716708097:table/${aws:username}",
             "Condition": {"DateGreaterThan": {"aws:CurrentTime": "2015-08-16T12:00:00Z"}}},
            {"Effect": "Deny", "Action": "s3:*", "Resource": "*",
             "Condition": {"StringLike": {"AWS:UserName": "${aws:PrincipalTag/team}-*"}}},
        ]));
        assert_eq!(document.context_keys(), ["aws:username", "aws:CurrentTime", "aws:PrincipalTag/team"]);
    }

    /// AWS's page: "context keys that are required by the included input policies but that were not provided".
    #[test]
    fn keys_that_a_request_lacks_are_told_of_statements_that_may_be_about_it() {
        let document = document(json!([
            {"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::b/${aws:username}/${k:x, 'd'}",
             "Condition": {"StringEquals": {"s3:prefix": "${aws:userid}"}, "Bool": {"aws:SecureTransport": "true"}}},
            {"Effect": "Allow", "Action": "sqs:*", "Resource": "*", "Condition": {"Null": {"sqs:k": "true"}}},
            {"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::c", "Condition": {"Null": {"s3:c": "true"}}},
        ]));
        let missing = |keys: &[(&str, &str)]| {
            with_request("s3:GetObject", "arn:aws:s3:::b/ann/d", keys, |request| {
                document.missing_keys(request).into_iter().map(str::to_owned).collect::<Vec<_>>()
            })
        };
        let all = ["aws:username", "aws:SecureTransport", "s3:prefix", "aws:userid"];
        assert_eq!(missing(&[]).iter().map(String::as_str).collect::<BTreeSet<_>>(), BTreeSet::from(all));
        assert_eq!(
            missing(&[("AWS:UserName", "ann"), ("s3:prefix", "p"), ("aws:userid", "x")]),
            ["aws:SecureTransport"]
        );
        assert_eq!(missing(&[("aws:username", "bob")]), Vec::<String>::new());
    }
}
