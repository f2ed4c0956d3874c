//! From a request to a reply, for every service: finds the operation, reads the members within the limits, judges the
//! constraints, calls the row, and writes the reply or the fault in the protocol that the client speaks.

use std::sync::Arc;

use base::call::Call;
use base::http::{Body, OperationName, ReadError, Request, Response, text_of};
use base::service::{Spoken, X_AMZ_TARGET};
use base::task::{AT_ONCE, apart, apart_if};
use bytes::Bytes;
use http::HeaderMap;
use http::request::Parts;

use crate::error;
use crate::fault::Fault;
use crate::form::{self, Form};
use crate::gzip;
use crate::json::{self, Style};
use crate::operation::{BodyLimit, Modelled, Outgoing, Row};
use crate::protocol::{Dialect, Protocol};
use crate::reply::Reply;
use crate::rest::{self, Language};
use crate::shape::{Model, Signature};
use crate::unread::Unread;
use crate::value::Fields;
use crate::xml::{self, Envelope};

mod whole;

use whole::{Limit, Understood, Whole};

/// A service: what it says in its own way, and the operations of it that are built.
#[derive(Debug)]
pub struct Service<E: Send + Sync + 'static> {
    /// What it says in its own way.
    pub dialect: &'static Dialect,
    /// A row for each operation that is built.
    pub rows: &'static [Row<Modelled<E>>],
    /// Whether members that are kept and do not act are refused.
    pub strict: bool,
    /// Who may ask for what; [`everybody`] where the service has no policies.
    pub admits: Admits<E>,
}

/// Whether the caller may ask for an operation with these members. Judged once a request is read, before its constraints:
/// AWS says nothing else to who may not.
pub type Admits<E> = fn(&E, &Call, &Row<Modelled<E>>, &Fields) -> Result<(), Fault>;

/// Admits every caller.
///
/// # Errors
///
/// None.
pub fn everybody<E: Send + Sync + 'static>(
    _: &E,
    _: &Call,
    _: &Row<Modelled<E>>,
    _: &Fields,
) -> Result<(), Fault> {
    Ok(())
}

impl<E: Send + Sync + 'static> Clone for Service<E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E: Send + Sync + 'static> Copy for Service<E> {}

