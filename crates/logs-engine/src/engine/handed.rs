//! Lines that other services have handed over, until they are in the store: so many bytes, and no more.

use std::collections::VecDeque;

use base::seams::{LogLine, LogPlace};
use parking_lot::Mutex;

use crate::event::OVERHEAD;

/// How many bytes wait at most, as AWS counts events.
const MOST_BYTES: usize = 16 << 20;

/// Lines that wait.
#[derive(Debug, Default)]
pub(crate) struct Handed(Mutex<Waiting>);

#[derive(Debug, Default)]
struct Waiting {
    pieces: VecDeque<Piece>,
    bytes: usize,
    lost: u64,
}

/// Lines of one stream, and the state that they were written in.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    pub(crate) epoch: u64,
    pub(crate) place: LogPlace,
    pub(crate) lines: Vec<LogLine>,
}

impl Handed {
    /// Takes lines, as many as there is room for.
    pub(crate) fn take(&self, mut piece: Piece) {
        let mut waiting = self.0.lock();
        let mut bytes = waiting.bytes;
        let fit = piece.lines.iter().take_while(|line| {
            bytes += line.message.len() + OVERHEAD;
            bytes <= MOST_BYTES
        });
        let fit = fit.count();
        waiting.lost += (piece.lines.len() - fit) as u64;
        piece.lines.truncate(fit);
        waiting.bytes += size(&piece.lines);
        if !piece.lines.is_empty() {
            waiting.pieces.push_back(piece);
        }
    }

    /// The oldest, about so many lines of them, those of a stream together, and how many were lost since this was asked last.
    pub(crate) fn next(&self, most: usize) -> (Vec<Piece>, u64) {
        let mut waiting = self.0.lock();
        let mut taken: Vec<Piece> = Vec::new();
        let mut count = 0;
        while count < most
            && let Some(piece) = waiting.pieces.pop_front()
        {
            count += piece.lines.len();
            waiting.bytes -= size(&piece.lines);
            let same = taken.iter_mut().find(|one| one.place == piece.place && one.epoch == piece.epoch);
            match same {
                Some(same) => same.lines.extend(piece.lines),
                None => taken.push(piece),
            }
        }
        (taken, std::mem::take(&mut waiting.lost))
    }

    /// Takes back what could not be written, before all others.
    pub(crate) fn put_back(&self, pieces: Vec<Piece>) {
        let mut waiting = self.0.lock();
        for piece in pieces.into_iter().rev() {
            waiting.bytes += size(&piece.lines);
            waiting.pieces.push_front(piece);
        }
    }
}

fn size(lines: &[LogLine]) -> usize {
    lines.iter().map(|line| line.message.len() + OVERHEAD).sum()
}

#[cfg(test)]
mod tests {
    use base::arn::{AccountId, Region};

    use super::*;

    fn piece(stream: &str, messages: &[&str]) -> Piece {
        let place = LogPlace {
            account: AccountId::DEFAULT,
            region: Region::us_east_1(),
            group: "g".to_owned(),
            stream: stream.to_owned(),
        };
        let lines = messages.iter().map(|message| LogLine { at_ms: 1, message: (*message).to_owned() });
        Piece { epoch: 1, place, lines: lines.collect() }
    }

    fn next(handed: &Handed) -> Vec<(String, Vec<String>)> {
        let shown = |piece: &Piece| {
            let lines = piece.lines.iter().map(|line| line.message.clone());
            (piece.place.stream.clone(), lines.collect())
        };
        handed.next(3).0.iter().map(shown).collect()
    }

    /// Our promise: a store that fails for a while loses no line, and lines stay in their order.
    #[test]
    fn what_could_not_be_written_comes_first_again() {
        let handed = Handed::default();
        handed.take(piece("s", &["a"]));
        handed.take(piece("t", &["b"]));
        handed.take(piece("s", &["c"]));
        handed.take(piece("s", &["d"]));
        let (taken, lost) = handed.next(3);
        assert_eq!((taken.len(), lost), (2, 0));
        handed.put_back(taken);
        assert_eq!(
            next(&handed),
            [("s".to_owned(), vec!["a".into(), "c".into()]), ("t".to_owned(), vec!["b".into()])]
        );
        assert_eq!(next(&handed), [("s".to_owned(), vec!["d".to_owned()])]);
        assert_eq!(handed.0.lock().bytes, 0);
    }
}
