//! Queries: what was asked, how far it is, and what came of it. They are run one after another, where they hold up nobody.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use base::arn::{AccountId, Region};
use base::schedule::Next;
use base::task::apart;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde::{Deserialize, Serialize};
use store::Key;
use store::Space;
use store::space::Fields as KeyFields;
use wire::fault::Fault;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error;
use crate::event::position::Position;
use crate::event::walk::Range;
use crate::group::name::GroupName;
use crate::group::{Group, STANDARD};
use crate::insights::{Event, Moment, Query, Row, Run, Source, Stop};
use crate::model;
use crate::records::keys::{self, OfAccount};
use crate::records::{Change, read};
use crate::work::find::{Page, Which, after};

/// What a query is that was stopped.
pub(crate) const CANCELLED: &str = "Cancelled";

const SCHEDULED: &str = "Scheduled";
const COMPLETE: &str = "Complete";
const FAILED: &str = "Failed";

/// How many rows a query has that does not say so: <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html>.
const ROWS: usize = 10_000;

/// How many events of a group are read at once, and of all groups about.
const AT_ONCE: usize = 10_000;
const AT_ONCE_OF_ALL: usize = 500_000;

/// Over how many groups a query goes that says so itself: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Source.html>.
const MOST_GROUPS: usize = 10_000;

/// How many bytes of results of earlier queries an account keeps: of those that are more, none. AWS keeps results for a week.
const MOST_KEPT_BYTES: usize = 128 << 20;

/// How long what could not be done waits, by the host's clock.
const AFTER_A_FAILURE: Duration = Duration::from_secs(10);

/// What was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Asked {
    pub(crate) id: String,
    /// The names of its groups.
    pub(crate) groups: Vec<String>,
    text: String,
    from_ms: u64,
    /// The last moment that is meant.
    until_ms: u64,
    limit: Option<usize>,
    pub(crate) created_ms: u64,
    pub(crate) status: String,
}

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Results {
    /// Each with the names and texts of its columns.
    pub(crate) rows: Vec<Vec<(String, String)>>,
    scanned: u64,
    matched: u64,
    bytes: u64,
}

/// Lets results of earlier queries go where they are too many bytes, whichever: their ids say nothing of their age. Who asks for
/// them finds no rows.
fn make_room(change: &mut Change, all: &Key) -> Result<(), Fault> {
    let (mut bytes, mut gone) = (0, Vec::new());
    change.scan(all, None, &mut |key, held| {
        bytes += held.len();
        if bytes > MOST_KEPT_BYTES {
            gone.push(Key::stored(key));
        }
        std::ops::ControlFlow::Continue(())
    })?;
    gone.into_iter().for_each(|key| change.delete(key));
    Ok(())
}

/// Times are seconds; what can be none is milliseconds.
fn millis(time: u64) -> u64 {
    const YEAR_5138_S: u64 = 100_000_000_000;
    if time < YEAR_5138_S { time * 1000 } else { time }
}

impl Asked {
    /// A query that is to be run, by its groups and text, and from when until when.
    pub(crate) fn new(
        (groups, text): (Vec<String>, String),
        (from, until): (u64, u64),
        limit: Option<usize>,
        now_ms: u64,
    ) -> Asked {
        Asked {
            id: String::new(),
            groups,
            text,
            from_ms: millis(from),
            // All of the last second.
            until_ms: millis(until).saturating_add(if millis(until) == until { 0 } else { 999 }),
            limit,
            created_ms: now_ms,
            status: SCHEDULED.to_owned(),
        }
    }

    /// Whether it ends before Insights was there, on 2018-11-27.
    pub(crate) fn is_before_insights(&self) -> bool {
        const AVAILABLE_MS: u64 = 1_543_276_800_000;
        self.until_ms < AVAILABLE_MS
    }

    /// Whether a group has events of its time, or may have.
    pub(crate) fn may_find(&self, group: &Group, now_ms: u64) -> bool {
        self.until_ms >= group.created_ms.max(group.oldest_ms(now_ms))
    }

    /// The text of the query.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Whether it is to be run, or is run.
    pub(crate) fn is_active(&self) -> bool {
        self.status == SCHEDULED
    }

