//! How trust policies name an identity provider, and how their condition keys begin.

use base::arn::{AccountId, Arn};
use base::call::Call;

/// Providers that AWS knows by their names alone.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-federated-web-identity>
const BY_NAME: [&str; 4] =
    ["accounts.google.com", "cognito-identity.amazonaws.com", "graph.facebook.com", "www.amazon.com"];

/// Who issued a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Issuer {
    /// How condition keys may begin: without its scheme, `token.actions.githubusercontent.com`.
    pub(crate) names: Vec<String>,
    /// What `Federated` of a trust policy may say for it.
    pub(crate) named: Vec<String>,
    /// Whether AWS knows it by its name, without a record of it in the account.
    pub(crate) is_known: bool,
}

impl Issuer {
    /// The provider of an issuer in the account of a role.
    pub(crate) fn of(issuer: &str, partition: &str, account: AccountId) -> Issuer {
        let name = ["https://", "http://"].iter().find_map(|scheme| issuer.strip_prefix(scheme));
        // Auth0's ends with a slash, which its provider may have or not.
        let name = name.unwrap_or(issuer);
        let mut names = vec![name.to_owned()];
        names.extend(name.strip_suffix('/').map(str::to_owned));
        let arn = |name: &String| format!("arn:{partition}:iam::{account}:oidc-provider/{name}");
        let mut named: Vec<String> = names.iter().map(arn).collect();
        let is_known = BY_NAME.contains(&name);
        if is_known {
            named.push(name.to_owned());
        }
        Issuer { names, named, is_known }
    }
}

/// Who an account's own tokens are from: a URL of this server as the caller names it, below which it shows
/// `/.well-known/openid-configuration`.
pub(crate) fn own_issuer(call: &Call) -> String {
    let scheme = if call.origin.encrypted { "https" } else { "http" };
    own_issuer_at(&format!("{scheme}://{}", call.address), call.account)
}

/// The same for a server that is found at `address`, scheme and host.
pub(crate) fn own_issuer_at(address: &str, account: AccountId) -> String {
    format!("{address}{OWN_PATH}{account}")
}

/// The account whose key signed a token of ours: its issuer ends with `/_aws/sts/ACCOUNT`.
pub(crate) fn own_account(issuer: &str) -> Option<AccountId> {
    let (_, account) = issuer.rsplit_once(OWN_PATH)?;
    AccountId::parse(account)
}

/// What our own issuers have behind the emulator's address.
const OWN_PATH: &str = "/_aws/sts/";

/// The name of a SAML provider, if that is the ARN of one.
pub(crate) fn saml_provider(arn: &str) -> Option<(AccountId, String)> {
    let arn = Arn::parse(arn).filter(|arn| arn.service == "iam")?;
    let name = arn.resource.strip_prefix("saml-provider/")?;
    Some((AccountId::parse(&arn.account)?, name.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// IAM's guide: GitHub's and EKS's issuers, and those that AWS knows by name.
    #[test]
    fn issuers_are_named_by_arn_or_name() {
        let of = |issuer: &str| Issuer::of(issuer, "aws", AccountId::DEFAULT);
        let github = of("https://token.actions.githubusercontent.com");
        assert_eq!(github.names, ["token.actions.githubusercontent.com"]);
        assert_eq!(github.named.len(), 1);
        let eks = of("https://oidc.eks.us-east-1.amazonaws.com/id/ABC");
        assert_eq!(
            eks.named,
            ["arn:aws:iam::000000000000:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/ABC"]
        );
        let google = of("https://accounts.google.com");
        assert_eq!((google.named[1].as_str(), google.is_known), ("accounts.google.com", true));
        assert!(!github.is_known);
        assert_eq!(of("https://acme.auth0.com/").names, ["acme.auth0.com/", "acme.auth0.com"]);
        assert_eq!(own_account("http://localhost:4566/_aws/sts/000000000000"), Some(AccountId::DEFAULT));
        assert_eq!(own_account("http://localhost:4566/_aws/sts/0"), None);
    }
}
