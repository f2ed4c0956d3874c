//! Uploads in parts. A part that was acknowledged is a promise too: an upload goes on after a kill where it was, and
//! its parts are there when it is completed.

use std::time::Duration;

use bytes::Bytes;

use super::content;
use super::ledger::Act;
use super::scene::{BUCKET, Scene, locked};
use super::tally::Kind;
use super::target::Client;
use super::things::Thing;
use super::wire::{Reply, Request};

/// Uploads and their parts.
pub(crate) const UPLOADS: Kind = "uploads in parts";

/// The least that a part has, other than the last: <https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html>.
const PART: usize = 5 << 20;
const SIZE: usize = 2 * PART + 70_000;
/// Between two requests.
const PACE: Duration = Duration::from_millis(200);

/// Uploads one object after the other until the run is over.
pub(crate) async fn run(scene: Scene) {
    let mut client = Client::new(&scene.target);
    let book = scene.book.clone();
    for thing in book.uploads.iter().cycle() {
        if !scene.target.pause(PACE).await {
            return;
        }
        upload(&scene, &mut client, thing).await;
    }
}

/// Sends a request until it is answered, over however many kills. The number is how often it was interrupted.
async fn answered(scene: &Scene, client: &mut Client, request: &Request) -> Option<(Reply, u32)> {
    for interrupted in 0.. {
        if !scene.target.pause(PACE).await {
            return None;
        }
        if let Some(reply) = scene.ask(UPLOADS, client, request).await {
            if reply.status != 503 {
                return Some((reply, interrupted));
            }
            scene.tally.tried(UPLOADS);
        }
    }
    None
}

async fn upload(scene: &Scene, client: &mut Client, thing: &Thing) -> Option<()> {
    let path = format!("/{BUCKET}/{}", thing.name);
    let begin = Request::new("POST", format!("{path}?uploads"));
    let (begun, _) = answered(scene, client, &begin).await?;
    let begun_text = begun.text();
    let Some(id) = between(&begun_text, "<UploadId>", "</UploadId>") else {
        scene.tally.judged(UPLOADS, Err(format!("no upload began: {}", begun.summary())), || begin.summary());
        return None;
    };
    let version = locked(&thing.register).begin(Act::Write);
    let body = content::sized(&thing.name, version, SIZE);
    let mut document = String::from("<CompleteMultipartUpload>");
    for number in 1..=SIZE.div_ceil(PART) {
        let part = slice(&body, number);
        let request =
            Request::new("PUT", format!("{path}?partNumber={number}&uploadId={id}")).body(part.clone());
        let (reply, _) = answered(scene, client, &request).await?;
        let etag = reply.header("etag").unwrap_or_default();
        let verdict = if reply.status == 200 && etag == content::etag(&part) {
            Ok(())
        } else {
            Err(format!("a part was answered with {} and the ETag {etag:?}", reply.summary()))
        };
        scene.tally.judged(UPLOADS, verdict, || request.summary());
        document += &format!("<Part><PartNumber>{number}</PartNumber><ETag>{etag}</ETag></Part>");
    }
    document += "</CompleteMultipartUpload>";
    if version.is_multiple_of(5) {
        locked(&thing.register).withdraw(version);
        return abort(scene, client, &format!("{path}?uploadId={id}")).await;
    }
    let complete = Request::new("POST", format!("{path}?uploadId={id}")).body(document);
    let (reply, interrupted) = answered(scene, client, &complete).await?;
    let verdict = completed(&reply, interrupted);
    if verdict.is_ok() {
        locked(&thing.register).acknowledge(version);
    }
    scene.tally.judged(UPLOADS, verdict, || complete.summary());
    Some(())
}

async fn abort(scene: &Scene, client: &mut Client, path: &str) -> Option<()> {
    let request = Request::new("DELETE", path);
    let (reply, interrupted) = answered(scene, client, &request).await?;
    let gone = interrupted > 0 && reply.status == 404;
    let verdict =
        if reply.status == 204 || gone { Ok(()) } else { Err(format!("no abort: {}", reply.summary())) };
    scene.tally.judged(UPLOADS, verdict, || request.summary());
    Some(())
}

/// Judges the answer of a completion that was sent so many times before without an answer: one of those may have
/// completed the upload, which then is gone, or is answered once more as AWS does.
fn completed(reply: &Reply, interrupted: u32) -> Result<(), String> {
    match reply.status {
        // A completion says in its document whether it failed: <CompleteMultipartUpload> of AWS's API.
        200 if reply.text().contains("<CompleteMultipartUploadResult") => Ok(()),
        404 if interrupted > 0 && reply.text().contains("NoSuchUpload") => Ok(()),
        _ => Err(format!(
            "LOST: parts were acknowledged, and their completion is answered with {}",
            reply.summary()
        )),
    }
}

fn slice(body: &Bytes, number: usize) -> Bytes {
    let begin = (number - 1) * PART;
    body.slice(begin.min(body.len())..(begin + PART).min(body.len()))
}

/// The text between two marks.
pub(crate) fn between<'a>(text: &'a str, begin: &str, end: &str) -> Option<&'a str> {
    text.split_once(begin)?.1.split_once(end).map(|(between, _)| between)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_are_the_whole() {
        let body = content::sized("k", 1, SIZE);
        let parts: Vec<u8> = (1..=SIZE.div_ceil(PART)).flat_map(|number| slice(&body, number)).collect();
        assert_eq!(parts, body);
    }

    #[test]
    fn a_completion_that_misses_its_parts_is_told() {
        let done = Reply::of(200, "<CompleteMultipartUploadResult><ETag/></CompleteMultipartUploadResult>");
        completed(&done, 0).unwrap();
        let gone = Reply::of(404, "<Code>NoSuchUpload</Code>");
        completed(&gone, 1).unwrap();
        for lost in [gone, Reply::of(400, "<Code>InvalidPart</Code>"), Reply::of(200, "<Error/>")] {
            assert!(completed(&lost, 0).unwrap_err().contains("LOST"));
        }
        assert!(completed(&Reply::of(400, "<Code>InvalidPart</Code>"), 1).is_err());
    }
}
