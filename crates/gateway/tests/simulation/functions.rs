//! What a client knows of its function.
//!
//! <https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html>, read literally.

use std::collections::BTreeSet;
use std::io::{Cursor, Write as _};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use testkit::model::Model;
use testkit::{Ask, Reply, Rng};

use crate::engines::Seat;

/// The one function of a client.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Functions(Option<Function>);

#[derive(Clone, Debug, Default, PartialEq)]
struct Function {
    description: String,
    /// The descriptions of the versions that were published, in order.
    versions: Vec<String>,
    aliases: BTreeSet<char>,
    /// The statements of its policy.
    statements: BTreeSet<char>,
    tags: BTreeSet<char>,
}

/// One request.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    Create,
    Delete,
    /// Every description is another one: what changes nothing is not published.
    Describe(String),
    Publish,
    Alias(char),
    Permit(char),
    Tag(char),
}

impl Model for Functions {
    type World = Seat;
    type Step = Step;
    type Said = u16;

    fn draw(&self, chance: &mut Rng) -> Step {
        let letter = chance.char('x'..='z');
        if self.0.is_none() && chance.u8(..8) > 0 {
            return Step::Create;
        }
        match chance.u8(..14) {
            0 => Step::Create,
            1 => Step::Delete,
            2..5 => Step::Describe(chance.u64(..).to_string()),
            5..7 => Step::Publish,
            7..9 => Step::Alias(letter),
            9..11 => Step::Permit(letter),
            _ => Step::Tag(letter),
        }
    }

    fn take(&mut self, step: &Step) -> u16 {
        if let Step::Create = step {
            if self.0.is_some() {
                return 409;
            }
            self.0 = Some(Function::default());
            return 201;
        }
        let Some(function) = &mut self.0 else { return 404 };
        let is_new = match step {
            Step::Create => true,
            Step::Delete => {
                self.0 = None;
                return 204;
            }
            Step::Describe(text) => {
                function.description.clone_from(text);
                return 200;
            }
            Step::Publish => {
                if function.versions.last() != Some(&function.description) {
                    function.versions.push(function.description.clone());
                }
                true
            }
            Step::Alias(alias) => function.aliases.insert(*alias),
            Step::Permit(sid) => function.statements.insert(*sid),
            Step::Tag(key) => {
                function.tags.insert(*key);
                return 204;
            }
        };
        if is_new { 201 } else { 409 }
    }

    async fn ask(seat: &Seat, step: &Step) -> u16 {
        let of = |rest: &str| format!("/2015-03-31/functions/{}{rest}", seat.name);
        let reply = match step {
            Step::Create => {
                let reply = seat.send(Ask::post("/2015-03-31/functions").json(&creation(seat.name))).await;
                settled(seat).await;
                reply
            }
            Step::Delete => seat.send(Ask::delete(&of(""))).await,
            Step::Describe(text) => {
                let reply =
                    seat.send(Ask::put(&of("/configuration")).json(&json!({"Description": text}))).await;
                settled(seat).await;
                reply
            }
            Step::Publish => seat.send(Ask::post(&of("/versions")).json(&json!({}))).await,
            Step::Alias(alias) => {
                let alias = json!({"Name": alias.to_string(), "FunctionVersion": "$LATEST"});
                seat.send(Ask::post(&of("/aliases")).json(&alias)).await
            }
            Step::Permit(sid) => {
                let statement = json!({"StatementId": sid.to_string(), "Action": "lambda:InvokeFunction",
                    "Principal": "s3.amazonaws.com"});
                seat.send(Ask::post(&of("/policy")).json(&statement)).await
            }
            Step::Tag(key) => {
                let arn = format!("arn:aws:lambda:us-east-1:000000000000:function:{}", seat.name);
                seat.send(Ask::post(&format!("/2017-03-31/tags/{arn}")).json(&json!({"Tags": {*key: ""}})))
                    .await
            }
        };
        reply.status
    }

    async fn seen(seat: &Seat) -> Functions {
        let path = format!("/2015-03-31/functions/{}", seat.name);
        let get = async |rest: &str| seat.send(Ask::get(&format!("{path}{rest}"))).await;
        let Some(configuration) = settled(seat).await else { return Functions(None) };
        let versions = get("/versions").await.expect(200).json();
        // The first is $LATEST.
        let versions = versions["Versions"].as_array().unwrap()[1..].iter();
        let versions = versions.map(|version| version["Description"].as_str().unwrap().to_owned());
        let policy: Value =
            serde_json::from_str(get("/policy").await.json()["Policy"].as_str().unwrap_or("{}")).unwrap();
        let tags = get("").await.expect(200).json()["Tags"].clone();
        Functions(Some(Function {
            description: configuration["Description"].as_str().unwrap().to_owned(),
            versions: versions.collect(),
            aliases: letters(&get("/aliases").await.expect(200).json()["Aliases"], "Name"),
            statements: letters(&policy["Statement"], "Sid"),
            tags: tags.as_object().into_iter().flatten().map(|(key, _)| letter(key)).collect(),
        }))
    }
}

/// The function's configuration once nothing is under way with it; nothing if there is no function.
async fn settled(seat: &Seat) -> Option<Value> {
    loop {
        let path = format!("/2015-03-31/functions/{}/configuration", seat.name);
        let reply: Reply = seat.send(Ask::get(&path)).await;
        if reply.status != 200 {
            return None;
        }
        let configuration = reply.json();
        if configuration["State"] != "Pending" && configuration["LastUpdateStatus"] != "InProgress" {
            return Some(configuration);
        }
        tokio::task::yield_now().await;
    }
}

fn creation(name: &str) -> Value {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().unix_permissions(0o755);
    zip.start_file("bootstrap", options).unwrap();
    zip.write_all(b"#!/bin/sh\n").unwrap();
    let package = zip.finish().unwrap().into_inner();
    json!({
        "FunctionName": name, "Runtime": "provided.al2023", "Role": "arn:aws:iam::000000000000:role/r",
        "Handler": "bootstrap", "Code": {"ZipFile": STANDARD.encode(package)},
    })
}

fn letters(list: &Value, member: &str) -> BTreeSet<char> {
    list.as_array().into_iter().flatten().map(|entry| letter(entry[member].as_str().unwrap())).collect()
}

fn letter(text: &str) -> char {
    text.chars().next().unwrap()
}
