//! A secret as DescribeSecret and ListSecrets show it. What it does not have is left out, as on AWS.

use std::collections::BTreeMap;

use wire::tag::shown;
use wire::value::Fields;

use crate::records::Found;
use crate::secret::{day_shown, moment};

/// Adds to a reply what is known of a secret. `stages`: the member in which the labels of its versions are.
pub(super) fn secret(fields: Fields, found: &Found, stages: &str) -> Fields {
    let secret = &found.secret;
    let labelled = secret.versions.iter().filter(|version| !version.stages.is_empty());
    let labels: BTreeMap<String, Vec<String>> =
        labelled.map(|version| (version.id.clone(), version.stages.clone())).collect();
    let tags = fields.shape().members.iter().find(|member| member.name == "Tags");
    let tags = tags.filter(|_| !secret.tags.is_empty()).and_then(|member| shown(&secret.tags, member));
    let primary = found.standing.as_ref().map(|standing| standing.primary.clone());
    let own = Some(found.name.region.as_str().to_owned()).filter(|_| !secret.replicas.is_empty());
    let fields = fields
        .with("ARN", found.arn_text())
        .with("Name", found.name.name.as_str())
        .with("Type", secret.kind.as_deref())
        .with("Description", secret.description.as_deref())
        .with("KmsKeyId", secret.kms_key.as_deref())
        .with("LastChangedDate", moment(secret.changed_ms))
        .with("LastAccessedDate", secret.accessed_day.map(day_shown))
        .with("DeletedDate", secret.deletes_ms.map(moment))
        .with("Tags", tags)
        .with(stages, (!labels.is_empty()).then_some(labels))
        .with("CreatedDate", moment(secret.created_ms))
        .with("PrimaryRegion", primary.or(own));
    match &secret.rotation {
        Some(rotation) => rotation.shown(fields),
        None => fields,
    }
}
