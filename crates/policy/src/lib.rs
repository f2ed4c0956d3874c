//! IAM's policy language, as pure functions: a document and a request in, a decision and its reason out.
//!
//! No store, no clock, no runtime. Which policies apply to a request, and what the request's keys are, the engines say;
//! so do the words in which a service refuses a malformed document.
//!
//! - `document`: what a policy says about a request; `document/read`: from JSON to that, within limits; `document/malformed`:
//!   why a text is no policy; `document/matched`: which statements are about a request, and which keys they ask for;
//!   `document/place`: where statements stand in a text;
//!   `document/service`: which services a policy lets its holder use
//! - `principal`: who asks, and whom a statement means; `context`: the keys of a request
//! - `condition`: one operator on one key; `condition/operator` the table, `condition/kind` kinds of values, `condition/address`, `condition/decimal` and
//!   `condition/moment` the values; `template`: wildcards and variables
//! - `decision`: all policies together, in one account and across accounts; `decision/reason`: why, in AWS's words
//! - `standing`: who is judged at all, by the server's settings: one table for all services
//! - `oracle`: a second, naive evaluator (`oracle/naive`, `oracle/naive_condition`) and a grammar (`oracle/grammar`), for
//!   tests and fuzz targets
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

pub use condition::kind::ValueKind;
pub use context::Context;
pub use decision::{Decision, Policies, PolicyType, Reason, Request, decide};
pub use document::{Document, Form, Malformed};
pub use principal::Principal;
pub use standing::{Standing, standing};
