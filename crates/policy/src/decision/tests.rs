use base::arn::Arn;
use serde_json::{Value, json};

use super::*;
use crate::document::Form;

const ROLE: &str = "arn:aws:iam::111122223333:role/team/auditor";
const SESSION: &str = "arn:aws:sts::111122223333:assumed-role/auditor/monday";
const USER: &str = "arn:aws:iam::111122223333:user/ann";
const FEDERATED: &str = "arn:aws:sts::111122223333:federated-user/fred";
const ACCOUNT: &str = "arn:aws:iam::111122223333:root";
const GOOGLE: &str = "accounts.google.com";
const RESOURCE: &str = "arn:aws:sqs:us-east-1:111122223333:q";

fn own() -> AccountId {
    AccountId::parse("111122223333").unwrap()
}

fn other() -> AccountId {
    AccountId::parse("444455556666").unwrap()
}

fn principal(name: &str) -> Principal {
    let arn = |text: &str| Arn::parse(text).unwrap();
    match name {
        USER => Principal::User { arn: arn(USER) },
        SESSION => Principal::RoleSession { session: arn(SESSION), role: arn(ROLE) },
        FEDERATED => Principal::FederatedUser { session: arn(FEDERATED), user: Some(arn(USER)) },
        ACCOUNT => Principal::root("aws", own()),
        "anonymous" => Principal::Anonymous,
        service if service.ends_with(".amazonaws.com") => Principal::Service(service.to_owned()),
        provider => Principal::Federated(provider.to_owned()),
    }
}

/// What a policy in these tests says about the request: nothing that is about it, that it is allowed, or denied.
fn statement(effect: &str, who: &[&str]) -> Value {
    let mut principal = json!({});
    for who in who {
        let kind = match *who {
            service if service.ends_with(".amazonaws.com") => "Service",
            provider if provider.contains("google") => "Federated",
            id if id.len() == 64 => "CanonicalUser",
            _ => "AWS",
        };
        if principal[kind].is_null() {
            principal[kind] = json!([]);
        }
        principal[kind].as_array_mut().unwrap().push(json!(who));
    }
    json!({"Effect": effect, "Principal": principal, "Action": "sqs:SendMessage", "Resource": "*"})
}

fn by_resource(statements: &[Value]) -> Document {
    Document::read(&json!({"Version": "2012-10-17", "Statement": statements}).to_string(), Form::Resource)
        .unwrap()
}

/// `Allow`, `Deny` or `Silent`.
fn by_identity(says: &str) -> Document {
    let (effect, action) = if says == "Silent" { ("Allow", "sqs:ReceiveMessage") } else { (says, "sqs:*") };
    let statement = json!({"Effect": effect, "Action": action, "Resource": "*"});
    Document::read(&json!({"Version": "2012-10-17", "Statement": statement}).to_string(), Form::Identity)
        .unwrap()
}

/// One case: who asks, whom the resource's policy allows, and what policies of the principal, its boundary and its
/// session say; `-` where there is none.
struct Case {
    who: &'static str,
    allows: &'static [&'static str],
    others: [&'static str; 3],
    expected: Result<PolicyType, PolicyType>,
}

fn case(
    who: &'static str,
    allows: &'static [&'static str],
    others: [&'static str; 3],
    expected: Result<PolicyType, PolicyType>,
) -> Case {
    Case { who, allows, others, expected }
}

