//! Several parameters with their values.
//!
//! <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error;
use crate::model;
use crate::parameter::name::Asked;
use crate::parameter::shown::Shown;

pub(super) struct GetParameters;

/// What was found, and the names of which nothing was.
type Found = (Vec<Shown>, Vec<String>);

impl Operation for GetParameters {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::GET_PARAMETERS;
    const RESOURCE: &'static [&'static str] = &["Names"];
    const LIMITS: &'static str =
        "of AWS's public parameters there are some; the ids of images that they have are made up";
    type Input = (Vec<String>, bool);
    type Output = Found;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let mut names: Vec<String> = Vec::new();
        // That a name that stands twice is answered once is our guess.
        for name in fields.texts("Names") {
            if !names.iter().any(|known| known == name) {
                names.push(name.to_owned());
            }
        }
        Ok((names, fields.boolean("WithDecryption").unwrap_or_default()))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (names, decrypts): Self::Input) -> Result<Found, Fault> {
        let (mut found, mut invalid) = (Vec::new(), Vec::new());
        for name in names {
            // What cannot be a name is invalid as what is not there.
            let Ok(asked) = Asked::read(call, &name) else {
                invalid.push(name);
                continue;
            };
            match engine.find(call, &asked, decrypts).await {
                Ok(shown) => found.push(shown),
                Err(fault) if is_missing(&fault) => invalid.push(name),
                Err(fault) => return Err(fault),
            }
        }
        // AWS's page: in alphabetical order.
        found.sort_by(|a, b| (&a.name, a.version).cmp(&(&b.name, b.version)));
        Ok((found, invalid))
    }

    fn reply((found, invalid): Found) -> Outgoing {
        let found: Vec<Fields> = found.into_iter().map(Shown::parameter).collect();
        Fields::new(Self::SIGNATURE.output)
            .with("Parameters", found)
            .with("InvalidParameters", invalid)
            .into()
    }
}

fn is_missing(fault: &Fault) -> bool {
    [error::no_parameter(), error::no_version("", "")].iter().any(|missing| missing.code == fault.code)
}
