//! IAM and STS in process: requests in, replies out, a clock moved by hand.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod access_advisor;
mod access_key;
mod accounts;
mod assume_role;
mod attached_policies;
mod credential_reports;
mod federation;
mod group;
mod harness;
mod inline_policies;
mod instance_profile;
mod login_profile;
mod membership;
mod mfa_device;
mod oidc_providers;
mod overtaken;
mod policies;
mod policy_model;
mod role;
mod saml_providers;
mod server_certificates;
mod service_credential;
mod service_linked_role;
mod sessions;
mod signing_certificate;
mod simulation;
mod ssh_public_key;
mod sts;
mod user;
