//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use super::paging::{Page, Paging};
use crate::engine::Engine;
use crate::error;
use crate::group::Group;
use crate::group::name::GroupName;
use crate::model;
use crate::records::{Tally, keys};

pub(super) struct DescribeLogGroups;

/// What is asked for.
pub(super) struct Asked {
    prefix: String,
    pattern: Option<String>,
    class: Option<String>,
    /// Only these, where some are named.
    names: Vec<GroupName>,
    paging: Paging,
}

impl Operation for DescribeLogGroups {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::DESCRIBE_LOG_GROUPS;
    const KEPT: &'static [&'static str] = &["includeLinkedAccounts", "accountIdentifiers"];
    const LIMITS: &'static str =
        "`storedBytes` follows what came and went by an hour at most, and counts events as they are billed.";
    type Input = Asked;
    type Output = Page<(GroupName, Group, u64)>;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Asked, Fault> {
        let text = |name: &str| fields.text(name).map(str::to_owned);
        let (prefix, pattern) = (text("logGroupNamePrefix"), text("logGroupNamePattern"));
        if prefix.is_some() && pattern.is_some() {
            return Err(error::prefix_and_pattern());
        }
        let names = fields.texts("logGroupIdentifiers").map(|name| GroupName::identified(name, call));
        let names = names.collect::<Result<Vec<_>, _>>()?;
        let (prefix, class) = (prefix.unwrap_or_default(), text("logGroupClass"));
        let bound = [&prefix, pattern.as_deref().unwrap_or_default(), class.as_deref().unwrap_or_default()];
        let paging = Paging::read(&fields, "limit", 50, "logs:DescribeLogGroups", &bound)?;
        Ok(Asked { prefix, pattern, class, names, paging })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, asked: Asked) -> Result<Self::Output, Fault> {
        let Asked { prefix, pattern, class, names, paging } = asked;
        let mut found = Vec::new();
        let mut groups = engine.records.groups((call.account, &call.region), &prefix, paging.after());
        while !paging.is_full(&found)
            && let Some((key, group)) = groups.next::<Group>().await?
        {
            let name = GroupName::of_key(&key).ok_or_else(|| error::damaged("a group's key", ""))?;
            let is_meant = pattern.as_ref().is_none_or(|pattern| name.name.contains(pattern))
                && class.as_ref().is_none_or(|class| *class == group.class)
                && (names.is_empty() || names.contains(&name));
            if is_meant {
                let tally: Tally = engine.records.record(&keys::tally(group.id))?.unwrap_or_default();
                found.push((name, group, tally.shown(call.now.millis())));
            }
        }
        Ok(paging.page(found, |(name, _, _)| name.name.clone()))
    }

    fn reply(page: Self::Output) -> Outgoing {
        page.reply(Fields::new(Self::SIGNATURE.output), "logGroups", |(name, group, bytes)| {
            Fields::new(&model::LOG_GROUP)
                .with("arn", name.arn_of_all())
                .with("logGroupArn", name.arn().to_string())
                .with("creationTime", group.created_ms)
                .with("retentionInDays", group.retention_days)
                .with("metricFilterCount", group.metric_filters)
                .with("storedBytes", bytes)
                .with("kmsKeyId", group.kms_key)
                .with("dataProtectionStatus", group.data_protection)
                .with("logGroupClass", group.class)
                .with("deletionProtectionEnabled", group.is_protected)
                .with("bearerTokenAuthenticationEnabled", group.takes_bearer_tokens)
                .with("logGroupName", name.name)
        })
    }
}
