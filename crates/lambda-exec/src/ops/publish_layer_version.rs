//! <https://docs.aws.amazon.com/lambda/latest/api/API_PublishLayerVersion.html>

use std::sync::Arc;

use base::call::Call;
use store::Batch;
use wire::operation::{BodyLimit, Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::{Fields, Slot, Value};

use crate::engine::Engine;
use crate::error::Error;
use crate::function::code_source::{self, CodeSource};
use crate::function::layer::{LayerId, LayerVersion};
use crate::function::policy::Policy;
use crate::kept::{Kept, OfLayer};
use crate::model;
use crate::package::{self, Package};

pub(crate) struct PublishLayerVersion;

pub(crate) struct Input {
    id: LayerId,
    content: CodeSource,
    package: Kept<OfLayer>,
    description: String,
    license: Option<String>,
    runtimes: Vec<String>,
    architectures: Vec<String>,
}

impl Operation for PublishLayerVersion {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::PUBLISH_LAYER_VERSION;
    const RESOURCE: &'static [&'static str] = &["LayerName"];
    const KEPT: &'static [&'static str] = &["Content.S3ObjectStorageMode=REFERENCE"];
    const BODY_LIMIT: Option<BodyLimit> = Some(code_source::BODY_LIMIT);
    type Input = Input;
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<Input, Error> {
        let mut fields = request.fields;
        let Slot::There(Value::Struct(mut content)) = fields.take("Content") else {
            return Err(Error::not_a_zip());
        };
        let texts = |member| fields.texts(member).map(str::to_owned).collect();
        Ok(Input {
            id: LayerId::read(call, &fields),
            content: CodeSource::of_content(&mut content)?,
            package: Kept::default().with("ResolvedS3Object", code_source::referred_to(&content)),
            description: fields.required("Description").to_owned(),
            license: fields.text("LicenseInfo").map(str::to_owned),
            runtimes: texts("CompatibleRuntimes"),
            architectures: texts("CompatibleArchitectures"),
        })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, input: Input) -> Result<Fields, Error> {
        let Input { id, content, package, description, license, runtimes, architectures } = input;
        let bytes = content.fetch(&*engine.seams.objects, call).await?;
        // Unpacked only to be judged: each function lays its layers over each other for itself.
        let Package { staged, code, folder: _ } =
            package::accept(&engine.store, &engine.folders, bytes).await?;
        let version = engine.store.change_naming(&id.last_key(), Some(staged), |records| {
            let number = id.last(records)?.saturating_add(1);
            let version = LayerVersion {
                name: id.name.clone(),
                number,
                code: code.clone(),
                created: call.now.millis(),
                description: description.clone(),
                license: license.clone(),
                runtimes: runtimes.clone(),
                architectures: architectures.clone(),
                policy: Policy::default(),
                package: package.clone(),
            };
            let mut batch = Batch::new();
            batch.put(id.last_key(), number.to_be_bytes().to_vec());
            version.put(&mut batch, &id)?;
            Ok((batch, version))
        })?;
        Ok(version.shown(call, &id, Self::SIGNATURE.output))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}
