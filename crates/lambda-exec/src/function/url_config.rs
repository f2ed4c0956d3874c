//! The URL of a function or of an alias: who may call it, which web pages may, and what it is called.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html>

use std::ops::ControlFlow;

use base::arn::Arn;
use base::call::Call;
use base::clock::Timestamp;
use serde::{Deserialize, Serialize};
use store::{Batch, Key, Space};
use time::OffsetDateTime;
use time::macros::format_description;
use wire::shape::Shape;
use wire::value::{Fields, Value};

use crate::error::Error;
use crate::function_name::FunctionId;
use crate::kept::{Kept, OfCors};
use crate::records::Records;

/// The sub-space of these in `Space::LambdaOther`: account, region, function, alias.
const SUBSPACE: u8 = 7;

/// The sub-space of the ids in the addresses: id. The value is the ARN of the function or alias.
const IDS: u8 = 8;

/// What the ids are made of, and how long they are.
const ALPHABET: &[u8] = b"abcdefghijklmnopqrstuvwxyz0123456789";
const ID_LEN: usize = 32;

/// The names of the API's `Cors`.
const CORS: [&str; 6] =
    ["AllowCredentials", "AllowHeaders", "AllowMethods", "AllowOrigins", "ExposeHeaders", "MaxAge"];

/// One URL, as it is stored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct UrlConfig {
    /// The first label of its host.
    pub(crate) url_id: String,
    /// The alias; nothing for the function itself.
    pub(crate) qualifier: Option<String>,
    /// Whether only who signs may call: `AWS_IAM`.
    pub(crate) is_signed: bool,
    /// Whether it was asked for responses that stream.
    pub(crate) streams: bool,
    /// Which pages may call; nothing leaves that to the function.
    pub(crate) cors: Option<Kept<OfCors>>,
    /// Milliseconds since the epoch.
    created: u64,
    modified: u64,
}

/// What a request says; what it leaves out stays as it is.
#[derive(Clone, Debug)]
pub(crate) struct Given {
    is_signed: Option<bool>,
    streams: Option<bool>,
    /// An empty one takes the rules away.
    cors: Option<Option<Kept<OfCors>>>,
}

impl Given {
    /// What a request says, judged by its shape before.
    pub(crate) fn read(fields: &Fields) -> Result<Given, Error> {
        let cors = fields.fields("Cors");
        cors.map_or(Ok(()), check_methods)?;
        // A switch that is off is shown, too; a structure of nothing is none.
        let says_something = |cors: &Fields| {
            let is_off = cors.boolean("AllowCredentials") == Some(false);
            is_off || Value::Struct(cors.clone()).says_something()
        };
        Ok(Given {
            is_signed: fields.text("AuthType").map(|kind| kind == "AWS_IAM"),
            streams: fields.text("InvokeMode").map(|mode| mode == "RESPONSE_STREAM"),
            cors: cors.map(|cors| says_something(cors).then(|| Kept::of(cors, &CORS))),
        })
    }

    /// What holds after this request.
    pub(crate) fn over(self, mut before: UrlConfig, now: Timestamp) -> UrlConfig {
        before.is_signed = self.is_signed.unwrap_or(before.is_signed);
        before.streams = self.streams.unwrap_or(before.streams);
        before.cors = self.cors.unwrap_or(before.cors);
        before.modified = now.millis();
        before
    }
}

/// AWS's guide names the methods; the words are our guess.
fn check_methods(cors: &Fields) -> Result<(), Error> {
    const METHODS: [&str; 7] = ["*", "GET", "PUT", "HEAD", "POST", "PATCH", "DELETE"];
    match cors.texts("AllowMethods").find(|method| !METHODS.contains(method)) {
        Some(other) => Err(Error::invalid(format!("The CORS method {other} is not valid."))),
        None => Ok(()),
    }
}

impl UrlConfig {
    /// A new one, which nobody has asked anything of.
    pub(crate) fn new(url_id: String, qualifier: Option<String>, now: Timestamp) -> UrlConfig {
        let now = now.millis();
        UrlConfig {
            url_id,
            qualifier,
            is_signed: false,
            streams: false,
            cors: None,
            created: now,
            modified: now,
        }
    }

    /// An id that no URL has.
    pub(crate) fn fresh_id(store: &Records) -> Result<String, Error> {
        store.fresh(|entropy| entropy.text(ALPHABET, ID_LEN), |id| [UrlConfig::id_key(id)])
    }

    /// Where the one of a function or alias is stored.
    pub(crate) fn key(id: &FunctionId, qualifier: Option<&str>) -> Key {
        UrlConfig::prefix(id).text(qualifier.unwrap_or_default())
    }

    fn prefix(id: &FunctionId) -> Key {
        Key::of(Space::LambdaOther).u8(SUBSPACE).account(id.account).region(&id.region).text(&id.name)
    }

