//! What is said on one connection: a request after the other, each with the reply that is expected.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use futures::FutureExt as _;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, DuplexStream};

use super::naive::{Begun, Naive, Next};
use super::{Server, answer_of};
use crate::execution::environment::{Answer, TRUNCATED};
use base::dice::Dice;

/// How much a pipe holds: less than some bodies, so that both sides have to wait.
const PIPE: usize = 4096;

/// The longest body of a request, or piece of one.
const BODY: usize = 200;

/// What a connection waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// A reply with this status.
    Status(u16),
    /// A reply whose status is AWS's affair alone: of what is no request.
    Anything,
    /// Work.
    Work,
    /// This work, if nobody else who waited gets it.
    OneOfMany(String),
    /// This work.
    Event(String),
    /// A registration.
    Registration,
    /// An event for the extension with this identifier.
    Hearing(String),
    /// Nothing yet: a response is being streamed.
    Streaming(Stream),
}

/// A response of which more comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stream {
    id: String,
    begun: Begun,
    body: Vec<u8>,
}

#[derive(Debug)]
pub(super) struct Connection {
    pipe: DuplexStream,
    pub(super) asked: Option<Asked>,
    read: Vec<u8>,
    is_spent: bool,
}

impl Connection {
    pub(super) fn open(server: &Server) -> Connection {
        let (pipe, theirs) = tokio::io::duplex(PIPE);
        server.tasks.spawn("lambda runtime api connection", server.clone().speak(theirs));
        Connection { pipe, asked: None, read: Vec::new(), is_spent: false }
    }

    /// Whether it is to be closed.
    pub(super) fn is_spent(&self) -> bool {
        self.is_spent
    }

    /// Says something that fits what was said before.
    pub(super) async fn speak(&mut self, dice: &mut Dice<'_>, naive: &mut Naive, sent: &mut Vec<u8>) {
        match self.asked.clone() {
            Some(Asked::Streaming(stream)) => self.go_on(dice, naive, sent, stream).await,
            // One that waits says no more, but may go away.
            Some(_) => self.is_spent = dice.once_in(8),
            None => match dice.below(10) {
                0..=2 => self.ask_for_work(naive).await,
                3 | 4 => self.respond(dice, naive).await,
                5 => self.begin(dice, naive).await,
                6 => self.fail(dice, naive).await,
                7 | 8 => self.be_extension(dice, naive).await,
                _ => self.say_anything(dice).await,
            },
        }
    }

    async fn send(&mut self, head: &str, headers: &str, body: &[u8]) {
        let len = body.len();
        let head = format!("{head} HTTP/1.1\r\nhost: x\r\n{headers}content-length: {len}\r\n\r\n");
        self.write(&[head.as_bytes(), body].concat()).await;
    }

    /// The other side reads while this waits. One that has closed hears nothing, which shows in what it has not replied.
    async fn write(&mut self, bytes: &[u8]) {
        let _closed = self.pipe.write_all(bytes).await;
    }

    async fn ask_for_work(&mut self, naive: &mut Naive) {
        self.asked = Some(match naive.next() {
            Next::Event(id) => Asked::Event(id),
            Next::Waits => Asked::Work,
            Next::Refused => Asked::Status(403),
        });
        self.send("GET /2018-06-01/runtime/invocation/next", "", b"").await;
    }

    /// The id of the running invocation, or another.
    fn an_id(dice: &mut Dice<'_>, naive: &Naive) -> String {
        let other = dice.pick(&["", "r0", "r1", "next", "%00"]);
        match naive.running() {
            Some(id) if !dice.once_in(4) => id.to_owned(),
            _ => other.to_owned(),
        }
    }

    async fn respond(&mut self, dice: &mut Dice<'_>, naive: &mut Naive) {
        let (id, body) = (Self::an_id(dice, naive), dice.some(BODY));
        let status = naive.answer(&id, Answer::Response(body.clone().into()));
        self.asked = Some(Asked::Status(status));
        self.send(&format!("POST /2018-06-01/runtime/invocation/{id}/response"), "", &body).await;
    }

