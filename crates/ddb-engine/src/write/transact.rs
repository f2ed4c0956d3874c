//! Transactions: all items held against other writers, locked in one order, all conditions judged, then one commit or
//! none; and the tokens that make a repeated request harmless.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html>

use std::ops::{Bound, ControlFlow};
use std::sync::Arc;
use std::time::Duration;

use base::call::Call;
use base::clock::Timestamp;
use bytes::Bytes;
use ddb_expr::codec::EncodedItem;
use ddb_expr::projection::Projection;
use store::{Key, Order};

use crate::access::Act;
use crate::definition::owner::owner_of;
use crate::engine::Engine;
use crate::engine::commit::{MOST_TRIES, Placed};
use crate::engine::records::Records;
use crate::engine::removal::Entry;
use crate::error::{Code, Detail, Error, Reason, Result};
use crate::item::capacity::{Consistency, Consumed, Report};
use crate::item::change::Change;
use crate::item::key;
use crate::item::plan::{Action, Plan};
use crate::item::record_key::RecordKey;
use crate::item::reply::{CollectionMetrics, ConsumedCapacity};
use crate::memory::buckets::Direction;
use crate::memory::catalog::Table;
use crate::memory::in_flight::Held;
use crate::memory::reader::Reader;
use crate::message::shape::{Fields, Node};
use crate::message::value::view;

/// Bytes of what a transaction writes, or of the items that it reads, together.
const MAX_BYTES: usize = 4 * 1024 * 1024;
/// How long a token is remembered.
const TOKEN_LIFE: Duration = Duration::from_secs(10 * 60);

/// Tokens looked at before others have their turn, and removed in one batch at most.
const TOKENS_AT_ONCE: usize = 256;

/// `ClientRequestToken`, and what was asked under it.
#[derive(Debug)]
pub(crate) struct Token {
    pub(crate) text: String,
    pub(crate) fingerprint: u128,
}

/// What a transaction reports.
#[derive(Debug, Default)]
pub(crate) struct Transacted {
    pub(crate) consumed: Vec<ConsumedCapacity>,
    pub(crate) metrics: Vec<(String, Vec<CollectionMetrics>)>,
}

/// One read of a transaction.
#[derive(Debug)]
pub(crate) struct Get {
    pub(crate) table: String,
    pub(crate) key: EncodedItem,
    pub(crate) projection: Option<Projection>,
}

/// The table and key of an action.
struct ActionTarget {
    table: Arc<Table>,
    key: Key,
}

impl Engine {
    /// Carries out all plans or none. What comes back holds the items until it is dropped.
    pub(crate) fn transact(
        &self,
        call: &Call,
        plans: &[Plan],
        token: Option<&Token>,
        wishes: (Report, bool),
    ) -> Result<(Transacted, Option<Held>)> {
        let token = token.map(|token| (token, token_key(call, token)));
        let token_key = token.as_ref().map(|(_, key)| key.key());
        let token_held = self.in_flight.hold(token_key).map_err(|_| Error::transaction_in_progress())?;
        let mut tries = 0;
        loop {
            let targets = self.targets(call, plans)?;
            let noted = match &token {
                Some((_, key)) => self.store.get(key.key().as_bytes())?,
                None => None,
            };
            if let (Some((token, _)), Some(noted)) = (&token, &noted)
                && is_repeated(call, token, noted)?
            {
                return self.replayed(plans, &targets, wishes.0).map(|outcome| (outcome, None));
            }
            let held = self.hold(&targets)?;
            // The token too: the sweeper must not remove it when it is old and comes again.
            let keys = targets.iter().map(|target| &target.key).chain(token_key);
            let _stripes = self.stripes.lock_all(keys.map(Key::as_bytes));
            if targets.iter().any(|target| self.is_outdated(&target.table)) {
                continue;
            }
            let decided = self.decide_all(plans, targets)?;
            self.charge_all(&decided)?;
            let mut records = Records::new();
            if let Some((token, key)) = &token {
                records.replace(key.clone(), noted, token_record(token, call.now));
            }
            let placed: Vec<Placed<'_>> = decided
                .iter()
                .map(|(table, key, change)| Placed { table, key: key.clone(), change })
                .collect();
            match self.commit(records, call.now, &placed) {
                Err(error) if error.is_conflict() && tries < MOST_TRIES => {
                    tries += 1;
                    continue;
                }
                committed => committed.map_err(|error| canceled_if_too_large(error, plans.len()))?,
            }
            return Ok((self.outcome(plans, &decided, wishes)?, Some(held.and(token_held))));
        }
    }

