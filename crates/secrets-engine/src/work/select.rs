//! Which secrets filters mean.
//!
//! <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_Filter.html>

use base::call::Call;
use wire::fault::Fault;
use wire::value::Fields;

use crate::engine::Engine;
use crate::records::Found;

/// What a filter looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Subject {
    Description,
    Name,
    TagKey,
    TagValue,
    PrimaryRegion,
    OwningService,
    All,
}

/// A filter.
#[derive(Clone, Debug)]
struct Filter {
    subject: Subject,
    wanted: Vec<String>,
    /// Behind an exclamation mark.
    unwanted: Vec<String>,
}

/// The filters of a request: a secret must suit each.
#[derive(Clone, Debug)]
pub(crate) struct Filters(Vec<Filter>);

impl Filters {
    /// Those of the member `Filters`. One that names no subject suits every secret: AWS's model lets it.
    pub(crate) fn given(fields: &Fields) -> Filters {
        let filter = |given: &Fields| {
            let subject = match given.text("Key")? {
                "description" => Subject::Description,
                "name" => Subject::Name,
                "tag-key" => Subject::TagKey,
                "tag-value" => Subject::TagValue,
                "primary-region" => Subject::PrimaryRegion,
                "owning-service" => Subject::OwningService,
                _ => Subject::All,
            };
            let (unwanted, wanted): (Vec<&str>, Vec<&str>) =
                given.texts("Values").partition(|value| value.starts_with('!'));
            let wanted = wanted.into_iter().map(str::to_owned).collect();
            let unwanted =
                unwanted.into_iter().map(|value| value.trim_start_matches('!').to_owned()).collect();
            Some(Filter { subject, wanted, unwanted })
        };
        Filters(fields.structs("Filters").filter_map(filter).collect())
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a secret suits all.
    pub(crate) fn mean(&self, found: &Found) -> bool {
        self.0.iter().all(|filter| {
            let has = |value: &String| filter.subject.has(found, value);
            let is_wanted = filter.wanted.is_empty() || filter.wanted.iter().any(has);
            is_wanted && !filter.unwanted.iter().any(has)
        })
    }
}

impl Subject {
    /// Whether something that it looks at begins with a value.
    fn has(self, found: &Found, value: &str) -> bool {
        let secret = &found.secret;
        match self {
            // AWS's page: not by case. That words within it count is our guess.
            Subject::Description => secret.description.as_deref().is_some_and(|text| says(text, value)),
            Subject::Name => found.name.name.starts_with(value),
            Subject::TagKey => secret.tags.iter().any(|(key, _)| key.starts_with(value)),
            Subject::TagValue => secret.tags.iter().any(|(_, text)| text.starts_with(value)),
            Subject::PrimaryRegion => {
                let primary = found.standing.as_ref().map(|standing| standing.primary.as_str());
                let own = Some(found.name.region.as_str()).filter(|_| !secret.replicas.is_empty());
                primary.or(own).is_some_and(|region| region.starts_with(value))
            }
            // No service of ours owns secrets.
            Subject::OwningService => false,
            // AWS's page: the value's words, each anywhere.
            Subject::All => value.split_whitespace().all(|word| {
                let tags = secret.tags.iter().flat_map(|(key, text)| [key.as_str(), text.as_str()]);
                let texts = [found.name.name.as_str()].into_iter().chain(secret.description.as_deref());
                texts.chain(tags).any(|text| says(text, word))
            }),
        }
    }
}

/// What secrets are put in order by: <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ListSecrets.html>.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum By {
    #[default]
    Created,
    Accessed,
    Changed,
    Name,
}

/// In which order secrets are listed. That the oldest come first where nothing is said is our guess.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Order {
    pub(crate) by: By,
    pub(crate) is_descending: bool,
}

impl Order {
    /// The order that a request asks for.
    pub(crate) fn given(fields: &Fields) -> Order {
        let by = match fields.text("SortBy") {
            Some("last-accessed-date") => By::Accessed,
            Some("last-changed-date") => By::Changed,
            Some("name") => By::Name,
            _ => By::Created,
        };
        Order { by, is_descending: fields.text("SortOrder") == Some("desc") }
    }

    /// The place of a secret in it: places sort as the secrets do.
    pub(crate) fn place(self, found: &Found) -> String {
        let secret = &found.secret;
        let number = match self.by {
            By::Created => secret.created_ms,
            By::Accessed => secret.accessed_day.unwrap_or_default(),
            By::Changed => secret.changed_ms,
            By::Name => 0,
        };
        format!("{number:020} {}", found.name.name)
    }
}

impl Engine {
    /// All secrets of the caller's that filters mean, in order. `with_deleted`: those too that are marked for deletion.
    pub(crate) async fn select(
        &self,
        call: &Call,
        filters: &Filters,
        with_deleted: bool,
        order: Order,
    ) -> Result<Vec<Found>, Fault> {
        let mut walk = self.records.all(call.account, &call.region);
        let mut selected = Vec::new();
        while let Some((name, _)) = walk.next().await? {
            let found = self.records.named(&name)?;
            let found = found.filter(|found| with_deleted || found.secret.deletes_ms.is_none());
            selected.extend(found.filter(|found| filters.mean(found)));
        }
        selected.sort_by_cached_key(|found| order.place(found));
        if order.is_descending {
            selected.reverse();
        }
        Ok(selected)
    }
}

/// Whether a text or one of its words begins with a value, whatever the case.
fn says(text: &str, value: &str) -> bool {
    let (text, value) = (text.to_lowercase(), value.to_lowercase());
    text.starts_with(&value)
        || text.split(|c: char| !c.is_alphanumeric()).any(|word| !word.is_empty() && word.starts_with(&value))
}
