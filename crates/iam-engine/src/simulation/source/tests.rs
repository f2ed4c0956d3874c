//! Whose policies are found, and under which names the simulator tells of them.

use std::collections::BTreeMap;

use base::arn::AccountId;
use testkit::Parts;

use super::*;
use crate::identity::user::User;
use crate::simulation::entity::Named;
use crate::simulation::service;

fn permissions(attached: &[&str], name: &str, action: &str) -> Permissions {
    let text = format!(
        r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"{action}","Resource":"*"}}}}"#
    );
    Permissions {
        attached: attached.iter().map(|arn| (*arn).to_owned()).collect(),
        inline: BTreeMap::from([(name.to_owned(), text)]),
        boundary: Some("arn:aws:iam::aws:policy/ReadOnlyAccess".to_owned()),
    }
}

/// A user `ann` in a group `g`, both with policies.
fn records() -> Records {
    let records = Records::new(Parts::new().store);
    let account = AccountId::DEFAULT;
    let group = Group {
        name: "g".to_owned(),
        path: "/".to_owned(),
        id: "AGPA1".to_owned(),
        arn: format!("arn:aws:iam::{account}:group/g"),
        created_s: 0,
        permissions: permissions(&["arn:aws:iam::aws:policy/AmazonS3FullAccess"], "of-g", "sqs:*"),
    };
    let user = User {
        name: "ann".to_owned(),
        path: "/".to_owned(),
        id: "AIDA1".to_owned(),
        arn: format!("arn:aws:iam::{account}:user/ann"),
        created_s: 0,
        tags: Default::default(),
        permissions: permissions(&["arn:aws:iam::aws:policy/IAMReadOnlyAccess"], "of-ann", "sns:Publish"),
        groups: vec!["g".to_owned(), "gone".to_owned()],
        belongings: Default::default(),
    };
    records
        .change(account, |change| {
            change.put(&group)?;
            change.put(&user)
        })
        .unwrap();
    records
}

fn held_by(arn: &str) -> Held {
    let records = records();
    let entity = Named::demand(arn).unwrap().find(&records).unwrap();
    held(&records, AccountId::DEFAULT, &entity).unwrap()
}

/// AWS's page of SimulatePrincipalPolicy: a user's policies include those of its groups. That a role's own policy has an
/// id of this form is in an answer of AWS's that a user quotes; users and groups are by analogy.
#[test]
fn a_user_has_the_policies_of_its_groups() {
    let held = held_by("arn:aws:iam::000000000000:user/ann");
    let ids: Vec<String> = held.identity.iter().map(|source| source.origin.id()).collect();
    assert_eq!(ids, ["user_ann_of-ann", "IAMReadOnlyAccess", "group_g_of-g", "AmazonS3FullAccess"]);
    assert_eq!(held.boundary.map(|source| source.origin.id()).as_deref(), Some("ReadOnlyAccess"));
    assert_eq!(service::reached(&held.identity), ["iam", "s3", "s3-object-lambda", "sns", "sqs"]);
    let of_group = held_by("arn:aws:iam::000000000000:group/g");
    assert_eq!(of_group.identity.len(), 2);
}
