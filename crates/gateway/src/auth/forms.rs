//! Who signed a form, which carries its signature in its body.

use std::sync::Arc;

use base::arn::{AccountId, Region};
use base::clock::Timestamp;
use base::seams::{AccessKeys, FormCaller, FormSignature, FormSigner, FormSigners};
use base::service::{Facts, Refusal};
use sigv4::FormClaim;

use super::{Named, Ring, caller, refused, wording};
use crate::config::{AccessKey, Auth, Settings};

/// What the gateway knows of keys, for those who read forms.
#[derive(Debug)]
pub(crate) struct Forms {
    auth: Auth,
    listed: Vec<AccessKey>,
    default_account: AccountId,
    made: Vec<Arc<dyn AccessKeys>>,
}

impl Forms {
    pub(crate) fn new(settings: &Settings, made: Vec<Arc<dyn AccessKeys>>) -> Forms {
        let Settings { auth, access_keys, account, .. } = settings;
        Forms { auth: *auth, listed: access_keys.clone(), default_account: *account, made }
    }

    fn ring(&self) -> Ring<'_> {
        Ring { listed: &self.listed, default_account: self.default_account, made: &self.made }
    }

    /// Whose this key is, and that it was used.
    fn known(&self, service: &Facts, named: Named<'_>, region: Option<Region>, now: Timestamp) -> FormCaller {
        let (account, caller) = caller(named.access_key, self.ring().owner(named, now));
        let used_in = region.clone().unwrap_or_else(Region::us_east_1);
        for keys in &self.made {
            keys.note_use(named.access_key, service.name, used_in.as_str(), now);
        }
        FormCaller { account, region, caller }
    }
}

impl FormSigners for Forms {
    fn caller_of(
        &self,
        service: &Facts,
        form: &FormSignature<'_>,
        now: Timestamp,
    ) -> Result<FormCaller, Refusal> {
        let claim = match form.signer {
            FormSigner::Version2 { access_key } => {
                Ok(FormClaim::version_2(access_key, form.signature, form.policy))
            }
            FormSigner::Version4 { algorithm, credential, date } => {
                FormClaim::version_4((algorithm, credential, date), form.signature, form.policy)
            }
        };
        let claim = match claim {
            Ok(claim) => claim,
            Err(_) if self.auth == Auth::Off => {
                // What cannot be read is as good as any other key, as in the head of a request.
                let access_key = form.signer.access_key();
                let named = Named { access_key, session_token: form.session_token };
                return Ok(self.known(service, named, None, now));
            }
            Err(error) => return Err(wording::refusal(service, &error)),
        };
        let named = Named { access_key: claim.access_key(), session_token: form.session_token };
        if self.auth != Auth::Off {
            self.prove(service, &claim, named, now)?;
        }
        let region = claim.scope().and_then(|scope| Region::parse(&scope.region));
        Ok(self.known(service, named, region, now))
    }
}

impl Forms {
    fn prove(
        &self,
        service: &Facts,
        claim: &FormClaim,
        named: Named<'_>,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        if let Some(scope) = claim.scope()
            && !service.signing_names.contains(&scope.service.as_str())
        {
            return Err(wording::wrong_service(service));
        }
        let mut first = None;
        for secret in self.ring().secrets(service, named, now)? {
            let proved = secret.goes_with(named.session_token).and_then(|()| claim.verify(&secret.secret));
            match proved {
                Ok(()) => return Ok(()),
                Err(error) => first = first.or(Some(error)),
            }
        }
        let said = |error: sigv4::Error| refused(service, named, &error);
        Err(first.map_or_else(|| wording::unknown_key(service, named.access_key), said))
    }
}
