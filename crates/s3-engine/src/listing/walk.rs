//! Listings: a lazy walk over the versions of a bucket, in the order of their keys. A common prefix is left by one
//! seek behind it, however many keys it holds.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html>,
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html>

use std::ops::ControlFlow;

use base::clock::Timestamp;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use store::Key;

use crate::error::{Error, Result};
use crate::object::{self, Version, record};
use crate::reader::Reader;

/// The most entries of one page.
pub(crate) const MAX_KEYS: i32 = 1000;
/// What is said of a negative `max-keys` in listings of objects.
pub(crate) const NEGATIVE: (&str, &str) =
    ("Argument maxKeys must be an integer between 0 and 2147483647", "maxKeys");
/// What is said of it in listings of versions: AWS's answer of 2026-02-03 (versity/versitygw, issue 1809). The name of
/// the argument is our guess.
pub(crate) const NEGATIVE_OF_VERSIONS: (&str, &str) = ("max-keys cannot be negative", "max-keys");
/// So many older versions of a key are passed over one by one before the walk seeks behind them.
const PATIENCE: usize = 16;

/// What to list.
#[derive(Clone, Debug, Default)]
pub(crate) struct ListingQuery<'a> {
    pub(crate) bucket: u64,
    pub(crate) prefix: &'a str,
    pub(crate) delimiter: Option<&'a str>,
    /// Only what comes behind this key or common prefix.
    pub(crate) after: Option<&'a str>,
    /// Whether `after` is where an earlier page ended, so that a common prefix it lies in has been shown. Not so for
    /// `start-after`.
    pub(crate) goes_on: bool,
    /// With `after`: from behind this version of that key on.
    pub(crate) after_order: Option<u64>,
    pub(crate) max: usize,
    /// Every version and delete marker, not only objects that are current.
    pub(crate) versions: bool,
}

/// One line of a listing.
#[derive(Debug)]
pub(crate) enum ListedEntry {
    Version {
        key: String,
        /// The version's, in today's form: see `object::record`.
        record: Bytes,
        is_latest: bool,
    },
    Prefix(String),
}

/// One page of a listing.
#[derive(Debug, Default)]
pub(crate) struct ListedPage {
    pub(crate) entries: Vec<ListedEntry>,
    /// Whether there is more.
    pub(crate) truncated: bool,
    /// Where it is asked which archived objects have a copy: which have one at this time.
    pub(crate) restores_at: Option<Timestamp>,
}

impl ListedEntry {
    /// The key, or the common prefix: what the next page comes after.
    pub(crate) fn name(&self) -> &str {
        match self {
            ListedEntry::Version { key, .. } => key,
            ListedEntry::Prefix(prefix) => prefix,
        }
    }
}

/// One page.
pub(crate) async fn list(store: &Reader, query: &ListingQuery<'_>) -> Result<ListedPage> {
    let mut walk = Walk::new(query);
    let all = object::of_bucket(query.bucket).text_prefix(query.prefix);
    let mut entries = store.slices(all.from_here(), all.end());
    while let Some(from) = walk.seek.take() {
        entries.seek(if from.as_bytes() < all.as_bytes() { all.clone() } else { from });
        while let Some((raw, value)) = entries.next().await? {
            if walk.visit(&raw, &value)?.is_break() {
                break;
            }
        }
    }
    Ok(walk.page)
}

struct Walk<'a> {
    query: &'a ListingQuery<'a>,
    page: ListedPage,
    /// The key whose versions are being passed.
    key: String,
    /// How many of them were passed over.
    passed: usize,
    /// Where to go on, if the walk stopped to skip something.
    seek: Option<Key>,
}

