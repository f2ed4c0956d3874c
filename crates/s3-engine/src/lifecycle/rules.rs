//! The rules of a lifecycle, and what they say of a version or an upload.

use base::clock::Timestamp;
use wire::value::Fields;

use super::days_on;
use crate::error::Result;
use crate::setting::record::Found;
use crate::setting::table::LIFECYCLE;
use crate::tag::Tag;

/// From warm to cold: objects move downwards only.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html>
const CLASSES: [&str; 8] = [
    STANDARD,
    "REDUCED_REDUNDANCY",
    "STANDARD_IA",
    "INTELLIGENT_TIERING",
    "ONEZONE_IA",
    "GLACIER_IR",
    "GLACIER",
    "DEEP_ARCHIVE",
];
const STANDARD: &str = "STANDARD";

/// Objects of fewer bytes stay where they are, unless their rule says itself which sizes it is for.
const SMALL_BYTES: u64 = 128 * 1024;

/// The value of a configuration's header that lets small objects into the archives.
const VARIES: &str = "varies_by_storage_class";

/// All rules of a configuration that are enabled.
#[derive(Debug)]
pub(crate) struct Rules {
    rules: Vec<Rule>,
    /// Whether small objects may move into archives.
    small_may_be_archived: bool,
}

#[derive(Debug)]
struct Rule {
    id: String,
    filter: Filter,
    expires: Option<When>,
    /// Whether a delete marker goes that has no version below it.
    removes_markers: bool,
    moves: Vec<(When, String)>,
    noncurrent_expires: Option<Noncurrent>,
    noncurrent_moves: Vec<(Noncurrent, String)>,
    aborts_after: Option<u64>,
}

#[derive(Clone, Copy, Debug)]
enum When {
    Days(u64),
    /// In milliseconds.
    On(u64),
}

/// When something happens to versions that are not current.
#[derive(Clone, Copy, Debug)]
struct Noncurrent {
    days: u64,
    /// So many of them stay as they are.
    newer: usize,
}

/// Which objects a rule is for.
#[derive(Debug, Default)]
struct Filter {
    prefix: String,
    tags: Vec<Tag>,
    above: Option<u64>,
    below: Option<u64>,
}

/// What is seen of a version.
#[derive(Debug)]
pub(crate) struct Seen<'a> {
    pub(crate) key: &'a str,
    pub(crate) modified_ms: u64,
    /// Nothing of a delete marker.
    pub(crate) object: Option<SeenObject<'a>>,
    pub(crate) place: Place,
}

/// What is seen of an object.
#[derive(Debug)]
pub(crate) struct SeenObject<'a> {
    pub(crate) size: u64,
    /// Nothing for STANDARD.
    pub(crate) class: Option<&'a str>,
    pub(crate) tags: &'a [Tag],
}

/// Where a version stands among those of its key.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Place {
    Current {
        /// Whether there is no other.
        is_alone: bool,
    },
    Noncurrent {
        since_ms: u64,
        /// How many that are not current are newer.
        newer: usize,
    },
}

/// What is due to a version.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Act {
    /// It gets another storage class.
    Move(String),
    /// It goes, or a delete marker is put on top of it.
    Expire,
}

impl Rules {
    /// The rules of what is kept of a setting; nothing if that is nothing.
    pub(crate) fn of(found: &Found) -> Result<Option<Rules>> {
        let Found::Kept(kept) = found else { return Ok(None) };
        let fields = LIFECYCLE.read(kept.document.as_bytes())?;
        let enabled = fields.structs("Rules").filter(|rule| rule.text("Status") == Some("Enabled"));
        Ok(Some(Rules {
            rules: enabled.map(Rule::of).collect(),
            small_may_be_archived: kept.header.as_deref() == Some(VARIES),
        }))
    }

    /// Whether tags matter to any.
    pub(crate) fn look_at_tags(&self) -> bool {
        self.rules.iter().any(|rule| !rule.filter.tags.is_empty())
    }

