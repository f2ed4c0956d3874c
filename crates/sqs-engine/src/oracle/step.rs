//! What clients do to a handful of queues, and what they are answered.

use super::naive::Naive;
use base::dice::Dice;

/// A queue of the sequences.
#[derive(Debug)]
pub(crate) struct Known {
    pub(crate) name: &'static str,
    /// Where its dead go, once a redrive policy says so.
    pub(crate) dead: Option<usize>,
    pub(crate) retention_s: u64,
}

/// The queues: a standard and a FIFO queue, and one of each kind for their dead. The times are short enough for messages to
/// grow too old.
pub(crate) const QUEUES: [Known; 4] = [
    Known { name: "a", dead: Some(1), retention_s: 200 },
    Known { name: "dead", dead: None, retention_s: 400 },
    Known { name: "b.fifo", dead: Some(3), retention_s: 400 },
    Known { name: "dead.fifo", dead: None, retention_s: 100 },
];

/// How long a message that was received stays invisible, in seconds, if nobody says otherwise.
pub(crate) const VISIBILITY_S: u64 = 10;

/// One thing that a client does, to the queue of a number in the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// CreateQueue.
    Create(usize),
    /// DeleteQueue.
    DeleteQueue(usize),
    /// PurgeQueue.
    Purge(usize),
    /// SetQueueAttributes with DelaySeconds.
    Delay(usize, u64),
    /// SetQueueAttributes with a redrive policy of so many receives, or with none.
    Redrive(usize, Option<u32>),
    /// SendMessage.
    Send {
        /// The queue.
        queue: usize,
        /// What the body says.
        body: u8,
        /// `DelaySeconds`
        delay_s: Option<u64>,
        /// `MessageGroupId`
        group: Option<u8>,
        /// `MessageDeduplicationId`; FIFO queues make one of the body where there is none.
        id: Option<u8>,
    },
    /// ReceiveMessage.
    Receive {
        /// The queue.
        queue: usize,
        /// `MaxNumberOfMessages`
        most: usize,
        /// `VisibilityTimeout`
        visibility_s: Option<u64>,
        /// `ReceiveRequestAttemptId`
        attempt: Option<u8>,
    },
    /// DeleteMessage of a queue, with the handle of a number: they count from the first that anybody got.
    Delete(usize, usize),
    /// ChangeMessageVisibility, likewise, to so many seconds.
    Visibility(usize, usize, u64),
    /// Time passes, in seconds.
    Advance(u64),
    /// StartMessageMoveTask out of this queue, and all that follows.
    Move(usize),
}

/// What a client is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// Done, and nothing to say of it.
    Done,
    /// The code of a refusal.
    Refused(String),
    /// The sequence number that a message has, or that of the one that was sent before with its id.
    Sent(Option<String>),
    /// Bodies, in order, and how often each was received.
    Received(Vec<(u8, u32)>),
    /// How the task ended, and how many messages it moved.
    Moved(String, u64),
}

impl Said {
    pub(crate) fn refused(code: &str) -> Said {
        Said::Refused(code.to_owned())
    }
}

impl Step {
    /// The next step, by dice: most often one that finds something to do. `with_moves`: tasks that move messages too, which
    /// are many changes.
    pub(crate) fn draw(dice: &mut Dice<'_>, state: &Naive, with_moves: bool) -> Step {
        let queue = dice.one_of(&[0, 2, 2, 0, 1, 3]).unwrap_or_default();
        let is_fifo = is_fifo(queue);
        if !state.has(queue) && !dice.once_in(8) {
            return Step::Create(queue);
        }
        match dice.below(32) {
            0..=9 => Step::Send {
                queue,
                body: dice.byte() % 16,
                delay_s: if dice.once_in(4) { dice.one_of(&[0, 3, 7, 60]) } else { None },
                group: if is_fifo || dice.once_in(4) { Some(dice.byte() % 3) } else { None },
                id: if is_fifo && dice.once_in(2) { Some(dice.byte() % 6) } else { None },
            },
            10..=16 => Step::Receive {
                queue,
                most: dice.one_of(&[1, 2, 3, 10]).unwrap_or(1),
                visibility_s: if dice.once_in(3) { dice.one_of(&[0, 1, 20, 43_200]) } else { None },
                attempt: if dice.once_in(3) { Some(dice.byte() % 3) } else { None },
            },
            17..=20 => {
                let (queue, handle) = handle(dice, state, queue);
                Step::Delete(queue, handle)
            }
            21..=23 => {
                let (queue, handle) = handle(dice, state, queue);
                let timeout_s = dice.one_of(&[0, 0, 1, 5, 30, 43_200]).unwrap_or_default();
                Step::Visibility(queue, handle, timeout_s)
            }
            24..=26 => Step::Advance(dice.one_of(&[1, 5, 10, 11, 50, 101, 300]).unwrap_or(1)),
            27 => Step::Redrive(queue, dice.one_of(&[Some(1), Some(2), Some(1), None]).flatten()),
            28 => Step::Delay(queue, dice.one_of(&[0, 4, 20]).unwrap_or_default()),
            29 if dice.once_in(2) => Step::Purge(queue),
            30 if dice.once_in(2) => Step::DeleteQueue(queue),
            31 if with_moves => Step::Move(if dice.once_in(2) { 1 } else { 3 }),
            _ => Step::Create(queue),
        }
    }
}

/// A handle, most often one of the newest, and its queue, or at times another.
fn handle(dice: &mut Dice<'_>, state: &Naive, queue: usize) -> (usize, usize) {
    let count = state.handles.len();
    let back = if dice.once_in(4) { dice.below(count) } else { dice.below(count.min(6)) };
    let at = count.saturating_sub(back + 1);
    let own = state.handles.get(at).and_then(|handle| handle.queue).filter(|_| !dice.once_in(16));
    (own.unwrap_or(queue), at)
}

pub(crate) fn is_fifo(queue: usize) -> bool {
    QUEUES.get(queue).is_some_and(|known| known.name.ends_with(".fifo"))
}
