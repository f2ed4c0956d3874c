//! What the scripts are run in: packages of PyPI or npm, which are installed below `target/` and kept for the next run.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use conformance::Result;

/// A set of packages that are known to exist together. Newer ones are tried by changing the version here.
#[derive(Debug)]
pub(super) struct Environment {
    /// Its folder.
    pub(super) name: &'static str,
    pub(super) language: Language,
    pub(super) packages: &'static [&'static str],
    /// Whether its scripts are passed over where the packages cannot be had.
    pub(super) may_be_missing: bool,
    /// Whether its packages are so large, or its scripts so long, that they run for who asks by `--all` or by name.
    pub(super) is_large: bool,
}

/// What packages are of: pip installs the ones, npm the others.
#[derive(Clone, Copy, Debug)]
pub(super) enum Language {
    Python,
    JavaScript,
}

impl Environment {
    /// The folder of its packages, which are installed if these are not there yet.
    pub(super) fn installed(&self) -> Result<PathBuf> {
        let folder = target_folder()?.join(self.name);
        let (wanted, list) = (self.packages.join("\n"), folder.join("packages.txt"));
        if std::fs::read_to_string(&list).is_ok_and(|installed| installed == wanted) {
            return Ok(folder);
        }
        std::fs::create_dir_all(&folder)?;
        match self.language {
            Language::Python => {
                must(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
                let pip = folder.join("bin/pip");
                must(Command::new(pip).args(["install", "--quiet"]).args(self.packages))?;
            }
            Language::JavaScript => {
                let mut npm = Command::new("npm");
                npm.args(["install", "--silent", "--no-audit", "--no-fund", "--prefix"]).arg(&folder);
                must(npm.args(self.packages))?;
            }
        }
        std::fs::write(list, wanted)?;
        Ok(folder)
    }

    /// What runs a script in its folder: a program, and the variables by which it finds the packages.
    pub(super) fn interpreter(&self, folder: &Path) -> Command {
        match self.language {
            Language::Python => Command::new(folder.join("bin/python")),
            Language::JavaScript => {
                let mut node = Command::new("node");
                // The SDK says at length which versions of Node it will need some day.
                node.env("NODE_PATH", folder.join("node_modules")).arg("--no-warnings");
                node
            }
        }
    }
}

fn target_folder() -> Result<PathBuf> {
    let program = std::env::current_exe()?;
    let folder = program.ancestors().nth(2).ok_or("this program lies in no target folder")?;
    Ok(folder.to_owned())
}

fn must(command: &mut Command) -> Result<()> {
    let what = format!("{command:?}");
    match command.stdin(Stdio::null()).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{what}: {status}").into()),
        Err(cause) => Err(format!("{what}: {cause}").into()),
    }
}
