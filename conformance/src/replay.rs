//! Sequences of calls that are kept as data, and their player: what a program sends, what it expects of each reply, and
//! that what was written is what is read back. `docs/replay.md` says how a sequence is written.

mod check;
mod form;
mod judge;
mod path;
mod player;
mod sequence;
mod values;
mod xml;

use std::fmt::{self, Display, Formatter, Write as _};
use std::path::{Path, PathBuf};
use std::process::Stdio;

pub use player::{End, Failure, Place, Played, play};
pub use sequence::{Difference, Planned, Script, Sequence, Source, Step};

use crate::Result;
use crate::sdk::Identity;
use crate::server::{self, Server};

/// What to play, and where.
#[derive(Debug, Default, clap::Args)]
pub struct Arguments {
    /// Only sequences with this in their file, resource or name.
    filter: Option<String>,
    /// A running server, such as `http://127.0.0.1:4566`; AWS's variables of the environment name the credentials.
    #[arg(long, conflicts_with = "binary")]
    endpoint: Option<String>,
    /// The binary; by default what RUSTSTACK_BIN names, or else this workspace's own, built for it.
    #[arg(long)]
    binary: Option<PathBuf>,
    /// The folder of the sequences.
    #[arg(long)]
    dir: Option<PathBuf>,
}

/// All sequences that were played.
#[derive(Clone, Debug, Default)]
pub struct Report(pub Vec<Played>);

/// Plays the sequences that the arguments mean.
pub fn run(arguments: &Arguments) -> Result<Report> {
    let folder = arguments.dir.clone().unwrap_or_else(folder);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    if let Some(endpoint) = &arguments.endpoint {
        let host = endpoint.strip_prefix("http://").ok_or("an endpoint is http://HOST:PORT")?;
        let place = Place { host: host.trim_end_matches('/').to_owned(), who: from_the_environment() };
        return runtime.block_on(play_all(&place, &folder, arguments.filter.as_deref()));
    }
    let server = match &arguments.binary {
        None => Server::start()?,
        Some(binary) => {
            let binary = std::process::Command::new(binary.canonicalize()?);
            Server::launch::<&str>(binary, server::free_port()?, &[], Stdio::null())?
        }
    };
    let place = Place { host: server.address().to_string(), who: Identity::default() };
    runtime.block_on(play_all(&place, &folder, arguments.filter.as_deref()))
}

/// Where this repository has its sequences.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("replay")
}

/// Plays the sequences of a folder, one after another.
pub async fn play_all(place: &Place, folder: &Path, filter: Option<&str>) -> Result<Report> {
    let mut report = Report::default();
    for file in sequence::files(folder)? {
        let script = Script::read(&file)?;
        let file = file.strip_prefix(folder).unwrap_or(&file).display().to_string();
        for sequence in &script.sequences {
            let names = [&file, &script.resource, &sequence.name];
            if filter.is_none_or(|filter| names.iter().any(|name| name.contains(filter))) {
                let played = play(place, &script, sequence).await;
                report.0.push(played.map_err(|cause| format!("{file}: {}: {cause}", sequence.name))?);
            }
        }
    }
    if report.0.is_empty() {
        return Err("there is no such sequence".into());
    }
    Ok(report)
}

fn from_the_environment() -> Identity {
    let usual = Identity::default();
    let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    Identity {
        access_key: variable("AWS_ACCESS_KEY_ID").unwrap_or(usual.access_key),
        secret: variable("AWS_SECRET_ACCESS_KEY").unwrap_or(usual.secret),
        token: variable("AWS_SESSION_TOKEN"),
        region: usual.region,
    }
}

impl Report {
    /// Whether every sequence went as its file says.
    pub fn holds(&self) -> bool {
        self.0.iter().all(|played| !matches!(played.end, End::Failed(_)))
    }
}

impl Display for Report {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        for played in &self.0 {
            write!(out, "{played}")?;
        }
        let count = |which: fn(&End) -> bool| self.0.iter().filter(|played| which(&played.end)).count();
        let steps: usize = self.0.iter().map(|played| played.steps).sum();
        let differences: usize = self.0.iter().map(|played| played.differences.len()).sum();
        writeln!(
            out,
            "replay: {} sequences, {steps} steps: {} whole, {} to what is not built, {} failed; {differences} answers \
             differ from AWS's, as marked",
            self.0.len(),
            count(|end| matches!(end, End::Whole)),
            count(|end| matches!(end, End::NotBuilt(_))),
            count(|end| matches!(end, End::Failed(_))),
        )
    }
}

impl Display for Played {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        let mut text = format!("{}, {}: ", self.resource, self.name);
        match &self.end {
            End::Whole => writeln!(text, "{} steps", self.steps)?,
            End::NotBuilt(name) => {
                writeln!(text, "{} of {} steps, to {name}, which is not built", self.steps, self.all)?;
            }
            End::Failed(failure) => {
                writeln!(text, "FAILED at step {} of {}, {}", self.steps, self.all, self.last)?;
                writeln!(text, "    sent   {}", failure.sent)?;
                for wrong in &failure.wrong {
                    writeln!(text, "    wrong  {wrong}")?;
                }
                writeln!(text, "    reply  {}", failure.reply)?;
            }
        }
        for (operation, difference) in &self.differences {
            writeln!(text, "    {operation} differs from AWS: {difference}")?;
        }
        out.write_str(&text)
    }
}
