//! A policy: its statements, and what they say about a request.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html>

mod malformed;
mod matched;
mod place;
mod read;
mod service;

use crate::condition::{self, Condition};
use crate::context::Context;
use crate::decision::Request;
use crate::principal::{Grant, Principals};
use crate::template::Template;

pub use malformed::Malformed;
pub use matched::Matched;
pub use place::{Position, Span, spans};
pub use read::{Form, MAX_BYTES, MAX_STATEMENTS};

/// A policy, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    statements: Vec<Statement>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Statement {
    sid: Option<String>,
    allow: bool,
    /// None where the policy is attached to the principal itself.
    principals: Option<Principals>,
    actions: Actions,
    /// None in a role's trust policy, whose resource is the role.
    resources: Option<Resources>,
    conditions: Vec<Condition>,
}

/// `Action` or `NotAction`, in lower case.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Actions {
    negated: bool,
    patterns: Vec<Template>,
}

/// `Resource` or `NotResource`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Resources {
    negated: bool,
    patterns: Vec<Template>,
}

/// Which statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct At<'a> {
    /// Its place among the policy's statements, from zero.
    pub index: usize,
    /// Its `Sid`.
    pub sid: Option<&'a str>,
}

/// A statement that would have allowed the request, but for one condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Near<'a> {
    /// The statement.
    pub at: At<'a>,
    /// The operator and key that did not hold; none of both where a variable could not be resolved.
    pub unmet: Option<(&'a str, &'a str)>,
}

/// What one policy says about a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict<'a> {
    /// A statement denies it.
    Denied(At<'a>),
    /// No statement denies it and one allows it, which names the caller so.
    Allowed(At<'a>, Grant),
    /// No statement is about it; the first that nearly was.
    Silent(Option<Near<'a>>),
}

/// Whether a statement is about a request.
enum About<'a> {
    Yes(Grant),
    Nearly(Option<(&'a str, &'a str)>),
    No,
}

impl Document {
    /// One that allows everything: what the policies of a principal count for where nobody asks them.
    pub(crate) fn of_everything() -> Document {
        let any = || vec![Template::pattern("*", false)];
        let statement = Statement {
            sid: None,
            allow: true,
            principals: None,
            actions: Actions { negated: false, patterns: any() },
            resources: Some(Resources { negated: false, patterns: any() }),
            conditions: Vec::new(),
        };
        Document { statements: vec![statement] }
    }

    /// One that allows nothing.
    pub(crate) fn of_nothing() -> Document {
        Document { statements: Vec::new() }
    }

    /// What it says about a request. A denial counts before a permission; of permissions the one that grants most.
    pub fn verdict(&self, request: &Request<'_>) -> Verdict<'_> {
        let action = request.action.to_ascii_lowercase();
        let mut found = Verdict::Silent(None);
        for (index, statement) in self.statements.iter().enumerate() {
            let at = At { index, sid: statement.sid.as_deref() };
            match (statement.about(request, &action), statement.allow, found) {
                (About::Yes(_), false, _) => return Verdict::Denied(at),
                (About::Yes(grant), true, Verdict::Allowed(_, known)) if grant <= known => {}
                (About::Yes(grant), true, _) => found = Verdict::Allowed(at, grant),
                (About::Nearly(unmet), true, Verdict::Silent(None)) => {
                    found = Verdict::Silent(Some(Near { at, unmet }));
                }
                _ => {}
            }
        }
        found
    }

    /// The keys that its conditions are on, as it spells them. What a request does not know of them counts as absent.
    pub fn condition_keys(&self) -> impl Iterator<Item = &str> {
        self.statements
            .iter()
            .flat_map(|statement| &statement.conditions)
            .map(|condition| condition.key.as_str())
    }

    /// The keys that its variables name, as it spells them. A variable whose key a request does not know, and that has
    /// no default, makes its statement be about nothing.
    pub fn variables(&self) -> impl Iterator<Item = &str> {
        self.statements.iter().flat_map(|statement| {
            let resources = statement.resources.iter().flat_map(|resources| resources.patterns.iter());
            let conditions = statement.conditions.iter().flat_map(Condition::variables);
            conditions.chain(resources.flat_map(Template::keys))
        })
    }

    /// Whether a statement allows everybody something, without a condition.
    pub fn allows_everybody(&self) -> bool {
        self.allows_everybody_but(|_| true)
    }

    /// Whether a statement allows everybody something, without a condition on a key that `narrows` whom it means.
    pub fn allows_everybody_but(&self, narrows: impl Fn(&str) -> bool) -> bool {
        self.statements.iter().any(|statement| {
            let everybody = statement.principals.as_ref().is_some_and(|who| who.negated || who.everybody);
            let narrowed = statement.conditions.iter().any(|condition| narrows(&condition.key));
            statement.allow && everybody && !narrowed
        })
    }

    /// Its denials that have conditions, all of them on keys for which `asks` holds.
    pub fn denials_on(mut self, asks: impl Fn(&str) -> bool) -> Document {
        self.statements.retain(|statement| {
            let conditions = &statement.conditions;
            !statement.allow
                && !conditions.is_empty()
                && conditions.iter().all(|condition| asks(&condition.key))
        });
        self
    }
}

impl Statement {
    /// Whether it is about a request, whose action is given in lower case too. A statement in which a variable decides
    /// that cannot be resolved is about nothing.
    fn about(&self, request: &Request<'_>, action: &str) -> About<'_> {
        let grant = match &self.principals {
            Some(principals) => principals.mean(request.principal, request.canonical_user, self.allow),
            None => Some(Grant::Itself),
        };
        let (Some(grant), true) = (grant, self.actions.match_one(action, request.context)) else {
            return About::No;
        };
        match self.resources.as_ref().map_or(Some(true), |resources| resources.match_one(request)) {
            Some(true) => {}
            Some(false) => return About::No,
            None => return About::Nearly(None),
        }
        for condition in &self.conditions {
            match condition.holds(request.context) {
                Some(true) => {}
                Some(false) => return About::Nearly(Some((&condition.operator_name, &condition.key))),
                None => return About::Nearly(None),
            }
        }
        About::Yes(grant)
    }
}

impl Actions {
    fn match_one(&self, action: &str, context: &Context) -> bool {
        self.patterns.iter().any(|pattern| pattern.matches(action, context) == Some(true)) != self.negated
    }
}

impl Resources {
    fn match_one(&self, request: &Request<'_>) -> Option<bool> {
        let found = self.patterns.iter().map(|pattern| pattern.matches(request.resource, request.context));
        condition::any(found).map(|found| found != self.negated)
    }
}

#[cfg(test)]
mod tests;
