//! Functions in containers of a real daemon, in an image that is made on the spot. Without a daemon, its command line or
//! Python there is nothing to show, which is said and is no failure. What this starts it stops, and what it makes it removes.

use std::path::Path;
use std::process::{Command, Stdio};

use clap::Args;
use conformance::Result;

mod flows;

/// Functions in containers.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The command line by which the image is made and containers are counted: docker or podman. The server finds the daemon
    /// as always, by `DOCKER_HOST` or at the usual places.
    #[arg(long, default_value = "docker")]
    cli: String,
    /// How many calls the figures are of.
    #[arg(long, default_value_t = 300)]
    calls: usize,
}

/// The name of the image.
const IMAGE: &str = "ruststack-conformance:1";

/// Below this the scripts lie.
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docker");

pub(crate) fn run(arguments: &Arguments) -> Result<bool> {
    let daemon = Daemon { cli: arguments.cli.clone() };
    for (program, asked) in [(daemon.cli.as_str(), "info"), ("python3", "--version"), ("ldd", "--version")] {
        if !answers(program, asked) {
            println!("SKIPPED: `{program} {asked}` does not work here, so no function runs in a container");
            return Ok(true);
        }
    }
    daemon.make_image()?;
    let shown = tokio::runtime::Runtime::new()?.block_on(flows::run(&daemon, arguments.calls));
    daemon.call(&["rmi", "--force", IMAGE])?;
    shown
}

fn answers(program: &str, asked: &str) -> bool {
    let mut command = Command::new(program);
    command.arg(asked).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// The daemon, by its command line.
#[derive(Debug)]
struct Daemon {
    cli: String,
}

impl Daemon {
    fn make_image(&self) -> Result<()> {
        let folder = tempfile::tempdir()?;
        let script = Path::new(FOLDER).join("image.sh");
        let mut command = Command::new("sh");
        command.arg(script).args([&self.cli, IMAGE]).arg(folder.path()).stdout(Stdio::null());
        match command.status()? {
            status if status.success() => Ok(()),
            status => Err(format!("the image could not be made: {status}").into()),
        }
    }

    /// What a command of it prints.
    fn call(&self, arguments: &[&str]) -> Result<String> {
        let output = Command::new(&self.cli).args(arguments).stdin(Stdio::null()).output()?;
        if !output.status.success() {
            let why = String::from_utf8_lossy(&output.stderr);
            return Err(format!("{} {arguments:?}: {why}", self.cli).into());
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// The containers of functions, of whatever emulator.
    fn containers(&self) -> Result<Vec<String>> {
        let found = self.call(&["ps", "--all", "--quiet", "--filter", "label=ruststack.instance"])?;
        Ok(found.lines().map(str::to_owned).collect())
    }
}
