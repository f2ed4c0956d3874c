//! That the table holds what its head says, and that its policies are found and are policies.

use std::collections::BTreeSet;

use policy::{Document, Form};
use sha2::{Digest as _, Sha256};

use super::table::Table;
use super::{all, all_in, find};

/// The writer took the digest over its source, and saw that each text is the source's JSON.
#[test]
fn the_table_says_what_its_source_does() {
    let mut digest = Sha256::new();
    let mut count = 0;
    for policy in all() {
        let version = policy.version.trim_start_matches('v');
        let document = policy.document();
        let (name, path) = (&policy.name, &policy.path);
        let (created, updated) = (policy.created_s, policy.updated_s);
        digest.update(format!("{name}\n{path}\n{version}\n{created}\n{updated}\n{document}\n"));
        let read = Document::read(&document, Form::Identity);
        assert!(read.is_ok(), "{name}: {read:?} {document}");
        count += 1;
    }
    assert_eq!(digest.finalize()[..], *Table::digest().unwrap());
    assert!(count > 1300, "{count}");
}

/// <https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html>
#[test]
fn well_known_policies_are_found_by_their_arns() {
    for (arn, statement) in [
        ("arn:aws:iam::aws:policy/AdministratorAccess", r#"{"Effect":"Allow","Action":"*","Resource":"*"}"#),
        (
            "arn:aws:iam::aws:policy/AmazonS3FullAccess",
            r#"{"Effect":"Allow","Action":["s3:*","s3-object-lambda:*"],"Resource":"*"}"#,
        ),
        (
            "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
            r#"{"Effect":"Allow","Action":["logs:CreateLogGroup","logs:CreateLogStream","logs:PutLogEvents"],"Resource":"*"}"#,
        ),
    ] {
        let policy = find(arn).unwrap();
        let expected = format!(r#"{{"Version":"2012-10-17","Statement":[{statement}]}}"#);
        assert_eq!(policy.document(), expected, "{arn}");
        assert_eq!(policy.arn, arn);
    }
    for arn in [
        "arn:aws:iam::aws:policy/ReadOnlyAccess",
        "arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess",
        "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess",
        "arn:aws:iam::aws:policy/aws-service-role/AutoScalingServiceRolePolicy",
        "arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs",
        "arn:aws:iam::aws:policy/root-task/IAMDeleteRootUserCredentials",
    ] {
        assert!(find(arn).is_some(), "{arn}");
    }
}

/// The dates and version stand on
/// <https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AdministratorAccess.html>.
#[test]
fn a_policy_has_what_aws_s_page_says_of_it() {
    let policy = find("arn:aws:iam::aws:policy/AdministratorAccess").unwrap();
    assert_eq!((policy.name.as_str(), policy.path.as_str()), ("AdministratorAccess", "/"));
    assert_eq!(policy.version, "v1");
    // February 06, 2015, 18:39 UTC
    assert_eq!((policy.created_s, policy.updated_s), (1_423_247_986, 1_423_247_986));
    assert!(policy.id.starts_with("ANPA") && policy.id.len() == 21, "{}", policy.id);
}

#[test]
fn partitions_have_the_same_policies() {
    let arn = "arn:aws-cn:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";
    let (policy, own) = (find(arn).unwrap(), find(&arn.replace("aws-cn", "aws")).unwrap());
    assert_eq!(policy.arn, arn);
    assert_eq!((policy.id.as_str(), policy.document()), (own.id.as_str(), own.document()));
    assert!(all_in("aws-us-gov").all(|policy| policy.arn.starts_with("arn:aws-us-gov:iam::aws:policy/")));
}

#[test]
fn names_and_ids_are_unique_and_every_policy_is_found_by_its_arn() {
    let mut seen = BTreeSet::new();
    let mut last = String::new();
    for policy in all() {
        assert!(policy.name > last, "{} behind {last}", policy.name);
        assert!(seen.insert(policy.id.clone()), "{}", policy.name);
        assert!(policy.path.starts_with('/') && policy.path.ends_with('/'), "{}", policy.path);
        assert!(policy.updated_s >= policy.created_s, "{}", policy.name);
        last = policy.name;
    }
    for policy in all().step_by(40) {
        assert_eq!(find(&policy.arn).as_ref(), Some(&policy));
    }
}

#[test]
fn what_is_no_policy_of_aws_s_is_not_found() {
    for arn in [
        "",
        "arn:",
        "AdministratorAccess",
        "arn:aws:iam::aws:policy",
        "arn:aws:iam::aws:policy/",
        "arn:aws:iam::aws:policyAdministratorAccess",
        "arn:aws:iam::aws:policy/administratoraccess",
        "arn:aws:iam::aws:policy/service-role/AdministratorAccess",
        "arn:aws:iam::aws:policy/AWSLambdaBasicExecutionRole",
        "arn:aws:iam::123456789012:policy/AdministratorAccess",
        "arn:aws:iam::aws:role/AdministratorAccess",
    ] {
        assert!(find(arn).is_none(), "{arn}");
    }
}
