//! What DynamoDB's operations have of their own beside the trait of all operations.

use base::call::Call;

use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::memory::in_flight::Held;
use crate::message::layer::{self, Layer};
use crate::message::parsed::Parsed;
use crate::message::shape::{self, Fields, Shape};
use wire::json;
use wire::operation::{Language, Operation};

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

/// What the table says of an operation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Signature {
    /// The name, as AWS spells it.
    pub(crate) name: &'static str,
    /// The service it belongs to.
    pub(crate) api: Api,
    /// The layer of AWS's checks that words what `read` refuses.
    layer: Layer,
    /// What a request looks like.
    shape: &'static Shape,
}

impl Signature {
    /// An operation of DynamoDB itself, on the older layer of checks.
    pub(crate) const fn of(name: &'static str, shape: &'static Shape) -> Signature {
        Signature { name, api: Api::DynamoDb, layer: Layer::Older, shape }
    }

    /// The same on another layer.
    pub(crate) const fn in_layer(mut self, layer: Layer) -> Signature {
        self.layer = layer;
        self
    }

    /// The same of DynamoDB Streams.
    pub(crate) const fn of_streams(mut self) -> Signature {
        self.api = Api::Streams;
        self
    }
}

/// What is left of a request once its operation is found.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Received<'a> {
    /// The body.
    pub(crate) body: &'a [u8],
    /// Expressions that were parsed before.
    pub(crate) parsed: &'a Parsed,
}

/// How DynamoDB's operations are asked and answered: with its own layers of checks, and documents that are written as they
/// are walked.
#[derive(Debug)]
pub(crate) struct DynamoDb;

impl Language for DynamoDb {
    type Engine = Engine;
    type Signature = Signature;
    type Received<'a> = Received<'a>;
    type Request<'a> = Fields<'a>;
    /// The reply's body.
    type Reply = Done<Vec<u8>>;
    type Failure = Error;

    /// What a request asks for, or why not in the words of the operation's layer, or of the one that AWS goes back to.
    async fn read<O: Operation<Language = DynamoDb>>(
        call: &Call,
        Received { body, parsed }: Self::Received<'_>,
    ) -> Result<O::Input> {
        let Signature { layer, shape, .. } = *O::SIGNATURE;
        let read = |layer: Layer, older: bool| {
            let fields = shape::read_as(shape, body, Some(parsed), older);
            let read = fields.and_then(|fields| O::read(call, fields).map_err(Into::into));
            read.map_err(|error| layer.worded(error))
        };
        read(layer, false).or_else(|error| match layer {
            Layer::Counted if json::depth(body) > layer::MAX_COUNTED_DEPTH => read(Layer::Older, true),
            _ => Err(error),
        })
    }
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
    /// What came out, no more: the client gets it once all that is visible is durable, what was changed with it.
    pub(crate) fn of(output: T) -> Done<T> {
        Done { output, held: None, job: None }
    }

    /// The same with the document of what came out.
    pub(crate) fn written(self, write: impl FnOnce(T, &mut Vec<u8>)) -> Done<Vec<u8>> {
        self.written_in(0, write)
    }

    /// The same, where the document has so many bytes beside the first few hundred.
    pub(crate) fn written_in(self, bytes: usize, write: impl FnOnce(T, &mut Vec<u8>)) -> Done<Vec<u8>> {
        let Done { output, held, job } = self;
        let mut document = Vec::with_capacity(256 + bytes);
        write(output, &mut document);
        Done { output: document, held, job }
    }

    /// A job was begun, unless a token had begun it before.
    pub(crate) fn began(output: T, begun: Option<u64>) -> Done<T> {
        Done { job: begun, ..Done::of(output) }
    }
}
