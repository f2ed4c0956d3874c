//! The wheel for Python: the package of `packages/python` with the program among its scripts.
//!
//! <https://packaging.python.org/en/latest/specifications/binary-distribution-format/>

use std::path::Path;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use conformance::Result;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

use super::Program;
use super::archive::{self, Entry};

/// The machines that it runs on: a static program needs nothing of them but the kernel.
const PLATFORMS: &str = "manylinux2014_x86_64.musllinux_1_1_x86_64";

/// What `pyproject.toml` says of the package.
#[derive(Deserialize)]
struct Described {
    project: Project,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Project {
    name: String,
    description: String,
    license: String,
    requires_python: String,
    keywords: Vec<String>,
    classifiers: Vec<String>,
    entry_points: std::collections::BTreeMap<String, std::collections::BTreeMap<String, String>>,
}

/// The file's name.
pub(super) fn name(version: &str) -> String {
    format!("ruststack-{version}-py3-none-{PLATFORMS}.whl")
}

pub(super) fn make(folder: &Path, version: &str, program: &Program) -> Result<Vec<u8>> {
    let described: Described = toml::from_str(&std::fs::read_to_string(folder.join("pyproject.toml"))?)?;
    let project = described.project;
    let info = format!("{}-{version}.dist-info", project.name);
    let modules = modules(&folder.join(&project.name))?;
    let metadata = metadata(&project, version, &std::fs::read_to_string(folder.join("README.md"))?);
    let (kind, points) = (kind(), entry_points(&project));
    let mut entries: Vec<Entry<'_>> =
        modules.iter().map(|(name, bytes)| Entry::file(&format!("{}/{name}", project.name), bytes)).collect();
    let script = format!("{}-{version}.data/scripts/ruststack", project.name);
    entries.push(Entry::program(&script, &program.bytes));
    for (name, bytes) in [
        ("METADATA", metadata.as_bytes()),
        ("WHEEL", kind.as_bytes()),
        ("entry_points.txt", points.as_bytes()),
        ("licenses/LICENSE", &program.licence),
        ("licenses/NOTICE", &program.notice),
    ] {
        entries.push(Entry::file(&format!("{info}/{name}"), bytes));
    }
    let record = record(&entries, &info);
    entries.push(Entry::file(&format!("{info}/RECORD"), record.as_bytes()));
    archive::zip(&entries)
}

/// The package's files by their names, in order.
fn modules(folder: &Path) -> Result<Vec<(String, Vec<u8>)>> {
    let mut modules = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
        if name.ends_with(".py") || name == "py.typed" {
            modules.push((name.to_owned(), std::fs::read(&path)?));
        }
    }
    modules.sort();
    Ok(modules)
}

fn metadata(project: &Project, version: &str, readme: &str) -> String {
    let Project { name, description, license, requires_python, keywords, .. } = project;
    let mut text = format!(
        "Metadata-Version: 2.4\nName: {name}\nVersion: {version}\nSummary: {description}\nLicense-Expression: {license}\n\
         License-File: LICENSE\nLicense-File: NOTICE\nRequires-Python: {requires_python}\nKeywords: {}\n",
        keywords.join(",")
    );
    project.classifiers.iter().for_each(|classifier| text += &format!("Classifier: {classifier}\n"));
    text + "Description-Content-Type: text/markdown\n\n" + readme
}

fn kind() -> String {
    let tags: String = PLATFORMS.split('.').map(|platform| format!("Tag: py3-none-{platform}\n")).collect();
    format!("Wheel-Version: 1.0\nGenerator: conformance release\nRoot-Is-Purelib: false\n{tags}")
}

fn entry_points(project: &Project) -> String {
    let lines = |points: &std::collections::BTreeMap<String, String>| -> String {
        points.iter().map(|(name, object)| format!("{name} = {object}\n")).collect()
    };
    project.entry_points.iter().map(|(group, points)| format!("[{group}]\n{}", lines(points))).collect()
}

/// The digest of each file, as pip checks them.
fn record(entries: &[Entry<'_>], info: &str) -> String {
    let line = |entry: &Entry<'_>| {
        let digest = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(entry.bytes));
        format!("{},sha256={digest},{}\n", entry.path, entry.bytes.len())
    };
    entries.iter().map(line).collect::<String>() + &format!("{info}/RECORD,,\n")
}
