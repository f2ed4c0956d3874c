//! What runs now, and how much more may: one ledger for callers, the queue of events and event source mappings.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html>

use std::collections::HashMap;
use std::sync::Arc;

use base::arn::{AccountId, Region};
use parking_lot::Mutex;

use crate::function_name::FunctionId;

/// The ledger: a handle, cheap to clone.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ledger(Arc<Mutex<Counts>>);

#[derive(Debug, Default)]
struct Counts {
    functions: HashMap<FunctionId, u32>,
    /// Those of functions that reserve nothing, by account and region.
    unreserved: HashMap<(AccountId, Region), u32>,
}

/// How much may run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Share {
    /// So many of the function, which are kept for it.
    Reserved(u32),
    /// So many of all functions together that reserve nothing.
    Unreserved(u32),
}

/// One invocation that runs, until this is dropped.
#[derive(Debug)]
pub(crate) struct Turn {
    ledger: Ledger,
    id: FunctionId,
    is_reserved: bool,
}

impl Ledger {
    /// Counts one more of a function, unless its share runs already.
    pub(crate) fn begin(&self, id: &FunctionId, share: Share) -> Option<Turn> {
        let Counts { functions, unreserved } = &mut *self.0.lock();
        let own = functions.get(id).copied().unwrap_or(0);
        let is_reserved = match share {
            Share::Reserved(most) if own >= most => return None,
            Share::Reserved(_) => true,
            Share::Unreserved(most) => {
                let all = unreserved.entry((id.account, id.region.clone())).or_default();
                if *all >= most {
                    return None;
                }
                *all += 1;
                false
            }
        };
        functions.insert(id.clone(), own.saturating_add(1));
        Some(Turn { ledger: self.clone(), id: id.clone(), is_reserved })
    }

    /// How many run of functions that reserve nothing.
    pub(crate) fn unreserved(&self, id: &FunctionId) -> u32 {
        self.0.lock().unreserved.get(&(id.account, id.region.clone())).copied().unwrap_or(0)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let Counts { functions, unreserved } = &mut *self.ledger.0.lock();
        end(functions, &self.id);
        if !self.is_reserved {
            end(unreserved, &(self.id.account, self.id.region.clone()));
        }
    }
}

/// One less; what is none is forgotten.
fn end<K: std::hash::Hash + Eq>(counts: &mut HashMap<K, u32>, key: &K) {
    match counts.get_mut(key) {
        Some(count) if *count > 1 => *count -= 1,
        _ => drop(counts.remove(key)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(name: &str, region: &str) -> FunctionId {
        let region = Region::parse(region).unwrap();
        FunctionId { account: AccountId::DEFAULT, region, name: name.to_owned() }
    }

    /// The guide: what a function reserves is for it alone, and the others share what is left in their region.
    #[test]
    fn who_reserves_has_its_own_and_the_others_share_the_rest() {
        let ledger = Ledger::default();
        let begin = |name: &str, region: &str, share| ledger.begin(&id(name, region), share);
        let a = begin("a", "us-east-1", Share::Unreserved(2)).unwrap();
        let b = begin("b", "us-east-1", Share::Unreserved(2)).unwrap();
        assert!(begin("a", "us-east-1", Share::Unreserved(2)).is_none());
        assert!(begin("a", "eu-west-1", Share::Unreserved(2)).is_some());
        let r = begin("r", "us-east-1", Share::Reserved(1)).unwrap();
        assert!(begin("r", "us-east-1", Share::Reserved(1)).is_none());
        drop((a, r));
        assert!(begin("r", "us-east-1", Share::Reserved(1)).is_some());
        assert_eq!(ledger.unreserved(&id("any", "us-east-1")), 1);
        drop(b);
        assert!(ledger.0.lock().functions.is_empty() && ledger.0.lock().unreserved.is_empty());
    }
}
