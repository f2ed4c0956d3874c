//! Random sequences of requests against a naive Lambda, and crashes between their writes.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use testkit::Rng;
use testkit::model::{Model, agrees, survives_crashes};

use super::{Bench, creation};

const STEPS: usize = 14;

/// Functions by name, and how many versions each layer has had.
#[derive(Clone, Debug, Default, PartialEq)]
struct Lambda(BTreeMap<String, Function>, BTreeMap<String, u64>);

/// What belongs to a function, and goes with it.
#[derive(Clone, Debug, Default, PartialEq)]
struct Function {
    description: String,
    /// Its layer.
    layer: Option<String>,
    /// The descriptions and layers of the versions that were published, in order.
    versions: Vec<(String, Option<String>)>,
    aliases: BTreeSet<String>,
    /// The statements of its policy.
    statements: BTreeSet<String>,
    tags: BTreeSet<String>,
}

#[derive(Debug)]
enum Step {
    Create(&'static str),
    Delete(&'static str),
    /// Every description is another one: what changes nothing is not published.
    Describe(&'static str, String),
    Publish(&'static str),
    Alias(&'static str, &'static str),
    Permit(&'static str, &'static str),
    Tag(&'static str, &'static str),
    /// Publishes one more version of a layer.
    Layer(&'static str),
    /// Gives a function the newest version of a layer.
    Wear(&'static str, &'static str),
}

/// The ARN of a version of a layer.
fn layer_arn(layer: &str, number: u64) -> String {
    format!("arn:aws:lambda:us-east-1:000000000000:layer:{layer}:{number}")
}

/// The layer that a configuration shows.
fn layer_of(configuration: &Value) -> Option<String> {
    configuration["Layers"][0]["Arn"].as_str().map(str::to_owned)
}

fn texts(list: &Value, member: &str) -> BTreeSet<String> {
    list.as_array().into_iter().flatten().map(|entry| entry[member].as_str().unwrap().to_owned()).collect()
}

/// <https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html>, read literally.
impl Model for Lambda {
    type World = Bench;
    type Step = Step;
    type Said = u16;

    fn draw(&self, chance: &mut Rng) -> Step {
        let mut pick = |of: [&'static str; 2]| of[chance.usize(..2)];
        let (name, other) = (pick(["f", "g"]), pick(["x", "y"]));
        match chance.u8(..18) {
            0..3 => Step::Create(name),
            3 => Step::Delete(name),
            4..6 => Step::Describe(name, chance.u64(..).to_string()),
            6..8 => Step::Publish(name),
            8..10 => Step::Alias(name, other),
            10..12 => Step::Permit(name, other),
            12..14 => Step::Tag(name, other),
            14..16 => Step::Layer(other),
            _ => Step::Wear(name, other),
        }
    }

    fn take(&mut self, step: &Step) -> u16 {
        let (Step::Create(name)
        | Step::Delete(name)
        | Step::Describe(name, _)
        | Step::Publish(name)
        | Step::Alias(name, _)
        | Step::Permit(name, _)
        | Step::Tag(name, _)
        | Step::Wear(name, _)
        | Step::Layer(name)) = step;
        if let Step::Layer(layer) = step {
            *self.1.entry((*layer).to_owned()).or_default() += 1;
            return 201;
        }
        if let Step::Create(name) = step {
            let new = !self.0.contains_key(*name);
            self.0.entry((*name).to_owned()).or_default();
            return if new { 201 } else { 409 };
        }
        let Some(function) = self.0.get_mut(*name) else { return 404 };
        match step {
            Step::Create(_) | Step::Layer(_) => {}
            Step::Wear(_, layer) => {
                let Some(number) = self.1.get(*layer) else { return 400 };
                function.layer = Some(layer_arn(layer, *number));
                return 200;
            }
            Step::Delete(_) => {
                self.0.remove(*name);
                return 204;
            }
            Step::Describe(_, text) => {
                function.description.clone_from(text);
                return 200;
            }
            Step::Publish(_) => {
                let now = (function.description.clone(), function.layer.clone());
                if function.versions.last() != Some(&now) {
                    function.versions.push(now);
                }
            }
            Step::Alias(_, alias) => {
                if !function.aliases.insert((*alias).to_owned()) {
                    return 409;
                }
            }
            Step::Permit(_, sid) => {
                if !function.statements.insert((*sid).to_owned()) {
                    return 409;
                }
            }
            Step::Tag(_, key) => {
                function.tags.insert((*key).to_owned());
                return 204;
            }
        }
        201
    }

    async fn ask(bench: &Bench, step: &Step) -> u16 {
        let of = |name: &str, rest: &str| format!("/2015-03-31/functions/{name}{rest}");
        let reply = match step {
            Step::Create(name) => {
                let reply = bench.post("/2015-03-31/functions", creation(name)).await;
                bench.settled(name).await;
                reply
            }
            Step::Delete(name) => bench.delete(&of(name, "")).await,
            Step::Describe(name, text) => {
                let reply = bench.put(&of(name, "/configuration"), json!({"Description": text})).await;
                bench.settled(name).await;
                reply
            }
            Step::Publish(name) => bench.post(&of(name, "/versions"), json!({})).await,
            Step::Alias(name, alias) => {
                let alias = json!({"Name": alias, "FunctionVersion": "$LATEST"});
                bench.post(&of(name, "/aliases"), alias).await
            }
            Step::Permit(name, sid) => {
                let action = "lambda:InvokeFunction";
                let statement =
                    json!({"StatementId": sid, "Action": action, "Principal": "s3.amazonaws.com"});
                bench.post(&of(name, "/policy"), statement).await
            }
            Step::Layer(layer) => {
                let content = json!({"Content": creation("f")["Code"]});
                bench.post(&format!("/2018-10-31/layers/{layer}/versions"), content).await
            }
            Step::Wear(name, layer) => {
                let listed = bench.get(&format!("/2018-10-31/layers/{layer}/versions")).await.json();
                let newest = listed["LayerVersions"][0]["Version"].as_u64().unwrap_or(1);
                let layers = json!({"Layers": [layer_arn(layer, newest)]});
                let reply = bench.put(&of(name, "/configuration"), layers).await;
                if reply.status == 200 {
                    bench.settled(name).await;
                }
                reply
            }
            Step::Tag(name, key) => {
                let arn = format!("arn:aws:lambda:us-east-1:000000000000:function:{name}");
                bench.post(&format!("/2017-03-31/tags/{arn}"), json!({"Tags": {*key: ""}})).await
            }
        };
        reply.status
    }

    async fn seen(bench: &Bench) -> Lambda {
        let listed = bench.get("/2015-03-31/functions").await.expect(200).json();
        let mut functions = BTreeMap::new();
        for name in texts(&listed["Functions"], "FunctionName") {
            let path = format!("/2015-03-31/functions/{name}");
            let configuration = bench.settled(&name).await;
            let description = configuration["Description"].as_str().unwrap().to_owned();
            let versions = bench.get(&format!("{path}/versions")).await.expect(200).json();
            // The first is $LATEST.
            let versions = versions["Versions"].as_array().unwrap()[1..].iter();
            let versions = versions
                .map(|version| (version["Description"].as_str().unwrap().to_owned(), layer_of(version)));
            let aliases = bench.get(&format!("{path}/aliases")).await.expect(200).json();
            let policy = bench.get(&format!("{path}/policy")).await;
            let policy: Value =
                serde_json::from_str(policy.json()["Policy"].as_str().unwrap_or("{}")).unwrap();
            let tags = bench.get(&path).await.expect(200).json()["Tags"].clone();
            let function = Function {
                description,
                layer: layer_of(&configuration),
                versions: versions.collect(),
                aliases: texts(&aliases["Aliases"], "Name"),
                statements: texts(&policy["Statement"], "Sid"),
                tags: tags.as_object().into_iter().flatten().map(|(key, _)| key.clone()).collect(),
            };
            functions.insert(name, function);
        }
        let listed = bench.get("/2018-10-31/layers").await.expect(200).json();
        let layers = listed["Layers"].as_array().unwrap().iter().map(|layer| {
            let number = layer["LatestMatchingVersion"]["Version"].as_u64().unwrap();
            (layer["LayerName"].as_str().unwrap().to_owned(), number)
        });
        Lambda(functions, layers.collect())
    }
}

#[test]
fn random_requests_agree_with_a_naive_lambda() {
    agrees::<Lambda>(10, STEPS, Bench::new);
}

/// Our promise, at `--data-dir`.
#[test]
fn a_crash_between_any_two_writes_leaves_what_was_answered() {
    survives_crashes::<Lambda>(3, STEPS, Bench::on);
}