fn check(case: &Case, owner: AccountId, resource_kind: ResourceKind) {
    let Case { who, allows, others: [identity, boundary, session], expected } = case;
    let read = |says: &str| (says != "-").then(|| by_identity(says));
    let (identity, boundary, session) = (read(identity), read(boundary), read(session));
    let resource = (!allows.is_empty()).then(|| by_resource(&[statement("Allow", allows)]));
    let policies = Policies {
        resource: resource.as_ref(),
        resource_kind,
        identity: &identity.iter().collect::<Vec<_>>(),
        boundary: boundary.as_ref(),
        session: &session.iter().collect::<Vec<_>>(),
        ..Policies::default()
    };
    let (principal, context) = (principal(who), Context::default());
    let decision = decide(&request(&principal, owner, &context), &policies);
    let found = match decision.reason {
        // The root user's own permission stands for that of its policies.
        Reason::Root => Ok(Identity),
        Reason::Allowed { policy, .. } => Ok(policy),
        Reason::Denied { policy, .. } | Reason::Missing { policy, .. } => Err(policy),
    };
    assert_eq!(found, *expected, "{who} {allows:?} {:?} of {owner}", case.others);
    assert_eq!(decision.allowed, expected.is_ok());
}

fn request<'a>(principal: &'a Principal, owner: AccountId, context: &'a Context) -> Request<'a> {
    Request { principal, canonical_user: None, action: "sqs:SendMessage", resource: RESOURCE, owner, context }
}

use PolicyType::{Boundary, Identity, Resource, Session, Trust};

/// IAM's guide, "Policy evaluation logic", within one account: the text, the flow chart, and the table of what a
/// resource's policy grants to which principal where other policies are silent.
#[test]
fn in_one_account() {
    for case in [
        // Identity policies alone.
        case(USER, &[], ["-", "-", "-"], Err(Identity)),
        case(USER, &[], ["Silent", "-", "-"], Err(Identity)),
        case(USER, &[], ["Allow", "-", "-"], Ok(Identity)),
        case(USER, &[], ["Allow", "Silent", "-"], Err(Boundary)),
        case(USER, &[], ["Allow", "Allow", "-"], Ok(Identity)),
        case(USER, &[], ["-", "Allow", "-"], Err(Identity)),
        case(SESSION, &[], ["Allow", "-", "-"], Ok(Identity)),
        case(SESSION, &[], ["Allow", "-", "Silent"], Err(Session)),
        case(SESSION, &[], ["Allow", "Allow", "Allow"], Ok(Identity)),
        // "Otherwise, the request is implicitly denied": a federated user without a session policy.
        case(FEDERATED, &[], ["Allow", "-", "-"], Err(Session)),
        case(FEDERATED, &[], ["Allow", "-", "Allow"], Ok(Identity)),
        // The table.
        case(SESSION, &[ROLE], ["Silent", "Silent", "Silent"], Err(Boundary)),
        case(SESSION, &[ROLE], ["Silent", "Allow", "Silent"], Err(Session)),
        case(SESSION, &[ROLE], ["Silent", "-", "-"], Ok(Resource)),
        case(SESSION, &[SESSION], ["Silent", "Silent", "Silent"], Ok(Resource)),
        case(USER, &[USER], ["Silent", "Silent", "-"], Ok(Resource)),
        case(FEDERATED, &[USER], ["Silent", "Silent", "Silent"], Err(Boundary)),
        case(FEDERATED, &[USER], ["Silent", "-", "Silent"], Err(Session)),
        case(FEDERATED, &[USER], ["Silent", "-", "Allow"], Ok(Resource)),
        case(FEDERATED, &[FEDERATED], ["Silent", "Silent", "Silent"], Ok(Resource)),
        case(ACCOUNT, &[], ["-", "-", "-"], Ok(Identity)),
        case("sns.amazonaws.com", &["sns.amazonaws.com"], ["-", "-", "-"], Ok(Resource)),
        case("s3.amazonaws.com", &["sns.amazonaws.com"], ["-", "-", "-"], Err(Resource)),
        // "Principal": an account's own policies decide who of it may; everybody is meant by himself.
        case(USER, &[ACCOUNT], ["Silent", "-", "-"], Err(Identity)),
        case(USER, &["111122223333"], ["Allow", "-", "-"], Ok(Identity)),
        case(SESSION, &[ACCOUNT], ["-", "-", "-"], Err(Identity)),
        case(USER, &["*"], ["Silent", "Silent", "-"], Ok(Resource)),
        case(SESSION, &["*"], ["Silent", "Silent", "Silent"], Ok(Resource)),
        case("anonymous", &["*"], ["-", "-", "-"], Ok(Resource)),
        case("anonymous", &[ACCOUNT, USER], ["-", "-", "-"], Err(Resource)),
        case("anonymous", &[], ["-", "-", "-"], Err(Resource)),
        case(GOOGLE, &[GOOGLE], ["-", "-", "-"], Ok(Resource)),
        case(GOOGLE, &[ACCOUNT], ["-", "-", "-"], Err(Resource)),
        // A user's name is no role's, and names depend on case.
        case(USER, &["arn:aws:iam::111122223333:user/ANN"], ["-", "-", "-"], Err(Identity)),
        case(SESSION, &[USER], ["-", "-", "-"], Err(Identity)),
        // A denial counts before every permission.
        case(USER, &[USER], ["Deny", "-", "-"], Err(Identity)),
        case(SESSION, &[SESSION], ["Allow", "Deny", "-"], Err(Boundary)),
        case(SESSION, &[SESSION], ["Allow", "-", "Deny"], Err(Session)),
    ] {
        check(&case, own(), ResourceKind::Plain);
    }
}

