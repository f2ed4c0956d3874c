//! Choices made by bytes, so that a fuzzer can learn which bytes lead where.

use serde_json::Value;

/// Bytes not yet used; zero for ever once there are none left.
#[derive(Debug)]
pub(super) struct Dice<'a>(&'a [u8]);

impl<'a> Dice<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Dice<'a> {
        Dice(bytes)
    }

    /// Whether all bytes are used.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A number below `sides`.
    pub(super) fn below(&mut self, sides: u8) -> u8 {
        match self.0.split_first() {
            Some((first, rest)) => {
                self.0 = rest;
                first % sides.max(1)
            }
            None => 0,
        }
    }

    /// True once in `sides`.
    pub(super) fn once_in(&mut self, sides: u8) -> bool {
        self.below(sides) == 1
    }

    /// One of a constant list.
    pub(super) fn one_of<T: Copy>(&mut self, choices: &[T]) -> T {
        let at = usize::from(self.below(u8::try_from(choices.len()).unwrap_or(u8::MAX)));
        match choices.get(at) {
            Some(choice) => *choice,
            None => unreachable!("lists of this module are short and not empty"),
        }
    }
}

/// A constant text as JSON.
pub(super) fn constant(text: &str) -> Value {
    match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => unreachable!("constants of this module are JSON: {error} in {text}"),
    }
}
