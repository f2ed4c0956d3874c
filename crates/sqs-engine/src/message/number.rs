//! Numbers of messages, and FIFO's sequence numbers.

/// The number behind `last` of a message that is sent now: it rises with time, so that it rises across the ends of the process
/// too.
pub(crate) fn next(last: u64, now_ms: u64) -> u64 {
    const PER_MS: u32 = 20;
    (now_ms << PER_MS).max(last.saturating_add(1))
}

/// A sequence number has twenty digits.
/// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html>
pub(crate) fn sequence(number: u64) -> String {
    const BASE: u64 = 10_000_000_000_000_000_000;
    BASE.saturating_add(number).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_rise_and_sequence_numbers_have_twenty_digits() {
        let now = 1_796_000_000_000;
        let first = next(0, now);
        assert!(
            next(first, now) > first
                && next(first, now - 1000) > first
                && next(first, now + 1) > next(first, now)
        );
        for number in [first, next(first, now), 0, u64::MAX] {
            assert_eq!(sequence(number).len(), 20, "{number}");
        }
        assert!(sequence(next(first, now)) > sequence(first));
    }
}
