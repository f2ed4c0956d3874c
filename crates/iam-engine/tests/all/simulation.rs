//! The policy simulator: what it decides, which statements it names, and what it refuses.

use testkit::Reply;

use crate::harness::{World, iam, world};

const ALLOW_S3: &str =
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}"#;
const DENY_DELETE: &str =
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:Delete*","Resource":"*"}]}"#;

fn custom(world: &World, members: &[(&str, &str)]) -> Reply {
    world.ask(iam("SimulateCustomPolicy", members))
}

fn decisions(reply: &Reply) -> Vec<String> {
    reply.elements("EvalDecision")
}

/// The examples of the AWS CLI's page of simulate-custom-policy, with their positions:
/// <https://docs.aws.amazon.com/cli/latest/reference/iam/simulate-custom-policy.html>. That SourcePolicyType is
/// "IAM Policy" is in many answers of AWS that users quote.
#[test]
fn the_cli_s_examples_come_out_as_its_page_has_them() {
    let policy = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"dynamodb:*","Resource":"*","Condition":{"DateGreaterThan":{"aws:CurrentTime":"2018-08-16T12:00:00Z"}}}}"#;
    let at = |date: &str| {
        custom(
            &world(),
            &[
                ("PolicyInputList.member.1", policy),
                ("ActionNames.member.1", "dynamodb:CreateBackup"),
                ("ContextEntries.member.1.ContextKeyName", "aws:CurrentTime"),
                ("ContextEntries.member.1.ContextKeyValues.member.1", date),
                ("ContextEntries.member.1.ContextKeyType", "date"),
            ],
        )
        .ok()
    };
    let allowed = at("2019-04-25T11:00:00Z");
    assert_eq!(decisions(&allowed), ["allowed"]);
    assert_eq!(allowed.element("EvalActionName"), "dynamodb:CreateBackup");
    assert_eq!(allowed.element("EvalResourceName"), "*");
    assert_eq!(allowed.element("SourcePolicyId"), "PolicyInputList.1");
    assert_eq!(allowed.element("SourcePolicyType"), "IAM Policy");
    assert_eq!(allowed.elements("Line"), ["1", "1"]);
    assert_eq!(allowed.elements("Column"), ["38", "167"]);
    assert_eq!(allowed.element("IsTruncated"), "false");
    assert!(
        !allowed.text().contains("ResourceSpecificResults")
            && !allowed.text().contains("EvalDecisionDetails")
    );
    let refused = at("2014-04-25T11:00:00Z");
    assert_eq!(decisions(&refused), ["implicitDeny"]);
    assert_eq!(refused.elements("SourcePolicyId"), Vec::<String>::new());
}

/// AWS's page: "the deny statement is the only entry included in the result", and each action is evaluated for each resource.
/// An answer of AWS's that a user quotes has a result for each, with the resource's own ARN.
#[test]
fn every_action_is_judged_on_every_resource() {
    let reply = custom(
        &world(),
        &[
            ("PolicyInputList.member.1", ALLOW_S3),
            ("PolicyInputList.member.2", DENY_DELETE),
            ("ActionNames.member.1", "s3:GetObject"),
            ("ActionNames.member.2", "s3:DeleteObject"),
            ("ActionNames.member.3", "sqs:SendMessage"),
            ("ResourceArns.member.1", "arn:aws:s3:::b/k"),
            ("ResourceArns.member.2", "arn:aws:s3:::c/*"),
        ],
    )
    .ok();
    let (yes, no, none) = ("allowed", "explicitDeny", "implicitDeny");
    assert_eq!(decisions(&reply), [yes, yes, no, no, none, none]);
    assert_eq!(reply.elements("EvalResourceDecision"), [yes, yes, no, no, none, none]);
    let ids: Vec<String> = reply.elements("SourcePolicyId");
    // Each statement stands in the result and in that of the resource.
    let (first, second) = ("PolicyInputList.1", "PolicyInputList.2");
    assert_eq!(ids, [first, first, first, first, second, second, second, second]);
    let names = reply.elements("EvalResourceName");
    assert_eq!(names.iter().filter(|name| *name == "arn:aws:s3:::c/*").count(), 6, "{names:?}");
    assert!(reply.text().contains("<EvalDecisionDetails"), "it is there and empty within an account");
}

