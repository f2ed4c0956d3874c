//! Records of what a request began and others ask about later: backups, exports, imports, bulk operations. One record
//! for each, by owner and id, in the order of time.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Duration;

use base::arn::Arn;
use base::call::Call;
use base::clock::Timestamp;
use base::entropy::Entropy;
use base::task::apart;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::definition::owner::{Owner, owner_of};
use crate::engine::Engine;
use crate::engine::records::Records;
use crate::error::{Error, Result};
use crate::item::record_key::RecordKey;
use crate::memory::reader::Reader;
use crate::message::shape::Fields;

/// How long exports, imports and bulk operations are remembered.
const LIFE: Duration = Duration::from_secs(90 * 24 * 60 * 60);
/// How long a client's token stands for the request that brought it.
const TOKEN_LIFE: Duration = Duration::from_secs(8 * 60 * 60);

/// Something of which there is a record.
pub(crate) trait KeptRecord: Serialize + DeserializeOwned {
    /// The sub-space of the records.
    const SUB: u8;
    /// The part of an ARN before the id.
    const KIND: &'static str;

    /// `arn:aws:dynamodb:REGION:ACCOUNT:table/NAME/KIND/ID`
    fn arn(&self) -> &str;
    /// When it began, milliseconds since 1970.
    fn began_ms(&self) -> u64;
    /// The client's token, if there is such a thing.
    fn token(&self) -> Option<&str> {
        None
    }
    /// The last part of its ARN, which falls into the order of time.
    fn id(&self) -> &str {
        last_part(self.arn())
    }
    /// Whether it is still going on.
    fn is_pending(&self) -> bool {
        false
    }
}

/// An id as AWS makes them: the time in milliseconds, then chance.
pub(crate) fn new_id<R: KeptRecord>(engine: &Engine, owner: &Owner, now: Timestamp) -> Result<String> {
    let draw = |entropy: &Entropy| format!("{:014}-{}", now.millis(), entropy.hex(8));
    Ok(engine.store.fresh(draw, |id| [prefix::<R>(owner).text(id).into_key()])?)
}

fn prefix<R: KeptRecord>(owner: &Owner) -> RecordKey {
    RecordKey::of(R::SUB).owner(owner)
}

fn last_part(arn: &str) -> &str {
    arn.rsplit('/').next().unwrap_or_default()
}

/// Puts a record into a batch.
pub(crate) fn save<R: KeptRecord>(records: &mut Records, owner: &Owner, record: &R) -> Result<()> {
    let key = prefix::<R>(owner).text(record.id());
    records.keep(key, serde_json::to_vec(record).map_err(Error::internal)?);
    Ok(())
}

/// Takes a record out in a batch.
pub(crate) fn remove<R: KeptRecord>(records: &mut Records, owner: &Owner, record: &R) {
    records.forget(prefix::<R>(owner).text(record.id()));
}

/// A record by its id.
pub(crate) fn load<R: KeptRecord>(store: &Reader, owner: &Owner, id: &str) -> Result<Option<R>> {
    let record = store.get(prefix::<R>(owner).text(id).key().as_bytes())?;
    record.map(|record| serde_json::from_slice(&record).map_err(Error::internal)).transpose()
}

/// A record by its ARN.
pub(crate) fn find<R: KeptRecord>(store: &Reader, call: &Call, arn: &str) -> Result<Option<R>> {
    let Some(id) = id_in::<R>(call, arn) else { return Ok(None) };
    Ok(load(store, &owner_of(call), &id)?.filter(|record: &R| record.arn() == arn))
}

/// The id in an ARN of this kind that is the caller's.
pub(crate) fn id_in<R: KeptRecord>(call: &Call, arn: &str) -> Option<String> {
    let parsed = Arn::parse(arn).filter(|parsed| parsed.service == "dynamodb")?;
    let mut parts = parsed.resource.strip_prefix("table/")?.split('/');
    let (name, kind, id) = (parts.next()?, parts.next()?, parts.next()?);
    let whole = !name.is_empty() && kind == R::KIND && !id.is_empty() && parts.next().is_none();
    (whole && parsed.owner()? == owner_of(call)).then(|| id.to_owned())
}

/// All records of an owner, oldest first.
pub(crate) fn all<R: KeptRecord>(store: &Reader, owner: &Owner) -> Result<Vec<R>> {
    below(store, &prefix::<R>(owner))
}

/// All records of everybody, which may be many: read apart.
pub(crate) async fn everybodys<R: KeptRecord + Send + 'static>(engine: &Arc<Engine>) -> Result<Vec<R>> {
    let engine = engine.clone();
    apart(move || below(&engine.store, &RecordKey::of(R::SUB))).await
}

