//! The rooms of an engine: folders by subject, whose imports run one way.
//!
//! A room is a module of the crate's root with all below it. An edge is a path `crate::room::…`, in a `use` or elsewhere,
//! a chain of `super::` that leads out of the room, or a call of a method of the engine that stands in another room.
//! Code in `mod tests` is free.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::{files, root, short};

/// A room, and the rooms that it may import.
type Room = (&'static str, &'static [&'static str]);

/// Crate → its rooms from below: each may import only what stands above it here, so that there is no circle.
const ROOMS: &[(&str, &[Room])] = &[
    ("ddb-engine", DDB_ENGINE),
    ("iam-engine", IAM_ENGINE),
    ("lambda-exec", LAMBDA_EXEC),
    ("logs-engine", LOGS_ENGINE),
    ("s3-engine", S3_ENGINE),
    ("secrets-engine", SECRETS_ENGINE),
    ("sqs-engine", SQS_ENGINE),
    ("ssm-engine", SSM_ENGINE),
];

const SQS_ENGINE: &[Room] = &[
    ("model", &[]),
    ("error", &["model"]),
    ("queue", &["error"]),
    ("message", &["error", "model"]),
    ("records", &["error", "queue", "message"]),
    ("order", &["error", "queue", "message", "records"]),
    ("engine", &["queue", "records"]),
    ("access", &["error", "queue", "engine"]),
    ("work", &["error", "queue", "message", "records", "order", "engine"]),
    ("upkeep", &["queue", "message", "records", "order", "engine", "work"]),
    ("target", &["queue", "message", "engine", "access", "work"]),
    ("consumer", &["queue", "message", "order", "engine", "access", "work", "target"]),
    (
        "ops",
        &["error", "model", "queue", "message", "records", "order", "engine", "access", "work", "upkeep"],
    ),
    ("dialect", &["error", "model", "queue"]),
    ("control", &["error", "model", "queue", "message", "records", "order", "engine", "dialect"]),
    ("endpoint", &["engine", "access", "ops", "dialect", "control"]),
    ("oracle", &["model", "message", "records", "order", "engine", "ops", "endpoint"]),
];

const SSM_ENGINE: &[Room] = &[
    ("model", &[]),
    ("error", &["model"]),
    ("parameter", &["error", "model"]),
    ("setting", &["error", "model", "parameter"]),
    ("public", &["parameter"]),
    ("records", &["error", "parameter"]),
    ("seal", &["error", "parameter"]),
    ("engine", &["records", "seal"]),
    ("access", &["error", "parameter", "records", "engine"]),
    ("work", &["error", "parameter", "setting", "public", "records", "seal", "engine"]),
    ("upkeep", &["engine", "work"]),
    ("ops", &["error", "model", "parameter", "setting", "public", "records", "engine", "work"]),
    ("dialect", &["error", "model"]),
    ("endpoint", &["engine", "access", "ops", "dialect"]),
    ("oracle", &["model", "engine", "ops", "endpoint"]),
];

const LOGS_ENGINE: &[Room] = &[
    ("model", &[]),
    ("error", &["model"]),
    ("kept", &["error"]),
    ("filter_pattern", &["error"]),
    ("group", &["error"]),
    ("stream", &[]),
    ("event", &["error"]),
    ("insights", &["error", "event"]),
    ("records", &["error", "kept", "group", "stream", "event"]),
    ("subscription", &["error", "model", "group", "event", "records"]),
    ("engine", &["event", "records"]),
    ("work", &["error", "group", "stream", "event", "records", "subscription", "engine"]),
    ("courier", &["error", "model", "filter_pattern", "group", "event", "records", "subscription", "engine"]),
    ("query", &["error", "model", "insights", "group", "event", "records", "engine", "work"]),
    ("export", &["error", "model", "group", "stream", "event", "records", "engine", "work"]),
    ("live_tail", &["error", "filter_pattern", "group", "event", "engine"]),
    ("upkeep", &["error", "group", "stream", "event", "records", "engine", "work"]),
    ("sink", &["engine"]),
    (
        "ops",
        &[
            "error",
            "model",
            "filter_pattern",
            "insights",
            "group",
            "stream",
            "event",
            "records",
            "subscription",
            "engine",
            "work",
            "courier",
            "query",
            "export",
            "live_tail",
        ],
    ),
    ("dialect", &["error", "model", "engine"]),
    ("endpoint", &["engine", "courier", "query", "upkeep", "ops", "dialect"]),
    ("oracle", &["filter_pattern", "insights"]),
];

const SECRETS_ENGINE: &[Room] = &[
    ("model", &[]),
    ("error", &["model"]),
    ("secret", &["error", "model"]),
    ("records", &["error", "secret"]),
    ("engine", &["error", "secret", "records"]),
    ("access", &["error", "secret", "engine"]),
    ("work", &["error", "secret", "records", "engine"]),
    ("upkeep", &["error", "secret", "records", "engine", "work"]),
    ("reference", &["secret", "engine", "access", "work"]),
    ("ops", &["error", "model", "secret", "records", "engine", "access", "work"]),
    ("dialect", &["error", "model"]),
    ("endpoint", &["engine", "access", "ops", "dialect"]),
    ("oracle", &["model", "secret", "records", "engine", "ops", "endpoint"]),
];

const IAM_ENGINE: &[Room] = &[
    ("model", &[]),
    ("error", &["model"]),
    ("message", &["error", "model"]),
    ("catalog", &["message"]),
    ("secret", &[]),
    ("records", &["error", "secret"]),
    ("identity", &["error", "model", "message", "catalog", "secret", "records"]),
    ("simulation", &["error", "model", "records", "identity"]),
    ("certificate", &["error", "model", "message", "records"]),
    ("identity_provider", &["error", "model", "message", "records"]),
    ("account", &["error", "model", "records", "identity"]),
    ("federation", &["error", "message", "records"]),
    ("session", &["error", "model", "message", "secret", "records"]),
    ("engine", &["records", "identity", "session"]),
    ("credentials", &["error", "message", "secret", "identity", "federation", "session", "engine"]),
    (
        "ops",
        &[
            "error",
            "model",
            "message",
            "catalog",
            "records",
            "identity",
            "simulation",
            "certificate",
            "identity_provider",
            "account",
            "federation",
            "session",
            "engine",
            "credentials",
        ],
    ),
    ("endpoint", &["model", "engine", "credentials", "ops"]),
    ("oracle", &["model", "secret", "federation", "session", "engine", "ops", "endpoint"]),
];

const DDB_ENGINE: &[Room] = &[
    ("error", &[]),
    ("message", &["error"]),
    ("definition", &["error", "message"]),
    ("item", &["error", "message", "definition"]),
    ("memory", &["error", "definition", "item"]),
    ("stream", &["message", "definition", "item", "memory"]),
    ("engine", &["error", "message", "definition", "item", "memory", "stream"]),
    ("realism", &["error", "definition", "item", "memory", "engine"]),
    ("access", &["error", "definition", "memory", "engine"]),
    ("read", &["error", "message", "definition", "item", "memory", "stream", "engine", "realism", "access"]),
    ("write", &["error", "message", "definition", "item", "memory", "engine", "realism", "access", "read"]),
    ("kept", &["error", "message", "definition", "item", "memory", "engine"]),
    ("job", &["error", "definition", "item", "memory", "engine"]),
    (
        "table",
        &["error", "message", "definition", "item", "memory", "stream", "engine", "access", "kept", "job"],
    ),
    ("region", &["error", "message", "definition", "item", "memory", "engine", "table"]),
    ("partiql", &["error", "message", "definition", "item", "memory", "engine", "access", "read", "write"]),
    (
        "archive",
        &["error", "message", "definition", "item", "memory", "engine", "access", "kept", "job", "table"],
    ),
    (
        "transfer",
        &[
            "error",
            "message",
            "definition",
            "item",
            "memory",
            "engine",
            "access",
            "read",
            "kept",
            "job",
            "table",
        ],
    ),
    (
        "background",
        &[
            "error", "message", "item", "memory", "stream", "engine", "write", "kept", "job", "table",
            "archive", "transfer",
        ],
    ),
    ("operation", &["error", "message", "memory", "engine"]),
    (
        "ops",
        &[
            "error",
            "message",
            "definition",
            "item",
            "memory",
            "stream",
            "engine",
            "access",
            "read",
            "write",
            "kept",
            "table",
            "region",
            "partiql",
            "archive",
            "transfer",
            "operation",
        ],
    ),
    ("service", &["error", "message", "engine", "job", "operation", "ops"]),
    ("control", &["engine", "memory", "realism", "background"]),
    ("endpoint", &["engine", "operation", "ops", "service", "control"]),
    ("oracle", &["lib"]),
];

const LAMBDA_EXEC: &[Room] = &[
    ("error", &[]),
    ("function_name", &["error"]),
    ("model", &[]),
    ("kept", &["model"]),
    ("destination", &[]),
    ("image_name", &[]),
    ("jackson", &[]),
    ("listing", &["error"]),
    ("refused_members", &["error"]),
    ("tags", &["error"]),
    ("records", &["error"]),
    ("package", &["error", "function_name", "records"]),
    ("execution", &["error", "function_name", "image_name", "package"]),
    (
        "function",
        &["error", "function_name", "image_name", "kept", "model", "package", "records", "refused_members"],
    ),
    ("mapping", &["error", "function_name", "kept", "model", "records"]),
    ("regional", &["error", "function", "kept", "records"]),
    ("memory", &["function", "function_name", "mapping"]),
    ("engine", &["error", "execution", "function", "function_name", "memory", "package", "records"]),
    ("activation", &["engine", "error", "execution", "function", "function_name"]),
    (
        "invoke",
        &[
            "activation",
            "engine",
            "error",
            "execution",
            "function",
            "function_name",
            "jackson",
            "memory",
            "package",
        ],
    ),
    ("access", &["engine", "error", "function", "function_name"]),
    (
        "durable",
        &[
            "engine",
            "error",
            "execution",
            "function",
            "function_name",
            "invoke",
            "memory",
            "model",
            "records",
        ],
    ),
    (
        "event",
        &[
            "access",
            "destination",
            "durable",
            "engine",
            "error",
            "execution",
            "function",
            "function_name",
            "invoke",
            "jackson",
            "mapping",
            "memory",
            "records",
        ],
    ),
    ("parameters_extension", &["engine", "execution"]),
    ("provisioning", &["engine", "error", "execution", "function", "function_name", "invoke"]),
    (
        "start",
        &[
            "activation",
            "durable",
            "engine",
            "error",
            "event",
            "execution",
            "function",
            "function_name",
            "package",
            "parameters_extension",
            "provisioning",
        ],
    ),
    ("download", &["engine", "error", "function", "function_name", "package"]),
    (
        "tagged",
        &["engine", "error", "function", "function_name", "kept", "mapping", "records", "regional", "tags"],
    ),
    ("url", &["access", "durable", "engine", "error", "function", "function_name", "invoke", "kept"]),
    (
        "ops",
        &[
            "access",
            "activation",
            "durable",
            "engine",
            "error",
            "event",
            "function",
            "function_name",
            "invoke",
            "jackson",
            "kept",
            "listing",
            "mapping",
            "model",
            "package",
            "provisioning",
            "records",
            "refused_members",
            "regional",
            "tagged",
            "tags",
        ],
    ),
    ("service", &["access", "download", "engine", "error", "jackson", "model", "ops", "start", "url"]),
    ("endpoint", &["engine", "invoke", "service"]),
    ("oracle", &["execution"]),
];

const S3_ENGINE: &[Room] = &[
    ("error", &[]),
    ("message", &[]),
    ("reader", &[]),
    ("tag", &["error"]),
    ("payload", &["error", "reader"]),
    ("context", &["error", "message", "payload"]),
    ("bucket", &["error", "message", "reader", "tag", "context"]),
    ("setting", &["error", "reader", "context", "bucket"]),
    ("access_point", &["error", "reader", "tag", "context", "bucket", "setting"]),
    ("form", &["error", "tag", "payload", "context", "setting"]),
    ("route", &["error", "setting"]),
    ("object", &["error", "message", "reader", "tag", "payload", "context", "bucket", "setting"]),
    ("cors", &["error", "reader", "bucket", "setting"]),
    ("inventory", &["error", "message", "reader", "bucket", "setting", "object"]),
    ("listing", &["error", "message", "reader", "payload", "context", "bucket", "object"]),
    ("logging", &["error", "message", "reader", "context", "bucket", "setting", "route"]),
    ("upload", &["error", "reader", "tag", "payload", "bucket", "object", "listing"]),
    (
        "access",
        &[
            "error",
            "reader",
            "tag",
            "context",
            "bucket",
            "setting",
            "access_point",
            "route",
            "object",
            "upload",
        ],
    ),
    ("lifecycle", &["error", "message", "reader", "tag", "bucket", "setting", "object"]),
    ("replication", &["error", "reader", "tag", "bucket", "setting", "object"]),
    (
        "read",
        &["error", "reader", "payload", "context", "bucket", "setting", "object", "access", "lifecycle"],
    ),
    ("select", &["error", "object"]),
    ("notify", &["message", "context", "bucket", "object"]),
    (
        "engine",
        &[
            "error",
            "reader",
            "tag",
            "payload",
            "context",
            "bucket",
            "setting",
            "access_point",
            "object",
            "upload",
            "lifecycle",
            "replication",
            "notify",
            "logging",
            "access",
        ],
    ),
    ("delivery", &["error", "notify", "engine"]),
    ("seams", &["error", "payload", "bucket", "object", "listing", "engine"]),
    (
        "upkeep",
        &[
            "error",
            "tag",
            "context",
            "bucket",
            "setting",
            "object",
            "upload",
            "access",
            "lifecycle",
            "inventory",
            "listing",
            "engine",
            "logging",
            "seams",
        ],
    ),
    ("mounted", &["error", "context", "engine"]),
    ("own", &["error", "message", "context", "setting", "object"]),
    (
        "ops",
        &[
            "error",
            "message",
            "reader",
            "tag",
            "payload",
            "context",
            "bucket",
            "setting",
            "object",
            "access_point",
            "access",
            "cors",
            "listing",
            "upload",
            "read",
            "select",
            "engine",
            "upkeep",
            "mounted",
            "own",
        ],
    ),
    ("mount", &["error", "context", "engine", "mounted", "ops"]),
    ("dispatch", &["error", "context", "engine", "own", "ops"]),
    (
        "front",
        &[
            "error",
            "message",
            "payload",
            "context",
            "bucket",
            "setting",
            "access_point",
            "form",
            "route",
            "object",
            "access",
        ],
    ),
    ("back", &["error", "message", "tag", "context", "logging"]),
    ("website", &["error", "message", "reader", "bucket", "setting", "object"]),
    (
        "service",
        &[
            "error",
            "context",
            "bucket",
            "access_point",
            "cors",
            "route",
            "access",
            "engine",
            "delivery",
            "upkeep",
            "own",
            "ops",
            "mount",
            "dispatch",
            "front",
            "back",
            "message",
            "website",
            "logging",
        ],
    ),
    ("control", &["error", "tag", "context", "bucket", "setting", "access_point", "engine", "back"]),
    ("endpoint", &["route", "cors", "engine", "back", "control"]),
];

/// Modules that are no rooms: the root itself, with what the crate shows to others.
const FACE: &str = "lib";

/// A source file without comments and tests.
struct Source {
    room: String,
    /// How many modules deep it is: one for a room's own file.
    depth: usize,
    name: String,
    code: String,
}

fn sources(krate: &str) -> Vec<Source> {
    let src = root().join("crates").join(krate).join("src");
    files(&src, "rs").iter().filter(|file| !is_for_tests(file)).map(|file| source(&src, file)).collect()
}

pub(super) fn is_for_tests(file: &Path) -> bool {
    let is = |part: &str| part == "tests" || part == "tests.rs" || part.starts_with("test_");
    file.components().any(|part| is(&part.as_os_str().to_string_lossy()))
}

fn source(src: &Path, file: &Path) -> Source {
    let text = fs::read_to_string(file).unwrap();
    let code = without_tests(&text)
        .lines()
        .map(|line| line.split("//").next().unwrap_or_default())
        .collect::<Vec<_>>();
    let parts: Vec<String> = file
        .strip_prefix(src)
        .unwrap()
        .with_extension("")
        .components()
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect();
    Source { room: parts[0].clone(), depth: parts.len(), name: short(file), code: code.join("\n") }
}

/// A source up to its `mod tests`, which is its last.
pub(super) fn without_tests(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default()
}

/// The identifier that a text begins with.
fn word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    &text[..end]
}

/// The first words of the members of a group `{a, b::c, d::{e}}`.
fn members(group: &str) -> Vec<&str> {
    let (mut depth, mut found, mut fresh) = (0, Vec::new(), false);
    for (at, c) in group.char_indices() {
        match c {
            '{' => (depth, fresh) = (depth + 1, depth == 0),
            '}' if depth == 1 => break,
            '}' => depth -= 1,
            ',' if depth == 1 => fresh = true,
            c if fresh && !c.is_whitespace() => {
                found.push(word(&group[at..]));
                fresh = false;
            }
            _ => {}
        }
    }
    found
}

/// What a source names behind `crate::`, types of the crate's face as [`FACE`].
fn paths(source: &Source) -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    for (at, _) in source.code.match_indices("crate::") {
        let before = source.code[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '$') {
            continue;
        }
        let rest = &source.code[at + "crate::".len()..];
        let found = if rest.starts_with('{') { members(rest) } else { vec![word(rest)] };
        let face = |word: &&str| word.starts_with(char::is_uppercase);
        named.extend(found.iter().map(|word| if face(word) { FACE } else { word }.to_owned()));
    }
    for (at, _) in source.code.match_indices("super::") {
        let chain = source.code[at..].split("super::").take_while(|part| part.is_empty()).count();
        // The first part is empty for every chain.
        if chain >= source.depth && !source.code[..at].ends_with("super::") {
            named.insert(word(source.code[at..].trim_start_matches("super::")).to_owned());
        }
    }
    named
}

