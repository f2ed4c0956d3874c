//! Events are found: those of one stream by GetLogEvents, those of many by FilterLogEvents.

use std::collections::HashMap;
use std::ops::{Bound, ControlFlow};
use std::sync::Arc;

use base::task::apart;
use store::Order;
use wire::fault::Fault;

use crate::engine::Engine;
use crate::error;
use crate::event::Found;
use crate::event::position::Position;
use crate::event::walk::{Range, Walked, walk};
use crate::group::Group;
use crate::records::{keys, read};
use crate::stream::Stream;

/// How many bytes of events a page has at most, as AWS counts them; one event is always in it.
pub(crate) const MOST_OF_PAGE: usize = 1 << 20;

/// How many events are looked at before it is done where that holds up nobody.
const IN_PLACE: usize = 1000;

/// How many events one FilterLogEvents looks at, or how many times half a kilobyte of them: AWS's too ends a search that takes long, and says where it goes on.
const MOST_LOOKED_AT: usize = 200_000;

/// Which streams of a group are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Which {
    All,
    Named(Vec<String>),
    Prefix(String),
}

/// Whether a message is meant.
pub(crate) type Meant = Arc<dyn Fn(&str) -> bool + Send + Sync>;

/// Events of several streams.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub(crate) events: Vec<Found>,
    /// The names of their streams, by id.
    pub(crate) streams: HashMap<u64, String>,
    /// Where the next page begins, if all was not looked at: forwards the first position of it.
    pub(crate) goes_on: Option<Position>,
}

impl Engine {
    /// Events of one stream, as many as fit a page, in the order of the walk.
    pub(crate) async fn events(
        self: &Arc<Self>,
        (group, stream): (u64, u64),
        range: Range,
    ) -> Result<Vec<Found>, Fault> {
        let view = self.records.view()?;
        let mut walked = walk(&view, (group, &[stream]), Range { budget: IN_PLACE, ..range }, &|_| true)?;
        if walked.goes_on.is_some() {
            let range = Range { budget: usize::MAX, ..range };
            walked = apart(move || walk(&view, (group, &[stream]), range, &|_| true)).await?;
        }
        cut(&mut walked.events);
        Ok(walked.events)
    }

    /// Events of several streams of a group that are meant, as many as fit a page, in the order of the walk.
    pub(crate) async fn filtered(
        self: &Arc<Self>,
        group: Group,
        which: Which,
        range: Range,
        is_meant: Meant,
    ) -> Result<Page, Fault> {
        let engine = self.clone();
        apart(move || engine.filter(&group, &which, range, &*is_meant)).await
    }

    fn filter(
        &self,
        group: &Group,
        which: &Which,
        range: Range,
        is_meant: &dyn Fn(&str) -> bool,
    ) -> Result<Page, Fault> {
        let view = self.records.view()?;
        let mut streams = HashMap::new();
        let (from_ms, until_ms) = (range.from.at_ms, range.until.at_ms);
        let mut add = |name: String, stream: &Stream| {
            let is_within = |span: crate::stream::Span| span.last_ms >= from_ms && span.first_ms <= until_ms;
            if stream.span.is_some_and(is_within) {
                streams.insert(stream.id, name);
            }
        };
        match which {
            Which::Named(names) => {
                for name in names {
                    let held = view.get(keys::stream(group.id, name).as_bytes()).map_err(error::store)?;
                    let stream = held.map(|held| read(&held)).transpose()?.ok_or_else(error::no_stream)?;
                    add(name.clone(), &stream);
                }
            }
            Which::All | Which::Prefix(_) => {
                let prefix = if let Which::Prefix(prefix) = which { prefix.as_str() } else { "" };
                let all = keys::streams(group.id).text_prefix(prefix);
                let mut failed = None;
                let to = all.end();
                let to = Bound::Excluded(to.as_bytes());
                view.scan(all.from_here(), to, Order::Ascending, &mut |key, held| {
                    match (keys::stream_name_of(key), read(held)) {
                        (Some(name), Ok(stream)) => add(name, &stream),
                        (_, read) => failed = read.err(),
                    }
                    if failed.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
                })
                .map_err(error::store)?;
                if let Some(fault) = failed {
                    return Err(fault);
                }
            }
        }
        let ids: Vec<u64> = streams.keys().copied().collect();
        // One more than asked for tells whether there is more.
        let wanted = Range { most: range.most.saturating_add(1), budget: MOST_LOOKED_AT, ..range };
        let Walked { mut events, mut goes_on } = walk(&view, (group.id, &ids), wanted, is_meant)?;
        let found = events.len();
        events.truncate(range.most);
        cut(&mut events);
        if events.len() < found {
            goes_on = events.last().map(|last| behind(last.position, range.is_forwards));
        }
        Ok(Page { events, streams, goes_on })
    }
}

/// Where a walk goes on behind an event.
fn behind(last: Position, is_forwards: bool) -> Position {
    if is_forwards { after(last) } else { last }
}

/// The next position.
pub(crate) fn after(position: Position) -> Position {
    Position { index: position.index.saturating_add(1), ..position }
}

/// Leaves as many events as fit a page.
fn cut(events: &mut Vec<Found>) {
    let mut bytes = 0;
    let fit = events.iter().take_while(|event| {
        bytes += event.size();
        bytes <= MOST_OF_PAGE
    });
    let fit = fit.count().max(1);
    events.truncate(fit);
}
