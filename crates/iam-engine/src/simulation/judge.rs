//! The decision about an action and a resource, and why, as the simulator shows it.
//!
//! <https://docs.aws.amazon.com/IAM/latest/APIReference/API_EvaluationResult.html>

use std::collections::BTreeMap;

use base::arn::{AccountId, Arn};
use policy::decision::ResourceKind;
use policy::document::{At, Position, Span, Verdict};
use policy::{Context, Document, Policies, PolicyType, Principal, Reason, Request, decide};
use wire::value::Fields;

use crate::model::iam;
use crate::simulation::source::Source;

/// What stands for all resources.
pub(crate) const ALL: &str = "*";

const ALLOWED: &str = "allowed";
const EXPLICIT: &str = "explicitDeny";
const IMPLICIT: &str = "implicitDeny";

/// The types of policies in `SourcePolicyType` and `EvalDecisionDetails`. AWS answers the first two, though its model has
/// other values; the third is our guess.
const IDENTITY: &str = "IAM Policy";
const RESOURCE: &str = "Resource Policy";
const BOUNDARY: &str = "Permissions Boundary Policy";

/// Everything but the action and the resource of a simulated request.
#[derive(Debug)]
pub(crate) struct Simulation {
    pub(crate) caller: Principal,
    /// The caller's account.
    pub(crate) account: AccountId,
    /// Whose resources are that do not say it.
    pub(crate) owner: AccountId,
    pub(crate) context: Context,
    pub(crate) identity: Vec<Source>,
    pub(crate) boundary: Option<Source>,
    /// Each resource has it.
    pub(crate) resource: Option<Source>,
    /// The policies of an organization, level by level from its root; nothing if there is none.
    pub(crate) levels: Option<Vec<Vec<Source>>>,
}

/// The actions and resources that a simulation asks about: each action with each resource.
#[derive(Clone, Debug)]
pub(crate) struct Questions {
    pub(crate) actions: Vec<String>,
    /// Never empty.
    pub(crate) resources: Vec<String>,
}

impl Questions {
    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.actions.len().saturating_mul(self.resources.len())
    }

    /// One of them, from zero.
    pub(crate) fn at(&self, number: usize) -> Option<(&str, &str)> {
        let action = self.actions.get(number.checked_div(self.resources.len())?)?;
        Some((action, self.resources.get(number % self.resources.len())?))
    }
}

/// What comes out about one action and one resource.
struct Judged {
    decision: &'static str,
    matched: Vec<Fields>,
    missing: Vec<String>,
    by_boundary: Option<bool>,
    by_organization: Option<bool>,
    /// What each type of policy says, where two accounts have to agree.
    details: BTreeMap<String, String>,
}

impl Simulation {
    /// `EvaluationResult`
    pub(crate) fn result(&self, action: &str, resource: &str) -> Fields {
        let judged = self.judge(action, resource);
        let boundary = judged.by_boundary.map(|allowed| {
            let shape = &iam::PERMISSIONS_BOUNDARY_DECISION_DETAIL;
            Fields::new(shape).with("AllowedByPermissionsBoundary", allowed)
        });
        let organization = judged.by_organization.map(|allowed| {
            Fields::new(&iam::ORGANIZATIONS_DECISION_DETAIL).with("AllowedByOrganizations", allowed)
        });
        // Where the organization refuses, nothing else is looked at.
        let is_about_one = resource != ALL;
        let details = (is_about_one && judged.by_organization != Some(false)).then_some(judged.details);
        let specific = is_about_one.then(|| {
            let mut fields = Fields::new(&iam::RESOURCE_SPECIFIC_RESULT)
                .with("EvalResourceName", resource)
                .with("EvalResourceDecision", judged.decision)
                .with("MatchedStatements", judged.matched.clone())
                .with("PermissionsBoundaryDecisionDetail", boundary.clone());
            if !judged.missing.is_empty() {
                fields.set("MissingContextValues", judged.missing.clone());
            }
            if let Some(details) = details.as_ref().filter(|details| !details.is_empty()) {
                fields.set("EvalDecisionDetails", details.clone());
            }
            vec![fields]
        });
        Fields::new(&iam::EVALUATION_RESULT)
            .with("EvalActionName", action)
            .with("EvalResourceName", resource)
            .with("EvalDecision", judged.decision)
            .with("MatchedStatements", judged.matched)
            .with("MissingContextValues", judged.missing)
            .with("OrganizationsDecisionDetail", organization)
            .with("PermissionsBoundaryDecisionDetail", boundary)
            .with("EvalDecisionDetails", details)
            .with("ResourceSpecificResults", specific)
    }

