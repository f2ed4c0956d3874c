//! The table of IAM's operations that are built: a room for each noun, whose rows stand in the file of the noun.

use wire::operation::{Modelled, Row};

use crate::engine::Engine;

mod instance_profile;
mod role;
mod service_linked_role;
mod user;

/// The operations that are here. What AWS has besides stands in `model/iam.rs`, and is refused by name.
pub(crate) static ROWS: &[Row<Modelled<Engine>>] = &[
    Row::of::<user::CreateUser>(),
    Row::of::<user::GetUser>(),
    Row::of::<user::ListUsers>(),
    // Roles.
    Row::of::<role::CreateRole>(),
    Row::of::<role::GetRole>(),
    Row::of::<role::ListRoles>(),
    Row::of::<role::DeleteRole>(),
    Row::of::<role::update::UpdateRole>(),
    Row::of::<role::update::UpdateRoleDescription>(),
    Row::of::<role::update::UpdateAssumeRolePolicy>(),
    Row::of::<role::tag::TagRole>(),
    Row::of::<role::tag::UntagRole>(),
    Row::of::<role::tag::ListRoleTags>(),
    // Instance profiles.
    Row::of::<instance_profile::CreateInstanceProfile>(),
    Row::of::<instance_profile::GetInstanceProfile>(),
    Row::of::<instance_profile::ListInstanceProfiles>(),
    Row::of::<instance_profile::ListInstanceProfilesForRole>(),
    Row::of::<instance_profile::DeleteInstanceProfile>(),
    Row::of::<instance_profile::role::AddRoleToInstanceProfile>(),
    Row::of::<instance_profile::role::RemoveRoleFromInstanceProfile>(),
    Row::of::<instance_profile::tag::TagInstanceProfile>(),
    Row::of::<instance_profile::tag::UntagInstanceProfile>(),
    Row::of::<instance_profile::tag::ListInstanceProfileTags>(),
    // Roles of services.
    Row::of::<service_linked_role::CreateServiceLinkedRole>(),
    Row::of::<service_linked_role::DeleteServiceLinkedRole>(),
    Row::of::<service_linked_role::GetServiceLinkedRoleDeletionStatus>(),
];
