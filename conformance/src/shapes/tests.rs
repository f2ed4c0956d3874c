//! Small models of our own in each protocol, and the tables that are written of them. `wire/tests/tables.rs` compiles
//! these tables.

use std::path::Path;

use super::*;

/// A folder of models as botocore lays them out, with one version of one service.
fn models(service: &str, date: &str, json: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("__init__.py"), "import os\n\n__version__ = '1.2.3'\n").unwrap();
    add_version(&folder, service, date, json);
    folder
}

fn add_version(folder: &tempfile::TempDir, service: &str, date: &str, json: &str) {
    let version = folder.path().join("data").join(service).join(date);
    fs::create_dir_all(&version).unwrap();
    fs::write(version.join("service-2.json"), json).unwrap();
}

fn arguments(folder: &Path, service: &str, add: &[&str]) -> Arguments {
    Arguments {
        service: service.to_owned(),
        models: folder.join("data"),
        add: add.iter().map(|name| (*name).to_owned()).collect(),
        out: Some(folder.join("model.rs")),
        version: None,
        query_models: None,
        check: false,
    }
}

fn table(folder: &tempfile::TempDir) -> String {
    fs::read_to_string(folder.path().join("model.rs")).unwrap()
}

#[track_caller]
fn check(service: &str, json: &str, add: &[&str], expected: &str) {
    let folder = models(service, "2026-01-02", json);
    assert!(run(&arguments(folder.path(), service, add)).unwrap());
    assert_eq!(table(&folder), expected);
}

#[test]
fn a_table_says_what_the_model_says_in_each_protocol() {
    let (json, table) = (include_str!("cases/json.json"), include_str!("cases/json.rs"));
    check("json", json, &["PutNote", "Burn"], table);
    check("query", include_str!("cases/query.json"), &["Topic"], include_str!("cases/query.rs"));
    let (json, table) = (include_str!("cases/rest_json.json"), include_str!("cases/rest_json.rs"));
    check("rest_json", json, &["GetParcel", "SendParcel"], table);
    check("rest_xml", include_str!("cases/rest_xml.json"), &["PutRule"], include_str!("cases/rest_xml.rs"));
}

#[test]
fn a_table_keeps_its_operations_and_a_newer_model_shows_as_a_difference() {
    let json = include_str!("cases/json.json");
    let folder = models("notes", "2026-01-02", json);
    let run =
        |add: &[&str], check| run(&Arguments { check, ..arguments(folder.path(), "notes", add) }).unwrap();
    assert!(!run(&[], true), "there is no table yet");
    assert!(run(&["Burn"], false) && run(&["PutNote"], false));
    let both = table(&folder);
    assert!(both.contains("pub static BURN: Signature") && both.contains("pub static PUT_NOTE: Signature"));
    assert!(run(&[], false) && run(&[], true));
    assert_eq!(table(&folder), both);

    add_version(&folder, "notes", "2026-03-01", &json.replace("\"max\": 64", "\"max\": 128"));
    assert!(!run(&[], true));
    assert_eq!(table(&folder), both, "a check writes nothing");
    assert!(run(&[], false) && run(&[], true));
    assert!(table(&folder).contains("2026-03-01") && table(&folder).contains(".max(128)"));
}

/// Recorded of Lambda: see `recorded`.
#[test]
fn what_is_recorded_of_a_service_comes_before_its_model() {
    let json = include_str!("cases/json.json").replace("\"notes\"", "\"lambda\"");
    let folder = models("notes", "2026-01-02", &json);
    assert!(run(&arguments(folder.path(), "notes", &["PutNote", "Burn"])).unwrap());
    let (own, amended) = (include_str!("cases/json.rs"), table(&folder));
    let required = |table: &str, held: &str| {
        let begin = format!("{held}: Member::new(");
        table.lines().filter(|line| line.contains(&begin) && line.contains(".required()")).count()
    };
    for held in ["element", "value"] {
        assert_eq!(required(own, held), 0, "{held}");
        assert!(required(&amended, held) > 0, "{held}: {amended}");
    }
    assert_eq!(required(&amended, "key"), 0);
}

