//! Plays a sequence against a server: fills in the values, signs as an SDK does, sends, waits, and judges what comes.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

use super::form;
use super::judge;
use super::path;
use super::sequence::{Planned, Script, Sequence, Step};
use super::values::Values;
use super::xml;
use crate::sdk::Identity;
use crate::signing::Signature;
use crate::wire::{Incoming, Reply, Request};
use crate::{Result, package};

/// How long a step may wait for what it waits for.
const LONGEST_WAIT: Duration = Duration::from_secs(60);
/// How long the server may take for one reply.
const LONGEST_REPLY: Duration = Duration::from_secs(60);
/// The pauses between two calls of a step that waits: the first one, and how long they become.
const PAUSES: (Duration, Duration) = (Duration::from_millis(10), Duration::from_millis(500));

/// How much of a request's body a report shows, in bytes.
const SHOWN: usize = 1000;

/// How far a sequence came.
#[derive(Clone, Debug)]
pub enum End {
    /// To its end.
    Whole,
    /// To this, which is not built, as the file says.
    NotBuilt(String),
    /// To a step that went another way than expected.
    Failed(Failure),
}

/// A step that went another way than expected.
#[derive(Clone, Debug)]
pub struct Failure {
    /// What was sent.
    pub sent: String,
    /// What was expected and what came, one line for each expectation.
    pub wrong: Vec<String>,
    /// The reply.
    pub reply: String,
}

/// A sequence that was played.
#[derive(Clone, Debug)]
pub struct Played {
    /// The resource.
    pub resource: String,
    /// The sequence's name.
    pub name: String,
    /// The steps that were played, the last one included.
    pub steps: usize,
    /// The steps that it has.
    pub all: usize,
    /// The operation of the last step that was played.
    pub last: String,
    /// Answers that differ from AWS's, as the file says: operation, and AWS's answer.
    pub differences: Vec<(String, String)>,
    /// How it ended.
    pub end: End,
}

/// Where sequences are played, and as whom.
#[derive(Clone, Debug)]
pub struct Place {
    /// Host and port.
    pub host: String,
    /// Whose credentials sign.
    pub who: Identity,
}

struct Player<'a> {
    place: &'a Place,
    values: Values,
    /// Replies of routines by name and place in it.
    earlier: BTreeMap<(String, usize), Value>,
}

/// Plays one sequence.
pub async fn play(place: &Place, script: &Script, sequence: &Sequence) -> Result<Played> {
    let plan = script.plan(sequence)?;
    let mut player = Player { place, values: values(sequence)?, earlier: BTreeMap::new() };
    let mut played = Played {
        resource: script.resource.clone(),
        name: sequence.name.clone(),
        steps: 0,
        all: plan.len(),
        last: String::new(),
        differences: Vec::new(),
        end: End::Whole,
    };
    for planned in &plan {
        played.steps += 1;
        planned.step.operation().clone_into(&mut played.last);
        let Some(failure) = player.step(planned).await? else {
            if let Some(name) = &planned.step.not_built {
                played.end = End::NotBuilt(name.clone());
                break;
            }
            if let Some(difference) = &planned.step.differs {
                played.differences.push((played.last.clone(), difference.aws.clone()));
            }
            continue;
        };
        played.end = End::Failed(failure);
        break;
    }
    Ok(played)
}

/// The values that a sequence begins with: its own, and those of every run.
fn values(sequence: &Sequence) -> Result<Values> {
    let mut values = Values::default();
    let run: String = std::iter::repeat_with(|| fastrand::char('a'..='z')).take(8).collect();
    let echo = package::echo()?;
    values.put("run", json!(run));
    values.put("account", json!("000000000000"));
    values.put("region", json!("us-east-1"));
    values.put("echo_zip", json!(BASE64_STANDARD.encode(&echo)));
    values.put(
        "other_zip",
        json!(BASE64_STANDARD.encode(package::echo_with("notes.txt", b"another package")?)),
    );
    let mut left: Vec<_> = sequence.set.iter().collect();
    while !left.is_empty() {
        // Values may name one another, in whatever order.
        let (known, unknown): (Vec<_>, Vec<_>) = left
            .into_iter()
            .map(|(name, value)| (name, value, values.value(value)))
            .partition(|(_, _, it)| it.is_ok());
        if let (true, Some((_, _, Err(cause)))) = (known.is_empty(), unknown.first()) {
            return Err(cause.to_string().into());
        }
        for (name, _, value) in known {
            values.put(name, value?);
        }
        left = unknown.into_iter().map(|(name, value, _)| (name, value)).collect();
    }
    Ok(values)
}