/// AWS's page on MissingContextValues; that keys of other actions' statements are not missing is our guess.
#[test]
fn keys_that_nobody_gave_are_named() {
    let policy = r#"{"Version":"2012-10-17","Statement":[
        {"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/${aws:username}/*",
         "Condition":{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}},
        {"Effect":"Allow","Action":"sqs:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"true"}}}]}"#;
    let ask = |more: &[(&str, &str)]| {
        let mut members = vec![
            ("PolicyInputList.member.1", policy),
            ("ActionNames.member.1", "s3:GetObject"),
            ("ResourceArns.member.1", "arn:aws:s3:::b/ann/k"),
        ];
        members.extend(more);
        custom(&world(), &members).ok()
    };
    let missing = |reply: &Reply| {
        let inside = reply.element("MissingContextValues");
        inside
            .replace("</member>", "")
            .split("<member>")
            .map(str::trim)
            .filter(|key| !key.is_empty())
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let none = ask(&[]);
    assert_eq!(decisions(&none), ["implicitDeny"]);
    assert_eq!(missing(&none), ["aws:username", "aws:SourceIp"]);
    let address = [
        ("CallerArn", "arn:aws:iam::000000000000:user/p/ann"),
        ("ContextEntries.member.1.ContextKeyName", "AWS:sourceip"),
        ("ContextEntries.member.1.ContextKeyValues.member.1", "203.0.113.9"),
        ("ContextEntries.member.1.ContextKeyType", "ip"),
    ];
    let all = ask(&address);
    assert_eq!(decisions(&all), ["allowed"]);
    assert_eq!(missing(&all), Vec::<String>::new());
}

/// AWS's page on PermissionsBoundaryDecisionDetail.
#[test]
fn a_boundary_limits_what_policies_grant() {
    let boundary = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:Get*","Resource":"*"},{"Effect":"Deny","Action":"s3:GetObjectAcl","Resource":"*"}]}"#;
    for (action, decision, by_boundary) in [
        ("s3:GetObject", "allowed", "true"),
        ("s3:PutObject", "implicitDeny", "false"),
        ("s3:GetObjectAcl", "explicitDeny", "false"),
        ("sqs:SendMessage", "implicitDeny", "false"),
    ] {
        let members = [
            ("PolicyInputList.member.1", ALLOW_S3),
            ("PermissionsBoundaryPolicyInputList.member.1", boundary),
            ("ActionNames.member.1", action),
        ];
        let reply = custom(&world(), &members).ok();
        assert_eq!(decisions(&reply), [decision], "{action}");
        assert_eq!(reply.element("AllowedByPermissionsBoundary"), by_boundary, "{action}");
    }
}

/// AWS's evaluation logic across accounts; the names of the details' keys are our guess but for the words of
/// SourcePolicyType, which are in answers of AWS that users quote.
#[test]
fn a_resource_policy_counts_with_the_caller_s() {
    let policy = |caller: &str, effect: &str| {
        format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"{effect}","Principal":{{"AWS":"{caller}"}},"Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}}]}}"#
        )
    };
    let ann = "arn:aws:iam::000000000000:user/ann";
    let ask = |identity: &str, resource: &str, owner: Option<&str>| {
        let mut members = vec![
            ("PolicyInputList.member.1", identity),
            ("ResourcePolicy", resource),
            ("CallerArn", ann),
            ("ActionNames.member.1", "s3:GetObject"),
            ("ResourceArns.member.1", "arn:aws:s3:::b/k"),
        ];
        members.extend(owner.map(|owner| ("ResourceOwner", owner)));
        custom(&world(), &members).ok()
    };
    let other = Some("arn:aws:iam::111122223333:root");
    let (allow, deny) = (policy(ann, "Allow"), policy(ann, "Deny"));
    let own = ask(DENY_DELETE, &allow, None);
    assert_eq!(
        (decisions(&own), own.element("SourcePolicyId")),
        (vec!["allowed".to_owned()], "ResourcePolicy".to_owned())
    );
    assert_eq!(own.element("SourcePolicyType"), "Resource Policy");
    assert_eq!(decisions(&ask(ALLOW_S3, &deny, None)), ["explicitDeny"]);
    assert_eq!(decisions(&ask(ALLOW_S3, &allow, other)), ["allowed"]);
    let half = ask(DENY_DELETE, &allow, other);
    assert_eq!(decisions(&half), ["implicitDeny"]);
    let details = half.element("EvalDecisionDetails").replace(char::is_whitespace, "");
    assert!(details.contains("<key>IAMPolicy</key><value>implicitDeny</value>"), "{details}");
    assert!(details.contains("<key>ResourcePolicy</key><value>allowed</value>"), "{details}");
}

/// AWS's page on OrderedOrganizationPolicyInputList: every level must allow, and a refusal ends the simulation.
#[test]
fn the_policies_of_an_organization_limit_its_accounts() {
    let everything =
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#;
    for (root, account, decision, by_organization) in [
        (everything, everything, "allowed", "true"),
        (everything, DENY_DELETE, "implicitDeny", "false"),
        (ALLOW_S3, everything, "allowed", "true"),
    ] {
        let list = "OrderedOrganizationPolicyInputList.member";
        let (first, second) = (
            format!("{list}.1.ServiceControlPolicyInputList.member.1"),
            format!("{list}.2.ServiceControlPolicyInputList.member.1"),
        );
        let members = [
            ("PolicyInputList.member.1", ALLOW_S3),
            (first.as_str(), root),
            (second.as_str(), account),
            ("ActionNames.member.1", "s3:GetObject"),
        ];
        let reply = custom(&world(), &members).ok();
        assert_eq!(decisions(&reply), [decision], "{root} {account}");
        assert_eq!(reply.element("AllowedByOrganizations"), by_organization);
    }
}

/// Sentences: those about callers, owners and sources are AWS's, as users quote them; the others are our guesses.
#[test]
fn what_cannot_be_simulated_is_refused() {
    let world = world();
    let role = "arn:aws:iam::000000000000:role/r";
    for (member, value, sentence) in [
        ("ActionNames.member.1", "s3:*", "Invalid Action: s3:*"),
        ("ActionNames.member.1", "GetObject", "Invalid Action: GetObject"),
        ("ResourceArns.member.1", "bucket", "Invalid Resource Arn: bucket"),
        ("ResourceOwner", "123456789012", "'123456789012' is not a valid as a Resource Owner."),
        (
            "CallerArn",
            "arn:aws:sts::123456789012:assumed-role/u-admin/s",
            "Invalid Entity Arn: arn:aws:sts::123456789012:assumed-role/u-admin/s does not clearly define entity type and name.",
        ),
        ("PolicyInputList.member.2", "{}", "PolicyInputList.2 is not a valid policy: Statement is missing."),
        ("ResourcePolicy", ALLOW_S3, "ResourcePolicy is not a valid policy: Principal is missing."),
    ] {
        let mut members =
            vec![("PolicyInputList.member.1", ALLOW_S3), ("ActionNames.member.1", "s3:GetObject")];
        members.retain(|(known, _)| *known != member);
        members.push((member, value));
        let reply = custom(&world, &members);
        assert_eq!(reply.err(), format!("InvalidInput: {sentence}"), "{member}");
    }
    let with = |more: &[(&str, &str)]| {
        let mut members =
            vec![("PolicyInputList.member.1", ALLOW_S3), ("ActionNames.member.1", "s3:GetObject")];
        members.extend(more);
        custom(&world, &members).err()
    };
    let public = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}"#;
    let no_user = "InvalidInput: Invalid caller - Caller must be an IAM user in this context.";
    assert_eq!(with(&[("ResourcePolicy", public), ("CallerArn", role)]), no_user);
    let key = "ContextEntries.member.1.ContextKeyName";
    let value = "ContextEntries.member.1.ContextKeyValues.member.1";
    let kind = "ContextEntries.member.1.ContextKeyType";
    assert_eq!(
        with(&[(key, "s3:max-keys"), (value, "many"), (kind, "numeric")]),
        "InvalidInput: Invalid value for context key s3:max-keys: many is not of type numeric."
    );
}

