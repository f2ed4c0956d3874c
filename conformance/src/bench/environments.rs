//! Lambda's environments: how long a first call takes, how many run at once, and what one costs while it is warm.

use std::time::{Duration, Instant};

use aws_sdk_lambda::types::Environment;
use conformance::Result;
use conformance::sdk::Sdk;
use conformance::server::Server;

use super::functions::{Form, active};
use super::load::{self, Load};
use super::workload::invocation;
use crate::process;

/// How many first calls are looked at.
const COLD: usize = 20;

/// Measures and prints. False if any request failed.
pub(super) fn run() -> Result<bool> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    runtime.block_on(async {
        cold_process().await?;
        cold_wasm().await?;
        let wasm = many(Form::Sleeper, 2, 500, b"{}").await?;
        let processes = many(Form::Process, 2, 50, b"\"wait\"").await?;
        Ok(wasm && processes)
    })
}

/// First calls of a compiled program: each change of its variables ends the environments of before.
async fn cold_process() -> Result<()> {
    let server = Server::start()?;
    let sdk = Sdk::new(&server);
    Form::Process.make(&sdk, "cold").await?;
    let mut times = Vec::new();
    for turn in 0..COLD {
        let variables = Environment::builder().variables("TURN", turn.to_string()).build();
        sdk.lambda
            .update_function_configuration()
            .function_name("cold")
            .environment(variables)
            .send()
            .await?;
        active(&sdk, "cold").await?;
        times.push(time_of_call(&server, "cold").await?);
    }
    print("first call, compiled program as a process", times);
    Ok(())
}

/// First calls of a module after a restart, which finds it compiled: the very first, and that of another function.
async fn cold_wasm() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let options = ["--data-dir".to_owned(), folder.path().display().to_string()];
    let server = Server::start_with(&options)?;
    let sdk = Sdk::new(&server);
    for name in ["first", "second"] {
        Form::Wasm.make(&sdk, name).await?;
        time_of_call(&server, name).await?;
    }
    server.terminate()?;
    let (mut first, mut second) = (Vec::new(), Vec::new());
    for _ in 0..COLD {
        let server = Server::start_with(&options)?;
        first.push(time_of_call(&server, "first").await?);
        second.push(time_of_call(&server, "second").await?);
        server.terminate()?;
    }
    print("first call, module after a restart", first);
    print("the same of a second function", second);
    Ok(())
}

/// Calls so many functions so many times at once, each of which takes a second; what the server and its children hold more than
/// before, when all are warm.
async fn many(form: Form, functions: usize, of_each: usize, event: &[u8]) -> Result<bool> {
    let server = Server::start()?;
    let sdk = Sdk::new(&server);
    let mut requests = Vec::new();
    for number in 0..functions {
        let name = format!("many-{number}");
        form.make(&sdk, &name).await?;
        requests.push(invocation(&name, event));
    }
    // Once, so that what all of them need is there.
    load::send_once(server.address().port(), &requests).await?;
    let (count, before) = (functions * of_each, process::family_mib(server.pid())?);
    let load = Load {
        requests: requests.into(),
        again: true,
        connections: count,
        length: Duration::from_millis(500),
    };
    let begun = Instant::now();
    let done = load.run(server.address().port()).await?;
    let took = begun.elapsed();
    let each = (process::family_mib(server.pid())? - before) / count as f64;
    println!(
        "{count} at once that take a second, {form:?}: {:.2} s for {} calls, {} errors; {:.0} KiB for each warm environment",
        took.as_secs_f64(),
        done.latencies_us.len(),
        done.errors,
        each * 1024.0
    );
    Ok(done.errors == 0)
}

async fn time_of_call(server: &Server, name: &str) -> Result<Duration> {
    let begun = Instant::now();
    load::send_once(server.address().port(), &[invocation(name, b"{}")]).await?;
    Ok(begun.elapsed())
}

fn print(what: &str, mut times: Vec<Duration>) {
    times.sort();
    let at = |index: usize| times.get(index).copied().unwrap_or_default().as_secs_f64() * 1e3;
    println!("{what}: {:.1} ms least, {:.1} ms median of {}", at(0), at(times.len() / 2), times.len());
}
