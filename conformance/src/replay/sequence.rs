//! A sequence of calls as it stands in a file: what is called, what is expected, what is kept for later steps. A member
//! that this form does not have is refused, so that no expectation is written in vain.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::Value;

use super::check;
use crate::Result;

/// The sequences of one resource.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Script {
    /// What they are of, such as `aws_dynamodb_table`.
    pub resource: String,
    /// Whose calls they are.
    pub source: Source,
    /// What the reader should know before reading on.
    #[serde(default)]
    pub note: String,
    /// Steps that several sequences have, by name.
    #[serde(default)]
    pub routines: BTreeMap<String, Vec<Step>>,
    /// The sequences.
    pub sequences: Vec<Sequence>,
}

/// Whose calls these are.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The repository, such as `hashicorp/terraform-provider-aws`.
    pub repository: String,
    /// The files in it whose functions make the calls.
    pub paths: Vec<String>,
    /// The version that was read, as exactly as it is known.
    pub version: String,
}

/// One sequence.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sequence {
    /// What happens in it.
    pub name: String,
    /// Values that its steps name: what is written and is expected again.
    #[serde(default)]
    pub set: BTreeMap<String, Value>,
    /// In order.
    pub steps: Vec<Step>,
}

/// A call with what is expected of its reply, or the name of a routine.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Why it is there.
    #[serde(default)]
    pub note: String,
    /// Service and operation: `dynamodb:CreateTable`.
    pub call: Option<String>,
    /// Method, path and query, where the protocol has them: `GET /$bucket?versioning`.
    pub http: Option<String>,
    /// The region, where it is not the usual one.
    pub region: Option<String>,
    /// Nobody signs it.
    #[serde(default)]
    pub unsigned: bool,
    /// Headers beside those of the protocol.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// The body, as JSON; of a query protocol the members that make its form.
    pub input: Option<Value>,
    /// The body, as XML: the tree that a reply with this document would be.
    pub xml: Option<Value>,
    /// The body, as it stands.
    pub body: Option<String>,
    /// The body, in base64.
    pub base64: Option<String>,
    /// While the reply says one of these, the call is made again: a path and the values that mean "not yet", null for a
    /// member that is absent.
    #[serde(default, rename = "while")]
    pub pending: BTreeMap<String, Vec<Value>>,
    /// The status; any success if there is neither this nor `error`.
    pub status: Option<u16>,
    /// The code of the error.
    pub error: Option<String>,
    /// Members of the reply by path.
    #[serde(default)]
    pub expect: BTreeMap<String, Value>,
    /// Members that two readings of the same state need not have in common.
    #[serde(default)]
    pub varies: Vec<String>,
    /// Values for later steps: a name, and the path in this reply.
    #[serde(default)]
    pub save: BTreeMap<String, String>,
    /// The sequence ends here today, since this is not built: the name that the refusal gives.
    pub not_built: Option<String>,
    /// What is expected here is what AWS answers, and not what is answered today.
    pub differs: Option<Difference>,
    /// The routine whose steps stand here.
    #[serde(rename = "do")]
    pub routine: Option<String>,
    /// More members for calls of the routine, by operation: they take the place of the routine's own.
    #[serde(default)]
    pub but: BTreeMap<String, BTreeMap<String, Value>>,
    /// Every reply of the routine is the one that it had the last time.
    #[serde(default)]
    pub again: bool,
}

/// How an answer differs from AWS's.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Difference {
    /// What AWS answers, and what is answered instead.
    pub aws: String,
    /// Where that is known from.
    pub source: String,
}

/// A step of a sequence after its routines have been put in their places.
#[derive(Clone, Debug)]
pub struct Planned {
    /// The call.
    pub step: Step,
    /// The routine that it is of, and its place in it.
    pub place: Option<(String, usize)>,
    /// Whether the reply is to be the one of the routine's last run.
    pub again: bool,
}

impl Script {
    /// Reads a file, and refuses what cannot be played.
    pub fn read(path: &Path) -> Result<Script> {
        let text = fs::read_to_string(path)?;
        let script: Script =
            serde_json::from_str(&text).map_err(|cause| format!("{}: {cause}", path.display()))?;
        for sequence in &script.sequences {
            let plan = script.plan(sequence).and_then(|plan| check::check(sequence, &plan));
            plan.map_err(|cause| format!("{}: {}: {cause}", path.display(), sequence.name))?;
        }
        Ok(script)
    }