impl<'a> Walk<'a> {
    fn new(query: &'a ListingQuery<'a>) -> Walk<'a> {
        let ListingQuery { bucket, after, after_order, .. } = *query;
        let seek = match (after, after_order) {
            _ if query.max == 0 => None,
            // Where an order number leads, the key with the next smaller one is the next version.
            (Some(key), Some(order)) => order.checked_sub(1).map_or_else(
                || Some(object::of_key(bucket, key).end()),
                |order| Some(object::key(bucket, key, order)),
            ),
            (Some(key), None) => Some(object::of_key(bucket, key).end()),
            (None, _) => Some(object::of_bucket(bucket)),
        };
        let key = after.filter(|_| after_order.is_some()).unwrap_or_default().to_owned();
        Walk { query, page: ListedPage::default(), key, passed: 0, seek }
    }

    fn visit(&mut self, raw: &[u8], value: &Bytes) -> Result<ControlFlow<()>> {
        let Some((key, _)) = object::fields(raw) else {
            return Err(Error::internal("a key of an object cannot be read"));
        };
        let is_latest =
            key != self.key || (self.key.is_empty() && self.page.entries.is_empty() && self.passed == 0);
        if !is_latest && !self.query.versions {
            self.passed += 1;
            if self.passed > PATIENCE {
                self.seek = Some(object::of_key(self.query.bucket, &key).end());
                return Ok(ControlFlow::Break(()));
            }
            return Ok(ControlFlow::Continue(()));
        }
        self.passed = 0;
        if is_latest {
            self.key.clone_from(&key);
        }
        if !self.query.versions && Version::is_marker_record(value) {
            return Ok(ControlFlow::Continue(()));
        }
        let prefix = common_prefix(&key, self.query.prefix, self.query.delimiter);
        if let Some(prefix) = &prefix
            && self.query.goes_on
            && self.query.after.is_some_and(|after| after.starts_with(prefix))
        {
            // A page that ended with this prefix, or inside it, has shown it.
            return Ok(self.leave(prefix));
        }
        if self.page.entries.len() >= self.query.max {
            self.page.truncated = true;
            return Ok(ControlFlow::Break(()));
        }
        match prefix {
            Some(prefix) => {
                let flow = self.leave(&prefix);
                self.page.entries.push(ListedEntry::Prefix(prefix));
                Ok(flow)
            }
            None => {
                let record = record::of_today(value)?;
                self.page.entries.push(ListedEntry::Version { key, record, is_latest });
                Ok(ControlFlow::Continue(()))
            }
        }
    }

    fn leave(&mut self, prefix: &str) -> ControlFlow<()> {
        self.seek = Some(object::of_bucket(self.query.bucket).text_prefix(prefix).end());
        ControlFlow::Break(())
    }
}

/// The key up to the first delimiter behind the prefix, that included.
pub(crate) fn common_prefix(key: &str, prefix: &str, delimiter: Option<&str>) -> Option<String> {
    let delimiter = delimiter?;
    let at = key.strip_prefix(prefix)?.find(delimiter)?;
    key.get(..prefix.len() + at + delimiter.len()).map(str::to_owned)
}

