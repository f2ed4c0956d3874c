//! The package for npm: what lies in `packages/npm`, with the program beside.

use std::path::Path;

use conformance::Result;
use serde_json::Value;

use super::Program;
use super::archive::{self, Entry};

pub(super) fn make(folder: &Path, version: &str, program: &Program) -> Result<Vec<u8>> {
    let mut described: Value = serde_json::from_slice(&std::fs::read(folder.join("package.json"))?)?;
    let listed = described.get("files").and_then(Value::as_array).cloned().unwrap_or_default();
    let mut files = Vec::new();
    for name in listed.iter().filter_map(Value::as_str) {
        // The program and the licences come from elsewhere.
        let path = folder.join(name);
        if path.is_file() {
            files.push((name.to_owned(), std::fs::read(path)?));
        }
    }
    if let Some(members) = described.as_object_mut() {
        members.insert("version".to_owned(), version.into());
    }
    let described = serde_json::to_vec_pretty(&described)?;
    let readme = std::fs::read(folder.join("README.md"))?;
    let mut entries = vec![
        Entry::file("package/package.json", &described),
        Entry::file("package/README.md", &readme),
        Entry::file("package/LICENSE", &program.licence),
        Entry::file("package/NOTICE", &program.notice),
        Entry::program("package/bin/ruststack", &program.bytes),
    ];
    for (name, bytes) in &files {
        let path = format!("package/{name}");
        entries.push(if name == "cli.js" { Entry::program(&path, bytes) } else { Entry::file(&path, bytes) });
    }
    archive::tar_gz(&entries)
}
