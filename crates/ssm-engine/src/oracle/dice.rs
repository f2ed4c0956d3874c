//! Choices made by bytes, so that a fuzzer can learn which bytes lead where.

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

    /// A byte.
    pub(super) fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        *first
    }

    /// A number below `sides`, of which there are 256 at most.
    pub(super) fn below(&mut self, sides: usize) -> usize {
        usize::from(self.byte()) % sides.max(1)
    }

    /// True once in `sides`.
    pub(super) fn once_in(&mut self, sides: usize) -> bool {
        self.below(sides) == 1
    }

    /// One of a list, if it has any.
    pub(super) fn one_of<T: Copy>(&mut self, choices: &[T]) -> Option<T> {
        choices.get(self.below(choices.len())).copied()
    }
}
