//! SAML providers: made, shown, changed, tagged, deleted; what is no metadata.

use testkit::Reply;

use crate::harness::{World, iam, world};

const ARN: (&str, &str) = ("SAMLProviderArn", "arn:aws:iam::000000000000:saml-provider/Corp");
const KEY: &str = include_str!("pem/rsa.key");

/// A document of SAML 2.0, long enough for the model, with what it says of itself.
pub(crate) fn metadata(said: &str) -> String {
    let filling = "A".repeat(1000);
    format!(
        "<?xml version=\"1.0\"?>\n<md:EntityDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\" \
         entityID=\"https://idp.example\" {said}><md:IDPSSODescriptor>{filling} &amp; <!-- c --></md:IDPSSODescriptor>\
         </md:EntityDescriptor>"
    )
}

fn create(world: &World, more: &[(&str, &str)]) -> Reply {
    let document = metadata("");
    let members = [("Name", "Corp"), ("SAMLMetadataDocument", document.as_str())];
    let members: Vec<_> = members.into_iter().chain(more.iter().copied()).collect();
    world.ask(iam("CreateSAMLProvider", &members))
}

fn get(world: &World) -> Reply {
    world.ask(iam("GetSAMLProvider", &[ARN])).ok()
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetSAMLProvider.html>. A hundred years is what AWS shows where the
/// document does not say until when it holds.
#[test]
fn a_provider_is_shown_as_it_was_made() {
    let world = world();
    let made = create(&world, &[("Tags.member.1.Key", "k"), ("Tags.member.1.Value", "v")]).ok();
    assert_eq!((made.element("SAMLProviderArn").as_str(), made.element("Key").as_str()), (ARN.1, "k"));
    let shown = get(&world);
    let document = shown.element("SAMLMetadataDocument");
    let document =
        document.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    assert_eq!(document, metadata(""));
    assert_eq!(shown.element("CreateDate"), "2026-01-01T00:00:00Z");
    assert_eq!(shown.element("ValidUntil"), "2125-12-08T00:00:00Z");
    assert!(shown.element("SAMLProviderUUID").len() >= 22, "{shown:?}");
    assert!(!shown.text().contains("PrivateKeyList") && !shown.text().contains("Encryption"), "{shown:?}");
    let listed = world.ask(iam("ListSAMLProviders", &[])).ok();
    assert_eq!(listed.elements("Arn"), [ARN.1]);
    assert_eq!(listed.element("ValidUntil"), "2125-12-08T00:00:00Z");
    let other = world.as_account("123456789012");
    assert!(other.ask(iam("ListSAMLProviders", &[])).ok().elements("Arn").is_empty());
    other.ask(iam("GetSAMLProvider", &[ARN])).refused(404, "NoSuchEntity");
    // As users of AWS report it: <https://github.com/org-formation/aws-resource-providers/issues/59>.
    create(&world, &[]).is_error(409, "EntityAlreadyExists", "Provider with name Corp already exists.");
    world.ask(iam("DeleteSAMLProvider", &[ARN])).ok();
    world.ask(iam("DeleteSAMLProvider", &[ARN])).refused(404, "NoSuchEntity");
    world.ask(iam("GetSAMLProvider", &[ARN])).refused(404, "NoSuchEntity");
    create(&world, &[]).ok();
}

/// The model's limits, and documents that are none. The sentence is our guess.
#[test]
fn what_is_no_metadata_is_refused() {
    let world = world();
    let ask = |document: &str| {
        world.ask(iam("CreateSAMLProvider", &[("Name", "c"), ("SAMLMetadataDocument", document)]))
    };
    ask(&"a".repeat(999)).refused(400, "ValidationError");
    ask(&"a".repeat(1000)).is_error(400, "InvalidInput", "Could not parse metadata");
    ask(&metadata("").replace("EntityDescriptor", "Other")).refused(400, "InvalidInput");
    ask(&metadata("").replace("</md:IDP", "</md:IPD")).refused(400, "InvalidInput");
    ask(&format!("<!DOCTYPE a [<!ENTITY b 'c'>]>{}", metadata(""))).refused(400, "InvalidInput");
    ask(&metadata(&format!("a=\"{}\"", "b".repeat(10_000_000)))).refused(400, "ValidationError");
    ask(&metadata(&format!("a=\"{}\"", "b".repeat(9_990_000)))).ok();
    for at in 1..100 {
        let (name, document) = (format!("c{at}"), metadata(""));
        world.ask(iam("CreateSAMLProvider", &[("Name", &name), ("SAMLMetadataDocument", &document)])).ok();
    }
    create(&world, &[]).is_error(
        409,
        "LimitExceeded",
        "Cannot exceed quota for SAMLProvidersPerAccount: 100",
    );
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateSAMLProvider.html>
#[test]
fn a_provider_changes_by_the_page_s_rules() {
    let world = world();
    create(&world, &[("AssertionEncryptionMode", "Allowed"), ("AddPrivateKey", KEY)]).ok();
    let first = get(&world);
    assert_eq!(first.element("AssertionEncryptionMode"), "Allowed");
    assert!(!first.text().contains("PRIVATE"), "{first:?}");
    let id = first.element("KeyId");
    let update = |members: &[(&str, &str)]| {
        let members: Vec<_> = [ARN].into_iter().chain(members.iter().copied()).collect();
        world.ask(iam("UpdateSAMLProvider", &members))
    };
    update(&[("AddPrivateKey", "no key")]).refused(400, "InvalidInput");
    update(&[("AddPrivateKey", KEY), ("AssertionEncryptionMode", "Required")]).ok();
    update(&[("AddPrivateKey", KEY)]).refused(409, "LimitExceeded");
    update(&[("RemovePrivateKey", &id)]).ok();
    update(&[("RemovePrivateKey", &id)]).refused(404, "NoSuchEntity");
    let shown = get(&world);
    assert_eq!(
        (shown.elements("KeyId").len(), shown.element("AssertionEncryptionMode").as_str()),
        (1, "Required")
    );
    let document = metadata("validUntil='2030-01-02T03:04:05.678Z'");
    assert_eq!(update(&[("SAMLMetadataDocument", &document)]).ok().element("SAMLProviderArn"), ARN.1);
    let shown = get(&world);
    assert_eq!(shown.element("ValidUntil"), "2030-01-02T03:04:05Z");
    assert!(shown.element("SAMLMetadataDocument").contains("2030-01-02"), "{shown:?}");
    let (subject, instance) = (
        ("ContextProvider.SubjectSourceKey", "NameID"),
        ("IdentityCenterInstanceArn", "arn:aws:sso:::instance/ssoins-1"),
    );
    update(&[subject, ("AssertionEncryptionMode", "Allowed")]).refused(400, "InvalidInput");
    update(&[subject, instance]).refused(400, "InvalidInput");
    update(&[instance]).refused(400, "InvalidInput");
    update(&[subject]).ok();
    update(&[instance, ("AssertionEncryptionMode", "Allowed")]).ok();
    let shown = get(&world);
    assert_eq!(
        (shown.element("SubjectSourceKey").as_str(), shown.element(instance.0).as_str()),
        ("NameID", instance.1)
    );
    let listed = world.ask(iam("ListSAMLProviders", &[])).ok();
    assert_eq!(listed.element("IsTrustedIdentityPropagationEnabled"), "true");
    let none = [("SAMLProviderArn", "arn:aws:iam::000000000000:saml-provider/none")];
    world.ask(iam("UpdateSAMLProvider", &none)).refused(404, "NoSuchEntity");
    let role = [("SAMLProviderArn", "arn:aws:iam::000000000000:role/none")];
    world.ask(iam("UpdateSAMLProvider", &role)).refused(400, "ValidationError");
}

#[test]
fn tags_are_added_listed_and_taken_away() {
    let world = world();
    create(&world, &[]).ok();
    assert!(!get(&world).text().contains("Tags"));
    let tags = [
        ARN,
        ("Tags.member.1.Key", "b"),
        ("Tags.member.1.Value", "1"),
        ("Tags.member.2.Key", "a"),
        ("Tags.member.2.Value", "2"),
    ];
    world.ask(iam("TagSAMLProvider", &tags)).ok();
    assert_eq!(world.ask(iam("ListSAMLProviderTags", &[ARN])).ok().elements("Key"), ["a", "b"]);
    world.ask(iam("UntagSAMLProvider", &[ARN, ("TagKeys.member.1", "a")])).ok();
    assert_eq!(get(&world).elements("Key"), ["b"]);
}

/// Our rule: nothing blocks the runtime. In debug builds a background task that works for too long at once panics.
#[test]
fn a_long_document_holds_up_nobody() {
    /// As many as a form holds of characters that are encoded.
    const LONG: usize = 5_000_000;
    let document = metadata(&format!("filled=\"{}\"", "\\".repeat(LONG)));
    let world = world();
    let create = [("Name", "Corp"), ("SAMLMetadataDocument", document.as_str())];
    let update = [ARN, ("SAMLMetadataDocument", document.as_str())];
    let asks =
        [("CreateSAMLProvider", &create[..]), ("UpdateSAMLProvider", &update), ("GetSAMLProvider", &[ARN])];
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    for (action, members) in asks {
        let (ask, asker) = (iam(action, members), world.clone());
        let status = runtime.block_on(async {
            let (tell, told) = tokio::sync::oneshot::channel();
            world.tasks.spawn("asks", async move {
                let _ = tell.send(asker.send(ask).await.status);
            });
            told.await
        });
        assert_eq!(status, Ok(200), "{action}");
    }
}
