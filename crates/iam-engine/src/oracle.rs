//! What must hold for any sequence of forms: called by this crate's tests and by the fuzz target, with whatever bytes they
//! like.
//!
//! It panics where the code is wrong, and only there. Not for use by engines.

mod dice;
mod form;
#[cfg(test)]
mod tests;
mod world;

use dice::Dice;
use world::World;

/// Requests of one sequence at most, so that one input stays quick.
const MAX_STEPS: usize = 40;

/// Any bytes as a sequence of forms to both services, by the grammar of their shapes and beside it, from two accounts, while
/// time passes: every one is answered with XML and a status that AWS's model or its page on common errors has, none with a
/// failure of ours.
pub fn forms(bytes: &[u8]) {
    let mut dice = Dice::new(bytes);
    let world = World::new();
    for _ in 0..MAX_STEPS {
        if dice.is_empty() {
            break;
        }
        world.step(&mut dice);
    }
}
