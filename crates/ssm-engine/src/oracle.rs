//! What must hold of any requests: called by this crate's tests and by the fuzz targets.
//!
//! It panics where the code is wrong, and only there. Not for use by engines.
//!
//! - `grammar` requests by the shapes; `keys` keys that stand for KMS
//! - `step` what a client does; `naive` what should come of it; `client` takes steps on an engine; `world` an engine alone

mod client;
mod grammar;
mod keys;
mod naive;
mod step;
mod world;

pub use client::Client;
pub use keys::keys;
pub use naive::Naive;
pub use step::{Said, Step};

use base::dice::Dice;

/// Steps of one sequence at most, so that one input stays quick.
const MAX_STEPS: usize = 80;

/// After how many steps all that there is is compared.
const LOOKS_EVERY: usize = 8;

/// Any bytes as a sequence of requests about versions and labels of parameters, some of which expire: the engine answers as a
/// naive one, and has what that has.
///
/// # Panics
///
/// The code is wrong.
pub fn operations(bytes: &[u8]) {
    let mut dice = Dice::new(bytes);
    let (client, mut naive) = (world::client(), Naive::default());
    let mut taken = Vec::new();
    while !dice.is_empty() && taken.len() < MAX_STEPS {
        let step = Step::draw(&mut dice);
        taken.push(step.clone());
        let said = world::at_once(client.take(&step));
        assert_eq!(said, naive.take(&step), "the answer, and the naive engine's, after {taken:?}");
        if taken.len() % LOOKS_EVERY == 0 {
            assert_eq!(world::at_once(client.seen()), naive, "what is there, after {taken:?}");
        }
    }
    assert_eq!(world::at_once(client.seen()), naive, "what is there, after {taken:?}");
}

/// The next step of a sequence, by bytes.
pub fn draw(bytes: &[u8]) -> Step {
    Step::draw(&mut Dice::new(bytes))
}

/// Any bytes as a sequence of requests to all operations, by the grammar of their shapes and beside it, from two accounts, while
/// time passes: each is answered with JSON and the status that AWS's model or its page on common errors has, none with a failure
/// of ours.
///
/// # Panics
///
/// The code is wrong.
pub fn requests(bytes: &[u8]) {
    grammar::talk(bytes);
}