impl<E: Send + Sync + 'static> Service<E> {
    /// Answers one request, whose client [spoke](Spoken) so. Never fails: what goes wrong is in the reply.
    pub async fn answer(
        &self,
        engine: &Arc<E>,
        call: &Call,
        (spoken, request): (&Spoken, Request),
    ) -> Response {
        let (head, body) = request.into_parts();
        let protocol = protocol_spoken(self.dialect, spoken);
        let mut named = None;
        let mut answered = match self.understand(engine, call, (protocol, head, body), &mut named).await {
            Ok((row, incoming)) => {
                (row.answer)(engine, call, incoming).await.map(|outgoing| (row.signature, outgoing))
            }
            Err(fault) => Err(fault),
        };
        if let Err(fault) = &answered
            && !fault.sender
            && fault.code == self.dialect.internal.0
        {
            let (request_id, cause) = (&call.request_id, &fault.cause);
            tracing::error!(%request_id, service = self.dialect.model.name, operation = named, cause, "an internal fault");
        }
        let stream = answered.as_mut().ok().and_then(|(_, outgoing)| outgoing.stream.take());
        let mut response = self.reply(answered, (protocol, spoken.prefers_json), call).await.into_response();
        if let Some(stream) = stream {
            *response.body_mut() = *stream;
        }
        if let Some(name) = named {
            OperationName(name).mark(&mut response);
        }
        response
    }

    /// The row that a request means, and its members, judged. All that looks at a long body is done where that holds up
    /// nobody, the words about what is wrong with it included.
    async fn understand(
        &self,
        engine: &Arc<E>,
        call: &Call,
        (protocol, head, body): (Protocol, Parts, Body),
        named: &mut Option<&'static str>,
    ) -> Result<Understood<E>, Fault> {
        // Query says in the body what it means; the others are refused before their body is read.
        let meant = match protocol {
            Protocol::Query => None,
            _ => Some(self.find(protocol, &head, None, named)?),
        };
        let limit = self.limit(meant.as_ref().map(|meant| meant.row));
        let body = body.collect(limit.bytes).await.map_err(|cause| match cause {
            ReadError::TooLarge => limit.too_large(),
            ReadError::Broken(_) => Fault::sender(self.dialect.malformed, ""),
        })?;
        let is_long = body.len() > AT_ONCE || gzip::is_packed(&head.headers);
        let whole = Whole { service: *self, protocol, head, meant, limit, body };
        if !is_long {
            return whole.understood(engine, call, named);
        }
        let (engine, call, mut name) = (Arc::clone(engine), call.clone(), *named);
        let judged = apart(move || (whole.understood(&engine, &call, &mut name), name));
        let (understood, name) = Box::pin(judged).await;
        *named = name;
        understood
    }

    /// Says of members that do not act that they do not: in the log, or to the client.
    fn notice_kept(&self, row: &Row<Modelled<E>>, fields: &Fields) -> Result<(), Fault> {
        let kept = row.kept_in(fields);
        if kept.is_empty() {
            return Ok(());
        }
        let (service, operation, members) = (self.dialect.model.name, row.signature.name, kept.join(", "));
        if self.strict {
            let message =
                format!("{operation} of {service} keeps {members} without effect, and strict is on.");
            return Err(not_implemented(message));
        }
        tracing::info!(service, operation, members, "kept and shown back, without effect");
        Ok(())
    }

    /// How long a body may be. `row`: what it is for, where that is known by now.
    fn limit(&self, row: Option<&Row<Modelled<E>>>) -> Limit {
        let Dialect { body_limit: bytes, too_large, .. } = *self.dialect;
        let BodyLimit { bytes, too_large } =
            row.and_then(|row| row.body_limit).unwrap_or(BodyLimit { bytes, too_large });
        Limit { bytes, too_large, operation: row.map(|row| row.signature.name).unwrap_or_default() }
    }

    /// `text`: what cannot be read.
    fn unread(&self, unread: Unread, text: &[u8]) -> Fault {
        match unread {
            Unread::Malformed(message) if message.is_empty() => {
                (self.dialect.malformed_body)(self.dialect.malformed, text)
            }
            Unread::Malformed(message) => Fault::sender(self.dialect.malformed, message),
            Unread::WrongType(message) => Fault::sender(self.dialect.wrong_type, message),
        }
    }

    /// The row that a request means.
    fn find(
        &self,
        protocol: Protocol,
        head: &Parts,
        form: Option<&Form>,
        named: &mut Option<&'static str>,
    ) -> Result<Meant<E>, Fault> {
        let model = self.dialect.model;
        let uri = &head.uri;
        let (mut query, mut labels) = (Vec::new(), Vec::new());
        let name = match protocol {
            Protocol::Json10 | Protocol::Json11 => {
                self.by_name(target(model.target_prefix, &head.headers), protocol)?
            }
            Protocol::Query => {
                let action = form.and_then(|form| form.get("Action")).ok_or_else(missing_action)?;
                self.by_name(action, protocol)?
            }
            Protocol::RestJson | Protocol::RestXml => {
                query = form::pairs(uri.query().unwrap_or_default().as_bytes(), form::MAX_PAIRS)
                    .map_err(|_| Fault::sender(self.dialect.malformed, ""))?;
                let (method, path) = (head.method.as_str(), uri.path());
                let found = rest::find(model.names, method, path, &query).ok_or_else(|| {
                    // Our words; AWS's document is empty.
                    let message = format!("There is no operation of {} at {method} {path}.", model.name);
                    Fault::sender(self.dialect.unknown_operation, message).status(404)
                })?;
                labels = found.labels;
                found.name
            }
        };
        *named = Some(name);
        let row = self.rows.iter().find(|row| row.signature.name == name);
        Ok(Meant { row: row.ok_or_else(|| not_built(model, name))?, query, labels })
    }

    /// AWS's own spelling of an operation's name.
    fn by_name(&self, name: &str, protocol: Protocol) -> Result<&'static str, Fault> {
        let model = self.dialect.model;
        debug_assert!(model.names.is_sorted(), "the operations of {} are out of order", model.name);
        let at = model.names.binary_search_by_key(&name, |(known, _, _)| known);
        at.ok().and_then(|at| model.names.get(at)).map(|(known, _, _)| *known).ok_or_else(|| {
            // Query's is recorded of STS and IAM. The JSON protocols have no words, as is recorded of DynamoDB.
            let message = if protocol == Protocol::Query {
                format!("Could not find operation {name} for version {}", model.version)
            } else {
                String::new()
            };
            Fault::sender(self.dialect.unknown_operation, message)
        })
    }

    /// What the client gets; a long reply is written where that holds up nobody.
    async fn reply(&self, answered: Answered, spoken: (Protocol, bool), call: &Call) -> Reply {
        written(self.dialect, answered, spoken, &call.request_id).await
    }
}

/// A reply; a long one is written where that holds up nobody.
async fn written(
    dialect: &'static Dialect,
    answered: Answered,
    manner: (Protocol, bool),
    request_id: &Arc<str>,
) -> Reply {
    let weight = match &answered {
        Ok((_, outgoing)) => outgoing.fields.weight(),
        Err(fault) => fault.message.len(),
    };
    let request_id = Arc::clone(request_id);
    apart_if(weight > AT_ONCE, move || write(dialect, answered, manner, &request_id)).await
}

/// A reply that no operation made: to who asks at the emulator's own paths, in the way in which it spoke.
pub async fn shown(
    dialect: &'static Dialect,
    spoken: &Spoken,
    answered: Answered,
    request_id: &Arc<str>,
) -> Response {
    let manner = (protocol_spoken(dialect, spoken), spoken.prefers_json);
    written(dialect, answered, manner, request_id).await.into_response()
}

