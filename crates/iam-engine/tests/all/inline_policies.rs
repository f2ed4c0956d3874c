//! Policies that users and roles have of their own.

use crate::harness::{iam, world};
use crate::policies::{READ, role, user};

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html> and its siblings; the sentence about one
/// that is not there is quoted in aws/aws-cli#6139.
#[test]
fn own_policies_are_put_read_listed_and_taken_away() {
    let world = world();
    user(&world, "n");
    role(&world, "n");
    for (kind, member) in [("User", "UserName"), ("Role", "RoleName")] {
        let word = kind.to_lowercase();
        let put = |holder: &str, name: &str, document: &str| {
            let members = [(member, holder), ("PolicyName", name), ("PolicyDocument", document)];
            world.ask(iam(&format!("Put{kind}Policy"), &members))
        };
        let of = |verb: &str, holder: &str, name: &str| {
            world.ask(iam(&format!("{verb}{kind}Policy"), &[(member, holder), ("PolicyName", name)]))
        };
        let list = |more: &[(&str, &str)]| {
            let members: Vec<(&str, &str)> = [(member, "n")].iter().chain(more).copied().collect();
            world.ask(iam(&format!("List{kind}Policies"), &members)).ok()
        };
        assert_eq!(list(&[]).elements("member").len(), 0);
        put("n", "b", READ).ok();
        put("n", "a", r#"{"Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}"#).ok();
        put("n", "a", READ).ok();
        let shown = of("Get", "n", "a").ok();
        assert_eq!((shown.element(member), shown.element("PolicyName")), ("n".into(), "a".into()));
        // RFC 3986, of the text as it was given.
        assert!(
            shown.element("PolicyDocument").starts_with("%7B%22Version%22%3A%20%222012-10-17%22%2C%20"),
            "{}",
            shown.text()
        );
        assert_eq!(list(&[]).elements("member"), ["a", "b"]);
        let page = list(&[("MaxItems", "1")]);
        assert_eq!((page.elements("member"), page.element("IsTruncated")), (vec!["a".into()], "true".into()));
        assert_eq!(list(&[("Marker", &page.element("Marker"))]).elements("member"), ["b"]);
        of("Delete", "n", "a").ok();
        let missing = format!("The {word} policy with name a cannot be found.");
        of("Get", "n", "a").is_error(404, "NoSuchEntity", &missing);
        of("Delete", "n", "a").is_error(404, "NoSuchEntity", &missing);
        let nobody = format!("The {word} with name nobody cannot be found.");
        put("nobody", "a", READ).is_error(404, "NoSuchEntity", &nobody);
        of("Get", "nobody", "a").is_error(404, "NoSuchEntity", &nobody);
        of("Delete", "nobody", "a").is_error(404, "NoSuchEntity", &nobody);
        world.ask(iam(&format!("List{kind}Policies"), &[(member, "nobody")])).is_error(
            404,
            "NoSuchEntity",
            &nobody,
        );
        put("n", "c", "{}").is_error(400, "MalformedPolicyDocument", "Syntax errors in policy.");
        assert_eq!(list(&[]).elements("member"), ["b"]);
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>: all policies of its own together, without
/// white space. The sentence is quoted in danvk/mapsnap#483.
#[test]
fn own_policies_have_one_size_together() {
    let world = world();
    user(&world, "u");
    role(&world, "r");
    let size = READ.split_whitespace().collect::<String>().len();
    for (kind, member, name, most) in [("User", "UserName", "u", 2048), ("Role", "RoleName", "r", 10_240)] {
        let put = |policy: &str, bytes: usize| {
            let text = READ.replace("GetObject", &format!("GetObject{}", "x".repeat(bytes - size)));
            let members =
                [(member, name), ("PolicyName", policy), ("PolicyDocument", &text.replace(' ', "  "))];
            world.ask(iam(&format!("Put{kind}Policy"), &members))
        };
        put("a", most - 200).ok();
        let word = kind.to_lowercase();
        put("b", 201).is_error(
            409,
            "LimitExceeded",
            &format!("Maximum policy size of {most} bytes exceeded for {word} {name}"),
        );
        put("b", 200).ok();
        put("a", most - 199).refused(409, "LimitExceeded");
        put("a", size).ok();
    }
    // White space costs nothing within a limit of ours.
    let spaces = READ.replace(' ', &" ".repeat(5000));
    let put = |name: &str| {
        let members = [("RoleName", "r"), ("PolicyName", name), ("PolicyDocument", spaces.as_str())];
        world.ask(iam("PutRolePolicy", &members))
    };
    for n in 0..3 {
        put(&format!("s{n}")).ok();
    }
    put("s3").refused(409, "LimitExceeded");
}