/// The methods that a source gives the engine.
fn methods(source: &Source) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut inside = false;
    for line in source.code.lines() {
        if line.starts_with("impl Engine {") {
            inside = true;
        } else if line.starts_with('}') {
            inside = false;
        } else if inside && line.starts_with("    ") && !line.starts_with("     ") {
            found.extend(line.split_once("fn ").map(|(_, name)| word(name).to_owned()));
        }
    }
    found
}

/// The methods that a source calls on what is called `engine`, and on `self` where it has methods of the engine.
fn calls(source: &Source) -> BTreeSet<String> {
    let is_engines = source.code.contains("impl Engine {") || source.code.contains(" for Engine {");
    let on: &[&str] = if is_engines { &["engine", "self"] } else { &["engine"] };
    let mut found = BTreeSet::new();
    for (at, _) in source.code.match_indices('.') {
        let before = source.code[..at].trim_end();
        let name = word(&source.code[at + 1..]);
        let is_call = source.code[at + 1 + name.len()..].starts_with(['(', ':']);
        if is_call && on.iter().any(|on| ends_with_word(before, on)) {
            found.insert(name.to_owned());
        }
    }
    found
}

fn ends_with_word(text: &str, word: &str) -> bool {
    let rest = text.strip_suffix(word);
    rest.is_some_and(|rest| !rest.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '.'))
}

