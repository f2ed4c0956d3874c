//! Listings: a lazy walk over the versions of a bucket, in the order of their keys. A common prefix is left by one
//! seek behind it, however many keys it holds.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html>,
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html>

use std::ops::{Bound, ControlFlow};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use store::{Key, Order};

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
/// So many entries are looked at before others have their turn.
const TURN: usize = 256;

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
#[derive(Clone, Copy, Debug)]
pub(crate) enum ListedEntry<'a> {
    Version {
        /// In UTF-8.
        key: &'a [u8],
        /// The version's, in today's form: see `object::record`.
        record: &'a [u8],
        is_latest: bool,
    },
    Prefix(&'a str),
}

/// What is done with the lines of a page, one after another.
pub(crate) type Show<'a> = dyn FnMut(ListedEntry<'_>) -> Result<()> + Send + 'a;

/// What a page was.
#[derive(Debug, Default)]
pub(crate) struct ListedPage {
    /// How many lines it has.
    pub(crate) lines: usize,
    /// If there is more: the key or the common prefix that the next page comes after.
    pub(crate) next: Option<String>,
}

/// Shows one page, line by line as the walk comes to them: nothing is copied for that.
pub(crate) async fn list(
    store: &Reader,
    query: &ListingQuery<'_>,
    show: &mut Show<'_>,
) -> Result<ListedPage> {
    let mut walk = Walk::new(query);
    let all = object::of_bucket(query.bucket).text_prefix(query.prefix);
    let end = all.end();
    while let Some(from) = walk.seek.take() {
        let from = if from.as_bytes() < all.as_bytes() { &all } else { &from };
        let mut failed = None;
        store.scan(
            from.from_here(),
            Bound::Excluded(end.as_bytes()),
            Order::Ascending,
            &mut |raw, value| {
                walk.visit(raw, value, show).unwrap_or_else(|error| {
                    failed = Some(error);
                    ControlFlow::Break(())
                })
            },
        )?;
        if let Some(error) = failed {
            return Err(error);
        }
        if walk.turn >= TURN {
            walk.turn = 0;
            tokio::task::yield_now().await;
        }
    }
    Ok(walk.page)
}

struct Walk<'a> {
    query: &'a ListingQuery<'a>,
    page: ListedPage,
    /// The last line of a full page.
    last: Vec<u8>,
    /// The key whose versions are being passed.
    key: Vec<u8>,
    /// How many of them were passed over.
    passed: usize,
    /// Where to go on, if the walk stopped to skip something, or for others to have their turn.
    seek: Option<Key>,
    /// How many entries were looked at in this turn.
    turn: usize,
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
        let key = after.filter(|_| after_order.is_some()).unwrap_or_default().into();
        Walk { query, page: ListedPage::default(), last: Vec::new(), key, passed: 0, seek, turn: 0 }
    }

    fn visit(&mut self, raw: &[u8], value: &[u8], show: &mut Show<'_>) -> Result<ControlFlow<()>> {
        if self.turn >= TURN {
            self.seek = Some(Key::stored(raw));
            return Ok(ControlFlow::Break(()));
        }
        self.turn += 1;
        let Some((key, _)) = object::fields_in_place(raw) else {
            return Err(Error::internal("a key of an object cannot be read"));
        };
        let key = &*key;
        let is_latest =
            *key != *self.key || (self.key.is_empty() && self.page.lines == 0 && self.passed == 0);
        if !is_latest && !self.query.versions {
            self.passed += 1;
            if self.passed > PATIENCE {
                self.seek = Some(object::of_bucket(self.query.bucket).bytes(key).end());
                return Ok(ControlFlow::Break(()));
            }
            return Ok(ControlFlow::Continue(()));
        }
        self.passed = 0;
        if is_latest {
            key.clone_into(&mut self.key);
        }
        if !self.query.versions && Version::is_marker_record(value) {
            return Ok(ControlFlow::Continue(()));
        }
        let prefix = match self.query.delimiter {
            Some(_) => common_prefix(text(key)?, self.query.prefix, self.query.delimiter),
            None => None,
        };
        if let Some(prefix) = prefix
            && self.query.goes_on
            && self.query.after.is_some_and(|after| after.starts_with(prefix))
        {
            // A page that ended with this prefix, or inside it, has shown it.
            return Ok(self.leave(prefix));
        }
        if self.page.lines >= self.query.max {
            self.page.next = Some(text(&self.last)?.to_owned());
            return Ok(ControlFlow::Break(()));
        }
        self.page.lines += 1;
        if self.page.lines == self.query.max {
            prefix.map_or(key, str::as_bytes).clone_into(&mut self.last);
        }
        match prefix {
            Some(prefix) => {
                show(ListedEntry::Prefix(prefix))?;
                Ok(self.leave(prefix))
            }
            None => {
                let record = &*record::of_today(value)?;
                show(ListedEntry::Version { key, record, is_latest })?;
                Ok(ControlFlow::Continue(()))
            }
        }
    }

    fn leave(&mut self, prefix: &str) -> ControlFlow<()> {
        self.seek = Some(object::of_bucket(self.query.bucket).text_prefix(prefix).end());
        ControlFlow::Break(())
    }
}

fn text(key: &[u8]) -> Result<&str> {
    std::str::from_utf8(key).map_err(Error::internal)
}

/// The key up to the first delimiter behind the prefix, that included.
pub(crate) fn common_prefix<'k>(key: &'k str, prefix: &str, delimiter: Option<&str>) -> Option<&'k str> {
    let delimiter = delimiter?;
    let at = key.strip_prefix(prefix)?.find(delimiter)?;
    key.get(..prefix.len() + at + delimiter.len())
}

/// `max-keys` of a request, if it is a number.
pub(crate) fn asked_max(asked: Option<&str>) -> Result<Option<i32>> {
    asked.map(|text| text.parse().map_err(|_| Error::no_integer("max-keys", text))).transpose()
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
            let (mut shown, mut last_order) = (Vec::new(), None);
            let mut show = |entry: ListedEntry<'_>| {
                last_order = None;
                shown.push(match entry {
                    ListedEntry::Version { record, .. } => {
                        let head = record::head(record)?;
                        last_order = Some(Version::decode(record)?.order);
                        head.id.unwrap().to_owned()
                    }
                    ListedEntry::Prefix(prefix) => prefix.to_owned(),
                });
                Ok(())
            };
            let page = runtime.block_on(list(store, &asked, &mut show)).unwrap();
            assert_eq!(page.lines, shown.len());
            assert!(page.lines <= query.max);
            lines.extend(shown);
            if page.next.is_none() {
                return lines;
            }
            (after, order) = (page.next, last_order.filter(|_| query.versions));
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

    /// A page goes on where it let others have their turn.
    #[test]
    fn a_page_of_several_turns_has_all_its_lines() {
        let model: Model = (0..3 * TURN).map(|n| (format!("{n:04}"), vec![true, n % 3 > 0])).collect();
        let store = fill(&model);
        for versions in [false, true] {
            let query =
                ListingQuery { bucket: 1, goes_on: true, max: 1000, versions, ..ListingQuery::default() };
            assert_eq!(paged(&store, &query), naive(&model, &query));
        }
    }

    #[test]
    fn tokens_read_back() {
        assert_eq!(read_token(&token("a/b é")).unwrap(), "a/b é");
        for token in ["", "not base64!", "YQ=="] {
            assert_eq!(read_token(token).unwrap_err().name(), "InvalidArgument", "{token}");
        }
    }
}
