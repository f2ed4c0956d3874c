//! The command line: `ruststack` starts the server; its subcommands print. Flags come from the table in `config`.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use base::service::Known;
use clap::{Arg, ArgAction, ArgMatches, Command};
use store::Compacted;

use crate::client::{control, env, invoke, logs};
use crate::config::{self, Resolved, SETTINGS, Setting, Source, Sources};
use crate::log::{self, Lines};
use crate::server;
use crate::{coverage, routing, services, tls};

/// Exit code for a wrong command line or wrong settings, as clap uses it.
const WRONG_USE: u8 = 2;

/// Does what the command line says, to the end.
pub fn run() -> ExitCode {
    let matches = command().get_matches();
    let mut log = None;
    let done = match matches.subcommand() {
        Some(("operations", matches)) => print(&match matches.get_one::<String>("markdown") {
            Some(service) => coverage::page(service),
            None => operations(matches.get_flag("json")),
        }),
        Some(("invoke", matches)) => invoke::invoke(matches),
        Some(("logs", matches)) => logs::logs(matches),
        Some(("env", matches)) => env::env(matches),
        Some(("routing", _)) => print(&routing::page(services::ALL)),
        Some(("tls-ca", matches)) => {
            resolve(matches).and_then(|resolved| print(&tls::trusted(&resolved.settings)?))
        }
        Some(("compact", matches)) => {
            resolve(matches).and_then(|resolved| print(&compacted(resolved.settings.data_dir.as_deref())?))
        }
        Some(("config", matches)) => resolve(matches).and_then(|resolved| print(&in_force(&resolved))),
        other => other.and_then(|(name, matches)| control::control(name, matches)).unwrap_or_else(|| {
            let resolved = resolve(&matches)?;
            let lines = log.insert(log::start(&resolved.settings)?);
            server::run(&resolved, lines)
        }),
    };
    let exit_code = match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            last_words(log.as_ref(), &failure.message);
            ExitCode::from(failure.exit_code)
        }
    };
    if let Some(lines) = log {
        lines.flush();
    }
    exit_code
}

/// Says why the program ends. The log may not be set up, or set to silence; this must be seen. Where there is a log it
/// goes through the log: a write past it would wait for an output that nobody reads.
fn last_words(log: Option<&Lines>, message: &str) {
    let line = format!("ruststack: {message}\n");
    match log {
        Some(lines) => lines.push(line.as_bytes()),
        None => drop(std::io::stderr().write_all(line.as_bytes())),
    }
}

/// Why the program ends without having done what it was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// A sentence for the user.
    pub message: String,
    /// 1 if the host did not let us, 2 if the user asked for something wrong.
    pub exit_code: u8,
}

impl From<config::Error> for Failure {
    fn from(error: config::Error) -> Failure {
        Failure { message: error.to_string(), exit_code: WRONG_USE }
    }
}

