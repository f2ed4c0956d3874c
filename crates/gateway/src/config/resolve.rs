//! Which value is in force, and where it comes from: flag, then variable, then file, then default.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use super::{SETTINGS, Setting, Settings};

/// Why the settings cannot be used: a sentence for the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error(String);

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Error {}

/// All that settings are read from.
#[derive(Debug, Default)]
pub struct Sources {
    /// Values of flags by the setting's name.
    pub flags: BTreeMap<&'static str, String>,
    /// The environment.
    pub variables: BTreeMap<String, String>,
    /// The file, if there is one.
    pub file: Option<File>,
}

/// A file of settings, its keys known to be names of settings.
#[derive(Debug)]
pub struct File {
    path: PathBuf,
    values: BTreeMap<String, String>,
}

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A flag.
    Flag,
    /// This variable.
    Variable(String),
    /// This file.
    File(PathBuf),
    /// The table.
    Default,
}

/// The settings in force, and the text and source of each.
#[derive(Debug)]
pub struct Resolved {
    /// The values.
    pub settings: Settings,
    /// For every setting of the table, in its order: what was written, and where.
    pub origins: Vec<(&'static Setting, String, Source)>,
    /// Variables that look like ours but mean nothing, with the nearest one that does.
    pub strays: Vec<(String, String)>,
}

impl Resolved {
    /// Finds the value of every setting. The error names the first wrong one and its place.
    pub fn of(sources: &Sources) -> Result<Resolved, Error> {
        let mut settings = Settings::blank();
        let mut origins = Vec::new();
        for setting in SETTINGS {
            let (text, source) = find(setting, sources);
            if source != Source::Default || !text.is_empty() {
                (setting.apply)(&mut settings, &text)
                    .map_err(|why| Error::wrong_value(setting, &text, &source, &why))?;
            }
            origins.push((setting, text, source));
        }
        if settings.tls_key.is_some() && settings.tls_cert.is_none() {
            return Err(Error("tls-key is the key of tls-cert, which is not set".to_owned()));
        }
        settings.tls_dir = settings.tls_dir.or_else(|| state_folder(&sources.variables));
        Ok(Resolved { settings, origins, strays: strays(&sources.variables) })
    }
}

/// Where a user's programs keep what outlives a start: <https://specifications.freedesktop.org/basedir-spec/latest/>.
/// Paths that are not absolute are ignored, as it says.
fn state_folder(variables: &BTreeMap<String, String>) -> Option<PathBuf> {
    let folder = |name: &str| variables.get(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let state = folder("XDG_STATE_HOME").or_else(|| Some(folder("HOME")?.join(".local/state")))?;
    Some(state.join("ruststack"))
}

fn find(setting: &Setting, sources: &Sources) -> (String, Source) {
    if let Some(text) = sources.flags.get(setting.name) {
        return (text.clone(), Source::Flag);
    }
    let variable = |name: &str| sources.variables.get(name).filter(|value| !value.trim().is_empty());
    let own = setting.variable();
    if let Some(text) = variable(&own) {
        return (text.clone(), Source::Variable(own));
    }
    for alias in setting.aliases {
        if let Some(text) = variable(alias.variable).and_then(|text| (alias.convert)(text)) {
            return (text, Source::Variable(alias.variable.to_owned()));
        }
    }
    if let Some((file, text)) = sources.file.as_ref().and_then(|f| Some((f, f.values.get(setting.name)?))) {
        return (text.clone(), Source::File(file.path.clone()));
    }
    (setting.default.to_owned(), Source::Default)
}

/// Reads `path`, or where none is named the `ruststack.toml` of the present folder if there is one.
pub fn read_file(path: Option<&Path>) -> Result<Option<File>, Error> {
    let chosen = path.unwrap_or(Path::new("ruststack.toml"));
    match std::fs::read_to_string(chosen) {
        Ok(text) => File::parse(chosen.to_owned(), &text).map(Some),
        Err(cause) if path.is_none() && cause.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(Error(format!("{} cannot be read: {cause}", chosen.display()))),
    }
}

impl File {
    /// The settings in the text of a file.
    pub(super) fn parse(path: PathBuf, text: &str) -> Result<File, Error> {
        let table: toml::Table = text
            .parse()
            .map_err(|cause| Error(format!("{}: {cause}", path.display()).trim_end().to_owned()))?;
        let mut values = BTreeMap::new();
        for (key, value) in table {
            if !SETTINGS.iter().any(|setting| setting.name == key) {
                let near = nearest(&key, SETTINGS.iter().map(|setting| setting.name));
                let place = path.display();
                return Err(Error(format!("{place}: there is no setting '{key}'; the nearest is '{near}'")));
            }
            let text = plain(&value).ok_or_else(|| {
                Error(format!("{}: '{key}' must be a single value or a list", path.display()))
            })?;
            values.insert(key, text);
        }
        Ok(File { path, values })
    }
}

fn plain(value: &toml::Value) -> Option<String> {
    match value {
        toml::Value::String(text) => Some(text.clone()),
        toml::Value::Integer(n) => Some(n.to_string()),
        toml::Value::Float(n) => Some(n.to_string()),
        toml::Value::Boolean(b) => Some(b.to_string()),
        toml::Value::Array(items) => {
            let items: Option<Vec<String>> = items.iter().map(plain).collect();
            Some(items?.join(","))
        }
        toml::Value::Table(_) | toml::Value::Datetime(_) => None,
    }
}

impl Error {
    fn wrong_value(setting: &Setting, text: &str, source: &Source, why: &str) -> Error {
        let place = match source {
            Source::Flag => format!("--{}", setting.name),
            Source::Variable(name) => format!("the variable {name}"),
            Source::File(path) => format!("'{}' in {}", setting.name, path.display()),
            Source::Default => format!("'{}' by default", setting.name),
        };
        // A secret that was mistyped should not reach a log.
        let text = if setting.name == "access-keys" { "…" } else { text };
        Error(format!("the value '{text}' of {place} is wrong: {why}"))
    }
}

fn strays(variables: &BTreeMap<String, String>) -> Vec<(String, String)> {
    let mut known: Vec<String> = SETTINGS.iter().map(Setting::variable).collect();
    known.push("RUSTSTACK_CONFIG".to_owned());
    variables
        .keys()
        .filter(|name| name.starts_with("RUSTSTACK_") && !known.contains(name))
        .map(|name| (name.clone(), nearest(name, known.iter().map(String::as_str)).to_owned()))
        .collect()
}

/// The known name that takes the fewest edits to reach.
fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> &'a str {
    known.min_by_key(|candidate| edits(name, candidate)).unwrap_or_default()
}

/// The Levenshtein distance. Names from outside are cut to 64 bytes, so that it stays cheap.
fn edits(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.bytes().take(64).enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (cell, y) in row.iter_mut().skip(1).zip(b.bytes()) {
            let above = *cell;
            *cell = (diagonal + usize::from(x != y)).min(above + 1).min(left + 1);
            (diagonal, left) = (above, *cell);
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_the_one_with_the_fewest_edits() {
        for (name, expected) in
            [("prot", "port"), ("hots", "host"), ("datadir", "data-dir"), ("keys", "seed")]
        {
            assert_eq!(nearest(name, ["host", "port", "data-dir", "seed"].into_iter()), expected, "{name}");
        }
    }

    #[test]
    fn a_variable_that_means_nothing_is_noticed() {
        let variables =
            [("RUSTSTACK_PROT", "1"), ("RUSTSTACK_CONFIG", "x"), ("RUSTSTACK_PORT", "1"), ("PATH", "")];
        let variables = variables.map(|(n, v)| (n.to_owned(), v.to_owned())).into();
        assert_eq!(strays(&variables), [("RUSTSTACK_PROT".to_owned(), "RUSTSTACK_PORT".to_owned())]);
    }
}
