//! The table of IAM's operations that are built: a room for each noun, whose rows stand in the file of the noun.

use wire::operation::{Modelled, Row};

use crate::engine::Engine;

mod role;
mod user;

// The policy simulator, and the access advisor.
mod access_advisor;
mod context_keys;
mod simulation;

/// The operations that are here. What AWS has besides stands in `model/iam.rs`, and is refused by name.
pub(crate) static ROWS: &[Row<Modelled<Engine>>] = &[
    Row::of::<user::CreateUser>(),
    Row::of::<user::GetUser>(),
    Row::of::<user::ListUsers>(),
    Row::of::<role::CreateRole>(),
    Row::of::<role::GetRole>(),
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
