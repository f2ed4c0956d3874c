//! AWS's model of the service, as data; its texts of documentation are left out.
//!
//! Written by `cargo run -p conformance -- shapes rest_xml`, not by hand, from botocore 1.2.3,
//! `data/rest_xml/2026-01-02/service-2.json`, whose licence is Apache-2.0: see NOTICE.

#![allow(missing_docs, reason = "the names are AWS's, whose documentation says what they mean")]

use wire::shape::{Kind, List, Member, Model, Place, Shape, Signature};

pub static MODEL: Model = Model {
    name: "cloudwatch",
    target_prefix: None,
    version: "2026-01-02",
    namespace: Some("http://rules.example/doc/2026-01-02/"),
    names: &[("PutRule", "PUT", "/rules/{name}")],
    errors: &[],
};

pub static PUT_RULE: Signature = Signature {
    name: "PutRule",
    method: "PUT",
    path: "/rules/{name}",
    status: 200,
    input: &PUT_RULE_REQUEST,
    output: &PUT_RULE_RESULT,
    wrapper: None,
};

static PARTS: List = List { element: Member::new("member", Kind::Text).named("member"), flattened: true };

pub static PUT_RULE_REQUEST: Shape = Shape::new(
    "PutRuleRequest",
    &[
        Member::new("Name", Kind::Text).at(Place::Path("name")).required(),
        Member::new("Rule", Kind::Struct(&RULE)).named("Rule").at(Place::Payload).required(),
    ],
);

pub static PUT_RULE_RESULT: Shape = Shape::new("PutRuleAnswer", &[Member::new("Rules", Kind::List(&RULES))]);

pub static RULE: Shape = Shape::new(
    "Rule",
    &[
        Member::new("Sealed", Kind::Struct(&SEALED)).named("SEALED-1"),
        Member::new("Parts", Kind::List(&PARTS)).named("Part"),
    ],
);

static RULES: List =
    List { element: Member::new("member", Kind::Struct(&RULE)).named("Rule"), flattened: false };

pub static SEALED: Shape = Shape::new(
    "SEALED-1",
    &[Member::new("By", Kind::Text).at(Place::Attribute("r:by", "http://rules.example/by"))],
);
