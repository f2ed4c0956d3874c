//! What one operation is: a name, a shape, and three verbs. A file of `ops/` for each.

use std::fmt;

use base::call::Call;

use crate::engine::Engine;
use crate::error::Result;
use crate::memory::in_flight::Held;
use crate::message::layer::{self, Layer};
use crate::message::shape::{self, Fields, Shape};
use wire::json;

/// Which of the two services an operation belongs to: the part of `X-Amz-Target` before the dot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Api {
    /// `DynamoDB_20120810`
    DynamoDb,
    /// `DynamoDBStreams_20120810`
    Streams,
}

impl Api {
    /// The part of `X-Amz-Target` before the dot.
    pub(crate) fn target(self) -> &'static str {
        match self {
            Api::DynamoDb => "DynamoDB_20120810",
            Api::Streams => "DynamoDBStreams_20120810",
        }
    }
}

/// One operation. Each verb is called once for a request, in this order.
pub(crate) trait Operation {
    /// The name, as AWS spells it.
    const NAME: &'static str;
    /// The service it belongs to.
    const API: Api = Api::DynamoDb;
    /// What of AWS's behaviour is not here, in a sentence for `docs/coverage`; empty if nothing is missing.
    const LIMITS: &'static str = "";
    /// The layer of AWS's checks that words what `read` refuses.
    const LAYER: Layer = Layer::Older;
    /// What a request looks like.
    const SHAPE: &'static Shape;
    /// A request, typed.
    type Input;
    /// What came out.
    type Output;

    /// From wire to typed input: every check that needs no state.
    fn read(call: &Call, body: Fields<'_>) -> Result<Self::Input>;

    /// Does it.
    fn run(engine: &Engine, call: &Call, input: Self::Input) -> Result<Done<Self::Output>>;

    /// From typed output to wire: appends the JSON document.
    fn reply(output: Self::Output, out: &mut Vec<u8>);
}

/// What an operation did.
#[derive(Debug)]
pub(crate) struct Done<T> {
    /// What came out.
    pub(crate) output: T,
    /// The items of a transaction, to be let go once it is durable.
    pub(crate) held: Option<Held>,
    /// The job that it began.
    pub(crate) job: Option<u64>,
}

impl<T> Done<T> {
    /// Nothing was changed.
    pub(crate) fn read(output: T) -> Done<T> {
        Done { output, held: None, job: None }
    }

    /// Something was changed: the client hears of it once all that is visible is durable, and this with it.
    pub(crate) fn wrote(output: T) -> Done<T> {
        Done::read(output)
    }

    /// A job was begun, unless a token had begun it before.
    pub(crate) fn began(output: T, begun: Option<u64>) -> Done<T> {
        Done { job: begun, ..Done::read(output) }
    }
}

/// One line of the table of operations.
#[derive(Clone, Copy)]
pub(crate) struct Entry {
    /// The name, as AWS spells it.
    pub(crate) name: &'static str,
    /// The service it belongs to.
    pub(crate) api: Api,
    /// What of AWS's behaviour is not here.
    pub(crate) limits: &'static str,
    /// Answers a request's body.
    pub(crate) answer: Answer,
}

/// Answers a request's body with the reply's body.
pub(crate) type Answer = fn(&Engine, &Call, &[u8]) -> Result<Done<Vec<u8>>>;

impl Entry {
    /// The line of an operation.
    pub(crate) const fn of<T: Operation>() -> Entry {
        Entry { name: T::NAME, api: T::API, limits: T::LIMITS, answer: answer::<T> }
    }
}

/// What a request asks for, or why not in the words of the operation's layer, or of the one that AWS goes back to.
fn input<T: Operation>(call: &Call, body: &[u8]) -> Result<T::Input> {
    let read = |layer: Layer, older: bool| {
        let read = shape::read_as(T::SHAPE, body, older).and_then(|fields| T::read(call, fields));
        read.map_err(|error| layer.worded(error))
    };
    read(T::LAYER, false).or_else(|error| match T::LAYER {
        Layer::Counted if json::depth(body) > layer::MAX_COUNTED_DEPTH => read(Layer::Older, true),
        _ => Err(error),
    })
}

fn answer<T: Operation>(engine: &Engine, call: &Call, body: &[u8]) -> Result<Done<Vec<u8>>> {
    let input = input::<T>(call, body)?;
    let Done { output, held, job } = T::run(engine, call, input)?;
    let mut out = Vec::with_capacity(256);
    T::reply(output, &mut out);
    Ok(Done { output: out, held, job })
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry").field("name", &self.name).field("api", &self.api).finish_non_exhaustive()
    }
}
