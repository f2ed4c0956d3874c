//! The credential report: <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html>.

use std::ops::ControlFlow;
use std::sync::Arc;

use base::call::Call;
use base::task::apart;
use bytes::Bytes;
use policy::principal::account_arn;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::{Fields, Value};

use crate::account::report::{self, Line, Report, UsedKey};
use crate::engine::Engine;
use crate::error;
use crate::identity::access_key::AccessKey;
use crate::identity::user::{self, User};
use crate::message::shown;
use crate::model::iam;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GenerateCredentialReport.html>: one is made where there is none that
/// holds.
pub(in crate::ops::iam) struct GenerateCredentialReport;

impl Operation for GenerateCredentialReport {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::GENERATE_CREDENTIAL_REPORT;
    const LIMITS: &'static str = "The report is there as soon as it is asked for. Of keys it tells the uses since the start \
                                  of the process.";
    type Input = ();
    /// Whether it was there already.
    type Output = bool;

    fn read(_: &Call, _: Incoming) -> Result<(), Fault> {
        Ok(())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (): ()) -> Result<bool, Fault> {
        let (engine, call) = (Arc::clone(engine), call.clone());
        // Thousands of users are read.
        apart(move || generate(&engine, &call)).await
    }

    fn reply(was_there: bool) -> Outgoing {
        let (state, description) = if was_there {
            ("COMPLETE", None)
        } else {
            ("STARTED", Some("No report exists. Starting a new report generation task"))
        };
        Fields::new(Self::SIGNATURE.output).with("State", state).with("Description", description).into()
    }
}

fn generate(engine: &Engine, call: &Call) -> Result<bool, Fault> {
    let now_s = call.now.secs();
    let before: Option<Report> = engine.records.get(call.account, Report::NAME)?;
    if before.is_some_and(|report| report.holds(now_s)) {
        return Ok(true);
    }
    let root = account_arn(call.region.partition(), call.account);
    let mut lines = vec![Line::of_root(root, user::ROOT_CREATED_S)];
    let mut failed = None;
    engine.records.visit(call.account, None, |user: User| match keys(engine, call, &user) {
        Ok(keys) => {
            lines.push(Line::of_user(user, keys));
            ControlFlow::Continue(())
        }
        Err(fault) => {
            failed = Some(fault);
            ControlFlow::Break(())
        }
    })?;
    if let Some(fault) = failed {
        return Err(fault);
    }
    let report = Report { made_s: now_s, content: report::write(lines.into_iter()) };
    engine.records.change(call.account, |change| change.put(&report))?;
    Ok(false)
}

/// The access keys of a user, and their last uses.
fn keys(engine: &Engine, call: &Call, user: &User) -> Result<Vec<UsedKey>, Fault> {
    let mut keys = Vec::new();
    for id in &user.belongings.access_keys {
        let Some(key) = engine.records.get::<AccessKey>(call.account, id)? else { continue };
        let used = engine.known.last_use(id).map(|used| (used.at_s, used.region, used.service));
        keys.push((key, used));
    }
    Ok(keys)
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetCredentialReport.html>
pub(in crate::ops::iam) struct GetCredentialReport;

impl Operation for GetCredentialReport {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::GET_CREDENTIAL_REPORT;
    type Input = ();
    type Output = Report;

    fn read(_: &Call, _: Incoming) -> Result<(), Fault> {
        Ok(())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (): ()) -> Result<Report, Fault> {
        let (engine, account) = (Arc::clone(engine), call.account);
        // It may have some megabytes.
        let found: Option<Report> = apart(move || engine.records.get(account, Report::NAME)).await?;
        let report = found.ok_or_else(error::account::no_report)?;
        if report.holds(call.now.secs()) { Ok(report) } else { Err(error::account::report_expired()) }
    }

    fn reply(report: Report) -> Outgoing {
        Fields::new(Self::SIGNATURE.output)
            .with("Content", Value::Blob(Bytes::from(report.content)))
            .with("ReportFormat", "text/csv")
            .with("GeneratedTime", shown::time(report.made_s))
            .into()
    }
}
