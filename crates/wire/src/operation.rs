//! What one operation is: AWS's signature and three verbs. A service is a table of rows, one for each operation.

use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;

use base::call::Call;
use base::http::Body;
use base::task::apart;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue};

use crate::event_stream;
use crate::fault::Fault;
use crate::scalar;
use crate::shape::{Shape, Signature, TimeForm};
use crate::value::Fields;

/// A request that found its operation, read by its shape, its constraints judged.
#[derive(Debug)]
pub struct Incoming {
    /// The members.
    pub fields: Fields,
    /// The headers, for what no member holds.
    pub headers: HeaderMap,
    /// The query's pairs, decoded, for what no member holds. Of the REST protocols.
    pub query: Vec<(String, String)>,
    /// Whether its body was so long that whatever looks at all of it is done apart.
    pub(crate) is_long: bool,
}

/// How much of a body is read, and what is said about more.
#[derive(Clone, Copy, Debug)]
pub struct BodyLimit {
    /// The longest body.
    pub bytes: usize,
    /// What is said about a longer one.
    pub too_large: TooLarge,
}

/// What is said about a body that is too long, from the operation's name, where it is known by then, and the limit.
pub type TooLarge = fn(&str, usize) -> Fault;

/// What an operation answers.
#[derive(Debug)]
pub struct Outgoing {
    /// The members of the output shape.
    pub fields: Fields,
    /// Headers that no member holds.
    pub headers: HeaderMap,
    /// The body, of what is answered while it is made: events as `event_stream` writes them. Few have one: it lies apart.
    pub stream: Option<Box<Body>>,
}

impl Outgoing {
    /// A reply that is a stream of events and nothing else.
    pub fn events(output: &'static Shape, events: Body) -> Outgoing {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(event_stream::CONTENT_TYPE));
        Outgoing { fields: Fields::new(output), headers, stream: Some(Box::new(events)) }
    }
}

impl From<Fields> for Outgoing {
    fn from(fields: Fields) -> Outgoing {
        Outgoing { fields, headers: HeaderMap::new(), stream: None }
    }
}

/// How the operations of an engine are described, asked and answered. Most engines speak [`Modelled`]; one that has checks
/// and orders of its own beside AWS's model has a language of its own.
pub trait Language: Sized + 'static {
    /// What the operations act on.
    type Engine: Send + Sync + 'static;
    /// What the table of operations says about one.
    type Signature: Sync + 'static;
    /// What is left of a request once its operation is found.
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
    fn read<O: Operation<Language = Self>>(
        call: &Call,
        received: Self::Received<'_>,
    ) -> impl Future<Output = Result<O::Input, Self::Failure>> + Send;
}

/// The language of engines that AWS's model describes whole: `service` reads the members by the model's shapes and judges
/// the model's constraints.
#[derive(Debug)]
pub struct Modelled<E>(PhantomData<E>);

impl<E: Send + Sync + 'static> Language for Modelled<E> {
    type Engine = E;
    type Signature = Signature;
    type Received<'a> = Incoming;
    type Request<'a> = Incoming;
    type Reply = Outgoing;
    type Failure = Fault;

    async fn read<O: Operation<Language = Self>>(
        call: &Call,
        received: Self::Received<'_>,
    ) -> Result<O::Input, Fault> {
        if !received.is_long {
            return O::read(call, received).map_err(Into::into);
        }
        let call = call.clone();
        Box::pin(apart(move || O::read(&call, received).map_err(Into::into))).await
    }
}

/// One operation of a service. A unit struct in `ops/<name>.rs` implements it. Each verb is called once for a request,
/// in this order.
pub trait Operation: 'static {
    /// How it is described, asked and answered, and the engine that it acts on.
    type Language: Language;
    /// Why it fails.
    type Error: Into<<Self::Language as Language>::Failure> + Send;
    /// What the service's table says about it: AWS's own description, where the language is [`Modelled`].
    const SIGNATURE: &'static <Self::Language as Language>::Signature;
    /// The IAM action that allows it, where it is not the service's name, a colon and the operation's name.
    const ACTION: Option<&'static str> = None;
    /// The members that name its resource to IAM, in the order in which they are tried.
    const RESOURCE: &'static [&'static str] = &[];
    /// The condition keys that policies may ask of it beside those of every request, each with the member whose text it
    /// is.
    const CONTEXT: &'static [(&'static str, &'static str)] = &[];
    /// The members that are taken, kept and shown back, and do not act; those of a structure behind its name and a
    /// point. Each request that has one is logged, and refused where the service is strict.
    ///
    /// An empty value (a text, a list, a structure of nothing but such, a switch that is off) does not count. Behind `=`
    /// may stand the one value that counts, in which `*` is anything, behind `!=` one that does not:
    /// `TracingConfig.Mode=Active`, `TumblingWindowInSeconds!=0`. A name that the shape does not have is passed over.
    const KEPT: &'static [&'static str] = &[];
    /// What of AWS's behaviour is not here, in a sentence for `docs/coverage`; empty if nothing is missing.
    const LIMITS: &'static str = "";
    /// How long its bodies may be, where that is not the service's own limit.
    const BODY_LIMIT: Option<BodyLimit> = None;
    /// What `read` makes of a request.
    type Input: Send;
    /// What `reply` shows.
    type Output: Send;

    /// From the wire to typed input: every check that needs no state and that the shape does not have.
    ///
    /// # Errors
    ///
    /// The request breaks a rule.
    fn read(
        call: &Call,
        request: <Self::Language as Language>::Request<'_>,
    ) -> Result<Self::Input, Self::Error>;

    /// Acts on the state.
    fn run(
        engine: &Arc<<Self::Language as Language>::Engine>,
        call: &Call,
        input: Self::Input,
    ) -> impl Future<Output = Result<Self::Output, Self::Error>> + Send;

    /// From typed output to the wire.
    fn reply(output: Self::Output) -> <Self::Language as Language>::Reply;
}

