//! Lists in pages: `Marker` and `MaxItems`, `IsTruncated` in the reply.

use base::call::Call;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};
use wire::fault::Fault;
use wire::operation::Outgoing;
use wire::page::Binding;
use wire::shape::Shape;
use wire::value::{Fields, Value};

use crate::error;

/// How many things a page has where the request does not say, and the most that it can ask for.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html>
const MOST: usize = 100;

/// What a request asks of a list.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asked {
    /// How many things at most.
    pub(crate) most: usize,
    /// Behind this name.
    pub(crate) after: Option<String>,
    binding: (&'static str, Vec<String>),
}

/// A page of a list.
#[derive(Debug)]
pub(crate) struct Page<T> {
    /// Its things.
    pub(crate) things: Vec<T>,
    /// Where the next page begins, if there is one.
    marker: Option<String>,
}

impl Asked {
    /// Reads `Marker` and `MaxItems`. The next pages must have the same values of the members that `bound` names.
    ///
    /// # Errors
    ///
    /// The marker is of another list, or none of ours.
    pub(crate) fn read(
        call: &Call,
        fields: &Fields,
        operation: &'static str,
        bound: &[&str],
    ) -> Result<Asked, Fault> {
        let mut request = vec![call.account.to_string()];
        request.extend(bound.iter().map(|name| fields.text(name).unwrap_or_default().to_owned()));
        let binding = (operation, request);
        let most = fields.integer("MaxItems").and_then(|most| usize::try_from(most).ok());
        let most = most.unwrap_or(MOST).clamp(1, 1000);
        let after = match fields.text("Marker") {
            None => None,
            Some(marker) => {
                let place = with(&binding, |binding| binding.place(marker).ok());
                let place = place.and_then(|place| String::from_utf8(place).ok());
                // Our guess at the sentence.
                Some(place.ok_or_else(|| error::validation(format!("Invalid Marker: {marker}")))?)
            }
        };
        Ok(Asked { most, after, binding })
    }

    /// A page of things that stand in the order of their names and behind `after`, of which there may be one more than
    /// are asked for.
    pub(crate) fn page<T>(self, mut things: Vec<T>, name: impl Fn(&T) -> String) -> Page<T> {
        if things.len() <= self.most {
            return Page { things, marker: None };
        }
        things.truncate(self.most);
        let marker =
            things.last().map(|last| with(&self.binding, |binding| binding.token(name(last).as_bytes())));
        Page { things, marker }
    }

    /// The same of all things of a list, in any order.
    pub(crate) fn page_of_all<T>(self, things: Vec<T>, name: impl Fn(&T) -> String) -> Page<T> {
        let mut named: Vec<(String, T)> =
            things.into_iter().map(|thing| (place_of(name(&thing)), thing)).collect();
        named.sort_by(|(one, _), (other, _)| one.cmp(other));
        named.retain(|(name, _)| self.after.as_ref().is_none_or(|after| name > after));
        let page = self.page(named, |(name, _)| name.clone());
        Page { things: page.things.into_iter().map(|(_, thing)| thing).collect(), marker: page.marker }
    }
}

/// How long a place may be, in bytes: `Marker` has at most 320 characters.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoleTags.html>
const LONGEST_PLACE: usize = 200;

/// The place of a name, in the order of names: a long one's is its beginning and a digest of all of it.
fn place_of(name: String) -> String {
    if name.len() <= LONGEST_PLACE {
        return name;
    }
    let digest = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(name.as_bytes()));
    let most = LONGEST_PLACE - digest.len();
    let begin = name.get(..name.floor_char_boundary(most)).unwrap_or_default();
    format!("{begin}{digest}")
}

fn with<T>((operation, request): &(&'static str, Vec<String>), act: impl FnOnce(Binding<'_>) -> T) -> T {
    let request: Vec<&str> = request.iter().map(String::as_str).collect();
    act(Binding { operation, request: &request })
}

impl<T> Page<T> {
    /// Its things, and where the next page begins, if there is one.
    pub(crate) fn apart(self) -> (Vec<T>, Option<String>) {
        (self.things, self.marker)
    }

    /// The same page of other things.
    pub(crate) fn map<U>(self, other: impl FnMut(T) -> U) -> Page<U> {
        Page { things: self.things.into_iter().map(other).collect(), marker: self.marker }
    }

    /// The same, where that may fail.
    pub(crate) fn try_map<U>(self, other: impl FnMut(T) -> Result<U, Fault>) -> Result<Page<U>, Fault> {
        let things = self.things.into_iter().map(other).collect::<Result<_, Fault>>()?;
        Ok(Page { things, marker: self.marker })
    }

    /// The reply: a list of `member`, each thing as `shown` has it.
    pub(crate) fn reply(self, output: &'static Shape, member: &str, shown: impl Fn(T) -> Value) -> Outgoing {
        let list: Vec<Value> = self.things.into_iter().map(shown).collect();
        let fields = Fields::new(output).with(member, list).with("IsTruncated", self.marker.is_some());
        fields.with("Marker", self.marker).into()
    }
}
