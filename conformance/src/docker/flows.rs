//! What is shown: each a line, with what was expected and came where they differ.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use aws_sdk_lambda::operation::create_function::builders::CreateFunctionFluentBuilder;
use aws_sdk_lambda::primitives::Blob;
use aws_sdk_lambda::types::{
    Environment, FunctionCode, ImageConfig, LayerVersionContentInput, LogType, PackageType, Runtime, State,
};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use conformance::Result;
use conformance::package::zip;
use conformance::sdk::Sdk;
use conformance::server::Server;
use serde_json::{Value, json};

use super::{Daemon, FOLDER, IMAGE};

/// How long what happens in the background may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// A server, a client, and what was shown so far.
struct Stage<'a> {
    daemon: &'a Daemon,
    /// Containers that were there before.
    others: BTreeSet<String>,
    server: Server,
    sdk: Sdk,
    holds: bool,
}

/// Shows all of it. Whether it holds.
pub(super) async fn run(daemon: &Daemon, calls: usize) -> Result<bool> {
    let others = daemon.containers()?.into_iter().collect();
    let server = start("missing")?;
    let sdk = Sdk::new(&server);
    let mut stage = Stage { daemon, others, server, sdk, holds: true };
    stage.role().await?;
    stage.package(calls).await?;
    stage.failures().await?;
    stage.layers().await?;
    stage.images().await?;
    stage.parallel().await?;
    stage.endings().await
}

/// A server whose functions may be pulled when this says.
fn start(pull: &str) -> Result<Server> {
    let images = format!("python3.13={IMAGE}");
    let arguments =
        ["--lambda-executor", "docker", "--lambda-docker-images", &images, "--lambda-docker-pull", pull];
    Server::start_with(&arguments)
}