/// As SQS's models are: botocore 1.29 has it in query, later ones in JSON alone.
#[test]
fn what_an_older_model_in_query_says_is_remembered() {
    let folder = models("once_query", "2026-01-02", include_str!("cases/once_query.json"));
    let older = models("once_query", "2020-01-02", include_str!("cases/once_query_older.json"));
    let query_models = Some(older.path().join("data"));
    let arguments = Arguments { query_models, ..arguments(folder.path(), "once_query", &["Send"]) };
    assert!(run(&arguments).unwrap());
    assert_eq!(table(&folder), include_str!("cases/once_query.rs"));
    // The table is not to lose them where somebody forgets.
    let cause = run(&Arguments { query_models: None, ..arguments }).unwrap_err().to_string();
    assert!(cause.contains("--query-models"), "{cause}");
}

#[test]
fn a_packed_model_is_read() {
    let json = include_str!("cases/rest_xml.json");
    let folder = models("rules", "2026-01-02", json);
    assert!(run(&arguments(folder.path(), "rules", &["PutRule"])).unwrap());
    let plain = table(&folder);
    let version = folder.path().join("data/rules/2026-01-02");
    fs::remove_file(version.join("service-2.json")).unwrap();
    let packed = fs::File::create(version.join("service-2.json.gz")).unwrap();
    let mut packed = flate2::write::GzEncoder::new(packed, flate2::Compression::fast());
    packed.write_all(json.as_bytes()).unwrap();
    packed.finish().unwrap();
    assert!(run(&Arguments { check: true, ..arguments(folder.path(), "rules", &[]) }).unwrap());
    assert_eq!(table(&folder), plain);
}

/// What a table could only say wrongly is refused, and says where it stands.
#[test]
fn what_a_table_cannot_hold_is_refused() {
    let json = include_str!("cases/json.json");
    let refused = |json: &str, add: &str, expected: &str| {
        let folder = models("notes", "2026-01-02", json);
        let cause = run(&arguments(folder.path(), "notes", &[add])).unwrap_err().to_string();
        assert!(cause.contains(expected), "{cause}");
        assert!(!folder.path().join("model.rs").exists());
    };
    refused(json, "Jump", "no operation Jump");
    refused(
        &json.replace("\"box\"", "\"jsonvalue\""),
        "PutNote",
        "PutNoteRequest.Pinned: a table cannot hold jsonvalue",
    );
    refused(&json.replace("float", "bigdecimal"), "PutNote", "PutNoteRequest.Share");
    refused(&json.replace("\"min\": 0.0", "\"min\": 0.5"), "PutNote", "the bound 0.5");
    refused(&json.replace("^(?!aws:)[a-z:]+$", "(.)(?=a).*"), "PutNote", "(.)(?=a).*");
    // What no built operation reaches is nobody's business.
    let folder = models("notes", "2026-01-02", &json.replace("float", "bigdecimal"));
    assert!(run(&arguments(folder.path(), "notes", &["Burn"])).unwrap());
    // An operation that a newer model does not have any more.
    add_version(&folder, "notes", "2026-02-01", &json.replace("Burn", "Bury"));
    let cause = run(&arguments(folder.path(), "notes", &[])).unwrap_err().to_string();
    assert!(cause.contains("BURN"), "{cause}");
}

#[test]
fn a_table_lives_in_the_crate_of_its_service() {
    let root = tempfile::tempdir().unwrap();
    for folder in ["crates/topics-engine", "crates/parcels-exec", "crates/notes"] {
        fs::create_dir_all(root.path().join(folder)).unwrap();
    }
    let home = |service| {
        home_of(root.path(), service).map(|home| home.strip_prefix(root.path()).unwrap().to_owned())
    };
    assert_eq!(home("topics").unwrap(), Path::new("crates/topics-engine/src/model.rs"));
    assert_eq!(home("parcels").unwrap(), Path::new("crates/parcels-exec/src/model.rs"));
    assert_eq!(home("notes").unwrap(), Path::new("crates/notes/src/model.rs"));
    assert!(home("rules").is_err());
}
