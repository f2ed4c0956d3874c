//! Policies and requests made of bytes: unlike random text, all of them mean something, and few names make them meet.

use base::arn::AccountId;
use serde_json::{Map, Value, json};

use super::{RESOURCE, account, principals};
use crate::decision::ResourceKind;
use crate::principal::Principal;

/// Choices made by bytes; zero for ever once there are none left.
#[derive(Debug)]
pub(super) struct Grammar<'a>(pub(super) &'a [u8]);

/// A request and the policies that apply to it.
#[derive(Debug)]
pub(super) struct Given {
    pub(super) principal: Principal,
    pub(super) owner: AccountId,
    pub(super) action: &'static str,
    pub(super) resource: &'static str,
    pub(super) kind: ResourceKind,
    pub(super) documents: Documents,
}

/// The policies as JSON.
#[derive(Debug)]
pub(super) struct Documents {
    pub(super) levels: Vec<Vec<Value>>,
    pub(super) resource: Option<Value>,
    pub(super) identity: Vec<Value>,
    pub(super) boundary: Option<Value>,
    pub(super) session: Vec<Value>,
}

const ACTIONS: [&str; 3] = ["s3:GetObject", "s3:PutObject", "sts:AssumeRole"];
const ACTION_PATTERNS: [&str; 7] =
    ["*", "s3:*", "S3:get*", "s3:?etObject", "sts:AssumeRole", "s3:PutObject", "x:y"];
const RESOURCES: [&str; 3] =
    [RESOURCE, "arn:aws:sqs:us-east-1:111122223333:ann-q", "arn:aws:iam::111122223333:role/p/r"];
const RESOURCE_PATTERNS: [&str; 12] = [
    "*",
    "arn:aws:s3:::b/*",
    "arn:aws:s3:::b/home/${aws:username}/*",
    "arn:aws:s3:::${k:absent}",
    "arn:aws:s3:::b/${k:absent, 'home'}/*",
    "arn:aws:s3:::b/h?me/*/x",
    "arn:aws:sqs",
    "arn:aws:sqs:us-*:ann-q",
    "arn:aws:sqs:u*t-1:111122223333:*",
    "arn:aws:sqs:*:*:${aws:username}-q",
    "arn:aws:iam::111122223333:role/${*}",
    "arn:*",
];
const NAMES: [(&str, &str); 12] = [
    ("AWS", "*"),
    ("AWS", "111122223333"),
    ("AWS", "arn:aws:iam::111122223333:root"),
    ("AWS", "arn:aws:iam::111122223333:user/ann"),
    ("AWS", "arn:aws:iam::111122223333:role/p/r"),
    ("AWS", "arn:aws:sts::111122223333:assumed-role/r/s"),
    ("AWS", "arn:aws:sts::111122223333:federated-user/f"),
    ("AWS", "arn:aws:iam::444455556666:root"),
    ("Service", "s3.amazonaws.com"),
    ("Service", "sns.amazonaws.com"),
    ("Federated", "accounts.google.com"),
    ("CanonicalUser", "79a5"),
];
const OPERATORS: [&str; 27] = [
    "StringEquals",
    "StringNotEquals",
    "StringEqualsIgnoreCase",
    "StringNotEqualsIgnoreCase",
    "StringLike",
    "StringNotLike",
    "ArnEquals",
    "ArnNotEquals",
    "ArnLike",
    "ArnNotLike",
    "Bool",
    "BinaryEquals",
    "IpAddress",
    "NotIpAddress",
    "NumericEquals",
    "NumericNotEquals",
    "NumericLessThan",
    "NumericLessThanEquals",
    "NumericGreaterThan",
    "NumericGreaterThanEquals",
    "DateEquals",
    "DateNotEquals",
    "DateLessThan",
    "DateLessThanEquals",
    "DateGreaterThan",
    "DateGreaterThanEquals",
    "Null",
];
const KEYS: [&str; 10] = [
    "aws:username",
    "AWS:SourceIP",
    "aws:CurrentTime",
    "aws:SecureTransport",
    "aws:PrincipalArn",
    "k:number",
    "k:empty",
    "k:many",
    "k:Many",
    "k:absent",
];
const VALUES: [&str; 24] = [
    "ann",
    "ANN",
    "a*",
    "?",
    "",
    "true",
    "false",
    "10",
    "9.5",
    "-10.25",
    "1e1",
    "203.0.113.0/24",
    "203.0.113.7",
    "2001:db8::/32",
    "2026-01-01T00:00:00Z",
    "2025-12-31",
    "1767225601",
    "arn:aws:iam::*:user/${aws:username}",
    "arn:aws:iam",
    "${aws:username}",
    "${k:absent}",
    "${k:absent, 'a'}",
    "${k:many}",
    "QQ==",
];

