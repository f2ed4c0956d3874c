//! IAM and STS in process: requests in, replies out, a clock moved by hand.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod access_key;
mod group;
mod harness;
mod login_profile;
mod membership;
mod mfa_device;
mod service_credential;
mod sessions;
mod signing_certificate;
mod ssh_public_key;
mod user;
