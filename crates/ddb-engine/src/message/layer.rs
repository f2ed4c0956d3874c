//! AWS's two layers of checks. In 2026 it moved operations from an older layer to a newer one, region by region, and
//! their errors differ. Each operation says which layer it is on; what there is to know of either
//! stands here, in the rules of `shape`, and beside the sentences of values in `ddb_expr`.
//!
//! Which operation is on which layer, and where that was recorded: `docs/decisions/0009-dynamodb-wording.md`.

use crate::error::{Code, Error};

/// The layer that an operation's checks without state are on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layer {
    /// The older one.
    Older,
    /// The newer one, as in reads and transactions: its sentences stand alone.
    Newer,
    /// The newer one, as in writes of one item: its sentences have a count before them, as constraints have in both.
    Counted,
}

/// Arrays and objects of a request that are open at once, beyond which writes of one item go back to the older layer.
/// Recorded is that they do with 63 levels of maps in a value and do not with 40, and "about 62 levels"; this is two for
/// a level, which is our guess of what AWS counts.
pub(crate) const MAX_COUNTED_DEPTH: usize = 128;

impl Layer {
    /// An error of the checks without state, as this layer words it.
    pub(crate) fn worded(self, error: Error) -> Error {
        if error.code() != Code::Validation {
            return error;
        }
        match self {
            Layer::Older => error.in_older_words(),
            Layer::Newer => error,
            Layer::Counted => error.counted(),
        }
    }
}
