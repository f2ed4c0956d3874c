//! Live tails: new events as a stream of frames, as long as the client stays.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartLiveTail.html>,
//! <https://smithy.io/2.0/aws/amazon-eventstream.html>

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use base::call::Call;
use base::clock::Timestamp;
use base::http::Body;
use base::task::apart_if;
use bytes::Bytes;
use futures::stream;
use serde_json::{Value, json};
use store::View;
use wire::event_stream;
use wire::fault::Fault;
use wire::value::Fields;

use crate::engine::Engine;
use crate::engine::tails::{NewBlock, Tail};
use crate::error;
use crate::event::block;
use crate::filter_pattern::Pattern;
use crate::group::name::GroupName;

/// How often a client is told, by the host's clock.
const EVERY: Duration = Duration::from_secs(1);

/// How many events one update has: AWS's page on live tails.
const MOST_AT_ONCE: usize = 500;

/// How many bytes of messages one update has. Our choice: what is beyond is left out as the events beyond the page's number
/// are, and clients refuse messages of 24 MiB.
const MOST_BYTES: usize = 1024 * 1024;

/// How long a session lasts, by the host's clock: the same page.
const LONGEST: Duration = Duration::from_secs(3 * 60 * 60);

/// What is asked for.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    /// Each with as what it was named.
    groups: Vec<(GroupName, String)>,
    streams: Vec<String>,
    prefixes: Vec<String>,
    pattern: Pattern,
    text: String,
}

impl Asked {
    /// Of a request.
    ///
    /// # Errors
    ///
    /// Streams are named of several groups, or the pattern is none.
    pub(crate) fn read(fields: &Fields, call: &Call) -> Result<Asked, Fault> {
        let all = |name: &str| fields.texts(name).map(str::to_owned).collect::<Vec<_>>();
        let groups = fields.texts("logGroupIdentifiers");
        let groups = groups.map(|name| Ok((GroupName::identified(name, call)?, name.to_owned())));
        let groups = groups.collect::<Result<Vec<_>, Fault>>()?;
        let (streams, prefixes) = (all("logStreamNames"), all("logStreamNamePrefixes"));
        // Our guess of the sentences, after AWS's page.
        if !streams.is_empty() && !prefixes.is_empty() {
            return Err(error::invalid("logStreamNames and logStreamNamePrefixes are mutually exclusive."));
        }
        if groups.len() > 1 && !(streams.is_empty() && prefixes.is_empty()) {
            return Err(error::invalid("Log streams can be named of a single log group only."));
        }
        let text = fields.text("logEventFilterPattern").unwrap_or_default().to_owned();
        let pattern = Pattern::read(&text).map_err(|fault| error::wrong_pattern_of_tail(&fault.message))?;
        Ok(Asked { groups, streams, prefixes, pattern, text })
    }

    fn means(&self, stream: &str) -> bool {
        let is_any = self.streams.is_empty() && self.prefixes.is_empty();
        is_any
            || self.streams.iter().any(|name| name == stream)
            || self.prefixes.iter().any(|prefix| stream.starts_with(prefix))
    }
}

/// A session: what it looks at, and how far it is.
struct Session {
    engine: Arc<Engine>,
    asked: Arc<Asked>,
    tail: Arc<Tail>,
    /// As what the groups were named, by their ids.
    names: Arc<HashMap<u64, String>>,
    request_id: Arc<str>,
    ends: Timestamp,
    stage: Stage,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Begins,
    Goes,
    Over,
}

impl Engine {
    /// Begins a session.
    ///
    /// # Errors
    ///
    /// A group is not there, or there are too many sessions.
    pub(crate) fn live_tail(self: &Arc<Self>, call: &Call, asked: Asked) -> Result<Body, Fault> {
        let mut names = HashMap::new();
        for (name, identifier) in &asked.groups {
            names.insert(self.records.group(name)?.id, identifier.clone());
        }
        let tail = self.tails.join(names.keys().copied().collect()).ok_or_else(error::limit_exceeded)?;
        let session = Session {
            engine: self.clone(),
            asked: Arc::new(asked),
            tail,
            names: Arc::new(names),
            request_id: call.request_id.clone(),
            ends: self.schedule.host_clock().now().plus(LONGEST),
            stage: Stage::Begins,
        };
        let frames = stream::unfold(session, |mut session| async move {
            let frames = session.next().await?;
            Some((Ok::<Bytes, Infallible>(frames), session))
        });
        Ok(Body::from_stream(frames))
    }
}

