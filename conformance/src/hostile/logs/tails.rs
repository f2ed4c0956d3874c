//! Live tails whose clients go away, hundreds at once: they take no place from who comes later, and who stays is shown what
//! comes.

use std::time::Duration;

use conformance::Result;
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use super::super::scene::Scene;
use super::super::tally::Kind;
use super::super::target::{Client, connect};
use super::{logs, now_ms, put};

/// Tails that begin and are left.
pub(crate) const TAILS: Kind = "live tails";

/// The group at which they look.
pub(crate) const TAILED: &str = "tailed";
/// How many there are at once: more than AWS allows, so that some are refused.
const AT_ONCE: usize = 1_200;
const REST: Duration = Duration::from_secs(40);
/// How long they stay.
const STAY: Duration = Duration::from_secs(3);
/// How long until a place is free again, and until an event is shown, on a busy machine.
const PROMPT: Duration = Duration::from_secs(45);

/// Comes and goes until the run is over.
pub(crate) async fn run(scene: Scene) {
    for round in 0_u64.. {
        if !scene.target.pause(REST).await {
            return;
        }
        let Some(life) = scene.target.up().await else { return };
        let mut crowd = JoinSet::new();
        for at in 0..AT_ONCE {
            let scene = scene.clone();
            crowd.spawn(async move {
                let mut stream = begin(&scene).await?;
                if at % 4 == 0 {
                    // Half of them have heard something.
                    let _ = tokio::time::timeout(STAY, stream.read(&mut [0; 512])).await;
                }
                tokio::time::sleep(STAY).await;
                Result::Ok(())
            });
        }
        while crowd.join_next().await.is_some() {}
        let outcome = scene.target.outcome(life, stays(&scene, round).await);
        if scene.done_or_counted(TAILS, outcome, || format!("a live tail behind {AT_ONCE}")).is_some() {
            scene.tally.tried(TAILS);
        }
    }
}

/// A connection on which a tail has been asked for.
async fn begin(scene: &Scene) -> Result<TcpStream> {
    let group = format!("arn:aws:logs:us-east-1:000000000000:log-group:{TAILED}");
    let request = logs("StartLiveTail", &json!({"logGroupIdentifiers": [group]}));
    let mut stream = connect(scene.target.address).await?;
    stream.write_all(request.head(&scene.target.host()).as_bytes()).await?;
    stream.write_all(&request.body).await?;
    Ok(stream)
}

/// Looks at new events until one is shown.
async fn stays(scene: &Scene, round: u64) -> Result<()> {
    let begun = std::time::Instant::now();
    let mark = format!("round {round} {}", fastrand::u64(..));
    let (mut client, mut shown) = (Client::new(&scene.target), Vec::new());
    let mut stream = begin(scene).await?;
    while begun.elapsed() < PROMPT {
        let read = tokio::time::timeout(Duration::from_secs(1), stream.read_buf(&mut shown)).await;
        let text = String::from_utf8_lossy(&shown).into_owned();
        if text.contains(&mark) {
            return Ok(());
        }
        if text.contains("LimitExceededException") {
            // Not all who left are known to have left.
            shown.clear();
            tokio::time::sleep(Duration::from_secs(1)).await;
            stream = begin(scene).await?;
        } else if let Ok(Ok(0)) = read {
            return Err(format!("the tail ended behind {text:?}").into());
        } else if text.contains("sessionStart") {
            client.ask(&put(TAILED, "s", &[(now_ms(), mark.clone())])).await;
        }
        if !scene.target.pause(Duration::from_millis(100)).await {
            return Ok(());
        }
    }
    Err(format!("SLOW: within {PROMPT:?} it is shown no event, only {:?}", String::from_utf8_lossy(&shown))
        .into())
}
