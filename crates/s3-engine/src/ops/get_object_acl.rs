//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAcl.html>

use s3s::dto::{GetObjectAclInput, GetObjectAclOutput, Grant, Grantee, Owner, Permission, Type};
use s3s::{S3Request, S3Response};

use crate::bucket;
use crate::context::Context;
use crate::engine::Engine;
use crate::error::Result;
use crate::mounted::Mounted;
use crate::object;

pub(crate) struct GetObjectAcl;

impl Mounted for GetObjectAcl {
    const NAME: &'static str = "GetObjectAcl";
    type Input = GetObjectAclInput;
    type Output = GetObjectAclOutput;

    /// No ACL can be set yet, so every object has the one of a bucket whose owner owns all of it: the owner may do
    /// everything.
    async fn run(
        engine: &Engine,
        cx: &Context,
        request: S3Request<GetObjectAclInput>,
    ) -> Result<S3Response<GetObjectAclOutput>> {
        let input = request.input;
        let bucket = bucket::open(&engine.store, cx, &input.bucket)?;
        object::readable(&engine.store, bucket.id, &input.key, input.version_id.as_deref(), "GET")?;
        let owner = bucket.owner_id();
        let grantee = Grantee {
            display_name: None,
            email_address: None,
            id: Some(owner.clone()),
            type_: Type::from_static(Type::CANONICAL_USER),
            uri: None,
        };
        let permission = Permission::from_static(Permission::FULL_CONTROL);
        Ok(S3Response::new(GetObjectAclOutput {
            grants: Some(vec![Grant { grantee: Some(grantee), permission: Some(permission) }]),
            owner: Some(Owner { display_name: None, id: Some(owner) }),
            request_charged: None,
        }))
    }
}
