//! What must hold for any input: called by this crate's tests and by the fuzz targets, with whatever bytes they like.
//!
//! Each function panics where the code is wrong, and only there. Not for use by engines.
//!
//! - `pattern` filter patterns as trees, which print themselves and are judged in a second, naive way
//! - `question` queries of Insights, likewise

use std::sync::Arc;

use crate::filter_pattern::Pattern;
use crate::insights::{Event, Query, Row, Run, Stop};

mod pattern;
mod question;

use base::dice::Dice;

/// A line with a filter pattern, and a message behind it: the pattern is read or refused, and takes values out of what it means,
/// and only of that.
///
/// # Panics
///
/// Otherwise.
pub fn filter_pattern(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (pattern, message) = text.split_once('\n').unwrap_or((&text, ""));
    let Ok(pattern) = Pattern::read(pattern) else { return };
    assert_eq!(pattern.means(message), pattern.extract(message).is_some());
}

/// Bytes that choose a pattern and a message: the pattern means the message as the naive evaluator says.
///
/// # Panics
///
/// Otherwise.
pub fn pattern_by_grammar(bytes: &[u8]) {
    let mut dice = Dice::new(bytes);
    let pattern = pattern::Tree::chosen(&mut dice);
    let message = pattern.message(&mut dice);
    let text = pattern.to_string();
    match Pattern::read(&text) {
        Ok(read) => assert_eq!(read.means(&message), pattern.means(&message), "{text} of {message}"),
        Err(fault) => panic!("{text}: {}", fault.message),
    }
}

/// A line with a query, and messages behind it: the query is read or refused; what is read has no more rows than events where it
/// makes none, and says the same twice.
///
/// # Panics
///
/// Otherwise.
pub fn query(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut lines = text.split('\n');
    let Ok(query) = Query::read(lines.next().unwrap_or_default()) else { return };
    let messages: Vec<String> = lines.take(32).map(str::to_owned).collect();
    let first = rows(query.clone(), &messages);
    assert_eq!(first, rows(query, &messages));
}

/// Bytes that choose a query and events: its rows are those that the naive evaluator has.
///
/// # Panics
///
/// Otherwise.
pub fn query_by_grammar(bytes: &[u8]) {
    let mut dice = Dice::new(bytes);
    let question = question::Question::chosen(&mut dice);
    let events: Vec<question::Fields> = (0..=dice.below(12)).map(|_| question::fields(&mut dice)).collect();
    let text = question.to_string();
    let messages: Vec<String> = events.iter().map(question::message).collect();
    let query = Query::read(&text).unwrap_or_else(|fault| panic!("{text}: {}", fault.message));
    assert_eq!(rows(query, &messages), Some(question.rows(&events)), "{text} of {messages:?}");
}

/// The rows of a query without pointers; nothing if there are too many.
fn rows(query: Query, messages: &[String]) -> Option<Vec<Vec<(String, String)>>> {
    let mut run = Run::new(query, 1000);
    for (at, message) in messages.iter().enumerate() {
        let event = Event {
            at_ms: 1_767_225_600_000 - at as u64,
            ingested_ms: 1_767_225_600_000,
            message: message.clone(),
            stream: Arc::from("s"),
            log: Arc::from("000000000000:g"),
            pointer: "p".to_owned(),
        };
        match run.add(Row::of(event)) {
            Ok(()) => {}
            Err(Stop::Enough) => break,
            Err(Stop::TooMany) => return None,
        }
    }
    let mut rows = run.end().ok()?;
    rows.iter_mut().for_each(|row| row.retain(|(name, _)| name != "@ptr"));
    Some(rows)
}
