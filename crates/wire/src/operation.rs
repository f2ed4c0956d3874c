//! What one operation is: AWS's signature and three verbs. A service is a table of rows, one for each operation.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use base::call::Call;
use http::HeaderMap;

use crate::fault::Fault;
use crate::shape::Signature;
use crate::value::Fields;

/// A request that found its operation, read by its shape, its constraints judged.
#[derive(Debug)]
pub struct Incoming {
    /// The members.
    pub fields: Fields,
    /// The headers, for what no member holds.
    pub headers: HeaderMap,
}

/// What an operation answers.
#[derive(Debug)]
pub struct Outgoing {
    /// The members of the output shape.
    pub fields: Fields,
    /// Headers that no member holds.
    pub headers: HeaderMap,
}

impl From<Fields> for Outgoing {
    fn from(fields: Fields) -> Outgoing {
        Outgoing { fields, headers: HeaderMap::new() }
    }
}

/// How the operations of a service are described, asked and answered. Most services speak [`Modelled`]; one that has
/// checks and orders of its own beside AWS's model has a language of its own.
pub trait Language: Sized + 'static {
    /// What the table of operations says of one.
    type Signature: Sync + 'static;
    /// What is there of a request once its operation is found.
    type Received<'a>: Send;
    /// What an operation's `read` is given.
    type Request<'a>;
    /// What an operation's `reply` makes.
    type Reply: Send;
    /// Why a request fails.
    type Failure: Send;

    /// Makes of a request what its operation reads, and has it read.
    ///
    /// # Errors
    ///
    /// The request breaks a rule.
    fn read<O>(call: &Call, received: Self::Received<'_>) -> Result<O::Input, Self::Failure>
    where
        O: Operation<Engine: Speaks<Language = Self>>;
}

/// An engine whose operations are rows of a table.
pub trait Speaks: Send + Sync + 'static {
    /// How they are asked and answered.
    type Language: Language;
}

/// What the table says of an operation of this engine.
pub type SignatureOf<E> = <<E as Speaks>::Language as Language>::Signature;
/// What the operations of this engine read.
pub type RequestOf<'a, E> = <<E as Speaks>::Language as Language>::Request<'a>;
/// What [`Row::answer`] of this engine is given.
pub type ReceivedOf<'a, E> = <<E as Speaks>::Language as Language>::Received<'a>;
/// What the operations of this engine reply.
pub type ReplyOf<E> = <<E as Speaks>::Language as Language>::Reply;
/// Why the operations of this engine fail.
pub type FailureOf<E> = <<E as Speaks>::Language as Language>::Failure;

/// The language of services that are described by AWS's model alone: `service` reads the members by the model's shapes
/// and judges the model's constraints.
#[derive(Debug)]
pub struct Modelled;

impl Language for Modelled {
    type Signature = Signature;
    type Received<'a> = Incoming;
    type Request<'a> = Incoming;
    type Reply = Outgoing;
    type Failure = Fault;

    fn read<O>(call: &Call, received: Incoming) -> Result<O::Input, Fault>
    where
        O: Operation<Engine: Speaks<Language = Modelled>>,
    {
        O::read(call, received).map_err(Into::into)
    }
}

/// One operation of a service. A unit struct in `ops/<name>.rs` implements it. Each verb is called once for a request,
/// in this order.
pub trait Operation: 'static {
    /// The engine that it acts on.
    type Engine: Speaks;
    /// Why it fails.
    type Error: Into<FailureOf<Self::Engine>> + Send;
    /// What the service's table says of it: AWS's own description, where the language is [`Modelled`].
    const SIGNATURE: &'static SignatureOf<Self::Engine>;
    /// The IAM action that allows it, where it is not the service's name, a colon and the operation's name.
    const ACTION: Option<&'static str> = None;
    /// The members that name its resource to IAM, in the order in which they are tried.
    const RESOURCE: &'static [&'static str] = &[];
    /// The members that are taken, kept and shown back, and do not act; those of a structure behind its name and a
    /// point. Each request that has one is logged, and refused where the service is strict.
    const KEPT: &'static [&'static str] = &[];
    /// What of AWS's behaviour is not here, in a sentence for `docs/coverage`; empty if nothing is missing.
    const LIMITS: &'static str = "";
    /// What `read` makes of a request.
    type Input: Send;
    /// What `reply` shows.
    type Output: Send;

    /// From the wire to typed input: every check that needs no state and that the shape does not have.
    ///
    /// # Errors
    ///
    /// The request breaks a rule.
    fn read(call: &Call, request: RequestOf<'_, Self::Engine>) -> Result<Self::Input, Self::Error>;

    /// Acts on the state.
    fn run(
        engine: &Arc<Self::Engine>,
        call: &Call,
        input: Self::Input,
    ) -> impl Future<Output = Result<Self::Output, Self::Error>> + Send;

    /// From typed output to the wire.
    fn reply(output: Self::Output) -> ReplyOf<Self::Engine>;
}

/// Reads, runs and replies.
pub type Answer<E> = for<'a> fn(&'a Arc<E>, &'a Call, ReceivedOf<'a, E>) -> Answering<'a, E>;
/// An answer in the making.
pub type Answering<'a, E> = Pin<Box<dyn Future<Output = Result<ReplyOf<E>, FailureOf<E>>> + Send + 'a>>;

/// The row of one operation that is built.
pub struct Row<E: Speaks> {
    /// What the table says of it.
    pub signature: &'static SignatureOf<E>,
    /// See [`Operation::ACTION`].
    pub action: Option<&'static str>,
    /// See [`Operation::RESOURCE`].
    pub resource: &'static [&'static str],
    /// See [`Operation::KEPT`].
    pub kept: &'static [&'static str],
    /// See [`Operation::LIMITS`].
    pub limits: &'static str,
    /// Answers a request.
    pub answer: Answer<E>,
}

impl<E: Speaks> Row<E> {
    /// The row of an operation.
    pub const fn of<O: Operation<Engine = E>>() -> Row<E> {
        Row {
            signature: O::SIGNATURE,
            action: O::ACTION,
            resource: O::RESOURCE,
            kept: O::KEPT,
            limits: O::LIMITS,
            answer: answer::<O>,
        }
    }
}

impl<E: Speaks<Language = Modelled>> Row<E> {
    /// The members of a request that are there and do not act.
    pub fn kept_in(&self, fields: &Fields) -> Vec<&'static str> {
        self.kept.iter().copied().filter(|path| is_there(fields, path)).collect()
    }
}

/// Whether a member is there, by its name, or by the names of structures and its own with points between.
fn is_there(fields: &Fields, path: &str) -> bool {
    match path.split_once('.') {
        Some((outer, inner)) => fields.fields(outer).is_some_and(|fields| is_there(fields, inner)),
        None => fields.has(path),
    }
}

fn answer<'a, O: Operation>(
    engine: &'a Arc<O::Engine>,
    call: &'a Call,
    received: ReceivedOf<'a, O::Engine>,
) -> Answering<'a, O::Engine> {
    Box::pin(async move {
        let input = <<O::Engine as Speaks>::Language as Language>::read::<O>(call, received)?;
        let output = O::run(engine, call, input).await.map_err(Into::into)?;
        Ok(O::reply(output))
    })
}

impl<E: Speaks> fmt::Debug for Row<E>
where
    SignatureOf<E>: fmt::Debug,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Row").field("signature", &self.signature).finish_non_exhaustive()
    }
}
