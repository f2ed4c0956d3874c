//! What a client knows of its secrets: one version is the current one, a token is one value's, and what is deleted can be
//! restored as long as its window lasts, and then is gone.
//!
//! <https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html>, read literally.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use testkit::model::Model;
use testkit::{Ask, Reply, Rng};

use crate::engines::Seat;

/// The secrets of a client, by their last letter.
#[derive(Clone, Debug, Default)]
pub(crate) struct Secrets {
    all: BTreeMap<char, Secret>,
    /// How many hours have passed with whole days. No client is shown it.
    hours: u64,
}

#[derive(Clone, Debug, Default)]
struct Secret {
    /// What is secret, by the token of its version.
    values: BTreeMap<u8, String>,
    /// The version that has a label.
    labels: BTreeMap<String, u8>,
    /// When it goes, in the hours of the client, if it is to be deleted.
    goes_h: Option<u64>,
}

impl PartialEq for Secrets {
    fn eq(&self, other: &Secrets) -> bool {
        self.all == other.all
    }
}

/// What is to be deleted shows nobody its values.
impl PartialEq for Secret {
    fn eq(&self, other: &Secret) -> bool {
        (&self.labels, self.goes_h.is_some()) == (&other.labels, other.goes_h.is_some())
            && (self.goes_h.is_some() || self.values == other.values)
    }
}

