//! Lists in headers: values with commas between them, quoted where they hold a comma themselves.

use crate::shape::{Kind, TimeForm};

/// The values of one header line, at most as many as it has commas, and one.
pub(super) fn split(kind: &Kind, text: &str) -> Vec<String> {
    // A moment as headers have it holds a comma.
    let per_value = if matches!(kind, Kind::Time(None | Some(TimeForm::Rfc822))) { 2 } else { 1 };
    let parts = parts(text);
    parts.chunks(per_value).map(|parts| parts.join(", ")).collect()
}

fn parts(text: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let (part, behind) = match rest.strip_prefix('"') {
            Some(quoted) => unquote(quoted),
            None => {
                let (part, behind) = rest.split_once(',').unwrap_or((rest, ""));
                (part.trim().to_owned(), behind)
            }
        };
        parts.push(part);
        rest = behind.trim_start();
    }
    parts
}

/// What stands between quotes, and what follows behind the comma.
fn unquote(quoted: &str) -> (String, &str) {
    let mut part = String::new();
    let mut chars = quoted.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => break,
            '\\' => part.extend(chars.next()),
            c => part.push(c),
        }
    }
    let behind = chars.as_str();
    (part, behind.split_once(',').map_or("", |(_, behind)| behind))
}

/// The values of a list as one header line.
pub(super) fn join<'a>(values: impl Iterator<Item = (&'a Kind, String)>) -> String {
    let quoted = values.map(|(kind, value)| match kind {
        Kind::Text if value.contains([',', '"', '\\']) || value.trim() != value || value.is_empty() => {
            format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
        }
        _ => value,
    });
    quoted.collect::<Vec<_>>().join(", ")
}
