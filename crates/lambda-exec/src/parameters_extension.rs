//! The AWS Parameters and Secrets Lambda Extension, for functions that have its layer and run as processes of this host: parameters
//! and secrets over HTTP on a port of the loopback address, kept for a while.
//!
//! <https://docs.aws.amazon.com/secretsmanager/latest/userguide/retrieving-secrets_lambda.html>,
//! <https://docs.aws.amazon.com/systems-manager/latest/userguide/ps-integration-lambda-extensions.html>

use std::convert::Infallible;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;

use base::arn::{AccountId, Region};
use base::clock::Clock;
use base::seams::{AskedOperation, OperationReply, SeamError};
use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, Request, Response, StatusCode};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper_util::rt::TokioIo;
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value, json};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

use crate::engine::Engine;
use crate::execution::executor::Version;

/// Where it listens.
const PORT: u16 = 2773;

/// In which header a function shows that it is one: its session token.
const TOKEN: &str = "x-aws-parameters-secrets-token";

/// The most connections at a time.
const CONNECTIONS: usize = 256;

/// The wait after a connection that could not be accepted.
const AFTER_FAILED_ACCEPT: Duration = Duration::from_millis(50);

/// How long a reply is kept, in seconds, where the function's environment says nothing: AWS's page.
const KEPT_S: u64 = 300;

impl Engine {
    /// Waits until the first function needs it, and listens from then on. A port that is taken is said once: the functions run
    /// all the same.
    pub(crate) fn start_parameters_extension(self: &Arc<Self>) {
        let (engine, tasks) = (Arc::downgrade(self), self.tasks.clone());
        let (stop, parameters) = (self.tasks.stop_token(), self.parameters.clone());
        self.tasks.spawn("lambda parameters extension", async move {
            tokio::select! {
                () = stop.cancelled() => return,
                () = parameters.needed.notified() => {}
            }
            let bound = TcpListener::bind((Ipv4Addr::LOCALHOST, PORT)).await;
            parameters.opened.send_replace(true);
            let listener = match bound {
                Ok(listener) => listener,
                Err(cause) => {
                    tracing::warn!(%cause, PORT, "the extension for parameters and secrets cannot listen");
                    return;
                }
            };
            let places = Arc::new(Semaphore::new(CONNECTIONS));
            while let Ok(place) = places.clone().acquire_owned().await {
                let accepted = tokio::select! {
                    () = stop.cancelled() => return,
                    accepted = listener.accept() => accepted,
                };
                let Some(engine) = engine.upgrade() else { return };
                let Ok((stream, _)) = accepted else {
                    // What kept it from being accepted does so at once again.
                    Clock::system().sleep(AFTER_FAILED_ACCEPT).await;
                    continue;
                };
                tasks.spawn("lambda parameters extension connection", async move {
                    engine.serve_parameters(stream).await;
                    drop(place);
                });
            }
        });
    }

    async fn serve_parameters(self: Arc<Self>, stream: TcpStream) {
        let _slower_without = stream.set_nodelay(true);
        let stop = self.tasks.stop_token();
        let service = hyper::service::service_fn(move |request| self.clone().answer_parameters(request));
        let connection =
            hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service);
        tokio::select! {
            () = stop.cancelled() => {}
            // A broken connection is the function's affair.
            _ = connection => {}
        }
    }

    async fn answer_parameters(
        self: Arc<Self>,
        request: Request<Incoming>,
    ) -> Result<Response<Full<Bytes>>, Infallible> {
        let token = request.headers().get(TOKEN).and_then(|token| token.to_str().ok()).unwrap_or_default();
        let (path, query) = (request.uri().path(), request.uri().query().unwrap_or_default());
        Ok(match self.pool.version_of(token) {
            Some(version) => self.parameter(&version, token, path, query).await.map_or_else(problem, reply),
            // The status is our guess.
            None => problem((StatusCode::UNAUTHORIZED, "The token is no function's.".to_owned())),
        })
    }

    /// A kept reply, or a new one.
    async fn parameter(
        &self,
        version: &Version,
        token: &str,
        path: &str,
        query: &str,
    ) -> Result<OperationReply, (StatusCode, String)> {
        let (target, input, life) = asked(path, query).ok_or_else(|| {
            (StatusCode::BAD_REQUEST, format!("{path} with these parameters is none of the extension's"))
        })?;
        let (now, key) = (self.clock.now(), (token.to_owned(), format!("{path}?{query}")));
        if let Some(reply) = self.parameters.kept(&key, now) {
            return Ok(reply);
        }
        let (account, region) = (AccountId::parse(&version.account), Region::parse(&version.region));
        let (Some(account), Some(region), Some(operations)) = (account, region, self.operations.get()) else {
            return Err((StatusCode::INTERNAL_SERVER_ERROR, "there are no services".to_owned()));
        };
        let asked = AskedOperation { account, region, target, input: input.to_string().into() };
        let reply = operations.ask(asked).await.map_err(|cause| match cause {
            SeamError::NotFound(why) | SeamError::Refused(why) => (StatusCode::BAD_REQUEST, why),
            SeamError::Unavailable(why) => (StatusCode::INTERNAL_SERVER_ERROR, why),
        })?;
        let life = life_of(version, life);
        if reply.status.is_success() && !life.is_zero() {
            self.parameters.keep(key, now.plus(life), reply.clone());
        }
        Ok(reply)
    }
}

