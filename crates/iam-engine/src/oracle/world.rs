//! Both services on an engine in memory, and a way to ask them: the clock stands still until moved, chance repeats.

use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use base::arn::{AccountId, Region};
use base::call::{Call, Caller, Origin};
use base::clock::{Clock, Timestamp};
use base::entropy::Entropy;
use base::http::{Body, Request};
use base::service::Service;
use http::header::{CONTENT_TYPE, HeaderValue};
use store::Store;
use wire::operation::{Modelled, Row};
use wire::shape::Model;
use wire::xml::Element;

use super::form;
use crate::engine::Engine;
use crate::{model, ops};
use base::dice::Dice;

/// Longest reply that is taken.
const MAX_REPLY_BYTES: usize = 1 << 26;

/// Statuses of errors that no model declares: wrong requests, who may not, and what is not built.
const COMMON: [u16; 3] = [400, 403, 501];

/// A service, and what it is by its tables.
struct Spoken {
    service: Arc<dyn Service>,
    model: &'static Model,
    rows: &'static [Row<Modelled<Engine>>],
}

pub(super) struct World {
    services: Vec<Spoken>,
    clock: Clock,
}

impl World {
    pub(super) fn new() -> World {
        let clock = Clock::frozen(Timestamp::from_secs(1_767_225_600));
        let engine = Engine::new(Store::in_memory(Entropy::seeded(1)), clock.clone(), Entropy::seeded(2));
        let tables = [(&model::iam::MODEL, ops::iam::ROWS), (&model::sts::MODEL, ops::sts::ROWS)];
        let services = crate::endpoint::services(engine, false).into_iter().zip(tables);
        let services = services.map(|(service, (model, rows))| Spoken { service, model, rows }).collect();
        World { services, clock }
    }

    /// One request, or time that passes.
    pub(super) fn step(&self, dice: &mut Dice<'_>) {
        if dice.once_in(16) {
            self.clock.advance(Duration::from_secs(u64::from(dice.byte()) * 100));
        }
        // IAM has most of the operations.
        let Some(spoken) = self.services.get(usize::from(dice.once_in(4))) else { return };
        let form = spoken.form(dice);
        let account = if dice.once_in(8) { "123456789012" } else { "000000000000" };
        let call = Call {
            account: AccountId::parse(account).unwrap_or(AccountId::DEFAULT),
            region: Region::us_east_1(),
            request_id: "11111111-1111-4111-8111-111111111111".into(),
            now: self.clock.now(),
            caller: if dice.once_in(16) {
                Caller::Anonymous
            } else {
                Caller::Key { access_key: "test".into() }
            },
            address: "127.0.0.1:4566".into(),
            origin: Origin::default(),
        };
        spoken.ask(call, form);
    }
}

impl Spoken {
    /// A form: most often of an operation that is built, by its shape; at times broken.
    fn form(&self, dice: &mut Dice<'_>) -> Vec<u8> {
        let known = |name: &str| format!("Action={name}&Version={}", self.model.version);
        let mut form = if dice.once_in(16) {
            let at = dice.below(self.model.names.len());
            known(self.model.names.get(at).map_or("", |(name, ..)| name)).into_bytes()
        } else {
            let at = dice.below(self.rows.len());
            let Some(row) = self.rows.get(at) else { return Vec::new() };
            let members = wire::form::write(&form::members(dice, row.signature.input, 0));
            format!("{}&{members}", known(row.signature.name)).into_bytes()
        };
        if dice.once_in(12) {
            let at = dice.below(form.len());
            match dice.below(3) {
                0 => form.truncate(at),
                1 => form.insert(at, dice.byte()),
                _ => form.get_mut(at).into_iter().for_each(|byte| *byte = dice.byte()),
            }
        }
        form
    }

    fn ask(&self, call: Call, form: Vec<u8>) {
        let shown = String::from_utf8_lossy(&form).into_owned();
        let mut request: Request = http::Request::new(Body::from(form));
        *request.method_mut() = http::Method::POST;
        let kind = HeaderValue::from_static("application/x-www-form-urlencoded");
        request.headers_mut().insert(CONTENT_TYPE, kind);
        let (status, body) = at_once(async {
            let (head, body) = self.service.answer(call, request).await.into_parts();
            (head.status.as_u16(), body.collect(MAX_REPLY_BYTES).await)
        });
        // A sentence may show the one character that no reader of XML takes, by its number.
        let body = body.map(|body| String::from_utf8_lossy(&body).replace("&#x0;", ""));
        let document = body.ok().and_then(|body| Element::read(body.as_bytes()).ok().flatten());
        let Some(document) = document else { panic!("{shown}: {status}, and the reply is not XML") };
        if status == 200 {
            return;
        }
        let code =
            document.child("Error").and_then(|error| error.child("Code")).map(|code| code.text.as_str());
        let declared = self.model.errors.iter().find(|declared| Some(declared.code) == code);
        let is_known = declared.map_or(COMMON.contains(&status), |declared| declared.status == status);
        assert!(is_known && status != 500, "{shown}: {status} {document:?}");
    }
}

/// The result of a future that waits for nothing, as is all that happens in memory.
fn at_once<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => result,
        Poll::Pending => panic!("a request waits, in memory, for nothing"),
    }
}