    /// Holds the items of a transaction, or gives the reasons why it cannot be now.
    fn hold(&self, targets: &[ActionTarget]) -> Result<Held> {
        let keys = targets.iter().map(|target| &target.key);
        let met = |taken: Vec<bool>| Error::canceled(taken.into_iter().map(conflict_reason).collect());
        self.in_flight.hold(keys).map_err(met)
    }

    /// Finds tables and keys. A missing table ends the request, and so does an empty key; whatever else is wrong with
    /// the first action that does not fit its table is the reason of the whole.
    fn targets(&self, call: &Call, plans: &[Plan]) -> Result<Vec<ActionTarget>> {
        let (mut targets, mut refused) = (Vec::with_capacity(plans.len()), None);
        let mut distinct = key::Distinct::default();
        for (at, plan) in plans.iter().enumerate() {
            let table = self.table(call, Act::on_table(plan.action.name()), &plan.table)?;
            check_eventual(&table)?;
            let checked = plan.check(&table.definition);
            let key = checked.and_then(|()| key::item_key(&table.definition, plan.item()));
            let key = match key {
                Ok(key) => key,
                Err(error) if matches!(error.detail(), Detail::EmptyKey) => return Err(error),
                Err(error) => {
                    refused = refused.or(Some(canceled_at(at, error, plans.len())?));
                    continue;
                }
            };
            if !distinct.is_new(&key, targets.iter().map(|target: &ActionTarget| &target.key)) {
                return Err(two_on_one_item());
            }
            targets.push(ActionTarget { table, key });
        }
        refused.map_or(Ok(targets), Err)
    }

    /// Decides on every action.
    fn decide_all(
        &self,
        plans: &[Plan],
        targets: Vec<ActionTarget>,
    ) -> Result<Vec<(Arc<Table>, Key, Change)>> {
        each(plans.iter().zip(targets), |(plan, ActionTarget { table, key })| {
            let before = self.store.get(key.as_bytes())?;
            let change = plan.decide(&table.definition, before)?;
            Ok((table, key, change))
        })
    }

    /// Takes what the actions cost from the throughput of their tables; all reasons if one finds none left.
    fn charge_all(&self, decided: &[(Arc<Table>, Key, Change)]) -> Result<()> {
        if self.realism.get().is_none_or(|realism| !realism.throttling) {
            return Ok(());
        }
        let charged = decided.iter().map(|(table, _, change)| {
            let cost = || Consumed::write(&table.definition, change, true);
            self.charge(table, Direction::Write, cost)
        });
        all_or_reasons(charged)
    }

    fn outcome(
        &self,
        plans: &[Plan],
        decided: &[(Arc<Table>, Key, Change)],
        (report, metrics): (Report, bool),
    ) -> Result<Transacted> {
        let mut outcome = Transacted::default();
        for (plan, (table, _, change)) in plans.iter().zip(decided) {
            if report != Report::None {
                let mut consumed = Consumed::write(&table.definition, change, true);
                consumed.split = Some("WriteCapacityUnits");
                ConsumedCapacity::add(&mut outcome.consumed, &plan.table, consumed, report);
            }
            let written = metrics && !matches!(plan.action, Action::Check(_));
            let Some(item) = change.item().filter(|_| written) else { continue };
            let Some(one) = self.collection_metrics(table, item)? else { continue };
            match outcome.metrics.iter_mut().find(|(known, _)| *known == plan.table) {
                Some((_, list)) => list.push(one),
                None => outcome.metrics.push((plan.table.clone(), vec![one])),
            }
        }
        Ok(outcome)
    }

