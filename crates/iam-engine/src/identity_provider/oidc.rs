//! OpenID Connect providers.

use base::call::Call;
use serde::{Deserialize, Serialize};
use wire::fault::Fault;
use wire::tag::Tags;
use wire::value::Fields;

use crate::error::identity_provider as error;
use crate::identity_provider::context::Propagation;
use crate::identity_provider::name_in;
use crate::message::{name, shown};
use crate::model::iam;
use crate::records::{Change, Kind, Record, Records};

/// Of an account. <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>
pub(crate) const MOST: usize = 100;

/// Client ids of a provider. <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html>
pub(crate) const MOST_CLIENT_IDS: usize = 100;

/// Thumbprints of a provider, on the same page.
pub(crate) const MOST_THUMBPRINTS: usize = 5;

/// What stands before the URL in an ARN.
const KIND: &str = "oidc-provider";

/// An OpenID Connect provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct OidcProvider {
    /// Without its scheme, as ARNs and replies have it.
    pub(crate) url: String,
    pub(crate) arn: String,
    /// Seconds since 1970: IAM's times have no fraction.
    pub(crate) created_s: u64,
    /// For whom its tokens are, in the order in which they were given.
    pub(crate) client_ids: Vec<String>,
    pub(crate) thumbprints: Vec<String>,
    pub(crate) tags: Tags,
    pub(crate) propagation: Propagation,
}

impl Record for OidcProvider {
    const KIND: Kind = Kind::OidcProvider;

    fn name(&self) -> &str {
        &self.url
    }
}

impl OidcProvider {
    /// The provider of that ARN.
    ///
    /// # Errors
    ///
    /// There is none.
    pub(crate) fn find(records: &Records, call: &Call, arn: &str) -> Result<OidcProvider, Fault> {
        let found: Option<OidcProvider> = records.get(call.account, &OidcProvider::url_in(arn)?)?;
        found.filter(|found| found.arn == arn).ok_or_else(|| error::oidc_missing(arn))
    }

    /// The provider of that ARN, to be changed.
    ///
    /// # Errors
    ///
    /// There is none.
    pub(crate) fn demand(change: &Change<'_>, arn: &str) -> Result<OidcProvider, Fault> {
        let found: Option<OidcProvider> = change.get(&OidcProvider::url_in(arn)?)?;
        found.filter(|found| found.arn == arn).ok_or_else(|| error::oidc_missing(arn))
    }

    /// The URL in an ARN, without its scheme.
    ///
    /// # Errors
    ///
    /// It is no ARN of such a provider.
    pub(crate) fn url_in(arn: &str) -> Result<String, Fault> {
        name_in(arn, KIND)
    }

    /// The ARN of a URL without its scheme.
    pub(crate) fn arn_of(call: &Call, url: &str) -> String {
        name::arn(call, KIND, name::ROOT, url)
    }

    /// As GetOpenIDConnectProvider shows it.
    pub(crate) fn shown(&self) -> Fields {
        let mut fields = Fields::new(&iam::GET_OPEN_ID_CONNECT_PROVIDER_RESPONSE)
            .with("Url", self.url.as_str())
            .with("ClientIDList", self.client_ids.clone())
            .with("ThumbprintList", self.thumbprints.clone())
            .with("CreateDate", shown::time(self.created_s))
            .with("Tags", shown::tags(&self.tags));
        self.propagation.show(&mut fields);
        fields
    }

    /// As lists show it.
    pub(crate) fn entry(&self) -> Fields {
        Fields::new(&iam::OPEN_ID_CONNECT_PROVIDER_LIST_ENTRY)
            .with("Arn", self.arn.as_str())
            .with("IsTrustedIdentityPropagationEnabled", self.propagation.is_on())
    }
}

/// A provider's URL without its scheme. It must begin with `https://`, and have a host and no query; AWS says that it
/// *should* not have a port, so one is taken.
///
/// # Errors
///
/// It is no such URL.
pub(crate) fn without_scheme(url: &str) -> Result<String, Fault> {
    let rest = url.strip_prefix("https://").ok_or_else(error::oidc_url)?;
    let host = rest.split('/').next().unwrap_or_default();
    let is_of_url = |c: char| c.is_ascii_graphic() && !"?#@\\\"<>^`{|}".contains(c);
    let is_host = host.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '[');
    if is_host && rest.chars().all(is_of_url) { Ok(rest.to_owned()) } else { Err(error::oidc_url()) }
}

/// Judges a list of thumbprints, each of which the shape has judged.
///
/// # Errors
///
/// There are too many.
pub(crate) fn check_thumbprints(thumbprints: &[String]) -> Result<(), Fault> {
    if thumbprints.len() > MOST_THUMBPRINTS { Err(error::thumbprints(MOST_THUMBPRINTS)) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html>; which of them have which
    /// code is our guess.
    #[test]
    fn a_url_begins_with_https_and_has_no_query() {
        for (url, expected) in [
            ("https://token.actions.githubusercontent.com", Some("token.actions.githubusercontent.com")),
            (
                "https://oidc.eks.eu-west-1.amazonaws.com/id/AB1",
                Some("oidc.eks.eu-west-1.amazonaws.com/id/AB1"),
            ),
            ("https://tenant.auth0.com/", Some("tenant.auth0.com/")),
            ("https://localhost:4566/_aws/sts/1", Some("localhost:4566/_aws/sts/1")),
            ("http://example.com", None),
            ("HTTPS://example.com", None),
            ("example.com", None),
            ("https://", None),
            ("https:///a", None),
            ("https://example.com?a=b", None),
            ("https://example.com/a#b", None),
            ("https://user@example.com", None),
            ("https://exa mple.com", None),
            ("https://exämple.com", None),
        ] {
            assert_eq!(without_scheme(url).ok().as_deref(), expected, "{url}");
        }
    }
}