/// Reads, runs and replies.
pub type Answer<L> =
    for<'a> fn(&'a Arc<<L as Language>::Engine>, &'a Call, <L as Language>::Received<'a>) -> Answering<'a, L>;
/// An answer in the making.
pub type Answering<'a, L> =
    Pin<Box<dyn Future<Output = Result<<L as Language>::Reply, <L as Language>::Failure>> + Send + 'a>>;

/// The row of one operation that is built.
pub struct Row<L: Language> {
    /// What the table says about it.
    pub signature: &'static L::Signature,
    /// See [`Operation::ACTION`].
    pub action: Option<&'static str>,
    /// See [`Operation::RESOURCE`].
    pub resource: &'static [&'static str],
    /// See [`Operation::CONTEXT`].
    pub context: &'static [(&'static str, &'static str)],
    /// See [`Operation::KEPT`].
    pub kept: &'static [&'static str],
    /// See [`Operation::LIMITS`].
    pub limits: &'static str,
    /// See [`Operation::BODY_LIMIT`].
    pub body_limit: Option<BodyLimit>,
    /// Answers a request.
    pub answer: Answer<L>,
}

impl<L: Language> Row<L> {
    /// The row of an operation.
    pub const fn of<O: Operation<Language = L>>() -> Row<L> {
        Row {
            signature: O::SIGNATURE,
            action: O::ACTION,
            resource: O::RESOURCE,
            context: O::CONTEXT,
            kept: O::KEPT,
            limits: O::LIMITS,
            body_limit: O::BODY_LIMIT,
            answer: answer::<O>,
        }
    }
}

impl<E: Send + Sync + 'static> Row<Modelled<E>> {
    /// The members of a request that say something and do not act.
    pub fn kept_in(&self, fields: &Fields) -> Vec<&'static str> {
        self.kept.iter().copied().filter(|path| is_there(fields, path)).collect()
    }
}

/// Whether a member says something, by its name, or by the names of structures and its own with points between.
fn is_there(fields: &Fields, path: &str) -> bool {
    // Values may have points.
    let names = path.split('=').next().unwrap_or_default();
    if let Some((outer, _)) = names.split_once('.') {
        let inner = path.get(outer.len() + 1..).unwrap_or_default();
        let is_known = fields.shape().place_of(outer).is_some();
        return is_known && fields.fields(outer).is_some_and(|fields| is_there(fields, inner));
    }
    let (name, wanted) = path.split_once('=').map_or((path, None), |(name, value)| (name, Some(value)));
    let (name, is_meant) = name.strip_suffix('!').map_or((name, true), |name| (name, false));
    let at = fields.shape().place_of(name);
    let member = at.and_then(|at| Some((fields.shape().members.get(at)?, fields.slots().get(at)?.value()?)));
    member.is_some_and(|(member, value)| match wanted {
        None => value.says_something(),
        Some(wanted) => is_like(wanted, &scalar::write(&member.kind, TimeForm::Epoch, value)) == is_meant,
    })
}

/// Whether a text is the wanted one, in which `*` is anything.
fn is_like(wanted: &str, text: &str) -> bool {
    let Some((start, rest)) = wanted.split_once('*') else { return wanted == text };
    text.strip_prefix(start).is_some_and(|text| {
        text.char_indices()
            .map(|(at, _)| at)
            .chain([text.len()])
            .any(|at| is_like(rest, text.get(at..).unwrap_or_default()))
    })
}

fn answer<'a, O: Operation>(
    engine: &'a Arc<<O::Language as Language>::Engine>,
    call: &'a Call,
    received: <O::Language as Language>::Received<'a>,
) -> Answering<'a, O::Language> {
    Box::pin(async move {
        let input = O::Language::read::<O>(call, received).await?;
        let output = O::run(engine, call, input).await.map_err(Into::into)?;
        Ok(O::reply(output))
    })
}

impl<L: Language<Signature: fmt::Debug>> fmt::Debug for Row<L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Row").field("signature", self.signature).finish_non_exhaustive()
    }
}