    /// The report of a request that had its effect before: AWS charges it as a read.
    fn replayed(&self, plans: &[Plan], targets: &[ActionTarget], report: Report) -> Result<Transacted> {
        let mut outcome = Transacted::default();
        if report == Report::None {
            return Ok(outcome);
        }
        for (plan, target) in plans.iter().zip(targets) {
            let item = self.item_now(&target.table, plan.item())?;
            let bytes = item.as_ref().map_or(0, |item| view(item).size_bytes());
            let mut consumed = Consumed::read(bytes, Consistency::Transactional);
            consumed.split = Some("ReadCapacityUnits");
            ConsumedCapacity::add(&mut outcome.consumed, &plan.table, consumed, report);
        }
        Ok(outcome)
    }

    /// Reads several items as they stand at one moment.
    pub(crate) fn transact_get(
        &self,
        call: &Call,
        gets: &[Get],
        report: Report,
    ) -> Result<(Vec<Option<Bytes>>, Vec<ConsumedCapacity>)> {
        let (mut targets, mut distinct) = (Vec::with_capacity(gets.len()), key::Distinct::default());
        let mut refused = None;
        for (at, get) in gets.iter().enumerate() {
            let table = self.table(call, Act::on_table("GetItem"), &get.table)?;
            check_eventual(&table)?;
            if let Err(error) = key::check_key(&table.definition.key, get.key.view()) {
                if matches!(error.detail(), Detail::EmptyKey) {
                    return Err(error);
                }
                refused = refused.or(Some(canceled_at(at, error, gets.len())?));
                continue;
            }
            let key = key::item_key(&table.definition, get.key.view())?;
            if !distinct.is_new(&key, targets.iter().map(|(_, key)| key)) {
                return Err(two_on_one_item());
            }
            targets.push((table, key));
        }
        refused.map_or(Ok(()), Err)?;
        // A write is met while it holds its item, a transaction until it is durable.
        let met = |key: &Key| self.in_flight.holds(key) || self.stripes.is_locked_for(key.as_bytes());
        let met: Vec<bool> = targets.iter().map(|(_, key)| met(key)).collect();
        if met.contains(&true) {
            return Err(Error::canceled(met.into_iter().map(conflict_reason).collect()));
        }
        let _stripes = self.stripes.lock_all(targets.iter().map(|(_, key)| key.as_bytes()));
        let mut charged = Vec::new();
        let (mut items, mut consumed, mut bytes) = (Vec::with_capacity(gets.len()), Vec::new(), 0);
        for (get, (table, key)) in gets.iter().zip(&targets) {
            let item = self.store.get(key.as_bytes())?;
            let size = item.as_ref().map_or(0, |item| view(item).size_bytes());
            bytes += size;
            let cost = || Consumed::read(size, Consistency::Transactional);
            charged.push(self.charge(table, Direction::Read, cost));
            if report != Report::None {
                let mut one = Consumed::read(size, Consistency::Transactional);
                one.split = Some("ReadCapacityUnits");
                ConsumedCapacity::add(&mut consumed, &get.table, one, report);
            }
            items.push(match &get.projection {
                Some(projection) => item.map(|item| projection.apply(view(&item)).into_bytes()),
                None => item,
            });
        }
        if bytes > MAX_BYTES {
            return Err(Error::validation(
                "Aggregated size of all items in the transaction exceeds the limit of 4 MB",
            ));
        }
        all_or_reasons(charged.into_iter())?;
        Ok((items, consumed))
    }
}