    /// The calls of a sequence, one after another.
    pub fn plan(&self, sequence: &Sequence) -> Result<Vec<Planned>> {
        let mut plan = Vec::new();
        for (at, step) in sequence.steps.iter().enumerate() {
            let wrong = |what: String| format!("step {}: {what}", at + 1);
            match &step.routine {
                None => {
                    playable(step).map_err(wrong)?;
                    plan.push(Planned { step: step.clone(), place: None, again: false });
                }
                Some(name) => plan.extend(self.routine(name, step).map_err(wrong)?),
            }
        }
        Ok(plan)
    }

    fn routine(&self, name: &str, used: &Step) -> std::result::Result<Vec<Planned>, String> {
        if used.call.is_some() {
            return Err("a step is a call or does a routine, not both".to_owned());
        }
        let steps = self.routines.get(name).ok_or_else(|| format!("there is no routine {name}"))?;
        for operation in used.but.keys() {
            if !steps.iter().any(|step| step.operation() == operation) {
                return Err(format!("the routine {name} does not call {operation}"));
            }
        }
        let planned = steps.iter().enumerate().map(|(at, step)| {
            playable(step)?;
            let mut step = step.clone();
            if let Some(more) = used.but.get(step.operation()) {
                step.expect.extend(more.clone());
            }
            Ok(Planned { step, place: Some((name.to_owned(), at)), again: used.again })
        });
        planned.collect()
    }
}

impl Step {
    /// The service that is called: `dynamodb`.
    pub fn service(&self) -> &str {
        self.call.as_deref().and_then(|call| call.split_once(':')).map_or("", |(service, _)| service)
    }

    /// What its signature says about the service: S3 Control is signed as S3.
    pub fn signed_as(&self) -> &str {
        match self.service() {
            "s3control" => "s3",
            service => service,
        }
    }

    /// The version of the service's query protocol, if it speaks one.
    pub fn query_version(&self) -> Option<&'static str> {
        match self.service() {
            "iam" => Some("2010-05-08"),
            "sts" => Some("2011-06-15"),
            _ => None,
        }
    }

    /// The operation, in AWS's spelling.
    pub fn operation(&self) -> &str {
        self.call.as_deref().and_then(|call| call.split_once(':')).map_or("", |(_, operation)| operation)
    }
}

/// Whether a step can be played.
fn playable(step: &Step) -> std::result::Result<(), String> {
    let call = step.call.as_deref().ok_or("the step neither calls nor does anything")?;
    if step.routine.is_some() || step.again || !step.but.is_empty() {
        return Err(format!(
            "{call}: `do`, `but` and `again` are for routines, and a routine does no routine"
        ));
    }
    let has_route = step.http.as_deref().is_some_and(|http| http.split_once(' ').is_some());
    match step.service() {
        "dynamodb" | "iam" | "logs" | "secretsmanager" | "sqs" | "ssm" | "sts" if step.http.is_none() => {}
        "lambda" | "s3" | "s3control" if has_route => {}
        "dynamodb" => return Err(format!("{call}: DynamoDB has one path: `http` has nothing to say")),
        "sqs" => return Err(format!("{call}: SQS has one path: `http` has nothing to say")),
        "logs" => return Err(format!("{call}: CloudWatch Logs has one path: `http` has nothing to say")),
        "ssm" => return Err(format!("{call}: Systems Manager has one path: `http` has nothing to say")),
        "secretsmanager" => {
            return Err(format!("{call}: Secrets Manager has one path: `http` has nothing to say"));
        }
        "iam" | "sts" => return Err(format!("{call}: IAM and STS have one path: `http` has nothing to say")),
        "lambda" | "s3" | "s3control" => return Err(format!("{call}: `http` is to be METHOD /PATH")),
        _ => {
            return Err(format!(
                "{call} is no call of dynamodb, iam, lambda, logs, s3, s3control, secretsmanager, sqs, ssm or sts"
            ));
        }
    }
    let bodies = [step.input.is_some(), step.xml.is_some(), step.body.is_some(), step.base64.is_some()];
    if bodies.into_iter().filter(|is_there| *is_there).count() > 1 {
        return Err(format!("{call}: there is one body, `input`, `xml`, `body` or `base64`"));
    }
    if step.not_built.is_some() && step.differs.is_some() {
        return Err(format!("{call}: what is not built cannot differ"));
    }
    Ok(())
}

/// The files of sequences that lie in a folder and the folders in it, in order.
pub(super) fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).map_err(|cause| format!("{}: {cause}", folder.display()))? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "json") {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}
