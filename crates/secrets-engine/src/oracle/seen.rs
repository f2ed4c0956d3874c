//! All that there is, as the store has it.

use base::arn::{AccountId, Region};
use base::seams::SecretContent;

use super::client::{self, Client};
use super::naive::{self, Naive};
use crate::records::Found;
use crate::secret::name::SecretName;

/// All secrets of a client's engine. What is over counts as gone: nobody sees it.
///
/// # Panics
///
/// Something does not fit together.
pub(super) async fn all(client: &Client) -> Naive {
    let mut seen = Naive { now_ms: client.clock.now().millis(), ..Naive::default() };
    for number in Naive::numbers() {
        let name = name_of(number);
        let found = client.engine.records.named(&name).unwrap_or_else(|fault| panic!("{fault:?}"));
        let Some(found) = found else { continue };
        if found.secret.deletes_ms.is_some_and(|at_ms| at_ms <= seen.now_ms) {
            continue;
        }
        let entry = if found.standing.is_some() {
            naive::Entry::Replica
        } else {
            naive::Entry::Own(own(client, &found).await)
        };
        seen.entries.insert(number, entry);
    }
    check_due(client, &seen);
    seen
}

fn name_of(number: usize) -> SecretName {
    let region = Region::parse(client::region(number)).unwrap_or_else(Region::us_east_1);
    SecretName { account: AccountId::DEFAULT, region, name: client::name(number).to_owned() }
}

async fn own(client: &Client, found: &Found) -> naive::Secret {
    let secret = &found.secret;
    let mut seen = naive::Secret { deletes_ms: secret.deletes_ms, ..naive::Secret::default() };
    seen.replica = secret.replicas.first().map(|replica| replica.failure.is_none());
    for version in &secret.versions {
        let token: u8 = version.id.parse().unwrap_or(u8::MAX);
        let content = client.engine.open(found, &version.id).await;
        let content = content.unwrap_or_else(|fault| panic!("a value cannot be read: {fault:?}"));
        let Some(SecretContent::Text(text)) = content else { panic!("{} has no text", version.id) };
        assert_eq!(
            seen.values.insert(token, text.parse().unwrap_or(u8::MAX)),
            None,
            "a version is there twice"
        );
        for label in &version.stages {
            let label = client::stage_of(label).unwrap_or_else(|| panic!("{label} was never given"));
            assert_eq!(seen.labels.insert(label, token), None, "a label is at two versions");
        }
    }
    seen
}

/// What is due is what is marked for deletion, and nothing else.
fn check_due(client: &Client, seen: &Naive) {
    let due = client.engine.records.due(u64::MAX, usize::MAX, |_| true);
    let (mut due, _) = due.unwrap_or_else(|fault| panic!("{fault:?}"));
    due.retain(|name| {
        client.engine.records.named(name).is_ok_and(|found| {
            found.is_none_or(|found| found.secret.deletes_ms.is_none_or(|at_ms| at_ms > seen.now_ms))
        })
    });
    let marked = Naive::numbers().filter(|number| match seen.entries.get(number) {
        Some(naive::Entry::Own(secret)) => secret.deletes_ms.is_some(),
        _ => false,
    });
    let mut marked: Vec<SecretName> = marked.map(name_of).collect();
    let order = |name: &SecretName| (name.region.clone(), name.name.clone());
    due.sort_by_key(order);
    marked.sort_by_key(order);
    assert_eq!(due, marked, "what is due");
}
