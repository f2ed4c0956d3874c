//! Lines of other services: what functions print.

use base::seams::{LogLine, LogPlace, LogSink};

use crate::engine::Engine;
use crate::engine::handed::Piece;

impl LogSink for Engine {
    fn hand_over(&self, place: LogPlace, lines: Vec<LogLine>) {
        self.handed.take(Piece { epoch: self.records.epoch(), place, lines });
        self.flush.wake();
    }
}
