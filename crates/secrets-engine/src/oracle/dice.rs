//! Choices made by bytes, so that a fuzzer can learn which bytes lead where.

/// Bytes not yet used; zero for ever once there are none left.
#[derive(Debug)]
pub(crate) struct Dice<'a>(&'a [u8]);

impl<'a> Dice<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Dice<'a> {
        Dice(bytes)
    }

    /// Whether all bytes are used.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A byte.
    pub(crate) fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        *first
    }

    /// A number below `sides`.
    pub(crate) fn below(&mut self, sides: usize) -> usize {
        let high = if sides > 256 { usize::from(self.byte()) << 8 } else { 0 };
        (high | usize::from(self.byte())) % sides.max(1)
    }

    /// True once in `sides`.
    pub(crate) fn once_in(&mut self, sides: usize) -> bool {
        self.below(sides) == 1
    }

    /// One of a list, if it has any.
    pub(crate) fn one_of<T: Copy>(&mut self, choices: &[T]) -> Option<T> {
        choices.get(self.below(choices.len())).copied()
    }
}
