//! AWS's managed policies, as the table that IAM's crate is built with. Their documents are public, yet AWS gives them out
//! to signed requests only; the package moto on PyPI has them as data.
//!
//! `managed_policies/source` reads that package, `managed_policies/pack` writes the table.

mod pack;
mod source;

use std::fs;
use std::path::{Path, PathBuf};

use conformance::Result;
use source::Source;

/// What to write.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// A package of moto, as PyPI has it: moto-VERSION-py3-none-any.whl.
    #[arg(long)]
    from: PathBuf,
    /// The file; without it that of the crate iam-engine.
    #[arg(long)]
    out: Option<PathBuf>,
    /// Writes nothing, and fails where the file does not hold what the package has.
    #[arg(long)]
    check: bool,
}

/// Writes or checks the table; false if it does not hold what the package has.
pub(crate) fn run(arguments: &Arguments) -> Result<bool> {
    let source = Source::read(&arguments.from)?;
    let home =
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/iam-engine/data/managed-policies.bin");
    let out = arguments.out.clone().unwrap_or_else(home);
    let head = pack::head(&source);
    if arguments.check {
        let table = fs::read(&out).map_err(|cause| format!("{}: {cause}", out.display()))?;
        // What is behind the head may differ, by another version of deflate. The crate's tests hold it against the head.
        let is_same = table.starts_with(&head);
        if !is_same {
            println!("{} does not hold the policies of moto {}", out.display(), source.version);
        }
        return Ok(is_same);
    }
    let table = pack::write(&source)?;
    fs::write(&out, &table).map_err(|cause| format!("{}: {cause}", out.display()))?;
    println!("{}: {} policies in {} bytes", out.display(), source.policies.len(), table.len());
    Ok(true)
}

#[cfg(test)]
mod tests;
