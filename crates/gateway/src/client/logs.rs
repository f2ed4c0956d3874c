//! `ruststack logs FUNCTION`: what a function has printed, and with `--follow` what it prints.

use std::collections::HashSet;
use std::time::Duration;

use base::clock::Clock;
use bytes::Bytes;
use clap::{Arg, ArgAction, ArgMatches, Command};
use http::Request;
use serde::Deserialize;
use serde_json::json;

use super::{Client, refused, run, show, with_server};
use crate::cli::Failure;
use crate::config::duration;

/// How often a server is asked whether there is more.
const PAUSE: Duration = Duration::from_millis(300);

/// The command.
pub(crate) fn command() -> Command {
    with_server(
        Command::new("logs")
            .about("Print what a function of a server that runs has logged")
            .arg(
                Arg::new("function")
                    .value_name("FUNCTION")
                    .required(true)
                    .help("Its name, or a log group that begins with /"),
            )
            .arg(
                Arg::new("follow")
                    .short('f')
                    .long("follow")
                    .action(ArgAction::SetTrue)
                    .help("Go on, and wait for the group where there is none yet"),
            )
            .arg(
                Arg::new("since")
                    .long("since")
                    .value_name("TIME")
                    .help("Only what is not older, such as 10m [default: all]"),
            )
            .arg(Arg::new("filter").long("filter").value_name("PATTERN").help("Only what a pattern finds")),
    )
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Page {
    #[serde(default)]
    events: Vec<Event>,
    next_token: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Event {
    event_id: String,
    timestamp: i64,
    message: String,
}

/// Runs it.
pub(crate) fn logs(matches: &ArgMatches) -> Result<(), Failure> {
    let client = Client::of(matches)?;
    let text = |name: &str| matches.get_one::<String>(name).map(String::as_str);
    let function = text("function").unwrap_or_default();
    let group =
        if function.starts_with('/') { function.to_owned() } else { format!("/aws/lambda/{function}") };
    let mut from = 0;
    if let Some(since) = text("since") {
        let since = duration(since).map_err(|message| Failure { message, exit_code: 2 })?;
        let past = Clock::system()
            .now()
            .millis()
            .saturating_sub(u64::try_from(since.as_millis()).unwrap_or(u64::MAX));
        from = i64::try_from(past).unwrap_or(i64::MAX);
    }
    let (follows, filter) = (matches.get_flag("follow"), text("filter"));
    run(async {
        let mut seen = Seen { from, at_last: HashSet::new() };
        loop {
            if !print_new(&client, &group, filter, follows, &mut seen).await? || !follows {
                return Ok(());
            }
            Clock::system().sleep(PAUSE).await;
        }
    })
}

/// Up to where events were printed: all before a moment, and of that moment these.
struct Seen {
    from: i64,
    at_last: HashSet<String>,
}

/// Prints what is there and was not printed. False where nobody reads it any more.
async fn print_new(
    client: &Client,
    group: &str,
    filter: Option<&str>,
    waits: bool,
    seen: &mut Seen,
) -> Result<bool, Failure> {
    let mut token: Option<String> = None;
    let start = seen.from;
    loop {
        let asked = json!({
            "logGroupName": group, "startTime": start, "nextToken": token, "filterPattern": filter,
        });
        let request = Request::post("/")
            .header("x-amz-target", "Logs_20140328.FilterLogEvents")
            .header("content-type", "application/x-amz-json-1.1")
            .body(Bytes::from(asked.to_string()))
            .map_err(|cause| Failure { message: cause.to_string(), exit_code: 2 })?;
        let reply = client.call("logs", request).await?;
        if !reply.status().is_success() {
            let refused = refused(&reply);
            // The function may not have run yet.
            return if waits && refused.message.starts_with("ResourceNotFoundException") {
                Ok(true)
            } else {
                Err(refused)
            };
        }
        let page: Page = serde_json::from_slice(reply.body()).map_err(|cause| Failure {
            message: format!("the reply cannot be read: {cause}"),
            exit_code: 1,
        })?;
        for event in page.events {
            if event.timestamp > seen.from {
                seen.from = event.timestamp;
                seen.at_last.clear();
            }
            if event.timestamp < seen.from || !seen.at_last.insert(event.event_id) {
                continue;
            }
            let line = event.message.trim_end_matches('\n');
            if !show(format!("{line}\n").as_bytes())? {
                return Ok(false);
            }
        }
        match page.next_token {
            Some(next) => token = Some(next),
            None => return Ok(true),
        }
    }
}
