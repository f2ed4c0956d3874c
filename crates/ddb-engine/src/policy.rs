//! Resource policies of tables and streams: the document as it was given, as AWS gives it back, and what it says of a
//! request. What cannot be judged here is refused when the policy is put, by name. Texts and forms: measured on AWS by
//! the authors of ack-api-quirks, 2026-10, unless a comment says otherwise.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/access-control-resource-based.html>
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html>

mod condition;
mod read;

use base::arn::{AccountId, Region};
use base::clock::Timestamp;
use serde::{Deserialize, Serialize};

use condition::Condition;

/// Bytes of a policy at most, spaces included.
const MAX_BYTES: usize = 20_480;

/// A policy that a resource has.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Attached {
    /// As GetResourcePolicy shows it.
    pub(crate) text: String,
    /// Whether a version was given: without one, the document is another than with the version that is then shown.
    pub(crate) versioned: bool,
    /// `RevisionId`: when it was put, and greater than that of the one before.
    pub(crate) revision: u64,
    pub(crate) document: Document,
}

/// What a policy says.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Document {
    statements: Vec<Statement>,
}

/// One `Statement`.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Statement {
    allow: bool,
    principals: Principals,
    actions: Patterns,
    resources: Patterns,
    conditions: Vec<Condition>,
}

/// `Principal` or `NotPrincipal`: ARNs, accounts as the ARN of their root, and `*`. Services are none of our callers.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Principals {
    negated: bool,
    aws: Vec<String>,
}

/// `Action` and `Resource`, or `NotAction` and `NotResource`.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Patterns {
    negated: bool,
    patterns: Vec<String>,
}

/// What somebody wants to do.
#[derive(Debug)]
pub(crate) struct Request<'a> {
    pub(crate) account: AccountId,
    pub(crate) region: &'a Region,
    pub(crate) now: Timestamp,
    /// Without `dynamodb:`.
    pub(crate) action: &'a str,
    /// An ARN.
    pub(crate) resource: &'a str,
}

impl Request<'_> {
    /// The caller: the root user of its account.
    pub(crate) fn principal(&self) -> String {
        format!("arn:{}:iam::{}:root", self.region.partition(), self.account)
    }
}

/// What a policy says of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    Allowed,
    Denied,
    Silent,
}

impl Document {
    /// A denial counts before a permission.
    pub(crate) fn decide(&self, request: &Request<'_>) -> Decision {
        let mut decision = Decision::Silent;
        for statement in self.statements.iter().filter(|statement| statement.is_about(request)) {
            if !statement.allow {
                return Decision::Denied;
            }
            decision = Decision::Allowed;
        }
        decision
    }
}

impl Statement {
    fn is_about(&self, request: &Request<'_>) -> bool {
        let action = format!("dynamodb:{}", request.action);
        self.principals.match_one(&request.principal())
            && self.actions.match_one(&action, false)
            && self.resources.match_one(request.resource, true)
            && self.conditions.iter().all(|condition| condition.holds(request))
    }
}

impl Principals {
    fn match_one(&self, principal: &str) -> bool {
        self.aws.iter().any(|known| known == "*" || known == principal) != self.negated
    }

    fn is_everybody(&self) -> bool {
        self.negated || self.aws.iter().any(|known| known == "*")
    }
}

impl Patterns {
    fn match_one(&self, text: &str, by_case: bool) -> bool {
        let matches = |pattern: &String| match by_case {
            true => matches(pattern, text),
            false => matches(&pattern.to_ascii_lowercase(), &text.to_ascii_lowercase()),
        };
        self.patterns.iter().any(matches) != self.negated
    }
}

/// Whether a text matches a pattern in which `*` stands for any characters and `?` for one. Takes time in proportion
/// to the product of both at most.
fn matches(pattern: &str, text: &str) -> bool {
    let (pattern, text) = (pattern.as_bytes(), text.as_bytes());
    let (mut p, mut t, mut star) = (0, 0, None);
    while t < text.len() {
        match pattern.get(p) {
            Some(b'*') => {
                star = Some((p, t));
                p += 1;
            }
            Some(&b) if b == b'?' || text.get(t) == Some(&b) => {
                p += 1;
                t += 1;
            }
            _ => match star {
                Some((at, from)) => {
                    // The last star takes one more.
                    star = Some((at, from + 1));
                    p = at + 1;
                    t = from + 1;
                }
                None => return false,
            },
        }
    }
    pattern.get(p..).is_none_or(|rest| rest.iter().all(|&b| b == b'*'))
}

#[cfg(test)]
mod tests;
