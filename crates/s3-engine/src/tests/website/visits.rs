//! Buckets as web sites, at their own addresses. What is shown and where visitors are sent is from
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteHosting.html> and its pages on index documents, error documents and
//! redirects; the form of error pages is AWS's as generally known.

use crate::tests::{Answer, World};

const SITE: (&str, &str) = ("host", "bkt.s3-website.localhost.localstack.cloud:4566");

async fn with_site(configuration: &str) -> World {
    let world = World::with_bucket().await;
    for (key, text) in
        [("index.html", "home"), ("docs/index.html", "docs"), ("error.html", "oh no"), ("img", "picture")]
    {
        world.send("PUT", &format!("/bkt/{key}"), &[("content-type", "text/html")], text).await.expect(200);
    }
    let document = format!("<WebsiteConfiguration>{configuration}</WebsiteConfiguration>");
    world.put("/bkt?website", document).await;
    world
}

const INDEX: &str = "<IndexDocument><Suffix>index.html</Suffix></IndexDocument>";
const ERROR: &str = "<ErrorDocument><Key>error.html</Key></ErrorDocument>";

async fn visit(world: &World, path: &str) -> Answer {
    world.send("GET", path, &[SITE], "").await
}

#[tokio::test]
async fn a_folder_is_shown_by_its_index() {
    let world = with_site(INDEX).await;
    let answer = visit(&world, "/").await.expect(200);
    assert_eq!((answer.text().as_str(), answer.header("content-type")), ("home", "text/html"));
    assert_eq!(visit(&world, "/docs/").await.expect(200).text(), "docs");
    assert_eq!(visit(&world, "/img?anything=1").await.expect(200).text(), "picture");
    let sent = visit(&world, "/docs").await.expect(302);
    assert_eq!(sent.header("location"), "/docs/");
    assert_eq!(world.send("HEAD", "/docs/", &[SITE], "").await.expect(200).header("content-length"), "4");
    let etag = visit(&world, "/img").await.header("etag").to_owned();
    world.send("GET", "/img", &[SITE, ("if-none-match", &etag)], "").await.expect(304);
}

#[tokio::test]
async fn an_error_is_a_page() {
    let world = with_site(INDEX).await;
    let answer = visit(&world, "/no%3Cne").await.expect(404);
    let text = answer.text();
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(answer.header("x-amz-error-code"), "NoSuchKey");
    assert_eq!(answer.header("x-amz-error-message"), "The specified key does not exist.");
    assert_eq!(answer.header("x-amz-error-detail-key"), "no<ne");
    for part in [
        "<title>404 Not Found</title>",
        "<h1>404 Not Found</h1>",
        "<li>Code: NoSuchKey</li>",
        "<li>Message: The specified key does not exist.</li>",
        "<li>Key: no&lt;ne</li>",
        "<li>RequestId: 0123456789ABCDEF</li>",
    ] {
        assert!(text.contains(part), "{text}");
    }
    let refused = world.send("PUT", "/k", &[SITE], "x").await.expect(405);
    assert!(refused.text().contains("<li>Code: MethodNotAllowed</li>"), "{refused:?}");
    world.get("/bkt/k").await.refused(404, "NoSuchKey");
    let none = [("host", "none.s3-website.localhost")];
    let answer = world.send("GET", "/", &none, "").await.expect(404);
    assert!(answer.text().contains("<li>Code: NoSuchBucket</li>"), "{answer:?}");
    world.delete("/bkt?website").await.expect(204);
    let answer = visit(&world, "/").await.expect(404);
    assert!(answer.text().contains("<li>Code: NoSuchWebsiteConfiguration</li>"), "{answer:?}");
}

