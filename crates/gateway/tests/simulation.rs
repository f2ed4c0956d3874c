//! All engines in one process, in a simulation: time and chance come from a seed, clients do random things at the same time,
//! and the process dies before any write, its disk fills, the state is restored under way, or goes on in a fork. Each client
//! knows what it must be answered, and what must be there.
//!
//! `SIMULATION_REQUESTS=n` says how many requests are made (a million by `.ci/run`), `SIMULATION_SEED=n` replays one world.
//!
//! - `simulation/run`: worlds, from the first life of a process to the last; `simulation/life`: one life, and how it ends
//! - `simulation/client`: a client and its models; `simulation/tables` DynamoDB's, `simulation/buckets` S3's,
//!   `simulation/users` IAM's, `simulation/functions` Lambda's, `simulation/queues` SQS's, `simulation/logs` CloudWatch Logs',
//!   `simulation/parameters` Parameter Store's, `simulation/secrets` Secrets Manager's
//! - `simulation/engines`: the engines over one store; `simulation/inbox`: what takes events

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on fails")]

#[path = "simulation/buckets.rs"]
mod buckets;
#[path = "simulation/client.rs"]
mod client;
#[path = "simulation/engines.rs"]
mod engines;
#[path = "simulation/functions.rs"]
mod functions;
#[path = "simulation/inbox.rs"]
mod inbox;
#[path = "simulation/life.rs"]
mod life;
#[path = "simulation/logs.rs"]
mod logs;
#[path = "simulation/parameters.rs"]
mod parameters;
#[path = "simulation/queues.rs"]
mod queues;
#[path = "simulation/run.rs"]
mod run;
#[path = "simulation/secrets.rs"]
mod secrets;
#[path = "simulation/tables.rs"]
mod tables;
#[path = "simulation/users.rs"]
mod users;