/// What an operation came to.
pub type Answered = Result<(&'static Signature, Outgoing), Fault>;

/// `prefers_json`: query alone leaves it to the client.
fn write(
    dialect: &Dialect,
    answered: Answered,
    (protocol, prefers_json): (Protocol, bool),
    request_id: &str,
) -> Reply {
    let (signature, outgoing) = match answered {
        Ok(answered) => answered,
        Err(fault) => return fault_reply(&fault, dialect, (protocol, prefers_json), request_id),
    };
    let namespace = dialect.model.namespace;
    let style = Style { writes_empty: dialect.writes_empty };
    let fields = &outgoing.fields;
    let rest = |language| rest::write(signature, fields, language, style, namespace);
    let mut reply = match protocol {
        Protocol::Json10 | Protocol::Json11 if fields.shape().is_nothing() => {
            Reply::document(signature.status, protocol, Bytes::new())
        }
        Protocol::Json10 | Protocol::Json11 => {
            Reply::document(signature.status, protocol, json::write(fields, style))
        }
        Protocol::Query => {
            let (operation, wrapper) = (signature.name, signature.wrapper);
            let envelope = Envelope { operation, namespace, wrapper, request_id };
            if prefers_json {
                let body = json::query_reply(&envelope, fields, style);
                Reply::document(signature.status, Protocol::RestJson, body)
            } else {
                Reply::document(signature.status, protocol, xml::query_reply(&envelope, fields, style))
            }
        }
        Protocol::RestJson => rest(Language::Json),
        Protocol::RestXml => rest(Language::Xml),
    };
    reply.headers.extend(outgoing.headers);
    reply.set_request_id(protocol, request_id);
    reply
}

/// The reply to a client whose request failed, in XML or JSON where query leaves it to the client.
fn fault_reply(
    fault: &Fault,
    dialect: &Dialect,
    (protocol, prefers_json): (Protocol, bool),
    request_id: &str,
) -> Reply {
    let mut reply = error::write(fault, dialect, protocol, request_id);
    if protocol == Protocol::Query && prefers_json {
        let code = fault.query_code.unwrap_or(&fault.code);
        reply.body = json::query_fault(code, &fault.message, fault.sender, request_id).into();
        reply.set_header("content-type", Protocol::RestJson.content_type());
    }
    reply
}

/// What a request means.
struct Meant<E: Send + Sync + 'static> {
    row: &'static Row<Modelled<E>>,
    /// The query's pairs and the path's parameters, in the REST protocols.
    query: Vec<(String, String)>,
    labels: Vec<(&'static str, String)>,
}

/// How a client spoke, of the protocols that its service does. JSON says its target; what says none speaks query where
/// the service does, and REST otherwise.
fn protocol_spoken(dialect: &Dialect, spoken: &Spoken) -> Protocol {
    let speaks = |wanted: &[Protocol]| dialect.protocols.iter().copied().find(|own| wanted.contains(own));
    let own = dialect.protocols.first().copied().unwrap_or(Protocol::Json11);
    if !spoken.has_target {
        return speaks(&[Protocol::Query, Protocol::RestJson, Protocol::RestXml]).unwrap_or(own);
    }
    // A service may speak both versions; the client's own is the one to answer in.
    let kind = spoken.content_type.as_ref().and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let named = match kind.split(';').next().unwrap_or_default().trim() {
        "application/x-amz-json-1.0" => speaks(&[Protocol::Json10]),
        "application/x-amz-json-1.1" => speaks(&[Protocol::Json11]),
        _ => None,
    };
    named.or_else(|| speaks(&[Protocol::Json10, Protocol::Json11])).unwrap_or(own)
}

/// What a step before the service refuses, such as a signature that does not match, in the service's own format.
pub fn refuse(dialect: &Dialect, spoken: &Spoken, request_id: &str, fault: &Fault) -> Response {
    let manner = (protocol_spoken(dialect, spoken), spoken.prefers_json);
    fault_reply(fault, dialect, manner, request_id).into_response()
}

/// The operation that `X-Amz-Target` names; none if it is not one of this service.
fn target<'h>(prefix: Option<&str>, headers: &'h HeaderMap) -> &'h str {
    let target = headers.get(&X_AMZ_TARGET).and_then(text_of).unwrap_or_default();
    let named = target.rsplit_once('.').filter(|(given, _)| Some(*given) == prefix);
    named.map(|(_, name)| name).unwrap_or_default()
}

/// AWS's own, of its page on common errors.
fn missing_action() -> Fault {
    Fault::sender("MissingAction", "The request is missing an action or a required parameter.")
}

/// An operation that AWS has and that is not built.
fn not_built(model: &Model, name: &str) -> Fault {
    not_implemented(format!("The {} operation {name} is not implemented yet.", model.name))
}

/// What AWS does and we do not. Our words: AWS has no such case.
fn not_implemented(message: String) -> Fault {
    let mut fault = Fault::sender("NotImplementedException", message).status(501);
    fault.query_code = Some("NotImplemented");
    fault
}

#[cfg(test)]
mod tests;
