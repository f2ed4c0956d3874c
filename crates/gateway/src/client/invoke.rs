//! `ruststack invoke FUNCTION`: runs a function, shows its log and its answer.

use std::io::{Read as _, Write as _};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use clap::{Arg, ArgAction, ArgMatches, Command};
use http::{Request, Response};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::{Client, refused, run, show, with_server};
use crate::cli::Failure;

/// The command.
pub(crate) fn command() -> Command {
    with_server(
        Command::new("invoke")
            .about("Run a function of a server that runs; its log goes to the error output")
            .arg(Arg::new("function").value_name("FUNCTION").required(true).help("Its name or ARN"))
            .arg(
                Arg::new("payload")
                    .long("payload")
                    .value_name("JSON")
                    .help("The event: JSON, @FILE for a file's, or - for the input's [default: {}]"),
            )
            .arg(Arg::new("qualifier").long("qualifier").value_name("NAME").help("A version or an alias"))
            .arg(
                Arg::new("async")
                    .long("async")
                    .action(ArgAction::SetTrue)
                    .help("Only queue the event, and do not wait"),
            ),
    )
}

/// Runs it.
pub(crate) fn invoke(matches: &ArgMatches) -> Result<(), Failure> {
    let client = Client::of(matches)?;
    let text = |name: &str| matches.get_one::<String>(name).map(String::as_str);
    let payload = payload(text("payload").unwrap_or("{}"))?;
    let is_queued = matches.get_flag("async");
    let function = utf8_percent_encode(text("function").unwrap_or_default(), NON_ALPHANUMERIC);
    let mut path = format!("/2015-03-31/functions/{function}/invocations");
    if let Some(qualifier) = text("qualifier") {
        path += &format!("?Qualifier={}", utf8_percent_encode(qualifier, NON_ALPHANUMERIC));
    }
    let way = if is_queued { "Event" } else { "RequestResponse" };
    let request = Request::post(path)
        .header("x-amz-invocation-type", way)
        .header("x-amz-log-type", if is_queued { "None" } else { "Tail" })
        .header("content-type", "application/json")
        .body(payload)
        .map_err(|cause| Failure { message: cause.to_string(), exit_code: 2 })?;
    run(async {
        let reply = client.call("lambda", request).await?;
        if !reply.status().is_success() {
            return Err(refused(&reply));
        }
        shown(&reply)
    })
}

/// The event that `--payload` means.
fn payload(given: &str) -> Result<Bytes, Failure> {
    if given == "-" {
        let mut input = Vec::new();
        std::io::stdin().read_to_end(&mut input)?;
        return Ok(input.into());
    }
    match given.strip_prefix('@') {
        Some(file) => {
            let wrong = |cause| Failure { message: format!("{file}: {cause}"), exit_code: 2 };
            std::fs::read(file).map(Bytes::from).map_err(wrong)
        }
        None => Ok(Bytes::copy_from_slice(given.as_bytes())),
    }
}

/// The log, and the answer; one that is an error ends in a failure.
fn shown(reply: &Response<Bytes>) -> Result<(), Failure> {
    let header = |name: &str| reply.headers().get(name).and_then(|value| value.to_str().ok());
    if let Some(log) = header("x-amz-log-result").and_then(|log| STANDARD.decode(log).ok()) {
        std::io::stderr().write_all(&log)?;
    }
    if !reply.body().is_empty() {
        show(&[&reply.body()[..], b"\n"].concat())?;
    }
    match header("x-amz-function-error") {
        Some(_) => Err(Failure { message: "the function failed".to_owned(), exit_code: 1 }),
        None => Ok(()),
    }
}
