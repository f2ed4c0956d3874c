//! Last access: reports on the services that somebody may use, and the policies that let him.

use crate::harness::{World, iam, world};

fn report(world: &World, arn: &str) -> String {
    world.ask(iam("GenerateServiceLastAccessedDetails", &[("Arn", arn)])).ok().element("JobId")
}

/// AWS's pages of GenerateServiceLastAccessedDetails and GetServiceLastAccessedDetails: the services that the resource can
/// access, sorted by namespace; that TotalAuthenticatedEntities is 0 where there was no use is on the AWS CLI's page.
#[test]
fn a_report_has_the_services_of_a_policy() {
    let world = world();
    let job = report(&world, "arn:aws:iam::aws:policy/AmazonS3FullAccess");
    assert_eq!(job.len(), 36);
    let reply = world.ask(iam("GetServiceLastAccessedDetails", &[("JobId", &job)])).ok();
    assert_eq!(reply.element("JobStatus"), "COMPLETED");
    assert_eq!(reply.element("JobType"), "SERVICE_LEVEL");
    assert_eq!(reply.elements("ServiceNamespace"), ["s3", "s3-object-lambda"]);
    assert_eq!(reply.elements("ServiceName"), ["Amazon S3", "s3-object-lambda"]);
    assert_eq!(reply.elements("TotalAuthenticatedEntities"), ["0", "0"]);
    assert!(!reply.text().contains("LastAuthenticated>"), "{}", reply.text());
    assert_eq!(reply.element("JobCreationDate"), reply.element("JobCompletionDate"));
    // A policy about everything reaches what is known; in pages.
    let job = report(&world, "arn:aws:iam::aws:policy/AdministratorAccess");
    let members = [("JobId", job.as_str()), ("MaxItems", "10")];
    let first = world.ask(iam("GetServiceLastAccessedDetails", &members)).ok();
    assert_eq!(
        (first.elements("ServiceNamespace").len(), first.element("IsTruncated")),
        (10, "true".to_owned())
    );
    let marker = first.element("Marker");
    let more = [("JobId", job.as_str()), ("Marker", marker.as_str())];
    let second = world.ask(iam("GetServiceLastAccessedDetails", &more)).ok();
    assert!(second.elements("ServiceNamespace").contains(&"sqs".to_owned()));
    assert_eq!(second.element("IsTruncated"), "false");
}

/// AWS's page: action-level reports say so; a user without policies reaches nothing, and a boundary does not count.
#[test]
fn a_user_without_policies_reaches_nothing() {
    let world = world();
    let boundary = "arn:aws:iam::aws:policy/AdministratorAccess";
    let user = world.ask(iam("CreateUser", &[("UserName", "u"), ("PermissionsBoundary", boundary)])).ok();
    let arn = user.element("Arn");
    let members = [("Arn", arn.as_str()), ("Granularity", "ACTION_LEVEL")];
    let job = world.ask(iam("GenerateServiceLastAccessedDetails", &members)).ok().element("JobId");
    let reply = world.ask(iam("GetServiceLastAccessedDetails", &[("JobId", &job)])).ok();
    assert_eq!(reply.element("JobType"), "ACTION_LEVEL");
    assert_eq!(reply.elements("ServiceNamespace"), Vec::<String>::new());
    let members = [("JobId", job.as_str()), ("ServiceNamespace", "s3")];
    let entities = world.ask(iam("GetServiceLastAccessedDetailsWithEntities", &members)).ok();
    assert_eq!(entities.element("JobStatus"), "COMPLETED");
    assert_eq!(entities.elements("EntityInfo"), Vec::<String>::new());
    let members =
        [("Arn", arn.as_str()), ("ServiceNamespaces.member.1", "s3"), ("ServiceNamespaces.member.2", "iam")];
    let granting = world.ask(iam("ListPoliciesGrantingServiceAccess", &members)).ok();
    assert_eq!(granting.elements("ServiceNamespace"), ["s3", "iam"]);
    assert_eq!(granting.elements("PolicyName"), Vec::<String>::new());
    assert_eq!(granting.element("IsTruncated"), "false");
}

/// Codes of AWS's pages; the sentence about jobs is our guess.
#[test]
fn what_is_not_there_has_no_report() {
    let (world, missing) = (world(), "00000000-0000-0000-0000-000000000000");
    for (operation, members, error) in [
        (
            "GenerateServiceLastAccessedDetails",
            vec![("Arn", "arn:aws:iam::000000000000:user/nobody")],
            "NoSuchEntity: The user with name nobody cannot be found.",
        ),
        (
            "GenerateServiceLastAccessedDetails",
            vec![("Arn", "arn:aws:iam::aws:policy/Nothing")],
            "NoSuchEntity: Policy arn:aws:iam::aws:policy/Nothing was not found.",
        ),
        (
            "GenerateServiceLastAccessedDetails",
            vec![("Arn", "arn:aws:s3:::some-bucket")],
            "InvalidInput: Invalid Entity Arn: arn:aws:s3:::some-bucket does not clearly define entity type and name.",
        ),
        (
            "GetServiceLastAccessedDetails",
            vec![("JobId", missing)],
            "NoSuchEntity: The job with id 00000000-0000-0000-0000-000000000000 cannot be found.",
        ),
        (
            "GetServiceLastAccessedDetailsWithEntities",
            vec![("JobId", missing), ("ServiceNamespace", "s3")],
            "NoSuchEntity: The job with id 00000000-0000-0000-0000-000000000000 cannot be found.",
        ),
        (
            "ListPoliciesGrantingServiceAccess",
            vec![("Arn", "arn:aws:iam::000000000000:role/r"), ("ServiceNamespaces.member.1", "s3")],
            "NoSuchEntity: The role with name r cannot be found.",
        ),
    ] {
        assert_eq!(world.ask(iam(operation, &members)).err(), error, "{operation}");
    }
    // Another account does not see a report.
    let job = report(&world, "arn:aws:iam::aws:policy/AmazonS3FullAccess");
    let other = world.as_account("111122223333");
    let unseen = other.ask(iam("GetServiceLastAccessedDetails", &[("JobId", &job)]));
    assert_eq!(unseen.err(), format!("NoSuchEntity: The job with id {job} cannot be found."));
}
