//! <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ListSecretVersionIds.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use super::paging::Paging;
use crate::engine::Engine;
use crate::model;
use crate::records::Found;
use crate::secret::id::{self, SecretId};
use crate::secret::version::Version;
use crate::secret::{day_shown, moment};

pub(super) struct ListSecretVersionIds;

/// Versions of a page at most.
const MOST: usize = 100;

/// How AWS names its own key here.
const DEFAULT_KEY: &str = "DefaultEncryptionKey";

pub(super) struct Asked {
    id: SecretId,
    with_deprecated: bool,
    paging: Paging,
}

impl Operation for ListSecretVersionIds {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::LIST_SECRET_VERSION_IDS;
    const RESOURCE: &'static [&'static str] = &[id::MEMBER];
    type Input = Asked;
    /// The secret, its versions, and the token of the next page.
    type Output = (Found, Vec<(usize, Version)>, Option<String>);

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Asked, Fault> {
        let id = SecretId::asked(&fields, call)?;
        let with_deprecated = fields.boolean("IncludeDeprecated").unwrap_or(false);
        let bound = format!("{id:?} {with_deprecated}");
        let paging = Paging::read(&fields, MOST, "ListSecretVersionIds", &[&bound])?;
        Ok(Asked { id, with_deprecated, paging })
    }

    async fn run(engine: &Arc<Engine>, _: &Call, asked: Asked) -> Result<Self::Output, Fault> {
        let Asked { id, with_deprecated, paging } = asked;
        let found = engine.records.find(&id)?;
        let versions = found.secret.versions.iter().cloned().enumerate();
        let wanted = versions.filter(|(_, version)| with_deprecated || !version.stages.is_empty()).collect();
        // In the order in which they came: a moment may have several.
        let place = |(_, version): &(usize, Version)| {
            let at = found.secret.versions.iter().position(|known| known.id == version.id);
            format!("{:020} {:05}", version.created_ms, at.unwrap_or_default())
        };
        let (versions, token) = paging.page(wanted, place);
        Ok((found, versions, token))
    }

    fn reply((found, versions, token): Self::Output) -> Outgoing {
        let entry = |(_, version): (usize, Version)| {
            let key = version.kms_key.as_deref().unwrap_or(DEFAULT_KEY).to_owned();
            Fields::new(&model::SECRET_VERSIONS_LIST_ENTRY)
                .with("VersionId", version.id)
                .with("VersionStages", (!version.stages.is_empty()).then_some(version.stages))
                .with("LastAccessedDate", version.accessed_day.map(day_shown))
                .with("CreatedDate", moment(version.created_ms))
                .with("KmsKeyIds", version.digest.map(|_| vec![key]))
        };
        Fields::new(Self::SIGNATURE.output)
            .with("Versions", versions.into_iter().map(entry).collect::<Vec<_>>())
            .with("NextToken", token)
            .with("ARN", found.arn_text())
            .with("Name", found.name.name)
            .into()
    }
}
