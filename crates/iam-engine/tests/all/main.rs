//! IAM and STS in process: requests in, replies out, a clock moved by hand.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod attached_policies;
mod harness;
mod inline_policies;
mod policies;
mod policy_model;
mod sessions;
