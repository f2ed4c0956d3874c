//! A page that is not of this machine, in a real browser, tries to make the emulator do something.
//!
//! The browser is Chromium, if there is one: `chromium`, or what `CHROMIUM` names. Without it the requests that it
//! would send are sent raw.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use aws_sdk_s3::primitives::ByteStream;
use conformance::sdk::Sdk;
use conformance::server::Server;
use serde_json::Value;

/// How long a browser may take for all that a page does. Far above the real time, for busy machines.
const PATIENCE: Duration = Duration::from_secs(120);

/// The names of the page's attempts that can send what a script or a form sends.
const ATTEMPTS: [&str; 10] = [
    "json",
    "text",
    "blob",
    "keepalive",
    "unreferred",
    "form-text",
    "form-fields",
    "form-parts",
    "form-unreferred",
    "sandboxed",
];

/// Our rule: with default settings no foreign page changes or reads anything; it may show an object as a picture.
#[tokio::test]
async fn a_foreign_page_in_a_browser_does_nothing() {
    let (server, sdk) = shop(&[]).await;
    let Some(seen) = visited("evil.example", &server) else {
        return raw(&server, &sdk).await;
    };
    assert_eq!(functions(&sdk).await, BTreeSet::new(), "{seen}");
    assert_eq!(checkpoints(&server), BTreeSet::new(), "{seen}");
    for (name, outcome) in seen.as_object().unwrap() {
        match name.as_str() {
            "picture-unsafe-url" | "picture-no-referrer" => assert_eq!(outcome, "loaded", "{name}: {seen}"),
            // A page cannot see what a frame or a request without an answer shows.
            _ if name.starts_with("frame-") || name.starts_with("form-") || name == "sandboxed" => {}
            _ => assert!(outcome == "refused" || outcome == "opaque", "{name}: {seen}"),
        }
    }
    assert_eq!(seen["read"], "refused", "{seen}");
    assert_eq!(seen["json"], "refused", "{seen}");
}

/// That the page is able to do it: the same page where the settings let every page in, and one of this machine.
#[tokio::test]
async fn a_page_that_is_let_in_does_what_it_wants() {
    let (server, sdk) = shop(&["--cors-origins", "*"]).await;
    let Some(seen) = visited("evil.example", &server) else { return };
    assert_eq!(seen["read"], "200", "{seen}");
    assert_eq!(checkpoints(&server), ATTEMPTS.map(str::to_owned).into(), "{seen}");
    // What a form can send is no JSON.
    let expected = ["json", "blob", "keepalive", "unreferred", "sandboxed"].map(str::to_owned);
    assert_eq!(functions(&sdk).await, expected.into(), "{seen}");

    let (server, sdk) = shop(&[]).await;
    let Some(seen) = visited("localhost", &server) else { return };
    assert_eq!(seen["read"], "200", "{seen}");
    assert!(functions(&sdk).await.contains("json"), "{seen}");
    assert!(checkpoints(&server).contains("json"), "{seen}");
}

/// DNS rebinding: the page's own name leads to the emulator, so the browser takes both for one.
#[test]
fn a_rebound_name_shows_nothing() {
    let server = Server::start().unwrap();
    let port = server.address().port();
    let Some(shown) = document(&format!("http://rebound.example:{port}/2015-03-31/functions")) else {
        return;
    };
    assert!(shown.contains("allowed-hosts") && !shown.contains("Functions"), "{shown}");
    // A user who types the emulator's own address sees what is there.
    let shown = document(&format!("http://localhost:{port}/2015-03-31/functions")).unwrap();
    assert!(shown.contains("Functions"), "{shown}");
}

/// A server with a picture in a bucket.
async fn shop(arguments: &[&str]) -> (Server, Sdk) {
    let server = Server::start_with(arguments).unwrap();
    let sdk = Sdk::new(&server);
    sdk.s3.create_bucket().bucket("shop").send().await.unwrap();
    let picture = br#"<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>"#;
    let put = sdk.s3.put_object().bucket("shop").key("picture.svg").content_type("image/svg+xml");
    put.body(ByteStream::from_static(picture)).send().await.unwrap();
    (server, sdk)
}

async fn functions(sdk: &Sdk) -> BTreeSet<String> {
    let listed = sdk.lambda.list_functions().send().await.unwrap();
    listed.functions().iter().map(|function| function.function_name().unwrap().to_owned()).collect()
}

fn checkpoints(server: &Server) -> BTreeSet<String> {
    let request = "GET /_ruststack/checkpoints HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
    let reply = String::from_utf8(server.raw(request.as_bytes()).unwrap()).unwrap();
    let listed: Value = serde_json::from_str(reply.split_once("\r\n\r\n").unwrap().1).unwrap();
    listed["checkpoints"].as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect()
}

