//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListLogGroups.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::tag::Tags;
use wire::value::Fields;

use super::paging::{Page, Paging};
use crate::engine::Engine;
use crate::error;
use crate::group::Group;
use crate::group::name::GroupName;
use crate::model;

pub(super) struct ListLogGroups;

/// What is asked for.
pub(super) struct Asked {
    pattern: Option<String>,
    class: Option<String>,
    tags: Vec<TagFilter>,
    paging: Paging,
}

struct TagFilter {
    key: String,
    /// Any of these; any at all if there is none.
    values: Vec<String>,
}

impl Operation for ListLogGroups {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::LIST_LOG_GROUPS;
    const KEPT: &'static [&'static str] =
        &["includeLinkedAccounts", "accountIdentifiers", "dataSources", "fieldIndexNames"];
    type Input = Asked;
    type Output = Page<(GroupName, Group)>;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Asked, Fault> {
        let text = |name: &str| fields.text(name).map(str::to_owned);
        let (pattern, class) = (text("logGroupNamePattern"), text("logGroupClass"));
        let bound = [pattern.as_deref().unwrap_or_default(), class.as_deref().unwrap_or_default()];
        let paging = Paging::read(&fields, "limit", 50, "logs:ListLogGroups", &bound)?;
        let tags = fields.structs("logGroupTags").map(|filter| TagFilter {
            key: filter.required("key").to_owned(),
            values: filter.texts("values").map(str::to_owned).collect(),
        });
        Ok(Asked { tags: tags.collect(), pattern, class, paging })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, asked: Asked) -> Result<Self::Output, Fault> {
        let Asked { pattern, class, tags, paging } = asked;
        let mut found = Vec::new();
        let mut groups = engine.records.groups((call.account, &call.region), "", paging.after());
        while !paging.is_full(&found)
            && let Some((key, group)) = groups.next::<Group>().await?
        {
            let name = GroupName::of_key(&key).ok_or_else(|| error::damaged("a group's key", ""))?;
            let is_meant = pattern.as_ref().is_none_or(|pattern| is_like(pattern, &name.name))
                && class.as_ref().is_none_or(|class| *class == group.class)
                && tags.iter().all(|filter| filter.takes(&group.tags));
            if is_meant {
                found.push((name, group));
            }
        }
        Ok(paging.page(found, |(name, _)| name.name.clone()))
    }

    fn reply(page: Self::Output) -> Outgoing {
        page.reply(Fields::new(Self::SIGNATURE.output), "logGroups", |(name, group)| {
            Fields::new(&model::LOG_GROUP_SUMMARY)
                .with("logGroupArn", name.arn().to_string())
                .with("logGroupName", name.name)
                .with("logGroupClass", group.class)
        })
    }
}

impl TagFilter {
    fn takes(&self, tags: &Tags) -> bool {
        let value = tags.iter().find(|(key, _)| *key == self.key).map(|(_, value)| value);
        value.is_some_and(|value| self.values.is_empty() || self.values.contains(value))
    }
}

/// Whether a name is like one of the pattern's parts, between which stand bars: those behind `^` are beginnings, the others stand
/// anywhere.
fn is_like(pattern: &str, name: &str) -> bool {
    pattern.split('|').any(|part| match part.strip_prefix('^') {
        Some(prefix) => name.starts_with(prefix),
        None => name.contains(part),
    })
}
