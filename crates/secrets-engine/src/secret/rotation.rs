//! How a secret is rotated, and how far a rotation is.
//!
//! <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RotateSecret.html>

use serde::{Deserialize, Serialize};
use wire::fault::Fault;
use wire::value::Fields;

use super::schedule::{Schedule, Window};
use super::{DAY_MS, Secret, moment};
use crate::{error, model};

/// What is set of a secret's rotation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Rotation {
    pub(crate) is_on: bool,
    /// The ARN of the function that rotates it.
    pub(crate) function: Option<String>,
    pub(crate) rules: Rules,
    /// Of a secret that a partner holds: kept and shown.
    pub(crate) external: Vec<(String, String)>,
    pub(crate) external_role: Option<String>,
    pub(crate) last_ms: Option<u64>,
    /// When it is rotated next.
    pub(crate) next: Option<Window>,
    /// What goes on now.
    pub(crate) run: Option<Run>,
}

/// When it is rotated.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Rules {
    pub(crate) after_days: Option<u64>,
    pub(crate) duration: Option<String>,
    pub(crate) expression: Option<String>,
}

/// A rotation that goes on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Run {
    /// The version that it makes.
    pub(crate) version: String,
    /// Says of requests that they come from this rotation.
    pub(crate) token: String,
    /// Whether only the third step is taken, to see whether the function can be called.
    pub(crate) is_test: bool,
    /// How often it has failed.
    pub(crate) failures: u32,
    /// When it is tried.
    pub(crate) due_ms: u64,
}

/// How often a rotation is tried, and how long it waits after the first failure; each wait is twice the one before. AWS's page
/// says that all steps are tried again, and not how often: our guess.
/// <https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda.html>
const TRIES: u32 = 5;
const FIRST_WAIT_MS: u64 = 60 * 1000;

impl Rules {
    /// The rules of a request; nothing if it has none.
    ///
    /// # Errors
    ///
    /// They are no schedule.
    pub(crate) fn given(fields: &Fields, now_ms: u64) -> Result<Option<Rules>, Fault> {
        let Some(given) = fields.fields("RotationRules") else { return Ok(None) };
        let text = |name: &str| given.text(name).map(str::to_owned);
        let after_days = given.integer("AutomaticallyAfterDays").and_then(|days| u64::try_from(days).ok());
        let rules = Rules { after_days, duration: text("Duration"), expression: text("ScheduleExpression") };
        if rules.after_days.is_some() && rules.expression.is_some() {
            return Err(error::days_and_expression());
        }
        if let Some(schedule) = Schedule::of(&rules)? {
            schedule.check(now_ms)?;
        }
        Ok(Some(rules))
    }

    fn window_after(&self, ms: u64) -> Option<Window> {
        Schedule::of(self).ok().flatten().and_then(|schedule| schedule.next(ms))
    }

    /// As replies show them, with the days that follow from the schedule.
    fn shown(&self, days: Option<u64>) -> Fields {
        Fields::new(&model::ROTATION_RULES_TYPE)
            .with("AutomaticallyAfterDays", self.after_days.or(days))
            .with("Duration", self.duration.as_deref())
            .with("ScheduleExpression", self.expression.as_deref())
    }
}

impl Rotation {
    /// When something is to be done.
    pub(crate) fn due_ms(&self) -> Option<u64> {
        let run = self.run.as_ref().map(|run| run.due_ms);
        run.or_else(|| self.next.filter(|_| self.is_on).map(|window| window.start_ms))
    }

    /// The next window is the first that begins behind this moment.
    pub(crate) fn plan(&mut self, ms: u64) {
        self.next = if self.is_on { self.rules.window_after(ms) } else { None };
    }

    /// The run has succeeded.
    pub(crate) fn succeed(&mut self, now_ms: u64) {
        self.run = None;
        self.last_ms = Some(now_ms);
        self.plan(now_ms);
    }

    /// The run has failed: it waits, or ends if it was tried often enough. The next window brings another.
    pub(crate) fn fail(&mut self, now_ms: u64) {
        let Some(run) = &mut self.run else { return };
        run.failures += 1;
        if run.failures >= TRIES || run.is_test {
            self.run = None;
            self.plan(now_ms);
            return;
        }
        let wait_ms = FIRST_WAIT_MS << run.failures.saturating_sub(1).min(TRIES);
        run.due_ms = now_ms.saturating_add(wait_ms);
    }

    /// Days between rotations, as the schedule has it: shown once a rotation has succeeded.
    fn days(&self) -> Option<u64> {
        let (last_ms, next) = (self.last_ms?, self.next?);
        let midnight = |ms: u64| ms / DAY_MS;
        Some(midnight(next.start_ms).saturating_sub(midnight(last_ms)).max(1))
    }

    /// Adds to a reply what is shown of it.
    pub(crate) fn shown(&self, fields: Fields) -> Fields {
        let pair = |(key, value): &(String, String)| {
            Fields::new(&model::EXTERNAL_SECRET_ROTATION_METADATA_ITEM)
                .with("Key", key.as_str())
                .with("Value", value.as_str())
        };
        let external: Vec<Fields> = self.external.iter().map(pair).collect();
        let next = self.next.filter(|_| self.is_on);
        fields
            .with("RotationEnabled", self.is_on)
            .with("RotationLambdaARN", self.function.as_deref())
            .with("RotationRules", (self.rules != Rules::default()).then(|| self.rules.shown(self.days())))
            .with("ExternalSecretRotationMetadata", (!external.is_empty()).then_some(external))
            .with("ExternalSecretRotationRoleArn", self.external_role.as_deref())
            .with("LastRotatedDate", self.last_ms.map(moment))
            // The end of the window, before which it will have been rotated.
            .with("NextRotationDate", next.map(|window| moment(window.end_ms.saturating_sub(1000))))
    }
}

impl Secret {
    /// The value was set by hand: that counts as a rotation for when the next one is.
    /// <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RotationRulesType.html>
    pub(crate) fn note_new_value(&mut self, now_ms: u64) {
        if let Some(rotation) = self.rotation.as_mut().filter(|rotation| rotation.run.is_none()) {
            rotation.plan(now_ms);
        }
    }
}