impl Grammar<'_> {
    /// A number below `sides`.
    fn below(&mut self, sides: usize) -> usize {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        usize::from(*first) % sides.max(1)
    }

    fn one_of<T: Copy>(&mut self, choices: &[T], otherwise: T) -> T {
        let at = self.below(choices.len());
        choices.get(at).copied().unwrap_or(otherwise)
    }

    fn often(&mut self) -> bool {
        self.below(4) != 0
    }

    pub(super) fn given(&mut self) -> Given {
        let known = principals();
        let at = self.below(known.len());
        let principal = known.into_iter().nth(at).unwrap_or(Principal::Anonymous);
        let owner = if self.below(3) == 0 { AccountId::DEFAULT } else { account() };
        let kind = self.one_of(
            &[ResourceKind::Plain, ResourceKind::Plain, ResourceKind::Key, ResourceKind::Trust],
            ResourceKind::Plain,
        );
        Given {
            principal,
            owner,
            action: self.one_of(&ACTIONS, "s3:GetObject"),
            resource: self.one_of(&RESOURCES, RESOURCE),
            kind,
            documents: self.documents(kind),
        }
    }

    fn documents(&mut self, kind: ResourceKind) -> Documents {
        Documents {
            levels: (0..self.below(4).saturating_sub(1)).map(|_| self.several(1, 2)).collect(),
            resource: self.often().then(|| self.policy(true, kind != ResourceKind::Trust)),
            identity: self.several(0, 3),
            boundary: (self.below(3) == 0).then(|| self.policy(false, true)),
            session: self.several(0, 2),
        }
    }

    fn several(&mut self, least: usize, most: usize) -> Vec<Value> {
        (0..least + self.below(most - least + 1)).map(|_| self.policy(false, true)).collect()
    }

    fn policy(&mut self, principals: bool, resources: bool) -> Value {
        let statements: Vec<Value> =
            (0..=self.below(3)).map(|_| self.statement(principals, resources)).collect();
        let statements = match statements.as_slice() {
            [one] if self.often() => one.clone(),
            _ => Value::Array(statements),
        };
        match self.below(6) {
            0 => json!({"Statement": statements}),
            1 => json!({"Version": "2008-10-17", "Statement": statements}),
            _ => json!({"Version": "2012-10-17", "Id": "id", "Statement": statements}),
        }
    }

    fn statement(&mut self, principals: bool, resources: bool) -> Value {
        let mut statement = Map::new();
        let effect = if self.below(5) == 0 { "Deny" } else { "Allow" };
        statement.insert("Effect".to_owned(), json!(effect));
        if principals {
            let name = if self.often() { "Principal" } else { "NotPrincipal" };
            statement.insert(name.to_owned(), self.principals());
        }
        let name = if self.often() { "Action" } else { "NotAction" };
        statement.insert(name.to_owned(), self.texts(&ACTION_PATTERNS));
        if resources {
            let name = if self.often() { "Resource" } else { "NotResource" };
            statement.insert(name.to_owned(), self.texts(&RESOURCE_PATTERNS));
        }
        if self.below(2) == 0 {
            statement.insert("Condition".to_owned(), self.conditions());
        }
        Value::Object(statement)
    }

    /// A text or a list of texts.
    fn texts(&mut self, known: &[&str]) -> Value {
        match self.below(3) {
            0 => json!(self.one_of(known, "*")),
            more => json!((0..more).map(|_| self.one_of(known, "*")).collect::<Vec<_>>()),
        }
    }

    fn principals(&mut self) -> Value {
        if self.below(4) == 0 {
            return json!("*");
        }
        let mut kinds: Map<String, Value> = Map::new();
        for _ in 0..=self.below(4) {
            let (kind, name) = self.one_of(&NAMES, ("AWS", "*"));
            let names = kinds.entry(kind).or_insert_with(|| json!([]));
            if let Value::Array(names) = names {
                names.push(json!(name));
            }
        }
        Value::Object(kinds)
    }

    fn conditions(&mut self) -> Value {
        let mut conditions = Map::new();
        for _ in 0..=self.below(2) {
            let operator = self.one_of(&OPERATORS, "Null");
            let operator = if operator == "Null" {
                operator.to_owned()
            } else {
                let quantifier = self.one_of(&["", "", "", "ForAllValues:", "ForAnyValue:"], "");
                let suffix = self.one_of(&["", "", "IfExists"], "");
                format!("{quantifier}{operator}{suffix}")
            };
            let key = self.one_of(&KEYS, "k:absent");
            let values = self.texts(&VALUES);
            conditions.insert(operator, json!({key: values}));
        }
        Value::Object(conditions)
    }
}
