//! IAM and STS in process: requests in, replies out, a clock moved by hand.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod assume_role;
mod federation;
mod attached_policies;
mod harness;
mod inline_policies;
mod policies;
mod sessions;
mod sts;