/// AWS's page on MaxItems and Marker.
#[test]
fn results_come_in_pages() {
    let world = world();
    let ask = |marker: &str| {
        let mut members = vec![
            ("PolicyInputList.member.1", ALLOW_S3),
            ("ActionNames.member.1", "s3:GetObject"),
            ("ActionNames.member.2", "s3:PutObject"),
            ("ActionNames.member.3", "sqs:SendMessage"),
            ("MaxItems", "2"),
        ];
        if !marker.is_empty() {
            members.push(("Marker", marker));
        }
        custom(&world, &members)
    };
    let first = ask("").ok();
    assert_eq!(first.elements("EvalActionName"), ["s3:GetObject", "s3:PutObject"]);
    assert_eq!(first.element("IsTruncated"), "true");
    let second = ask(&first.element("Marker")).ok();
    assert_eq!(second.elements("EvalActionName"), ["sqs:SendMessage"]);
    assert_eq!(
        (second.element("IsTruncated"), second.element("Marker")),
        ("false".to_owned(), String::new())
    );
    assert_eq!(ask("AAAA").err(), "ValidationError: Invalid Marker: AAAA");
}

/// AWS's page of SimulatePrincipalPolicy: who asks is the entity, and what is given counts too.
#[test]
fn a_user_is_simulated_with_what_is_given_and_its_boundary() {
    let world = world().as_account("123456789012");
    let boundary = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
    let user = world
        .ask(iam("CreateUser", &[("UserName", "Ann"), ("Path", "/p/"), ("PermissionsBoundary", boundary)]));
    let arn = user.ok().element("Arn");
    let policy = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::b/${aws:username}/*"}]}"#;
    let ask = |more: &[(&str, &str)]| {
        let mut members = vec![
            ("PolicySourceArn", arn.as_str()),
            ("PolicyInputList.member.1", policy),
            ("ActionNames.member.1", "s3:GetObject"),
            ("ActionNames.member.2", "s3:PutObject"),
            ("ResourceArns.member.1", "arn:aws:s3:::b/Ann/k"),
        ];
        members.extend(more);
        world.ask(iam("SimulatePrincipalPolicy", &members))
    };
    let reply = ask(&[]).ok();
    assert_eq!(decisions(&reply), ["allowed", "implicitDeny"]);
    assert_eq!(reply.elements("AllowedByPermissionsBoundary"), ["true", "true", "false", "false"]);
    // Another boundary takes its place, or it is left out.
    let given = ask(&[("PermissionsBoundaryPolicyInputList.member.1", ALLOW_S3)]).ok();
    assert_eq!(decisions(&given), ["allowed", "allowed"]);
    let left_out = ask(&[("PolicyExclusionList.member.1.PolicyType", "permission-boundary")]).ok();
    assert_eq!(decisions(&left_out), ["allowed", "allowed"]);
    assert!(!left_out.text().contains("AllowedByPermissionsBoundary"));
    // Somebody else asks, with the user's policies.
    let bob = ask(&[("CallerArn", "arn:aws:iam::123456789012:user/bob")]).ok();
    assert_eq!(decisions(&bob), ["implicitDeny", "implicitDeny"]);
}

/// Of each ARN: AWS's sentences as users quote them, and those of missing users and roles.
#[test]
fn only_users_groups_and_roles_of_the_account_are_simulated() {
    let world = world();
    for (arn, sentence) in [
        ("arn:aws:iam::000000000000:user/nobody", "NoSuchEntity: The user with name nobody cannot be found."),
        (
            "arn:aws:iam::000000000000:role/p/nothing",
            "NoSuchEntity: The role with name nothing cannot be found.",
        ),
        (
            "arn:aws:iam::111122223333:user/u",
            "InvalidInput: Invalid Policy Source Arn: caller's account 000000000000 does not have access to policies in account 111122223333",
        ),
        (
            "arn:aws:iam::000000000000:policy/p",
            "InvalidInput: Invalid Entity Arn: arn:aws:iam::000000000000:policy/p does not clearly define entity type and name.",
        ),
    ] {
        let members = [("PolicySourceArn", arn), ("ActionNames.member.1", "s3:GetObject")];
        assert_eq!(world.ask(iam("SimulatePrincipalPolicy", &members)).err(), sentence);
        assert_eq!(world.ask(iam("GetContextKeysForPrincipalPolicy", &members[..1])).err(), sentence);
    }
}

/// The example of the AWS CLI's page:
/// <https://docs.aws.amazon.com/cli/latest/reference/iam/get-context-keys-for-custom-policy.html>.
#[test]
fn the_keys_that_policies_ask_for_are_told() {
    let policy = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"dynamodb:*","Resource":"arn:aws:dynamodb:us-west-2:123456789012:table/${aws:username}","Condition":{"DateGreaterThan":{"aws:CurrentTime":"2015-08-16T12:00:00Z"}}}}"#;
    let world = world();
    let reply = world.ask(iam("GetContextKeysForCustomPolicy", &[("PolicyInputList.member.1", policy)])).ok();
    assert_eq!(reply.elements("member"), ["aws:username", "aws:CurrentTime"]);
    let none =
        world.ask(iam("GetContextKeysForCustomPolicy", &[("PolicyInputList.member.1", ALLOW_S3)])).ok();
    assert_eq!(none.elements("member"), Vec::<String>::new());
    let arn = world.ask(iam("CreateUser", &[("UserName", "u")])).ok().element("Arn");
    let members = [("PolicySourceArn", arn.as_str()), ("PolicyInputList.member.1", policy)];
    let reply = world.ask(iam("GetContextKeysForPrincipalPolicy", &members)).ok();
    assert_eq!(reply.elements("member"), ["aws:username", "aws:CurrentTime"]);
}