    /// Whether delete markers without a version below them may go.
    pub(crate) fn look_at_markers(&self) -> bool {
        self.rules.iter().any(|rule| rule.removes_markers || rule.expires.is_some())
    }

    /// Whether uploads are aborted.
    pub(crate) fn look_at_uploads(&self) -> bool {
        self.rules.iter().any(|rule| rule.aborts_after.is_some())
    }

    /// What is due to a version, in the order in which it is done: what was to move and to expire since is found, once it has a
    /// marker on top, in the class that it had moved to.
    pub(crate) fn due(&self, seen: &Seen<'_>, now: Timestamp) -> Vec<Act> {
        let mut due = Vec::new();
        let rules = || self.rules.iter().filter(|rule| rule.filter.lets(seen.key, seen.object.as_ref()));
        if let Some(object) = &seen.object {
            let coldest = rules()
                .flat_map(|rule| rule.moves_due(seen, now).map(move |class| (rule, class)))
                .filter(|(rule, class)| self.may_move(rule, object, class))
                .map(|(_, class)| class)
                .max_by_key(|class| rank(class));
            due.extend(coldest.map(|class| Act::Move(class.to_owned())));
        }
        if rules().any(|rule| rule.expires_now(seen, now)) {
            due.push(Act::Expire);
        }
        due
    }

    fn may_move(&self, rule: &Rule, object: &SeenObject<'_>, class: &str) -> bool {
        let is_sized = rule.filter.above.is_some() || rule.filter.below.is_some();
        let is_archive = matches!(class, "GLACIER" | "DEEP_ARCHIVE");
        let is_large_enough =
            object.size >= SMALL_BYTES || is_sized || (is_archive && self.small_may_be_archived);
        is_large_enough && rank(class) > rank(object.class.unwrap_or(STANDARD))
    }

    /// When a current object expires, and by which rule: the first that does.
    pub(crate) fn expiry(&self, key: &str, modified_ms: u64, object: &SeenObject<'_>) -> Option<(u64, &str)> {
        let rules = self.rules.iter().filter(|rule| rule.filter.lets(key, Some(object)));
        rules.filter_map(|rule| Some((rule.expires?.after(modified_ms), rule.id.as_str()))).min()
    }

    /// When an upload is aborted, and by which rule: the first that does.
    pub(crate) fn abort(&self, key: &str, initiated_ms: u64) -> Option<(u64, &str)> {
        let rules = self.rules.iter().filter(|rule| key.starts_with(&rule.filter.prefix));
        rules.filter_map(|rule| Some((days_on(initiated_ms, rule.aborts_after?), rule.id.as_str()))).min()
    }
}

/// How cold a class is.
fn rank(class: &str) -> usize {
    CLASSES.iter().position(|known| *known == class).unwrap_or(0)
}

impl Rule {
    fn of(fields: &Fields) -> Rule {
        let class = |fields: &Fields| fields.required("StorageClass").to_owned();
        let expiration = fields.fields("Expiration");
        let abort = fields.fields("AbortIncompleteMultipartUpload");
        let moves = fields.structs("Transitions");
        let noncurrent_moves = fields.structs("NoncurrentVersionTransitions");
        Rule {
            id: fields.required("ID").to_owned(),
            filter: Filter::of(fields),
            expires: expiration.and_then(When::of),
            removes_markers: expiration.and_then(|it| it.boolean("ExpiredObjectDeleteMarker")) == Some(true),
            moves: moves.filter_map(|it| Some((When::of(it)?, class(it)))).collect(),
            noncurrent_expires: fields.fields("NoncurrentVersionExpiration").map(Noncurrent::of),
            noncurrent_moves: noncurrent_moves.map(|it| (Noncurrent::of(it), class(it))).collect(),
            aborts_after: abort.and_then(|it| number(it, "DaysAfterInitiation")),
        }
    }

