//! Letters come into a bucket; a function counts the words of each and writes them into a table; the table's stream
//! runs a second function that keeps a running total. Everything through the public API of the three services.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "it tells what it does")]
#![allow(clippy::disallowed_methods, reason = "an application waits by the host's clock")]

mod set_up;

use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use aws_sdk_dynamodb::types::AttributeValue;
use aws_sdk_s3::primitives::ByteStream;

use set_up::{Clients, Language};

type Error = Box<dyn std::error::Error + Send + Sync>;

/// How long the events may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

#[tokio::main]
async fn main() -> ExitCode {
    let language = match std::env::args().nth(1).as_deref() {
        Some("wasm") => Language::Wasm,
        Some("python") => Language::Python,
        _ => {
            eprintln!("usage: cargo run -p letters -- wasm|python");
            return ExitCode::from(2);
        }
    };
    match run(language).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(cause) => {
            eprintln!("letters: {cause}");
            ExitCode::FAILURE
        }
    }
}

async fn run(language: Language) -> Result<(), Error> {
    let clients = Clients::new();
    set_up::tables(&clients).await?;
    set_up::functions(&clients, language).await?;
    set_up::bucket(&clients).await?;

    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("texts");
    let mut sent = 0;
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().ok_or("a text without a name")?.to_string_lossy().into_owned();
        clients
            .s3
            .put_object()
            .bucket("inbox")
            .key(&name)
            .body(ByteStream::from_path(&path).await?)
            .send()
            .await?;
        println!("sent     {name}");
        sent += 1;
    }
    let total = wait_for_total(&clients, sent).await?;
    let letters = clients.dynamodb.scan().table_name("letters").send().await?;
    for item in letters.items() {
        println!("counted  {:>4} words in {}", number(item.get("words")), text(item.get("letter")));
    }
    println!("total    {total} words in {sent} letters");
    Ok(())
}

/// Asks until as many letters are in the total as were sent.
async fn wait_for_total(clients: &Clients, sent: usize) -> Result<String, Error> {
    let ask = async {
        loop {
            let key = AttributeValue::S("all letters".to_owned());
            let got = clients.dynamodb.get_item().table_name("totals").key("name", key).send().await?;
            if let Some(total) = got.item.filter(|total| number(total.get("letters")) == sent.to_string()) {
                return Ok(number(total.get("words")));
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(PATIENCE, ask).await.map_err(|_| Error::from("the total did not arrive"))?
}

fn number(value: Option<&AttributeValue>) -> String {
    value.and_then(|value| value.as_n().ok()).cloned().unwrap_or_default()
}

fn text(value: Option<&AttributeValue>) -> String {
    value.and_then(|value| value.as_s().ok()).cloned().unwrap_or_default()
}