/// IAM's guide, "Cross-account policy evaluation logic": both accounts must allow, and who is named by himself is no
/// exception. Which of the two is named first is our guess.
#[test]
fn across_accounts() {
    for case in [
        case(USER, &[USER], ["Allow", "-", "-"], Ok(Identity)),
        case(USER, &[ACCOUNT], ["Allow", "-", "-"], Ok(Identity)),
        case(USER, &["*"], ["Allow", "-", "-"], Ok(Identity)),
        case(USER, &[USER], ["Silent", "-", "-"], Err(Identity)),
        case(USER, &[], ["Allow", "-", "-"], Err(Resource)),
        case(USER, &[SESSION], ["Allow", "-", "-"], Err(Resource)),
        case(USER, &[], ["-", "-", "-"], Err(Identity)),
        case(USER, &[USER], ["Allow", "Silent", "-"], Err(Boundary)),
        case(SESSION, &[SESSION], ["Allow", "-", "Silent"], Err(Session)),
        case(SESSION, &[SESSION], ["-", "-", "-"], Err(Identity)),
        case(SESSION, &[ROLE], ["-", "-", "-"], Err(Identity)),
        case(SESSION, &[ROLE], ["Allow", "-", "-"], Ok(Identity)),
        case(ACCOUNT, &[ACCOUNT], ["-", "-", "-"], Ok(Resource)),
        case(ACCOUNT, &["*"], ["-", "-", "-"], Ok(Resource)),
        case(ACCOUNT, &[USER], ["-", "-", "-"], Err(Resource)),
        case(ACCOUNT, &[], ["-", "-", "-"], Err(Resource)),
        case("anonymous", &["*"], ["-", "-", "-"], Ok(Resource)),
        case("sns.amazonaws.com", &["sns.amazonaws.com"], ["-", "-", "-"], Ok(Resource)),
        case(USER, &[USER], ["Deny", "-", "-"], Err(Identity)),
    ] {
        check(&case, other(), ResourceKind::Plain);
    }
}

/// The same pages: trust policies and key policies "must explicitly allow access" in their own account too.
#[test]
fn where_the_resource_must_allow() {
    for (case, kind) in [
        (case(USER, &[], ["Allow", "-", "-"], Err(Trust)), ResourceKind::Trust),
        (case(USER, &[USER], ["-", "-", "-"], Ok(Trust)), ResourceKind::Trust),
        (case(USER, &[ACCOUNT], ["-", "-", "-"], Err(Identity)), ResourceKind::Trust),
        (case(USER, &[ACCOUNT], ["Allow", "-", "-"], Ok(Identity)), ResourceKind::Trust),
        (
            case("accounts.google.com", &["accounts.google.com"], ["-", "-", "-"], Ok(Trust)),
            ResourceKind::Trust,
        ),
        (case(USER, &[], ["Allow", "-", "-"], Err(Resource)), ResourceKind::Key),
        (case(USER, &[ACCOUNT], ["Allow", "-", "-"], Ok(Identity)), ResourceKind::Key),
        (case(ACCOUNT, &[USER], ["-", "-", "-"], Err(Resource)), ResourceKind::Key),
        (case(ACCOUNT, &[ACCOUNT], ["-", "-", "-"], Ok(Resource)), ResourceKind::Key),
    ] {
        check(&case, own(), kind);
    }
}

