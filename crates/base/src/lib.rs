//! What two or more engines need today, and nothing else: the context of a call, HTTP bodies, ARNs, the seams
//! between services, and the seams to time, chance and background work.
//!
//! Not here: errors, routing, XML, JSON, the operation trait. They belong to AWS's protocols, which are `wire`'s.

pub mod arn;
pub mod call;
pub mod clock;
pub mod entropy;
pub mod http;
pub mod seams;
pub mod service;
pub mod task;
#[cfg(debug_assertions)]
mod watchdog;
