//! `pattern`: what many texts have in common. AWS finds patterns by means of its own; these are ours.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Pattern.html>

use std::collections::HashMap;
use std::net::IpAddr;

use super::row::Row;
use super::value::Value;

/// How many patterns there are at most: texts that have so little in common have none.
const MOST: usize = 5_000;

/// How many pieces and bytes of a text are looked at; what stands behind them is one piece more.
const MOST_PIECES: usize = 512;
const MOST_BYTES: usize = 4096;

/// How much of two texts must be the same for one pattern, in hundredths of their words.
const LEAST_ALIKE: usize = 60;

/// What a query makes of texts.
#[derive(Debug, Default)]
pub(super) struct Patterns {
    found: Vec<Pattern>,
    /// Which of them have so many pieces.
    by_len: HashMap<usize, Vec<usize>>,
    /// Which of them a text has that was seen in this very form.
    by_form: HashMap<Vec<Piece>, usize>,
    texts: u64,
}

#[derive(Debug)]
struct Pattern {
    pieces: Vec<Piece>,
    count: u64,
}

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Piece {
    /// The same in all texts: a word.
    Word(String),
    /// The same in all texts: what stands between words.
    Mark(char),
    /// What changes, and what it is.
    Changes(&'static str),
}

/// What is not known to be anything.
const TOKEN: Piece = Piece::Changes("Token");

impl Patterns {
    /// One more text. False if there are too many patterns.
    pub(super) fn add(&mut self, text: &str) -> bool {
        self.texts += 1;
        let form = pieces(text);
        if let Some(pattern) = self.by_form.get(&form).and_then(|at| self.found.get_mut(*at)) {
            pattern.count += 1;
            return true;
        }
        let of_its_length = self.by_len.entry(form.len()).or_default();
        let best = of_its_length
            .iter()
            .filter_map(|at| Some((self.found.get(*at)?.likeness(&form)?, *at)))
            .max_by_key(|(likeness, at)| (*likeness, std::cmp::Reverse(*at)));
        let next = self.found.len();
        let at = best.map_or(next, |(_, at)| at);
        match self.found.get_mut(at) {
            Some(pattern) => pattern.take(&form),
            None if next >= MOST => return false,
            None => {
                of_its_length.push(next);
                self.found.push(Pattern { pieces: form.clone(), count: 1 });
            }
        }
        if self.by_form.len() < MOST {
            self.by_form.insert(form, at);
        }
        true
    }

    /// A row for each pattern, the most frequent first.
    pub(super) fn rows(mut self) -> Vec<Row> {
        self.found.sort_by_key(|pattern| std::cmp::Reverse(pattern.count));
        let texts = self.texts.max(1) as f64;
        let row = |pattern: Pattern| {
            let severity = pattern.severity().map_or(Value::Missing, |label| Value::Text(label.to_owned()));
            Row::made(vec![
                ("@pattern".to_owned(), Value::Text(pattern.text())),
                ("@ratio".to_owned(), Value::Text(ratio(pattern.count as f64 / texts))),
                ("@sampleCount".to_owned(), Value::Number(pattern.count as f64)),
                ("@severityLabel".to_owned(), severity),
            ])
        };
        self.found.into_iter().map(row).collect()
    }
}

/// The columns of its rows.
pub(super) const COLUMNS: [&str; 4] = ["@pattern", "@ratio", "@sampleCount", "@severityLabel"];

/// With two digits, as AWS's page writes it, and two more if they say something.
fn ratio(ratio: f64) -> String {
    let text = format!("{ratio:.4}");
    text.strip_suffix("00").map_or_else(|| text.clone(), str::to_owned)
}

impl Pattern {
    /// In how many of a hundred words a form is like this; nothing if it is another pattern's.
    fn likeness(&self, form: &[Piece]) -> Option<usize> {
        let (mut words, mut alike) = (0, 0);
        for (one, two) in self.pieces.iter().zip(form) {
            match (one, two) {
                (Piece::Mark(one), Piece::Mark(two)) if one == two => {}
                (Piece::Mark(_), _) | (_, Piece::Mark(_)) => return None,
                (one, two) => {
                    words += 1;
                    alike += usize::from(one == two || *one == TOKEN);
                }
            }
        }
        let percent = (alike * 100).checked_div(words).unwrap_or(100);
        (percent >= LEAST_ALIKE).then_some(percent)
    }

    /// A text that is like this: where it differs, something changes.
    fn take(&mut self, form: &[Piece]) {
        self.count += 1;
        for (known, piece) in self.pieces.iter_mut().zip(form) {
            if known != piece {
                *known = TOKEN;
            }
        }
    }

    fn text(&self) -> String {
        let mut number = 0;
        let shown = self.pieces.iter().map(|piece| match piece {
            Piece::Word(word) => word.clone(),
            Piece::Mark(mark) => mark.to_string(),
            Piece::Changes(kind) => {
                number += 1;
                format!("<{kind}-{number}>")
            }
        });
        shown.collect()
    }

    /// The gravest level that its words name.
    fn severity(&self) -> Option<&'static str> {
        let words = self.pieces.iter().filter_map(|piece| match piece {
            Piece::Word(word) => level(word),
            _ => None,
        });
        words.min().and_then(|level| LEVELS.get(level)).copied()
    }
}

/// By AWS's page, the gravest first.
const LEVELS: [&str; 4] = ["Error", "Warning", "Info", "Debug"];

