//! What a client knows of its parameters: versions rise by one, a label is at one of them, and what a policy lets expire
//! goes when it is due and not before.
//!
//! <https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-versions.html>, read literally.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use testkit::model::Model;
use testkit::{Ask, Reply, Rng, START};

use crate::engines::Seat;

/// The parameters of a client, by their names.
#[derive(Clone, Debug, Default)]
pub(crate) struct Parameters {
    all: BTreeMap<&'static str, Parameter>,
    /// How many hours have passed with whole days. No client is shown it.
    hours: u64,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Parameter {
    /// The values of its versions; the number of each is one more than its place.
    values: Vec<String>,
    /// The version that has a label.
    labels: BTreeMap<char, usize>,
    /// When it goes, in the hours of the client.
    expires_h: Option<u64>,
}

impl PartialEq for Parameters {
    fn eq(&self, other: &Parameters) -> bool {
        self.all == other.all
    }
}

/// One request.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// Every value is another one.
    Put {
        name: &'static str,
        value: String,
        overwrites: bool,
        /// When it expires, if that is said.
        expires_h: Option<u64>,
    },
    Delete(&'static str),
    DeleteMany(Vec<&'static str>),
    /// LabelParameterVersion, of the last version if none is named.
    Label(&'static str, Option<usize>, char),
    Unlabel(&'static str, usize, char),
    GetVersion(&'static str, usize),
    GetLabel(&'static str, char),
    /// GetParametersByPath, with what stands deeper or without, so many a page.
    ByPath(bool, usize),
}

/// The names, below the client's own, each of a type.
const NAMES: [(&str, &str); 4] =
    [("a", "String"), ("b/c", "SecureString"), ("b/d", "StringList"), ("b/d/e", "String")];
/// In how many hours a parameter expires: in the first day or the second, which have an hour more than days have.
const EXPIRES_H: [u64; 2] = [20, 45];
/// Versions from here on are none of a model that counts by places: the hundredth lets the first go.
const MOST: usize = 90;

impl Parameters {
    /// Days pass, of so many hours in all: what has expired is gone.
    pub(crate) fn days_pass(&mut self, hours: u64) {
        self.hours += hours;
        let hours = self.hours;
        self.all.retain(|_, parameter| parameter.expires_h.is_none_or(|at_h| at_h > hours));
    }

    /// Whether something is there that is due to be gone.
    pub(crate) async fn has_overdue(&self, seat: &Seat) -> bool {
        let listed =
            ask(seat, "GetParametersByPath", &json!({"Path": path(seat, ""), "Recursive": true})).await;
        let listed = listed.expect(200).json();
        let is_known = |found: &Value| self.all.keys().any(|name| found["Name"] == path(seat, name));
        !listed["Parameters"].as_array().unwrap().iter().all(is_known)
    }
}

impl Model for Parameters {
    type World = Seat;
    type Step = Step;
    type Said = String;

    fn draw(&self, chance: &mut Rng) -> Step {
        let (name, _) = chance.choice(NAMES).unwrap();
        let versions = self.all.get(name).map_or(0, |parameter| parameter.values.len());
        let label = chance.char('x'..='z');
        let version = chance.usize(1..versions + 2);
        match chance.u8(..100) {
            _ if versions > MOST => Step::Delete(name),
            0..4 => Step::Delete(name),
            4..7 => {
                let some = NAMES.into_iter().map(|(name, _)| name);
                Step::DeleteMany(some.filter(|other| *other == name || chance.bool()).collect())
            }
            7..22 => Step::Label(name, chance.bool().then_some(version), label),
            22..28 => Step::Unlabel(name, version, label),
            28..40 => Step::GetVersion(name, version),
            40..48 => Step::GetLabel(name, label),
            48..56 => Step::ByPath(chance.bool(), chance.usize(1..4)),
            _ => {
                let expires_h = (chance.u8(..8) == 0).then(|| self.hours + chance.choice(EXPIRES_H).unwrap());
                let (value, overwrites) = (chance.u64(..).to_string(), chance.u8(..4) > 0);
                Step::Put { name, value, overwrites, expires_h }
            }
        }
    }

    fn take(&mut self, step: &Step) -> String {
        let refused = |code: &str| format!("400 {code}");
        let none = || refused("ParameterNotFound");
        match step {
            Step::Put { name, value, overwrites, expires_h } => {
                if self.all.contains_key(name) && !overwrites {
                    return refused("ParameterAlreadyExists");
                }
                let parameter = self.all.entry(name).or_default();
                parameter.values.push(value.clone());
                // Policies stay until there are others.
                parameter.expires_h = expires_h.or(parameter.expires_h);
                format!("200 {}", parameter.values.len())
            }
            Step::DeleteMany(names) => {
                let (deleted, invalid): (Vec<&str>, Vec<&str>) =
                    names.iter().partition(|name| self.all.remove(*name).is_some());
                format!("200 {deleted:?} {invalid:?}")
            }
            Step::ByPath(recursive, _) => {
                let is_meant = |name: &str| *recursive || !name.contains('/');
                let found = self.all.iter().filter(|(name, _)| is_meant(name));
                let said = found.map(|(name, found)| format!(" {name}={}", found.values.last().unwrap()));
                format!("200{}", said.collect::<String>())
            }
            Step::Delete(name) => match self.all.remove(name) {
                Some(_) => "200".to_owned(),
                None => none(),
            },
            Step::Label(name, ..)
            | Step::Unlabel(name, ..)
            | Step::GetVersion(name, _)
            | Step::GetLabel(name, _) => {
                let Some(parameter) = self.all.get_mut(name) else { return none() };
                let version = match *step {
                    Step::Label(_, version, _) => Some(version.unwrap_or(parameter.values.len())),
                    Step::Unlabel(_, version, _) | Step::GetVersion(_, version) => Some(version),
                    Step::GetLabel(_, label) => parameter.labels.get(&label).copied(),
                    _ => None,
                };
                let version = version.filter(|version| *version <= parameter.values.len());
                let Some(version) = version else { return refused("ParameterVersionNotFound") };
                match *step {
                    Step::Label(_, _, label) => {
                        parameter.labels.insert(label, version);
                        "200 []".to_owned()
                    }
                    Step::Unlabel(_, _, label) if parameter.labels.get(&label) == Some(&version) => {
                        parameter.labels.remove(&label);
                        "200 []".to_owned()
                    }
                    Step::Unlabel(_, _, label) => format!("200 [\"{label}\"]"),
                    _ => format!("200 {version} {}", parameter.values[version - 1]),
                }
            }
        }
    }

    async fn ask(seat: &Seat, step: &Step) -> String {
        let of = |name: &str| json!({"Name": path(seat, name)});
        match step {
            Step::Put { name, value, overwrites, expires_h } => {
                let mut input = of(name);
                let kind = NAMES.iter().find(|(other, _)| other == name).unwrap().1;
                (input["Type"], input["Value"]) = (json!(kind), json!(value));
                (input["Overwrite"], input["Tier"]) = (json!(overwrites), json!("Intelligent-Tiering"));
                if let Some(at_h) = expires_h {
                    input["Policies"] = json!(policy(*at_h));
                }
                let reply = ask(seat, "PutParameter", &input).await;
                let version = reply.json()["Version"].as_u64().map(|version| format!(" {version}"));
                said(&reply) + &version.unwrap_or_default()
            }
            Step::Delete(name) => said(&ask(seat, "DeleteParameter", &of(name)).await),
            Step::DeleteMany(names) => {
                let names: Vec<String> = names.iter().map(|name| path(seat, name)).collect();
                let reply = ask(seat, "DeleteParameters", &json!({"Names": names})).await;
                let all = reply.json();
                let list = |member: &str| -> Vec<String> {
                    let names = all[member].as_array().into_iter().flatten();
                    names.map(|name| below(seat, name).to_owned()).collect()
                };
                match reply.status {
                    200 => format!("200 {:?} {:?}", list("DeletedParameters"), list("InvalidParameters")),
                    _ => said(&reply),
                }
            }
            Step::Label(name, version, label) => {
                let mut input = of(name);
                (input["ParameterVersion"], input["Labels"]) = (json!(version), json!([label]));
                invalid(&ask(seat, "LabelParameterVersion", &input).await)
            }
            Step::Unlabel(name, version, label) => {
                let mut input = of(name);
                (input["ParameterVersion"], input["Labels"]) = (json!(version), json!([label]));
                invalid(&ask(seat, "UnlabelParameterVersion", &input).await)
            }
            Step::GetVersion(name, version) => get(seat, &format!("{name}:{version}")).await,
            Step::GetLabel(name, label) => get(seat, &format!("{name}:{label}")).await,
            Step::ByPath(recursive, most) => {
                let input = json!({"Path": path(seat, ""), "Recursive": recursive, "WithDecryption": true});
                match pages(seat, "GetParametersByPath", input, Some(*most)).await {
                    Err(said) => said,
                    Ok(found) => {
                        let value = |one: &Value| {
                            (below(seat, &one["Name"]).to_owned(), text(&one["Value"]).to_owned())
                        };
                        let mut found: Vec<_> = found.iter().map(value).collect();
                        // In which order they come is not said.
                        found.sort_unstable();
                        let said = found.iter().map(|(name, value)| format!(" {name}={value}"));
                        format!("200{}", said.collect::<String>())
                    }
                }
            }
        }
    }

    async fn seen(seat: &Seat) -> Parameters {
        let mut all = BTreeMap::new();
        let filters = json!([{"Key": "Path", "Option": "Recursive", "Values": [path(seat, "")]}]);
        let described =
            pages(seat, "DescribeParameters", json!({"ParameterFilters": filters}), None).await.unwrap();
        for found in described {
            let (name, _) = *NAMES.iter().find(|(name, _)| *name == below(seat, &found["Name"])).unwrap();
            let input = json!({"Name": path(seat, name), "WithDecryption": true});
            let mut parameter = Parameter::default();
            for (at, version) in
                pages(seat, "GetParameterHistory", input, None).await.unwrap().iter().enumerate()
            {
                assert_eq!(version["Version"], at + 1, "versions rise by one");
                parameter.values.push(text(&version["Value"]).to_owned());
                let labels = version["Labels"].as_array().into_iter().flatten();
                parameter.labels.extend(labels.map(|label| (text(label).chars().next().unwrap(), at + 1)));
            }
            assert_eq!(found["Version"], parameter.values.len(), "the last version");
            parameter.expires_h =
                found["Policies"].as_array().and_then(|policies| policies.first()).map(expiry);
            all.insert(name, parameter);
        }
        Parameters { all, hours: 0 }
    }
}

fn path(seat: &Seat, name: &str) -> String {
    format!("/{}/{name}", seat.name)
}

/// The name below the client's own.
fn below<'n>(seat: &Seat, name: &'n Value) -> &'n str {
    text(name).strip_prefix(&path(seat, "")).unwrap()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

/// A policy by which a parameter expires in this hour of the client.
fn policy(at_h: u64) -> String {
    let at_ms = START.millis() + at_h * 60 * 60 * 1000;
    let at = wire::moment::write(i64::try_from(at_ms).unwrap(), wire::shape::TimeForm::Iso8601);
    json!([{"Type": "Expiration", "Version": "1.0", "Attributes": {"Timestamp": at}}]).to_string()
}

/// The hour of the client in which a policy lets a parameter expire.
fn expiry(policy: &Value) -> u64 {
    let policy: Value = serde_json::from_str(text(&policy["PolicyText"])).unwrap();
    let at =
        wire::moment::read(text(&policy["Attributes"]["Timestamp"]), wire::shape::TimeForm::Iso8601).unwrap();
    (u64::try_from(at).unwrap() - START.millis()) / (60 * 60 * 1000)
}

async fn ask(seat: &Seat, operation: &str, input: &Value) -> Reply {
    seat.send(Ask::json_1_1("AmazonSSM", operation, input)).await
}

/// The status, and the code of a refusal.
fn said(reply: &Reply) -> String {
    format!("{} {}", reply.status, reply.code()).trim_end().to_owned()
}

async fn get(seat: &Seat, selected: &str) -> String {
    let input = json!({"Name": path(seat, selected), "WithDecryption": true});
    let reply = ask(seat, "GetParameter", &input).await;
    let found = &reply.json()["Parameter"];
    match reply.status {
        200 => format!("200 {} {}", found["Version"], text(&found["Value"])),
        _ => said(&reply),
    }
}

fn invalid(reply: &Reply) -> String {
    match reply.status {
        200 => format!("200 {}", reply.json()["InvalidLabels"]),
        _ => said(reply),
    }
}

/// All pages, or what is said instead of one.
async fn pages(
    seat: &Seat,
    operation: &str,
    mut input: Value,
    most: Option<usize>,
) -> Result<Vec<Value>, String> {
    input["MaxResults"] =
        json!(most.unwrap_or(50).min(if operation == "GetParametersByPath" { 10 } else { 50 }));
    let mut all = Vec::new();
    loop {
        let reply = ask(seat, operation, &input).await;
        if reply.status != 200 {
            return Err(said(&reply));
        }
        let mut page = reply.json();
        all.extend(page["Parameters"].as_array().cloned().unwrap_or_default());
        input["NextToken"] = page["NextToken"].take();
        if input["NextToken"].is_null() {
            return Ok(all);
        }
    }
}
