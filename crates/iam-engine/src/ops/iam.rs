//! The table of IAM's operations that are built: a room for each noun, whose rows stand in the file of the noun.

use wire::operation::{Modelled, Row};

use crate::engine::Engine;

mod role;
mod user;

// Identity providers.
mod oidc_provider;
mod saml_provider;

// Certificates of servers.
mod server_certificate;

// Accounts.
mod account;

/// The operations that are here. What AWS has besides stands in `model/iam.rs`, and is refused by name.
pub(crate) static ROWS: &[Row<Modelled<Engine>>] = &[
    Row::of::<user::CreateUser>(),
    Row::of::<user::GetUser>(),
    Row::of::<user::ListUsers>(),
    Row::of::<role::CreateRole>(),
    Row::of::<role::GetRole>(),
    // Identity providers: OpenID Connect.
    Row::of::<oidc_provider::CreateOpenIDConnectProvider>(),
    Row::of::<oidc_provider::GetOpenIDConnectProvider>(),
    Row::of::<oidc_provider::ListOpenIDConnectProviders>(),
    Row::of::<oidc_provider::DeleteOpenIDConnectProvider>(),
    Row::of::<oidc_provider::update::AddClientIDToOpenIDConnectProvider>(),
    Row::of::<oidc_provider::update::RemoveClientIDFromOpenIDConnectProvider>(),
    Row::of::<oidc_provider::update::UpdateOpenIDConnectProviderThumbprint>(),
    Row::of::<oidc_provider::update::UpdateOpenIDConnectProvider>(),
    Row::of::<oidc_provider::tagging::TagOpenIDConnectProvider>(),
    Row::of::<oidc_provider::tagging::UntagOpenIDConnectProvider>(),
    Row::of::<oidc_provider::tagging::ListOpenIDConnectProviderTags>(),
    // Identity providers: SAML.
    Row::of::<saml_provider::CreateSAMLProvider>(),
    Row::of::<saml_provider::GetSAMLProvider>(),
    Row::of::<saml_provider::ListSAMLProviders>(),
    Row::of::<saml_provider::DeleteSAMLProvider>(),
    Row::of::<saml_provider::update::UpdateSAMLProvider>(),
    Row::of::<saml_provider::tagging::TagSAMLProvider>(),
    Row::of::<saml_provider::tagging::UntagSAMLProvider>(),
    Row::of::<saml_provider::tagging::ListSAMLProviderTags>(),
    // Certificates of servers.
    Row::of::<server_certificate::UploadServerCertificate>(),
    Row::of::<server_certificate::GetServerCertificate>(),
    Row::of::<server_certificate::ListServerCertificates>(),
    Row::of::<server_certificate::UpdateServerCertificate>(),
    Row::of::<server_certificate::DeleteServerCertificate>(),
    Row::of::<server_certificate::tagging::TagServerCertificate>(),
    Row::of::<server_certificate::tagging::UntagServerCertificate>(),
    Row::of::<server_certificate::tagging::ListServerCertificateTags>(),
    // Accounts.
    Row::of::<account::alias::CreateAccountAlias>(),
    Row::of::<account::alias::ListAccountAliases>(),
    Row::of::<account::alias::DeleteAccountAlias>(),
    Row::of::<account::password_policy::GetAccountPasswordPolicy>(),
    Row::of::<account::password_policy::UpdateAccountPasswordPolicy>(),
    Row::of::<account::password_policy::DeleteAccountPasswordPolicy>(),
    Row::of::<account::properties::GetAccountProperties>(),
    Row::of::<account::properties::PutAccountProperties>(),
    Row::of::<account::properties::SetSecurityTokenServicePreferences>(),
    Row::of::<account::outbound::EnableOutboundWebIdentityFederation>(),
    Row::of::<account::outbound::DisableOutboundWebIdentityFederation>(),
    Row::of::<account::outbound::GetOutboundWebIdentityFederationInfo>(),
    Row::of::<account::summary::GetAccountSummary>(),
    Row::of::<account::report::GenerateCredentialReport>(),
    Row::of::<account::report::GetCredentialReport>(),
];
