//! Random passwords: <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetRandomPassword.html>.

use serde_json::{Value, json};

use crate::harness::{Asks, world};

const PUNCTUATION: &str = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

#[test]
fn a_password_is_made_of_what_is_asked_for() {
    let world = world();
    let password = |input: Value| -> String {
        world.call_for("GetRandomPassword", input).ok().json()["RandomPassword"].as_str().unwrap().to_owned()
    };
    let has = |text: &str, is: fn(char) -> bool| text.chars().any(is);
    for _ in 0..50 {
        let text = password(json!({}));
        assert_eq!(text.len(), 32);
        assert!(has(&text, |c| c.is_ascii_lowercase()) && has(&text, |c| c.is_ascii_uppercase()), "{text}");
        assert!(has(&text, |c| c.is_ascii_digit()) && has(&text, |c| PUNCTUATION.contains(c)), "{text}");
        let text = password(json!({"PasswordLength": 4}));
        assert!(has(&text, |c| c.is_ascii_digit()) && has(&text, |c| PUNCTUATION.contains(c)), "{text}");
        let text = password(json!({"PasswordLength": 5, "IncludeSpace": true}));
        assert!(has(&text, |c| c == ' '), "{text}");
        let without = json!({"PasswordLength": 100, "ExcludePunctuation": true, "ExcludeNumbers": true,
            "ExcludeUppercase": true, "ExcludeCharacters": "abc"});
        let text = password(without);
        assert!(text.chars().all(|c| ('d'..='z').contains(&c)), "{text}");
    }
    assert_eq!(password(json!({"PasswordLength": 4096})).len(), 4096);
    let one = json!({"PasswordLength": 1, "RequireEachIncludedType": false});
    assert_eq!(password(one).len(), 1);
    let all = password(
        json!({"PasswordLength": 4096, "ExcludeLowercase": true, "ExcludeUppercase": true, "ExcludeNumbers": true}),
    );
    assert!(PUNCTUATION.chars().all(|c| all.contains(c)));
}

/// The model's limits; the sentences of the others are our guess.
#[test]
fn what_cannot_be_made_is_refused() {
    let world = world();
    let refused =
        |input: Value, code: &str| world.call_for("GetRandomPassword", input).is_error(400, code, "");
    refused(json!({"PasswordLength": 0}), "ValidationException");
    refused(json!({"PasswordLength": 4097}), "ValidationException");
    refused(json!({"PasswordLength": 3}), "InvalidParameterException");
    refused(json!({"PasswordLength": 4, "IncludeSpace": true}), "InvalidParameterException");
    let none = json!({"ExcludePunctuation": true, "ExcludeNumbers": true, "ExcludeUppercase": true, "ExcludeLowercase": true});
    refused(none, "InvalidParameterException");
}
