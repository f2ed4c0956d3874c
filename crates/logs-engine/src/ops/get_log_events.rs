//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error;
use crate::event::Found;
use crate::event::position::Position;
use crate::event::walk::Range;
use crate::group::name::GroupName;
use crate::model;
use crate::work::find::after;

pub(super) struct GetLogEvents;

/// What is asked for.
pub(super) struct Asked {
    group: GroupName,
    stream: String,
    from_ms: u64,
    /// Events of this time are not meant any more.
    until_ms: Option<u64>,
    token: Option<Token>,
    from_head: bool,
    most: usize,
}

/// Where a page begins: behind an event, or before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token {
    Forward(Position),
    Backward(Position),
}

/// A page, in the order of time, and the tokens that lead on.
pub(super) struct Page {
    events: Vec<Found>,
    forward: Token,
    backward: Token,
}

impl Operation for GetLogEvents {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::GET_LOG_EVENTS;
    const KEPT: &'static [&'static str] = &["unmask"];
    type Input = Asked;
    type Output = Page;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Asked, Fault> {
        let time = |name: &str| fields.integer(name).and_then(|ms| u64::try_from(ms).ok());
        let token = fields.text("nextToken").map(|token| Token::read(token).ok_or_else(error::wrong_token));
        Ok(Asked {
            group: GroupName::asked(&fields, call)?,
            stream: fields.required("logStreamName").to_owned(),
            from_ms: time("startTime").unwrap_or(0),
            until_ms: time("endTime"),
            token: token.transpose()?,
            from_head: fields.boolean("startFromHead").unwrap_or(false),
            most: fields.integer("limit").and_then(|most| usize::try_from(most).ok()).unwrap_or(10_000),
        })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, asked: Asked) -> Result<Page, Fault> {
        let group = engine.records.group(&asked.group)?;
        let stream = engine.records.stream(&group, &asked.stream)?.id;
        let at = |at_ms: u64| Position { stream, ..Position::at(at_ms) };
        let mut range = Range {
            from: at(asked.from_ms.max(group.oldest_ms(call.now.millis()))),
            until: at(asked.until_ms.unwrap_or(u64::MAX)),
            is_forwards: asked.from_head,
            most: asked.most,
            budget: usize::MAX,
        };
        let begin = range.from;
        match asked.token {
            Some(Token::Forward(last)) if last.stream == stream => {
                (range.from, range.is_forwards) = (range.from.max(after(last)), true);
            }
            Some(Token::Backward(first)) if first.stream == stream => {
                (range.until, range.is_forwards) = (range.until.min(first), false);
            }
            Some(_) => return Err(error::wrong_token()),
            None => {}
        }
        let mut events = engine.events((group.id, stream), range).await?;
        if !range.is_forwards {
            events.reverse();
        }
        let (first, last) =
            (events.first().map(|event| event.position), events.last().map(|event| event.position));
        // At an end the same token comes again: so clients see that it is one.
        let (forward, backward) = match (first.zip(last), asked.token) {
            (Some((first, last)), _) => (last, first),
            (None, Some(Token::Forward(last))) => (last, after(last)),
            (None, Some(Token::Backward(first))) => (before(first), first),
            (None, None) => (before(begin), begin),
        };
        Ok(Page { events, forward: Token::Forward(forward), backward: Token::Backward(backward) })
    }

    fn reply(Page { events, forward, backward }: Page) -> Outgoing {
        let events = events.iter().map(|event| {
            Fields::new(&model::OUTPUT_LOG_EVENT)
                .with("timestamp", event.position.at_ms)
                .with("message", event.message())
                .with("ingestionTime", event.ingested_ms)
        });
        Fields::new(Self::SIGNATURE.output)
            .with("events", events.collect::<Vec<_>>())
            .with("nextForwardToken", forward.write())
            .with("nextBackwardToken", backward.write())
            .into()
    }
}

impl Token {
    fn read(text: &str) -> Option<Token> {
        let (direction, number) = text.split_once('/')?;
        let position = Position::of_number(number.strip_suffix("/s").unwrap_or(number))?;
        match direction {
            "f" => Some(Token::Forward(position)),
            "b" => Some(Token::Backward(position)),
            _ => None,
        }
    }

    fn write(self) -> String {
        match self {
            Token::Forward(position) => format!("f/{}/s", position.number()),
            Token::Backward(position) => format!("b/{}/s", position.number()),
        }
    }
}

/// A position before another one, behind which no event stands but that.
fn before(position: Position) -> Position {
    let Position { at_ms, stream, block, index } = position;
    if let Some(index) = index.checked_sub(1) {
        return Position { index, ..position };
    }
    match block.checked_sub(1) {
        Some(block) => Position { block, index: u32::MAX, ..position },
        None => {
            Position { at_ms: at_ms.saturating_sub(1), stream, block: Position::LAST_BLOCK, index: u32::MAX }
        }
    }
}
