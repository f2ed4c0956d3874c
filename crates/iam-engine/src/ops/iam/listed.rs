//! Pages of records.

use std::sync::Arc;

use base::arn::AccountId;
use base::call::Call;
use base::task::apart_if;
use wire::fault::Fault;

use crate::engine::Engine;
use crate::message::page::{Asked, Page};
use crate::records::Record;

/// A page of the account's records of a kind that `is_meant` takes, in the order of their names. All records behind the
/// page's beginning may be looked at, and they may be long: where that holds up nobody.
pub(super) async fn page<R: Record + Send + 'static>(
    engine: &Arc<Engine>,
    call: &Call,
    asked: Asked,
    is_meant: impl Fn(&R) -> bool + Send + 'static,
) -> Result<Page<R>, Fault> {
    gathered(engine, call.account, asked, is_meant).await
}

async fn gathered<R: Record + Send + 'static>(
    engine: &Arc<Engine>,
    account: AccountId,
    mut asked: Asked,
    is_meant: impl Fn(&R) -> bool + Send + 'static,
) -> Result<Page<R>, Fault> {
    let engine = engine.clone();
    let gather = move || {
        let found = engine.records.some(account, asked.after.as_deref(), &mut asked.most, is_meant)?;
        Ok(asked.page(found, |record: &R| record.name().to_owned()))
    };
    apart_if(true, gather).await
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;
    use std::thread::{self, ThreadId};

    use base::clock::Clock;
    use base::entropy::Entropy;
    use store::Store;

    use super::*;
    use crate::identity::group::Group;
    use crate::identity::permissions::Permissions;

    fn engine_of(groups: &[Group]) -> Arc<Engine> {
        let entropy = Entropy::seeded(1);
        let engine = Engine::new(Store::in_memory(entropy.clone()), Clock::system(), entropy);
        for group in groups {
            engine.records.change(AccountId::DEFAULT, |change| change.put(group)).unwrap();
        }
        engine
    }

    fn group(name: &str, path: String) -> Group {
        Group {
            name: name.to_owned(),
            path,
            id: String::new(),
            arn: String::new(),
            created_s: 0,
            permissions: Permissions::default(),
        }
    }

    fn asked(most: usize) -> Asked {
        let mut asked = Asked::default();
        asked.most = most;
        asked
    }

    /// Our rule: nothing blocks the runtime.
    #[tokio::test]
    async fn records_are_looked_at_where_that_holds_up_nobody() {
        let group = group("g", "/".to_owned());
        let engine = engine_of(std::slice::from_ref(&group));
        let seen: Arc<Mutex<Option<ThreadId>>> = Arc::default();
        let sees = seen.clone();
        let is_meant = move |_: &Group| {
            *sees.lock().unwrap() = Some(thread::current().id());
            true
        };
        let page = gathered(&engine, AccountId::DEFAULT, asked(1), is_meant).await.unwrap();
        assert_eq!(page.things, [group]);
        let seen = *seen.lock().unwrap();
        assert!(seen.is_some_and(|seen| seen != thread::current().id()), "{seen:?}");
    }

    /// "IAM might return fewer than the MaxItems number of results, even when there are more results available":
    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html>.
    #[tokio::test]
    async fn a_page_of_long_records_is_shorter() {
        let long = "/".repeat(1 << 20);
        let groups: Vec<Group> = (0..20).map(|at| group(&format!("g{at:02}"), long.clone())).collect();
        let engine = engine_of(&groups);
        let mut wanted = asked(100);
        let mut pages = Vec::new();
        loop {
            let page = gathered(&engine, AccountId::DEFAULT, wanted, |_: &Group| true).await.unwrap();
            let (things, marker) = page.apart();
            let names: Vec<String> = things.into_iter().map(|group| group.name).collect();
            wanted = asked(100);
            wanted.after = names.last().cloned();
            pages.push(names);
            if marker.is_none() {
                break;
            }
        }
        assert!(pages.len() == 2 && pages[0].len() > 10, "{pages:?}");
        assert!(pages.concat().iter().eq(groups.iter().map(|group| &group.name)), "{pages:?}");
        // As many as are asked for, where they are fewer.
        let page = gathered(&engine, AccountId::DEFAULT, asked(3), |_: &Group| true).await.unwrap();
        assert!(page.things.len() == 3 && page.apart().1.is_some());
    }
}
