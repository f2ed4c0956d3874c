//! The operations that s3s has no part in, by their names.

use std::future::Future;
use std::pin::Pin;

use base::http::Response;

use crate::context::Context;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::ops::{
    create_session, get_object, list_directory_buckets, list_objects, list_objects_v2, object_acl,
    object_annotations, object_encryption, object_lock, options_object, put_object, rename_object,
    restore_object, select_object_content, upload_part,
};
use crate::own::OwnRequest;

/// One of them.
pub(crate) struct OwnOperation {
    /// AWS's name, and its row's.
    name: &'static str,
    run: Run,
}

/// Answers a request.
type Run = for<'a> fn(&'a Engine, &'a Context, OwnRequest<'a>) -> Answer<'a>;

/// The reply that is to come.
pub(crate) type Answer<'a> = Pin<Box<dyn Future<Output = Result<Response>> + Send + 'a>>;

/// All of them.
static OPERATIONS: &[OwnOperation] = &[
    OwnOperation { name: "GetObject", run: |engine, cx, asked| Box::pin(get_object::get(engine, cx, asked)) },
    OwnOperation {
        name: "HeadObject",
        run: |engine, cx, asked| Box::pin(get_object::head(engine, cx, asked)),
    },
    OwnOperation { name: "PutObject", run: |engine, cx, asked| Box::pin(put_object::put(engine, cx, asked)) },
    OwnOperation {
        name: "ListObjects",
        run: |engine, cx, asked| Box::pin(list_objects::list(engine, cx, asked)),
    },
    OwnOperation {
        name: "ListObjectsV2",
        run: |engine, cx, asked| Box::pin(list_objects_v2::list(engine, cx, asked)),
    },
    OwnOperation {
        name: "RenameObject",
        run: |engine, cx, asked| Box::pin(rename_object::rename(engine, cx, asked)),
    },
    OwnOperation {
        name: "CreateSession",
        run: |engine, cx, asked| Box::pin(create_session::create(engine, cx, asked)),
    },
    OwnOperation {
        name: "ListDirectoryBuckets",
        run: |engine, cx, asked| Box::pin(list_directory_buckets::list(engine, cx, asked)),
    },
    OwnOperation {
        name: "DeleteObjectAnnotation",
        run: |engine, cx, asked| Box::pin(object_annotations::delete(engine, cx, asked)),
    },
    OwnOperation {
        name: "GetObjectAnnotation",
        run: |engine, cx, asked| Box::pin(object_annotations::get(engine, cx, asked)),
    },
    OwnOperation {
        name: "ListObjectAnnotations",
        run: |engine, cx, asked| Box::pin(object_annotations::list(engine, cx, asked)),
    },
    OwnOperation {
        name: "PutObjectAnnotation",
        run: |engine, cx, asked| Box::pin(object_annotations::put(engine, cx, asked)),
    },
    OwnOperation {
        name: "GetObjectAcl",
        run: |engine, cx, asked| Box::pin(object_acl::get(engine, cx, asked)),
    },
    OwnOperation {
        name: "GetObjectLegalHold",
        run: |engine, cx, asked| Box::pin(object_lock::get_legal_hold(engine, cx, asked)),
    },
    OwnOperation {
        name: "GetObjectRetention",
        run: |engine, cx, asked| Box::pin(object_lock::get_retention(engine, cx, asked)),
    },
    OwnOperation {
        name: "PutObjectLegalHold",
        run: |engine, cx, asked| Box::pin(object_lock::put_legal_hold(engine, cx, asked)),
    },
    OwnOperation {
        name: "PutObjectRetention",
        run: |engine, cx, asked| Box::pin(object_lock::put_retention(engine, cx, asked)),
    },
    OwnOperation {
        name: "RestoreObject",
        run: |engine, cx, asked| Box::pin(restore_object::run(engine, cx, asked)),
    },
    OwnOperation {
        name: "OptionsObject",
        run: |engine, cx, asked| Box::pin(options_object::answer(engine, cx, asked)),
    },
    OwnOperation {
        name: "PutObjectAcl",
        run: |engine, cx, asked| Box::pin(object_acl::put(engine, cx, asked)),
    },
    OwnOperation {
        name: "SelectObjectContent",
        run: |engine, cx, asked| Box::pin(select_object_content::run(engine, cx, asked)),
    },
    OwnOperation {
        name: "UploadPart",
        run: |engine, cx, asked| Box::pin(upload_part::put(engine, cx, asked)),
    },
    OwnOperation {
        name: "UpdateObjectEncryption",
        run: |engine, cx, asked| Box::pin(object_encryption::update(engine, cx, asked)),
    },
];

/// Answers the operation of a name.
pub(crate) async fn answer(
    engine: &Engine,
    cx: &Context,
    name: &'static str,
    asked: OwnRequest<'_>,
) -> Result<Response> {
    let found = OPERATIONS.iter().find(|operation| operation.name == name);
    let operation = found.ok_or_else(|| Error::internal(format!("no operation of ours is named {name}")))?;
    (operation.run)(engine, cx, asked).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::route;

    #[test]
    fn each_row_of_ours_has_its_operation_and_each_operation_its_row() {
        let rows: Vec<&str> = route::own().collect();
        for name in &rows {
            assert_eq!(OPERATIONS.iter().filter(|operation| operation.name == *name).count(), 1, "{name}");
        }
        for operation in OPERATIONS {
            assert!(rows.contains(&operation.name), "{}", operation.name);
        }
    }
}
