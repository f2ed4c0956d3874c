//! The commands that control a server that runs: what it is, its state, its clock. Each is a request to one of the paths of
//! `docs/control.md`, its answer said in a sentence, or with `--json` as it came.

use std::time::Duration;

use bytes::Bytes;
use clap::{Arg, ArgAction, ArgMatches, Command};
use http::{Method, Request};
use serde_json::{Value, json};

use super::{Client, run, show, with_server};
use crate::cli::Failure;
use crate::config::duration;

/// One request to a path of the emulator's own.
struct Asked {
    method: Method,
    path: String,
    body: Option<Value>,
}

/// A command: how it is called, what it asks for, and how it says what came.
struct Control {
    command: fn() -> Command,
    asked: fn(&ArgMatches) -> Result<Asked, Failure>,
    said: fn(&Value) -> String,
}

/// All of them, by their names.
const CONTROLS: [(&str, Control); 5] = [
    ("status", Control { command: status, asked: |_| Ok(get("health")), said: services }),
    (
        "reset",
        Control {
            command: reset,
            asked: |_| Ok(post("reset".to_owned(), None)),
            said: |_| "the state of all services is gone; checkpoints are there still\n".to_owned(),
        },
    ),
    (
        "checkpoint",
        Control {
            command: checkpoint,
            asked: |matches| Ok(post(format!("checkpoints/{}", name(matches)), None)),
            said: |reply| format!("the state is kept as {}\n", text(reply, "checkpoint")),
        },
    ),
    (
        "restore",
        Control {
            command: restore,
            asked: |matches| Ok(post(format!("checkpoints/{}/restore", name(matches)), None)),
            said: |reply| format!("the state is that of {}\n", text(reply, "restored")),
        },
    ),
    ("clock", Control { command: clock, asked: moved, said: |reply| format!("{}\n", text(reply, "now")) }),
];

/// The commands.
pub(crate) fn commands() -> impl Iterator<Item = Command> {
    CONTROLS.iter().map(|(_, control)| {
        let json = Arg::new("json").long("json").action(ArgAction::SetTrue).global(true);
        with_server((control.command)()).arg(json.help("The answer as JSON"))
    })
}

/// Runs the command of a name; nothing if it is none of these.
pub(crate) fn control(command: &str, matches: &ArgMatches) -> Option<Result<(), Failure>> {
    let (_, control) = CONTROLS.iter().find(|(name, _)| *name == command)?;
    Some((control.asked)(matches).and_then(|asked| done(control, matches, asked)))
}

fn done(control: &Control, matches: &ArgMatches, asked: Asked) -> Result<(), Failure> {
    // Flags may stand behind the words of a command.
    let matches = matches.subcommand().map_or(matches, |(_, inner)| inner);
    let client = Client::of(matches)?;
    let wrong = |message: String| Failure { message, exit_code: 1 };
    let body = asked.body.map_or_else(Bytes::new, |body| body.to_string().into());
    let request =
        Request::builder().method(asked.method).uri(format!("/_ruststack/{}", asked.path)).body(body);
    let request = request.map_err(|cause| Failure { message: cause.to_string(), exit_code: 2 })?;
    run(async {
        let reply = client.call("ruststack", request).await?;
        let read: Result<Value, _> = serde_json::from_slice(reply.body());
        let document = read
            .map_err(|_| wrong(format!("{} is no RustStack: it does not answer as one", client.authority)))?;
        if matches.get_flag("json") {
            show(format!("{document}\n").as_bytes())?;
        } else if reply.status().is_success() || document.get("services").is_some() {
            show((control.said)(&document).as_bytes())?;
        }
        match reply.status().is_success() {
            true => Ok(()),
            false => Err(wrong(match text(&document, "error") {
                "" => format!("the server answers {}", reply.status()),
                why => why.to_owned(),
            })),
        }
    })
}

fn get(path: &str) -> Asked {
    Asked { method: Method::GET, path: path.to_owned(), body: None }
}

fn post(path: String, body: Option<Value>) -> Asked {
    Asked { method: Method::POST, path, body }
}

fn text<'v>(document: &'v Value, member: &str) -> &'v str {
    document.get(member).and_then(Value::as_str).unwrap_or_default()
}

fn status() -> Command {
    Command::new("status").about("Say whether a server runs and is well; exit code 1 if not")
}

/// A line for each service, those that are well together.
fn services(health: &Value) -> String {
    let services = health.get("services").and_then(Value::as_object);
    let mut standings: Vec<(&str, Vec<&str>)> = Vec::new();
    for (service, standing) in services.into_iter().flatten() {
        let standing = standing.as_str().unwrap_or_default();
        match standings.iter_mut().find(|(known, _)| *known == standing) {
            Some((_, services)) => services.push(service),
            None => standings.push((standing, vec![service])),
        }
    }
    let mut said = format!("RustStack {}\n", text(health, "version"));
    for (standing, services) in standings {
        said += &format!("{standing}: {}\n", services.join(", "));
    }
    said
}

fn reset() -> Command {
    Command::new("reset").about("Forget the state of all services of a server that runs")
}

fn checkpoint() -> Command {
    named(Command::new("checkpoint").about("Keep the state of a server that runs under a name"))
}

fn restore() -> Command {
    named(Command::new("restore").about("Bring a checkpoint back"))
}

fn named(command: Command) -> Command {
    let help = "1 to 100 letters, digits, hyphens, underscores and dots";
    command.arg(Arg::new("name").value_name("NAME").required(true).help(help))
}

/// The name, as a path has it: a wrong one is the server's to refuse.
fn name(matches: &ArgMatches) -> String {
    let given = matches.get_one::<String>("name").map(String::as_str).unwrap_or_default();
    percent_encoding::utf8_percent_encode(given, percent_encoding::NON_ALPHANUMERIC).to_string()
}

fn clock() -> Command {
    let advance = Arg::new("time").value_name("TIME").required(true).help("Such as 90s, 2h or 30d");
    Command::new("clock")
        .about("Show the time of a server that runs, or stop it, move it, let it run on")
        .subcommand(Command::new("freeze").about("Stop it where it is"))
        .subcommand(Command::new("advance").about("Move it forward").arg(advance))
        .subcommand(Command::new("resume").about("Let it run on from where it stands"))
}

fn moved(matches: &ArgMatches) -> Result<Asked, Failure> {
    let Some((how, of_it)) = matches.subcommand() else { return Ok(get("clock")) };
    let body = match of_it.try_get_one::<String>("time") {
        Ok(Some(time)) => {
            let time: Duration = duration(time).map_err(|message| Failure { message, exit_code: 2 })?;
            Some(json!({ "seconds": time.as_secs_f64() }))
        }
        _ => None,
    };
    Ok(post(format!("clock/{how}"), body))
}