    /// As DescribeQueries shows it.
    pub(crate) fn shown(&self) -> Fields {
        Fields::new(&model::QUERY_INFO)
            .with("queryLanguage", "CWLI")
            .with("queryId", self.id.as_str())
            .with("queryString", self.text.as_str())
            .with("status", self.status.as_str())
            .with("createTime", self.created_ms)
            .with("logGroupName", self.groups.first().map(String::as_str))
    }
}

impl Results {
    /// As GetQueryResults shows them.
    pub(crate) fn statistics(&self, asked: &Asked) -> Fields {
        Fields::new(&model::QUERY_STATISTICS)
            .with("recordsMatched", self.matched as f64)
            .with("recordsScanned", self.scanned as f64)
            .with("estimatedRecordsSkipped", 0.0)
            .with("bytesScanned", self.bytes as f64)
            .with("estimatedBytesSkipped", 0.0)
            .with("logGroupsScanned", asked.groups.len() as f64)
    }
}

/// A row as GetQueryResults shows it.
pub(crate) fn shown(row: &[(String, String)]) -> Vec<Fields> {
    let column = |(name, value): &(String, String)| {
        Fields::new(&model::RESULT_FIELD).with("field", name.as_str()).with("value", value.as_str())
    };
    row.iter().map(column).collect()
}

impl Engine {
    /// The groups that a query names itself.
    ///
    /// # Errors
    ///
    /// There are none, or too many.
    pub(crate) async fn groups_of(
        &self,
        source: &Source,
        (account, region): (AccountId, &Region),
    ) -> Result<Vec<GroupName>, Fault> {
        let mut found = BTreeSet::new();
        for prefix in source.prefixes() {
            let mut groups = self.records.groups((account, region), prefix, None);
            while let Some((key, group)) = groups.next::<Group>().await? {
                let name = GroupName::of_key(&key).ok_or_else(|| error::damaged("a group's key", ""))?;
                if source.means_class(&group.class, STANDARD) && source.means_account(&account.to_string()) {
                    found.insert(name.name);
                }
                if found.len() > MOST_GROUPS {
                    return Err(error::too_many_groups());
                }
            }
        }
        if found.is_empty() {
            return Err(error::no_group_named());
        }
        Ok(found.into_iter().map(|name| GroupName { account, region: region.clone(), name }).collect())
    }

    /// A query is to be run.
    pub(crate) fn ask(&self, account: AccountId, region: &Region, id: &str) {
        self.asked.lock().push_back((account, region.clone(), id.to_owned()));
        self.queries.wake();
    }

    /// Finds queries that another process, or another state, has left.
    pub(crate) fn find_queries(&self) {
        let Ok(view) = self.records.view() else { return };
        let all = Key::of(Space::LogsOther);
        let found = view.scan_prefix(&all, &mut |key, held| {
            let mut fields = KeyFields::of(key);
            let place = fields.account().zip(fields.region());
            let is_query = fields.raw(1) == Some(&[OfAccount::Query as u8][..]);
            if let Some((account, region)) = place.filter(|_| is_query)
                && let Ok(asked) = read::<Asked>(held)
                && asked.is_active()
            {
                self.asked.lock().push_back((account, region, asked.id));
            }
            std::ops::ControlFlow::Continue(())
        });
        if let Err(cause) = found {
            tracing::error!(%cause, "queries of before cannot be read");
        }
        self.queries.wake();
    }

    /// One run: all queries that wait.
    pub(crate) async fn run_queries(self: Arc<Self>) -> Next {
        loop {
            let Some((account, region, id)) = self.asked.lock().pop_front() else { return Next::WhenWoken };
            if let Err(fault) = self.run_query((account, &region), &id).await {
                tracing::error!(cause = %fault.cause, "a query could not be run");
                self.asked.lock().push_back((account, region, id));
                return Next::HostAfter(AFTER_A_FAILURE);
            }
        }
    }

    async fn run_query(self: &Arc<Self>, place: (AccountId, &Region), id: &str) -> Result<(), Fault> {
        let key = keys::of_account(place, OfAccount::Query, id);
        let Some(asked) = self.records.record::<Asked>(&key)?.filter(Asked::is_active) else { return Ok(()) };
        let outcome = self.results(place, &key, &asked).await?;
        self.records.change(&["queries"], |change| {
            let Some(mut asked) = change.record::<Asked>(&key)?.filter(Asked::is_active) else {
                return Ok(());
            };
            match &outcome {
                Some(results) => {
                    make_room(change, &keys::all_of_account(place, OfAccount::QueryResults))?;
                    COMPLETE.clone_into(&mut asked.status);
                    change.put_record(keys::of_account(place, OfAccount::QueryResults, id), results)?;
                }
                None => FAILED.clone_into(&mut asked.status),
            }
            change.put_record(key.clone(), &asked)
        })
    }