impl Stage<'_> {
    fn show<T: PartialEq + std::fmt::Debug>(&mut self, what: &str, came: &T, expected: &T) {
        if came == expected {
            println!("ok      {what}");
        } else {
            println!("FAILED  {what}: expected {expected:?}, came {came:?}");
            self.holds = false;
        }
    }

    async fn role(&self) -> Result<()> {
        let trust = json!({"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"},
        ]});
        let role = self.sdk.iam.create_role().role_name("r").assume_role_policy_document(trust.to_string());
        role.send().await?;
        Ok(())
    }

    fn creation(&self, name: &str) -> Result<CreateFunctionFluentBuilder> {
        let app = std::fs::read(format!("{FOLDER}/app.py"))?;
        let code = FunctionCode::builder().zip_file(Blob::new(zip(&[("app.py", &app)])?)).build();
        let function = self.sdk.lambda.create_function().function_name(name);
        let function = function.role("arn:aws:iam::000000000000:role/r").memory_size(128).timeout(5);
        Ok(function.runtime(Runtime::from("python3.13")).handler("app.handler").code(code))
    }

    /// The state that a function comes to, and its reason.
    async fn made(&self, function: CreateFunctionFluentBuilder) -> Result<(State, String)> {
        let made = function.send().await?;
        let name = made.function_name().ok_or("a function without a name")?.to_owned();
        let begun = Instant::now();
        loop {
            let found = self.sdk.lambda.get_function_configuration().function_name(&name).send().await?;
            match found.state() {
                Some(State::Pending) | None if begun.elapsed() < PATIENCE => {
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
                state => {
                    let state = state.cloned().ok_or("a function without a state")?;
                    return Ok((state, found.state_reason().unwrap_or_default().to_owned()));
                }
            }
        }
    }

    /// What a function answers, and the end of its log.
    async fn invoke(&self, name: &str, event: &Value) -> Result<(Value, String)> {
        let call = self.sdk.lambda.invoke().function_name(name).log_type(LogType::Tail);
        let answer = call.payload(Blob::new(event.to_string())).send().await?;
        let payload = answer.payload().map(AsRef::as_ref).unwrap_or_default();
        let log = BASE64_STANDARD.decode(answer.log_result().unwrap_or_default())?;
        Ok((serde_json::from_slice(payload)?, String::from_utf8_lossy(&log).into_owned()))
    }

    async fn package(&mut self, calls: usize) -> Result<()> {
        let variables = Environment::builder().variables("COLOUR", "blue").build();
        let state = self.made(self.creation("f")?.environment(variables)).await?.0;
        self.show("a function is Active", &state, &State::Active);
        let begun = Instant::now();
        let answer = self.invoke("f", &json!({"a": 1})).await?.0;
        let cold = begun.elapsed();
        self.show("its event comes back", &answer, &json!({"a": 1}));
        let mut times = Vec::new();
        for _ in 0..calls {
            // Without its log, which comes by way of the daemon and is waited for.
            let call = self.sdk.lambda.invoke().function_name("f").payload(Blob::new("1"));
            let begun = Instant::now();
            call.send().await?;
            times.push(begun.elapsed());
        }
        times.sort();
        let at = |part: usize| times.get(times.len() * part / 100).copied().unwrap_or_default();
        println!("        cold {cold:.0?}, warm p50 {:.2?}, p99 {:.2?}, of {calls}", at(50), at(99));
        let count = self.own_containers()?.len();
        self.show("it has one container", &count, &1);
        let (_, log) = self.invoke("f", &json!({"do": "print", "text": "blue"})).await?;
        self.show("what it prints is in its log", &log.contains("\nprinted blue\n"), &true);
        let answer = self.invoke("f", &json!({"do": "emulator"})).await?.0;
        self.show("it reaches the emulator", &answer, &json!(200));
        let mut answer = self.invoke("f", &json!({"do": "where"})).await?.0;
        let host = answer.as_object_mut().and_then(|answer| answer.remove("host"));
        self.show("it has a host of its own", &(host.is_some()), &true);
        self.show(
            "it has its variables and folder",
            &answer,
            &json!({"folder": "/var/task", "colour": "blue"}),
        );
        Ok(())
    }

    async fn failures(&mut self) -> Result<()> {
        for (what, event, kind, message) in [
            ("an error", json!({"do": "raise"}), "ValueError", "on purpose"),
            ("an exit", json!({"do": "exit"}), "Runtime.ExitError", "exit status 3"),
            ("too little memory", json!({"do": "oom"}), "Runtime.OutOfMemory", "signal: killed"),
            ("a timeout", json!({"do": "sleep"}), "Sandbox.Timedout", "Task timed out after 5.00 seconds"),
        ] {
            let (answer, _) = self.invoke("f", &event).await?;
            let told = text(&answer, "errorMessage").is_some_and(|told| told.ends_with(message));
            self.show(
                &format!("{what} is told as on AWS"),
                &(text(&answer, "errorType"), told),
                &(Some(kind), true),
            );
            let next = self.invoke("f", &json!(2)).await?.0;
            self.show(&format!("after {what} it works"), &next, &json!(2));
        }
        Ok(())
    }

    async fn layers(&mut self) -> Result<()> {
        let content = zip(&[("python/shared.py", b"NAME = 'of a layer'\n")])?;
        let content = LayerVersionContentInput::builder().zip_file(Blob::new(content)).build();
        let layer =
            self.sdk.lambda.publish_layer_version().layer_name("shared").content(content).send().await?;
        let arn = layer.layer_version_arn().ok_or("a layer without an ARN")?;
        self.made(self.creation("layered")?.layers(arn)).await?;
        let answer = self.invoke("layered", &json!({"do": "import"})).await?.0;
        self.show("a layer is at /opt", &answer, &json!("of a layer"));
        Ok(())
    }

    async fn images(&mut self) -> Result<()> {
        let function = |name: &str, uri: &str| {
            let function = self.sdk.lambda.create_function().function_name(name);
            let code = FunctionCode::builder().image_uri(uri).build();
            function.role("arn:aws:iam::000000000000:role/r").package_type(PackageType::Image).code(code)
        };
        let config = ImageConfig::builder().command("os.path.dirname").working_directory("/tmp").build();
        let missing = function("missing", "ruststack-conformance-none.invalid/none:1");
        let of_image = function("image", IMAGE).image_config(config);
        let state = self.made(of_image).await?.0;
        self.show("a function of an image is Active", &state, &State::Active);
        // `dirname` takes no context: the runtime tells so.
        let answer = self.invoke("image", &json!("/a/b")).await?.0;
        self.show("its command is what the function says", &text(&answer, "errorType"), &Some("TypeError"));
        let (state, reason) = self.made(missing).await?;
        self.show("one whose image is not there is Failed", &state, &State::Failed);
        self.show("and names it", &reason.contains("ruststack-conformance-none.invalid/none:1"), &true);
        Ok(())
    }

    async fn parallel(&mut self) -> Result<()> {
        self.made(self.creation("many")?).await?;
        let begun = Instant::now();
        let event = json!({"do": "sleep", "seconds": 1});
        let calls = (0..8).map(|_| {
            let (lambda, event) = (self.sdk.lambda.clone(), event.to_string());
            tokio::spawn(async move {
                let answer = lambda.invoke().function_name("many").payload(Blob::new(event)).send().await;
                answer.is_ok_and(|answer| answer.function_error().is_none())
            })
        });
        let calls: Vec<_> = calls.collect();
        let mut done = 0;
        for call in calls {
            done += usize::from(call.await?);
        }
        self.show("eight at once are answered", &done, &8);
        println!("        in {:.1?}", begun.elapsed());
        Ok(())
    }

    /// Nothing stays, however the server ends.
    async fn endings(mut self) -> Result<bool> {
        let count = self.own_containers()?.len();
        self.show("there are containers", &(count > 8), &true);
        self.server.ask_to_stop()?;
        while self.server.ended()?.is_none() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let left = self.own_containers()?;
        self.show("none is left when the server stops", &left, &Vec::new());
        let killed = start("never")?;
        let before = std::mem::replace(&mut self.server, killed);
        drop(before);
        self.sdk = Sdk::new(&self.server);
        self.role().await?;
        self.made(self.creation("killed")?).await?;
        self.invoke("killed", &json!(1)).await?;
        let killed = std::mem::replace(&mut self.server, start("never")?);
        killed.kill()?;
        let left = self.own_containers()?.len();
        self.show("one is left when it is killed", &left, &1);
        // The one that was started before did not know of it: the next one does.
        self.server = start("never")?;
        let begun = Instant::now();
        while !self.own_containers()?.is_empty() && begun.elapsed() < PATIENCE {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        let left = self.own_containers()?;
        self.show("the next start removes it", &left, &Vec::new());
        Ok(self.holds)
    }

    fn own_containers(&self) -> Result<Vec<String>> {
        let found = self.daemon.containers()?;
        Ok(found.into_iter().filter(|id| !self.others.contains(id)).collect())
    }
}

/// A member of an answer that is text.
fn text<'a>(answer: &'a Value, member: &str) -> Option<&'a str> {
    answer.get(member)?.as_str()
}
