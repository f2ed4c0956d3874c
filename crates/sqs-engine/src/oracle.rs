//! What must hold of any sequence of requests: called by this crate's tests and by the fuzz targets.
//!
//! It panics where the code is wrong, and only there. Not for use by engines.

mod client;
mod dice;
mod naive;
mod seen;
mod step;
mod world;

pub use client::Client;
pub use naive::Naive;
pub use step::{Said, Step};

use dice::Dice;

/// Steps of one sequence at most, so that one input stays quick.
const MAX_STEPS: usize = 80;

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
        assert_eq!(world::at_once(client.seen()), naive, "what is there, after {taken:?}");
    }
}

/// The next step of a sequence, by bytes. `with_moves`: tasks that move messages too, which are many changes.
pub fn draw(bytes: &[u8], state: &Naive, with_moves: bool) -> Step {
    Step::draw(&mut Dice::new(bytes), state, with_moves)
}
