//! AWS's own parameters, as listings show them.

use base::call::Call;

use crate::parameter::filter::{self, Filter, Seen, is_below};
use crate::parameter::kind::Tier;
use crate::parameter::shown::Shown;
use crate::public;

/// Those below a hierarchy that filters mean, in order of their names.
pub(super) fn listed(call: &Call, filters: &[Filter], hierarchy: &str, recursive: bool) -> Vec<Shown> {
    // None of them has a label.
    if filters.iter().any(|filter| filter.labels().is_some()) {
        return Vec::new();
    }
    let none = Vec::new();
    let is_meant = |path: &str| {
        let seen = Seen {
            path,
            kind: crate::parameter::kind::Kind::Text.shown(),
            key_id: None,
            tier: Tier::Standard.shown(),
            data_type: crate::parameter::data_type::TEXT,
            tags: &none,
        };
        is_below(path, hierarchy, recursive) && filter::all_mean(filters, &seen)
    };
    public::those(&call.region, is_meant)
}