/// Whether a token was used within ten minutes, by the same request; an error if by another one.
fn is_repeated(call: &Call, token: &Token, noted: &Bytes) -> Result<bool> {
    let Some((since, fingerprint)) = read_token(noted) else { return Ok(false) };
    if call.now.since(since) > TOKEN_LIFE {
        return Ok(false);
    }
    if fingerprint == token.fingerprint { Ok(true) } else { Err(Error::token_mismatch()) }
}

/// A global table of strong consistency has no transactions. AWS documents it; the wording is our guess.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html>
fn check_eventual(table: &Table) -> Result<()> {
    if table.definition.is_strong() {
        return Err(Error::validation(
            "Transactions are not supported for global tables with MultiRegionConsistency set to STRONG.",
        ));
    }
    Ok(())
}

fn two_on_one_item() -> Error {
    Error::validation("Transaction request cannot include multiple operations on one item")
}

/// What a transaction that writes brings with it has a limit, and not what is stored. AWS says it twice in one breath: so
/// it is in the tests of a public driver, of eu-north-1 in 2026.
pub(crate) fn check_payload(bytes: usize) -> Result<()> {
    if bytes <= MAX_BYTES {
        return Ok(());
    }
    let told = "Transaction payload size cannot exceed 4MB. Payload Size: ";
    Err(Error::validation(format!("{told}: {told}{bytes}")))
}

/// Turns every action into something, or gives the reasons of those that cannot be. The first that is not valid is the
/// last that is looked at.
pub(crate) fn each<A, T>(
    actions: impl ExactSizeIterator<Item = A>,
    mut turn: impl FnMut(A) -> Result<T>,
) -> Result<Vec<T>> {
    let count = actions.len();
    let (mut turned, mut reasons) = (Vec::with_capacity(count), Vec::with_capacity(count));
    for action in actions {
        match turn(action) {
            Ok(one) => {
                turned.push(one);
                reasons.push(Reason::default());
            }
            Err(error) => {
                let is_invalid = error.code() == Code::Validation;
                reasons.push(reason(error)?);
                if is_invalid {
                    break;
                }
            }
        }
    }
    if turned.len() == count {
        return Ok(turned);
    }
    reasons.resize_with(count, Reason::default);
    Err(Error::canceled(reasons))
}

/// One action's error as the reason of a whole of so many actions.
pub(super) fn canceled_at(at: usize, error: Error, actions: usize) -> Result<Error> {
    let mut told = Some(reason(error)?);
    let reasons = (0..actions).map(|other| told.take_if(|_| other == at).unwrap_or_default());
    Ok(Error::canceled(reasons.collect()))
}

/// The reason of an action whose item another request holds, or that of one without fault.
fn conflict_reason(met: bool) -> Reason {
    if !met {
        return Reason::default();
    }
    let error = Error::transaction_conflict();
    Reason { code: Some("TransactionConflict"), message: Some(error.message().to_owned()), item: None }
}

/// Nothing if all went well, else each one's reason.
fn all_or_reasons(actions: impl Iterator<Item = Result<()>>) -> Result<()> {
    let reasons = actions.map(|action| action.map_or_else(reason, |()| Ok(Reason::default())));
    let reasons = reasons.collect::<Result<Vec<Reason>>>()?;
    if reasons.iter().all(|reason| reason.code.is_none()) { Ok(()) } else { Err(Error::canceled(reasons)) }
}

/// An error of one action as the reason of the whole. Faults of ours stay errors.
pub(crate) fn reason(error: Error) -> Result<Reason> {
    let code = match error.code() {
        Code::ConditionalCheckFailed => "ConditionalCheckFailed",
        Code::Validation => "ValidationError",
        Code::DuplicateItem => "DuplicateItem",
        Code::ResourceNotFound => "ResourceNotFound",
        Code::ItemCollectionSizeLimitExceeded => "ItemCollectionSizeLimitExceeded",
        Code::TransactionConflict => "TransactionConflict",
        Code::ThroughputExceeded => "ProvisionedThroughputExceeded",
        Code::Throttling => "ThrottlingError",
        _ => return Err(error),
    };
    let item = match error.detail() {
        Detail::Item(item) => Some(item.clone()),
        _ => None,
    };
    Ok(Reason { code: Some(code), message: Some(error.message().to_owned()), item })
}

