//! The table of IAM's operations that are built: a room for each noun, whose rows stand in the file of the noun.

use wire::operation::{Modelled, Row};

use crate::engine::Engine;

mod role;
mod user;

// Identity providers.
mod oidc_provider;

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
];
