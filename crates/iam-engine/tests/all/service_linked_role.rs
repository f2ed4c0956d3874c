//! Roles of services: made with the service's name, changed by nobody else, deleted by a task.

use crate::harness::{World, iam, world};

fn make(world: &World, service: &str, more: &[(&str, &str)]) -> testkit::Reply {
    world.ask(iam("CreateServiceLinkedRole", &[&[("AWSServiceName", service)], more].concat()))
}

/// <https://docs.aws.amazon.com/cli/latest/reference/iam/create-service-linked-role.html#examples>; "has been taken" is
/// recorded on AWS, 2026-11-29.
#[test]
fn a_service_has_its_role() {
    let world = world().as_account("123456789012");
    let made = make(&world, "lex.amazonaws.com", &[("Description", "d")]).ok();
    let arn = "arn:aws:iam::123456789012:role/aws-service-role/lex.amazonaws.com/AWSServiceRoleForLexBots";
    assert_eq!(made.element("Arn"), arn);
    assert_eq!(made.element("Path"), "/aws-service-role/lex.amazonaws.com/");
    assert!(made.element("AssumeRolePolicyDocument").contains("%5B%22lex.amazonaws.com%22%5D"), "{made:?}");
    let got = world.ask(iam("GetRole", &[("RoleName", "AWSServiceRoleForLexBots")])).ok();
    assert_eq!((got.element("Arn").as_str(), got.element("Description").as_str()), (arn, "d"));
    assert!(
        got.element("AssumeRolePolicyDocument").contains("%7B%22Service%22%3A%22lex.amazonaws.com%22%7D")
    );
    make(&world, "batch.amazonaws.com", &[]).ok();
    let sentence = "Service role name AWSServiceRoleForBatch has been taken in this account, please try a different suffix.";
    make(&world, "batch.amazonaws.com", &[]).is_error(400, "InvalidInput", sentence);
    make(&world.as_account("210987654321"), "batch.amazonaws.com", &[]).ok();
    let below = world.ask(iam("ListRoles", &[("PathPrefix", "/aws-service-role/batch")])).ok();
    assert_eq!(below.elements("RoleName"), ["AWSServiceRoleForBatch"]);
}

/// Recorded on AWS, 2026-11-29: which services take no suffix. That others do, and how it stands in the name:
/// <https://docs.aws.amazon.com/autoscaling/ec2/userguide/autoscaling-service-linked-role.html>. The rest is our guess.
#[test]
fn some_services_take_a_suffix() {
    let world = world();
    for service in ["batch", "ecs", "rds", "wafv2", "accountdiscovery.ssm", "ec2.application-autoscaling"] {
        let service = format!("{service}.amazonaws.com");
        let sentence = format!("Custom suffix is not allowed for {service}");
        make(&world, &service, &[("CustomSuffix", "x")]).is_error(400, "InvalidInput", &sentence);
    }
    let suffix = |suffix| make(&world, "autoscaling.amazonaws.com", &[("CustomSuffix", suffix)]);
    assert_eq!(suffix("a").ok().element("RoleName"), "AWSServiceRoleForAutoScaling_a");
    assert_eq!(suffix("b").ok().element("RoleName"), "AWSServiceRoleForAutoScaling_b");
    suffix("a").is_error(400, "InvalidInput", "AWSServiceRoleForAutoScaling_a has been taken");
    suffix(&"x".repeat(64)).is_error(400, "InvalidInput", "longer than 64");
    make(&world, "ecs", &[]).is_error(400, "InvalidInput", "ecs");
    let guessed = make(&world, "never-heard.of.amazonaws.com", &[]).ok();
    assert_eq!(guessed.element("RoleName"), "AWSServiceRoleForNeverHeardOf");
}

/// AWS's sentence as users report it: <https://github.com/gruntwork-io/cloud-nuke/issues/880>. Description and tags may be
/// changed: <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-service-linked-role.html>.
#[test]
fn a_service_s_role_is_the_service_s() {
    let world = world();
    make(&world, "rds.amazonaws.com", &[]).ok();
    let role = ("RoleName", "AWSServiceRoleForRDS");
    world.ask(iam("CreateInstanceProfile", &[("InstanceProfileName", "p")])).ok();
    let trust = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}"#;
    let sentence = "Cannot perform the operation on the protected role 'AWSServiceRoleForRDS' - this role is only modifiable by AWS";
    for (action, more) in [
        ("DeleteRole", None),
        ("UpdateAssumeRolePolicy", Some(("PolicyDocument", trust))),
        ("UpdateRole", Some(("MaxSessionDuration", "7200"))),
        ("UpdateRole", Some(("ResetMaxSigninSessionDuration", "true"))),
        ("AddRoleToInstanceProfile", Some(("InstanceProfileName", "p"))),
    ] {
        let members: Vec<_> = [role].into_iter().chain(more).collect();
        world.ask(iam(action, &members)).is_error(400, "UnmodifiableEntity", sentence);
    }
    world.ask(iam("UpdateRole", &[role, ("Description", "e")])).ok();
    world.ask(iam("TagRole", &[role, ("Tags.member.1.Key", "k"), ("Tags.member.1.Value", "v")])).ok();
    let got = world.ask(iam("GetRole", &[role])).ok();
    assert_eq!((got.element("Description"), got.element("Key")), ("e".into(), "k".into()));
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteServiceLinkedRole.html>: the form of the id. That AWS forgets
/// tasks: <https://github.com/gruntwork-io/cloud-nuke/issues/1143>. What is said of other roles is our guess.
#[test]
fn a_service_s_role_is_deleted_by_a_task() {
    let world = world();
    let name = "AWSServiceRoleForECS";
    let delete = |name: &str| world.ask(iam("DeleteServiceLinkedRole", &[("RoleName", name)]));
    let status = |world: &World, id: &str| {
        world.ask(iam("GetServiceLinkedRoleDeletionStatus", &[("DeletionTaskId", id)]))
    };
    delete(name).is_error(404, "NoSuchEntity", "The role with name AWSServiceRoleForECS cannot be found.");
    make(&world, "ecs.amazonaws.com", &[]).ok();
    let first = delete(name).ok().element("DeletionTaskId");
    assert!(first.starts_with("task/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS/"), "{first}");
    assert_eq!(first.rsplit('/').next().unwrap().len(), 36);
    assert_eq!(status(&world, &first).ok().element("Status"), "SUCCEEDED");
    world.ask(iam("GetRole", &[("RoleName", name)])).is_error(404, "NoSuchEntity", "");
    status(&world.as_account("210987654321"), &first).is_error(404, "NoSuchEntity", "");
    status(&world, "task/x").is_error(404, "NoSuchEntity", "task/x");
    for _ in 0..100 {
        make(&world, "ecs.amazonaws.com", &[]).ok();
        let id = delete(name).ok().element("DeletionTaskId");
        status(&world, &id).ok();
    }
    status(&world, &first).is_error(404, "NoSuchEntity", "");
    let trust = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}"#;
    world.ask(iam("CreateRole", &[("RoleName", "mine"), ("AssumeRolePolicyDocument", trust)])).ok();
    delete("mine").is_error(404, "NoSuchEntity", "The role with name mine cannot be found.");
}
