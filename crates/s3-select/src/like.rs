//! LIKE: `%` is any text, `_` any character, and what stands behind the escape character is itself.

use crate::error::{Code, Error, Result};

/// The longest pattern in characters. A match may look at each character of a text for each of a pattern.
const MAX_PATTERN: usize = 1024;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece {
    Any,
    One,
    Char(char),
}

/// Whether a text is like a pattern.
pub(crate) fn matches(text: &str, pattern: &str, escape: Option<&str>) -> Result<bool> {
    let pieces = pieces(pattern, escape)?;
    let text: Vec<char> = text.chars().collect();
    let (mut at, mut piece) = (0, 0);
    // Where the last `%` stands, and how much of the text it is taken for.
    let mut star: Option<(usize, usize)> = None;
    while let Some(&char) = text.get(at) {
        match pieces.get(piece) {
            Some(Piece::Any) => {
                star = Some((piece, at));
                piece += 1;
            }
            Some(Piece::One) => (at, piece) = (at + 1, piece + 1),
            Some(Piece::Char(wanted)) if *wanted == char => (at, piece) = (at + 1, piece + 1),
            _ => {
                let Some((any, taken)) = star else { return Ok(false) };
                star = Some((any, taken + 1));
                (at, piece) = (taken + 1, any + 1);
            }
        }
    }
    Ok(pieces.iter().skip(piece).all(|piece| *piece == Piece::Any))
}

fn pieces(pattern: &str, escape: Option<&str>) -> Result<Vec<Piece>> {
    let invalid = || Error::from(Code::LikeInvalidInputs);
    let escape = match escape.map(|escape| (escape.chars().next(), escape.chars().count())) {
        None => None,
        Some((Some(char), 1)) => Some(char),
        Some(_) => return Err(invalid()),
    };
    let mut pieces = Vec::new();
    let mut chars = pattern.chars();
    while let Some(char) = chars.next() {
        if pieces.len() == MAX_PATTERN {
            return Err(Code::LikeInvalidInputs.saying("The pattern of a LIKE is too long."));
        }
        pieces.push(match char {
            char if Some(char) == escape => match chars.next() {
                Some(next) if matches!(next, '%' | '_') || Some(next) == escape => Piece::Char(next),
                _ => return Err(Code::EvaluatorLikePatternInvalidEscapeSequence.into()),
            },
            '%' => Piece::Any,
            '_' => Piece::One,
            char => Piece::Char(char),
        });
    }
    Ok(pieces)
}
