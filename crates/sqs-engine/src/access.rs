//! Who may: what the policy of a queue says to callers of other accounts, and to services that send events.
//!
//! A caller of the queue's own account may everything, by the table of `policy::standing`, which is the same for all services.

use ::policy::decision::ResourceKind;
use ::policy::{Context, Document, Form, Principal, Request, Standing, standing};
use base::arn::AccountId;
use base::call::{Call, Caller, Origin};
use base::seams::{SeamError, Sender};
use wire::fault::Fault;
use wire::operation::{Modelled, Row};
use wire::value::Fields;

use crate::engine::Engine;
use crate::error;
use crate::queue::address;
use crate::queue::name::QueueName;

/// Whether a request is whole, and the caller may ask for its operation.
///
/// # Errors
///
/// A member is missing (recorded), or AWS's refusal, which does not say whether there is such a queue.
pub(crate) fn admits(
    engine: &Engine,
    call: &Call,
    row: &Row<Modelled<Engine>>,
    fields: &Fields,
) -> Result<(), Fault> {
    let members = fields.shape().members.iter().zip(fields.slots());
    let missing = members.filter(|(member, slot)| member.rules.required && slot.value().is_none());
    if let Some((member, _)) = missing.into_iter().next() {
        return Err(error::missing(member.name));
    }
    if !row.resource.contains(&address::MEMBER) {
        return Ok(());
    }
    let queue = address::asked(fields, call)?;
    if !matches!(standing(call, queue.account), Standing::Judged(_)) {
        return Ok(());
    }
    let own_action = format!("sqs:{}", row.signature.name);
    check(engine, call, &queue, row.action.unwrap_or(&own_action))
}

/// Whether the caller may do something with a queue.
///
/// # Errors
///
/// AWS's refusal.
pub(crate) fn check(engine: &Engine, call: &Call, queue: &QueueName, action: &str) -> Result<(), Fault> {
    let Standing::Judged(principal) = standing(call, queue.account) else { return Ok(()) };
    let context = Context::of(call, &principal);
    let asked = Asked { call, principal: &principal, action, queue };
    match refusal(engine, &asked, &context)? {
        Some(refusal) => Err(error::access_denied(refusal)),
        None => Ok(()),
    }
}

/// Services that send in the name of a role, whose policies are not judged within its account.
const BY_ROLE: &[&str] = &["lambda.amazonaws.com"];

/// How a service that sends events stands to a queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Welcome {
    /// The queue's policy lets it, or its role's would.
    Permitted,
    /// The policy does not; but the events are of the queue's own account, which by default is refused nothing. AWS would.
    Tolerated,
}

/// Whether a service may send messages for the owner of a resource.
///
/// # Errors
///
/// AWS's refusal, of what another account owns.
pub(crate) fn admits_sender(
    engine: &Engine,
    sender: &Sender,
    queue: &QueueName,
) -> Result<Welcome, SeamError> {
    let call = of_service(engine, sender.service, sender.account, queue);
    let principal = Principal::Service(sender.service.to_owned());
    let mut context = Context::of(&call, &principal);
    context.set("aws:SourceArn", [sender.arn.to_string()]);
    context.set("aws:SourceAccount", [sender.account.to_string()]);
    let asked = Asked { call: &call, principal: &principal, action: "sqs:SendMessage", queue };
    let refused = refusal(engine, &asked, &context).map_err(|fault| SeamError::Unavailable(fault.message))?;
    match refused {
        None => Ok(Welcome::Permitted),
        Some(_) if standing(&call, queue.account) == Standing::Owner => {
            let by_role = BY_ROLE.contains(&sender.service);
            Ok(if by_role { Welcome::Permitted } else { Welcome::Tolerated })
        }
        Some(refusal) => Err(SeamError::Refused(refusal)),
    }
}

/// Whether an account may consume a queue: receive its messages and delete them.
///
/// # Errors
///
/// The refusal, which does not say whether there is such a queue.
pub(crate) fn admits_consumer(
    engine: &Engine,
    consumer: AccountId,
    queue: &QueueName,
) -> Result<(), SeamError> {
    let call = of_service(engine, "lambda.amazonaws.com", consumer, queue);
    for action in ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"] {
        check(engine, &call, queue, action).map_err(|fault| SeamError::Refused(fault.message))?;
    }
    Ok(())
}

/// A call of one of our services for an account.
fn of_service(engine: &Engine, service: &'static str, account: AccountId, queue: &QueueName) -> Call {
    Call {
        account,
        region: queue.region.clone(),
        request_id: "".into(),
        now: engine.clock().now(),
        caller: Caller::Service(service),
        address: "localhost".into(),
        origin: Origin::default(),
    }
}

/// Who wants what of which queue.
struct Asked<'a> {
    call: &'a Call,
    principal: &'a Principal,
    action: &'a str,
    queue: &'a QueueName,
}

/// What the policy of the queue refuses, in IAM's words; nothing if it allows what is asked.
fn refusal(engine: &Engine, asked: &Asked<'_>, context: &Context) -> Result<Option<String>, Fault> {
    let Asked { call, principal, action, queue } = *asked;
    let resource = queue.arn().to_string();
    let request = Request {
        principal,
        canonical_user: None,
        action,
        resource: &resource,
        owner: queue.account,
        context,
    };
    let found = engine.records.queue_if_there(queue)?;
    let policy = found.as_ref().and_then(|found| found.queue.policy());
    let document = policy.map(|text| Document::read(text, Form::Resource));
    let document = document.transpose().map_err(|cause| error::damaged("a policy", cause))?;
    Ok(standing::refusal(call, &request, document.as_ref(), ResourceKind::Plain))
}
