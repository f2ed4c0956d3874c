//! Which services a policy lets its holder use: the part before the colon of what it allows.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed.html>

use std::collections::BTreeSet;

use super::{Actions, Document};
use crate::context::Context;
use crate::template::{Template, Token};

impl Document {
    /// Whether a statement allows something of a service, such as `s3`. What other statements deny does not count.
    pub fn allows_service(&self, service: &str) -> bool {
        let service = service.to_ascii_lowercase();
        self.statements.iter().any(|statement| statement.allow && statement.actions.reach(&service))
    }

    /// The services of which statements allow something by their names, in the order of these.
    pub fn services(&self) -> BTreeSet<String> {
        let allowed = self.statements.iter().filter(|one| one.allow && !one.actions.negated);
        let patterns = allowed.flat_map(|statement| &statement.actions.patterns);
        patterns.filter_map(|pattern| parts(pattern)?.0.iter().map(|token| token.char()).collect()).collect()
    }
}

impl Actions {
    fn reach(&self, service: &str) -> bool {
        let context = Context::default();
        let names = |pattern: &Template| match parts(pattern) {
            Some((before, _)) => Template::Fixed(before.to_vec()).matches(service, &context) == Some(true),
            None => is_any(pattern),
        };
        let covers = |pattern: &Template| match parts(pattern) {
            Some((_, behind)) => names(pattern) && behind == [Token::Any],
            None => is_any(pattern),
        };
        if self.negated { !self.patterns.iter().any(covers) } else { self.patterns.iter().any(names) }
    }
}

fn is_any(pattern: &Template) -> bool {
    matches!(pattern, Template::Fixed(tokens) if tokens.as_slice() == [Token::Any])
}

/// What stands before and behind the colon of an action.
fn parts(pattern: &Template) -> Option<(&[Token], &[Token])> {
    let Template::Fixed(tokens) = pattern else { return None };
    let colon = tokens.iter().position(|token| *token == Token::Char(':'))?;
    Some((tokens.get(..colon)?, tokens.get(colon + 1..)?))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::document::Form;

    /// Our reading of AWS's page: what a policy could be used for by its statements alone.
    #[test]
    fn a_policy_reaches_the_services_of_what_it_allows() {
        for (statement, reached, not) in [
            (json!({"Effect": "Allow", "Action": "S3:GetObject"}), &["s3", "S3"][..], &["sqs", "s3x"][..]),
            (json!({"Effect": "Allow", "Action": ["sqs:*", "s*:Get*"]}), &["sqs", "s3", "sns"], &["iam"]),
            (json!({"Effect": "Allow", "Action": "*"}), &["iam", "s3"], &[]),
            (json!({"Effect": "Allow", "NotAction": ["iam:*", "s3:Get*"]}), &["s3", "sqs"], &["iam"]),
            (json!({"Effect": "Allow", "NotAction": "*"}), &[], &["s3"]),
            (json!({"Effect": "Deny", "Action": "s3:*"}), &[], &["s3"]),
        ] {
            let mut statement = statement;
            statement["Resource"] = "*".into();
            let text = json!({"Version": "2012-10-17", "Statement": statement}).to_string();
            let document = Document::read(&text, Form::Identity).unwrap();
            for service in reached {
                assert!(document.allows_service(service), "{service} {text}");
            }
            for service in not {
                assert!(!document.allows_service(service), "{service} {text}");
            }
        }
    }

    #[test]
    fn services_are_named_as_far_as_they_are_whole() {
        let text = r#"{"Statement":[{"Effect":"Allow","Action":["SQS:a","s*:b","*","iam:*"],"Resource":"*"},
            {"Effect":"Deny","Action":"sns:*","Resource":"*"}]}"#;
        let document = Document::read(text, Form::Identity).unwrap();
        assert_eq!(document.services().into_iter().collect::<Vec<_>>(), ["iam", "sqs"]);
    }
}