    async fn fail(&mut self, dice: &mut Dice<'_>, naive: &mut Naive) {
        let (id, body) = (Self::an_id(dice, naive), dice.some(BODY));
        let error_type = dice.pick(&[None, Some("Mine"), Some("Runtime.ExitError")]);
        let headers = error_type.map(|kind| format!("Lambda-Runtime-Function-Error-Type: {kind}\r\n"));
        let error = Answer::Error { error_type: error_type.map(str::to_owned), body: body.clone().into() };
        let (status, path) = if dice.once_in(3) {
            (naive.init_failed(error), "init/error".to_owned())
        } else {
            (naive.answer(&id, error), format!("invocation/{id}/error"))
        };
        self.asked = Some(Asked::Status(status));
        self.send(&format!("POST /2018-06-01/runtime/{path}"), &headers.unwrap_or_default(), &body).await;
    }

    /// Begins a response in pieces, which says that it streams or does not.
    async fn begin(&mut self, dice: &mut Dice<'_>, naive: &mut Naive) {
        let (id, says) = (Self::an_id(dice, naive), !dice.once_in(3));
        let begun = if says { naive.begin(&id) } else { Begun::Waits };
        let mode = if says { "Lambda-Runtime-Function-Response-Mode: streaming\r\n" } else { "" };
        let trailers = "Trailer: Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body\r\n";
        let head = format!(
            "POST /2018-06-01/runtime/invocation/{id}/response HTTP/1.1\r\nhost: x\r\n{mode}{trailers}\
             transfer-encoding: chunked\r\n\r\n"
        );
        self.asked = Some(match begun {
            Begun::Refused(status) => Asked::Status(status),
            begun => Asked::Streaming(Stream { id, begun, body: Vec::new() }),
        });
        // Whoever is refused in the middle of a request has to begin anew.
        self.is_spent = matches!(self.asked, Some(Asked::Status(_)));
        self.write(head.as_bytes()).await;
    }

    /// One more piece, or an end: a good one, an error, or a break.
    async fn go_on(
        &mut self,
        dice: &mut Dice<'_>,
        naive: &mut Naive,
        sent: &mut Vec<u8>,
        mut stream: Stream,
    ) {
        let streams = stream.begun == Begun::Streams;
        match dice.below(6) {
            0..=2 => {
                let piece = dice.some(BODY);
                if piece.is_empty() {
                    return;
                }
                let chunk = [format!("{:x}\r\n", piece.len()).as_bytes(), &piece, b"\r\n"].concat();
                stream.body.extend_from_slice(&piece);
                if streams {
                    sent.extend_from_slice(&piece);
                }
                self.asked = Some(Asked::Streaming(stream));
                self.write(&chunk).await;
            }
            3 => {
                // Broken off. What was not streamed was nothing at all.
                if streams {
                    naive.streamed(&stream.id, Answer::error(TRUNCATED));
                }
                (self.asked, self.is_spent) = (None, true);
            }
            end => {
                let error =
                    (end == 4).then(|| (dice.pick(&["Mine", "Runtime.X"]).to_owned(), dice.some(BODY)));
                let trailers = error.as_ref().map(|(kind, body)| {
                    let body = BASE64.encode(body);
                    format!(
                        "Lambda-Runtime-Function-Error-Type: {kind}\r\nLambda-Runtime-Function-Error-Body: {body}\r\n"
                    )
                });
                let answer = match error {
                    Some((kind, body)) => answer_of(Some(kind), body),
                    None if streams => answer_of(None, Vec::new()),
                    None => answer_of(None, stream.body.clone()),
                };
                let status = if streams {
                    naive.streamed(&stream.id, answer)
                } else {
                    naive.answer(&stream.id, answer)
                };
                self.asked = Some(Asked::Status(status));
                self.write(format!("0\r\n{}\r\n", trailers.unwrap_or_default()).as_bytes()).await;
            }
        }
    }

