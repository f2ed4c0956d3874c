//! That a user is in a group. A group may have thousands of users, so that each membership is a record of its own.

use std::ops::ControlFlow;

use base::arn::AccountId;
use serde::{Deserialize, Serialize};
use wire::fault::Fault;

use crate::records::{Change, Kind, Record, Records};

/// A membership.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Membership {
    /// The group's name, a slash, which no name has, and the user's name: so those of a group stand together.
    pub(crate) name: String,
}

impl Record for Membership {
    const KIND: Kind = Kind::Membership;

    fn name(&self) -> &str {
        &self.name
    }
}

impl Membership {
    /// That this user is in this group.
    pub(crate) fn of(group: &str, user: &str) -> Membership {
        Membership { name: format!("{group}/{user}") }
    }

    /// The name of the user.
    fn user(self) -> String {
        let at = self.name.find('/').map_or(0, |at| at + 1);
        self.name.get(at..).unwrap_or_default().to_owned()
    }

    /// The names of at most `most` users of a group, behind one, in the order of their names.
    ///
    /// # Errors
    ///
    /// Something cannot be read.
    pub(crate) fn users(
        records: &Records,
        account: AccountId,
        group: &str,
        after: Option<&str>,
        most: usize,
    ) -> Result<Vec<String>, Fault> {
        let mut users = Vec::new();
        records
            .visit(account, Some(&start(group, after)), |found| collect(group, most, &mut users, found))?;
        Ok(users)
    }

    /// The same in a change: at most `most` users of a group.
    ///
    /// # Errors
    ///
    /// Something cannot be read.
    pub(crate) fn users_to_change(
        change: &Change<'_>,
        group: &str,
        most: usize,
    ) -> Result<Vec<String>, Fault> {
        let mut users = Vec::new();
        change.visit(Some(&start(group, None)), |found| collect(group, most, &mut users, found))?;
        Ok(users)
    }
}

fn start(group: &str, after: Option<&str>) -> String {
    format!("{group}/{}", after.unwrap_or_default())
}

fn collect(group: &str, most: usize, users: &mut Vec<String>, found: Membership) -> ControlFlow<()> {
    let is_of_it = found.name.split('/').next().is_some_and(|name| name.eq_ignore_ascii_case(group));
    if !is_of_it || users.len() >= most {
        return ControlFlow::Break(());
    }
    users.push(found.user());
    ControlFlow::Continue(())
}