/// IAM's guide, "NotPrincipal": its two examples of denials, each with every name that the caller has, and with one of
/// them left out. `Allow` with `NotPrincipal` is about everybody else, anonymous callers too.
#[test]
fn all_but_those() {
    let but = |effect: &str, who: &[&str]| {
        let mut statement = statement(effect, who);
        let object = statement.as_object_mut().unwrap();
        let principal = object.remove("Principal").unwrap();
        object.insert("NotPrincipal".to_owned(), principal);
        statement
    };
    for (who, effect, except, about) in [
        (USER, "Deny", &[USER, ACCOUNT][..], false),
        (USER, "Deny", &[USER], true),
        (USER, "Deny", &[ACCOUNT], true),
        (SESSION, "Deny", &[SESSION, ROLE, ACCOUNT], false),
        (SESSION, "Deny", &[SESSION, ACCOUNT], true),
        (ACCOUNT, "Deny", &[ACCOUNT], false),
        ("anonymous", "Deny", &[ACCOUNT], true),
        ("sns.amazonaws.com", "Deny", &["sns.amazonaws.com"], false),
        (USER, "Allow", &[USER], false),
        (SESSION, "Allow", &[ROLE], false),
        (USER, "Allow", &[SESSION], true),
        ("anonymous", "Allow", &[USER], true),
    ] {
        let document = by_resource(&[but(effect, except)]);
        let (principal, context) = (principal(who), Context::default());
        let verdict = document.verdict(&request(&principal, own(), &context));
        assert_eq!(!matches!(verdict, Verdict::Silent(_)), about, "{who} {effect} {except:?}");
    }
}

/// S3's guide: a canonical user id is an account by another name.
#[test]
fn a_canonical_user_is_an_account() {
    let id = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be";
    let resource = by_resource(&[statement("Allow", &[id])]);
    let policies = Policies { resource: Some(&resource), ..Policies::default() };
    let (root, user, context) = (principal(ACCOUNT), principal(USER), Context::default());
    for (principal, canonical_user, allowed) in [
        (&root, Some(id), true),
        (&root, Some("other"), false),
        (&root, None, false),
        (&user, Some(id), false),
    ] {
        let request = Request { canonical_user, ..request(principal, other(), &context) };
        assert_eq!(decide(&request, &policies).allowed, allowed, "{principal:?} {canonical_user:?}");
    }
}

/// IAM's guide: each level of an organization must allow, root users included; services are none of its principals.
#[test]
fn organizations_limit_their_accounts() {
    let (allow, silent, deny) = (by_identity("Allow"), by_identity("Silent"), by_identity("Deny"));
    let anybody = by_resource(&[statement("Allow", &["*", "sns.amazonaws.com"])]);
    let (upper, lower) = ([&allow, &silent], [&silent]);
    for (who, levels, expected) in [
        (USER, vec![&upper[..]], None),
        (
            USER,
            vec![&upper[..], &lower[..]],
            Some("because no service control policy allows the sqs:SendMessage action"),
        ),
        (
            ACCOUNT,
            vec![&lower[..]],
            Some("because no service control policy allows the sqs:SendMessage action"),
        ),
        (ACCOUNT, vec![&[&allow, &deny][..]], Some("with an explicit deny in a service control policy")),
        ("sns.amazonaws.com", vec![&lower[..]], None),
    ] {
        let policies = Policies { service_control: &levels, resource: Some(&anybody), ..Policies::default() };
        let (principal, context) = (principal(who), Context::default());
        let decision = decide(&request(&principal, own(), &context), &policies);
        assert_eq!(decision.because("sqs:SendMessage").as_deref(), expected, "{who}");
    }
    let policies =
        Policies { resource_control: &[&[&deny]], resource: Some(&anybody), ..Policies::default() };
    let (nobody, context) = (Principal::Anonymous, Context::default());
    let decision = decide(&request(&nobody, own(), &context), &policies);
    assert_eq!(decision.because("x").unwrap(), "with an explicit deny in a resource control policy");
}