/// Room and room that it imports → the files that do so.
fn edges(krate: &str) -> BTreeMap<(String, String), BTreeSet<String>> {
    let sources = sources(krate);
    let mut homes: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for source in &sources {
        for method in methods(source) {
            homes.entry(method).or_default().insert(&source.room);
        }
    }
    let mut edges: BTreeMap<_, BTreeSet<String>> = BTreeMap::new();
    for source in sources.iter().filter(|source| source.room != FACE) {
        let mut named = paths(source);
        for method in calls(source) {
            // A name that stands in several rooms says nothing.
            if let Some(home) = homes.get(&method).filter(|homes| homes.len() == 1) {
                named.extend(home.iter().map(|room| (*room).to_owned()));
            }
        }
        for to in named.into_iter().filter(|to| *to != source.room) {
            edges.entry((source.room.clone(), to)).or_default().insert(source.name.clone());
        }
    }
    edges
}

#[test]
fn rooms_import_one_way_and_only_what_the_table_says() {
    let mut wrong = Vec::new();
    for (krate, rooms) in ROOMS {
        let mut above = BTreeSet::from([FACE]);
        for (room, may) in *rooms {
            let circle = may.iter().filter(|to| !above.contains(*to));
            wrong.extend(
                circle
                    .map(|to| format!("{krate}: {room} → {to}, which does not stand above it in the table")),
            );
            above.insert(room);
        }
        let allowed: BTreeMap<&str, &&[&str]> = rooms.iter().map(|(room, may)| (*room, may)).collect();
        let edges = edges(krate);
        for ((from, to), files) in &edges {
            if !allowed.get(from.as_str()).is_some_and(|may| may.contains(&to.as_str())) {
                wrong.push(format!("{krate}: {from} → {to} is not in the table: {files:?}"));
            }
        }
        for (room, may) in *rooms {
            let unused =
                may.iter().filter(|to| !edges.contains_key(&((*room).to_owned(), (**to).to_owned())));
            wrong.extend(
                unused.map(|to| format!("{krate}: {room} → {to} is in the table, and nobody needs it")),
            );
        }
        let there: BTreeSet<String> =
            sources(krate).into_iter().map(|source| source.room).filter(|room| room != FACE).collect();
        let listed: BTreeSet<String> = rooms.iter().map(|(room, _)| (*room).to_owned()).collect();
        if there != listed {
            let differ: Vec<_> = there.symmetric_difference(&listed).collect();
            wrong.push(format!(
                "{krate}: rooms without a place in the table, or places without a room: {differ:?}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_path_is_found_in_whatever_form_it_is_written() {
    let check = |depth: usize, code: &str, expected: &[&str]| {
        let (room, name) = ("here".to_owned(), String::new());
        let source = Source { room, depth, name, code: code.to_owned() };
        assert_eq!(paths(&source).iter().map(String::as_str).collect::<Vec<_>>(), expected, "{code}");
    };
    check(2, "use crate::item::key;", &["item"]);
    check(2, "use crate::{\n    read,\n    item::{key, change},\n    Engine,\n};", &["item", "lib", "read"]);
    check(2, "let a = crate::item::key::of(b);", &["item"]);
    check(2, "use mycrate::item;", &[]);
    check(2, "use super::item;", &[]);
    check(1, "use super::item;", &["item"]);
    check(2, "use super::super::item;", &["item"]);
    check(3, "use super::super::item;", &[]);
}

#[test]
fn a_call_of_the_engine_is_told_from_others() {
    let check = |code: &str, expected: &[&str]| {
        let (room, name) = ("here".to_owned(), String::new());
        let source = Source { room, depth: 1, name, code: code.to_owned() };
        assert_eq!(calls(&source).iter().map(String::as_str).collect::<Vec<_>>(), expected, "{code}");
    };
    check("impl Engine {\n    self.commit(a)", &["commit"]);
    check("impl Table {\n    self.commit(a)", &[]);
    check("engine\n    .commit(a)", &["commit"]);
    check("engine.forget::<Export>(a)", &["forget"]);
    check("impl Engine {\n    self.store.commit(a)", &[]);
    check("myengine.commit(a)", &[]);
    check("impl Engine {\n    self.store", &[]);
}

/// An engine without rooms would be held by nothing.
#[test]
fn every_engine_has_its_rooms() {
    let crates = fs::read_dir(root().join("crates")).unwrap();
    let names = crates.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    let engines: BTreeSet<String> =
        names.filter(|name| name.ends_with("-engine") || name.ends_with("-exec")).collect();
    let with_rooms: BTreeSet<String> = ROOMS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(engines, with_rooms);
}