    fn id_key(url_id: &str) -> Key {
        Key::of(Space::LambdaOther).u8(IDS).text(url_id)
    }

    pub(crate) fn load(
        store: &Records,
        id: &FunctionId,
        qualifier: Option<&str>,
    ) -> Result<Option<UrlConfig>, Error> {
        let record = store.get(UrlConfig::key(id, qualifier).as_bytes())?;
        record.map(|record| UrlConfig::decode(&record)).transpose()
    }

    /// One that must be there.
    pub(crate) fn existing(
        store: &Records,
        id: &FunctionId,
        qualifier: Option<&str>,
    ) -> Result<UrlConfig, Error> {
        UrlConfig::load(store, id, qualifier)?.ok_or_else(Error::no_url)
    }

    /// The one whose address begins with an id, and its function.
    pub(crate) fn of_id(store: &Records, url_id: &str) -> Result<Option<(FunctionId, UrlConfig)>, Error> {
        let Some(record) = store.get(UrlConfig::id_key(url_id).as_bytes())? else { return Ok(None) };
        let arn = std::str::from_utf8(&record).ok().and_then(Arn::parse);
        let Some((id, qualifier)) = arn.and_then(|arn| FunctionId::of_arn(&arn)) else {
            return Err(Error::damaged("a function URL", "no ARN"));
        };
        Ok(UrlConfig::load(store, &id, qualifier.as_deref())?.map(|config| (id, config)))
    }

    /// Those of a function and its aliases.
    pub(crate) fn all(store: &Records, id: &FunctionId) -> Result<Vec<UrlConfig>, Error> {
        let mut records = Vec::new();
        store.scan_prefix(&UrlConfig::prefix(id), &mut |_, record| {
            records.push(record.clone());
            ControlFlow::Continue(())
        })?;
        records.iter().map(|record| UrlConfig::decode(record)).collect()
    }

    fn decode(record: &[u8]) -> Result<UrlConfig, Error> {
        serde_json::from_slice(record).map_err(|cause| Error::damaged("a function URL", cause))
    }

    pub(crate) fn put(&self, batch: &mut Batch, id: &FunctionId) -> Result<(), Error> {
        let qualifier = self.qualifier.as_deref();
        let record = serde_json::to_vec(self).map_err(Error::internal)?;
        batch.put(UrlConfig::key(id, qualifier), record);
        batch.put(UrlConfig::id_key(&self.url_id), id.arn_of(qualifier).to_string().into_bytes());
        Ok(())
    }

    pub(crate) fn delete(&self, batch: &mut Batch, id: &FunctionId) {
        batch.delete(UrlConfig::key(id, self.qualifier.as_deref()));
        batch.delete(UrlConfig::id_key(&self.url_id));
    }

    /// As the API shows it. Not every shape has every member.
    pub(crate) fn shown(&self, call: &Call, id: &FunctionId, shape: &'static Shape) -> Fields {
        let mut shown = Fields::new(shape)
            .with("FunctionUrl", self.address(call, id))
            .with("FunctionArn", id.arn_of(self.qualifier.as_deref()).to_string())
            .with("AuthType", if self.is_signed { "AWS_IAM" } else { "NONE" })
            .with("Cors", self.cors.as_ref().map(Kept::shown))
            .with("CreationTime", time_of(self.created))
            .with("InvokeMode", if self.streams { "RESPONSE_STREAM" } else { "BUFFERED" });
        if shape.place_of("LastModifiedTime").is_some() {
            shown.set("LastModifiedTime", time_of(self.modified));
        }
        shown
    }

    /// Where it is called: AWS's host, below the name by which the caller found the emulator.
    fn address(&self, call: &Call, id: &FunctionId) -> String {
        let (host, port) = match call.address.rsplit_once(':') {
            Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => {
                (host, format!(":{port}"))
            }
            _ => (&*call.address, String::new()),
        };
        let is_number = host.starts_with('[') || host.parse::<std::net::IpAddr>().is_ok();
        let domain = ["localhost.localstack.cloud", "localhost"].into_iter().find(|domain| {
            host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        });
        // No name stands before a number.
        let domain = if is_number { "localhost" } else { domain.unwrap_or(host) };
        format!("{}://{}.lambda-url.{}.{domain}{port}/", call.origin.scheme(), self.url_id, id.region)
    }
}

/// `2022-07-07T15:19:41.225854Z`, as recorded in <https://github.com/turbot/steampipe-plugin-aws/pull/1146>.
fn time_of(millis: u64) -> String {
    let format = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:6]Z");
    let time = OffsetDateTime::from_unix_timestamp_nanos(i128::from(millis) * 1_000_000);
    time.unwrap_or(OffsetDateTime::UNIX_EPOCH).format(format).unwrap_or_default()
}