impl Session {
    /// The next frames; nothing at the end.
    async fn next(&mut self) -> Option<Bytes> {
        match self.stage {
            Stage::Over => None,
            Stage::Begins => {
                self.stage = Stage::Goes;
                Some(
                    [event("initial-response", &json!({})), event("sessionStart", &self.start())]
                        .concat()
                        .into(),
                )
            }
            Stage::Goes => {
                let clock = self.engine.schedule.host_clock().clone();
                let tasks = self.engine.schedule.tasks().clone();
                tokio::select! {
                    () = tasks.stopping() => return None,
                    () = clock.sleep_until(clock.now().plus(EVERY)) => {}
                }
                if clock.now() >= self.ends {
                    self.stage = Stage::Over;
                    let timeout = json!({"message": "The session has timed out."});
                    return Some(exception("SessionTimeoutException", &timeout));
                }
                match self.update().await {
                    Ok(update) => Some(event("sessionUpdate", &update)),
                    Err(fault) => {
                        tracing::error!(cause = %fault.cause, "a live tail broke off");
                        self.stage = Stage::Over;
                        let broken = json!({"message": fault.message});
                        Some(exception("SessionStreamingException", &broken))
                    }
                }
            }
        }
    }

    fn start(&self) -> Value {
        json!({
            "requestId": self.request_id.as_ref(),
            "sessionId": self.request_id.as_ref(),
            "logGroupIdentifiers": self.asked.groups.iter().map(|(_, name)| name).collect::<Vec<_>>(),
            "logStreamNames": self.asked.streams,
            "logStreamNamePrefixes": self.asked.prefixes,
            "logEventFilterPattern": self.asked.text,
        })
    }

    /// What has come since the last update.
    async fn update(&self) -> Result<Value, Fault> {
        let (blocks, is_sampled) = self.tail.take();
        // What is shown is durable.
        self.engine.records.settled().await?;
        let view = self.engine.records.view()?;
        let (asked, names) = (self.asked.clone(), self.names.clone());
        // A second may have brought many megabytes.
        apart_if(!blocks.is_empty(), move || shown(&view, (&blocks, is_sampled), &asked, &names)).await
    }
}

/// An update of what is meant of new blocks.
fn shown(
    view: &View,
    (blocks, mut is_sampled): (&[NewBlock], bool),
    asked: &Asked,
    names: &HashMap<u64, String>,
) -> Result<Value, Fault> {
    let (mut results, mut bytes) = (Vec::new(), 0);
    for new in blocks {
        if !asked.means(&new.stream) {
            continue;
        }
        let key = block::key(new.group, new.place);
        let Some(record) = view.get(key.as_bytes()).map_err(error::store)? else { continue };
        block::visit(new.place, &record, |position, message, found| {
            if !asked.pattern.means(message) {
                return;
            }
            if results.len() >= MOST_AT_ONCE || bytes >= MOST_BYTES {
                is_sampled = true;
                return;
            }
            bytes += message.len();
            results.push(json!({
                "logStreamName": new.stream.as_ref(),
                "logGroupIdentifier": names.get(&new.group),
                "message": message,
                "timestamp": position.at_ms,
                "ingestionTime": found().ingested_ms,
            }));
        })?;
    }
    Ok(json!({"sessionMetadata": {"sampled": is_sampled}, "sessionResults": results}))
}

fn event(name: &str, document: &Value) -> Bytes {
    event_stream::event(name, "application/json", document.to_string().as_bytes())
}

fn exception(code: &str, document: &Value) -> Bytes {
    event_stream::exception(code, "application/json", document.to_string().as_bytes())
}