    /// What comes of a query; nothing if it needs more than there is.
    async fn results(
        self: &Arc<Self>,
        (account, region): (AccountId, &Region),
        key: &Key,
        asked: &Asked,
    ) -> Result<Option<Results>, Fault> {
        let mut results = Results::default();
        let moment = Moment { now_ms: asked.created_ms, from_ms: asked.from_ms, until_ms: asked.until_ms };
        let mut run = Run::new(Query::at(&asked.text, moment)?, asked.limit.unwrap_or(ROWS));
        let mut merge = Merge::new(self, (account, region), asked)?;
        loop {
            let is_active = self.records.record::<Asked>(key)?.is_some_and(|asked| asked.is_active());
            let events = if is_active { merge.next(self).await? } else { Vec::new() };
            if events.is_empty() {
                break;
            }
            let count = |event: &Event| (event.message.len() + crate::event::OVERHEAD) as u64;
            results.scanned += events.len() as u64;
            results.bytes += events.iter().map(count).sum::<u64>();
            let (run_back, stop) = apart(move || {
                let stop = events.into_iter().map(Row::of).find_map(|row| run.add(row).err());
                (run, stop)
            })
            .await;
            run = run_back;
            match stop {
                None => {}
                Some(Stop::Enough) => break,
                Some(Stop::TooMany) => return Ok(None),
            }
        }
        results.matched = run.matched();
        let Ok(mut rows) = apart(move || run.end()).await else { return Ok(None) };
        // The request's limit comes behind the query's own.
        rows.truncate(asked.limit.unwrap_or(usize::MAX));
        Ok(Some(Results { rows, ..results }))
    }

    /// The fields of an event that a query has pointed at.
    ///
    /// # Errors
    ///
    /// There is none.
    pub(crate) async fn record_of(
        self: &Arc<Self>,
        account: AccountId,
        region: &Region,
        pointer: &str,
    ) -> Result<BTreeMap<String, String>, Fault> {
        let (name, position) = read_pointer(pointer).ok_or_else(error::no_event)?;
        let name = GroupName { account, region: region.clone(), name };
        let group = self.records.group(&name)?;
        let range =
            Range { from: position, until: after(position), is_forwards: true, most: 1, budget: usize::MAX };
        let page = self.filtered(group, Which::All, range, Arc::new(|_| true)).await?;
        let event = events(page, &name).into_iter().next().ok_or_else(error::no_event)?;
        let (at_ms, row) = (event.at_ms, Row::of(event));
        let mut record: BTreeMap<String, String> =
            row.names().into_iter().filter_map(|field| Some((field.clone(), row.shown(&field)?))).collect();
        record.insert("@timestamp".to_owned(), at_ms.to_string());
        Ok(record)
    }

    /// The fields that the newest events around a time have, each with how many in a hundred have it.
    pub(crate) async fn fields_of(
        self: &Arc<Self>,
        name: &GroupName,
        time: Option<u64>,
        now_ms: u64,
    ) -> Result<Vec<(String, u64)>, Fault> {
        /// A quarter of an hour, or seven minutes and a half on either side of a time that is asked for.
        const WINDOW_MS: u64 = 15 * 60_000;
        const SAMPLE: usize = 1000;
        let group = self.records.group(name)?;
        let time = time.map(millis);
        let (from, until) = match time {
            Some(at) => (at.saturating_sub(WINDOW_MS / 2), at.saturating_add(WINDOW_MS / 2)),
            None => (now_ms.saturating_sub(WINDOW_MS), now_ms.saturating_add(1)),
        };
        let range = Range {
            from: Position::at(from),
            until: Position::at(until),
            is_forwards: false,
            most: SAMPLE,
            budget: usize::MAX,
        };
        let page = self.filtered(group, Which::All, range, Arc::new(|_| true)).await?;
        let events = events(page, name);
        let count = events.len() as u64;
        let mut found: BTreeMap<String, u64> = BTreeMap::new();
        for field in events.into_iter().flat_map(|event| Row::of(event).names()) {
            *found.entry(field).or_default() += 1;
        }
        let mut found: Vec<(String, u64)> =
            found.into_iter().map(|(field, times)| (field, times * 100 / count.max(1))).collect();
        found.sort_by(|(one, one_percent), (two, two_percent)| (two_percent, one).cmp(&(one_percent, two)));
        Ok(found)
    }
}

