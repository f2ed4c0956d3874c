//! IAM and STS in process: requests in, replies out, a clock moved by hand.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod accounts;
mod credential_reports;
mod harness;
mod oidc_providers;
mod saml_providers;
mod server_certificates;
mod sessions;