fn below<R: KeptRecord>(store: &Reader, prefix: &RecordKey) -> Result<Vec<R>> {
    let mut records = Vec::new();
    store.scan_prefix(prefix.key(), &mut |_, record| {
        records.push(serde_json::from_slice(record).map_err(Error::internal));
        ControlFlow::Continue(())
    })?;
    records.into_iter().collect()
}

/// What a client's token began, if that was less than eight hours ago.
pub(crate) fn by_token<R: KeptRecord>(store: &Reader, call: &Call, token: &str) -> Result<Option<R>> {
    let is_it = |record: &R| {
        let age = call.now.since(Timestamp::from_millis(record.began_ms()));
        record.token() == Some(token) && (record.is_pending() || age < TOKEN_LIFE)
    };
    Ok(all(store, &owner_of(call))?.into_iter().rev().find(is_it))
}

/// A page of a listing: those of 90 days, in falling order of `rank`, behind the one that a token names.
#[derive(Debug)]
pub(crate) struct RecordPage<R> {
    pub(super) records: Vec<R>,
    /// `NextToken`
    pub(super) next: Option<String>,
}

/// Which part of a listing is wanted.
#[derive(Debug)]
pub(crate) struct Listing {
    pub(super) table_arn: Option<String>,
    pub(super) token: Option<String>,
    pub(super) limit: usize,
}

impl Listing {
    /// From `NextToken` and the member that limits a page, and what that is if it is not there.
    pub(crate) fn of(body: &Fields<'_>, table_arn: Option<&str>, (limit, most): (&str, usize)) -> Listing {
        Listing {
            table_arn: table_arn.map(str::to_owned),
            token: body.text("NextToken").map(str::to_owned),
            limit: body.integer(limit).and_then(|limit| usize::try_from(limit).ok()).unwrap_or(most),
        }
    }
}

impl<R> RecordPage<R> {
    /// The reply to a listing.
    pub(crate) fn show(&self, member: &str, summary: impl Fn(&R) -> Value) -> Value {
        let mut out = json!({member: self.records.iter().map(summary).collect::<Vec<Value>>()});
        if let (Some(next), Some(out)) = (&self.next, out.as_object_mut()) {
            out.insert("NextToken".to_owned(), json!(next));
        }
        out
    }
}

/// Lists an owner's records; `rank` is what they are ordered by, each its own.
pub(crate) fn list<R: KeptRecord>(
    engine: &Engine,
    call: &Call,
    listing: &Listing,
    rank: impl Fn(&R) -> &str,
) -> Result<RecordPage<R>> {
    let after = listing.token.as_deref().map(read_token).transpose()?;
    let mut records: Vec<R> = all(&engine.store, &owner_of(call))?;
    let of_table = |arn: &str| {
        let table = listing.table_arn.as_deref();
        table.is_none_or(|table| arn.strip_prefix(table).is_some_and(|rest| rest.starts_with('/')))
    };
    records.retain(|record| {
        of_table(record.arn())
            && is_known(record, call.now)
            && after.as_deref().is_none_or(|after| rank(record) < after)
    });
    records.sort_by(|a, b| rank(b).cmp(rank(a)));
    let more = records.len() > listing.limit;
    records.truncate(listing.limit);
    let next = records.last().filter(|_| more).map(|last| token(rank(last)));
    Ok(RecordPage { records, next })
}

fn is_known<R: KeptRecord>(record: &R, now: Timestamp) -> bool {
    record.is_pending() || now.since(Timestamp::from_millis(record.began_ms())) < LIFE
}

/// Hexadecimal digits in groups of 16, 112 at least, as ImportNextToken must be: where the page ended, and spaces.
fn token(last: &str) -> String {
    let bytes = last.len().next_multiple_of(8).max(56);
    format!("{last:bytes$}").bytes().map(|byte| format!("{byte:02x}")).collect()
}

fn read_token(token: &str) -> Result<String> {
    let digits = token.as_bytes().chunks_exact(2);
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    let text = digits.map(byte).collect::<Option<Vec<u8>>>().and_then(|text| String::from_utf8(text).ok());
    let text = text.ok_or_else(|| Error::validation("Invalid NextToken"))?;
    Ok(text.trim_end().to_owned())
}

impl Engine {
    /// Forgets records of a kind that are older than 90 days.
    pub(crate) async fn forget_records<R: KeptRecord + Send + 'static>(
        self: &Arc<Engine>,
        now: Timestamp,
        epoch: u64,
    ) -> Result<()> {
        let old: Vec<R> = everybodys::<R>(self).await?;
        let key = |record: &R| {
            let owner = Arn::parse(record.arn())?.owner()?;
            Some(prefix::<R>(&owner).text(record.id()).key().as_bytes().to_vec())
        };
        let old = old.iter().filter(|record| !is_known(*record, now));
        let old: Vec<_> = old.filter_map(key).collect();
        self.remove(epoch, &old).await.map(drop)
    }
}