/// The events of several groups, the newest first.
struct Merge {
    groups: Vec<Ahead>,
}

/// A group, and what of it was read ahead.
struct Ahead {
    name: GroupName,
    group: Group,
    range: Range,
    is_over: bool,
    /// In the order of time, so that the newest is the last.
    ahead: Vec<Event>,
}

impl Merge {
    fn new(engine: &Engine, (account, region): (AccountId, &Region), asked: &Asked) -> Result<Merge, Fault> {
        let now_ms = engine.clock().now().millis();
        let mut groups = Vec::new();
        for name in &asked.groups {
            let name = GroupName { account, region: region.clone(), name: name.clone() };
            // A group that is gone by now has no events.
            let Some(group) = engine.records.record::<Group>(&name.key())? else { continue };
            let range = Range {
                from: Position::at(asked.from_ms.max(group.oldest_ms(now_ms))),
                until: Position::at(asked.until_ms.saturating_add(1)),
                is_forwards: false,
                most: (AT_ONCE_OF_ALL / asked.groups.len().max(1)).clamp(1, AT_ONCE),
                budget: usize::MAX,
            };
            groups.push(Ahead { name, group, range, is_over: false, ahead: Vec::new() });
        }
        Ok(Merge { groups })
    }

    /// Some more events; none at the end.
    async fn next(&mut self, engine: &Arc<Engine>) -> Result<Vec<Event>, Fault> {
        for source in &mut self.groups {
            source.fill(engine).await?;
        }
        let mut events = Vec::new();
        // Until one of them has to be read on: no other may get ahead of what it has next.
        loop {
            if self.groups.iter().any(|source| source.ahead.is_empty() && !source.is_over) {
                return Ok(events);
            }
            let newest =
                self.groups.iter_mut().max_by_key(|source| source.ahead.last().map(|event| event.at_ms));
            match newest.and_then(|source| source.ahead.pop()) {
                Some(event) => events.push(event),
                None => return Ok(events),
            }
        }
    }
}

impl Ahead {
    async fn fill(&mut self, engine: &Arc<Engine>) -> Result<(), Fault> {
        while self.ahead.is_empty() && !self.is_over {
            let page =
                engine.filtered(self.group.clone(), Which::All, self.range, Arc::new(|_| true)).await?;
            match page.goes_on {
                Some(until) => self.range.until = until,
                None => self.is_over = true,
            }
            self.ahead = events(page, &self.name);
            self.ahead.reverse();
        }
        Ok(())
    }
}

/// Events as queries see them.
fn events(page: Page, name: &GroupName) -> Vec<Event> {
    let log: Arc<str> = format!("{}:{}", name.account, name.name).into();
    let streams: BTreeMap<u64, Arc<str>> =
        page.streams.into_iter().map(|(id, stream)| (id, stream.into())).collect();
    let event = |found: crate::event::Found| Event {
        at_ms: found.position.at_ms,
        ingested_ms: found.ingested_ms,
        message: found.message().to_owned(),
        stream: streams.get(&found.position.stream).cloned().unwrap_or_else(|| "".into()),
        log: log.clone(),
        pointer: pointer(&name.name, found.position),
    };
    page.events.into_iter().map(event).collect()
}

/// By which an event is found again.
fn pointer(group: &str, position: Position) -> String {
    BASE64_STANDARD.encode(format!("{}{group}", position.number()))
}

fn read_pointer(pointer: &str) -> Option<(String, Position)> {
    /// Of a number, up to the year 2112.
    const DIGITS: usize = 56;
    let text = String::from_utf8(BASE64_STANDARD.decode(pointer).ok()?).ok()?;
    let (number, group) = text.split_at_checked(DIGITS)?;
    Some((group.to_owned(), Position::of_number(number)?))
}
