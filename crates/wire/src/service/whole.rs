//! A request whose body is in memory: all that is made of it without waiting for anything.

use base::call::Call;
use base::task::AT_ONCE;
use bytes::Bytes;
use http::request::Parts;

use super::{Meant, Service};
use crate::constraint;
use crate::fault::Fault;
use crate::form::Form;
use crate::gzip::{self, Packed};
use crate::json;
use crate::operation::{Incoming, Modelled, Row, TooLarge};
use crate::protocol::Protocol;
use crate::rest::{self, Language};
use crate::unread::Unread;
use crate::value::Fields;

/// A request whose body is in memory, as it came.
pub(super) struct Whole<E: Send + Sync + 'static> {
    pub(super) service: Service<E>,
    pub(super) protocol: Protocol,
    pub(super) head: Parts,
    /// Nothing in query, which says it in the body.
    pub(super) meant: Option<Meant<E>>,
    pub(super) limit: Limit,
    pub(super) body: Bytes,
}

/// How long a body may be, and what is said about a longer one.
pub(super) struct Limit {
    pub(super) bytes: usize,
    pub(super) too_large: TooLarge,
    pub(super) operation: &'static str,
}

impl Limit {
    pub(super) fn too_large(&self) -> Fault {
        (self.too_large)(self.operation, self.bytes)
    }
}

/// The row that a request means, and its members.
pub(super) type Understood<E> = (&'static Row<Modelled<E>>, Incoming);

impl<E: Send + Sync + 'static> Whole<E> {
    /// Unpacks, reads and judges it, and words what is wrong with it.
    pub(super) fn understood(
        self,
        engine: &E,
        call: &Call,
        named: &mut Option<&'static str>,
    ) -> Result<Understood<E>, Fault> {
        let Whole { service, protocol, head, meant, limit, body } = self;
        let body = gzip::unpacked(&head.headers, body, limit.bytes).map_err(|packed| match packed {
            Packed::TooLarge => limit.too_large(),
            Packed::Broken => Fault::sender(service.dialect.malformed, ""),
        })?;
        let (meant, form) = match meant {
            Some(meant) => (meant, None),
            None => {
                let query = head.uri.query().unwrap_or_default();
                let form = Form::read(query, &body).map_err(|unread| service.unread(unread, &body))?;
                (service.find(protocol, &head, Some(&form), named)?, Some(form))
            }
        };
        let fields = read(protocol, &head, &meant, form.as_ref(), &body);
        let mut fields = fields.map_err(|unread| service.unread(unread, &body))?;
        if protocol == Protocol::Query {
            (service.dialect.complete)(&head, &mut fields);
        }
        let judge = if service.dialect.shows_values { constraint::judge } else { constraint::judge_unshown };
        let broken = if service.dialect.judges { judge(&fields).err() } else { None };
        let Meant { row, query, .. } = meant;
        (service.admits)(engine, call, row, &fields)?;
        if let Some(sentence) = broken {
            return Err(Fault::sender(service.dialect.broken_constraints, sentence));
        }
        service.notice_kept(row, &fields)?;
        let is_long = body.len() > AT_ONCE;
        Ok((row, Incoming { fields, headers: head.headers, query, is_long }))
    }
}

fn read<E: Send + Sync + 'static>(
    protocol: Protocol,
    head: &Parts,
    meant: &Meant<E>,
    form: Option<&Form>,
    body: &Bytes,
) -> Result<Fields, Unread> {
    let (Meant { row, query, labels }, headers) = (meant, &head.headers);
    let shape = row.signature.input;
    let rest = |language| rest::read(shape, rest::Request { labels, query, headers, body }, language);
    match protocol {
        Protocol::Json10 | Protocol::Json11 => json::read(shape, body),
        Protocol::Query => form.map_or_else(|| Ok(Fields::new(shape)), |form| form.fields(shape)),
        Protocol::RestJson => rest(Language::Json),
        Protocol::RestXml => rest(Language::Xml),
    }
}
