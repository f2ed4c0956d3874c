//! A toy service: notes by name, and how many there are. It speaks JSON 1.0 and query, or rest-json.

use std::ops::ControlFlow;
use std::sync::Arc;

use base::call::Call;
use base::http::{Request, Response};
use base::service::Spoken;
use store::{Batch, Key, Space, Store, Stripes};
use testkit::{Parts, World};
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing, Row};
use wire::protocol::{Dialect, Protocol};
use wire::service::{Service, everybody, refuse};
use wire::shape::{Kind, Map, Member, Model, NOTHING, Shape, Signature};
use wire::value::{Fields, IntoValue as _, Slot, Value};

/// What is wrong with an engine.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Flaw {
    Nothing,
    /// It answers before what it shows is durable.
    Hasty,
    /// It commits a note and the count one after the other.
    Torn,
    /// It takes an empty text for none.
    Forgetful,
}

#[derive(Debug)]
pub(crate) struct Engine {
    store: Store,
    stripes: Arc<Stripes>,
    service: Service<Engine>,
    flaw: Flaw,
}

/// The world of a sound engine.
pub(crate) fn world(parts: Parts) -> World<Engine> {
    world_of(parts, &[Protocol::Json10, Protocol::Query], Flaw::Nothing)
}

pub(crate) fn world_of(parts: Parts, protocols: &'static [Protocol], flaw: Flaw) -> World<Engine> {
    let dialect = match protocols {
        [Protocol::RestJson] => &REST,
        _ => &RPC,
    };
    let service = Service { dialect, rows: ROWS, strict: false, admits: everybody };
    let build =
        |Parts { store, .. }: Parts| Arc::new(Engine { stripes: store.stripes(), store, service, flaw });
    World::new(parts, build, |engine, call, request| Box::pin(engine.answer(call, request)))
}

static RPC: Dialect = Dialect { protocols: &[Protocol::Json10, Protocol::Query], ..Dialect::of(&MODEL) };
static REST: Dialect = Dialect { protocols: &[Protocol::RestJson], ..Dialect::of(&MODEL) };
static MODEL: Model = Model {
    name: "notes",
    target_prefix: Some("Notes_20260101"),
    version: "2026-01-01",
    namespace: Some("https://notes/doc/"),
    names: &[
        ("DeleteNote", "DELETE", "/notes"),
        ("ListNotes", "GET", "/notes"),
        ("PutNote", "PUT", "/notes"),
    ],
    errors: &[],
};
static ROWS: &[Row<Modelled<Engine>>] =
    &[Row::of::<PutNote>(), Row::of::<DeleteNote>(), Row::of::<ListNotes>()];

const NAME: Member = Member::new("Name", Kind::Text).required().min(1);
static NOTE: Shape = Shape::new("PutNoteRequest", &[NAME, Member::new("Text", Kind::Text).required()]);
static WHICH: Shape = Shape::new("DeleteNoteRequest", &[NAME]);
static NOTES: Map =
    Map { key: Member::new("key", Kind::Text), value: Member::new("value", Kind::Text), flattened: false };
static LISTED: Shape = Shape::new(
    "ListNotesResponse",
    &[Member::new("Notes", Kind::Map(&NOTES)), Member::new("Count", Kind::Integer)],
);

const fn signature(
    name: &'static str,
    method: &'static str,
    input: &'static Shape,
    output: &'static Shape,
) -> Signature {
    Signature { name, method, path: "/notes", status: 200, input, output, wrapper: None }
}

impl Engine {
    async fn answer(self: &Arc<Self>, call: Call, request: Request) -> Response {
        let (head, body) = request.into_parts();
        let again = Request::from_parts(head.clone(), body);
        let reply = self.service.answer(self, &call, (&Spoken::of(&head), again)).await;
        if self.flaw == Flaw::Hasty {
            return reply;
        }
        match self.store.settled().await {
            Ok(()) => reply,
            Err(why) => refuse(self.service.dialect, &Spoken::of(&head), &call.request_id, &internal(&why)),
        }
    }

