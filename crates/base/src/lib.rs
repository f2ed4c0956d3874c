//! What two or more engines need today, and nothing else: the context of a call, HTTP bodies, ARNs, the traits of services
//! and of the seams between them, and the seams to time, chance and background work.
//!
//! Not here: errors, routing, XML, JSON, the operation trait. They belong to AWS's protocols, which are `wire`'s.
//!
//! - `arn`: ARNs, accounts, regions
//! - `call`: account, region, request id, time and caller of one request, and the address that it came to
//! - `clock`: the emulator's time, which a test or a user moves
//! - `dice`: choices made by bytes, for the oracles of the fuzz targets
//! - `entropy`: chance, which a seed repeats
//! - `http`: `Request`, `Response`, the streaming `Body`, `OperationName` for the log
//! - `place`: the place of a request among those that are worked on
//! - `schedule`: the work that nobody waits for, by the clock
//! - `seams`: how services meet: `EventTarget`, `StreamSource`, `ObjectSource`, `ObjectSink`, `ObjectStore`; `seams/access_keys`
//!   whose an access key is; `seams/forms` who signed a form; `seams/keys` encryption for others
//! - `service`: what a service is to the gateway: `Facts`, the trait `Service`, `Refusal`
//! - `task`: named background tasks, joined at shutdown; `watchdog` fails a debug build whose poll works for too long

pub mod arn;
pub mod call;
pub mod clock;
pub mod dice;
pub mod entropy;
pub mod http;
pub mod place;
pub mod schedule;
pub mod seams;
pub mod service;
pub mod task;
#[cfg(debug_assertions)]
mod watchdog;
