//! Each home tried as its users have it: installed from the file into a folder of its own, and its tests run there.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use conformance::Result;

/// What the tests of the wheel need beside it.
const OF_PYTHON: [&str; 4] = ["aiobotocore==3.10.0", "boto3", "pytest==9.0.2", "pytest-xdist==3.8.0"];
/// And those of npm's package.
const OF_NPM: [&str; 2] = ["@aws-sdk/client-s3@3.1175.0", "@aws-sdk/client-sts@3.1174.0"];

/// The files that were made.
pub(super) struct Made {
    pub(super) wheel: PathBuf,
    pub(super) npm: PathBuf,
    pub(super) image: PathBuf,
    pub(super) version: &'static str,
}

/// Tries all; false if one does not do what it should. What is not here to try it with is said.
pub(super) fn all(made: &Made, packages: &Path) -> Result<bool> {
    let homes: [(&str, &str, Try); 3] =
        [("wheel", "python3", wheel), ("npm", "npm", npm), ("image", "podman", image)];
    let mut all_hold = true;
    for (name, program, try_it) in homes {
        if !answers(program) {
            println!("{name}: SKIPPED, there is no {program} here");
            continue;
        }
        let folder = tempfile::tempdir()?;
        let holds = try_it(made, packages, folder.path())?;
        println!("{name}: {}", if holds { "ok" } else { "FAILED" });
        all_hold &= holds;
    }
    Ok(all_hold)
}

type Try = fn(&Made, &Path, &Path) -> Result<bool>;

fn wheel(made: &Made, packages: &Path, folder: &Path) -> Result<bool> {
    must(Command::new("python3").args(["-m", "venv"]).arg(folder))?;
    must(Command::new(folder.join("bin/pip")).args(["install", "--quiet"]).args(OF_PYTHON).arg(&made.wheel))?;
    let path = format!("{}:{}", folder.join("bin").display(), std::env::var("PATH").unwrap_or_default());
    let mut pytest = Command::new(folder.join("bin/python"));
    pytest.args(["-m", "pytest", "-q", "-p", "no:cacheprovider"]).arg(packages.join("python/tests"));
    succeeds(pytest.env("PATH", path).env("PYTHONDONTWRITEBYTECODE", "1").env_remove("RUSTSTACK_BIN"))
}

fn npm(made: &Made, packages: &Path, folder: &Path) -> Result<bool> {
    let mut install = Command::new("npm");
    install.args(["install", "--silent", "--no-audit", "--no-fund", "--prefix"]).arg(folder);
    must(install.args(OF_NPM).arg(&made.npm))?;
    std::fs::copy(packages.join("npm/tests/server.test.cjs"), folder.join("server.test.cjs"))?;
    let mut tests = Command::new("node");
    tests.args(["--no-warnings", "--test", "server.test.cjs"]).current_dir(folder);
    succeeds(tests.env_remove("RUSTSTACK_BIN"))
}

/// A container of the image says of itself that it is well, and its state outlives it.
fn image(made: &Made, _: &Path, _: &Path) -> Result<bool> {
    let podman = |arguments: &[&str]| {
        let output = Command::new("podman").args(arguments).stdin(Stdio::null()).output()?;
        Ok::<_, std::io::Error>((
            output.status.success(),
            String::from_utf8_lossy(&output.stdout).trim().to_owned(),
        ))
    };
    let (is_loaded, _) = podman(&["load", "--quiet", "--input", &made.image.display().to_string()])?;
    if !is_loaded {
        return Ok(false);
    }
    let name = format!("docker.io/library/ruststack:{}", made.version);
    // Limits of its own: where podman is in a container itself it may not raise them.
    let limits = ["--ulimit", "nofile=1024:1024", "--ulimit", "nproc=1024:1024"];
    let run = [&["run", "--pull", "never", "--detach", "--network", "none"], &limits[..], &[&name]].concat();
    let (runs, container) = podman(&run)?;
    if !runs {
        println!("image: it is loaded; podman can run no container here");
        return podman(&["rmi", "--force", &name]).map(|(gone, _)| gone).map_err(Into::into);
    }
    let (mut is_well, mut said) = (false, String::new());
    for _ in 0..50 {
        (is_well, said) = podman(&["exec", &container, "/usr/bin/ruststack", "status"])?;
        if is_well {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    println!("image: {said}");
    podman(&["rm", "--force", "--volumes", &container])?;
    podman(&["rmi", "--force", &name])?;
    Ok(is_well)
}

fn answers(program: &str) -> bool {
    let mut command = Command::new(program);
    command.arg("--version").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

fn succeeds(command: &mut Command) -> Result<bool> {
    Ok(command.stdin(Stdio::null()).status()?.success())
}

fn must(command: &mut Command) -> Result<()> {
    let what = format!("{command:?}");
    if succeeds(command)? { Ok(()) } else { Err(what.into()) }
}