impl Player<'_> {
    /// Plays a step; a failure, if it went another way than expected.
    async fn step(&mut self, planned: &Planned) -> Result<Option<Failure>> {
        let step = &planned.step;
        let request = self.request(step).map_err(|cause| format!("{}: {cause}", step.operation()))?;
        let sent = sent(&request);
        let (reply, tree) = self.ask(step, request).await?;
        let failure = |wrong: Vec<String>| Some(Failure { sent, wrong, reply: reply.summary() });
        if let Some(name) = &step.not_built {
            // A member of an operation that is built is refused as a value is that makes no sense.
            let is_refused =
                reply.status == 501 || (name != step.operation() && (400..500).contains(&reply.status));
            let names_it = is_refused && reply.text().contains(name.as_str());
            let built =
                format!("expected a refusal that names {name}: is it built by now? Then take the mark away");
            return Ok(if names_it { None } else { failure(vec![built]) });
        }
        let mut wrong = self.wrong(planned, &reply, &tree)?;
        if step.differs.is_some() {
            let same = "the answer is the expected one by now: take the mark `differs` away".to_owned();
            if wrong.is_empty() {
                return Ok(failure(vec![same]));
            }
            wrong.clear();
        }
        if !wrong.is_empty() {
            return Ok(failure(wrong));
        }
        for (name, path) in &step.save {
            match path::find(&tree, &self.values.text(path)?)? {
                Some(value) => self.values.put(name, value),
                None => {
                    return Ok(failure(vec![format!(
                        "{path}: expected something to keep, and nothing came"
                    )]));
                }
            }
        }
        if let Some(place) = &planned.place {
            self.earlier.insert(place.clone(), judge::lasting(&tree, &step.varies));
        }
        Ok(None)
    }

    /// All that is wrong with a reply.
    fn wrong(&self, planned: &Planned, reply: &Reply, tree: &Value) -> Result<Vec<String>> {
        let step = &planned.step;
        let mut wrong = judge::outcome(reply, tree, step.status, step.error.as_deref());
        for (path, expected) in &step.expect {
            wrong.extend(judge::member(tree, &self.values.text(path)?, &self.values.value(expected)?)?);
        }
        if planned.again {
            let before = planned.place.as_ref().and_then(|place| self.earlier.get(place));
            let now = judge::lasting(tree, &step.varies);
            match before {
                None => wrong
                    .push("expected the reply of the routine's last run, and this is its first".to_owned()),
                Some(before) if *before != now => {
                    wrong.push(format!("expected the same reply as before: {before}"));
                    wrong.push(format!("and this came: {now}"));
                }
                Some(_) => {}
            }
        }
        Ok(wrong)
    }

    /// Makes the call, again and again while the reply says that it is too early.
    async fn ask(&self, step: &Step, request: Request) -> Result<(Reply, Value)> {
        let begun = Instant::now();
        let mut pause = PAUSES.0;
        loop {
            let reply = self.send(step, request.clone()).await?;
            let tree = judge::tree(&reply, step.query_version().is_some());
            let mut is_early = false;
            for (path, early) in &step.pending {
                let came = path::find(&tree, &self.values.text(path)?)?.unwrap_or_default();
                is_early |= early.contains(&came);
            }
            if !is_early || begun.elapsed() > LONGEST_WAIT {
                return Ok((reply, tree));
            }
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(PAUSES.1);
        }
    }

    /// The request of a step, unsigned.
    fn request(&self, step: &Step) -> Result<Request> {
        let http = self.values.text(step.http.as_deref().unwrap_or("POST /"))?;
        let (method, path) = http.split_once(' ').ok_or("`http` is to be METHOD /PATH")?;
        let body = match (&step.input, &step.xml, &step.body, &step.base64) {
            (input, None, None, None) if let Some(version) = step.query_version() => {
                let input = input.as_ref().map(|input| self.values.value(input)).transpose()?;
                form::text(step.operation(), version, input.as_ref())?.into_bytes()
            }
            (Some(input), ..) => self.values.value(input)?.to_string().into_bytes(),
            (_, Some(tree), ..) => xml::text(&self.values.value(tree)?, namespace(step))?.into_bytes(),
            (_, _, Some(body), _) => self.values.text(body)?.into_bytes(),
            (.., Some(base64)) => BASE64_STANDARD.decode(self.values.text(base64)?)?,
            _ => Vec::new(),
        };
        let mut request = Request::new(method, path);
        for (name, value) in &step.headers {
            request = request.header(name, self.values.text(value)?);
        }
        let mut usual = Vec::new();
        match step.service() {
            "dynamodb" => {
                usual.push(("content-type", "application/x-amz-json-1.0".to_owned()));
                usual.push(("x-amz-target", format!("DynamoDB_20120810.{}", step.operation())));
            }
            "sqs" => {
                usual.push(("content-type", "application/x-amz-json-1.0".to_owned()));
                usual.push(("x-amz-target", format!("AmazonSQS.{}", step.operation())));
                // SDKs that know the service from before it spoke JSON ask for query's codes too.
                usual.push(("x-amzn-query-mode", "true".to_owned()));
            }
            "logs" => {
                usual.push(("content-type", "application/x-amz-json-1.1".to_owned()));
                usual.push(("x-amz-target", format!("Logs_20140328.{}", step.operation())));
            }
            "ssm" => {
                usual.push(("content-type", "application/x-amz-json-1.1".to_owned()));
                usual.push(("x-amz-target", format!("AmazonSSM.{}", step.operation())));
            }
            "secretsmanager" => {
                usual.push(("content-type", "application/x-amz-json-1.1".to_owned()));
                usual.push(("x-amz-target", format!("secretsmanager.{}", step.operation())));
            }
            "iam" | "sts" => usual.push(("content-type", "application/x-www-form-urlencoded".to_owned())),
            "lambda" if !body.is_empty() => usual.push(("content-type", "application/json".to_owned())),
            "s3" | "s3control" if step.xml.is_some() => {
                usual.push(("content-type", "application/xml".to_owned()));
                usual.push(("x-amz-sdk-checksum-algorithm", "CRC32".to_owned()));
                usual.push(("x-amz-checksum-crc32", crc32(&body)));
            }
            _ => {}
        }
        for (name, value) in usual {
            if request.value(name).is_none() {
                request = request.header(name, value);
            }
        }
        Ok(request.body(body))
    }

    async fn send(&self, step: &Step, request: Request) -> Result<Reply> {
        let who = &self.place.who;
        let signature = Signature {
            key: &who.access_key,
            secret: &who.secret,
            token: who.token.as_deref(),
            region: step.region.as_deref().unwrap_or(&who.region),
            ..Signature::right(step.signed_as(), &self.place.host)
        };
        let request = if step.unsigned { request } else { signature.on(request)? };
        let request = request.header("connection", "close");
        let whole = async {
            let mut stream = TcpStream::connect(&self.place.host).await?;
            stream.write_all(request.head(&self.place.host).as_bytes()).await?;
            stream.write_all(&request.body).await?;
            Incoming::new(stream).reply(&request.method).await
        };
        let reply = tokio::time::timeout(LONGEST_REPLY, whole).await;
        reply.map_err(|_| format!("{}: the server did not answer in time", step.operation()))?
    }
}

/// The namespace of a service's documents.
fn namespace(step: &Step) -> &'static str {
    match step.service() {
        "s3control" => "http://awss3control.amazonaws.com/doc/2018-08-20/",
        _ => "http://s3.amazonaws.com/doc/2006-03-01/",
    }
}

/// A request for a report: its headers are those of the protocol and of the file.
fn sent(request: &Request) -> String {
    let body = String::from_utf8_lossy(request.body.get(..SHOWN).unwrap_or(&request.body)).into_owned();
    let more = if request.body.len() > SHOWN { "…" } else { "" };
    format!("{} {} {body}{more}", request.method, request.path).trim_end().to_owned()
}

/// The checksum that SDKs send with a document, in base64.
fn crc32(bytes: &[u8]) -> String {
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    BASE64_STANDARD.encode(crc.sum().to_be_bytes())
}
