//! AWS's published model of a service (`service-2.json` of botocore), written as a Rust file of data in terms of
//! `wire::shape`: the service, every operation's name and route, its errors, and the shapes that the built operations
//! reach. The file keeps what is built: a run writes again the operations that stand in it, and those that `--add` names.

mod model;
mod names;
mod older;
mod pattern;
mod published;
mod recorded;
mod table;

use std::collections::BTreeSet;
use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use conformance::{Error, Result};

use model::Service;
use published::Published;

/// How many lines `--check` shows of what differs.
const MAX_SHOWN: usize = 20;

/// What to write.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The service, as botocore calls its folder, such as sts.
    service: String,
    /// botocore's folder `data`.
    #[arg(long)]
    models: PathBuf,
    /// Operations that the table is to have beside those that stand in it.
    #[arg(long, value_delimiter = ',')]
    add: Vec<String>,
    /// The file; without it `src/model.rs` of the crate that has the service's name.
    #[arg(long)]
    out: Option<PathBuf>,
    /// botocore's version, where its folder does not say it.
    #[arg(long)]
    version: Option<String>,
    /// The folder `data` of an older botocore, in which a service that speaks JSON by now spoke query: for its names there.
    #[arg(long)]
    query_models: Option<PathBuf>,
    /// Writes nothing, and fails where the file is not what would be written.
    #[arg(long, conflicts_with = "add")]
    check: bool,
}

/// Writes or checks the table; false if it is not what the model says.
pub(crate) fn run(arguments: &Arguments) -> Result<bool> {
    let published = Published::find(&arguments.models, &arguments.service, arguments.version.as_deref())?;
    let out = match &arguments.out {
        Some(out) => out.clone(),
        None => home_of(&root(), &arguments.service)?,
    };
    let old = match fs::read_to_string(&out) {
        Ok(old) => old,
        Err(cause) if cause.kind() == ErrorKind::NotFound => String::new(),
        Err(cause) => return Err(format!("{}: {cause}", out.display()).into()),
    };
    let mut service = Service::read(&published.json)?;
    let mut head = published.head();
    if arguments.query_models.is_none() && old.contains(published::QUERY_HEAD) {
        return Err(
            "the table has an older model's names in query: name its folder with --query-models".into()
        );
    }
    if let Some(models) = &arguments.query_models {
        let older = Published::find(models, &arguments.service, None)?;
        service.remember(&Service::read(&older.json)?);
        head.push_str(&older.head_for_query());
    }
    service.amend();
    let mut wanted = built(&old, &service)?;
    wanted.extend(arguments.add.iter().cloned());
    let new = formatted(&table::write(&service, &head, &wanted)?)?;
    if arguments.check {
        return Ok(is_same(&old, &new, &out));
    }
    fs::write(&out, &new)?;
    println!("{}: {} operations of {}", out.display(), wanted.len(), service.operations.len());
    Ok(true)
}

/// The operations that stand in a table.
fn built(table: &str, service: &Service) -> Result<BTreeSet<String>> {
    let statics =
        table.lines().filter_map(|line| line.strip_prefix("pub static ")?.split_once(": Signature "));
    let operation = |(name, _): (&str, &str)| {
        let found = service.operations.keys().find(|operation| names::upper(operation) == name);
        found.cloned().ok_or_else(|| format!("the model has no operation of the name {name}").into())
    };
    statics.map(operation).collect()
}

/// Whether a file is what the model says; what differs is shown.
fn is_same(old: &str, new: &str, out: &Path) -> bool {
    if old == new {
        return true;
    }
    println!("{} is not what the model says:", out.display());
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<BTreeSet<_>>();
    let (was, is) = (lines(old), lines(new));
    let gone = old.lines().filter(|line| !is.contains(*line)).map(|line| format!("- {line}"));
    let came = new.lines().filter(|line| !was.contains(*line)).map(|line| format!("+ {line}"));
    gone.take(MAX_SHOWN).chain(came.take(MAX_SHOWN)).for_each(|line| println!("{line}"));
    false
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The file of a service that has a crate of its own name.
fn home_of(root: &Path, service: &str) -> Result<PathBuf> {
    let folders = [format!("{service}-engine"), format!("{service}-exec"), service.to_owned()];
    let home = folders.iter().map(|folder| root.join("crates").join(folder)).find(|folder| folder.is_dir());
    let home = home.ok_or_else(|| format!("{service} has no crate: name the file with --out"))?;
    Ok(home.join("src/model.rs"))
}

/// Rust as `cargo fmt` has it.
fn formatted(rust: &str) -> Result<String> {
    let mut rustfmt = Command::new("rustfmt");
    rustfmt.args(["--edition", "2024", "--config-path"]).arg(root().join("rustfmt.toml"));
    let mut child = rustfmt.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let mut input = child.stdin.take().ok_or("rustfmt has no standard input")?;
    // rustfmt reads all before it writes.
    input.write_all(rust.as_bytes())?;
    drop(input);
    let output = child.wait_with_output()?;
    if !output.status.success() {
        return Err(Error::from("rustfmt refuses what was written"));
    }
    Ok(String::from_utf8(output.stdout)?)
}

#[cfg(test)]
mod tests;
