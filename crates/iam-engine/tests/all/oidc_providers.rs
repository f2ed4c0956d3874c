//! OpenID Connect providers: made, shown, changed, tagged, deleted.

use crate::harness::{World, iam, world};

const URL: &str = "https://oidc.eks.eu-west-1.amazonaws.com/id/AB12";
const ARN: &str = "arn:aws:iam::000000000000:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/AB12";
const PRINT: &str = "cf23df2207d99a74fbe169e3eba035e633b65d94";
const OTHER_PRINT: &str = "c784713d6f9cb67b55dd84f4e4af7832d42b8f55";
const NAMED: (&str, &str) = ("OpenIDConnectProviderArn", ARN);

fn made(world: &World) {
    let members = [
        ("Url", URL),
        ("ClientIDList.member.1", "sts.amazonaws.com"),
        ("ClientIDList.member.2", "a-client"),
        ("ThumbprintList.member.1", PRINT),
        ("ThumbprintList.member.2", OTHER_PRINT),
        ("Tags.member.1.Key", "b"),
        ("Tags.member.1.Value", "2"),
        ("Tags.member.2.Key", "a"),
        ("Tags.member.2.Value", ""),
    ];
    let reply = world.ask(iam("CreateOpenIDConnectProvider", &members)).ok();
    assert_eq!(reply.element("OpenIDConnectProviderArn"), ARN);
    assert_eq!(reply.elements("Key"), ["a", "b"]);
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetOpenIDConnectProvider.html>: the URL comes without its scheme,
/// as Terraform's provider reads it; lists keep their order; tags are sorted by their keys.
#[test]
fn a_provider_is_shown_as_it_was_made() {
    let world = world();
    made(&world);
    let shown = world.ask(iam("GetOpenIDConnectProvider", &[NAMED])).ok();
    assert_eq!(shown.element("Url"), "oidc.eks.eu-west-1.amazonaws.com/id/AB12");
    assert_eq!(shown.element("ClientIDList"), "<member>sts.amazonaws.com</member><member>a-client</member>");
    let prints = format!("<member>{PRINT}</member><member>{OTHER_PRINT}</member>");
    assert_eq!(shown.element("ThumbprintList"), prints);
    assert_eq!(shown.elements("Key"), ["a", "b"]);
    assert!(shown.element("CreateDate").ends_with('Z') && !shown.element("CreateDate").contains('.'));
    assert!(!shown.text().contains("ContextProvider"), "{shown:?}");
    let listed = world.ask(iam("ListOpenIDConnectProviders", &[])).ok();
    assert_eq!(listed.elements("Arn"), [ARN]);
    // Another account has its own.
    let other = world.as_account("123456789012");
    assert!(other.ask(iam("ListOpenIDConnectProviders", &[])).ok().elements("Arn").is_empty());
    other.ask(iam("GetOpenIDConnectProvider", &[NAMED])).refused(404, "NoSuchEntity");
    other.ask(iam("CreateOpenIDConnectProvider", &[("Url", URL)])).ok();
}

/// The sentence as users of AWS report it.
#[test]
fn a_url_is_registered_once() {
    let world = world();
    made(&world);
    let again = world.ask(iam("CreateOpenIDConnectProvider", &[("Url", URL)]));
    let sentence = format!("Provider with url {URL} already exists.");
    again.refused(409, "EntityAlreadyExists").is_error(409, "EntityAlreadyExists", &sentence);
    // AWS's page: deleting one that is not there does not fail.
    world.ask(iam("DeleteOpenIDConnectProvider", &[NAMED])).ok();
    world.ask(iam("DeleteOpenIDConnectProvider", &[NAMED])).ok();
    let gone = world.ask(iam("GetOpenIDConnectProvider", &[NAMED]));
    gone.is_error(404, "NoSuchEntity", &format!("OpenIDConnect Provider not found for arn {ARN}"));
    made(&world);
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddClientIDToOpenIDConnectProvider.html> and its siblings: what is
/// there already, or is not, is passed over; 100 client ids, 5 thumbprints.
#[test]
fn client_ids_and_thumbprints_change() {
    let world = world();
    made(&world);
    let ids =
        |world: &World| world.ask(iam("GetOpenIDConnectProvider", &[NAMED])).ok().element("ClientIDList");
    let add = |id: &str| world.ask(iam("AddClientIDToOpenIDConnectProvider", &[NAMED, ("ClientID", id)]));
    add("a-client").ok();
    add("third").ok();
    let remove = [NAMED, ("ClientID", "sts.amazonaws.com")];
    world.ask(iam("RemoveClientIDFromOpenIDConnectProvider", &remove)).ok();
    world.ask(iam("RemoveClientIDFromOpenIDConnectProvider", &remove)).ok();
    assert_eq!(ids(&world), "<member>a-client</member><member>third</member>");
    for at in 2..100 {
        add(&format!("id-{at}")).ok();
    }
    add("one-more").is_error(
        409,
        "LimitExceeded",
        "Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: 100",
    );
    add("third").ok();
    add(&"c".repeat(256)).refused(400, "ValidationError");

    let print = [NAMED, ("ThumbprintList.member.1", OTHER_PRINT)];
    world.ask(iam("UpdateOpenIDConnectProviderThumbprint", &print)).ok();
    let shown = world.ask(iam("GetOpenIDConnectProvider", &[NAMED])).ok();
    assert_eq!(shown.element("ThumbprintList"), format!("<member>{OTHER_PRINT}</member>"));
    let names: Vec<String> = (1..=6).map(|at| format!("ThumbprintList.member.{at}")).collect();
    let six: Vec<(&str, &str)> =
        [NAMED].into_iter().chain(names.iter().map(|name| (name.as_str(), PRINT))).collect();
    world.ask(iam("UpdateOpenIDConnectProviderThumbprint", &six)).refused(400, "InvalidInput");
    let short = [NAMED, ("ThumbprintList.member.1", "abc")];
    world.ask(iam("UpdateOpenIDConnectProviderThumbprint", &short)).refused(400, "ValidationError");
    for operation in ["AddClientIDToOpenIDConnectProvider", "RemoveClientIDFromOpenIDConnectProvider"] {
        let missing = "arn:aws:iam::000000000000:oidc-provider/none.example";
        let members = [("OpenIDConnectProviderArn", missing), ("ClientID", "a")];
        world.ask(iam(operation, &members)).refused(404, "NoSuchEntity");
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateOpenIDConnectProvider.html>: one thing a request, and an
/// instance only with a context. The sentences are our guess.
#[test]
fn what_is_propagated_is_kept_by_the_page_s_rules() {
    let world = world();
    made(&world);
    let instance = ("IdentityCenterInstanceArn", "arn:aws:sso:::instance/ssoins-1");
    let subject = ("ContextProvider.SubjectSourceKey", "sub");
    let update = |members: &[(&str, &str)]| {
        let members: Vec<_> = [NAMED].into_iter().chain(members.iter().copied()).collect();
        world.ask(iam("UpdateOpenIDConnectProvider", &members))
    };
    update(&[instance]).refused(400, "InvalidInput");
    update(&[subject, instance]).refused(400, "InvalidInput");
    update(&[subject, ("RemoveContextProvider", "true")]).refused(400, "InvalidInput");
    update(&[("ContextProvider.SubjectSourceKey", " sub")]).refused(400, "InvalidInput");
    update(&[("ContextProvider.SubjectTypeValue", "user")]).refused(400, "ValidationError");
    let both = [
        subject,
        ("ContextProvider.SubjectTypeValue", "user"),
        ("ContextProvider.SubjectTypeSourceKey", "type"),
    ];
    update(&both).refused(400, "InvalidInput");
    let keys = [
        subject,
        ("ContextProvider.SubjectTypeValue", "user"),
        ("ContextProvider.KeyDefinitionList.member.1.SourceKey", "groups"),
        ("ContextProvider.KeyDefinitionList.member.1.TargetKey", "target groups"),
    ];
    update(&keys).ok();
    update(&[instance]).ok();
    let shown = world.ask(iam("GetOpenIDConnectProvider", &[NAMED])).ok();
    assert_eq!(shown.element("SubjectSourceKey"), "sub");
    assert_eq!(shown.element("SubjectTypeValue"), "user");
    assert_eq!(shown.element("TargetKey"), "target groups");
    assert_eq!(shown.element("IdentityCenterInstanceArn"), instance.1);
    let listed = world.ask(iam("ListOpenIDConnectProviders", &[])).ok();
    assert_eq!(listed.element("IsTrustedIdentityPropagationEnabled"), "true");
    update(&[("RemoveContextProvider", "true")]).refused(400, "InvalidInput");
    update(&[("RemoveIdentityCenterInstance", "true")]).ok();
    update(&[("RemoveContextProvider", "true")]).ok();
    let shown = world.ask(iam("GetOpenIDConnectProvider", &[NAMED])).ok();
    assert!(!shown.text().contains("SubjectSourceKey") && !shown.text().contains("Identity"), "{shown:?}");
    let alone = [("Url", "https://b.example"), instance];
    world.ask(iam("CreateOpenIDConnectProvider", &alone)).refused(400, "InvalidInput");
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListOpenIDConnectProviderTags.html>: sorted by key; keys do not
/// depend on case.
#[test]
fn tags_are_added_listed_in_pages_and_taken_away() {
    let world = world();
    made(&world);
    let tag = [
        NAMED,
        ("Tags.member.1.Key", "B"),
        ("Tags.member.1.Value", "3"),
        ("Tags.member.2.Key", "c"),
        ("Tags.member.2.Value", "4"),
    ];
    world.ask(iam("TagOpenIDConnectProvider", &tag)).ok();
    let page = world.ask(iam("ListOpenIDConnectProviderTags", &[NAMED, ("MaxItems", "2")])).ok();
    assert_eq!(
        (page.elements("Key"), page.element("IsTruncated")),
        (vec!["B".to_owned(), "a".to_owned()], "true".to_owned())
    );
    let marker = page.element("Marker");
    let rest = world.ask(iam("ListOpenIDConnectProviderTags", &[NAMED, ("Marker", &marker)])).ok();
    assert_eq!(
        (rest.elements("Key"), rest.element("IsTruncated")),
        (vec!["c".to_owned()], "false".to_owned())
    );
    let untag = [NAMED, ("TagKeys.member.1", "b"), ("TagKeys.member.2", "none")];
    world.ask(iam("UntagOpenIDConnectProvider", &untag)).ok();
    let left = world.ask(iam("ListOpenIDConnectProviderTags", &[NAMED])).ok();
    assert_eq!(left.elements("Key"), ["a", "c"]);
    let names: Vec<(String, String)> =
        (1..=50).map(|at| (format!("Tags.member.{at}.Key"), format!("Tags.member.{at}.Value"))).collect();
    let mut many = vec![NAMED];
    for (key, value) in &names {
        many.push((key, key));
        many.push((value, "v"));
    }
    world.ask(iam("TagOpenIDConnectProvider", &many)).refused(400, "InvalidInput");
    assert_eq!(world.ask(iam("ListOpenIDConnectProviderTags", &[NAMED])).ok().elements("Key").len(), 2);
}

/// Names of others and of nothing; AWS's quota of an account.
#[test]
fn odd_names_and_many_providers() {
    let world = world();
    for arn in [
        "arn:aws:iam::000000000000:role/a-role-of-ours",
        "arn:aws:iam::000000000000:oidc-provider",
        "arn:aws:iam::000000000000:oidc-provider/",
        "nothing-that-is-a-name-of-a-thing",
        "arn:aws:s3::000000000000:oidc-provider/a.example",
    ] {
        let members = [("OpenIDConnectProviderArn", arn)];
        for operation in ["GetOpenIDConnectProvider", "DeleteOpenIDConnectProvider"] {
            let reply = world.ask(iam(operation, &members));
            reply.is_error(400, "ValidationError", "Invalid ARN:  Could not be parsed!");
        }
    }
    for at in 0..100 {
        let url = format!("https://host-{at}.example");
        world.ask(iam("CreateOpenIDConnectProvider", &[("Url", &url)])).ok();
    }
    let more = world.ask(iam("CreateOpenIDConnectProvider", &[("Url", URL)]));
    more.is_error(409, "LimitExceeded", "Cannot exceed quota for OpenIdConnectProvidersPerAccount: 100");
    world
        .ask(iam("CreateOpenIDConnectProvider", &[("Url", "http://a.example")]))
        .refused(400, "ValidationError");
    assert_eq!(world.ask(iam("ListOpenIDConnectProviders", &[])).ok().elements("Arn").len(), 100);
}
