//! AWS's model of the service, as data; its texts of documentation are left out.
//!
//! Written by `cargo run -p conformance -- shapes json`, not by hand, from botocore 1.2.3,
//! `data/json/2026-01-02/service-2.json`, whose licence is Apache-2.0: see NOTICE.

#![allow(missing_docs, reason = "the names are AWS's, whose documentation says what they mean")]

use wire::shape::{ErrorShape, Hidden, Kind, List, Map, Member, Model, NOTHING, Pattern, Shape, Signature};

pub static MODEL: Model = Model {
    name: "notes",
    target_prefix: Some("Notes_20260102"),
    version: "2026-01-02",
    namespace: None,
    names: &[("Burn", "POST", "/"), ("ListNotes", "POST", "/"), ("PutNote", "POST", "/")],
    errors: &[INTERNAL_SERVER_EXCEPTION, NOTE_EXISTS_EXCEPTION],
};

pub const INTERNAL_SERVER_EXCEPTION: ErrorShape = ErrorShape {
    name: "InternalServerException",
    code: "InternalServerException",
    status: 500,
    sender: false,
};

pub const NOTE_EXISTS_EXCEPTION: ErrorShape =
    ErrorShape { name: "NoteExistsException", code: "NoteExistsException", status: 400, sender: true };

pub static BURN: Signature = Signature {
    name: "Burn",
    method: "POST",
    path: "/",
    status: 200,
    input: &NOTHING,
    output: &NOTHING,
    wrapper: None,
};

pub static PUT_NOTE: Signature = Signature {
    name: "PutNote",
    method: "POST",
    path: "/",
    status: 200,
    input: &PUT_NOTE_REQUEST,
    output: &PUT_NOTE_RESPONSE,
    wrapper: None,
};

const COLOR_VALUES: &[&str] = &["red", "green"];

static LABELS: Map = Map {
    key: Member::new("key", Kind::Text).matching(&TAG_KEY_PATTERN),
    value: Member::new("value", Kind::Text).min(1).max(64).matching(&NAME_PATTERN),
    flattened: false,
};

static NAME_PATTERN: Pattern = Pattern::new(r#"[\w"-]+"#);

pub static PUT_NOTE_REQUEST: Shape = Shape::new(
    "PutNoteRequest",
    &[
        Member::new("Tree", Kind::Struct(&TREE)).required(),
        Member::new("Name", Kind::Text).required().min(1).max(64).matching(&NAME_PATTERN),
        Member::new("Key", Kind::Text).matching(&TAG_KEY_PATTERN),
        Member::new("Color", Kind::Text).one_of(COLOR_VALUES),
        Member::new("Secret", Kind::Text).hiding(Hidden::Value),
        Member::new("Bytes", Kind::Blob).max(10),
        Member::new("Pinned", Kind::Boolean),
        Member::new("Count", Kind::Integer).min(0),
        Member::new("Size", Kind::Long).max(9007199254740993),
        Member::new("Share", Kind::Double).min(0).max(1),
        Member::new("At", Kind::Time(None)),
        Member::new("Any", Kind::Document),
        Member::new("Labels", Kind::Map(&LABELS)),
    ],
);

pub static PUT_NOTE_RESPONSE: Shape = Shape::new("PutNoteResponse", &[]);

static TAG_KEY_PATTERN: Pattern = Pattern::except("^(?!aws:)[a-z:]+$", "[a-z:]+", "(?:aws:)(?s:.*)");

pub static TREE: Shape = Shape::new(
    "Tree",
    &[
        Member::new("Leaf", Kind::Text).min(1).max(64).matching(&NAME_PATTERN),
        Member::new("Branches", Kind::List(&TREES)).max(3),
    ],
);

static TREES: List = List { element: Member::new("member", Kind::Struct(&TREE)), flattened: false };
