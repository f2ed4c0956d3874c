//! Orders are uploaded into a bucket; the bucket tells a queue; a worker takes them from the queue and writes them into a
//! table; the table's stream is read by the books. What cannot be worked off ends in a queue of its own. The worker's key
//! of the shipping service is a secret, and what the worker does is in a log. Everything through the public API of the
//! services, as it would be on AWS.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "it tells what it does")]
#![allow(clippy::disallowed_methods, reason = "an application waits by the host's clock")]

mod books;
mod log;
mod set_up;
mod worker;

use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use aws_sdk_s3::primitives::ByteStream;

use set_up::{BUCKET, Clients};

type Error = Box<dyn std::error::Error + Send + Sync>;

/// How long all of it may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

#[tokio::main]
async fn main() -> ExitCode {
    match tokio::time::timeout(PATIENCE, Box::pin(run())).await {
        Ok(Ok(())) => ExitCode::SUCCESS,
        Ok(Err(cause)) => {
            eprintln!("orders: {cause}");
            ExitCode::FAILURE
        }
        Err(_) => {
            eprintln!("orders: not all of them arrived");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Error> {
    let clients = Clients::new();
    let stream = set_up::table(&clients).await?;
    let queues = set_up::queues(&clients).await?;
    set_up::bucket(&clients, &queues).await?;
    set_up::secret(&clients).await?;
    set_up::log_group(&clients).await?;

    let sent = upload(&clients).await?;
    // Of all that was sent one order is none.
    let books = books::keep(&clients, &stream, sent - 1);
    let all_arrived = async { tokio::try_join!(books, worker::set_aside(&clients, &queues)) };
    // In a real shop these would be programs of their own, and go on.
    tokio::select! {
        failed = worker::work(&clients, &queues) => failed,
        arrived = all_arrived => {
            let (books, rejected) = arrived?;
            println!("rejected {rejected}");
            let (worked, failed) = (log::count(&clients, "worked").await?, log::count(&clients, "failed").await?);
            println!("logged   worked: {worked}, failed: {failed}");
            books.print();
            Ok(())
        }
    }
}

/// Uploads every order of the folder `inbox`; how many these were.
async fn upload(clients: &Clients) -> Result<usize, Error> {
    let folder = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("inbox"))?;
    let mut paths = folder.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>, Error>>()?;
    paths.sort();
    for path in &paths {
        let name = path.file_name().ok_or("an order without a name")?.to_string_lossy().into_owned();
        let body = ByteStream::from_path(path).await?;
        clients.s3.put_object().bucket(BUCKET).key(&name).body(body).send().await?;
        println!("sent     {name}");
    }
    Ok(paths.len())
}