/// A collection that would grow too large is the reason of the actions that make it so.
fn canceled_if_too_large(error: Error, actions: usize) -> Error {
    let Detail::Changes(places) = error.detail() else { return error };
    let reason = |at: usize| {
        let its = places.contains(&at);
        Reason {
            code: its.then_some("ItemCollectionSizeLimitExceeded"),
            message: its.then(|| error.message().to_owned()),
            item: None,
        }
    };
    Error::canceled((0..actions).map(reason).collect())
}

fn token_key(call: &Call, token: &Token) -> RecordKey {
    RecordKey::of_token().owner(&owner_of(call)).text(&token.text)
}

fn token_record(token: &Token, now: Timestamp) -> Vec<u8> {
    [&now.millis().to_be_bytes()[..], &token.fingerprint.to_be_bytes()].concat()
}

fn read_token(record: &[u8]) -> Option<(Timestamp, u128)> {
    let (since, rest) = record.split_first_chunk::<8>()?;
    Some((Timestamp::from_millis(u64::from_be_bytes(*since)), u128::from_be_bytes(rest.try_into().ok()?)))
}

/// Whether a token's record says nothing any more.
fn is_old(record: &[u8], now: Timestamp) -> bool {
    read_token(record).is_none_or(|(since, _)| now.since(since) > TOKEN_LIFE)
}

/// Tokens that are older than ten minutes, some at most, with their records; and behind which key to go on looking.
fn old_tokens(store: &Reader, after: &RecordKey, now: Timestamp) -> Result<(Vec<Entry>, Option<RecordKey>)> {
    let tokens = RecordKey::of_token();
    let end = tokens.key().end();
    let (mut old, mut seen, mut next) = (Vec::new(), 0, None);
    let (from, to) = (Bound::Excluded(after.key().as_bytes()), Bound::Excluded(end.as_bytes()));
    store.scan(from, to, Order::Ascending, &mut |key, record| {
        seen += 1;
        if is_old(record, now) {
            old.push((Key::stored(key), record.clone()));
        }
        if seen < TOKENS_AT_ONCE {
            return ControlFlow::Continue(());
        }
        next = tokens.stored(key);
        ControlFlow::Break(())
    })?;
    Ok((old, next))
}

impl Engine {
    /// Removes tokens that are older than ten minutes, a few in one batch.
    pub(crate) async fn forget_old_tokens(&self, now: Timestamp, epoch: u64) -> Result<()> {
        let mut after = Some(RecordKey::of_token());
        while let Some(from) = after {
            let (old, next) = old_tokens(&self.store, &from, now)?;
            // One that has come again since it was looked at stays.
            if !self.remove_unchanged(epoch, old)? {
                return Ok(());
            }
            after = next;
            tokio::task::yield_now().await;
        }
        Ok(())
    }
}

/// A digest of what a request asks for, the same whatever the order of its JSON's keys. It guards against mistakes,
/// not against malice: two mixes of 64 bits.
#[derive(Debug)]
pub(crate) struct Fingerprint(u64, u64);

impl Fingerprint {
    /// Of nothing yet.
    pub(crate) fn new() -> Fingerprint {
        Fingerprint(0x9e37_79b9_7f4a_7c15, 0xc2b2_ae3d_27d4_eb4f)
    }

    /// Adds a text.
    pub(crate) fn add(&mut self, text: &str) {
        self.add_bytes(text.as_bytes());
    }