/// What the page saw that a browser loaded from a host; nothing if there is no browser.
fn visited(host: &str, server: &Server) -> Option<Value> {
    let program = browser()?;
    let site = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = site.local_addr().unwrap().port();
    let seen = publish(site);
    let profile = tempfile::tempdir().unwrap();
    let address = format!("http://{host}:{port}/?target={}", server.endpoint());
    let child = command(&program, profile.path()).arg(address).spawn().unwrap();
    let _open = Browser(child);
    let seen = seen.recv_timeout(PATIENCE).expect("the page did not say what it saw");
    Some(serde_json::from_str(&seen).unwrap())
}

/// The document that a browser shows at an address; nothing if there is no browser.
fn document(address: &str) -> Option<String> {
    let profile = tempfile::tempdir().unwrap();
    let mut command = command(&browser()?, profile.path());
    let output = command.args(["--dump-dom", address]).stdout(Stdio::piped()).output().unwrap();
    Some(String::from_utf8(output.stdout).unwrap())
}

/// The browser's program, if it is here.
fn browser() -> Option<String> {
    let program = std::env::var("CHROMIUM").unwrap_or_else(|_| "chromium".to_owned());
    let found = Command::new(&program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    if found.is_ok_and(|status| status.success()) {
        return Some(program);
    }
    // Past the harness, which keeps what a test that passes prints to itself.
    let notice =
        format!("!!! There is no {program}: no browser tried this. Only its requests are sent, by hand.\n");
    std::io::stderr().write_all(notice.as_bytes()).unwrap();
    None
}

fn command(program: &str, profile: &std::path::Path) -> Command {
    let mut command = Command::new(program);
    command
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-dev-shm-usage"])
        .arg(format!("--user-data-dir={}", profile.display()))
        .arg("--host-resolver-rules=MAP evil.example 127.0.0.1, MAP rebound.example 127.0.0.1")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

/// A browser that is closed when dropped, before its profile's folder goes.
struct Browser(Child);

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Serves the page, and hands on what it saw.
fn publish(site: TcpListener) -> Receiver<String> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        for stream in site.incoming().map_while(Result::ok) {
            let sender = sender.clone();
            std::thread::spawn(move || answer(stream, &sender));
        }
    });
    receiver
}

/// One request on a connection. A browser also opens connections that it never uses.
fn answer(mut stream: TcpStream, seen: &Sender<String>) -> Option<()> {
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    let (mut first, mut len) = (String::new(), 0);
    reader.read_line(&mut first).ok()?;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        if line.trim().is_empty() {
            break;
        }
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            len = value.trim().parse().ok()?;
        }
    }
    let mut body = vec![0; len];
    reader.read_exact(&mut body).ok()?;
    let page = if first.starts_with("GET /?") { include_str!("pages/foreign.html") } else { "" };
    let head = "HTTP/1.1 200 OK\r\ncontent-type: text/html; charset=utf-8\r\nconnection: close";
    write!(stream, "{head}\r\ncontent-length: {}\r\n\r\n{page}", page.len()).ok()?;
    if first.starts_with("POST /seen") {
        seen.send(String::from_utf8(body).ok()?).ok()?;
    }
    Some(())
}

/// The requests of the page, with the headers that Chromium 148 gives them.
async fn raw(server: &Server, sdk: &Sdk) {
    let origin = "origin: http://evil.example\r\nreferer: http://evil.example/\r\nsec-fetch-site: cross-site";
    let definition = r#"{"FunctionName":"f","Runtime":"python3.13","Handler":"i.h",
        "Role":"arn:aws:iam::000000000000:role/r","Code":{"ZipFile":"UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA=="}}"#;
    let status = |line: &str, headers: &str, body: &str| {
        let (host, len) = (server.address(), body.len());
        let request = format!(
            "{line} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n{headers}\r\ncontent-length: {len}\r\n\r\n{body}"
        );
        String::from_utf8_lossy(&server.raw(request.as_bytes()).unwrap())[9..12].to_owned()
    };
    for marks in [
        origin,
        "origin: null\r\nsec-fetch-site: cross-site",
        "referer: http://evil.example/\r\nsec-fetch-site: cross-site",
        "sec-fetch-site: cross-site\r\nsec-fetch-mode: no-cors",
    ] {
        for kind in ["text/plain;charset=UTF-8", "application/x-www-form-urlencoded", "application/json"] {
            let headers = format!("{marks}\r\ncontent-type: {kind}");
            assert_eq!(status("POST /2015-03-31/functions", &headers, definition), "403", "{headers}");
            assert_eq!(status("POST /_ruststack/checkpoints/c", &headers, ""), "403", "{headers}");
        }
        for line in ["GET /2015-03-31/functions", "GET /?Action=ListQueues", "GET /_ruststack/health"] {
            assert_eq!(status(line, marks, ""), "403", "{line} {marks}");
        }
        assert_eq!(status("GET /shop/picture.svg", marks, ""), "200", "{marks}");
    }
    let preflight = format!("{origin}\r\naccess-control-request-method: POST");
    assert_eq!(status("OPTIONS /2015-03-31/functions", &preflight, ""), "403");
    assert_eq!(functions(sdk).await, BTreeSet::new());
    assert_eq!(checkpoints(server), BTreeSet::new());
}