impl From<store::Error> for Failure {
    fn from(error: store::Error) -> Failure {
        Failure { message: error.to_string(), exit_code: 1 }
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Failure {
        Failure { message: error.to_string(), exit_code: 1 }
    }
}

/// The whole command line.
fn command() -> Command {
    let start = Command::new("ruststack")
        .version(env!("CARGO_PKG_VERSION"))
        .about("AWS S3, DynamoDB and Lambda in one process, on one port.")
        .after_help(EXAMPLES)
        .args_conflicts_with_subcommands(true)
        .subcommand_help_heading("Commands (without one the server starts)")
        .disable_help_subcommand(true)
        .max_term_width(100);
    let with_tables: Vec<&str> =
        services::operations(services::ALL).iter().map(|(facts, _)| facts.name).collect();
    let operations = Command::new("operations")
        .about("List the operations that are emulated")
        .arg(Arg::new("json").long("json").action(ArgAction::SetTrue).help("As one JSON object"))
        .arg(
            Arg::new("markdown")
                .long("markdown")
                .value_name("SERVICE")
                .value_parser(with_tables)
                .help("The page of docs/coverage for one service"),
        );
    let routing = Command::new("routing").about("Print which requests are for which service");
    let config =
        with_settings(Command::new("config").about("Print the settings in force and where each comes from"));
    let tls_ca = with_settings(
        Command::new("tls-ca")
            .about("Print the CA that clients are to trust for https, as PEM; made if there is none"),
    );
    let compact =
        with_settings(Command::new("compact").about(
            "Write the files of a data folder anew, without what was overwritten; no server may use it",
        ));
    let commands = [env::command(), invoke::command(), logs::command()];
    let printing = [operations, routing, config, tls_ca, compact];
    with_settings(start).subcommands(control::commands()).subcommands(commands).subcommands(printing)
}

const EXAMPLES: &str = "\
Examples:
  ruststack                                    start, state in memory
  ruststack --data-dir ./state                 start, state kept in a folder
  aws --endpoint-url http://127.0.0.1:4566 s3 mb s3://pictures

A setting is looked for as a flag, then as a variable RUSTSTACK_NAME, then in the file, then by default.";

fn with_settings(command: Command) -> Command {
    let file = Arg::new("config")
        .long("config")
        .value_name("FILE")
        .help("TOML file of settings [default: ./ruststack.toml if it is there; variable: RUSTSTACK_CONFIG]")
        .help_heading("Settings");
    SETTINGS.iter().map(flag).fold(command.arg(file), Command::arg)
}

fn flag(setting: &Setting) -> Arg {
    let mut notes = Vec::new();
    if !setting.default.is_empty() {
        notes.push(format!("default: {}", setting.default));
    }
    if !setting.aliases.is_empty() {
        let names: Vec<&str> = setting.aliases.iter().map(|alias| alias.variable).collect();
        notes.push(format!("also: {}", names.join(", ")));
    }
    let notes = if notes.is_empty() { String::new() } else { format!(" [{}]", notes.join("; ")) };
    Arg::new(setting.name)
        .long(setting.name)
        .value_name(setting.value)
        .allow_hyphen_values(true)
        .help(format!("{}{notes}", setting.help))
        .help_heading(setting.section)
}

fn resolve(matches: &ArgMatches) -> Result<Resolved, Failure> {
    let mut flags = BTreeMap::new();
    for setting in SETTINGS {
        if let Some(text) = matches.get_one::<String>(setting.name) {
            flags.insert(setting.name, text.clone());
        }
    }
    let variable = || std::env::var_os("RUSTSTACK_CONFIG").filter(|path| !path.is_empty()).map(PathBuf::from);
    let path = matches.get_one::<String>("config").map(PathBuf::from).or_else(variable);
    let file = config::read_file(path.as_deref())?;
    // Variables that are not Unicode cannot be settings of ours; `vars` would panic on them.
    let variables =
        std::env::vars_os().filter_map(|(n, v)| Some((n.into_string().ok()?, v.into_string().ok()?)));
    Ok(Resolved::of(&Sources { flags, variables: variables.collect(), file })?)
}

fn print(text: &str) -> Result<(), Failure> {
    match std::io::stdout().write_all(text.as_bytes()) {
        // A reader such as `head` that has seen enough is no failure.
        Err(cause) if cause.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        other => Ok(other?),
    }
}

/// Compacts a data folder, and says what came of it.
fn compacted(folder: Option<&Path>) -> Result<String, Failure> {
    let Some(folder) = folder else {
        let message = "name the folder, with --data-dir or by another way of settings".to_owned();
        return Err(Failure { message, exit_code: WRONG_USE });
    };
    let Compacted { before, after } = store::compact(folder)?;
    Ok(format!("{}: {before} bytes before, {after} bytes now\n", folder.display()))
}

/// One line a setting, as the file takes it.
fn in_force(resolved: &Resolved) -> String {
    let mut text = String::new();
    for (setting, value, source) in &resolved.origins {
        let source = match source {
            Source::Flag => format!("flag --{}", setting.name),
            Source::Variable(name) => format!("variable {name}"),
            Source::File(path) => path.display().to_string(),
            Source::Default => "default".to_owned(),
        };
        // Printed to terminals and into bug reports: who has the keys, not what they are.
        let hidden = format!("{:?}", resolved.settings.access_keys);
        let value = if setting.name == "access-keys" { &hidden } else { value };
        // JSON's strings are TOML's as well.
        let value = serde_json::Value::from(value.as_str()).to_string();
        let line = if value == "\"\"" {
            format!("# {} = ", setting.name)
        } else {
            format!("{} = {value}", setting.name)
        };
        text += &format!("{line:<60} # {source}\n");
    }
    text
}

fn operations(as_json: bool) -> String {
    let tables = services::operations(services::ALL);
    let names = |table: &[Known], wanted: bool| -> Vec<&'static str> {
        table.iter().filter(|known| known.is_built == wanted).map(|known| known.name).collect()
    };
    if as_json {
        let document: serde_json::Map<String, serde_json::Value> = tables
            .iter()
            .map(|(service, table)| {
                let lists =
                    serde_json::json!({ "emulated": names(table, true), "missing": names(table, false) });
                (service.name.to_owned(), lists)
            })
            .collect();
        return format!("{}\n", serde_json::Value::Object(document));
    }
    let mut text = String::new();
    for (service, table) in &tables {
        let (built, missing) = (names(table, true), names(table, false));
        text += &format!("{}: {} of {} operations\n", service.name, built.len(), table.len());
        built.iter().for_each(|name| text += &format!("  {name}\n"));
        missing.iter().for_each(|name| text += &format!("  {name} (missing)\n"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        command().debug_assert();
    }

    #[test]
    fn the_help_names_every_setting() {
        let help = command().render_long_help().to_string();
        for setting in SETTINGS {
            assert!(help.contains(&format!("--{} <{}>", setting.name, setting.value)), "{}", setting.name);
        }
        assert!(help.contains("also: GATEWAY_LISTEN") && help.contains("default: 4566"), "{help}");
    }

    #[test]
    fn secrets_are_not_printed() {
        let flags = BTreeMap::from([("access-keys", "id:hush".to_owned())]);
        let resolved = Resolved::of(&Sources { flags, ..Sources::default() }).unwrap();
        let text = in_force(&resolved);
        assert!(text.contains("AccessKey(id)") && !text.contains("hush"), "{text}");
        assert!(text.contains("port = \"4566\""), "{text}");
    }
}
