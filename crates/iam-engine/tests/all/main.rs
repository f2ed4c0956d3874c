//! IAM and STS in process: requests in, replies out, a clock moved by hand.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod access_key;
mod group;
mod harness;
mod login_profile;
mod mfa_device;
mod sessions;
mod user;
