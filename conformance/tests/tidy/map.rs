//! The map leads somewhere: every path that it names exists, and so does every test and type that it says holds an
//! invariant.
//!
//! What stands in backticks is a path if it has a slash or the ending of a file. It begins at the root of the repository,
//! at `crates/`, or, in a paragraph that begins with a crate's name in bold, at that crate's `src`. `file: name` names an item
//! of a file, or of a file below a folder; there may be several of each, with commas between.

use std::fs;
use std::path::{Path, PathBuf};

use super::{files, root, short};

/// The pages that are checked.
const PAGES: [&str; 2] = ["ARCHITECTURE.md", "docs/threads-and-durability.md"];

/// The crates whose `lib.rs` lists their files. The engines' lists are those of their rooms.
const LISTING: [&str; 10] =
    ["base", "store", "wire", "sigv4", "policy", "pattern", "ddb-expr", "s3-select", "gateway", "testkit"];

/// Endings of files that pages name.
const ENDINGS: [&str; 3] = [".rs", ".md", ".toml"];

#[test]
fn what_the_map_names_is_there() {
    let mut wrong = Vec::new();
    for page in PAGES {
        let text = fs::read_to_string(root().join(page)).unwrap();
        for (start, span) in spans(&text) {
            wrong.extend(missing(&start, &span).into_iter().map(|what| format!("{page}: {what}")));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_head_of_a_crate_lists_its_files() {
    let mut wrong = Vec::new();
    for krate in LISTING {
        let src = root().join("crates").join(krate).join("src");
        let text = fs::read_to_string(src.join("lib.rs")).unwrap();
        let head: String =
            text.lines().map_while(|line| line.strip_prefix("//!")).collect::<Vec<_>>().join("\n");
        let named: Vec<&str> = head.split('`').skip(1).step_by(2).collect();
        for module in text.lines().filter_map(module) {
            if !named.iter().any(|name| name.split('/').next() == Some(module)) {
                wrong.push(format!("{krate}: {module} is not in the list"));
            }
        }
        let nested =
            named.iter().filter(|name| name.contains('/') && is_path(name) && !name.starts_with("tests/"));
        let is_there = |name: &str| src.join(name).exists() || src.join(format!("{name}.rs")).exists();
        wrong.extend(
            nested
                .filter(|name| !is_there(name) && place(&src, name).is_none())
                .map(|name| format!("{krate}: {name} is in the list, and not there")),
        );
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The module that a line declares, tests aside.
fn module(line: &str) -> Option<&str> {
    let line = line.strip_prefix("pub ").unwrap_or(line);
    line.strip_prefix("mod ")?.strip_suffix(';').filter(|name| *name != "tests")
}

/// What stands in backticks, on one line, each with the folder at which its paragraph's paths begin.
fn spans(text: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for paragraph in text.split("\n\n").filter(|paragraph| !paragraph.starts_with("    ")) {
        let named = paragraph.strip_prefix("**").and_then(|rest| rest.split_once("** —"));
        let start = named.map(|(name, _)| root().join("crates").join(name).join("src"));
        let start = start.filter(|start| start.is_dir()).unwrap_or_else(root);
        let spans = paragraph.split('`').skip(1).step_by(2);
        found
            .extend(spans.map(|span| (start.clone(), span.split_whitespace().collect::<Vec<_>>().join(" "))));
    }
    found
}

/// What of a span is not there.
fn missing(start: &Path, span: &str) -> Vec<String> {
    let (paths, items) = span.split_once(": ").unwrap_or((span, ""));
    let paths: Vec<&str> = paths.split(", ").collect();
    if !paths.iter().all(|path| is_path(path)) {
        return Vec::new();
    }
    let mut missing = Vec::new();
    for path in paths {
        let Some(there) = place(start, path) else {
            missing.push(format!("{path} is not there"));
            continue;
        };
        for item in items.split(", ").filter(|item| !item.is_empty()) {
            if !has(&there, item) {
                missing.push(format!("{path} has no {item}"));
            }
        }
    }
    missing
}

fn is_path(text: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/._-".contains(c);
    let has_form = text.contains('/') || ENDINGS.iter().any(|ending| text.ends_with(ending));
    // What begins with a slash is a path of a request.
    has_form && text.chars().all(is_plain) && !text.starts_with('/')
}

/// The file or folder that a path means. A decision may be named by its number.
fn place(start: &Path, path: &str) -> Option<PathBuf> {
    let places = [start.join(path), root().join(path), root().join("crates").join(path)];
    if let Some(there) = places.into_iter().find(|place| place.exists()) {
        return Some(there);
    }
    let number = path.strip_prefix("docs/decisions/").filter(|number| number.len() == 4)?;
    let pages = files(&root().join("docs/decisions"), "md");
    pages
        .into_iter()
        .find(|page| page.file_name().is_some_and(|name| name.to_string_lossy().starts_with(number)))
}

/// Whether a file, or one below a folder, defines an item.
fn has(place: &Path, item: &str) -> bool {
    let sources = if place.is_dir() { files(place, "rs") } else { vec![place.to_owned()] };
    sources.iter().any(|source| defines(&fs::read_to_string(source).unwrap(), item))
}

fn defines(text: &str, item: &str) -> bool {
    text.lines().any(|line| {
        let mut words =
            line.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty());
        let found = words.any(|word| ["fn", "struct", "enum", "trait", "const", "static"].contains(&word));
        found && words.next() == Some(item)
    })
}

#[test]
fn a_path_is_known_from_other_code() {
    for (text, expected) in [
        ("crates/base", true),
        ("wiring.rs", true),
        ("docs/decisions/0001", true),
        ("/_ruststack/", false),
        ("ops/<name>.rs", false),
        ("Store::settled", false),
        ("conformance -- shapes", false),
    ] {
        assert_eq!(is_path(text), expected, "{text}");
    }
}

#[test]
fn a_span_may_be_broken_into_lines() {
    let text = "**base** — `clock.rs:\n  Clock`\n\n    `code.rs`\n\n`a`";
    let found: Vec<_> = spans(text).into_iter().map(|(start, span)| (short(&start), span)).collect();
    let expected = [("crates/base/src", "clock.rs: Clock"), (&short(&root()), "a")];
    assert_eq!(found, expected.map(|(start, span)| (start.to_owned(), span.to_owned())));
}

#[test]
fn what_is_not_there_is_found() {
    let check = |span: &str, expected: &[&str]| assert_eq!(missing(&root(), span), expected, "{span}");
    check("conformance/tests/tidy.rs: short, links_inside_the_documentation_lead_somewhere", &[]);
    check("conformance/tests/tidy/map.rs, conformance/tests/tidy: what_the_map_names_is_there", &[]);
    check("conformance/tests/tidy.rs: shorter", &["conformance/tests/tidy.rs has no shorter"]);
    check("base/src/nothing.rs", &["base/src/nothing.rs is not there"]);
    check("docs/decisions/0001", &[]);
    check("docs/decisions/9999", &["docs/decisions/9999 is not there"]);
    check("file: name", &[]);
}