    /// The classes that a version is due to move to.
    fn moves_due<'r>(&'r self, seen: &Seen<'_>, now: Timestamp) -> Box<dyn Iterator<Item = &'r str> + 'r> {
        let (place, modified_ms) = (seen.place, seen.modified_ms);
        match place {
            Place::Current { .. } => Box::new(
                self.moves
                    .iter()
                    .filter(move |(when, _)| when.after(modified_ms) <= now.millis())
                    .map(|(_, class)| class.as_str()),
            ),
            Place::Noncurrent { .. } => Box::new(
                self.noncurrent_moves
                    .iter()
                    .filter(move |(when, _)| when.is_due(place, now))
                    .map(|(_, class)| class.as_str()),
            ),
        }
    }

    fn expires_now(&self, seen: &Seen<'_>, now: Timestamp) -> bool {
        let is_old = self.expires.is_some_and(|when| when.after(seen.modified_ms) <= now.millis());
        match (seen.place, &seen.object) {
            (Place::Current { .. }, Some(_)) => is_old,
            (Place::Current { is_alone }, None) => is_alone && (self.removes_markers || is_old),
            (Place::Noncurrent { .. }, _) => {
                self.noncurrent_expires.is_some_and(|when| when.is_due(seen.place, now))
            }
        }
    }
}

impl When {
    fn of(fields: &Fields) -> Option<When> {
        let on = fields.time_ms("Date").and_then(|ms| u64::try_from(ms).ok()).map(When::On);
        on.or_else(|| number(fields, "Days").map(When::Days))
    }

    fn after(self, modified_ms: u64) -> u64 {
        match self {
            When::Days(days) => days_on(modified_ms, days),
            When::On(ms) => ms,
        }
    }
}

impl Noncurrent {
    fn of(fields: &Fields) -> Noncurrent {
        let newer = number(fields, "NewerNoncurrentVersions").and_then(|newer| usize::try_from(newer).ok());
        Noncurrent { days: number(fields, "NoncurrentDays").unwrap_or(0), newer: newer.unwrap_or(0) }
    }

    fn is_due(self, place: Place, now: Timestamp) -> bool {
        match place {
            Place::Current { .. } => false,
            Place::Noncurrent { since_ms, newer } => {
                newer >= self.newer && days_on(since_ms, self.days) <= now.millis()
            }
        }
    }
}

impl Filter {
    fn of(rule: &Fields) -> Filter {
        let Some(said) = rule.fields("Filter") else {
            return Filter { prefix: rule.required("Prefix").to_owned(), ..Filter::default() };
        };
        let tag = |fields: &Fields| Tag {
            key: fields.required("Key").to_owned(),
            value: fields.required("Value").to_owned(),
        };
        let (both, tags) = match said.fields("And") {
            Some(both) => (both, both.structs("Tags").map(tag).collect()),
            None => (said, said.fields("Tag").into_iter().map(tag).collect()),
        };
        Filter {
            prefix: both.required("Prefix").to_owned(),
            tags,
            above: number(both, "ObjectSizeGreaterThan"),
            below: number(both, "ObjectSizeLessThan"),
        }
    }

    /// Whether it lets this through. A delete marker has neither size nor tags.
    fn lets(&self, key: &str, object: Option<&SeenObject<'_>>) -> bool {
        let more = match object {
            None => self.tags.is_empty() && self.above.is_none() && self.below.is_none(),
            Some(object) => {
                self.tags.iter().all(|tag| object.tags.contains(tag))
                    && self.above.is_none_or(|above| object.size > above)
                    && self.below.is_none_or(|below| object.size < below)
            }
        };
        key.starts_with(&self.prefix) && more
    }
}

fn number(fields: &Fields, name: &str) -> Option<u64> {
    fields.integer(name).and_then(|number| u64::try_from(number).ok())
}
