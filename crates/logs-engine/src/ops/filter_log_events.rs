//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::page::Binding;
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error;
use crate::event::position::Position;
use crate::event::walk::Range;
use crate::filter_pattern::Pattern;
use crate::group::name::GroupName;
use crate::model;
use crate::work::find::{Meant, Page, Which};

pub(super) struct FilterLogEvents;

/// What is asked for.
pub(super) struct Asked {
    group: GroupName,
    which: Which,
    is_meant: Meant,
    from_ms: u64,
    until: Position,
    is_forwards: bool,
    token: Option<Position>,
    most: usize,
    /// What must be the same on each page.
    bound: Vec<String>,
}

/// A page, and the token of the next.
pub(super) struct Filtered {
    page: Page,
    token: Option<String>,
}

impl Operation for FilterLogEvents {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::FILTER_LOG_EVENTS;
    const KEPT: &'static [&'static str] = &["unmask"];
    type Input = Asked;
    type Output = Filtered;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Asked, Fault> {
        let time = |name: &str| fields.integer(name).and_then(|ms| u64::try_from(ms).ok());
        let group = GroupName::asked(&fields, call)?;
        let which = which(&fields)?;
        let pattern = fields.text("filterPattern").unwrap_or_default();
        let bound = vec![group.name.clone(), format!("{which:?}"), pattern.to_owned()];
        let token = fields.text("nextToken").map(|token| place(&bound, token)).transpose()?;
        Ok(Asked {
            is_meant: meant(pattern)?,
            which,
            from_ms: time("startTime").unwrap_or(0),
            // An event of this very time is meant.
            until: Position::at(time("endTime").map_or(u64::MAX, |ms| ms.saturating_add(1))),
            is_forwards: fields.boolean("startFromHead").unwrap_or(true),
            token,
            most: fields.integer("limit").and_then(|most| usize::try_from(most).ok()).unwrap_or(10_000),
            group,
            bound,
        })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, asked: Asked) -> Result<Filtered, Fault> {
        let group = engine.records.group(&asked.group)?;
        let mut range = Range {
            from: Position::at(asked.from_ms.max(group.oldest_ms(call.now.millis()))),
            until: asked.until,
            is_forwards: asked.is_forwards,
            most: asked.most,
            budget: usize::MAX,
        };
        if let Some(position) = asked.token {
            if range.is_forwards {
                range.from = range.from.max(position);
            } else {
                range.until = range.until.min(position);
            }
        }
        let page = engine.filtered(group, asked.which, range, asked.is_meant).await?;
        let token = page
            .goes_on
            .map(|position| binding(&asked.bound, |binding| binding.token(position.number().as_bytes())));
        Ok(Filtered { page, token })
    }

    fn reply(Filtered { page, token }: Filtered) -> Outgoing {
        let Page { events, streams, .. } = page;
        let events = events.iter().map(|event| {
            let stream = streams.get(&event.position.stream).map(String::as_str).unwrap_or_default();
            Fields::new(&model::FILTERED_LOG_EVENT)
                .with("logStreamName", stream)
                .with("timestamp", event.position.at_ms)
                .with("message", event.message())
                .with("ingestionTime", event.ingested_ms)
                .with("eventId", event.position.number())
        });
        Fields::new(Self::SIGNATURE.output)
            .with("events", events.collect::<Vec<_>>())
            // AWS says since 2019 that it is always empty.
            .with("searchedLogStreams", Vec::<Fields>::new())
            .with("nextToken", token)
            .into()
    }
}

fn which(fields: &Fields) -> Result<Which, Fault> {
    let names: Vec<String> = fields.texts("logStreamNames").map(str::to_owned).collect();
    match fields.text("logStreamNamePrefix") {
        // Our guess of the sentence, after AWS's page: it says that both are an InvalidParameterException.
        Some(_) if !names.is_empty() => {
            Err(error::invalid("logStreamNamePrefix and logStreamNames are mutually exclusive parameters."))
        }
        Some(prefix) => Ok(Which::Prefix(prefix.to_owned())),
        None if names.is_empty() => Ok(Which::All),
        None => Ok(Which::Named(names)),
    }
}

fn meant(pattern: &str) -> Result<Meant, Fault> {
    // Here AWS does not say what is wrong with it.
    let pattern = Pattern::read(pattern).map_err(|_| error::wrong_pattern())?;
    Ok(Arc::new(move |message| pattern.means(message)))
}

fn binding<T>(bound: &[String], act: impl FnOnce(Binding<'_>) -> T) -> T {
    let request: Vec<&str> = bound.iter().map(String::as_str).collect();
    act(Binding { operation: "logs:FilterLogEvents", request: &request })
}

fn place(bound: &[String], token: &str) -> Result<Position, Fault> {
    let place = binding(bound, |binding| binding.place(token)).map_err(|_| error::wrong_token())?;
    let position = std::str::from_utf8(&place).ok().and_then(Position::of_number);
    position.ok_or_else(error::wrong_token)
}