    async fn be_extension(&mut self, dice: &mut Dice<'_>, naive: &mut Naive) {
        let ids = naive.identifiers();
        let id = ids.get(dice.below(ids.len() + 1)).cloned().unwrap_or_else(|| "nobody".to_owned());
        let mut headers = format!("Lambda-Extension-Identifier: {id}\r\n");
        match dice.below(5) {
            0 | 1 => {
                let name = dice.pick(&["a", "b", "", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"]);
                let (body, is_right, wants) = dice.pick(&[
                    (r#"{"events":["INVOKE"]}"#, true, true),
                    (r#"{"events":[]}"#, true, false),
                    (r#"{"other":1}"#, true, false),
                    (r#"{"events":["SHUTDOWN"]}"#, false, false),
                    (r#"{"events":["DAWN","INVOKE"]}"#, false, true),
                    (r#"{"events":"INVOKE"}"#, false, false),
                    ("", false, false),
                ]);
                let is_registered = naive.register(name, is_right, wants);
                self.asked = Some(if is_registered { Asked::Registration } else { Asked::Status(403) });
                let headers = format!("Lambda-Extension-Name: {name}\r\n");
                self.send("POST /2020-01-01/extension/register", &headers, body.as_bytes()).await;
            }
            2 => {
                self.asked = Some(match naive.next_event(&id) {
                    Next::Event(_) => Asked::Status(200),
                    Next::Waits => Asked::Hearing(id),
                    Next::Refused => Asked::Status(403),
                });
                self.send("GET /2020-01-01/extension/event/next", &headers, b"").await;
            }
            3 => {
                let (is_init, has_type) = (dice.once_in(2), !dice.once_in(4));
                if has_type {
                    headers.push_str("Lambda-Extension-Function-Error-Type: Extension.Mine\r\n");
                }
                self.asked = Some(Asked::Status(naive.agent_failed(&id, has_type, is_init)));
                let stage = if is_init { "init" } else { "exit" };
                let body = dice.some(BODY);
                self.send(&format!("POST /2020-01-01/extension/{stage}/error"), &headers, &body).await;
            }
            _ => self.subscribe(dice, naive, &id).await,
        }
    }

    async fn subscribe(&mut self, dice: &mut Dice<'_>, naive: &mut Naive, id: &str) {
        let (types, types_are_right) = dice.pick(&[
            (r#"["platform","function"]"#, true),
            (r#"["extension"]"#, true),
            ("[]", false),
            (r#"["weather"]"#, false),
            ("7", false),
        ]);
        // The port of nobody: nothing is sent to it before this is over.
        let (to, to_is_right) = dice.pick(&[
            (r#"{"protocol":"HTTP","URI":"http://sandbox.localdomain:9/x"}"#, true),
            (r#"{"protocol":"TCP","port":9}"#, true),
            (r#"{"protocol":"TCP"}"#, false),
            (r#"{"protocol":"HTTP","URI":"http://example.com:9"}"#, false),
            (r#"{"protocol":"HTTP","URI":"http://sandbox:99999"}"#, false),
            (r#"{"protocol":"UDP","port":9}"#, false),
            ("null", false),
        ]);
        let (buffering, buffering_is_right) = dice.pick(&[
            ("{}", true),
            (r#"{"maxItems":1000,"maxBytes":262144,"timeoutMs":30000}"#, true),
            (r#"{"maxItems":999}"#, false),
            (r#"{"timeoutMs":-1}"#, false),
            (r#"{"maxBytes":18446744073709551615}"#, false),
        ]);
        let is_right = types_are_right && to_is_right && buffering_is_right;
        let body = format!(r#"{{"types":{types},"buffering":{buffering},"destination":{to}}}"#);
        self.asked = Some(Asked::Status(naive.subscribe(id, is_right)));
        let path = dice.pick(&["/2022-07-01/telemetry", "/2020-08-15/logs"]);
        let headers = format!("Lambda-Extension-Identifier: {id}\r\n");
        self.send(&format!("PUT {path}"), &headers, body.as_bytes()).await;
    }

    /// What belongs nowhere: another path or method, or bytes that are no request.
    async fn say_anything(&mut self, dice: &mut Dice<'_>) {
        if dice.once_in(2) {
            (self.asked, self.is_spent) = (Some(Asked::Anything), true);
            let bytes = dice.some(BODY);
            self.write(&bytes).await;
            return;
        }
        let head = dice.pick(&[
            "POST /2018-06-01/runtime/invocation/next",
            "GET /2018-06-01/runtime/invocation/r0/response",
            "POST /2018-06-01/runtime/invocation/r0/response/",
            "GET /2018-06-01/runtime",
            "GET /",
            "GET /2020-01-01/extension/register",
            "PUT /2022-07-01/telemetry/x",
            "POST /2018-06-01/runtime/invocation//",
        ]);
        let is_response = head.ends_with("response/");
        let body = if is_response { Vec::new() } else { dice.some(BODY) };
        // A slash at the end counts for nothing, so that one is a response of nobody's at most.
        let asked = if is_response { Asked::Anything } else { Asked::Status(404) };
        (self.asked, self.is_spent) = (Some(asked), is_response);
        if !is_response {
            self.send(head, "", &body).await;
        }
    }

    /// All are told of an invocation.
    pub(super) fn hears(&mut self, naive: &mut Naive) {
        if let Some(Asked::Hearing(id)) = &self.asked
            && naive.hears(id)
        {
            self.asked = Some(Asked::Status(200));
        }
    }

    /// There is no more work.
    pub(super) fn work_ends(&mut self) {
        if self.asked == Some(Asked::Work) {
            self.asked = Some(Asked::Status(403));
        }
    }

    /// Takes what has come.
    pub(super) fn read(&mut self) {
        let mut buffer = [0; 1024];
        while let Some(Ok(n @ 1..)) = self.pipe.read(&mut buffer).now_or_never() {
            self.read.extend_from_slice(buffer.get(..n).unwrap_or_default());
        }
    }

    /// Compares what was replied with what was expected. True for one of many who waited, if it has the work.
    pub(super) fn judge(&mut self, naive: &mut Naive) -> bool {
        let text = String::from_utf8_lossy(&self.read).into_owned();
        let Some(asked) = self.asked.clone() else {
            assert!(self.is_spent || text.is_empty(), "nobody asked: {text}");
            return false;
        };
        let replies = text.matches("HTTP/1.1 ").count();
        let status: u16 = text.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default();
        let header = |name: &str| {
            let lines = text.lines().find_map(|line| line.strip_prefix(name));
            lines.and_then(|value| value.strip_prefix(": ")).unwrap_or_default()
        };
        let mut wins = false;
        match &asked {
            Asked::Work | Asked::Hearing(_) | Asked::Streaming(_) => {
                assert_eq!(text, "", "nothing is replied yet to {asked:?} of {naive:?}");
                return false;
            }
            Asked::Anything => assert!(!text.starts_with("HTTP/1.1 5"), "{text}"),
            Asked::Status(expected) => assert_eq!((status, replies), (*expected, 1), "{text} of {naive:?}"),
            Asked::Event(id) => {
                assert_eq!((status, replies), (200, 1), "{text} of {naive:?}");
                assert_eq!(header("lambda-runtime-aws-request-id"), id);
            }
            Asked::OneOfMany(id) => {
                wins = status == 200;
                assert!(wins || status == 403, "{text}");
                assert_eq!(header("lambda-runtime-aws-request-id"), if wins { id.as_str() } else { "" });
            }
            Asked::Registration => {
                assert_eq!((status, replies), (200, 1), "{text} of {naive:?}");
                naive.identified(header("lambda-extension-identifier").to_owned());
            }
        }
        self.asked = None;
        self.read.clear();
        wins
    }
}
