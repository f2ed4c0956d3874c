//! AWS's model of the service, as data; its texts of documentation are left out.
//!
//! Written by `cargo run -p conformance -- shapes query`, not by hand, from botocore 1.2.3,
//! `data/query/2026-01-02/service-2.json`, whose licence is Apache-2.0: see NOTICE.

#![allow(missing_docs, reason = "the names are AWS's, whose documentation says what they mean")]

use wire::shape::{ErrorShape, Kind, List, Map, Member, Model, Shape, Signature, TimeForm};

pub static MODEL: Model = Model {
    name: "topics",
    target_prefix: None,
    version: "2026-01-02",
    namespace: Some("https://topics.example/doc/2026-01-02/"),
    names: &[("Topic", "POST", "/")],
    errors: &[NOT_FOUND_EXCEPTION, THROTTLED],
};

pub const NOT_FOUND_EXCEPTION: ErrorShape =
    ErrorShape { name: "NotFoundException", code: "NotFound", status: 404, sender: true };

pub const THROTTLED: ErrorShape =
    ErrorShape { name: "Throttled", code: "Throttled", status: 503, sender: false };

pub static TOPIC: Signature = Signature {
    name: "Topic",
    method: "POST",
    path: "/",
    status: 200,
    input: &TOPIC_REQUEST,
    output: &TOPIC_RESPONSE,
    wrapper: Some("TopicResult"),
};

static ATTRIBUTES: Map = Map {
    key: Member::new("key", Kind::Text).named("Name"),
    value: Member::new("value", Kind::List(&IDS)).named("Value"),
    flattened: true,
};

static IDS: List = List { element: Member::new("member", Kind::Text).named("Id"), flattened: true };

static NAMES: List = List { element: Member::new("member", Kind::Text), flattened: false };

static NAMES_FLATTENED: List = List { element: Member::new("member", Kind::Text), flattened: true };

pub static TOPIC_2: Shape = Shape::new("Topic", &[]);

pub static TOPIC_3: Shape = Shape::new("topic", &[]);

pub static TOPIC_REQUEST: Shape = Shape::new(
    "TopicRequest",
    &[
        Member::new("Names", Kind::List(&NAMES)).named("Name"),
        Member::new("Flat", Kind::List(&NAMES_FLATTENED)),
        Member::new("Attributes", Kind::Map(&ATTRIBUTES)).named("Attribute"),
        Member::new("Older", Kind::Text).in_query("Old"),
        Member::new("topic", Kind::Struct(&TOPIC_3)),
        Member::new("Topic", Kind::Struct(&TOPIC_2)),
    ],
);

pub static TOPIC_RESPONSE: Shape =
    Shape::new("TopicResponse", &[Member::new("When", Kind::Time(Some(TimeForm::Epoch)))]);
