//! Interpreters that version managers keep in the user's home, where no path leads to them.

use std::cmp::Reverse;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::interpreter::Kind;

/// A folder with a folder for each installed version.
struct Manager {
    kind: Kind,
    /// The variable that says where its data are, and where they are in the home folder if it is not set.
    root: (&'static str, &'static str),
    /// Below that, the folder of versions.
    versions: &'static str,
    /// What the name of a version's folder begins with.
    prefix: &'static str,
    /// Below a version's folder, the program.
    program: &'static str,
}

const MANAGERS: [Manager; 18] = [
    python(("PYENV_ROOT", ".pyenv"), "versions", ""),
    python(("UV_PYTHON_INSTALL_DIR", ".local/share/uv/python"), "", "cpython-"),
    python(("MISE_DATA_DIR", ".local/share/mise"), "installs/python", ""),
    python(("ASDF_DATA_DIR", ".asdf"), "installs/python", ""),
    node(("NVM_DIR", ".nvm"), "versions/node", "v"),
    node(("MISE_DATA_DIR", ".local/share/mise"), "installs/node", ""),
    node(("ASDF_DATA_DIR", ".asdf"), "installs/nodejs", ""),
    node(("VOLTA_HOME", ".volta"), "tools/image/node", ""),
    Manager {
        kind: Kind::Node,
        root: ("FNM_DIR", ".local/share/fnm"),
        versions: "node-versions",
        prefix: "v",
        program: "installation/bin/node",
    },
    ruby(("RBENV_ROOT", ".rbenv"), "versions", ""),
    ruby(("rvm_path", ".rvm"), "rubies", "ruby-"),
    // That of chruby and ruby-install has no variable.
    ruby(("", ".rubies"), "", "ruby-"),
    ruby(("MISE_DATA_DIR", ".local/share/mise"), "installs/ruby", ""),
    ruby(("ASDF_DATA_DIR", ".asdf"), "installs/ruby", ""),
    // Where distributions put them: a whole path stays what it is below another.
    java(("", "/usr/lib/jvm"), ""),
    java(("SDKMAN_DIR", ".sdkman"), "candidates/java"),
    java(("MISE_DATA_DIR", ".local/share/mise"), "installs/java"),
    java(("ASDF_DATA_DIR", ".asdf"), "installs/java"),
];

/// A prefix for names that begin with whose build it is: `temurin-21.0.2`, `java-21-openjdk-amd64`.
const ANY_WORDS: &str = "*";

const fn python(root: (&'static str, &'static str), versions: &'static str, prefix: &'static str) -> Manager {
    Manager { kind: Kind::Python, root, versions, prefix, program: "bin/python3" }
}

const fn node(root: (&'static str, &'static str), versions: &'static str, prefix: &'static str) -> Manager {
    Manager { kind: Kind::Node, root, versions, prefix, program: "bin/node" }
}

const fn ruby(root: (&'static str, &'static str), versions: &'static str, prefix: &'static str) -> Manager {
    Manager { kind: Kind::Ruby, root, versions, prefix, program: "bin/ruby" }
}

const fn java(root: (&'static str, &'static str), versions: &'static str) -> Manager {
    Manager { kind: Kind::Java, root, versions, prefix: ANY_WORDS, program: "bin/java" }
}

/// The programs of a kind whose version begins with `wanted`, such as `3.13` or `22`: the newest of each manager first.
/// Reads folders, so it blocks. `variable` looks a variable of the environment up.
pub(super) fn programs(
    kind: Kind,
    wanted: &str,
    variable: impl Fn(&str) -> Option<OsString>,
) -> Vec<PathBuf> {
    let wanted = numbers(wanted);
    let home = variable("HOME").map(PathBuf::from);
    let mut programs = Vec::new();
    for manager in MANAGERS.iter().filter(|manager| manager.kind == kind) {
        let (name, below_home) = manager.root;
        let root = variable(name).map(PathBuf::from).or_else(|| Some(home.as_ref()?.join(below_home)));
        let Some(root) = root else { continue };
        let mut found = versions(&root.join(manager.versions), manager.prefix);
        found.retain(|(version, _)| version.starts_with(&wanted));
        found.sort_by_key(|(version, _)| Reverse(version.clone()));
        programs.extend(found.into_iter().map(|(_, folder)| folder.join(manager.program)));
    }
    programs
}

