//! `cargo run -p conformance -- …`: the checks that need more than `cargo test`.
//!
//! - `clients`: flows of users' clients, which lie in `clients/`; `src/clients/` installs these
//! - `suite`: outside suites, compared with `baseline/` (what passes, and why not); `suite/report` reads their reports
//! - `compare`: generated requests to RustStack and another DynamoDB; `compare/` what is generated and compared
//! - `bench`: speed beside the ceiling; `bench/` workloads, load, ceiling
//! - `hostile`: servers attacked and killed, beside ledgers of what they promised; `hostile/` a file for each kind of client
//! - `docker`: functions in containers of a real daemon; `docker/` what is shown
//! - `shapes`: AWS's published model of a service as the table of `wire::shape` that its crate is built with; `shapes/`
//! - `managed_policies`: AWS's managed policies as the table that IAM's crate is built with; `managed_policies/`
//! - `replay`: sequences of calls that are kept as data, in `replay/`
//! - `release`: what is published, made from a checkout; `release/` a file for each form
//! - `process`: what the kernel knows of a process
//!
//! What these and the tests share is the library beside. `tests/sdk/` drives the binary with the official SDK;
//! `tests/tidy.rs` has the rules of the repository.

#![allow(
    clippy::disallowed_methods,
    reason = "a black box beside the emulator runs programs and measures by the host's clock"
)]
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command's output is its result")]

mod bench;
mod clients;
mod compare;
mod docker;
mod hostile;
mod managed_policies;
mod process;
mod release;
mod shapes;
mod suite;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use conformance::replay;

/// Black-box checks of RustStack.
#[derive(Debug, Parser)]
#[command(name = "conformance")]
struct Arguments {
    #[command(subcommand)]
    check: Check,
}

#[derive(Debug, Subcommand)]
enum Check {
    /// Flows with the AWS CLI, boto3, the SDK for JavaScript and what is built on them, installed below target/.
    Clients {
        /// Only scripts whose file's name contains this.
        #[arg(long)]
        only: Option<String>,
        /// Those too that take minutes, or hundreds of megabytes, to install and run.
        #[arg(long)]
        all: bool,
    },
    /// An outside suite against an endpoint, compared with the baseline of what has passed before.
    Suite(suite::Arguments),
    /// Generated DynamoDB requests to RustStack and to another endpoint, and where the answers differ.
    Compare(compare::Arguments),
    /// Speed, beside the ceiling: an HTTP server of the same make with no engine behind it.
    Bench(bench::Arguments),
    /// A server that is attacked, misused and killed while honest clients keep a ledger of what was promised them.
    Hostile(hostile::Arguments),
    /// Functions in containers of a real daemon, in an image that is made on the spot.
    Docker(docker::Arguments),
    /// AWS's published model of a service, as the table of data that its crate is built with.
    Shapes(shapes::Arguments),
    /// AWS's managed policies, as the table of data that IAM's crate is built with.
    ManagedPolicies(managed_policies::Arguments),
    /// Sequences of calls that are kept as data, such as those of Terraform's AWS provider (docs/replay.md).
    Replay(replay::Arguments),
    /// What is published: the static program, the wheel, the package for npm, the image, and their checksums.
    Release(release::Arguments),
    /// The ceiling alone, as `bench` starts it.
    #[command(hide = true)]
    Ceiling {
        /// The port to listen on, loopback.
        port: u16,
    },
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().check {
        Check::Clients { only, all } => clients::run(only.as_deref(), all),
        Check::Suite(arguments) => suite::run(&arguments),
        Check::Compare(arguments) => compare::run(&arguments),
        Check::Bench(arguments) => bench::run(&arguments),
        Check::Hostile(arguments) => hostile::run(&arguments),
        Check::Docker(arguments) => docker::run(&arguments),
        Check::Shapes(arguments) => shapes::run(&arguments),
        Check::ManagedPolicies(arguments) => managed_policies::run(&arguments),
        Check::Replay(arguments) => replay::run(&arguments).map(|report| {
            print!("{report}");
            report.holds()
        }),
        Check::Release(arguments) => release::run(&arguments),
        Check::Ceiling { port } => bench::ceiling::serve(port),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(cause) => {
            eprintln!("conformance: {cause}");
            ExitCode::from(2)
        }
    }
}