/// One request.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    Create(char, u8, String),
    /// PutSecretValue, with labels or without.
    Put(char, u8, String, Option<&'static str>),
    /// UpdateSecret with a value.
    Update(char, u8, String),
    /// UpdateSecretVersionStage: the label, from where and to where.
    Stage(char, &'static str, Option<u8>, Option<u8>),
    /// DeleteSecret, in so many days or at once.
    Delete(char, Option<u64>),
    Restore(char),
    Get(char, Option<&'static str>),
}

const CURRENT: &str = "AWSCURRENT";
const PREVIOUS: &str = "AWSPREVIOUS";
const LABELS: [&str; 4] = [CURRENT, PREVIOUS, "AWSPENDING", "x"];
/// Tokens, and so versions, are so many at most.
const TOKENS: u8 = 6;
/// Values are few, so that a token meets its own value again.
const VALUES: u8 = 3;

impl Secrets {
    /// Days pass, of so many hours in all: what was to be deleted by now is gone.
    pub(crate) fn days_pass(&mut self, hours: u64) {
        self.hours += hours;
        let hours = self.hours;
        self.all.retain(|_, secret| secret.goes_h.is_none_or(|at_h| at_h > hours));
    }

    /// A secret that is not to be deleted.
    fn live(&mut self, letter: char) -> Result<&mut Secret, String> {
        match self.all.get_mut(&letter) {
            None => Err(refused("ResourceNotFoundException")),
            Some(secret) if secret.goes_h.is_some() => Err(refused("InvalidRequestException")),
            Some(secret) => Ok(secret),
        }
    }

    fn taken(&mut self, step: &Step) -> Result<String, String> {
        match step {
            Step::Create(letter, token, value) => match self.all.get(letter) {
                Some(secret) if secret.goes_h.is_some() => Err(refused("InvalidRequestException")),
                Some(secret) if secret.values.get(token) == Some(value) => Ok(done(*token)),
                Some(_) => Err(refused("ResourceExistsException")),
                None => {
                    let mut secret = Secret::default();
                    secret.values.insert(*token, value.clone());
                    secret.label(CURRENT, *token);
                    self.all.insert(*letter, secret);
                    Ok(done(*token))
                }
            },
            Step::Put(letter, token, value, _) | Step::Update(letter, token, value) => {
                let secret = self.live(*letter)?;
                match secret.values.get(token) {
                    Some(held) if held == value => return Ok(done(*token)),
                    Some(_) => return Err(refused("ResourceExistsException")),
                    None => {}
                }
                secret.values.insert(*token, value.clone());
                let label = if let Step::Put(.., Some(label)) = step { label } else { CURRENT };
                secret.label(label, *token);
                Ok(done(*token))
            }
            Step::Stage(letter, label, from, to) => {
                let secret = self.live(*letter)?;
                if [from, to].into_iter().flatten().any(|token| !secret.values.contains_key(token)) {
                    return Err(refused("ResourceNotFoundException"));
                }
                let held = secret.labels.get(*label).copied();
                let wrong = || Err(refused("InvalidParameterException"));
                match (*from, *to) {
                    (Some(_), _) if *from != held => return wrong(),
                    (None, None) => return wrong(),
                    // Who moves a label must say where it is.
                    (None, to) if held.is_some() && held != to => return wrong(),
                    (_, Some(to)) => secret.label(label, to),
                    (Some(_), None) if *label == CURRENT => return wrong(),
                    (Some(_), None) => drop(secret.labels.remove(*label)),
                }
                Ok("200".to_owned())
            }
            Step::Delete(letter, Some(days)) => {
                let goes_h = self.hours + days * 24;
                self.live(*letter)?.goes_h = Some(goes_h);
                Ok("200".to_owned())
            }
            Step::Delete(letter, None) => {
                // AWS's page: that it is not there is no error then.
                self.all.remove(letter);
                Ok("200".to_owned())
            }
            Step::Restore(letter) => match self.all.get_mut(letter) {
                None => Err(refused("ResourceNotFoundException")),
                Some(secret) => {
                    secret.goes_h = None;
                    Ok("200".to_owned())
                }
            },
            Step::Get(letter, label) => {
                let secret = self.live(*letter)?;
                let token = secret.labels.get(label.unwrap_or(CURRENT));
                let token = token.ok_or_else(|| refused("ResourceNotFoundException"))?;
                Ok(format!("{} {}", done(*token), secret.values[token]))
            }
        }
    }
}

impl Secret {
    /// Where the current one moves, that which was it becomes the previous one.
    fn label(&mut self, label: &str, token: u8) {
        let before = self.labels.insert(label.to_owned(), token).filter(|before| *before != token);
        if let Some(before) = before.filter(|_| label == CURRENT) {
            self.labels.insert(PREVIOUS.to_owned(), before);
        }
    }
}

impl Model for Secrets {
    type World = Seat;
    type Step = Step;
    type Said = String;

    fn draw(&self, chance: &mut Rng) -> Step {
        let (letter, token) = (chance.char('s'..='t'), chance.u8(..TOKENS));
        let value = format!("value {}", chance.u8(..VALUES));
        let label = chance.choice(LABELS).unwrap();
        let Some(secret) = self.all.get(&letter) else {
            return if chance.u8(..8) > 0 {
                Step::Create(letter, token, value)
            } else {
                Step::Get(letter, None)
            };
        };
        match chance.u8(..100) {
            0..5 => Step::Create(letter, token, value),
            5..30 => Step::Put(letter, token, value, chance.bool().then_some(label)),
            30..38 => Step::Update(letter, token, value),
            38..60 => {
                let holder = secret.labels.get(label).copied();
                // Most times from where it is.
                let from = if chance.u8(..4) == 0 { Some(chance.u8(..TOKENS)) } else { holder };
                Step::Stage(letter, label, from, (chance.u8(..4) > 0).then_some(token))
            }
            60..64 => Step::Delete(letter, chance.choice([Some(7), Some(30), None]).unwrap()),
            64..72 => Step::Restore(letter),
            _ => Step::Get(letter, chance.bool().then_some(label)),
        }
    }

    fn take(&mut self, step: &Step) -> String {
        self.taken(step).unwrap_or_else(|refused| refused)
    }

    async fn ask(seat: &Seat, step: &Step) -> String {
        let of = |letter: &char| json!({"SecretId": name(seat, *letter)});
        let with = |letter: &char, token: &u8, value: &str| {
            let mut input = of(letter);
            (input["ClientRequestToken"], input["SecretString"]) = (json!(version(*token)), json!(value));
            input
        };
        let (operation, input) = match step {
            Step::Create(letter, token, value) => {
                let mut input = with(letter, token, value);
                input["Name"] = input["SecretId"].take();
                ("CreateSecret", input)
            }
            Step::Put(letter, token, value, label) => {
                let mut input = with(letter, token, value);
                input["VersionStages"] = json!(label.map(|label| [label]));
                ("PutSecretValue", input)
            }
            Step::Update(letter, token, value) => ("UpdateSecret", with(letter, token, value)),
            Step::Stage(letter, label, from, to) => {
                let mut input = of(letter);
                input["VersionStage"] = json!(label);
                input["RemoveFromVersionId"] = json!(from.map(version));
                input["MoveToVersionId"] = json!(to.map(version));
                ("UpdateSecretVersionStage", input)
            }
            Step::Delete(letter, days) => {
                let mut input = of(letter);
                input["RecoveryWindowInDays"] = json!(days);
                input["ForceDeleteWithoutRecovery"] = json!(days.is_none());
                ("DeleteSecret", input)
            }
            Step::Restore(letter) => ("RestoreSecret", of(letter)),
            Step::Get(letter, label) => {
                let mut input = of(letter);
                input["VersionStage"] = json!(label);
                ("GetSecretValue", input)
            }
        };
        let reply = ask(seat, operation, &input).await;
        let told = reply.json();
        match (reply.status, step) {
            (200, Step::Create(..) | Step::Put(..) | Step::Update(..)) => done(token(&told["VersionId"])),
            (200, Step::Get(..)) => {
                format!("{} {}", done(token(&told["VersionId"])), told["SecretString"].as_str().unwrap())
            }
            _ => format!("{} {}", reply.status, reply.code()).trim_end().to_owned(),
        }
    }

    async fn seen(seat: &Seat) -> Secrets {
        let mut all = BTreeMap::new();
        for letter in ['s', 't'] {
            let input = json!({"SecretId": name(seat, letter)});
            let described = ask(seat, "DescribeSecret", &input).await;
            if described.code() == "ResourceNotFoundException" {
                continue;
            }
            let described = described.expect(200).json();
            let mut secret = Secret::default();
            for (version, labels) in described["VersionIdsToStages"].as_object().unwrap() {
                for label in labels.as_array().unwrap() {
                    let held = secret.labels.insert(label.as_str().unwrap().to_owned(), number(version));
                    assert_eq!(held, None, "{label} is at one version");
                }
            }
            assert!(secret.labels.contains_key(CURRENT), "one version is the current one: {described}");
            if described["DeletedDate"].is_null() {
                secret.values = values(seat, letter).await;
            } else {
                secret.goes_h = Some(0);
            }
            all.insert(letter, secret);
        }
        Secrets { all, hours: 0 }
    }
}

/// The values of all versions, those without labels too.
async fn values(seat: &Seat, letter: char) -> BTreeMap<u8, String> {
    let mut input = json!({"SecretId": name(seat, letter), "IncludeDeprecated": true});
    let listed = ask(seat, "ListSecretVersionIds", &input).await.expect(200).json();
    let mut values = BTreeMap::new();
    for version in listed["Versions"].as_array().unwrap() {
        input = json!({"SecretId": name(seat, letter), "VersionId": version["VersionId"]});
        let value = ask(seat, "GetSecretValue", &input).await.expect(200).json();
        values.insert(token(&version["VersionId"]), value["SecretString"].as_str().unwrap().to_owned());
    }
    values
}

fn name(seat: &Seat, letter: char) -> String {
    format!("{}/{letter}", seat.name)
}

/// The id of a token's version: as long as AWS wants it.
fn version(token: u8) -> String {
    format!("{token:032}")
}

fn token(version: &Value) -> u8 {
    number(version.as_str().unwrap())
}

fn number(version: &str) -> u8 {
    version.parse().unwrap()
}

fn done(token: u8) -> String {
    format!("200 {token}")
}

fn refused(code: &str) -> String {
    format!("400 {code}")
}

async fn ask(seat: &Seat, operation: &str, input: &Value) -> Reply {
    seat.send(Ask::json_1_1("secretsmanager", operation, input)).await
}
