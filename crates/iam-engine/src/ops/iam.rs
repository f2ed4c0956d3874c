//! The table of IAM's operations that are built: a room for each noun, whose rows stand in the file of the noun.

use wire::operation::{Modelled, Row};

use crate::engine::Engine;

mod access_key;
mod group;
mod login_profile;
mod mfa_device;
mod role;
mod service_credential;
mod signing_certificate;
mod ssh_public_key;
mod user;

/// The operations that are here. What AWS has besides stands in `model/iam.rs`, and is refused by name.
pub(crate) static ROWS: &[Row<Modelled<Engine>>] = &[
    Row::of::<user::CreateUser>(),
    Row::of::<user::GetUser>(),
    Row::of::<user::ListUsers>(),
    Row::of::<user::change::UpdateUser>(),
    Row::of::<user::change::DeleteUser>(),
    Row::of::<user::groups::ListGroupsForUser>(),
    Row::of::<user::tags::TagUser>(),
    Row::of::<user::tags::UntagUser>(),
    Row::of::<user::tags::ListUserTags>(),
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
    Row::of::<mfa_device::tags::TagMFADevice>(),
    Row::of::<mfa_device::tags::UntagMFADevice>(),
    Row::of::<mfa_device::tags::ListMFADeviceTags>(),
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
];