/// `max-keys` as it is answered and as it is used; `(message, argument)` say what is wrong with a negative one.
pub(crate) fn max_keys(
    asked: Option<i32>,
    (message, argument): (&'static str, &str),
) -> Result<(i32, usize)> {
    let asked = asked.unwrap_or(MAX_KEYS);
    if asked < 0 {
        return Err(Error::argument(message, argument, &asked.to_string()));
    }
    let max = asked.min(MAX_KEYS);
    Ok((max, usize::try_from(max).unwrap_or(0)))
}

/// A continuation token: opaque to clients, the last name of a page to us.
pub(crate) fn token(name: &str) -> String {
    STANDARD.encode(format!("1{name}"))
}

/// The name in a continuation token.
pub(crate) fn read_token(token: &str) -> Result<String> {
    STANDARD
        .decode(token)
        .ok()
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .and_then(|text| text.strip_prefix('1').map(str::to_owned))
        .ok_or_else(|| {
            Error::argument("The continuation token provided is incorrect", "continuation-token", token)
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::object::Object;
    use base::entropy::Entropy;
    use proptest::prelude::*;
    use std::collections::BTreeMap;
    use store::Store;

    /// What a bucket holds: for each key its versions, newest last; `false` is a delete marker.
    type Model = BTreeMap<String, Vec<bool>>;

    fn fill(model: &Model) -> Reader {
        let store = Store::in_memory(Entropy::seeded(1));
        let mut batch = store::Batch::new();
        for (key, versions) in model {
            for (order, is_object) in (0_u64..).zip(versions) {
                let version = Version {
                    id: Some(format!("{key}#{order}")),
                    order,
                    null_order: None,
                    sequence: 0,
                    modified_ms: 0,
                    object: is_object.then(Object::default),
                };
                batch.put(object::key(1, key, order), version.encode().unwrap());
            }
        }
        store.commit(batch).unwrap();
        Reader::of(store)
    }

    /// All lines of a listing, the naive way.
    fn naive(model: &Model, query: &ListingQuery<'_>) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for (key, versions) in model {
            let Some(behind) = key.strip_prefix(query.prefix) else { continue };
            let shown: Vec<usize> = if query.versions {
                (0..versions.len()).rev().collect()
            } else {
                versions.len().checked_sub(1).filter(|&last| versions[last]).into_iter().collect()
            };
            for order in shown {
                let line = match query.delimiter.and_then(|d| behind.find(d).map(|at| at + d.len())) {
                    Some(end) => format!("{}{}", query.prefix, &behind[..end]),
                    None => format!("{key}#{order}"),
                };
                if lines.last() != Some(&line) {
                    lines.push(line);
                }
            }
        }
        lines
    }

    /// All lines, page by page.
    fn paged(store: &Reader, query: &ListingQuery<'_>) -> Vec<String> {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let mut lines = Vec::new();
        let (mut after, mut order) = (None::<String>, None);
        for _ in 0..1000 {
            let asked = ListingQuery { after: after.as_deref(), after_order: order, ..query.clone() };
            let page = runtime.block_on(list(store, &asked)).unwrap();
            assert!(page.entries.len() <= query.max);
            lines.extend(page.entries.iter().map(|entry| match entry {
                ListedEntry::Version { record, .. } => record::head(record).unwrap().id.unwrap().to_owned(),
                ListedEntry::Prefix(prefix) => prefix.clone(),
            }));
            if !page.truncated {
                return lines;
            }
            let last = page.entries.last().unwrap();
            after = Some(last.name().to_owned());
            order = match last {
                ListedEntry::Version { record, .. } if query.versions => {
                    Some(record::head(record).unwrap().order)
                }
                _ => None,
            };
        }
        panic!("a listing that does not end");
    }

    proptest! {
        #[test]
        fn a_walk_lists_what_the_naive_way_lists(
            model in proptest::collection::btree_map("[ab/]{1,4}", proptest::collection::vec(any::<bool>(), 1..4), 0..30),
            prefix in "[ab/]{0,2}",
            delimiter in proptest::option::of("(/|a|b/)"),
            max in 1_usize..6,
            versions: bool,
        ) {
            let store = fill(&model);
            let query = ListingQuery { bucket: 1, goes_on: true, prefix: &prefix, delimiter: delimiter.as_deref(), max, versions, ..ListingQuery::default() };
            prop_assert_eq!(paged(&store, &query), naive(&model, &query));
        }
    }

    #[test]
    fn a_key_with_many_versions_is_listed_once() {
        let model = Model::from([("a".to_owned(), vec![true; 100]), ("b".to_owned(), vec![true])]);
        let store = fill(&model);
        let query = ListingQuery { bucket: 1, goes_on: true, max: 10, ..ListingQuery::default() };
        assert_eq!(paged(&store, &query), ["a#99", "b#0"]);
    }

    #[test]
    fn tokens_read_back() {
        assert_eq!(read_token(&token("a/b é")).unwrap(), "a/b é");
        for token in ["", "not base64!", "YQ=="] {
            assert_eq!(read_token(token).unwrap_err().name(), "InvalidArgument", "{token}");
        }
    }
}