/// IAM's guide, "Troubleshoot access denied error messages": each form of the end of the sentence. `a session policy`
/// is there `a sessions policy`, once.
#[test]
fn refusals_are_worded_as_aws_does() {
    let at = At { index: 0, sid: None };
    for (policy, missing, denied) in [
        (PolicyType::ServiceControl, "no service control policy", "a service control policy"),
        (PolicyType::ResourceControl, "no resource control policy", "a resource control policy"),
        (Resource, "no resource-based policy", "a resource-based policy"),
        (Trust, "no role trust policy", "the role trust policy"),
        (Identity, "no identity-based policy", "an identity-based policy"),
        (Boundary, "no permissions boundary", "a permissions boundary"),
        (Session, "no session policy", "a session policy"),
    ] {
        let of = |reason| Decision { allowed: false, reason }.because("sqs:SendMessage").unwrap();
        assert_eq!(
            of(Reason::Missing { policy, near: None }),
            format!("because {missing} allows the sqs:SendMessage action")
        );
        assert_eq!(
            of(Reason::Denied { policy, number: 0, at }),
            format!("with an explicit deny in {denied}")
        );
    }
    let (principal, context) = (principal(SESSION), Context::default());
    let request = request(&principal, other(), &context);
    assert_eq!(
        decide(&request, &Policies::default()).sentence(&request).unwrap(),
        format!(
            "User: {SESSION} is not authorized to perform: sqs:SendMessage on resource: {RESOURCE} because no \
             identity-based policy allows the sqs:SendMessage action"
        )
    );
}

/// A decision says which statement decided, or which nearly did.
#[test]
fn a_decision_names_its_statement() {
    let mut with = statement("Allow", &["*"]);
    with["Sid"] = json!("near");
    with["Condition"] = json!({"Bool": {"aws:SecureTransport": "true"}});
    let mut deny = statement("Deny", &[USER]);
    deny["Sid"] = json!("deny");
    let (near, both) = (by_resource(&[with.clone()]), by_resource(&[with, deny]));
    let (principal, mut context) = (principal(USER), Context::default());
    let at = |index, sid| At { index, sid: Some(sid) };
    let decided = |document, context: &Context| {
        let policies =
            Policies { resource: Some(document), resource_kind: ResourceKind::Key, ..Policies::default() };
        let allow = [&by_identity("Allow")];
        let policies = Policies { identity: &allow, ..policies };
        match decide(&request(&principal, own(), context), &policies).reason {
            Reason::Allowed { policy, at, .. } => (policy, at.index, at.sid.map(str::to_owned), None),
            Reason::Denied { policy, at, .. } => (policy, at.index, at.sid.map(str::to_owned), None),
            Reason::Missing { policy, near: Some(Near { at, unmet }) } => {
                let unmet = unmet.map(|(operator, key)| format!("{operator} {key}"));
                (policy, at.index, at.sid.map(str::to_owned), unmet)
            }
            reason => panic!("{reason:?}"),
        }
    };
    let unmet = Some("Bool aws:SecureTransport".to_owned());
    let expected = at(0, "near");
    assert_eq!(decided(&near, &context), (Resource, expected.index, expected.sid.map(str::to_owned), unmet));
    let expected = at(1, "deny");
    assert_eq!(decided(&both, &context), (Resource, expected.index, expected.sid.map(str::to_owned), None));
    context.set("aws:SecureTransport", ["true".to_owned()]);
    assert_eq!(decided(&near, &context), (Resource, 0, Some("near".to_owned()), None));
}
