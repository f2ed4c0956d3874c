//! AWS's model of the service, as data; its texts of documentation are left out.
//!
//! Written by `cargo run -p conformance -- shapes once_query`, not by hand, from botocore 1.2.3,
//! `data/once_query/2026-01-02/service-2.json`, whose licence is Apache-2.0: see NOTICE.
//! Its names in query, which that model does not have: `--query-models`, botocore 1.2.3, `data/once_query/2020-01-02`.

#![allow(missing_docs, reason = "the names are AWS's, whose documentation says what they mean")]

use wire::shape::{ErrorShape, Kind, List, Map, Member, Model, Shape, Signature};

pub static MODEL: Model = Model {
    name: "posts",
    target_prefix: Some("Posts"),
    version: "2026-01-02",
    namespace: Some("http://posts.example/doc/2026-01-02/"),
    names: &[("Send", "POST", "/")],
    errors: &[NO_SUCH_POST, TOO_MANY],
};

pub const NO_SUCH_POST: ErrorShape =
    ErrorShape { name: "NoSuchPost", code: "Posts.NoSuchPost", status: 404, sender: true };

pub const TOO_MANY: ErrorShape = ErrorShape { name: "TooMany", code: "TooMany", status: 400, sender: true };

pub static SEND: Signature = Signature {
    name: "Send",
    method: "POST",
    path: "/",
    status: 200,
    input: &SEND_REQUEST,
    output: &SEND_RESULT,
    wrapper: Some("SendResult"),
};

static ATTRIBUTES: Map = Map {
    key: Member::new("key", Kind::Text).in_query("Name"),
    value: Member::new("value", Kind::Text).in_query("Value"),
    flattened: true,
};

static IDS: List = List { element: Member::new("member", Kind::Text).in_query("Id"), flattened: true };

pub static SEND_REQUEST: Shape = Shape::new(
    "SendRequest",
    &[
        Member::new("Attributes", Kind::Map(&ATTRIBUTES)).in_query("Attribute"),
        Member::new("Ids", Kind::List(&IDS)),
        Member::new("New", Kind::Text),
    ],
);

pub static SEND_RESULT: Shape = Shape::new("SendResult", &[Member::new("Id", Kind::Text)]);
