//! <https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoot.html>

use std::sync::Arc;
use std::time::Duration;

use base::arn::{AccountId, Arn};
use base::call::{Call, Checks};
use base::seams::{Credentials, KeySession};
use policy::Principal;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error;
use crate::model::sts;
use crate::session::asked::{Scope, calling_session};
use crate::session::shown;
use crate::session::token::Who;

pub(super) struct AssumeRoot;

/// The longest session, and the default.
const MOST_S: u64 = 900;

/// The policies that say what the session is for: <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user-privileged-task.html>.
const TASKS: [&str; 5] = [
    "IAMAuditRootUserCredentials",
    "IAMCreateRootUserPassword",
    "IAMDeleteRootUserCredentials",
    "S3UnlockBucketPolicy",
    "SQSUnlockQueuePolicy",
];

/// What is asked for.
pub(super) struct Asked {
    account: Option<AccountId>,
    target: String,
    task: String,
    lasts_s: u64,
    least: usize,
}

impl Operation for AssumeRoot {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &sts::ASSUME_ROOT;
    const RESOURCE: &'static [&'static str] = &["TargetPrincipal"];
    const LIMITS: &'static str = "There are no organizations: every account may ask for a session of every other one's root user; \
         with --auth verify for that of its own alone. The \
         task's policy limits what the session may in other accounts, not in its own.";
    type Input = Asked;
    type Output = (Credentials, Option<String>);

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Asked, Fault> {
        let target = fields.required("TargetPrincipal").to_owned();
        let task = fields.fields("TaskPolicyArn").and_then(|policy| policy.text("arn"));
        let task = task.unwrap_or_default().to_owned();
        let lasts_s = fields.integer("DurationSeconds").and_then(|secs| u64::try_from(secs).ok());
        Ok(Asked {
            account: account_of(&target),
            target,
            task,
            lasts_s: lasts_s.unwrap_or(MOST_S),
            least: Scope::read(&fields)?.least,
        })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, asked: Asked) -> Result<Self::Output, Fault> {
        let Asked { account, target, task, lasts_s, least } = asked;
        let denied = || error::sts::not_authorized(&Principal::of(call).name(), "sts:AssumeRoot", &target);
        let account = account.ok_or_else(denied)?;
        // Where proofs are asked for, a key of one account proves nothing in another: no account is the management account here.
        let may_reach = call.origin.checks == Checks::Off || account == call.account;
        if !is_task(&task) || !may_reach {
            return Err(denied());
        }
        let source_identity = calling_session(call).and_then(|session| session.source_identity.clone());
        let facts = KeySession {
            issued: call.now,
            expires: call.now.plus(Duration::from_secs(lasts_s)),
            source_identity: source_identity.clone(),
            policy_arns: vec![task],
            ..KeySession::default()
        };
        let credentials = engine.give((account, call.region.partition()), Who::Root, facts, least)?;
        Ok((credentials, source_identity))
    }

    fn reply((credentials, source_identity): Self::Output) -> Outgoing {
        shown::with_credentials(Fields::new(Self::SIGNATURE.output), &credentials)
            .with("SourceIdentity", source_identity)
            .into()
    }
}

/// The account that is meant, by its number or its root user's ARN.
fn account_of(target: &str) -> Option<AccountId> {
    AccountId::parse(target).or_else(|| {
        let arn = Arn::parse(target).filter(|arn| arn.service == "iam" && arn.resource == "root")?;
        AccountId::parse(&arn.account)
    })
}

fn is_task(policy: &str) -> bool {
    let Some(arn) = Arn::parse(policy) else { return false };
    let name = arn.resource.strip_prefix("policy/root-task/").unwrap_or_default();
    arn.service == "iam" && arn.account == "aws" && TASKS.contains(&name)
}