    fn add_bytes(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.add_word(u64::from_be_bytes(*word));
        }
        self.add_word(rest.iter().fold(0, |word: u64, &byte| word << 8 | u64::from(byte)));
        self.add_word(bytes.len() as u64);
    }

    fn add_word(&mut self, word: u64) {
        self.0 = key::mix(self.0, word);
        self.1 = key::mix(word, self.1);
    }

    /// Adds the members of a structure, absent ones too.
    pub(crate) fn add_fields(&mut self, fields: &Fields<'_>) {
        for node in fields.nodes() {
            match node {
                Node::Item(item) => self.add_bytes(item.bytes()),
                Node::Map(entries) => {
                    let mut entries: Vec<(&str, String)> =
                        entries.iter().map(|(key, node)| (key.as_ref(), node.to_string())).collect();
                    entries.sort_unstable();
                    for (key, value) in entries {
                        self.add(key);
                        self.add(&value);
                    }
                }
                Node::Text(text) => self.add(text),
                Node::Absent => self.add("\0"),
                other => self.add(&other.to_string()),
            }
        }
    }

    /// The digest.
    pub(crate) fn end(self) -> u128 {
        u128::from(self.0) << 64 | u128::from(self.1)
    }
}

#[cfg(test)]
mod tests {
    use base::clock::Timestamp;

    use base::arn::{AccountId, Region};
    use ddb_expr::json::item_from_slice;
    use serde_json::json;

    use crate::Settings;
    use crate::engine::records::Records;
    use crate::item::key;
    use crate::item::record_key::RecordKey;
    use crate::oracle::world::World;

    /// Developer guide, "Transaction conflict handling": an item of TransactGetItems that is part of an ongoing PutItem.
    #[test]
    fn a_transaction_of_reads_meets_a_write_that_holds_its_item() {
        let world = World::new(Settings::default());
        let table = json!({"TableName": "tab", "BillingMode": "PAY_PER_REQUEST",
            "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
            "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}]});
        world.ok("DynamoDB_20120810.CreateTable", &table);
        let engine = &world.engine;
        let owner = (AccountId::DEFAULT, Region::us_east_1());
        let table = engine.catalog.table(&engine.store, &owner, "tab").unwrap().unwrap();
        let item = item_from_slice(br#"{"pk": {"S": "a"}}"#).unwrap();
        let key = key::item_key(&table.definition, item.view()).unwrap();
        let get = json!({"Get": {"TableName": "tab", "Key": {"pk": {"S": "a"}}}});
        let (operation, request) = ("DynamoDB_20120810.TransactGetItems", json!({"TransactItems": [get]}));
        let writing = engine.stripes.lock(key.as_bytes());
        let error = world.err(operation, &request, "#TransactionCanceledException");
        assert_eq!(error.pointer("/CancellationReasons/0/Code"), Some(&json!("TransactionConflict")));
        drop(writing);
        world.ok(operation, &request);
    }

    /// Our rule: a token that comes again while old ones are removed is a new one, and stands.
    #[test]
    fn a_token_that_comes_again_is_not_removed_as_an_old_one() {
        let world = World::new(Settings::default());
        let engine = &world.engine;
        let key = |n: u64| RecordKey::of_token().u64(n);
        let put = |n: u64, at: Timestamp| {
            let token = super::Token { text: String::new(), fingerprint: 1 };
            let mut records = Records::new();
            records.keep(key(n), super::token_record(&token, at));
            engine.commit_records(records).unwrap();
        };
        let (then, now) = (Timestamp::from_secs(1000), Timestamp::from_secs(1601));
        (0..2500).for_each(|n| put(n, then));
        let (old, next) = super::old_tokens(&engine.store, &RecordKey::of_token(), now).unwrap();
        assert_eq!((old.len(), next), (256, Some(key(255))), "some in one batch");
        put(7, now);
        let epoch = engine.store.epoch();
        assert!(engine.remove_unchanged(epoch, old).unwrap());
        let there = |n: u64| engine.store.get(key(n).key().as_bytes()).unwrap().is_some();
        assert_eq!([6, 7, 8, 256].map(there), [false, true, false, true]);
        testkit::block_on(engine.forget_old_tokens(now, epoch)).unwrap();
        assert_eq!((0..2500).filter(|n| there(*n)).collect::<Vec<u64>>(), [7]);
    }
}
