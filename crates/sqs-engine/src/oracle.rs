//! What must hold of any sequence of requests: called by this crate's tests and by the fuzz targets.
//!
//! It panics where the code is wrong, and only there. Not for use by engines.

mod client;
mod grammar;
mod naive;
mod seen;
mod spoken;
mod step;
mod world;

pub use client::Client;
pub use naive::Naive;
pub use step::{Said, Step};

use base::dice::Dice;
use spoken::Tongue;

/// Steps of one sequence at most, so that one input stays quick.
const MAX_STEPS: usize = 80;

/// After how many steps all that there is is compared: it takes longer than the steps.
const LOOKS_EVERY: usize = 8;

/// Any bytes as a sequence of requests to standard and FIFO queues, while time passes: the engine answers as a naive one, and
/// has what that has.
///
/// # Panics
///
/// The code is wrong.
pub fn operations(bytes: &[u8]) {
    let mut dice = Dice::new(bytes);
    let (client, mut naive) = (world::client(), Naive::default());
    let mut taken = Vec::new();
    while !dice.is_empty() && taken.len() < MAX_STEPS {
        let step = Step::draw(&mut dice, &naive, true);
        taken.push(step.clone());
        let said = world::at_once(client.take(&step));
        assert_eq!(said, naive.take(&step), "the answer, and the naive engine's, after {taken:?}");
        if taken.len() % LOOKS_EVERY == 0 {
            assert_eq!(world::at_once(client.seen()), naive, "what is there, after {taken:?}");
        }
    }
    assert_eq!(world::at_once(client.seen()), naive, "what is there, after {taken:?}");
}

/// The next step of a sequence, by bytes. `with_moves`: tasks that move messages too, which are many changes.
pub fn draw(bytes: &[u8], state: &Naive, with_moves: bool) -> Step {
    Step::draw(&mut Dice::new(bytes), state, with_moves)
}

/// Any bytes as a sequence of forms of the query protocol, by the grammar of their shapes and beside it, from two accounts,
/// while time passes: each is answered with XML and the status that AWS's model or its page on common errors has, none with a
/// failure of ours; and what is left fits together.
///
/// # Panics
///
/// The code is wrong.
pub fn form(bytes: &[u8]) {
    spoken::talk(bytes, Tongue::Form);
}

/// The same in JSON.
///
/// # Panics
///
/// The code is wrong.
pub fn json(bytes: &[u8]) {
    spoken::talk(bytes, Tongue::Json);
}