    fn judge(&self, action: &str, resource: &str) -> Judged {
        let arn = Arn::parse(resource);
        let own = arn.as_ref().and_then(|arn| AccountId::parse(&arn.account));
        let owner = own.unwrap_or(self.owner);
        let request = Request {
            principal: &self.caller,
            canonical_user: None,
            action,
            resource,
            owner,
            context: &self.context,
        };
        let identity: Vec<&Document> = self.identity.iter().map(|source| &source.document).collect();
        let levels: Vec<Vec<&Document>> =
            self.levels.iter().flatten().map(|level| documents(level)).collect();
        let levels: Vec<&[&Document]> = levels.iter().map(Vec::as_slice).collect();
        let is_key = arn.is_some_and(|arn| arn.service == "kms") && self.resource.is_some();
        let policies = Policies {
            service_control: &levels,
            resource: self.resource.as_ref().map(|source| &source.document),
            resource_kind: if is_key { ResourceKind::Key } else { ResourceKind::Plain },
            identity: &identity,
            boundary: self.boundary.as_ref().map(|source| &source.document),
            ..Policies::default()
        };
        let decided = decide(&request, &policies);
        let (decision, wanted) = match decided.reason {
            Reason::Denied { .. } => (EXPLICIT, Some(false)),
            _ if decided.allowed => (ALLOWED, Some(true)),
            _ => (IMPLICIT, None),
        };
        let by_organization = self.levels.as_ref().map(|_| {
            let (Reason::Denied { policy, .. } | Reason::Missing { policy, .. }) = decided.reason else {
                return true;
            };
            policy != PolicyType::ServiceControl
        });
        let details = if owner == self.account { BTreeMap::new() } else { self.details(&request) };
        let boundary =
            policies.boundary.map(|document| matches!(document.verdict(&request), Verdict::Allowed(..)));
        let shown = wanted.map(|allows| self.matched(&request, allows)).unwrap_or_default();
        Judged {
            decision,
            matched: shown,
            missing: self.missing(&request),
            by_boundary: boundary,
            by_organization,
            details,
        }
    }

    /// The policies whose statements are told, each with its type.
    fn told(&self) -> impl Iterator<Item = (&Source, &'static str)> {
        let resource = self.resource.iter().map(|source| (source, RESOURCE));
        let identity = self.identity.iter().map(|source| (source, IDENTITY));
        resource.chain(identity).chain(self.boundary.iter().map(|source| (source, BOUNDARY)))
    }

    /// The statements that decide: those that deny where one denies ("the deny statement is the only entry included"), else
    /// those that allow. A boundary allows nothing.
    fn matched(&self, request: &Request<'_>, allows: bool) -> Vec<Fields> {
        let mut matched = Vec::new();
        for (source, kind) in self.told().filter(|(_, kind)| !allows || *kind != BOUNDARY) {
            let statements = source.document.matched(request).into_iter();
            matched
                .extend(statements.filter(|one| one.allows == allows).map(|one| shown(source, kind, one.at)));
        }
        matched
    }

    fn missing(&self, request: &Request<'_>) -> Vec<String> {
        let mut missing: Vec<String> = Vec::new();
        for (source, _) in self.told() {
            for key in source.document.missing_keys(request) {
                if !missing.iter().any(|known| known.eq_ignore_ascii_case(key)) {
                    missing.push(key.to_owned());
                }
            }
        }
        missing
    }

    /// What each type of policy says by itself.
    fn details(&self, request: &Request<'_>) -> BTreeMap<String, String> {
        let mut details = BTreeMap::from([(IDENTITY.to_owned(), said(&self.identity, request))]);
        details.insert(RESOURCE.to_owned(), said(self.resource.as_slice(), request));
        if self.boundary.is_some() {
            details.insert(BOUNDARY.to_owned(), said(self.boundary.as_slice(), request));
        }
        details
    }
}

fn documents(sources: &[Source]) -> Vec<&Document> {
    sources.iter().map(|source| &source.document).collect()
}

/// What policies of one type say together.
fn said(sources: &[Source], request: &Request<'_>) -> String {
    let mut said = IMPLICIT;
    for source in sources {
        match source.document.verdict(request) {
            Verdict::Denied(_) => return EXPLICIT.to_owned(),
            Verdict::Allowed(..) => said = ALLOWED,
            Verdict::Silent(_) => {}
        }
    }
    said.to_owned()
}

/// `Statement`
fn shown(source: &Source, kind: &str, at: At<'_>) -> Fields {
    let position = |of: fn(&Span) -> Position| {
        let Position { line, column } = of(source.spans.get(at.index)?);
        let fields = Fields::new(&iam::POSITION).with("Line", line as u64);
        Some(fields.with("Column", column as u64))
    };
    Fields::new(&iam::STATEMENT)
        .with("SourcePolicyId", source.origin.id())
        .with("SourcePolicyType", kind)
        .with("StartPosition", position(|span| span.start))
        .with("EndPosition", position(|span| span.end))
}