/// The versions that have a folder.
fn versions(folder: &Path, prefix: &str) -> Vec<(Vec<u32>, PathBuf)> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let version = |entry: std::fs::DirEntry| {
        let name = entry.file_name();
        let name = match prefix {
            ANY_WORDS => name.to_str()?.trim_start_matches(|c: char| !c.is_ascii_digit()),
            prefix => name.to_str()?.strip_prefix(prefix)?,
        };
        let end = name.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(name.len());
        let (version, rest) = name.split_at_checked(end)?;
        // `3.13.1-linux-x86_64-gnu` and `3.13-dev`, but not `3.13.1+freethreaded` or `3.13t`.
        (rest.is_empty() || rest.starts_with('-')).then(|| (numbers(version), entry.path()))
    };
    entries.flatten().filter_map(version).collect()
}

/// The numbers of a version.
pub(super) fn numbers(version: &str) -> Vec<u32> {
    version.split('.').map_while(|part| part.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The folders are those that each manager's documentation names.
    #[test]
    fn the_newest_fitting_version_of_each_manager_is_found() {
        let home = tempfile::tempdir().unwrap();
        for folder in [
            ".pyenv/versions/3.13.2",
            ".pyenv/versions/3.13.10",
            ".pyenv/versions/3.1.13",
            ".pyenv/versions/3.13t-dev",
            ".pyenv/versions/mine",
            ".local/share/uv/python/cpython-3.13.1-linux-x86_64-gnu",
            ".local/share/uv/python/cpython-3.13.1+freethreaded-linux-x86_64-gnu",
            ".local/share/uv/python/pypy-3.13.1-linux-x86_64-gnu",
            "elsewhere/versions/node/v22.1.0",
            ".nvm/versions/node/v22.2.0",
            ".local/share/fnm/node-versions/v22.0.0",
            ".volta/tools/image/node/2.22.0",
            ".rbenv/versions/3.4.1",
            ".rvm/rubies/ruby-3.4.2",
            ".rubies/ruby-3.4.3",
            ".rubies/jruby-3.4.3",
            ".sdkman/candidates/java/99.0.2-tem",
            ".local/share/mise/installs/java/temurin-99.0.1",
        ] {
            std::fs::create_dir_all(home.path().join(folder)).unwrap();
        }
        let variable = |name: &str| match name {
            "HOME" => Some(home.path().as_os_str().to_owned()),
            "NVM_DIR" => Some(home.path().join("elsewhere").into_os_string()),
            _ => None,
        };
        let found = |kind, wanted| -> Vec<String> {
            let below = |file: PathBuf| file.strip_prefix(home.path()).unwrap().to_str().unwrap().to_owned();
            programs(kind, wanted, variable).into_iter().map(below).collect()
        };
        assert_eq!(
            found(Kind::Python, "3.13"),
            [
                ".pyenv/versions/3.13.10/bin/python3",
                ".pyenv/versions/3.13.2/bin/python3",
                ".local/share/uv/python/cpython-3.13.1-linux-x86_64-gnu/bin/python3",
            ]
        );
        assert_eq!(
            found(Kind::Node, "22"),
            [
                "elsewhere/versions/node/v22.1.0/bin/node",
                ".local/share/fnm/node-versions/v22.0.0/installation/bin/node"
            ]
        );
        assert_eq!(
            found(Kind::Ruby, "3.4"),
            [
                ".rbenv/versions/3.4.1/bin/ruby",
                ".rvm/rubies/ruby-3.4.2/bin/ruby",
                ".rubies/ruby-3.4.3/bin/ruby",
            ]
        );
        assert_eq!(
            found(Kind::Java, "99"),
            [
                ".sdkman/candidates/java/99.0.2-tem/bin/java",
                ".local/share/mise/installs/java/temurin-99.0.1/bin/java",
            ]
        );
        assert!(found(Kind::Python, "3.14").is_empty());
        assert!(programs(Kind::Node, "22", |_| None).is_empty());
    }
}
