//! `ruststack` as a client of a server that runs: one signed request after another, over HTTP.

use std::io;

use base::clock::Clock;
use bytes::Bytes;
use clap::{Arg, ArgMatches, Command};
use http::header::HOST;
use http::{HeaderValue, Request, Response};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use crate::cli::Failure;

pub(crate) mod control;
pub(crate) mod env;
pub(crate) mod invoke;
pub(crate) mod logs;

/// The largest reply that is read: the largest response of a function, and room for its log.
const REPLY_LIMIT: usize = 32 * 1024 * 1024;

/// A server, and in whose name it is called.
#[derive(Debug)]
pub(crate) struct Client {
    authority: String,
    region: String,
    access_key: String,
    secret: String,
    session_token: Option<String>,
}

/// The flags of every command that calls a server.
pub(crate) fn with_server(command: Command) -> Command {
    command
        .arg(
            Arg::new("endpoint")
                .long("endpoint")
                .value_name("URL")
                .global(true)
                .help("The server [variable: AWS_ENDPOINT_URL; default: http://127.0.0.1:4566]"),
        )
        .arg(
            Arg::new("region")
                .long("region")
                .value_name("REGION")
                .global(true)
                .help("The region [variables: AWS_REGION, AWS_DEFAULT_REGION; default: us-east-1]"),
        )
}

impl Client {
    /// The server and the keys that flags and AWS's variables name.
    ///
    /// # Errors
    ///
    /// The server's URL is none of `http`.
    pub(crate) fn of(matches: &ArgMatches) -> Result<Client, Failure> {
        let flag = |name: &str| matches.get_one::<String>(name).cloned();
        let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let endpoint = flag("endpoint").or_else(|| variable("AWS_ENDPOINT_URL"));
        let endpoint = endpoint.unwrap_or_else(|| "http://127.0.0.1:4566".to_owned());
        let region = flag("region").or_else(|| variable("AWS_REGION"));
        let region = region.or_else(|| variable("AWS_DEFAULT_REGION"));
        let authority = endpoint.strip_prefix("http://").map(|rest| rest.trim_end_matches('/'));
        let Some(authority) = authority.filter(|authority| !authority.is_empty()) else {
            let message = format!("the endpoint {endpoint} is not of the form http://HOST:PORT");
            return Err(Failure { message, exit_code: 2 });
        };
        let port = if authority.contains(':') { "" } else { ":80" };
        Ok(Client {
            authority: format!("{authority}{port}"),
            region: region.unwrap_or_else(|| "us-east-1".to_owned()),
            access_key: variable("AWS_ACCESS_KEY_ID").unwrap_or_else(|| "test".to_owned()),
            secret: variable("AWS_SECRET_ACCESS_KEY").unwrap_or_else(|| "test".to_owned()),
            session_token: variable("AWS_SESSION_TOKEN"),
        })
    }

    /// The variables by which AWS's clients find this server, in this name.
    pub(crate) fn variables(&self) -> Vec<(&'static str, String)> {
        let mut variables = vec![
            ("AWS_ENDPOINT_URL", format!("http://{}", self.authority)),
            ("AWS_REGION", self.region.clone()),
            ("AWS_DEFAULT_REGION", self.region.clone()),
            ("AWS_ACCESS_KEY_ID", self.access_key.clone()),
            ("AWS_SECRET_ACCESS_KEY", self.secret.clone()),
        ];
        variables.extend(self.session_token.clone().map(|token| ("AWS_SESSION_TOKEN", token)));
        variables
    }

    /// Sends a request to a service, and reads the whole reply.
    pub(crate) async fn call(
        &self,
        service: &str,
        request: Request<Bytes>,
    ) -> Result<Response<Bytes>, Failure> {
        let unreachable = |cause: &dyn std::fmt::Display| {
            let message = format!("no answer from {}: {cause}", self.authority);
            Failure { message, exit_code: 1 }
        };
        let (mut head, body) = request.into_parts();
        let header = |text: &str| HeaderValue::try_from(text).map_err(|_| not_for_a_header());
        head.headers.insert(HOST, header(&self.authority)?);
        if let Some(token) = &self.session_token {
            head.headers.insert("x-amz-security-token", header(token)?);
        }
        let signing = sigv4::Signing {
            access_key: &self.access_key,
            secret: &self.secret,
            region: &self.region,
            service,
            now_secs: Clock::system().now().secs(),
        };
        signing.sign(&mut head, &body).map_err(|_| not_for_a_header())?;
        let stream = TcpStream::connect(&self.authority).await.map_err(|cause| unreachable(&cause))?;
        let connected = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await;
        let (mut sender, connection) = connected.map_err(|cause| unreachable(&cause))?;
        let exchange = async {
            let sent = sender.send_request(Request::from_parts(head, Full::new(body))).await;
            let (head, body) = sent.map_err(|cause| unreachable(&cause))?.into_parts();
            let body = Limited::new(body, REPLY_LIMIT).collect().await;
            let body = body.map_err(|cause| unreachable(&cause))?.to_bytes();
            Ok(Response::from_parts(head, body))
        };
        tokio::pin!(exchange, connection);
        tokio::select! {
            biased;
            reply = &mut exchange => return reply,
            _ = &mut connection => {}
        }
        exchange.await
    }
}

/// Runs a command to its end.
pub(crate) fn run<F: Future<Output = Result<(), Failure>>>(command: F) -> Result<(), Failure> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(command)
}

/// What the server refuses, in its words.
fn refused(reply: &Response<Bytes>) -> Failure {
    let status = reply.status();
    let code = reply.headers().get("x-amzn-errortype").and_then(|code| code.to_str().ok());
    let parsed: serde_json::Value = serde_json::from_slice(reply.body()).unwrap_or_default();
    let member = |name: &str| parsed.get(name).and_then(|value| value.as_str());
    let code = code.or_else(|| member("__type")).unwrap_or_else(|| status.as_str());
    let message = member("message").or_else(|| member("Message")).unwrap_or("it says no more");
    Failure { message: format!("{code}: {message}"), exit_code: 1 }
}

fn not_for_a_header() -> Failure {
    let message = "the server's name, a key or a token has characters that no header can have".to_owned();
    Failure { message, exit_code: 2 }
}

/// Writes to the standard output at once. False where nobody reads it any more.
fn show(text: &[u8]) -> io::Result<bool> {
    use std::io::Write as _;
    let mut out = io::stdout().lock();
    match out.write_all(text).and_then(|()| out.flush()) {
        Err(cause) if cause.kind() == io::ErrorKind::BrokenPipe => Ok(false),
        other => other.map(|()| true),
    }
}
