//! Managed policies: made, shown, listed, changed by versions, tagged, and taken away.

use testkit::Reply;

use crate::harness::{World, iam, world};

pub(crate) const READ: &str = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}"#;

const TRUST: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}"#;

/// A policy that is made, by its ARN.
pub(crate) fn policy(world: &World, name: &str) -> String {
    world.ask(iam("CreatePolicy", &[("PolicyName", name), ("PolicyDocument", READ)])).ok().element("Arn")
}

pub(crate) fn role(world: &World, name: &str) {
    world.ask(iam("CreateRole", &[("RoleName", name), ("AssumeRolePolicyDocument", TRUST)])).ok();
}

pub(crate) fn user(world: &World, name: &str) {
    world.ask(iam("CreateUser", &[("UserName", name)])).ok();
}

fn version(world: &World, arn: &str, is_default: &str) -> Reply {
    let members = [("PolicyArn", arn), ("PolicyDocument", READ), ("SetAsDefault", is_default)];
    world.ask(iam("CreatePolicyVersion", &members))
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html> and API_GetPolicy.html: what each shows of a
/// policy. Names of policies are taken whatever their case and path.
#[test]
fn a_policy_is_made_and_shown() {
    let world = world();
    let made = world
        .ask(iam(
            "CreatePolicy",
            &[
                ("PolicyName", "Read"),
                ("Path", "/a/b/"),
                ("PolicyDocument", READ),
                ("Description", "what it is for"),
                ("Tags.member.1.Key", "k"),
                ("Tags.member.1.Value", "v"),
            ],
        ))
        .ok();
    let arn = made.element("Arn");
    assert_eq!(arn, "arn:aws:iam::000000000000:policy/a/b/Read");
    assert!(made.element("PolicyId").starts_with("ANPA"), "{}", made.text());
    for (element, expected) in [
        ("PolicyName", "Read"),
        ("Path", "/a/b/"),
        ("DefaultVersionId", "v1"),
        ("AttachmentCount", "0"),
        ("PermissionsBoundaryUsageCount", "0"),
        ("IsAttachable", "true"),
        ("CreateDate", "2026-01-01T00:00:00Z"),
        ("UpdateDate", "2026-01-01T00:00:00Z"),
        ("Key", "k"),
        ("Value", "v"),
    ] {
        assert_eq!(made.element(element), expected, "{}", made.text());
    }
    assert!(!made.text().contains("Description"), "{}", made.text());
    let shown = world.ask(iam("GetPolicy", &[("PolicyArn", &arn)])).ok();
    assert_eq!(shown.element("Description"), "what it is for");
    assert_eq!(shown.elements("Key"), ["k"]);
    let again = world.ask(iam("CreatePolicy", &[("PolicyName", "READ"), ("PolicyDocument", READ)]));
    // As quoted in konstructio/kubefirst#855.
    again.is_error(
        409,
        "EntityAlreadyExists",
        "A policy called READ already exists. Duplicate names are not allowed.",
    );
    // Without tags CreatePolicy shows none, while GetPolicy shows an empty list.
    let plain = policy(&world, "plain");
    let shown = world.ask(iam("GetPolicy", &[("PolicyArn", &plain)])).ok();
    assert!(shown.text().contains("<Tags") && !shown.text().contains("Description"), "{}", shown.text());
}

/// Sentences recorded on AWS, 2026-11-29, but for that of an ARN of something else (boto/boto#2960).
#[test]
fn what_is_no_policy_is_said() {
    let world = world();
    let get = |arn: &str| world.ask(iam("GetPolicy", &[("PolicyArn", arn)]));
    for arn in [
        "arn:aws:iam::000000000000:policy/non-existent-policy",
        "arn:aws:iam::123456789012:policy/other-account",
        "arn:aws:iam::aws:policy/NoSuchPolicy",
    ] {
        get(arn).is_error(404, "NoSuchEntity", &format!("Policy {arn} was not found."));
    }
    // The path is a part of the ARN.
    policy(&world, "p");
    let elsewhere = "arn:aws:iam::000000000000:policy/a/p";
    get(elsewhere).is_error(404, "NoSuchEntity", &format!("Policy {elsewhere} was not found."));
    get("no ARN, though long enough").is_error(400, "ValidationError", "Invalid ARN:  Could not be parsed!");
    let role = "arn:aws:iam::000000000000:role/r";
    get(role).is_error(400, "InvalidInput", &format!("ARN {role} is not valid."));
    get("short").refused(400, "ValidationError");
}

/// Threads about AWS's answers: docker/docs#4685, Meteor-Community-Packages/Meteor-CollectionFS#630. White space does not
/// count, and the text is kept as it was given.
#[test]
fn documents_of_managed_policies_are_judged() {
    let world = world();
    let create =
        |document: &str| world.ask(iam("CreatePolicy", &[("PolicyName", "p"), ("PolicyDocument", document)]));
    create("{").is_error(400, "MalformedPolicyDocument", "Syntax errors in policy.");
    let old = READ.replace("2012-10-17", "2008-10-17");
    create(&old).is_error(
        400,
        "MalformedPolicyDocument",
        "Policy document must be version 2012-10-17 or greater.",
    );
    let size = READ.split_whitespace().collect::<String>().len();
    let of_size =
        |wanted: usize| READ.replace("GetObject", &format!("GetObject{}", "x".repeat(wanted - size)));
    create(&of_size(6145)).is_error(409, "LimitExceeded", "Cannot exceed quota for PolicySize: 6144");
    let spaced = of_size(6144).replace(' ', "\n   ");
    create(&spaced).ok();
    let arn = "arn:aws:iam::000000000000:policy/p";
    let shown = world.ask(iam("GetPolicyVersion", &[("PolicyArn", arn), ("VersionId", "v1")])).ok();
    let escaped = shown.element("Document");
    assert!(escaped.starts_with("%7B%22Version%22%3A%0A%20%20%20%222012-10-17%22"), "{escaped}");
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-versioning.html>, and the sentences quoted in
/// 99designs/iamy#21 and redradrat/aws-iam-operator#13.
#[test]
fn versions_of_a_policy() {
    let world = world();
    let arn = policy(&world, "p");
    world.advance(10);
    let second = version(&world, &arn, "false").ok();
    assert_eq!(
        (second.element("VersionId"), second.element("IsDefaultVersion")),
        ("v2".into(), "false".into())
    );
    assert!(!second.text().contains("Document"), "{}", second.text());
    assert_eq!(version(&world, &arn, "true").ok().element("IsDefaultVersion"), "true");
    let shown = world.ask(iam("GetPolicy", &[("PolicyArn", &arn)])).ok();
    assert_eq!(shown.element("DefaultVersionId"), "v3");
    assert_eq!(shown.element("UpdateDate"), "2026-01-01T00:00:10Z");
    let list = world.ask(iam("ListPolicyVersions", &[("PolicyArn", &arn)])).ok();
    assert_eq!(list.elements("VersionId"), ["v3", "v2", "v1"]);
    assert_eq!(list.elements("IsDefaultVersion"), ["true", "false", "false"]);
    let page = world.ask(iam("ListPolicyVersions", &[("PolicyArn", &arn), ("MaxItems", "2")])).ok();
    assert_eq!(page.elements("VersionId"), ["v3", "v2"]);
    let marker = page.element("Marker");
    let next = [("PolicyArn", arn.as_str()), ("MaxItems", "2"), ("Marker", &marker)];
    assert_eq!(world.ask(iam("ListPolicyVersions", &next)).ok().elements("VersionId"), ["v1"]);

    let of =
        |action: &str, version: &str| world.ask(iam(action, &[("PolicyArn", &arn), ("VersionId", version)]));
    of("DeletePolicyVersion", "v3").is_error(
        409,
        "DeleteConflict",
        "Cannot delete the default version of a policy.",
    );
    of("SetDefaultPolicyVersion", "v1").ok();
    of("DeletePolicyVersion", "v3").ok();
    of("GetPolicyVersion", "v3").refused(404, "NoSuchEntity");
    of("SetDefaultPolicyVersion", "v3").refused(404, "NoSuchEntity");
    of("DeletePolicyVersion", "v3").refused(404, "NoSuchEntity");
    assert_eq!(of("GetPolicyVersion", "v1").ok().element("IsDefaultVersion"), "true");
    // No number comes again.
    for expected in ["v4", "v5", "v6"] {
        assert_eq!(version(&world, &arn, "false").ok().element("VersionId"), expected);
    }
    version(&world, &arn, "false").is_error(
        409,
        "LimitExceeded",
        "A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.",
    );
}

/// The sentences quoted in hashicorp/terraform-provider-aws#32906 and rebuy-de/aws-nuke#1.
#[test]
fn a_policy_is_taken_away_when_nothing_hangs_on_it() {
    let world = world();
    let arn = policy(&world, "p");
    role(&world, "r");
    let delete = || world.ask(iam("DeletePolicy", &[("PolicyArn", &arn)]));
    let attached = [("RoleName", "r"), ("PolicyArn", arn.as_str())];
    world.ask(iam("AttachRolePolicy", &attached)).ok();
    delete().is_error(409, "DeleteConflict", "Cannot delete a policy attached to entities.");
    world.ask(iam("DetachRolePolicy", &attached)).ok();
    version(&world, &arn, "true").ok();
    delete().is_error(
        409,
        "DeleteConflict",
        "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The \
         default version is deleted with the policy.",
    );
    world.ask(iam("DeletePolicyVersion", &[("PolicyArn", &arn), ("VersionId", "v1")])).ok();
    delete().ok();
    delete().is_error(404, "NoSuchEntity", &format!("Policy {arn} was not found."));
    assert_eq!(policy(&world, "p"), arn);
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicyTags.html>: sorted by key. Keys that differ in case
/// alone are one: <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html>.
#[test]
fn tags_of_a_policy() {
    let world = world();
    let arn = policy(&world, "p");
    let tag = |key: &str, value: &str| {
        let members =
            [("PolicyArn", arn.as_str()), ("Tags.member.1.Key", key), ("Tags.member.1.Value", value)];
        world.ask(iam("TagPolicy", &members)).ok();
    };
    let list = |more: &[(&str, &str)]| {
        let members: Vec<(&str, &str)> = [("PolicyArn", arn.as_str())].iter().chain(more).copied().collect();
        world.ask(iam("ListPolicyTags", &members)).ok()
    };
    tag("b", "1");
    tag("a", "2");
    tag("B", "3");
    let all = list(&[]);
    assert_eq!(
        (all.elements("Key"), all.elements("Value")),
        (vec!["B".into(), "a".into()], vec!["3".into(), "2".into()])
    );
    let page = list(&[("MaxItems", "1")]);
    assert_eq!((page.elements("Key"), page.element("IsTruncated")), (vec!["B".into()], "true".into()));
    assert_eq!(list(&[("MaxItems", "1"), ("Marker", &page.element("Marker"))]).elements("Key"), ["a"]);
    world.ask(iam("UntagPolicy", &[("PolicyArn", &arn), ("TagKeys.member.1", "b")])).ok();
    assert_eq!(list(&[]).elements("Key"), ["a"]);
    let many: Vec<(String, String)> =
        (0..50).map(|n| (format!("Tags.member.{}.Key", n + 1), format!("k{n}"))).collect();
    let mut members: Vec<(&str, &str)> = vec![("PolicyArn", &arn)];
    members.extend(many.iter().map(|(name, key)| (name.as_str(), key.as_str())));
    let values: Vec<String> = (0..50).map(|n| format!("Tags.member.{}.Value", n + 1)).collect();
    members.extend(values.iter().map(|name| (name.as_str(), "v")));
    world.ask(iam("TagPolicy", &members)).refused(400, "InvalidInput");
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicies.html>. The order is ours: the account's by name, then
/// AWS's.
#[test]
fn policies_are_listed() {
    let world = world();
    for name in ["b", "A", "c"] {
        policy(&world, name);
    }
    let deep = [("PolicyName", "deep"), ("Path", "/deep/"), ("PolicyDocument", READ)];
    let deep = world.ask(iam("CreatePolicy", &deep)).ok().element("Arn");
    let list = |members: &[(&str, &str)]| world.ask(iam("ListPolicies", members)).ok();
    assert_eq!(list(&[("Scope", "Local")]).elements("PolicyName"), ["A", "b", "c", "deep"]);
    assert_eq!(list(&[("Scope", "Local"), ("PathPrefix", "/deep/")]).elements("PolicyName"), ["deep"]);
    assert!(!list(&[("Scope", "Local")]).text().contains("<Tags"));
    let of_aws = list(&[("Scope", "AWS"), ("MaxItems", "1000")]).elements("Arn");
    assert!(of_aws.contains(&"arn:aws:iam::aws:policy/AdministratorAccess".to_owned()), "{of_aws:?}");
    assert!(of_aws.iter().all(|arn| arn.starts_with("arn:aws:iam::aws:policy/")), "{of_aws:?}");
    assert_eq!(
        world
            .as_account("123456789012")
            .ask(iam("ListPolicies", &[("Scope", "Local")]))
            .ok()
            .elements("Arn")
            .len(),
        0
    );

    // All, page by page, is what one page has.
    let mut found = Vec::new();
    let mut marker = None;
    loop {
        let mut members = vec![("MaxItems", "3"), ("PathPrefix", "/")];
        members.extend(marker.as_deref().map(|marker| ("Marker", marker)));
        let page = list(&members);
        found.extend(page.elements("PolicyName"));
        if found.len() >= 7 || page.element("IsTruncated") == "false" {
            break;
        }
        marker = Some(page.element("Marker"));
    }
    let mut whole = list(&[("MaxItems", "1000")]).elements("PolicyName");
    whole.truncate(found.len());
    assert_eq!(found, whole);

    // Those that are used, and how.
    role(&world, "r");
    let admin = "arn:aws:iam::aws:policy/AdministratorAccess";
    world.ask(iam("AttachRolePolicy", &[("RoleName", "r"), ("PolicyArn", admin)])).ok();
    world.ask(iam("PutRolePermissionsBoundary", &[("RoleName", "r"), ("PermissionsBoundary", &deep)])).ok();
    let used = list(&[("OnlyAttached", "true")]);
    assert_eq!(used.elements("PolicyName"), ["deep", "AdministratorAccess"]);
    assert_eq!(used.elements("AttachmentCount"), ["0", "1"]);
    assert_eq!(used.elements("PermissionsBoundaryUsageCount"), ["1", "0"]);
    assert_eq!(
        list(&[("PolicyUsageFilter", "PermissionsPolicy")]).elements("PolicyName"),
        ["AdministratorAccess"]
    );
    assert_eq!(list(&[("PolicyUsageFilter", "PermissionsBoundary")]).elements("PolicyName"), ["deep"]);
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html>: "you cannot change the
/// permissions defined in AWS managed policies". The sentence is our guess.
#[test]
fn policies_of_aws_are_shown_and_not_changed() {
    let world = world();
    let arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";
    let shown = world.ask(iam("GetPolicy", &[("PolicyArn", arn)])).ok();
    assert_eq!(shown.element("Arn"), arn);
    assert_eq!(shown.element("Path"), "/service-role/");
    let version = shown.element("DefaultVersionId");
    let document = world.ask(iam("GetPolicyVersion", &[("PolicyArn", arn), ("VersionId", &version)])).ok();
    assert!(document.element("Document").contains("logs%3ACreateLogGroup"), "{}", document.text());
    for (action, members) in [
        ("DeletePolicy", vec![]),
        ("CreatePolicyVersion", vec![("PolicyDocument", READ)]),
        ("SetDefaultPolicyVersion", vec![("VersionId", version.as_str())]),
        ("DeletePolicyVersion", vec![("VersionId", version.as_str())]),
        ("TagPolicy", vec![("Tags.member.1.Key", "k"), ("Tags.member.1.Value", "v")]),
        ("UntagPolicy", vec![("TagKeys.member.1", "k")]),
    ] {
        let members: Vec<(&str, &str)> = [("PolicyArn", arn)].into_iter().chain(members).collect();
        world.ask(iam(action, &members)).is_error(403, "AccessDenied", "Policy is outside your own account.");
    }
}

/// Our rule: nothing blocks the runtime. In debug builds a background task that works for too long at once panics.
#[test]
fn a_list_of_long_policies_holds_up_nobody() {
    const POLICIES: usize = 60;
    let world = world();
    // What the model allows: white space does not count for the size of a policy.
    let long = format!("{READ}{}", "\n".repeat(131_072 - READ.len()));
    for at in 0..POLICIES {
        let name = format!("p{at}");
        world.ask(iam("CreatePolicy", &[("PolicyName", name.as_str()), ("PolicyDocument", &long)])).ok();
    }
    let (ask, asker) = (iam("ListPolicies", &[("Scope", "Local")]), world.clone());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let (tell, told) = tokio::sync::oneshot::channel();
        world.tasks.spawn("asks", async move {
            let listed = asker.send(ask).await;
            tokio::task::yield_now().await;
            let _ = tell.send(listed);
        });
        assert_eq!(told.await.unwrap().ok().elements("PolicyName").len(), POLICIES);
    });
}

/// "The returned list of tags is sorted by tag key": <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicyTags.html>
/// and its siblings say it of lists of tags; that it is so wherever tags are shown is our guess.
#[test]
fn tags_are_shown_in_the_order_of_their_keys() {
    let world = world();
    let tags = [
        ("Tags.member.1.Key", "b"),
        ("Tags.member.1.Value", "1"),
        ("Tags.member.2.Key", "a"),
        ("Tags.member.2.Value", "2"),
    ];
    let members = [&[("PolicyName", "p"), ("PolicyDocument", READ)], &tags[..]].concat();
    let made = world.ask(iam("CreatePolicy", &members)).ok();
    let arn = made.element("Arn");
    world.ask(iam("CreateUser", &[&[("UserName", "u")], &tags[..]].concat())).ok();
    let details = [("Filter.member.1", "User")];
    for shown in [
        made,
        world.ask(iam("GetPolicy", &[("PolicyArn", &arn)])).ok(),
        world.ask(iam("ListPolicyTags", &[("PolicyArn", &arn)])).ok(),
        world.ask(iam("GetUser", &[("UserName", "u")])).ok(),
        world.ask(iam("GetAccountAuthorizationDetails", &details)).ok(),
    ] {
        assert_eq!(shown.elements("Key"), ["a", "b"], "{shown:?}");
    }
}
