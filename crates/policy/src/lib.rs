//! IAM's policy language, as pure functions: a document and a request in, a decision and its reason out.
//!
//! No store, no clock, no runtime. Which policies apply to a request, and what the request's keys are, the engines say;
//! so do the words in which a service refuses a malformed document.
//!
//! - `document` what a policy says of a request; `document/read` from JSON to that, within limits.
//! - `principal` who asks, and whom a statement means. `condition` conditions with their operators. `template` texts with
//!   wildcards and variables. `context` the keys of a request.
//! - `decision` all policies together, in one account and across accounts; the reason as AWS words it.
//! - `standing` who is judged at all, by the server's settings: one table for all services.
//! - `oracle` a second, naive evaluator, for tests and fuzz targets.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies.html>

pub mod context;
pub mod decision;
pub mod document;
pub mod oracle;
pub mod principal;
pub mod standing;

mod condition;
mod template;

pub use context::Context;
pub use decision::{Decision, Policies, PolicyType, Reason, Request, decide};
pub use document::{Document, Form, Malformed};
pub use principal::Principal;
pub use standing::{Standing, standing};
