//! Generated requests to RustStack and to another DynamoDB, DynamoDB Local above all, and where the answers differ.
//!
//! A round makes one table at both ends and sends both the same requests. It ends at the first request that only one
//! of them takes, since from there on the two tables hold different items. Equal differences are shown once, counted;
//! those that were judged, with the reason, stand in `conformance/baseline/dynamodb-local.txt`.

mod expression;
mod normal;
mod peer;
mod request;

use std::collections::BTreeMap;
use std::path::Path;

use conformance::Result;
use conformance::server::Server;
use serde_json::Value;

use normal::Answer;
use peer::Peer;
use request::Generator;

/// What to compare with.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The other one's URL, such as http://127.0.0.1:8000.
    #[arg(long)]
    with: String,
    /// Ours, if it is not to be started here.
    #[arg(long)]
    endpoint: Option<String>,
    /// Tables, each with requests of its own.
    #[arg(long, default_value_t = 100)]
    rounds: u64,
    /// Requests to a table.
    #[arg(long, default_value_t = 40)]
    requests: usize,
    /// Where the random requests begin; the same number gives the same ones.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Compares the messages of errors too; without it their names. Most of DynamoDB Local's are not AWS's.
    #[arg(long)]
    texts: bool,
    /// Shows the judged differences too.
    #[arg(long)]
    all: bool,
}

/// A difference, without what varies from request to request.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Difference {
    operation: String,
    ours: String,
    theirs: String,
}

/// How often a difference was seen, and one request that shows it.
#[derive(Debug)]
struct Seen {
    times: usize,
    request: Value,
    ours: Answer,
    theirs: Answer,
}

/// Compares, and prints what differs. False if a difference is not judged.
pub(crate) fn run(arguments: &Arguments) -> Result<bool> {
    let server = if arguments.endpoint.is_none() { Some(Server::start()?) } else { None };
    let own = arguments.endpoint.clone().or_else(|| server.as_ref().map(Server::endpoint));
    let ours = Peer::at(&own.ok_or("no endpoint")?)?;
    let theirs = Peer::at(&arguments.with)?;
    let mut differences: BTreeMap<Difference, Seen> = BTreeMap::new();
    let mut sent = 0;
    for round in 0..arguments.rounds {
        sent += compare_round(&ours, &theirs, arguments, round, &mut differences)?;
    }
    report(sent, &differences, &judged()?, arguments.all)
}

/// One table's life at both ends: how many requests were sent.
fn compare_round(
    ours: &Peer,
    theirs: &Peer,
    arguments: &Arguments,
    round: u64,
    differences: &mut BTreeMap<Difference, Seen>,
) -> Result<usize> {
    let seed = arguments.seed + round;
    let mut generator = Generator::new(seed);
    for peer in [ours, theirs] {
        let made = peer.send("CreateTable", &generator.table())?;
        if !made.is_success() {
            return Err(format!("the table of round {seed} was refused: {}", made.show()).into());
        }
    }
    let mut sent = 0;
    while sent < arguments.requests {
        let (operation, request) = generator.request();
        let (one, other) = (ours.send(operation, &request)?, theirs.send(operation, &request)?);
        sent += 1;
        let apart = one.is_success() != other.is_success();
        if !one.equals(&other, arguments.texts) {
            let (mine, its) = one.kinds(&other);
            let difference = Difference { operation: operation.to_owned(), ours: mine, theirs: its };
            let seen = Seen { times: 0, request, ours: one, theirs: other };
            differences.entry(difference).or_insert(seen).times += 1;
        }
        if apart && request::writes(operation) {
            break;
        }
    }
    for peer in [ours, theirs] {
        peer.send("DeleteTable", &generator.table_name())?;
    }
    Ok(sent)
}

/// A difference that was looked at: an operation, what either side says, a `*` for whatever; who is right, and why.
#[derive(Debug)]
struct Judged {
    pattern: Difference,
    why: String,
}

/// The list of them; the first that fits counts.
fn judged() -> Result<Vec<Judged>> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("baseline/dynamodb-local.txt");
    let text = std::fs::read_to_string(file)?;
    text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(judgement).collect()
}

fn judgement(line: &str) -> Result<Judged> {
    let columns: Vec<&str> = line.split(" | ").map(str::trim).collect();
    let [operation, ours, theirs, why] = columns.as_slice() else {
        return Err(format!("not four columns: {line}").into());
    };
    let [operation, ours, theirs] = [operation, ours, theirs].map(|column| (*column).to_owned());
    Ok(Judged { pattern: Difference { operation, ours, theirs }, why: (*why).to_owned() })
}

impl Judged {
    fn fits(&self, difference: &Difference) -> bool {
        let pattern = &self.pattern;
        fits(&pattern.operation, &difference.operation)
            && fits(&pattern.ours, &difference.ours)
            && fits(&pattern.theirs, &difference.theirs)
    }
}

/// Whether a text is what a pattern says up to its `*`, and the whole of it if there is none.
fn fits(pattern: &str, text: &str) -> bool {
    match pattern.split_once('*') {
        Some((beginning, _)) => text.starts_with(beginning),
        None => pattern == text,
    }
}

fn report(
    sent: usize,
    differences: &BTreeMap<Difference, Seen>,
    judged: &[Judged],
    all: bool,
) -> Result<bool> {
    let mut open = 0;
    for (difference, seen) in differences {
        let reason = judged.iter().find(|judged| judged.fits(difference));
        open += usize::from(reason.is_none());
        if reason.is_some() && !all {
            continue;
        }
        let Difference { operation, ours, theirs } = difference;
        println!(
            "{operation} | {ours} | {theirs} | {}",
            reason.map_or("not judged", |judged| judged.why.as_str())
        );
        println!("    {} times, for instance {}", seen.times, seen.request);
        println!("    ours   {}\n    theirs {}", seen.ours.show(), seen.theirs.show());
    }
    let times: usize = differences.values().map(|seen| seen.times).sum();
    println!(
        "compare: {sent} requests, {times} answered differently, in {} ways, {open} of them not judged",
        differences.len()
    );
    Ok(open == 0)
}
