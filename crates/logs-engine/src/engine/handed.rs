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
    batches: VecDeque<(LogPlace, Vec<LogLine>)>,
    bytes: usize,
    lost: u64,
}

impl Handed {
    /// Takes lines, as many as there is room for.
    pub(crate) fn take(&self, place: LogPlace, mut lines: Vec<LogLine>) {
        let mut waiting = self.0.lock();
        let mut bytes = waiting.bytes;
        let fit = lines.iter().take_while(|line| {
            bytes += line.message.len() + OVERHEAD;
            bytes <= MOST_BYTES
        });
        let fit = fit.count();
        waiting.lost += (lines.len() - fit) as u64;
        lines.truncate(fit);
        waiting.bytes += size(&lines);
        if !lines.is_empty() {
            waiting.batches.push_back((place, lines));
        }
    }

    /// Forgets all: the state that they were written in is gone.
    pub(crate) fn forget(&self) {
        *self.0.lock() = Waiting::default();
    }

    /// The oldest, about so many lines of them, and how many were lost since this was asked last.
    pub(crate) fn next(&self, most: usize) -> (Vec<(LogPlace, Vec<LogLine>)>, u64) {
        let mut waiting = self.0.lock();
        let mut taken: Vec<(LogPlace, Vec<LogLine>)> = Vec::new();
        let mut count = 0;
        while count < most
            && let Some((place, lines)) = waiting.batches.pop_front()
        {
            count += lines.len();
            waiting.bytes -= size(&lines);
            match taken.iter_mut().find(|(taken, _)| *taken == place) {
                Some((_, taken)) => taken.extend(lines),
                None => taken.push((place, lines)),
            }
        }
        (taken, std::mem::take(&mut waiting.lost))
    }
}

fn size(lines: &[LogLine]) -> usize {
    lines.iter().map(|line| line.message.len() + OVERHEAD).sum()
}