/// The place of a level among all.
fn level(word: &str) -> Option<usize> {
    match word.to_lowercase().as_str() {
        "error" | "err" | "fatal" | "critical" | "severe" => Some(0),
        "warn" | "warning" => Some(1),
        "info" | "notice" => Some(2),
        "debug" | "trace" => Some(3),
        // `NullPointerException`, `KeyError`
        word if word.ends_with("exception") || word.ends_with("error") => Some(0),
        _ => None,
    }
}

/// The pieces of a text.
fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if pieces.len() >= MOST_PIECES || text.len() - rest.len() >= MOST_BYTES {
            pieces.push(TOKEN);
            return pieces;
        }
        let end = rest.char_indices().find(|(at, c)| is_mark(*c) || *at >= MOST_BYTES);
        let end = end.map_or(rest.len(), |(at, _)| at);
        let Some((word, behind)) = rest.split_at_checked(end.max(first.len_utf8())) else { break };
        rest = behind;
        match kind(word) {
            _ if end == 0 => pieces.push(Piece::Mark(first)),
            Some(kind) => pieces.push(Piece::Changes(kind)),
            None => parts(word, &mut pieces),
        }
    }
    of_time(&mut pieces);
    pieces
}

/// The parts of a word with points, colons or slashes in it.
fn parts(word: &str, pieces: &mut Vec<Piece>) {
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let end = rest.find([':', '/', '.']).unwrap_or(rest.len());
        let Some((part, behind)) = rest.split_at_checked(end.max(first.len_utf8())) else { return };
        rest = behind;
        pieces.push(match kind(part) {
            _ if end == 0 => Piece::Mark(first),
            Some(kind) => Piece::Changes(kind),
            None => Piece::Word(part.to_owned()),
        });
    }
}

fn is_mark(c: char) -> bool {
    c.is_whitespace() || "=,;()[]{}<>\"'|".contains(c)
}

/// What a word is that changes from text to text: what has digits in it.
fn kind(word: &str) -> Option<&'static str> {
    let word = word.trim_end_matches(['.', ':']);
    if !word.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    if word.parse::<IpAddr>().is_ok() {
        return Some("IPAddress");
    }
    if word.parse::<f64>().is_ok() {
        return Some("Number");
    }
    let is_made_of = |marks: &str| word.chars().all(|c| c.is_ascii_digit() || marks.contains(c));
    let has = |mark: char| word.matches(mark).count() >= 2;
    if (has(':') && is_made_of(":.,Z+-")) || time_of_units(word) {
        return Some("Time");
    }
    if has('-') && is_made_of("-") || (has(':') && has('-') && is_made_of("-:.,TZ+")) {
        return Some("Date");
    }
    let is_uuid = word.len() == 36 && word.chars().all(|c| c.is_ascii_hexdigit() || c == '-');
    if is_uuid {
        return Some("UUID");
    }
    (!word.contains([':', '/'])).then_some("Token")
}

/// `30ms`, `1.5s`
fn time_of_units(word: &str) -> bool {
    let number = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    number.parse::<f64>().is_ok() && is_unit(word.get(number.len()..).unwrap_or_default())
}

fn is_unit(word: &str) -> bool {
    ["ms", "s", "sec", "secs", "second", "seconds", "msec", "millis", "milliseconds"].contains(&word)
}

/// A number before a unit of time is a time, as on AWS's page.
fn of_time(pieces: &mut [Piece]) {
    for at in 2..pieces.len() {
        let is_before_unit = matches!(pieces.get(at), Some(Piece::Word(word)) if is_unit(word));
        let is_apart = pieces.get(at - 1) == Some(&Piece::Mark(' '));
        if let Some(number) = pieces.get_mut(at - 2).filter(|_| is_before_unit && is_apart)
            && *number == Piece::Changes("Number")
        {
            *number = Piece::Changes("Time");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the tokens are called is our guess, but for the first: AWS's page has that one.
    #[test]
    fn what_changes_is_a_token() {
        let check = |text: &str, expected: &str| {
            assert_eq!(Pattern { pieces: pieces(text), count: 1 }.text(), expected, "{text}");
        };
        check("[INFO] Request time: 327 ms", "[INFO] Request time: <Time-1> ms");
        check("took 30ms, or 1.5 seconds", "took <Time-1>, or <Time-2> seconds");
        check("2026-01-02T03:04:05.678Z from 10.0.0.1", "<Date-1> from <IPAddress-2>");
        check("2026-01-02 03:04:05.678 GET /users/42", "<Date-1> <Time-2> GET /users/<Number-3>");
        check("id=0f8fad5b-d9cb-469f-a165-70867728950e", "id=<UUID-1>");
        check("request abc123 done", "request <Token-1> done");
        check("", "");
        check("größe: 5 🦀", "größe: <Number-1> 🦀");
        let long = "word ".repeat(1000);
        assert_eq!(pieces(&long).len(), MOST_PIECES + 1);
    }

    #[test]
    fn texts_that_are_alike_are_of_one_pattern() {
        let mut patterns = Patterns::default();
        for text in
            ["ERROR user ann was not found", "ERROR user bob was not found", "INFO started", "INFO started"]
        {
            assert!(patterns.add(text));
        }
        let rows: Vec<Vec<String>> = patterns
            .rows()
            .iter()
            .map(|row| COLUMNS.iter().filter_map(|column| row.shown(column)).collect())
            .collect();
        assert_eq!(
            rows,
            [
                ["ERROR user <Token-1> was not found", "0.50", "2", "Error"],
                ["INFO started", "0.50", "2", "Info"]
            ]
        );
        let mut patterns = Patterns::default();
        let letters = |number: usize| format!("{number:016b}").replace('0', "a").replace('1', "b");
        assert!((0..MOST).all(|number| patterns.add(&letters(number))));
        assert!(!patterns.add(&letters(MOST)));
    }
}
