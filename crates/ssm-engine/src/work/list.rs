//! Parameters in order, a page at a time.

use base::call::Call;
use wire::fault::Fault;

use crate::engine::Engine;
use crate::parameter::filter::{self, Filter, Seen};
use crate::parameter::name::ParameterName;
use crate::parameter::{Parameter, Version};
use crate::records::Place;

/// How many parameters one request looks at: behind them the client goes on, as AWS says that pages may be empty.
const MOST_LOOKED_AT: usize = 5_000;

/// What is asked of a listing: what is behind a name, so many at most.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Span<'a> {
    pub(crate) after: Option<&'a str>,
    pub(crate) most: usize,
}

/// A part of a listing: what was found, and whether there may be more behind a name.
#[derive(Debug)]
pub(crate) struct Part<T> {
    pub(crate) found: Vec<T>,
    pub(crate) after: Option<String>,
}

/// A parameter of a listing, with the version that is meant.
#[derive(Clone, Debug)]
pub(crate) struct Listed {
    pub(crate) name: ParameterName,
    pub(crate) parameter: Parameter,
    pub(crate) version: Version,
}

impl Engine {
    /// The parameters of the caller that filters mean.
    pub(crate) async fn list(
        &self,
        call: &Call,
        filters: &[Filter],
        Span { after, most }: Span<'_>,
    ) -> Result<Part<Listed>, Fault> {
        if let Some(names) = filters.iter().find_map(Filter::names) {
            return self.list_named(call, &names, filters, Span { after, most });
        }
        let prefix = filters.iter().filter_map(Filter::prefix).max_by_key(|prefix| prefix.len());
        let place: Place<'_> = (call.account, &call.region);
        let labels = filters.iter().find_map(Filter::labels);
        let mut walk = self.records.parameters(place, prefix.unwrap_or_default(), after);
        let mut part = Part { found: Vec::new(), after: None };
        let mut looked_at = 0;
        let mut last = None;
        while let Some((name, parameter)) = walk.next().await? {
            if part.found.len() == most || looked_at == MOST_LOOKED_AT {
                part.after = last;
                break;
            }
            looked_at += 1;
            last = Some(name.path.clone());
            if filter::all_mean(filters, &Seen::of(&name.path, &parameter)) {
                part.found.extend(self.listed(name, parameter, labels)?);
            }
        }
        Ok(part)
    }

    fn list_named(
        &self,
        call: &Call,
        names: &[&str],
        filters: &[Filter],
        Span { after, most }: Span<'_>,
    ) -> Result<Part<Listed>, Fault> {
        let mut names: Vec<&str> =
            names.iter().copied().filter(|name| after.is_none_or(|after| *name > after)).collect();
        names.sort_unstable();
        names.dedup();
        let mut part = Part { found: Vec::new(), after: None };
        let mut last = None;
        for path in names {
            if part.found.len() == most {
                part.after = last;
                break;
            }
            let name = ParameterName::of(call, path);
            if let Some(parameter) = self.records.parameter(&name)?
                && filter::all_mean(filters, &Seen::of(path, &parameter))
            {
                part.found.extend(self.listed(name, parameter, None)?);
            }
            last = Some(path.to_owned());
        }
        Ok(part)
    }

    /// A parameter with the version that one of the labels names; nothing if none has one.
    fn listed(
        &self,
        name: ParameterName,
        parameter: Parameter,
        labels: Option<&[String]>,
    ) -> Result<Option<Listed>, Fault> {
        let version = match labels {
            None => Some(parameter.current.clone()),
            Some(labels) => {
                let known = self.records.labels(&name)?;
                let number = labels.iter().find_map(|label| known.version(label));
                number.map(|number| self.records.version(&name, &parameter, number)).transpose()?.flatten()
            }
        };
        Ok(version.map(|version| Listed { name, parameter, version }))
    }
}
