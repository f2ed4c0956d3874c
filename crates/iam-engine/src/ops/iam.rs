//! The table of IAM's operations that are built: a room for each noun, whose rows stand in the file of the noun.

use wire::operation::{Modelled, Row};

use crate::certificate::server::ServerCertificate;
use crate::engine::Engine;
use crate::identity::group::Group;
use crate::identity::instance_profile::InstanceProfile;
use crate::identity::mfa_device::MfaDevice;
use crate::identity::policy::Policy;
use crate::identity::role::Role;
use crate::identity::user::User;
use crate::identity_provider::oidc::OidcProvider;
use crate::identity_provider::saml::SamlProvider;

mod access_advisor;
mod access_key;
mod account;
mod account_details;
mod attached_policy;
mod context_keys;
mod group;
mod inline_policy;
mod instance_profile;
mod listed;
mod login_profile;
mod mfa_device;
mod oidc_provider;
mod permissions_boundary;
mod policy;
mod role;
mod saml_provider;
mod server_certificate;
mod service_credential;
mod service_linked_role;
mod signing_certificate;
mod simulation;
mod ssh_public_key;
mod tagging;
mod user;

/// The operations that are here. What AWS has besides stands in `model/iam.rs`, and is refused by name.
pub(crate) static ROWS: &[Row<Modelled<Engine>>] = &[
    Row::of::<user::CreateUser>(),
    Row::of::<user::GetUser>(),
    Row::of::<user::ListUsers>(),
    Row::of::<user::change::UpdateUser>(),
    Row::of::<user::change::DeleteUser>(),
    Row::of::<user::groups::ListGroupsForUser>(),
    Row::of::<tagging::Tag<User>>(),
    Row::of::<tagging::Untag<User>>(),
    Row::of::<tagging::ListTags<User>>(),
    // Users' credentials.
    Row::of::<access_key::CreateAccessKey>(),
    Row::of::<access_key::ListAccessKeys>(),
    Row::of::<access_key::UpdateAccessKey>(),
    Row::of::<access_key::DeleteAccessKey>(),
    Row::of::<access_key::GetAccessKeyLastUsed>(),
    Row::of::<login_profile::CreateLoginProfile>(),
    Row::of::<login_profile::GetLoginProfile>(),
    Row::of::<login_profile::UpdateLoginProfile>(),
    Row::of::<login_profile::DeleteLoginProfile>(),
    Row::of::<login_profile::ChangePassword>(),
    Row::of::<mfa_device::virtual_device::CreateVirtualMFADevice>(),
    Row::of::<mfa_device::virtual_device::DeleteVirtualMFADevice>(),
    Row::of::<mfa_device::virtual_device::ListVirtualMFADevices>(),
    Row::of::<mfa_device::EnableMFADevice>(),
    Row::of::<mfa_device::ResyncMFADevice>(),
    Row::of::<mfa_device::DeactivateMFADevice>(),
    Row::of::<mfa_device::ListMFADevices>(),
    Row::of::<mfa_device::GetMFADevice>(),
    Row::of::<tagging::Tag<MfaDevice>>(),
    Row::of::<tagging::Untag<MfaDevice>>(),
    Row::of::<tagging::ListTags<MfaDevice>>(),
    Row::of::<ssh_public_key::UploadSSHPublicKey>(),
    Row::of::<ssh_public_key::GetSSHPublicKey>(),
    Row::of::<ssh_public_key::ListSSHPublicKeys>(),
    Row::of::<ssh_public_key::UpdateSSHPublicKey>(),
    Row::of::<ssh_public_key::DeleteSSHPublicKey>(),
    Row::of::<signing_certificate::UploadSigningCertificate>(),
    Row::of::<signing_certificate::ListSigningCertificates>(),
    Row::of::<signing_certificate::UpdateSigningCertificate>(),
    Row::of::<signing_certificate::DeleteSigningCertificate>(),
    Row::of::<service_credential::CreateServiceSpecificCredential>(),
    Row::of::<service_credential::ListServiceSpecificCredentials>(),
    Row::of::<service_credential::ResetServiceSpecificCredential>(),
    Row::of::<service_credential::UpdateServiceSpecificCredential>(),
    Row::of::<service_credential::DeleteServiceSpecificCredential>(),
    // Groups.
    Row::of::<group::CreateGroup>(),
    Row::of::<group::GetGroup>(),
    Row::of::<group::ListGroups>(),
    Row::of::<group::change::UpdateGroup>(),
    Row::of::<group::change::DeleteGroup>(),
    Row::of::<group::change::AddUserToGroup>(),
    Row::of::<group::change::RemoveUserFromGroup>(),
    // Roles.
    Row::of::<role::CreateRole>(),
    Row::of::<role::GetRole>(),
    // What users, groups and roles may.
    Row::of::<account_details::GetAccountAuthorizationDetails>(),
    Row::of::<policy::CreatePolicy>(),
    Row::of::<policy::GetPolicy>(),
    Row::of::<policy::DeletePolicy>(),
    Row::of::<policy::list::ListPolicies>(),
    Row::of::<policy::version::CreatePolicyVersion>(),
    Row::of::<policy::version::GetPolicyVersion>(),
    Row::of::<policy::version::ListPolicyVersions>(),
    Row::of::<policy::version::SetDefaultPolicyVersion>(),
    Row::of::<policy::version::DeletePolicyVersion>(),
    Row::of::<tagging::Tag<Policy>>(),
    Row::of::<tagging::Untag<Policy>>(),
    Row::of::<tagging::ListTags<Policy>>(),
    Row::of::<policy::entities::ListEntitiesForPolicy>(),
    Row::of::<attached_policy::Attach<User>>(),
    Row::of::<attached_policy::Attach<Group>>(),
    Row::of::<attached_policy::Attach<Role>>(),
    Row::of::<attached_policy::Detach<User>>(),
    Row::of::<attached_policy::Detach<Group>>(),
    Row::of::<attached_policy::Detach<Role>>(),
    Row::of::<attached_policy::List<User>>(),
    Row::of::<attached_policy::List<Group>>(),
    Row::of::<attached_policy::List<Role>>(),
    Row::of::<permissions_boundary::Put<User>>(),
    Row::of::<permissions_boundary::Put<Role>>(),
    Row::of::<permissions_boundary::Delete<User>>(),
    Row::of::<permissions_boundary::Delete<Role>>(),
    Row::of::<inline_policy::Put<User>>(),
    Row::of::<inline_policy::Put<Group>>(),
    Row::of::<inline_policy::Put<Role>>(),
    Row::of::<inline_policy::Get<User>>(),
    Row::of::<inline_policy::Get<Group>>(),
    Row::of::<inline_policy::Get<Role>>(),
    Row::of::<inline_policy::Delete<User>>(),
    Row::of::<inline_policy::Delete<Group>>(),
    Row::of::<inline_policy::Delete<Role>>(),
    Row::of::<inline_policy::List<User>>(),
    Row::of::<inline_policy::List<Group>>(),
    Row::of::<inline_policy::List<Role>>(),
    // Identity providers: OpenID Connect.
    Row::of::<oidc_provider::CreateOpenIDConnectProvider>(),
    Row::of::<oidc_provider::GetOpenIDConnectProvider>(),
    Row::of::<oidc_provider::ListOpenIDConnectProviders>(),
    Row::of::<oidc_provider::DeleteOpenIDConnectProvider>(),
    Row::of::<oidc_provider::update::AddClientIDToOpenIDConnectProvider>(),
    Row::of::<oidc_provider::update::RemoveClientIDFromOpenIDConnectProvider>(),
    Row::of::<oidc_provider::update::UpdateOpenIDConnectProviderThumbprint>(),
    Row::of::<oidc_provider::update::UpdateOpenIDConnectProvider>(),
    Row::of::<tagging::Tag<OidcProvider>>(),
    Row::of::<tagging::Untag<OidcProvider>>(),
    Row::of::<tagging::ListTags<OidcProvider>>(),
    // Identity providers: SAML.
    Row::of::<saml_provider::CreateSAMLProvider>(),
    Row::of::<saml_provider::GetSAMLProvider>(),
    Row::of::<saml_provider::ListSAMLProviders>(),
    Row::of::<saml_provider::DeleteSAMLProvider>(),
    Row::of::<saml_provider::update::UpdateSAMLProvider>(),
    Row::of::<tagging::Tag<SamlProvider>>(),
    Row::of::<tagging::Untag<SamlProvider>>(),
    Row::of::<tagging::ListTags<SamlProvider>>(),
    // Certificates of servers.
    Row::of::<server_certificate::UploadServerCertificate>(),
    Row::of::<server_certificate::GetServerCertificate>(),
    Row::of::<server_certificate::ListServerCertificates>(),
    Row::of::<server_certificate::UpdateServerCertificate>(),
    Row::of::<server_certificate::DeleteServerCertificate>(),
    Row::of::<tagging::Tag<ServerCertificate>>(),
    Row::of::<tagging::Untag<ServerCertificate>>(),
    Row::of::<tagging::ListTags<ServerCertificate>>(),
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
    // Roles.
    Row::of::<role::ListRoles>(),
    Row::of::<role::DeleteRole>(),
    Row::of::<role::update::UpdateRole>(),
    Row::of::<role::update::UpdateRoleDescription>(),
    Row::of::<role::update::UpdateAssumeRolePolicy>(),
    Row::of::<tagging::Tag<Role>>(),
    Row::of::<tagging::Untag<Role>>(),
    Row::of::<tagging::ListTags<Role>>(),
    // Instance profiles.
    Row::of::<instance_profile::CreateInstanceProfile>(),
    Row::of::<instance_profile::GetInstanceProfile>(),
    Row::of::<instance_profile::ListInstanceProfiles>(),
    Row::of::<instance_profile::ListInstanceProfilesForRole>(),
    Row::of::<instance_profile::DeleteInstanceProfile>(),
    Row::of::<instance_profile::role::AddRoleToInstanceProfile>(),
    Row::of::<instance_profile::role::RemoveRoleFromInstanceProfile>(),
    Row::of::<tagging::Tag<InstanceProfile>>(),
    Row::of::<tagging::Untag<InstanceProfile>>(),
    Row::of::<tagging::ListTags<InstanceProfile>>(),
    // Roles of services.
    Row::of::<service_linked_role::CreateServiceLinkedRole>(),
    Row::of::<service_linked_role::DeleteServiceLinkedRole>(),
    Row::of::<service_linked_role::GetServiceLinkedRoleDeletionStatus>(),
    // The policy simulator, and the access advisor.
    Row::of::<access_advisor::GenerateServiceLastAccessedDetails>(),
    Row::of::<access_advisor::GetServiceLastAccessedDetails>(),
    Row::of::<access_advisor::GetServiceLastAccessedDetailsWithEntities>(),
    Row::of::<access_advisor::ListPoliciesGrantingServiceAccess>(),
    Row::of::<simulation::SimulateCustomPolicy>(),
    Row::of::<simulation::SimulatePrincipalPolicy>(),
    Row::of::<context_keys::GetContextKeysForCustomPolicy>(),
    Row::of::<context_keys::GetContextKeysForPrincipalPolicy>(),
];

#[cfg(test)]
mod tests;
