//! Web pages and the rules of a bucket. Rules and headers are those of
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html>; the sentences of refusals are AWS's as its users
//! have shown them.

use crate::tests::World;

const RULES: &str = "<CORSConfiguration>\
<CORSRule><AllowedOrigin>http://*.example.com</AllowedOrigin><AllowedMethod>PUT</AllowedMethod><AllowedMethod>POST</AllowedMethod>\
<AllowedHeader>x-amz-*</AllowedHeader><AllowedHeader>Content-Type</AllowedHeader><ExposeHeader>ETag</ExposeHeader>\
<ExposeHeader>x-amz-request-id</ExposeHeader><MaxAgeSeconds>3000</MaxAgeSeconds></CORSRule>\
<CORSRule><AllowedOrigin>*</AllowedOrigin><AllowedMethod>GET</AllowedMethod></CORSRule></CORSConfiguration>";

async fn with_rules() -> World {
    let world = World::with_bucket().await;
    world.put("/bkt?cors", RULES).await;
    world.put("/bkt/k", "x").await;
    world
}

fn preflight<'h>(origin: &'h str, method: &'h str) -> Vec<(&'h str, &'h str)> {
    vec![("origin", origin), ("access-control-request-method", method)]
}

#[tokio::test]
async fn a_preflight_is_answered_by_the_first_rule_that_fits() {
    let world = with_rules().await;
    let mut asked = preflight("http://www.example.com", "PUT");
    asked.push(("access-control-request-headers", "Content-Type, X-Amz-Date"));
    for uri in ["/bkt/k", "/bkt", "/bkt/none?uploads"] {
        let answer = world.send("OPTIONS", uri, &asked, "").await.expect(200);
        assert_eq!(answer.text(), "");
        for (name, value) in [
            ("access-control-allow-origin", "http://www.example.com"),
            ("access-control-allow-credentials", "true"),
            ("access-control-allow-methods", "PUT, POST"),
            ("access-control-allow-headers", "content-type, x-amz-date"),
            ("access-control-expose-headers", "ETag, x-amz-request-id"),
            ("access-control-max-age", "3000"),
            ("vary", "Origin, Access-Control-Request-Headers, Access-Control-Request-Method"),
        ] {
            assert_eq!(answer.header(name), value, "{uri}: {name}");
        }
    }
    let answer = world.send("OPTIONS", "/bkt/k", &preflight("http://other.org", "GET"), "").await.expect(200);
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    assert_eq!(answer.header("access-control-allow-credentials"), "");
}

#[tokio::test]
async fn a_preflight_that_no_rule_fits_is_refused() {
    let world = with_rules().await;
    world.put("/plain", "").await;
    let mut header = preflight("http://www.example.com", "PUT");
    header.push(("access-control-request-headers", "authorization"));
    let spec = "CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource&apos;s CORS spec.";
    for (uri, asked, message, on) in [
        ("/bkt/k", preflight("http://other.org", "PUT"), spec, "OBJECT"),
        ("/bkt", preflight("http://www.example.com", "DELETE"), spec, "BUCKET"),
        ("/bkt/k", header, spec, "OBJECT"),
        (
            "/plain/k",
            preflight("http://a", "GET"),
            "CORSResponse: CORS is not enabled for this bucket.",
            "OBJECT",
        ),
        ("/none", preflight("http://a", "GET"), "CORSResponse: Bucket not found", "BUCKET"),
    ] {
        let refused = world.send("OPTIONS", uri, &asked, "").await.refused(403, "AccessForbidden");
        let shown = refused.element("Message").replace('\'', "&apos;");
        assert_eq!((shown.as_str(), refused.element("ResourceType").as_str()), (message, on), "{uri}");
        assert_eq!(refused.element("Method"), asked[1].1);
        assert_eq!(refused.header("access-control-allow-origin"), "");
    }
    for (asked, message) in [
        (vec![], "Insufficient information. Origin request header needed."),
        (vec![("origin", "http://a")], "Invalid Access-Control-Request-Method: null"),
        (preflight("http://a", "PATCH"), "Invalid Access-Control-Request-Method: PATCH"),
    ] {
        let refused = world.send("OPTIONS", "/bkt/k", &asked, "").await.refused(400, "BadRequest");
        assert_eq!(refused.element("Message"), message);
    }
}

#[tokio::test]
async fn a_reply_carries_what_the_rules_grant() {
    let world = with_rules().await;
    let page = [("origin", "http://www.example.com")];
    let answer = world.send("PUT", "/bkt/k", &page, "x").await.expect(200);
    assert_eq!(answer.header("access-control-allow-origin"), "http://www.example.com");
    assert_eq!(answer.header("access-control-expose-headers"), "ETag, x-amz-request-id");
    let answer = world.send("GET", "/bkt/k", &page, "").await.expect(200);
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    // A page reads errors too.
    let answer = world.send("GET", "/bkt/none", &page, "").await.refused(404, "NoSuchKey");
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    let other = world.as_account("111111111111");
    let answer = other.send("GET", "/bkt/k", &page, "").await.refused(403, "AccessDenied");
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    // What no rule grants is done all the same: rules keep pages from reading, not clients from asking.
    let answer = world.send("DELETE", "/bkt/k", &page, "").await.expect(204);
    assert_eq!(answer.header("access-control-allow-origin"), "");
    assert_eq!(world.get("/bkt").await.expect(200).header("vary"), "");
}