/// The operation that a path means, its input, and the variable that says how long its reply is kept.
fn asked(path: &str, query: &str) -> Option<(&'static str, Value, &'static str)> {
    let given = |name: &str| {
        let value = query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))?;
        let value = percent_decode_str(value).decode_utf8().ok()?;
        Some(value.into_owned()).filter(|value| !value.is_empty())
    };
    match path.trim_end_matches('/') {
        "/secretsmanager/get" => {
            let mut input = Map::new();
            for (name, member) in
                [("secretId", "SecretId"), ("versionId", "VersionId"), ("versionStage", "VersionStage")]
            {
                if let Some(value) = given(name) {
                    input.insert(member.to_owned(), value.into());
                }
            }
            input.contains_key("SecretId").then_some(())?;
            Some(("secretsmanager.GetSecretValue", input.into(), "SECRETS_MANAGER_TTL"))
        }
        "/systemsmanager/parameters/get" => {
            let mut name = given("name")?;
            if let Some(selector) = given("version").or_else(|| given("label")) {
                name = format!("{name}:{selector}");
            }
            let decrypts = given("withDecryption").is_some_and(|given| given.eq_ignore_ascii_case("true"));
            let input = json!({ "Name": name, "WithDecryption": decrypts });
            Some(("AmazonSSM.GetParameter", input, "SSM_PARAMETER_STORE_TTL"))
        }
        _ => None,
    }
}

/// How long a function has a reply kept: five minutes at most.
fn life_of(version: &Version, variable: &str) -> Duration {
    let set = |name: &str| version.environment.get(name).map(String::as_str);
    if set("PARAMETERS_SECRETS_EXTENSION_CACHE_ENABLED").is_some_and(|set| set.eq_ignore_ascii_case("false"))
        || set("PARAMETERS_SECRETS_EXTENSION_CACHE_SIZE") == Some("0")
    {
        return Duration::ZERO;
    }
    let seconds = set(variable).and_then(|set| set.parse::<u64>().ok()).unwrap_or(KEPT_S);
    Duration::from_secs(seconds.min(KEPT_S))
}

fn reply(reply: OperationReply) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(reply.body));
    *response.status_mut() = reply.status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

/// An error of the extension's own: its words are ours.
fn problem((status, why): (StatusCode, String)) -> Response<Full<Bytes>> {
    reply(OperationReply { status, body: json!({ "message": why }).to_string().into() })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// AWS's two pages have these paths and parameters.
    #[test]
    fn a_path_is_an_operation() {
        let check = |path: &str, query: &str, expected: Option<(&str, Value)>| {
            let found = asked(path, query).map(|(target, input, _)| (target, input));
            assert_eq!(found, expected, "{path}?{query}");
        };
        let secret = |input: Value| Some(("secretsmanager.GetSecretValue", input));
        check("/secretsmanager/get", "secretId=my%2Fsecret", secret(json!({"SecretId": "my/secret"})));
        check(
            "/secretsmanager/get",
            "secretId=s&versionStage=AWSPREVIOUS",
            secret(json!({"SecretId": "s", "VersionStage": "AWSPREVIOUS"})),
        );
        check("/secretsmanager/get", "versionId=1", None);
        let parameter = |name: &str, decrypts: bool| {
            Some(("AmazonSSM.GetParameter", json!({"Name": name, "WithDecryption": decrypts})))
        };
        let path = "/systemsmanager/parameters/get";
        check(path, "name=%2Fa%2Fb", parameter("/a/b", false));
        check("/systemsmanager/parameters/get/", "name=p&version=3", parameter("p:3", false));
        check(path, "name=p&label=prod&withDecryption=true", parameter("p:prod", true));
        check(path, "", None);
        check("/", "name=p", None);
    }
}