    fn notes(&self, call: &Call) -> Result<Vec<(String, String)>, store::Error> {
        let mut notes = Vec::new();
        self.store.scan_prefix(&note(call, None), &mut |key, text| {
            let mut key = store::space::Fields::of(key);
            let (_, _, name) = (key.account(), key.region(), key.text());
            notes.push((name.unwrap(), String::from_utf8(text.to_vec()).unwrap()));
            ControlFlow::Continue(())
        })?;
        Ok(notes)
    }

    fn count(&self, call: &Call) -> Result<u8, store::Error> {
        Ok(self.store.get(count(call).as_bytes())?.map_or(0, |bytes| bytes[0]))
    }

    /// Writes a note or takes it away, and counts.
    fn write(&self, call: &Call, name: &str, text: Option<&str>) -> Result<(), store::Error> {
        let key = note(call, Some(name));
        let _held = self.stripes.lock(key.as_bytes());
        let before = self.store.get(key.as_bytes())?;
        let (is, was) = (u8::from(text.is_some()), u8::from(before.is_some()));
        let (mut notes, mut counts) = (Batch::new(), Batch::new());
        let both = if self.flaw == Flaw::Torn { &mut counts } else { &mut notes };
        both.put(count(call), vec![self.count(call)? + is - was]);
        match text {
            Some(text) => notes.put(key, text.to_owned()),
            None => notes.delete(key),
        }
        self.store.commit(notes)?;
        self.store.commit(counts)?;
        Ok(())
    }
}

/// Any spaces do: the toy has none of its own.
fn note(call: &Call, name: Option<&str>) -> Key {
    let all = Key::of(Space::DdbItem).account(call.account).region(&call.region);
    name.into_iter().fold(all, Key::text)
}

fn count(call: &Call) -> Key {
    Key::of(Space::DdbOther).account(call.account).region(&call.region)
}

fn internal(why: &store::Error) -> Fault {
    Fault::internal("InternalFailure", "The request processing has failed.").because(why.to_string())
}

struct PutNote;
struct DeleteNote;
struct ListNotes;

impl Operation for PutNote {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &const { signature("PutNote", "PUT", &NOTE, &NOTHING) };
    type Input = Fields;
    type Output = ();

    fn read(_: &Call, request: Incoming) -> Result<Fields, Fault> {
        Ok(request.fields)
    }

    async fn run(engine: &Arc<Engine>, call: &Call, note: Fields) -> Result<(), Fault> {
        let text =
            Some(note.required("Text")).filter(|text| engine.flaw != Flaw::Forgetful || !text.is_empty());
        engine.write(call, note.required("Name"), text).map_err(|why| internal(&why))
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(&NOTHING).into()
    }
}

impl Operation for DeleteNote {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &const { signature("DeleteNote", "DELETE", &WHICH, &NOTHING) };
    type Input = Fields;
    type Output = ();

    fn read(_: &Call, request: Incoming) -> Result<Fields, Fault> {
        Ok(request.fields)
    }

    async fn run(engine: &Arc<Engine>, call: &Call, which: Fields) -> Result<(), Fault> {
        engine.write(call, which.required("Name"), None).map_err(|why| internal(&why))
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(&NOTHING).into()
    }
}

impl Operation for ListNotes {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &const { signature("ListNotes", "GET", &NOTHING, &LISTED) };
    type Input = ();
    type Output = (Vec<(String, String)>, u8);

    fn read(_: &Call, _: Incoming) -> Result<(), Fault> {
        Ok(())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (): ()) -> Result<Self::Output, Fault> {
        let notes = engine.notes(call).and_then(|notes| Ok((notes, engine.count(call)?)));
        notes.map_err(|why| internal(&why))
    }

    fn reply((notes, count): Self::Output) -> Outgoing {
        let there = |text: String| text.into_value().map_or(Slot::Absent, Slot::There);
        let notes = notes.into_iter().map(|(name, text)| (name, there(text))).collect();
        Fields::new(&LISTED).with("Notes", Value::Map(notes)).with("Count", i64::from(count)).into()
    }
}
