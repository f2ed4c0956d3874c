//! What is published, made from a checkout with one command: the program alone, the wheel for Python, the package for npm, the
//! container's image, and the checksums of these. Nothing is taken from the network, and two runs over the same program give the same bytes.
//!
//! - `archive`: tar and zip whose bytes follow from what is in them
//! - `wheel`, `npm`, `image`: a file for each form, from what lies below `packages/`
//! - `tried`: each of them installed and tried

mod archive;
mod image;
mod npm;
mod tried;
mod wheel;

use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Args;
use conformance::Result;
use sha2::{Digest as _, Sha256};

/// What to make.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// A static program that is there already; by default it is built, which takes minutes.
    #[arg(long)]
    binary: Option<PathBuf>,
    /// Where everything goes.
    #[arg(long, default_value = "target/release-artefacts")]
    into: PathBuf,
    /// Install each into a folder of its own, and run its tests there.
    #[arg(long)]
    tried: bool,
}

/// The target of the program, and how the homes call it.
const TARGET: &str = "x86_64-unknown-linux-gnu";
const VERSION: &str = env!("CARGO_PKG_VERSION");
/// The checkout.
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// The program, and what goes along with it everywhere.
struct Program {
    bytes: Vec<u8>,
    licence: Vec<u8>,
    notice: Vec<u8>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<bool> {
    let root = Path::new(ROOT);
    let binary = match &arguments.binary {
        Some(binary) => binary.clone(),
        None => built(root)?,
    };
    let program = Program {
        bytes: std::fs::read(&binary).map_err(|cause| format!("{}: {cause}", binary.display()))?,
        licence: std::fs::read(root.join("LICENSE"))?,
        notice: std::fs::read(root.join("NOTICE"))?,
    };
    if !program.bytes.starts_with(b"\x7fELF") {
        return Err(format!("{} is no program for Linux", binary.display()).into());
    }
    let packages = root.join("packages");
    let files = [
        (format!("ruststack-{VERSION}-{TARGET}.tar.gz"), alone(&program)?),
        (wheel::name(VERSION), wheel::make(&packages.join("python"), VERSION, &program)?),
        (format!("ruststack-{VERSION}.tgz"), npm::make(&packages.join("npm"), VERSION, &program)?),
        (format!("ruststack-{VERSION}-image.tar"), image::make(VERSION, &program)?),
    ];
    std::fs::create_dir_all(&arguments.into)?;
    let mut sums = String::new();
    for (name, bytes) in &files {
        std::fs::write(arguments.into.join(name), bytes)?;
        println!("{:>12} bytes  {name}", bytes.len());
        sums += &format!("{}  {name}\n", hex(&Sha256::digest(bytes)));
    }
    std::fs::write(arguments.into.join("SHA256SUMS"), sums)?;
    println!("in {}", arguments.into.display());
    if !arguments.tried {
        return Ok(true);
    }
    let [_, wheel, npm, image] = files.map(|(name, _)| arguments.into.join(name));
    let made = tried::Made { wheel, npm, image, version: VERSION };
    tried::all(&made, &packages)
}

/// Builds the program as README's "One static file" does.
fn built(root: &Path) -> Result<PathBuf> {
    let status = Command::new("cargo")
        .args([
            "build",
            "--locked",
            "--profile",
            "dist",
            "--target",
            TARGET,
            "-p",
            "gateway",
            "--bin",
            "ruststack",
        ])
        .env("RUSTFLAGS", "-C target-feature=+crt-static -C relocation-model=static")
        .current_dir(root)
        .status()?;
    if !status.success() {
        return Err(format!("the program was not built: {status}").into());
    }
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    Ok(target.join(TARGET).join("dist/ruststack"))
}

/// The program in an archive of its own.
fn alone(program: &Program) -> Result<Vec<u8>> {
    let folder = format!("ruststack-{VERSION}-{TARGET}");
    archive::tar_gz(&[
        archive::Entry::program(&format!("{folder}/ruststack"), &program.bytes),
        archive::Entry::file(&format!("{folder}/LICENSE"), &program.licence),
        archive::Entry::file(&format!("{folder}/NOTICE"), &program.notice),
    ])
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
