//! How much HTTP/2 connections may send before it is read: a window each, from one budget. The more are open, the smaller
//! is the next one's.

use std::sync::Arc;

use parking_lot::Mutex;

/// What a connection has at most, and one of its streams.
const OF_CONNECTION: u64 = 4 << 20;
const OF_STREAM: u64 = 1 << 20;
/// A window is never smaller: what HTTP/2 itself begins with.
/// <https://www.rfc-editor.org/rfc/rfc9113#section-6.9.2>
const LEAST: u64 = (1 << 16) - 1;
/// The part of what is left that one connection gets.
const PART: u64 = 64;

/// The budget: a handle, cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Windows(Arc<Mutex<u64>>);

/// The window of one connection, given back when it is dropped.
#[derive(Debug)]
pub(crate) struct Window {
    left: Windows,
    bytes: u64,
}

impl Windows {
    pub(crate) fn new(bytes: u64) -> Windows {
        Windows(Arc::new(Mutex::new(bytes)))
    }

    /// The next connection's.
    pub(crate) fn grant(&self) -> Window {
        let mut left = self.0.lock();
        // What is smaller than the least is not counted: with nothing left, it is what each has.
        let bytes = (*left / PART).min(OF_CONNECTION);
        *left -= bytes;
        Window { left: self.clone(), bytes }
    }
}

impl Window {
    /// The bytes of the whole connection.
    pub(crate) fn of_connection(&self) -> u32 {
        window(self.bytes)
    }

    /// The bytes of one stream of it.
    pub(crate) fn of_stream(&self) -> u32 {
        window(self.bytes.min(OF_STREAM))
    }
}

fn window(bytes: u64) -> u32 {
    u32::try_from(bytes.max(LEAST)).unwrap_or(u32::MAX)
}

impl Drop for Window {
    fn drop(&mut self) {
        *self.left.0.lock() += self.bytes;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_become_smaller_and_their_sum_is_bounded() {
        let budget = 512 << 20;
        let windows = Windows::new(budget);
        let granted: Vec<Window> = (0..10_000).map(|_| windows.grant()).collect();
        let sizes: Vec<u32> = granted.iter().map(Window::of_connection).collect();
        assert_eq!((sizes[0], granted[0].of_stream()), (4 << 20, 1 << 20));
        assert!(sizes.is_sorted_by(|earlier, later| earlier >= later));
        assert_eq!(sizes.last(), Some(&65_535));
        assert!(granted.iter().map(|window| window.bytes).sum::<u64>() <= budget);
        drop(granted);
        assert_eq!(*windows.0.lock(), budget);
    }
}
