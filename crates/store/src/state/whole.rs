//! A state in the hands of who may be its last owner. To free a large one takes longer than a turn, so it is done where it
//! holds up nobody.

use std::mem;
use std::ops::{Deref, DerefMut};

use tokio::runtime::Handle;

use super::State;

/// As many entries are freed in place: some ten microseconds.
const LITTLE: usize = 256;

/// A state that is freed behind the back of who drops it: on a thread for blocking work, if there is a runtime.
#[derive(Clone, Debug, Default)]
pub(crate) struct Whole(State);

impl Drop for Whole {
    fn drop(&mut self) {
        let state = mem::take(&mut self.0);
        if state.entries.len() <= LITTLE && state.large.is_empty() {
            return;
        }
        if let Ok(runtime) = Handle::try_current() {
            // Its thread is not waited for.
            drop(runtime.spawn_blocking(move || drop(state)));
        }
    }
}

impl From<State> for Whole {
    fn from(state: State) -> Whole {
        Whole(state)
    }
}

impl Deref for Whole {
    type Target = State;

    fn deref(&self) -> &State {
        &self.0
    }
}

impl DerefMut for Whole {
    fn deref_mut(&mut self) -> &mut State {
        &mut self.0
    }
}
