//! The reports on last access that were asked for.

use serde::{Deserialize, Serialize};

use crate::records::{Kind, Record};

/// How many are remembered in an account; of more the oldest is forgotten (our guess).
const MOST: usize = 100;

/// Under which name they are kept: together, as there are few.
pub(crate) const NAME: &str = "reports on last access";

/// The reports of an account, the oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Reports(Vec<Report>);

/// A report. It is done at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Report {
    /// A UUID.
    pub(crate) id: String,
    /// Whom or what it is about: a user, group, role or managed policy.
    pub(crate) arn: String,
    /// `SERVICE_LEVEL` or `ACTION_LEVEL`.
    pub(crate) level: String,
    /// Seconds since 1970.
    pub(crate) made_s: u64,
}

impl Record for Reports {
    const KIND: Kind = Kind::Job;

    fn name(&self) -> &'static str {
        NAME
    }
}

impl Reports {
    /// Remembers one more.
    pub(crate) fn add(&mut self, report: Report) {
        if self.0.len() >= MOST {
            self.0.remove(0);
        }
        self.0.push(report);
    }

    /// The report of an id.
    pub(crate) fn take(self, id: &str) -> Option<Report> {
        self.0.into_iter().find(|report| report.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_is_forgotten() {
        let mut reports = Reports::default();
        for number in 0..=MOST {
            let id = number.to_string();
            reports.add(Report { id, arn: String::new(), level: String::new(), made_s: 0 });
        }
        assert_eq!(reports.clone().take("0"), None);
        assert!(reports.clone().take("1").is_some() && reports.take(&MOST.to_string()).is_some());
    }
}
