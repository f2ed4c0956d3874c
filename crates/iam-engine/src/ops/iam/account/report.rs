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

use crate::account::password_policy::PasswordPolicy;
use crate::account::report::{self, Credentials, Line, Report};
use crate::engine::Engine;
use crate::error;
use crate::identity::access_key::AccessKey;
use crate::identity::belongings::{Belongings, RootUser};
use crate::identity::login_profile::LoginProfile;
use crate::identity::signing_certificate::SigningCertificate;
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
    let of_root = engine.records.get::<RootUser>(call.account, RootUser::NAME)?.unwrap_or_default();
    let of_root = credentials(engine, call, &of_root.belongings)?;
    let mut lines = vec![Line::of_root(root, user::ROOT_CREATED_S, of_root)];
    let policy: Option<PasswordPolicy> = engine.records.get(call.account, PasswordPolicy::NAME)?;
    let max_age_days = policy.and_then(|policy| policy.max_age_days);
    let mut failed = None;
    engine.records.visit(call.account, None, |user: User| match line(engine, call, user, max_age_days) {
        Ok(line) => {
            lines.push(line);
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

fn line(engine: &Engine, call: &Call, user: User, max_age_days: Option<u32>) -> Result<Line, Fault> {
    let profile: Option<LoginProfile> = engine.records.get(call.account, &user.name)?;
    let credentials = credentials(engine, call, &user.belongings)?;
    Ok(Line::of_user(user, profile.as_ref(), max_age_days, credentials))
}

/// What hangs on a user, and the last uses of its access keys.
fn credentials(engine: &Engine, call: &Call, held: &Belongings) -> Result<Credentials, Fault> {
    let mut found = Credentials { has_mfa: !held.mfa_devices.is_empty(), ..Credentials::default() };
    for id in &held.access_keys {
        let Some(key) = engine.records.get::<AccessKey>(call.account, id)? else { continue };
        let used = engine.known.last_use(id).map(|used| (used.at_s, used.region, used.service));
        found.keys.push((key, used));
    }
    for id in &held.signing_certificates {
        found.certificates.extend(engine.records.get::<SigningCertificate>(call.account, id)?);
    }
    Ok(found)
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
