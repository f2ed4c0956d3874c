//! IAM and STS in process: requests in, replies out, a clock moved by hand.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod harness;
mod instance_profile;
mod role;
mod service_linked_role;
mod sessions;
