//! What a request needs beside the permission for its own action: AWS names these on the pages of the operations.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html>

use http::HeaderMap;

use crate::route::RouteRow;

/// The operations that write an object.
const WRITES: [&str; 4] = ["PutObject", "CopyObject", "CreateMultipartUpload", "PostObject"];

/// Who signs with nothing cannot begin these, whatever a policy says.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html>
const ONLY_SIGNED: [(&str, &str); 3] = [
    ("CreateMultipartUpload", "Anonymous users cannot initiate multipart uploads.  Please authenticate."),
    ("CopyObject", "Anonymous users cannot copy objects.  Please authenticate."),
    ("UploadPartCopy", "Anonymous users cannot copy objects.  Please authenticate."),
];

/// Headers that give a list to single grantees. Full control needs no more than to write, as in the first policy of
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies-condition-keys.html>.
const GRANTS: [&str; 3] = ["x-amz-grant-read", "x-amz-grant-read-acp", "x-amz-grant-write-acp"];

/// Headers that hold an object until an event.
const EVENT_HOLD: [&str; 3] = [
    "x-amz-object-lock-event-hold",
    "x-amz-object-lock-event-hold-duration-days",
    "x-amz-object-lock-event-hold-duration-years",
];

/// The further actions of a request by its headers, without `s3:`. `has_acls`: whether its bucket has lists.
pub(super) fn actions(
    row: &RouteRow,
    (names_version, has_acls): (bool, bool),
    headers: &HeaderMap,
) -> Vec<&'static str> {
    let mut further = Vec::new();
    let has = |name: &str| headers.contains_key(name);
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let writes = WRITES.contains(&row.name);
    if writes && has("x-amz-tagging") {
        further.push("PutObjectTagging");
    }
    // That a list counts for nothing where the bucket has none is our guess.
    if writes && has_acls && (GRANTS.into_iter().any(has) || is_further_list(text("x-amz-acl"))) {
        further.push("PutObjectAcl");
    }
    let retains = has("x-amz-object-lock-mode") || has("x-amz-object-lock-retain-until-date");
    if writes && (retains || EVENT_HOLD.into_iter().any(has)) {
        further.push("PutObjectRetention");
    }
    if writes && has("x-amz-object-lock-legal-hold") {
        further.push("PutObjectLegalHold");
    }
    // A condition on what is there tells what is there.
    if (writes || row.name == "CompleteMultipartUpload") && has("if-match") {
        further.push("GetObject");
    }
    let deletes = row.name == "DeleteObject" && names_version;
    if (deletes || row.name == "PutObjectRetention") && bypasses(text(BYPASS)) {
        further.push("BypassGovernanceRetention");
    }
    further
}

/// Whether a canned list is another than what an object has without one. Who gives the bucket's owner full control needs no
/// more than to write, as in the policies of <https://docs.aws.amazon.com/AmazonS3/latest/userguide/ensure-object-ownership.html>.
fn is_further_list(canned: Option<&str>) -> bool {
    canned.is_some_and(|canned| !matches!(canned, "private" | "bucket-owner-full-control"))
}

/// The header of who passes over governance.
pub(super) const BYPASS: &str = "x-amz-bypass-governance-retention";

/// Whether the header says so.
pub(super) fn bypasses(header: Option<&str>) -> bool {
    header.is_some_and(|value| value.eq_ignore_ascii_case("true"))
}

/// The refusal of who did not sign, where an operation is for those who did.
pub(super) fn unsigned(row: &RouteRow) -> Option<&'static str> {
    ONLY_SIGNED.into_iter().find(|(name, _)| *name == row.name).map(|(_, words)| words)
}

/// Whether an operation on the bucket's policy is for its own account alone.
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html>
pub(super) fn is_of_owner(row: &RouteRow) -> bool {
    matches!(row.name, "GetBucketPolicy" | "PutBucketPolicy" | "DeleteBucketPolicy")
}
