//! AWS's model of the service, as data; its texts of documentation are left out.
//!
//! Written by `cargo run -p conformance -- shapes rest_json`, not by hand, from botocore 1.2.3,
//! `data/rest_json/2026-01-02/service-2.json`, whose licence is Apache-2.0: see NOTICE.

#![allow(missing_docs, reason = "the names are AWS's, whose documentation says what they mean")]

use wire::shape::{Kind, Map, Member, Model, NOTHING, Pattern, Place, Shape, Signature, TimeForm};

pub static MODEL: Model = Model {
    name: "parcels",
    target_prefix: None,
    version: "2026-01-02",
    namespace: None,
    names: &[
        ("GetParcel", "GET", "/2026-01-02/parcels/{Id+}?part=all"),
        ("SendParcel", "PUT", "/2026-01-02/parcels"),
    ],
    errors: &[],
};

pub static GET_PARCEL: Signature = Signature {
    name: "GetParcel",
    method: "GET",
    path: "/2026-01-02/parcels/{Id+}?part=all",
    status: 202,
    input: &GET_PARCEL_REQUEST,
    output: &GET_PARCEL_RESPONSE,
    wrapper: None,
};

pub static SEND_PARCEL: Signature = Signature {
    name: "SendParcel",
    method: "PUT",
    path: "/2026-01-02/parcels",
    status: 200,
    input: &SEND_PARCEL_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static GET_PARCEL_REQUEST: Shape = Shape::new(
    "GetParcelRequest",
    &[
        Member::new("Id", Kind::Text).at(Place::Path("Id")).required().matching(&ID_PATTERN),
        Member::new("Since", Kind::Time(Some(TimeForm::Iso8601))).at(Place::Query("since")),
        Member::new("Others", Kind::Map(&TEXTS)).at(Place::Query("Others")),
        Member::new("Token", Kind::Text).at(Place::Header("x-parcel-token")),
    ],
);

pub static GET_PARCEL_RESPONSE: Shape = Shape::new(
    "GetParcelResponse",
    &[
        Member::new("Status", Kind::Integer).at(Place::Status),
        Member::new("Metadata", Kind::Map(&TEXTS)).at(Place::Headers("x-parcel-meta-")),
        Member::new("Body", Kind::Blob).at(Place::Payload),
    ],
);

static ID_PATTERN: Pattern = Pattern::new(r"\d+");

pub static SEND_PARCEL_REQUEST: Shape = Shape::new(
    "SendParcelRequest",
    &[Member::new("To", Kind::Text).named("to"), Member::new("from", Kind::Text)],
);

static TEXTS: Map =
    Map { key: Member::new("key", Kind::Text), value: Member::new("value", Kind::Text), flattened: false };