#[tokio::test]
async fn an_error_is_shown_by_the_sites_own_document() {
    let world = with_site(&format!("{INDEX}{ERROR}")).await;
    let answer = visit(&world, "/none").await.expect(404);
    assert_eq!((answer.text().as_str(), answer.header("content-type")), ("oh no", "text/html"));
    world.delete("/bkt/error.html").await.expect(204);
    let text = visit(&world, "/none").await.expect(404).text();
    let again = "An Error Occurred While Attempting to Retrieve a Custom Error Document";
    assert!(text.contains(again) && text.contains("<li>Key: error.html</li>"), "{text}");
}

#[tokio::test]
async fn rules_send_visitors_elsewhere() {
    let rule = |condition: &str, redirect: &str| {
        let condition =
            if condition.is_empty() { String::new() } else { format!("<Condition>{condition}</Condition>") };
        format!("<RoutingRule>{condition}<Redirect>{redirect}</Redirect></RoutingRule>")
    };
    let prefix = |prefix: &str| format!("<KeyPrefixEquals>{prefix}</KeyPrefixEquals>");
    let rules = [
        rule(&prefix("old/"), "<ReplaceKeyPrefixWith>docs/</ReplaceKeyPrefixWith>"),
        rule(
            &prefix("img"),
            "<HostName>img.example.com</HostName><Protocol>https</Protocol><HttpRedirectCode>307</HttpRedirectCode>",
        ),
        rule(
            "<HttpErrorCodeReturnedEquals>404</HttpErrorCodeReturnedEquals>",
            "<HostName>example.com</HostName><ReplaceKeyPrefixWith>report-404/</ReplaceKeyPrefixWith>",
        ),
    ];
    let world = with_site(&format!("{INDEX}{ERROR}<RoutingRules>{}</RoutingRules>", rules.concat())).await;
    for (path, status, location) in [
        ("/old/a%20b", 301, "http://bkt.s3-website.localhost.localstack.cloud:4566/docs/a%20b"),
        ("/img", 307, "https://img.example.com/img"),
        ("/none/x", 301, "http://example.com/report-404/none/x"),
    ] {
        assert_eq!(visit(&world, path).await.expect(status).header("location"), location);
    }
    assert_eq!(visit(&world, "/docs/").await.expect(200).text(), "docs");
    // An object may send its readers elsewhere too.
    // AWS's code and sentence as generally known.
    for elsewhere in ["docs", "ftp://example.com/"] {
        let wrong = [("x-amz-website-redirect-location", elsewhere)];
        let refused =
            world.send("PUT", "/bkt/moved", &wrong, "").await.refused(400, "InvalidRedirectLocation");
        assert_eq!(
            refused.element("Message").replace("&apos;", "'"),
            "The website redirect location must have a prefix of 'http://' or 'https://' or '/'."
        );
    }
    let moved = [("x-amz-website-redirect-location", "/docs/")];
    world.send("PUT", "/bkt/moved", &moved, "").await.expect(200);
    assert_eq!(visit(&world, "/moved").await.expect(301).header("location"), "/docs/");
    let all = "<RedirectAllRequestsTo><HostName>example.com</HostName><Protocol>https</Protocol></RedirectAllRequestsTo>";
    world.put("/bkt?website", format!("<WebsiteConfiguration>{all}</WebsiteConfiguration>")).await;
    assert_eq!(visit(&world, "/a/b").await.expect(301).header("location"), "https://example.com/a/b");
}

/// A site is read by nobody, so another account's shows what its policy lets everybody read:
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteAccessPermissionsReqd.html>.
#[tokio::test]
async fn a_site_of_another_account_shows_what_is_public() {
    let world = with_site(INDEX).await;
    let visitor = world.as_account("111111111111");
    assert!(visit(&visitor, "/").await.expect(403).text().contains("<li>Code: AccessDenied</li>"));
    world.delete("/bkt?publicAccessBlock").await.expect(204);
    let policy = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::bkt/*\"}]}";
    world.send("PUT", "/bkt?policy", &[], policy).await.expect(204);
    assert_eq!(visit(&visitor, "/").await.expect(200).text(), "home");
}
