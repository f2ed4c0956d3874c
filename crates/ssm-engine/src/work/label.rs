//! Labels come to versions, move and go.

use wire::fault::Fault;

use crate::engine::Engine;
use crate::error;
use crate::parameter::Parameter;
use crate::parameter::label::{self, Labels};
use crate::parameter::name::ParameterName;

/// The version that got labels, and what cannot be one.
#[derive(Debug)]
pub(crate) struct Labelled {
    pub(crate) version: u64,
    pub(crate) invalid: Vec<String>,
}

/// The labels that went, and those that the version did not have.
#[derive(Debug)]
pub(crate) struct Unlabelled {
    pub(crate) removed: Vec<String>,
    pub(crate) invalid: Vec<String>,
}

impl Engine {
    /// Gives labels to a version, or to the last one.
    ///
    /// # Errors
    ///
    /// There is no such version, or it would have too many: then it gets none.
    pub(crate) fn label(
        &self,
        name: &ParameterName,
        version: Option<u64>,
        labels: &[String],
    ) -> Result<Labelled, Fault> {
        self.records.change((name.account, &name.region), |change| {
            let parameter = change.parameter(name)?.ok_or_else(error::no_parameter)?;
            let version = known(&parameter, version)?;
            let before = change.labels(name)?;
            let mut after = before.clone();
            let (valid, invalid): (Vec<&String>, Vec<&String>) =
                labels.iter().partition(|label| label::is_label(label));
            valid.into_iter().for_each(|label| after.set(label, version));
            if after.of(version).len() > label::MOST {
                return Err(error::too_many_labels());
            }
            write(change, name, &before, &after)?;
            Ok(Labelled { version, invalid: once(invalid.into_iter()) })
        })
    }

    /// Takes labels from a version.
    ///
    /// # Errors
    ///
    /// There is no such version.
    pub(crate) fn unlabel(
        &self,
        name: &ParameterName,
        version: u64,
        labels: &[String],
    ) -> Result<Unlabelled, Fault> {
        self.records.change((name.account, &name.region), |change| {
            let parameter = change.parameter(name)?.ok_or_else(error::no_parameter)?;
            let version = known(&parameter, Some(version))?;
            let before = change.labels(name)?;
            let mut after = before.clone();
            let labels = once(labels.iter());
            let (removed, invalid) = labels.into_iter().partition(|label| after.take(label, version));
            write(change, name, &before, &after)?;
            Ok(Unlabelled { removed, invalid })
        })
    }
}

/// The number of a version that is there.
fn known(parameter: &Parameter, version: Option<u64>) -> Result<u64, Fault> {
    let number = version.unwrap_or(parameter.current.number);
    let is_there = (parameter.oldest..=parameter.current.number).contains(&number);
    if is_there { Ok(number) } else { Err(error::no_version(&number.to_string(), &parameter.name)) }
}

fn write(
    change: &mut crate::records::Change,
    name: &ParameterName,
    before: &Labels,
    after: &Labels,
) -> Result<(), Fault> {
    if before == after { Ok(()) } else { change.put_labels(name, after) }
}

/// Each text once, where it stands first.
fn once<'a>(texts: impl Iterator<Item = &'a String>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for text in texts {
        if !found.contains(text) {
            found.push(text.clone());
        }
    }
    found
}
